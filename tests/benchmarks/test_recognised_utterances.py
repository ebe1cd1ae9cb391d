"""Heard words go to the typed text they stand for."""

import pytest

pytest.importorskip("rapidfuzz", reason="part of the extra 'dev'")

from benchmarks.recognised_utterances import ARCHIVE, cut_like, recognised_utterances
from classify.labelled_archive import TRAINING_FOLDER, read_labelled_archive


def test_words_are_cut_where_the_typed_texts_end() -> None:
    typed = ["Добрый день, это Павел.", "Мы подумаем.", "До свидания!"]
    assert cut_like(typed, "Добры день это Павил Мы подума им до свидания.") == [
        "Добры день это Павил", "Мы подума им", "до свидания.",
    ]  # fmt: skip


def test_of_a_text_that_was_not_heard_nothing_is_left() -> None:
    assert cut_like(["Алло.", "Слушаю вас внимательно."], "Слушаю вас внимательно.") == ["", "Слушаю вас внимательно."]
    assert cut_like([], "шум") == []


def test_every_utterance_of_the_recognised_calls_has_one_heard_text() -> None:
    archive = read_labelled_archive(TRAINING_FOLDER / ARCHIVE)
    for call_id, texts in recognised_utterances(archive).items():
        assert len(texts) == len(archive.transcripts[call_id].utterances)
