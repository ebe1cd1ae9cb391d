"""What people say about a promise: accepted, come, not come, no longer wanted."""

from __future__ import annotations

import pytest

from classify.promises_kept import promise_words as say


@pytest.mark.parametrize(
    "text", ["Хорошо", "Да, конечно.", "Ну ладно, сделаем", "Will do", "Sure, no problem", "OK then"]
)
def test_nods(text: str) -> None:
    assert say.nods(text)


@pytest.mark.parametrize(
    "text",
    ["Хорошо?", "Нет", "Да, но завтра не получится", "Yes, speaking", "Sure, but I can't this week",
     "Да, слушаю вас", "Да, у нас двадцать лет опыта в этом деле, и мы всё умеем"],
)  # fmt: skip
def test_what_is_no_nod(text: str) -> None:
    assert not say.nods(text)


@pytest.mark.parametrize(
    "text",
    ["Так и не прислали", "Ничего не приходило", "Где мой договор?", "Смету я не получала", "I never got the quote",
     "Nothing came through", "Still waiting for that invoice"],
)  # fmt: skip
def test_a_thing_that_has_not_come(text: str) -> None:
    assert "send" in say.says_missing(text)
    assert not say.says_received(text)


@pytest.mark.parametrize(
    "text", ["Вы так и не перезвонили", "Никто не звонил", "Nobody called me", "I haven't heard from you"]
)
def test_a_call_that_has_not_come(text: str) -> None:
    assert "call" in say.says_missing(text)


@pytest.mark.parametrize("text", ["Замерщик не приехал", "Весь день прождала", "Nobody turned up"])
def test_a_visit_that_has_not_come(text: str) -> None:
    assert "visit" in say.says_missing(text)


@pytest.mark.parametrize(
    "text", ["Получил, спасибо", "Ваше КП передо мной", "Got it, thanks", "Thanks for sending the specs"]
)
def test_a_thing_that_has_come(text: str) -> None:
    assert say.says_received(text)
    assert not say.says_missing(text)


@pytest.mark.parametrize(
    "text", ["Уже не надо", "Мы заказали у других", "We no longer need it", "We've gone with another firm"]
)
def test_a_client_who_releases_us(text: str) -> None:
    assert say.releases(text)


@pytest.mark.parametrize("text", ["Подумаю", "Не надо так дорого", "Диктовать не надо, письмом", "No need to rush"])
def test_a_client_who_does_not(text: str) -> None:
    assert not say.releases(text)
