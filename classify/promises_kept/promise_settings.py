"""What the finding and checking of promises have to know of a whole archive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from classify.codebook import SIGNALS
from classify.deal_course.deal_story import NOTE
from deals.phones import region_of
from deals.records import Archive


@dataclass(frozen=True, slots=True)
class PromiseSettings:
    """The archive's calendar, what its record can show, and from which probability a line carries a signal."""

    promise_from: float
    request_from: float
    complaint_from: float
    refusal_from: float  # of a client who has bought elsewhere or says a final no
    country: str | None  # ISO 3166, for public holidays
    calls_kept: bool  # there is a phone log
    messages_kept: bool  # there are messages of ours to clients: an archive in which nobody writes shows no sending
    work_kept: bool  # there are tasks, stages or notes: where a visit would leave its trace


def promise_settings(archive: Archive, thresholds: Iterable[float]) -> PromiseSettings:
    """thresholds: of the signal classifier, in the order of SIGNALS."""
    of = dict(zip(SIGNALS, map(float, thresholds), strict=True))
    absent = archive.absent_tables
    return PromiseSettings(
        promise_from=of["promise"],
        request_from=of["request_next_step"],
        complaint_from=of["complaint_no_contact"],
        refusal_from=max(of["hard_refusal"], of["chose_competitor"]),
        country=region_of(archive.timezone.key, archive.language),
        calls_kept="calls.csv" not in absent,
        messages_kept=any(not m.from_client and m.channel != NOTE for m in archive.messages),
        work_kept=not absent >= {"tasks.csv", "stage_history.csv", "messages.csv"},
    )
