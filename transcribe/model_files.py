"""Which Whisper weights to use, and what exactly they are."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from faster_whisper import available_models, download_model
from huggingface_hub import constants, get_session

from transcribe import packaged_whisper
from transcribe.file_digest import remembered_sha256

Origin = Literal["named", "folder", "hub", "package"]

HUB_CHOICES = (  # best first; taken unasked only where they already lie in the hub's cache on this machine
    "Systran/faster-whisper-large-v3",
    "Systran/faster-whisper-medium",
    "Systran/faster-whisper-small",
)
_NETWORK_WAIT_S = 3.0
_PACKAGED_NAMES = (packaged_whisper.NAME, "base")  # the packaged weights are Whisper base


@dataclass(frozen=True, slots=True)
class WhisperFiles:
    """Weights found on this machine, in CTranslate2's format."""

    name: str  # as asked for, or as chosen
    folder: Path
    digest: str  # SHA-256 of model.bin, hex
    origin: Origin  # named: from the hub, asked for by name; hub: chosen from the hub's cache; folder; package


class ModelNotFound(Exception):
    """No weights that are certainly the wanted ones.

    code: model-name-unknown, model-folder-missing, model-folder-incomplete, model-unavailable (a known name, but
    neither on this machine nor to be fetched) or model-none (nothing was asked for and nothing is installed).
    wanted: as asked for. tried: (place, what came of it) in the order tried.
    """

    def __init__(self, code: str, wanted: str | None, tried: tuple[tuple[str, str], ...]) -> None:
        attempts = "; ".join(f"{place}: {outcome}" for place, outcome in tried)
        super().__init__(f"{code} {wanted or ''}: {attempts}")
        self.code = code
        self.wanted = wanted
        self.tried = tried


class _Attempts:
    """What was tried so far; kept so that an error can tell all of it."""

    def __init__(self) -> None:
        self.tried: list[tuple[str, str]] = []

    def failed(self, place: str, outcome: object) -> None:
        self.tried.append((place, str(outcome).splitlines()[0] if str(outcome) else type(outcome).__name__))

    def error(self, code: str, wanted: str | None) -> ModelNotFound:
        return ModelNotFound(code, wanted, tuple(self.tried))


def find_whisper(wanted: str | None, allow_hub: bool = True) -> WhisperFiles:
    """The weights to recognise speech with. Raises ModelNotFound; never takes another model than the one named.

    wanted: a folder with weights, a model name faster-whisper knows ("small", "large-v3"), a hub repository
    ("owner/name") or "packaged-base". A name not yet on this machine is downloaded where the network allows;
    without network that fails within about 3 s. Without a wish: the best of HUB_CHOICES that is already in the
    hub's cache, else the weights inside the packages; nothing is downloaded.
    allow_hub: False to use neither the hub nor its cache.
    """
    attempts = _Attempts()
    if wanted is None:
        return _chosen(allow_hub, attempts)
    if Path(wanted).expanduser().is_dir():
        return _from_folder(Path(wanted).expanduser(), wanted, attempts)
    return _named(wanted, allow_hub, attempts)


def _chosen(allow_hub: bool, attempts: _Attempts) -> WhisperFiles:
    for name in HUB_CHOICES if allow_hub else ():
        if folder := _cached(name, attempts):
            return _files(name, folder, "hub")
    if folder := _packaged(attempts):
        return _files(packaged_whisper.NAME, folder, "package")
    raise attempts.error("model-none", None)


def _from_folder(folder: Path, wanted: str, attempts: _Attempts) -> WhisperFiles:
    if missing := _missing_files(folder):
        attempts.failed(str(folder), f"without {', '.join(missing)}")
        raise attempts.error("model-folder-incomplete", wanted)
    return _files(folder.resolve().name, folder, "folder")


def _named(wanted: str, allow_hub: bool, attempts: _Attempts) -> WhisperFiles:
    if wanted.startswith((".", "/", "~")) or Path(wanted).is_absolute():
        attempts.failed(wanted, "no such folder")
        raise attempts.error("model-folder-missing", wanted)
    if wanted not in available_models() and wanted not in _PACKAGED_NAMES and wanted.count("/") != 1:
        attempts.failed("names", ", ".join((packaged_whisper.NAME, *available_models())))
        raise attempts.error("model-name-unknown", wanted)
    on_hub = allow_hub and wanted != packaged_whisper.NAME
    if on_hub and (folder := _cached(wanted, attempts) or _downloaded(wanted, attempts)):
        return _files(wanted, folder, "named")
    if wanted in _PACKAGED_NAMES and (folder := _packaged(attempts)):
        return _files(packaged_whisper.NAME, folder, "package")
    raise attempts.error("model-unavailable", wanted)


def _cached(name: str, attempts: _Attempts) -> Path | None:
    try:
        folder = Path(download_model(name, local_files_only=True))
    except (OSError, ValueError) as error:
        attempts.failed(f"hub cache, {name}", error)
        return None
    if missing := _missing_files(folder):  # a download that was broken off
        attempts.failed(f"hub cache, {name}", f"without {', '.join(missing)}")
        return None
    return folder


def _downloaded(name: str, attempts: _Attempts) -> Path | None:
    if problem := _network_problem():
        attempts.failed("hub", problem)
        return None
    try:
        return Path(download_model(name))
    except Exception as error:  # which errors depends on the HTTP library of the hub client's version
        attempts.failed(f"hub, {name}", error)
        return None


def _network_problem() -> str | None:
    """Why the hub cannot be reached, None where it can. Takes at most _NETWORK_WAIT_S.

    In a thread, because a name server that does not answer holds up the caller beyond every timeout of the request.
    """
    outcome: list[str | None] = []

    def ask() -> None:
        try:
            get_session().head(constants.ENDPOINT, timeout=_NETWORK_WAIT_S)
            outcome.append(None)
        except Exception as error:  # as above; what it was is told in ModelNotFound
            outcome.append(str(error) or type(error).__name__)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(_NETWORK_WAIT_S)
    return outcome[0] if outcome else f"no answer within {_NETWORK_WAIT_S:.0f} s"


def _packaged(attempts: _Attempts) -> Path | None:
    try:
        return packaged_whisper.joined_folder()
    except (ModuleNotFoundError, packaged_whisper.PackageDamaged, OSError) as error:
        attempts.failed(f"packages {' and '.join(packaged_whisper.PACKAGES)}", repr(error))
        return None


def _missing_files(folder: Path) -> list[str]:
    # tokenizer.json too: without it faster-whisper fetches one from the hub on its own.
    missing = [name for name in ("model.bin", "config.json", "tokenizer.json") if not (folder / name).is_file()]
    return missing + ([] if any(folder.glob("vocabulary.*")) else ["vocabulary.json"])


def _files(name: str, folder: Path, origin: Origin) -> WhisperFiles:
    return WhisperFiles(name, folder, remembered_sha256(folder / "model.bin"), origin)
