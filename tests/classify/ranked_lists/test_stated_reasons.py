"""What a reason typed into the CRM says; what is not known stays unclassified."""

from __future__ import annotations

import pytest

from classify.codebook import CAUSES
from classify.ranked_lists.stated_reasons import CLIENT_REASONS, NOT_CLASSIFIED, NOT_STATED, stated_reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ДОРОГО", "price"), ("Слишком высокая цена", "price"), ("too expensive for them", "price"),
        ("Купили у конкурентов", "competitor"), ("Ушла к другим", "competitor"), ("Lost to a competitor", "competitor"),
        ("Неактуально", "no_need"), ("Клиент передумал", "no_need"), ("No longer needed", "no_need"),
        ("Отложили до весны", "timing"), ("Думает", "timing"), ("Postponed until May", "timing"),
        ("Нет бюджета", "no_money"), ("No budget this year", "no_money"),
        ("Не дозвонились", "no_contact"), ("Пропал", "no_contact"), ("No response", "no_contact"),
        ("Директор против", "decider"), ("Board said no", "decider"),
        ("Спам", "not_a_buyer"), ("Дубль", "not_a_buyer"), ("Wrong number", "not_a_buyer"),
        ("Нет в наличии", "supply_or_terms"), ("Не устроили сроки", "supply_or_terms"),
        ("Out of stock", "supply_or_terms"),
        ("Не перезвонили вовремя", "M1_no_callback"), ("Forgot to call back", "M1_no_callback"),
        ("Долго не звонили", "M2_slow_first_contact"), ("Прислали счёт с ошибкой", "M6_quote_late_or_wrong"),
        ("Менеджер нагрубил", "M7_rude_or_incompetent"), ("Не согласовали скидку", "H3_approval_stuck"),
        ("Discount was not approved", "H3_approval_stuck"), ("Too small", "H6_small_deal_cut"),
        ("Навязали доставку", "H7_forced_upsell"),
    ],
)  # fmt: skip
def test_families_of_words(text: str, reason: str) -> None:
    assert stated_reason(text) == reason


def test_of_two_reasons_of_the_clients_the_first_counts_and_an_error_of_ours_before_both() -> None:
    assert stated_reason("Дорого, думает") == "price"
    assert stated_reason("Думает, дорого") == "timing"
    assert stated_reason("Дорого, да и не перезвонили вовремя") == "M1_no_callback"


def test_what_is_unclear_is_not_guessed() -> None:
    for text in ("Прочее", "Отказ", "см. комментарий", "Other", "Нагрубили и не согласовали скидку"):
        assert stated_reason(text) == NOT_CLASSIFIED
    assert stated_reason(None) == stated_reason("  ") == NOT_STATED


def test_who_did_not_call_back_matters() -> None:
    assert stated_reason("Клиент не перезвонил") != "M1_no_callback"
    assert stated_reason("Сам не перезвонил") != "M1_no_callback"


def test_codes_are_those_of_the_codebook_or_the_clients() -> None:
    assert not set(CLIENT_REASONS) & {*CAUSES, NOT_CLASSIFIED, NOT_STATED}
