from __future__ import annotations

from pathlib import Path

import pytest

from classify.codebook import CAUSES, REVIVE_REASONS
from deals.data_quality.data_check import check_archive
from deals.data_quality.data_gaps import _BLIND as BLIND
from deals.data_quality.data_gaps import GAP_CODES, Gap
from tests.deals.small_archive import TEXTS, read_changed, without_column


def gaps(folder: Path, changes: dict[str, str | None] | None = None) -> dict[str, Gap]:
    archive = read_changed(folder, changes)
    return {gap.code: gap for gap in check_archive(archive, {"k2"}).gaps}


def test_an_archive_that_has_everything_has_no_gaps(tmp_path: Path) -> None:
    assert set(gaps(tmp_path)) <= {"calls-end-early"}  # its log ends in March, its last deal came in August


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("deals.csv", "no-deals"),
        ("people.csv", "no-people"),
        ("contacts.csv", "no-contacts"),
        ("stage_history.csv", "no-stage-history"),
        ("owner_history.csv", "no-owner-history"),
        ("tasks.csv", "no-tasks"),
        ("messages.csv", "no-messages"),
        ("periods.csv", "no-periods"),
        ("kpi.yaml", "no-kpi"),
    ],
)
def test_an_absent_table_is_a_gap(tmp_path: Path, file: str, code: str) -> None:
    assert code in gaps(tmp_path, {file: None})


def test_without_a_log_and_with_recordings_alone_the_log_is_the_gap(tmp_path: Path) -> None:
    found = gaps(tmp_path, {"calls.csv": None})
    assert "no-calls" in found
    assert "no-call-users" not in found


@pytest.mark.parametrize(
    ("file", "column", "code"),
    [
        ("deals.csv", "amount", "no-amounts"),
        ("deals.csv", "closed_at", "no-closing-dates"),
        ("deals.csv", "owner_id", "no-owners"),
        ("deals.csv", "contact_id", "no-deal-contacts"),
        ("contacts.csv", "phones", "no-contact-phones"),
        ("calls.csv", "user_id", "no-call-users"),
        ("calls.csv", "client_phone", "no-call-phones"),
        ("calls.csv", "duration_s", "no-call-durations"),
        ("people.csv", "role", "no-head"),
    ],
)
def test_an_absent_column_is_a_gap(tmp_path: Path, file: str, column: str, code: str) -> None:
    assert gaps(tmp_path, {file: without_column(file, column)})[code].share == 0


def test_a_log_that_begins_after_the_first_deals_is_a_gap_with_its_day(tmp_path: Path) -> None:
    log = TEXTS["calls.csv"].replace("2026-03-0", "2026-06-0")
    gap = gaps(tmp_path, {"calls.csv": log})["calls-begin-late"]
    assert (str(gap.details["day"]), gap.details["count"]) == ("2026-06-02", 1)


def test_talks_without_words_are_a_gap(tmp_path: Path) -> None:
    calls = TEXTS["calls.csv"] + "".join(f"k{n},2026-03-05T10:00,in,u1,+7910000{n},60,1,,\n" for n in range(1000, 1004))
    assert gaps(tmp_path, {"calls.csv": calls})["no-words"].share == pytest.approx(0.2)


def test_what_a_gap_hides_are_codes_of_the_codebook() -> None:
    assert {code for codes in BLIND.values() for code in codes} <= {*CAUSES, *REVIVE_REASONS}
    assert set(GAP_CODES) == set(BLIND)
