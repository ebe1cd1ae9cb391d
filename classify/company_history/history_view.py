"""What the company's own closed deals say about a deal, or why they are not asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import exp, log
from typing import Literal

from classify.company_history.history_figures import HistoryFigures

# used; or refused: too few deals of either outcome, an outcome that whole stretches of time lack, no better than the
# usual share on later deals.
HistoryVerdict = Literal["used", "too-few", "one-sided-times", "no-better-than-chance"]
MOST_SHIFT = 1.0  # log-odds: the history alone makes and breaks no judgement


@dataclass(frozen=True, slots=True)
class HistoryChance:
    """The chance that a deal is won, as it stood on a day."""

    value: float  # 0 to 1
    day: date  # the last day with an event long enough before its end
    alike: int  # closed deals that were nearest to it in this chance
    alike_won: int  # of them


@dataclass(frozen=True, slots=True)
class HistoryView:
    """Won against lost, learned from the archive itself."""

    verdict: HistoryVerdict
    won: int  # deals that can be learned from
    lost: int
    needed: int  # of each
    figures: HistoryFigures | None = None  # None where nothing could be judged
    left_out: tuple[str, ...] = ()  # fields that are filled in otherwise for won deals than for lost ones
    chances: Mapping[str, HistoryChance] = field(default_factory=dict)  # deal id; empty unless used

    @property
    def usual(self) -> float:
        """Share of won deals among those that can be learned from; 0 without any."""
        return self.won / max(1, self.won + self.lost)

    @property
    def weight(self) -> float:
        """How much a log-odds of this view counts: the share of the uncertainty that it surely takes away."""
        return max(0.0, self.figures.information.low) if self.verdict == "used" and self.figures else 0.0

    def shift(self, deal_id: str) -> float:
        """Log-odds to add to another judgement of the deal: nothing where the view is not used or knows nothing."""
        chance = self.chances.get(deal_id)
        if chance is None:
            return 0.0
        apart = self.weight * (_log_odds(chance.value) - _log_odds(self.usual))
        return max(-MOST_SHIFT, min(MOST_SHIFT, apart))

    def shifted(self, deal_id: str, probability: float) -> float:
        """Another judgement's probability of the deal with the shift."""
        shift = self.shift(deal_id)
        return round(1 / (1 + exp(-_log_odds(probability) - shift)), 9) if shift else probability


def _log_odds(chance: float) -> float:
    return log(chance / (1 - chance))
