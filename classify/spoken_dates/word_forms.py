"""What kind of word a Russian word is, by its form: is it a verb of ours in the future, of the past, a thing owned?"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

Form = Literal[
    "we_will", "we_do", "will", "past", "noun_genitive", "infinitive", "order", "order_or_does", "does", "noun", "other"
]


@lru_cache(maxsize=1)
def russian_words() -> Any:
    """pymorphy3's dictionary of Russian word forms."""
    import pymorphy3  # its dictionaries take a third of a second to load, and English texts need none

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=50_000)
def form_of(word: str) -> Form:
    """The form of a Russian word, as the likeliest reading of the dictionary has it; "other" for what is no Russian.

    we_will: «пришлю», «подъедем»; we_do: «высылаю»; will: «подъедет»; does: «стоит»; order: «ждите»;
    order_or_does: «звоните», which asks, or tells what the other side does.
    """
    if not "а" <= word[:1] <= "я":
        return "other"
    parses = russian_words().parse(word)
    tag = parses[0].tag
    if tag.POS == "VERB":
        if tag.mood == "impr":
            return "order"
        if tag.tense == "past":
            return "past"
        first = tag.person == "1per"
        if tag.tense == "pres" and tag.person == "2per" and any(parse.tag.mood == "impr" for parse in parses):
            return "order_or_does"
        return ("we_will" if first else "will") if tag.tense == "futr" else "we_do" if first else "does"
    if tag.POS == "INFN":
        return "infinitive"
    if tag.POS in ("NOUN", "ADJF", "PRTF"):
        return "noun_genitive" if "gent" in tag else "noun"
    return "other"
