"""Promises: due by the end of the day they name, kept by any contact in time, and never judged before they are due."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from classify.promises import Promise, promises_of
from tests.classify.made_archive import Signals, archive, at, call, deal, message, stories_of, transcript
from transcribe.utterance import Outcome, Role

TOMORROW = "Завтра пришлю расчёт"  # said on Thursday, 10 September
THRESHOLD = 0.5


def promised(text: str = TOMORROW, said: str = "09-10 12:00", chance: float = 0.9, **parts: Any) -> list[Promise]:
    """The promises of a deal in which the manager says this in one call."""
    made = archive([deal()], **({"calls": (call("k1", at(said)),)} | parts))
    heard: dict[str, Signals] = {text: {"promise": chance}}
    spoken = transcript("k1", ("client", "Жду расчёт"), ("manager", text))
    return promises_of(stories_of(made, [spoken], heard)["d1"], THRESHOLD)


def the_promise(text: str = TOMORROW, **parts: Any) -> Promise:
    (one,) = promised(text, **parts)
    return one


def test_a_promise_says_where_it_was_made_by_whom_and_until_when() -> None:
    one = the_promise()
    assert (one.call_id, one.index, one.deal_id, one.user_id, one.text) == ("k1", 1, "d1", "u1", TOMORROW)
    assert one.due == at("09-11 23:59:59")


def test_a_promise_after_which_nothing_came_is_broken() -> None:
    assert (the_promise().kept, the_promise().kept_by) == (False, None)


def test_a_promise_is_kept_by_a_talk_in_time() -> None:
    one = the_promise(calls=(call("k1", at("09-10 12:00")), call("k2", at("09-11 15:00"))))
    assert one.kept is True
    assert one.kept_by == {"kind": "call", "ref": "k2", "at": at("09-11 15:00").isoformat()}


def test_a_call_that_a_machine_took_keeps_no_promise_but_word_left_there_leaves_it_open() -> None:
    def kept(*turns: tuple[Role, str], outcome: Outcome) -> bool | None:
        made = archive([deal()], calls=(call("k1", at("09-10 12:00")), call("k2", at("09-11 15:00"))))
        spoken = (transcript("k1", ("manager", TOMORROW)), replace(transcript("k2", *turns), outcome=outcome))
        (one,) = promises_of(stories_of(made, spoken, {TOMORROW: {"promise": 0.9}})["d1"], THRESHOLD)
        return one.kept

    machine: tuple[Role, str] = ("client", "Оставьте сообщение")
    left: tuple[Role, str] = ("manager", "Это Анна, расчёт готов")
    assert kept(machine, outcome="voicemail") is False
    assert kept(machine, left, outcome="voicemail") is None
    assert kept(machine, left, outcome="ivr") is False
    assert kept(machine, left, outcome="conversation") is True


def test_a_promise_is_kept_by_a_message_in_time() -> None:
    one = the_promise(messages=(message("m1", at("09-10 18:00")),))
    assert one.kept_by == {"kind": "message", "ref": "m1", "at": at("09-10 18:00").isoformat()}


def test_the_first_contact_after_the_promise_is_named() -> None:
    one = the_promise(messages=(message("m1", at("09-10 18:00")), message("m2", at("09-11 10:00"))))
    assert one.kept_by is not None
    assert one.kept_by["ref"] == "m1"


@pytest.mark.parametrize(
    "parts",
    [
        {"messages": (message("m1", at("09-11 12:00"), channel="note"),)},
        {"messages": (message("m1", at("09-11 12:00"), author="client"),)},
        {"messages": (message("m1", at("09-09 12:00")),)},
        {"calls": (call("k1", at("09-10 12:00")), call("k2", at("09-11 12:00"), answered=False))},
    ],
    ids=["note", "by the client", "before", "nobody answered"],
)
def test_what_reaches_no_client_keeps_no_promise(parts: dict[str, Any]) -> None:
    assert the_promise(**parts).kept is False


def test_the_next_morning_is_still_in_time_and_the_day_after_is_not() -> None:
    assert the_promise(messages=(message("m1", at("09-12 10:00")),)).kept is True
    assert the_promise(messages=(message("m1", at("09-14 10:00")),)).kept is False


def test_next_week_is_over_with_its_sunday() -> None:
    text = "На следующей неделе пришлю"
    assert the_promise(text).due == at("09-20 23:59:59")
    assert the_promise(text, messages=(message("m1", at("09-18 10:00")),)).kept is True
    assert the_promise(text).kept is False


def test_a_promise_not_yet_due_is_not_judged() -> None:
    assert the_promise("Десятого октября пришлю").kept is None
    assert the_promise("Сегодня пришлю", said="09-30 12:00").kept is None  # as_of: the morning after may still come


def test_a_promise_kept_early_is_kept() -> None:
    assert the_promise("Десятого октября пришлю", messages=(message("m1", at("09-11 10:00")),)).kept is True


def test_a_promise_without_a_time_is_not_judged() -> None:
    one = the_promise("Пришлю расчёт", messages=(message("m1", at("09-11 10:00")),))
    assert (one.due, one.kept, one.kept_by) == (None, None, None)


def test_only_promises_above_the_threshold_count() -> None:
    assert promised(chance=THRESHOLD) != []
    assert promised(chance=THRESHOLD - 0.01) == []


def test_a_client_promises_nothing_and_a_note_neither() -> None:
    note = message("m1", at("09-10 12:00"), TOMORROW, channel="note")
    made = archive([deal()], calls=(call("k1", at("09-10 12:00")),), messages=(note,))
    spoken = transcript("k1", ("client", TOMORROW))
    story = stories_of(made, [spoken], {TOMORROW: {"promise": 0.9}})["d1"]
    assert promises_of(story, THRESHOLD) == []


def test_somebody_of_ours_whose_role_is_not_certain_may_promise() -> None:
    made = archive([deal()], calls=(call("k1", at("09-10 12:00")),))
    story = stories_of(made, [transcript("k1", (None, TOMORROW))], {TOMORROW: {"promise": 0.9}})["d1"]
    assert [one.text for one in promises_of(story, THRESHOLD)] == [TOMORROW]


def test_a_call_that_may_be_another_deals_leaves_a_promise_open() -> None:
    """Two deals of one client: of the second call nobody can say which it was about."""
    calls = (call("k1", at("09-10 12:00"), stated_deal_id="d1"), call("k2", at("09-11 15:00")))
    made = archive([deal("d1"), deal("d2")], calls=calls)
    spoken = transcript("k1", ("client", "Жду расчёт"), ("manager", TOMORROW))
    (one,) = promises_of(stories_of(made, [spoken], {TOMORROW: {"promise": 0.9}})["d1"], THRESHOLD)
    assert (one.kept, one.kept_by) == (None, None)
