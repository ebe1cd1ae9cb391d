"""Verdicts and appeals of cases as they lie in the store, and the state of a case put right after each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, Row, func, select, update

from classify.learning_from_verdicts.verdicts import SignalCorrection
from reports.review.store.case_states import URGENCY, CaseCourse
from reports.review.store.records import Appeal, Judgement, StoredVerdict
from reports.review.store.schema import appeals, cases, settings, verdicts

REVIEWERS_NEEDED = "reviewers_needed"
_FIELDS = ("grade", "reason", "cause", "culprit", "toxic_kpi", "comment", "settles")


def reviewers_needed(connection: Connection) -> int:
    chosen = connection.execute(select(settings.c.value).where(settings.c.name == REVIEWERS_NEEDED)).scalar()
    return 1 if chosen is None else int(chosen)


def verdicts_on(connection: Connection, case_ids: Iterable[int] | None) -> list[StoredVerdict]:
    """All verdicts on these cases, oldest first, on signals too. None: on all cases."""
    wanted = select(verdicts, cases.c.title).join(cases, cases.c.id == verdicts.c.case_id).order_by(verdicts.c.id)
    if case_ids is not None:
        wanted = wanted.where(verdicts.c.case_id.in_(list(case_ids)))
    return [_verdict(row) for row in connection.execute(wanted)]


def _verdict(row: Row) -> StoredVerdict:
    signals = tuple(
        SignalCorrection(one["call_id"], one["index"], one["text"], *map(tuple, (one["added"], one["removed"],
                                                                               one["confirmed"])))
        for one in row.signals
    )  # fmt: skip
    said = {name: getattr(row, name) for name in _FIELDS}
    return StoredVerdict(
        verdict_id=row.id,
        case_id=row.case_id,
        reviewer=row.reviewer,
        account_id=row.account_id,
        judgement=Judgement(decision=row.decision, signals=signals, **said),
        at=row.at,
        round=row.round,
        blind=row.blind,
        title=row.title or None,
        imported_by=row.imported_by,
    )


def verdict_row(judgement: Judgement) -> dict[str, object]:
    """The columns that hold what was decided."""
    said: dict[str, object] = {name: getattr(judgement, name) for name in _FIELDS}
    return said | {"decision": judgement.decision, "signals": [asdict(one) for one in judgement.signals]}


def course_of(connection: Connection, case_id: int) -> CaseCourse:
    return courses_of(connection, [case_id])[case_id]


def courses_of(connection: Connection, case_ids: Sequence[int] | None) -> Mapping[int, CaseCourse]:
    """Case id to its course. None: of all cases that have a verdict or an appeal."""
    given: dict[int, list[StoredVerdict]] = {case_id: [] for case_id in case_ids or ()}
    for verdict in verdicts_on(connection, case_ids):
        if verdict.judgement.decision is not None:
            given.setdefault(verdict.case_id, []).append(verdict)
    counted = select(appeals.c.case_id, func.count().label("total")).group_by(appeals.c.case_id)
    if case_ids is not None:
        counted = counted.where(appeals.c.case_id.in_(case_ids))
    rounds = {row.case_id: row.total for row in connection.execute(counted)}
    needed = reviewers_needed(connection)
    return {case_id: CaseCourse(tuple(given.get(case_id, ())), rounds.get(case_id, 0), needed)
            for case_id in (*given, *(rounds.keys() - given.keys()))}  # fmt: skip


def put_right(connection: Connection, course: CaseCourse, case_id: int) -> None:
    """Write the state down that follows from the course: queues are sorted by it."""
    state = course.state
    changed = {"state": state, "verdicts": course.judged_in_round, "urgency": URGENCY[state]}
    connection.execute(update(cases).where(cases.c.id == case_id).values(**changed))


def appeals_on(connection: Connection, case_id: int) -> tuple[Appeal, ...]:
    """Oldest first, each with the verdict that answered it."""
    answers = {verdict.round: verdict for verdict in reversed(course_of(connection, case_id).verdicts)}
    rows = connection.execute(select(appeals).where(appeals.c.case_id == case_id).order_by(appeals.c.id))
    return tuple(
        Appeal(row.id, row.case_id, row.by, row.account_id, row.comment, row.at, answers.get(row.round)) for row in rows
    )
