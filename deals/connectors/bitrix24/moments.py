"""Times of the API: ISO 8601 with an offset, "" or null where there is none."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from deals.connectors.bitrix24.entity import text_of

LAST_YEAR = 2200  # 9999-12-31 is what telephony writes where a call has no deadline


def moment(value: Any) -> str:
    """As UTC: the portal writes offsets by a zone that can be changed, and times are parts of rows' keys.

    A time without an offset is left without one; "" for what is no time.
    """
    try:
        at = datetime.fromisoformat(text_of(value))
    except ValueError:
        return ""
    if at.year >= LAST_YEAR:
        return ""
    return (at if at.tzinfo is None else at.astimezone(UTC)).isoformat(timespec="seconds")
