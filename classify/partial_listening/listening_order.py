"""Which calls to hear next, and when hearing more would hardly change the lists. Pure: no sound, no clock.

A deal is judged as far as it has been heard. What the rest would change is not known, but how far hearing has moved
such judgements is (SPREAD, measured); from that comes each deal's chance to stand on the final list. Deals are heard
whole, those first that would settle most for their length: half of a deal's calls leaves it half judged, and on the
labelled archives calls chosen one by one found fewer of the final lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from classify.deal_course.heard_shares import LEAST_S, AudioCall

# Standard deviation of what hearing all calls of a deal adds to its log-odds; benchmarks/audio_budget.py measures it.
SPREAD = 2.2
SURE_ENOUGH = (
    0.95  # of each list: the share that must be found, and the share that must stay, before hearing ends early
)
_BISECTIONS = 40


@dataclass(frozen=True, slots=True)
class ListOutlook:
    """One list as it is judged now, one entry for each deal that can stand on it."""

    deal_ids: Sequence[str]
    chance: np.ndarray  # of grade 2 or 3, as judged now
    unheard: np.ndarray  # share of the deal's audio, by what it says, 0 to 1
    flagged: np.ndarray  # bool
    threshold: float  # least chance of a flagged deal
    most: int  # flagged deals

    def final_chances(self) -> np.ndarray:
        """Chance of each deal to be flagged if everything were heard. They add up to at most `most`."""
        odds = _log_odds(self.chance)
        spread = np.maximum(SPREAD * np.sqrt(self.unheard), 1e-6)
        low = float(_log_odds(np.array(self.threshold)))
        high = max(low, float(odds.max(initial=low))) + 5 * SPREAD
        if _above(odds, spread, low).sum() <= self.most:
            return _above(odds, spread, low)
        for _ in range(_BISECTIONS):
            middle = (low + high) / 2
            low, high = (middle, high) if _above(odds, spread, middle).sum() > self.most else (low, middle)
        return _above(odds, spread, high)

    def found(self) -> float:
        """Estimated share of the final list that is flagged already; 1 where no deal will be."""
        chances = self.final_chances()
        expected = float(chances.sum())
        return min(1.0, float(chances[self.flagged].sum()) / expected) if expected > 1e-9 else 1.0

    def stays(self) -> float:
        """Estimated share of the deals flagged now that will be flagged in the end; 1 where none is."""
        chances = self.final_chances()[self.flagged]
        return float(chances.mean()) if len(chances) else 1.0


def gains(outlooks: Iterable[ListOutlook], worth: Mapping[str, float]) -> dict[str, float]:
    """Deal id to how much hearing all of it would settle, over all lists.

    worth: of a deal beside others; 1 where it is not named.
    """
    found: dict[str, float] = {}
    for outlook in outlooks:
        chances = outlook.final_chances()
        for deal_id, chance, unheard in zip(outlook.deal_ids, chances.tolist(), outlook.unheard.tolist(), strict=True):
            if unheard:
                found[deal_id] = found.get(deal_id, 0.0) + chance * worth.get(deal_id, 1.0)
    return found


@dataclass(frozen=True, slots=True)
class HeardTogether:
    """Unheard calls that are heard one after the other: those of a deal, the latest first."""

    calls: Sequence[AudioCall]
    gain: float  # what hearing them would settle

    @property
    def urgency(self) -> float:
        """By the root of the length: a long deal costs more, but in long talks more is said."""
        return self.gain / sum(call.seconds + LEAST_S for call in self.calls) ** 0.5


def next_calls(groups: Iterable[HeardTogether], seconds: float) -> list[str]:
    """The calls of the most urgent groups, in their order, that fit into so many seconds together."""
    chosen, left = [], seconds
    for group in sorted(groups, key=lambda group: (-group.urgency, group.calls[0].call_id)):
        for call in group.calls:
            if call.seconds <= left:
                chosen.append(call.call_id)
                left -= call.seconds
    return chosen


def _log_odds(chance: np.ndarray) -> np.ndarray:
    limited = np.clip(chance, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(limited / (1 - limited)))


def _above(odds: np.ndarray, spread: np.ndarray, bar: float) -> np.ndarray:
    return np.asarray(ndtr((odds - bar) / spread))
