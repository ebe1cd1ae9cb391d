"""The report as one HTML file that needs nothing else: no script, no network, good on a phone and on paper."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from markupsafe import Markup

from deals.data_quality.data_check import check_archive
from deals.linking import AMBIGUOUS
from reports.bonus_section import bonus_section
from reports.check_page import check_page
from reports.data_remarks import data_remarks
from reports.deal_cards import DealCards, list_sentence
from reports.deal_pages import deal_pages, with_pages
from reports.history_text import history_sentences
from reports.kpi_section import kpi_section
from reports.promise_table import RESULTS, promise_page
from reports.run_result import RunResult, hours_of_talk
from reports.stated_table import stated_section
from reports.summary_section import profit_sentence, summary_figures
from reports.texts import Texts
from reports.visible_text import page_environment
from reports.work_cards import work_section
from transcribe.atomic_file import write_whole

TEMPLATES = Path(__file__).parent / "templates"
FIRST = 3  # calls that the CRM puts elsewhere that are named


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
    pages = deal_pages(result, revivals, losses, texts)
    revivals, losses = with_pages(revivals, pages), with_pages(losses, pages)
    anchors = {card.deal_id: card.anchor for card in losses}
    limit = result.run_info.list_limit
    return {
        "language": texts.language,
        "style": Markup((TEMPLATES / "report.css").read_text(encoding="utf-8")),
        **_header(result, texts),
        "summary": summary_figures(result, texts, revivals, losses),
        "revivals": revivals,
        "revive_lead": list_sentence(len(revivals), len(rankings.revive), limit, texts),
        "revive_profit": profit_sentence(rankings.revive, result.archive.currency, texts),
        "losses": losses,
        "error_lead": list_sentence(len(losses), len(rankings.error_loss), limit, texts),
        "stated": stated_section(result.archive, rankings, anchors, texts),
        "history": history_sentences(result.analysis.history, texts),
        "promises": promise_page(result.archive, result.analysis, texts),
        "work": work_section(result.analysis.work, result.archive, texts),
        "kpi": kpi_section(result.kpi_audit, result.archive, anchors, texts),
        "bonus": bonus_section(result.kpi_audit, result.archive.currency, texts),
        "pages": pages,
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
    say, certain = texts.text, result.kpi_audit.counted.assumptions.certain_from
    return [
        say("method-links"),
        say("method-signals"),
        say("method-crm"),
        say("method-as-of", day=result.archive.as_of),
        say("method-money", share=texts.percent(float(certain))),
        say("method-kpi"),
        say("method-limits"),
    ]
