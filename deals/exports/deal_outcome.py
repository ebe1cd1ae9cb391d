"""How a deal stands (open, won, lost), from whatever an export says about it; a pure decision for one row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from deals.exports.import_mapping import StatedStatus
from deals.exports.stage_words import StageMeaning, plain_meaning, stage_meaning

Outcome = Literal["won", "lost", "open"]
Doubt = Literal["contradiction", "overruled", "closed-unknown", "assumed-open", "assumed-won"]

_TRUE = frozenset(["true", "yes", "y", "1", "1.0", "да", "истина", "t"])
_FALSE = frozenset(["false", "no", "n", "0", "0.0", "нет", "ложь", "f"])
# Bitrix24's groups of stages, as letters and as its lists show them.
_SEMANTICS: dict[str, StageMeaning] = {"s": "won", "f": "lost", "p": "open"}


@dataclass(frozen=True, slots=True)
class DealSigns:
    """What one row says. Flags are None where there is no such column or the cell is empty.

    closed: a date of closing stands in a column that open deals leave empty. dated_won, dated_lost: there is a date
    of winning, of losing. probability: 0 to 100. plain: what the status says in a column in which every status is
    plainly open, won or lost; it outranks the words of stages and reasons. fulfilled: the stage is one of completion
    in a column whose only other end is a failure. archived: the CRM put the record away. won_is_told: whether a deal
    was won is told of deals that are over alone, the cell of others is empty.
    """

    plain: Outcome | None = None
    stage: str | None = None
    status: str | None = None
    semantic: str | None = None
    is_won: bool | None = None
    is_lost: bool | None = None
    is_closed: bool | None = None
    dated_won: bool = False
    dated_lost: bool = False
    closed: bool = False
    lost_reason: bool = False
    probability: float | None = None
    fulfilled: bool = False
    archived: bool = False
    won_is_told: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """outcome None: it cannot be told, and `doubt` says why. by: the words that could not be read or not heeded."""

    outcome: Outcome | None
    doubt: Doubt | None = None
    by: str | None = None


def flag_of(cell: str | None) -> bool | None:
    word = (cell or "").strip().casefold()
    return True if word in _TRUE else False if word in _FALSE else None


def judge(signs: DealSigns, stated: Callable[[str], StatedStatus | None]) -> Verdict:
    """stated: what a person has said of a stage or status in the mapping file, which outweighs everything."""
    for words in (signs.status, signs.stage):
        if words and (said := stated(words)) is not None:
            return Verdict(said)
    ends = _ends(signs)
    if len(ends) > 1 or ("won" in ends and signs.is_won is False):
        return Verdict(None, "contradiction", _words(signs))
    if ends:
        outcome = next(iter(ends))
        opposite = plain_meaning(signs.stage or "") if signs.plain else None
        if opposite in ("won", "lost") and opposite != outcome:
            return Verdict(outcome, "overruled", signs.stage)
        return Verdict(outcome)
    return _of_the_rest(signs)


def _ends(signs: DealSigns) -> set[Outcome]:
    """Every end that something in the row states, and "open" where a status says that it is open."""
    ends: set[Outcome] = set()
    worded = () if signs.plain else (_meaning(words) for words in (signs.status, signs.stage))
    said = [_semantic(signs.semantic), signs.plain, *worded]
    ends |= {meaning for meaning in said if meaning == "won" or meaning == "lost"}
    if signs.is_won or signs.dated_won:
        ends.add("won")
    if signs.is_lost or signs.dated_lost:
        ends.add("lost")
    over = signs.is_closed or (signs.closed and signs.won_is_told)
    if over and signs.is_won is False and signs.is_lost is None and not ends:
        ends.add("lost")  # closed, and by the CRM's own flag not won
    unended = plain_meaning(signs.status or "") == "open" and _meaning(signs.stage) not in ("won", "lost")
    if signs.plain == "open" or (unended and ends):
        ends.add("open")
    return ends


def _of_the_rest(signs: DealSigns) -> Verdict:
    """No word says an end: is the deal going on, or over in a way that nobody can tell?"""
    meanings = [_meaning(words) for words in (signs.status, signs.stage)]
    if signs.probability == 100 and (signs.closed or signs.is_closed):
        return Verdict("won")
    over = signs.is_closed or "closed" in meanings
    if signs.lost_reason and (over or signs.closed) and "open" not in meanings:
        return Verdict("lost")
    if signs.lost_reason and (signs.archived or (signs.closed and signs.probability == 0)):
        return Verdict("lost")
    if signs.fulfilled:
        return Verdict("won", "assumed-won", _words(signs))
    if over:
        return Verdict(None, "closed-unknown", _words(signs))
    if "open" in meanings or _semantic(signs.semantic) == "open" or signs.is_closed is False:
        return Verdict("open")
    if signs.closed or (signs.is_won is False and not _words(signs)):
        return Verdict(None, "closed-unknown", _words(signs))
    return Verdict("open", "assumed-open", _words(signs))


def _words(signs: DealSigns) -> str:
    return signs.stage or signs.status or signs.semantic or ""


def _meaning(words: str | None) -> StageMeaning | None:
    return stage_meaning(words) if words else None


def _semantic(text: str | None) -> StageMeaning | None:
    if text is None:
        return None
    return _SEMANTICS.get(text.casefold()) or stage_meaning(text)
