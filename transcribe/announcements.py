"""Recorded announcements, known by their wording: answering machines, telephone menus, messages of the network.

The wordings stand in `wording/<language>.txt`, one a line, each to be found within one sentence:

    оставь*             a word; with a star, any word that begins so
    один|два            one of several words
    (на|в то|)          one of several groups of words, the empty one being none
    ...                 up to ten words
    !(мне|ему)          one word that is none of these
    ^                   the sentence begins or ends here
    $beep               what the line "$beep = " above says
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

Announcement = Literal["voicemail", "assistant", "ivr", "no_answer"]

# In this order, since an answering machine says that nobody can answer, and a menu may end in an answering machine.
KINDS: tuple[Announcement, ...] = ("assistant", "voicemail", "no_answer", "ivr")
# Kinds that are also known by two of these parts together, each of which a person may say alone.
_PARTS: dict[Announcement, tuple[str, ...]] = {
    "assistant": ("assistant name", "assistant offer"),
    "voicemail": ("greeting who", "greeting away", "greeting leave", "greeting back"),
    "ivr": ("menu welcome", "menu wait", "menu agent"),
}
_TOLD = "told"
_FOLDER = Path(__file__).parent / "wording"
_LANGUAGES = ("ru", "en")  # both for every call: the language of a few words is often detected wrongly
_TOKEN = re.compile(r"!?\([^)]*\)|\S+")


def announcement_in(text: str) -> Announcement | None:
    """What kind of recorded announcement these words are, if any. text: sentences as recognised."""
    wordings = _wordings()
    sentences = [sentence for sentence in _sentences(text) if not wordings[_TOLD].search(sentence)]
    parts = {part for part, wording in wordings.items() if any(wording.search(sentence) for sentence in sentences)}
    for kind in KINDS:
        if kind in parts or len(parts.intersection(_PARTS.get(kind, ()))) > 1:
            return kind
    return None


def _sentences(text: str) -> Iterator[str]:
    """Each sentence in lower case, every word followed by one blank."""
    for sentence in re.split(r"[.!?…;]+", text.lower().replace("ё", "е")):
        if words := re.findall(r"\w+", sentence):
            yield " ".join([*words, ""])


@cache
def _wordings() -> dict[str, re.Pattern[str]]:
    """Section of the wording files to one pattern."""
    patterns: defaultdict[str, list[str]] = defaultdict(list)
    for language in _LANGUAGES:
        names: list[tuple[str, str]] = []
        section = ""
        for line in (_FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                section = line.strip("[]")
            elif line.startswith("$") and " = " in line:
                names.append(line.partition(" = ")[::2])
            elif line and not line.startswith("#"):
                patterns[section].append(_pattern(_spelled_out(line, names)))
    return {section: re.compile(r"(?:^|(?<= ))(?:" + "|".join(lines) + ")") for section, lines in patterns.items()}


def _spelled_out(wording: str, names: list[tuple[str, str]]) -> str:
    for name, meaning in names:
        wording = re.sub(re.escape(name) + r"\b", meaning, wording)
    return wording


def _pattern(wording: str) -> str:
    tokens = _TOKEN.findall(wording)
    return "".join(_token(token, last=place == len(tokens) - 1) for place, token in enumerate(tokens))


def _token(token: str, last: bool) -> str:
    if token == "...":
        return r"(?:\w+ ){0,10}?"
    if token == "^":
        return "$" if last else "^"
    if token.startswith("!"):
        return rf"(?!{_choice(token[2:-1])})\w+ "
    return _choice(token.strip("()"))


def _choice(words: str) -> str:
    """One of several groups of words, given with bars between them."""
    groups = ("".join(word.replace("*", r"\w*") + " " for word in group.split()) for group in words.split("|"))
    return "(?:" + "|".join(groups) + ")"
