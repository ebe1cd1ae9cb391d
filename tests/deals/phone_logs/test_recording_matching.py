from __future__ import annotations

from deals.phone_logs.recording_matching import LoggedCall, NamedRecording, hours_apart, match_recordings

PHONE = "+79990001122"


def call(call_id: str, at_s: float, *, answered: bool | None = True, user_id: str | None = None) -> LoggedCall:
    return LoggedCall(call_id, PHONE, at_s, user_id, answered)


def recording(key: str, at_s: float, user_id: str | None = None, phone: str = PHONE) -> NamedRecording:
    return NamedRecording(key, phone, at_s, user_id)


def test_same_number_and_nearly_same_start_are_one_call() -> None:
    found = match_recordings([recording("a", 1020), recording("b", 5000)], [call("k1", 1000), call("k2", 2000)])
    assert (found.joined, found.ambiguous) == ({"a": "k1"}, {})


def test_another_number_is_another_call() -> None:
    assert match_recordings([recording("a", 1000, phone="+79990009999")], [call("k1", 1000)]).joined == {}


def test_of_two_calls_within_the_tolerance_none_is_chosen() -> None:
    found = match_recordings([recording("a", 1030)], [call("k1", 1000), call("k2", 1060)])
    assert found.joined == {}
    assert found.ambiguous == {"a": ("k1", "k2")}


def test_two_recordings_of_one_call_are_not_joined() -> None:
    found = match_recordings([recording("a", 1010), recording("b", 1020)], [call("k1", 1000)])
    assert found.joined == {}
    assert set(found.ambiguous) == {"a", "b"}


def test_calls_that_nobody_answered_or_another_person_made_do_not_count() -> None:
    calls = [call("k1", 1000, answered=False), call("k2", 1040, user_id="u1"), call("k3", 1060, user_id="u2")]
    assert match_recordings([recording("a", 1050, "u2")], calls).joined == {"a": "k3"}


def test_a_start_that_is_the_same_to_the_second_decides() -> None:
    assert match_recordings([recording("a", 1060)], [call("k1", 1000), call("k2", 1061)]).joined == {"a": "k2"}


def test_a_log_in_another_zone_is_seen_and_left_as_it_is() -> None:
    calls = [call(f"k{n}", n * 7_777) for n in range(30)]
    recordings = [recording(f"r{n}", n * 7_777 + 3 * 3600 + 5) for n in range(30)]
    assert match_recordings(recordings, calls).joined == {}
    assert hours_apart(recordings, calls) == (3, 30)
    assert hours_apart(recordings[:5], calls) is None
