"""A row with the names put right that were heard as something like them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transcribe.audio import SAMPLE_RATE
from transcribe.name_repair import accepted
from transcribe.recogniser import HeardRow, Recogniser
from transcribe.speech_rows import SpeechRow
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
    begin_s = row.starts[first] / SAMPLE_RATE
    inside = [place for place, word in enumerate(heard.words) if first <= row.piece_at(_middle(word)) < end]
    before = [_shifted(heard.words[place], -begin_s) for place in inside]
    here = [replace(each, first=each.first - inside[0], end=each.end - inside[0]) for each in candidates]
    (again,) = recogniser.recognise([part.samples], language, hotwords(candidates))
    mended = accepted(before, again.words, here)
    if mended is None:
        return heard
    after = (_shifted(word, begin_s) for word in mended)
    words = (*heard.words[: inside[0]], *after, *heard.words[inside[-1] + 1 :])
    return replace(heard, words=words)


def _pieces_around(row: SpeechRow, words: Sequence[Word], candidates: Sequence[Candidate]) -> tuple[int, int]:
    """From the first piece to before the last that are heard again: those with the candidates, and some around them."""
    first = min(row.piece_at(_middle(words[each.first])) for each in candidates)
    end = max(row.piece_at(_middle(words[each.end - 1])) for each in candidates) + 1
    while row.part(first, end).speech_s < _CONTEXT_S and (first > 0 or end < len(row.pieces)):
        first, end = max(0, first - 1), min(len(row.pieces), end + 1)
    return first, end


def _middle(word: Word) -> float:
    return (word.start_s + word.end_s) / 2


def _shifted(word: Word, seconds: float) -> Word:
    return replace(word, start_s=word.start_s + seconds, end_s=word.end_s + seconds)
