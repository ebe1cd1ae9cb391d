"""What our own fields of a transcript's JSON say, and that wrong ones are refused."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, get_args

import pytest

from transcribe.transcript_error import TranscriptError
from transcribe.transcript_json import from_json, to_json
from transcribe.utterance import Outcome, Renamed, Suspicion, Transcript, Utterance, Voice

SAID = Utterance(0, 0.5, 2.0, "Добрый день", 0, "S1", "manager", 0.4, "improbable")
TRANSCRIPT = Transcript(
    "C1",
    "ru",
    (SAID,),
    outcome="conversation",
    invented_cut=("credit",),
    vad_overruled=1,
    renamed=(Renamed("Кавригена", "Ковригина"),),
)


def changed(**fields: Any) -> str:
    return json.dumps({**json.loads(to_json(TRANSCRIPT)), **fields})


def changed_utterance(**fields: Any) -> str:
    (said,) = json.loads(to_json(TRANSCRIPT))["utterances"]
    return changed(utterances=[{**said, **fields}])


def test_every_field_comes_back() -> None:
    assert from_json(to_json(TRANSCRIPT), "C1") == TRANSCRIPT


@pytest.mark.parametrize("suspect", get_args(Suspicion))
def test_every_suspicion_comes_back(suspect: Suspicion) -> None:
    doubted = replace(TRANSCRIPT, utterances=(replace(SAID, suspect=suspect),))
    assert from_json(to_json(doubted), "C1") == doubted


@pytest.mark.parametrize("outcome", get_args(Outcome))
def test_every_outcome_comes_back(outcome: Outcome) -> None:
    assert from_json(to_json(replace(TRANSCRIPT, outcome=outcome)), "C1").outcome == outcome


def test_what_is_not_so_is_not_written() -> None:
    plain = Transcript("C1", None, (Utterance(0, 0.0, 1.0, "Да"),))
    fields = json.loads(to_json(plain))
    assert fields.keys() == {"call_id", "language", "utterances"}
    assert fields["utterances"][0].keys() == {"index", "start", "end", "channel", "speaker", "role", "text"}
    assert from_json(to_json(plain), "C1") == plain


def test_voices_are_never_written() -> None:
    voices = (Voice("S1", (0.6, 0.8)),)
    assert to_json(replace(TRANSCRIPT, voices=voices)) == to_json(TRANSCRIPT)


@pytest.mark.parametrize("text", [changed(vad_overruled=None, outcome=None), changed_utterance(suspect=None)])
def test_null_is_as_good_as_nothing(text: str) -> None:
    from_json(text, "C1")


@pytest.mark.parametrize("value", [-1, 1.0, 0.0, True, False, "1", "", [], {}])
def test_vad_overruled_is_a_count_of_channels(value: object) -> None:
    with pytest.raises(TranscriptError, match="vad_overruled") as caught:
        from_json(changed(vad_overruled=value), "C1")
    assert caught.value.code == "transcript-bad-field"


@pytest.mark.parametrize("value", ["", "doubtful", 1, True, ["loop"], {}])
def test_unknown_suspicions_are_refused(value: object) -> None:
    with pytest.raises(TranscriptError, match=r"utterances\[0\].suspect") as caught:
        from_json(changed_utterance(suspect=value), "C1")
    assert caught.value.code == "transcript-bad-field"


@pytest.mark.parametrize(
    "value",
    [
        "Ковригина",
        1,
        [1],
        ["Ковригина"],
        {"heard": "а", "name": "б"},
        [{"heard": "а"}],
        [{"heard": 1, "name": "б"}],
        [{"heard": "а", "name": None}],
    ],
)
def test_names_put_right_are_pairs_of_texts(value: object) -> None:
    with pytest.raises(TranscriptError, match="renamed") as caught:
        from_json(changed(renamed=value), "C1")
    assert caught.value.code == "transcript-bad-field"


@pytest.mark.parametrize("value", ["", "busy", 1, ["silence"]])
def test_unknown_outcomes_are_refused(value: object) -> None:
    with pytest.raises(TranscriptError, match="outcome"):
        from_json(changed(outcome=value), "C1")
