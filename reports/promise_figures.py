"""What became of all promises, counted: what a report shows of them, whatever their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from classify.crm_work.person_load import TeamLoad, UsualLoad
from classify.promises_kept.promise_check import Result
from classify.promises_kept.promises import Promise, told_apart

RESULTS: tuple[Result, ...] = ("kept", "late", "broken", "unknown")
FEW_KNOWN = 5  # with fewer promises whose end is known, a share says nothing of a person
MOST_BROKEN = 30  # shown; promises.jsonl holds all of them
# The standard normal quantile for one side of 95%: the share kept is at least so much, as far as chance goes.
_QUANTILE = 1.645


@dataclass(frozen=True, slots=True)
class PersonPromises:
    """One person's promises, told apart (see `told_apart`)."""

    user_id: str | None
    results: Mapping[str, int]  # of RESULTS
    late_days: float | None  # median; None where no promise was kept late by a known number of days
    load: UsualLoad | None  # a count of promises says nothing of a person without it

    @property
    def total(self) -> int:
        return sum(self.results.values())

    @property
    def known(self) -> int:
        """Those whose end is known."""
        return self.total - self.results["unknown"]


@dataclass(frozen=True, slots=True)
class PromiseFigures:
    """said: lines with a promise, before they are told apart; their results by RESULTS.

    people: those whose shortfall is surest first. unknown: why an end is not known, and how often, commonest first.
    broken: those that are shown, of broken_in_all.
    """

    said: Mapping[str, int]
    people: tuple[PersonPromises, ...]
    unknown: Mapping[str, int]
    broken: tuple[Promise, ...]
    broken_in_all: int

    @property
    def results(self) -> dict[str, int]:
        return {result: sum(person.results[result] for person in self.people) for result in RESULTS}


def count_promises(said: Sequence[Promise], loads: TeamLoad) -> PromiseFigures:
    """said: every promise of the archive."""
    promises = told_apart(said)
    people = sorted((_person(user_id, own, loads) for user_id, own in _by_person(promises).items()), key=_order)
    place = {person.user_id: number for number, person in enumerate(people)}
    broken = sorted((p for p in promises if p.result == "broken"), key=lambda p: (place[p.user_id], _moment(p)))
    unknown = Counter(promise.why for promise in promises if promise.result == "unknown" and promise.why)
    return PromiseFigures(
        said=_results(said),
        people=tuple(people),
        unknown={str(why): count for why, count in unknown.most_common()},
        broken=tuple(broken[:MOST_BROKEN]),
        broken_in_all=len(broken),
    )


def _by_person(promises: Iterable[Promise]) -> dict[str | None, list[Promise]]:
    grouped: dict[str | None, list[Promise]] = {}
    for promise in promises:
        grouped.setdefault(promise.user_id, []).append(promise)
    return grouped


def _person(user_id: str | None, promises: Sequence[Promise], loads: TeamLoad) -> PersonPromises:
    days = [promise.late_days for promise in promises if promise.result == "late" and promise.late_days is not None]
    return PersonPromises(user_id, _results(promises), median(days) if days else None, loads.usual(user_id))


def _results(promises: Iterable[Promise]) -> dict[str, int]:
    counts = Counter(promise.result for promise in promises)
    return {result: counts[result] for result in RESULTS}


def _order(person: PersonPromises) -> tuple[bool, float, int, str]:
    """Those of whom enough is known before the others, and of each the surest shortfall first."""
    return person.known < FEW_KNOWN, _surely_kept(person), -person.total, person.user_id or ""


def _surely_kept(person: PersonPromises) -> float:
    """The most that the share kept may be, as far as chance goes: two broken ones of two prove little.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927.
    """
    count = person.known
    if not count:
        return 1.0
    share = person.results["kept"] / count
    square = _QUANTILE**2
    margin = _QUANTILE * (share * (1 - share) / count + square / (4 * count**2)) ** 0.5
    return (share + square / (2 * count) + margin) / (1 + square / count)


def _moment(promise: Promise) -> str:
    return promise.said_at.isoformat() if promise.said_at else ""
