"""What the verdicts and appeals on a case make of it, who may judge it, and what he may see. Pure rules.

Two reviewers are blind to each other until both have judged. Where they differ a third settles. An appeal opens a new
round, which one reviewer decides who had not judged before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from classify.learning_from_verdicts.verdict_agreement import deal_decisions
from classify.learning_from_verdicts.verdicts import Decision, ListName, Verdict
from reports.review.store.accounts import name_key
from reports.review.store.records import DECIDED, CaseState, StoredVerdict

# What is to be judged first. A second verdict comes before a first one: half judged cases are worth nothing yet.
URGENCY: Mapping[CaseState, int] = {
    "contested": 0, "conflict": 1, "waiting": 2, "open": 3, "confirmed": 9, "rejected": 9, "unsure": 9,
}  # fmt: skip
_STATES: Mapping[Decision, CaseState] = {"confirm": "confirmed", "reject": "rejected", "unsure": "unsure"}


@dataclass(frozen=True, slots=True)
class CaseCourse:
    """All that has been decided on a case, oldest first. Verdicts on signals alone are left out."""

    verdicts: tuple[StoredVerdict, ...]
    appeals: int = 0
    needed: int = 1  # reviewers

    @property
    def latest(self) -> dict[str, StoredVerdict]:
        """Key of a reviewer's name to his latest verdict."""
        return {name_key(verdict.reviewer): verdict for verdict in self.verdicts}

    @property
    def settled(self) -> StoredVerdict | None:
        """The last word, where there is one."""
        return next((verdict for verdict in reversed(self.verdicts) if verdict.judgement.settles), None)

    @property
    def contested(self) -> bool:
        """An appeal waits for its answer."""
        return self.appeals > max((verdict.round for verdict in self.verdicts), default=0)

    @property
    def state(self) -> CaseState:
        if self.contested:
            return "contested"
        latest = self.latest
        if self.settled is None and len(latest) < self.needed:
            return "waiting" if latest else "open"
        given = {verdict.judgement.decision for verdict in latest.values()}
        if self.settled is None and len(given) > 1:
            return "conflict"
        return _STATES[deal_decisions(verdict_of(one, "revive", "") for one in self.verdicts)[0].decision]

    @property
    def complete(self) -> bool:
        """No reviewer needs to be blind any more."""
        return self.state in (*DECIDED, "conflict")

    @property
    def judged_in_round(self) -> int:
        """Reviewers who have judged since the last appeal."""
        return sum(verdict.round == self.appeals for verdict in self.latest.values())

    @property
    def calm(self) -> CaseCourse:
        """The case without an appeal that waits for its answer."""
        return replace(self, appeals=self.appeals - 1) if self.contested else self

    def shown_to(self, reviewer: str) -> bool:
        """Whether a reviewer, by the key of his name, sees what others decided."""
        return self.complete or (self.contested and reviewer in self.latest)


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody may do with a case. why_not: code of `review-refused-<code>`; None: judge it."""

    why_not: str | None
    settling: bool = False  # a verdict of theirs is the last word


def standing(course: CaseCourse, reviewer: str, *, may_judge: bool, may_settle: bool, concerned: bool) -> Standing:
    """reviewer: key of the name. concerned: it is a deal of their own, or a claim about them."""
    if not may_judge:
        return Standing("not-allowed")
    if concerned:
        return Standing("own-deal")
    before = course.latest.get(reviewer)
    if course.contested:
        return Standing("judged-before") if before else Standing(None, settling=True)
    if before is not None:
        if course.settled is None:
            return Standing(None)
        return Standing(None, settling=True) if before is course.settled else Standing("already-settled")
    if not course.complete:
        return Standing(None)
    if not may_settle:
        return Standing("not-settler" if course.state == "conflict" else "already-decided")
    return Standing(None, settling=True)


def verdict_of(stored: StoredVerdict, part: ListName, deal_id: str) -> Verdict:
    """The verdict as the models learn from it."""
    said = stored.judgement
    return Verdict(
        list=part if said.decision is not None else None,
        deal_id=deal_id if said.decision is not None else None,
        verdict=said.decision,
        grade=said.grade,
        reason=said.reason,
        cause=said.cause,
        culprit=said.culprit,
        toxic_kpi=said.toxic_kpi,
        comment=said.comment,
        reviewer=stored.reviewer,
        at=stored.at,
        settles=said.settles,
        title=stored.title if said.decision is not None else None,
        signals=said.signals,
    )
