"""Patterns that would fit a folder of recordings, for a person to choose from: a date is never taken from a guess."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from deals.phone_logs.direction_words import direction_of
from deals.phone_logs.name_pattern import RecordingName, parse_pattern
from deals.phone_logs.name_shapes import MIXED_FROM, Shape, shapes
from deals.phone_logs.pattern_fields import HIDDEN_NUMBER, BadPattern

MOST_NAMES = 5000  # looked at, evenly over the folder; enough to tell a day from a month
SHAPES_TRIED = 4  # most frequent ones
LEAST_SHARE = 0.05  # of the names that a proposal has to fit
FITTING = 0.98  # of a shape's names that a reading has to fit: a folder holds strays
EXAMPLES = 3
# How one run of digits may be read, by its length.
_DATES = {8: ("%Y%m%d", "%d%m%Y", "%m%d%Y"), 6: ("%y%m%d", "%d%m%y", "%m%d%y")}
_TIMES = {6: ("%H%M%S",), 4: ("%H%M",)}
_MOMENTS = {
    14: ("%Y%m%d%H%M%S", "%d%m%Y%H%M%S"),
    12: ("%Y%m%d%H%M", "%d%m%Y%H%M", "%y%m%d%H%M%S"),
    10: ("%s",),
}
_SPLIT_DATES = {(4, 2, 2): ("%Y", "%m", "%d"), (2, 2, 4): ("%d", "%m", "%Y"), (2, 2, 2): ("%y", "%m", "%d")}
FROM_WORDS, TO_WORDS = frozenset({"from", "от", "кто"}), frozenset({"to", "кому", "к"})
_HIDDEN = re.compile(HIDDEN_NUMBER, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NameExample:
    path: str
    reading: RecordingName


@dataclass(frozen=True, slots=True)
class PatternProposal:
    """A pattern and how well it fits. rivals: further patterns that fit the same names but read another date."""

    pattern: str
    matched: int
    names: int
    examples: tuple[NameExample, ...]
    rivals: tuple[PatternProposal, ...] = ()


def propose_patterns(paths: Sequence[str]) -> tuple[PatternProposal, ...]:
    """Proposals for a folder, the one that fits most names first; none where no date can be seen in the names.

    paths: relative to the folder. Names of which a date could be read in two ways give a proposal with rivals.
    """
    sample = _sample([unicodedata.normalize("NFC", path) for path in paths])
    found: dict[str, PatternProposal] = {}
    for shape in _shapes_with_folders(sample)[:SHAPES_TRIED]:
        readings = [_proposal(text, sample) for text in dict.fromkeys(_patterns(shape))]
        fitting = [reading for reading in readings if reading and reading.matched >= FITTING * shape.size]
        best = max((_detail(reading.pattern) for reading in fitting), default=None)
        fitting = [reading for reading in fitting if _detail(reading.pattern) == best]
        if fitting and fitting[0].matched >= LEAST_SHARE * len(sample):
            first, *others = fitting
            found.setdefault(first.pattern, _with_rivals(first, others))
    return tuple(sorted(found.values(), key=lambda proposal: -proposal.matched))


def _sample(paths: Sequence[str]) -> list[str]:
    step = max(len(paths) // MOST_NAMES, 1)
    return list(paths)[::step]


def _shapes_with_folders(paths: Iterable[str]) -> list[Shape]:
    """The shapes of the file names; of the whole paths where the names alone hold too few digits for a date."""
    stems = [posixpath.splitext(path)[0] for path in paths]
    names = shapes(posixpath.basename(stem) for stem in stems)
    if any(next(_dated(shape), None) for shape in names[:SHAPES_TRIED]):
        return names
    return shapes("/".join(stem.split("/")[-4:]) for stem in stems)


def _patterns(shape: Shape) -> Iterator[str]:
    """Every pattern that reads one date in the shape, the likeliest first."""
    for start, width, forms in _dated(shape):
        for texts in forms:
            yield from _completed(shape, {start: (texts, width)})


Spans = dict[int, tuple[str, int]]  # first piece to (pattern text, pieces it covers)


def _completed(shape: Shape, spans: Spans) -> Iterator[str]:
    covered = {piece for start, (_, width) in spans.items() for piece in range(start, start + width)}
    clocks: list[tuple[int, str, int]] = []
    if not any("{datetime" in text for text, _ in spans.values()):
        last = max(covered)
        clocks = [clock for clock in _clocks(shape) if not covered & set(range(clock[0], clock[0] + clock[2]))]
        clocks.sort(key=lambda clock: (clock[0] < last, abs(clock[0] - last)))  # the time follows its date
    for start, text, width in clocks[:1]:
        spans = {**spans, start: (text, width)}
    yield _text(shape, spans)


def _dated(shape: Shape) -> Iterator[tuple[int, int, list[str]]]:
    """Where a date may stand: (first piece, pieces, texts of the pattern). A whole moment counts first."""
    lengths = [_length(shape, place) for place in range(len(shape.kinds))]
    for place, length in enumerate(lengths):
        if length in _MOMENTS and (texts := _fit(shape, place, 1, "datetime", _MOMENTS[length])):
            yield place, 1, texts
    for place, length in enumerate(lengths):
        if length in _DATES and (texts := _fit(shape, place, 1, "date", _DATES[length])):
            yield place, 1, texts
        parts = _SPLIT_DATES.get(tuple(lengths[place : place + 5 : 2]))  # type: ignore[arg-type]
        if parts and all(kind == "other" for kind in shape.kinds[place + 1 : place + 5 : 2]):
            between = [shape.columns[place + 1][0], shape.columns[place + 3][0]]
            if between[0] == between[1]:
                forms = [between[0].join(order) for order in _orders(parts)]
                if texts := _fit(shape, place, 5, "date", forms):
                    yield place, 5, texts


def _orders(parts: tuple[str, str, str]) -> list[tuple[str, ...]]:
    if parts[0] == "%Y":
        return [parts]
    if parts[2] == "%Y":
        return [parts, ("%m", "%d", "%Y")]
    return [("%y", "%m", "%d"), ("%d", "%m", "%y"), ("%m", "%d", "%y")]


def _clocks(shape: Shape) -> Iterator[tuple[int, str, int]]:
    lengths = [_length(shape, place) for place in range(len(shape.kinds))]
    for place, length in enumerate(lengths):
        if length == 2 == lengths[place + 2 if place + 2 < len(lengths) else place - 1]:
            width = 5 if lengths[place : place + 5 : 2] == [2, 2, 2] else 3
            between = [shape.columns[at][0] for at in range(place + 1, place + width, 2)]
            if "/" not in between and len(set(between)) == 1:
                form = between[0].join(("%H", "%M", "%S")[: width // 2 + 1])
                if texts := _fit(shape, place, width, "time", [form]):
                    yield place, texts[0], width
        if length in _TIMES and (texts := _fit(shape, place, 1, "time", _TIMES[length])):
            yield place, texts[0], 1


def _length(shape: Shape, place: int) -> int:
    """Digits of the runs at that place, 0 where they differ in more than strays."""
    if shape.kinds[place] != "digits":
        return 0
    lengths = [len(text) for text in shape.columns[place]]
    usual = max(set(lengths), key=lengths.count)
    return usual if lengths.count(usual) >= FITTING * len(lengths) else 0


def _fit(shape: Shape, place: int, width: int, field: str, forms: Iterable[str]) -> list[str]:
    """The pattern texts whose format fits the names there."""
    texts = ["".join(parts) for parts in zip(*shape.columns[place : place + width], strict=True)]
    found = []
    for form in forms:
        pattern = f"{{{field}:{form}}}"
        read = parse_pattern(pattern if field != "time" else f"{{date:%Y%m%d}} {pattern}").read
        before = "" if field != "time" else "20200101 "
        if sum(read(f"{before}{text}.wav") is not None for text in texts) >= FITTING * len(texts):
            found.append(pattern)
    return found


def _text(shape: Shape, spans: Spans) -> str:
    """The whole pattern: dates as found, numbers, extensions and directions by what they look like, the rest."""
    out: list[str] = []
    roles = _roles(shape, spans)
    place = 0
    while place < len(shape.kinds):
        if place in spans:
            text, width = spans[place]
            out.append(text)
            place += width
            continue
        out.append(roles[place])
        place += 1
    return re.sub(r"\*(?:[^{}/]*\*)+", "*", "".join(out))


def _roles(shape: Shape, spans: Spans) -> dict[int, str]:
    covered = {piece for start, (_, width) in spans.items() for piece in range(start, start + width)}
    free = [place for place in range(len(shape.kinds)) if place not in covered]
    roles = {place: _constant(shape, place) for place in free}
    phones = [place for place in free if _is_phone(shape, place)]
    extensions = [place for place in free if place not in phones and _is_extension(shape, place)]
    for place in free:
        words = shape.columns[place]
        if shape.kinds[place] == "word" and all(direction_of(word) for word in words):
            roles[place] = "{direction}"
            break
    if len(phones) == 1:
        roles[phones[0]] = "{phone}"
        for place in extensions[:1]:
            roles[place] = "{ext}"
    elif len(phones) >= 2:
        first, second = ("{from}", "{to}") if _after_words(shape, phones) else ("{number1}", "{number2}")
        roles[phones[0]], roles[phones[1]] = first, second
    return roles


def _after_words(shape: Shape, places: Sequence[int]) -> bool:
    """Whether the names say in so many words which number called which."""
    before = [{shape.columns[at][0].casefold() for at in range(max(place - 2, 0), place)} for place in places]
    return bool(before[0] & FROM_WORDS and before[1] & TO_WORDS)


def _constant(shape: Shape, place: int) -> str:
    texts = set(shape.columns[place])
    if len(texts) > 1 or (shape.kinds[place] in ("digits", "number") and shape.size > 1):
        return "*"
    return texts.pop().replace("{", "{{").replace("}", "}}")


def _is_phone(shape: Shape, place: int) -> bool:
    """Numbers of 10 to 15 digits, and among them extensions and words for a hidden number."""
    if shape.kinds[place] == "other":
        return False
    digits = [re.sub(r"\D", "", text) for text in shape.columns[place]]
    if all(len(number) == 10 and number.startswith("1") for number in digits):
        return False  # seconds since 1970: nobody's number
    long = sum(10 <= len(number) <= 15 for number in digits)
    short = sum(2 <= len(number) <= 9 for number in digits)
    hidden = sum(_HIDDEN.fullmatch(text) is not None for text in shape.columns[place])
    return long >= MIXED_FROM * len(digits) and long + short + hidden >= FITTING * len(digits)


def _is_extension(shape: Shape, place: int) -> bool:
    """Two to five digits of which a company has a few: each comes again and again."""
    if shape.kinds[place] != "digits":
        return False
    texts = shape.columns[place]
    return all(2 <= len(text) <= 5 for text in texts) and len(set(texts)) <= max(len(texts) / 2, 1)


def _proposal(text: str, paths: Sequence[str]) -> PatternProposal | None:
    try:
        pattern = parse_pattern(text)
    except BadPattern:
        return None
    readings = [(path, pattern.read(path)) for path in paths]
    fitting = [NameExample(path, reading) for path, reading in readings if reading]
    return PatternProposal(text, len(fitting), len(paths), tuple(fitting[:EXAMPLES]))


def _with_rivals(first: PatternProposal, others: Sequence[PatternProposal]) -> PatternProposal:
    return PatternProposal(first.pattern, first.matched, first.names, first.examples, tuple(others))


def _detail(pattern: str) -> tuple[bool, int]:
    """What makes one reading of a name better than another: a year in full, then the number of fields."""
    return "%Y" in pattern or "%s" in pattern, pattern.count("{")
