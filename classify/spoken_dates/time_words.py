"""The words in which people name times, each with the sign that the patterns read. Lower case, е for ё. ru and en.

One sign stands for all forms of a word in both languages, so that a pattern is written once: "wd0" is Monday in any
case, "mo3r" March said in Russian, "mo3e" in English, "week" a week and "weekish" the one that «недельку» means.
"""

from __future__ import annotations

import re
from functools import lru_cache

from classify.spoken_dates.spoken_numbers import number_word

_WEEKDAYS = (
    r"понедельни(?:к(?:а|у|ом|е)?|чек|чка|чку)|пн|monday",
    r"вторни(?:к(?:а|у|ом|е)?|чек|чка|чку)|вт|tuesday|tues?",
    r"сред(?:а|у|ы)|ср|wednesday",
    r"четвер(?:г(?:а|у|ом|е)?|жок|жка|жку)|чт|thursday|thurs?",
    r"пятни(?:ц(?:а|у|ы|е|ей)|чк(?:а|у|и|е))|пт|friday|fri",
    r"суббот(?:а|у|ы|е|ой|к[уие])|сб|saturday",
    r"воскресень(?:е|я|ю|ем)|воскресение|вс|sunday",
)
_MONTHS = (
    (r"январ(?:[ьяюе]|ем)", "january|jan"),
    (r"феврал(?:[ьяюе]|ем)", "february|feb"),
    (r"март(?:[ауе]|ом)?", "march"),
    (r"апрел(?:[ьяюе]|ем)", "april|apr"),
    (r"ма(?:[йяюе]|ем)", "\x00"),  # "may" is mostly the verb: see `classify.spoken_dates.time_signs`
    (r"июн(?:[ьяюе]|ем)", "june"),
    (r"июл(?:[ьяюе]|ем)", "july"),
    (r"август(?:[ауе]|ом)?", "august|aug"),
    (r"сентябр(?:[ьяюе]|ем)", "september|sept?"),
    (r"октябр(?:[ьяюе]|ем)", "october|oct"),
    (r"ноябр(?:[ьяюе]|ем)", "november|nov"),
    (r"декабр(?:[ьяюе]|ем)", "december|dec"),
)
_WORDS = {
    # days
    "today": r"сегодня|сегодняшн\w+|today",
    "tomorrow": r"завтра|завтрашн\w+|tomorrow",
    "dayafter": r"послезавтра|послезавтрашн\w+|overmorrow",
    "tonight": r"tonight",
    "gone": r"вчера|вчерашн\w+|позавчера|позавчерашн\w+|yesterday|ago|назад",
    # units of time; -ish: the diminutive, by which people mean about so much
    "minute": r"минут(?:а|у|ы|е|ам|ах)?|minutes?|mins?",
    "minuteish": r"минут(?:к|очк)[аиуе]|минуточек|минуток",
    "hour": r"час(?:а|у|ов|ам|ами|е|ы)?|hours?|hrs?",
    "hourish": r"часик(?:а|у|ов|ам|и)?|часок|часочек",
    "halfhour": r"полчас(?:а|ика|ок)|получаса",
    "halfday": r"полдня",
    "halfmonth": r"полмесяца",
    "halfyear": r"полгод(?:а|ика)|полугода",
    "day": r"день|дню|дней|дни|дням|сутки|суток|days?",
    "dayg": r"дня",  # «в три дня» is a time of day, «в три дней» nobody says
    "dayish": r"денек|деньк[аиу]|деньков",
    "daytime": r"днем|daytime",
    "week": r"недел(?:я|ю|и|е|ь|ям|ях|ей|ями)|нед|weeks?|wk",
    "weekish": r"недельк[ауие]|неделек",
    "month": r"месяц(?:а|у|е|ев|ем|ы)?|мес|months?",
    "monthish": r"месяч(?:ишк[оау]|ик|ок)|месяцок",
    "quarter": r"квартал(?:а|у|е|ов|ом)?|четверт[ьи]|quarters?",
    "year": r"год(?:а|у|ом|е|ы|ик|ика|ов)?|лет|years?",
    "fortnight": r"fortnight",
    # amounts
    "couple": r"пар(?:а|у|ы|е|ой|очку|очка|очки)|couple",
    "few": r"несколько|нескольких|few|several",
    "other": r"друг(?:ой|ая|ую|ое)",
    "half": r"половин(?:а|у|ы|е|ой)|пол|half",
    "working": r"рабоч(?:ий|его|ему|их|ие|им|ую|ей)|working|business",
    # which one
    "next": r"следу?ющ\w+|будущ(?:ий|его|ему|ем|ей|ую|ие|их)|next|following",
    "this": r"эт(?:от|ой|у|ого|ому|ом)|текущ\w+|нынешн\w+|this|current",
    "nearest": r"ближайш\w+|coming|upcoming",
    "last": r"прошл\w+|прошедш\w+|минувш\w+|предыдущ\w+|last|previous",
    "final": r"последн\w+",
    # parts
    "beginning": r"начал(?:о|а|е|у|ом)|beginning|start|early",
    "middle": r"середин(?:а|у|ы|е|ке|ку|ой)|middle|mid",
    "end": r"кон(?:ец|ц[ауе]|цом)|концовк[еуи]|исход[еу]?|end",
    "late": r"late|later",
    "morning": r"утр(?:о|а|у|ом|е|ечко|ечком|еца|ам)|поутру|morning",
    "lunch": r"обед(?:а|у|е|ом|енн\w+)?|ланч[ау]?|lunch|lunchtime",
    "afternoon": r"afternoon|arvo",
    "evening": r"вечер(?:а|у|ом|е|ок|ка|ку|ком|очком)?|evening",
    "night": r"ноч(?:ь|и|ью)|night|overnight",
    "noon": r"полдень|полудня|полудню|noon|midday",
    "midnight": r"полночь|полуночи|midnight",
    # longer spans
    "weekend": r"выходн(?:ые|ых|ым|ыми)|уикенд[аеу]?|weekend",
    "holidays": r"праздник(?:и|ов|ам|ами|ах)|праздничк(?:и|ов|ам|ами)|каникул\w*|holidays",
    "mayhols": r"майск(?:ие|их|им|ими)",
    "nyhols": r"новогодн(?:ие|их|им|ими)",
    "spring": r"весн(?:ой|у|ы|е|а|ою)|spring",
    "summer": r"лет(?:ом|а|у|о)|summer",
    "autumn": r"осен(?:ь|ью|и)|autumn",
    "winter": r"зим(?:ой|у|ы|е|а)|winter",
    "eod": r"eod|cob",
    "eow": r"eow",
    "eom": r"eom",
    "asap": r"asap|поскорее|побыстрее",
    "now": r"сейчас|щас|счас|ща|прям|немедленно|незамедлительно|now|immediately",
    # functions
    "в": r"во?|at",
    "к": r"ко?",
    "или": r"или|либо|or",
    "на": r"на|on",
    "до": r"до|by|until|till|til",
    "после": r"после|after",
    "перед": r"перед|передо|before",
    "через": r"через|спустя|чрез",
    "около": r"около|about|around|roughly|примерно|ориентировочно|где-то|approximately",
    "the": r"the",
    "a": r"an?",
}
_SIGN = re.compile(
    "|".join(
        rf"(?P<{sign}>(?:{pattern})\Z)"
        for sign, pattern in (
            *_WORDS.items(),
            *((f"wd{number}", pattern) for number, pattern in enumerate(_WEEKDAYS)),
            *((f"mo{number}r", ru) for number, (ru, _) in enumerate(_MONTHS, start=1)),
            *((f"mo{number}e", en) for number, (_, en) in enumerate(_MONTHS, start=1)),
        )
    )
)
# Signs that alone say nothing of times.
_SILENT = frozenset(
    [
        "a",
        "the",
        "в",
        "к",
        "на",
        "до",
        "или",
        "после",
        "перед",
        "через",
        "около",
        "couple",
        "few",
        "other",
        "half",
        "working",
        "next",
        "this",
        "last",
        "final",
        "nearest",
        "beginning",
        "middle",
        "end",
        "late",
    ]
)
# Words of patterns that have no sign of their own and yet tell of a time.
_TELLING = (frozenset(_WORDS) - _SILENT) | frozenset(
    [
        "fall",
        "скором",
        "днях",
        "скоро",
        "вскоре",
        "сразу",
        "тут",
        "сию",
        "можно",
        "возможности",
        "вот",
        "нг",
        "christmas",
        "xmas",
        "easter",
        "thanksgiving",
        "labor",
        "labour",
        "memorial",
        "bank",
        "public",
        "long",
        "shortly",
        "soon",
        "quickly",
        "momentarily",
        "straight",
        "right",
        "speak",
        "future",
        "q",
        "first",
        "nearest",
        "close",
        "среде",
        "as",
    ]
)


@lru_cache(maxsize=50_000)
def sign_of(word: str) -> str:
    """The sign of a word, or its number, or the word itself. word: lower case, е for ё."""
    if (number := number_word(word)) is not None:
        return number
    base = word.removesuffix("'s") if len(word) > 3 else word
    match = _SIGN.match(base)
    return match.lastgroup or base if match else word


@lru_cache(maxsize=50_000)
def may_tell_time(word: str) -> bool:
    """Whether a text with this word is worth reading for times; without any such word it names none."""
    sign = sign_of(word)
    return sign in _TELLING or sign[:1].isdecimal() or sign[:2] in ("wd", "mo", "ma") or sign.startswith(_STEMS)


_HALF_PAST = ("перв", "втор", "трет", "четв", "пят", "шест", "седьм", "восьм", "девят", "десят", "один", "двен")
_STEMS = (
    "рождеств",
    "пасх",
    "ноябрьск",
    "июньск",
    "мартовск",
    "женск",
    "январск",
    "нов",
    *(f"пол{ordinal}" for ordinal in _HALF_PAST),
)
