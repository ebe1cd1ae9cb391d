"""The time zone a portal works in, which its API does not state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from importlib import resources
from zoneinfo import ZoneInfo

from deals.connectors.bitrix24.entity import Data, text_of


def portal_zone(users: Iterable[Data], host: str, moments: Iterable[str]) -> str | None:
    """The zone that most users have set; else the one of the portal's country whose clock shows all its times.

    host: its last part is the country (bitrix24.ru). moments: times as the API writes them, with offsets. None where
    neither tells; a zone is then asked for by whoever reads the archive.
    """
    chosen = Counter(zone for user in users if (zone := _known(text_of(user.get("TIME_ZONE")))))
    if chosen:
        return max(sorted(chosen), key=chosen.__getitem__)
    shown = {datetime.fromisoformat(text) for text in moments if text}
    shown = {at for at in shown if at.tzinfo is not None}
    country = host.partition(":")[0].rpartition(".")[2].upper()
    zones = _zones_of(country) if shown else ()
    return next((zone for zone in zones if all(_shows(ZoneInfo(zone), at) for at in shown)), None)


def _known(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return ""
    return zone


def _shows(zone: ZoneInfo, at: datetime) -> bool:
    return at.astimezone(zone).utcoffset() == at.utcoffset()


def _zones_of(country: str) -> Iterator[str]:
    """In the order of the tz database, which puts the larger place first among those of one clock."""
    table = resources.files("tzdata").joinpath("zoneinfo/zone.tab").read_text(encoding="utf-8")
    for line in table.splitlines():
        parts = line.split("\t")
        if parts[0] == country:
            yield parts[2]
