"""Call ids as file names: the same on every system, and never two calls with one name."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection

_FORBIDDEN = re.compile(r"[^\w.+@=,() -]")  # letters of any script and digits stay
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # devices on Windows
_LONGEST_BYTES = 120  # of the 255 that file systems take: room for ending, digest and a hidden name while writing
OURS = "transcribe"  # transcribe.json tells of the whole folder


def export_names(call_ids: Collection[str]) -> dict[str, str]:
    """Those of the ids whose file name differs from them, with that name; every other id is its own file name.

    A changed name ends in "~" and 8 digits of the id's digest: no unchanged name has that sign, and ids that differ
    only in what was changed, or in upper and lower case, still get names of their own.
    """
    names = {call_id: name for call_id in call_ids if (name := _plain_name(call_id)) != call_id}
    seen = Counter(_folded(call_id) for call_id in call_ids)
    alike = {folded for folded, count in seen.items() if count > 1} | {OURS}
    names |= {call_id: call_id for call_id in call_ids if _folded(call_id) in alike and call_id not in names}
    return {call_id: f"{name}~{_digest(call_id)}" for call_id, name in names.items()}


def _plain_name(call_id: str) -> str:
    """The id without what some file system refuses; the id itself if there is nothing of the kind."""
    name = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", call_id))
    if name.startswith((".", "-", " ")) or name.endswith((".", " ")) or _RESERVED.fullmatch(name) or not name:
        name = f"_{name.strip('. ')}"
    while len(name.encode()) > _LONGEST_BYTES:
        name = name[:-1]
    return name


def _folded(call_id: str) -> str:
    return unicodedata.normalize("NFC", call_id).casefold()


def _digest(call_id: str) -> str:
    return hashlib.sha256(call_id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
