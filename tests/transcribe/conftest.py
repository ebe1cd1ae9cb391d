"""What the tests of `transcribe` share: our own short recordings and the packaged Whisper weights."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from transcribe.model_files import WhisperFiles, find_whisper
from transcribe.whisper_recogniser import FasterWhisperRecogniser


@pytest.fixture(scope="session")
def data() -> Path:
    """Recordings made by make_recordings.sh."""
    return Path(__file__).parent / "data"


@pytest.fixture(scope="session", autouse=True)
def _own_cache() -> Iterator[None]:
    """Nothing of the person who runs the tests is read or changed; the 145 MB of weights go away at the end."""
    before = os.environ.get("XDG_CACHE_HOME")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        yield
    if before is None:
        del os.environ["XDG_CACHE_HOME"]
    else:
        os.environ["XDG_CACHE_HOME"] = before


@pytest.fixture(scope="session")
def whisper() -> WhisperFiles:
    return find_whisper(None, allow_hub=False)


@pytest.fixture(scope="session")
def recogniser(whisper: WhisperFiles) -> FasterWhisperRecogniser:
    return FasterWhisperRecogniser(whisper, device="cpu")
