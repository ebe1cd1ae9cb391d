"""What is missing in the record of one deal, so that a judgement of it stands on less."""

from __future__ import annotations

from collections.abc import Iterator

from classify.claims.case_file import CaseFile
from classify.missing_codes import Missing


def missing_in(case: CaseFile) -> tuple[Missing, ...]:
    """All that is missing, what weighs most first."""
    return tuple(_missing(case))


def _missing(case: CaseFile) -> Iterator[Missing]:
    story, absent = case.story, case.archive.absent_tables
    if "calls.csv" in absent:
        yield Missing("no-phone-log")
    elif not story.calls_can_be_told:
        yield Missing("no-client-number")
    elif not story.calls:
        yield Missing("no-calls")
    with_words = {heard.call_id for heard in story.heard}
    if wordless := sum(call.call_id not in with_words for call in story.talks()):
        yield Missing("talks-without-words", wordless)
    if story.unsure_calls:
        yield Missing("unsure-calls", len(story.unsure_calls))
    if "messages.csv" in absent:
        yield Missing("no-messages")
    if "tasks.csv" in absent:
        yield Missing("no-tasks")
    if story.deal.owner_id is None:
        yield Missing("no-owner")
