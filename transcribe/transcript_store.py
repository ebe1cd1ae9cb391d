"""Transcripts kept between runs, so that no call is recognised twice."""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import replace
from pathlib import Path

from transcribe.atomic_file import write_whole
from transcribe.audio import DECODER
from transcribe.file_digest import sha256_of
from transcribe.recogniser import Recogniser
from transcribe.transcript_error import TranscriptError
from transcribe.transcript_json import from_json, to_json
from transcribe.utterance import Transcript

_log = logging.getLogger(__name__)
_NO_CALL = ""  # entries belong to a sound, not to a call: two calls may share a recording


class TranscriptStore:
    """Files `<folder>/<2 hex>/<62 hex>.json`; whole or absent at every moment, whatever kills the process.

    Safe to use from several processes at once: for one key all of them write the same.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def key(self, recording: Path, recogniser: Recogniser, language: str | None) -> str:
        """64 hex digits, from the recording's content and all that the result depends on.

        The path is no part of it: a renamed or moved recording is found again. Raises OSError.
        """
        parts = [sha256_of(recording), DECODER, recogniser.identity, language]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def get(self, key: str, call_id: str) -> Transcript | None:
        """The kept transcript, as call_id's; None where there is none or its file is damaged."""
        path = self._path(key)
        try:
            digest, _, text = path.read_text(encoding="utf-8").partition("\n")
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            _warn(path, error)
            return None
        if digest != _digest(key, text):
            _warn(path, "digest differs")
            return None
        try:
            return replace(from_json(text, _NO_CALL), call_id=call_id, source="recognised")
        except TranscriptError as error:
            _warn(path, error)
            return None

    def put(self, key: str, transcript: Transcript) -> None:
        """Keep a transcript, in place of whatever is there. Raises OSError."""
        text = to_json(replace(transcript, call_id=_NO_CALL))
        write_whole(self._path(key), f"{_digest(key, text)}\n{text}".encode())

    def _path(self, key: str) -> Path:
        # Two levels: several thousand files in one folder are slow on network drives and in file managers.
        return self.folder / key[:2] / f"{key[2:]}.json"


def _digest(key: str, text: str) -> str:
    return hashlib.sha256(f"{key}\n{text}".encode()).hexdigest()


def _warn(path: Path, why: object) -> None:
    _log.warning("kept transcript %s is damaged and will be made again: %s", path, why)
