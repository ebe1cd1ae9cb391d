"""Calls: the telephony's statistics, each joined with the activity that the CRM made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from deals.connectors.bitrix24.activity_rows import INCOMING, telephony_call
from deals.connectors.bitrix24.deal_index import Binding, DealIndex
from deals.connectors.bitrix24.entity import LEAD, Data, id_of, text_of
from deals.connectors.bitrix24.moments import moment
from deals.connectors.connector import Row
from deals.connectors.fetch_store import FetchStore

# CALL_TYPE of voximplant.statistic.get. A callback (4) is asked for by the client, but it is we who ring.
DIRECTIONS = {"1": "out", "2": "in", "3": "in", "4": "out"}
ROBOT_CALL = "5"  # a text read out by the system: nobody of ours spoke
TALKED = "200"  # CALL_FAILED_CODE


@dataclass(frozen=True, slots=True)
class Call:
    """statistic: a row of the telephony's log, None where only the CRM tells of the call. activity: what it tells."""

    id: str
    statistic: Data | None
    activity: Data | None


def calls(store: FetchStore) -> Iterator[Call]:
    """All calls of persons, in the order of the log; then those that only the CRM tells of, where the log is closed to
    us or does not go back so far."""
    named: set[str] = set()
    by_origin = {telephony_call(item.data): item.id for item in store.items("activity")}
    for item in store.items("call"):
        statistic = item.data
        call_id = text_of(statistic.get("CALL_ID")) or f"statistic-{item.id}"
        if call_id in named:  # the log has it once; should it ever not, no call may hide another
            call_id = f"{call_id}-{item.id}"
        named.add(call_id)
        if text_of(statistic.get("CALL_TYPE")) != ROBOT_CALL:
            activity_id = id_of(statistic.get("CRM_ACTIVITY_ID")) or by_origin.get(call_id, "")
            yield Call(call_id, statistic, store.item("activity", activity_id) if activity_id else None)
    for item in store.items("activity"):
        call_id = telephony_call(item.data)
        if call_id and call_id not in named:
            named.add(call_id)
            yield Call(call_id, None, item.data)


def robot_calls(store: FetchStore) -> list[str]:
    return [item.id for item in store.items("call") if text_of(item.data.get("CALL_TYPE")) == ROBOT_CALL]


def call_row(call: Call, index: DealIndex, bindings: list[Binding]) -> Row:
    """A row without `recording`. bindings: of its activity. deal_id: only where exactly one deal is bound."""
    row = _statistic_row(call.statistic) if call.statistic is not None else _activity_row(call.activity or {})
    if not bindings and call.statistic is not None and text_of(call.statistic.get("CRM_ENTITY_TYPE")) == "LEAD":
        bindings = [(LEAD, id_of(call.statistic.get("CRM_ENTITY_ID")))]
    return {"call_id": call.id, **row, "deal_id": index.only_one(bindings)}


def _statistic_row(statistic: Data) -> Row:
    code = text_of(statistic.get("CALL_FAILED_CODE"))
    return {
        "started_at": moment(statistic.get("CALL_START_DATE")),
        "direction": DIRECTIONS.get(text_of(statistic.get("CALL_TYPE")), ""),
        "user_id": id_of(statistic.get("PORTAL_USER_ID")),
        "client_phone": text_of(statistic.get("PHONE_NUMBER")),
        "duration_s": text_of(statistic.get("CALL_DURATION")),
        "answered": ("yes" if code == TALKED else "no") if code else "",
    }


def _activity_row(activity: Data) -> Row:
    """How long a call lasted and whether anybody spoke, an activity does not say."""
    channels = activity.get("COMMUNICATIONS")
    numbers = [text_of(one.get("VALUE")) for one in channels or () if text_of(one.get("TYPE")) == "PHONE"]
    direction = text_of(activity.get("DIRECTION"))
    return {
        "started_at": moment(activity.get("START_TIME")),
        "direction": {INCOMING: "in", "2": "out"}.get(direction, ""),
        "user_id": id_of(activity.get("RESPONSIBLE_ID")),
        "client_phone": numbers[0] if numbers else "",
        "duration_s": "",
        "answered": "",
    }


def recording_link(call: Call) -> str:
    """The address the telephony itself gives; it may have expired, and most calls have none."""
    return text_of(call.statistic.get("CALL_RECORD_URL")) if call.statistic is not None else ""


def recording_files(call: Call) -> list[str]:
    """Ids on the portal's Disk, the best first."""
    stated = id_of(call.statistic.get("RECORD_FILE_ID")) if call.statistic is not None else ""
    attached = (call.activity or {}).get("FILES")
    others = [id_of(file.get("id")) for file in attached or () if isinstance(file, dict)]
    return list(dict.fromkeys(filter(None, [stated, *others])))
