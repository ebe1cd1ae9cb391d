"""Promises: who promised what to whom by when, in one call, and that each is there once."""

from __future__ import annotations

from typing import Any

from classify.promises_kept.promises import Promise, promises_of
from tests.classify.made_archive import Signals, archive, at, call, deal, message, settings_of, stories_of, transcript
from transcribe.utterance import Role

TOMORROW = "Завтра пришлю расчёт"  # said on Thursday, 10 September
PROMISE: Signals = {"promise": 0.9}
REQUEST: Signals = {"request_next_step": 0.9}
BEFORE = message("m0", at("09-02 10:00"))  # they do write to clients


def promises_in(*turns: tuple[Role | None, str], heard: dict[str, Signals], **parts: Any) -> list[Promise]:
    """The promises of a deal with one call, on Thursday, 10 September at noon."""
    made = archive([deal()], **({"calls": (call("k1", at("09-10 12:00")),), "messages": (BEFORE,)} | parts))
    return promises_of(stories_of(made, [transcript("k1", *turns)], heard)["d1"], settings_of(made))


def test_a_promise_says_where_it_was_made_by_whom_to_whom_and_until_when() -> None:
    (one,) = promises_in(("client", "Жду расчёт"), ("manager", TOMORROW), heard={TOMORROW: PROMISE})
    assert (one.call_id, one.index, one.deal_id, one.user_id, one.text) == ("k1", 1, "d1", "u1", TOMORROW)
    assert (one.contact_id, one.kind, one.probability, one.start_s) == ("c1", "send", 0.9, 5.0)
    assert one.due is not None
    assert (one.due.date(), one.vague) == (at("09-11 00:00").date(), False)


def test_only_promises_above_the_threshold_count() -> None:
    assert promises_in(("manager", TOMORROW), heard={TOMORROW: {"promise": 0.5}}) != []
    assert promises_in(("manager", TOMORROW), heard={TOMORROW: {"promise": 0.49}}) == []


def test_a_client_promises_nothing_and_a_note_neither() -> None:
    note = message("m1", at("09-10 12:00"), TOMORROW, channel="note")
    assert promises_in(("client", TOMORROW), heard={TOMORROW: PROMISE}, messages=(note,)) == []


def test_somebody_of_ours_whose_role_is_not_certain_may_promise() -> None:
    assert [one.text for one in promises_in((None, TOMORROW), heard={TOMORROW: PROMISE})] == [TOMORROW]


def test_a_request_that_we_accept_is_a_promise_with_the_requests_time() -> None:
    asked = "Пришлите договор завтра"
    (one,) = promises_in(("client", asked), ("manager", "Хорошо"), heard={asked: REQUEST})
    assert (one.index, one.text, one.asked, one.kind) == (1, "Хорошо", asked, "send")
    assert one.due is not None
    assert one.due.date() == at("09-11 00:00").date()


def test_a_request_in_english_that_we_accept_is_a_promise() -> None:
    asked = "Can you call me tomorrow?"
    (one,) = promises_in(("client", asked), ("manager", "Will do."), heard={asked: REQUEST})
    assert (one.kind, one.due is not None) == ("call_back", True)


def test_a_request_that_we_do_not_accept_is_no_promise() -> None:
    asked = "Пришлите договор завтра"
    for answer in ("Завтра не получится", "А на какую сумму?", "Хорошо, но договор мы не высылаем, не могу"):
        assert promises_in(("client", asked), ("manager", answer), heard={asked: REQUEST}) == []


def test_an_accepted_request_that_is_a_promise_itself_is_one_promise() -> None:
    asked, answer = "Пришлите договор завтра", "Хорошо, пришлю"
    found = promises_in(("client", asked), ("manager", answer), heard={asked: REQUEST, answer: PROMISE})
    assert [one.index for one in found] == [1]


def test_a_promise_without_a_time_has_that_of_the_question_it_answers() -> None:
    (one,) = promises_in(("client", "Завтра пришлёте?"), ("manager", "Пришлю"), heard={"Пришлю": PROMISE})
    assert one.due is not None
    assert one.asked == "Завтра пришлёте?"


def test_a_promise_without_a_time_has_the_one_that_is_settled_right_after() -> None:
    told = (("manager", "Пришлю расчёт"), ("client", "А когда?"), ("manager", "Завтра"))
    nodded = (("manager", "Пришлю расчёт"), ("client", "Завтра?"), ("manager", "Да"))
    for turns in (told, nodded):
        (one,) = promises_in(*turns, heard={"Пришлю расчёт": PROMISE})
        assert one.due is not None
        assert one.due.date() == at("09-11 00:00").date()


def test_a_time_that_the_client_tells_in_passing_is_not_ours() -> None:
    told = "Мы в прошлый раз завтра как раз собирались открываться, а потом всё перенесли на весну"
    (one,) = promises_in(("client", told), ("manager", "Пришлю расчёт"), heard={"Пришлю расчёт": PROMISE})
    assert one.due is None


def test_what_is_said_again_a_moment_later_has_the_same_time() -> None:
    turns = (("manager", TOMORROW), ("client", "Точно?"), ("manager", "Пришлю, пришлю"))
    first, again = promises_in(*turns, heard={TOMORROW: PROMISE, "Пришлю, пришлю": PROMISE})
    assert first.due == again.due


def test_two_things_at_two_times_in_one_line_are_two_promises() -> None:
    text = "Прайс сегодня отправлю, и в понедельник позвоню"
    found = promises_in(("manager", text), heard={text: PROMISE})
    assert [(one.index, one.kind, one.due and one.due.day) for one in found] == [(0, "send", 10), (0, "call_back", 14)]


def test_two_things_at_one_time_are_one_promise() -> None:
    text = "Завтра пришлю расчёт и позвоню"
    assert len(promises_in(("manager", text), heard={text: PROMISE})) == 1
