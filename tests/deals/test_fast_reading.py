"""What makes large tables fast to read changes nothing of what is read: each short cut against the long way."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deals.archive_reader import ArchiveReading, expected_calls, read_archive
from deals.call_log import in_time_order
from deals.csv_text import csv_records, records_of_lines
from deals.phones import normalise_phone
from deals.problem_log import ProblemLog
from deals.text_encoding import TextLines, readable_text
from deals.values import parse_duration, parse_money, parse_time
from tests.deals.small_archive import TEXTS, write_archive

HEADINGS = ("a", "b", "c")
MOSCOW = ZoneInfo("Europe/Moscow")
tidy_cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=6)


@given(st.lists(st.lists(tidy_cells, min_size=3, max_size=3), max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_a_proper_csv_is_read_as_the_csv_module_reads_it(rows: list[list[str]], end: str) -> None:
    file = io.StringIO()
    csv.writer(file, lineterminator=end).writerows([HEADINGS, *rows])
    text = file.getvalue()
    expected = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    assert [record.cells for record in csv_records(text, HEADINGS)] == expected


def test_rows_are_numbered_by_the_lines_where_they_begin_and_a_stray_quote_costs_its_line_only() -> None:
    text = 'a,b,c\n1,2,3\n\n"x\ny",2,3\n4,"5,6\n7,8,9\n"q",2,3\n'
    found = [(record.number, record.cells, record.unclosed) for record in csv_records(text, HEADINGS)]
    assert found == [
        (1, ["a", "b", "c"], False),
        (2, ["1", "2", "3"], False),
        (4, ["x\ny", "2", "3"], False),
        (6, ['4,"5,6'], True),
        (7, ["7", "8", "9"], False),
        (8, ["q", "2", "3"], False),
    ]
    assert list(records_of_lines(iter(text.splitlines(keepends=True)), HEADINGS)) == list(csv_records(text, HEADINGS))


@pytest.mark.parametrize("open_quote", ['"' + "x" * 131_060, '"' + "x" * 140_000])
def test_a_quote_left_open_in_the_last_line_is_never_a_crash(open_quote: str) -> None:
    *_, last = csv_records(f"a,b,c\n1,2,{open_quote}", HEADINGS)
    assert last.unclosed


@given(st.binary(max_size=60))
def test_lines_come_out_of_any_bytes_as_from_the_whole_text(data: bytes) -> None:
    log, whole_log = ProblemLog(), ProblemLog()
    lines = TextLines(data, "calls.csv", log)
    whole = readable_text(data, "calls.csv", whole_log)
    assert list(lines) == list(io.StringIO(whole, newline=""))
    assert list(lines) == list(lines)
    assert log.problems() == whole_log.problems()


@given(
    st.sampled_from(["+7", "7", "8", "+", ""]),
    st.from_regex(r"[ -]?(\([0-9]{3}\)|[0-9]{3})[ -]?[0-9]{3}[ .-]?[0-9]{2}[ -]?[0-9]{2}", fullmatch=True),
    st.sampled_from(["RU", "KZ", "US", "DE", None]),
)
def test_a_number_is_what_the_library_for_phone_numbers_makes_of_it(prefix: str, rest: str, region: str | None) -> None:
    digits = "".join(sign for sign in prefix + rest if sign.isdigit())
    assert normalise_phone(prefix + rest, region) == (by_the_library(prefix + rest, region) or digits)


def by_the_library(text: str, region: str | None) -> str | None:
    digits = "".join(sign for sign in text if sign.isdigit())
    if digits.startswith("00") and len(digits) > 10:
        text = "+" + digits.lstrip("0")
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@given(st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31)), st.sampled_from(["", "+03:00", "-11:30", "Z"]))
def test_a_time_in_the_format_s_notation_is_the_same_as_in_a_looser_one(moment: datetime, offset: str) -> None:
    moment = moment.replace(microsecond=0)
    tidy = parse_time(moment.isoformat() + offset, MOSCOW)
    loose = parse_time(moment.isoformat("t") + " " + offset if offset else moment.isoformat("t"), MOSCOW)
    assert (tidy, tidy.value.fold) == (loose, loose.value.fold)


@given(st.integers(0, 10**12 - 1), st.integers(0, 99))
def test_an_amount_as_programs_write_it_is_the_same_as_one_with_spaces(whole: int, hundredths: int) -> None:
    plain = parse_money(f"{whole}.{hundredths:02}", "RUB").value
    assert plain == parse_money(f"{whole:,},{hundredths:02} ₽".replace(",", " ", f"{whole:,}".count(",")), "RUB").value
    assert plain == Decimal(whole) + Decimal(hundredths) / 100


@given(st.integers(0, 10**6), st.integers(0, 999))
def test_seconds_are_the_same_with_a_comma(seconds: int, thousandths: int) -> None:
    assert parse_duration(f"{seconds}.{thousandths:03}") == parse_duration(f"{seconds},{thousandths:03}")


def test_reading_in_two_steps_gives_the_same_archive(tmp_path: Path) -> None:
    rows = TEXTS["calls.csv"] + "k2,2026-03-04T11:00,in,,,1,,,\nk3,,in,,,1,,,\nk4,2026-03-01,in,,,1,,,\n"
    write_archive(
        tmp_path,
        {
            "calls.csv": rows,
            "recordings/k2.mp3": "x",
            "recordings/k2.ogg": "x",
            "recordings/new.wav": "x",
            "recordings/new.mp3": "x",
            "transcripts/k9.vtt": "x",
            "transcripts/k3.vtt": "x",
        },
    )
    reading = ArchiveReading(tmp_path)
    placed = list(reading.calls())
    assert len({call.call_id for _, call in placed}) == len({place for place, _ in placed}) == len(placed)
    assert reading.complete(in_time_order(placed)) == read_archive(tmp_path)
    assert {call.call_id: call.recording for _, call in placed} == {
        "k1": "recordings/k1.wav",
        "k2": "recordings/k2.mp3",
        "k3": None,
        "k4": None,
        "new": "recordings/new.mp3",
        "k9": None,
    }


def test_how_many_calls_are_to_be_expected(tmp_path: Path) -> None:
    assert expected_calls(write_archive(tmp_path)) == 2
    (tmp_path / "calls.csv").unlink()
    assert expected_calls(tmp_path) is None
