"""Which rows are doubted, and what becomes of them: heard again, and kept with a mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.transcribe.spelled_speech import SpellingRecogniser
from transcribe.audio import SAMPLE_RATE
from transcribe.doubtful_rows import heard_for_certain, suspicion
from transcribe.recogniser import HeardRow
from transcribe.speech_rows import SpeechRow
from transcribe.word_runs import Word

REPLY = "Добрый день, это компания Окна, меня зовут Андрей."


def heard(text: str, avg_logprob: float = -0.3, no_speech_prob: float = 0.0) -> HeardRow:
    words = [Word(at / 2, at / 2 + 0.4, f" {word}", 0.8) for at, word in enumerate(text.split())]
    return HeardRow(tuple(words), avg_logprob, no_speech_prob)


def row(seconds: float) -> SpeechRow:
    samples = np.zeros(round(seconds * SAMPLE_RATE), np.float32)
    return SpeechRow(samples, ((0, len(samples)),), (0,))


@dataclass
class SecondHearings(SpellingRecogniser):
    """Hears a row again in the ways given, and counts them."""

    hearings: Sequence[HeardRow] = ()
    heard_again: int = 0

    def recognise_again(self, row: NDArray[np.float32], language: str) -> Iterator[HeardRow]:
        for hearing in self.hearings:
            self.heard_again += 1
            yield hearing


def certain(first: HeardRow, *hearings: HeardRow, seconds: float = 4.0) -> tuple[HeardRow, int]:
    """What is made of a row, and how often it was heard again."""
    recogniser = SecondHearings(hearings=hearings)
    return heard_for_certain(recogniser, row(seconds), "ru", first), recogniser.heard_again


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (REPLY, 4.0),
        ("", 5.0),
        ("Да.", 0.5),
        ("Да.", 5.9),
        ("Да-да-да-да-да.", 1.5),
        ("Алло, алло, алло!", 2.0),
        ("До свидания, до свидания, до свидания.", 2.5),
        ("Плюс семь, девятьсот шестнадцать, ноль ноль ноль, ноль ноль, ноль ноль", 6.0),
    ],
)
def test_what_people_say_is_not_doubted(text: str, seconds: float) -> None:
    assert suspicion(heard(text), seconds) is None


@pytest.mark.parametrize("text", ["Спасибо большое. " * 12, "ага " * 9, "и вот я вам говорю " * 5])
def test_text_that_goes_round_in_circles_is_a_loop_however_probable(text: str) -> None:
    assert suspicion(heard(text, avg_logprob=-0.01), 20.0) == "loop"


def test_long_speech_without_a_word_is_heard_again_unless_nobody_seems_to_speak() -> None:
    assert suspicion(heard("", no_speech_prob=0.1), 20.0) == "speech_rate"
    assert suspicion(heard("", no_speech_prob=0.9), 20.0) is None
    again = heard("мы подумаем и в четверг решим", -0.4)
    assert certain(heard("", no_speech_prob=0.1), again, seconds=9.0) == (again, 1)


def test_improbable_words_are_doubted_and_where_nobody_seems_to_speak_as_such() -> None:
    assert suspicion(heard(REPLY, -1.2, 0.1), 4.0) == "improbable"
    assert suspicion(heard(REPLY, -1.2, 0.7), 4.0) == "no_speech"


def test_probable_words_are_believed_against_the_chance_that_nobody_speaks() -> None:
    assert suspicion(heard(REPLY, -0.3, 0.9), 4.0) is None


def test_speech_too_fast_or_too_slow_for_people_is_doubted() -> None:
    assert suspicion(heard(REPLY), 1.0) == "speech_rate"
    assert suspicion(heard("Да."), 6.0) == "speech_rate"


def test_shortest_row_can_be_judged() -> None:
    assert suspicion(heard(REPLY), 1 / SAMPLE_RATE) == "speech_rate"


def test_a_row_beyond_doubt_is_not_heard_again() -> None:
    first = heard(REPLY)
    assert certain(first, heard("другое")) == (first, 0)


def test_the_first_hearing_beyond_doubt_takes_the_place_of_a_doubtful_one() -> None:
    second = heard(REPLY)
    assert certain(heard("ага " * 9), heard("ну " * 9), second, heard("другое")) == (second, 2)


def test_what_stays_doubtful_is_kept_and_every_word_marked() -> None:
    found, times = certain(heard(REPLY, -1.5), heard("Что-то другое", -1.2), heard("И ещё другое", -1.9))
    assert (found.text, times) == ("Что-то другое", 2)  # the most probable
    assert {(word.suspect, word.doubtful) for word in found.words} == {("improbable", False)}


def test_improbable_words_are_better_than_a_loop() -> None:
    found, _ = certain(heard("ага " * 9, -0.1), heard(REPLY, -1.4))
    assert (found.text, found.words[0].suspect) == (REPLY, "improbable")


def test_a_loop_that_stays_bears_the_marks_of_invention() -> None:
    found, _ = certain(heard("ага " * 9))
    assert {(word.suspect, word.doubtful) for word in found.words} == {("loop", True)}


def test_words_are_never_given_up_for_none() -> None:
    found, _ = certain(heard(REPLY, -1.5), heard("", -0.1))
    assert found.text == REPLY


def test_where_nobody_seems_to_speak_nothing_is_heard_again() -> None:
    found, times = certain(heard(REPLY, -1.5, 0.9), heard("Субтитры", -0.1))
    assert (found.text, times) == (REPLY, 0)
    assert {(word.suspect, word.doubtful) for word in found.words} == {("no_speech", True)}
