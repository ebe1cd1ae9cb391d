"""Days, weeks and months that people name, as patterns over `classify.spoken_dates.time_signs`.

Each pattern stands beside the function that reads it; the first in the list that fits takes its words away from the
later ones. A function gives None where the words mean no day after all.
"""

from __future__ import annotations

from classify.spoken_dates.day_readings import (
    days_ahead,
    read_end_of_month,
    read_end_of_week,
    read_in_weeks_on,
    read_nth_weekday,
    read_tonight,
    read_week,
    read_week_after,
    read_week_and_day,
    read_weekday,
    read_weekend,
)
from classify.spoken_dates.month_readings import (
    read_bare_date,
    read_bare_date_of_nothing,
    read_date,
    read_generic_month,
    read_half_year,
    read_month,
    read_new_year,
    read_nothing,
    read_numeric_date,
    read_past,
    read_quarter,
    read_season,
    read_tens_of_month,
    read_week_of,
    read_working_day,
    read_year,
)
from classify.spoken_dates.time_readings import TimePattern

_PART = (
    r"(?:(?:(?P<part>beginning|middle|end|late|[12](?:ord|th) half|(?:1|2|final|last)(?:ord|th)? "
    r"week|\d+pl числах?|[123](?:ord|th|dat) декад\w+"
    r"|(?:final|last) (?:числах?|day))(?: (?:of|in|в|-|the))*) )"
)
_TH = r"(?:th|dat|ord)?"
_YEAR = r"(?:(?: of| в| ,)* (?:(?P<year>20\d\d|2\d)(?:th)?(?: year)?(?! ?\d)|(?P<next_year>next year)))"
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
        read_week_and_day,
    ),
    ("week;day|morrow", r"(?P<base>today|tomorrow) (?P<count>)week(?! (?:после|next))", read_week_and_day),
    ("через;в wd", r"через (?:(?P<count>\d+|couple) )?week(?:ish)?(?: ,)? в wd(?P<wd>\d)", read_in_weeks_on),
    ("через;week;#", r"в wd(?P<wd>\d)(?: ,)? через (?P<count>\d+|couple) week", read_in_weeks_on),
)
DAY_PATTERNS: tuple[TimePattern, ...] = (
    # what is over, and days named as facts: "today's Thursday"
    ("3th dayg", r"3th dayg\b(?! (?:hour|morning))", read_past),
    ("last", r"(?:в |на )?last (?:week|month|year|quarter|weekend|wd\d)", read_past),
    ("gone|the other day", r"the other day|gone", read_past),
    (
        "today|tomorrow|завтра;wd",
        r"(?:today|tomorrow|завтра) (?:(?:is|у нас|у меня|же|уже|-|вроде|ведь|only|already) )*wd\d(?! "
        r"(?:или|-))",
        read_nothing,
    ),
    ("a wd", r"(?:it's|that's|is|was) a wd\d", read_nothing),  # of a date: "the 29th, it's a Tuesday"
    (
        "wd",
        r"(?:mr|mrs|ms|miss|господин|гражданин) wd\d|(?:black|good|easter|bloody|happy|cyber) (?:wd\d)",
        read_nothing,
    ),
    # near days
    (
        "dayafter|после tomorrow",
        r"(?:(?P<end>end (?:of )?)(?:the )?)?(?:the )?(?:day после tomorrow|dayafter|после tomorrow)",
        days_ahead(2),
    ),
    (
        "today",
        r"(?:(?P<end>end (?:of )?)(?:the )?(?:working )?(?:day )?)?today(?: (?P<end2>end of day))?",
        days_ahead(0),
    ),
    ("tomorrow", r"(?:(?P<end>end (?:of )?)(?:the )?(?:working )?(?:day )?)?tomorrow", days_ahead(1)),
    ("day после", r"(?:the )?day после(?! (?:tomorrow|that|the|wd\d|(?:we|i|you)(?!')))", days_ahead(2)),
    ("tonight", r"tonight", read_tonight),
    # weekdays
    (
        "wd;dat|th",
        r"wd\d(?: ,)? (?:the )?(?P<day>\d\d?)(?:th|dat)" + _NOT_COUNTED + r"(?! (?:of )?mo|half)(?: числа)?",
        read_bare_date,
    ),
    ("ord;wd", r"wd\d ,? ?(?P<day>\d\d?)ord(?: числа| число)?(?=$| [,.;!?]| в)", read_bare_date),
    (
        "mo;wd",
        r"(?:на |в )?(?P<nth>[1-4](?:th|ord)|final|last) wd(?P<wd>\d)(?: of| in| в| the| "
        r"(?P<which>next|this))* (?:mo(?P<month>\d+)[re]|month)",
        read_nth_weekday,
    ),
    ("week;wd", r"(?:на |в )?wd(?P<wd>\d)(?: ,)? (?P<week_later>через week|week)\b(?! после)", read_weekday),
    ("после next;wd", r"(?:the )?wd(?P<wd>\d) (?P<after_next>после next)\b", read_weekday),
    (
        "wd",
        rf"{_WD_END}(?:{_WHICH} )?(?:the )?wd(?P<wd>\d)(?: (?P<end2>end of (?:day|working|play)))?(?!\d)",
        read_weekday,
    ),
    # weeks
    (
        "week;#",
        r"(?:the )?week (?:commencing|beginning|of|с|starting)(?: wd\d)? (?:the "
        r")?(?P<day>\d+)(?:th)?(?:(?: of)? mo(?P<month>\d+)[re])?\b",
        read_week_of,
    ),
    ("week после", r"(?:the )?week после(?: next)?(?! (?:that|the|wd|mo|next|holidays|weekend))", read_week_after),
    (
        "week",
        rf"(?:(?P<on>на|in the|during the|before the|через) )?{_PART}?(?:the )?(?:(?P<which>this|next"
        rf"|nearest|той|ту|тот) )?(?:working )?week(?:ish)?\b(?P<after_next> после next)?(?:(?: ,)?(?: "
        rf"где - то| ближе)? [вк](?: самом)? (?P<part2>beginning|middle|end)(?! (?:month|mo|day|week"
        rf"|year|working|of)))?(?: на (?P<which2>next|той))?",
        read_week,
    ),
    ("weekend", rf"(?:(?:{_WHICH}|the|these|эти) )*weekend", read_weekend),
    ("eow", r"eow", read_end_of_week),
    ("time next week", r"(?:this|same) time next week", days_ahead(7)),
    # dates
    (
        "mo",
        rf"(?:wd\d (?:, )?(?:the )?)?(?:(?:с|from|between) )?(?:the )?(?P<from>\d{{1,2}}){_TH}(?: "
        rf"числа)? (?:-|до|по|и|and|to|или) (?:the )?(?P<day>\d{{1,2}}){_TH}(?: числа)?(?: of)? "
        rf"mo(?P<month>\d+)[re]{_YEAR}?\b",
        read_date,
    ),
    (
        "mo",
        rf"(?:wd\d (?:, )?)?(?:the )?(?P<day>\d{{1,2}}){_TH}(?: числа)?(?: of)? "
        rf"mo(?P<month>\d+)[re]{_YEAR}?\b",
        read_date,
    ),
    (
        "mo",
        rf"(?:wd\d (?:, )?)?mo(?P<month>\d+)e (?:the )?(?P<day>\d{{1,2}})(?:th)?(?! (?::|hour|am"
        rf"|pm))(?: ,)?{_YEAR}?\b",
        read_date,
    ),
    (
        "mo;dat|th",
        rf"mo(?P<month>\d+)r (?:, |числа |где - то )*(?P<day>\d{{1,2}})(?:th|dat)(?: числа)?{_YEAR}?\b",
        read_date,
    ),
    (
        "#",
        r"(?<!в )(?P<day>\d\d?) (?P<sign>[./]) (?P<month>\d\d)(?: [./] (?P<year>20\d\d|\d\d))?(?! (?:\d"
        r"|hour|morning|evening|dayg|%|за|руб\w*|тыс\w*|кг|м|метр\w*|процент\w*|евро|долл\w*|kg"
        r"|percent|pounds|mm|мм|см))\b",
        read_numeric_date,
    ),
    (
        "числах|числам;#",
        r"(?:в |к |до )?(?P<number>\d+)(?:(?:pl)? числ(?:ах|ам)|ord числам)(?: (?:mo(?P<month>\d+)[re]"
        r"|(?P<which>next|this)? ?month))?",
        read_tens_of_month,
    ),
    (
        "числах;pl;#",
        r"числах (?:этак |где - то )*(?:в |к |до |около )?(?P<number>\d+)pl(?: (?:mo(?P<month>\d+)[re]"
        r"|(?P<which>next|this) month))?",
        read_tens_of_month,
    ),
    # months and longer
    ("eom", r"eom", read_end_of_month),
    ("mo", rf"{_PART}?mo(?P<month>\d+)[re]{_YEAR}?\b", read_month),
    ("month", rf"{_PART}?(?:the )?(?:(?P<which>this|next|nearest) )?month(?:ish)?\b", read_generic_month),
    (
        "",
        rf"{_PART}?(?:the )?(?:(?P<which>this|next|nearest) )?(?:(?P<number>\d)(?:th|ord|dat) quarter|q "
        rf"(?P<q>[1-4])|q(?P<q2>[1-4])|quarter){_YEAR}?\b(?! (?:до|после|past|to|\d))",
        read_quarter,
    ),
    ("half of|полугоди;ord|th", r"(?P<number>[12])(?:th|ord) (?:полугоди\w+|half of(?: the)? year)", read_half_year),
    (
        "year",
        r"(?:под (?P<under>)|(?P<under2>))(?:нов(?:ый|ого|ому) year|new year's eve)(?! ?(?:holidays"
        r"|nyhols))",
        read_new_year,
    ),
    (
        "year",
        rf"{_PART}?(?:the )?(?:(?P<which>this|next|new|новом) year|(?P<number>20\d\d)(?:th)? year|year\b)",
        read_year,
    ),
    (
        "autumn|spring|summer|winter",
        r"(?:summer|spring|autumn|winter)(?= (?:пролет|прош|буд|был|конч|нач|впереди|break|holiday"
        r"|sale|season|tyres))",
        read_nothing,
    ),
    (
        "autumn|spring|summer|winter|fall",
        rf"{_PART}?(?:the )?(?:(?P<which>this|next) )?"
        + r"(?P<season>spring|summer|autumn|winter|(?:"
        + _behind("in the", "this", "next", "до the")
        + r")fall)\b",
        read_season,
    ),
    # days of a month without the month
    (
        "working day",
        r"(?:the )?next working day|(?:в )?(?:1ord|nearest) working day|следующий working day",
        read_working_day,
    ),
)

BARE_DATE_PATTERNS: tuple[TimePattern, ...] = (
    (
        "числ;#",
        r"(?:wd\d (?:, )?)?(?:(?:с|from) )?(?:(?P<from>\d\d?)(?:th|dat|ord)? (?:-|по|до|или) "
        r")?(?P<day>\d\d?)(?:th|dat|ord)? (?:числа|числу|число)",
        read_bare_date,
    ),
    (
        "числ;#",
        r"(?:числа|числу|числам) (?:этак |где - то |так )*(?:до |к |около )?(?:(?P<from>\d\d?)(?:th)? "
        r"(?:- |или |по ))?(?P<day>\d\d?)(?:th|dat|pl)?\b",
        read_bare_date,
    ),
    (
        "dat|th;dat|ord|th;#",
        r"(?:wd\d (?:, )?|с |from |between )?(?:the )?(?P<from>\d\d?)(?:th|dat) (?:-|по|или|до|и|and) "
        r"(?:the )?(?P<day>\d\d?)(?:th|dat|(?<=по \d)ord|(?<=по \d\d)ord)(?! (?:mo|hour))",
        read_bare_date,
    ),
    (
        "th;#",
        r"(?:wd\d (?:, )?(?:the )?|"
        + _behind("до the", "на the", "после the", "перед the", "from the", "около the")
        + r")(?P<day>\d\d?)th(?! (?:mo|hour|and|-))"
        + _NOT_COUNTED,
        read_bare_date_of_nothing,
    ),
    (
        "dat|th;#",
        r"(?:wd\d (?:, )?|" + _behind("до", "к", "с", "после", "на", "около", "перед") + r")(?P<day>\d\d?)(?:th|dat)",
        read_bare_date_of_nothing,
    ),
    (
        "the;th;#",
        r"the (?P<day>\d\d?)th(?=$| ?[,.;!?]| (?:в|at|and|или|if|then|works|is|please|latest|i|i'll|we"
        r"|we'll|you|so|but|suits|for sure)\b)",
        read_bare_date,
    ),
    ("th;#", r"(?P<day>\d\d?)th", read_bare_date_of_nothing),
)
