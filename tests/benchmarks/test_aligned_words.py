"""Words are aligned by their letters, also where recognition joins or splits them."""

import pytest

pytest.importorskip("rapidfuzz", reason="part of the extra 'dev'")

from benchmarks.aligned_words import aligned


def _counts(typed: str, heard: str) -> list[tuple[int, int]]:
    return [step.counts for step in aligned(typed.split(), heard.split())]


@pytest.mark.parametrize(
    ("typed", "heard", "counts"),
    [
        ("мы подумаем", "мы подумаем", [(1, 1), (1, 1)]),
        ("технадзор поедет", "тех надзор поедет", [(1, 2), (1, 1)]),
        ("за пятую взял", "запятую взял", [(2, 1), (1, 1)]),
        ("ну я не понял", "я не понял", [(1, 0), (1, 1), (1, 1), (1, 1)]),
        ("звоните после", "и звоните после", [(0, 1), (1, 1), (1, 1)]),
        ("", "шум", [(0, 1)]),
        ("", "", []),
    ],
)
def test_every_word_has_its_place(typed: str, heard: str, counts: list[tuple[int, int]]) -> None:
    assert _counts(typed, heard) == counts
