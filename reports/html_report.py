"""The report as one HTML file that needs nothing else: no script, no network, good on a phone and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markupsafe import Markup

from deals.records import Archive
from reports.bonus_section import bonus_section
from reports.check_page import check_page
from reports.data_remarks import data_remarks
from reports.deal_cards import DealCards, list_sentence
from reports.deal_pages import deal_pages, with_pages
from reports.history_text import history_sentences
from reports.kpi_section import kpi_section
from reports.promise_table import promise_page
from reports.run_figures import LinkFigures, RunFigures
from reports.run_result import RunResult, figures_of
from reports.snippets.snippet import NO_SNIPPETS, Snippets
from reports.snippets.snippet_players import SnippetPlayers, snippet_sentences
from reports.stated_table import stated_section
from reports.summary_section import profit_sentence, summary_figures
from reports.texts import Texts
from reports.visible_text import page_environment
from reports.work_cards import work_section
from transcribe.atomic_file import write_whole

TEMPLATES = Path(__file__).parent / "templates"
MOST_BYTES = 8_000_000  # snippets give way, words do not


def write_html_report(path: Path, result: RunResult, texts: Texts, snippets: Snippets = NO_SNIPPETS) -> None:
    """Write the report to `path`; the file is whole or absent."""
    write_whole(path, html_report(result, texts, snippets).encode("utf-8"))


def html_report(result: RunResult, texts: Texts, snippets: Snippets = NO_SNIPPETS) -> str:
    """The page. Whatever comes from the archive is escaped; only our own template and style sheet are markup.

    snippets: to be played beside the quotes, as many as there is room for.
    """
    environment = page_environment(TEMPLATES)
    environment.globals["t"] = texts.text
    template = environment.get_template("report.html.j2")
    silent: str = template.render(_page(result, texts, snippets.within(0)))
    if not snippets.kept:
        return silent
    return template.render(_page(result, texts, snippets.within(MOST_BYTES - len(silent.encode("utf-8")))))


def _page(result: RunResult, texts: Texts, snippets: Snippets) -> dict[str, Any]:
    rankings, figures = result.analysis.rankings, figures_of(result)
    players = SnippetPlayers(snippets, texts)
    cards = DealCards(result.archive, texts, players)
    revivals, losses = cards.revivals(rankings.revive), cards.losses(rankings.error_loss)
    pages = deal_pages(result, revivals, losses, texts, players)
    revivals, losses = with_pages(revivals, pages), with_pages(losses, pages)
    anchors = {card.deal_id: card.anchor for card in losses}
    limit = result.run_info.list_limit
    return {
        "language": texts.language,
        "style": Markup((TEMPLATES / "report.css").read_text(encoding="utf-8")),
        **_header(result, figures, texts),
        "summary": summary_figures(result, texts, revivals, losses),
        "revivals": revivals,
        "revive_lead": list_sentence(len(revivals), figures.revivals_ranked, limit, texts),
        "revive_profit": profit_sentence(rankings.revive, result.archive.currency, texts),
        "losses": losses,
        "error_lead": list_sentence(len(losses), figures.losses_ranked, limit, texts),
        "stated": stated_section(figures.stated, anchors, texts),
        "history": history_sentences(result.analysis.history, texts),
        "promises": promise_page(figures.promises, result.archive, texts),
        "work": work_section(figures.work, result.archive, texts),
        "kpi": kpi_section(result.kpi_audit, result.archive, anchors, texts),
        "bonus": bonus_section(result.kpi_audit, result.archive.currency, texts),
        "pages": pages,
        "data_facts": [*_data_facts(result.archive, figures, texts), *_snippet_facts(snippets, texts)],
        "remarks": data_remarks(result.problems_to_show, texts),
        "check": check_page(result.archive, figures.check, texts),
        "method": _method(result, texts),
        "models": [(texts.text(f"model-{m.purpose}"), f"{m.name} ({m.digest[:12]})") for m in result.run_info.models],
        "footer": texts.text("report-footer", started=result.run_info.started_at),
    }


def _header(result: RunResult, figures: RunFigures, texts: Texts) -> dict[str, str]:
    archive = result.archive
    speech = next((model for model in result.run_info.models if model.purpose == "speech"), None)
    return {
        "company": archive.company,
        "as_of": texts.text("report-as-of", day=archive.as_of),
        "counts": texts.text(
            "report-counts",
            deals=figures.deals,
            calls=figures.calls,
            spoken=figures.calls_with_words,
            hours=texts.number(figures.hours_of_talk),
        ),
        "speech_model": texts.text("report-speech-model", name=speech.name, digest=speech.digest[:12])
        if speech is not None
        else texts.text("report-no-speech-model"),
    }


def _data_facts(archive: Archive, figures: RunFigures, texts: Texts) -> list[tuple[str, str]]:
    say, links, promises = texts.text, figures.links, figures.promises.said
    absent = ", ".join(sorted(archive.absent_tables)) or say("data-all-tables")
    return [
        (say("data-words"), say("data-of", part=figures.calls_with_words, whole=figures.calls)),
        (say("data-links"), say("data-of", part=links.linked, whole=links.calls)),
        (say("data-links-against-crm"), _against_crm(links, texts)),
        (say("data-links-ambiguous"), str(links.ambiguous)),
        (say("data-promises"), say("data-promises-value", total=sum(promises.values()), **promises)),
        (say("data-tables"), absent),
    ]


def _snippet_facts(snippets: Snippets, texts: Texts) -> list[tuple[str, str]]:
    sentences = " ".join(snippet_sentences(snippets, texts))
    return [(texts.text("snippets-title"), sentences)] if sentences else []


def _against_crm(links: LinkFigures, texts: Texts) -> str:
    """How many calls the CRM puts elsewhere, and which are the surest of them."""
    if not links.against_crm:
        return "0"
    first = [
        texts.text(
            "link-against-crm",
            call=call.call_id,
            stated=call.stated_deal_id,
            found=call.deal_id,
            share=texts.percent(call.confidence),
        )
        for call in links.surest_against
    ]
    return texts.text("data-links-against-crm-value", count=links.against_crm, first="; ".join(first))


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
