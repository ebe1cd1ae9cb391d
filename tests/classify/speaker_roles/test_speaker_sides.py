"""Speakers of a mixed call: each is the client's side or ours, and all are weighed together."""

from __future__ import annotations

import numpy as np
import pytest

from classify.speaker_roles.speaker_sides import MOST_TOGETHER, client_log_odds, pooled


def test_of_two_speakers_one_is_the_client() -> None:
    found = client_log_odds({"S1": -2.0, "S2": -0.5})  # both sound like us; the second less so
    assert found["S2"] > 0.5
    assert found["S1"] < -0.5


def test_that_the_other_is_ours_makes_a_silent_speaker_the_client() -> None:
    assert client_log_odds({"S1": -5.0, "S2": 0.0})["S2"] > 2


def test_a_colleague_may_be_on_either_side() -> None:
    ours = client_log_odds({"S1": -3.0, "S2": 3.0, "S3": -2.0})  # put through to a colleague
    assert [speaker for speaker, odds in ours.items() if odds > 0] == ["S2"]
    theirs = client_log_odds({"S1": -3.0, "S2": 3.0, "S3": 2.0})  # the client hands the telephone on
    assert [speaker for speaker, odds in theirs.items() if odds > 0] == ["S2", "S3"]


def test_strong_evidence_may_put_all_on_one_side() -> None:
    """A voice cut in two by the diarization."""
    assert all(odds > 0 for odds in client_log_odds({"S1": 6.0, "S2": 6.0}).values())


@pytest.mark.parametrize("count", [0, 1, MOST_TOGETHER + 1])
def test_one_speaker_alone_or_too_many_are_weighed_each_alone(count: int) -> None:
    evidence = {f"S{n}": 0.5 - n for n in range(count)}
    assert client_log_odds(evidence) == evidence


def test_a_long_call_counts_by_the_root_of_its_texts() -> None:
    short = pooled(["a", "b"] * 2, np.array([1.0, -1.0] * 2), 1.0)
    long = pooled(["a", "b"] * 8, np.array([1.0, -1.0] * 8), 1.0)
    assert short == {"a": 1.0, "b": -1.0}
    assert long["a"] == pytest.approx(2.0)


def test_texts_of_no_speaker_are_nobodys() -> None:
    assert pooled([None, "a", None], np.array([9.0, 1.0, 9.0]), 1.0) == {"a": 1.0}
    assert pooled([None], np.array([1.0]), 1.0) == {}


def test_an_hour_of_talk_stays_finite() -> None:
    side = pooled(["a", "b"] * 5000, np.array([30.0, -30.0] * 5000), 1.0)
    with np.errstate(all="raise"):
        assert all(np.isfinite(odds) for odds in client_log_odds({**side, **dict.fromkeys("cdef", -20.0)}).values())
