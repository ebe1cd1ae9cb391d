"""Verdicts: two who are blind to each other, a third who settles, appeals, and nobody in his own cause."""

from __future__ import annotations

from pathlib import Path
from threading import Barrier, Thread

import pytest

from classify.learning_from_verdicts.verdicts import SignalCorrection
from reports.review.store.records import Judged, Judgement, QueueFilters, ReviewRefused, VerdictUnusable, Viewer
from reports.review.store.review_store import ReviewStore
from reports.review_run import REVIEW_DATA, write_review_data
from tests.reports.review.store.conftest import person
from tests.reports.review.store.made_run import OWNER, write_made_run
from tests.reports.sample_run import sample_result

CONFIRM, REJECT = Judgement("confirm", grade=2), Judgement("reject", grade=0)


def case_of(store: ReviewStore, viewer: Viewer, deal_id: str = "L1") -> int:
    rows = store.queue(viewer, QueueFilters(), size=200).rows
    return next(row.case_id for row in rows if row.deal_id == deal_id)


def refusal(store: ReviewStore, viewer: Viewer, case_id: int, judgement: Judgement = CONFIRM) -> str:
    with pytest.raises(ReviewRefused) as refused:
        store.judge(viewer, case_id, judgement)
    return refused.value.code


def test_one_reviewer_decides_where_one_is_wanted(store: ReviewStore) -> None:
    anna = person(store, "Anna")
    case_id = case_of(store, anna)
    assert store.judge(anna, case_id, CONFIRM).state == "confirmed"
    assert store.judge(anna, case_id, REJECT).state == "rejected"
    status = store.status(anna, case_id)
    assert [verdict.judgement.decision for verdict in status.history] == ["confirm", "reject"]


def test_two_are_blind_until_both_have_judged(store: ReviewStore) -> None:
    store.set_reviewers_needed(2)
    anna, bob = person(store, "Anna"), person(store, "Боб")
    case_id = case_of(store, anna)
    store.open_case(anna, case_id)
    assert store.judge(anna, case_id, CONFIRM).state == "waiting"
    seen = store.open_case(bob, case_id)
    assert (seen.others, seen.history, seen.row.probability, seen.row.flagged) == ((), (), None, None)
    assert store.judge(bob, case_id, CONFIRM).state == "confirmed"
    after = store.status(bob, case_id)
    assert [verdict.reviewer for verdict in after.others] == ["Anna"]
    assert after.row.flagged is True
    assert all(verdict.blind for verdict in after.history)


def test_a_change_of_mind_with_sight_of_the_other_is_not_blind(lite: ReviewStore) -> None:
    lite.set_reviewers_needed(2)
    anna, bob = person(lite, "Anna"), person(lite, "Bob")
    case_id = case_of(lite, anna)
    lite.judge(anna, case_id, CONFIRM)
    assert lite.judge(bob, case_id, REJECT).state == "conflict"
    lite.open_case(bob, case_id)
    assert lite.judge(bob, case_id, CONFIRM).state == "confirmed"
    assert [verdict.blind for verdict in lite.status(bob, case_id).history] == [True, True, False]


def test_a_third_settles_a_conflict_and_none_of_the_two(store: ReviewStore) -> None:
    store.set_reviewers_needed(2)
    anna, bob, eve, chief = (
        person(store, "Anna"),
        person(store, "Bob"),
        person(store, "Eve"),
        person(store, "Chief", "owner"),
    )
    case_id = case_of(store, anna)
    store.judge(anna, case_id, CONFIRM)
    store.judge(bob, case_id, REJECT)
    assert refusal(store, eve, case_id) == "not-settler"
    assert store.open_case(chief, case_id).settling
    assert store.judge(chief, case_id, REJECT).state == "rejected"
    assert refusal(store, anna, case_id) == "already-settled"
    assert [verdict.settles for verdict in store.export_verdicts()] == [False, False, True]


def test_who_opened_a_case_while_it_was_open_loses_nothing_when_another_is_faster(store: ReviewStore) -> None:
    anna, bob, late = person(store, "Anna"), person(store, "Bob"), person(store, "Late")
    case_id = case_of(store, anna)
    store.open_case(bob, case_id)
    store.judge(anna, case_id, CONFIRM)
    judged = store.judge(bob, case_id, REJECT)
    assert (judged.state, judged.met_others) == ("conflict", 1)
    assert len(store.export_verdicts()) == 2
    assert refusal(store, late, case_id_of_other(store, anna)) == "already-decided"


def case_id_of_other(store: ReviewStore, anna: Viewer) -> int:
    case_id = case_of(store, anna, "L2")
    store.judge(anna, case_id, CONFIRM)
    return case_id


def test_many_at_the_same_moment_all_have_their_verdicts_kept(store: ReviewStore) -> None:
    people = [person(store, f"R{number}") for number in range(6)]
    case_id = case_of(store, people[0])
    for viewer in people:
        store.open_case(viewer, case_id)
    barrier, done = Barrier(len(people)), list[Judged]()

    def judge(viewer: Viewer) -> None:
        barrier.wait()
        done.append(store.judge(viewer, case_id, CONFIRM))

    threads = [Thread(target=judge, args=(viewer,)) for viewer in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({judged.verdict_id for judged in done}) == len(people)
    assert {verdict.reviewer for verdict in store.export_verdicts()} == {f"R{number}" for number in range(6)}
    assert store.audit_broken_at() is None


def test_nobody_judges_a_deal_of_his_own(store: ReviewStore) -> None:
    bound = person(store, "Bound", "consultant", crm_user_id=OWNER)
    case_id = case_of(store, bound)
    assert store.open_case(bound, case_id).why_not == "own-deal"
    assert refusal(store, bound, case_id) == "own-deal"
    assert store.next_case(bound) is None


def test_a_manager_sees_flagged_claims_about_himself_and_nothing_else(store: ReviewStore) -> None:
    manager, other = person(store, "M", "manager", OWNER), person(store, "N", "manager", "U9")
    assert {row.deal_id for row in store.own_cases(manager)} == {f"L{number}" for number in range(1, 21)}
    assert store.queue(manager, QueueFilters()).total == 20
    case_id = store.own_cases(manager)[0].case_id
    assert refusal(store, manager, case_id) == "not-allowed"
    for doing in (store.open_case, store.case_records, store.status):
        with pytest.raises(ReviewRefused, match="unknown-case"):
            doing(other, case_id)
    with pytest.raises(ReviewRefused, match="unknown-case"):
        store.appeal(other, case_id, "not mine")


def test_equal_ids_of_two_companies_show_nobody_another_company_s_claims(lite: ReviewStore, tmp_path: Path) -> None:
    manager = person(lite, "M", "manager", OWNER)
    named = Viewer(lite.add_account("K", "manager", None, crm_user_id=OWNER, company="Кедр"))
    lite.load(write_made_run(tmp_path / "other", 3, 0, company="Дуб"))
    assert lite.own_cases(manager) == ()
    assert {row.company for row in lite.own_cases(named)} == {"Кедр"}


def test_an_appeal_reopens_the_case_for_somebody_who_has_not_judged_it(store: ReviewStore) -> None:
    anna, bob, manager = person(store, "Anna"), person(store, "Bob"), person(store, "M", "manager", OWNER)
    case_id = case_of(store, anna)
    store.judge(anna, case_id, CONFIRM)
    store.appeal(manager, case_id, "Я перезвонил с личного")
    with pytest.raises(ReviewRefused, match="appeal-pending"):
        store.appeal(manager, case_id, "again")
    assert store.status(manager, case_id).row.state == "contested"
    assert refusal(store, anna, case_id) == "judged-before"
    assert store.next_case(bob) == case_id
    seen = store.open_case(bob, case_id)
    assert (seen.others, seen.settling, seen.appeals[0].comment) == ((), True, "Я перезвонил с личного")
    assert store.judge(bob, case_id, Judgement("reject", comment="Звонок есть")).state == "rejected"
    told = store.status(manager, case_id)
    assert told.others
    assert {verdict.reviewer for verdict in (*told.others, *told.history)} == {""}  # what was decided, not by whom
    answer = told.appeals[0].answer
    assert answer is not None
    assert answer.judgement.comment == "Звонок есть"
    store.appeal(manager, case_id, "Once more")
    assert store.status(manager, case_id).row.state == "contested"


def test_a_verdict_does_not_answer_an_appeal_that_its_reviewer_has_not_read(lite: ReviewStore) -> None:
    anna, manager = person(lite, "Anna"), person(lite, "M", "manager", OWNER)
    case_id = case_of(lite, anna)
    lite.open_case(anna, case_id)
    lite.appeal(manager, case_id, "No")
    assert refusal(lite, anna, case_id) == "appeal-came"
    lite.open_case(anna, case_id)
    assert lite.judge(anna, case_id, REJECT).state == "rejected"


def test_signals_are_checked_against_the_words_and_kept_with_them(lite: ReviewStore, tmp_path: Path) -> None:
    anna = person(lite, "Anna")
    write_review_data(tmp_path / REVIEW_DATA, sample_result("ru"), "ru", redacted=False)
    lite.load(tmp_path)
    case_id, call_id, transcript = next(
        (row.case_id, *spoken)
        for row in lite.queue(anna, QueueFilters(), size=200).rows
        for spoken in lite.case_records(anna, row.case_id).analysis.transcripts.items()
    )
    said = transcript.utterances[0]
    lite.judge(anna, case_id, Judgement(None, signals=(SignalCorrection(call_id, said.index, added=("promise",)),)))
    (verdict,) = lite.export_verdicts()
    assert (verdict.verdict, verdict.signals[0].text) == (None, said.text.strip())
    assert lite.status(anna, case_id).row.state == "open"
    for wrong in (
        SignalCorrection("nobody", 0, added=("promise",)),
        SignalCorrection(call_id, 999, added=("promise",)),
    ):
        with pytest.raises(VerdictUnusable):
            lite.judge(anna, case_id, Judgement(None, signals=(wrong,)))


@pytest.mark.parametrize(
    "wrong", [Judgement("confirm", grade=0), Judgement("reject", reason="price_gap"), Judgement("confirm", cause="M99")]
)
def test_a_judgement_that_contradicts_itself_is_refused(lite: ReviewStore, wrong: Judgement) -> None:
    anna = person(lite, "Anna")
    with pytest.raises(VerdictUnusable):
        lite.judge(anna, case_of(lite, anna), wrong)
    assert lite.export_verdicts() == []


def test_an_empty_judgement_is_refused_and_odd_characters_are_not_kept(store: ReviewStore) -> None:
    anna = person(store, "Anna")
    case_id = case_of(store, anna)
    assert refusal(store, anna, case_id, Judgement(None)) == "no-decision"
    assert refusal(store, anna, case_id, Judgement("confirm", comment="x" * 5001)) == "comment-too-long"
    store.judge(anna, case_id, Judgement("confirm", comment="a\x00b\ud800c\u202e"))
    assert store.export_verdicts()[0].comment == "a\ufffdb\ufffdc"


@pytest.mark.parametrize("case_id", [0, -1, 10**9, 2**40, 2**70])
def test_a_case_that_is_not_there(store: ReviewStore, case_id: int) -> None:
    with pytest.raises(ReviewRefused, match="unknown-case"):
        store.status(person(store, "Anna"), case_id)
