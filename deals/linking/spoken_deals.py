"""Which deals a conversation may speak of: by names, products and amounts said, and by what else is known of a deal.

Words are compared as stems and weighed by rarity, as in any text search (Sparck Jones 1972, inverse document
frequency): a surname that one deal has tells much, a word that half of the calls say tells nothing.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from deals.linking.name_stems import stems
from deals.linking.said_numbers import said_amounts
from deals.records import Archive, Deal

TITLE_WEIGHT = 0.7  # words of a deal's title are products and places, which other deals share in fact if not in name
AMOUNT_TOLERANCE = 0.005  # people round
_LEAST_CALLS = 50  # of fewer conversations it cannot be told which words are common
# Stems in more deals than this are only compared, not searched by: they tell little, and the search must not grow with
# the square of the archive.
_SEARCHED_SHARE, _LEAST_SEARCHED, _MOST_SEARCHED = 0.05, 20, 300


class DealNames:
    """The stems that name each deal, and how rare each is among the deals."""

    def __init__(self, archive: Archive) -> None:
        self.weights: dict[str, dict[str, float]] = {
            deal.deal_id: weighted_stems(archive, deal) for deal in archive.deals.values()
        }
        self.named_by: dict[str, list[str]] = defaultdict(list)  # stem to deal ids
        for deal_id, found in self.weights.items():
            for stem in found:
                self.named_by[stem].append(deal_id)
        self.rarity = {stem: math.log(1 + len(self.weights) / len(ids)) for stem, ids in self.named_by.items()}


def weighted_stems(archive: Archive, deal: Deal) -> dict[str, float]:
    """The stems of a deal's client and company (weight 1) and title (TITLE_WEIGHT)."""
    contact = archive.contacts.get(deal.contact_id) if deal.contact_id else None
    named = stems(f"{contact.name or ''} {contact.company or ''}") if contact else set()
    # Sorted, so that the floats are added up in the same order in every run.
    return dict.fromkeys(sorted(stems(deal.title or "")), TITLE_WEIGHT) | dict.fromkeys(sorted(named), 1.0)


@dataclass(frozen=True)
class Speech:
    """What was said in one call."""

    text: str

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(stems(self.text))

    @cached_property
    def amounts(self) -> frozenset[int]:
        return said_amounts(self.text)


class Comparison(NamedTuple):
    """How well what was said fits a deal."""

    names: float  # rarity of the deal's names that were said, in nats
    likeness: float  # cosine of the rarities of all stems: 0 where nothing is shared, 1 for equal texts
    amount: bool  # whether an amount was said that is the deal's


class SpokenDeals:
    """Compares speech with deals. Places of deals are those of the archive's order."""

    def __init__(self, archive: Archive, speeches: Sequence[Speech], attributed: Mapping[int, list[Speech]]) -> None:
        """attributed: deal to the conversations that surely belong to it, whose words then describe the deal."""
        self._names = DealNames(archive)
        self._deal_ids = tuple(archive.deals)
        self._place_of = {deal_id: place for place, deal_id in enumerate(self._deal_ids)}
        self._amounts = [int(deal.amount) if deal.amount else 0 for deal in archive.deals.values()]
        self._profiles = self._described(archive, attributed)
        described_by = Counter(stem for profile in self._profiles for stem in profile)
        said_by = Counter(stem for speech in speeches for stem in speech.stems)
        calls = max(len(speeches), _LEAST_CALLS)
        count = max(len(self._deal_ids), 1)

        def said_rarity(stem: str) -> float:
            return math.log(1 + calls / max(said_by[stem], 1))

        self._name_rarity = {stem: min(rarity, said_rarity(stem)) for stem, rarity in self._names.rarity.items()}
        self._rarity = {s: min(math.log(1 + count / n), said_rarity(s)) for s, n in described_by.items()}
        most = min(max(_LEAST_SEARCHED, _SEARCHED_SHARE * count), _MOST_SEARCHED)
        self._search: dict[str, list[int]] = defaultdict(list)
        for place, profile in enumerate(self._profiles):
            for stem in sorted(profile):
                if described_by[stem] <= most:
                    self._search[stem].append(place)
        self._norms = [math.sqrt(sum(self._rarity[stem] ** 2 for stem in sorted(p))) for p in self._profiles]

    def _described(self, archive: Archive, attributed: Mapping[int, list[Speech]]) -> list[set[str]]:
        profiles = [set(self._names.weights[deal_id]) for deal_id in self._deal_ids]
        texts = [(message.deal_id, message.text) for message in archive.messages]
        texts += [(task.deal_id, f"{task.text or ''} {task.result or ''}") for task in archive.tasks]
        for deal_id, text in texts:
            if deal_id in self._place_of:
                profiles[self._place_of[deal_id]] |= stems(text)
        for place, speeches in attributed.items():
            for speech in speeches:
                profiles[place] |= speech.stems
        return profiles

    def likely(self, speech: Speech, most: int) -> list[int]:
        """The deals that share most with the speech, best first."""
        scores: dict[int, float] = defaultdict(float)
        for stem in sorted(speech.stems & self._search.keys()):
            for place in self._search[stem]:
                scores[place] += self._rarity[stem] ** 2
        by_score = sorted(scores, key=lambda place: (-scores[place] / (self._norms[place] or 1), place))
        by_name = sorted(scores, key=lambda place: (-self._names_said(speech, place), place))[: most // 2]
        return list(dict.fromkeys((*by_name, *by_score)))[:most]

    def comparison(self, speech: Speech, place: int) -> Comparison:
        return Comparison(self._names_said(speech, place), self._likeness(speech, place), self._amount(speech, place))

    def _names_said(self, speech: Speech, place: int) -> float:
        weights = self._names.weights[self._deal_ids[place]]
        return sum(self._name_rarity[stem] * weight for stem, weight in weights.items() if stem in speech.stems)

    def _likeness(self, speech: Speech, place: int) -> float:
        shared = speech.stems & self._profiles[place]
        said = math.sqrt(sum(self._rarity.get(stem, 0.0) ** 2 for stem in sorted(speech.stems)))
        both = said * self._norms[place]
        return sum(self._rarity[stem] ** 2 for stem in sorted(shared)) / both if both else 0.0

    def _amount(self, speech: Speech, place: int) -> bool:
        amount = self._amounts[place]
        return amount > 0 and any(abs(said - amount) <= AMOUNT_TOLERANCE * amount for said in speech.amounts)
