"""Ids for what has none: the same content always gives the same id, wherever in a file it stands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

_DIGITS = 12  # 48 bits: two of a million rows share one with a chance of 1 in 500


def content_id(prefix: str, parts: Iterable[str | None]) -> str:
    """prefix and a digest of the parts, in which spaces and the case of letters do not count."""
    text = "\x1f".join(" ".join((part or "").casefold().split()) for part in parts)
    return f"{prefix}{hashlib.sha256(text.encode('utf-8')).hexdigest()[:_DIGITS]}"
