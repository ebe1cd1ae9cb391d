"""How far the transcription is, and what became of the calls."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence

from deals.problem_log import ProblemLog
from deals.problems import Problem
from pipelines.transcribe_calls import CallSource, CallText, How
from transcribe.utterance import InventedKind, Outcome, Suspicion, Transcript


class TranscriptionTally:
    """Counts calls and seconds of audio as they are finished. A call that is told of twice counts the first time.

    Keeps no transcripts; of each call a few hundred bytes, and what was wrong with it.
    sources: all calls of the run that have words or a recording. Audio counts for calls without a ready transcript.
    budget_s: audio that is heard at most; None: all of it.
    """

    def __init__(self, sources: Sequence[CallSource], budget_s: float | None = None) -> None:
        self.calls_total = len(sources)
        self.budgeted = budget_s is not None
        self.audio_total_s = sum(source.audio_s or 0.0 for source in sources if source.transcript is None)
        if budget_s is not None:
            self.audio_total_s = min(self.audio_total_s or budget_s, budget_s)
        self.audio_done_s = 0.0
        self.heard_s = 0.0  # audio recognised in this run
        self.problems_by_code: Counter[str] = Counter()
        # Phrases cut from recordings, not from ready transcripts.
        self.invented_by_kind: Counter[InventedKind] = Counter()
        self.suspects_by_kind: Counter[Suspicion] = Counter()  # utterances
        self.vad_overruled_channels = 0
        self.names_put_right = 0
        self.without_speakers = 0  # recordings of mixed voices that were not told apart
        self.calls_by_outcome: Counter[Outcome] = Counter()
        self.calls_by_language: Counter[str | None] = Counter()  # of those with a transcript
        self._problems = ProblemLog()
        self._how: dict[str, How] = {}
        self._started = time.monotonic()

    def add(self, text: CallText) -> None:
        if text.call_id in self._how:
            return
        self._how[text.call_id] = text.how
        if text.how != "read":
            self.audio_done_s += text.audio_s
        if text.how == "recognised":
            self.heard_s += text.audio_s
        if text.outcome:
            self.calls_by_outcome[text.outcome] += 1
        if text.transcript:
            self._add_transcript(text.transcript, text.how)
        for problem in text.problems:
            self.problems_by_code[problem.code] += 1
            self._problems.add(problem)

    def _add_transcript(self, transcript: Transcript, how: How) -> None:
        self.calls_by_language[transcript.language] += 1
        self.vad_overruled_channels += transcript.vad_overruled
        self.names_put_right += len(transcript.renamed)
        self.suspects_by_kind.update(said.suspect for said in transcript.utterances if said.suspect)
        if how != "read":
            self.invented_by_kind.update(transcript.invented_cut)
            said = transcript.utterances
            self.without_speakers += bool(said) and all(u.channel is None and u.speaker is None for u in said)

    def problems(self) -> tuple[Problem, ...]:
        """What was wrong with recordings and transcripts, by file: calls are finished in no certain order."""
        return tuple(sorted(self._problems.problems(), key=lambda problem: (problem.file, problem.code)))

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
