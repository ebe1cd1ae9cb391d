from __future__ import annotations

from datetime import datetime, timedelta

from deals.phone_logs.call_legs import Leg, identified, joined_legs

AT = datetime(2026, 3, 16, 10)


def leg(group: str = "1", after_s: float = 0, **facts: object) -> Leg:
    at = AT + timedelta(seconds=after_s)
    known: dict[str, object] = {
        "way": "in", "client": "+79990001122", "ours": None, "user_id": None, "extension": None, "answered": True,
        "talk_s": 60.0, "total_s": 60.0, "recording": None,
    }  # fmt: skip
    return Leg(row=2, group=group, started=at.isoformat(), at=at, **{**known, **facts})  # type: ignore[arg-type]


def test_the_call_is_the_person_s_who_talked_longest() -> None:
    made = joined_legs(
        [leg(user_id="u1", extension="101", talk_s=20.0, total_s=30.0), leg(after_s=40, user_id="u2", extension="102")]
    )
    assert [(call.user_id, call.talk_s, call.started) for call in made] == [("u2", 80.0, AT.isoformat())]


def test_time_in_which_two_legs_talked_counts_once() -> None:
    assert joined_legs([leg(), leg(after_s=30)])[0].talk_s == 90


def test_the_talk_of_an_extension_of_nobody_known_is_not_put_down_to_another() -> None:
    short = leg(user_id="u1", extension="101", talk_s=5.0, total_s=5.0)
    assert joined_legs([short, leg(after_s=10, extension="109", talk_s=300.0)])[0].user_id is None


def test_a_call_that_rang_at_several_desks_and_was_not_taken_is_nobody_s() -> None:
    rang = [
        leg(user_id=user, extension=ext, answered=False, talk_s=0.0) for user, ext in (("u1", "101"), ("u2", "102"))
    ]
    made = joined_legs(rang)[0]
    assert (made.user_id, made.extension, made.answered) == (None, None, False)


def test_a_missed_call_at_one_desk_is_that_desk_s() -> None:
    made = joined_legs([leg(user_id="u1", extension="101", answered=False, talk_s=0.0)] * 2)
    assert [call.user_id for call in made] == ["u1"]


def test_client_and_direction_come_from_the_leg_with_an_outside_number() -> None:
    inner = leg(way="internal", client="102", user_id="u1", talk_s=5.0)
    made = joined_legs([inner, leg(after_s=10, user_id="u2", talk_s=90.0)])[0]
    assert (made.client, made.way) == ("+79990001122", "in")


def test_an_id_that_comes_again_after_hours_is_another_call() -> None:
    made = joined_legs([leg(), leg(after_s=7 * 3600)])
    assert len({call.group for call in made}) == 2


def test_calls_of_two_clients_are_never_one_call_whatever_their_ids_say() -> None:
    made = joined_legs([leg(), leg(after_s=60, client="+79990003344"), leg(after_s=90)])
    assert [call.client for call in made] == ["+79990001122", "+79990003344"]
    assert len({call.group for call in made}) == 2


def test_legs_are_called_by_the_id_of_linked_legs_where_there_is_one() -> None:
    legs = [leg("digest1", ids=("7", "1")), leg("digest2", 30, ids=("7", "2")), leg("digest3", 60, ids=(None, "3"))]
    assert [one.group for one in identified(legs)] == ["7", "7", "digest3"]


def test_a_column_whose_values_come_again_with_other_clients_is_no_id() -> None:
    legs = [leg(f"d{n}", n, client=f"+7999000{n:04}", ids=(None, str(n % 2))) for n in range(20)]
    assert [one.group for one in identified(legs)] == [f"d{n}" for n in range(20)]


def test_a_second_try_within_a_minute_is_a_call_where_the_log_knows_no_seconds() -> None:
    tries = [leg("d", talk_s=0.0, answered=False), leg("d", talk_s=60.0), leg("d", talk_s=60.0)]
    assert [one.group for one in identified(tries)] == ["d", "d-2", "d-2"]
    with_seconds = [*tries, leg("e", after_s=61)]
    assert [one.group for one in identified(with_seconds)] == ["d", "d", "d", "e"]
