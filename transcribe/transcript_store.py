"""Transcripts kept between runs, so that no call is recognised twice."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from transcribe.atomic_file import write_whole
from transcribe.audio import DECODER
from transcribe.file_digest import sha256_of
from transcribe.kept_index import SOUND_BYTES, KeptIndex, KeptSounds
from transcribe.recogniser import Recogniser
from transcribe.recording_digests import RecordingDigests
from transcribe.transcript_error import TranscriptError
from transcribe.transcript_json import from_json, to_json
from transcribe.transcription_settings import TranscriptionSettings, settings_of
from transcribe.utterance import Transcript, Voice

_log = logging.getLogger(__name__)
_NO_CALL = ""  # entries belong to a sound, not to a call: two calls may share a recording
_NONE_STATED: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class StoreKey:
    """Which transcript: of this sound, under these settings."""

    sound: str  # SHA-256 of the recording, hex
    size: int  # of the recording, bytes
    settings: TranscriptionSettings

    @property
    def name(self) -> str:
        """64 hex digits."""
        return hashlib.sha256(f"{self.sound} {self.settings.digest}".encode()).hexdigest()


class TranscriptStore:
    """Files `<folder>/<2 hex>/<62 hex>.json`; whole or absent at every moment, whatever kills the process.

    Safe to use from several threads and processes at once: for one key all of them write the same. Beside the
    transcripts: `index`, which sounds are kept under which settings, and `digests`, the digests of recordings. Both
    only grow, and can be deleted.

    stated: what the words depend on in this run beside the recogniser's identity and the language, by name; where the
    same is part of that identity too (model, device), it is stated so that a change of it can be named.
    """

    def __init__(self, folder: Path, stated: Mapping[str, str] = _NONE_STATED) -> None:
        self.folder = folder
        self._stated = dict(stated)
        self._index = KeptIndex(folder / "index")
        self._digests = RecordingDigests(folder / "digests")
        self._latest: dict[bytes, TranscriptionSettings] | None = None  # read when first asked for
        # By the recogniser itself: its identity looks up versions of packages, too slow for each of 600,000 recordings.
        self._settings: dict[tuple[Recogniser, str | None], TranscriptionSettings] = {}

    def settings(self, recogniser: Recogniser, language: str | None) -> TranscriptionSettings:
        """All that a transcript depends on besides the sound."""
        asked = (recogniser, language)
        if asked not in self._settings:
            values = {"decoder": DECODER, "recogniser": recogniser.identity, "language": language or "auto"}
            self._settings[asked] = settings_of(self._stated | values)
        return self._settings[asked]

    def key(self, recording: Path, recogniser: Recogniser, language: str | None) -> StoreKey:
        """The place of this recording's transcript, from its content and all that the result depends on.

        The path is no part of it: a renamed or moved recording is found again. Raises OSError, DigestsFailed.
        """
        return StoreKey(
            self._digests.digest_of(recording), recording.stat().st_size, self.settings(recogniser, language)
        )

    def get(self, key: StoreKey, call_id: str) -> Transcript | None:
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
        voices, _, words = text.partition("\n")
        try:
            transcript = from_json(words, _NO_CALL)
        except TranscriptError as error:
            _warn(path, error)
            return None
        return replace(transcript, call_id=call_id, source="recognised", voices=_read_voices(voices))

    def latest(self, recording: Path, call_id: str) -> Transcript | None:
        """The transcript of this recording that was kept last, whatever the settings; None where there is none.

        Writes nothing. Raises OSError, DigestsFailed.
        """
        if self._latest is None:
            self._latest = self._index.latest()
        if not self._latest:
            return None
        sound = self._digests.remembered(recording) or sha256_of(recording)
        settings = self._latest.get(bytes.fromhex(sound)[:SOUND_BYTES])
        return None if settings is None else self.get(StoreKey(sound, recording.stat().st_size, settings), call_id)

    def put(self, key: StoreKey, transcript: Transcript) -> None:
        """Keep a transcript, in place of whatever is there. Raises OSError."""
        text = f"{_voices_line(transcript)}\n{to_json(replace(transcript, call_id=_NO_CALL))}"
        write_whole(self._path(key), f"{_digest(key, text)}\n{text}".encode())
        self._index.add(key.sound, key.size, key.settings)

    def kept_sounds(self, settings: TranscriptionSettings) -> KeptSounds:
        """What was transcribed before, under these settings and under others. Raises OSError."""
        return self._index.read(settings)

    def sound_among(self, recording: Path, kept: KeptSounds) -> str | None:
        """Hex digest of a recording that may be among the kept sounds, None of one that certainly is not.

        Reads the recording only if its digest is not remembered and its size is that of a kept one. Raises
        OSError, DigestsFailed.
        """
        if not kept.sizes:
            return None
        if (known := self._digests.remembered(recording)) is not None:
            return known
        return self._digests.digest_of(recording) if recording.stat().st_size in kept.sizes else None

    def _path(self, key: StoreKey) -> Path:
        # Two levels: several thousand files in one folder are slow on network drives and in file managers.
        name = key.name
        return self.folder / name[:2] / f"{name[2:]}.json"


def _digest(key: StoreKey, text: str) -> str:
    return hashlib.sha256(f"{key.name}\n{text}".encode()).hexdigest()


def _voices_line(transcript: Transcript) -> str:
    # Beside the words, not in them: voices are biometric and stay in the store, transcripts in JSON are handed on.
    return json.dumps([[voice.speaker, voice.embedding] for voice in transcript.voices], ensure_ascii=False)


def _read_voices(line: str) -> tuple[Voice, ...]:
    return tuple(Voice(speaker, tuple(embedding)) for speaker, embedding in json.loads(line))


def _warn(path: Path, why: object) -> None:
    _log.warning("kept transcript %s is damaged and will be made again: %s", path, why)
