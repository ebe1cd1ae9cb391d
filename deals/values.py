"""Single values as people and programs write them: times, days, months, money, shares, durations, yes and no.

Each parser takes a non-empty stripped cell and returns a Reading, or raises UnreadableValue with the code of the
problem. Nothing is guessed: what can be read in two ways is not read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Generic, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from deals.problem_codes import ProblemCode

T = TypeVar("T")

YEARS = range(1900, 2200)  # others are the zero dates of databases (0000, 0001, 1899) or slips of the finger
FIRST_PROBABLE_YEAR = 1990  # before it no sales archive begins; such dates are typing errors or computer zeros
LONGEST_CALL_S = 24 * 3600.0
MOST_DIGITS = 15  # of a number before the decimal mark; no currency needs more
LONGEST_AMOUNT = 60  # characters of an amount with its signs; a longer cell is text that slipped in


class Reading(NamedTuple, Generic[T]):
    value: T
    note: ProblemCode | None = None  # what had to be assumed


class UnreadableValue(ValueError):
    def __init__(self, code: ProblemCode) -> None:
        super().__init__(str(code))
        self.code = code


_CLOCK = r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?"
_OFFSET = r"(Z|[+-]\d{2}(?::?\d{2})?)"
_ISO = re.compile(rf"(\d{{4}})-(\d{{2}})-(\d{{2}})(?:[T ]+{_CLOCK}\s*{_OFFSET}?)?", re.ASCII | re.IGNORECASE)
_FORMAT_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:\d\d)?", re.ASCII)
_ISO_BASIC = re.compile(rf"(\d{{4}})(\d{{2}})(\d{{2}})T(\d{{2}})(\d{{2}})(\d{{2}})?{_OFFSET}?", re.ASCII)
_DOTTED = re.compile(rf"(\d{{1,2}})\.(\d{{1,2}})\.(\d{{4}})(?:[ T,]+{_CLOCK})?", re.ASCII)
# 03/04/2026 is 3 April or 4 March, 03.04.26 may even begin with the year.
_AMBIGUOUS = re.compile(r"\d{1,2}(?:[/-]\d{1,2}[/-]\d{2,4}|\.\d{1,2}\.\d{2})(?![\d.]).*", re.ASCII | re.DOTALL)


def parse_time(text: str, zone: ZoneInfo, *, end_of_day: bool = False) -> Reading[datetime]:
    """A moment, in `zone`: ISO 8601, with or without an offset, or DD.MM.YYYY HH:MM[:SS].

    A time without an offset is local. One that the clocks skipped is moved on by the length of the gap, one that they
    showed twice is the first of the two; both carry a note. A day without a time begins at midnight, or ends with
    23:59:59 where end_of_day, and carries a note too. Fractions of a second are dropped.
    """
    if (stated := _format_time(text)) is not None:
        return Reading(stated.astimezone(zone)) if stated.tzinfo else _local(stated, zone)
    naive, offset, has_time = _parts(text)
    if offset:
        moment = datetime.fromisoformat(naive.isoformat() + offset).astimezone(zone)
        return Reading(moment)
    if not has_time:
        naive = datetime.combine(naive, time(23, 59, 59) if end_of_day else time())
        return Reading(_local(naive, zone).value, ProblemCode.DATE_WITHOUT_TIME)
    return _local(naive, zone)


def _format_time(text: str) -> datetime | None:
    """A time in the format's own notation, in a fraction of the time; None where it has to be looked at closely."""
    if not _FORMAT_TIME.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.year in YEARS else None


def _parts(text: str) -> tuple[datetime, str | None, bool]:
    """(date and time as written, offset, whether a time was written)."""
    offset = None
    if found := _ISO.fullmatch(text) or _ISO_BASIC.fullmatch(text):
        year, month, day, *clock, offset = found.groups()
    elif found := _DOTTED.fullmatch(text):
        day, month, year, *clock = found.groups()
    else:
        raise UnreadableValue(ProblemCode.AMBIGUOUS_DATE if _AMBIGUOUS.fullmatch(text) else ProblemCode.BAD_DATE)
    if int(year) not in YEARS:
        raise UnreadableValue(ProblemCode.BAD_DATE)
    try:
        hour, minute, second = (int(part or 0) for part in clock)
        naive = datetime(int(year), int(month), int(day), hour, minute, second)
        if offset:
            datetime.fromisoformat("2000-01-01T00:00" + offset.upper())
    except ValueError as error:
        raise UnreadableValue(ProblemCode.BAD_DATE) from error
    return naive, offset and offset.upper(), clock[0] is not None


def _local(naive: datetime, zone: ZoneInfo) -> Reading[datetime]:
    moment = naive.replace(tzinfo=zone)
    if moment.utcoffset() == moment.replace(fold=1).utcoffset():
        return Reading(moment)
    real = moment.astimezone(UTC).astimezone(zone)
    skipped = real.replace(tzinfo=None) != naive
    return Reading(real, ProblemCode.TIME_SKIPPED if skipped else ProblemCode.TIME_DOUBLED)


def parse_date(text: str) -> Reading[date]:
    """A day, in the notations of parse_time; a time that follows it is ignored."""
    naive, _, _ = _parts(text)
    return Reading(naive.date())


_MONTH_FIRST = re.compile(r"(\d{1,2})[./](\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})(?:-01(?:[T ]00:00(?::00)?)?)?", re.ASCII)


def parse_month(text: str) -> Reading[str]:
    """YYYY-MM. Also read: MM.YYYY, MM/YYYY and the first day of a month, which is what Excel makes of YYYY-MM."""
    if found := _YEAR_FIRST.fullmatch(text):
        year, month = found.groups()
    elif found := _MONTH_FIRST.fullmatch(text):
        month, year = found.groups()
    else:
        raise UnreadableValue(ProblemCode.BAD_MONTH)
    if not 1 <= int(month) <= 12 or int(year) not in YEARS:
        raise UnreadableValue(ProblemCode.BAD_MONTH)
    return Reading(f"{year}-{int(month):02}")


_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’]+")
_GROUPED = re.compile(r"\d{1,3}([ ,.])\d{3}(?:\1\d{3})*(?:(?!\1)[,.](\d*))?", re.ASCII)
_PLAIN = re.compile(r"\d+(?:[.,]\d*)?", re.ASCII)
_ONE_MARK_OF_THREE = re.compile(r"[1-9]\d{0,2}[,.]\d{3}", re.ASCII)


def _decimal(text: str) -> Decimal:
    """A number with spaces, apostrophes, commas or dots between thousands and a comma or dot before decimals.

    Raises ValueError where it is no number.
    """
    sign, body = (-1, text[1:].lstrip()) if text[:1] in ("-", "−", "–") else (1, text.removeprefix("+"))
    body = _SPACES.sub(" ", body)
    if found := None if _PLAIN.fullmatch(body) else _GROUPED.fullmatch(body):
        whole = body[: found.start(2) - 1] if found.group(2) is not None else body
        number = Decimal(re.sub(r"[ ,.]", "", whole) + "." + (found.group(2) or "0"))
    elif _PLAIN.fullmatch(body):
        number = Decimal(body.replace(",", ".").rstrip("."))
    else:
        raise ValueError(text)
    if number >= 10**MOST_DIGITS:
        raise ValueError(text)
    return sign * number


def _number(text: str) -> Decimal:
    try:
        return _decimal(text)
    except ValueError as error:
        raise UnreadableValue(ProblemCode.BAD_NUMBER) from error


_PLAIN_MONEY = re.compile(r"\d{1,12}(?:\.\d{1,2})?", re.ASCII)  # as programs write it; needs no closer look
_CURRENCY_SIGNS: Mapping[str, frozenset[str]] = {
    "₽": frozenset({"RUB"}),
    "руб": frozenset({"RUB", "BYN"}),
    "рублей": frozenset({"RUB", "BYN"}),
    "р": frozenset({"RUB", "BYN"}),
    "rur": frozenset({"RUB"}),
    "$": frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD"}),
    "€": frozenset({"EUR"}),
    "£": frozenset({"GBP"}),
    "₸": frozenset({"KZT"}),
    "тенге": frozenset({"KZT"}),
    "₴": frozenset({"UAH"}),
}
_CURRENCY = re.compile(r"(?P<before>[^0-9\s+−–().,-]*)\s*(?P<number>[+−–-]?\s*[0-9].*?)\s*(?P<after>[^0-9\s.,]*)\.?")


def parse_money(text: str, currency: str | None) -> Reading[Decimal]:
    """An amount in the archive's currency: '1 250 000,00 ₽', '1,250,000.00', '1250000'.

    '1,250' and '1.250' could be a thousand or one and a quarter and are refused, as is a sign of another currency.
    """
    if _PLAIN_MONEY.fullmatch(text):
        return Reading(Decimal(text))
    found = _CURRENCY.fullmatch(text) if len(text) <= LONGEST_AMOUNT else None
    if found is None or (found["before"] and found["after"]):
        raise UnreadableValue(ProblemCode.BAD_NUMBER)
    _check_currency((found["before"] or found["after"]).casefold(), currency)
    if _ONE_MARK_OF_THREE.fullmatch(found["number"].lstrip("+-−– ")):
        raise UnreadableValue(ProblemCode.AMBIGUOUS_NUMBER)
    return Reading(_number(found["number"]))


def _check_currency(sign: str, currency: str | None) -> None:
    if not sign:
        return
    is_code = len(sign) == 3 and sign.isascii() and sign.isalpha()
    meant = _CURRENCY_SIGNS.get(sign) or (frozenset({sign.upper()}) if is_code else None)
    if meant is None:
        raise UnreadableValue(ProblemCode.BAD_NUMBER)
    if currency is not None and currency not in meant:
        raise UnreadableValue(ProblemCode.OTHER_CURRENCY)


def parse_amount(text: str, currency: str | None) -> Reading[Decimal]:
    """parse_money for what a deal is worth, which is never below zero."""
    reading = parse_money(text, currency)
    if reading.value < 0:
        raise UnreadableValue(ProblemCode.NEGATIVE_AMOUNT)
    return reading


def parse_share(text: str) -> Reading[float]:
    """A share from 0 to 1. '35 %' is 0.35; a bare number above 1 and up to 100 is taken as percent, with a note."""
    number = _number(text.removesuffix("%").rstrip())
    if text.endswith("%"):
        number /= 100
    if 0 <= number <= 1:
        return Reading(float(number))
    if 1 < number <= 100 and not text.endswith("%"):
        return Reading(float(number / 100), ProblemCode.PERCENT_DIVIDED)
    raise UnreadableValue(ProblemCode.BAD_PERCENT)


_PLAIN_SECONDS = re.compile(r"\d{1,9}(?:\.\d{1,3})?", re.ASCII)
_CLOCK_DURATION = re.compile(r"(\d{1,2}):([0-5]\d):([0-5]\d)", re.ASCII)


def parse_duration(text: str) -> Reading[float]:
    """Seconds, as a number or as HH:MM:SS. '05:30' is refused: minutes or hours."""
    if _PLAIN_SECONDS.fullmatch(text):  # spares the ordinary cell what amounts of money need
        return _duration(float(text))
    if found := _CLOCK_DURATION.fullmatch(text):
        hours, minutes, seconds = map(int, found.groups())
        return Reading(hours * 3600.0 + minutes * 60 + seconds)
    seconds_s = float(_number(text))
    if seconds_s < 0:
        raise UnreadableValue(ProblemCode.NEGATIVE_DURATION)
    return _duration(seconds_s)


def _duration(seconds_s: float) -> Reading[float]:
    return Reading(seconds_s, ProblemCode.IMPROBABLE_DURATION if seconds_s > LONGEST_CALL_S else None)
