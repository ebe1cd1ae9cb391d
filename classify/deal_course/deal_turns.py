"""Where a deal turned: who asked for the delay, who was kept waiting for whom, what became of an objection and a date.

Counts of signals are alike in an error and in its harmless twin. What parts them is order: a client's own wish before
the seller's delay, an answer after an objection, a call on the day that was named, a decision after a question.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import numpy as np

from classify.deal_course.deal_story import NOTE, DealStory, Heard
from classify.deal_course.talk_topics import (
    SENTENCE_TOPICS,
    TALK_TOPICS,
    sentence_topics,
    states_missing_goods,
    talk_topics,
)

DAY = timedelta(days=1)
ANSWERS_WITHIN = 3  # seller's lines after an objection in which it is answered or dropped
REPLY_WITHIN = 2 * DAY  # a client who wrote or rang in vain waits longer than this
DUE_SOON = timedelta(days=30)  # a date the client named counts as due this long before it comes
HEARD = 0.3  # a chance from which a signal counts as heard, where moments are compared
LAST_WORDS = 8  # client's last utterances and messages: where the deal stands
LAST_LINES = 6  # of the last talk: what it ended with
_OBJECTIONS = (
    "objection_price", "objection_trust", "objection_competitor", "objection_authority", "objection_need",
    "objection_timing",
)  # fmt: skip
_OWN_WISH = ("deferral_dated", "objection_timing")
_WARM = ("interest", "ready_to_buy", "budget_stated", "request_next_step")
_COLD = ("chose_competitor", "hard_refusal", "objection_need", "not_a_buyer")
# Topics that say the client cannot or will not buy from anybody, and those that say an obstacle has passed.
CLOSED_WAYS = ("cannot_pay", "closing_down", "need_gone", "bought", "no_calls", "no_buyer")
OPENED_WAYS = ("supply", "lower_price", "term_ends", "supplier_fails", "approved")
CANNOT_BUY = ("cannot_pay", "closing_down", "no_buyer")  # whatever anybody of ours had done
NOT_AVAILABLE = "not_available"  # said by us, or written as the lost reason: the goods were not to be had
assert {*CLOSED_WAYS, *OPENED_WAYS, NOT_AVAILABLE} == set(SENTENCE_TOPICS)


def turn_features(story: DealStory, named: date | None) -> dict[str, float]:
    """Feature name to value. named: the date to make contact on that the client named last."""
    talk = [heard for heard in story.heard if not _is_note(heard)]
    inside = [*story.side_talk, *(heard for heard in story.heard if _is_note(heard))]
    found = {
        **_objection_facts(talk),
        **_delay_facts(story, talk, inside),
        **_last_talk_facts(story, talk),
        **_waiting_facts(story),
        **_named_date_facts(story, named),
        **_way_facts(story, talk, inside),
        **_inside_facts(story, inside),
        **_head_facts(talk),
    }
    refused = _highest(_by_client(talk)[-LAST_WORDS:], "hard_refusal")  # in the last talk, or in a letter after it
    shut = max(found["last_talk_cold"], found["way_bought"], found["cannot_buy"], refused)
    return found | {"shut": shut}


def _is_note(heard: Heard) -> bool:
    return heard.message is not None and heard.message.channel == NOTE


def _by_client(heard: Iterable[Heard]) -> list[Heard]:
    return [one for one in heard if one.role == "client"]


def _highest(heard: Iterable[Heard], *codes: str) -> float:
    return max((one.chance(*codes) for one in heard), default=0.0)


def _objection_facts(talk: Sequence[Heard]) -> dict[str, float]:
    """The strongest objection that the seller's next lines in the call drop, and that they do not answer."""
    dropped = unanswered = 0.0
    for place, heard in enumerate(talk):
        if heard.role != "client" or heard.utterance is None:
            continue
        raised = heard.chance(*_OBJECTIONS)
        if raised < HEARD:
            continue
        rest = [one for one in talk[place + 1 :] if one.call_id == heard.call_id and one.role != "client"]
        answers = rest[:ANSWERS_WITHIN]
        answered = _highest(answers, "objection_handled", "discount_offered", "value_argument")
        dropped = max(dropped, raised * _highest(answers, "objection_dropped", "brush_off") * (1 - answered))
        unanswered = max(unanswered, raised * (1 - answered))
    return {"objection_then_dropped": dropped, "objection_not_answered": unanswered}


def _delay_facts(story: DealStory, talk: Sequence[Heard], inside: Sequence[Heard]) -> dict[str, float]:
    """Whose wish a delay was, and how long a decision of the head was waited for."""
    ours = [one for one in (*talk, *inside) if one.role != "client"]
    delays = [one for one in ours if one.chance("seller_defers") >= HEARD and one.at <= story.end]
    wishes = [one for one in _by_client(talk) if one.chance(*_OWN_WISH) >= HEARD]
    first = min((one.at for one in delays), default=None)
    wished_before = first is not None and any(one.at <= first for one in wishes)
    waits = [one.at for one in ours if one.chance("waits_on_head") >= HEARD and one.at <= story.end]
    asked = [one.at for one in talk if one.chance("asks_discount", "waits_on_head") >= HEARD and one.at <= story.end]
    return {
        "our_delay": _highest(delays, "seller_defers") * (not wished_before),
        "own_wish": float(bool(wishes) and not (first is not None and not wished_before)),
        "waits_told": float(len({moment.date() for moment in waits})),
        "waits_days": _log((max(waits) - min([*asked, *waits])) / DAY) if waits else 0.0,
    }


def _last_talk_facts(story: DealStory, talk: Sequence[Heard]) -> dict[str, float]:
    """How the last talk ended, and whether the client was warm in it while nothing was agreed."""
    spoken = [one for one in talk if one.utterance is not None and not story.reached_nobody(one.call_id)]
    last = [one for one in spoken if one.call_id == spoken[-1].call_id]
    agreed = _highest(last[-LAST_LINES:], "next_step_set", "promise")
    warm, cold = _highest(_by_client(last), *_WARM), _highest(_by_client(last), *_COLD)
    return {
        "last_talk_agreed": agreed,
        "last_talk_cold": cold,
        "warm_without_step": warm * (1 - agreed) * (1 - cold),
        "warm_and_agreed": warm * agreed * (1 - cold),
        "ours_had_last_word": float(bool(last) and last[-1].role != "client"),
    }


def _waiting_facts(story: DealStory) -> dict[str, float]:
    """The client's messages and missed calls that nothing of ours answered within two days, and our tries."""
    reached = story.reached()
    wrote = [m.at for m in story.messages if m.from_client]
    rang = [call.started_at for call in story.missed_calls() if call.started_at]
    in_vain = [at for at in (*wrote, *rang) if not any(at < moment <= at + REPLY_WITHIN for moment in reached)]
    tried = [c.started_at for c in story.calls if c.direction == "out" and c.started_at and c.started_at <= story.end]
    return {
        "in_vain_before_end": float(sum(at <= story.end for at in in_vain)),
        "in_vain_after_end": float(sum(story.end < at <= story.as_of - REPLY_WITHIN for at in in_vain)),
        "days_tried": float(len({moment.date() for moment in tried})),
    }


def _named_date_facts(story: DealStory, named: date | None) -> dict[str, float]:
    """What became of the date that the client named: due or far, and whether somebody of ours called then."""
    if named is None:
        return {"named_due": 0.0, "named_far": 0.0, "named_missed": 0.0, "closed_before_named": 0.0}
    today = story.as_of.date()
    due = named <= today + DUE_SOON
    called = [moment.date() for moment in story.reached()]
    met = any(named - 3 * DAY <= day for day in called)
    return {
        "named_due": float(due and not met),
        "named_far": float(not due),
        "named_missed": float(named < today and not met),
        "closed_before_named": float(story.deal.status == "lost" and story.end.date() < named),
    }


def _way_facts(story: DealStory, talk: Sequence[Heard], inside: Sequence[Heard]) -> dict[str, float]:
    """Ways that closed in the client's own words and our notes, and those that opened, inside the house too."""
    told = [(one, sentence_topics(one.text)) for one in (*talk, *inside)]
    side = {id(one) for one in story.side_talk}
    ends = sorted((one.at for one, _ in told if one.role == "client"), reverse=True)
    late = ends[min(len(ends), LAST_LINES) - 1] if ends else story.deal.created_at
    told = [(one, topics) for one, topics in told if topics]  # few lines speak of any
    closed = {
        f"way_{topic}": float(any(topic in topics and one.at >= late and one.role == "client" for one, topics in told))
        for topic in CLOSED_WAYS
    }
    noted = any(one.role != "client" and one.at >= late and topics & set(CLOSED_WAYS) for one, topics in told)
    opened = {
        f"way_{topic}": float(
            any(topic in topics and _may_open(story, one, topic, id(one) in side) for one, topics in told)
        )
        for topic in OPENED_WAYS
    }
    missing = any(NOT_AVAILABLE in topics and one.role != "client" and one.at <= story.end for one, topics in told)
    return {
        **closed, **opened, "ways_closed": sum(closed.values()), "way_closed_noted": float(noted),
        "ways_opened": sum(opened.values()), "not_available": float(missing),
        "stated_missing": float(states_missing_goods(story.deal.lost_reason or "")),
        "cannot_buy": max(closed[f"way_{topic}"] for topic in CANNOT_BUY),
    }  # fmt: skip


def _may_open(story: DealStory, one: Heard, topic: str, beside: bool) -> bool:
    """Whether it may have opened a way: a client on his supplier, or our own people and suppliers after the loss."""
    if topic in ("term_ends", "supplier_fails"):
        return one.role == "client" and not beside
    return (beside or one.role != "client") and (one.at > story.end or story.deal.status == "open")


def _inside_facts(story: DealStory, inside: Sequence[Heard]) -> dict[str, float]:
    """What was spoken of inside the house about the deal."""
    before = [one for one in inside if one.at <= story.end]
    groups: dict[str, list[str]] = {}
    for one in before:
        groups.setdefault(one.call_id or str(one.at), []).append(one.text)
    spoken = [talk_topics(texts) for texts in groups.values()]
    return {
        **{f"inside_{topic}": float(any(topic in topics for topics in spoken)) for topic in TALK_TOPICS},
        "inside_before_end": float(any(one.call_id for one in before)),
        "inside_after_end": float(any(one.at > story.end for one in inside)),
        "inside_order": _highest(before, "head_order"),
    }


def _head_facts(talk: Sequence[Heard]) -> dict[str, float]:
    """Whether the head spoke to the client himself, and whether the client complained to him."""
    calls = {one.call_id for one in talk if one.role == "head" and one.call_id is not None}
    told = [one for one in talk if one.call_id in calls and one.role == "client"]
    return {
        "head_in_talk": float(any(one.role == "head" for one in talk)),
        "complaint_to_head": _highest(told, "complaint_no_contact", "complaint_service"),
    }


def _log(value: float) -> float:
    return float(np.log1p(max(0.0, value)))
