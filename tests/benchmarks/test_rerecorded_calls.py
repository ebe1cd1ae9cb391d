"""Calls recorded anew: the same words, other channels, speakers and voices; the truth stays what it was."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np

from benchmarks.rerecorded_calls import (
    ALIKE,
    MadeVoices,
    diarized,
    in_stereo,
    misheard,
    said_by_user,
    with_hello,
    with_one_side,
)
from tests.classify.made_archive import call, transcript

TALK = transcript("k1", ("manager", "Добрый день"), ("client", "Нужны окна на дачу"), ("manager", "Сколько окон?"))
RECORD = call("k1", None)
CALLS, RECORDS = {"k1": TALK}, {"k1": RECORD}


def test_the_recorded_user_is_on_the_channel_asked_for_in_all_of_a_call() -> None:
    channels = iter((1, 0))  # asked once for each call
    given = in_stereo({"k1": TALK, "k2": TALK}, RECORDS | {"k2": RECORD}, lambda record: next(channels))
    assert [[u.channel for u in one.utterances] for one in given.values()] == [[1, 0, 1], [0, 1, 0]]
    assert all(u.role is None for one in given.values() for u in one.utterances)


def test_inside_the_office_a_head_who_rings_is_the_recorded_user() -> None:
    office = transcript("k1", ("head", "Что с планом?"), ("manager", "Закрываем"))
    assert said_by_user(office, RECORD) == [False, True]
    assert said_by_user(office, replace(RECORD, user_id="u2"), frozenset({"u2"})) == [True, False]


def test_words_are_misheard_as_measured_and_nothing_else_changes() -> None:
    long = transcript("k1", *(("client", "нужны окна на дачу до осени") for _ in range(200)))
    heard = misheard({"k1": long}, random.Random(1))["k1"]
    kept = sum(u.text.lower().count("дачу") for u in heard.utterances)
    assert 100 < kept < 200
    assert [replace(u, text="") for u in heard.utterances] == [replace(u, text="") for u in long.utterances]
    assert misheard({"k1": long}, random.Random(1))["k1"] == heard


def test_where_one_side_is_silent_the_other_keeps_all_its_words() -> None:
    calls = {f"k{n}": TALK for n in range(40)}
    cut, halved = with_one_side(calls, 0.5, random.Random(1))
    assert {len(cut[i].utterances) for i in halved} == {1, 2}
    assert all(cut[i] == TALK for i in calls.keys() - halved)


def test_whoever_is_rung_says_hello() -> None:
    greeted = with_hello(CALLS, RECORDS)["k1"].utterances
    assert (greeted[0].role, [u.index for u in greeted]) == ("client", [0, 1, 2, 3])
    assert with_hello(CALLS, {"k1": replace(RECORD, direction="in")})["k1"].utterances[0].role == "manager"


def test_speakers_follow_the_sides_but_for_the_wrong_labels() -> None:
    def labels(wrong_share: float) -> list[str | None]:
        given = diarized(CALLS, RECORDS, wrong_share, random.Random(1), None)["k1"]
        return [u.speaker for u in given.utterances]

    first, second, third = labels(0.0)
    assert first == third != second
    assert labels(1.0) != labels(0.0)


def test_a_voice_is_the_same_persons_in_every_call() -> None:
    voices = MadeVoices(1)
    one, again, other = (np.array(voices.recorded(who, "S1").embedding) for who in ("u1", "u1", "u2"))
    assert abs(np.linalg.norm(one) - 1) < 1e-9
    assert abs(one @ again - ALIKE) < 0.15
    assert abs(one @ other) < 0.3
