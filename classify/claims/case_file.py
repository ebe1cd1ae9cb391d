"""A deal with all that it takes to find evidence for and against a claim about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from classify.crm_work.work_findings import WorkFinding
from classify.deal_course.deal_story import DealStory
from classify.deal_judgement.deal_features import CompanyHabits
from classify.promises_kept.promises import Promise
from classify.records import Evidence
from deals.records import Archive


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What is known of one deal."""

    archive: Archive
    story: DealStory
    promises: Sequence[Promise]
    habits: CompanyHabits
    work: Sequence[WorkFinding] = ()  # findings about the work on this deal

    @property
    def calls_are_logged(self) -> bool:
        """Whether it can be known that nobody called: there is a phone log, and something to find the client by."""
        return "calls.csv" not in self.archive.absent_tables and self.story.calls_can_be_told

    def holder_on(self, day: date) -> str | None:
        """Who had the deal on that day; before the first entry of its history, whoever had it first."""
        before = [change.user_id for change in self.story.owners if change.at.date() <= day]
        if before:
            return before[-1]
        return self.story.owners[0].user_id if self.story.owners else self.story.deal.owner_id

    def absence(self, fact: str, **details: str | float | date) -> Evidence:
        """A fact about the deal that no single row of the record holds; details: variables of its sentence."""
        return Evidence("absence", "", ref=self.story.deal.deal_id, fact=fact, details=details)

    def unanswered(self) -> list[datetime]:
        """When the client wrote or rang and nothing of ours followed, in time order; () where that is not known.

        Word left on the client's machine may have reached them: then it cannot be said that nothing did.
        """
        story, waiting = self.story, self.story.unanswered_reaching_out()
        if not waiting or not self.calls_are_logged or story.may_have_talked(waiting[0], story.as_of):
            return []
        return [] if any(moment > waiting[0] for moment in story.messages_left()) else waiting
