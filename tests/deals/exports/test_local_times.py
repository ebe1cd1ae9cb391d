"""Dates in the notations of people: read where they say one thing, never guessed where they could say two."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deals.exports.local_times import column_times, is_no_date, read_moment

MOMENTS = st.datetimes(datetime(1991, 1, 1), datetime(2068, 12, 31)).map(lambda at: at.replace(microsecond=0))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("05.01.2026 10:11:12", "2026-01-05T10:11:12"),
        ("5.1.26", "2026-01-05"),
        ("2026-01-05T10:00:00Z", "2026-01-05T10:00:00+00:00"),
        ("2026-01-05 10:00 +0300", "2026-01-05T10:00:00+03:00"),
        ("2023-09-26 15:15:00.000000 UTC", "2023-09-26T15:15:00+00:00"),
        ("2026/01/05", "2026-01-05"),
        ("Jan 5, 2026 3:30 PM", "2026-01-05T15:30:00"),
        ("January 5, 2026", "2026-01-05"),
        ("5-Jan-26", "2026-01-05"),
        ("Mon, 5 Jan 2026 10:00", "2026-01-05T10:00:00"),
        ("5 янв. 2026", "2026-01-05"),
        ("5 января 2026 г., 15:30", "2026-01-05T15:30:00"),
        ("1 мая 2026", "2026-05-01"),
        ("12/31/2025 12:05 AM", "2025-12-31T00:05:00"),
        ("20260105", "2026-01-05"),
        ("46027", "2026-01-05"),
        ("46027.5", "2026-01-05T12:00:00"),
        ("1767571200", "2026-01-05T00:00:00+00:00"),
        ("1767571200000", "2026-01-05T00:00:00+00:00"),
    ],
)
def test_a_moment_is_read_in_every_common_notation(text: str, iso: str) -> None:
    moment = read_moment(text)
    assert moment is not None
    assert moment.iso() == iso


@pytest.mark.parametrize(
    "text", ["03/04/2026", "3-4-26", "31/31/2026", "29.02.2025", "abc", "13:70", "7", "2026", "май"]
)
def test_what_names_no_moment_for_certain_is_not_read(text: str) -> None:
    assert read_moment(text) is None


@given(MOMENTS)
def test_an_order_that_is_stated_is_followed(at: datetime) -> None:
    clock = at.strftime("%H:%M:%S")
    day_first, month_first = f"{at.day}/{at.month}/{at.year} {clock}", f"{at.month}/{at.day}/{at.year} {clock}"
    for text, order in ((day_first, "day_first"), (month_first, "month_first")):
        moment = read_moment(text, order)
        assert moment is not None
        assert moment.at == at


@given(st.lists(MOMENTS, min_size=1, max_size=30))
def test_one_day_after_the_twelfth_settles_a_whole_column(moments: list[datetime]) -> None:
    cells = [f"{at.month}/{at.day}/{at.year}" for at in moments]
    found = column_times(cells)
    if any(at.day > 12 for at in moments):
        assert (found.order, found.unsure, found.both) == ("month_first", False, False)
    else:
        assert found.order is None
        assert found.unsure == any(at.day != at.month for at in moments)


def test_a_column_with_both_orders_says_so() -> None:
    assert column_times(["13/01/2026", "01/13/2026"]).both


def test_dotted_dates_are_day_first_where_nothing_speaks_against_it() -> None:
    assert column_times(["01.02.2026", "03.04.2026"]).order == "day_first"
    assert column_times(["01.02.2026", "03.14.2026"]).order == "month_first"


def test_a_clock_time_that_all_values_share_says_nothing() -> None:
    assert column_times(["01.02.2026 00:00", "03.02.2026 00:00"]).day_only
    assert column_times([f"2026-02-{day:02}T03:00:00+03:00" for day in range(1, 8)]).day_only
    assert not column_times(["01.02.2026 00:00", "03.02.2026 10:00"]).day_only


@pytest.mark.parametrize("text", ["", "не закрыта", "N/A", "-", "0000-00-00"])
def test_words_for_no_date_are_no_fault(text: str) -> None:
    assert is_no_date(text)
