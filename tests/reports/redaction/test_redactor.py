"""Masks: the same for the same person, another for another, and nothing that is not personal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deals.records import Contact
from reports.redaction.number_checks import is_inn, is_snils, passes_luhn
from reports.redaction.redactor import Redactor
from reports.texts import Texts
from tests.reports.redaction.marked_lines import archive, redactor


def test_one_person_has_one_mask_under_every_form_of_the_name() -> None:
    masker = redactor("ru")
    said = ["Павлу отправили счёт.", "Паша сказал, что возьмёт.", "Отдайте Павлу Жуку.", "Мне Пашу."]
    assert {masker.redact_text(text).partition("[")[2].partition("]")[0] for text in said} == {"имя 1"}


def test_our_own_people_are_masked_as_their_roles() -> None:
    masker = redactor("ru")
    assert masker.redact_text("У Игоря Пака спросите.") == "У [менеджер 1] спросите."
    assert masker.redact_text("Игорь, Светлана Мельник заболела.") == "[менеджер 1], [менеджер 2] заболела."
    assert masker.redact_text("Ольга Сергеевна не согласовала.") == "[РОП] не согласовала."


def test_one_number_has_one_mask_however_it_is_given() -> None:
    masker = redactor("ru")
    for text in ("8 (903) 555-01-01", "+79035550101", "девятьсот три пятьсот пятьдесят пять ноль один ноль один"):
        assert masker.redact_text(f"Звоните {text}") == "Звоните [телефон 1]"
    assert masker.redact_text("Звоните 8 903 555-01-02") == "Звоните [телефон 2]"


def test_every_part_of_a_number_said_in_turns_is_masked_and_what_the_other_side_says_is_kept() -> None:
    masker = redactor("ru")
    said = ["Пишите: восемь девятьсот шестнадцать", "Так.", "двести четыре", "ага, двести четыре", "55 18, и всё"]
    masked = ["Пишите: [телефон 1]", "Так.", "[телефон 1]", "ага, [телефон 1]", "[телефон 1], и всё"]
    assert masker.redact_utterances(said) == masked


def test_a_first_name_that_two_clients_share_is_the_one_in_the_deal() -> None:
    known = archive("ru")
    two = replace(known, contacts={"A": Contact("A", "Анна Белова"), "B": Contact("B", "Анна Чёрная")})
    masker = Redactor(two, Texts("ru"))
    white, black = masker.contact("A"), masker.contact("B")
    assert white != black
    assert masker.redact_text("Это Анна", party={"contact A"}) == f"Это {white}"
    assert masker.redact_text("Это Анна", party={"contact B"}) == f"Это {black}"
    assert masker.redact_text("Это Анна") not in (f"Это {white}", f"Это {black}")


def test_a_client_of_another_deal_is_not_meant_for_being_called_the_same() -> None:
    masker = redactor("ru")
    assert masker.redact_text("Это Тимур", party={"contact C1"}) != f"Это {masker.contact('C2')}"
    assert masker.redact_text("Это Тимур Гареев", party={"contact C1"}) == f"Это {masker.contact('C2')}"


def test_what_is_masked_already_stays_as_it_is() -> None:
    masker = redactor("ru")
    once = masker.redact_text(
        "Игорь, у Заварзина Петра телефон 8 916 204-55-18, почта a@b.ru, карта 4276 5500 1234 5677."
    )
    assert masker.redact_text(once) == once
    assert once.count("[") == 5


def test_capitals_throughout_and_brackets_of_an_area_code_are_masked_whole() -> None:
    masker = redactor("ru")
    assert masker.redact_text("ИВАНОВА ИРИНА ПЕТРОВНА, (495) 660-12-12, тел.") == "[имя 1], [телефон 1], тел."
    assert masker.redact_text("Тел. 8 (495) 660-12-12") == "Тел. [телефон 1]"


def test_a_person_called_like_a_company_is_masked_with_the_first_name() -> None:
    known = replace(archive("en"), contacts={"C": Contact("C", "Ruth Atherton", "Atherton Tools Ltd")})
    masker = Redactor(known, Texts("en"))
    assert masker.redact_text("Hello, Ruth Atherton from Atherton Tools.") == "Hello, [name 1] from [company 1]."


def test_a_preposition_of_the_sentence_before_makes_no_town() -> None:
    masker = redactor("en")
    assert masker.redact_text("I've put it in. Priya") == "I've put it in. [manager 1]"
    assert masker.redact_text("Priya'll let us in.") == "[manager 1] let us in."


def test_masks_speak_the_language_of_the_report() -> None:
    masker = Redactor(archive("ru"), Texts("en"))
    assert masker.redact_text("Игорь, это Ольга Сергеевна") == "[manager 1], это [head of sales]"


def test_an_id_keeps_what_is_not_personal_and_no_two_become_one() -> None:
    masker = redactor("ru")
    first, second = masker.redact_id("20260114_79035550101"), masker.redact_id("20260114_+79035550101")
    assert first == "20260114_[телефон 1]"
    assert second.startswith("20260114_[телефон 1]")
    assert first != second
    assert masker.redact_id("20260114_79035550101") == first
    for plain in ("D1-D001-C1", "U3", "1768383300.4521", "31234567", "deals.csv"):
        assert masker.redact_id(plain) == plain


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "…",
        "12",
        "[имя 3]",
        "2026-06-25T09:30:00+01:00",
        "12.05.2026 10:30",
        "\x00\u202e",
        "=cmd|' /C calc'!A0",
        "{ $x }",
        "я" * 5000,
    ],
)
def test_text_without_personal_data_is_not_changed(text: str) -> None:
    assert redactor("ru").redact_text(text) == text


def test_check_digits() -> None:
    assert passes_luhn("4276550012345677")
    assert not passes_luhn("4276550012345678")
    assert is_inn("5260123451")
    assert is_inn("526012345600")
    assert not is_inn("5260123450")
    assert not is_inn("526012345610")
    assert is_snils("12345678964")
    assert not is_snils("12345678965")
