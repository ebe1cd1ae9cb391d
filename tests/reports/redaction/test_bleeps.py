"""When a recording has to be silent."""

from __future__ import annotations

import pytest

from reports.redaction.bleeps import PAD_S, Bleep, bleeps
from tests.reports.redaction.marked_lines import redactor
from transcribe.utterance import Transcript, Utterance
from transcribe.word_runs import Word

CALL = Transcript("K", "ru", (
    Utterance(0, 0.0, 4.0, "Добрый день, это Вахтанг из Батуми."),
    Utterance(1, 5.0, 6.0, "Слушаю вас."),
    Utterance(2, 7.0, 11.0, "Номер 8 916 204-55-18, пишите."),
))  # fmt: skip


def test_without_word_times_the_whole_utterance_is_silent() -> None:
    assert bleeps(CALL, redactor("ru")) == [Bleep(0.0, 4.0), Bleep(7.0, 11.0)]


def test_with_word_times_only_the_words_are() -> None:
    words = [" Добрый", " день,", " это", " Вахтанг", " из", " Батуми."]
    timed = [Word(n * 0.5, n * 0.5 + 0.5, text, 0.9) for n, text in enumerate(words)]
    name, number = bleeps(CALL, redactor("ru"), words={0: timed})
    assert (name.start_s, name.end_s) == (pytest.approx(1.5 - PAD_S), pytest.approx(2.0 + PAD_S))
    assert number == Bleep(7.0, 11.0)


def test_word_times_of_another_text_are_not_believed() -> None:
    assert bleeps(CALL, redactor("ru"), words={0: [Word(0.0, 0.5, "Вахтанг", 0.9)]})[0] == Bleep(0.0, 4.0)


def test_parts_of_a_number_in_neighbouring_utterances_are_silent_each() -> None:
    call = Transcript("K", "ru", (Utterance(0, 0.0, 2.0, "Пишите: 8 916"), Utterance(1, 2.0, 2.5, "Так."),
                                  Utterance(2, 3.0, 5.0, "204 55 18")))  # fmt: skip
    assert bleeps(call, redactor("ru")) == [Bleep(0.0, 2.0), Bleep(3.0, 5.0)]
