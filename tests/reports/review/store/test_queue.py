"""The queue: its order, its filters, and that two reviewers do not waste their time on one case."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from reports.review.store.queue_order import queue_order
from reports.review.store.records import Judgement, QueueFilters
from reports.review.store.review_store import ReviewStore, open_review
from reports.review_run import read_review_data
from tests.reports.review.store.conftest import Clock, person
from tests.reports.review.store.made_run import write_made_run


def test_two_reviewers_get_two_cases_and_each_judged_one_only_once(store: ReviewStore) -> None:
    people = [person(store, "Anna"), person(store, "Bob")]
    given = Counter[int]()
    while any(todo := [store.next_case(viewer) for viewer in people]):
        assert len(set(todo)) == len(todo)
        for viewer, case_id in zip(people, todo, strict=True):
            if case_id is not None:
                store.judge(viewer, case_id, Judgement("confirm"))
                given[case_id] += 1
    assert len(given) == 30
    assert set(given.values()) == {1}


def test_where_two_are_wanted_half_judged_cases_come_first(lite: ReviewStore) -> None:
    lite.set_reviewers_needed(2)
    anna, bob = person(lite, "Anna"), person(lite, "Bob")
    first = lite.next_case(anna)
    assert first is not None
    lite.judge(anna, first, Judgement("confirm"))
    second = lite.next_case(anna)
    assert second not in (None, first)
    assert lite.next_case(bob) == first


def test_a_lease_that_is_not_renewed_ends(lite: ReviewStore, clock: Clock) -> None:
    anna, bob = person(lite, "Anna"), person(lite, "Bob")
    first = lite.next_case(anna)
    assert lite.next_case(bob) != first
    clock.pass_(minutes=21)
    assert lite.next_case(bob) == first
    assert lite.judge(anna, first or 0, Judgement("confirm")).state == "confirmed"


def test_the_next_after_a_case_lies_behind_it_and_comes_round_again(lite: ReviewStore) -> None:
    anna = person(lite, "Anna")
    seen = [lite.next_case(anna)]
    for _ in range(29):
        seen.append(lite.next_case(anna, after=seen[-1]))
    assert len(set(seen)) == 30
    assert lite.next_case(anna, after=seen[-1]) == seen[0]


def test_filters_narrow_the_queue(store: ReviewStore) -> None:
    anna = person(store, "Anna")
    case_id = store.queue(anna, QueueFilters(words="стол 7")).rows[0].case_id
    store.judge(anna, case_id, Judgement("confirm"))

    def total(**filters: object) -> int:
        return store.queue(anna, QueueFilters(**filters)).total  # type: ignore[arg-type]

    assert total() == 30
    assert total(list="revive") == 0
    assert total(amount_from=Decimal(5000), amount_to=Decimal(9000)) == 5
    assert total(manager_id="U2") == 30
    assert total(manager_id="U1") == 0
    assert total(code="M1_no_callback") == 30
    assert total(state="confirmed") == total(reviewer="ANNA") == total(words="СТОЛ 7") == 1
    assert total(undecided=True) == 29
    assert total(words="%") == 0
    choices = store.filter_choices()
    assert (choices.reviewers, dict(choices.states)) == (("Anna",), {"open": 29, "confirmed": 1})


def test_pages_hold_every_case_once_and_a_page_too_far_is_the_last(store: ReviewStore) -> None:
    anna = person(store, "Anna")
    pages = [store.queue(anna, QueueFilters(), page, 7) for page in range(1, 6)]
    assert pages[0].pages == 5
    assert len({row.case_id for page in pages for row in page.rows}) == 30
    assert store.queue(anna, QueueFilters(), 10**30, 7) == pages[-1]


def test_nothing_in_the_queue_tells_an_unflagged_case(lite: ReviewStore) -> None:
    rows = lite.queue(person(lite, "Anna"), QueueFilters(), size=200).rows
    assert {(row.flagged, row.probability) for row in rows} == {(None, None)}


def test_doubtful_and_valuable_claims_come_first_and_unflagged_ones_among_them(tmp_path: Path) -> None:
    pattern = read_review_data(write_made_run(tmp_path, 1, 0)).cases[0]
    cases = [
        replace(pattern, deal_id=f"F{n}", probability=0.5 + n / 1000, amount=Decimal(1000 - n)) for n in range(100)
    ] + [replace(pattern, deal_id=f"U{n}", flagged=False, probability=0.1) for n in range(60)]
    order = queue_order(cases, "seed")
    assert sorted(order) == list(range(160))
    flagged = [place for place in order if cases[place].flagged]
    assert flagged == sorted(flagged)
    among_first = sum(not cases[place].flagged for place in order[:100])
    assert 15 <= among_first <= 45
    assert order == queue_order(cases, "seed") != queue_order(cases, "other")


def test_a_run_is_loaded_once_and_keeps_its_verdicts(database: str, tmp_path: Path, clock: Clock) -> None:
    folder = write_made_run(tmp_path / "out")
    for _ in range(2):
        store = open_review([folder, folder], database, clock)
        assert (len(store.runs()), sum(store.filter_choices().states.values())) == (1, 30)
        store.close()
    moved = folder.rename(tmp_path / "moved")
    store = open_review([moved], database, clock)
    assert [run.folder for run in store.runs()] == [moved]
    store.close()
