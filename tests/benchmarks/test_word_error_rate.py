"""What counts as a wrong word."""

import pytest

pytest.importorskip("jiwer", reason="part of the extra 'dev'")

from benchmarks.word_error_rate import compared_words, word_error_rate


def test_case_marks_and_yo_are_no_errors() -> None:
    assert word_error_rate(["Котёл, пожалуйста!"], ["котел пожалуйста"]) == 0.0


def test_digits_are_compared_as_words() -> None:
    assert compared_words("Волна-500, 12 штук") == "волна пятьсот двенадцать штук"


def test_errors_are_counted_over_all_pairs_together() -> None:
    # one word of four replaced, one of two missing, one too many: three errors on six words
    assert word_error_rate(["а б в г", "д е"], ["а б в ж", "д"]) == pytest.approx(2 / 6)
    assert word_error_rate(["а б в г", "д е"], ["а б в ж з", "д"]) == pytest.approx(3 / 6)


def test_an_unheard_side_of_a_call_is_all_errors() -> None:
    assert word_error_rate(["а б", "в"], ["", "в"]) == pytest.approx(2 / 3)
