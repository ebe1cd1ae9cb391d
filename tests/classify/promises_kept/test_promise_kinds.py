"""What is promised, told from the words."""

from __future__ import annotations

import pytest

from classify.promises_kept.promise_kinds import kind_of, leaves_trace, may_be_about, things_in


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Перезвоню вам в среду", "call_back"),
        ("Я вас наберу после обеда", "call_back"),
        ("I'll ring you on Monday", "call_back"),
        ("We'll get back to you by noon", "call_back"),
        ("Вышлю каталог на почту", "send"),
        ("Счёт будет до обеда", "send"),
        ("Посчитаю к понедельнику", "send"),
        ("I'll drop the invoice over to you", "send"),
        ("You'll have it by Thursday", "send"),
        ("Подъеду к вам в десять", "visit"),
        ("Отправлю к вам мастера", "visit"),
        ("I'll send our engineer round", "visit"),
        ("I'll pop in on Tuesday", "visit"),
        ("Уточню у склада и скажу", "clarify"),
        ("Let me check with the warehouse", "clarify"),
        ("Спрошу у директора про скидку", "discount_answer"),
        ("I'll ask about a discount", "discount_answer"),
        ("Поздравлю вас с юбилеем", "other"),
        ("Вы мне реквизиты пришлите", "other"),
        ("Цену держу до пятницы", "other"),
    ],
)
def test_the_kind_of_an_undertaking(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Пришлите прайс", "send"),
        ("Перезвоните мне", "call_back"),
        ("Email me the specs", "send"),
        ("Ring us", "call_back"),
    ],
)
def test_what_the_client_tells_us_to_do_is_what_is_asked_for(text: str, kind: str) -> None:
    assert kind_of(text, by_client=True) == kind


def test_things_are_told_apart_and_unnamed_ones_may_be_any() -> None:
    assert things_in("Вышлю договор и счёт") == {"contract", "invoice"}
    assert may_be_about("Отправил", frozenset({"quote"}))
    assert may_be_about("Отправил договор", frozenset())
    assert not may_be_about("Отправил договор", frozenset({"quote"}))


def test_what_is_done_in_our_own_house_leaves_no_trace() -> None:
    assert leaves_trace("В пятницу у вас будет")
    assert leaves_trace("До шести")
    assert not leaves_trace("Отложу на вашу фамилию")
    assert not leaves_trace("Положу начальнику на стол ещё раз сверху")
