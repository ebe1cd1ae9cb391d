"""E-mail addresses, written ("a@b.ru") and said ("а собака бэ точка ру"), also over neighbouring utterances."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from reports.redaction.dictation import FILLERS, is_filler
from reports.redaction.digit_words import digits_said
from reports.redaction.personal_span import BREAK, PersonalSpan

_WRITTEN = re.compile(r"[\w.+-]*\w@[\w-]+(?:\.[\w-]+)+")
_TOKEN = re.compile(r"@|\n|[.](?=\w)|[-_](?=\w)|\w+(?:['’]\w+)*")
_MAY_HOLD = re.compile(r"@|собак|\bэт\b|\bat\b", re.IGNORECASE)
_AT = frozenset({"@", "собака", "собачка", "собаку", "собачку"})
_PERHAPS_AT = frozenset({"at", "эт"})
_DOTS = frozenset({".", "точка", "точку", "дот", "dot"})
_JOINS = frozenset({"-", "_", "тире", "дефис", "минус", "дэш", "дефиз", "dash", "hyphen", "underscore", "андерскор",
                    "подчёркивание", "подчеркивание", "подчёрк", "подчерк"})  # fmt: skip
_LOW = frozenset({"нижнее", "нижний"})
_ENDINGS = frozenset(
    re.findall(
        r"\S+",
        "ru ру рф su су com ком net нет org орг info инфо biz by бай kz кз ua юа uk юкей co ко io ai eu de me us tv "
        "pro про shop store online site club hotel agency group house studio team tech store edu gov",
    )
)
_PROVIDERS = frozenset(
    re.findall(
        r"\S+",
        "mail мейл мэйл майл яндекс yandex джимейл гмейл gmail рамблер rambler инбокс inbox лист list bk бк icloud "
        "айклауд outlook аутлук",
    )
)
# Where an address begins, and what else may stand before it.
_CUE = frozenset(
    re.findall(
        r"\S+",
        "почта почту почте почты мейл мэйл имейл емейл имэйл email mail e электронка электронку адрес диктую пишите "
        "address",
    )
)
_AFTER_CUE = frozenset(
    re.findall(
        r"\S+",
        "это такая такой моя мой наша наш на is it's its : по вот у меня записывайте",
    )
)
# What goes before "at" as a preposition.
_LOOKING = frozenset(
    re.findall(
        r"\S+",
        "look looking see us me find meet here him them are is be was were available visit check shop go work works "
        "stay arrive aim good bad it that there home not",
    )
)
_LETTER_NAMES = frozenset(
    re.findall(
        r"\S+",
        "бэ вэ гэ дэ жэ зэ зэт зэд ка эль эл эм эн пэ эр эс тэ эф ха цэ че ша икс игрек дабл",
    )
)
_SHORT_WORDS = "ияуавсок"  # of one letter
_MOST_LABELS, _MOST_SPELLED, _MOST_AFTER_CUE = 4, 14, 10

Sort = Literal["at", "perhaps", "dot", "join", "word"]


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str  # in small letters
    sort: Sort


def email_spans(text: str) -> list[PersonalSpan]:
    """By place, without overlaps."""
    if not _MAY_HOLD.search(text):
        return []
    written = [PersonalSpan(m.start(), m.end(), "email", m[0].lower()) for m in _WRITTEN.finditer(text)]
    tokens = _tokens(text)
    said = [span for place, token in enumerate(tokens) if (span := _around(tokens, place, token))]
    free = [s for s in said if all(s.end <= w.start or w.end <= s.start for w in written)]
    return sorted([*written, *free], key=lambda span: span.start)


def _tokens(text: str) -> list[_Token]:
    """Without the turns that only show that somebody writes down."""
    tokens: list[_Token] = []
    start = 0
    for line in text.split(BREAK):
        if not (is_filler(line) and line.strip()):
            tokens += [_token(match, start) for match in _TOKEN.finditer(line)]
        start += len(line) + 1
    return tokens


def _token(match: re.Match[str], start: int) -> _Token:
    word = match[0].lower()
    sort: Sort = (
        "at" if word in _AT else "perhaps" if word in _PERHAPS_AT else "dot" if word in _DOTS
        else "join" if word in _JOINS or word in _LOW else "word"
    )  # fmt: skip
    return _Token(start + match.start(), start + match.end(), word, sort)


def _around(tokens: list[_Token], place: int, token: _Token) -> PersonalSpan | None:
    """The address whose "@" stands at that place, if it is one."""
    if token.sort not in ("at", "perhaps"):
        return None
    end = _domain_end(tokens, place + 1)
    first = _local_start(tokens, place, sure=token.sort == "at")
    if end is None or first is None:
        return None
    words = ["@" if t.sort in ("at", "perhaps") else "." if t.sort == "dot" else t.word for t in tokens[first:end]]
    return PersonalSpan(tokens[first].start, tokens[end - 1].end, "email", "".join(words))


def _domain_end(tokens: list[_Token], place: int) -> int | None:
    """Behind the last token of "labels dot ending", with further "dot ending"; None where no domain stands there."""
    labels = 0
    while place < len(tokens) and tokens[place].sort in ("word", "join") and labels <= _MOST_LABELS:
        if labels and tokens[place].word in _ENDINGS and tokens[place - 1].word in _PROVIDERS:
            return place + 1  # "яндекс ру"
        labels += tokens[place].sort == "word"
        place += 1
    end = None
    while labels and place + 1 < len(tokens) and tokens[place].sort == "dot":
        last = place + 2 == len(tokens) or tokens[place + 2].sort != "dot"
        if last and tokens[place + 1].word not in _ENDINGS:
            break
        end = place = place + 2
    return end


def _local_start(tokens: list[_Token], at: int, *, sure: bool) -> int | None:
    """The first token of what stands before "@"; sure: the word means nothing else."""
    near = range(max(0, at - _MOST_AFTER_CUE - 2), at)
    cues = [place for place in near if tokens[place].word in _CUE and tokens[place].sort == "word"]
    if cues:
        first = cues[-1] + 1
        while first < at and (tokens[first].word in _AFTER_CUE or tokens[first].word in FILLERS):
            first += 1
        if first < at:
            return first
    first = at - 1
    if first < 0 or tokens[first].sort != "word" or (not sure and tokens[first].word in _LOOKING):
        return None
    for _ in range(_MOST_SPELLED):
        before = first - 1
        while before >= 0 and tokens[before].sort in ("dot", "join"):
            before -= 1
        joined = before < first - 1 and before >= 0
        if joined or (before >= 0 and _is_spelled(tokens[before].word)):
            first = before
        else:
            break
    return first


def _is_spelled(word: str) -> bool:
    """A letter, its name, or a number: pieces of an address that are said without a dot between them."""
    letter = (len(word) == 1 and word not in _SHORT_WORDS) or word in _LETTER_NAMES
    return letter or word.isdigit() or digits_said([word]) is not None
