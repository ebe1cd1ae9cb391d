"""Check digits of numbers that name a person: they tell a card or a tax number from an article number."""

from __future__ import annotations

_INN_WEIGHTS = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)


def passes_luhn(digits: str) -> bool:
    """Source: ISO/IEC 7812-1, annex B (the Luhn formula)."""
    doubled = [int(digit) * 2 for digit in digits[-2::-2]]
    return (sum(map(int, digits[-1::-2])) + sum(value - 9 if value > 9 else value for value in doubled)) % 10 == 0


def is_inn(digits: str) -> bool:
    """Ten digits of an organisation or twelve of a person.

    Source: Russian tax service, order MMV-7-6/435 of 29 June 2012, annex (weights of the check digits).
    """
    if len(digits) == 10:
        return _inn_digit(digits[:9]) == digits[9]
    return len(digits) == 12 and _inn_digit(digits[:10]) == digits[10] and _inn_digit(digits[:11]) == digits[11]


def _inn_digit(digits: str) -> str:
    weighed = zip(map(int, digits), _INN_WEIGHTS[-len(digits) :], strict=True)
    return str(sum(digit * weight for digit, weight in weighed) % 11 % 10)


def is_snils(digits: str) -> bool:
    """Eleven digits, the last two of which check the others.

    Source: Russian pension fund, decree 192p of 31 July 2006, annex 1.
    """
    total = sum(int(digit) * (9 - place) for place, digit in enumerate(digits[:9])) % 101
    return len(digits) == 11 and digits[9:] == ("00" if total == 100 else f"{total:02}")
