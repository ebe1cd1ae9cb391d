"""Which language a call is in, and which ones an archive."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from transcribe.speech_rows import SpeechRow

WINDOWS = 3  # of a call that its language is told from; Whisper's own first 30 s may hold nothing but a greeting
SAMPLE_CALLS = 24  # that the languages of an archive are told from
_LEAST_SHARE = 0.08  # of the sample, for a language to be one of the archive's: two calls of 24
_OUTSIDER = 0.9  # mean probability of a language that the archive does not have otherwise
_LEAST = 1e-4  # a window that does not believe in a language at all must not outvote the others alone


@dataclass(frozen=True, slots=True)
class SpokenLanguages:
    """Which languages a call may be in, ISO 639-1.

    named: by the user or the archive's settings; a call is in one of them. found: those that the archive turned out
    to have, where none is named; a call may be in another one if it is sure. Both empty: any.
    """

    named: tuple[str, ...] = ()
    found: tuple[str, ...] = ()

    @property
    def only(self) -> str | None:
        """The language of every call, where there is nothing to detect."""
        return self.named[0] if len(self.named) == 1 else None

    def __str__(self) -> str:
        """As kept transcripts and outputs name it: "ru", "en,ru", "auto" or "auto:ru"."""
        if self.named:
            return ",".join(sorted(self.named))
        return f"auto:{','.join(sorted(self.found))}" if self.found else "auto"


def windows_of(rows: Iterable[SpeechRow]) -> list[SpeechRow]:
    """The rows with most speech, from all sides of the call."""
    return sorted(rows, key=lambda row: (-row.speech_s, row.pieces))[:WINDOWS]


def likeliest_language(odds: Sequence[Mapping[str, float]], among: Collection[str] = ()) -> str:
    """The language that the windows agree on best. odds: one mapping of code to probability for each window.

    among: the only ones that may be it; empty: any.
    """
    known = sorted(among or {language for window in odds for language in window})
    return max(known, key=lambda language: sum(math.log(max(w.get(language, 0.0), _LEAST)) for w in odds))


def language_of_call(odds: Sequence[Mapping[str, float]], archive: Collection[str]) -> str:
    """The call's language, checked against those of its archive.

    Russian said quickly on a bad line passes for Ukrainian or Bulgarian. So a language that the archive does not
    have otherwise needs at least two windows that are all sure of it.
    """
    freely = likeliest_language(odds)
    if not archive or freely in archive:
        return freely
    if len(odds) > 1 and all(window.get(freely, 0.0) >= _OUTSIDER for window in odds):
        return freely
    return likeliest_language(odds, archive)


def archive_languages(calls: Sequence[str]) -> tuple[str, ...]:
    """The languages of an archive, from those of a sample of its calls; sorted. Empty for an empty sample."""
    counts = Counter(calls)
    least = max(1.0, _LEAST_SHARE * len(calls))
    common = sorted(language for language, count in counts.items() if count >= least)
    return tuple(common or sorted(language for language, _ in counts.most_common(1)))
