"""Small made-up archives whose truth is known, and the story of a deal without any model in between.

Everything is a real record. The calendar is that of September 2026: the 1st is a Tuesday, as_of the 30th a Wednesday.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from classify.call_texts import texts_of_calls
from classify.codebook import SIGNALS
from classify.deal_course.deal_stories import DealStories
from classify.deal_course.deal_story import DealStory
from classify.model_files import FULL, OWN_MODELS
from classify.promises_kept.promise_settings import PromiseSettings, promise_settings
from classify.side_calls.side_talk import deals_spoken_of
from classify.side_calls.side_talk_model import SideTalkModel
from classify.utterance_encoders.archive_conversations import conversations_of
from classify.utterance_encoders.conversation import ROLE_ORDER
from deals.linking import CallLinker, link_calls
from deals.records import Archive, CallRecord, Contact, Deal, Message, Person
from transcribe.utterance import Role, Transcript, Utterance

MOSCOW = ZoneInfo("Europe/Moscow")
AS_OF = date(2026, 9, 30)
CLIENT_PHONE = "+79100000001"
PEOPLE = (
    Person("u1", "Анна Ким", "manager", team="Юг", extension="101"),
    Person("u2", "Олег Рев", "head", extension="100"),
    Person("u3", "Илья Сом", "manager", team="Север", extension="103"),
)
CONTACT = Contact("c1", "Пётр Лапин", "ООО «Ветряк»", (CLIENT_PHONE,))
Signals = Mapping[str, float]  # code to probability


def at(text: str) -> datetime:
    """A moment of 2026 in Moscow: "09-14 10:30"."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=MOSCOW)


def deal(deal_id: str = "d1", **changes: Any) -> Deal:
    """An open deal of the contact c1, created on 1 September, owned by u1."""
    facts: dict[str, Any] = {
        "title": "Окна в коттедж", "contact_id": "c1", "amount": Decimal(200_000), "margin_pct": 0.3, "source": "site",
        "qualified": True, "created_at": at("09-01 10:00"), "closed_at": None, "status": "open", "stage": "Новая",
        "lost_reason": None, "owner_id": "u1",
    }  # fmt: skip
    return Deal(deal_id, **(facts | changes))


def lost_deal(deal_id: str = "d1", **changes: Any) -> Deal:
    return deal(deal_id, **({"status": "lost", "closed_at": at("09-20 18:00"), "lost_reason": "Дорого"} | changes))


def won_deal(deal_id: str = "d1", **changes: Any) -> Deal:
    return deal(deal_id, **({"status": "won", "closed_at": at("09-11 18:00")} | changes))


def call(call_id: str, started_at: datetime | None, **changes: Any) -> CallRecord:
    """An answered call by u1 to the client of contact c1."""
    facts: dict[str, Any] = {"direction": "out", "user_id": "u1", "client_phone": CLIENT_PHONE, "answered": True}
    return CallRecord(call_id, started_at, **(facts | changes))


def message(message_id: str, moment: datetime, text: str = "Добрый день", **changes: Any) -> Message:
    """A letter by u1 in the deal d1."""
    facts: dict[str, Any] = {"deal_id": "d1", "channel": "email", "author": "u1"}
    return Message(message_id, at=moment, text=text, **(facts | changes))


def archive(deals: Iterable[Deal] = (), **parts: Any) -> Archive:
    facts: dict[str, Any] = {
        "path": Path("made-up"), "company": "Окна Плюс", "language": "ru", "timezone": MOSCOW, "currency": "RUB",
        "as_of": AS_OF, "people": {person.user_id: person for person in PEOPLE}, "contacts": {"c1": CONTACT},
        "deals": {one.deal_id: one for one in deals},
    }  # fmt: skip
    return Archive(**(facts | parts))


def transcript(call_id: str, *turns: tuple[Role | None, str], **each: Any) -> Transcript:
    """Utterances of five seconds, one after the other; `each` goes into all of them (channel, speaker)."""
    utterances = (Utterance(n, 5.0 * n, 5.0 * n + 4, text, role=role, **each) for n, (role, text) in enumerate(turns))
    return Transcript(call_id, "ru", tuple(utterances))


def row(signals: Signals) -> np.ndarray:
    """Probabilities in the order of SIGNALS; codes not named have none."""
    return np.array([signals.get(code, 0.0) for code in SIGNALS])


def stories_of(
    made: Archive, transcripts: Iterable[Transcript] = (), heard: Mapping[str, Signals] | None = None
) -> dict[str, DealStory]:
    """Deal id to story. heard: text of an utterance or message to its signals; other texts carry none."""
    spoken = {one.call_id: one for one in transcripts}
    roles = {call_id: certain_roles(one) for call_id, one in spoken.items()}
    conversations, sources = conversations_of(made, spoken, roles)
    rows = [np.stack([row((heard or {}).get(text, {})) for text in one.texts]) for one in conversations]
    linker = CallLinker(made, texts_of_calls(spoken))
    linker.survey(made.calls)
    links = link_calls(made)
    about = deals_spoken_of(made, links, linker, shipped_side_talk())
    return dict(DealStories(made, links, spoken, sources, rows, about))


@cache
def shipped_side_talk() -> SideTalkModel:
    with np.load(OWN_MODELS / FULL / "side_talk.npz", allow_pickle=False) as arrays:
        return SideTalkModel.from_arrays(arrays)


def settings_of(made: Archive, threshold: float = 0.5) -> PromiseSettings:
    """What the promises of this archive are read with, at one threshold for every signal."""
    return promise_settings(made, [threshold] * len(SIGNALS))


def certain_roles(one: Transcript) -> np.ndarray:
    return np.array([np.eye(3)[ROLE_ORDER.index(u.role)] if u.role else np.full(3, 1 / 3) for u in one.utterances])
