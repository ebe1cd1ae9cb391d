"""Phone numbers in whatever notation, brought to one spelling so that equal numbers compare equal."""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers
from babel.core import get_global
from phonenumbers import PhoneNumberFormat, ValidationResult

EXTENSION_DIGITS = range(2, 6)  # numbers inside the company's own exchange
MOST_DIGITS = 15  # ITU-T E.164
LONGEST_NUMBER = 100  # characters, with punctuation and an extension; a longer cell is text that slipped in

_NOT_DIGITS = re.compile(r"[^0-9]+")
# Hidden digits, or what Excel makes of a long number (7.91E+10): the number itself is not known.
_MASKED = re.compile(r"\d[\d\s()-]*[*xXхХ•]{2,}|[*xXхХ•]{2,}[\d\s()-]*\d|\d[eE]\+\d")
# Ten digits of a Russian number after +7, 7 or 8, in usual notation. They need no parser, whose 50 µs are what a large
# phone log would mostly wait for; a test holds both to the same results.
_RUSSIAN = re.compile(r"(?:\+?7|8)[ -]?((?:\([34789]\d\d\)|[34789]\d\d)[ -]?\d{3}[ -]?\d\d[ -]?\d\d)", re.ASCII)
_SIP = re.compile(r"sips?:([^@;]+)(?:[@;].*)?", re.IGNORECASE | re.DOTALL)
_PUNCTUATED = re.compile(r"\+?\d[\d ().-]*", re.ASCII)  # what the parser too takes out
# A comma also stands before an extension: "(495) 123-45-67, доб. 12" is one number.
_SEPARATOR = re.compile(r"[;/\n\r|]+|,(?!\s*(?:доб|вн|ext|x|#))", re.IGNORECASE)


def region_of(timezone: str, language: str) -> str | None:
    """The country (ISO 3166) whose dialling rules apply to numbers without a country code.

    It is the country of the archive's timezone by Unicode CLDR; where the zone has none (UTC), Russia for a Russian
    archive, and None for any other: English is spoken in too many countries to choose one.
    """
    territories, aliases = get_global("zone_territories"), get_global("zone_aliases")
    territory = territories.get(aliases.get(timezone, timezone))
    if territory is not None and territory in phonenumbers.SUPPORTED_REGIONS:
        return str(territory)
    return "RU" if language == "ru" else None


def normalise_phone(text: str, region: str | None) -> str | None:
    """E.164 ('+79100003817') where the number can be parsed, else its bare digits; None where there is no number.

    Two to five digits are an extension of the company's own exchange and stay as they are. A leading 00 stands for
    the plus sign. A caller's extension ('доб. 12') is dropped: the line is what identifies a client. No number:
    no digits, one digit, hidden digits (7910***3817), 7.91E+10, more than 15 digits.
    """
    if found := _RUSSIAN.fullmatch(text) if region == "RU" else None:
        return "+7" + _NOT_DIGITS.sub("", found.group(1))
    return _normalised(text, region)


@lru_cache(maxsize=100_000)  # the same clients call again and again
def _normalised(text: str, region: str | None) -> str | None:
    if sip := _SIP.fullmatch(text.strip()):
        text = sip.group(1)
    if len(text) > LONGEST_NUMBER or _MASKED.search(text):
        return None
    digits = _NOT_DIGITS.sub("", text)
    if len(digits) in EXTENSION_DIGITS:
        return digits
    if digits.startswith("00") and len(digits) > 10:
        text = "+" + digits.lstrip("0")
    elif _PUNCTUATED.fullmatch(text):
        text = "+" + digits if text[0] == "+" else digits
    return _e164(text, region) or (digits if EXTENSION_DIGITS.stop <= len(digits) <= MOST_DIGITS else None)


@lru_cache(maxsize=300_000)  # the numbers of a large archive, each in one notation; parsing takes about 50 µs
def _e164(text: str, region: str | None) -> str | None:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    # A number that can only be dialled inside its town is not one number in the country.
    if phonenumbers.is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def split_phones(text: str) -> list[str]:
    """The numbers of a cell that holds several, separated by ; , / | or a line break."""
    return [piece for piece in (part.strip() for part in _SEPARATOR.split(text)) if piece]
