"""A small invented run: a joinery firm with seven deals, in Russian or English. Everything is a real record.

Every free text passes through `say`, so that a test can put anything it likes where people and CRMs write.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from classify.analysis import Analysis
from classify.crm_work.work_findings import PersonWork, WorkCheck, WorkFinding, WorkProof
from classify.kpi_types import KpiReading
from classify.promises_kept.promises import Promise
from classify.records import ErrorLoss, Evidence, NextStep, Rankings, Revival
from deals.linking import Link
from deals.problems import Problem
from deals.records import Archive, CallRecord, Contact, Deal, KpiItem, Message, Period, Person
from reports.kpi_audit import audit_kpis
from reports.run_result import ModelUse, RunInfo, RunResult
from transcribe.utterance import Transcript, Utterance

Say = Callable[[str], str]
ZONE = ZoneInfo("Europe/Moscow")
AS_OF = date(2026, 6, 30)


def as_it_is(text: str) -> str:
    return text


def moment(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def sample_archive(language: Literal["ru", "en"] = "ru", say: Say = as_it_is) -> Archive:
    return Archive(
        path=Path("sample"),
        company=say("Столярный двор «Кедр»"),
        language=language,
        timezone=ZONE,
        currency="RUB" if language == "ru" else "GBP",
        as_of=AS_OF,
        people={
            "U1": Person("U1", say("Ольга Руднева"), "head"),
            "U2": Person("U2", say("Игорь Пак"), "manager"),
        },
        contacts={
            "C1": Contact("C1", say("Анна Белова"), say("ООО «Ладья»"), ("+79035550101",)),
            "C2": Contact("C2", None, say("Гостиница «Ветла»"), ("+79035550102", "+79035550103")),
        },
        deals={deal.deal_id: deal for deal in _deals(say)},
        messages=(Message("M1", "S3", moment(4, 20), "email", "client", say("Жду расчёт третью неделю")),),
        calls=tuple(
            CallRecord(f"K{n}", moment(4, n), "out", "U2", "+79035550101", duration_s=600.0, answered=True)
            for n in (1, 2, 3)
        ),
        periods=sample_periods(),
        kpis=(
            KpiItem(say("План месяца"), say("60% премии, при 100% — полностью, выше не доплачивается")),
            KpiItem(say("Наборы"), say("30% премии, 50 наборов в день")),
            KpiItem(say("Маржа"), say("10% премии от маржи 20%")),
        ),
        absent_tables=frozenset({"tasks.csv", "owner_history.csv"}),
    )


def _deals(say: Say) -> list[Deal]:
    def deal(number: int, amount: int | None, contact: str | None, title: str | None) -> Deal:
        price = None if amount is None else Decimal(amount)
        return Deal(
            f"S{number}", title and say(title), contact, price, 0.25, "site", True, moment(3, number),
            moment(5, number), "lost", say("Закрыто"), say("Дорого"), "U2",
        )  # fmt: skip

    return [
        deal(1, 480_000, "C1", "Лестница из дуба"),
        deal(2, 1_250_000, "C2", "Двери для гостиницы"),
        deal(3, 300_000, "C1", "Кухня"),
        deal(4, None, None, None),
        deal(5, 90_000, "C2", "Стол"),
        deal(6, 760_000, "C1", "Шкафы в офис"),
        deal(7, 40_000, "C2", "Полки"),
    ]


def sample_periods() -> tuple[Period, ...]:
    """Six months: revenue falls in March and May, and the full bonus is paid in March all the same."""
    rows = [(1000, 1010, 200, 50), (1000, 1020, 190, 50), (1000, 1005, 180, 50),
            (1100, 1110, 210, 40), (1100, 990, 150, 20), (1100, 1120, 220, 50)]  # fmt: skip
    return tuple(
        Period(f"2026-{n:02}", *(Decimal(value * 1000) for value in row)) for n, row in enumerate(rows, start=1)
    )


def utterance_evidence(say: Say = as_it_is, **changes: object) -> Evidence:
    evidence = Evidence(
        "utterance", say("Вы обещали перезвонить ещё в среду"), moment(4, 1), call_id="K1", index=1, start_s=71.4,
        end_s=75.0, role="client", signals=("complaint_no_contact",),
    )  # fmt: skip
    return replace(evidence, **changes)  # type: ignore[arg-type]


def sample_rankings(say: Say = as_it_is) -> Rankings:
    said = utterance_evidence(say)
    promised = utterance_evidence(
        say, quote=say("Расчёт пришлю завтра"), index=0, start_s=12.0, role="manager", signals=("promise",)
    )
    wrote = Evidence("message", say("Жду расчёт третью неделю"), moment(4, 20), ref="M1", role="client")
    gap = {"start": date(2026, 4, 2), "end": AS_OF}
    silence = Evidence("absence", "", ref="S1", fact="no-contact-between", details=gap)
    refused = utterance_evidence(say, quote=say("Пока ничего не нужно"), call_id="K3", signals=("objection_need",))
    return Rankings(
        as_of=AS_OF,
        deals_considered=7,
        revive=(
            Revival("S1", 1, True, 0.91234567, Decimal("109481.48"), "broken_promise", date(2026, 7, 1),
                    NextStep("broken_promise", say("Анна Белова"), date(2026, 7, 1)), "U2", (said, promised, silence)),
            Revival("S4", 2, True, 0.7, None, "unworked_lead", AS_OF, NextStep("unworked_lead", say("S4"), AS_OF), None,
                    (silence,), (refused,), thin=True),
            Revival("S5", 3, False, 0.2, Decimal("4500"), "price_gap", AS_OF,
                    NextStep("price_gap", say("Ветла"), AS_OF), "U2", ()),
        ),
        error_loss=(
            ErrorLoss("S2", 1, True, 0.9, Decimal(1_250_000), "head", "H1_deferred_to_next_period",
                      {"H1_deferred_to_next_period": 0.7, "M5_no_next_step": 0.2, "M1_no_callback": 0.05},
                      "plan_attainment", "U1", (promised, said)),
            ErrorLoss("S3", 2, True, 0.6, Decimal(300_000), "manager", "M1_no_callback", {"M1_no_callback": 0.9},
                      "none", "U2", (wrote, silence), (refused,)),
            ErrorLoss("S4", 3, True, 0.55, None, "both", "M2_slow_first_contact", {"M2_slow_first_contact": 0.6},
                      "activity_count", "U2", ()),
            ErrorLoss("S7", 4, False, 0.1, Decimal(40_000), "none", "none", {}, "none", None, ()),
        ),
    )  # fmt: skip


KPI_READINGS = (
    KpiReading("plan_attainment", 0.97, True),
    KpiReading("activity_count", 0.9, True),
    KpiReading("healthy_margin", 0.8, True),
)


def sample_analysis(language: str = "ru", say: Say = as_it_is) -> Analysis:
    words = {
        "K1": (("manager", "Расчёт пришлю завтра"), ("client", "Вы обещали перезвонить ещё в среду")),
        "K2": (("client", "Нам нужна лестница"),),
    }
    transcripts = {
        call_id: Transcript(call_id, language, tuple(
            Utterance(n, n * 10.0, n * 10 + 4.5, say(text), role=role)  # type: ignore[arg-type]
            for n, (role, text) in enumerate(turns)
        ))
        for call_id, turns in words.items()
    }  # fmt: skip
    return Analysis(
        links=(Link("K2", "S1", 0.98765432109, "phone"), Link("K1", "S1", 1.0, "phone"), Link("K3", None, 0.4, "none")),
        transcripts=transcripts,
        signals={"K1": ({"promise": 0.9}, {"complaint_no_contact": 0.8, "need_stated": 0.6}), "K2": ({},)},
        promises=(
            Promise(
                "K1",
                0,
                "S1",
                "U2",
                say("Расчёт пришлю завтра"),
                moment(4, 2, 18),
                False,
                None,
                kind="send",
                contact_id="C1",
                said_at=moment(4, 1),
                start_s=12.0,
                end_s=16.0,
                asked=say("Когда ждать?"),
                due_from=moment(4, 2, 0),
                result="broken",
                why="client_says_so",
                probability=0.9,
                proof=(
                    {
                        "kind": "words",
                        "ref": "K1",
                        "at": moment(4, 5).isoformat(),
                        "role": "client",
                        "call_id": "K1",
                        "index": 1,
                        "quote": say("Вы обещали перезвонить ещё в среду"),
                    },
                ),
            ),
            Promise("K2", 0, "S1", "U2", say("Перезвоню"), None, True, {"kind": "message", "ref": "M1"}, result="kept"),
        ),
        rankings=sample_rankings(say),
        work=sample_work(say),
    )


def sample_work(say: Say = as_it_is) -> WorkCheck:
    """A call that the log lacks, and a late contact that cannot be known."""
    task = WorkProof("task", "T1", moment(4, 6), say("Перезвонить: не берёт"))
    silence = WorkProof("silence", "S1", moment(4, 5), until=moment(4, 7))
    entry: dict[str, str | int | float | date] = {
        "entry": say("Перезвонить: не берёт"), "count": 0, "seconds": 0, "start": moment(4, 5), "end": moment(4, 7),
    }  # fmt: skip
    return WorkCheck(
        findings=(
            WorkFinding(
                "call-not-in-log", "found", None, "S1", "U2", moment(4, 6), (task, silence), entry, client_says_so=True
            ),
            WorkFinding(
                "first-contact-late", "unknown", "person-not-in-log", "S3", "U2", moment(4, 20),
                (WorkProof("silence", "S3", moment(4, 20), until=moment(4, 28)),),
                {"hours": 45.5, "usual": 2.0, "by": "us"},
            ),
        ),
        people=(PersonWork("U2", 3, 1, 4, 2, 1, 1, 3, 0, 1.25),),
    )  # fmt: skip


def sample_result(
    language: Literal["ru", "en"] = "ru", say: Say = as_it_is, analysis: Analysis | None = None, **changes: object
) -> RunResult:
    """A whole run; changes replace fields of the RunResult."""
    archive, analysis = sample_archive(language, say), analysis or sample_analysis(language, say)
    result = RunResult(
        archive=archive,
        analysis=analysis,
        kpi_audit=audit_kpis(archive, KPI_READINGS, analysis.rankings),
        problems=(
            Problem("bad-date", say("deals.csv"), 12, "created_at", say("вчера")),
            Problem("bad-date", say("deals.csv"), 19, "created_at", say("позавчера")),
            Problem("wrong-encoding", say("tasks.csv"), severity="warning", details={"encoding": say("cp1251")}),
        ),
        run_info=RunInfo(
            started_at=moment(6, 30, 12),
            versions={"dealforensics": "0.1.0"},
            models=(ModelUse("speech", say("base"), "0123456789abcdef", "package"),),
            settings={"threshold": 0.5},
            timings_s={"read": 0.25},
        ),
    )
    return replace(result, **changes)  # type: ignore[arg-type]


def without_flags(rankings: Rankings) -> Rankings:
    return replace(
        rankings,
        revive=tuple(replace(revival, flagged=False) for revival in rankings.revive),
        error_loss=tuple(replace(loss, flagged=False) for loss in rankings.error_loss),
    )


def many_losses(count: int, flagged: int) -> tuple[ErrorLoss, ...]:
    """A ranking of `count` losses of 1000 each, the first `flagged` of them flagged."""

    def loss(n: int) -> ErrorLoss:
        cause = "M1_no_callback"
        return ErrorLoss(f"L{n}", n, n <= flagged, 0.9, Decimal(1000), "manager", cause, {cause: 0.9}, "none", None, ())

    return tuple(loss(n) for n in range(1, count + 1))
