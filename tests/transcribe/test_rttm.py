from __future__ import annotations

import pytest

from transcribe.diarization import SpeakerTurn
from transcribe.rttm import RttmError, to_rttm, turns_from_rttm, turns_to_rttm
from transcribe.utterance import Transcript, Utterance

TURNS = (SpeakerTurn(0.5, 2.25, "S1"), SpeakerTurn(2.0, 4.125, "S2"))


def test_turns_survive_being_written_and_read() -> None:
    assert turns_from_rttm(turns_to_rttm("call-1", TURNS)) == {"call-1": TURNS}


def test_a_line_has_nists_ten_fields() -> None:
    first = turns_to_rttm("call-1", TURNS).splitlines()[0]
    assert first == "SPEAKER call-1 1 0.500 1.750 <NA> <NA> S1 <NA> <NA>"


def test_a_transcript_gives_a_line_for_each_utterance_of_a_known_speaker() -> None:
    said = (
        Utterance(0, 0.0, 1.0, "Алло", speaker="S1"),
        Utterance(1, 1.5, 2.0, "Да", channel=1),
        Utterance(2, 2.5, 3.0, "(шум)"),
    )
    assert to_rttm(Transcript("C-7", "ru", said)) == (
        "SPEAKER C-7 1 0.000 1.000 <NA> <NA> S1 <NA> <NA>\nSPEAKER C-7 2 1.500 0.500 <NA> <NA> channel2 <NA> <NA>\n"
    )


def test_a_transcript_without_utterances_is_an_empty_file() -> None:
    assert to_rttm(Transcript("C-7", "ru", ())) == ""


def test_names_with_spaces_stay_one_field() -> None:
    written = turns_to_rttm("call of 5 May", [SpeakerTurn(0.0, 1.0, "Anna K.")])
    assert turns_from_rttm(written) == {"call_of_5_May": (SpeakerTurn(0.0, 1.0, "Anna_K."),)}


def test_other_lines_and_empty_ones_are_left_out_and_nine_fields_are_enough() -> None:
    text = ";; comment\n\nSPKR-INFO a 1 <NA> <NA> <NA> unknown S1 <NA>\nSPEAKER a 1 1.0 2.0 <NA> <NA> S1 <NA>\n"
    assert turns_from_rttm(text) == {"a": (SpeakerTurn(1.0, 3.0, "S1"),)}


def test_turns_come_in_time_order_by_file() -> None:
    text = turns_to_rttm("b", reversed(TURNS)) + turns_to_rttm("a", TURNS[:1])
    assert turns_from_rttm(text) == {"b": TURNS, "a": TURNS[:1]}


@pytest.mark.parametrize(
    "line",
    [
        "SPEAKER a 1 0.0 1.0",
        "SPEAKER a 1 zero 1.0 <NA> <NA> S1 <NA> <NA>",
        "SPEAKER a 1 -1.0 1.0 <NA> <NA> S1 <NA> <NA>",
        "SPEAKER a 1 0.0 -1.0 <NA> <NA> S1 <NA> <NA>",
        "SPEAKER a 1 nan 1.0 <NA> <NA> S1 <NA> <NA>",
    ],
)
def test_a_line_that_is_no_turn_is_told_with_its_number(line: str) -> None:
    with pytest.raises(RttmError, match="line 2") as caught:
        turns_from_rttm(f";; comment\n{line}\n")
    assert caught.value.code == "rttm-bad-line"
