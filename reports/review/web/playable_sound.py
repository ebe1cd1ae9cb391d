"""Recordings as a browser can play them: the file itself, or a copy as PCM where browsers lack the format."""

from __future__ import annotations

import hashlib
import os
import time
import wave
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import numpy as np

from transcribe.audio import SAMPLE_RATE, SoundForm, sound_blocks, sound_form
from transcribe.cache_folder import cache_folder

# What Chromium, Firefox and Safari all play, by FFmpeg's names. The telephone's own codecs (A-law, GSM, AMR) and WMA
# are not among them.
_PLAYED: Mapping[SoundForm, str] = {
    SoundForm("mp3", "mp3"): "audio/mpeg",
    SoundForm("wav", "pcm_s16le"): "audio/wav",
    SoundForm("wav", "pcm_u8"): "audio/wav",
    SoundForm("flac", "flac"): "audio/flac",
    SoundForm("mov,mp4,m4a,3gp,3g2,mj2", "aac"): "audio/mp4",
}
_SAMPLE_BYTES = 2
_COPY_TYPE = "audio/wav"


@dataclass(frozen=True, slots=True)
class PlayableFile:
    path: Path
    media_type: str


class PlayableSounds:
    """Makes the copies, each once, and keeps the latest of them within a bound.

    PCM rather than a compressed format: it is made in a tenth of the time, and a player can seek in it to the sample.
    """

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder = folder
        self._most_bytes = most_bytes
        self._making = Lock()  # one at a time: a conversion takes a whole processor

    def of(self, recording: Path) -> PlayableFile:
        """Raises RecordingError where it is no sound or may not be played, OSError where it cannot be read."""
        media_type = _PLAYED.get(sound_form(recording))
        if media_type is not None:
            return PlayableFile(recording, media_type)
        copy = self._folder / f"{_name(recording)}.wav"
        if not _touched(copy):
            with self._making:
                if not _touched(copy):  # somebody else may have made it meanwhile
                    self._folder.mkdir(parents=True, exist_ok=True)
                    _write_copy(recording, copy)
                    self._forget_oldest(copy)
        return PlayableFile(copy, _COPY_TYPE)

    def _forget_oldest(self, newest: Path) -> None:
        copies = [(path.stat(), path) for path in self._folder.glob("*.wav") if path != newest]
        room = self._most_bytes - newest.stat().st_size
        for stat, path in sorted(copies, key=lambda one: one[0].st_mtime, reverse=True):
            room -= stat.st_size
            if room < 0:
                path.unlink(missing_ok=True)  # whoever plays it holds it open


def usual_folder() -> Path:
    return cache_folder() / "review_sounds"


def _name(recording: Path) -> str:
    """Of the copy: another one as soon as the file is another. Its path is resolved already."""
    stat = recording.stat()
    return hashlib.sha256(f"{recording}|{stat.st_size}|{stat.st_mtime_ns}".encode()).hexdigest()[:32]


def _touched(copy: Path) -> bool:
    """Whether it is there; it then counts as just used."""
    try:
        os.utime(copy, (time.time(), time.time()))
    except FileNotFoundError:
        return False
    return True


def _write_copy(recording: Path, copy: Path) -> None:
    beside = copy.with_name(f".{copy.name}.{os.getpid()}")
    try:
        blocks = sound_blocks(recording)
        first = next(blocks, np.zeros((1, 0), np.float32))
        with beside.open("wb") as file, wave.open(file, "wb") as sound:
            sound.setnchannels(len(first))
            sound.setsampwidth(_SAMPLE_BYTES)
            sound.setframerate(SAMPLE_RATE)
            sound.writeframes(_pcm(first))
            for block in blocks:
                sound.writeframesraw(_pcm(block))
        beside.replace(copy)
    finally:
        beside.unlink(missing_ok=True)


def _pcm(block: np.ndarray) -> bytes:
    """block: shape (n_channels, n_samples), -1 to 1. Interleaved, 16 bits."""
    return (np.clip(block, -1, 1) * 32767).astype("<i2").T.tobytes()
