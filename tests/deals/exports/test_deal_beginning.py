"""Files without a creation date: the end stands for the beginning, said aloud; what is only planned does not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from deals.exports.export_import import ImportRequest, PreparedImport, prepare_import
from tests.deals.exports import made_exports as made

ENDED = """\
id,deal,stage,close date,amount
1,Roof,Closed Won,2026-01-14,5
2,Wall,Proposal,2026-01-10,6
3,Door,Proposal,2026-04-02,7
4,Hall,Closed Lost,,8
"""


def prepared(tmp_path: Path, text: str, today: date | None = None, answers: str = "") -> PreparedImport:
    mapping = made.write(tmp_path, "answers.yaml", answers) if answers else None
    request = ImportRequest([made.write(tmp_path, "deals.csv", text)], tmp_path / "a", mapping, today=today)
    return prepare_import(request)


def beginnings(found: PreparedImport) -> dict[str, str]:
    return {row["deal_id"]: row["created_at"] for row in found.rows.tables["deals.csv"]}


def test_the_closing_date_stands_in_and_each_import_says_so(tmp_path: Path) -> None:
    found = prepared(tmp_path, ENDED)
    assert beginnings(found) == {"1": "2026-01-14", "2": "2026-01-10"}
    (asked,) = found.questions
    assert (asked.code, asked.blocking, asked.details["count"]) == ("creation-stands-in", False, "2")
    assert found.rows.counts["deals.csv"].stood_in == 2
    assert {(problem.code, problem.row, problem.value) for problem in found.problems} == {
        ("planned-ahead", 4, "2026-04-02"),
        ("missing-value", 5, None),
    }


def test_a_plan_that_is_past_by_the_day_of_the_import_stands_in_too(tmp_path: Path) -> None:
    assert beginnings(prepared(tmp_path, ENDED, date(2026, 4, 2)))["3"] == "2026-04-02"
    assert "3" not in beginnings(prepared(tmp_path, ENDED, date(2026, 4, 1)))


def test_a_better_column_ends_the_standing_in(tmp_path: Path) -> None:
    text = ENDED.replace("amount", "first met")
    for amount, day in ((5, "2026-01-02"), (6, "2026-01-03"), (7, ""), (8, "")):
        text = text.replace(f",{amount}\n", f",{day}\n")
    (asked,) = prepared(tmp_path, text).questions
    assert "first met" in asked.answer, "a date of unknown meaning is proposed before the closing date"
    answered = prepared(tmp_path, text, answers=asked.answer)
    assert beginnings(answered) == {"1": "2026-01-02", "2": "2026-01-03"}
    assert answered.questions == []


def test_ids_that_are_made_stay_when_a_better_column_is_named(tmp_path: Path) -> None:
    text = "deal,stage,close date,met\nRoof,Closed Won,2026-01-14,2026-01-02\n"
    before = prepared(tmp_path, text)
    after = prepared(tmp_path, text, answers="tables: [{file: deals.csv, created_from: met}]")
    assert beginnings(before).keys() == beginnings(after).keys()


def test_a_blank_cell_of_a_creation_column_stays_one(tmp_path: Path) -> None:
    text = "id,deal,stage,created,close date\n1,Roof,Won,,2026-01-14\n2,Wall,Won,2026-01-02,2026-01-14\n"
    found = prepared(tmp_path, text)
    assert beginnings(found) == {"2": "2026-01-02"}
    assert [(problem.code, problem.row) for problem in found.problems] == [("missing-value", 2)]


def test_a_creation_column_that_waits_for_an_answer_is_not_replaced(tmp_path: Path) -> None:
    text = "id,deal,stage,created,close date\n1,Roof,Won,03/04/2026,14 Jan 2026\n2,Wall,Won,05/06/2026,15 Jan 2026\n"
    found = prepared(tmp_path, text)
    assert "deals.csv" not in found.rows.tables
    assert {str(asked.code) for asked in found.questions} == {"date-order", "no-creation"}


LOST = "Topic,Potential Customer,Est. Revenue,Actual Close Date\nLine upgrade,Contoso,285000,2025-09-15\n"


def test_how_all_deals_of_a_table_ended_may_be_said_once(tmp_path: Path) -> None:
    found = prepared(tmp_path, LOST)
    assert "deals.csv" not in found.rows.tables
    (asked,) = found.questions
    assert asked.code == "no-stage"
    (row,) = prepared(tmp_path, LOST, answers=asked.answer).rows.tables["deals.csv"]
    assert (row["status"], row["created_at"], row["amount"]) == ("lost", "2025-09-15", "285000")


MIXED = """\
id,deal,stage,created
1,Roof,Won,2026-01-05
2,Wall,Won,27/01/2026
3,Door,Won,01-28-2026
4,Hall,Won,03/04/2026
"""


def test_in_a_column_of_both_orders_only_dates_that_could_be_either_wait(tmp_path: Path) -> None:
    found = prepared(tmp_path, MIXED)
    assert beginnings(found) == {"1": "2026-01-05", "2": "2026-01-27", "3": "2026-01-28"}
    assert [(problem.code, problem.row) for problem in found.problems if problem.code == "ambiguous-date"] == [
        ("ambiguous-date", 5)
    ]
    (asked,) = found.questions
    assert asked.code == "date-orders-mixed"
    answered = prepared(tmp_path, MIXED, answers=asked.answer)
    assert beginnings(answered) == {"1": "2026-01-05", "2": "2026-01-27", "3": "2026-01-28", "4": "2026-04-03"}
    assert answered.questions == []
