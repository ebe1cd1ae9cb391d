"""Verdicts out to the models, and in from files."""

from __future__ import annotations

from dataclasses import replace

import pytest

from classify.learning_from_verdicts.verdict_agreement import deal_decisions
from classify.learning_from_verdicts.verdicts import SignalCorrection, Verdict, VerdictsRead, read_verdicts
from reports.review.store.records import Judgement, QueueFilters, ReviewRefused
from reports.review.store.review_store import ReviewStore
from reports.texts import LANGUAGES, Texts
from tests.reports.review.store.conftest import person
from tests.reports.review.store.made_run import OWNER

L1 = Verdict("error_loss", "L1", "confirm", grade=3, comment="so", reviewer="Вера", title="Стол 1", file="v.csv", row=2)


def test_what_the_store_decides_is_what_learning_reads(store: ReviewStore) -> None:
    store.set_reviewers_needed(2)
    anna, bob, chief = person(store, "Anna"), person(store, "Bob"), person(store, "Chief", "owner")
    for number, (first, second) in enumerate([("confirm", "confirm"), ("confirm", "reject"), ("reject", "reject")], 1):
        (row,) = [row for row in store.queue(anna, QueueFilters(), size=200).rows if row.deal_id == f"L{number}"]
        store.judge(anna, row.case_id, Judgement(first))  # type: ignore[arg-type]
        store.judge(bob, row.case_id, Judgement(second))  # type: ignore[arg-type]
    (conflict,) = store.queue(anna, QueueFilters(state="conflict")).rows
    path = store.write_run_verdicts(store.runs()[0].run_id)
    decided = {one.deal_id: one.decision for one in deal_decisions(read_verdicts(path).verdicts)}
    assert decided == {"L1": "confirm", "L2": "unsure", "L3": "reject"}
    store.judge(chief, conflict.case_id, Judgement("reject"))
    assert read_verdicts(store.write_run_verdicts(store.runs()[0].run_id)).problems == ()
    assert {one.deal_id: one.decision for one in deal_decisions(store.export_verdicts())}["L2"] == "reject"


def test_an_import_is_taken_once_and_counts_for_no_agreement(store: ReviewStore) -> None:
    chief, anna = person(store, "Chief", "owner"), person(store, "Anna")
    run_id = store.runs()[0].run_id
    taken = store.import_verdicts(chief, run_id, VerdictsRead((L1,)))
    assert (taken.taken, taken.known, taken.problems) == (1, 0, ())
    assert store.import_verdicts(chief, run_id, VerdictsRead((L1,))).known == 1
    (row,) = store.queue(anna, QueueFilters(state="confirmed")).rows
    (verdict,) = store.status(anna, row.case_id).others
    assert (verdict.reviewer, verdict.imported_by, verdict.blind) == ("Вера", "Chief", False)
    changed = store.import_verdicts(chief, run_id, VerdictsRead((replace(L1, verdict="reject", grade=0),)))
    assert changed.taken == 1
    assert store.queue(anna, QueueFilters(state="rejected")).total == 1


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("verdict-no-case", replace(L1, deal_id="L999")),
        ("verdict-no-case", replace(L1, list="revive")),
        ("verdict-other-title", replace(L1, title="Шкаф")),
        ("verdict-own-deal", replace(L1, reviewer="bound")),
        ("verdict-signals-alone", Verdict(signals=(SignalCorrection("K1", 0, added=("promise",)),))),
    ],
)
def test_what_does_not_fit_is_set_aside_and_said(lite: ReviewStore, code: str, verdict: Verdict) -> None:
    chief = person(lite, "Chief", "owner")
    person(lite, "Bound", crm_user_id=OWNER)
    result = lite.import_verdicts(chief, lite.runs()[0].run_id, VerdictsRead((verdict,)))
    (problem,) = result.problems
    assert (problem.code, result.taken) == (code, 0)
    assert all(Texts(language).problem(problem) for language in LANGUAGES)


def test_only_who_may_imports(lite: ReviewStore) -> None:
    with pytest.raises(ReviewRefused, match="not-allowed"):
        lite.import_verdicts(person(lite, "Anna"), 1, VerdictsRead((L1,)))
    with pytest.raises(ReviewRefused, match="unknown-run"):
        lite.import_verdicts(person(lite, "Chief", "owner"), 99, VerdictsRead((L1,)))
