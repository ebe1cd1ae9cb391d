"""Dates that people name in speech, resolved from the moment of speaking. ru and en.

A first version: days, weekdays, "in N days/weeks/months", day and month, months, "N-го". What it does not know gives
None, never a guess.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

# Words one a line would be a page of them: split strings are easier to check.
_RU_MONTHS = "январ феврал март апрел ма[йяе] июн июл август сентябр октябр ноябр декабр".split()  # noqa: SIM905
_EN_MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
_MONTH = [re.compile(rf"\b(?:{ru}\w{{0,3}}|{en})\b") for ru, en in zip(_RU_MONTHS, _EN_MONTHS, strict=True)]
_EN_MAY = re.compile(r"\b(?:in|by|on|until|of|mid|end of|early|late)[ -]+may\b")  # "may" alone is mostly the verb
_RU_WEEKDAYS = r"понедельник\w? вторник\w? сред[уеы] четверг\w? пятниц\w суббот\w воскресень\w".split()  # noqa: SIM905
_EN_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()  # noqa: SIM905
_WEEKDAY = [
    re.compile(
        rf"\b(?:(?:в|во|до|к|на)\s+(?:следующ\w+\s+)?(?:{ru})"
        rf"|(?:on|by|until|next|this)\s+{en}|{en}\s+(?:morning|afternoon))\b"
    )
    for ru, en in zip(_RU_WEEKDAYS, _EN_WEEKDAYS, strict=True)
]
_TODAY = re.compile(
    r"\bсегодня\b|\bчерез (?:час|полчаса|\w+ минут)|\bв течение (?:часа|дня)|\btoday\b|\btonight\b|\bwithin the hour\b"
)
_ORDINALS = [
    "первого", "второго", "третьего", "четвертого", "пятого", "шестого", "седьмого", "восьмого", "девятого",
    "десятого", "одиннадцатого", "двенадцатого", "тринадцатого", "четырнадцатого", "пятнадцатого",
    "шестнадцатого", "семнадцатого", "восемнадцатого", "девятнадцатого", "двадцатого",
]  # fmt: skip
_DAY_OF_RU = {word: day for day, word in enumerate(_ORDINALS, start=1)}
_DAY_OF_RU |= {f"двадцать {word}": 20 + day for day, word in enumerate(_ORDINALS[:9], start=1)}
_DAY_OF_RU |= {"тридцатого": 30, "тридцать первого": 31}
_RU_DAY = re.compile("|".join(sorted(_DAY_OF_RU, key=len, reverse=True)))
_EN_ORDINALS = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
]  # fmt: skip
_DAY_OF_EN = {word: day for day, word in enumerate(_EN_ORDINALS, start=1)}
_DAY_OF_EN |= {f"twenty-{word}": 20 + day for day, word in enumerate(_EN_ORDINALS[:9], start=1)}
_DAY_OF_EN |= {"thirtieth": 30, "thirty-first": 31}
_EN_DAY = re.compile(r"\b(?:" + "|".join(sorted(_DAY_OF_EN, key=len, reverse=True)) + r")\b")
_NUMBER_DAY = re.compile(r"\b([0-3]?\d)(?:-?го|-?е|st|nd|rd|th)?\b")
_NUMBER = {
    "пару": 2, "два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "десять": 10, "полтора": 1,
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "couple of": 2, "a couple of": 2,
}  # fmt: skip
_AMOUNT = "|".join(sorted(_NUMBER, key=len, reverse=True))
_AFTER = re.compile(
    rf"\b(?:через|in)\s+(?:(\d+|{_AMOUNT})\s+)?(день|дня|дней|денек|недел\w+|месяц\w*|days?|weeks?|months?)\b"
)
_UNIT_DAYS = {"д": 1, "н": 7, "м": 30}
_EN_UNIT_DAYS = {"day": 1, "wee": 7, "mon": 30}
_SEASONS = {  # first month of what people mean by it
    r"\bвесн\w+|\bspring\b": 3, r"\bосень\w*|\bосени\b|\bautumn\b|\bafter labor day\b": 9,
    r"\bпосле (?:новогодних|нового года)": 1,
}  # fmt: skip


def named_date(text: str, said_on: date) -> date | None:
    """The first day that the text names, from the day it was said on; None where it names none.

    A weekday or a month without a year is the next one to come. Weeks and months from now are counted in days
    (7 and 30): people who say "in a month" do not mean a date.
    """
    words = text.lower().replace("ё", "е")
    for reading in (_near_day, _amount_from_now, _day_and_month, _weekday, _next_period, _season):
        if (found := reading(words, said_on)) is not None:
            return found
    return None


def _near_day(words: str, today: date) -> date | None:
    if re.search(r"\bпослезавтра\b|\bday after tomorrow\b", words):
        return today + timedelta(days=2)
    if re.search(r"\bзавтра\b|\btomorrow\b", words):
        return today + timedelta(days=1)
    if _TODAY.search(words):
        return today
    return None


def _amount_from_now(words: str, today: date) -> date | None:
    match = _AFTER.search(words)
    if match is None:
        return None
    amount = match[1]
    count = 1 if amount is None else int(amount) if amount.isdigit() else _NUMBER[amount]
    days = _UNIT_DAYS.get(match[2][0]) or _EN_UNIT_DAYS[match[2][:3]]
    return today + timedelta(days=min(count * days, 3650))


def _day_and_month(words: str, today: date) -> date | None:
    for number, month in enumerate(_MONTH, start=1):
        match = month.search(words)
        if match is None or (match[0] == "may" and not _EN_MAY.search(words)):
            continue
        near = words[max(0, match.start() - 24) : match.start()], words[match.end() : match.end() + 12]
        return _next(number, _day_in(*near) or 1, today)
    if (day := _RU_DAY.search(words)) and re.search(rf"\b(?:до|к|после|с)?\s*{day[0]}\b(?:\s+числа)?", words):
        return _next_day_of_month(_DAY_OF_RU[day[0]], today)
    if match := re.search(r"\b([0-3]?\d)-?(?:го|му|st|nd|rd|th)\b", words):
        return _next_day_of_month(int(match[1]), today)
    return None


def _day_in(before: str, after: str) -> int | None:
    """The number of a day beside a month's name: "первого октября", "October 5th"."""
    if spoken := _RU_DAY.findall(before):
        return _DAY_OF_RU[spoken[-1]]
    for part in (after, before):
        if match := _EN_DAY.search(part):
            return _DAY_OF_EN[match[0]]
        if (match := _NUMBER_DAY.search(part)) and 1 <= int(match[1]) <= 31:
            return int(match[1])
    middle, late = re.search(r"\bmid|серед", before), re.search(r"\bend|\blate|конц", before)
    return 15 if middle else 25 if late else None


def _weekday(words: str, today: date) -> date | None:
    for number, weekday in enumerate(_WEEKDAY):
        if weekday.search(words):
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return None


def _next_period(words: str, today: date) -> date | None:
    if re.search(r"на (?:следующей|той) неделе|\bnext week\b", words):
        return today + timedelta(days=7 - today.weekday())
    if re.search(r"в следующем месяце|\bnext month\b", words):
        return _next(today.month % 12 + 1, 1, today)
    if re.search(r"в конце недели|до конца недели|\bend of (?:the )?week\b", words):
        return today + timedelta(days=(4 - today.weekday()) % 7)
    if re.search(r"(?:до|в) конц[ае] месяца|\bend of (?:the )?month\b", words):
        return today.replace(day=calendar.monthrange(today.year, today.month)[1])
    return None


def _season(words: str, today: date) -> date | None:
    for pattern, month in _SEASONS.items():
        if re.search(pattern, words):
            return _next(month, 10 if month == 1 else 1, today)
    return None


def _next(month: int, day: int, today: date) -> date:
    year = today.year + ((month, 31 if day == 1 else day) < (today.month, today.day))
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _next_day_of_month(day: int, today: date) -> date | None:
    if not 1 <= day <= 31:
        return None
    month = today.month if day >= today.day else today.month % 12 + 1
    return (
        _next(month, day, today)
        if month != today.month
        else today.replace(day=min(day, calendar.monthrange(today.year, month)[1]))
    )


def working_day(day: date, country: str | None) -> date:
    """The day itself, or the next that is neither Saturday, Sunday nor a public holiday of the country (ISO 3166)."""
    import holidays  # a second to import, needed for a few dates of a run

    closed = holidays.country_holidays(country, years=[day.year, day.year + 1]) if country else {}
    while day.weekday() >= 5 or day in closed:
        day += timedelta(days=1)
    return day
