"""Which dates in clients' lines are to make contact on. Half of the table are dates of something else."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.labelled_archive import LabelledArchive
from classify.spoken_dates.contact_dates import contact_date

ROWS = list(csv.DictReader(Path(__file__).with_name("client_dates.csv").open(encoding="utf-8")))
LEAST_RIGHT = 0.85
TUESDAY = date(2026, 9, 15)


def said(row: dict[str, str]) -> str:
    """The day that the words tell of coming back on; a date of which they say nothing is left to the signal."""
    found = contact_date(row["text"], date.fromisoformat(row["said_on"]), "RU" if row["lang"] == "ru" else "GB")
    return found.day.isoformat() if found is not None and found.sense != "unsaid" else "none"


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("to_come_back_on", [True, False])
def test_dates_to_come_back_on_are_told_from_other_dates(language: str, to_come_back_on: bool) -> None:
    rows = [row for row in ROWS if row["lang"] == language and (row["come_back_on"] != "none") == to_come_back_on]
    wrong = [(row["text"], row["come_back_on"], said(row)) for row in rows if said(row) != row["come_back_on"]]
    assert len(rows) >= 18
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(rows), wrong


def test_the_cheap_reading_finds_every_date_that_is_asked_for_and_makes_none_up(kitchen: LabelledArchive) -> None:
    texts = [row["text"] for row in ROWS] + [u.text for one in kitchen.transcripts.values() for u in one.utterances]
    asked = 0
    for text in texts:
        full, cheap = contact_date(text, TUESDAY, "RU"), contact_date(text, TUESDAY, "RU", asked_only=True)
        assert cheap == full if full is not None and full.sense == "asked" else cheap in (None, full), text
        asked += full is not None and full.sense == "asked"
    assert asked >= 20


@pytest.mark.parametrize(
    ("text", "day", "sense"),
    [
        ("Позвоните мне пятого октября", "2026-10-05", "asked"),
        ("The budget comes through in November. Ring me then.", "2026-11-01", "asked"),
        ("Решим пятого октября", "2026-10-05", "told"),
        ("До ноября никто решать не будет", "2026-10-31", "told"),
        ("В конце октября, когда уберём урожай", "2026-10-21", "told"),  # an answer to the question when
        ("Сын прилетает пятого октября", "2026-10-05", "unsaid"),
        # of two dates the one he asks for, wherever it stands
        ("До второго инвентаризация, пятого октября наберите", "2026-10-05", "asked"),
        ("Call me on the fifth of October, we open on the first of March", "2026-10-05", "asked"),
    ],
)
def test_what_the_words_say_of_the_date(text: str, day: str, sense: str) -> None:
    found = contact_date(text, TUESDAY, "RU")
    assert found is not None
    assert (found.day.isoformat(), found.sense) == (day, sense)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Перезвоните мне",
        "Открываемся пятого октября",
        "Доставка нужна к пятому октября, перезвоните",  # the call is not asked for on that day
        "Обещали перезвонить в пятницу",
        "Изготовление восемь недель",
        "Звоните сейчас",
        "We start on the fifth of October",
        "I rang you on Monday",
    ],
)
def test_other_dates_are_none_to_make_contact_on(text: str) -> None:
    assert contact_date(text, TUESDAY, "RU") is None


WORDS = (
    "звоните решим до после в не раньше тогда октябре пятого марта через неделю ring me then until by the 24th . , ?"
)


@given(
    st.lists(st.sampled_from(WORDS.split()), max_size=10).map(" ".join), st.dates(date(2000, 1, 1), date(2100, 1, 1))
)
def test_no_jumble_of_words_is_an_error_or_names_a_day_before_it_was_said(text: str, said_on: date) -> None:
    found = contact_date(text, said_on)
    assert found is None or found.day >= said_on
