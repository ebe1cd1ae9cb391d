"""WebVTT and SubRip (SRT) files with `<v Speaker>` voices, as transcripts.

Source: W3C "WebVTT: The Web Video Text Tracks Format", sections 4 and 6; SubRip has no standard, so what players
accept is accepted.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from transcribe.transcript_error import TranscriptError
from transcribe.transcript_json import LONGEST_S, ROLES
from transcribe.utterance import Role, Transcript, Utterance

_ARROW = "-->"
_CLOCK = re.compile(r"(?:(\d+):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})")
_VOICE = re.compile(r"<v((?:\.[^\s>]*)?)\s+([^>]*)>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z0-9][^>]*>|\{\\[^}]*\}", re.IGNORECASE)  # HTML-like tags, and SubRip's {\an8}
_ROLE_WORDS: dict[str, Role] = {"менеджер": "manager", "руководитель": "head", "роп": "head", "клиент": "client"}

# Classes of a voice that `transcribe.transcript_exports` writes: the channel, and that the name is no speaker's.
_CHANNELS = {"channel0": 0, "channel1": 1}
_SIDE = "side"

_Block = list[tuple[int, str]]  # lines between empty lines, each with its number in the file


def from_subtitles(text: str, call_id: str) -> Transcript:
    """Transcript of call_id, one utterance per voice of a cue, in time order. Raises TranscriptError.

    A voice named as a role (manager, head, client, or the Russian words) gives the role; any other is a speaker.
    Language and channels stay unknown, since the formats do not state them; files that we wrote have the channel, the
    role and whether a name is a speaker's in the classes of a voice.
    """
    cues = [cue for block in _blocks(text) for cue in _cues(block)]
    cues.sort(key=lambda cue: cue.start_s)
    return Transcript(call_id, None, tuple(_numbered(index, cue) for index, cue in enumerate(cues)))


def _blocks(text: str) -> Iterator[_Block]:
    block: _Block = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            block.append((number, line.strip()))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _cues(block: _Block) -> list[Utterance]:
    """The utterances of one block; none for a header, NOTE, STYLE or REGION block of WebVTT."""
    timed = next((place for place, (_, line) in enumerate(block) if _ARROW in line), None)
    number, first = block[0]
    if timed is None:
        if re.match(r"(WEBVTT|NOTE|STYLE|REGION)(\s|$)", first):
            return []
        raise TranscriptError("transcript-bad-cue", f"line {number}: {first[:80]!r} without times")
    start_s, end_s = _times(*block[timed])
    words = " ".join(line for _, line in block[timed + 1 :])
    return [_utterance(start_s, end_s, *voice) for voice in _voices(words)]


def _utterance(start_s: float, end_s: float, classes: frozenset[str], name: str | None, said: str) -> Utterance:
    return Utterance(
        index=0,
        start_s=start_s,
        end_s=end_s,
        text=said,
        channel=next((number for mark, number in _CHANNELS.items() if mark in classes), None),
        speaker=None if _SIDE in classes else name,
        role=next((role for role in map(_role, sorted(classes)) if role), None) or _role(name),
    )


def _times(number: int, line: str) -> tuple[float, float]:
    left, _, right = line.partition(_ARROW)
    start_s, end_s = _seconds(left.strip()), _seconds(right.split()[0] if right.split() else "")
    if start_s is None or end_s is None or end_s < start_s or end_s > LONGEST_S:
        raise TranscriptError("transcript-bad-time", f"line {number}: {line[:80]!r}")
    return start_s, end_s


def _seconds(clock: str) -> float | None:
    if (match := _CLOCK.fullmatch(clock)) is None:
        return None
    hours, minutes, seconds, fraction = match.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(fraction.ljust(3, "0")) / 1000


def _voices(words: str) -> list[tuple[frozenset[str], str | None, str]]:
    """(classes, name or None, what was said) for each voice of a cue that says something."""
    before, *rest = _VOICE.split(words)
    spoken = [("", "", before), *zip(rest[::3], rest[1::3], rest[2::3], strict=True)]
    plain = [(frozenset(marks.split(".")) - {""}, _plain(name) or None, _plain(said)) for marks, name, said in spoken]
    return [(marks, name, said) for marks, name, said in plain if said]


def _plain(words: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", words)).split())


def _role(name: str | None) -> Role | None:
    folded = (name or "").casefold()
    if folded in ROLES:
        return folded  # type: ignore[return-value]  # one of ROLES, which are Role's values
    return _ROLE_WORDS.get(folded)


def _numbered(index: int, cue: Utterance) -> Utterance:
    return replace(cue, index=index)
