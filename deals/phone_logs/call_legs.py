"""Rows of a call log as values, and the legs of one call (a transfer, a ringing group) put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from deals.phone_logs.direction_words import Way

LEAST_NAMED = 0.5  # share of rows that have a value in a column of ids
MOST_STRANGERS = 0.02  # share of rows whose id belongs to another client's call
SAME_CALL_S = 6 * 3600.0  # legs further apart are two calls of systems that count their ids anew


@dataclass(frozen=True, slots=True)
class Leg:
    """One row. Numbers are normalised; clock times are as written, without the offset they may state.

    group: id that legs of one call share. ids: what the log states for it, the id of linked legs first. client, ours:
    which side is whose, settled. talk_s: time that two people talked; total_s: with the ringing before it.
    """

    row: int
    group: str
    started: str  # ISO 8601, with an offset where the log states one
    at: datetime
    way: Way | None
    client: str | None
    ours: str | None
    user_id: str | None
    extension: str | None
    answered: bool | None
    talk_s: float | None
    total_s: float | None
    recording: str | None
    deal_id: str | None = None
    ids: tuple[str | None, ...] = ()


def identified(legs: Sequence[Leg]) -> list[Leg]:
    """The legs called by the first of the log's ids that can be one.

    An id under which many rows are of different clients or hours apart names something else (a code, a queue, a line);
    called by it, calls would replace each other. Rows without a usable id keep the group they have.
    """
    for place in range(max((len(leg.ids) for leg in legs), default=0)):
        if _names_calls([leg for leg in legs if leg.ids[place]], place, len(legs)):
            return [replace(leg, group=leg.ids[place] or leg.group) for leg in legs]
    return _told_apart(legs) if all(leg.at.second == 0 for leg in legs) else list(legs)


def _told_apart(legs: Sequence[Leg]) -> list[Leg]:
    """Where starts are given to the minute, a second try within it is a call of its own; only equal rows are one."""
    seen: dict[str, list[tuple[object, ...]]] = {}
    told = []
    for leg in legs:
        facts = (leg.way, leg.user_id, leg.extension, leg.answered, leg.talk_s, leg.total_s)
        known = seen.setdefault(leg.group, [])
        if facts not in known:
            known.append(facts)
        place = known.index(facts)
        told.append(replace(leg, group=f"{leg.group}-{place + 1}") if place else leg)
    return told


def _names_calls(named: Sequence[Leg], place: int, rows: int) -> bool:
    first: dict[str | None, Leg] = {}
    strangers = sum(not _is_leg_of(leg, [first.setdefault(leg.ids[place], leg)]) for leg in named)
    return len(named) >= LEAST_NAMED * rows and strangers <= MOST_STRANGERS * len(named)


def joined_legs(legs: Iterable[Leg]) -> list[Leg]:
    """One leg for each call, in the order of their first rows.

    The person of the call is whoever talked longest, and nobody where several phones rang and none was taken; it begins
    with its first leg, and its length is the time during which anybody of ours talked. Client and direction are those
    of the first leg with an outside number.
    """
    groups: dict[str, list[list[Leg]]] = {}
    order: list[list[Leg]] = []
    for leg in legs:
        runs = groups.setdefault(leg.group, [])
        run = next((run for run in runs if _is_leg_of(leg, run)), None)
        if run is None:
            run = []
            if runs:
                leg = replace(leg, group=f"{leg.group}@{leg.started}.{len(runs)}")
            runs.append(run)
            order.append(run)
        run.append(leg)
    return [_joined(run) for run in order]


def _is_leg_of(leg: Leg, run: Sequence[Leg]) -> bool:
    """Legs of one call are near in time and have one client: a column that was taken for the call's id and is none
    (a code, a queue) must not make one call of several clients' calls."""
    if abs((leg.at - run[0].at).total_seconds()) > SAME_CALL_S:
        return False
    clients = {other.client for other in (leg, *run) if other.client and other.way != "internal"}
    return len(clients) <= 1


def _joined(run: Sequence[Leg]) -> Leg:
    if len(run) == 1:
        return run[0]
    first = min(run, key=lambda leg: leg.at)
    main = max(run, key=lambda leg: (bool(leg.answered), leg.talk_s or 0.0, leg.user_id is not None))
    outside = sorted((leg for leg in run if leg.way != "internal" and leg.client), key=lambda leg: leg.at)
    side = outside[0] if outside else first
    answers = [leg.answered for leg in run if leg.answered is not None]
    talk_s = _talked_s(run)
    totals = [leg.total_s for leg in run if leg.total_s is not None]
    return replace(
        first,
        group=run[0].group,
        way=side.way,
        client=side.client,
        ours=main.ours or side.ours,
        user_id=_person(main, run),
        extension=main.extension if main.answered or len({leg.extension for leg in run}) == 1 else None,
        answered=any(answers) if answers else None,
        talk_s=talk_s,
        total_s=max(totals) if totals else None,
        recording=main.recording or next((leg.recording for leg in run if leg.recording), None),
        deal_id=next((leg.deal_id for leg in run if leg.deal_id), None),
    )


def _person(main: Leg, run: Sequence[Leg]) -> str | None:
    """Whoever talked longest, though that may be an extension of nobody known: the talk is not another's."""
    if main.user_id is not None and main.answered:
        return main.user_id
    if main.answered and main.extension is not None:
        return None
    persons = {leg.user_id for leg in run if bool(leg.answered) == bool(main.answered)}
    return persons.pop() if len(persons) == 1 else None


def _talked_s(run: Sequence[Leg]) -> float | None:
    """Seconds during which at least one leg talked: a call over three phones did not last three times as long."""
    spans = []
    for leg in run:
        if leg.talk_s is None:
            continue
        start = leg.at.timestamp() + max((leg.total_s or leg.talk_s) - leg.talk_s, 0.0)
        spans.append((start, start + leg.talk_s))
    if not spans:
        return None
    talked, end = 0.0, float("-inf")
    for start, stop in sorted(spans):
        talked += max(stop - max(start, end), 0.0)
        end = max(end, stop)
    return talked
