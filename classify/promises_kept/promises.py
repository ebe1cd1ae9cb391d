"""What our side promised in the calls of a deal, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from classify.deal_course.deal_story import DealStory, Heard
from classify.promises_kept.promise_check import Result, Verdict, Why, proof_pieces, verdict_on
from classify.promises_kept.promise_finding import Undertaking, undertakings
from classify.promises_kept.promise_kinds import PromiseKind
from classify.promises_kept.promise_record import Deed, call_of
from classify.promises_kept.promise_settings import PromiseSettings


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise in a call."""

    call_id: str
    index: int
    deal_id: str
    user_id: str | None
    text: str
    due: datetime | None  # the last moment named; None where no time was named
    kept: bool | None  # in time; False also where it was kept late, None where it cannot be known
    kept_by: Mapping[str, Any] | None  # the piece of `proof` that kept it, in time or late
    kind: PromiseKind = "other"
    contact_id: str | None = None  # whom it was made to
    said_at: datetime | None = None
    start_s: float = 0.0  # place in the recording
    end_s: float = 0.0
    asked: str | None = None  # the client's words that it answers, where they say what or by when
    due_from: datetime | None = None  # the first moment named
    vague: bool = False  # due is the end of a range that readers would draw differently
    result: Result = "unknown"
    late_days: int | None = None  # calendar days after the day due
    why: Why | None = None  # of "unknown" and "broken"
    proof: tuple[Mapping[str, Any], ...] = ()  # {"kind", "ref", "at"}, with "quote", for words "call_id", "index"
    probability: float | None = None  # that the line promises something, as the classifier has it


def promises_of(story: DealStory, settings: PromiseSettings) -> list[Promise]:
    """The promises made in the calls of a deal, in time order, each with what the record says of it."""
    made = undertakings(story, settings)
    return [promise_of(story, one, verdict_on(story, one, settings, made)) for one in made]


def told_apart(promises: Iterable[Promise]) -> list[Promise]:
    """Each promise once: what is said twice in a call, of one kind and for one day, is one promise."""
    found: dict[tuple[Any, ...], Promise] = {}
    days: set[tuple[Any, ...]] = set()  # of calls, on which something was promised
    for promise in sorted(promises, key=lambda p: (p.call_id, p.kind == "other", p.index)):
        day = promise.due.date() if promise.due else None
        repeats = (promise.call_id, day) in days and promise.kind == "other"  # "Before lunch, without fail"
        if not repeats:
            found.setdefault((promise.call_id, day, promise.kind), promise)
            days.add((promise.call_id, day))
    return list(found.values())


def promise_of(story: DealStory, made: Undertaking, verdict: Verdict) -> Promise:
    """An undertaking and what became of it as one record."""
    heard, due = made.heard, made.due
    assert heard.utterance is not None
    assert heard.call_id is not None
    call = call_of(story, heard.call_id)
    return Promise(
        call_id=heard.call_id,
        index=heard.utterance.index,
        deal_id=story.deal.deal_id,
        user_id=call.user_id if call else None,
        text=made.text,
        due=due.latest if due else None,
        kept={"kept": True, "unknown": None}.get(verdict.result, False),
        kept_by=_piece(verdict.by) if verdict.by else None,
        kind=made.kind,
        contact_id=story.contact.contact_id if story.contact else None,
        said_at=heard.at,
        start_s=heard.utterance.start_s,
        end_s=heard.utterance.end_s,
        asked=made.asked.text if made.asked else None,
        due_from=due.earliest if due else None,
        vague=due is not None and due.vague,
        result=verdict.result,
        late_days=verdict.late_days,
        why=verdict.why,
        proof=tuple(_piece(piece) for piece in proof_pieces(verdict)),
        probability=heard.chance("promise"),
    )


def _piece(piece: Deed | Heard) -> dict[str, Any]:
    if isinstance(piece, Deed):
        quote = {"quote": piece.quote} if piece.quote else {}
        return {"kind": piece.kind, "ref": piece.ref, "at": piece.at.isoformat(), **quote}
    if piece.message is not None:
        return {
            "kind": "message", "ref": piece.message.message_id, "at": piece.at.isoformat(), "quote": piece.text,
            "role": "client",
        }  # fmt: skip
    assert piece.utterance is not None
    return {
        "kind": "words", "ref": piece.call_id, "at": piece.at.isoformat(), "quote": piece.text, "role": "client",
        "call_id": piece.call_id, "index": piece.utterance.index,
    }  # fmt: skip
