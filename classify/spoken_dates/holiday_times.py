"""Times told by public holidays: "после праздников", "before Christmas". Patterns as in `named_days`."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from classify.spoken_dates.time_readings import Match, Moment, Reader, Reading, TimePattern
from classify.spoken_dates.working_days import HolidayBlock, next_holidays, working_day, working_day_before

_DAY = timedelta(days=1)
_AFTER, _BEFORE = r"(?:после|сразу после|по окончании|once)", r"(?:до|перед|к|in time for|ahead of)"
_PLACE = (
    rf"(?:(?P<after>{_AFTER}) |(?P<before>{_BEFORE}) |(?:на|в|over|during|за|between|между) "
    rf")?(?:the |all |всех |этих |этими |эти )*"
)


def _beside(match: Match, block: HolidayBlock | None, now: Moment) -> Reading | None:
    """Before, after or during a block of days off, as the words say."""
    if block is None:
        return None
    if match["after"]:
        return after_block(block.last, now)
    if match["before"]:
        day = max(working_day_before(block.first - _DAY, now.country), now.today)
        return Reading("day", now.today, day)
    return Reading("span", max(block.first, now.today), max(block.last, now.today))


def after_block(last: date, now: Moment) -> Reading:
    """From the first working day after, until the end of that working week."""
    first = max(working_day(last + _DAY, now.country), now.today)
    friday = first + timedelta(days=(4 - first.weekday()) % 7)
    return Reading("span", first, max(working_day_before(friday, now.country), first), vague=True)


def _next_block(match: Match, now: Moment) -> Reading | None:
    return _beside(match, next_holidays(now.today, now.country), now)


def _block_of(*months: int) -> Reader:
    """The holidays of a month; of May the last, which end the row of days off."""

    def reading(match: Match, now: Moment) -> Reading | None:
        block = next_holidays(now.today, now.country, lambda day: day.month in months)
        if block and months == (5,) and not match["before"]:
            later = next_holidays(block.last + _DAY, now.country, lambda day: day.month == 5)
            block = later if later and later.first.year == block.first.year else block
        return _beside(match, block, now)

    return reading


def _new_year_holidays(match: Match, now: Moment) -> Reading | None:
    """From the first working day of January; known without a country too, but for the days off that follow."""
    year = now.today.year if now.today.month == 1 and now.today.day < 12 else now.today.year + 1
    if match["after"]:
        first = working_day(date(year, 1, 2), now.country)
        return Reading("span", max(first, now.today), max(date(year, 1, 31), now.today), vague=True)
    eve = date(year - 1, 12, 31)
    if match["before"] or now.today > eve:
        return Reading("span", now.today, max(eve, now.today))
    return Reading("span", max(eve - 10 * _DAY, now.today), eve)


def _feast(match: Match, day: date, now: Moment) -> Reading | None:
    """A feast of one day: before it, its eve; after it, when work begins again."""
    block = next_holidays(day, now.country, lambda off: off == day)
    if match["after"]:
        return after_block(block.last if block else day, now)
    if match["before"]:
        return Reading("day", now.today, max(day - _DAY, now.today))
    return Reading("day", max(day, now.today), max(day, now.today))


def _christmas(match: Match, now: Moment) -> Reading | None:
    month, of_month = (1, 7) if now.country in ("RU", "BY", "KZ") else (12, 25)
    return _feast(match, _coming(now, [date(now.today.year + n, month, of_month) for n in (0, 1)]), now)


def _easter(match: Match, now: Moment) -> Reading | None:
    rite = EASTER_ORTHODOX if now.country in ("RU", "BY", "KZ", "UA") else EASTER_WESTERN
    day = _coming(now, [easter(now.today.year + n, rite) for n in (0, 1)])
    if match["after"]:
        monday = day + _DAY if rite == EASTER_WESTERN and now.country not in ("US",) else day
        return after_block(monday, now)
    if match["before"] and rite == EASTER_WESTERN:
        return Reading("day", now.today, max(day - 3 * _DAY, now.today))
    return _feast(match, day, now)


def _nth_monday(month: int, weekday: int, nth: int) -> Reader:
    """A feast on the nth weekday of a month; nth -1: the last."""

    def reading(match: Match, now: Moment) -> Reading | None:
        days = []
        for year in (now.today.year, now.today.year + 1):
            fitting = [
                d for n in range(31) if (d := date(year, month, 1) + n * _DAY).month == month and d.weekday() == weekday
            ]
            days.append(fitting[nth if nth < 0 else nth - 1])
        return _feast(match, _coming(now, days), now)

    return reading


def _coming(now: Moment, days: list[date]) -> date:
    return next((day for day in days if day >= now.today), days[-1])


def _weekend(match: Match, now: Moment) -> Reading | None:
    """Before the weekend its last working day; after it the next one."""
    ahead = 1 if match["next"] else 0
    saturday = now.today - timedelta(days=now.today.weekday()) + timedelta(days=5 + 7 * ahead)
    if match["after"]:
        day = working_day(saturday + 2 * _DAY, now.country)
        return Reading("day", day, day)
    day = max(working_day_before(saturday - _DAY, now.country), now.today)
    return Reading("day", now.today, day)


HOLIDAY_PATTERNS: tuple[TimePattern, ...] = (
    (
        "weekend",
        rf"(?:(?P<after>{_AFTER})|(?P<before>{_BEFORE}|against)) (?:the |this |nearest |(?P<next>next) "
        rf"|всех )*weekend",
        _weekend,
    ),
    ("may;holidays|hols", rf"{_PLACE}(?:mayhols|may (?:bank )?holidays)(?: holidays)?", _block_of(5)),
    ("ноябрьск", rf"{_PLACE}(?:ноябрьск\w+)(?: holidays)?", _block_of(11)),
    ("holidays;июньск", rf"{_PLACE}(?:июньск\w+)(?: holidays)", _block_of(6)),
    ("holidays;женск|мартовск", rf"{_PLACE}(?:мартовск\w+|женск\w+)(?: holidays)", _block_of(3)),
    ("nyhols|новог|январск", rf"{_PLACE}(?:nyhols|новог\w+|январск\w+)(?: holidays)?", _new_year_holidays),
    (
        "year|годом|нг",
        rf"(?:(?P<after>{_AFTER}) |(?P<before>{_BEFORE}) |под |into )(?:the )?(?:(?:нов(?:ый|ого|ому)"
        rf"|new) (?:year|годом)|нг)\b(?! ?(?:eve|budget))",
        _new_year_holidays,
    ),
    ("christmas|xmas|рождеств", rf"{_PLACE}(?:christmas|xmas|рождеств\w+)(?: (?:break|holidays|day))?", _christmas),
    ("easter|пасх", rf"{_PLACE}(?:easter|пасх\w+)(?: (?:break|holidays|weekend|wd\d))?", _easter),
    ("thanksgiving", rf"{_PLACE}thanksgiving(?: (?:break|holidays|weekend))?", _nth_monday(11, 3, 4)),
    ("r day;labo", rf"{_PLACE}labou?r day", _nth_monday(9, 0, 1)),
    ("memorial day", rf"{_PLACE}memorial day", _nth_monday(5, 0, -1)),
    (
        "bank holiday|holiday weekend|long weekend|public holiday",
        rf"{_PLACE}(?:the )?(?:bank holidays?|public holidays?|holiday weekend|long weekend|bank "
        rf"holiday weekend)",
        _next_block,
    ),
    (
        "holidays",
        rf"(?:(?P<after>{_AFTER}) |(?P<before>{_BEFORE}) |на |over |during )(?:the |all |всех |этих "
        rf"|эти |nearest )*holidays",
        _next_block,
    ),
)
