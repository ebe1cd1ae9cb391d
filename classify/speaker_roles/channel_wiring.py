"""Which channel of a stereo call is the seller's: how the phone systems of an archive are wired.

A phone system puts its own side, or whoever rings, on the same channel in call after call, until somebody changes it.
One call by itself tells the seller nine times in ten; the calls of one system together tell its wiring, and the
wiring then tells the seller in calls whose words tell nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np

from deals.records import CallDirection, CallRecord

# The ways a system can be wired: our side on channel 0 or 1, whoever rings on channel 0 or 1, or no rule at all.
_PRIOR = np.array([0.35, 0.35, 0.1, 0.1, 0.1])
_ODD = 0.01  # share of calls that are not on the channels of their system
_CHANGE = 0.002  # chance that the next call is wired anew: a few times in the life of an archive
MOST_OF_A_CALL = 3.0  # log-odds: words that seem to leave no doubt are wrong in one call of fifty (measured)
# Systems are told apart by where the recordings lie, or by who talks, only where that explains the channels so much
# better (nats): the simplest way in which all is one system is the likeliest beforehand.
_SPLIT_COST = 2.0


@dataclass(frozen=True, slots=True)
class StereoCall:
    """A call recorded on two channels."""

    record: CallRecord
    seller_on_first: float  # log-odds by its own words that channel 0 is the recorded user's; 0 where they tell nothing


def seller_channels(calls: Sequence[StereoCall]) -> dict[str, float]:
    """Call id to log-odds that channel 0 is that of the recorded user, by all calls of the same phone system.

    calls: in any order, inside the office too. Forward-backward over the five wirings, in the order of time, for each
    system. Source: Rabiner, A tutorial on hidden Markov models, Proceedings of the IEEE 77(2), 1989, section III.
    """
    order = {id(call): place for place, call in enumerate(calls)}
    ordered = sorted(calls, key=lambda c: (c.record.started_at is None, c.record.started_at or order[id(c)]))
    found: dict[str, float] = {}
    for system in _systems(ordered):
        found |= _wired(system)
    return found


def source_of(record: CallRecord) -> str:
    """Where a phone system leaves its recordings: folder and format, dates and numbers in it disregarded."""
    if record.recording is None:
        return ""
    path = PurePosixPath(record.recording.replace("\\", "/"))
    return re.sub(r"\d+", "#", str(path.parent)) + path.suffix.lower()


def _systems(calls: Sequence[StereoCall]) -> list[list[StereoCall]]:
    """The calls in the groups that explain their channels best: all in one, by source, or by user."""
    ways: Sequence[tuple[Callable[[StereoCall], str | None], float]] = (
        (lambda call: None, 0.0),
        (lambda call: source_of(call.record), _SPLIT_COST),
        (lambda call: call.record.user_id, 2 * _SPLIT_COST),
    )
    groupings = [(_grouped(calls, key), cost) for key, cost in ways]
    best = max(groupings, key=lambda way: sum(_explained(group) for group in way[0]) - way[1])
    return best[0]


def _grouped(calls: Sequence[StereoCall], key: Callable[[StereoCall], str | None]) -> list[list[StereoCall]]:
    groups: Mapping[str | None, list[StereoCall]] = defaultdict(list)
    for call in calls:
        groups[key(call)].append(call)
    return list(groups.values())


def _explained(calls: Sequence[StereoCall]) -> float:
    """Log-likelihood of the calls' words if all of them are of one system."""
    return float(sum(np.log(scale) for _, scale in _forward(_seen(calls))))


def _wired(calls: Sequence[StereoCall]) -> dict[str, float]:
    seen = _seen(calls)
    before = [chances for chances, _ in _forward(seen)]
    after = np.ones(len(_PRIOR))
    found = {}
    for place in range(len(calls) - 1, -1, -1):
        wiring = before[place] * after
        first, second = _by_wiring(calls[place])
        found[calls[place].record.call_id] = float(np.log(wiring @ first) - np.log(wiring @ second))
        after = _next(seen[place] * after)
        after /= after.sum()
    return found


def _by_wiring(call: StereoCall) -> tuple[np.ndarray, np.ndarray]:
    """For each wiring the likelihood of the call with the seller on channel 0, and with the seller on channel 1."""
    words = float(np.clip(call.seller_on_first, -MOST_OF_A_CALL, MOST_OF_A_CALL))
    first = _on_first(call.record.direction) / (1 + np.exp(-words))
    second = (1 - _on_first(call.record.direction)) / (1 + np.exp(words))
    return first, second


def _on_first(direction: CallDirection | None) -> np.ndarray:
    """For each wiring the chance that the recorded user is on channel 0."""
    caller = {"out": (1 - _ODD, _ODD), "in": (_ODD, 1 - _ODD), None: (0.5, 0.5)}[direction]
    return np.array([1 - _ODD, _ODD, *caller, 0.5])


def _seen(calls: Sequence[StereoCall]) -> np.ndarray:
    """Likelihood of each call in each wiring: shape (n_calls, 5)."""
    return np.array([np.add(*_by_wiring(call)) for call in calls])


def _forward(seen: np.ndarray) -> list[tuple[np.ndarray, float]]:
    """For each call the chances of the wirings by the calls before it, and the likelihood of the call itself."""
    chances, found = _PRIOR, []
    for likelihood in seen:
        scale = float(chances @ likelihood)
        found.append((chances, scale))
        chances = (1 - _CHANGE) * chances * likelihood / scale + _CHANGE * _PRIOR
    return found


def _next(after: np.ndarray) -> np.ndarray:
    return (1 - _CHANGE) * after + _CHANGE * float(_PRIOR @ after)
