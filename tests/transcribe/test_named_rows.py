"""Names put right in a row: the pieces around them are heard again with the name, and nothing else changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.transcribe.spelled_speech import SpellingRecogniser, spelled_recording
from transcribe.audio import SAMPLE_RATE
from transcribe.call_language import SpokenLanguages
from transcribe.named_rows import with_names
from transcribe.prepared_recording import PreparedRecording
from transcribe.recogniser import HeardRow
from transcribe.recognition_queue import RecognitionQueue
from transcribe.speech_rows import SpeechRow
from transcribe.utterance import Renamed, Transcript
from transcribe.vocabulary import Candidate, Vocabulary
from transcribe.word_runs import Word

NAME, OTHER = 900, 901  # the words of this number are a name
TEXTS = {NAME: (" Кавригена", " Ковригина"), OTHER: (" Рихау", " Рехау")}  # without and with the name as hotword


@dataclass
class NameRecogniser(SpellingRecogniser):
    """Spells names right only where they are among the hotwords, of which it keeps account."""

    hotwords: list[str] = field(default_factory=list)

    def recognise(self, rows: Sequence[NDArray[np.float32]], language: str, hotwords: str = "") -> list[HeardRow]:
        found = super().recognise(rows, language)
        self.hotwords.append(hotwords)
        return [
            replace(heard, words=tuple(self._named(word, row, hotwords) for word in heard.words))
            for heard, row in zip(found, rows, strict=True)
        ]

    def _named(self, word: Word, row: NDArray[np.float32], hotwords: str) -> Word:
        number = int(row[round((word.start_s + word.end_s) / 2 * SAMPLE_RATE)])
        if number not in TEXTS:
            return word
        mangled, right = TEXTS[number]
        return replace(word, text=right if right.strip() in hotwords else mangled, probability=0.4)


def only_row(*pieces: Sequence[int]) -> SpeechRow:
    (row,) = spelled_recording(pieces).rows
    return row


def with_marks(heard: HeardRow) -> HeardRow:
    words = tuple(replace(word, suspect="improbable", doubtful=True) for word in heard.words)
    return replace(heard, words=words)


def named(row: SpeechRow, *candidates: Candidate) -> tuple[HeardRow, HeardRow, NameRecogniser]:
    """The row as heard first, after its names were put right, and the recogniser that heard both."""
    recogniser = NameRecogniser()
    (first,) = recogniser.recognise([row.samples], "ru")
    return first, with_names(recogniser, row, "ru", first, candidates), recogniser


def test_nothing_but_the_name_changes() -> None:
    first, found, recogniser = named(
        only_row(range(6), [6, 7, NAME, 8], range(10, 16)), Candidate(8, 9, "Ковригина", 1)
    )
    words = (*first.words[:8], replace(first.words[8], text=" Ковригина"), *first.words[9:])
    assert found == replace(first, words=words, renamed=(Renamed("Кавригена", "Ковригина"),))
    assert recogniser.hotwords[1].startswith("Ковригина")


@pytest.mark.parametrize("place", [0, 1, 2])
def test_only_the_piece_of_the_name_is_heard_again_where_it_is_long_enough(place: int) -> None:
    pieces = [list(range(12 * at, 12 * at + 12)) for at in range(3)]
    pieces[place][5] = NAME
    first, found, recogniser = named(only_row(*pieces), Candidate(12 * place + 5, 12 * place + 6, "Ковригина", 1))
    assert recogniser.batches[1][1] == [12 * SAMPLE_RATE // 2]
    assert found.words[12 * place + 5].text == " Ковригина"
    assert [word.start_s for word in found.words] == [word.start_s for word in first.words]


def test_a_short_piece_is_heard_again_with_its_neighbours() -> None:
    _, found, recogniser = named(
        only_row(*([at] * 4 for at in range(4)), [NAME], [9] * 4), Candidate(16, 17, "Ковригина", 1)
    )
    assert recogniser.batches[1][1] == [(4 + 4 + 1 + 4) * SAMPLE_RATE // 2]
    assert found.words[16].text == " Ковригина"


def test_a_row_that_is_all_too_short_is_heard_again_whole() -> None:
    _, found, recogniser = named(only_row([NAME]), Candidate(0, 1, "Ковригина", 1))
    assert recogniser.batches[1] == recogniser.batches[0]
    assert found.text == "Ковригина"


def test_two_names_are_heard_together_with_all_between_them() -> None:
    row = only_row([NAME, *range(11)], [20, 21], [*range(30, 41), OTHER], range(50, 56))
    _, found, recogniser = named(row, Candidate(0, 1, "Ковригина", 0.9), Candidate(25, 26, "Рехау", 0.8))
    assert recogniser.batches[1][1] == [26 * SAMPLE_RATE // 2]
    assert [found.words[0].text, found.words[25].text] == [" Ковригина", " Рехау"]


def test_a_name_that_is_not_confirmed_leaves_the_row_as_it_was() -> None:
    first, found, _ = named(only_row(range(6), [6, 7, 8, 9]), Candidate(7, 8, "Ковригина", 1))
    assert found is first


def test_a_name_put_right_in_a_doubtful_row_stays_as_doubtful_as_the_row() -> None:
    row, recogniser = only_row([1, 2, NAME, 3]), NameRecogniser()
    (heard,) = recogniser.recognise([row.samples], "ru")
    found = with_names(recogniser, row, "ru", with_marks(heard), [Candidate(2, 3, "Ковригина", 1)])
    assert found.words[2].text == " Ковригина"
    assert {(word.suspect, word.doubtful) for word in found.words} == {("improbable", True)}


def test_a_word_whose_time_lies_in_another_piece_is_not_lost() -> None:
    row, recogniser = only_row(range(12), [NAME, *range(20, 31)], range(40, 52)), NameRecogniser()
    (heard,) = recogniser.recognise([row.samples], "ru")
    # Aligned to the pause before it, as words after a pause sometimes are.
    strayed = replace(heard.words[15], start_s=0.1, end_s=0.2)
    heard = replace(heard, words=(*heard.words[:15], strayed, *heard.words[16:]))
    found = with_names(recogniser, row, "ru", heard, [Candidate(12, 13, "Ковригина", 1)])
    assert [word.text for word in found.words[13:]] == [word.text for word in heard.words[13:]]
    assert found.words[12].text == " Ковригина"


@dataclass
class NamedCall:
    call_id: str
    pieces: Sequence[Sequence[int]]
    expected: tuple[str, ...] = ()
    transcripts: list[Transcript] = field(default_factory=list)

    def prepare(self) -> PreparedRecording:
        return spelled_recording(self.pieces)

    def names(self) -> tuple[str, ...]:
        return self.expected

    def finish(self, transcript: Transcript) -> None:
        self.transcripts.append(transcript)


def test_names_of_the_archive_and_of_those_who_talk_are_put_right_in_the_queue() -> None:
    calls = [NamedCall("C1", [[1, NAME, 2]]), NamedCall("C2", [[1, OTHER, 2]], ("Рехау",)), NamedCall("C3", [[1, 2]])]
    recogniser = NameRecogniser(batch_rows=4)
    RecognitionQueue(recogniser, SpokenLanguages(("ru",)), vocabulary=Vocabulary(["Ковригина"])).transcribe(calls)
    texts = [call.transcripts[0].utterances[0].text.split()[1] for call in calls[:2]]
    assert texts == ["Ковригина", "Рехау"]
    assert recogniser.hotwords[0] == ""  # names are never given beforehand
    assert len(recogniser.batches) == 3  # the first hearing of all, and again where something sounded like a name


def test_without_names_of_the_archive_words_stay_as_they_were_heard() -> None:
    call, recogniser = NamedCall("C1", [[1, OTHER, 2]], ("Рехау",)), NameRecogniser()
    RecognitionQueue(recogniser, SpokenLanguages(("ru",))).transcribe([call])
    assert call.transcripts[0].utterances[0].text.split()[1] == "Рихау"
    assert recogniser.hotwords == [""]
