"""What the next step with a deal is built of: the client's own words, what we owe them, and what has changed since.

Only what was said, written or logged; where little is known there are few facts, or none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from classify.claims.case_file import CaseFile
from classify.claims.deal_facts import promise_quote
from classify.claims.deal_quotes import quote_of
from classify.claims.short_quotes import short_quote
from classify.deal_course.client_dates import ClientDate
from classify.deal_course.deal_story import Heard
from classify.promises_kept.promise_kinds import PromiseKind, kind_of, things_in
from classify.promises_kept.promises import Promise
from classify.records import StepFact
from classify.spoken_dates.contact_dates import contact_date
from classify.spoken_dates.spoken_digits import count_numbers

MOST_FACTS = 3
SURELY_HEARD = 0.5  # probability of a signal from which its words are quoted under its name
# What the client wants, with the weight of one certain signal: money and a decision say more than a need.
_WANTS: Mapping[str, float] = {
    "ready_to_buy": 1.0, "budget_stated": 0.95, "interest": 0.8, "need_stated": 0.65, "request_next_step": 0.5,
}  # fmt: skip
# What stood in the way, by the reason to revive.
_OBSTACLES: Mapping[str, tuple[str, ...]] = {
    "price_gap": ("asks_discount", "objection_price"),
    "approval_or_decider": ("waits_on_head", "objection_authority"),
    "competitor_window": ("chose_competitor", "objection_competitor"),
}
_OF_MONEY = frozenset({"budget_stated", "objection_price", "asks_discount"})
# A letter with none of these and no question wants no answer: congratulations, thanks, something settled by now.
_WANTS_ANSWER = (
    *_WANTS, "complaint_no_contact", "complaint_service", "asks_discount", "objection_price", "deferral_dated",
)  # fmt: skip
_FAINTLY_HEARD = 0.25
_OBJECTS: Mapping[PromiseKind, str] = {
    "call_back": "call", "visit": "visit", "clarify": "answer", "discount_answer": "terms", "send": "something",
    "other": "promised",
}  # fmt: skip


def step_facts(case: CaseFile, reason: str, named: ClientDate | None) -> tuple[StepFact, ...]:
    """At most three facts, in the order in which they are said. named: see date_named_by_client."""
    due = [_date(named)] if named is not None and reason == "dated_deferral_due" else []
    facts = [*due, *_wish(case), *(_owed(case) or _unanswered(case)), *_obstacle(case, reason)]
    return tuple(_once(facts))[:MOST_FACTS]


def _once(facts: Iterable[StepFact]) -> Iterator[StepFact]:
    """No line of the record twice."""
    seen = set()
    for fact in facts:
        place = (fact.source.call_id, fact.source.index, fact.source.ref)
        if place not in seen:
            seen.add(place)
            yield fact


def _date(named: ClientDate) -> StepFact:
    said_on = named.heard.at.date()
    words = short_quote(named.heard.text, lambda piece: _names_day(piece, said_on, named.day))
    return StepFact("date-named", said_on, words, quote_of(named.heard), {"named": named.day})


def _said(code: str, heard: Heard) -> StepFact:
    wanted = _names_number if code in _OF_MONEY else _asks if code == "unanswered-message" else _anything
    words = short_quote(heard.text, wanted)
    return StepFact(code, heard.at.date(), words, quote_of(heard))


def _anything(piece: str) -> bool:
    return bool(piece)


def _asks(piece: str) -> bool:
    return "?" in piece


def _names_day(piece: str, said_on: date, day: date) -> bool:
    found = contact_date(piece, said_on)
    return found is not None and found.day == day


def _names_number(piece: str) -> bool:
    return any(letter.isdigit() for letter in piece) or count_numbers(piece) > 0


def _wish(case: CaseFile) -> list[StepFact]:
    """What the client wants, in the words that say most; of two alike the later."""
    heard = [one for one in case.story.heard if one.role == "client"]
    wishes = [(w * h.chance(c), n, c) for c, w in _WANTS.items() for n, h in enumerate(heard)
              if h.chance(c) >= SURELY_HEARD]  # fmt: skip
    if not wishes:
        return []
    _, place, code = max(wishes)
    return [_said(code, heard[place])]


def _owed(case: CaseFile) -> list[StepFact]:
    """A promise of the last call with one that nothing followed, or that the client said had not come."""
    broken = [promise for promise in case.promises if promise.result == "broken" and promise.said_at is not None]
    if not broken:
        return []
    last = max(broken, key=lambda one: one.said_at or case.story.end).call_id
    promise = max((one for one in broken if one.call_id == last), key=_clearness)
    assert promise.said_at is not None
    due = {"due": promise.due.date()} if promise.due is not None else {}
    source = promise_quote(promise, "promise-open" if due else "promise-missed", **due)
    details: dict[str, str | date] = {"object": _object_of(promise), **due}
    return [StepFact("owed", promise.said_at.date(), _own_words(promise), source, details)]


def _own_words(promise: Promise) -> str:
    """The words that promise; "" where ours only agree to what the client asked for."""
    kind = promise.kind
    if kind_of(promise.text) != kind and promise.asked is not None:
        return ""
    return short_quote(promise.text, lambda piece: kind_of(piece) == kind and kind != "other")


def _clearness(promise: Promise) -> tuple[bool, bool, int]:
    """Of several promises in a call the one that says most about what was promised comes last."""
    return promise.kind != "other", promise.due is not None, len(promise.text.split())


def _object_of(promise: Promise) -> str:
    """What was promised: a thing where exactly one is named, else by the kind."""
    if promise.kind == "send":
        things = things_in(promise.text) or things_in(promise.asked or "")
        return next(iter(things)) if len(things) == 1 else _OBJECTS["send"]
    return _OBJECTS[promise.kind]


def _unanswered(case: CaseFile) -> list[StepFact]:
    """The client's letter or call that nothing followed, else their last request in a talk that nothing followed."""
    waiting = case.unanswered()
    if waiting:
        wrote = [one for one in case.story.heard if one.message is not None and one.at in waiting]
        asking = [one for one in wrote if "?" in one.text or one.chance(*_WANTS_ANSWER) >= _FAINTLY_HEARD]
        if asking:
            return [_said("unanswered-message", asking[-1])]
        rang = [moment for moment in waiting if all(one.at != moment for one in wrote)]
        source = case.absence("client-waits", start=waiting[0].date())
        return [StepFact("unanswered-call", rang[-1].date(), "", source)] if rang else []
    return _request_left(case)


def _request_left(case: CaseFile) -> list[StepFact]:
    story = case.story
    if not case.calls_are_logged or "messages.csv" in case.archive.absent_tables:
        return []
    asked = [h for h in story.heard if h.role == "client" and h.chance("request_next_step") >= SURELY_HEARD]
    if not asked:
        return []
    last = asked[-1]
    later = [*story.reached(), *story.messages_left()]
    if any(moment > last.at for moment in later) or story.may_have_talked(last.at, story.as_of):
        return []
    return [_said("unanswered-request", last)]


def _obstacle(case: CaseFile, reason: str) -> list[StepFact]:
    """The last words that name what stood in the way, for the reasons that have such a thing."""
    codes = _OBSTACLES.get(reason, ())
    found = [(h.at, code, h) for h in case.story.heard for code in codes if _speaks_of(h, code)]
    if not found:
        return []
    _, code, heard = max(found, key=lambda one: (one[0], one[2].chance(one[1])))
    return [_said(code, heard)]


def _speaks_of(heard: Heard, code: str) -> bool:
    """Whether the signal is surely there, said by the side that it belongs to."""
    by_client = code != "waits_on_head"
    return heard.chance(code) >= SURELY_HEARD and (heard.role == "client") == by_client
