"""What a single cell looks like: a date, a number, a phone, an address, a name of a person, a yes or no."""

from __future__ import annotations

import re
from functools import lru_cache

from deals.exports.local_numbers import UnreadableMoney, read_money
from deals.exports.local_times import read_moment

EMAIL = re.compile(r"[^\s@;,<>\"]+@[^\s@;,<>\"]+\.[^\W\d_]{2,}", re.ASCII)
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_PHONE = re.compile(r"(?:tel:)?\+?[\d\s().\-\u00a0]{7,24}(?:\s*(?:ext|доб|x)[.:]?\s*\d{1,6})?", re.IGNORECASE)
_PHONE_SEPARATORS = re.compile(r"[;\n\r|/]+|,(?!\s*(?:доб|ext|x))", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:[-'’][^\W\d_]+)*\.?")
_CLOCK = re.compile(
    r"\d{1,3}:[0-5]\d(?::[0-5]\d)?(?:\s*[ap]\.?m\.?)?"
    r"|(?=\d)(?:\d+\s*(?:h|hours?|ч|час\w*)\.?\s*)?(?:\d+\s*(?:m|min\w*|м|мин\w*)\.?\s*)?(?:\d+\s*(?:s|sec\w*|с|сек\w*)\.?)?",
    re.IGNORECASE,
)
_ID = re.compile(r"[\w#№{}./:-]{1,64}")
_JOB = re.compile(
    r"\b(?:c[etfomi]o|vp|vice president|president|director|manager|head of|chief|owner|founder|co-founder|partner"
    r"|engineer|buyer|analyst|officer|executive|specialist|consultant|coordinator|administrator|assistant|accountant)\b"
    r"|\b(?:директор|менеджер|руководитель|начальник|главный|бухгалтер|инженер|специалист|снабженец|закупщик|владелец)",
    re.IGNORECASE,
)
FLAGS = frozenset(["true", "false", "yes", "no", "y", "n", "да", "нет", "истина", "ложь", "t", "f"])


def is_email(text: str) -> bool:
    return all(EMAIL.fullmatch(part.strip()) for part in re.split(r"[;,\s]+", text) if part)


def is_url(text: str) -> bool:
    return _URL.match(text) is not None


def is_date(text: str) -> bool:
    """A date or time in words or with marks; a bare number is none by its looks."""
    return (
        read_moment(text, "day_first", numbers=False) is not None
        or read_moment(text, "month_first", numbers=False) is not None
    )


def is_numeric_moment(text: str) -> bool:
    """A day of Excel's calendar, 20260105, or seconds since 1970: a date only where the heading says so."""
    return is_number(text) and read_moment(text) is not None


def is_number(text: str) -> bool:
    return _PLAIN_NUMBER.fullmatch(text) is not None


def is_money(text: str) -> bool:
    try:
        read_money(text, ".")
    except UnreadableMoney:
        return False
    return True


def is_phone(text: str) -> bool:
    """One number or several. Digits alone count from ten on: fewer are amounts and ids as often as phones."""
    parts = [part.strip().lstrip("'") for part in _PHONE_SEPARATORS.split(text) if part.strip()]
    return bool(parts) and all(_is_one_phone(part) for part in parts)


def _is_one_phone(text: str) -> bool:
    digits = sum(character.isdigit() for character in text)
    if not 7 <= digits <= 15 or not _PHONE.fullmatch(text) or is_date(text):
        return False
    if text.isdigit():
        return digits in (10, 11, 12) and not text.startswith("0000")
    return text[0] in "+(t" or "-" in text or "(" in text or digits >= 10


def is_flag(text: str) -> bool:
    return text.casefold() in FLAGS


def is_job_title(text: str) -> bool:
    """A few words that name what somebody is by profession."""
    return len(text.split()) <= 6 and _JOB.search(text) is not None


def is_clock(text: str) -> bool:
    return _CLOCK.fullmatch(text) is not None


def is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None


def is_person_name(text: str) -> bool:
    """Two to four words, each a name by its first letter, as «Иванов Иван», "Moses Frase", «Петрова А. В.»."""
    words = text.replace(".", ". ").split()
    return 2 <= len(words) <= 4 and all(_NAME_WORD.fullmatch(word) and word[0].isupper() for word in words)


@lru_cache(maxsize=50_000)
def looks_like_value(text: str) -> bool:
    """Whether the text can only be data, never a heading."""
    text = text.strip()
    return bool(text) and (
        is_email(text) or is_url(text) or is_number(text) or is_date(text) or is_phone(text) or is_money(text)
    )
