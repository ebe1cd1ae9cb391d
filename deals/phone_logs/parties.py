"""One side of a call as a cell names it: a number, an extension, a name, or a name with a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from deals.phone_logs.pattern_fields import HIDDEN_NUMBER
from deals.phones import normalise_phone

_LETTERS = re.compile(r"[^\W\d_]")
_IN_BRACKETS = re.compile(r"[<(\[]\s*(?:sips?:|tel:)?\s*(\+?[\d\s().-]{2,20}?\d)\s*(?:@[^>\])]*)?\s*[>)\]]")
_LONG = re.compile(r"\+?\d[\d\s().-]{8,18}\d")
_SHORT = re.compile(r"(?<![\d\w])\d{2,5}(?![\d\w])")
_SIP = re.compile(r"^(?:sips?:|(?:PJ)?SIP/|IAX2?/|Local/)?(\+?\d{2,15})(?:@.*|[-/].*)?$", re.IGNORECASE)
_HIDDEN = re.compile(HIDDEN_NUMBER, re.IGNORECASE)
_NAME_EDGES = " \t\"'«»<>()[],;:-–—"
_MOST_WORDS_OF_A_NAME = 6


@dataclass(frozen=True, slots=True)
class Party:
    """number: normalised, None where there is none or it is hidden. name: "" where the cell has no letters."""

    number: str | None = None
    name: str = ""


NOBODY = Party()


@lru_cache(maxsize=200_000)  # extensions, lines and clients come again and again
def party_of(text: str, region: str | None) -> Party:
    """Иванов Иван (101), "Client" <79990001122>, sip:101@pbx, SIP/101-0a1b, 8 (999) 000-11-22, or a name alone."""
    text = re.sub(r"\.0$", "", " ".join(text.split()))
    if not text or _HIDDEN.fullmatch(text):
        return NOBODY
    if found := _SIP.fullmatch(text):
        return Party(normalise_phone(found[1], region))
    if not _LETTERS.search(text):
        return Party(normalise_phone(text, region))
    found = _IN_BRACKETS.search(text) or _LONG.search(text) or _SHORT.search(text)
    if found is None:
        return Party(None, _name(text))
    digits = found[1] if found.re is _IN_BRACKETS else found[0]
    return Party(normalise_phone(digits, region), _name(text[: found.start()] + " " + text[found.end() :]))


def _name(text: str) -> str:
    name = re.sub(r"(?:^|\s)(?:вн|доб|ext|тел|внутр)\.?(?=\s|$)", " ", text, flags=re.IGNORECASE)
    name = " ".join(name.split()).strip(_NAME_EDGES)
    return name if _LETTERS.search(name) and len(name.split()) <= _MOST_WORDS_OF_A_NAME else ""


_CHANNEL = re.compile(
    r"(?:(?:PJ)?SIP|IAX2?|SCCP|Skinny|DAHDI|Local|sofia/internal)/(\d{2,5})(?=[-@/;]|$)", re.IGNORECASE
)


def extension_of_channel(channel: str) -> str | None:
    """The extension that an Asterisk channel is of: SIP/101-00000a1b; None for a trunk."""
    found = _CHANNEL.match(channel)
    return found[1] if found else None
