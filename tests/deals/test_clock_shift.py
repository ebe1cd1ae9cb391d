"""A phone log by another clock than the CRM's is found, said and put right; equal clocks are left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from classify.changed_links import Hardship, changed
from classify.labelled_archive import LabelledArchive, labelled_folders, read_labelled_archive
from deals.clock_shift import ClockShift, clock_shift, on_one_clock, put_right
from deals.linking.deal_index import DealIndex
from deals.records import Archive, Contact, StageChange
from tests.classify.made_archive import archive, at, call, deal, message


@pytest.fixture(scope="module")
def labelled() -> LabelledArchive:
    return read_labelled_archive(labelled_folders()[0])


def found(made: Archive) -> ClockShift | None:
    return clock_shift(DealIndex(made), made.calls)


@pytest.mark.parametrize("ahead_h", [3.0, -3.0, 2.0, -7.0])
@pytest.mark.parametrize("folder", labelled_folders(), ids=lambda folder: folder.name)
def test_a_shift_is_found_in_every_labelled_archive(folder: object, ahead_h: float) -> None:
    one = read_labelled_archive(folder)  # type: ignore[arg-type]
    shift = found(changed(one, Hardship(clock_ahead_h=ahead_h, shared_numbers=0.1), 1).archive)
    assert shift is not None
    assert shift.ahead_h == ahead_h
    assert shift.agreeing > 2 * shift.agreeing_unshifted


@pytest.mark.parametrize("folder", labelled_folders(), ids=lambda folder: folder.name)
def test_equal_clocks_are_left_alone(folder: object) -> None:
    one = read_labelled_archive(folder).archive  # type: ignore[arg-type]
    assert on_one_clock(one) == (one, None)


def test_putting_right_undoes_the_shift(labelled: LabelledArchive) -> None:
    shifted = changed(labelled, Hardship(clock_ahead_h=3.0), 1).archive
    righted, shift = on_one_clock(shifted)
    assert shift is not None
    assert [one.started_at for one in righted.calls] == [one.started_at for one in labelled.archive.calls]


def test_a_log_that_differs_by_another_hour_in_summer_is_put_right_by_month(labelled: LabelledArchive) -> None:
    """The log in UTC, the CRM where clocks go on by an hour from April to September."""
    calls = tuple(
        replace(one, started_at=one.started_at + timedelta(hours=2 if 4 <= one.started_at.month <= 9 else 1))
        for one in labelled.archive.calls
        if one.started_at
    )
    shift = found(replace(labelled.archive, calls=calls))
    assert shift is not None
    assert {month: shift.at(at(f"{month}-15 12:00")) for month in ("02", "03", "06", "08")} == {
        "02": 1.0, "03": 1.0, "06": 2.0, "08": 2.0,
    }  # fmt: skip


def test_without_entries_in_the_crm_nothing_is_said() -> None:
    calls = tuple(call(f"k{n}", at("09-10 12:00") + timedelta(days=n)) for n in range(15))
    assert found(archive([deal()], calls=calls)) is None


def test_a_handful_of_calls_proves_nothing() -> None:
    moments = [at("09-10 12:00") + timedelta(days=n) for n in range(5)]
    notes = tuple(message(f"m{n}", moment - timedelta(hours=3)) for n, moment in enumerate(moments))
    calls = tuple(call(f"k{n}", moment) for n, moment in enumerate(moments))
    assert found(archive([deal()], calls=calls, messages=notes)) is None


def test_what_archive_yaml_states_is_used_unasked() -> None:
    made = replace(archive([deal()], calls=(call("k1", at("09-10 12:00")),)), phone_log_ahead_h=5.0)
    righted, shift = on_one_clock(made)
    assert righted.calls[0].started_at == at("09-10 07:00")
    assert shift is not None
    assert shift.stated


def test_a_stated_zero_keeps_a_log_that_looks_shifted(labelled: LabelledArchive) -> None:
    shifted = replace(changed(labelled, Hardship(clock_ahead_h=3.0), 1).archive, phone_log_ahead_h=0.0)
    assert on_one_clock(shifted) == (shifted, None)


def test_hours_are_counted_over_a_change_to_summer_time() -> None:
    moment = datetime(2026, 3, 29, 4, 30, tzinfo=ZoneInfo("Europe/Berlin"))  # 02:00 to 03:00 does not exist that day
    (righted,) = put_right([call("k1", moment)], ClockShift(3.0, 1, 1, 0))
    assert righted.started_at is not None
    assert moment.astimezone(UTC) - righted.started_at.astimezone(UTC) == timedelta(hours=3)


def test_calls_of_unknown_time_stay() -> None:
    (righted,) = put_right([call("k1", None)], ClockShift(3.0, 1, 1, 0))
    assert righted.started_at is None


def followed(hours_later: float, *, by: str | None, days: int = 60) -> Archive:
    """A call a day about each of thirty deals, at 10:00 to 11:30, each with an entry so much later."""
    contacts = {f"c{n}": Contact(f"c{n}", None, None, (f"+7910000{n:04}",)) for n in range(30)}
    deals = [deal(f"d{n}", contact_id=f"c{n}", created_at=at("06-01 09:00") + timedelta(minutes=n)) for n in range(30)]
    moments = [
        (n % 30, at("06-02 10:00") + timedelta(days=n // 30 * 3, minutes=3 * (n % 30))) for n in range(days * 30)
    ]
    calls = tuple(
        call(f"k{n}", moment, client_phone=f"+7910000{place:04}") for n, (place, moment) in enumerate(moments)
    )
    later = tuple(StageChange(f"d{place}", moment + timedelta(hours=hours_later), "x", by) for place, moment in moments)
    own = tuple(
        message(f"m{n}", at("06-02 10:00") + timedelta(days=n // 4, hours=n % 4), deal_id=f"d{n % 30}")
        for n in range(200)
    )
    return archive(deals, contacts=contacts, calls=calls, stage_history=later, messages=own)


def test_a_robot_that_moves_the_stage_three_hours_after_a_call_is_no_other_clock() -> None:
    assert found(followed(3.0, by=None)) is None


def test_a_robot_that_enters_something_in_all_deals_at_one_hour_is_no_other_clock() -> None:
    made = followed(0.1, by="u1", days=10)
    daily = tuple(
        StageChange(f"d{n}", at("06-01 14:00") + timedelta(days=day), "daily", None)
        for n in range(30)
        for day in range(100)
    )
    assert found(replace(made, stage_history=daily)) is None


def test_what_is_entered_as_a_lead_comes_says_nothing_about_the_clock_of_the_call_after_it() -> None:
    """Leads called a quarter of an hour after they came, with an entry right after the talk of every second."""
    contacts = {f"c{n}": Contact(f"c{n}", None, None, (f"+7910000{n:04}",)) for n in range(60)}
    came = [at("06-01 10:00") + timedelta(hours=25 * n) for n in range(60)]
    deals = [deal(f"d{n}", contact_id=f"c{n}", created_at=moment) for n, moment in enumerate(came)]
    logged = [moment + timedelta(hours=3, minutes=15) for moment in came]
    calls = tuple(call(f"k{n}", moment, client_phone=f"+7910000{n:04}") for n, moment in enumerate(logged))
    first = tuple(StageChange(f"d{n}", moment, "new", "u1") for n, moment in enumerate(came))
    notes = tuple(message(f"m{n}", came[n] + timedelta(minutes=20), deal_id=f"d{n}") for n in range(0, 60, 2))
    shift = found(archive(deals, contacts=contacts, calls=calls, stage_history=first, messages=notes))
    assert shift is not None
    assert shift.ahead_h == 3.0
