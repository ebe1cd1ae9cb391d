"""A row with the names put right that were heard as something like them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from transcribe.name_repair import accepted
from transcribe.recogniser import HeardRow, Recogniser
from transcribe.speech_rows import SpeechRow
from transcribe.utterance import Renamed
from transcribe.vocabulary import Candidate, hotwords
from transcribe.word_runs import Word

_CONTEXT_S = 5.0  # of speech to hear again with a name: less is understood worse, more costs time


def with_names(
    recogniser: Recogniser, row: SpeechRow, language: str, heard: HeardRow, candidates: Sequence[Candidate]
) -> HeardRow:
    """Hear the pieces around the candidates again with their names, and take those that are confirmed.

    candidates: at least one, of `heard.words`. Only words that sounded like a name can change.
    """
    first, end = _pieces_around(row, heard.words, candidates)
    part = row.part(first, end)
    inside = [place for place, word in enumerate(heard.words) if first <= row.piece_at(_middle(word)) < end]
    left, right = inside[0], inside[-1] + 1
    here = [replace(each, first=each.first - left, end=each.end - left) for each in candidates]
    (again,) = recogniser.recognise([part.samples], language, hotwords(candidates))
    mended = accepted(heard.words[left:right], again.words, here)  # times stay those of the first hearing
    if mended is None:
        return heard
    words = (*heard.words[:left], *mended, *heard.words[right:])
    return replace(heard, words=words, renamed=_changes(heard.words, words))


def _changes(before: Sequence[Word], after: Sequence[Word]) -> tuple[Renamed, ...]:
    old, new = [word.text.strip() for word in before], [word.text.strip() for word in after]
    changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple(Renamed(" ".join(old[i:j]), " ".join(new[k:m])) for kind, i, j, k, m in changes if kind == "replace")


def _pieces_around(row: SpeechRow, words: Sequence[Word], candidates: Sequence[Candidate]) -> tuple[int, int]:
    """From the first piece to before the last that are heard again: those with the candidates, and some around them."""
    first = min(row.piece_at(_middle(words[each.first])) for each in candidates)
    end = max(row.piece_at(_middle(words[each.end - 1])) for each in candidates) + 1
    while row.part(first, end).speech_s < _CONTEXT_S and (first > 0 or end < len(row.pieces)):
        first, end = max(0, first - 1), min(len(row.pieces), end + 1)
    return first, end


def _middle(word: Word) -> float:
    return (word.start_s + word.end_s) / 2
