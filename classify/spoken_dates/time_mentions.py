"""Every time that a text names, with its place: the patterns of all kinds, run in order over the row of signs."""

from __future__ import annotations

import re

from classify.spoken_dates.clock_times import CLOCK_PATTERNS
from classify.spoken_dates.holiday_times import HOLIDAY_PATTERNS
from classify.spoken_dates.named_days import BARE_DATE_PATTERNS, DAY_PATTERNS, WEEKS_FROM_PATTERNS
from classify.spoken_dates.time_amounts import AMOUNT_PATTERNS
from classify.spoken_dates.time_readings import Mention, Moment, Reader
from classify.spoken_dates.time_signs import TimeSigns

_ALL = (
    *WEEKS_FROM_PATTERNS, *AMOUNT_PATTERNS, *HOLIDAY_PATTERNS, *DAY_PATTERNS, *CLOCK_PATTERNS, *BARE_DATE_PATTERNS
)  # fmt: skip
# Finer wordings first: what a pattern has read is taken away from the later ones.
ALL_PATTERNS = tuple((re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"), reader) for _, pattern, reader in _ALL)
_NEEDS = tuple(tuple(part for part in needs.split(";") if part) for needs, _, _ in _ALL)
# Every need of any pattern once, as a bit, so that a row is searched for each word once.
_NEED_BITS = {need: 1 << n for n, need in enumerate(sorted({need for needs in _NEEDS for need in needs}))}
_WORDS_OF_NEED = tuple((bit, tuple(need.split("|"))) for need, bit in _NEED_BITS.items() if need != "#")
_NUMBER = re.compile(r"(?<!\S)\d")
_MASKS = tuple(sum(_NEED_BITS[need] for need in needs) for needs in _NEEDS)


def patterns_worth_trying(row: str) -> list[tuple[re.Pattern[str], Reader]]:
    """Those of ALL_PATTERNS whose needs a row of signs meets, in their order."""
    present = _NEED_BITS["#"] if _NUMBER.search(row) else 0
    for bit, words in _WORDS_OF_NEED:
        for word in words:
            if word in row:
                present |= bit
                break
    return [one for one, mask in zip(ALL_PATTERNS, _MASKS, strict=True) if mask & present == mask]


def time_mentions(signs: TimeSigns, now: Moment) -> list[Mention]:
    """In the order of the text; none overlap."""
    row, found = signs.row, []
    for pattern, reader in patterns_worth_trying(row):
        for match in pattern.finditer(row):
            reading = reader(match, now)
            if reading is None:
                continue
            if reading.kind != "nothing":
                found.append(Mention(match.start(), match.end(), reading))
            # Blanked in place, so that every later position still fits.
            row = row[: match.start()] + "#" * (match.end() - match.start()) + row[match.end() :]
    return sorted(found, key=lambda mention: mention.start)
