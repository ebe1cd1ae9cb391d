"""Check of the clocks: whether the phone log and the CRM tell the same time."""

from __future__ import annotations

from deals.clock_shift import LEAST_PAIRS, clock_shift
from deals.data_quality.finding import Finding, cannot_judge
from deals.linking.deal_index import DealIndex, hours
from deals.records import Archive

CODE = "clock-shift"
ENTRIES = "calls.csv, messages.csv, tasks.csv, stage_history.csv"
FOLLOWS_H = 0.67  # an entry this long after a call was made upon it


def clocks_apart(archive: Archive) -> Finding:
    """The phone log's clock against the CRM's, see deals.clock_shift. Not judged where archive.yaml states the shift.

    details: hours (positive: the log is ahead), calls and agreeing, from which it was seen.
    """
    if archive.phone_log_ahead_h is not None:
        return Finding(CODE, 0, len(archive.calls))
    if not archive.calls or not (archive.messages or archive.tasks or archive.stage_history):
        return cannot_judge(CODE, ENTRIES)
    index = DealIndex(archive)
    shift = clock_shift(index, archive.calls)
    if shift is None and _followed(index, archive) < LEAST_PAIRS:
        return cannot_judge(CODE, ENTRIES)
    if shift is None:
        return Finding(CODE, 0, len(archive.calls))
    most = max((shift.ahead_h, *shift.by_month.values()), key=abs)  # the usual one is 0 where only some months differ
    details = {
        "hours": most,
        "sign": "ahead" if most > 0 else "behind",
        "apart": abs(most),
        "agreeing": shift.agreeing,
        "calls": shift.calls,
        "months": "differ" if shift.by_month else "alike",
    }
    return Finding(CODE, len(archive.calls), len(archive.calls), details=details)


def _followed(index: DealIndex, archive: Archive) -> int:
    """Calls that an entry in their client's deal follows at once, counted until there are enough to call the clocks
    equal: where there are none, "no shift was found" would say nothing."""
    count = 0
    for call in archive.calls:
        if call.started_at is None or not call.client_phone:
            continue
        at = hours(call.started_at)
        deals, _ = index.deals_of_phone(call.client_phone)
        count += any((index.entries_near(deal, at, FOLLOWS_H) >= 0).any() for deal in deals)
        if count >= LEAST_PAIRS:
            break
    return count
