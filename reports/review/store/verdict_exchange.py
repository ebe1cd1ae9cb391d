"""Verdicts out as classify.learning_from_verdicts.verdicts has them, and in from tables and files."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Row, insert, select

from classify.learning_from_verdicts.verdicts import Verdict, VerdictsRead
from deals.problems import Problem
from reports.review.store.accounts import LONGEST_NAME, name_key
from reports.review.store.audit_log import append
from reports.review.store.case_states import verdict_of
from reports.review.store.courses import course_of, put_right, verdict_row, verdicts_on
from reports.review.store.judging import comment_of
from reports.review.store.records import Account, ImportResult, Judgement, ReviewRefused, StoredReviewRun, StoredVerdict
from reports.review.store.rights import may
from reports.review.store.schema import accounts, cases, concerned, verdicts
from reports.visible_text import visible


def exported(connection: Connection, run_id: int | None) -> list[Verdict]:
    """All verdicts with all their revisions, oldest first: who reads them lets the latest of each reviewer count."""
    wanted = select(cases.c.id, cases.c.list, cases.c.deal_id)
    if run_id is not None:
        wanted = wanted.where(cases.c.run_id == run_id)
    places = {row.id: row for row in connection.execute(wanted)}
    given = verdicts_on(connection, None)
    return [
        verdict_of(one, places[one.case_id].list, places[one.case_id].deal_id)
        for one in given if one.case_id in places
    ]  # fmt: skip


class VerdictImport:
    """Takes verdicts that were typed elsewhere. They count for the decision, and for no agreement: nobody knows what
    their reviewers had seen."""

    def __init__(self, connection: Connection, account: Account, run: StoredReviewRun, at: datetime) -> None:
        self._connection, self._account, self._run, self._at = connection, account, run, at

    def take(self, read: VerdictsRead) -> ImportResult:
        """Store what fits the run's cases and is not known yet. Raises ReviewRefused: not-allowed."""
        if not may(self._account.role, "import"):
            raise ReviewRefused("not-allowed")
        problems, taken, known = list(read.problems), 0, 0
        for verdict in read.verdicts:
            try:
                new = self._take(verdict)
            except _Unfit as unfit:
                problems.append(Problem(unfit.code, verdict.file, verdict.row, unfit.column, verdict.deal_id,
                                        details={"run": str(self._run.folder), **unfit.details}))  # fmt: skip
                continue
            taken, known = taken + new, known + (not new)
        details = {"run": self._run.run_id, "taken": taken, "known": known, "set_aside": len(problems)}
        append(self._connection, self._at, self._account.name, "verdicts-imported", str(self._run.folder), **details)
        return ImportResult(taken, known, tuple(problems))

    def _take(self, verdict: Verdict) -> bool:
        """Whether it was new."""
        case = self._case_of(verdict)
        reviewer = visible(verdict.reviewer)[:LONGEST_NAME].strip() or self._account.name
        self._check_unconcerned(case, reviewer)
        course = course_of(self._connection, case.id)
        judgement = _judgement(verdict)
        given = [
            one for one in verdicts_on(self._connection, [case.id]) if name_key(one.reviewer) == name_key(reviewer)
        ]
        if given and _same(given[-1], judgement):
            return False
        settles = verdict.settles and may(self._account.role, "settle")
        row = verdict_row(replace(judgement, settles=settles)) | {
            "case_id": case.id, "reviewer": reviewer, "reviewer_key": name_key(reviewer), "account_id": None,
            "imported_by": self._account.name, "at": verdict.at or self._at, "round": course.calm.appeals,
            "blind": False,
        }  # fmt: skip
        self._connection.execute(insert(verdicts).values(**row))
        put_right(self._connection, course_of(self._connection, case.id), case.id)
        return True

    def _case_of(self, verdict: Verdict) -> Row:
        """The case that a verdict is about; one on signals alone belongs to no case here."""
        if verdict.verdict is None:
            raise _Unfit("verdict-signals-alone", "signals")
        found = self._connection.execute(
            select(cases).where(
                cases.c.run_id == self._run.run_id, cases.c.list == verdict.list, cases.c.deal_id == verdict.deal_id
            )
        ).first()
        if found is None:
            raise _Unfit("verdict-no-case", "deal_id")
        title = " ".join(found.title.split())
        if verdict.title is not None and title and " ".join(verdict.title.split()) != title:
            raise _Unfit("verdict-other-title", "title", deal=found.deal_id, found=title)
        return found

    def _check_unconcerned(self, case: Row, reviewer: str) -> None:
        """Neither who brings a verdict nor who gave it may have a stake in the deal."""
        people = {user_id for (user_id,) in self._connection.execute(
            select(concerned.c.user_id).where(concerned.c.case_id == case.id))}  # fmt: skip
        keys = [name_key(reviewer), name_key(self._account.name)]
        bound = select(accounts.c.crm_user_id).where(accounts.c.name_key.in_(keys))
        if people & {user_id for (user_id,) in self._connection.execute(bound)}:
            raise _Unfit("verdict-own-deal", "reviewer")


class _Unfit(Exception):
    def __init__(self, code: str, column: str, **details: str) -> None:
        super().__init__(code)
        self.code, self.column, self.details = code, column, details


def _judgement(verdict: Verdict) -> Judgement:
    return Judgement(
        decision=verdict.verdict, grade=verdict.grade, reason=verdict.reason, cause=verdict.cause,
        culprit=verdict.culprit, toxic_kpi=verdict.toxic_kpi, comment=comment_of(verdict.comment),
        signals=verdict.signals, settles=verdict.settles,
    )  # fmt: skip


def _same(one: StoredVerdict, judgement: Judgement) -> bool:
    return replace(one.judgement, settles=judgement.settles) == judgement
