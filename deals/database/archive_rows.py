"""An archive's records as rows of the database's tables; values in the order of merge_rows.source_columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Any

from deals.call_log import PlacedCall
from deals.database.bulk_rows import Row
from deals.records import Archive


def rows_of(archive: Archive) -> Mapping[str, Iterator[Row]]:
    """The rows of every table but calls, by the table's name."""
    return {
        "people": _people(archive),
        "contacts": _contacts(archive),
        "contact_phones": _contact_phones(archive),
        "deals": _deals(archive),
        "stage_changes": _stage_changes(archive),
        "owner_changes": _owner_changes(archive),
        "tasks": _tasks(archive),
        "messages": _messages(archive),
        "periods": _periods(archive),
    }


def call_rows(placed: Iterable[PlacedCall]) -> Iterator[Row]:
    for place, call in placed:
        yield (
            call.call_id,
            call.started_at,
            call.direction,
            call.user_id,
            call.client_phone,
            call.duration_s,
            call.answered,
            call.recording,
            call.stated_deal_id,
            place,
        )


def _people(archive: Archive) -> Iterator[Row]:
    for place, person in enumerate(archive.people.values()):
        yield (
            person.user_id,
            person.name,
            person.role,
            person.team,
            person.hired,
            person.left,
            person.extension,
            place,
        )


def _contacts(archive: Archive) -> Iterator[Row]:
    for place, contact in enumerate(archive.contacts.values()):
        yield contact.contact_id, contact.name, contact.company, place


def _contact_phones(archive: Archive) -> Iterator[Row]:
    for contact in archive.contacts.values():
        for place, phone in enumerate(dict.fromkeys(contact.phones)):
            yield contact.contact_id, phone, place


def _deals(archive: Archive) -> Iterator[Row]:
    for place, deal in enumerate(archive.deals.values()):
        yield (
            deal.deal_id,
            deal.title,
            deal.contact_id,
            deal.amount,
            archive.currency,
            deal.margin_pct,
            deal.source,
            deal.qualified,
            deal.created_at,
            deal.closed_at,
            deal.status,
            deal.stage,
            deal.lost_reason,
            deal.owner_id,
            place,
        )


def _stage_changes(archive: Archive) -> Iterator[Row]:
    nth = _Nth()
    for place, change in enumerate(archive.stage_history):
        key = (change.deal_id, change.at, change.stage)
        yield (*key, nth.of(key), change.user_id, place)


def _owner_changes(archive: Archive) -> Iterator[Row]:
    nth = _Nth()
    for place, change in enumerate(archive.owner_history):
        key = (change.deal_id, change.at, change.user_id)
        yield (*key, nth.of(key), place)


class _Nth:
    """Counts equal keys. Rows come in time order, and `at` is part of the key, so one moment's keys are enough."""

    def __init__(self) -> None:
        self._at: Any = None
        self._seen: dict[Any, Iterator[int]] = {}

    def of(self, key: tuple[Any, ...]) -> int:
        """How many equal keys came before."""
        if key[1] != self._at:
            self._at, self._seen = key[1], {}
        return next(self._seen.setdefault(key, count()))


def _tasks(archive: Archive) -> Iterator[Row]:
    for place, task in enumerate(archive.tasks):
        yield (
            task.task_id,
            task.deal_id,
            task.kind,
            task.text,
            task.created_at,
            task.due_at,
            task.completed_at,
            task.assignee_id,
            task.result,
            place,
        )


def _messages(archive: Archive) -> Iterator[Row]:
    for place, message in enumerate(archive.messages):
        yield (
            message.message_id,
            message.deal_id,
            message.at,
            message.channel,
            message.author,
            message.text,
            place,
        )


def _periods(archive: Archive) -> Iterator[Row]:
    for place, period in enumerate(archive.periods):
        yield (
            period.month,
            period.plan,
            period.fact,
            period.margin_fact,
            period.head_bonus_paid,
            archive.currency,
            place,
        )
