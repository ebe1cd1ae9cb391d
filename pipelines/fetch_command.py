"""`dealforensics fetch`: a CRM's data, through its API, into an archive folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Literal

from rich.console import Console

from deals.connectors.amocrm.connector import open_amocrm
from deals.connectors.bitrix24.connector import open_bitrix24
from deals.connectors.connector import Access, Connector
from deals.connectors.faults import FetchFailed, FetchFault
from deals.connectors.fetch import FetchWish, fetch
from deals.connectors.patience import Patience
from deals.problems import ArchiveError
from deals.values import UnreadableValue, parse_date
from pipelines.fetch_display import FetchDisplay
from reports.texts import Texts

System = Literal["amocrm", "bitrix24"]

# What the user or the client can put right; the others are the server's.
USER_FAULTS = frozenset(
    {
        FetchFault.BAD_ADDRESS,
        FetchFault.BAD_PROXY,
        FetchFault.BAD_WEBHOOK,
        FetchFault.BAD_SECRET,
        FetchFault.OTHER_PORTAL,
        FetchFault.SINCE_AHEAD,
        FetchFault.SECRET_MISSING,
        FetchFault.SECRET_FILE_MISSING,
        FetchFault.SECRET_FILE_OPEN,
        FetchFault.SECRET_FILE_BROKEN,
        FetchFault.SECRET_FILE_UNWRITABLE,
        FetchFault.OTHER_ACCOUNT,
        FetchFault.ALREADY_RUNNING,
        FetchFault.UNAUTHORISED,
        FetchFault.TOKEN_REFUSED,
        FetchFault.NOT_PAID,
        FetchFault.FORBIDDEN,
        FetchFault.NOT_FOUND,
    }
)
EARLIEST_ZONE = timedelta(hours=14)  # where a day begins first


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """The command line. since: a day as it was typed."""

    system: System
    out: Path
    account: str | None = None
    secrets: Path | None = None
    since: str | None = None
    everything: bool = False
    recordings: bool = True
    patience: Patience = field(default_factory=Patience)


def fetch_command(request: FetchRequest, texts: Texts, environment: Mapping[str, str] = os.environ) -> int:
    """Fetch, and say what has come of it. Exit code: 2 for what the user can put right, 1 where the server failed."""
    try:
        since = _since(request.since)
    except UnreadableValue:
        print(texts.text("fetch-bad-since", value=request.since), file=sys.stderr)
        return 2
    access = Access(request.account, request.secrets, environment, patience=request.patience)
    wish = FetchWish(request.out, since, request.everything, request.recordings)
    try:
        connector = _openers()[request.system](access)
        with FetchDisplay(Console(), texts, connector.account, str(request.out)) as display:
            outcome = fetch(connector, request.system, wish, display, access.mask)
        display.ended(outcome)
    except FetchFailed as error:
        print(texts.text(f"fetch-fault-{error.code}", **error.details), file=sys.stderr)
        return 2 if error.code in USER_FAULTS else 1
    except ArchiveError as error:
        print(f"{texts.place(error.problem)}: {texts.problem(error.problem)}", file=sys.stderr)
        return 2
    except OSError as error:
        reason = error.strerror or str(error)
        print(texts.text("fetch-fault-disk", folder=str(request.out), reason=reason), file=sys.stderr)
        return 1
    return 0


def _openers() -> Mapping[System, Callable[[Access], Connector]]:
    return {"amocrm": open_amocrm, "bitrix24": open_bitrix24}


def _since(text: str | None) -> datetime | None:
    """The beginning of a day wherever the account is: asking for some hours more costs nothing, for less a call."""
    if text is None:
        return None
    return datetime.combine(parse_date(text.strip()).value, time(), UTC) - EARLIEST_ZONE
