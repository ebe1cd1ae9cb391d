"""report_snippets.zip: a run's snippets, so that its reports can be made anew without the recordings.

One file beside report_data.json, written at every run, rather than a folder: what a run without masks left is gone when
a masked run is written over it, and one digest tells whether the sounds are those of the stored run. A zip, since
base64 in JSON would make each of them a third larger, and any player opens what is in it.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

from reports.snippets.snippet import Snippet, Snippets

SNIPPETS_FILE = "report_snippets.zip"
_LIST = "snippets.json"
_COUNTS = ("left_out", "unheard", "withheld")
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # equal runs write equal bytes


def snippets_bytes(snippets: Snippets) -> bytes:
    """The content of the file."""
    names = [f"{number:03}.mp3" for number in range(1, len(snippets.kept) + 1)]
    listed = [
        {"file": name, "call_id": one.call_id, "index": one.index, "start": one.start_s, "end": one.end_s}
        for name, one in zip(names, snippets.kept, strict=True)
    ]
    frame = {name: getattr(snippets, name) for name in _COUNTS} | {"snippets": listed}
    text = json.dumps(frame, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as file:  # MP3 packs no further
        for name, content in [(_LIST, text), *zip(names, (one.sound for one in snippets.kept), strict=True)]:
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.create_system = 3  # else it is that of this computer
            file.writestr(entry, content)
    return buffer.getvalue()


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def read_snippets(path: Path, digest: str) -> Snippets | None:
    """The snippets that the digest is of; None where the file is missing, cannot be read, or is another run's."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    if digest_of(content) != digest:
        return None
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        frame = json.loads(file.read(_LIST))
        return Snippets(tuple(_kept(file, frame["snippets"])), **{name: frame[name] for name in _COUNTS})


def _kept(file: zipfile.ZipFile, listed: list[dict[str, str]]) -> Iterator[Snippet]:
    for one in listed:
        start_s, end_s = float(one["start"]), float(one["end"])
        yield Snippet(one["call_id"], int(one["index"]), start_s, end_s, file.read(one["file"]))
