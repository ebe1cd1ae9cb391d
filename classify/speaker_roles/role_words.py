"""The words of a call as the role model sees them: names of both sides stand there as what they are.

"Анна, компания «Окна Плюс»" tells who speaks in any company only once the names are known for what they are: the
seller's own, the company's, the client's. All of that the archive knows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction import FeatureHasher

from deals.records import Archive, CallRecord
from deals.vocabulary import LEGAL_FORMS

Words = tuple[tuple[str, ...], ...]  # of each text of a call

COLUMNS = 2**16  # of the hashed words; with a quarter of them, words that share a column cost a point of accuracy
OPENING = 4  # texts of a call in which people introduce themselves: who rang says so
STEM_LETTERS = 5  # what follows is often misheard
LONGEST_ENDING = 2  # letters
LEAST_NAME = 3  # letters
_ENDINGS = frozenset("аеиоуыэюяйьм")
_WORD = re.compile(r"[^\W_]+|\?")
_NAME = re.compile(r"[^\W\d_]+")


class NameBook:
    """Who is called what in an archive."""

    def __init__(self, archive: Archive) -> None:
        self._company = _stems(archive.company)
        self._people = {user_id: _stems(person.name) for user_id, person in archive.people.items()}
        self._clients: dict[str, set[str]] = defaultdict(set)  # phone to stems
        self._client_companies: dict[str, set[str]] = defaultdict(set)
        for contact in archive.contacts.values():
            for phone in contact.phones:
                self._clients[phone] |= _stems(contact.name or "")
                self._client_companies[phone] |= _stems(contact.company or "")

    def words_of(self, call: CallRecord | None, texts: Sequence[str]) -> Words:
        """The words of each text and their pairs, names replaced; names in the opening once more with the direction."""
        names = self._names(call)
        companies = {"OUR_COMPANY": self._company}
        if call is not None and call.client_phone:
            companies["CLIENT_COMPANY"] = self._client_companies.get(call.client_phone, set())
        direction = call.direction if call is not None else None
        return tuple(
            _words(text, names, companies, direction if place < OPENING else None) for place, text in enumerate(texts)
        )

    def _names(self, call: CallRecord | None) -> dict[str, str]:
        """Stem to whose name it is. A name that a client shares with the seller is nobody's."""
        names = {stem: "COLLEAGUE" for stems in self._people.values() for stem in stems}
        if call is None:
            return names
        seller = self._people.get(call.user_id or "", set())
        client = self._clients.get(call.client_phone or "", set())
        names |= dict.fromkeys(client, "CLIENT") | dict.fromkeys(seller, "SELLER")
        return names | dict.fromkeys(client & seller, "NAMESAKE")


def hashed(words: Iterable[Sequence[str]]) -> Any:
    """The words of each text as a sparse matrix: shape (n_texts, COLUMNS), rows of unit length.

    Nothing is remembered from one text to the next, so there is no vocabulary to store.
    """
    counts = _HASHER.transform(words)
    lengths = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    counts.data /= np.repeat(np.where(lengths > 0, lengths, 1.0), np.diff(counts.indptr))
    return counts


_HASHER = FeatureHasher(n_features=COLUMNS, input_type="string", alternate_sign=False)


def _words(text: str, names: dict[str, str], companies: dict[str, set[str]], opening: str | None) -> tuple[str, ...]:
    plain = [word.replace("ё", "е") for word in _WORD.findall(text.lower())]
    said = [names.get(_stem(word), word) for word in plain]
    stems = {_stem(word) for word in plain}
    # A company is called by its whole name: a word of it ("окна") may be what everybody in the trade says.
    called = [name for name, its in companies.items() if its and its <= stems]
    pairs = [f"{before} {after}" for before, after in zip(["^", *said], [*said, "$"], strict=True)]
    introduced = [word for word in (*said, *called) if word.isupper()]
    return (*said, *called, *pairs, *(f"{opening}>{name}" for name in introduced if opening))


def _stem(word: str) -> str:
    """Without the ending of a Russian case ("Анной", "Петру"), which may be none."""
    ending = 0
    while ending < LONGEST_ENDING and len(word) - ending > LEAST_NAME and word[-1 - ending] in _ENDINGS:
        ending += 1
    return word[: min(STEM_LETTERS, len(word) - ending)]


def _stems(name: str) -> set[str]:
    words = _NAME.findall(name.lower().replace("ё", "е"))
    return {_stem(word) for word in words if len(word) >= LEAST_NAME and word not in LEGAL_FORMS}
