"""Days, weeks and months that people name, as patterns over `classify.time_signs` and what each of them means.

Each pattern stands beside the function that reads it; the first in the list that fits takes its words away from the
later ones. A function gives None where the words mean no day after all.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from classify.calendar_spans import (
    Span,
    days_later,
    in_month,
    monday_of,
    month_span,
    months_span,
    next_span,
    week_span,
)
from classify.time_readings import Clock, Kind, Match, Moment, Reader, Reading, TimePattern
from classify.word_forms import form_of
from classify.working_days import working_day, working_days_later

ALMOST_A_YEAR = timedelta(days=305)

_PART = (
    r"(?:(?:(?P<part>beginning|middle|end|late|[12](?:ord|th) half|(?:1|2|final|last)(?:ord|th)? "
    r"week|\d+pl числах?|[123](?:ord|th|dat) декад\w+"
    r"|(?:final|last) (?:числах?|day))(?: (?:of|in|в|-|the))*) )"
)
_TH = r"(?:th|dat|ord)?"
_YEAR = r"(?:(?: of| в| ,)* (?:(?P<year>20\d\d|2\d)(?:th)?(?: year)?(?! ?\d)|(?P<next_year>next year)))"
END_OF_DAY = 18 * 60
_NEXT = frozenset(("next", "той", "ту", "тот", "того", "тому"))  # «на той неделе», "next week"


def _part_of(match: Match) -> str | None:
    """Which part of a week, month or longer is meant: "beginning", "1half", "middle", "2half", "end"; None: all."""
    part = match["part"]
    if part is None or part in ("beginning", "middle", "end"):
        return part
    if "half" in part:
        return "1half" if part[0] == "1" else "2half"
    if "декад" in part:
        return {"1": "beginning", "2": "middle"}.get(part[0], "end")
    if part[0] in "1" or (part.startswith("2") and "week" in part):
        return "beginning" if part[0] == "1" and "10pl" not in part else "middle"
    return "middle" if "pl" in part and part[:2] == "10" else "end"


def _span(kind: Kind, span: Span | None, *, vague: bool = False, clock: Clock | None = None) -> Reading | None:
    return Reading(kind, span[0], span[1], vague, clock) if span else None


def _near(days: int) -> Reader:
    def reading(match: Match, now: Moment) -> Reading:
        clock = None
        if match.groupdict().get("end"):
            clock = Clock(None, END_OF_DAY, part=True)
        day = days_later(now.today, days)
        return Reading("day", day, day, clock=clock)

    return reading


def _tonight(_: Match, now: Moment) -> Reading:
    return Reading("day", now.today, now.today, clock=Clock(17 * 60, 20 * 60, part=True))


def _weekday(match: Match, now: Moment) -> Reading:
    number, today = int(match["wd"]), now.today
    day = today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    groups = match.groupdict()
    if groups.get("after_next"):
        day = monday_of(today, 2) + timedelta(days=number)
    elif groups.get("which") in _NEXT:
        day = monday_of(today, 1) + timedelta(days=number)
    elif groups.get("week_later"):
        day += timedelta(days=7)
    clock = Clock(None, END_OF_DAY, part=True) if groups.get("end") else None
    return Reading("weekday", day, day, clock=clock)


def _week_and_day(match: Match, now: Moment) -> Reading:
    """A week from Monday, two weeks on Friday, a week tomorrow."""
    weeks = {"a": 1, "the": 1, "couple": 2}.get(match["count"] or "a") or int(float(match["count"]))
    base = {"today": now.today, "tomorrow": days_later(now.today, 1)}.get(match["base"])
    if base is None:
        base = now.today + timedelta(days=(int(match["base"][2:]) - now.today.weekday() - 1) % 7 + 1)
    day = days_later(base, 7 * weeks)
    return Reading("day", day, day)


def _in_weeks_on(match: Match, now: Moment) -> Reading:
    """«Через неделю в среду»: the weekday of the week so many weeks ahead."""
    count = match["count"]
    weeks = 2 if count == "couple" else int(float(count)) if count else 1
    day = days_later(monday_of(now.today), 7 * weeks + int(match["wd"]))
    return Reading("weekday", day, day)


def _nth_weekday(match: Match, now: Moment) -> Reading | None:
    """The first Monday of March, the last Friday of the month."""
    months = [(now.today.year, now.today.month + n) for n in range(13)]
    if match["month"]:
        months = [(y, m) for y, m in months if (m - 1) % 12 + 1 == int(match["month"])]
    elif match["which"] == "next":
        months = months[1:]
    spans = []
    for year, month in months:
        first, last = month_span(year, month, None)
        if match["nth"] in ("final", "last"):
            day = last - timedelta(days=(last.weekday() - int(match["wd"])) % 7)
        else:
            day = first + timedelta(days=(int(match["wd"]) - first.weekday()) % 7 + 7 * (int(match["nth"][0]) - 1))
        spans.append((day, day))
    return _span("date", next_span(spans, now.today))


def _week(match: Match, now: Moment) -> Reading | None:
    part, which = _part_of(match) or match["part2"], match["which"] or match["which2"]
    if part is None and which is None and not match["on"]:
        return None
    weeks = 2 if match["after_next"] else 1 if which in _NEXT else 0
    today = now.today
    span = week_span(today, weeks, part, now.country)
    if which == "nearest" and part is None:
        return Reading("soon", today, days_later(today, 7), vague=True)
    if weeks == 0 and (span[1] < today or (span[1] == today and part == "beginning")):
        sunday = monday_of(today) + timedelta(days=6)
        ahead = which is None and part in ("beginning", "1half", "middle", None)
        span = week_span(today, 1, part, now.country) if ahead else (today, sunday)
    return _span("week", (max(span[0], today), max(span[1], today)))


def _end_of_week(match: Match, now: Moment) -> Reading | None:
    return _span("week", (now.today, max(week_span(now.today, 0, "end", now.country)[1], now.today)))


def _end_of_month(match: Match, now: Moment) -> Reading | None:
    return _span("month", (now.today, month_span(now.today.year, now.today.month, None)[1]))


def _week_after(match: Match, now: Moment) -> Reading | None:
    return _span("week", week_span(now.today, 2, None, now.country))


def _week_of(match: Match, now: Moment) -> Reading | None:
    """The week of the 14th."""
    spans = _dates_of(int(match["day"]), int(match["month"]) if match["month"] else None, now.today)
    day = next_span(spans, now.today)
    return _span("week", week_span(day[1], 0, None, now.country)) if day else None


def _weekend(match: Match, now: Moment) -> Reading:
    weeks = 1 if match["which"] == "next" else 0
    saturday = monday_of(now.today, weeks) + timedelta(days=5)
    return Reading("weekend", max(saturday, now.today), saturday + timedelta(days=1))


def _generic_month(match: Match, now: Moment) -> Reading | None:
    part, which, today = _part_of(match), match["which"], now.today
    if part is None and which is None:
        return None
    ahead = 1 if which == "next" else 0
    spans = [month_span(today.year, today.month + n, part) for n in ((ahead,) if which else (0, 1))]
    return _span("month", next_span(spans, today))


def _quarter(match: Match, now: Moment) -> Reading | None:
    part, today = _part_of(match), now.today
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
            return _span("span", next_span([months_span(year, 3 * int(number) - 2, 3, part)], today))
        years = [months_span(y, 3 * int(number) - 2, 3, part) for y in (today.year, today.year + 1)]
        return _span("span", next_span(years, today))
    if part is None and match["which"] is None:
        return None
    quarters = [1] if match["which"] == "next" else [0] if match["which"] else [0, 1]
    return _span("span", next_span([months_span(today.year, 3 * (this + n) + 1, 3, part) for n in quarters], today))


def _half_year(match: Match, now: Moment) -> Reading | None:
    begin = 1 if match["number"] == "1" else 7
    return _span("span", next_span([months_span(now.today.year + n, begin, 6, None) for n in (0, 1)], now.today))


def _year(match: Match, now: Moment) -> Reading | None:
    part, which, today = _part_of(match), match["which"], now.today
    if match["number"]:
        return _span("span", next_span([months_span(_full_year(match["number"]), 1, 12, part)], today))
    if part is None and which is None:
        return None
    if which in ("new", "новом"):
        january = month_span(today.year + (today.month > 1), 1, None)
        return _span("span", (max(working_day(january[0], now.country), today), max(january[1], today)), vague=True)
    years = [1] if which == "next" else [0] if which else [0, 1]
    return _span("span", next_span([months_span(today.year + n, 1, 12, part) for n in years], today))


def _new_year(match: Match, now: Moment) -> Reading | None:
    """New Year itself: its eve is the last day before it."""
    eve = date(now.today.year, 12, 31)
    return Reading("span", max(eve - timedelta(days=10), now.today) if match["under"] else eve, eve)


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _month(match: Match, now: Moment) -> Reading | None:
    """A month, with the part of it and the year where they stand beside it."""
    month, today = int(match["month"]), now.today
    if match["part"] is None and not _stands_as_month(match):
        return None
    years = _years(match, today)
    return _span("month", next_span([month_span(y, month, _part_of(match)) for y in years], today)) or Reading("past")


_BEFORE_BARE_MONTH = re.compile(
    r"(?:^|(?<!\S)(?:в|на|к|до|с|после|перед|около|in|from|this|next|nearest|last|of|for|and|и|или"
    r"|-|,|уже|только|это|around|through|ближе к|весь|конкретно|скажем|say|maybe|может)) ?$"
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


def _date(match: Match, now: Moment) -> Reading | None:
    """A day of a month: "5 октября", "the fifth of October", "October 5th", "с 5 по 9 октября"."""
    last, month, today = int(match["day"]), int(match["month"]), now.today
    first = int(match["from"]) if match.groupdict().get("from") else last
    if not 1 <= first <= last <= 31 or not 1 <= month <= 12:
        return None
    years = _years(match, today)
    found = next_span([(in_month(y, month, first), in_month(y, month, last)) for y in years], today)
    if found and len(years) == 2 and found[1] > today + ALMOST_A_YEAR:
        return Reading("past")  # "с первого августа цены выросли", said on the sixth: nobody means the next August
    return _span("date", found) or Reading("past")


def _numeric_date(match: Match, now: Moment) -> Reading | None:
    """20.03, 20.03.2026, 20/03; the month comes first in the United States."""
    day, month, today = int(match["day"]), int(match["month"]), now.today
    if now.country == "US" and match["sign"] == "/":
        day, month = month, day
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    years = [_full_year(match["year"])] if match["year"] else [today.year, today.year + 1]
    found = next_span([(in_month(y, month, day),) * 2 for y in years], today)
    return None if found and found[1] > today + ALMOST_A_YEAR and not match["year"] else _span("date", found)


def _dates_of(day: int, month: int | None, today: date) -> list[Span]:
    """The coming days of this number, in this month or in any that is long enough."""
    firsts = [month_span(today.year, today.month + n, None) for n in range(14)]
    fitting = [f for f, last in firsts if day <= last.day and month in (None, f.month)]
    return [(f.replace(day=day),) * 2 for f in fitting]


def _bare_date(match: Match, now: Moment) -> Reading | None:
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
    return _span("date", (max(begin, now.today) if begin >= now.today else last[1], last[1]))


def _bare_date_of_nothing(match: Match, now: Moment) -> Reading | None:
    """As `_bare_date`, unless a noun follows in its case: «до второго этажа», «после первого звонка»."""
    behind = re.match(r" ([^ ]+)", match.string[match.end() :])
    word = behind[1] if behind else ""
    counted = (
        word in _COUNTED
        or word.isdecimal()
        or form_of(word) == "noun_genitive"
        or ("a" <= word[:1] <= "z" and word not in _CLAUSE_WORDS)
    )
    return None if counted else _bare_date(match, now)


_COUNTED = frozenset(
    ["year", "час", "hour", "quarter", "day", "dayg", "week", "month", "half", "минуты", "раза", "дня", "дом"]
)
_CLAUSE_WORDS = frozenset(
    [
        "or",
        "and",
        "at",
        "i'd",
        "i'm",
        "it",
        "it's",
        "it'll",
        "he",
        "she",
        "they",
        "that",
        "that's",
        "next",
        "this",
        "wait",
        "no",
        "please",
        "where",
        "our",
        "my",
        "your",
        "because",
        "before",
        "after",
        "i",
        "i'll",
        "we",
        "we'll",
        "you",
        "you'll",
        "then",
        "so",
        "but",
        "if",
        "works",
        "is",
        "please",
        "latest",
        "today",
        "tomorrow",
        "в",
        "на",
        "к",
        "до",
        "morning",
        "afternoon",
        "evening",
        "lunch",
        "noon",
        "for",
        "with",
    ]
)


def _tens_of_month(match: Match, now: Moment) -> Reading | None:
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
    return _span("date", next_span(spans, today))


_SEASONS = {"fall": (9, 3), "spring": (3, 3), "summer": (6, 3), "autumn": (9, 3), "winter": (12, 3)}


def _season(match: Match, now: Moment) -> Reading | None:
    first, count = _SEASONS[match["season"]]
    years = (now.today.year - 1, now.today.year, now.today.year + 1)
    spans = [months_span(y, first, count, _part_of(match)) for y in years]
    if match["which"] == "next":
        spans = [(begin, last) for begin, last in spans if begin > now.today]
    return _span("span", next_span(spans, now.today), vague=True)


def _working_day(match: Match, now: Moment) -> Reading:
    day = working_days_later(now.today, 1, now.country)
    return Reading("day", day, day)


def _past(match: Match, now: Moment) -> Reading:
    return Reading("past")


def _nothing(match: Match, now: Moment) -> Reading:
    """Takes words away that look like a time and are none."""
    return Reading("nothing")


_WHICH = r"(?P<which>this|next|nearest|той|ту|тот|того|тому)"
_PREP = r"(?:(?:на|в|к|до|после|перед|около|с|from|this|for|of|ближе к) )"
_WD_END = r"(?:(?P<end>end (?:of (?:the |working |play |business )?(?:day )?(?:на )?)?))?"


def _behind(*words: str) -> str:
    """One of these words stands before, and is left to be read with what it governs."""
    return "(?:" + "|".join(f"(?<={word} )" for word in words) + ")"


# A day of a month without the month. What stands behind must not be what the ordinal counts ("до второго этажа").
_NOT_COUNTED = (
    r"(?! (?:thing|1|half|hour|time|floor|one|place|step|of|class|party|part|try|quarter|person"
    r"|most|hand|opinion|call|visit|batch|stage|choice|month|week|version|round|phase|meeting|line"
    r"|year)\b)"
)
# Read before amounts: a day so many weeks from another.
WEEKS_FROM_PATTERNS: tuple[TimePattern, ...] = (
    (
        "week",
        r"(?P<count>a|\d+|couple(?: of)?) week(?: from| на)? (?:the )?(?P<base>wd\d|today|tomorrow)",
        _week_and_day,
    ),
    ("week;day|morrow", r"(?P<base>today|tomorrow) (?P<count>)week(?! (?:после|next))", _week_and_day),
    ("через;в wd", r"через (?:(?P<count>\d+|couple) )?week(?:ish)?(?: ,)? в wd(?P<wd>\d)", _in_weeks_on),
    ("через;week;#", r"в wd(?P<wd>\d)(?: ,)? через (?P<count>\d+|couple) week", _in_weeks_on),
)
DAY_PATTERNS: tuple[TimePattern, ...] = (
    # what is over, and days named as facts: "today's Thursday"
    ("3th dayg", r"3th dayg\b(?! (?:hour|morning))", _past),
    ("last", r"(?:в |на )?last (?:week|month|year|quarter|weekend|wd\d)", _past),
    ("gone|the other day", r"the other day|gone", _past),
    (
        "today|tomorrow|завтра;wd",
        r"(?:today|tomorrow|завтра) (?:(?:is|у нас|у меня|же|уже|-|вроде|ведь|only|already) )*wd\d(?! "
        r"(?:или|-))",
        _nothing,
    ),
    ("wd", r"(?:mr|mrs|ms|miss|господин|гражданин) wd\d|(?:black|good|easter|bloody|happy|cyber) (?:wd\d)", _nothing),
    # near days
    (
        "dayafter|после tomorrow",
        r"(?:(?P<end>end (?:of )?)(?:the )?)?(?:the )?(?:day после tomorrow|dayafter|после tomorrow)",
        _near(2),
    ),
    ("today", r"(?:(?P<end>end (?:of )?)(?:the )?(?:working )?(?:day )?)?today(?: (?P<end2>end of day))?", _near(0)),
    ("tomorrow", r"(?:(?P<end>end (?:of )?)(?:the )?(?:working )?(?:day )?)?tomorrow", _near(1)),
    ("day после", r"(?:the )?day после(?! (?:tomorrow|that|the|wd\d|(?:we|i|you)(?!')))", _near(2)),
    ("tonight", r"tonight", _tonight),
    # weekdays
    (
        "wd;dat|th",
        r"wd\d(?: ,)? (?:the )?(?P<day>\d\d?)(?:th|dat)" + _NOT_COUNTED + r"(?! (?:of )?mo|half)(?: числа)?",
        _bare_date,
    ),
    ("ord;wd", r"wd\d ,? ?(?P<day>\d\d?)ord(?: числа| число)?(?=$| [,.;!?]| в)", _bare_date),
    (
        "mo;wd",
        r"(?:на |в )?(?P<nth>[1-4](?:th|ord)|final|last) wd(?P<wd>\d)(?: of| in| в| the| "
        r"(?P<which>next|this))* (?:mo(?P<month>\d+)[re]|month)",
        _nth_weekday,
    ),
    ("week;wd", r"(?:на |в )?wd(?P<wd>\d)(?: ,)? (?P<week_later>через week|week)\b(?! после)", _weekday),
    ("после next;wd", r"(?:the )?wd(?P<wd>\d) (?P<after_next>после next)\b", _weekday),
    ("wd", rf"{_WD_END}(?:{_WHICH} )?(?:the )?wd(?P<wd>\d)(?: (?P<end2>end of (?:day|working|play)))?(?!\d)", _weekday),
    # weeks
    (
        "week;#",
        r"(?:the )?week (?:commencing|beginning|of|с|starting)(?: wd\d)? (?:the "
        r")?(?P<day>\d+)(?:th)?(?:(?: of)? mo(?P<month>\d+)[re])?\b",
        _week_of,
    ),
    ("week после", r"(?:the )?week после(?: next)?(?! (?:that|the|wd|mo|next|holidays|weekend))", _week_after),
    (
        "week",
        rf"(?:(?P<on>на|in the|during the|before the|через) )?{_PART}?(?:the )?(?:(?P<which>this|next"
        rf"|nearest|той|ту|тот) )?(?:working )?week(?:ish)?\b(?P<after_next> после next)?(?:(?: ,)?(?: "
        rf"где - то| ближе)? [вк](?: самом)? (?P<part2>beginning|middle|end)(?! (?:month|mo|day|week"
        rf"|year|working|of)))?(?: на (?P<which2>next|той))?",
        _week,
    ),
    ("weekend", rf"(?:(?:{_WHICH}|the|these|эти) )*weekend", _weekend),
    ("eow", r"eow", _end_of_week),
    ("time next week", r"(?:this|same) time next week", _near(7)),
    # dates
    (
        "mo",
        rf"(?:wd\d (?:, )?(?:the )?)?(?:(?:с|from|between) )?(?:the )?(?P<from>\d{{1,2}}){_TH}(?: "
        rf"числа)? (?:-|до|по|и|and|to|или) (?:the )?(?P<day>\d{{1,2}}){_TH}(?: числа)?(?: of)? "
        rf"mo(?P<month>\d+)[re]{_YEAR}?\b",
        _date,
    ),
    (
        "mo",
        rf"(?:wd\d (?:, )?)?(?:the )?(?P<day>\d{{1,2}}){_TH}(?: числа)?(?: of)? "
        rf"mo(?P<month>\d+)[re]{_YEAR}?\b",
        _date,
    ),
    (
        "mo",
        rf"(?:wd\d (?:, )?)?mo(?P<month>\d+)e (?:the )?(?P<day>\d{{1,2}})(?:th)?(?! (?::|hour|am"
        rf"|pm))(?: ,)?{_YEAR}?\b",
        _date,
    ),
    (
        "mo;dat|th",
        rf"mo(?P<month>\d+)r (?:, |числа |где - то )*(?P<day>\d{{1,2}})(?:th|dat)(?: числа)?{_YEAR}?\b",
        _date,
    ),
    (
        "#",
        r"(?<!в )(?P<day>\d\d?) (?P<sign>[./]) (?P<month>\d\d)(?: [./] (?P<year>20\d\d|\d\d))?(?! (?:\d"
        r"|hour|morning|evening|dayg|%|за|руб\w*|тыс\w*|кг|м|метр\w*|процент\w*|евро|долл\w*|kg"
        r"|percent|pounds|mm|мм|см))\b",
        _numeric_date,
    ),
    (
        "числах|числам;#",
        r"(?:в |к |до )?(?P<number>\d+)(?:(?:pl)? числ(?:ах|ам)|ord числам)(?: (?:mo(?P<month>\d+)[re]"
        r"|(?P<which>next|this)? ?month))?",
        _tens_of_month,
    ),
    (
        "числах;pl;#",
        r"числах (?:этак |где - то )*(?:в |к |до |около )?(?P<number>\d+)pl(?: (?:mo(?P<month>\d+)[re]"
        r"|(?P<which>next|this) month))?",
        _tens_of_month,
    ),
    # months and longer
    ("eom", r"eom", _end_of_month),
    ("mo", rf"{_PART}?mo(?P<month>\d+)[re]{_YEAR}?\b", _month),
    ("month", rf"{_PART}?(?:the )?(?:(?P<which>this|next|nearest) )?month(?:ish)?\b", _generic_month),
    (
        "",
        rf"{_PART}?(?:the )?(?:(?P<which>this|next|nearest) )?(?:(?P<number>\d)(?:th|ord|dat) quarter|q "
        rf"(?P<q>[1-4])|q(?P<q2>[1-4])|quarter){_YEAR}?\b(?! (?:до|после|past|to|\d))",
        _quarter,
    ),
    ("half of|полугоди;ord|th", r"(?P<number>[12])(?:th|ord) (?:полугоди\w+|half of(?: the)? year)", _half_year),
    (
        "year",
        r"(?:под (?P<under>)|(?P<under2>))(?:нов(?:ый|ого|ому) year|new year's eve)(?! ?(?:holidays"
        r"|nyhols))",
        _new_year,
    ),
    ("year", rf"{_PART}?(?:the )?(?:(?P<which>this|next|new|новом) year|(?P<number>20\d\d)(?:th)? year|year\b)", _year),
    (
        "autumn|spring|summer|winter",
        r"(?:summer|spring|autumn|winter)(?= (?:пролет|прош|буд|был|конч|нач|впереди|break|holiday"
        r"|sale|season|tyres))",
        _nothing,
    ),
    (
        "autumn|spring|summer|winter|fall",
        rf"{_PART}?(?:the )?(?:(?P<which>this|next) )?"
        + r"(?P<season>spring|summer|autumn|winter|(?:"
        + _behind("in the", "this", "next", "до the")
        + r")fall)\b",
        _season,
    ),
    # days of a month without the month
    (
        "working day",
        r"(?:the )?next working day|(?:в )?(?:1ord|nearest) working day|следующий working day",
        _working_day,
    ),
)

BARE_DATE_PATTERNS: tuple[TimePattern, ...] = (
    (
        "числ;#",
        r"(?:wd\d (?:, )?)?(?:(?:с|from) )?(?:(?P<from>\d\d?)(?:th|dat|ord)? (?:-|по|до|или) "
        r")?(?P<day>\d\d?)(?:th|dat|ord)? (?:числа|числу|число)",
        _bare_date,
    ),
    (
        "числ;#",
        r"(?:числа|числу|числам) (?:этак |где - то |так )*(?:до |к |около )?(?:(?P<from>\d\d?)(?:th)? "
        r"(?:- |или |по ))?(?P<day>\d\d?)(?:th|dat|pl)?\b",
        _bare_date,
    ),
    (
        "dat|th;dat|ord|th;#",
        r"(?:wd\d (?:, )?|с |from |between )?(?:the )?(?P<from>\d\d?)(?:th|dat) (?:-|по|или|до|и|and) "
        r"(?:the )?(?P<day>\d\d?)(?:th|dat|(?<=по \d)ord|(?<=по \d\d)ord)(?! (?:mo|hour))",
        _bare_date,
    ),
    (
        "th;#",
        r"(?:wd\d (?:, )?(?:the )?|"
        + _behind("до the", "на the", "после the", "перед the", "from the", "около the")
        + r")(?P<day>\d\d?)th(?! (?:mo|hour|and|-))"
        + _NOT_COUNTED,
        _bare_date_of_nothing,
    ),
    (
        "dat|th;#",
        r"(?:wd\d (?:, )?|" + _behind("до", "к", "с", "после", "на", "около", "перед") + r")(?P<day>\d\d?)(?:th|dat)",
        _bare_date_of_nothing,
    ),
    (
        "the;th;#",
        r"the (?P<day>\d\d?)th(?=$| ?[,.;!?]| (?:в|at|and|или|if|then|works|is|please|latest|i|i'll|we"
        r"|we'll|you|so|but|suits|for sure)\b)",
        _bare_date,
    ),
    ("th;#", r"(?P<day>\d\d?)th", _bare_date_of_nothing),
)
