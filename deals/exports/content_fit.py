"""How well a column's cells fit what a field should hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from deals.exports.column_content import ColumnContent
from deals.exports.field_forms import ContentKind
from deals.exports.local_numbers import currency_code

_BITS = frozenset({"0", "1", "0.0", "1.0"})
_EMPTY_FIT = 0.75  # an empty column can still be what its heading says
_ALMOST_ALL = 0.9
_MOST = 0.6
_CODES = 0.97  # of two columns that name one person, the one that is no code is preferred
_ENOUGH_ROWS = 8


def content_fit(content: ColumnContent, kind: ContentKind) -> float:
    """0 (cannot be) to 1 (just so)."""
    return _EMPTY_FIT if content.empty else _FITS[kind](content)


def _row_id(content: ColumnContent) -> float:
    if content.ids < _ALMOST_ALL or content.dates > 0.5:
        return 0.2
    return 1.0 if content.unique > _ALMOST_ALL else 0.6 if content.unique > 0.5 else 0.3


def _reference(content: ColumnContent) -> float:
    return 1.0 if content.ids >= _ALMOST_ALL and content.dates < 0.5 else 0.5 if content.ids >= 0.5 else 0.3


def _graded(share: float) -> float:
    return 1.0 if share >= _ALMOST_ALL else 0.9 if share >= _MOST else 0.6 if share >= 0.3 else 0.1


def _time(content: ColumnContent) -> float:
    return max(_graded(content.dates), 0.9 * _graded(content.epochs))


def _money(content: ColumnContent) -> float:
    return 0.1 if content.dates > 0.5 else _graded(content.money)


def _phones(content: ColumnContent) -> float:
    return max(_graded(content.phones), 0.6 if content.numbers >= _ALMOST_ALL else 0.0)


def _person(content: ColumnContent) -> float:
    if max(content.dates, content.urls) > 0.5 or (content.money > 0.5 and content.numbers < 0.5):
        return 0.1
    if content.count > 20 and content.unique > 0.95:
        return 0.6
    return _CODES if content.coded > _MOST and content.emails < 0.5 else 1.0


def _human(content: ColumnContent) -> float:
    """Of a list of people: their names, with an address in their place at most."""
    if max(content.dates, content.urls, content.numbers, content.coded - content.emails) > 0.5 or content.words > 5:
        return 0.1
    return 1.0


def _owner_id(content: ColumnContent) -> float:
    """One of us has many deals; a user of whom each row has another one is a client."""
    of_clients = content.count >= _ENOUGH_ROWS and content.unique > _ALMOST_ALL
    return _reference(content) * (0.4 if of_clients else 1.0)


def _choice(content: ColumnContent) -> float:
    if max(content.dates, content.emails, content.urls) > 0.5:
        return 0.1
    if content.words > 8:
        return 0.4
    return 1.0 if content.distinct <= 40 or content.unique < 0.3 else 0.7


def _text(content: ColumnContent) -> float:
    if max(content.dates, content.flags) > 0.7:
        return 0.2
    if max(content.emails, content.urls) > 0.7 or (content.money > 0.95 and content.distinct > 3):
        return 0.5
    return 1.0


def _deal_title(content: ColumnContent) -> float:
    return 0.3 if content.jobs > 0.5 else _text(content)


def _share(content: ColumnContent) -> float:
    # "10%" is no amount, and no date; words such as "High" are no share.
    return 1.0 if content.numbers >= _ALMOST_ALL or all("%" in text for text in content.examples) else 0.2


def _currency(content: ColumnContent) -> float:
    return 1.0 if content.values and all(currency_code(value) for value in content.values[:5]) else 0.1


def _duration(content: ColumnContent) -> float:
    return _graded(max(content.numbers, content.clocks))


def _flag(content: ColumnContent) -> float:
    return 1.0 if content.values and set(content.values) <= _BITS else _graded(content.flags)


_FITS: Mapping[ContentKind, Callable[[ColumnContent], float]] = {
    "row_id": _row_id,
    "reference": _reference,
    "time": _time,
    "money": _money,
    "phones": _phones,
    "email": lambda content: _graded(content.emails),
    "person": _person,
    "choice": _choice,
    "text": _text,
    "flag": _flag,
    "share": _share,
    "currency": _currency,
    "number": lambda content: _graded(content.numbers),
    "duration": _duration,
    "url": lambda content: _graded(content.urls),
    "human": _human,
    "owner_id": _owner_id,
    "deal_title": _deal_title,
    "any": lambda content: 1.0,
}
