"""How far the transcription is, and what became of the calls."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence

from pipelines.transcribe_calls import CallSource, CallText, How
from transcribe.utterance import InventedKind, Outcome


class TranscriptionTally:
    """Counts calls and seconds of audio as they are finished. A call that is told of twice counts the first time.

    sources: all calls of the run that have words or a recording. Audio counts for calls without a ready transcript.
    """

    def __init__(self, sources: Sequence[CallSource]) -> None:
        self.calls_total = len(sources)
        self.audio_total_s = sum(source.audio_s or 0.0 for source in sources if source.transcript is None)
        self.audio_done_s = 0.0
        self.heard_s = 0.0  # audio recognised in this run
        self.problems_by_code: Counter[str] = Counter()
        self.invented_by_kind: Counter[InventedKind] = (
            Counter()
        )  # phrases cut from recordings, not from ready transcripts
        self.calls_by_outcome: Counter[Outcome] = Counter()
        self._how: dict[str, How] = {}
        self._started = time.monotonic()

    def add(self, text: CallText) -> None:
        if text.call_id in self._how:
            return
        self._how[text.call_id] = text.how
        if text.how != "read":
            self.audio_done_s += text.audio_s
            self.invented_by_kind.update(text.transcript.invented_cut if text.transcript else ())
        if text.outcome:
            self.calls_by_outcome[text.outcome] += 1
        self.problems_by_code.update(problem.code for problem in text.problems)
        if text.how == "recognised":
            self.heard_s += text.audio_s

    def count(self, how: How) -> int:
        return sum(1 for told in self._how.values() if told == how)

    @property
    def calls_done(self) -> int:
        return len(self._how)

    @property
    def elapsed_s(self) -> float:
        return time.monotonic() - self._started

    @property
    def speed(self) -> float | None:
        """Seconds of audio recognised per second, None before the first recording is done."""
        return self.heard_s / self.elapsed_s if self.heard_s else None

    @property
    def left_s(self) -> float | None:
        """Estimated seconds to the end at the speed so far, None before there is one.

        By audio where the phone log names durations, else by calls.
        """
        if not self.speed:
            return None
        if self.audio_total_s:
            return max(self.audio_total_s - self.audio_done_s, 0.0) / self.speed
        return self.elapsed_s / self.calls_done * (self.calls_total - self.calls_done)
