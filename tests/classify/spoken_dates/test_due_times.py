"""When what people undertake is due. The table was made up beside the rules, which may know it by heart."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.labelled_archive import LabelledArchive
from classify.spoken_dates.due_times import due_time
from classify.spoken_dates.time_mentions import ALL_PATTERNS, patterns_worth_trying
from classify.spoken_dates.time_signs import may_name_time, time_signs

TUESDAY = datetime(2026, 9, 15, 11, 20)
PHRASES = [
    row
    for name in ("due_phrases_dev.csv", "due_phrases_everyday.csv")  # the second: plain promises and deferrals
    for row in csv.DictReader((Path(__file__).parent / name).open(encoding="utf-8"))
]


def due(text: str, said_at: datetime = TUESDAY, country: str | None = "RU") -> str | None:
    """The latest moment as "09-16 13:00"."""
    found = due_time(text, said_at, country)
    return f"{found.latest:%m-%d %H:%M}" if found else None


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase["text"])
def test_a_phrase_is_due_on_its_day(phrase: dict[str, str]) -> None:
    found = due_time(phrase["text"], datetime.fromisoformat(phrase["said_at"]), phrase["country"])
    assert (found.latest.date().isoformat() if found else "none") == phrase["due"]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Завтра с утра пришлю", "09-16 12:00"),
        ("First thing tomorrow I'll send it", "09-16 10:00"),
        ("Завтра до обеда", "09-16 13:00"),
        ("Завтра после обеда", "09-16 18:00"),
        ("tomorrow afternoon", "09-16 18:00"),
        ("К вечеру пришлю", "09-15 20:00"),
        ("I'll send it this morning", "09-15 12:00"),  # said at 11:20
        ("До конца дня", "09-15 18:00"),
        ("by close of play Thursday", "09-17 18:00"),
        ("EOD Friday", "09-18 18:00"),
        ("Завтра в три", "09-16 15:00"),
        ("Завтра к восьми", "09-16 08:00"),
        ("Завтра в восемь вечера", "09-16 20:00"),
        ("at half three tomorrow", "09-16 15:30"),
        ("Завтра в половине третьего", "09-16 14:30"),
        ("Завтра в полпятого", "09-16 16:30"),
        ("Завтра без четверти пять", "09-16 16:45"),
        ("quarter past two tomorrow", "09-16 14:15"),
        ("ten to four tomorrow", "09-16 15:50"),
        ("Завтра в 15:30", "09-16 15:30"),
        ("Завтра в девять ноль-ноль", "09-16 09:00"),
        ("Завтра с двух до четырёх", "09-16 16:00"),
        ("Завтра вечером, часов в девять", "09-16 21:00"),
        ("Завтра", "09-16 23:59"),
        ("Минут через десять перезвоню", "09-15 11:30"),
        ("in half an hour", "09-15 11:50"),
        ("Через полтора часа", "09-15 12:50"),
        ("Через два с половиной часа наберу", "09-15 13:50"),
        ("Дайте мне двадцать минут", "09-15 11:40"),
        ("В десять наберу", "09-16 10:00"),  # ten o'clock is over
        ("В три наберу", "09-15 15:00"),
    ],
)
def test_a_time_of_day_is_understood(text: str, moment: str) -> None:
    assert due(text) == moment


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("Через недельку наберу", 5, 10),
        ("Через пару дней отвечу", 2, 3),
        ("in a couple of weeks", 10, 18),
        ("На днях заеду", 1, 5),
        ("in the next few days", 1, 5),
        ("Скоро вышлю", 0, 7),
        ("I'll send it shortly", 0, 7),
        ("as soon as possible", 0, 2),
        ("Со дня на день", 0, 3),
    ],
)
def test_a_vague_time_is_a_range(text: str, earliest: int, latest: int) -> None:
    found = due_time(text, TUESDAY, "RU")
    assert found is not None
    assert found.vague
    assert (found.earliest.date() - TUESDAY.date()).days == earliest
    assert (found.latest.date() - TUESDAY.date()).days == latest


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("В среду или четверг", "09-16 00:00", "09-17 23:59"),
        ("На следующей неделе", "09-21 00:00", "09-25 23:59"),
        ("День-два и пришлю", "09-16 00:00", "09-17 23:59"),
        ("До четверга", "09-15 11:20", "09-17 23:59"),  # at any time until then
        ("by Thursday", "09-15 11:20", "09-17 23:59"),
        ("Завтра с двух до четырёх", "09-16 14:00", "09-16 16:00"),
    ],
)
def test_a_dated_time_has_its_span(text: str, earliest: str, latest: str) -> None:
    found = due_time(text, TUESDAY, "RU")
    assert found is not None
    assert not found.vague
    assert (f"{found.earliest:%m-%d %H:%M}", f"{found.latest:%m-%d %H:%M}") == (earliest, latest)


def test_holidays_and_working_days_are_those_of_the_country() -> None:
    monday = datetime(2026, 11, 2, 10)
    assert due("через три рабочих дня", monday, "RU") == "11-06 23:59"  # the 4th is a day off
    assert due("через три рабочих дня", monday, None) == "11-05 23:59"
    assert due("до праздников", monday, "RU") == "11-03 23:59"
    assert due("до праздников", monday, None) is None  # nobody knows which


def test_the_words_are_those_that_were_read() -> None:
    found = due_time("Понял вас. Завтра, часиков в десять, подъедет замерщик.", TUESDAY, "RU")
    assert found is not None
    assert found.words == "Завтра, часиков в десять"


def test_only_an_undertaking_leaves_out_what_a_clause_merely_tells() -> None:
    told = "Завтра у нас выходной"
    assert due_time(told, TUESDAY, "RU") is None
    asked = due_time(told, TUESDAY, "RU", undertaking=False)
    assert asked is not None
    assert asked.latest.day == 16


def test_of_what_a_client_asks_the_clause_that_asks_counts() -> None:
    found = due_time("Шеф приедет в четверг, а вы наберите меня в понедельник", TUESDAY, "RU", undertaking=False)
    assert found is not None
    assert found.latest.day == 21


def test_the_moment_keeps_its_timezone() -> None:
    said_at = TUESDAY.replace(tzinfo=ZoneInfo("Asia/Yekaterinburg"))
    found = due_time("завтра", said_at, "RU")
    assert found is not None
    assert found.latest.tzinfo == found.earliest.tzinfo == said_at.tzinfo


def test_letter_case_yo_and_dashes_make_no_difference() -> None:
    assert due("К ЧЕТВЁРТОМУ ОКТЯБРЯ") == due("к четвертому октября") == "10-04 23:59"
    assert due("понедельник–вторник") == due("понедельник - вторник") == "09-22 23:59"


MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.sampled_from([None, UTC]))
COUNTRIES = st.sampled_from([None, "RU", "GB", "US", "ZZ"])
WORDS = sorted(
    {word for phrase in PHRASES for word in phrase["text"].lower().split()}
    | {"-", ",", ".", ":", "/", "0", "31", "39", "2027"}
)


@given(st.text(max_size=200), MOMENTS, COUNTRIES, st.booleans())
def test_no_text_is_an_error_or_due_before_it_was_said(
    text: str, at: datetime, country: str, undertaking: bool
) -> None:
    assert_ahead(text, at, country, undertaking)


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), MOMENTS, COUNTRIES, st.booleans())
def test_no_jumble_of_the_words_for_times_is_either(text: str, at: datetime, country: str, undertaking: bool) -> None:
    assert_ahead(text, at, country, undertaking)


def assert_ahead(text: str, at: datetime, country: str | None, undertaking: bool) -> None:
    found = due_time(text, at, country, undertaking=undertaking)
    if found is not None:
        assert at <= found.earliest <= found.latest <= at + timedelta(days=366 * 101)
        assert found.words
        assert found.words in text


def test_everything_said_in_a_labelled_archive_is_due_after_it_was_said(kitchen: LabelledArchive) -> None:
    started = {call.call_id: call.started_at for call in kitchen.archive.calls}
    for call_id, one in kitchen.transcripts.items():
        for utterance in one.utterances:
            moment = started[call_id]
            assert moment is not None
            assert_ahead(utterance.text, moment, "RU", undertaking=True)


def test_leaving_out_patterns_that_cannot_fit_changes_nothing() -> None:
    for phrase in PHRASES:
        row = time_signs(phrase["text"]).row
        tried = {id(pattern) for pattern, _ in patterns_worth_trying(row)}
        fitting = [pattern.pattern for pattern, _ in ALL_PATTERNS if pattern.search(row) and id(pattern) not in tried]
        assert not fitting, phrase["text"]


def test_no_text_that_names_a_time_is_passed_over_unread() -> None:
    assert [phrase["text"] for phrase in PHRASES if phrase["due"] != "none" and not may_name_time(phrase["text"])] == []
