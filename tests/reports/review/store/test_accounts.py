"""Accounts, logins, sessions and the audit log."""

from __future__ import annotations

from threading import Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from reports.review.store.database import ReviewDatabase
from reports.review.store.records import Account, Judgement, QueueFilters, RateLimited, ReviewRefused, Viewer
from reports.review.store.review_store import ReviewStore, open_store
from reports.review.store.schema import APPEND_ONLY
from tests.reports.review.store.conftest import Clock, person
from tests.reports.review.store.made_run import OWNER

SECRET = "железный тесть"


def test_the_right_password_opens_an_account_and_no_other_does(store: ReviewStore) -> None:
    store.add_account("Анна", "quality", SECRET)
    found = store.check_password("  аННА ", SECRET, "1.1.1.1")
    assert isinstance(found, Account)
    assert store.check_password("Анна", SECRET + "!", "1.1.1.1") is None
    assert store.check_password("Боб", SECRET, "1.1.1.1") is None
    assert store.check_password("A\x00\ud800", "\ud800" * 2000, "1.1.1.1\x00"[:7]) is None
    store.disable(found.account_id)
    assert store.check_password("Анна", SECRET, "1.1.1.1") is None


def test_an_account_without_a_password_is_opened_by_none(lite: ReviewStore) -> None:
    person(lite, "Anna")
    assert lite.check_password("Anna", "", "1") is None
    assert lite.check_password("Anna", "nobody has this password", "1") is None


def test_guessing_is_stopped_and_may_go_on_later(lite: ReviewStore, clock: Clock) -> None:
    lite.add_account("Anna", "quality", SECRET)
    for _ in range(5):
        assert lite.check_password("Anna", "wrong", "6.6.6.6") is None
    stopped = lite.check_password("ANNA", SECRET, "6.6.6.6")
    assert isinstance(stopped, RateLimited)
    assert 0 < stopped.retry_after_s <= 900
    assert isinstance(lite.check_password("Anna", SECRET, "1.1.1.1"), Account)
    clock.pass_(minutes=16)
    assert isinstance(lite.check_password("Anna", SECRET, "6.6.6.6"), Account)


def test_guessing_many_names_from_one_address_is_stopped_too(lite: ReviewStore) -> None:
    for number in range(50):
        lite.check_password(f"name {number}", "x" * 2000, "6.6.6.6")
    assert isinstance(lite.check_password("another", "x", "6.6.6.6"), RateLimited)


def test_tries_at_the_same_moment_are_counted_before_they_are_answered(lite: ReviewStore) -> None:
    lite.add_account("Anna", "quality", SECRET)
    answers: list[object] = []
    threads = [Thread(target=lambda: answers.append(lite.check_password("Anna", "no", "6"))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(answer is None for answer in answers) == 5


def test_a_session_lives_while_it_is_used_and_not_beyond_a_day_of_work(store: ReviewStore, clock: Clock) -> None:
    account = store.add_account("Anna", "quality", None)
    token = store.open_session(account, "1")
    for _ in range(3):
        clock.pass_(hours=3.5)
        found = store.session(token)
        assert found is not None
        assert found.account == account
    clock.pass_(hours=2)
    assert store.session(token) is None
    idle = store.open_session(account, "1")
    clock.pass_(hours=4.1)
    assert store.session(idle) is None
    assert store.session("nobody\ud800") is None


def test_logging_out_disabling_and_a_new_password_end_sessions(lite: ReviewStore) -> None:
    account = lite.add_account("Anna", "quality", SECRET)
    one, two, three = (lite.open_session(account, "1") for _ in range(3))
    lite.close_session(one)
    assert lite.session(one) is None
    lite.change_password(Viewer(account), SECRET, "another secret", keep_token=two)
    assert lite.session(two) is not None
    assert lite.session(three) is None
    with pytest.raises(ReviewRefused, match="wrong-password"):
        lite.change_password(Viewer(account), SECRET, "another secret")
    lite.disable(account.account_id)
    assert lite.session(two) is None
    with pytest.raises(ReviewRefused, match="not-allowed"):
        lite.open_session(account, "1")


def test_the_database_holds_neither_passwords_nor_tokens(lite: ReviewStore, tmp_path: object) -> None:
    account = lite.add_account("Anna", "quality", SECRET)
    token = lite.open_session(account, "1")
    with lite._database.reading() as connection:
        rows = [tuple(row) for table in ("review_accounts", "review_sessions", "review_audit")
                for row in connection.execute(text(f"SELECT * FROM {table}"))]  # fmt: skip
    assert token not in str(rows)
    assert SECRET not in str(rows)


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("bad-name", {"name": " "}), ("bad-name", {"name": "a\x00"}), ("bad-name", {"name": "x" * 81}),
        ("name-taken", {"name": "ANNA"}), ("password-too-short", {"password": "short"}),
        ("needs-crm-user", {"role": "manager"}), ("bad-role", {"role": "admin"}),
    ],
)  # fmt: skip
def test_accounts_that_are_not_made(lite: ReviewStore, code: str, fields: dict[str, str]) -> None:
    person(lite, "Anna")
    wanted = {"name": "Bob", "role": "quality", "password": SECRET} | fields
    with pytest.raises(ReviewRefused, match=code):
        lite.add_account(**wanted)  # type: ignore[arg-type]
    assert len(lite.accounts()) == 1


def test_the_last_owner_cannot_be_disabled(lite: ReviewStore) -> None:
    first, second = person(lite, "A", "owner"), person(lite, "B", "owner")
    lite.disable(first.account.account_id)
    with pytest.raises(ReviewRefused, match="last-owner"):
        lite.disable(second.account.account_id)
    lite.enable(first.account.account_id)
    lite.disable(second.account.account_id)


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET at = at"])
def test_what_is_only_added_to_can_be_neither_changed_nor_deleted(store: ReviewStore, table: str, change: str) -> None:
    anna, manager = person(store, "Anna"), person(store, "M", "manager", OWNER)
    case_id = store.own_cases(manager)[0].case_id
    store.judge(anna, case_id, Judgement("confirm"))
    store.appeal(manager, case_id, "No")
    with pytest.raises(DBAPIError, match="only added to"), store._database.writing() as connection:
        connection.execute(text(change.format(table)))
    assert store.queue(anna, QueueFilters(state="contested")).total == 1


@pytest.mark.parametrize(
    "forgery", ["UPDATE review_audit SET actor = 'x' WHERE id = 3", "DELETE FROM review_audit WHERE id = 3"]
)
def test_a_log_whose_triggers_were_dropped_and_rows_changed_is_found_out(lite: ReviewStore, forgery: str) -> None:
    for name in "ABCD":
        person(lite, name)
    assert lite.audit_broken_at() is None
    with lite._database.writing() as connection:
        connection.execute(text("DROP TRIGGER review_audit_no_update"))
        connection.execute(text("DROP TRIGGER review_audit_no_delete"))
        connection.execute(text(forgery))
    assert lite.audit_broken_at() == (3 if "UPDATE" in forgery else 4)


def test_the_log_says_who_did_what(lite: ReviewStore) -> None:
    owner = person(lite, "Chief", "owner")
    lite.add_account("Anna", "quality", None, actor=owner)
    entries, total = lite.audit(size=1)
    assert (entries[0].actor, entries[0].action, entries[0].subject, total) == ("Chief", "account-added", "Anna", 3)


def test_opening_a_store_again_changes_nothing(database: str) -> None:
    store = open_store(database)
    person(store, "Anna")
    store.close()
    again = ReviewDatabase(database)
    with again.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM review_accounts")).scalar() == 1
    again.close()
