"""Times counted from now: "через три дня", "within an hour", "soon". Patterns as in `named_days`."""

from __future__ import annotations

from datetime import timedelta

from classify.spoken_dates.calendar_spans import days_later, months_later
from classify.spoken_dates.time_readings import Clock, Match, Moment, Reader, Reading, TimePattern
from classify.spoken_dates.working_days import working_days_later

# Days that people mean by an amount that they leave open, least and most.
_SOON_AMOUNTS = {
    ("couple", "day"): (2, 3), ("few", "day"): (2, 5), ("couple", "week"): (10, 18), ("few", "week"): (14, 28),
    ("couple", "month"): (50, 75), ("few", "month"): (60, 150), ("1", "dayish"): (1, 2), ("1", "weekish"): (5, 10),
    ("2", "weekish"): (10, 18), ("couple", "weekish"): (10, 18), ("1", "monthish"): (25, 40),
    ("couple", "dayish"): (2, 3), ("few", "year"): (730, 1095),
}  # fmt: skip
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "halfyear": 6}
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "halfmonth": 15}
_MINUTES = {"minute": 1, "hour": 60, "halfhour": 30, "halfday": 240}
_OPEN = {"couple": (2.0, 3.0), "few": (3.0, 5.0)}
_LONGEST_MINUTES = 60 * 24 * 30

_UNITS = "day|fortnight|hour|minute|month|quarter|week|year"
_NUMBER = r"\d{1,30}(?:\.5)?"
_JOIN = r"(?: (?:-|или|to|до|,|ну|max|максимум))*"
_COUNT = (
    rf"(?:(?:the |a |next |nearest |final )*(?P<low>couple|few|{_NUMBER})(?: of)?"
    rf"(?:{_JOIN} (?P<high>few|3|{_NUMBER}))?(?: of| около| где - то| так)* "
    r"|(?:the (?:next |nearest )?|a |nearest |1ord )*)"
)
_UNIT = (
    r"(?P<working>working )?(?P<unit>halfhour|halfday|halfmonth|halfyear|fortnight|year"
    r"|(?:minute|hour|day|week|month|quarter)(?:ish)?|dayg)\b(?! \d+th\b)"
)
# «неделю-полторы», «день-другой», "a day or two", "a week or so"
_OR_MORE = (
    rf"(?:{_JOIN} (?P<more>{_NUMBER}|other|so)\b(?! (?:hour|minute|week|month))(?: "
    rf"{_UNIT.replace('?P<working>', '?:').replace('?P<unit>', '?:')})?)?"
)
_ABOUT = (
    r"(?:(?:буквально|где|-|то|около|каких|ровно|этак|так|уже|just|maybe|like|another|еще|под|over"
    r"|max|максимум|ну|какие|какой|какую|нибудь) )*"
)
# After these the stretch counts from something else than now, or is the length of something.
_OTHER_START = (
    r"(?! (?:после|с момента|со дня|с даты|от даты|from receipt|of receipt|of order|of payment"
    r"|from order|from payment|gone|перед|на (?:производств|изготовлен|доставк)\w*|займ\w*|уйдет"
    r"|длит\w*|занима\w*|гаранти\w*|производ\w*|изготов\w*))"
)


def _amount(*, within: bool) -> Reader:
    """A reader of a stretch from now; within: any time until its end, else about its end."""

    def reading(match: Match, now: Moment) -> Reading | None:
        groups = match.groupdict()
        unit = "day" if groups["unit"] == "dayg" else groups["unit"]
        low, high, more = groups.get("low"), groups.get("high"), groups.get("more")
        if groups.get("half_more"):
            low = f"{float(low or 1) + 0.5}" if low not in _OPEN else low
        if groups.get("working"):
            return _working(low, high, now)
        if more == "so" or (low is None and more is None and unit.endswith("ish") and not unit.startswith(("h", "mi"))):
            unit = unit if unit.endswith("ish") else f"{unit}ish"
            more = None
        if more is None and high is None and (span := _SOON_AMOUNTS.get((low or "1", unit))):
            return _days_between(now, *span, within=within, vague=True)
        unit = unit.removesuffix("ish")
        least, most = _counts(low, high, more)
        if unit in _MINUTES:
            return _minutes_between(now, least * _MINUTES[unit], most * _MINUTES[unit], within=within)
        if unit in _MONTHS:
            first, last = (months_later(now.today, n * _MONTHS[unit]) for n in (least, most))
            return Reading("amount", now.today if within else first, last, vague=low in _OPEN)
        if unit == "day" and (low, high, more, within) == (None, None, None, False) and match[0].startswith("через"):
            least = most = 2.0  # «через день» leaves one day out
        first_day, last_day = least * _DAYS[unit], most * _DAYS[unit]
        return _days_between(now, first_day, last_day, within=within, vague=low in _OPEN or more == "other")

    return reading


def _counts(low: str | None, high: str | None, more: str | None) -> tuple[float, float]:
    least, most = _OPEN[low] if low in _OPEN else (float(low or 1),) * 2
    for other in (high, more):
        if other == "other":
            most = least + 1
        elif other == "few":
            most = 5.0
        elif other is not None and float(other) > least:
            least, most = min(least, float(other)), float(other)
    return least, most


def _days_between(now: Moment, least: float, most: float, *, within: bool, vague: bool) -> Reading:
    first = now.today if within else days_later(now.today, least)
    return Reading("amount", first, days_later(now.today, max(least, most)), vague=vague)


def _minutes_between(now: Moment, least: float, most: float, *, within: bool) -> Reading:
    begin, end = (now.said_at + timedelta(minutes=min(m, _LONGEST_MINUTES)) for m in (0 if within else least, most))
    return Reading("amount", begin.date(), end.date(), since=begin, until=end)


def _working(low: str | None, high: str | None, now: Moment) -> Reading:
    least, most = _counts(low, high, None)
    first, last = (working_days_later(now.today, int(min(n, 250)), now.country) for n in (least, most))
    return Reading("amount", first, last, vague=low in _OPEN)


def _in_minutes(match: Match, now: Moment) -> Reading:
    """ "I'll call you back in five"."""
    return _minutes_between(now, int(match["low"]), int(match["low"]), within=False)


def _soon(least: int, most: int) -> Reader:
    def reading(match: Match, now: Moment) -> Reading:
        return Reading("soon", days_later(now.today, least), days_later(now.today, most), vague=True)

    return reading


def _same_day(match: Match, now: Moment) -> Reading:
    return Reading("soon", now.today, now.today)


def _the_day(match: Match, now: Moment) -> Reading:
    """«В течение дня», "during the day": of today, or of the day named beside it."""
    return Reading("clock", clock=Clock(None, 23 * 60 + 59, part=True))


def _day_or_two(match: Match, now: Moment) -> Reading | None:
    """«День-два», «неделька-другая»: from one to two of the unit."""
    unit = match["unit"].removesuffix("ish")
    if unit in _MINUTES:
        return _minutes_between(now, _MINUTES[unit], 2 * _MINUTES[unit], within=False)
    return _days_between(now, _DAYS[unit], 2 * _DAYS[unit], within=False, vague=match["more"] == "other")


def _past(match: Match, now: Moment) -> Reading:
    return Reading("past")


def _nothing(match: Match, now: Moment) -> Reading:
    """Takes words away that look like a time and are none."""
    return Reading("nothing")


_WITHIN = (
    r"(?:в течени[ие]|на протяжении|within|inside(?: of)?|in under|under|over|during|in(?=(?: the)? (?:next|nearest))"
    r"|в(?= (?:nearest|next (?:couple|few|\d)))|в пределах|in less than|in no more than|for(?= the "
    r"next)|на(?= nearest)"
    r"|не (?:позже|позднее|более|дольше) чем через)"
)
_ASKED = (
    r"(?:дай(?:те)?(?: мне| нам)?|дадите|give (?:me|us|it)|allow(?: me| us)?|i(?:'ll)? need"
    r"|we(?:'ll)? need|мне (?:нуж\w+|надо|потребуется|понадобится)"
    r"|(?:нуж\w+|надо|потребуется|понадобится)(?: мне| еще)?|(?:it'll|it will|that'll|will) "
    r"take(?: me| us)?|i just need|i want|let me have|подожди(?:те)?)"
)
AMOUNT_PATTERNS: tuple[TimePattern, ...] = (
    (
        "the ne|в nearest day|на днях",
        r"на днях|(?:in|over|within) the (?:next|nearest) (?:few )?days?|в nearest days?|в nearest day"
        r"|(?:in|over) the nearest days?",
        _soon(1, 5),
    ),
    (f"back|gone;{_UNITS}", rf"{_COUNT}{_UNIT}{_OR_MORE} (?:тому )?(?:gone|back\b)", _past),
    (
        "day|month|week|year;of experience|old|warranty|гарантии",
        rf"(?:a |the )?(?:{_NUMBER} )?(?:year|month|week|day)(?:s)? (?:old|of experience|warranty"
        rf"|гарантии)",
        _nothing,
    ),
    ("1 2th|a 2th", r"(?:1|just a) 2th(?=$| [,.])", _nothing),
    (
        "the;2th|day|instant|minute|moment",
        r"the (?:2th|minute|moment|instant|day) (?:i|i've|he|she|they|it|you)(?!\S)",
        _nothing,
    ),
    (f"{_UNITS};до|перед", rf"(?:за|after|за) {_COUNT}{_UNIT} (?:до|перед)\b", _nothing),
    (
        "day|день;during|over|throughout|within|в течени",
        rf"(?:в течени[ие]|during|within|over|throughout) (?:the |this |всего )?(?:working )?(?:day"
        rf"|dayg|день)\b{_OTHER_START}",
        _the_day,
    ),
    (
        f"{_UNITS};within|течени|over|during|inside|under|nearest|next|пределах|in less|in no more"
        f"|протяжении|чем через",
        rf"{_WITHIN} {_ABOUT}{_COUNT}{_UNIT}{_OR_MORE}(?P<half_more> and a half| с half)?{_OTHER_START}",
        _amount(within=True),
    ),
    (
        f"and a half|с half;{_UNITS}",
        rf"(?:через|in) {_ABOUT}{_COUNT}{_UNIT}(?P<half_more> and a half| с half){_OTHER_START}",
        _amount(within=False),
    ),
    (
        f"{_UNITS};in|через",
        rf"(?:через|in(?! (?:minute|hour|day|week|month|year))) "
        rf"{_ABOUT}{_COUNT}{_UNIT}{_OR_MORE}{_OTHER_START}",
        _amount(within=False),
    ),
    (
        f"через;{_UNITS}",
        rf"{_UNIT.replace('year', 'year(?:ish)?')} (?:так |этак |эдак )*через {_ABOUT}(?P<low>couple"
        rf"|few|{_NUMBER})(?:{_JOIN} (?P<high>{_NUMBER}))?(?! (?:hour|minute|day|week|month|year"
        rf"|dayg)){_OTHER_START}",
        _amount(within=False),
    ),
    (
        f"from now|from today|hence|time|и все;{_UNITS}",
        rf"{_COUNT}{_UNIT}(?: time)? (?:from now|from today|hence|time\b|и все\b)",
        _amount(within=False),
    ),
    (
        f"{_UNITS};дай|дад|give|allow|need|нуж|надо|потребуется|понадобится|take|want|have|подожди",
        rf"{_ASKED} (?:мне |нам |еще |я |at least |как минимум "
        rf")*{_ABOUT}{_COUNT}{_UNIT}{_OR_MORE}{_OTHER_START}",
        _amount(within=True),
    ),
    (
        f"{_UNITS};#",
        rf"{_UNIT}(?:{_JOIN}) (?P<low>2|3|4|5|10|15)(?:{_JOIN}) (?P<high>3|4|5|6|7|15|20)\b{_OTHER_START}",
        _amount(within=True),
    ),
    (
        "day|hour|minute|week;2|other",
        r"(?P<unit>day|dayish|week|weekish|hour|hourish|minute)(?P<low>)(?: -| или| ,)* (?P<more>2"
        r"|other)\b(?! (?:займ\w*|hour|minute|week|month|day|year))",
        _day_or_two,
    ),
    (
        "day|hour|minute|week;за",
        rf"за {_ABOUT}(?:(?P<low>\d+|couple)(?: -)?(?: (?P<high>\d+))? )?(?P<unit>minute|minuteish|hour"
        rf"|hourish|halfhour|halfday|dayish|day|dayg|(?<=за )week)\b{_OTHER_START}",
        _amount(within=True),
    ),
    (
        "#;day|hour|minute|week",
        rf"(?P<low>\d+)(?:{_JOIN}) (?P<high>\d+) (?P<unit>minute|hour|day|dayg|week)\b(?! (?:ночи"
        rf"|before)){_OTHER_START}",
        _amount(within=True),
    ),
    (
        "couple;day|hour|minute|week",
        rf"(?P<low>couple)(?: of)? (?P<unit>minute|hour|day|dayg|week)\b{_OTHER_START}",
        _amount(within=True),
    ),
    (
        "working;day",
        rf"(?P<low>couple|few|\d+)(?: of)?(?:{_JOIN} (?P<high>\d+))? (?P<working>working) "
        rf"(?P<unit>dayg?)\b{_OTHER_START}",
        _amount(within=False),
    ),
    ("#;in ", r"in (?:about |like )?(?P<low>5|10|15|20|30)(?P<unit>)(?=$| [,.!?])", _in_minutes),
    (
        "just|literally|буквально;hour|minute",
        rf"(?:буквально|literally|just) {_COUNT}(?P<unit>minute|minuteish|hour|hourish|halfhour)\b",
        _amount(within=True),
    ),
    (
        "day|hour|minute|week;и |and ",
        rf"(?P<low>\d+|couple|few)(?: of)?(?:{_JOIN} (?P<high>\d+))? (?P<unit>minute|minuteish|hour"
        rf"|hourish|day|dayg|week)(?: ,)? (?:и|and)(?= (?:я|i|i'll|we'll|we|все|it|you|вам|у вас|пришл"
        rf"|сдела|набер|перезвон|отправ|скин|выш|отве|верн|буд))",
        _amount(within=True),
    ),
    # soon
    ("any day now|со dayg на day", r"со dayg на day|any day now", _soon(0, 3)),
    (
        "before long|future|shortly|soon|время|вскоре|скоро",
        r"(?:в )?(?:nearest|самое nearest|nearest же) (?:время|future)|(?:in )?the near future|скором "
        r"времени|очень скоро|совсем скоро|скоро|вскоре|shortly|very soon|(?<!as )soon(?!er| as)"
        r"|before long",
        _soon(0, 7),
    ),
    (
        "1th chance i get|as quickly as|as soon as|asap|возможности|как можно",
        r"asap|as soon as (?:possible|i can|we can|practicable)|as quickly as (?:possible|i can)|как "
        r"можно (?:скорее|быстрее|раньше)|при 1(?:ord|th) (?:же )?возможности|1th chance i get",
        _soon(0, 2),
    ),
    (
        "any|momentarily|вот - вот|с minute|с hour",
        r"вот - вот|с minute на minute|с hour на hour|any (?:minute|moment|second) now|momentarily",
        _same_day,
    ),
    (
        "as soon as|после",
        r"(?:as soon as (?:we|i) (?:hang up|get off (?:the phone|this call)|finish (?:here|this call))"
        r"|(?:right |straight )?после (?:this|the|our) (?:call|chat)|сразу после (?:нашего "
        r")?(?:разговора|звонка|созвона))",
        _same_day,
    ),
    (
        "away|back|now|straight|speak|this|in a|hang up|today|сразу|тут же|сию|late",
        r"(?:right|straight) ?away|(?:straight|right) back|right now|straight off|as we speak|this "
        r"(?:very )?(?:minute|second|instant)|in a (?:sec|second|2th(?! hand)|moment|tick|jiffy|bit"
        r"|mo)|(?:the )?(?:minute|moment|second) (?:we|i) hang up|(?:later|late) (?:on )?today"
        r"|сразу(?: же)?(?! (?:как|видно|скажу))|тут же|сию (?:minute|секунду)|now",
        _same_day,
    ),
)
