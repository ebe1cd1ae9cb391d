from __future__ import annotations

import pytest

from transcribe.word_runs import DOUBTFUL_CONFIDENCE, Word, segments_of


def words(*spoken: tuple[float, float, str], probability: float = 0.9, doubtful: bool = False) -> list[Word]:
    return [Word(start, end, text, probability, doubtful) for start, end, text in spoken]


def test_a_long_pause_ends_a_segment_and_a_short_one_does_not() -> None:
    segments = segments_of(words((0, 1, " Нам"), (1.3, 2, " нужно"), (2.9, 3.5, " Хорошо")))
    assert [(segment.start_s, segment.end_s, segment.text) for segment in segments] == [
        (0, 2, "Нам нужно"),
        (2.9, 3.5, "Хорошо"),
    ]


def test_a_monologue_is_cut_at_the_end_of_a_sentence() -> None:
    spoken = [(float(at), at + 1.0, f" слово{'.' if at % 5 == 4 else ''}") for at in range(30)]
    assert [segment.end_s - segment.start_s for segment in segments_of(words(*spoken))] == [15, 15]


def test_confidence_is_the_geometric_mean_of_the_words() -> None:
    heard = [Word(0, 1, " да", 0.9), Word(1, 2, " да", 0.4)]
    assert segments_of(heard)[0].confidence == pytest.approx(0.6)


def test_a_loop_is_kept_but_marked() -> None:
    spoken = [(float(at), at + 1.0, " спасибо большое") for at in range(11)]
    (segment,) = segments_of(words(*spoken))
    assert segment.text.count("спасибо") == 11
    assert segment.confidence == DOUBTFUL_CONFIDENCE


def test_words_of_a_doubtful_row_are_kept_but_marked() -> None:
    (segment,) = segments_of(words((0, 1, " Продолжение"), (1, 2, " следует"), doubtful=True))
    assert segment.text == "Продолжение следует"
    assert segment.confidence == DOUBTFUL_CONFIDENCE


def test_no_words_are_no_segments() -> None:
    assert segments_of([]) == ()
    assert segments_of(words((0, 1, " "))) == ()
