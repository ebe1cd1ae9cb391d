"""A page for each flagged deal: what it is listed for, its next step, what speaks against it, and its whole course."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from classify.records import Evidence
from reports.deal_cards import DealCard, EvidenceItem
from reports.deal_timeline import DealTimelines, TimelineEvent
from reports.run_result import RunResult
from reports.snippets.snippet_players import SnippetPlayers
from reports.texts import Texts


@dataclass(frozen=True, slots=True)
class PageClaim:
    """A list that the deal is on."""

    anchor: str  # of the card
    words: str
    probability: str


@dataclass(frozen=True, slots=True)
class DealPage:
    anchor: str
    deal_id: str
    title: str
    amount: str
    claims: tuple[PageClaim, ...]
    next_step: str  # empty for a deal that is not to be revived
    against: tuple[EvidenceItem, ...]
    events: tuple[TimelineEvent, ...]
    left_out: int  # older events


def deal_pages(
    result: RunResult,
    revivals: Sequence[DealCard],
    losses: Sequence[DealCard],
    texts: Texts,
    players: SnippetPlayers | None = None,
) -> list[DealPage]:
    """One page for each deal, in the order of the lists; a deal on both of them has one page.

    players: of the page that the cards stand on, once these have been made.
    """
    cards: dict[str, list[DealCard]] = {}
    for card in (*revivals, *losses):
        cards.setdefault(card.deal_id, []).append(card)
    timelines = DealTimelines(result, _cited(result, cards), texts, players)
    return [_page(number, own, timelines, result, texts) for number, own in enumerate(cards.values(), start=1)]


def with_pages(cards: Sequence[DealCard], pages: Sequence[DealPage]) -> list[DealCard]:
    """The cards, each linked to its deal's page."""
    anchors = {page.deal_id: page.anchor for page in pages}
    return [replace(card, page=anchors[card.deal_id]) for card in cards]


def _cited(result: RunResult, cards: dict[str, list[DealCard]]) -> dict[str, list[Evidence]]:
    """Deal id to all that its claims and its next step rest on."""
    rankings = result.analysis.rankings
    cited: dict[str, list[Evidence]] = {deal_id: [] for deal_id in cards}
    for revival in rankings.revive:
        if revival.flagged:
            steps = (fact.source for fact in revival.next_step.facts)
            cited[revival.deal_id] += (*revival.evidence, *revival.against, *steps)
    for loss in rankings.error_loss:
        if loss.flagged:
            cited[loss.deal_id] += (*loss.evidence, *loss.against)
    return cited


def _page(
    number: int, cards: Sequence[DealCard], timelines: DealTimelines, result: RunResult, texts: Texts
) -> DealPage:  # fmt: skip
    first = cards[0]
    events, left_out = timelines.of(result.archive.deals[first.deal_id])
    return DealPage(
        anchor=f"deal-{number}",
        deal_id=first.deal_id,
        title=first.title,
        amount=first.amount,
        claims=tuple(PageClaim(card.anchor, _listed(card, texts), card.probability) for card in cards),
        next_step=next((card.next_step for card in cards if card.next_step), ""),
        against=tuple({(item.words, item.where): item for card in cards for item in card.against}.values()),
        events=tuple(events),
        left_out=left_out,
    )


def _listed(card: DealCard, texts: Texts) -> str:
    return f"{texts.text('section-' + card.anchor.split('-')[0])}: {card.headline}"
