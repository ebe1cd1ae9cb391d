"""Calls of no deal that speak about one, or about several: a deal told by name in the office, or by its matter.

The head's orders, the approval that lies about, the goods that came back into stock: all that is said outside the
deal's own calls. How much a client's name, the matter, who is there and what happens on the deal weigh is learned.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime, timedelta

import numpy as np

from classify.side_calls.side_talk_model import SIDE_TALK_FEATURES, SideTalkModel
from classify.speaker_roles.call_evidence import people_by_extension
from deals.linking import AMBIGUOUS, CallLinker, Link
from deals.linking.spoken_deals import Comparison
from deals.records import Archive, CallRecord, Deal

NEAR = timedelta(days=3)  # of the call, on either side: something happens on the deal
DAY = timedelta(days=1)
MOST_MEANT = 3  # deals in one call: who speaks of more speaks of none in particular


def deals_spoken_of(
    archive: Archive, links: Iterable[Link], linker: CallLinker, model: SideTalkModel
) -> dict[str, tuple[str, ...]]:
    """Call id to the deals it speaks about, likeliest first, for calls of no deal that speak about any.

    linker: has surveyed the archive's calls. Calls that may be a deal's own are left alone.
    """
    loose = {link.call_id for link in links if link.deal_id is None and link.method != AMBIGUOUS}
    found = {}
    for call_id, deal_ids, evidence in side_talk_evidence(archive, linker, loose):
        chances = model.chances(evidence)
        order = np.argsort(-chances, kind="stable")[:MOST_MEANT]
        if meant := tuple(deal_ids[place] for place in order if chances[place] >= model.threshold):
            found[call_id] = meant
    return found


def side_talk_evidence(
    archive: Archive, linker: CallLinker, call_ids: Set[str]
) -> Iterable[tuple[str, list[str], np.ndarray]]:
    """Call id, deals it may speak about, and what speaks for each, shape (n_deals, len(SIDE_TALK_FEATURES)).

    Only calls with words and a moment; calls that share no word with any deal are left out.
    """
    circumstances = _Circumstances(archive)
    for call in archive.calls:
        if call.call_id in call_ids and call.started_at is not None:
            likely = linker.spoken_of(call.call_id)
            if likely:
                deal_ids = [deal_id for deal_id, _ in likely]
                words = _words([comparison for _, comparison in likely])
                around = [circumstances.of(call, call.started_at, deal_id) for deal_id in deal_ids]
                yield call.call_id, deal_ids, np.column_stack([words, np.array(around)])


def _words(comparisons: Sequence[Comparison]) -> np.ndarray:
    names = np.array([one.names for one in comparisons])
    likeness = np.array([one.likeness for one in comparisons])
    amounts = np.array([float(one.amount) for one in comparisons])
    return np.column_stack([names, _lead(names), likeness, _lead(likeness), amounts])


def _lead(values: np.ndarray) -> np.ndarray:
    """Of each over the best of the others."""
    if len(values) == 1:
        return values
    best, second = np.sort(values)[::-1][:2]
    return np.where(np.arange(len(values)) == int(np.argmax(values)), values - second, values - best)


class _Circumstances:
    """Who had the deal, whether it lived, and what happened on it about the time of a call."""

    def __init__(self, archive: Archive) -> None:
        self._deals = archive.deals
        self._people = people_by_extension(archive)
        self._moments = _moments_of_deals(archive)
        self._had: dict[str, set[str]] = defaultdict(set)
        for change in archive.owner_history:
            self._had[change.deal_id].add(change.user_id)

    def of(self, call: CallRecord, at: datetime, deal_id: str) -> list[float]:
        """In the order of SIDE_TALK_FEATURES, from "theirs" on."""
        deal = self._deals[deal_id]
        other = self._people.get(call.client_phone or "")
        there = {call.user_id} | ({other.user_id} if other is not None else set())
        theirs = deal.owner_id in there - {None} or bool(self._had[deal_id] & there)
        inside = other is not None
        found = {
            "theirs": theirs,
            "theirs_inside": theirs and inside,
            "inside": inside,
            "existed": deal.created_at <= at,
            "alive": _alive(deal, at),
            "near": _any_near(self._moments[deal_id], at),
            "won": deal.status == "won",
            "lost_before": not inside and deal.status == "lost" and deal.closed_at is not None and deal.closed_at < at,
        }
        return [float(found[name]) for name in SIDE_TALK_FEATURES[-len(found) :]]


def _alive(deal: Deal, at: datetime) -> bool:
    return deal.created_at <= at and (deal.closed_at is None or at <= deal.closed_at + DAY)


def _any_near(moments: Sequence[datetime], at: datetime) -> bool:
    place = bisect_left(moments, at - NEAR)
    return place < len(moments) and moments[place] <= at + NEAR


def _moments_of_deals(archive: Archive) -> Mapping[str, list[datetime]]:
    found: dict[str, list[datetime]] = defaultdict(list)
    for deal in archive.deals.values():
        found[deal.deal_id].append(deal.created_at)
        if deal.closed_at is not None and deal.status != "open":
            found[deal.deal_id].append(deal.closed_at)
    for records in (archive.stage_history, archive.owner_history, archive.messages):
        for record in records:
            found[record.deal_id].append(record.at)
    for task in archive.tasks:
        found[task.deal_id] += [at for at in (task.created_at, task.due_at, task.completed_at) if at is not None]
    return {deal_id: sorted(of_deal) for deal_id, of_deal in found.items()}
