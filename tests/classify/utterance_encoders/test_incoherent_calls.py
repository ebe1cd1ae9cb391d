"""Calls cut up for training lose no line, and mix no languages."""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise

import pytest

from classify.utterance_encoders.incoherent_calls import partly_cut_up
from classify.utterance_encoders.written_calls import WrittenCall, read_written_calls


def lines(calls: list[WrittenCall]) -> Counter:
    return Counter(
        (call.language, text, tuple(role), codes)
        for call in calls
        for text, role, codes in zip(
            call.conversation.texts, call.conversation.roles.tolist(), call.labels, strict=True
        )
    )


@pytest.fixture(scope="module")
def written() -> list[WrittenCall]:
    return read_written_calls()[:600] + read_written_calls()[-600:]


def test_every_line_is_there_once_with_its_speaker_and_labels(written: list[WrittenCall]) -> None:
    assert lines(partly_cut_up(written, random.Random(1))) == lines(written)


def test_some_neighbours_are_strangers_and_most_are_not(written: list[WrittenCall]) -> None:
    def pairs(calls: list[WrittenCall]) -> set[tuple[str, str]]:
        return {pair for call in calls for pair in pairwise(call.conversation.texts)}

    known, found = pairs(written), pairs(partly_cut_up(written, random.Random(1)))
    assert 0.02 < len(found - known) / len(found) < 0.5
    assert len(found & known) / len(known) > 0.7


def test_each_time_other_calls_are_cut(written: list[WrittenCall]) -> None:
    rng = random.Random(1)
    first, second = ({call.conversation.texts for call in partly_cut_up(written, rng)} for _ in range(2))
    assert first != second
