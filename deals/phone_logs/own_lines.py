"""Which of two numbers of a call is ours, where the log does not say which way the call went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from deals.phones import EXTENSION_DIGITS

LEAST_PARTNERS = 3  # numbers that one must have talked with before it can be called a line of ours
UNEXPLAINED = 0.02  # share of calls that may be left with no line of ours, when the search ends


def is_extension(number: str) -> bool:
    """Numbers inside the company's own exchange have two to five digits."""
    return number.isdigit() and len(number) in EXTENSION_DIGITS


def own_lines(pairs: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The outside numbers that are the company's own.

    pairs: both numbers of each call between two outside numbers, normalised, in either order. Ours are the few numbers
    that take part in nearly all calls: the one that talked with most others is ours, then the one with most others in
    the calls that are left, until nearly all calls have a line of ours. A number with fewer than three partners is
    never called ours, so a handful of calls may stay unexplained.
    """
    partners: defaultdict[str, set[str]] = defaultdict(set)
    counts: defaultdict[tuple[str, str], int] = defaultdict(int)
    for one, other in pairs:
        if one != other:
            partners[one].add(other)
            partners[other].add(one)
            counts[min(one, other), max(one, other)] += 1
    total = left = sum(counts.values())
    ours: set[str] = set()
    while left > UNEXPLAINED * total:
        best = max(partners, key=lambda number: (len(partners[number]), number))
        if len(partners[best]) < LEAST_PARTNERS:
            break
        ours.add(best)
        for other in partners.pop(best):
            partners[other].discard(best)
            left -= counts[min(best, other), max(best, other)]
    return frozenset(ours)
