"""The report as one HTML file that needs nothing else: no script, no network, good on a phone and on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from markupsafe import Markup

from deals.data_quality.data_check import check_archive
from deals.linking import AMBIGUOUS
from reports.bonus_months import FULL_FROM
from reports.check_page import check_page
from reports.data_remarks import data_remarks
from reports.deal_cards import DealCard, DealCards, list_sentence
from reports.history_text import history_sentences
from reports.kpi_cards import AnswerCard, KpiCards, money_range
from reports.loss_money import CERTAIN, LossMoney
from reports.promise_table import RESULTS, promise_page
from reports.run_result import RunResult, hours_of_talk
from reports.stated_table import stated_section
from reports.texts import Texts
from reports.visible_text import page_environment
from reports.work_cards import work_section
from transcribe.atomic_file import write_whole

TEMPLATES = Path(__file__).parent / "templates"
Summed = Literal["amount", "profit"]
FIRST = 3  # deals of each list that the summary names
MONTH_COLUMNS = ("month", "plan", "fact", "attainment", "growth", "bonus")


def write_html_report(path: Path, result: RunResult, texts: Texts) -> None:
    """Write the report to `path`; the file is whole or absent."""
    write_whole(path, html_report(result, texts).encode("utf-8"))


def html_report(result: RunResult, texts: Texts) -> str:
    """The page. Whatever comes from the archive is escaped; only our own template and style sheet are markup."""
    environment = page_environment(TEMPLATES)
    environment.globals["t"] = texts.text
    return environment.get_template("report.html.j2").render(_page(result, texts))


def _page(result: RunResult, texts: Texts) -> dict[str, Any]:
    rankings = result.analysis.rankings
    cards = DealCards(result.archive, texts)
    revivals, losses = cards.revivals(rankings.revive), cards.losses(rankings.error_loss)
    anchors = {card.deal_id: card.anchor for card in losses}
    limit = result.run_info.list_limit
    return {
        "language": texts.language,
        "style": Markup((TEMPLATES / "report.css").read_text(encoding="utf-8")),
        **_header(result, texts),
        "summary": _summary(result, texts, revivals, losses),
        "revivals": revivals,
        "revive_lead": list_sentence(len(revivals), len(rankings.revive), limit, texts),
        "losses": losses,
        "error_lead": list_sentence(len(losses), len(rankings.error_loss), limit, texts),
        "stated": stated_section(result.archive, rankings, anchors, texts),
        "history": history_sentences(result.analysis.history, texts),
        "promises": promise_page(result.archive, result.analysis, texts),
        "work": work_section(result.analysis.work, result.archive, texts),
        **_kpi_section(result, texts, KpiCards(result.kpi_audit, result.archive.currency, texts, anchors)),
        "data_facts": _data_facts(result, texts),
        "remarks": data_remarks(result.problems_to_show, texts),
        "check": check_page(result.archive, check_archive(result.archive, result.analysis.transcripts.keys()), texts),
        "method": _method(result, texts),
        "models": [(texts.text(f"model-{m.purpose}"), f"{m.name} ({m.digest[:12]})") for m in result.run_info.models],
        "footer": texts.text("report-footer", started=result.run_info.started_at),
    }


def _header(result: RunResult, texts: Texts) -> dict[str, str]:
    archive = result.archive
    speech = next((model for model in result.run_info.models if model.purpose == "speech"), None)
    return {
        "company": archive.company,
        "as_of": texts.text("report-as-of", day=archive.as_of),
        "counts": texts.text(
            "report-counts",
            deals=len(archive.deals),
            calls=len(archive.calls),
            spoken=len(result.analysis.transcripts),
            hours=texts.number(hours_of_talk(result)),
        ),
        "speech_model": texts.text("report-speech-model", name=speech.name, digest=speech.digest[:12])
        if speech is not None
        else texts.text("report-no-speech-model"),
    }


def _summary(
    result: RunResult, texts: Texts, revivals: Sequence[DealCard], losses: Sequence[DealCard]
) -> dict[str, Any]:
    currency, total = result.archive.currency, result.kpi_audit.loss_total
    values = [revival.expected_value for revival in result.analysis.rankings.revive if revival.flagged]
    priced = [value for value in values if value is not None]
    return {
        "revive": _sum_or_word(sum(priced, Decimal(0)) if priced else None, len(values), currency, "profit", texts),
        "revive_notes": _notes("revive", len(values), "profit", len(values) - len(priced), texts),
        "first_revive": revivals[:FIRST],
        "error": _sum_or_word(total.mid if total else None, len(losses), currency, "amount", texts),
        "error_notes": _notes("error", len(losses), "amount", _without_amount(total), texts),
        "error_range": money_range(total, currency, texts),
        "first_error": losses[:FIRST],
    }


def _sum_or_word(amount: Decimal | None, deals: int, currency: str | None, of: Summed, texts: Texts) -> str:
    if amount is not None:
        return texts.rough_money(amount, currency)
    return texts.text(f"summary-no-{of}" if deals else "summary-nothing")


def _without_amount(total: LossMoney | None) -> int:
    return total.deals_without_amount if total is not None else 0


def _notes(part: str, deals: int, of: Summed, without: int, texts: Texts) -> list[str]:
    """without: deals that are not in the sum, since what is summed is not known of them."""
    notes = [texts.text(f"summary-{part}-note", count=deals)]
    return [*notes, texts.text(f"summary-without-{of}", count=without)] if without else notes


def _kpi_section(result: RunResult, texts: Texts, cards: KpiCards) -> dict[str, Any]:
    audit = result.kpi_audit
    answers: list[AnswerCard] = cards.answers()
    notes = [texts.text("months-note", share=texts.percent(FULL_FROM))] if audit.months else []
    if audit.simulation:
        notes.append(texts.text(f"months-simulation-{audit.simulation.basis}"))
    notes += [sentence for answer in answers for sentence in answer.sentences[1:]]
    return {
        "answers": answers,
        "kpis": cards.kpis(),
        "recommended": audit.recommended,
        "months": cards.months(),
        "month_columns": (*MONTH_COLUMNS, "following") if audit.simulation else MONTH_COLUMNS,
        "month_notes": notes,
    }


def _data_facts(result: RunResult, texts: Texts) -> list[tuple[str, str]]:
    say, analysis, promises = texts.text, result.analysis, result.analysis.promises
    linked = sum(link.deal_id is not None for link in analysis.links)
    absent = ", ".join(sorted(result.archive.absent_tables)) or say("data-all-tables")
    became = Counter(promise.result for promise in promises)
    return [
        (say("data-words"), say("data-of", part=len(analysis.transcripts), whole=len(result.archive.calls))),
        (say("data-links"), say("data-of", part=linked, whole=len(analysis.links))),
        (say("data-links-against-crm"), _against_crm(result, texts)),
        (say("data-links-ambiguous"), str(sum(link.method == AMBIGUOUS for link in analysis.links))),
        (
            say("data-promises"),
            say("data-promises-value", total=len(promises), **{result: became[result] for result in RESULTS}),
        ),
        (say("data-tables"), absent),
    ]


def _against_crm(result: RunResult, texts: Texts) -> str:
    """How many calls the CRM puts elsewhere, and which are the surest of them."""
    against = [link for link in result.analysis.links if link.contradicts_crm]
    stated = {call.call_id: call.stated_deal_id or "" for call in result.archive.calls}
    first = [
        texts.text(
            "link-against-crm",
            call=link.call_id,
            stated=stated[link.call_id],
            found=link.deal_id or "",
            share=texts.percent(link.confidence),
        )
        for link in sorted(against, key=lambda link: -link.confidence)[:FIRST]
    ]
    return texts.text("data-links-against-crm-value", count=len(against), first="; ".join(first)) if first else "0"


def _method(result: RunResult, texts: Texts) -> list[str]:
    say = texts.text
    return [
        say("method-links"),
        say("method-signals"),
        say("method-crm"),
        say("method-as-of", day=result.archive.as_of),
        say("method-money", share=texts.percent(CERTAIN)),
        say("method-kpi"),
        say("method-limits"),
    ]
