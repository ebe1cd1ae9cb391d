"""report_data.json: a finished run as its reports need it, so that they can be made anew without the pipeline.

JSON rather than a database or a pickle: it is read whole in any case, it can be looked at, and nothing in it can run.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reports.run_result import RunResult
from reports.stored_values import RecordStore
from reports.texts import LANGUAGES, Language
from reports.unusable_run import StoredRunUnusable
from transcribe.atomic_file import write_whole

REPORT_DATA = "report_data.json"
FORMAT = 1  # of the frame; the records within have `RecordStore.shape`


@dataclass(frozen=True, slots=True)
class StoredRun:
    """result: its shown part, see `shown_run`. language: of the reports that the run wrote."""

    result: RunResult
    language: Language
    redacted: bool  # personal data were masked before it was stored
    snippets: str = ""  # digest of the file of its snippets; empty where the version that wrote it knew none


def write_stored_run(
    path: Path, shown: RunResult, language: Language, *, redacted: bool, snippets: str = ""
) -> None:  # fmt: skip
    """Write report_data.json to `path`; the file is whole or absent. snippets: digest of the file of its snippets."""
    store = RecordStore(RunResult)
    run = store.packed(shown)
    frame = {
        "format": FORMAT, "records": store.shape, "program": shown.run_info.versions.get("dealforensics", ""),
        "language": language, "redacted": redacted, "snippets": snippets,
        "digest": _digest(run), "run": run,
    }  # fmt: skip
    # Half a surrogate pair, which broken exports hold, is no UTF-8; its escape is what JSON would write for it.
    write_whole(path, (json.dumps(frame, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace"))


def read_stored_run(out: Path) -> StoredRun:
    """The run that lies in the folder. Raises StoredRunUnusable: missing, unreadable, damaged, other-version."""
    path = out / REPORT_DATA
    frame = _frame(path, out)
    store = RecordStore(RunResult)
    if frame.get("format") != FORMAT or frame.get("records") != store.shape:
        raise StoredRunUnusable("other-version", file=str(path), program=str(frame.get("program") or "?"))
    run = frame.get("run")
    if frame.get("digest") != _digest(run) or frame.get("language") not in LANGUAGES:
        raise StoredRunUnusable("damaged", file=str(path))
    snippets = str(frame.get("snippets", ""))
    return StoredRun(store.unpacked(run), frame["language"], frame.get("redacted") is True, snippets)


def _frame(path: Path, out: Path) -> Mapping[str, Any]:
    try:
        frame = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise StoredRunUnusable("missing" if out.is_dir() else "no-folder", folder=str(out)) from error
    except OSError as error:
        raise StoredRunUnusable("unreadable", file=str(path), reason=error.strerror or str(error)) from error
    except (ValueError, RecursionError) as error:  # cut off, or no JSON, or no UTF-8
        raise StoredRunUnusable("damaged", file=str(path)) from error
    if not isinstance(frame, dict) or "format" not in frame:
        raise StoredRunUnusable("damaged", file=str(path))
    return frame


def _digest(run: Any) -> str:
    return hashlib.sha256(json.dumps(run, separators=(",", ":")).encode()).hexdigest()
