"""Calls in the database joined to its deals, streamed: a million of them need no memory of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Engine

from deals.clock_shift import ClockShift, clock_shift, put_right, stated_shift
from deals.database.bulk_rows import Progress
from deals.database.stored_archive import StoredCalls, read_archive_from
from deals.database.stored_links import store_links
from deals.linking import AMBIGUOUS, CallLinker, Link
from deals.linking.deal_index import DealIndex
from deals.linking.link_model import LinkModel
from deals.paused_collection import collection_paused
from deals.records import Archive, CallRecord


@dataclass(frozen=True, slots=True)
class LinkSummary:
    """What became of an archive's calls. shift: between the clocks of phone log and CRM, None where there is none."""

    calls: int
    linked: int
    ambiguous: int
    against_crm: int
    shift: ClockShift | None


def link_stored_calls(
    engine: Engine,
    archive_id: int,
    model_for: Callable[[Archive], LinkModel | None] = lambda archive: None,
    progress: Progress | None = None,
) -> LinkSummary:
    """Join all calls of an archive by number, person, time and the CRM's opinion, and store the links.

    model_for: the weights that suit an archive. progress: is told how many calls are done. What was said is not in the
    database and takes no part. Raises DatabaseError and UnknownArchive.
    """
    with collection_paused():
        archive = read_archive_from(engine, archive_id, with_calls=False)
        calls = StoredCalls(engine, archive_id)
        linker = CallLinker(archive, model=model_for(archive))
        shift = _shift(archive, linker.index, calls)
        righted = _RightedCalls(calls, shift)
        linker.survey(righted)
        tally = _Tally()
        store_links(engine, archive_id, tally.counted(linker.link(righted)), progress)
    return LinkSummary(tally.calls, tally.linked, tally.ambiguous, tally.against_crm, shift)


def _shift(archive: Archive, index: DealIndex, calls: Iterable[CallRecord]) -> ClockShift | None:
    if archive.phone_log_ahead_h is not None:
        return stated_shift(archive.phone_log_ahead_h)
    return clock_shift(index, calls)


@dataclass(frozen=True, slots=True)
class _RightedCalls:
    """The calls by the CRM's clock; can be walked over again and again."""

    calls: Iterable[CallRecord]
    shift: ClockShift | None

    def __iter__(self) -> Iterator[CallRecord]:
        return put_right(self.calls, self.shift)


class _Tally:
    def __init__(self) -> None:
        self.calls = self.linked = self.ambiguous = self.against_crm = 0

    def counted(self, links: Iterable[Link]) -> Iterator[Link]:
        for link in links:
            self.calls += 1
            self.linked += link.deal_id is not None
            self.ambiguous += link.method == AMBIGUOUS
            self.against_crm += link.contradicts_crm
            yield link
