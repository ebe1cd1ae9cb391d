"""Judging a case: opened, judged and contested, one transaction each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from classify.learning_from_verdicts.verdicts import SignalCorrection, Verdict, verdict_of
from deals.problems import Problem
from reports.case_records import CaseRecords
from reports.review.store.accounts import name_key
from reports.review.store.audit_log import append
from reports.review.store.case_queue import LEASE, CaseQueue
from reports.review.store.case_states import CaseCourse, Standing, standing
from reports.review.store.courses import (
    appeals_on,
    course_of,
    put_right,
    reviewers_needed,
    verdict_row,
    verdicts_on,
)
from reports.review.store.records import (
    Account,
    Appeal,
    CaseRow,
    CaseStatus,
    Judged,
    Judgement,
    ReviewRefused,
    StoredVerdict,
    VerdictUnusable,
)
from reports.review.store.rights import may
from reports.review.store.schema import appeals, leases, verdicts
from reports.visible_text import visible

LONGEST_COMMENT = 5000  # characters


class Desk:
    """One reviewer with one case, within one transaction.

    Raises ReviewRefused: unknown-case, where there is none that this account may see.
    """

    def __init__(self, connection: Connection, account: Account, case_id: int, at: datetime) -> None:
        self._connection, self._account, self._at = connection, account, at
        self._key = name_key(account.name)
        queue = CaseQueue(connection, account, at, reviewers_needed(connection))
        row = queue.row(case_id)
        if row is None:
            raise ReviewRefused("unknown-case")
        self.row: CaseRow = row
        self._course = course_of(connection, case_id)

    def status(self) -> CaseStatus:
        course, row, place = self._course, self.row, self._standing(self._course)
        given = verdicts_on(self._connection, [row.case_id])
        judge = may(self._account.role, "judge")
        shown = course.shown_to(self._key) if judge else course.calm.complete
        mine = [verdict for verdict in given if name_key(verdict.reviewer) == self._key and judge]
        # Whoever is judged learns what was decided and why, and not by whom: a reviewer must not have to fear him.
        named = (lambda verdict: verdict) if judge else _unnamed
        others = [named(verdict) for key, verdict in course.latest.items() if key != self._key and shown]
        told = [named(verdict) for verdict in given if shown or verdict in mine]
        return CaseStatus(
            row=row,
            mine=next((v for v in reversed(mine) if v.judgement.decision is not None), None),
            others=tuple(others),
            appeals=tuple(
                replace(appeal, answer=named(appeal.answer) if shown and appeal.answer is not None else None)
                for appeal in appeals_on(self._connection, row.case_id)
            ),
            may_judge=place.why_not is None,
            why_not=place.why_not,
            settling=place.settling,
            may_appeal=may(self._account.role, "appeal") and not course.contested,
            history=tuple(told),
        )

    def hold(self) -> None:
        """Take or renew the lease, and note what there was to see."""
        if self._standing(self._course).why_not is not None:
            return
        case_id, account_id = self.row.case_id, self._account.account_id
        self.release()
        seen = {"seen": self._newest(), "round": self._course.appeals}
        lease = {"case_id": case_id, "account_id": account_id, "until": self._at + LEASE, **seen}
        self._connection.execute(insert(leases).values(**lease))

    def release(self) -> None:
        self._connection.execute(delete(leases).where(*self._own_lease()))

    def judge(self, judgement: Judgement, records: CaseRecords) -> Judged:
        """Store a verdict. It is kept beside those that came in meanwhile, and the state follows from all of them.

        records: of the case, to check signals against. Signals may be judged after a decision, too, and by anybody who
        may judge. Raises ReviewRefused: the code of `Standing`, appeal-came, no-decision; VerdictUnusable.
        """
        seen = self._seen()
        before = self._as_seen(seen)
        place = self._standing(before)
        anybody = judgement.decision is None and place.why_not not in (None, "not-allowed", "own-deal")
        if place.why_not is not None and not anybody:
            raise ReviewRefused(place.why_not)
        checked = _checked(judgement, self.row, records)
        settles = place.settling and checked.decision is not None
        seen_others = before.shown_to(self._key) and bool(before.latest.keys() - {self._key})
        row = verdict_row(replace(checked, settles=settles)) | {
            "case_id": self.row.case_id, "reviewer": self._account.name, "reviewer_key": self._key,
            "account_id": self._account.account_id, "imported_by": None, "at": self._at,
            "round": self._course.appeals, "blind": not seen_others,
        }  # fmt: skip
        verdict_id = self._connection.execute(insert(verdicts).values(**row).returning(verdicts.c.id)).scalar_one()
        course = course_of(self._connection, self.row.case_id)
        put_right(self._connection, course, self.row.case_id)
        self._end_lease()
        action = "signals-judged" if checked.decision is None else "settled" if settles else "judged"
        self._note(action, decision=checked.decision, verdict=verdict_id)
        others = [verdict for verdict in self._course.verdicts if verdict.verdict_id > seen]
        return Judged(verdict_id, course.state, sum(name_key(one.reviewer) != self._key for one in others))

    def appeal(self, comment: str) -> Appeal:
        """Contest the claim. Raises ReviewRefused: not-allowed, appeal-pending, no-comment, comment-too-long."""
        if not may(self._account.role, "appeal"):
            raise ReviewRefused("not-allowed")
        if self._course.contested:
            raise ReviewRefused("appeal-pending")
        words = comment_of(comment)
        if words is None:
            raise ReviewRefused("no-comment")
        row = {
            "case_id": self.row.case_id, "account_id": self._account.account_id, "by": self._account.name,
            "comment": words, "at": self._at, "round": self._course.appeals + 1,
        }  # fmt: skip
        made = self._connection.execute(insert(appeals).values(**row).returning(appeals.c.id)).scalar_one()
        put_right(self._connection, course_of(self._connection, self.row.case_id), self.row.case_id)
        self._note("appealed")
        return Appeal(made, self.row.case_id, self._account.name, self._account.account_id, words, self._at, None)

    def _standing(self, course: CaseCourse) -> Standing:
        role = self._account.role
        return standing(course, self._key, may_judge=may(role, "judge"), may_settle=may(role, "settle"),
                        concerned=self.row.own)  # fmt: skip

    def _as_seen(self, seen: int) -> CaseCourse:
        """The case as it was when the reviewer opened it: a verdict that came in meanwhile takes nothing from his."""
        given: tuple[StoredVerdict, ...] = self._course.verdicts
        own = {verdict.verdict_id for verdict in given if name_key(verdict.reviewer) == self._key}
        return replace(self._course, verdicts=tuple(v for v in given if v.verdict_id <= seen or v.verdict_id in own))

    def _own_lease(self) -> tuple[Any, Any]:
        return leases.c.case_id == self.row.case_id, leases.c.account_id == self._account.account_id

    def _seen(self) -> int:
        """Id of the newest verdict when the reviewer last opened the case; who never did has seen all."""
        opened = self._connection.execute(select(leases.c.seen, leases.c.round).where(*self._own_lease())).first()
        if opened is None:
            return self._newest()
        if opened.round < self._course.appeals:  # a verdict must not answer an appeal that its reviewer has not read
            raise ReviewRefused("appeal-came")
        return int(opened.seen)

    def _newest(self) -> int:
        own = select(func.max(verdicts.c.id)).where(verdicts.c.case_id == self.row.case_id)
        return self._connection.execute(own).scalar() or 0

    def _end_lease(self) -> None:
        """Others may have the case; what was seen stays known, should the same page be sent again."""
        self._connection.execute(update(leases).where(*self._own_lease()).values(until=self._at))

    def _note(self, action: str, **details: str | int | bool | None) -> None:
        subject = f"{self.row.company} / {self.row.list} / {self.row.deal_id}"
        append(self._connection, self._at, self._account.name, action, subject, case=self.row.case_id, **details)


def comment_of(text: str | None) -> str | None:
    """A comment as it is kept: without what nobody sees. Raises ReviewRefused: comment-too-long."""
    words = visible(text or "").strip()
    if len(words) > LONGEST_COMMENT:
        raise ReviewRefused("comment-too-long", most=LONGEST_COMMENT)
    return words or None


def _checked(judgement: Judgement, row: CaseRow, records: CaseRecords) -> Judgement:
    """The judgement as it is kept. Raises VerdictUnusable, by the rules of verdicts.jsonl."""
    if judgement.decision is None and not judgement.signals:
        raise ReviewRefused("no-decision")
    signals = [_with_words(correction, records) for correction in judgement.signals]
    fields: dict[str, Any] = {
        "verdict": judgement.decision, "grade": judgement.grade, "reason": judgement.reason, "cause": judgement.cause,
        "culprit": judgement.culprit, "toxic_kpi": judgement.toxic_kpi, "comment": comment_of(judgement.comment),
        "signals": [_said(one) for one in signals],
    }  # fmt: skip
    if judgement.decision is not None:
        fields |= {"list": row.list, "deal_id": row.deal_id}
    found = verdict_of({name: value for name, value in fields.items() if value is not None}, "", None)
    if not isinstance(found, Verdict):
        raise VerdictUnusable(found)
    return replace(judgement, comment=found.comment, signals=tuple(signals))


def _with_words(correction: SignalCorrection, records: CaseRecords) -> SignalCorrection:
    """The correction with the words of its line, by which a changed transcript is noticed."""
    transcript = records.analysis.transcripts.get(correction.call_id)
    for said in transcript.utterances if transcript else ():
        if said.index == correction.index:
            return replace(correction, text=said.text.strip())
    details = {"call": correction.call_id, "index": str(correction.index)}
    raise VerdictUnusable(Problem("verdict-unknown-line", "", None, "signals", str(correction.index), details=details))


def _unnamed(verdict: StoredVerdict) -> StoredVerdict:
    return replace(verdict, reviewer="", account_id=None, imported_by=None)


def _said(correction: SignalCorrection) -> Mapping[str, Any]:
    codes = {name: list(getattr(correction, name)) for name in ("added", "removed", "confirmed")}
    return {"call_id": correction.call_id, "index": correction.index, **codes}
