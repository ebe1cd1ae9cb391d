"""Recognised words of a mixed recording, each given to who spoke it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from transcribe.diarization import Diarization, SpeakerTurn

NEAREST_S = 1.0  # Whisper's word times are off by some tenths; a word further from all speech is nobody's
FLICKER_S = 0.35  # a shorter remark within another's unbroken speech is an error of the turns, not an answer
BREATH_S = 0.3  # speech with shorter pauses is unbroken


class TimedWord(Protocol):
    """Such as `transcribe.word_runs.Word`."""

    @property
    def start_s(self) -> float: ...

    @property
    def end_s(self) -> float: ...


@dataclass(frozen=True, slots=True)
class _Run:
    """Words one after the other that were given to the same speaker."""

    speaker: str | None
    start_s: float
    end_s: float
    count: int


def speakers_of_words(words: Sequence[TimedWord], diarization: Diarization) -> tuple[str | None, ...]:
    """The speaker of each word, in the order of the words, which is to be that of time.

    A word belongs to whom most of it overlaps, where people speak at once to the one whom the diarization puts in
    front; a word outside all turns to the nearest turn within NEAREST_S, and else to nobody (None).
    """
    turns = diarization.exclusive_turns
    found: list[str | None] = []
    first = 0  # turns before this one have ended before the word, and with it all later words, begins
    for word in words:
        while first < len(turns) and turns[first].end_s < word.start_s - NEAREST_S:
            first += 1
        found.append(_speaker_of(word, list(_near(word, turns, first)), found[-1] if found else None))
    return _without_flicker(words, found)


def _near(word: TimedWord, turns: Sequence[SpeakerTurn], first: int) -> Iterator[SpeakerTurn]:
    for turn in turns[first:]:
        if turn.start_s > word.end_s + NEAREST_S:
            return
        if turn.end_s >= word.start_s - NEAREST_S:
            yield turn


def _speaker_of(word: TimedWord, near: Sequence[SpeakerTurn], before: str | None) -> str | None:
    """before: the previous word's speaker, who keeps the word when two have equal claims."""
    if not near:
        return None
    shares: dict[str, float] = {}
    for turn in near:
        overlap_s = min(turn.end_s, word.end_s) - max(turn.start_s, word.start_s)
        if overlap_s > 0:
            shares[turn.speaker] = shares.get(turn.speaker, 0.0) + overlap_s
    if shares:
        return max(shares, key=lambda speaker: (round(shares[speaker], 3), speaker == before))
    return min(near, key=lambda turn: (round(_distance_s(word, turn), 3), turn.speaker != before)).speaker


def _distance_s(word: TimedWord, turn: SpeakerTurn) -> float:
    return max(turn.start_s - word.end_s, word.start_s - turn.end_s, 0.0)


def _without_flicker(words: Sequence[TimedWord], speakers: Sequence[str | None]) -> tuple[str | None, ...]:
    runs = _runs(words, speakers)
    smoothed: list[str | None] = []
    for place, run in enumerate(runs):
        around = runs[place - 1 : place + 2] if place else []
        smoothed += [around[0].speaker if _is_flicker(around) else run.speaker] * run.count
    return tuple(smoothed)


def _runs(words: Sequence[TimedWord], speakers: Sequence[str | None]) -> list[_Run]:
    runs = []
    for speaker, group in groupby(zip(words, speakers, strict=True), key=lambda pair: pair[1]):
        members = [word for word, _ in group]
        runs.append(_Run(speaker, members[0].start_s, members[-1].end_s, len(members)))
    return runs


def _is_flicker(around: Sequence[_Run]) -> bool:
    """around: a run with the one before and the one behind it, where there are both."""
    if len(around) < 3:
        return False
    before, run, behind = around
    unbroken = run.start_s - before.end_s < BREATH_S and behind.start_s - run.end_s < BREATH_S
    return before.speaker == behind.speaker is not None and unbroken and run.end_s - run.start_s < FLICKER_S
