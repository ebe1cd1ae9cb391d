"""What people write about their calls: a claim only where the past is claimed, and the strength of it."""

from __future__ import annotations

import pytest

from classify.crm_work.call_claims import (
    attempts_named,
    claimed_call,
    client_tells_of_call,
    is_call_task,
    names_own_phone,
    tells_client_of_call,
)


@pytest.mark.parametrize(
    "text",
    [
        "Не дозвонилась", "недозвон", "н/о", "не берёт трубку", "не взял, перезвоню", "абонент недоступен", "занято",
        "набрал трижды, сбрасывает", "3 попытки дозвона", "телефон выключен", "автоответчик", "Позвонил, тишина",
        "no answer", "NO ANSWER x2", "didn't pick up", "left a voicemail", "LVM", "line busy", "rang out",
        "couldn't reach him", "called twice",
    ],
)  # fmt: skip
def test_an_attempt_is_claimed(text: str) -> None:
    assert claimed_call(text, about_a_call=True) == "attempt"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("не берёт", 1), ("второй звонок: занято", 1), ("4 попытки, недозвон", 4), ("2 раза набрал", 2),
        ("Дважды набрал, не берёт", 2), ("набрал трижды, сбрасывает", 3), ("NO ANSWER x2", 2), ("called twice", 2),
        ("tried three times, then 5 attempts in all", 5), ("45 звонков за день", 1), ("0 попыток", 1), (None, 1),
    ],
)  # fmt: skip
def test_the_number_of_attempts_is_what_the_entry_names(text: str | None, count: int) -> None:
    assert attempts_named(text) == count


@pytest.mark.parametrize(
    "text",
    [
        "Поговорили, ждёт смету", "созвонились", "обсудила условия", "пообщался с закупкой", "провёл переговоры",
        "spoke to Ann, wants a sample", "had a quick chat", "discussed delivery", "good call",
    ],
)  # fmt: skip
def test_a_talk_is_claimed(text: str) -> None:
    assert claimed_call(text, about_a_call=True) == "talk"


@pytest.mark.parametrize("text", ["Дозвонился", "просил перезвонить в пять", "asked me to call back", "got through"])
def test_somebody_reached_is_claimed(text: str) -> None:
    assert claimed_call(text, about_a_call=True) == "reached"


@pytest.mark.parametrize(
    "text",
    [
        None, "", "   ", "перезвонить завтра", "позвонить после обеда", "обсудить скидку", "call back in Q3", "думает",
        "не обсудили", "не созвонились", "have not spoken", "didn't discuss", "отправила письмо", "wrote to her", "45",
        "никто не звонил", "nobody called",
    ],
)  # fmt: skip
def test_a_plan_a_denial_or_another_matter_claims_no_call(text: str | None) -> None:
    assert claimed_call(text, about_a_call=True) is None


def test_outside_a_call_task_a_talk_needs_a_telephone_in_its_words() -> None:
    assert claimed_call("Обсудили проект у них в офисе", about_a_call=False) is None
    assert claimed_call("Обсудили проект по телефону", about_a_call=False) == "talk"
    assert claimed_call("Discussed the plan over coffee", about_a_call=False) is None


def test_a_note_about_the_clients_own_call_claims_none_of_ours() -> None:
    assert claimed_call("Звонила бухгалтер, спрашивала акт", about_a_call=False) is None
    assert claimed_call("She called in to ask for the invoice", about_a_call=False) is None


def test_a_letter_that_was_not_answered_is_no_call() -> None:
    assert claimed_call("не ответил на письмо", about_a_call=True) is None


@pytest.mark.parametrize(("kind", "text"), [("call", None), ("Звонок", ""), (None, "Перезвонить Орлову")])
def test_a_call_task_is_told_by_its_kind_or_else_by_its_text(kind: str | None, text: str | None) -> None:
    assert is_call_task(kind, text)
    assert not is_call_task("meeting", "Позвонить с объекта")


def test_a_telephone_of_ones_own_is_recognised() -> None:
    assert names_own_phone("набирал со своего, рабочий сел")
    assert names_own_phone("rang him from my own mobile")
    assert not names_own_phone("смета со своего склада")


def test_a_message_to_the_client_may_speak_of_a_call_that_both_know() -> None:
    assert tells_client_of_call("Добрый день, сейчас вам звонил, вы были заняты")
    assert tells_client_of_call("I tried to ring you this morning")
    assert not tells_client_of_call("Позвоню вам завтра")


def test_the_client_may_speak_of_a_talk() -> None:
    assert client_tells_of_call("Спасибо за звонок, жду счёт")
    assert client_tells_of_call("Thanks for calling back so quickly")
    assert not client_tells_of_call("Мы не созвонились, жду звонка")
