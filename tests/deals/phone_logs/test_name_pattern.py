from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from deals.phone_logs.name_pattern import parse_pattern
from deals.phone_logs.pattern_fields import BadPattern


def test_a_pattern_reads_day_time_number_and_extension() -> None:
    name = parse_pattern("{date:%Y%m%d}-{time:%H%M%S}_{phone}_{ext}").read("20260305-101112_79990001122_101.wav")
    assert name is not None
    assert (name.started_at, name.phone, name.extension) == (datetime(2026, 3, 5, 10, 11, 12), "79990001122", "101")


def test_folders_above_the_pattern_do_not_matter_and_those_in_it_do() -> None:
    pattern = parse_pattern("{date:%Y-%m-%d}/{phone}_{time:%H%M%S}")
    assert pattern.read("old/2026-03-05/79990001122_101112.mp3") is not None
    assert pattern.read("79990001122_101112.mp3") is None
    assert parse_pattern("{phone}_{date:%d%m%Y}").read("any/where/79990001122_05032026.mp3") is not None


@pytest.mark.parametrize(
    ("pattern", "path", "number"),
    [
        ("{phone} {date:%d.%m.%Y}", "+7 (999) 000-11-22 05.03.2026.amr", "+7 (999) 000-11-22"),
        ("{date:%Y%m%d}_{phone}_*", "20260305_79990001122_101_final.wav", "79990001122"),
        ("*{phone}*{date:%Y%m%d}", "in79990001122to101-20260305.wav", "79990001122"),
        ("{date:%Y%m%d}_{phone}", "20260305_anonymous.wav", None),
        ("{date:%Y%m%d}_{phone}", "20260305_101.wav", "101"),
    ],
)
def test_numbers_are_read_whole_in_any_notation(pattern: str, path: str, number: str | None) -> None:
    name = parse_pattern(pattern).read(path)
    assert name is not None
    assert name.phone == number


def test_direction_words_of_both_languages_are_read_and_others_are_not() -> None:
    pattern = parse_pattern("{direction}_{phone}_{date:%Y%m%d}")
    directions = [pattern.read(f"{word}_79990001122_20260305.mp3") for word in ("Исходящий", "in", "вбок")]
    assert [name and name.direction for name in directions] == ["out", "in", None]
    assert directions[2] is None


def test_seconds_since_1970_are_utc() -> None:
    name = parse_pattern("q-{phone}-{datetime:%s}.*").read("q-79990001122-1772705472.77.wav")
    assert name is not None
    assert name.started_at == datetime.fromtimestamp(1772705472, UTC)


@pytest.mark.parametrize(
    "path",
    [
        "20260231-101112_79990001122_101.wav",  # no such day
        "20260305-251112_79990001122_101.wav",  # no such hour
        "00010305-101112_79990001122_101.wav",
        "20260305-101112_79990001122.wav",
        "meeting.wav",
    ],
)
def test_a_name_that_does_not_fit_is_not_read(path: str) -> None:
    assert parse_pattern("{date:%Y%m%d}-{time:%H%M%S}_{phone}_{ext}").read(path) is None


def test_a_pattern_without_time_gives_a_day() -> None:
    name = parse_pattern("{date:%d%m%Y}-{phone}.mp3").read("05032026-79990001122.mp3")
    assert name is not None
    assert name.started_at == date(2026, 3, 5)
    assert parse_pattern("{date:%d%m%Y}-{phone}.mp3").read("05032026-79990001122.wav") is None


def test_twelve_hours_need_their_half_of_the_day() -> None:
    name = parse_pattern("{datetime:%Y-%m-%d %I.%M %p} {phone}").read("2026-03-05 12.07 AM 79990001122.m4a")
    assert name is not None
    assert name.started_at == datetime(2026, 3, 5, 0, 7)


@pytest.mark.parametrize(
    ("pattern", "code", "place"),
    [
        ("{date:%Y%m%d", "pattern-unclosed", "1"),
        ("x}{date:%Y%m%d}", "pattern-unclosed", "2"),
        ("{date:%Y%m%d}_{phon}", "pattern-unknown-field", "15"),
        ("{date}_{phone}", "pattern-no-format", "1"),
        ("{date:%Y%m%d}_{phone:11}", "pattern-format-unused", "15"),
        ("{date:%d%B%Y}", "pattern-bad-format", "9"),
        ("{date:%m%d}_{phone}", "pattern-partial-time", "7"),
        ("{date:%Y%m%d}_{time:%H}", "pattern-partial-time", "21"),
        ("{date:%Y%m%d}_{ext}_{ext}", "pattern-twice", "21"),
        ("{datetime:%s}_{time:%H%M}", "pattern-rivals", "15"),
        ("{date:%Y%m%d}_{phone}{ext}", "pattern-run-together", "22"),
        ("{phone}_{ext}", "pattern-no-date", "14"),
    ],
)
def test_a_bad_pattern_is_explained_with_its_place(pattern: str, code: str, place: str) -> None:
    with pytest.raises(BadPattern) as caught:
        parse_pattern(pattern)
    assert (caught.value.problem.code, caught.value.problem.details["place"]) == (code, place)


def test_seconds_of_a_year_without_recordings_are_no_moment() -> None:
    pattern = parse_pattern("{datetime:%s}")
    assert pattern.read("100000000.wav") is None  # 1973
    assert pattern.read("1772701872.wav") is not None
