"""What people say while they dictate and write down, and what stands before a number to say what it is."""

from __future__ import annotations

import re

from reports.redaction.personal_span import BREAK

# Between two pieces of one number, or as a whole turn of the side that writes down.
FILLERS = frozenset(
    re.findall(
        r"\S+",
        "так ага угу да ну и э эм вот далее дальше потом затем тире дефис минус скобка пробел слитно плюс ещё еще "
        "слушаю пишу записываю записал записала хорошо понял поняла есть сейчас секунду повторите "
        "ok okay yes yep yeah yup right uh um and then dash hyphen space go on got it that ready listening sure mhm",
    )
)
LONGEST_TURN = 3  # words of a turn between two pieces of one number
_WORD = re.compile(r"[^\W\d_]+")
_LOOK_BACK = 70  # characters


def is_filler(text: str) -> bool:
    """Whether the text, without any number, is nothing but such words and punctuation."""
    return not any(map(str.isdigit, text)) and all(word.lower() in FILLERS for word in _WORD.findall(text))


def goes_on(between: str, also: frozenset[str] = frozenset()) -> bool:
    """Whether what stands between two groups of digits lets them be one number.

    also: further words that may stand there. A short turn of the other side may, whatever it says.
    """
    first, *turns = between.split(BREAK)
    last = turns.pop() if turns else ""
    fitting = all(word.lower() in FILLERS | also for piece in (first, last) for word in _WORD.findall(piece))
    return fitting and len(turns) <= 2 and all(len(_WORD.findall(turn)) <= LONGEST_TURN for turn in turns)


def said_before(text: str, start: int, words: re.Pattern[str]) -> int | None:
    """How many characters before `start` the nearest of these words ends; None where none is near."""
    near = text[max(0, start - _LOOK_BACK) : start]
    ends = [match.end() for match in words.finditer(near)]
    return len(near) - ends[-1] if ends else None
