"""RTTM, the exchange format for who spoke when.

Source: NIST, Rich Transcription RT-09 evaluation plan, appendix A. A line for each turn: SPEAKER, file, channel (from
1), start and duration in seconds, two fields without meaning here, speaker, two more.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from transcribe.diarization import SpeakerTurn
from transcribe.utterance import Transcript, Utterance

_FIELDS = (9, 10)  # the tenth, a look-ahead time, came late and is often missing
_NONE = "<NA>"


class RttmError(Exception):
    """Text that is no RTTM. code: rttm-bad-line; detail: which line, and what it holds."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"rttm-bad-line: {detail}")
        self.code = "rttm-bad-line"
        self.detail = detail


def to_rttm(transcript: Transcript) -> str:
    """One line for each utterance whose speaker or channel is known; a channel without speaker is "channel1" or 2.

    Utterances with neither get no line: the format has no name for nobody in particular.
    """
    lines = []
    for said in transcript.utterances:
        if speaker := _speaker(said):
            turn = SpeakerTurn(said.start_s, said.end_s, speaker)
            lines.append(_line(transcript.call_id, turn, 1 if said.channel is None else said.channel + 1))
    return "".join(lines)


def turns_to_rttm(name: str, turns: Iterable[SpeakerTurn]) -> str:
    """The turns of a recording with that name, on channel 1."""
    return "".join(_line(name, turn, 1) for turn in turns)


def turns_from_rttm(text: str) -> dict[str, tuple[SpeakerTurn, ...]]:
    """The turns of each file that the text names, in time order; lines of other types are left out. RttmError."""
    found: dict[str, list[SpeakerTurn]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        fields = line.split()
        if fields and fields[0] == "SPEAKER":
            name, turn = _turn(fields, f"line {number}: {line.strip()}")
            found.setdefault(name, []).append(turn)
    return {name: tuple(sorted(turns, key=lambda turn: (turn.start_s, turn.end_s))) for name, turns in found.items()}


def _speaker(said: Utterance) -> str | None:
    if said.speaker:
        return said.speaker
    return None if said.channel is None else f"channel{said.channel + 1}"


def _line(name: str, turn: SpeakerTurn, channel: int) -> str:
    times = f"{turn.start_s:.3f} {max(0.0, turn.end_s - turn.start_s):.3f}"
    return f"SPEAKER {_field(name)} {channel} {times} {_NONE} {_NONE} {_field(turn.speaker)} {_NONE} {_NONE}\n"


def _field(text: str) -> str:
    """Fields are told apart by white space, so none may hold any."""
    return re.sub(r"\s+", "_", text.strip()) or _NONE


def _turn(fields: list[str], place: str) -> tuple[str, SpeakerTurn]:
    if len(fields) not in _FIELDS:
        raise RttmError(place)
    try:
        start_s, duration_s = float(fields[3]), float(fields[4])
    except ValueError as error:
        raise RttmError(place) from error
    if not (math.isfinite(start_s) and math.isfinite(duration_s) and start_s >= 0 and duration_s >= 0):
        raise RttmError(place)
    return fields[1], SpeakerTurn(start_s, round(start_s + duration_s, 6), fields[7])
