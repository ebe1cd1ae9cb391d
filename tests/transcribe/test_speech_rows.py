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


def test_rows_are_filled_up_to_whispers_window() -> None:
    rows = pack_rows(SOUND, seconds((0, 10), (20, 35), (40, 44), (50, 52)))
    assert [(end - start) / SAMPLE_RATE for start, end in rows.rows] == [29, 2]


def test_word_time_goes_back_to_the_piece_that_holds_it() -> None:
    rows = pack_rows(SOUND, seconds((10, 12), (50, 53)))
    assert rows.original_times_s(0.5, 1.0) == (10.5, 11.0)
    assert rows.original_times_s(2.5, 3.0) == (50.5, 51.0)


def test_word_across_two_pieces_stays_in_the_one_that_holds_its_middle() -> None:
    rows = pack_rows(SOUND, seconds((10, 12), (50, 53)))
    assert rows.original_times_s(1.5, 2.2) == (11.5, 12.0)
    assert rows.original_times_s(1.9, 2.6) == (50.0, pytest.approx(50.6))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 28), st.integers(0, 3)), min_size=1, max_size=8))
def test_packing_keeps_every_sample_in_order(lengths_and_gaps: list[tuple[int, int]]) -> None:
    spans, at = [], 0
    for length, gap in lengths_and_gaps:
        spans.append(((at + gap) * SAMPLE_RATE, (at + gap + length) * SAMPLE_RATE))
        at += gap + length
    rows = pack_rows(SOUND, spans)
    assert np.array_equal(rows.samples, np.concatenate([SOUND[start:end] for start, end in spans]))
    assert all(end - start <= ROW_S * SAMPLE_RATE for start, end in rows.rows)
    assert [start for start, _ in rows.rows[1:]] == [end for _, end in rows.rows[:-1]]
