from __future__ import annotations

from dataclasses import dataclass

from transcribe.diarization import Diarization, SpeakerTurn
from transcribe.speaker_words import NEAREST_S, speakers_of_words


@dataclass(frozen=True)
class Spoken:
    start_s: float
    end_s: float


def diarized(*turns: tuple[float, float, str]) -> Diarization:
    exclusive = tuple(SpeakerTurn(*turn) for turn in turns)
    return Diarization(exclusive, exclusive, ())


def speakers(words: list[tuple[float, float]], *turns: tuple[float, float, str]) -> tuple[str | None, ...]:
    return speakers_of_words([Spoken(*word) for word in words], diarized(*turns))


TALK = ((0.0, 2.0, "S1"), (2.0, 4.0, "S2"))


def test_a_word_goes_to_who_holds_more_of_it() -> None:
    assert speakers([(1.2, 1.8), (1.7, 2.2), (1.9, 2.4), (3.0, 3.5)], *TALK) == ("S1", "S1", "S2", "S2")


def test_pieces_of_one_speakers_turns_count_together() -> None:
    turns = ((0.0, 1.0, "S1"), (1.0, 1.35, "S2"), (1.35, 2.0, "S1"))
    assert speakers([(0.8, 1.6)], *turns) == ("S1",)


def test_with_equal_claims_the_speaker_of_the_word_before_keeps_it() -> None:
    assert speakers([(1.0, 1.5), (1.8, 2.2)], *TALK) == ("S1", "S1")
    assert speakers([(1.0, 1.5), (2.5, 3.0)], (0.0, 2.0, "S2"), (3.5, 4.0, "S1")) == ("S2", "S2")


def test_a_word_in_a_gap_goes_to_the_nearest_turn() -> None:
    turns = ((0.0, 1.0, "S1"), (2.5, 4.0, "S2"))
    assert speakers([(1.1, 1.4), (2.0, 2.4)], *turns) == ("S1", "S2")


def test_a_word_far_from_all_speech_is_nobodys() -> None:
    far_s = 4.0 + NEAREST_S
    assert speakers([(far_s + 0.1, far_s + 0.4)], *TALK) == (None,)
    assert speakers([(far_s - 0.1, far_s + 0.4)], *TALK) == ("S2",)


def test_without_turns_no_word_has_a_speaker() -> None:
    assert speakers([(0.0, 0.5), (0.6, 0.9)]) == (None, None)
    assert speakers([], *TALK) == ()


def test_a_word_without_length_belongs_to_the_turn_around_it() -> None:
    assert speakers([(3.0, 3.0)], *TALK) == ("S2",)


def test_a_flicker_within_unbroken_speech_is_smoothed() -> None:
    turns = ((0.0, 1.0, "S1"), (1.0, 1.25, "S2"), (1.25, 3.0, "S1"))
    assert speakers([(0.5, 0.95), (1.0, 1.25), (1.3, 1.6)], *turns) == ("S1", "S1", "S1")


def test_a_short_answer_between_pauses_stays_the_others() -> None:
    turns = ((0.0, 1.0, "S1"), (1.5, 1.75, "S2"), (2.2, 3.0, "S1"))
    assert speakers([(0.5, 0.95), (1.5, 1.75), (2.3, 2.6)], *turns) == ("S1", "S2", "S1")


def test_an_answer_longer_than_a_flicker_stays_the_others() -> None:
    turns = ((0.0, 1.0, "S1"), (1.0, 1.6, "S2"), (1.6, 3.0, "S1"))
    assert speakers([(0.5, 0.95), (1.0, 1.3), (1.3, 1.6), (1.7, 2.0)], *turns) == ("S1", "S2", "S2", "S1")


def test_between_two_other_speakers_nothing_is_smoothed() -> None:
    turns = ((0.0, 1.0, "S1"), (1.0, 1.25, "S2"), (1.25, 3.0, "S3"))
    assert speakers([(0.5, 0.95), (1.0, 1.25), (1.3, 1.6)], *turns) == ("S1", "S2", "S3")


def test_the_first_and_the_last_words_have_nothing_around_them_to_be_smoothed_by() -> None:
    assert speakers([(1.8, 2.0), (2.1, 2.5)], *TALK) == ("S1", "S2")
    assert speakers([(1.5, 1.9), (2.0, 2.2)], *TALK) == ("S1", "S2")


def test_each_word_finds_its_own_among_thousands_of_turns() -> None:
    turns = [(float(second), second + 0.9, f"S{second % 2 + 1}") for second in range(4000)]
    words = [(second + 0.1, second + 0.8) for second in range(4000)]
    assert speakers(words, *turns) == tuple(speaker for _, _, speaker in turns)
