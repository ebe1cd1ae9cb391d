"""Recognised words of one channel, cut into segments that one person said in one breath."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transcribe.utterance import Suspicion

PAUSE_S = 0.7  # a longer pause ends a segment: between sentences people pause less, between turns more
LONG_S = 12.0  # from here on a segment ends with the sentence, so that a monologue can be quoted
LOOP_COMPRESSION = 2.4  # Whisper's own limit: text that packs better repeats itself
DOUBTFUL_CONFIDENCE = 0.2  # at most this for text that bears the marks of invention
_SENTENCE_END = (".", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class Word:
    start_s: float
    end_s: float
    text: str  # with the leading space that Whisper gives it
    probability: float
    doubtful: bool = False  # its row bears the marks of invented text
    suspect: Suspicion | None = None  # why its row is doubted, also for other reasons than invention
    speaker: str | None = None  # of a diarized recording


@dataclass(frozen=True, slots=True)
class Segment:
    """What was heard without a longer pause. Times in seconds from the start of the channel, to the hundredth."""

    start_s: float
    end_s: float
    text: str
    confidence: float  # geometric mean of the words' probabilities, capped where the text is doubtful
    suspect: Suspicion | None = None
    speaker: str | None = None


def segments_of(words: Iterable[Word]) -> tuple[Segment, ...]:
    """Words in time order, as segments. Nothing is dropped but what has no text."""
    runs: list[list[Word]] = []
    for word in words:
        if not runs or _ends(runs[-1], word):
            runs.append([])
        runs[-1].append(word)
    segments = (_segment(run) for run in runs)
    return tuple(segment for segment in segments if segment.text)


def compression_ratio(text: str) -> float:
    """How many times smaller zlib makes the text, as Whisper measures loops; below 1 for a short text."""
    raw = text.encode()
    return len(raw) / len(zlib.compress(raw))


def _ends(run: Sequence[Word], following: Word) -> bool:
    last = run[-1]
    if following.start_s - last.end_s >= PAUSE_S or following.speaker != last.speaker:
        return True
    return last.end_s - run[0].start_s >= LONG_S and last.text.rstrip().endswith(_SENTENCE_END)


def _segment(run: Sequence[Word]) -> Segment:
    text = "".join(word.text for word in run).strip()
    confidence = math.exp(sum(math.log(max(word.probability, 1e-6)) for word in run) / len(run))
    looped = any(word.doubtful for word in run) or compression_ratio(text) > LOOP_COMPRESSION
    if looped:
        confidence = min(confidence, DOUBTFUL_CONFIDENCE)
    suspect = next((word.suspect for word in run if word.suspect), "loop" if looped else None)
    end_s = max(word.end_s for word in run)
    return Segment(round(run[0].start_s, 2), round(end_s, 2), text, round(confidence, 4), suspect, run[0].speaker)
