"""The day on which the error behind a loss was made, as near as the record tells: when the person's load counts."""

from __future__ import annotations

from datetime import date

from classify.claims.case_file import CaseFile

# Errors made when the deal came in: it was left, or given to the wrong person.
_AT_THE_START = frozenset({
    "M2_slow_first_contact", "M3_no_discovery", "H2_bad_routing", "H4_activity_over_leads", "H6_small_deal_cut",
})  # fmt: skip


def error_day(case: CaseFile, cause: str) -> date:
    """The day of creation for errors at the start, else the day a broken promise was due, else the last contact."""
    story = case.story
    created, end = story.deal.created_at.date(), story.end.date()
    if cause in _AT_THE_START:
        return created
    due = [(promise.due or promise.said_at) for promise in case.promises if promise.result == "broken"]
    days = [moment.date() for moment in due if moment is not None and moment.date() <= end]
    contacts = [moment.date() for moment, _ in story.contacts() if moment <= story.end]
    return max(created, days[0] if days else contacts[-1] if contacts else created)
