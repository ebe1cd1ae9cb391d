"""Kept, late, broken, or not to be known: each rule on a made-up deal. Said on Thursday, 10 September 2026."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from classify.promises_kept.promises import Promise, promises_of
from deals.records import Message, StageChange, Task
from tests.classify.made_archive import (
    Signals,
    archive,
    at,
    call,
    deal,
    lost_deal,
    message,
    settings_of,
    stories_of,
    transcript,
    won_deal,
)  # fmt: skip
from transcribe.utterance import Outcome, Role, Transcript

SEND, CALL, VISIT = "Завтра пришлю расчёт", "Завтра перезвоню", "Завтра приеду на замер"
BEFORE = message("m0", at("09-02 10:00"))  # they do write to clients
K1 = call("k1", at("09-10 12:00"))


def promised(
    text: str = SEND, *, calls: tuple = (), words: tuple[Transcript, ...] = (), messages: tuple[Message, ...] = (),
    heard: dict[str, Signals] | None = None, made_deal: Any = None, **parts: Any,
) -> Promise:  # fmt: skip
    """The promise of a deal in which the manager says this on the tenth, and what the record makes of it."""
    made = archive([made_deal or deal()], calls=(K1, *calls), messages=(BEFORE, *messages), **parts)
    spoken = (transcript("k1", ("client", "Алло"), ("manager", text)), *words)
    story = stories_of(made, spoken, {text: {"promise": 0.9}} | (heard or {}))["d1"]
    return next(one for one in promises_of(story, settings_of(made)) if one.call_id == "k1")


def task(kind: str, result: str, done: str = "09-11 15:00", text: str = "") -> Task:
    return Task("t1", "d1", kind, text, at("09-10 12:10"), None, at(done), "u1", result)


def wrote(moment: str, text: str) -> Message:
    return message("c1", at(moment), text, author="client")


def talk(moment: str, *turns: tuple[Role, str], **changes: Any) -> dict[str, Any]:
    return {"calls": (call("k2", at(moment), **changes),), "words": (transcript("k2", *turns),)}


@pytest.mark.parametrize("text", [SEND, CALL, VISIT])
def test_a_promise_after_which_nothing_came_is_broken(text: str) -> None:
    one = promised(text)
    assert (one.result, one.kept, one.kept_by, one.why) == ("broken", False, None, "nothing_followed")


@pytest.mark.parametrize("text", [SEND, CALL, VISIT])
def test_a_message_in_time_keeps_any_promise(text: str) -> None:
    one = promised(text, messages=(message("m1", at("09-10 18:00")),))
    assert (one.result, one.kept) == ("kept", True)
    assert one.kept_by is not None
    assert (one.kept_by["kind"], one.kept_by["ref"], one.kept_by["at"]) == (
        "message", "m1", at("09-10 18:00").isoformat(),
    )  # fmt: skip


@pytest.mark.parametrize("direction", ["in", "out"])
def test_a_talk_in_time_keeps_a_promise_whoever_rang(direction: str) -> None:
    one = promised(CALL, calls=(call("k2", at("09-11 15:00"), direction=direction, user_id="u3"),))
    assert one.kept_by is not None
    assert (one.kept, one.kept_by["kind"], one.kept_by["ref"]) == (True, "call", "k2")


def test_a_call_that_nobody_took_keeps_a_promise_to_call_and_none_to_send() -> None:
    missed = (call("k2", at("09-11 15:00"), answered=False),)
    one = promised(CALL, calls=missed)
    assert one.kept_by is not None
    assert (one.result, one.kept_by["kind"]) == ("kept", "attempt")
    assert promised(SEND, calls=missed).result == "broken"


@pytest.mark.parametrize(
    "parts",
    [
        {"messages": (message("m1", at("09-11 12:00"), "Клиент думает", channel="note"),)},
        {"messages": (message("m1", at("09-11 12:00"), "Отправить расчёт завтра", channel="note"),)},
        {"messages": (message("m1", at("09-11 12:00"), "Расчёт не отправил, не успел", channel="note"),)},
        {"messages": (wrote("09-11 12:00", "Добрый день"),)},
        {"messages": (message("m1", at("09-09 12:00")),)},
        {"tasks": (task("quote", "не успел отправить"),)},
        {"tasks": (task("call", "отправил бы, но не взял трубку"),)},
        {"stage_history": (StageChange("d1", at("09-11 12:00"), "Согласование"),)},
    ],
    ids=["note", "plan", "failure", "by the client", "before", "task undone", "other task", "other stage"],
)
def test_what_does_not_say_that_it_was_sent_keeps_no_promise_to_send(parts: dict[str, Any]) -> None:
    assert promised(SEND, **parts).result == "broken"


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("note", {"messages": (message("m1", at("09-11 12:00"), "Отправил КП на почту", channel="note"),)}),
        ("task", {"tasks": (task("quote", "отправлено"),)}),
        ("task", {"tasks": (task("quote", "640 000"),)}),
        ("stage", {"stage_history": (StageChange("d1", at("09-11 12:00"), "КП отправлено"),)}),
    ],
)
def test_the_record_of_having_sent_it_keeps_a_promise_to_send(kind: str, parts: dict[str, Any]) -> None:
    one = promised(SEND, **parts)
    assert one.kept_by is not None
    assert (one.result, one.kept_by["kind"]) == ("kept", kind)


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("note", {"messages": (message("m1", at("09-11 12:00"), "Был на объекте, размеры снял", channel="note"),)}),
        ("task", {"tasks": (task("meeting", "проведена"),)}),
        ("stage", {"stage_history": (StageChange("d1", at("09-11 12:00"), "Замер выполнен"),)}),
    ],
)
def test_the_record_of_having_been_there_keeps_a_promise_to_come(kind: str, parts: dict[str, Any]) -> None:
    one = promised(VISIT, **parts)
    assert one.kept_by is not None
    assert (one.result, one.kept_by["kind"]) == ("kept", kind)


def test_a_task_closed_as_called_keeps_no_promise_to_call() -> None:
    assert promised(CALL, tasks=(task("call", "дозвонился, думают"),)).result == "broken"


def test_a_note_about_another_thing_keeps_no_promise() -> None:
    note = message("m1", at("09-11 12:00"), "Отправил договор", channel="note")
    assert promised(SEND, messages=(note,)).result == "broken"


def test_what_is_sent_counts_more_than_a_talk_before_it() -> None:
    parts = talk("09-10 15:00", ("client", "Алло"), ("manager", "Здравствуйте"))
    one = promised(SEND, messages=(message("m1", at("09-11 10:00")),), **parts)
    assert one.kept_by is not None
    assert one.kept_by["ref"] == "m1"


def test_noon_of_the_next_working_day_is_still_in_time_and_the_afternoon_is_late() -> None:
    """Due on Friday, the eleventh: until Monday at noon."""
    assert promised(CALL, calls=(call("k2", at("09-14 11:30")),)).result == "kept"
    late = promised(CALL, calls=(call("k2", at("09-14 12:30")),))
    assert (late.result, late.kept, late.late_days) == ("late", False, 3)
    assert late.kept_by is not None
    assert late.kept_by["ref"] == "k2"


def test_a_promise_not_yet_due_is_not_judged() -> None:
    one = promised("Тридцатого сентября позвоню")  # as_of is the 30th: the morning after may still come
    assert (one.result, one.kept, one.why) == ("unknown", None, "not_due")


def test_a_promise_kept_early_is_kept() -> None:
    assert promised("Двадцатого октября пришлю расчёт", messages=(message("m1", at("09-11 10:00")),)).result == "kept"


def test_a_promise_without_a_time_is_kept_by_what_followed_and_else_not_judged() -> None:
    assert promised("Пришлю расчёт", messages=(message("m1", at("09-21 10:00")),)).result == "kept"
    one = promised("Пришлю расчёт")
    assert (one.result, one.due, one.why) == ("unknown", None, "no_due")


def test_the_clients_word_that_it_never_came_breaks_a_promise() -> None:
    said = "Вы так и не прислали расчёт"
    one = promised(SEND, **talk("09-16 15:00", ("client", said), ("manager", "Извините"), direction="in"))
    assert (one.result, one.why) == ("broken", "client_says_so")
    assert [(piece["kind"], piece.get("quote"), piece.get("index")) for piece in one.proof] == [("words", said, 0)]


def test_the_clients_word_counts_more_than_our_record_and_both_are_shown() -> None:
    sent = message("m1", at("09-10 18:00"), "Расчёт во вложении")
    one = promised(SEND, messages=(sent, wrote("09-15 10:00", "Ничего не пришло, где расчёт?")))
    assert (one.result, one.why) == ("broken", "client_says_so")
    assert [piece["ref"] for piece in one.proof] == ["m1", "c1"]


def test_what_comes_after_the_clients_complaint_is_late() -> None:
    parts = {"messages": (wrote("09-14 10:00", "Расчёт так и не получила"), message("m1", at("09-14 11:00")))}
    one = promised(SEND, **parts)
    assert (one.result, one.late_days) == ("late", 3)
    assert [piece["ref"] for piece in one.proof] == ["m1", "c1"]


def test_a_call_of_ours_in_which_the_client_complains_is_late_and_one_of_theirs_is_not() -> None:
    turns = (("client", "Вы мне так и не перезвонили"), ("manager", "Простите"))
    ours = promised(CALL, **talk("09-16 15:00", *turns))
    assert (ours.result, ours.late_days) == ("late", 5)
    assert promised(CALL, **talk("09-16 15:00", *turns, direction="in")).result == "broken"


def test_a_talk_in_time_is_not_enough_where_the_client_then_says_that_it_has_not_come() -> None:
    quiet = talk("09-11 15:00", ("client", "Добрый день"), ("manager", "Здравствуйте"))
    asking = talk("09-11 15:00", ("client", "Где расчёт, ничего не пришло"), ("manager", "Сегодня будет"))
    assert promised(SEND, **quiet).result == "kept"
    assert promised(SEND, **asking).result == "broken"


def test_the_clients_word_that_it_came_keeps_a_promise() -> None:
    one = promised(SEND, **talk("09-16 15:00", ("client", "Получила ваш расчёт, спасибо"), ("manager", "Отлично")))
    assert one.kept_by is not None
    assert (one.result, one.kept_by["kind"], one.kept_by["index"]) == ("kept", "words", 0)


def test_a_complaint_about_another_thing_breaks_nothing() -> None:
    later = wrote("09-21 10:00", "Договор так и не прислали")
    assert promised(SEND, messages=(message("m1", at("09-10 18:00")), later)).result == "kept"


def test_a_client_who_no_longer_wants_it_releases_us() -> None:
    one = promised(SEND, messages=(wrote("09-10 17:00", "Уже не нужно, мы сами справимся"),))
    assert (one.result, one.why) == ("unknown", "released")


def test_closing_the_deal_ourselves_does_not_release_us() -> None:
    assert promised(SEND, made_deal=lost_deal(closed_at=at("09-10 18:00"))).result == "broken"


def test_a_deal_that_was_won_shows_that_the_record_is_not_whole() -> None:
    assert promised(SEND, made_deal=won_deal(closed_at=at("09-21 18:00"))).why == "went_on"


def test_a_promise_to_hold_something_leaves_no_trace() -> None:
    assert promised("Цену держу до двадцатого сентября").why == "no_trace"


def test_word_on_the_clients_machine_leaves_a_promise_to_send_open() -> None:
    def result(*turns: tuple[Role, str], outcome: Outcome) -> str:
        words = (replace(transcript("k2", *turns), outcome=outcome),)
        return promised(SEND, calls=(call("k2", at("09-11 15:00")),), words=words).result

    machine: tuple[Role, str] = ("client", "Оставьте сообщение")
    left: tuple[Role, str] = ("manager", "Это Анна, расчёт готов")
    assert result(machine, outcome="voicemail") == "broken"
    assert result(machine, left, outcome="voicemail") == "unknown"
    assert result(machine, left, outcome="ivr") == "broken"
    assert result(machine, left, outcome="conversation") == "kept"


def test_a_call_of_which_nobody_knows_whether_it_was_taken_leaves_a_promise_open() -> None:
    assert promised(SEND, calls=(call("k2", at("09-11 15:00"), answered=None),)).why == "unclear_call"


def test_a_call_that_may_be_another_deals_leaves_a_promise_open() -> None:
    """Two deals of one client: of the second call nobody can say which it was about."""
    calls = (call("k1", at("09-10 12:00"), stated_deal_id="d1"), call("k2", at("09-11 15:00")))
    made = archive([deal("d1"), deal("d2")], calls=calls)
    spoken = transcript("k1", ("client", "Жду звонка"), ("manager", CALL))
    story = stories_of(made, [spoken], {CALL: {"promise": 0.9}})["d1"]
    (one,) = promises_of(story, settings_of(made))
    assert (one.kept, one.kept_by, one.why) == (None, None, "doubtful_call")


@pytest.mark.parametrize(
    ("text", "absent", "why"),
    [
        (SEND, {"messages.csv"}, "no_messages"),
        (CALL, {"calls.csv"}, "no_phone_log"),
        (VISIT, {"messages.csv", "tasks.csv", "stage_history.csv"}, "no_work_record"),
    ],
)
def test_what_the_archive_could_not_show_is_not_called_broken(text: str, absent: set[str], why: str) -> None:
    made = archive([deal()], calls=(K1,), absent_tables=frozenset(absent))
    story = stories_of(made, [transcript("k1", ("manager", text))], {text: {"promise": 0.9}})["d1"]
    (one,) = promises_of(story, settings_of(made))
    assert (one.result, one.why) == ("unknown", why)


def test_where_nobody_ever_writes_to_a_client_nobody_is_said_not_to_have_written() -> None:
    made = archive([deal()], calls=(K1,))
    story = stories_of(made, [transcript("k1", ("manager", SEND))], {SEND: {"promise": 0.9}})["d1"]
    assert promises_of(story, settings_of(made))[0].why == "no_messages"
