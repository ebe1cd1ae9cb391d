"""What stages say about the end of a deal, in the words of any company."""

from __future__ import annotations

import pytest

from deals.exports.stage_words import stage_meaning


@pytest.mark.parametrize(
    "stage",
    [
        "Closed Won",
        "closedwon",
        "WON",
        "C4:WON",
        "Успешно реализовано",
        "Сделка успешна",
        "Выиграна",
        "Оплачено",
        "Продано",
        "Paid",
        "Sold",
        "Завершена с победой",
        "Продажа",
    ],
)
def test_words_of_success_are_won(stage: str) -> None:
    assert stage_meaning(stage) == "won"


@pytest.mark.parametrize(
    "stage",
    [
        "Closed Lost",
        "closedlost",
        "Lost",
        "C1:LOSE",
        "APOLOGY",
        "Закрыто и не реализовано",
        "Сделка провалена",
        "Отказ",
        "Анализ причины провала",
        "Проиграна",
        "Некачественный лид",
        "Dead",
        "Disqualified",
        "Not Interested",
        "Unsuccessful",
        "L. Project Lost",
        "Closed - Not Converted",
        "Отменена",
        "Нецелевой",
        "Ушли к конкуренту",
        "Out-Sold",
        "Аннулирована",
        "Lost to competitor",
        "Завершена с проигрышем",
    ],
)
def test_words_of_failure_are_lost_also_where_they_hold_words_of_success(stage: str) -> None:
    assert stage_meaning(stage) == "lost"


@pytest.mark.parametrize(
    "stage",
    [
        "Новая",
        "В работе",
        "Переговоры",
        "Ожидает оплаты",
        "Счёт выставлен",
        "Prospecting",
        "Negotiation",
        "On Hold",
        "Working",
        "appointmentscheduled",
        "NEW",
        "Работа с отказом",
        "Win-back",
        "Draft Phase",
        "Pitched",
        "Thinking",
    ],
)
def test_words_of_work_are_open(stage: str) -> None:
    assert stage_meaning(stage) == "open"


@pytest.mark.parametrize(
    "stage",
    [
        "Closed",
        "Завершена",
        "Сделка закрыта",
        "Completed",
        "Closed - Converted",
        "SHIPPED",
        "Архив",
        "Качественный лид",
    ],
)
def test_an_end_without_a_result_is_never_called_lost(stage: str) -> None:
    assert stage_meaning(stage) == "closed"


@pytest.mark.parametrize("stage", ["Частично оплачено", "Won/Lost", "Этап 7", "PRODUCTION", "142"])
def test_words_that_say_nothing_have_no_meaning(stage: str) -> None:
    assert stage_meaning(stage) is None
