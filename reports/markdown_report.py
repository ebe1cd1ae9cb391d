"""The report as Markdown, for other tools: both lists with their evidence, KPIs and answers.

Text of calls and CRMs is escaped: it can become neither a heading nor a link, nor HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.deal_cards import DealCard, DealCards, EvidenceItem, list_sentence
from reports.kpi_audit import KpiFinding
from reports.kpi_cards import answer_sentence
from reports.run_result import RunResult, figures_of
from reports.texts import Texts
from reports.visible_text import visible

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~=:&@])")


def markdown_report(result: RunResult, texts: Texts) -> str:
    return "\n".join(_lines(result, texts)) + "\n"


def plain(text: str) -> str:
    """The text on one line, with a backslash before whatever Markdown could take for markup."""
    return _MARKUP.sub(r"\\\1", " ".join(str(visible(text)).split()))


def _lines(result: RunResult, texts: Texts) -> Iterator[str]:
    archive, figures, limit = result.archive, figures_of(result), result.run_info.list_limit
    rankings, cards = result.analysis.rankings, DealCards(archive, texts)
    yield f"# {plain(archive.company)}: {texts.text('report-title')}"
    yield ""
    yield texts.text("report-as-of", day=archive.as_of)
    for name, shown, ranked in (
        ("revive", cards.revivals(rankings.revive), figures.revivals_ranked),
        ("error", cards.losses(rankings.error_loss), figures.losses_ranked),
    ):
        yield ""
        yield f"## {texts.text(f'terminal-{name}')}"
        yield ""
        yield list_sentence(len(shown), ranked, limit, texts)
        for card in shown:
            yield from _deal(card, texts)
    yield from _kpis(result, texts)


def _deal(card: DealCard, texts: Texts) -> Iterator[str]:
    yield ""
    yield f"### {card.rank}. {plain(card.title)} ({plain(card.deal_id)})"
    yield ""
    yield f"{plain(card.headline)}. {texts.text('deal-probability')}: {card.probability}"
    yield ""
    if card.next_step:
        yield f"- {texts.text('deal-next-step')}: {plain(card.next_step)}"
    for label, value in card.facts:
        yield f"- {label}: {plain(value)}"
    for heading, items in (("deal-evidence", card.evidence), ("deal-against", card.against)):
        if items:
            yield ""
            yield f"{texts.text(heading)}:"
            yield ""
            yield from (f"- {_evidence(item, texts)}" for item in items)


def _evidence(item: EvidenceItem, texts: Texts) -> str:
    words = texts.text("evidence-quote", words=plain(item.words)) if item.quoted else plain(item.words)
    source = "; ".join(plain(part) for part in (item.who, item.where, item.when) if part)
    return f"{words} ({source})" if source else words


def _kpis(result: RunResult, texts: Texts) -> Iterator[str]:
    yield ""
    yield f"## {texts.text('sheet-kpi')}"
    yield ""
    for question, answer in result.kpi_audit.questions.items():
        said = texts.text(f"answer-{answer.answer}")
        sentence = plain(answer_sentence(question, answer, texts))
        yield f"- **{texts.text(f'question-{question}')}** {said}. {sentence}"
    yield from (_kpi(finding, texts) for finding in result.kpi_audit.kpis)


def _kpi(finding: KpiFinding, texts: Texts) -> str:
    kind, verdict = texts.text(f"kpi-{finding.type}"), texts.text(f"kpi-verdict-{finding.verdict}")
    return f"- {plain(finding.name)}: {kind}. {verdict}"
