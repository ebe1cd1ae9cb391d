"""Transcripts for other programs and for reading: WebVTT, SubRip and plain text.

Source: W3C "WebVTT: The Web Video Text Tracks Format", sections 4 and 6. What the subtitle formats have no place for
(channel, role, whether a name is a speaker's) stands in classes of the voice, `<v.channel0.manager.side Manager>`,
where `transcribe.subtitles` reads it back and players leave it out.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass

from transcribe.utterance import Role, Suspicion, Transcript, Utterance


@dataclass(frozen=True, slots=True)
class SideNames:
    """How the sides of a call are called, in the language of the reader."""

    roles: Mapping[Role, str]
    channels: tuple[str, str]
    unknown: str  # nothing tells who speaks
    suspect: Mapping[Suspicion, str]  # why words are doubtful, in a word or two


def to_vtt(transcript: Transcript, names: SideNames) -> str:
    """WebVTT, one cue for each utterance, with its index as the cue's name."""
    cues = (
        f"{said.index}\n{_clock(said.start_s, '.')} --> {_clock(said.end_s, '.')}\n{_spoken(said, names)}\n"
        for said in transcript.utterances
    )
    return "\n".join(("WEBVTT\n", *cues))


def to_srt(transcript: Transcript, names: SideNames) -> str:
    """SubRip, with the same voices as WebVTT. The format counts from 1."""
    return "\n".join(
        f"{number}\n{_clock(said.start_s, ',')} --> {_clock(said.end_s, ',')}\n{_spoken(said, names)}\n"
        for number, said in enumerate(transcript.utterances, start=1)
    )


def to_txt(transcript: Transcript, names: SideNames, heading: str) -> str:
    """For reading: the heading, then a line for each utterance: time, who, text, and a mark where it is doubtful."""
    lines = (
        f"[{_short_clock(said.start_s)}] {_who(said, names)}: {_one_line(said.text)}{_doubt(said, names)}\n"
        for said in transcript.utterances
    )
    return f"{heading}\n\n{''.join(lines)}"


def _spoken(said: Utterance, names: SideNames) -> str:
    return _voice(said, names) + html.escape(_one_line(said.text), quote=False)


def _voice(said: Utterance, names: SideNames) -> str:
    marks = [f"channel{said.channel}"] if said.channel is not None else []
    marks += [said.role] if said.role else []
    if not marks and not said.speaker:
        return ""
    marks += [] if said.speaker else ["side"]  # the name is ours, and no speaker's
    name = html.escape(_one_line(said.speaker or _who(said, names)), quote=False)
    return f"<v{''.join(f'.{mark}' for mark in marks)} {name}>"


def _who(said: Utterance, names: SideNames) -> str:
    """Role and speaker as far as they are known, else the channel."""
    if said.role:
        return f"{names.roles[said.role]} ({said.speaker})" if said.speaker else names.roles[said.role]
    if said.speaker:
        return said.speaker
    return names.unknown if said.channel is None else names.channels[said.channel]


def _doubt(said: Utterance, names: SideNames) -> str:
    return f"  [? {names.suspect[said.suspect]}]" if said.suspect else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())  # an empty line would end a cue


def _clock(seconds: float, point: str) -> str:
    whole, milliseconds = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{point}{milliseconds:03}"


def _short_clock(seconds: float) -> str:
    whole = int(seconds)
    minutes, second = whole // 60 % 60, whole % 60
    return f"{whole // 3600}:{minutes:02}:{second:02}" if whole >= 3600 else f"{minutes}:{second:02}"
