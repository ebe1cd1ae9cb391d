"""Measure what telephone speech recognition makes of typed sales talk, for `utterance_encoders.recognition_errors`.

    python -m benchmarks.recognition_errors                         # measure benchmarks/heard_lines.json anew
    python -m benchmarks.recognition_errors --hear FILES [--ru 600] [--en 300]    # speak and hear lines first

FILES hold conversations written for training, "who|codes|text" in lines below "# lang: ru | ...". None of the labelled
archives is used, so that what is scored on them stays unseen.
"""

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein

from benchmarks.aligned_words import Aligned, aligned
from benchmarks.heard_texts import Hearing, Said, can_be_said
from classify.spoken_dates.spoken_digits import count_numbers, with_digits
from classify.utterance_encoders.recognition_error_table import FILE, LANGUAGES, MARKS, SHORT_WORDS, length_class
from classify.utterance_encoders.recognition_errors import MarkedWord, marked_words

LINES = Path(__file__).with_name("heard_lines.json")
Pair = tuple[str, str]  # typed, heard
MOST_WORDS = 30  # of a line that is spoken
STEPS = 50  # in each some lines of each language, so that it can be stopped and gone on with
QUANTILES = 21
KNOWN_WORDS, KEPT_WORDS = 8000, 3000  # known to be words; those that a word may be misheard as
_ALIKE = 0.6  # share of changed letters up to which a replacement tells which letters sound alike
_LEAST_INSERTED = 2


def measured(pairs: Sequence[Pair], words: Sequence[str]) -> dict[str, object]:
    """The fields of `ErrorTable` for one language. words: known ones, commonest first."""
    tally = _Tally(frozenset(words))
    for typed, heard in pairs:
        if heard:
            tally.add(_like_heard(typed, heard), heard)
    numbers = sum(count_numbers(typed) for typed, _ in pairs)
    left = sum(count_numbers(heard) for _, heard in pairs)
    return tally.table() | {"words": list(words[:KEPT_WORDS]), "digits": round(max(0.0, 1 - left / numbers), 3)}


def _like_heard(typed: str, heard: str) -> str:
    """Numbers in digits where they were heard so: writing them so is no error, and counted apart."""
    return with_digits(typed) if any(map(str.isdigit, heard)) else typed


class _Tally:
    """Counts over all pairs of one language."""

    def __init__(self, known: frozenset[str]) -> None:
        self.known = known
        self.shares: dict[bool, list[float]] = {True: [], False: []}  # by whether the text is short
        self.words: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()
        self.outcomes: Counter[str] = Counter()
        self.inserted: Counter[str] = Counter()
        self.changed: list[float] = []
        self.became_known: dict[str, list[bool]] = defaultdict(list)  # by outcome
        self.seen_letters: Counter[str] = Counter()
        self.letters: dict[str, Counter[str]] = defaultdict(Counter)
        self.marks: dict[str, Counter[str]] = defaultdict(Counter)
        self.ends: dict[str, Counter[str]] = defaultdict(Counter)
        self.capitals: dict[bool, list[bool]] = {True: [], False: []}

    def add(self, typed_text: str, heard_text: str) -> None:
        typed, heard = marked_words(typed_text), marked_words(heard_text)
        if not typed or not heard:
            return
        path = aligned([_plain(word) for word in typed], [_plain(word) for word in heard])
        wrong = sum(self._add_step(step, typed, heard) for step in path)
        self.shares[len(typed) <= SHORT_WORDS].append(min(1.0, wrong / len(typed)))
        self.ends[typed[-1].mark][_heard_mark(heard[-1])] += 1

    def _add_step(self, step: Aligned, typed: Sequence[MarkedWord], heard: Sequence[MarkedWord]) -> int:
        """Count one step of the alignment; returns how many errors it holds."""
        said, got = typed[step.typed : step.typed_end], heard[step.heard : step.heard_end]
        for word in said:
            self.words[_class(word)] += 1
        if step.counts == (0, 1):
            self.inserted[_plain(got[0])] += 1
            return 0
        if step.counts == (1, 1):
            self._add_marks(step, typed, heard)
            if _plain(said[0]) == _plain(got[0]):
                self.seen_letters.update(_plain(said[0]))
                return 0
            self._add_replaced(_plain(said[0]), _plain(got[0]))
        outcome = {(1, 0): "dropped", (1, 1): "replaced", (2, 1): "joined", (1, 2): "split"}[step.counts]
        self.outcomes[outcome] += 1
        self.became_known[outcome] += [_plain(word) in self.known for word in got]
        self.wrong[_class(said[0])] += 1
        return 1

    def _add_marks(self, step: Aligned, typed: Sequence[MarkedWord], heard: Sequence[MarkedWord]) -> None:
        said, got = typed[step.typed], heard[step.heard]
        if step.typed_end < len(typed) and step.heard_end < len(heard):
            self.marks[said.mark][_heard_mark(got)] += 1
        if not said.starts and not got.starts:
            self.capitals[said.text[0].isupper()].append(got.text[0].isupper())

    def _add_replaced(self, said: str, got: str) -> None:
        share = Levenshtein.distance(said, got) / len(said)
        self.changed.append(min(1.0, share))
        if share > _ALIKE:
            return
        self.seen_letters.update(said)
        for kind, place, target in Levenshtein.editops(said, got).as_list():
            if kind == "insert":
                before = said[place - 1] if place else ""
                self.letters[before][before + got[target]] += 1
            else:
                self.letters[said[place]][got[target] if kind == "replace" else ""] += 1

    def table(self) -> dict[str, object]:
        total, wrong = sum(self.words.values()), sum(self.wrong.values())
        letters = {letter: heard for letter, heard in sorted(self.letters.items()) if letter}
        changes = sum(sum(heard.values()) for heard in letters.values())
        mean = changes / sum(self.seen_letters.values())
        return {
            "wrong_short": _quantiles(self.shares[True]),
            "wrong_long": _quantiles(self.shares[False]),
            "odds": {kind: round(self.wrong[kind] / n / (wrong / total), 3) for kind, n in sorted(self.words.items())},
            "outcomes": dict(self.outcomes.most_common()),
            "inserted": round(sum(self.inserted.values()) / wrong, 3),
            "inserted_words": {
                w: n for w, n in self.inserted.most_common() if n >= _LEAST_INSERTED and w in self.known
            },
            "changed": _quantiles(self.changed),
            "letters": {letter: dict(heard.most_common()) for letter, heard in letters.items()},
            "letter_odds": {
                letter: round(sum(heard.values()) / self.seen_letters[letter] / mean, 3)
                for letter, heard in letters.items()
            },
            "known": {outcome: _share(known) for outcome, known in self.became_known.items() if known},
            "marks": {mark: dict(heard.most_common()) for mark, heard in sorted(self.marks.items())},
            "ends": {mark: dict(heard.most_common()) for mark, heard in sorted(self.ends.items())},
            "kept_capital": _share(self.capitals[True]),
            "new_capital": _share(self.capitals[False]),
        }


def _heard_mark(word: MarkedWord) -> str:
    return word.mark if word.mark in MARKS else ""  # others are too rare to be told apart


def _plain(word: MarkedWord) -> str:
    return word.text.lower().replace("ё", "е")


def _class(word: MarkedWord) -> str:
    return "name" if word.text[0].isupper() and not word.starts else length_class(word.text)


def _share(values: Sequence[bool]) -> float:
    return round(sum(values) / len(values), 3)


def _quantiles(values: Sequence[float]) -> list[float]:
    return [round(float(value), 3) for value in np.quantile(values, np.linspace(0, 1, QUANTILES))]


def plain_words(text: str) -> list[str]:
    """The words of a text as they are compared here: small letters, е for ё."""
    return [_plain(word) for word in marked_words(text)]


def common_words(texts: Iterable[str]) -> list[str]:
    """The KNOWN_WORDS commonest words as they are compared, commonest first."""
    counts = Counter(word for text in texts for word in plain_words(text))
    return sorted(counts, key=lambda word: (-counts[word], word))[:KNOWN_WORDS]


def written_lines(paths: Iterable[Path]) -> dict[str, list[tuple[str, str]]]:
    """Language to who spoke and what, of files of written conversations."""
    lines: dict[str, list[tuple[str, str]]] = {language: [] for language in LANGUAGES}
    for path in sorted(paths):
        language = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# lang: "):
                language = line[8:10]
            elif line.count("|") == 2:
                who, _, text = line.split("|")
                lines[language].append((who, text.strip()))
    return lines


def hear(paths: Iterable[Path], counts: Mapping[str, int]) -> None:
    """Speak and hear so many lines of each language, drawn by chance, each on its own telephone line.

    Goes on with what LINES holds, and keeps it after each step.
    """
    written = written_lines(paths)
    hearing = Hearing()
    kept = json.loads(LINES.read_text(encoding="utf-8")) if LINES.exists() else {"pairs": {}}
    kept |= {
        "made_with": hearing.made_with,
        "words": {name: common_words(t for _, t in w) for name, w in written.items()},
    }
    said = {language: _drawn(language, lines, counts[language]) for language, lines in written.items()}
    for number in range(STEPS):
        for language, lines in said.items():
            pairs = kept["pairs"].setdefault(language, [])
            now = lines[len(pairs) : len(lines) * (number + 1) // STEPS]
            pairs += zip((each.text for each in now), hearing.heard(now), strict=True)
            LINES.write_text(json.dumps(kept, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _drawn(language: str, lines: Sequence[tuple[str, str]], count: int) -> list[Said]:
    short = [line for line in lines if len(line[1].split()) <= MOST_WORDS and can_be_said(line[1], language)]
    random.Random(f"heard lines {language}").shuffle(short)
    return [Said(text, language, who, f"line {number}") for number, (who, text) in enumerate(short[:count])]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hear", type=Path, nargs="+", help="files of written conversations")
    parser.add_argument("--ru", type=int, default=600, help="Russian lines to hear")
    parser.add_argument("--en", type=int, default=300, help="English ones")
    options = parser.parse_args()
    if options.hear:
        hear(options.hear, {"ru": options.ru, "en": options.en})
    kept = json.loads(LINES.read_text(encoding="utf-8"))
    tables = {language: measured(kept["pairs"][language], kept["words"][language]) for language in LANGUAGES}
    FILE.write_text(json.dumps(tables, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    for language in LANGUAGES:
        print(language, {name: value for name, value in tables[language].items() if name not in ("words", "letters")})


if __name__ == "__main__":
    main()
