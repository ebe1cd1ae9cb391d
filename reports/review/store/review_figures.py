"""The figures that a consultant signs: how often the claims are right, how much is found, do reviewers agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations

from sqlalchemy import Connection, func, select

from classify.learning_from_verdicts.verdicts import Decision, ListName
from reports.review.store.accounts import name_key
from reports.review.store.agreement import cohen_kappa, krippendorff_alpha
from reports.review.store.case_states import CaseCourse
from reports.review.store.courses import courses_of
from reports.review.store.proportions import precision, recall
from reports.review.store.records import CaseState, Interval, ListFigures, PairAgreement, ReviewFigures, StoredVerdict
from reports.review.store.schema import cases, list_sizes
from reports.review_run import LISTS

_DECISIONS: tuple[Decision, ...] = ("confirm", "reject", "unsure")
_GRADES = 4
MOST_PAIRS = 30  # forty reviewers make 780; few of those have enough cases in common to say anything


def figures_of(connection: Connection, run_id: int | None) -> ReviewFigures:
    """Of one run, or of all together."""
    of_run = [cases.c.run_id == run_id] if run_id is not None else []
    states: Counter[CaseState] = Counter()
    counted: Counter[tuple[ListName, bool, CaseState]] = Counter()
    numbers = select(cases.c.list, cases.c.flagged, cases.c.state, func.count().label("total")).where(*of_run)
    for row in connection.execute(numbers.group_by(cases.c.list, cases.c.flagged, cases.c.state)):
        states[row.state] += row.total
        counted[row.list, bool(row.flagged), row.state] += row.total
    ids = set(connection.execute(select(cases.c.id).where(*of_run)).scalars())
    courses = [course for case_id, course in courses_of(connection, None).items() if case_id in ids]
    blind = [told for course in courses if len(told := _blind(course)) > 1]
    judged = Counter(verdict.reviewer for course in courses for verdict in course.latest.values())
    return ReviewFigures(
        lists=tuple(_of_list(part, counted, _sizes(connection, part, run_id)) for part in LISTS),
        pairs=tuple(_pairs(blind)),
        alpha=_alpha(blind),
        alpha_grades=_alpha_of_grades(blind),
        states=dict(states),
        verdicts=sum(judged.values()),
        reviewers=dict(judged.most_common()),
    )


def _sizes(connection: Connection, part: ListName, run_id: int | None) -> tuple[int, int, int]:
    """Flagged, unflagged and sampled deals of a list."""
    sums = select(*(func.coalesce(func.sum(list_sizes.c[name]), 0) for name in ("flagged", "unflagged", "sampled")))
    wanted = sums.where(list_sizes.c.list == part)
    row = connection.execute(wanted if run_id is None else wanted.where(list_sizes.c.run_id == run_id)).one()
    return int(row[0]), int(row[1]), int(row[2])


def _of_list(
    part: ListName, counted: Mapping[tuple[ListName, bool, CaseState], int], sizes: tuple[int, int, int]
) -> ListFigures:  # fmt: skip
    flagged, unflagged, sampled = sizes
    right, wrong = counted[part, True, "confirmed"], counted[part, True, "rejected"]
    missed, rightly_left = counted[part, False, "confirmed"], counted[part, False, "rejected"]
    return ListFigures(
        list=part,
        flagged=flagged,
        flagged_decided=right + wrong,
        confirmed=right,
        unsure=counted[part, True, "unsure"],
        unflagged=unflagged,
        sampled=sampled,
        sampled_decided=missed + rightly_left,
        sampled_confirmed=missed,
        precision=precision(right, right + wrong),
        recall=recall(flagged, right, right + wrong, unflagged, missed, missed + rightly_left),
    )


def _blind(course: CaseCourse) -> dict[str, StoredVerdict]:
    """Of each reviewer the latest verdict that was given without sight of another's, and not as a last word."""
    first = [verdict for verdict in course.verdicts if verdict.blind and not verdict.judgement.settles]
    return {name_key(verdict.reviewer): verdict for verdict in first}


def _said(verdict: StoredVerdict) -> int:
    return _DECISIONS.index(verdict.judgement.decision or "unsure")


def _pairs(blind: Iterable[Mapping[str, StoredVerdict]]) -> list[PairAgreement]:
    """The MOST_PAIRS of two reviewers with most cases in common, most first."""
    common: dict[tuple[str, str], list[tuple[int, int]]] = {}
    names: dict[str, str] = {}
    for told in blind:
        names |= {key: verdict.reviewer for key, verdict in told.items()}
        for first, second in combinations(sorted(told), 2):
            common.setdefault((first, second), []).append((_said(told[first]), _said(told[second])))
    ordered = sorted(common.items(), key=lambda item: (-len(item[1]), item[0]))
    return [
        PairAgreement(names[one], names[other], cohen_kappa(said, len(_DECISIONS)), sum(a == b for a, b in said))
        for (one, other), said in ordered[:MOST_PAIRS]
    ]  # fmt: skip


def _alpha(blind: Iterable[Mapping[str, StoredVerdict]]) -> Interval:
    return krippendorff_alpha([[_said(v) for v in told.values()] for told in blind], len(_DECISIONS), "nominal")


def _alpha_of_grades(blind: Iterable[Mapping[str, StoredVerdict]]) -> Interval:
    graded = [[v.judgement.grade for v in told.values() if v.judgement.grade is not None] for told in blind]
    return krippendorff_alpha(graded, _GRADES, "ordinal")
