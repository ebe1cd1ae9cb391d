"""What named dates, months, quarters and seasons mean: readers of the matches of `classify.spoken_dates.named_days`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from classify.spoken_dates.calendar_spans import (
    Span,
    in_month,
    month_span,
    months_span,
    next_span,
    week_span,
)
from classify.spoken_dates.day_readings import (
    part_of,
    reading_of,
)
from classify.spoken_dates.time_readings import Match, Moment, Reading
from classify.spoken_dates.word_forms import form_of
from classify.spoken_dates.working_days import working_day, working_days_later

ALMOST_A_YEAR = timedelta(days=305)


def read_generic_month(match: Match, now: Moment) -> Reading | None:
    part, which, today = part_of(match), match["which"], now.today
    if part is None and which is None:
        return None
    ahead = 1 if which == "next" else 0
    spans = [month_span(today.year, today.month + n, part) for n in ((ahead,) if which else (0, 1))]
    return reading_of("month", next_span(spans, today))


def read_quarter(match: Match, now: Moment) -> Reading | None:
    part, today = part_of(match), now.today
    number = match["number"] or match["q"] or match["q2"]
    this = (today.month - 1) // 3
    if number:
        told = match[0].startswith(f"{number}th") and not re.search(
            r"(?:до|после|с|the|of) $", match.string[: match.start()]
        )
        if told or not 1 <= int(number) <= 4:
            return None  # «план первого квартала»
        if match["next_year"] or match["year"]:
            year = today.year + 1 if match["next_year"] else _full_year(match["year"])
            return reading_of("span", next_span([months_span(year, 3 * int(number) - 2, 3, part)], today))
        years = [months_span(y, 3 * int(number) - 2, 3, part) for y in (today.year, today.year + 1)]
        return reading_of("span", next_span(years, today))
    if part is None and match["which"] is None:
        return None
    quarters = [1] if match["which"] == "next" else [0] if match["which"] else [0, 1]
    return reading_of(
        "span", next_span([months_span(today.year, 3 * (this + n) + 1, 3, part) for n in quarters], today)
    )


def read_half_year(match: Match, now: Moment) -> Reading | None:
    begin = 1 if match["number"] == "1" else 7
    return reading_of("span", next_span([months_span(now.today.year + n, begin, 6, None) for n in (0, 1)], now.today))


def read_year(match: Match, now: Moment) -> Reading | None:
    part, which, today = part_of(match), match["which"], now.today
    if match["number"]:
        return reading_of("span", next_span([months_span(_full_year(match["number"]), 1, 12, part)], today))
    if part is None and which is None:
        return None
    if which in ("new", "новом"):
        january = month_span(today.year + (today.month > 1), 1, None)
        return reading_of(
            "span", (max(working_day(january[0], now.country), today), max(january[1], today)), vague=True
        )
    years = [1] if which == "next" else [0] if which else [0, 1]
    return reading_of("span", next_span([months_span(today.year + n, 1, 12, part) for n in years], today))


def read_new_year(match: Match, now: Moment) -> Reading | None:
    """New Year itself: its eve is the last day before it."""
    eve = date(now.today.year, 12, 31)
    return Reading("span", max(eve - timedelta(days=10), now.today) if match["under"] else eve, eve)


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def read_month(match: Match, now: Moment) -> Reading | None:
    """A month, with the part of it and the year where they stand beside it."""
    month, today = int(match["month"]), now.today
    if match["part"] is None and not _stands_as_month(match):
        return None
    years = _years(match, today)
    return reading_of("month", next_span([month_span(y, month, part_of(match)) for y in years], today)) or Reading(
        "past"
    )


_BEFORE_BARE_MONTH = re.compile(
    r"(?:^|(?<!\S)(?:в|на|к|до|с|после|перед|около|in|from|this|next|nearest|last|of|for|and|и|или"
    r"|-|,|:|уже|только|это|around|through|ближе к|весь|конкретно|скажем|say|maybe|может)) ?$"
)


def _stands_as_month(match: Match) -> bool:
    """Whether a bare name is a month: «Марта вам перезвонит» and "march ahead" are not."""
    before, behind = match.string[: match.start()], match.string[match.end() :]
    opens = before.strip() in ("", ".", ",") or before.endswith((". ", ", ", "? ", "! "))
    return bool(_BEFORE_BARE_MONTH.search(before)) and (
        not opens or re.match(r"$| (?:[,.;!?-]|или|или|так|or|and|и|в|works|is|for|then|year)", behind) is not None
    )


def _years(match: Match, today: date) -> list[int]:
    if match["year"]:
        return [_full_year(match["year"])]
    return [today.year + 1] if match["next_year"] else [today.year, today.year + 1]


def read_date(match: Match, now: Moment) -> Reading | None:
    """A day of a month: "5 октября", "the fifth of October", "October 5th", "с 5 по 9 октября"."""
    last, month, today = int(match["day"]), int(match["month"]), now.today
    first = int(match["from"]) if match.groupdict().get("from") else last
    if not 1 <= first <= last <= 31 or not 1 <= month <= 12:
        return None
    years = _years(match, today)
    found = next_span([(in_month(y, month, first), in_month(y, month, last)) for y in years], today)
    if found and len(years) == 2 and found[1] > today + ALMOST_A_YEAR:
        return Reading("past")  # "с первого августа цены выросли", said on the sixth: nobody means the next August
    return reading_of("date", found) or Reading("past")


def read_numeric_date(match: Match, now: Moment) -> Reading | None:
    """20.03, 20.03.2026, 20/03; the month comes first in the United States."""
    day, month, today = int(match["day"]), int(match["month"]), now.today
    if now.country == "US" and match["sign"] == "/":
        day, month = month, day
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    years = [_full_year(match["year"])] if match["year"] else [today.year, today.year + 1]
    found = next_span([(in_month(y, month, day),) * 2 for y in years], today)
    return None if found and found[1] > today + ALMOST_A_YEAR and not match["year"] else reading_of("date", found)


def _dates_of(day: int, month: int | None, today: date) -> list[Span]:
    """The coming days of this number, in this month or in any that is long enough."""
    firsts = [month_span(today.year, today.month + n, None) for n in range(14)]
    fitting = [f for f, last in firsts if day <= last.day and month in (None, f.month)]
    return [(f.replace(day=day),) * 2 for f in fitting]


def read_bare_date(match: Match, now: Moment) -> Reading | None:
    """A day without its month: "до двадцатого", "20 числа", "by the 24th". The next month that has it."""
    groups = match.groupdict()
    day = int(groups.get("day") or groups["day2"])
    first = int(groups["from"]) if groups.get("from") else day
    if not 1 <= first <= day <= 31:
        return None
    last = next_span(_dates_of(day, None, now.today), now.today)
    if last is None:
        return None
    begin = last[1].replace(day=first)
    return reading_of("date", (max(begin, now.today) if begin >= now.today else last[1], last[1]))


def read_bare_date_of_nothing(match: Match, now: Moment) -> Reading | None:
    """As `read_bare_date`, unless a noun follows in its case: «до второго этажа», «после первого звонка»."""
    behind = re.match(r" ([^ ]+)", match.string[match.end() :])
    word = behind[1] if behind else ""
    counted = (
        word in _COUNTED
        or word.isdecimal()
        or form_of(word) == "noun_genitive"
        or ("a" <= word[:1] <= "z" and word not in _CLAUSE_WORDS)
    )
    return None if counted else read_bare_date(match, now)


_COUNTED = frozenset(
    ["year", "час", "hour", "quarter", "day", "dayg", "week", "month", "half", "минуты", "раза", "дня", "дом"]
)
_CLAUSE_WORDS = frozenset([
    "or", "and", "at", "i'd", "i'm", "it", "it's", "it'll", "he", "she", "they", "that", "that's", "next",
    "this", "wait", "no", "please", "where", "our", "my", "your", "because", "before", "after", "i", "i'll",
    "we", "we'll", "you", "you'll", "then", "so", "but", "if", "works", "is", "please", "latest", "today",
    "tomorrow", "в", "на", "к", "до", "morning", "afternoon", "evening", "lunch", "noon", "for", "with",
])  # fmt: skip


def read_tens_of_month(match: Match, now: Moment) -> Reading | None:
    """«В первых числах», «в двадцатых числах», with or without the month."""
    number, today = int(match["number"]), now.today
    first, last = (1, 10) if number < 10 else (number, number + 9)
    month = int(match["month"]) if match["month"] else None
    months = [month_span(today.year, today.month + n, None) for n in range(13)]
    ahead = 1 if match["which"] == "next" else 0
    spans = [
        (in_month(f.year, f.month, first), in_month(f.year, f.month, last))
        for f, _ in months[ahead:] if month in (None, f.month)
    ]  # fmt: skip
    return reading_of("date", next_span(spans, today))


_SEASONS = {"fall": (9, 3), "spring": (3, 3), "summer": (6, 3), "autumn": (9, 3), "winter": (12, 3)}


def read_season(match: Match, now: Moment) -> Reading | None:
    first, count = _SEASONS[match["season"]]
    years = (now.today.year - 1, now.today.year, now.today.year + 1)
    spans = [months_span(y, first, count, part_of(match)) for y in years]
    if match["which"] == "next":
        spans = [(begin, last) for begin, last in spans if begin > now.today]
    return reading_of("span", next_span(spans, now.today), vague=True)


def read_working_day(match: Match, now: Moment) -> Reading:
    day = working_days_later(now.today, 1, now.country)
    return Reading("day", day, day)


def read_past(match: Match, now: Moment) -> Reading:
    return Reading("past")


def read_nothing(match: Match, now: Moment) -> Reading:
    """Takes words away that look like a time and are none."""
    return Reading("nothing")


def read_week_of(match: Match, now: Moment) -> Reading | None:
    """The week of the 14th."""
    spans = _dates_of(int(match["day"]), int(match["month"]) if match["month"] else None, now.today)
    day = next_span(spans, now.today)
    return reading_of("week", week_span(day[1], 0, None, now.country)) if day else None
