"""Whisper base itself: what it makes of a row depends on the row and on nothing beside it."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from transcribe.audio import SAMPLE_RATE
from transcribe.doubtful_rows import suspicion
from transcribe.model_files import WhisperFiles
from transcribe.prepared_recording import prepare_recording
from transcribe.recogniser import HeardRow, LanguageNotSupported
from transcribe.speech_pieces import MAX_PIECE_S
from transcribe.speech_rows import ROW_S
from transcribe.whisper_recogniser import FasterWhisperRecogniser


@pytest.fixture(scope="module")
def rows(data: Path) -> list[NDArray[np.float32]]:
    """Seller and client of one call, and the client of another: 9 s, 9 s and 8 s of speech, of one length class."""
    recordings = (prepare_recording(data / name) for name in ("window_order.opus", "client_only.opus"))
    return [row.samples for recording in recordings for row in recording.rows]


@pytest.fixture(scope="module")
def together(recogniser: FasterWhisperRecogniser, rows: list[NDArray[np.float32]]) -> list[HeardRow]:
    return recogniser.recognise(rows, "ru")


def hum(seconds: float) -> NDArray[np.float32]:
    at = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (0.1 * np.sin(2 * np.pi * 180 * at) * (1 + 0.5 * np.sin(2 * np.pi * 3 * at))).astype(np.float32)


def test_length_classes_hold_a_row_and_a_second_and_no_row_is_too_long(recogniser: FasterWhisperRecogniser) -> None:
    seconds = [1 / SAMPLE_RATE, 0.5, 2.0, 2.1, 5.0, ROW_S, 26.0, MAX_PIECE_S]
    classes = [recogniser.length_class(round(each * SAMPLE_RATE)) for each in seconds]
    assert classes == [3, 3, 3, 6, 6, 21, 27, 30]
    assert all(length >= each + 1 for length, each in zip(classes, seconds, strict=True))
    assert recogniser.length_class(60 * SAMPLE_RATE) == 30


@pytest.mark.slow
def test_a_row_gives_the_same_alone_and_beside_others(
    recogniser: FasterWhisperRecogniser, rows: list[NDArray[np.float32]], together: list[HeardRow]
) -> None:
    assert len(rows) == 3
    assert len({recogniser.length_class(len(row)) for row in rows}) == 1
    alone = [recogniser.recognise([row], "ru")[0] for row in rows]
    assert [heard.words for heard in alone] == [heard.words for heard in together]
    assert [heard.avg_logprob for heard in alone] == pytest.approx([heard.avg_logprob for heard in together], abs=1e-4)
    assert "меня зовут андрей" in together[0].text.lower()
    assert "сколько это стоит" in together[1].text.lower()


@pytest.mark.slow
def test_two_threads_hear_the_same_as_one(
    whisper: WhisperFiles, rows: list[NDArray[np.float32]], together: list[HeardRow]
) -> None:
    recogniser = FasterWhisperRecogniser(whisper, device="cpu", cpu_threads=1, workers=2)

    def heard(batch: Sequence[NDArray[np.float32]]) -> list[HeardRow]:
        return recogniser.recognise(batch, "ru")

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(heard, (rows, rows[::-1]))
    assert first == second[::-1] == together


@pytest.mark.slow
def test_words_lie_within_their_row_in_time_order(rows: list[NDArray[np.float32]], together: list[HeardRow]) -> None:
    for row, heard in zip(rows, together, strict=True):
        starts = [word.start_s for word in heard.words]
        assert starts == sorted(starts)
        assert all(0 <= word.start_s <= word.end_s <= len(row) / SAMPLE_RATE + 0.1 for word in heard.words)
        assert all(0 < word.probability <= 1 for word in heard.words)
        assert suspicion(heard, len(row) / SAMPLE_RATE) is None


@pytest.mark.slow
def test_russian_is_likelier_than_any_other_language(
    recogniser: FasterWhisperRecogniser, rows: list[NDArray[np.float32]]
) -> None:
    odds = recogniser.language_odds(rows[0])
    assert max(odds, key=lambda language: odds[language]) == "ru"
    assert sum(odds.values()) == pytest.approx(1, abs=0.01)
    assert {"en", "uk"} < odds.keys()


@pytest.mark.slow
def test_hotwords_change_how_a_name_is_written(
    recogniser: FasterWhisperRecogniser, rows: list[NDArray[np.float32]], together: list[HeardRow]
) -> None:
    (heard,) = recogniser.recognise([rows[1]], "ru", "Коттедж...")
    assert "коттедж" in heard.text.lower()
    assert "коттедж" not in together[1].text.lower()
    assert recogniser.recognise([rows[1]], "ru")[0].words == together[1].words  # and leave nothing behind


@pytest.mark.parametrize("language", ["rus", "xx", "", "yue"])  # Whisper knows Cantonese from its third version on
def test_a_language_that_the_model_does_not_know_is_refused(recogniser: FasterWhisperRecogniser, language: str) -> None:
    with pytest.raises(LanguageNotSupported):
        recogniser.recognise([hum(1.0)], language)


@pytest.mark.slow
@pytest.mark.parametrize("samples", [1, 160, 319, 480])
def test_shortest_rows_can_be_recognised(recogniser: FasterWhisperRecogniser, samples: int) -> None:
    row = np.full(samples, 0.1, np.float32)
    (heard,) = recogniser.recognise([row], "ru")
    assert all(word.end_s <= 0.05 for word in heard.words)
    assert recogniser.language_odds(row)


@pytest.mark.slow
def test_the_longest_piece_is_heard_to_its_end(
    recogniser: FasterWhisperRecogniser, rows: list[NDArray[np.float32]]
) -> None:
    piece = np.concatenate([rows[0], rows[1], rows[0], rows[1]])[: round(MAX_PIECE_S * SAMPLE_RATE)]
    (heard,) = recogniser.recognise([piece], "ru")
    assert heard.text.lower().count("андрей") == 2
    assert heard.words[-1].end_s == pytest.approx(MAX_PIECE_S, abs=1.5)


@pytest.mark.slow
def test_what_goes_round_in_circles_ends_and_is_heard_in_other_ways(recogniser: FasterWhisperRecogniser) -> None:
    row = np.full(400, 0.1, np.float32)
    hearings = list(recogniser.recognise_again(row, "ru"))
    assert len(hearings) == 3
    looped, without = hearings[1], hearings[2]  # with time stamps; forbidden to repeat
    assert suspicion(looped, 20.0) == "loop"
    assert len(looped.words) <= 224  # Whisper's own limit in tokens
    assert suspicion(without, 20.0) != "loop"
