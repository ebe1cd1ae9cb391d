"""Ready transcripts that come with an archive."""

from __future__ import annotations

import codecs
from dataclasses import replace
from pathlib import Path

from transcribe.call_outcome import words_outcome
from transcribe.subtitles import from_subtitles
from transcribe.transcript_error import TranscriptError
from transcribe.transcript_json import from_json, to_json
from transcribe.utterance import Transcript

__all__ = ["SUFFIXES", "TranscriptError", "read_transcript", "to_json"]

SUFFIXES = (".json", ".vtt", ".srt")  # in the order in which a call's transcript is looked for


def read_transcript(path: Path, call_id: str) -> Transcript:
    """The transcript of call_id from a .json, .vtt or .srt file, with the outcome that the words tell if it has none.

    Raises TranscriptError, and OSError where the storage fails in a way that may pass.
    """
    transcript = _transcript(path, call_id)
    return transcript if transcript.outcome else replace(transcript, outcome=words_outcome(transcript))


def _transcript(path: Path, call_id: str) -> Transcript:
    text = _text(path)
    match path.suffix.lower():
        case ".json":
            return from_json(text, call_id)
        case ".vtt" | ".srt":
            return from_subtitles(text, call_id)
        case other:
            raise TranscriptError("transcript-unknown-format", other or path.name)


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise TranscriptError("transcript-missing", str(path)) from error
    except (PermissionError, IsADirectoryError, NotADirectoryError) as error:
        raise TranscriptError("transcript-unreadable", f"{path}: {error.strerror}") from error
    # UTF-16 says what it is by its mark. One-byte encodings do not, and a guess between them can turn
    # Russian into other Russian letters unseen, so those are refused.
    encoding = "utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise TranscriptError("transcript-unreadable", f"not UTF-8: byte {error.start}") from error
    if not text.strip():
        raise TranscriptError("transcript-empty", f"{len(raw)} bytes")
    return text
