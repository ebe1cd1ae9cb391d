"""Transcripts on disk are the same as in memory."""

from __future__ import annotations

from dataclasses import replace

import pytest

from transcribe.spooled_transcripts import SpooledTranscripts, outcomes_of
from transcribe.utterance import Renamed, Transcript, Utterance, Voice

FULL = Transcript(
    "k1", "ru",
    (
        Utterance(0, 0.1 + 0.2, 1.7, "Добрый день", 0, "A", "manager", 0.93, "improbable"),
        Utterance(1, 1.9, 2.5, "Да", 1),
    ),
    "recognised", ("loop",), "conversation", (Voice("A", (0.6, 0.8)),), (Renamed("а нам", "Анна"),), 1,
)  # fmt: skip
SILENT = Transcript("k2", None, (), outcome="silence")


def spooled(*transcripts: Transcript) -> SpooledTranscripts:
    found = SpooledTranscripts()
    for one in transcripts:
        found.put(one)
    return found


def test_a_transcript_comes_back_with_all_that_is_known_of_it() -> None:
    found = spooled(FULL, SILENT)
    assert found == {"k1": FULL, "k2": SILENT}
    assert list(found) == ["k1", "k2"]
    assert outcomes_of(found) == {"k1": "conversation", "k2": "silence"}


def test_of_two_for_one_call_the_later_counts_in_the_place_of_the_first() -> None:
    again = replace(FULL, language="en")
    assert list(spooled(FULL, SILENT, again).items()) == [("k1", again), ("k2", SILENT)]


def test_an_order_can_be_chosen_and_leaves_out_calls_without_a_transcript() -> None:
    found = spooled(FULL, SILENT)
    assert list(found.in_order(["k2", "k9", "k1"]).items()) == [("k2", SILENT), ("k1", FULL)]
    assert list(found) == ["k1", "k2"]


def test_a_call_without_a_transcript_is_in_none() -> None:
    assert "k9" not in spooled(FULL)
    with pytest.raises(KeyError):
        spooled(FULL)["k9"]
