"""One Bitrix24 portal: what is asked for, and how it becomes an archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from deals.archive_format import TABLE_FORMS, TableForm
from deals.connectors.bitrix24.api_error import MethodRefused, TimeBudget
from deals.connectors.bitrix24.authorisation import entrance
from deals.connectors.bitrix24.call_rows import Call, calls, recording_files, recording_link
from deals.connectors.bitrix24.entity import text_of
from deals.connectors.bitrix24.fetch_steps import fetch_steps
from deals.connectors.bitrix24.portal_zone import portal_zone
from deals.connectors.bitrix24.reading import Reading
from deals.connectors.bitrix24.rest import Rest
from deals.connectors.bitrix24.tables import RIGHTS, Bitrix24Tables
from deals.connectors.connector import Access, LeftOut, Row
from deals.connectors.faults import FetchFailed, FetchFault
from deals.connectors.fetch_store import FetchPlan, FetchStore
from deals.connectors.rate_limit import RateLimit
from deals.connectors.recordings import RecordingWish
from deals.connectors.session import ApiSession
from deals.connectors.walk import Step

# limits.md: the portal's bucket drains two requests a second and overflows at fifty, and everything that runs on this
# computer's address shares it: half of it is left to others.
REQUESTS_PER_SECOND, BURST = 2.0, 25
EVERY_SCOPE = frozenset({"crm", *RIGHTS.values()})


def open_bitrix24(access: Access) -> Bitrix24:
    """Raises FetchFailed where the address or the secrets cannot be used; sends nothing yet."""
    door = entrance(access)
    budget = TimeBudget(door.portal)
    limit = RateLimit(REQUESTS_PER_SECOND, access.patience, BURST)
    session = ApiSession(door.base_url, limit, access.mask, access.patience, door.authorisation, budget.rules)
    return Bitrix24(door.portal, session, Rest(session, budget))


@dataclass(slots=True)
class Bitrix24:
    """The connector of deals.connectors.connector."""

    account: str
    session: ApiSession
    rest: Rest
    _scopes: frozenset[str] = field(default=frozenset(), init=False)
    _made: Bitrix24Tables | None = field(default=None, init=False)
    _recorded: dict[str, Call] = field(default_factory=dict, init=False)

    def server_time(self) -> datetime:
        """Raises FetchFailed too where the webhook or application may not read the CRM."""
        self.rest.budget.method = "scope"
        try:
            answer = self.session.call("POST", "scope", body={})
        except MethodRefused:  # then each list shows for itself what is allowed
            self._scopes = EVERY_SCOPE
            return self.session.answered_at or datetime.now(UTC)
        granted = answer.data.get("result") if isinstance(answer.data, Mapping) else None
        if not isinstance(granted, list):
            raise self.rest.broken("scope")
        self._scopes = frozenset(map(text_of, granted))
        if "crm" not in self._scopes:
            raise FetchFailed(FetchFault.FORBIDDEN, host=self.session.host, what="crm")
        return answer.at or datetime.now(UTC)

    def steps(self, store: FetchStore, plan: FetchPlan) -> Iterator[Step]:
        return fetch_steps(Reading(self.rest, store, plan), self._scopes)

    def settings(self, store: FetchStore) -> Mapping[str, Any]:
        own = [item.data for item in store.items("company") if item.data.get("isMyCompany") == "Y"]
        users = (item.data for item in store.items("user"))
        created = (text_of(item.data.get("createdTime")) for item in store.items("deal"))
        known = {
            "company": text_of(own[0].get("title")) if len(own) == 1 else self.account.partition(".")[0],
            "language": "auto",
            "timezone": portal_zone(users, self.account, created),
            "currency": Bitrix24Tables(store, self._scopes).currency(),
        }
        return {key: value for key, value in known.items() if value}

    def tables(self, store: FetchStore) -> Iterator[tuple[TableForm, Iterable[Row]]]:
        self._made = Bitrix24Tables(store, self._scopes)
        for file, rows in self._made.rows():
            yield TABLE_FORMS[file], rows

    def recording_wishes(self, store: FetchStore) -> Iterable[RecordingWish]:
        """Links of the Disk come first: they are made when asked for, so that they cannot have expired."""
        for call in calls(store):
            link = recording_link(call)
            if link or recording_files(call):
                self._recorded[call.id] = call
                yield RecordingWish(call.id, link or None)

    def fresh_link(self, call_id: str) -> str | None:
        """Of the first of the call's files on the portal's Disk that may be read."""
        for file_id in recording_files(self._recorded[call_id]):
            try:
                result = self.rest.call("disk.file.get", {"id": file_id}).result
            except MethodRefused:
                return None
            except FetchFailed as error:
                if error.code in (FetchFault.REFUSED, FetchFault.NOT_FOUND):
                    continue  # the file was deleted
                raise
            if isinstance(result, Mapping) and (link := text_of(result.get("DOWNLOAD_URL"))):
                return link
        return None

    def left_out(self) -> Sequence[LeftOut]:
        return self._made.left_out() if self._made else ()
