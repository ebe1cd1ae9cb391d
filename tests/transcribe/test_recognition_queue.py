"""Rows of many calls in one queue: every call gets its own words back, batches are full, nothing hangs or piles up."""

from __future__ import annotations

import gc
import os
import random
import signal
import threading
import weakref
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.transcribe.spelled_speech import ENGLISH, SpellingRecogniser, spelled_recording, word
from transcribe.call_language import SpokenLanguages
from transcribe.prepared_recording import PreparedRecording
from transcribe.recogniser import HeardRow, LanguageNotSupported
from transcribe.recognition_queue import QueuedCall, RecognitionQueue
from transcribe.utterance import Transcript

RUSSIAN = SpokenLanguages(("ru",))
PATIENCE_S = 60.0  # of a test that would otherwise wait for ever


@dataclass
class Finished:
    """Where the calls of a test leave their transcripts; open: calls prepared and not finished."""

    transcripts: dict[str, Transcript] = field(default_factory=dict)
    open: int = 0
    most_open: int = 0
    lock: Lock = field(default_factory=Lock)


@dataclass
class SpelledCall:
    """A call as its words; turns: for each side its pieces."""

    call_id: str
    turns: Sequence[Sequence[Sequence[int]]]
    finished: Finished

    def prepare(self) -> PreparedRecording | None:
        with self.finished.lock:
            self.finished.open += 1
            self.finished.most_open = max(self.finished.most_open, self.finished.open)
        return spelled_recording(*self.turns)

    def names(self) -> tuple[str, ...]:
        return ()

    def finish(self, transcript: Transcript) -> None:
        with self.finished.lock:
            assert self.call_id not in self.finished.transcripts
            self.finished.transcripts[self.call_id] = transcript
            self.finished.open -= 1


def stereo_calls(count: int, finished: Finished, first_word: int = 0) -> list[SpelledCall]:
    """Calls of all lengths, no word said twice."""
    chance, number, calls = random.Random(count), first_word, []
    for call in range(count):
        sides: list[list[list[int]]] = [[], []]
        for side in sides:
            for _ in range(chance.randint(1, 6)):
                size = chance.randint(1, 12)
                side.append(list(range(number, number + size)))
                number += size
        calls.append(SpelledCall(f"C{call}", sides, finished))
    return calls


def said(transcript: Transcript, channel: int | None) -> str:
    return " ".join(each.text for each in transcript.utterances if each.channel == channel)


def spelled(pieces: Iterable[Iterable[int]]) -> str:
    return " ".join(word(number) for piece in pieces for number in piece)


def transcribed(
    calls: Iterable[QueuedCall],
    recogniser: SpellingRecogniser,
    languages: SpokenLanguages = RUSSIAN,
    workers: int = 1,
) -> None:
    taken_through(RecognitionQueue(recogniser, languages, workers), calls)


def taken_through(queue: RecognitionQueue, calls: Iterable[QueuedCall]) -> None:
    """As the queue does, raising what it raises, and failing where it would wait for ever or leaves a thread behind."""
    raised: list[BaseException] = []

    def run() -> None:
        try:
            queue.transcribe(calls)
        except BaseException as error:  # handed to the thread of the test
            raised.append(error)

    before = set(threading.enumerate())
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(PATIENCE_S)
    assert not thread.is_alive()
    assert set(threading.enumerate()) <= before
    if raised:
        raise raised[0]


@pytest.mark.parametrize(("workers", "parallel", "batch_rows"), [(1, 1, 1), (1, 1, 8), (3, 3, 4), (6, 1, 32)])
def test_every_call_gets_its_own_words_on_its_side_in_time_order(workers: int, parallel: int, batch_rows: int) -> None:
    finished = Finished()
    calls = stereo_calls(40, finished)
    transcribed(calls, SpellingRecogniser(parallel, batch_rows), workers=workers)
    assert finished.transcripts.keys() == {call.call_id for call in calls}
    for call in calls:
        transcript = finished.transcripts[call.call_id]
        assert [said(transcript, 0), said(transcript, 1)] == [spelled(side) for side in call.turns]
        starts = [each.start_s for each in transcript.utterances]
        assert starts == sorted(starts)
        assert transcript.language == "ru"


def test_one_worker_and_many_give_the_same_whatever_the_batches_are() -> None:
    found = []
    for workers, batch_rows in ((1, 1), (1, 8), (4, 3), (4, 8)):
        finished = Finished()
        transcribed(stereo_calls(40, finished), SpellingRecogniser(workers, batch_rows), workers=workers)
        found.append(finished.transcripts)
    assert all(transcripts == found[0] for transcripts in found)


def test_rows_of_one_length_class_and_language_are_recognised_together() -> None:
    finished, recogniser = Finished(), SpellingRecogniser(batch_rows=4)
    calls = [*stereo_calls(40, finished), *stereo_calls(40, finished, first_word=ENGLISH)]
    for place, call in enumerate(calls):
        call.call_id = f"C{place}"
    random.Random(1).shuffle(calls)
    transcribed(calls, recogniser, SpokenLanguages(("ru", "en")))
    for _, lengths in recogniser.batches:
        assert len({recogniser.length_class(length) for length in lengths}) == 1
    for call in calls:
        english = call.turns[0][0][0] >= ENGLISH
        assert finished.transcripts[call.call_id].language == ("en" if english else "ru")


def test_a_batch_is_full_until_the_calls_run_out() -> None:
    recogniser = SpellingRecogniser(batch_rows=4)
    transcribed(stereo_calls(60, Finished()), recogniser)
    sizes = [len(lengths) for _, lengths in recogniser.batches]
    rest = [(language, recogniser.length_class(lengths[0])) for language, lengths in recogniser.batches]
    first_rest = next(place for place, size in enumerate(sizes) if size < 4)
    assert set(sizes[:first_rest]) == {4}
    assert max(sizes) == 4
    assert len(set(rest[first_rest:])) == len(rest[first_rest:])  # one last batch for each class


@pytest.mark.parametrize(("workers", "parallel"), [(1, 1), (5, 1), (5, 2)])
def test_no_more_threads_than_it_takes_are_inside_the_recogniser(workers: int, parallel: int) -> None:
    class Slow(SpellingRecogniser):
        def read(self, row: NDArray[np.float32]) -> HeardRow:
            threading.Event().wait(0.002)  # lets the others in, if they may
            return super().read(row)

        def _enter(self) -> None:
            super()._enter()
            threading.Event().wait(0.002)

    recogniser = Slow(parallel, batch_rows=2)
    transcribed(stereo_calls(30, Finished()), recogniser, SpokenLanguages(), workers)
    assert recogniser.most_inside == parallel


@pytest.mark.parametrize(("workers", "parallel"), [(1, 1), (2, 2), (4, 1)])
def test_waiting_rows_stay_few_however_many_calls_there_are(workers: int, parallel: int) -> None:
    class Slow(SpellingRecogniser):
        def recognise(self, rows: Sequence[NDArray[np.float32]], language: str, hotwords: str = "") -> list[HeardRow]:
            threading.Event().wait(0.001)  # preparing is faster, as it is beside a large model
            return super().recognise(rows, language, hotwords)

    finished, recogniser = Finished(), Slow(parallel, batch_rows=4)
    calls = (SpelledCall(f"C{at}", [[range(at, at + 1 + at % 12)]], finished) for at in range(3000))
    transcribed(calls, recogniser, workers=workers)
    assert len(finished.transcripts) == 3000
    classes = len({recogniser.length_class(8000 * words) for words in range(1, 13)})
    waiting = 3 * classes + 2 * 4 * parallel  # what fills no batch, and two batches for each that recognises
    assert finished.most_open <= waiting + 4 * parallel + workers


def test_calls_are_asked_for_when_they_are_needed() -> None:
    finished, asked = Finished(), 0

    def calls() -> Iterator[SpelledCall]:
        nonlocal asked
        for at in range(100):
            asked += 1
            assert asked - len(finished.transcripts) < 12
            yield SpelledCall(f"C{at}", [[[at]]], finished)

    transcribed(calls(), SpellingRecogniser(batch_rows=4))
    assert asked == 100


def test_sound_of_recognised_rows_is_let_go_while_the_call_waits_for_its_last() -> None:
    finished = Finished()
    alive: list[bool] = []
    sound: list[weakref.ref[NDArray[np.float32]]] = []

    class Watched(SpelledCall):
        def prepare(self) -> PreparedRecording | None:
            recording = super().prepare()
            assert recording is not None
            sound.append(weakref.ref(recording.rows[0].samples))
            return recording

    class Watching(SpelledCall):
        def prepare(self) -> PreparedRecording | None:
            gc.collect()
            alive.extend(ref() is not None for ref in sound)
            return super().prepare()

    short, long = [[1, 2]], [list(range(10, 40))]
    transcribed(
        [
            Watched("C1", [short, long], finished),
            SpelledCall("C2", [[[3, 4]]], finished),
            Watching("C3", [[[5, 6]]], finished),
        ],
        SpellingRecogniser(batch_rows=2),
    )
    assert alive == [False]
    assert len(finished.transcripts) == 3


def test_call_without_speech_is_finished_without_words_and_one_dealt_with_is_left_alone() -> None:
    class Done(SpelledCall):
        def prepare(self) -> None:
            return None

    finished, recogniser = Finished(), SpellingRecogniser()
    empty = SpelledCall("C1", [[], []], finished)
    transcribed([empty, Done("C2", [], finished)], recogniser, SpokenLanguages())
    assert finished.transcripts.keys() == {"C1"}
    transcript = finished.transcripts["C1"]
    assert (transcript.utterances, transcript.outcome, transcript.language) == ((), "silence", None)
    assert (recogniser.batches, recogniser.asked_languages) == ([], 0)


@pytest.mark.parametrize("workers", [1, 4])
def test_no_calls_are_no_work(workers: int) -> None:
    recogniser = SpellingRecogniser()
    transcribed([], recogniser, workers=workers)
    assert recogniser.batches == []


@pytest.mark.parametrize(
    ("languages", "language", "asked"),
    [
        (SpokenLanguages(("ru",)), "ru", 0),
        (SpokenLanguages(("ru", "en")), "en", 1),
        (SpokenLanguages(found=("ru",)), "ru", 1),
        (SpokenLanguages(), "en", 1),
    ],
)
def test_language_is_told_for_each_call_unless_it_is_known(
    languages: SpokenLanguages, language: str, asked: int
) -> None:
    finished, recogniser = Finished(), SpellingRecogniser()
    transcribed([SpelledCall("C1", [[[ENGLISH, ENGLISH + 1]]], finished)], recogniser, languages)
    assert finished.transcripts["C1"].language == language
    assert recogniser.batches[0][0] == language
    assert recogniser.asked_languages == asked


class Fault(Exception):
    """What goes wrong in a test."""


class BadCall(SpelledCall):
    where = ""

    def prepare(self) -> PreparedRecording | None:
        if self.where == "prepare":
            raise Fault
        return super().prepare()

    def finish(self, transcript: Transcript) -> None:
        if self.where == "finish":
            raise Fault
        super().finish(transcript)


class BadRecogniser(SpellingRecogniser):
    where = ""

    def recognise(self, rows: Sequence[NDArray[np.float32]], language: str, hotwords: str = "") -> list[HeardRow]:
        if self.where == "recognise":
            raise Fault
        return super().recognise(rows, language, hotwords)

    def language_odds(self, row: NDArray[np.float32]) -> dict[str, float]:
        if self.where == "language":
            raise Fault
        return dict(super().language_odds(row))


@pytest.mark.parametrize("workers", [1, 4])
@pytest.mark.parametrize("where", ["prepare", "language", "recognise", "finish", "calls"])
def test_an_error_ends_the_run_and_is_raised(where: str, workers: int) -> None:
    finished, begun = Finished(), 0

    def calls() -> Iterator[SpelledCall]:
        nonlocal begun
        for call in stereo_calls(2000, finished):
            begun += 1
            if begun == 20:
                if where == "calls":
                    raise Fault
                call = BadCall(call.call_id, call.turns, finished)
                call.where = where
                recogniser.where = where
            yield call

    recogniser = BadRecogniser(workers, batch_rows=3)
    with pytest.raises(Fault):
        transcribed(calls(), recogniser, SpokenLanguages(), workers)
    assert begun < 1000


def test_a_language_that_the_recogniser_does_not_know_is_raised() -> None:
    with pytest.raises(LanguageNotSupported):
        transcribed(stereo_calls(9, Finished()), SpellingRecogniser(2), SpokenLanguages(("de",)), workers=2)


def test_a_queue_goes_on_after_an_error() -> None:
    finished, recogniser = Finished(), BadRecogniser()
    queue = RecognitionQueue(recogniser, RUSSIAN)
    recogniser.where = "recognise"
    with pytest.raises(Fault):
        taken_through(queue, stereo_calls(3, finished))
    recogniser.where = ""
    taken_through(queue, stereo_calls(3, finished))
    assert len(finished.transcripts) == 3


def test_ctrl_c_does_not_wait_for_a_long_batch() -> None:
    let_go, left = threading.Event(), threading.Event()

    class Long(SpellingRecogniser):
        def recognise(self, rows: Sequence[NDArray[np.float32]], language: str, hotwords: str = "") -> list[HeardRow]:
            os.kill(os.getpid(), signal.SIGINT)
            let_go.wait(PATIENCE_S)
            left.set()
            return super().recognise(rows, language, hotwords)

    recogniser = Long()
    before = set(threading.enumerate())
    try:
        with pytest.raises(KeyboardInterrupt):
            RecognitionQueue(recogniser, RUSSIAN).transcribe(stereo_calls(30, Finished()))
        assert not left.is_set()
    finally:
        let_go.set()
    for thread in set(threading.enumerate()) - before:
        thread.join(PATIENCE_S)
    assert len(recogniser.batches) == 1  # nothing was begun after it
