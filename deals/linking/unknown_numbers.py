"""Numbers that no contact has: a client's own mobile, a supplier, a stranger.

What one number said in several calls tells more together, and a call without words may belong where that number's
other calls do.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping

from deals.linking.spoken_deals import Speech

MOST_SPOKEN_OF = 8  # deals kept for a number; a supplier with thousands of calls touches thousands by chance
_LEAST_POOLED = 0.02  # probability below which a call says nothing about its number's other calls


class UnknownNumbers:
    """Filled by a walk over the calls and their words, and one over the probabilities of the calls of busy numbers."""

    def __init__(self) -> None:
        self._texts: dict[str, list[str]] = defaultdict(list)  # until they are asked for
        self._speech: dict[str, Speech] = {}
        self._calls: Counter[str] = Counter()  # of each number
        self._pooled: dict[str, Counter[int]] = defaultdict(Counter)  # number to deal to expected number of calls
        self._deals: dict[str, dict[int, float]] = {}  # the same, of the deals most spoken of
        self._own: dict[str, dict[int, float]] = {}  # the same of each call

    def meet(self, phone: str, speech: Speech | None) -> None:
        """Count a call of the number; speech: what was said in it."""
        self._calls[phone] += 1
        if speech is not None:
            self._texts[phone].append(speech.text)

    def has_others(self, phone: str) -> bool:
        """Whether the number made several calls, so that one can speak for another."""
        return self._calls[phone] > 1

    def speech(self, phone: str) -> Speech | None:
        """All that was said in the number's calls, None where nothing was."""
        if phone in self._texts:
            self._speech[phone] = Speech(" ".join(self._texts.pop(phone)))
        return self._speech.get(phone)

    def add_call(self, phone: str, call_id: str, deals: Mapping[int, float]) -> None:
        """deals: the call's candidates with their probabilities."""
        likely = {deal: probability for deal, probability in deals.items() if probability >= _LEAST_POOLED}
        if likely:
            self._own[call_id] = likely
            self._pooled[phone].update(likely)

    def take_deals_of(self, other: UnknownNumbers) -> None:
        """Put the other's deals in place of one's own, of each number those most spoken of."""
        self._deals = {phone: dict(deals.most_common(MOST_SPOKEN_OF)) for phone, deals in other._pooled.items()}
        self._own = other._own

    def speaks(self, phone: str, call_id: str) -> dict[int, float]:
        """Deal to how much the number's other calls speak for it: grows with their number and their agreement.

        Agreement matters as much: a supplier who rings all day finds something entered in some deal after each call,
        but never in the same one.
        """
        others = self._calls[phone] - 1
        own = self._own.get(call_id, {})
        if others < 1 or phone not in self._deals:
            return {}
        expected = {deal: max(calls - own.get(deal, 0.0), 0.0) for deal, calls in self._deals[phone].items()}
        return {deal: math.log1p(calls) * calls / others for deal, calls in expected.items()}
