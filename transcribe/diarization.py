"""Who spoke when in a recording that mixes all voices into one channel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from transcribe.utterance import Voice


@dataclass(frozen=True, slots=True)
class SpeakerTurn:
    """One person's speech without a break, in seconds from the start of the recording."""

    start_s: float
    end_s: float
    speaker: str


@dataclass(frozen=True, slots=True)
class Diarization:
    """turns may overlap where people speak at once; exclusive_turns give each moment to one speaker at most.

    Both in time order, with speakers "S1", "S2", ... in the order in which they begin. voices: of those speakers
    who spoke enough to tell.
    """

    turns: tuple[SpeakerTurn, ...]
    exclusive_turns: tuple[SpeakerTurn, ...]
    voices: tuple[Voice, ...]


class DiarizationFailed(Exception):
    """A recording, or every recording, has to do without speakers; its words are not lost by that.

    code, where no recording can be diarized: diarization-not-installed (detail: the missing package),
    diarization-weights-damaged (not the known weights), diarization-source-missing (the named folder holds no
    config.yaml), diarization-source-unavailable (a name, but neither on this machine nor to be fetched),
    diarization-not-loaded (packages or weights that do not fit together).
    code, for one recording: diarization-failed. detail: what was seen, for the log.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class Diariser(Protocol):
    @property
    def identity(self) -> str:
        """Everything the result depends on beside the sound: versions, digest of the weights, settings."""

    def diarise(self, samples: NDArray[np.float32]) -> Diarization:
        """samples: shape (n,), one channel at 16 kHz. Raises DiarizationFailed."""


def named_by_first_speech(
    turns: Iterable[SpeakerTurn], exclusive_turns: Iterable[SpeakerTurn], voices: Iterable[Voice]
) -> Diarization:
    """The same diarization in time order, its speakers called S1, S2, ... as they begin."""
    ordered, exclusive = _in_time_order(turns), _in_time_order(exclusive_turns)
    heard = dict.fromkeys(turn.speaker for turn in (*ordered, *exclusive))
    names = {speaker: f"S{number}" for number, speaker in enumerate(heard, 1)}
    known = sorted(
        (voice for voice in voices if voice.speaker in names), key=lambda voice: list(names).index(voice.speaker)
    )
    return Diarization(
        tuple(replace(turn, speaker=names[turn.speaker]) for turn in ordered),
        tuple(replace(turn, speaker=names[turn.speaker]) for turn in exclusive),
        tuple(replace(voice, speaker=names[voice.speaker]) for voice in known),
    )


def _in_time_order(turns: Iterable[SpeakerTurn]) -> list[SpeakerTurn]:
    return sorted(turns, key=lambda turn: (turn.start_s, turn.end_s, turn.speaker))
