"""What each CRM system's connector offers to the command that runs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from deals.archive_format import TableForm
from deals.connectors.fetch_store import FetchPlan, FetchStore
from deals.connectors.patience import Patience
from deals.connectors.recordings import RecordingWish
from deals.connectors.secret_mask import SecretMask
from deals.connectors.session import ApiSession
from deals.connectors.walk import Step

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Access:
    """How to get into an account, as the user gave it.

    account: its address, None where the secrets say it. secret_file: see deals.connectors.secret_file.
    environment: variables of the process; a secret may stand there in place of the file.
    """

    account: str | None
    secret_file: Path | None
    environment: Mapping[str, str]
    mask: SecretMask = field(default_factory=SecretMask)
    patience: Patience = field(default_factory=Patience)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Things of one kind that the archive has no place for, or that could not be placed for certain.

    code: the sentence `fetch-left-out-<code>`. example: the id of one of them.
    """

    code: str
    count: int
    example: str


class Connector(Protocol):
    """One account of one system. Tables are made of the whole store, not of the last fetch only."""

    @property
    def account(self) -> str:
        """A name of the account that stays the same and is no secret."""

    @property
    def session(self) -> ApiSession: ...

    def server_time(self) -> datetime:
        """By the system's clock, from a first small request, which also shows whether the secrets are good."""

    def steps(self, store: FetchStore, plan: FetchPlan) -> Iterator[Step]:
        """The lists to read, in order. Later ones may depend on what earlier ones have put into the store."""

    def settings(self, store: FetchStore) -> Mapping[str, Any]:
        """Keys of archive.yaml that the system knows, without as_of."""

    def tables(self, store: FetchStore) -> Iterator[tuple[TableForm, Iterable[Row]]]:
        """The archive's tables; calls.csv without its column `recording`."""

    def recording_wishes(self, store: FetchStore) -> Iterable[RecordingWish]: ...

    def fresh_link(self, call_id: str) -> str | None:
        """Another link to a recording whose own does not work; None where the API gives none."""

    def left_out(self) -> Sequence[LeftOut]:
        """Of the tables last made."""
