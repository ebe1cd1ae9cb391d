"""Phones, cards, passports, INN and SNILS in a text: by their form, their check digits, and the words before them.

A number that could be an article, an order or a price is told from a phone by what stands around it; where the words
say "card" or "INN", a wrong check digit is a misheard digit and the number is masked all the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection

import phonenumbers

from deals.phones import normalise_phone
from reports.redaction.dictation import said_before
from reports.redaction.digit_groups import DigitGroup, digit_groups, number_runs, windows, without_echoes
from reports.redaction.number_checks import is_inn, is_snils, passes_luhn
from reports.redaction.personal_span import Kind, PersonalSpan


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})", re.IGNORECASE)


_PHONE = _words(r"телефон|тел\b|номер\w*|мобильн|городск|ватсап|вотсап|whatsapp|звони|позвони|перезвони|набер|"
                r"phones?\b|mobile|cell\b|call\b|reach|ring\b|landline")  # fmt: skip
_LOCAL_PHONE = _words(r"телефон|тел\b|городск|phone|landline")
_PASSPORT = _words(r"паспорт|загранпаспорт|passport")
_SERIES = _words(r"сери[яию]")
_INN = _words(r"инн\b")
_SNILS = _words(r"снилс")
_CARD = _words(r"карт[аеуыо]|карточк|card\b|visa|mastercard|amex|виза\b|мир\b")
_THING = _words(r"артикул\w*|арт\b|договор\w*|контракт\w*|заказ\w*|сч[её]т\w*|накладн\w*|трек\w*|код\b|товар\w*|"
                r"гост\b|позици\w*|заявк\w*|order|part\b|contract|invoice|article|item|sku|tracking|ref\b")  # fmt: skip
_UNIT = re.compile(r"\s*(?:руб|₽|р\.|тыс|миллион|млн|процент|%|штук|шт\b|мм\b|миллиметр|см\b|сантиметр|кг|килограмм|"
                   r"метр|м\b|год|лет\b|дн|час|доллар|евро|thousand|million|percent|pounds?\b|dollars?|units?\b|pence|"
                   r"milli|days?\b|hours?\b)", re.IGNORECASE)  # fmt: skip
_MOMENT = re.compile(
    r"(?<!\d)(?:\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)(?!\d)"
    r"|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[+-]\d\d:?\d\d|Z)?)?(?!\d)|\d{1,2}:\d\d(?::\d\d)?(?!\d))"
)
_LOCAL_FORM = re.compile(r"\d{3}-\d\d-\d\d")
_AREA_FORM = re.compile(r"\d{3}\)\s?\d")  # its first bracket stands before
_SNILS_FORM = re.compile(r"\d{3}-\d{3}-\d{3}[ -]\d\d")
_ID_DIGITS = re.compile(r"\+?(?<!\d)\d{10,15}(?!\d)", re.ASCII)
_RUSSIAN_MOBILE = re.compile(r"[78]?9\d{9}")
_CARD_LENGTHS = (15, 16, 18, 19)
_NATIONAL = {"ru": ("RU",), "en": ("GB", "US")}  # dialling rules to try where the archive's country is not known


class PersonalNumbers:
    """Finds numbers of persons in the texts of one archive.

    region: whose dialling rules hold, see `deals.phones.region_of`; None: those of the language's countries.
    known_phones: of the archive, as it normalises them: they are found in whatever stands around them.
    """

    def __init__(self, region: str | None, language: str, known_phones: Collection[str]) -> None:
        self._regions = ((region,) if region else ()) + tuple(
            each for each in _NATIONAL.get(language, ("RU", "GB", "US")) if each != region
        )
        self._known = {tail: phone for phone in known_phones if (tail := _tail(phone))}

    def spans(self, text: str) -> list[PersonalSpan]:
        """By place, without overlaps."""
        groups = digit_groups(text)
        moments = [match.span() for match in _MOMENT.finditer(text)] if len(groups) > 2 else []
        kept = [group for group in groups if not any(a <= group.start < b for a, b in moments)]
        return [
            span
            for run in number_runs(text, kept)
            for span in self._in_run(text, without_echoes(text, run)) or self._in_run(text, run)
        ]

    def id_spans(self, name: str) -> list[PersonalSpan]:
        """Phones in an id or a file name: the archive's, and what can only be a mobile number or has a plus sign."""
        found = []
        for match in _ID_DIGITS.finditer(name):
            digits = match[0].lstrip("+")
            phone = self._known.get(digits[-10:])
            if phone is None and match[0].startswith("+"):
                phone = _possible(match[0], None)
            if phone is None and _RUSSIAN_MOBILE.fullmatch(digits) and "RU" in self._regions:
                phone = "+7" + digits[-10:]
            if phone is not None:
                found.append(PersonalSpan(match.start(), match.end(), "phone", phone))
        return found

    def _in_run(self, text: str, run: list[DigitGroup]) -> list[PersonalSpan]:
        found: list[PersonalSpan] = []
        free = 0
        if sum(len(group.digits) for group in run) < 5:
            return found
        for first, end in windows(run):
            if first < free:
                continue
            start, stop = run[first].start, run[end - 1].end
            start -= text[:start].endswith("(") and ")" in text[start:stop]  # of an area code
            named = self._kind(text, run[first:end])
            if named is not None:
                found.append(PersonalSpan(start, stop, *named))
                free = end
        return found

    def _kind(self, text: str, groups: list[DigitGroup]) -> tuple[Kind, str] | None:
        """What these groups together are, with the digits as its key; None where they are nothing of the kind."""
        digits = "".join(group.digits for group in groups)
        if phone := self._known.get(digits[-10:]) if len(digits) in (10, 11, 12) else None:
            return "phone", phone
        start = groups[0].start
        if named := _named(text, start, digits):
            return named
        if _UNIT.match(text, groups[-1].end):
            return None
        thing, call = said_before(text, start, _THING), said_before(text, start, _PHONE)
        if thing is not None and (call is None or thing <= call):
            return None
        if _is_card(digits):
            return "card", digits
        written = text[groups[0].start : groups[-1].end]
        if _SNILS_FORM.fullmatch(written) and is_snils(digits):
            return "snils", digits
        if phone := self._phone(digits, groups, near_call=call is not None or _AREA_FORM.match(written) is not None):
            return "phone", phone
        if is_inn(digits) and not any(group.spoken for group in groups) and len(groups) == 1:
            return "inn", digits
        if _LOCAL_FORM.fullmatch(written) or (len(digits) == 7 and said_before(text, start, _LOCAL_PHONE) is not None):
            return "phone", digits
        return None

    def _phone(self, digits: str, groups: list[DigitGroup], *, near_call: bool) -> str | None:
        """The number in E.164 where it is one; near_call: the words before it speak of a phone."""
        if groups[0].plus:
            return _possible("+" + digits, None)
        if "RU" in self._regions:
            if len(digits) == 11 and digits[0] in "78" and digits[1] in "34589":
                return "+7" + digits[1:]
            if len(digits) == 10 and (digits[0] == "9" or (near_call and digits[0] in "348")):
                return "+7" + digits
        for region in self._regions:
            trunk = region == "GB" and digits.startswith("0") and len(digits) in (10, 11)
            if region != "RU" and (trunk or len(digits) >= 10) and (found := _valid(digits, region, lenient=trunk)):
                return found
        return None


def _named(text: str, start: int, digits: str) -> tuple[Kind, str] | None:
    """What the nearest words before the number call it."""
    size = len(digits)
    kinds: list[tuple[re.Pattern[str], Kind, bool]] = [
        (_PASSPORT, "passport", size in (9, 10)),
        (_INN, "inn", size in (10, 12)),
        (_SNILS, "snils", size == 11),
        (_CARD, "card", size == 16 or _is_card(digits)),
    ]
    near = [
        (place, kind) for words, kind, fits in kinds if fits and (place := said_before(text, start, words)) is not None
    ]
    if near:
        return min(near)[1], digits
    series = size == 10 and said_before(text, start, _SERIES) is not None
    return ("passport", digits) if series and "омер" in text[start : start + 60] else None


def _is_card(digits: str) -> bool:
    return len(digits) in _CARD_LENGTHS and digits[0] in "23456" and len(set(digits)) > 2 and passes_luhn(digits)


def _tail(phone: str) -> str:
    digits = "".join(filter(str.isdigit, phone))
    return digits[-10:] if len(digits) >= 10 else ""


def _possible(number: str, region: str | None) -> str | None:
    """E.164 of a number whose length is possible in its country."""
    found = normalise_phone(number, region)
    return found if found is not None and found.startswith("+") else None


def _valid(digits: str, region: str, *, lenient: bool) -> str | None:
    """E.164 of a number of that country; lenient: its length is enough."""
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    good = phonenumbers.is_possible_number(number) if lenient else phonenumbers.is_valid_number(number)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if good else None
