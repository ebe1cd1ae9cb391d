"""Working hours: nights, weekends and public holidays are not waited through."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from classify.crm_work.working_hours import WorkingHours, working_hours_of
from tests.classify.made_archive import archive, at, call

RUSSIA = WorkingHours(country="RU")


def test_a_lead_of_friday_evening_waits_from_monday_morning() -> None:
    assert RUSSIA.hours_between(at("09-04 19:30"), at("09-07 09:45")) == 0.75


def test_a_night_is_not_counted() -> None:
    assert RUSSIA.hours_between(at("09-01 17:00"), at("09-02 10:00")) == 2


def test_midnight_belongs_to_the_day_that_begins() -> None:
    assert RUSSIA.hours_between(at("09-02 00:00"), at("09-02 18:00")) == 9
    assert RUSSIA.hours_between(at("09-01 18:00"), at("09-02 00:00")) == 0


def test_public_holidays_of_the_country_are_not_counted() -> None:
    assert RUSSIA.hours_between(at("06-11 18:00"), at("06-15 10:00")) == 1  # 12 June is a Friday and a holiday
    assert WorkingHours().hours_between(at("06-11 18:00"), at("06-15 10:00")) == 10


def test_an_end_before_the_start_is_no_wait() -> None:
    assert RUSSIA.hours_between(at("09-02 12:00"), at("09-01 12:00")) == 0
    assert RUSSIA.hours_between(at("09-02 12:00"), at("09-02 11:00")) == 0


def test_the_clock_change_of_a_timezone_adds_no_hour() -> None:
    london = ZoneInfo("Europe/London")
    friday, monday = datetime(2026, 3, 27, 17, tzinfo=london), datetime(2026, 3, 30, 10, tzinfo=london)
    assert WorkingHours(country="GB").hours_between(friday, monday) == 2


def test_few_calls_tell_no_hours_of_their_own() -> None:
    made = archive(calls=tuple(call(f"k{n}", at(f"09-01 0{7 + n}:00")) for n in range(3)))
    assert working_hours_of(made) == RUSSIA


def test_many_calls_tell_the_hours_and_a_worked_saturday() -> None:
    first = at("06-01 00:00")
    moments = [first + timedelta(days=day, hours=hour) for day in range(30) for hour in range(8, 20)]
    made = archive(calls=tuple(call(f"k{n}", moment) for n, moment in enumerate(moments) if moment.weekday() != 6))
    hours = working_hours_of(made)
    assert (hours.opens, hours.closes, hours.measured) == (8, 20, True)
    assert hours.works_on(date(2026, 9, 5))
    assert not hours.works_on(date(2026, 9, 6))


def test_whole_working_days_lie_strictly_between() -> None:
    assert RUSSIA.days_between(date(2026, 9, 4), date(2026, 9, 8)) == 1
    assert RUSSIA.days_between(date(2026, 9, 8), date(2026, 9, 4)) == 0
