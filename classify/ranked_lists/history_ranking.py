"""Both lists with the company's own history and the money: the second view beside the judgement models.

The history view shifts a judgement by its own log-odds against the usual share of won deals, times the share of the
uncertainty that it was shown to take away: a view that explains a tenth counts a tenth of itself. Where it is refused
every judgement stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from math import sqrt
from typing import TypeVar

from classify.claims.deal_evidence import MOST_PIECES
from classify.claims.deal_money import StageShares, amount_lost, expected_value
from classify.company_history.history_view import HistoryView
from classify.deal_course.deal_story import DealStory
from classify.ranked_lists.ranking import ranked_and_flagged
from classify.records import ChanceToWin, ErrorLoss, Evidence, Rankings, Revival

TELLING = 1.96  # standard errors between the share won of like deals and the usual share, to be shown as evidence

Claim = TypeVar("Claim", Revival, ErrorLoss)


def with_history(rankings: Rankings, stories: Mapping[str, DealStory], view: HistoryView) -> Rankings:
    """The lists with chances shifted, history shown as evidence, and amounts lost discounted by the chance to win.

    stories: of all deals; they may be without words.
    """
    shares = StageShares(stories)
    revive = [_valued(_weighed(revival, view)) for revival in rankings.revive]
    losses = [_discounted(_weighed(loss, view), stories[loss.deal_id], shares, view) for loss in rankings.error_loss]
    return replace(
        rankings,
        revive=ranked_and_flagged(sorted(revive, key=lambda item: (-item.probability, item.deal_id))),
        error_loss=ranked_and_flagged(sorted(losses, key=lambda item: (-item.probability, item.deal_id))),
    )


def _weighed(claim: Claim, view: HistoryView) -> Claim:
    claim = replace(claim, probability=view.shifted(claim.deal_id, claim.probability))
    shown, speaks_for = _as_evidence(claim.deal_id, view)
    if shown is None or not claim.evidence:  # a claim about a deal needs something of the deal's own record
        return claim
    if speaks_for:
        return replace(claim, evidence=(*claim.evidence[: MOST_PIECES - 1], shown))
    return replace(claim, against=(*claim.against, shown))


def _as_evidence(deal_id: str, view: HistoryView) -> tuple[Evidence | None, bool]:
    """How deals like this one ended, where that is surely not as usual, and whether more of them were won."""
    chance = view.chances.get(deal_id)
    if chance is None:
        return None, False
    expected = chance.alike * view.usual
    apart = (chance.alike_won - expected) / sqrt(expected * (1 - view.usual))
    if abs(apart) < TELLING:
        return None, False
    details: dict[str, int | date] = {
        "deals": chance.alike, "won": chance.alike_won, "usual": round(100 * view.usual), "day": chance.day
    }  # fmt: skip
    return Evidence("history", "", ref=deal_id, fact="won-alike", details=details), apart > 0


def _valued(revival: Revival) -> Revival:
    return replace(revival, expected_value=expected_value(revival.value, revival.probability))


def _discounted(loss: ErrorLoss, story: DealStory, shares: StageShares, view: HistoryView) -> ErrorLoss:
    known = view.chances.get(loss.deal_id)
    chance = (
        ChanceToWin(known.value, "history", deals=known.alike, won=known.alike_won, day=known.day)
        if known is not None else shares.chance(story)
    )  # fmt: skip
    return replace(loss, amount_lost=amount_lost(loss.full_amount, chance), chance_to_win=chance)
