"""One queue for the speech of many calls: rows of one length are recognised together, whoever said them.

A channel of a short call fills no batch, and its last row is mostly padding. Here rows wait until a batch of one
language and length is full; each call gets its own back. Workers do what is needed most: recognise where a batch is
full, else prepare another recording. So no more rows wait than a few batches of each length, whatever the size of
the archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Condition
from typing import Protocol

from transcribe.call_language import SpokenLanguages, language_of_call, likeliest_language, windows_of
from transcribe.doubtful_rows import heard_for_certain
from transcribe.named_rows import with_names
from transcribe.prepared_recording import PreparedRecording, transcript_of
from transcribe.recogniser import HeardRow, Recogniser
from transcribe.speech_rows import SpeechRow
from transcribe.utterance import Transcript
from transcribe.vocabulary import Vocabulary

LOOK_UP_S = 0.5


class QueuedCall(Protocol):
    """A call on its way through the queue. Its methods are called from worker threads."""

    call_id: str

    def prepare(self) -> PreparedRecording | None:
        """The call's speech; None where there is nothing to recognise, for whatever reason. What it raises ends all."""

    def names(self) -> tuple[str, ...]:
        """Names of those who talk in this call."""

    def finish(self, transcript: Transcript) -> None:
        """Take the transcript. What it raises ends all."""


@dataclass(slots=True, eq=False)
class _Open:
    """A call whose rows are not all recognised yet."""

    call: QueuedCall
    recording: PreparedRecording  # without its sound: one row that waits long must not hold all of it
    language: str
    names: tuple[str, ...]
    heard: dict[int, HeardRow] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    """A row on its way to the recogniser."""

    open_call: _Open
    number: int  # in recording.rows
    row: SpeechRow


class RecognitionQueue:
    """vocabulary: names of the archive, for words that sound like one; None: words stay as they were heard.

    workers: threads. On a CPU as many as the recogniser takes at once; beside a graphics card the others prepare.
    """

    def __init__(
        self,
        recogniser: Recogniser,
        languages: SpokenLanguages,
        workers: int = 1,
        vocabulary: Vocabulary | None = None,
    ) -> None:
        self._recogniser = recogniser
        self._languages = languages
        self._workers = workers
        self._vocabulary = vocabulary
        self._changed = Condition()
        self._slots = BoundedSemaphore(recogniser.parallel)  # of the recogniser, which also tells languages
        self._calls: Iterator[QueuedCall] = iter(())
        self._waiting: dict[tuple[str, int], list[_Waiting]] = {}  # language and length class
        self._preparing = self._recognising = 0
        self._exhausted = self._stopped = False

    def transcribe(self, calls: Iterable[QueuedCall]) -> None:
        """Take every call through. Raises what a call or the recogniser raises, LanguageNotSupported for one.

        After such an error the batches in work are completed, and nothing else is begun. KeyboardInterrupt does not
        wait for them.
        """
        self._calls = iter(calls)
        self._waiting.clear()
        self._preparing = self._recognising = 0
        self._exhausted = self._stopped = False
        pool = ThreadPoolExecutor(self._workers, thread_name_prefix="recognition")
        try:
            working = {pool.submit(self._work) for _ in range(self._workers)}
            while working:
                # Not for ever: Ctrl-C that comes just before a wait begins is only looked at when it ends.
                done, working = wait(working, LOOK_UP_S, FIRST_EXCEPTION)
                for worker in done:
                    worker.result()
        except BaseException as error:
            self._stop()
            pool.shutdown(wait=isinstance(error, Exception), cancel_futures=True)
            raise
        pool.shutdown()

    def _work(self) -> None:
        try:
            while (task := self._next()) is not None:
                if isinstance(task, list):
                    with self._slots:
                        self._recognise(task)
                else:
                    self._prepare(task)
        except BaseException:
            self._stop()
            raise

    def _stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def _next(self) -> QueuedCall | list[_Waiting] | None:
        """What this worker should do now; None when nothing is left. Waits while only others have something to do."""
        with self._changed:
            while not self._stopped:
                free = self._recognising < self._recogniser.parallel
                if free and (batch := self._batch(full=True)):
                    return batch
                if not self._is_full() and (call := self._next_call()) is not None:
                    return call
                if free and self._exhausted and not self._preparing and (batch := self._batch(full=False)):
                    return batch
                if self._exhausted and not (self._preparing or self._recognising or self._waiting):
                    return None
                self._changed.wait()
            return None

    def _next_call(self) -> QueuedCall | None:
        if self._exhausted:
            return None
        call = next(self._calls, None)
        if call is None:
            self._exhausted = True
            self._changed.notify_all()
        else:
            self._preparing += 1
        return call

    def _is_full(self) -> bool:
        """Whether enough rows wait for the recognising workers: two full batches for each."""
        full = sum(len(rows) // self._recogniser.batch_rows for rows in self._waiting.values())
        return full >= 2 * self._recogniser.parallel

    def _batch(self, *, full: bool) -> list[_Waiting]:
        """Rows to recognise together, longest class first; empty where there are none, or too few."""
        least = self._recogniser.batch_rows if full else 1
        ready = [key for key, rows in self._waiting.items() if len(rows) >= least]
        if not ready:
            return []
        key = max(ready, key=lambda key: (key[1], key[0]))
        rows = self._waiting.pop(key)
        if rest := rows[self._recogniser.batch_rows :]:
            self._waiting[key] = rest
        self._recognising += 1
        return rows[: self._recogniser.batch_rows]

    def _prepare(self, call: QueuedCall) -> None:
        recording = call.prepare()
        new: list[tuple[tuple[str, int], _Waiting]] = []
        if recording is not None:
            rows = recording.rows
            language = self._language(rows)
            if not rows or language is None:
                call.finish(transcript_of(recording, call.call_id, language, ()))
            else:
                names = call.names() if self._vocabulary else ()
                opened = _Open(call, recording.without_sound(), language, names)
                for number, row in enumerate(rows):
                    length_class = self._recogniser.length_class(len(row.samples))
                    new.append(((language, length_class), _Waiting(opened, number, row)))
        with self._changed:
            for key, waiting in new:
                self._waiting.setdefault(key, []).append(waiting)
            self._preparing -= 1
            self._changed.notify_all()

    def _language(self, rows: tuple[SpeechRow, ...]) -> str | None:
        if self._languages.only or not rows:
            return self._languages.only
        with self._slots:
            odds = [self._recogniser.language_odds(window.samples) for window in windows_of(rows)]
        if self._languages.named:
            return likeliest_language(odds, self._languages.named)
        return language_of_call(odds, self._languages.found)

    def _recognise(self, batch: list[_Waiting]) -> None:
        language = batch[0].open_call.language
        heard = self._recogniser.recognise([waiting.row.samples for waiting in batch], language)
        finished = []
        for waiting, first in zip(batch, heard, strict=True):
            sure = heard_for_certain(self._recogniser, waiting.row, language, first)
            named = self._with_names(waiting, sure, language)
            with self._changed:
                waiting.open_call.heard[waiting.number] = named
                if len(waiting.open_call.heard) == len(waiting.open_call.recording.rows):
                    finished.append(waiting.open_call)
        for done in finished:
            in_order = [done.heard[number] for number in range(len(done.heard))]
            done.call.finish(transcript_of(done.recording, done.call.call_id, language, in_order))
        with self._changed:
            self._recognising -= 1
            self._changed.notify_all()

    def _with_names(self, waiting: _Waiting, heard: HeardRow, language: str) -> HeardRow:
        """The row with names put right that were heard as something like them."""
        if self._vocabulary is None:
            return heard
        candidates = self._vocabulary.candidates(heard.words, waiting.open_call.names)
        return with_names(self._recogniser, waiting.row, language, heard, candidates) if candidates else heard
