"""How well a heading names a field."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from deals.exports.field_forms import FieldForm
from deals.exports.heading_words import CONCEPTS
from deals.exports.headings import Heading, read_heading, squeezed

_IDEAS = frozenset(CONCEPTS.values())
_WEAK = 0.8
_UNKNOWN_WORD = 0.8  # for each further word that we know nothing about: "Masked amount" is an amount still
_OTHER_IDEA = 0.35  # for each further word of a known meaning: "Amount owner" is no amount
_LEFT_OUT_DATE = 0.97  # "Created" for "Created date"
_ASIDE = 0.98


def heading_fit(heading: Heading, form: FieldForm, own: frozenset[str]) -> float:
    """0 to 1. own: ideas that may be named or left out, since the whole table is about them."""
    own = frozenset() if form.whole else own
    strong = max((_phrase_fit(heading, phrase, form, own) for phrase in form.headings), default=0.0)
    weak = max((_phrase_fit(heading, phrase, form, own) for phrase in form.weak_headings), default=0.0)
    return max(strong, weak * _WEAK)


def _phrase_fit(heading: Heading, phrase: str, form: FieldForm, own: frozenset[str]) -> float:
    if heading.joined == _squeezed(phrase):
        return 1.0
    if not heading.words:  # fillers alone, such as "All", say nothing
        return 0.0
    wanted, said = _essence(read_heading(phrase).words, own), _essence(heading.words, own)
    fit = _words_fit(wanted, said, form)
    if heading.aside:
        with_aside = _words_fit(wanted, _essence((*heading.words, *heading.aside), own), form)
        fit = max(fit * _ASIDE, with_aside)
    return fit


@lru_cache(maxsize=4096)
def _squeezed(phrase: str) -> str:
    return squeezed(phrase)


def _essence(words: Iterable[str], own: frozenset[str]) -> frozenset[str]:
    return frozenset(words) - own


def _words_fit(wanted: frozenset[str], said: frozenset[str], form: FieldForm) -> float:
    if wanted == said:
        return 1.0
    if form.content == "time" and wanted != {"date"}:
        wanted, said = wanted - {"date"}, said - {"date"}
        if wanted == said:
            return _LEFT_OUT_DATE
    # "Date" alone says little enough: with a word beside it that we do not know, it may be the date of anything.
    if not wanted - {"date"} or not wanted <= said:
        return 0.0
    fit = 1.0
    for word in said - wanted:
        fit *= _OTHER_IDEA if word in _IDEAS else _UNKNOWN_WORD
    return fit
