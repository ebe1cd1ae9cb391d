"""What the seller promised, and whether anything reached the client in time.

A first version: who promised, by when, and whether a contact by any channel followed by then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from classify.codebook import SIGNALS
from classify.deal_story import NOTE, DealStory, Heard
from classify.named_dates import named_deadline

GRACE = timedelta(days=1)  # a call at nine the next morning still keeps "today by evening"
SAME_CALL = timedelta(minutes=15)  # utterance times count within the call; the next contact starts later
_PROMISE = SIGNALS.index("promise")


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise in a call."""

    call_id: str
    index: int
    deal_id: str
    user_id: str | None
    text: str
    due: datetime | None  # end of the last day named ("next week": its Sunday); None where no time was named
    kept: bool | None  # None where it cannot be known: no time named, not due yet, word left on a machine
    kept_by: Mapping[str, Any] | None  # {"kind": "call"|"message", "ref", "at"}


def promises_of(story: DealStory, threshold: float) -> list[Promise]:
    """The promises made in the calls of a deal, in time order.

    threshold: probability from which an utterance counts as a promise.
    """
    users = {call.call_id: call.user_id for call in story.calls}
    return [
        _promise(story, heard, users.get(heard.call_id or ""))
        for heard in story.heard
        if heard.utterance is not None and heard.role != "client" and heard.probability[_PROMISE] >= threshold
    ]


def _promise(story: DealStory, heard: Heard, user_id: str | None) -> Promise:
    assert heard.call_id is not None
    assert heard.utterance is not None
    day = named_deadline(heard.text, heard.at.date())
    due = datetime.combine(day, time(23, 59, 59), heard.at.tzinfo) if day else None
    kept_by = _first_reach(story, heard.at, due + GRACE if due else None)
    known = due is not None and (kept_by is not None or _can_be_judged(story, heard, due))
    return Promise(
        heard.call_id, heard.utterance.index, story.deal.deal_id, user_id, heard.text, due,
        kept=kept_by is not None if known else None, kept_by=kept_by if known else None,
    )  # fmt: skip


def _can_be_judged(story: DealStory, heard: Heard, due: datetime) -> bool:
    """Whether silence until the day due is a broken promise: word left on an answering machine may have kept it, and
    so may a call of which it is not known whose it was."""
    left = any(heard.at < moment <= due + GRACE for moment in story.messages_left())
    return due + GRACE <= story.as_of and not left and not story.may_have_talked(heard.at + SAME_CALL, due + GRACE)


def _first_reach(story: DealStory, after: datetime, by: datetime | None) -> dict[str, Any] | None:
    """The first talk (whoever rang) or message of ours after the call of the promise."""
    calls = [(c.started_at, "call", c.call_id) for c in story.talks() if c.started_at]
    written = [(m.at, "message", m.message_id) for m in story.messages if not m.from_client and m.channel != NOTE]
    later = sorted(
        (at, kind, ref) for at, kind, ref in calls + written
        if (at > after + SAME_CALL if kind == "call" else at > after) and (by is None or at <= by)
    )  # fmt: skip
    if not later:
        return None
    at, kind, ref = later[0]
    return {"kind": kind, "ref": ref, "at": at.isoformat()}
