"""The clauses of what is said, and which of them undertakes something: there the time counts. ru and en."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from classify.spoken_dates.clause_words import (
    ADDRESSED,
    BOUNDARY,
    CONDITION,
    DELIVERS,
    DENIED,
    EN_ASKS,
    EN_PAST,
    EN_STATES,
    EN_UNDERTAKES,
    LASTING,
    NOT_DENIED,
    PARENTHETIC,
    PROPOSES,
    REPORTED,
    RU_ABLE,
    RU_STATES,
    SUBJECT,
    THEN,
    WAIT,
)
from classify.spoken_dates.time_readings import Mention
from classify.spoken_dates.word_forms import Form, form_of

# Weights of clauses, by trial on made-up phrases; what counts is their order.
_UNDERTAKEN = 4.0
_TOLD = -2.0  # where somebody is, what is on
_LASTS = -2.5  # opening hours, terms of the product, an offer
_DENIED = -3.0
_CONDITION_DENIED = -4.0  # "if I do not hear from you by Friday"
_PAST = -5.0
_NOT_ONE = re.compile(r"(?<!\S)не [а-я]+")


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of the row of signs, and how much it undertakes."""

    start: int
    end: int
    weight: float  # above 0: undertakes; below: tells, denies, or sets a condition; 0: has no verb
    past: bool
    asks: bool  # the other side to do something: "call me in March"
    then: bool  # at the time that the clause before it names


def clauses_of(row: str, mentions: Sequence[Mention]) -> list[Clause]:
    """The clauses of a row of signs in order; what stands within a time is no boundary."""
    cuts, conditional = [0], bool(CONDITION.match(row))
    marks = sorted(
        [(m.start(), "cut") for m in BOUNDARY.finditer(row)] + [(m.start(), "subject") for m in SUBJECT.finditer(row)]
    )
    for at, kind in marks:
        if any(m.start <= at < m.end for m in mentions) or (kind == "subject" and not conditional):
            continue
        cuts.append(at)
        conditional = bool(CONDITION.search(row[at : at + 16])) if kind == "cut" else False
    cuts = _cut_between_verbs(row, sorted(cuts), mentions)
    return [_clause(row, a, b, mentions) for a, b in zip(cuts, [*cuts[1:], len(row)], strict=True) if row[a:b].strip()]


def _cut_between_verbs(row: str, cuts: list[int], mentions: Sequence[Mention]) -> list[int]:
    """Cuts with those added that recognition leaves no comma for: "сегодня не успею | завтра вышлю"."""
    more = []
    for first, second in pairwise(mentions):
        end = next((cut for cut in cuts if cut > second.start), len(row))
        if any(first.start < cut <= second.start for cut in cuts):
            continue
        before = _clause(row, first.end, second.start, mentions).weight
        if before != 0.0 and _clause(row, second.end, end, mentions).weight != 0.0:
            more.append(second.start)
    return sorted({*cuts, *more})


def _clause(row: str, start: int, end: int, mentions: Sequence[Mention]) -> Clause:
    text = _without_times(row, start, end, mentions)
    plain = NOT_DENIED.sub(" ", text)
    forms = _forms(plain.split())
    weight = _weight(plain, forms)
    past = weight == _PAST
    if weight > 0:
        weight += 0.5 * bool(DELIVERS.search(plain)) + 0.5 * bool(ADDRESSED.search(plain))
    if CONDITION.search(text[:20]):
        weight = _CONDITION_DENIED if "не " in text and weight <= 0 else min(weight, 0.0) - 1.5
    asks = "order" in forms or bool(EN_ASKS.search(plain))
    return Clause(start, end, weight, past, asks, then=bool(THEN.match(text)))


def _forms(words: Sequence[str]) -> frozenset[Form]:
    """The forms of the words; «звоните» asks, «вы звоните» tells."""
    told: Form = "does" if "вы" in words else "order"
    found = (form_of(word) for word in words if word not in PARENTHETIC)
    return frozenset(told if form == "order_or_does" else form for form in found)


def _without_times(row: str, start: int, end: int, mentions: Sequence[Mention]) -> str:
    words = list(row[start:end])
    for mention in mentions:
        for at in range(max(mention.start, start), min(mention.end, end)):
            words[at - start] = " "
    return " ".join("".join(words).split())


def _weight(plain: str, forms: frozenset[Form]) -> float:
    reported = bool(REPORTED.search(plain))
    ours = not reported and _is_ours(plain, forms)
    if (reported or "past" in forms or EN_PAST.search(plain)) and not ours and not forms & {"we_do", "will"}:
        return _PAST
    states = bool(RU_STATES.search(plain) or EN_STATES.search(plain)) or "does" in forms
    if DENIED.search(plain) and not _denies_another(plain):
        return _DENIED
    if ours:
        return _UNDERTAKEN
    if states:
        return _LASTS if LASTING.search(plain) else _TOLD
    return _weight_of_others(plain, forms)


def _denies_another(plain: str) -> bool:
    """Whether all that is denied is another verb, where recognition heard no comma: «в среду наберу не прощаюсь»."""
    rest = _NOT_ONE.sub(" ", plain)
    return not DENIED.search(rest) and any(form_of(word) == "we_will" for word in rest.split())


def _is_ours(plain: str, forms: frozenset[Form]) -> bool:
    """Whether the speaker says what he or his house will do."""
    able = bool(RU_ABLE.search(plain)) and ("infinitive" in forms or "буд" in plain)
    return able or "we_will" in forms or bool(EN_UNDERTAKES.search(plain))


def _weight_of_others(plain: str, forms: frozenset[Form]) -> float:
    if "we_do" in forms:
        return 3.0
    if "will" in forms or WAIT.search(plain):
        return 2.0
    if forms & {"order", "infinitive"}:
        return 1.0
    return 1.5 if PROPOSES.search(plain) else 0.0


def weight_at(clauses: Sequence[Clause], at: int, occupied: Sequence[int]) -> float:
    """How much is undertaken where a time stands; a clause without a verb leans on its neighbours.

    at: place in the row; occupied: places of the other times, whose clauses are theirs.
    """
    index = next((n for n, c in enumerate(clauses) if c.start <= at < c.end), None)
    if index is None:
        return 0.0
    own = clauses[index]
    following = clauses[index + 1] if index + 1 < len(clauses) else None
    if own.weight == _TOLD and following and following.weight >= _UNDERTAKEN and not _holds(following, occupied):
        return 0.5  # "I'm in Leeds on Tuesday, I'll drop it in"
    if own.weight in (_TOLD, _LASTS) and following and following.then and following.weight > 0:
        return following.weight  # "she is on leave until the 5th, call then"
    if own.weight != 0.0 or own.past:
        return own.weight
    best = 0.5
    for step in (1, -1):
        n = index + step
        while 0 <= n < len(clauses):
            if _holds(clauses[n], occupied):
                break
            if clauses[n].weight != 0.0:
                best = max(best, clauses[n].weight - 1.0) if clauses[n].weight > 0 else best
                if clauses[n].past and step == 1:
                    best = min(best, 0.25)
                break
            n += step
    return best


def _holds(clause: Clause, places: Sequence[int]) -> bool:
    return any(clause.start <= place < clause.end for place in places)


def request_at(clauses: Sequence[Clause], at: int) -> float:
    """How much the other side is asked, or something agreed, where a time stands."""
    own = next((clause for clause in clauses if clause.start <= at < clause.end), None)
    if own is None:
        return 0.0
    return own.weight if own.past else 5.0 if own.asks and own.weight > _DENIED else min(own.weight, 2.0)


def is_conditional(row: str) -> bool:
    """Whether something has to happen first."""
    return bool(CONDITION.search(row))
