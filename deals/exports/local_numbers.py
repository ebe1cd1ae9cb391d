"""Amounts as people and programs write them: «1 250 000,00 ₽», "$1,250.00", "1.250,00 EUR", "1.2M", «500 тыс.»."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

DecimalMark = Literal[",", "."]
MOST_DIGITS = 15
LONGEST = 40

_SIGNS = {
    "₽": "RUB", "руб": "RUB", "рублей": "RUB", "рубля": "RUB", "рубль": "RUB", "р": "RUB", "rur": "RUB",
    "$": "USD", "us$": "USD", "usd$": "USD", "€": "EUR", "евро": "EUR", "£": "GBP", "₸": "KZT", "тенге": "KZT",
    "тг": "KZT",
    "₴": "UAH", "грн": "UAH", "₹": "INR", "rs": "INR", "r$": "BRL", "¥": "JPY", "zł": "PLN", "₺": "TRY", "kč": "CZK",
    "долл": "USD", "c$": "CAD", "a$": "AUD", "₦": "NGN",
}  # fmt: skip
_MULTIPLIERS = {
    "k": 10**3, "к": 10**3, "тыс": 10**3, "m": 10**6, "mn": 10**6, "mm": 10**6, "mln": 10**6, "млн": 10**6, "м": 10**6,
    "million": 10**6, "b": 10**9, "bn": 10**9, "млрд": 10**9,
}  # fmt: skip
_CODES = (
    "RUB USD EUR GBP KZT UAH BYN INR CAD AUD NZD SGD HKD CHF SEK NOK DKK PLN CZK HUF RON BGN TRY ILS AED SAR ZAR BRL "
    "MXN ARS CLP COP PEN CNY JPY KRW THB IDR MYR PHP VND UZS KGS AMD GEL AZN TJS MDL NGN KES EGP PKR BDT LKR QAR KWD"
)
_ISO_CODES = frozenset(_CODES.split())
_SHAPE = re.compile(
    r"(?P<before>[^\d\s+−–().,-][^\d\s+−–(-]*)?\s*(?P<number>\(?\s*[+−–-]?\s*\d[\d\s\u00a0\u202f\u2009'’.,]*?\)?)"
    r"\s*(?P<after>[^\d()]*)"
)
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’]+")


class Money(NamedTuple):
    """currency: ISO code where the text says it."""

    amount: Decimal
    currency: str | None = None


class UnreadableMoney(ValueError):
    """No amount, or one that can be read in two ways (`ambiguous`)."""

    def __init__(self, *, ambiguous: bool = False) -> None:
        super().__init__("ambiguous" if ambiguous else "no amount")
        self.ambiguous = ambiguous


def currency_code(text: str) -> str | None:
    """ISO code of a currency's code, sign or name, «руб.» or "US Dollar (USD)" too."""
    word = text.strip().casefold().rstrip(".")
    if word in _SIGNS:
        return _SIGNS[word]
    codes = [
        code
        for code in re.findall(r"[A-Za-z]{3}", text)
        if code.upper() in _ISO_CODES and (code.isupper() or len(text) == 3)
    ]
    if len(codes) == 1:
        return codes[0].upper()
    stems = {
        "рубл": "RUB",
        "российск": "RUB",
        "доллар": "USD",
        "dollar": "USD",
        "евро": "EUR",
        "euro": "EUR",
        "тенге": "KZT",
    }
    return next((code for stem, code in stems.items() if stem in word), None)


@lru_cache(maxsize=100_000)
def read_money(text: str, decimal_mark: DecimalMark | None = None) -> Money:
    """Raises UnreadableMoney.

    decimal_mark: what the column uses; it settles "1.250". Without it such a text is ambiguous, unless the number
    itself tells.
    """
    found = _SHAPE.fullmatch(text.strip()) if 0 < len(text) <= LONGEST else None
    if found is None:
        raise UnreadableMoney
    currency, factor = _units(found["before"] or "", found["after"] or "")
    number = found["number"].strip()
    negative = number.startswith("(") or _SPACES.sub("", number).lstrip("(")[:1] in "-−–"
    amount = _number(number.strip("()+−–- \u00a0"), decimal_mark) * factor
    if amount >= 10**MOST_DIGITS:
        raise UnreadableMoney
    return Money(-amount if negative else amount, currency)


def _units(before: str, after: str) -> tuple[str | None, int]:
    currency, factor = None, 1
    for piece in (before, *re.split(r"[\s.]+", after)):
        word = piece.strip().casefold().rstrip(".")
        if not word:
            continue
        if word in _MULTIPLIERS and piece not in before:
            factor *= _MULTIPLIERS[word]
        elif (code := currency_code(word) or currency_code(piece)) is not None and currency in (None, code):
            currency = code
        else:
            raise UnreadableMoney
    return currency, factor


def _number(digits: str, decimal_mark: DecimalMark | None) -> Decimal:
    text = _SPACES.sub(" ", digits.strip())
    groups = text.split(" ")
    if len(groups) > 1 and not (groups[0].isdigit() and 1 <= len(groups[0]) <= 3 and all(map(_is_group, groups[1:]))):
        raise UnreadableMoney
    text = "".join(groups)
    mark = decimal_mark_of(text) or (decimal_mark if "," in text or "." in text else None)
    if mark is None and re.search(r"[.,]", text):
        if len(groups) > 1:  # spaces set thousands apart, so the mark is the decimal one
            mark = "," if "," in text else "."
        else:
            raise UnreadableMoney(ambiguous=True)
    other = "." if mark == "," else ","
    whole = text.replace(other, "").replace(",", ".") if mark else text
    if not re.fullmatch(r"\d+(?:\.\d*)?", whole) or (mark and not _grouped(text, mark, other)):
        raise UnreadableMoney
    return Decimal(whole.rstrip("."))


def _is_group(text: str) -> bool:
    return re.fullmatch(r"\d{3}(?:[.,]\d*)?", text) is not None


def _grouped(text: str, mark: str, other: str) -> bool:
    """Whether marks between thousands stand where they belong."""
    whole = text.split(mark)[0]
    return (
        other not in whole
        or re.fullmatch(rf"\d{{1,3}}(?:{re.escape(other)}\d{{2,3}})*{re.escape(other)}\d{{3}}", whole) is not None
    )


def decimal_mark_of(text: str) -> DecimalMark | None:
    """The decimal mark that this one number gives away, None where it has no mark or could be read both ways.

    "1.250,00" and "12,5" say comma; "1.250.000" says that the dot is not it, hence comma; "0.125" says dot.
    """
    digits = re.sub(r"[^\d.,]", "", text).strip(".,")
    marks = [character for character in digits if not character.isdigit()]
    if not marks:
        return None
    last: DecimalMark = "," if marks[-1] == "," else "."
    opposite: DecimalMark = "." if last == "," else ","
    if len(set(marks)) == 2:
        return last
    if len(marks) > 1:
        return opposite
    head, tail = digits.split(last)
    return None if len(tail) == 3 and 1 <= len(head) <= 3 and head != "0" else last


def column_decimal_mark(cells: Iterable[str]) -> DecimalMark | None:
    """The decimal mark of a column of amounts; None where its values contradict each other or say nothing.

    Where every mark has exactly three digits behind it, in two different values or more, it stands between thousands:
    no column of money has three decimals throughout.
    """
    told: set[DecimalMark] = set()
    silent: dict[str, set[str]] = {",": set(), ".": set()}
    for cell in set(cells):
        if (mark := decimal_mark_of(cell)) is not None:
            told.add(mark)
        elif found := re.search(r"\d([.,])\d{3}(?!\d)", cell):
            silent[found[1]].add(cell)
    if len(told) == 1:
        return next(iter(told))
    if not told and bool(silent[","]) != bool(silent["."]):
        thousands = "," if silent[","] else "."
        if len(silent[thousands]) > 1:
            return "." if thousands == "," else ","
    return None


def money_text(amount: Decimal) -> str:
    """The amount in the archive format's spelling. Three decimals would be ambiguous there, so a zero is added."""
    text = format(amount, "f")
    return text + "0" if len(text.partition(".")[2]) == 3 else text
