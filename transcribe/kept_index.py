"""Which sounds were transcribed under which settings, so that a run can count before it works."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from transcribe.checked_lines import append_line, whole_lines
from transcribe.transcription_settings import TranscriptionSettings, settings_of

_SETTINGS, _KEPT = "settings", "kept"
SOUND_BYTES = 16  # of the sound's digest: enough to tell sounds apart, half the memory
_SOUND_DIGITS = 2 * SOUND_BYTES


@dataclass(frozen=True, slots=True)
class KeptSounds:
    """What an index holds, seen from the settings of a run. About 150 bytes for each kept transcript."""

    now: frozenset[bytes]  # sounds kept under these settings
    other: dict[bytes, TranscriptionSettings]  # sounds kept under others only, with the latest of these
    sizes: frozenset[int] = field(default_factory=frozenset)  # bytes of the recordings: others cannot be in here

    def is_now(self, sound: str) -> bool:
        """sound: hex digest of the recording."""
        return _short(sound) in self.now

    def other_settings(self, sound: str) -> TranscriptionSettings | None:
        """The settings that the sound was last transcribed under, where these were not the present ones."""
        return self.other.get(_short(sound))


class KeptIndex:
    """Append-only file: a line for each kept transcript, and one for each setting, once in every run that adds to it.

    It may lag behind the transcripts (they outlast a loss of power, its last lines may not): it serves for counting
    before the work, and for finding only where what is not found can be transcribed again.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = Lock()
        self._written: set[str] = set()  # digests of the settings that this process has described

    def add(self, sound: str, size: int, settings: TranscriptionSettings) -> None:
        """Note a kept transcript. sound: hex digest, size: bytes of the recording. Raises OSError."""
        with self._lock:
            if settings.digest not in self._written:
                append_line(self._file, f"{_SETTINGS} {settings.digest} {settings.to_json()}")
                self._written.add(settings.digest)
        append_line(self._file, f"{_KEPT} {sound[:_SOUND_DIGITS]} {size} {settings.digest}")

    def read(self, present: TranscriptionSettings) -> KeptSounds:
        """All that is kept. Raises OSError."""
        settings: dict[str, TranscriptionSettings] = {}
        now: set[bytes] = set()
        other: dict[bytes, TranscriptionSettings] = {}
        sizes: set[int] = set()
        for line in whole_lines(self._file):
            kind, _, rest = line.partition(" ")
            if kind == _SETTINGS:
                digest, _, values = rest.partition(" ")
                settings[digest] = settings_of(json.loads(values))
            elif kind == _KEPT:
                sound, size, digest = rest.split(" ")
                sizes.add(int(size))
                if digest == present.digest:
                    now.add(_short(sound))
                elif digest in settings:  # else its line was damaged, and nothing is known that could be named
                    other[_short(sound)] = settings[digest]
        for sound_now in now:
            other.pop(sound_now, None)
        return KeptSounds(frozenset(now), other, frozenset(sizes))

    def latest(self) -> dict[bytes, TranscriptionSettings]:
        """Of each sound, by SOUND_BYTES of its digest, the settings it was last transcribed under. Raises OSError."""
        settings: dict[str, TranscriptionSettings] = {}
        latest: dict[bytes, TranscriptionSettings] = {}
        for line in whole_lines(self._file):
            kind, _, rest = line.partition(" ")
            if kind == _SETTINGS:
                digest, _, values = rest.partition(" ")
                settings[digest] = settings_of(json.loads(values))
            elif kind == _KEPT:
                sound, _, digest = rest.split(" ")
                if digest in settings:
                    latest[_short(sound)] = settings[digest]
        return latest


def _short(sound: str) -> bytes:
    return bytes.fromhex(sound[:_SOUND_DIGITS])
