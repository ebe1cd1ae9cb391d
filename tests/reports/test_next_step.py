"""A next step is one sentence in either language: whom, when, and what is known; with less known it says less."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from classify.claims.step_facts import _OBJECTS, _OBSTACLES, _WANTS
from classify.codebook import REVIVE_REASONS
from classify.records import Evidence, NextStep, StepFact
from reports.next_step import next_step_sentence
from reports.texts import LANGUAGES, Language, Texts

AS_OF = date(2026, 9, 30)
MONDAY = date(2026, 10, 5)
SOURCE = Evidence("utterance", "На это заложено триста тысяч", call_id="K1", index=3, start_s=12.0)


def sentence(language: Language, *facts: StepFact, code: str = "broken_promise", on: date = MONDAY) -> str:
    return next_step_sentence(NextStep(code, "Ирина", on, facts), AS_OF, Texts(language))


def fact(code: str, words: str = "за триста тысяч", on: date = date(2026, 5, 12), **details: Any) -> StepFact:
    return StepFact(code, on, words, SOURCE, details)


OWED = fact("owed", "пересчитаю без монтажа", object="quote", due=date(2026, 5, 15))


def test_a_step_says_whom_when_what_is_there_and_what_we_owe() -> None:
    assert sentence("ru", fact("budget_stated"), OWED) == (
        "В понедельник, 5 октября, позвонить клиенту (Ирина), извиниться и сделать обещанное в тот же день: о деньгах, "
        "12 мая: «за триста тысяч»; за нами расчёт, обещанный 12 мая к 15 мая: «пересчитаю без монтажа»."
    )
    assert sentence("en", fact("budget_stated", "300k is approved"), fact("owed", "", object="quote")) == (
        "Call Ирина on Monday 5 October, apologise and do what was promised the same day: about the money, 12 May: "
        "“300k is approved”; we owe them the quote promised on 12 May."
    )


@pytest.mark.parametrize("code", REVIVE_REASONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_with_nothing_known_the_reason_alone_is_named(language: Language, code: str) -> None:
    told = sentence(language, code=code)
    assert told.endswith(f"{Texts(language).text(f'next-step-{code}-why')}.")
    assert not {"«", "“"} & set(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_has_a_text_with_its_words(language: Language) -> None:
    codes = [*_WANTS, *(code for codes in _OBSTACLES.values() for code in codes), "unanswered-message",
             "unanswered-request"]  # fmt: skip
    for code in codes:
        assert "за триста тысяч" in sentence(language, fact(code))
    assert "12" in sentence(language, fact("unanswered-call", ""))


@pytest.mark.parametrize("kind", [*_OBJECTS.values(), "invoice", "contract", "documents", "samples", "photos"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_promise_is_worded_with_and_without_a_due_day(language: Language, kind: str) -> None:
    undated = sentence(language, fact("owed", object=kind))
    dated = sentence(language, fact("owed", object=kind, due=date(2026, 5, 15)))
    other = sentence(language, fact("owed", object="quote"))
    assert ("15" in dated, "15" in undated) == (True, False)
    assert kind == "quote" or undated != other


@pytest.mark.parametrize(("language", "past"), [("ru", "подошёл"), ("en", "has come")])
def test_a_named_date_has_come_only_when_it_has(language: Language, past: str) -> None:
    due = fact("date-named", named=date(2026, 9, 1))
    ahead = fact("date-named", named=MONDAY)
    assert past in sentence(language, due, code="dated_deferral_due")
    assert past not in sentence(language, ahead, code="dated_deferral_due")


@pytest.mark.parametrize(
    ("day", "ru", "en"),
    [
        (date(2026, 10, 7), "В среду, 7 октября,", "on Wednesday 7 October"),
        (date(2026, 10, 9), "В пятницу, 9 октября,", "on Friday 9 October"),
        (date(2027, 3, 2), "Во вторник, 2 марта 2027 года,", "on Tuesday 2 March 2027"),
    ],
)
def test_days_are_written_as_the_language_does_with_another_year_named(day: date, ru: str, en: str) -> None:
    assert sentence("ru", on=day).startswith(ru)
    assert en in sentence("en", on=day)
