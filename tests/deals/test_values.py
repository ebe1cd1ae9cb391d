from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deals.format_words import parse_direction, parse_flag, parse_role, parse_status
from deals.values import (
    Reading,
    UnreadableValue,
    parse_amount,
    parse_date,
    parse_duration,
    parse_money,
    parse_month,
    parse_share,
    parse_time,
)

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 9, 3, 12, 5, tzinfo=MOSCOW)

PARSERS: dict[str, Any] = {
    "time": lambda text: parse_time(text, BERLIN),
    "date": parse_date,
    "month": parse_month,
    "money": lambda text: parse_money(text, "RUB"),
    "amount": lambda text: parse_amount(text, None),
    "share": parse_share,
    "duration": parse_duration,
    "flag": parse_flag,
    "status": parse_status,
    "role": parse_role,
    "direction": parse_direction,
}
LIKE_VALUES = st.text(alphabet="0123456789-+.,:/TZ %₽$€eE −\u00a0рубдан", max_size=30) | st.text(max_size=30)


@pytest.mark.parametrize("name", PARSERS)
@given(text=LIKE_VALUES)
def test_no_text_breaks_a_parser(name: str, text: str) -> None:
    try:
        reading = PARSERS[name](text)
    except UnreadableValue:
        return
    assert isinstance(reading, Reading)


@given(moment=st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2150, 1, 1)))
def test_what_iso_writes_comes_back(moment: datetime) -> None:
    whole = moment.replace(microsecond=0, tzinfo=UTC)
    read = parse_time(whole.isoformat(), BERLIN).value
    # Compared in UTC: an hour that a clock change makes doubtful never equals the same moment in another zone.
    assert read.astimezone(UTC) == whole


@given(amount=st.decimals(min_value=0, max_value=10**12, places=2))
def test_money_with_grouped_thousands_comes_back(amount: Decimal) -> None:
    english = f"{amount:,.2f}"
    russian = english.replace(",", "\u00a0").replace(".", ",") + " ₽"
    assert parse_money(english, "RUB").value == parse_money(russian, "RUB").value == amount


@pytest.mark.parametrize(
    "text",
    [
        "2026-09-03T12:05",
        "2026-09-03 12:05:00",
        "2026-09-03T12:05:00.250",
        "2026-09-03T09:05Z",
        "2026-09-03T09:05:00+00:00",
        "2026-09-03 14:05 +0500",
        "20260903T120500",
        "03.09.2026 12:05",
        "3.9.2026 12:05:00",
    ],
)
def test_times_are_read_into_the_archives_timezone(text: str) -> None:
    reading = parse_time(text, MOSCOW)
    assert (reading.value, reading.note) == (NOON, None)
    assert reading.value.tzinfo is MOSCOW


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("03/09/2026", "ambiguous-date"),
        ("25/12/2026 10:00", "ambiguous-date"),
        ("03.09.26", "ambiguous-date"),
        ("3-9-2026", "ambiguous-date"),
        ("2026-02-30", "bad-date"),
        ("2026-09-03T25:00", "bad-date"),
        ("31.02.2026", "bad-date"),
        ("46023.5", "bad-date"),
        ("0000-00-00 00:00:00", "bad-date"),
        ("0001-01-01T00:00", "bad-date"),
        ("2026-09-03T12:05+99:00", "bad-date"),
        ("вчера", "bad-date"),
        ("03.09.2026 полдень", "bad-date"),
    ],
)
def test_no_date_is_guessed(text: str, code: str) -> None:
    with pytest.raises(UnreadableValue) as caught:
        parse_time(text, MOSCOW)
    assert caught.value.code == code


def test_a_time_that_the_clocks_skipped_is_moved_on_and_noted() -> None:
    reading = parse_time("2026-03-29T02:30", BERLIN)
    assert (reading.value.isoformat(), reading.note) == ("2026-03-29T03:30:00+02:00", "time-skipped")


def test_a_time_that_the_clocks_showed_twice_is_the_first_and_noted() -> None:
    reading = parse_time("2026-10-25T02:30", BERLIN)
    assert (reading.value.isoformat(), reading.note) == ("2026-10-25T02:30:00+02:00", "time-doubled")


def test_an_offset_settles_a_doubled_time() -> None:
    reading = parse_time("2026-10-25T02:30+01:00", BERLIN)
    assert (reading.value.isoformat(), reading.note) == ("2026-10-25T02:30:00+01:00", None)


def test_a_day_may_come_with_a_time() -> None:
    assert parse_date("2026-09-03T12:05").value == parse_date("03.09.2026").value == date(2026, 9, 3)


@pytest.mark.parametrize("text", ["2026-09", "09.2026", "9/2026", "2026-09-01", "2026-09-01T00:00:00"])
def test_months_are_read_in_every_unambiguous_notation(text: str) -> None:
    assert parse_month(text).value == "2026-09"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1 250 000,00 ₽", "1250000.00"),
        ("1,250,000.00", "1250000.00"),
        ("1.250.000,5", "1250000.5"),
        ("1250000", "1250000"),
        ("1250,5", "1250.5"),
        ("0,250", "0.250"),
        ("1250.125", "1250.125"),
        ("1\u202f250", "1250"),
        ("1'250'000", "1250000"),
        ("12,5 руб.", "12.5"),
        ("RUB 300", "300"),
        ("-40", "-40"),
        ("−40 р.", "-40"),
    ],
)
def test_money_is_read_exactly(text: str, amount: str) -> None:
    assert parse_money(text, "RUB").value == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1,250", "ambiguous-number"),
        ("1.250", "ambiguous-number"),
        ("12 50", "bad-number"),
        ("1,25,000", "bad-number"),
        ("1.2 млн", "bad-number"),
        ("1e6", "bad-number"),
        ("#REF!", "bad-number"),
        ("9" * 40, "bad-number"),
        ("$300", "other-currency"),
        ("300 EUR", "other-currency"),
    ],
)
def test_no_amount_is_guessed(text: str, code: str) -> None:
    with pytest.raises(UnreadableValue) as caught:
        parse_money(text, "RUB")
    assert caught.value.code == code


@pytest.mark.parametrize(("text", "share"), [("0.35", 0.35), ("0,35", 0.35), ("35 %", 0.35), ("1", 1.0), ("0", 0.0)])
def test_shares_are_read_without_assumptions(text: str, share: float) -> None:
    assert parse_share(text) == (share, None)


def test_a_share_above_one_is_percent_and_noted() -> None:
    assert parse_share("100") == (1.0, "percent-divided")


@pytest.mark.parametrize("text", ["101", "-0.1", "250%"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(UnreadableValue):
        parse_share(text)


@pytest.mark.parametrize(("text", "seconds"), [("95.5", 95.5), ("95,5", 95.5), ("0", 0.0), ("00:01:35", 95.0)])
def test_durations_are_read_in_seconds(text: str, seconds: float) -> None:
    assert parse_duration(text) == (seconds, None)


@pytest.mark.parametrize(("words", "flag"), [("yes да TRUE 1 Истина", True), ("no нет False 0 ложь", False)])
def test_yes_and_no_are_read_in_both_languages(words: str, flag: bool) -> None:
    assert {parse_flag(word).value for word in words.split()} == {flag}
