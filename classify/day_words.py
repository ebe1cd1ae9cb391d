"""The words in which people name days, as patterns for `classify.named_dates`. Lower case, е for ё."""

from __future__ import annotations

import re

_RU_ORDINALS = [  # without the ending of the case
    "перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят", "одиннадцат", "двенадцат",
    "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат", "семнадцат", "восемнадцат", "девятнадцат", "двадцат",
]  # fmt: skip
_EN_ORDINALS = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
]  # fmt: skip


def _ru_days(ending: str) -> dict[str, int]:
    """Days of the month in one case; ending: "ого" ("двадцать первого") or "ому" ("двадцать первому")."""
    simple = [stem + (ending.replace("о", "ье", 1) if stem == "трет" else ending) for stem in _RU_ORDINALS]
    days = {word: day for day, word in enumerate(simple, start=1)}
    days |= {f"двадцать {word}": 20 + day for day, word in enumerate(simple[:9], start=1)}
    return days | {f"тридцат{ending}": 30, f"тридцать перв{ending}": 31}


def _en_days() -> dict[str, int]:
    days = {word: day for day, word in enumerate(_EN_ORDINALS, start=1)}
    days |= {f"twenty-{word}": 20 + day for day, word in enumerate(_EN_ORDINALS[:9], start=1)}
    return days | {"thirtieth": 30, "thirty-first": 31}


def _any_of(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))  # the longest first: "двадцать первого" before "двадцать"


_GENITIVE, _DATIVE, _ENGLISH = _ru_days("ого"), _ru_days("ому"), _en_days()
DAY_OF = _GENITIVE | _DATIVE | _ENGLISH

_RU_MONTHS = [
    "январ(?:[ьяюе]|ем)", "феврал(?:[ьяюе]|ем)", "март(?:[ауе]|ом)?", "апрел(?:[ьяюе]|ем)", "ма(?:[йяюе]|ем)",
    "июн(?:[ьяюе]|ем)", "июл(?:[ьяюе]|ем)", "август(?:[ауе]|ом)?", "сентябр(?:[ьяюе]|ем)", "октябр(?:[ьяюе]|ем)",
    "ноябр(?:[ьяюе]|ем)", "декабр(?:[ьяюе]|ем)",
]  # fmt: skip
# "may" alone is mostly the verb: as a month it stands after one of these, or before a day.
_BEFORE_MAY = "in by on until till of early late next this mid- first second third th st nd rd".split()  # noqa: SIM905
_EN_MAY = "(?:" + "|".join(f"(?<={w} )" for w in _BEFORE_MAY) + r"|(?<=mid-))may|may(?= (?:the )?\d)"
_EN_MONTHS = [
    "january", "february", "march", "april", _EN_MAY, "june", "july", "august", "september", "october", "november",
    "december",
]  # fmt: skip
MONTH = re.compile(
    "|".join(
        rf"(?P<month{number}>\b(?:{ru}|{en})\b)"
        for number, (ru, en) in enumerate(zip(_RU_MONTHS, _EN_MONTHS, strict=True), start=1)
    )
)
_MONTHS = "|".join((*_RU_MONTHS, *_EN_MONTHS))

# A day beside its month. Digits after a Russian month count things ("в марте 15 штук"), after an English one days.
BEFORE_MONTH = re.compile(
    r"(?:\b(?:(?P<since>[0-3]?\d)\s*(?:[-–—]|по)\s*)?(?P<number>[0-3]?\d)(?:-?(?:го|му|е|ое|st|nd|rd|th))?"
    rf"|\b(?P<word>{_any_of(DAY_OF)}))(?:\s+of|\s+числа)?\s+$"
)
AFTER_MONTH = re.compile(
    r"(?:(?<=[a-z])\s+(?:the\s+)?(?P<number>[0-3]?\d)(?:st|nd|rd|th)?\b"
    rf"|\s+(?:the\s+)?(?P<word>{_any_of(_GENITIVE | _ENGLISH)})\b)"
)
YEAR_AFTER = re.compile(r"(?:\s+(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?)?,?\s+(?:of\s+)?(?P<year>20\d\d)\b")
# Before the month's name: the part of the month that is meant, first to last day.
PART_OF_MONTH = (
    (re.compile(r"(?:\bmid[ -]|\bmiddle of (?:the )?|\bсередин\w\s+)$"), (15, 20)),
    (re.compile(r"(?:\bend of|\blate|\blast week (?:of|in)|\bкон(?:ец|ц[еауы])|\bпоследн\w+ недел\w+)\s+$"), (25, 31)),
    (re.compile(r"(?:\bearly|\b(?:beginning|start|first week) of|\bначал[еоау]|\bперв\w+ недел\w+)\s+$"), (1, 10)),
)

# A day without its month. What an ordinal belongs to otherwise: years, floors, grades; a clock ("половине пятого").
_RU_OTHER = (
    r"(?:год[ау]?|века?|класса?|этажа?|раза?|сорта?|типа?|квартала?|полугодия|платежа|взноса?|нету?|поколения|уровня"
    r"|цеха?|корпуса?|подъезда?|отдела?|лица|разряда?)\b"
)
_EN_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_EN_CLAUSE_ENDS = r"(?=\s*(?:[,.;:!?)]|$|(?:at|and|or|if|then|works|is|please|latest)\b))"
BARE_DAY = re.compile(
    rf"(?<!половине )(?<!минут )\b(?:(?<=\bк )(?P<dative>{_any_of(_DATIVE)})|(?P<genitive>{_any_of(_GENITIVE)})"
    rf"|(?P<ru_number>[0-3]?\d)-?(?:го|му))\b(?!\s+(?:{_RU_OTHER}|{_MONTHS}))"
    r"|\b(?P<en_hour>[0-3]?\d)(?:st|nd|rd|th)(?=\s+at\b)"
    rf"|\b(?:(?:{_EN_DAYS}),? the|(?:by|on|until|till|til|to|before|after) the)\s+"
    rf"(?:(?P<en_number>[0-3]?\d)(?:st|nd|rd|th)|(?P<english>{_any_of(_ENGLISH)})){_EN_CLAUSE_ENDS}"
)

_RU_WEEKDAYS = [  # accusative, genitive, dative
    ("понедельник", "понедельника", "понедельнику"), ("вторник", "вторника", "вторнику"),
    ("среду", "среды", "среде"), ("четверг", "четверга", "четвергу"), ("пятницу", "пятницы", "пятнице"),
    ("субботу", "субботы", "субботе"), ("воскресенье", "воскресенья", "воскресенью"),
]  # fmt: skip
_NEXT_ONE = r"(?:(?:следующ|ближайш)\w+\s+|эт(?:от|у|ого|ой|ому)\s+)?"
_WEEKDAY_PATTERNS = [
    rf"(?:\b(?:в|во|на)\s+{_NEXT_ONE}{acc}|\bдо\s+{_NEXT_ONE}{gen}|\bк\s+{_NEXT_ONE}{dat}"
    rf"|\b(?:on|by|until|till|til|next|this)\s+{en}|\b{en}\s+(?:morning|afternoon|noon|evening|(?:of )?next week))\b"
    for (acc, gen, dat), en in zip(_RU_WEEKDAYS, _EN_DAYS.split("|"), strict=True)
]
WEEKDAY = re.compile("|".join(f"(?P<weekday{number}>{one})" for number, one in enumerate(_WEEKDAY_PATTERNS)))
_RU_NEXT_WEEK = r"на (?:следующей|будущей|той) неделе"
NEXT_WEEK = re.compile(rf"\b{_RU_NEXT_WEEK}\b|\bnext week\b")
# The same words beside a weekday: "на следующей неделе, в среду", "Thursday of next week".
NEXT_WEEK_BEFORE = re.compile(rf"\b(?:{_RU_NEXT_WEEK}|next week),?\s+$")
NEXT_WEEK_AFTER = re.compile(rf",?\s+(?:{_RU_NEXT_WEEK}|следующей недели|(?:of )?next week)\b")
END_OF_NEXT_WEEK = re.compile(r"\bкон(?:ец|ц[еау]) (?:следующей|будущей) недели\b|\bend of next week\b")
END_OF_WEEK = re.compile(r"\bкон(?:ец|ц[еау]) недели\b|\bend of (?:the )?week\b")
NEXT_MONTH = re.compile(r"\bв следующем месяце\b|\bnext month\b")
END_OF_MONTH = re.compile(r"\bкон(?:ец|ц[еау]) месяца\b|\bend of (?:the )?month\b")

TODAY = re.compile(
    r"\bсегодня\b|\bчерез (?:полчаса|(?:\w+ ){0,2}(?:час\w{0,3}|минут\w{0,2}))\b|\bв течение (?:часа|дня)\b"
    r"|\btoday\b|\btonight\b|\bwithin the hour\b|\bin (?:half )?an hour\b"
)
NUMBER = {
    "пару": 2, "полтора": 1.5, "полторы": 1.5, "два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6,
    "семь": 7, "восемь": 8, "девять": 9, "десять": 10, "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "couple of": 2, "a couple of": 2,
}  # fmt: skip
_AMOUNT = "|".join(sorted(NUMBER, key=len, reverse=True))
AMOUNT_FROM_NOW = re.compile(
    rf"\bчерез\s+(?:(?P<ru_amount>\d+|{_AMOUNT})\s+)?(?P<ru_unit>день|дня|дней|денек|недел\w+|месяц\w*)\b"
    rf"|\bin\s+(?P<en_amount>\d+|{_AMOUNT})\s+(?P<en_unit>days?|weeks?|months?)\b"
)
UNIT_DAYS = {"д": 1, "нед": 7, "мес": 30, "day": 1, "week": 7, "month": 30}  # by how the unit's word begins

# Month and day of the first and of the last day that people mean.
SEASONS = (
    (re.compile(r"\bвесн(?:ой|у|ы|е)\b|\b(?:in|by|until|this|next)(?: the)? spring\b"), (3, 1), (5, 31)),
    (re.compile(r"\bосен(?:ь|ью|и)\b|\b(?:in|by|until|this|next)(?: the)? autumn\b"), (9, 1), (11, 30)),
    (re.compile(r"\bafter labor day\b"), (9, 8), (9, 30)),
    (re.compile(r"\bпосле (?:новогодних|нового года)"), (1, 10), (1, 31)),
)
