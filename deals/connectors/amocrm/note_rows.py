"""Notes and chats as messages, and notes of calls as calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from deals.connectors.amocrm.deal_index import DealIndex
from deals.connectors.amocrm.history_rows import CHAT_IN, Event, chat_value
from deals.connectors.amocrm.values import ROBOT, identifier, mapping, moment, moment_at, text
from deals.connectors.connector import Row
from deals.connectors.recordings import RecordingWish
from deals.records import CLIENT_AUTHOR

CALLS = ("call_in", "call_out")
SERVICE = ("service_message", "extended_service_message")
# Other types say nothing about talking to the client: files, places, visits to the site, changes of fields.
NOTE_TYPES = (*CALLS, "common", "sms_in", "sms_out", "amomail_message", *SERVICE)

# call_status of the API; of the others (left a message, call back, not there, wrong number, undefined) none says
# whether anybody spoke.
TALKED, NOT_ANSWERED = 4, (6, 7)


@dataclass(frozen=True, slots=True)
class Note:
    """A note, and whose it is: "leads", "contacts" or "companies"."""

    entity_type: str
    data: Mapping[str, Any]

    @property
    def id(self) -> str:
        return str(self.data["id"])

    @property
    def kind(self) -> str:
        return text(self.data.get("note_type"))

    @property
    def entity_id(self) -> str:
        return str(self.data.get("entity_id", ""))

    @property
    def params(self) -> Mapping[str, Any]:
        return mapping(self.data.get("params"))


def message_row(note: Note, index: DealIndex) -> Row | None:
    """None where the note's deal is not certain."""
    deal_id = index.deal_of(note.entity_type, note.entity_id, moment_at(note.data.get("created_at")))
    if deal_id is None:
        return None
    return {
        "message_id": note.id,
        "deal_id": deal_id,
        "at": moment(note.data.get("created_at")),
        "channel": _channel(note.kind),
        "author": _author(note),
        "text": _words(note),
    }


def _channel(kind: str) -> str:
    return {"common": "note", "amomail_message": "email", "sms_in": "sms", "sms_out": "sms"}.get(kind, "service")


def _author(note: Note) -> str:
    if note.kind == "sms_in" or (note.kind == "amomail_message" and note.params.get("income") is True):
        return CLIENT_AUTHOR
    return ROBOT if note.kind in SERVICE else identifier(note.data.get("created_by")) or ROBOT


def _words(note: Note) -> str:
    """Of an e-mail the API gives the subject and the beginning only."""
    if note.kind == "amomail_message":
        return "\n".join(filter(None, (text(note.params.get(key)) for key in ("subject", "content_summary"))))
    words, service = text(note.params.get("text")), text(note.params.get("service"))
    return f"{service}: {words}" if service and note.kind in SERVICE else words


def chat_row(event: Event, index: DealIndex) -> Row | None:
    """A chat message without its words, which the API does not give. None where its deal is not certain."""
    at = moment_at(event.get("created_at"))
    deal_id = index.deal_of(text(event.get("entity_type")), str(event.get("entity_id")), at)
    if deal_id is None:
        return None
    from_client = event.get("type") == CHAT_IN
    return {
        "message_id": f"event-{event['id']}",
        "deal_id": deal_id,
        "at": moment(event.get("created_at")),
        "channel": text(chat_value(event).get("origin")) or "chat",
        "author": CLIENT_AUTHOR if from_client else identifier(event.get("created_by")) or ROBOT,
        "text": "",
    }


@dataclass(frozen=True, slots=True)
class Call:
    """One call, which a telephony service may have noted down at several cards. notes: oldest first."""

    notes: tuple[Note, ...]

    @property
    def id(self) -> str:
        return self.notes[0].id


def joined_calls(notes: Iterable[Note]) -> Iterator[Call]:
    """Calls by the telephony's own id (`uniq`), in the order of their first notes.

    Parts of a call that was passed on carry one `uniq` too: only notes that agree in direction, number and length are
    taken for one call.
    """
    calls: dict[tuple[str, ...], list[Note]] = {}
    for note in notes:
        uniq = text(note.params.get("uniq"))
        shape = (note.kind, text(note.params.get("phone")), text(note.params.get("duration")))
        calls.setdefault((uniq, *shape) if uniq else ("", note.id), []).append(note)
    return (Call(tuple(found)) for found in calls.values())


def call_row(call: Call, index: DealIndex, users: Mapping[str, str]) -> Row:
    """A row without `recording`. users: id to name.

    started_at is the moment of the note: the API has no other, and does not say whether it is the beginning.
    """
    first = call.notes[0]
    return {
        "call_id": call.id,
        "started_at": moment(first.data.get("created_at")),
        "direction": "in" if first.kind == "call_in" else "out",
        "user_id": _talker(call, users),
        "client_phone": text(first.params.get("phone")),
        "duration_s": _duration(first),
        "answered": _answered(first),
        "deal_id": _stated_deal(call, index),
    }


def _stated_deal(call: Call, index: DealIndex) -> str:
    """The one deal that the call is noted at; what is noted at a deal's main contact is left to linking.

    Of a contact that is no deal's main one the tables do not tell whose it is: its call goes to the only deal it can.
    """
    at = moment_at(call.notes[0].data.get("created_at"))
    deals = {note.entity_id for note in call.notes if note.entity_type == "leads" and note.entity_id in index.deals}
    if not deals:
        others = [note for note in call.notes if note.entity_type == "contacts"]
        found = {index.deal_of("contacts", n.entity_id, at) for n in others if n.entity_id not in index.main_contacts}
        deals = {deal for deal in found if deal is not None}
    return deals.pop() if len(deals) == 1 else ""


def _duration(note: Note) -> str:
    duration = text(note.params.get("duration"))
    return duration if duration.isdecimal() else ""


def _talker(call: Call, users: Mapping[str, str]) -> str:
    """Who spoke: whom the telephony names, else the note's author if the note is his own.

    Telephony services often write all their notes under one account; a call must not count as that person's.
    """
    ids_of_names: dict[str, list[str]] = {}
    for user_id, name in users.items():
        ids_of_names.setdefault(name.casefold(), []).append(user_id)
    for note in call.notes:
        named = text(note.params.get("call_responsible"))
        same_name = ids_of_names.get(named.casefold(), [])
        if named in users or len(same_name) == 1:
            return named if named in users else same_name[0]
    authors = {
        identifier(note.data.get("created_by"))
        for note in call.notes
        if note.data.get("created_by") == note.data.get("responsible_user_id")
    }
    return authors.pop() if len(authors) == 1 else ""


def _answered(note: Note) -> str:
    """Yes or no where the status says it and the length does not contradict, else nothing; no for a length of 0."""
    status, duration = note.params.get("call_status"), _duration(note)
    talked = str(status) == str(TALKED)
    if str(status) in map(str, NOT_ANSWERED) or (duration and not int(duration) and not talked):
        return "no"
    return "yes" if talked and duration != "0" else ""


def recording_wish(call: Call) -> RecordingWish | None:
    """The first link that any of the notes has."""
    links = (text(note.params.get("link")) for note in call.notes)
    link = next(filter(None, links), None)
    return RecordingWish(call.id, link) if link else None
