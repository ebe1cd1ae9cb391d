"""A row that cannot be used is set aside with its place; a doubtful value leaves its row in use."""

from __future__ import annotations

from pathlib import Path

import pytest

from deals.problems import Problem
from tests.deals.small_archive import TEXTS, codes, read_changed, read_with_cell, the_problem, with_cell


def place(problem: Problem) -> tuple[str, int | None, str | None, str | None]:
    return problem.file, problem.row, problem.column, problem.value


def test_bad_date_is_set_aside_with_its_row(tmp_path: Path) -> None:
    archive = read_with_cell(tmp_path, "deals.csv", "created_at", "вчера", row=3)
    problem = next(problem for problem in archive.problems if problem.code == "bad-date")
    assert place(problem) == ("deals.csv", 3, "created_at", "вчера")
    assert problem.severity == "set_aside"
    assert list(archive.deals) == ["d1", "d3"]


@pytest.mark.parametrize("value", ["03/04/2026", "3-4-2026 10:00", "03.04.26"])
def test_a_date_that_can_be_read_in_two_ways_is_never_guessed(tmp_path: Path, value: str) -> None:
    archive = read_with_cell(tmp_path, "deals.csv", "created_at", value, row=4)
    assert place(the_problem(archive, "ambiguous-date")) == ("deals.csv", 4, "created_at", value)
    assert "d3" not in archive.deals


def test_a_bad_optional_date_leaves_the_row_in_use(tmp_path: Path) -> None:
    archive = read_with_cell(tmp_path, "deals.csv", "closed_at", "скоро")
    assert the_problem(archive, "bad-date").severity == "warning"
    assert archive.deals["d1"].closed_at is None


@pytest.mark.parametrize("value", ["1970-01-01T00:00", "2062-03-02T10:00"])
def test_a_date_absurdly_far_away_is_used_with_a_warning(tmp_path: Path, value: str) -> None:
    archive = read_with_cell(tmp_path, "messages.csv", "at", value)
    assert the_problem(archive, "improbable-date").value == value
    assert len(archive.messages) == 2


def test_a_task_may_be_due_in_the_future(tmp_path: Path) -> None:
    assert read_with_cell(tmp_path, "tasks.csv", "due_at", "2027-03-03T10:00").problems == ()


def test_a_day_without_a_time_begins_or_ends_the_day(tmp_path: Path) -> None:
    archive = read_with_cell(tmp_path / "a", "messages.csv", "at", "2026-03-04")
    assert the_problem(archive, "date-without-time").severity == "warning"
    assert archive.messages[0].at.hour == 0
    due = read_with_cell(tmp_path / "b", "tasks.csv", "due_at", "2026-03-04").tasks[0].due_at
    assert due is not None
    assert (due.hour, due.minute) == (23, 59)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("дорого", "bad-number"),
        ("1.250", "ambiguous-number"),
        ("1,250", "ambiguous-number"),
        ("$5000", "other-currency"),
        ("-5000", "negative-amount"),
    ],
)
def test_an_amount_that_cannot_be_read_is_left_out(tmp_path: Path, value: str, code: str) -> None:
    archive = read_with_cell(tmp_path, "deals.csv", "amount", value)
    assert place(the_problem(archive, code)) == ("deals.csv", 2, "amount", value)
    assert archive.deals["d1"].amount is None


def test_a_margin_in_percent_is_divided_with_a_warning(tmp_path: Path) -> None:
    archive = read_with_cell(tmp_path, "deals.csv", "margin_pct", "35")
    assert the_problem(archive, "percent-divided").details["used"] == "0.35"
    assert archive.deals["d1"].margin_pct == 0.35


def test_a_margin_that_is_no_share_is_left_out(tmp_path: Path) -> None:
    archive = read_with_cell(tmp_path, "deals.csv", "margin_pct", "350")
    assert the_problem(archive, "bad-percent").value == "350"
    assert archive.deals["d1"].margin_pct is None


def test_a_flag_that_is_neither_yes_nor_no_is_left_out(tmp_path: Path) -> None:
    archive = read_with_cell(tmp_path, "deals.csv", "qualified", "может быть")
    assert the_problem(archive, "bad-flag").severity == "warning"
    assert archive.deals["d1"].qualified is None


def test_an_unknown_status_sets_the_deal_aside(tmp_path: Path) -> None:
    archive = read_with_cell(tmp_path, "deals.csv", "status", "Переговоры", row=4)
    assert place(the_problem(archive, "bad-status")) == ("deals.csv", 4, "status", "Переговоры")
    assert "d3" not in archive.deals


@pytest.mark.parametrize("value", ["", "  ", "NULL", "nan"])
def test_a_row_without_its_id_is_set_aside(tmp_path: Path, value: str) -> None:
    archive = read_with_cell(tmp_path, "deals.csv", "deal_id", value, row=4)
    assert place(the_problem(archive, "missing-value")) == ("deals.csv", 4, "deal_id", None)


@pytest.mark.parametrize(("file", "column"), [("tasks.csv", "task_id"), ("stage_history.csv", "stage")])
def test_a_text_in_the_place_of_an_id_or_a_stage_costs_its_row_alone(tmp_path: Path, file: str, column: str) -> None:
    archive = read_with_cell(tmp_path, file, column, "ж" * 600)
    problem = the_problem(archive, "too-long")
    assert (problem.file, problem.row, problem.column, problem.severity) == (file, 2, column, "set_aside")
    assert (len(archive.tasks), len(archive.stage_history)) == ((0, 2) if file == "tasks.csv" else (1, 1))


def test_a_long_id_is_an_id_still(tmp_path: Path) -> None:
    long_id = "<" + "a" * 990 + ">"  # as e-mails have them
    archive = read_with_cell(tmp_path, "messages.csv", "message_id", long_id)
    assert archive.messages[0].message_id == long_id


def test_without_contacts_a_text_in_the_place_of_an_id_is_no_contact(tmp_path: Path) -> None:
    deals = with_cell("deals.csv", "contact_id", "ж" * 600)
    archive = read_changed(tmp_path, {"contacts.csv": None, "deals.csv": deals})
    assert archive.deals["d1"].contact_id is None
    assert list(archive.contacts) == ["c2"]
    assert "unknown-contact" in codes(archive)


def test_of_two_rows_with_one_id_the_first_counts(tmp_path: Path) -> None:
    archive = read_with_cell(tmp_path, "contacts.csv", "contact_id", "c1", row=3)
    problem = next(problem for problem in archive.problems if problem.code == "duplicate-id")
    assert place(problem) == ("contacts.csv", 3, "contact_id", "c1")
    assert archive.contacts["c1"].name == "Пётр"


def test_a_deal_of_an_unknown_contact_keeps_everything_else(tmp_path: Path) -> None:
    archive = read_with_cell(tmp_path, "deals.csv", "contact_id", "c77")
    assert place(the_problem(archive, "unknown-contact")) == ("deals.csv", 2, "contact_id", "c77")
    assert archive.deals["d1"].contact_id is None


def test_a_deal_of_an_unknown_owner_keeps_everything_else(tmp_path: Path) -> None:
    archive = read_with_cell(tmp_path, "deals.csv", "owner_id", "u77")
    assert place(the_problem(archive, "unknown-user")) == ("deals.csv", 2, "owner_id", "u77")
    assert archive.deals["d1"].owner_id is None


@pytest.mark.parametrize("file", ["stage_history.csv", "owner_history.csv", "tasks.csv", "messages.csv"])
def test_a_row_about_an_unknown_deal_is_set_aside(tmp_path: Path, file: str) -> None:
    problem = the_problem(read_with_cell(tmp_path, file, "deal_id", "d77"), "unknown-deal")
    assert (place(problem), problem.severity) == ((file, 2, "deal_id", "d77"), "set_aside")


def test_an_owner_change_to_somebody_unknown_is_set_aside(tmp_path: Path) -> None:
    archive = read_with_cell(tmp_path, "owner_history.csv", "user_id", "u77")
    assert the_problem(archive, "unknown-user").severity == "set_aside"
    assert archive.owner_history == ()


def test_a_message_of_an_unknown_author_is_kept_with_a_warning(tmp_path: Path) -> None:
    archive = read_with_cell(tmp_path, "messages.csv", "author", "robot")
    assert the_problem(archive, "unknown-author").value == "robot"
    assert archive.messages[0].author == "robot"
    assert not archive.messages[0].from_client


def test_an_empty_message_is_kept_with_a_warning(tmp_path: Path) -> None:
    archive = read_with_cell(tmp_path, "messages.csv", "text", "")
    assert the_problem(archive, "missing-value").severity == "warning"
    assert archive.messages[0].text == ""


def test_a_deal_closed_before_it_was_created_is_used_as_it_is_with_a_warning(tmp_path: Path) -> None:
    archive = read_with_cell(tmp_path, "deals.csv", "closed_at", "2026-03-01T10:00")
    assert the_problem(archive, "end-before-start").details["start"] == "2026-03-02T10:00"
    assert archive.deals["d1"].closed_at is not None


@pytest.mark.parametrize(("row", "status"), [(2, "lost"), (3, "won")])
def test_a_closed_deal_without_a_closing_date_is_used_with_a_warning(tmp_path: Path, row: int, status: str) -> None:
    archive = read_with_cell(tmp_path, "deals.csv", "closed_at", "", row=row)
    assert the_problem(archive, "closed-without-date").value == status
    assert len(archive.deals) == 3


def test_an_open_deal_with_a_closing_date_is_used_with_a_warning(tmp_path: Path) -> None:
    archive = read_with_cell(tmp_path, "deals.csv", "closed_at", "2026-08-05T10:00", row=4)
    assert the_problem(archive, "open-with-closing-date").row == 4


def test_an_unknown_role_makes_the_person_other(tmp_path: Path) -> None:
    archive = read_with_cell(tmp_path, "people.csv", "role", "стажёр")
    assert the_problem(archive, "bad-role").value == "стажёр"
    assert archive.people["u1"].role == "other"


def test_a_person_without_a_name_is_called_by_the_id(tmp_path: Path) -> None:
    archive = read_with_cell(tmp_path, "people.csv", "name", "")
    assert the_problem(archive, "missing-value").column == "name"
    assert archive.people["u1"].name == "u1"


def test_a_piece_of_a_number_is_no_phone_of_a_contact(tmp_path: Path) -> None:
    archive = read_with_cell(tmp_path, "contacts.csv", "phones", "8 (910) 000-38-17; 101")
    assert the_problem(archive, "bad-phone").value == "101"
    assert archive.contacts["c1"].phones == ("+79100003817",)


@pytest.mark.parametrize("value", ["2026-13", "сентябрь", "26-09", "2026"])
def test_a_period_with_a_bad_month_is_set_aside(tmp_path: Path, value: str) -> None:
    archive = read_with_cell(tmp_path, "periods.csv", "month", value)
    assert place(the_problem(archive, "bad-month")) == ("periods.csv", 2, "month", value)
    assert archive.periods == ()


def test_a_month_given_twice_counts_once(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"periods.csv": TEXTS["periods.csv"] + "01.2026,2,2,2,2\n"})
    assert the_problem(archive, "duplicate-id").row == 3
    assert archive.periods[0].plan == 1000000


def test_one_bad_row_of_each_kind_does_not_stop_the_others(tmp_path: Path) -> None:
    bad = ",Окна,,,,,,2026-03-02T10:00,,open,,,\nd1,,,,,,,2026-03-02T10:00,,open,,,\nd9,,,,,,,,,open,,,\n"
    archive = read_changed(tmp_path, {"deals.csv": TEXTS["deals.csv"] + bad})
    assert codes(archive) == ["missing-value", "duplicate-id", "missing-value"]
    assert [problem.row for problem in archive.problems] == [5, 6, 7]
    assert list(archive.deals) == ["d1", "d2", "d3"]
