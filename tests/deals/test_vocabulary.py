from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from deals.records import Archive, Contact, Message
from deals.vocabulary import MOST_TERMS, archive_terms, company_names, names_by_call, person_names
from tests.deals.small_archive import read_changed


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return read_changed(tmp_path)


def texts_of(archive: Archive) -> set[str]:
    return {term.text for term in archive_terms(archive)}


def with_messages(archive: Archive, *texts: str) -> Archive:
    first = archive.messages[0]
    return replace(archive, messages=tuple(replace(first, message_id=f"n{i}", text=t) for i, t in enumerate(texts)))


def test_people_and_clients_are_named_part_by_part(archive: Archive) -> None:
    assert {"Анна", "Ким", "Олег", "Рев", "Пётр"} <= texts_of(archive)


def test_remarks_beside_a_name_and_initials_are_no_names() -> None:
    assert person_names("Нургалеев Тимур, гл. механик") == ("Нургалеев", "Тимур")
    assert person_names("Гордеев П. Н.") == ("Гордеев",)
    assert person_names("Не представилась") == ()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("ООО «Зерно и пенка»", ("Зерно и пенка",)),
        ("ИП Хамидуллин, кафе «У причала», Лаишево", ("У причала",)),
        ("КФХ Гордеев П. Н.", ("Гордеев",)),
        ("Kestrel Hand Tools LLC", ("Kestrel Hand Tools",)),
        ("Müller GmbH", ("Müller",)),
        ("ООО", ()),
    ],
)
def test_a_company_is_named_without_its_legal_form(written: str, said: tuple[str, ...]) -> None:
    assert company_names(written) == said


def test_a_company_called_like_an_ordinary_word_of_the_archive_is_no_term(archive: Archive) -> None:
    contacts = {"c9": Contact("c9", None, "ООО «Встреча»")}
    assert "Встреча" in texts_of(replace(archive, contacts=contacts))
    assert "Встреча" not in texts_of(with_messages(replace(archive, contacts=contacts), "Завтра встреча в офисе"))


def test_a_brand_is_what_stands_in_quotation_marks_or_in_another_script(archive: Archive) -> None:
    brands = replace(archive, products=("Посудомоечные машины «Волна-500»", "Тягачи Volvo", "Столы и мойки"))
    named = {term.text for term in archive_terms(brands) if term.kind == "product"}
    assert named == {"Волна", "Volvo"}


def test_a_capital_letter_inside_sentences_makes_a_name_only_where_it_comes_again(archive: Archive) -> None:
    assert "Лаишево" not in texts_of(with_messages(archive, "Везём в Лаишево"))
    assert "Лаишево" in texts_of(with_messages(archive, "Везём в Лаишево", "Кафе из Лаишево ждёт"))


def test_a_capital_letter_at_the_start_of_a_sentence_says_nothing(archive: Archive) -> None:
    assert "Спасибо" not in texts_of(with_messages(archive, "Спасибо. Ждём", "Ждём! Спасибо"))


def test_months_and_days_are_no_names(archive: Archive) -> None:
    assert "Monday" not in texts_of(with_messages(archive, "See you on Monday", "Call me on Monday"))


def test_terms_are_bounded_and_the_heaviest_stay(archive: Archive) -> None:
    contacts = {
        f"c{i}": Contact(f"c{i}", None, f"ООО «Имя{chr(1072 + i % 32)}{chr(1072 + i // 32)}»") for i in range(900)
    }
    many = archive_terms(replace(archive, contacts=contacts), most=20)
    assert len(many) == 20
    assert many == archive_terms(replace(archive, contacts=contacts), most=MOST_TERMS)[:20]
    weights = [term.weight for term in many]
    assert weights == sorted(weights, reverse=True)


def test_equal_archives_give_equal_terms(archive: Archive) -> None:
    turned = replace(archive, contacts=dict(reversed(archive.contacts.items())), messages=archive.messages[::-1])
    assert archive_terms(turned) == archive_terms(archive)


def test_the_terms_of_a_call_are_the_names_of_those_who_talk(archive: Archive) -> None:
    assert names_by_call(archive)[archive.calls[0].call_id] == ("Анна", "Ким", "Пётр", "Дом")


def test_a_call_of_nobody_known_has_no_terms(archive: Archive) -> None:
    stranger = replace(archive.calls[0], user_id=None, client_phone="+70000000000")
    assert names_by_call(replace(archive, calls=(stranger,))) == {stranger.call_id: ()}


def test_an_empty_message_gives_no_terms(archive: Archive) -> None:
    before: tuple[Message, ...] = with_messages(archive, "").messages
    assert texts_of(replace(archive, messages=before)) >= {"Анна"}
