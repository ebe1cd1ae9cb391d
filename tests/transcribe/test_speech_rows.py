from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transcribe.audio import SAMPLE_RATE
from transcribe.speech_rows import ROW_S, pack_rows

SOUND = np.arange(SAMPLE_RATE * 250, dtype=np.float32)


def seconds(*spans: tuple[float, float]) -> list[tuple[int, int]]:
    return [(round(start * SAMPLE_RATE), round(end * SAMPLE_RATE)) for start, end in spans]


def test_rows_of_one_channel_are_as_few_as_the_limit_allows_and_about_as_long() -> None:
    rows = pack_rows(SOUND, seconds((0, 6), (10, 16), (20, 26), (30, 36), (40, 44)))
    assert [row.speech_s for row in rows] == [12.0, 16.0]


def test_piece_longer_than_a_row_stands_alone() -> None:
    rows = pack_rows(SOUND, seconds((0, 2), (3, 30), (31, 33)))
    assert [row.speech_s for row in rows] == [2.0, 27.0, 2.0]


def test_word_time_goes_back_to_the_piece_that_holds_it() -> None:
    (row,) = pack_rows(SOUND, seconds((10, 12), (50, 53)))
    assert row.original_times_s(0.5, 1.0) == (10.5, 11.0)
    assert row.original_times_s(2.5, 3.0) == (50.5, 51.0)


def test_word_across_two_pieces_stays_in_the_one_that_holds_its_middle() -> None:
    (row,) = pack_rows(SOUND, seconds((10, 12), (50, 53)))
    assert row.original_times_s(1.5, 2.2) == (11.5, 12.0)
    assert row.original_times_s(1.9, 2.6) == (50.0, pytest.approx(50.6))


def test_part_of_a_row_is_the_row_of_its_pieces() -> None:
    (row,) = pack_rows(SOUND, seconds((10, 12), (50, 53), (60, 64)))
    part = row.part(1, 3)
    (alone,) = pack_rows(SOUND, seconds((50, 53), (60, 64)))
    assert (part.pieces, part.starts) == (alone.pieces, alone.starts)
    assert np.array_equal(part.samples, alone.samples)


def test_nothing_said_is_no_row() -> None:
    assert pack_rows(SOUND, []) == ()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 28), st.integers(0, 3)), min_size=1, max_size=8))
def test_packing_keeps_every_sample_in_order(lengths_and_gaps: list[tuple[int, int]]) -> None:
    spans, at = [], 0
    for length, gap in lengths_and_gaps:
        spans.append(((at + gap) * SAMPLE_RATE, (at + gap + length) * SAMPLE_RATE))
        at += gap + length
    rows = pack_rows(SOUND, spans)
    packed = np.concatenate([row.samples for row in rows])
    assert np.array_equal(packed, np.concatenate([SOUND[start:end] for start, end in spans]))
    assert [piece for row in rows for piece in row.pieces] == spans
    assert all(row.speech_s <= ROW_S or len(row.pieces) == 1 for row in rows)
