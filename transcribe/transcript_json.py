"""The JSON form of a transcript (archive format 1, `transcripts/<call_id>.json`)."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, TypeVar, get_args

from transcribe.transcript_error import TranscriptError
from transcribe.utterance import InventedKind, Outcome, Renamed, Role, Suspicion, Transcript, Utterance

ROLES: frozenset[str] = frozenset(get_args(Role))
INVENTED_KINDS: frozenset[str] = frozenset(get_args(InventedKind))
OUTCOMES: frozenset[str] = frozenset(get_args(Outcome))
SUSPICIONS: frozenset[str] = frozenset(get_args(Suspicion))
LONGEST_S = 86_400.0  # a call is over within a day: later times are milliseconds, or dates

_Kind = TypeVar("_Kind")


def to_json(transcript: Transcript) -> str:
    """The transcript as archive format 1, with what is known beyond it: "confidence", "suspect", "outcome" and so on.

    Voices are left out: they are biometric, and transcripts are handed on.
    """
    utterances = [_utterance_fields(utterance) for utterance in transcript.utterances]
    fields: dict[str, Any] = {"call_id": transcript.call_id, "language": transcript.language, "utterances": utterances}
    if transcript.invented_cut:
        fields["invented_cut"] = transcript.invented_cut
    if transcript.outcome:
        fields["outcome"] = transcript.outcome
    if transcript.renamed:
        fields["renamed"] = [asdict(renamed) for renamed in transcript.renamed]
    if transcript.vad_overruled:
        fields["vad_overruled"] = transcript.vad_overruled
    return json.dumps(fields, ensure_ascii=False, indent=1)


def from_json(text: str, call_id: str) -> Transcript:
    """Transcript of call_id, utterances in time order. Raises TranscriptError.

    The format's fields may be left out where it allows null; an utterance without index takes its place in the
    list. Unknown fields are left unread.
    """
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise TranscriptError("transcript-bad-json", str(error)) from error
    if not isinstance(fields, dict) or not isinstance(fields.get("utterances"), list):
        raise TranscriptError("transcript-bad-field", "utterances: no such list")
    if (named := fields.get("call_id", call_id)) != call_id:
        raise TranscriptError("transcript-other-call", f"call_id: {named!r}")
    language = _optional(fields, "language", str, "language")
    utterances = [_utterance(entry, place) for place, entry in enumerate(fields["utterances"])]
    if len({utterance.index for utterance in utterances}) < len(utterances):
        raise TranscriptError("transcript-bad-field", "index: given twice")
    utterances.sort(key=lambda said: (said.start_s, said.index))
    return Transcript(
        call_id,
        language,
        tuple(utterances),
        invented_cut=_invented_cut(fields),
        outcome=_one_of(OUTCOMES, fields.get("outcome"), "outcome"),  # type: ignore[arg-type]  # they are Outcome's
        renamed=_renamed(fields),
        vad_overruled=_count(fields, "vad_overruled"),
    )


def _utterance_fields(utterance: Utterance) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "index": utterance.index,
        "start": utterance.start_s,
        "end": utterance.end_s,
        "channel": utterance.channel,
        "speaker": utterance.speaker,
        "role": utterance.role,
        "text": utterance.text,
    }
    if utterance.confidence is not None:
        fields["confidence"] = utterance.confidence
    if utterance.suspect is not None:
        fields["suspect"] = utterance.suspect
    return fields


def _utterance(entry: object, place: int) -> Utterance:
    at = f"utterances[{place}]"
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
        raise TranscriptError("transcript-bad-field", f"{at}.text: no such text")
    start_s, end_s = _time(entry, "start", at), _time(entry, "end", at)
    if end_s < start_s:
        raise TranscriptError("transcript-bad-time", f"{at}: ends at {end_s} before it starts at {start_s}")
    index = _optional(entry, "index", int, f"{at}.index")
    channel = _optional(entry, "channel", int, f"{at}.channel")
    if channel not in (0, 1, None) or (index is not None and index < 0):
        raise TranscriptError("transcript-bad-field", f"{at}: channel {channel}, index {index}")
    return Utterance(
        index=place if index is None else index,
        start_s=start_s,
        end_s=end_s,
        text=_text(entry),
        channel=channel,
        speaker=_optional(entry, "speaker", str, f"{at}.speaker"),
        role=_role(entry.get("role"), at),
        confidence=_confidence(entry, at),
        suspect=_one_of(SUSPICIONS, entry.get("suspect"), f"{at}.suspect"),  # type: ignore[arg-type]
    )


def _invented_cut(fields: dict[str, Any]) -> tuple[InventedKind, ...]:
    kinds = fields.get("invented_cut") or []
    if not isinstance(kinds, list) or not all(isinstance(kind, str) and kind in INVENTED_KINDS for kind in kinds):
        raise TranscriptError("transcript-bad-field", f"invented_cut: {kinds!r}")
    return tuple(kinds)


def _renamed(fields: dict[str, Any]) -> tuple[Renamed, ...]:
    entries = fields.get("renamed") or []
    try:
        found = tuple(Renamed(**entry) for entry in entries)
    except TypeError as error:
        raise TranscriptError("transcript-bad-field", f"renamed: {entries!r}") from error
    if not all(isinstance(text, str) for each in found for text in (each.heard, each.name)):
        raise TranscriptError("transcript-bad-field", f"renamed: {entries!r}")
    return found


def _one_of(known: frozenset[str], value: object, at: str) -> str | None:
    if value is not None and not (isinstance(value, str) and value in known):
        raise TranscriptError("transcript-bad-field", f"{at}: {value!r}")
    return value


def _count(fields: dict[str, Any], name: str) -> int:
    value = fields.get(name)
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TranscriptError("transcript-bad-field", f"{name}: {value!r}")
    return value


def _time(entry: dict[str, Any], name: str, at: str) -> float:
    value = entry.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= LONGEST_S:
        raise TranscriptError("transcript-bad-time", f"{at}.{name}: {value!r}")
    return float(value)


def _role(value: object, at: str) -> Role | None:
    if value is not None and not (isinstance(value, str) and value in ROLES):
        raise TranscriptError("transcript-bad-role", f"{at}.role: {value!r}")
    return value  # type: ignore[return-value]  # one of ROLES, which are Role's values


def _confidence(entry: dict[str, Any], at: str) -> float | None:
    value = entry.get("confidence")
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1):
        raise TranscriptError("transcript-bad-field", f"{at}.confidence: {value!r}")
    return None if value is None else float(value)


def _text(entry: dict[str, Any]) -> str:
    # JSON can hold half of an emoji (cut by a program that counts UTF-16), which no output file can: U+FFFD instead.
    return str(entry["text"]).encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()


def _optional(fields: dict[str, Any], name: str, kind: type[_Kind], at: str) -> _Kind | None:
    value = fields.get(name)
    if value is not None and (isinstance(value, bool) or not isinstance(value, kind)):
        raise TranscriptError("transcript-bad-field", f"{at}: {value!r}")
    return value
