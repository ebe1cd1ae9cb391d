"""The import of pyannote.audio as this program wants it: silent, sending nothing, on any build of torchaudio."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
import warnings
from threading import Lock
from types import ModuleType

_importing = Lock()  # the first recordings of several workers come at the same time


def import_pyannote() -> ModuleType:
    """The module pyannote.audio. Takes about ten seconds the first time, so call it only where it is needed.

    Usage statistics are switched off before the import: by default pyannote reports durations and speaker counts.
    Raises what the import raises where the packages are missing or do not fit together.
    """
    with _importing:
        os.environ["PYANNOTE_METRICS_ENABLED"] = "0"  # read at every call, so it holds for the rest of the process
        with warnings.catch_warnings():
            # Recordings are decoded by PyAV and given as samples: that pyannote's own decoder is not there, is no loss.
            warnings.filterwarnings("ignore", message=r"\s*torchcodec is not installed correctly")
            _import_torchaudio()
            return importlib.import_module("pyannote.audio")


def _import_torchaudio() -> None:
    """torchaudio, without its compiled part where that does not fit the installed torch.

    The packaged torchaudio is compiled for CUDA and does not load beside a torch for processors only. pyannote uses
    only what is written in Python: resampling and mel filter banks.
    """
    try:
        importlib.import_module("torchaudio")
    except (OSError, RuntimeError, ImportError) as error:
        if not _raised_by_extension(error):
            raise
        for name in [name for name in sys.modules if name.partition(".")[0] == "torchaudio"]:
            del sys.modules[name]  # half imported
        sys.modules["torchaudio._extension"] = _no_extension()
        importlib.import_module("torchaudio")


def _raised_by_extension(error: BaseException) -> bool:
    parts = {
        tuple(frame.filename.replace("\\", "/").split("/")[-3:-1])
        for frame in traceback.extract_tb(error.__traceback__)
    }
    return ("torchaudio", "_extension") in parts


def _no_extension() -> ModuleType:
    """What torchaudio's own module says where the package was built without its compiled part."""
    module = ModuleType("torchaudio._extension")
    module._IS_TORCHAUDIO_EXT_AVAILABLE = False  # type: ignore[attr-defined]
    module._IS_ALIGN_AVAILABLE = False  # type: ignore[attr-defined]
    module.fail_if_no_align = lambda function: function  # type: ignore[attr-defined]  # of forced alignment, unused
    return module
