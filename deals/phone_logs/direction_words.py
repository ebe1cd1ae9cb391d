"""The words by which phone systems say which way a call went, in Russian and English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from deals.records import CallDirection

INTERNAL: Literal["internal"] = "internal"
Way = Literal["in", "out", "internal"]

# Words of exactly these meanings. "Пропущенный" (missed) is an incoming call that nobody took; it says both.
_WORDS: Mapping[str, Way] = {
    **dict.fromkeys(
        (
            "in", "i", "inbound", "incoming", "in-call", "received", "missed", "external-in", "callback in",
            "вх", "вход", "входящий", "входящие", "входящая", "входящий вызов", "входящий звонок", "принятый",
            "принятый звонок", "пропущенный", "пропущенные", "пропущенный звонок", "пропущенный вызов",
            "входящий внешний", "непринятый", "непринятый звонок",
        ),
        "in",
    ),
    **dict.fromkeys(
        (
            "out", "o", "outbound", "outgoing", "outcall", "out-call", "dialed", "dialled", "outbound-dial", "placed",
            "outbound-api", "исх", "исход", "исходящий", "исходящие", "исходящая", "исходящий вызов",
            "исходящий звонок", "исходящий внешний", "набранный",
        ),
        "out",
    ),
    **dict.fromkeys(
        ("internal", "int", "local", "intercom", "внутренний", "внутренние", "внутр", "вн", "внутренний звонок",
         "внутренний вызов"),
        "internal",
    ),
}  # fmt: skip
_STEMS: Mapping[Way, re.Pattern[str]] = {
    "in": re.compile(r"входящ|пропущ|incoming|inbound|missed|←", re.IGNORECASE),
    "out": re.compile(r"исходящ|outgoing|outbound|dialed|→", re.IGNORECASE),
    "internal": re.compile(r"внутренн|internal", re.IGNORECASE),
}
_SPACES = re.compile(r"[\s_]+")


def way_of(text: str) -> Way | None:
    """ "in", "out" or "internal"; None for any other word."""
    return _WORDS.get(_SPACES.sub(" ", text.strip().casefold()).rstrip("."))


def way_in(text: str) -> Way | None:
    """way_of, also with more words around: «Входящий (пропущен)», "Incoming call". None where two ways are said."""
    if (way := way_of(text)) is not None:
        return way
    said = {way for way, stem in _STEMS.items() if stem.search(text)}
    return said.pop() if len(said) == 1 else None


def direction_of(text: str) -> CallDirection | None:
    """Which way a call went. An internal call counts as outgoing: the format has no third word for it."""
    way = way_of(text)
    return "out" if way == INTERNAL else way
