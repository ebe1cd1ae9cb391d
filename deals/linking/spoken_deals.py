"""Which deals a conversation may speak of: by names, products and amounts said, and by what else is known of a deal.

Words are compared as stems and weighed by rarity, as in any text search (Sparck Jones 1972, inverse document
frequency): a surname that one deal has tells much, a word that half of the calls say tells nothing.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
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


class Speeches(Mapping[str, Speech]):
    """Call id to what was said in it, made anew each time: with its stems, every call's would take gigabytes.

    A call in which nothing was said has none.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def __getitem__(self, call_id: str) -> Speech:
        if text := self._words[call_id]:
            return Speech(text)
        raise KeyError(call_id)

    def __iter__(self) -> Iterator[str]:
        return (call_id for call_id, text in self._words.items() if text)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return any(self._words.values())


class Comparison(NamedTuple):
    """How well what was said fits a deal."""

    names: float  # rarity of the deal's names that were said, in nats
    likeness: float  # cosine of the rarities of all stems: 0 where nothing is shared, 1 for equal texts
    amount: bool  # whether an amount was said that is the deal's


class SpokenDeals:
    """Compares speech with deals. Places of deals are those of the archive's order."""

    def __init__(self, archive: Archive, speeches: Mapping[str, Speech], attributed: Mapping[str, int]) -> None:
        """attributed: call id to deal, of conversations that surely belong to one: their words then describe it."""
        self._names = DealNames(archive)
        self._deal_ids = tuple(archive.deals)
        self._amounts = [int(deal.amount) if deal.amount else 0 for deal in archive.deals.values()]
        said_by: Counter[str] = Counter()
        calls_of_deal: dict[int, list[str]] = defaultdict(list)
        spoken = 0
        for call_id, speech in speeches.items():
            spoken += 1
            said_by.update(speech.stems)
            if call_id in attributed:
                calls_of_deal[attributed[call_id]].append(call_id)
        # Tuples, one deal after the other: as sets, all of them would take six times as much.
        self._profiles = [
            tuple(sorted(written.union(*(speeches[call_id].stems for call_id in calls_of_deal.get(place, ())))))
            for place, written in enumerate(self._written(archive))
        ]
        described_by = Counter(stem for profile in self._profiles for stem in profile)
        calls = max(spoken, _LEAST_CALLS)
        count = max(len(self._deal_ids), 1)

        def said_rarity(stem: str) -> float:
            return math.log(1 + calls / max(said_by[stem], 1))

        self._name_rarity = {stem: min(rarity, said_rarity(stem)) for stem, rarity in self._names.rarity.items()}
        self._rarity = {s: min(math.log(1 + count / n), said_rarity(s)) for s, n in described_by.items()}
        most = min(max(_LEAST_SEARCHED, _SEARCHED_SHARE * count), _MOST_SEARCHED)
        self._search: dict[str, list[int]] = defaultdict(list)
        for place, profile in enumerate(self._profiles):
            for stem in profile:
                if described_by[stem] <= most:
                    self._search[stem].append(place)
        self._norms = [math.sqrt(sum(self._rarity[stem] ** 2 for stem in p)) for p in self._profiles]

    def _written(self, archive: Archive) -> Iterator[set[str]]:
        """The stems of each deal's names, messages and tasks, in the order of the deals."""
        texts: dict[str, list[str]] = defaultdict(list)
        for message in archive.messages:
            texts[message.deal_id].append(message.text)
        for task in archive.tasks:
            texts[task.deal_id].append(f"{task.text or ''} {task.result or ''}")
        for deal_id in self._deal_ids:
            yield stems(" ".join(texts.get(deal_id, ()))).union(self._names.weights[deal_id])

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
        shared = speech.stems.intersection(self._profiles[place])
        said = math.sqrt(sum(self._rarity.get(stem, 0.0) ** 2 for stem in sorted(speech.stems)))
        both = said * self._norms[place]
        return sum(self._rarity[stem] ** 2 for stem in sorted(shared)) / both if both else 0.0

    def _amount(self, speech: Speech, place: int) -> bool:
        amount = self._amounts[place]
        return amount > 0 and any(abs(said - amount) <= AMOUNT_TOLERANCE * amount for said in speech.amounts)
