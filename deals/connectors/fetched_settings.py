"""archive.yaml of a fetched archive. Its day moves on with each fetch, unless a person has set another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from deals.archive_format import SETTINGS_FILE
from deals.archive_writer import write_settings, write_whole
from deals.connectors.fetch_store import FetchStore

WRITTEN_DAY = "as_of"


def write_fetched_settings(archive: Path, settings: Mapping[str, Any], at: datetime, store: FetchStore) -> None:
    """Add the keys that archive.yaml lacks, and set as_of to the day of the fetch in the archive's zone.

    A day that is not the one written by the last fetch was put there by a person, and stays.
    """
    write_settings(archive, settings)
    path = archive / SETTINGS_FILE
    present = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    if not isinstance(present, dict):
        return  # write_settings has replaced it, or there was nothing to say
    day = at.astimezone(_zone(present.get("timezone"))).date().isoformat()
    stated = present.get("as_of")
    if stated is None or str(stated) == store.fact(WRITTEN_DAY):
        if str(stated) != day:
            write_whole(path, _yaml({**present, "as_of": datetime.fromisoformat(day).date()}))
        store.set_fact(WRITTEN_DAY, day)


def _zone(name: Any) -> ZoneInfo:
    try:
        return ZoneInfo(str(name or "UTC"))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def _yaml(content: Mapping[str, Any]) -> bytes:
    return yaml.safe_dump(dict(content), allow_unicode=True, sort_keys=False).encode("utf-8")
