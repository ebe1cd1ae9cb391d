"""Times of day: "к трём", "часиков в пять", "at half three", "до обеда", "first thing". As in `named_days`."""

from __future__ import annotations

from collections.abc import Callable

from classify.spoken_dates.day_readings import END_OF_DAY
from classify.spoken_dates.time_readings import Clock, Match, Moment, Reader, Reading, TimePattern

NOON, NIGHT = 12 * 60, 23 * 60 + 59
_EARLY = 8  # hours before it are said of the afternoon
_MINUTE = r"(?P<minute>00|0 0|0 - 0|0 \d|[0-5]\d|[0-5])"
_HALF_OF_DAY = (
    r"(?: hour(?:ish)?)?(?: ровно)?(?: (?P<day>morning|dayg|evening|night|am|pm|a m|p m|a \. m|p \. "
    r"m|in the morning|in the afternoon|in the evening|в night|o'clock|afternoon|this afternoon))?"
)
_PREP = (
    r"(?P<prep>в районе|в|к|до|после|около|на|перед|с|from|between|около в|не позже|не позднее"
    r"|ближе к|for|any time после)"
)


def _clock(since: int | None, until: int, *, part: bool = False) -> Reading:
    return Reading("clock", clock=Clock(since, until, part))


def _part(since: int | None, until: int) -> Reader:
    def reading(match: Match, now: Moment) -> Reading:
        return _clock(since, until, part=True)

    return reading


def _this_morning(match: Match, now: Moment) -> Reading:
    """Of today, whatever "in the morning" would mean; over at noon."""
    over = now.said_at.hour >= 12
    return Reading("past") if over else Reading("day", now.today, now.today, clock=Clock(None, NOON, part=True))


def _minutes(hour: int, minute: int, day: str | None) -> int | None:
    """Minutes after midnight; an hour from 1 to 7 without its half of the day is one of the afternoon."""
    if hour > 24 or minute > 59:
        return None
    if day in ("am", "a m", "a . m", "morning", "in the morning", "night", "в night"):
        if day in ("night", "в night") and 8 <= hour < 12:
            hour += 12
        elif hour == 12 and day != "morning":
            hour = 24 if "night" in day else 0
    elif hour < 12 and (day not in (None, "o'clock") or 1 <= hour < _EARLY):
        hour += 12
    return min(hour * 60 + minute, NIGHT)


def _at(prep: str | None, minutes: int | None) -> Reading | None:
    if minutes is None:
        return None
    if prep in ("до", "к", "перед", "не позже", "не позднее", "ближе к"):
        return _clock(None, minutes)
    if prep in ("после", "с", "from", "any time после"):
        return _clock(minutes, max(END_OF_DAY if minutes < END_OF_DAY else NIGHT, minutes))
    return _clock(minutes, minutes)


def _hour(match: Match, now: Moment) -> Reading | None:
    groups = match.groupdict()
    minute = groups.get("minute") or "0"
    hour = int(groups["hour"])
    if groups.get("sign") in (":", ".") and groups["hour"].startswith("0"):
        return _at(groups.get("prep"), hour * 60 + int(minute))
    return _at(groups.get("prep"), _minutes(hour, int(minute.replace(" ", "").replace("-", "")), groups.get("day")))


def _one_o_clock(match: Match, now: Moment) -> Reading | None:
    return _at(match["prep"], 60 if match["day"] == "night" else 13 * 60)


def _shifted(minutes_of: Callable[[Match], tuple[int, int]]) -> Reader:
    """A clock time told from the full hour: half past, quarter to."""

    def reading(match: Match, now: Moment) -> Reading | None:
        hour, shift = minutes_of(match)
        full = _minutes(hour, 0, match.groupdict().get("day"))
        if full is None or hour == 0:
            return None
        # «половина первого» is half past twelve at noon, and a quarter to eight is still in the morning
        return _at(match.groupdict().get("prep"), (full + shift) % (24 * 60))

    return reading


def _named_minutes(match: Match) -> int:
    return {"quarter": 15, "half": 30}.get(match["minute"]) or min(int(float(match["minute"])), 59)


def _range(match: Match, now: Moment) -> Reading | None:
    begin = _minutes(int(match["hour"]), int(match["minute"] or "0"), match["day"])
    end = _minutes(int(match["hour2"]), int(match["minute2"] or "0"), match["day"])
    return _clock(begin, end) if begin is not None and end is not None and begin <= end else None


# What may stand after a bare number for it to be an hour: "к трём пришлю", not "к трём поставщикам".
_FREE = (
    r"(?=$| ?[,.;!?)#-]| (?:hour(?:ish)?|today|tomorrow|dayafter|tonight|wd\d|mo\d+|на|в|к|и|а|но"
    r"|или|ровно|sharp|and|then|i|i'll|we|we'll"
    r"|you|you'll|your|if|so|but|with|please|latest|максимум|вам|тебе|вас|тебя|его|ему|ей|я|мы"
    r"|точно|обязательно|уже|там|по|у|ok|works|this|the|he'll|she'll|they'll|our|my|it|it'll|that"
    r"|latest|at|максимум|где|примерно|все|постараюсь|ждите|будет|будут|буду|как|если|думаю|наш\w*"
    r"|[а-я]{1,}(?:[^аяыиоеё]ю|[шжчщлнрдбвтм]у|ишу|[аяеиё]ю|[аеио]ем|им|ит|ет|ут|ют|ат|ят|йте|ите"
    r"|емся|имся|юсь|усь|ется|ится))(?:\b|$))"
)
CLOCK_PATTERNS: tuple[TimePattern, ...] = (
    # ranges
    (
        "#;до|и|and|-|to|по",
        rf"(?:с|from|between|от|в промежутке от) (?P<hour>\d\d?)(?: [:.] (?P<minute>\d\d))?(?: (?:am|pm"
        rf"|hour))? (?:до|и|and|-|to|по) (?P<hour2>\d\d?)(?: [:.] (?P<minute2>\d\d))?{_HALF_OF_DAY}(?! "
        rf"(?:th|mo|числа|%|процент\w*|тысяч\w*|k|штук|day|week|month|days|people|человек))\b",
        _range,
    ),
    (
        "#;-|или|to",
        rf"(?:hour(?:ish)? )?(?:в|at|к|до|около) (?:hour )?(?P<hour>\d\d?)(?P<minute>)(?: -| или| to) "
        rf"(?P<hour2>\d\d?)(?P<minute2>){_HALF_OF_DAY}{_FREE}",
        _range,
    ),
    # halves and quarters
    (
        "half past;#",
        rf"(?:{_PREP} )?half past (?P<hour>\d\d?){_HALF_OF_DAY}\b",
        _shifted(lambda m: (int(m["hour"]), 30)),
    ),
    (
        "half;dat|ord|th;#",
        rf"(?:{_PREP} )?half (?P<hour>\d\d?)(?:th|dat|ord)\b{_HALF_OF_DAY}(?! (?:quarter|of|year))",
        _shifted(lambda m: (int(m["hour"]), -30)),
    ),
    (
        "half;#",
        rf"{_PREP} half (?P<hour>\d\d?)\b{_HALF_OF_DAY}(?! (?:of|day|hour|percent|%))",
        _shifted(lambda m: (int(m["hour"]), 30)),
    ),
    (
        "past;#",
        rf"(?:{_PREP} )?(?:a )?(?P<minute>quarter|\d+)(?: minute)? past (?P<hour>\d\d?){_HALF_OF_DAY}\b",
        _shifted(lambda m: (int(m["hour"]), _named_minutes(m))),
    ),
    (
        "of|to;#",
        rf"(?:{_PREP} )?(?:a )?(?P<minute>quarter|5|10|20|25) (?:to|of) (?P<hour>\d\d?){_HALF_OF_DAY}\b",
        _shifted(lambda m: (int(m["hour"]), -_named_minutes(m))),
    ),
    (
        "без;#",
        rf"(?:{_PREP} )?без (?P<minute>quarter|\d+)(?: minute)? (?P<hour>\d\d?){_HALF_OF_DAY}\b",
        _shifted(lambda m: (int(m["hour"]), -_named_minutes(m))),
    ),
    (
        "th;#",
        rf"(?:{_PREP} )?(?P<minute>quarter|5|10|15|20|25|\d+(?= minute))(?: minute)? "
        rf"(?P<hour>\d\d?)th\b(?! (?:mo|числа))",
        _shifted(lambda m: (int(m["hour"]) - 1 or 12, _named_minutes(m))),
    ),
    ("ord hour;#", r"в (?P<hour>\d\d?)ord hour\b", _shifted(lambda m: (int(m["hour"]), 0))),
    # hours with minutes
    ("#;:", rf"(?:{_PREP} )?(?:hour )?(?P<hour>[01]?\d|2[0-4]) (?P<sign>:) {_MINUTE}{_HALF_OF_DAY}\b(?! : \d)", _hour),
    ("#", rf"{_PREP} (?P<hour>[01]?\d|2[0-4]) (?P<sign>[.-]) (?P<minute>[0-5]\d){_HALF_OF_DAY}\b(?! [.] \d)", _hour),
    (
        "#",
        rf"{_PREP} (?P<hour>[01]?\d|2[0-4]) (?P<minute>0 0|0 - 0|00|[1-5][05]"
        rf"|[1-5]\d){_HALF_OF_DAY}{_FREE}",
        _hour,
    ),
    ("#", r"(?P<hour>\d\d?) (?P<minute>0 0|0 - 0)", _hour),
    ("minute;hour;#", rf"(?:{_PREP} )?(?P<hour>\d\d?) hour (?P<minute>\d\d?) minute\b", _hour),
    ("#", rf"{_PREP} (?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)(?: hour)?{_FREE}", _hour),
    # full hours
    (
        "#;morning|evening|night|am|pm|a m|p m| m|o'clock|afternoon",
        rf"(?:{_PREP} )?(?P<hour>\d\d?)(?: hour)? (?P<day>morning|evening|night|am|pm|a m|p m|a \. m|p \. "
        rf"m|in the morning|in the afternoon|in the evening|o'clock)\b",
        _hour,
    ),
    ("afternoon|dayg;#", rf"{_PREP} (?P<hour>\d\d?)(?: hour)? (?P<day>dayg|afternoon)\b", _hour),
    (
        "hour;#",
        rf"hour(?:ish)? (?:этак |так |где - то )*{_PREP} (?P<hour>\d\d?)\b{_HALF_OF_DAY}(?! (?:minute"
        rf"|day))",
        _hour,
    ),
    ("hour;#", rf"(?:{_PREP} )hour(?:ish)? (?:к|в|до|после) (?P<hour>\d\d?)\b{_HALF_OF_DAY}", _hour),
    ("hour;#", rf"{_PREP} (?P<hour>\d\d?) hour(?:ish)?\b", _hour),
    (
        "hour",
        r"(?P<prep>в|к|до|после|около)(?<!\d в)(?<!км в)(?<!рублей в) hour(?:ish)?(?: (?P<day>dayg"
        r"|night))?(?=$| ?[,.;!?]| (?:дня|и|я|вам|today|tomorrow|набер|позвон|перезвон|пришл|в|на|буд"
        r"|жд)\w*)",
        _one_o_clock,
    ),
    ("#", rf"{_PREP} (?:about |около |часам |ровно |где - то |примерно )*(?P<hour>\d\d?)(?:ish)?\b{_FREE}", _hour),
    ("sharp;#", r"(?P<hour>\d\d?) sharp\b", _hour),
    # parts of the day
    (
        "1th delom|beginning|crack of dawn|thing|с самого morning|спозаранку",
        r"(?:1(?:th|ord) thing(?: (?:in the|on|at|в|на)? ?(?:morning|the morning))?|right в the "
        r"beginning of the day|beginning (?:in the )?morning|crack of dawn|спозаранку|с самого morning"
        r"|beginning of (?:the )?(?:day|working)|с beginning day|с beginning dayg|в beginning dayg|1th "
        r"delom)",
        _part(None, 10 * 60),
    ),
    (
        "close|end|eod",
        r"(?:close|end) of (?:the )?(?:play|working(?: day)?|day)|(?:до |к |на )?end (?:working "
        r")?(?:dayg|day)\b|eod|(?:the )?close of the day|close|(?:under|под) end dayg",
        _part(None, END_OF_DAY),
    ),
    (
        "1ord half dayg|half of the day|до lunch|перед lunch|перед обеденным",
        r"1ord half dayg|1(?:th|ord) half of the day|до lunch|перед lunch|перед обеденным",
        _part(None, 13 * 60),
    ),
    (
        "afternoon|half|после lunch",
        r"2(?:ord|th) half (?:of the )?day\w?|после lunch(?: time)?|(?:this |in the |late |middle (?:- "
        r")?)?afternoon",
        _part(13 * 60, END_OF_DAY),
    ),
    (
        "lunch",
        r"(?:к|в|over|на|at) (?:the )?lunch(?: time| break)?|(?:late |end )?lunch(?: time)",
        _part(NOON, 13 * 60),
    ),
    ("noon", r"(?:до )?noon\b(?! after)|(?:middle )?dayg? noon", _part(NOON, NOON)),
    ("morning|до 12 dayg", r"(?:late|middle|mid)(?: -)? morning|до 12 dayg", _part(10 * 60, NOON)),
    ("this;morning", r"this (?:beginning )?morning", _this_morning),
    ("morning", r"(?:in the |с |до |к |сегодня |по |под )*(?:beginning )?morning", _part(None, NOON)),
    (
        "evening",
        r"(?:this |in the |с |до |к |ближе к |под |после )*(?:beginning |late )?evening",
        _part(17 * 60, 20 * 60),
    ),
    ("lunch|в обеденный перерыв", r"в обеденный перерыв|lunch\b", _part(NOON, 13 * 60)),
    ("daytime|в течение day", r"(?:в |in the )?daytime|в течение day", _part(NOON, END_OF_DAY)),
    ("night", r"(?:at |in the |в |по |до |к )?(?:night|midnight)", _part(20 * 60, NIGHT)),
)
