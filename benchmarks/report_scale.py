"""How long do the reports of a large archive take once it is ranked, and how long when they are made anew?

    python -m benchmarks.report_scale [--deals 10000 100000]

A made archive in memory: five calls, two messages, a task and a stage change to a deal; promises, findings about the
work and both lists, of which the first thousand deals are told and the first 20 flagged. Every quoted call of a
flagged deal has a recording (two channels, 8 kHz, three minutes). Measured by the clock and in processor seconds: the
snippets cut, the part of the run that is shown, its stored form, report.html and deals.xlsx as a run writes them, and
`dealforensics report --format html,xlsx,md` afterwards; and how large the page is. Bars: 60 seconds for 100,000 deals,
8 MB for 40 flagged ones.
"""

import argparse
import tempfile
import time
import wave
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from benchmarks.conditions import conditions
from benchmarks.process_memory import own_peak_mb
from classify.analysis import Analysis
from classify.crm_work.work_findings import PersonWork, WorkCheck, WorkFinding, WorkProof
from classify.promises_kept.promises import Promise
from classify.records import ErrorLoss, Evidence, NextStep, Rankings, Revival
from deals.linking import Link
from deals.records import Archive, CallRecord, Contact, Deal, Message, Person, StageChange, Task
from pipelines.report_command import ReportRequest, report_command, write_reports
from reports.kpi_audit import audit_kpis
from reports.run_result import RunInfo, RunResult
from reports.snippets.cut_snippets import cut_snippets
from reports.snippets.snippet import Snippets, quoted_utterances
from reports.stored_run import REPORT_DATA
from reports.texts import Texts
from transcribe.utterance import Transcript, Utterance

ZONE = ZoneInfo("Europe/Moscow")
START = datetime(2024, 1, 1, 10, tzinfo=ZONE)
AS_OF = date(2026, 6, 30)
PEOPLE, CALLS_A_DEAL, TOLD, FLAGGED = 40, 5, 1000, 20
RATE = 8000  # Hz


def moment(deal: int, hours: int = 0) -> datetime:
    return START + timedelta(hours=deal % 20_000 + hours)


def made_archive(count: int) -> Archive:
    deals, numbers = {}, range(count)
    for n in numbers:
        deals[f"D{n}"] = Deal(
            f"D{n}", f"Заказ {n}", f"C{n}", Decimal(100_000 + n), 0.25, "site", True, moment(n), moment(n, 900), "lost",
            "Закрыто", ("Дорого", "Не берёт трубку", "Купили у других")[n % 3], f"U{n % PEOPLE}",
        )  # fmt: skip
    return Archive(
        path=Path("made"), company="Окна и двери", language="ru", timezone=ZONE, currency="RUB", as_of=AS_OF,
        people={f"U{n}": Person(f"U{n}", f"Сотрудник {n}", "manager") for n in range(PEOPLE)},
        contacts={f"C{n}": Contact(f"C{n}", f"Клиент {n}", f"ООО «Фирма {n}»", (f"+7903{n:07}",)) for n in numbers},
        deals=deals,
        stage_history=tuple(StageChange(f"D{n}", moment(n, 50), "Замер", f"U{n % PEOPLE}") for n in numbers),
        tasks=tuple(Task(f"T{n}", f"D{n}", "call", "Перезвонить", moment(n), assignee_id=f"U{n % PEOPLE}")
                    for n in numbers),
        messages=tuple(Message(f"M{n}-{k}", f"D{n}", moment(n, k), "note", f"U{n % PEOPLE}", "Расчёт отправлен " * 9)
                       for n in numbers for k in range(2)),
        calls=tuple(CallRecord(f"K{n}-{k}", moment(n, 90 * k), "out", f"U{n % PEOPLE}", f"+7903{n:07}", 180.0, True)
                    for n in numbers for k in range(CALLS_A_DEAL)),
    )  # fmt: skip


def made_analysis(archive: Archive) -> Analysis:
    spoken = Transcript("K", "ru", tuple(Utterance(i, i * 3.0, i * 3 + 2.5, "Пришлю расчёт завтра") for i in range(12)))
    promise = Promise("", 3, "", "U1", "Пришлю расчёт завтра", moment(1), False, None, "send", said_at=moment(0))
    proof = (WorkProof("task", "T1", moment(1), "Перезвонить: не берёт"),)
    details = {"entry": "Перезвонить", "count": 0, "seconds": 0, "start": moment(0), "end": moment(1)}
    found = WorkFinding("call-not-in-log", "found", None, "", "U2", moment(1), proof, details)
    numbers = {deal_id: int(deal_id[1:]) for deal_id in archive.deals}
    return Analysis(
        links=tuple(Link(call.call_id, f"D{call.call_id[1:].split('-')[0]}", 0.9, "phone") for call in archive.calls),
        transcripts={call.call_id: spoken for call in archive.calls},
        signals={},
        promises=tuple(replace(promise, call_id=f"K{n}-{k}", deal_id=deal_id, user_id=f"U{n % PEOPLE}",
                               result="broken" if n % 7 == k else "unknown",
                               why="nothing_followed" if n % 7 == k else "not_due")
                       for deal_id, n in numbers.items() for k in range(2)),
        rankings=Rankings(AS_OF, len(numbers), *made_lists(list(numbers))),
        work=WorkCheck(tuple(replace(found, deal_id=deal_id) for deal_id in numbers),
                       tuple(PersonWork(f"U{n}", 3, 1, 4, 2, 1, 1, 3, 0, 1.25) for n in range(PEOPLE))),
    )  # fmt: skip


def made_lists(deal_ids: list[str]) -> tuple[tuple[Revival, ...], tuple[ErrorLoss, ...]]:
    def claim(number: int, deal_id: str) -> dict[str, Any]:
        told = number < TOLD
        quote = "Вы обещали перезвонить ещё в среду, а я всё жду вашего расчёта"
        pieces = tuple(Evidence("utterance", quote, moment(number), f"K{deal_id[1:]}-{k}", 3, 9.0, 11.5, role="client")
                       for k in range(CALLS_A_DEAL))  # fmt: skip
        return {
            "deal_id": deal_id, "rank": number + 1, "flagged": number < FLAGGED, "person_id": "U1",
            "probability": 0.95 - number / len(deal_ids), "evidence": pieces if told else (), "told": told,
        }  # fmt: skip

    cause, reason = "M1_no_callback", "broken_promise"
    revive = (
        Revival(**claim(n, deal_id), expected_value=Decimal(20_000), reason=reason, reopen_on=AS_OF,
                next_step=NextStep(reason, "Клиент", AS_OF))
        for n, deal_id in enumerate(deal_ids)
    )  # fmt: skip
    losses = (
        ErrorLoss(**claim(n, deal_id), amount_lost=Decimal(90_000), culprit="manager", cause=cause, causes={cause: 0.9},
                  toxic_kpi="none")
        for n, deal_id in enumerate(reversed(deal_ids))
    )  # fmt: skip
    return tuple(revive), tuple(losses)


def recorded(result: RunResult, folder: Path) -> RunResult:
    """The same with a recording of every quoted call: one file under many names, noise that swells as syllables do."""
    seconds = np.arange(int(180 * RATE)) / RATE
    noise = np.random.default_rng(0).normal(size=(len(seconds), 2)) * (1 + np.sin(seconds * 25))[:, None] * 4000
    with wave.open(str(folder / "call.wav"), "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(noise.clip(-32000, 32000).astype("<i2").tobytes())
    quoted = {quote.call_id for quote in quoted_utterances(result.analysis.rankings)}
    calls = tuple(replace(call, recording="call.wav") if call.call_id in quoted else call
                  for call in result.archive.calls)  # fmt: skip
    return replace(result, archive=replace(result.archive, path=folder, calls=calls))


def timed(name: str, work: Callable[[], object]) -> None:
    processor, clock = time.process_time(), time.perf_counter()
    work()
    processor, clock = time.process_time() - processor, time.perf_counter() - clock
    print(
        f"  {name:<22}{processor:7.1f} s of processor, {clock:7.1f} s by the clock, peak {own_peak_mb():,.0f} MB",
        flush=True,
    )


def measure(count: int) -> None:
    archive = made_archive(count)
    analysis = made_analysis(archive)
    audit = audit_kpis(archive, (), analysis.rankings)
    plain = RunResult(archive, analysis, audit, (), RunInfo(datetime(2026, 7, 1, tzinfo=UTC)))
    print(f"{count:,} deals, {len(archive.calls):,} calls; {own_peak_mb():,.0f} MB before the reports", flush=True)
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        result, cut = recorded(plain, out), list[Snippets]()
        timed("snippets cut", lambda: cut.append(cut_snippets(result)))
        print(f"  {len(cut[0].kept)} snippets, {cut[0].left_out} left out", flush=True)
        timed("written by the run", lambda: write_reports(out, result, Texts("ru"), redacted=False, snippets=cut[0]))
        for file in (REPORT_DATA, "report.html"):
            print(f"  {file}: {(out / file).stat().st_size / 1e6:.1f} MB")
        request = ReportRequest(out, ("html", "xlsx", "md"), "en", redact=False, out=None)
        timed("made anew", lambda: report_command(request, Texts("en")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--deals", type=int, nargs="+", default=[10_000, 100_000])
    wanted = parser.parse_args()
    print(conditions("jinja2", "xlsxwriter"))
    for count in wanted.deals:
        measure(count)


if __name__ == "__main__":
    main()
