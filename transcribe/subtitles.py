"""WebVTT and SubRip (SRT) files with `<v Speaker>` voices, as transcripts.

Source: W3C "WebVTT: The Web Video Text Tracks Format", sections 4 and 6; SubRip has no standard, so what players
accept is accepted.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from transcribe.transcript_error import TranscriptError
from transcribe.transcript_json import LONGEST_S, ROLES
from transcribe.utterance import Role, Transcript, Utterance

_ARROW = "-->"
_CLOCK = re.compile(r"(?:(\d+):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z0-9][^>]*>|\{\\[^}]*\}", re.IGNORECASE)  # HTML-like tags, and SubRip's {\an8}
_ROLE_WORDS: dict[str, Role] = {"менеджер": "manager", "руководитель": "head", "роп": "head", "клиент": "client"}

_Block = list[tuple[int, str]]  # lines between empty lines, each with its number in the file


def from_subtitles(text: str, call_id: str) -> Transcript:
    """Transcript of call_id, one utterance per voice of a cue, in time order. Raises TranscriptError.

    A voice named as a role (manager, head, client, or the Russian words) gives the role; any other is a speaker.
    Language and channels stay unknown: the formats do not state them.
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
    return [Utterance(0, start_s, end_s, said, speaker=name, role=_role(name)) for name, said in _voices(words)]


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


def _voices(words: str) -> list[tuple[str | None, str]]:
    """(name or None, what was said) for each voice of a cue that says something."""
    before, *rest = _VOICE.split(words)
    spoken = [(None, before), *zip(rest[::2], rest[1::2], strict=True)]
    plain = [(_plain(name or "") or None, _plain(said)) for name, said in spoken]
    return [(name, said) for name, said in plain if said]


def _plain(words: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", words)).split())


def _role(name: str | None) -> Role | None:
    folded = (name or "").casefold()
    if folded in ROLES:
        return folded  # type: ignore[return-value]  # one of ROLES, which are Role's values
    return _ROLE_WORDS.get(folded)


def _numbered(index: int, cue: Utterance) -> Utterance:
    return Utterance(index, cue.start_s, cue.end_s, cue.text, speaker=cue.speaker, role=cue.role)
