"""People and clients: joined by what is theirs alone, kept apart where only a name or an office number is shared."""

from __future__ import annotations

import pytest

from deals.exports.contact_book import ContactBook, ContactFacts, phones_of
from deals.exports.people_book import PeopleBook


def test_one_phone_in_two_notations_is_one_client() -> None:
    book = ContactBook("RU")
    first = book.add(ContactFacts(name="Орлова Ирина", phones=("+7 910 000-38-17",)))
    assert book.add(ContactFacts(name="Ирина Орлова", phones=("8 (910) 000-38-17", "89161112233"))) == first
    assert book.rows() == [
        {"contact_id": first, "name": "Орлова Ирина", "company": "", "phones": "+7 910 000-38-17;89161112233"}
    ]


def test_a_shared_office_number_joins_no_two_people() -> None:
    book = ContactBook("RU")
    office = ("84951234567",)
    assert book.add(ContactFacts(name="Ким Олег", phones=office)) != book.add(
        ContactFacts(name="Лис Яна", phones=office)
    )


def test_an_equal_name_alone_joins_nobody_who_has_a_number() -> None:
    book = ContactBook("RU")
    one = book.add(ContactFacts(name="Иванов", phones=("89161112233",)))
    other = book.add(ContactFacts(name="Иванов", phones=("89161112244",)))
    assert len({one, other}) == 2


def test_without_numbers_name_and_company_together_are_the_client() -> None:
    book = ContactBook(None)
    first = book.add(ContactFacts(name="Ann Lea", company="Heron"))
    assert book.add(ContactFacts(name="ann  lea", company="HERON")) == first
    assert book.add(ContactFacts(name="Ann Lea", company="Finch")) != first


def test_a_made_id_depends_on_the_client_and_not_on_the_row() -> None:
    facts = [
        ContactFacts(name="Ким", phones=("89161112233",)),
        ContactFacts(company="Heron"),
        ContactFacts(emails=("a@x.test",)),
    ]
    one, other = ContactBook("RU"), ContactBook("RU")
    assert {one.add(each) for each in facts} == {other.add(each) for each in reversed(facts)}


def test_a_row_without_a_client_makes_none() -> None:
    assert ContactBook(None).add(ContactFacts()) is None


def test_several_phones_in_a_cell() -> None:
    cells = ["8 916 111-22-33; +7 495 123-45-67", "'89161112244", "79161112255.0", "нет"]
    assert phones_of(cells) == ("8 916 111-22-33", "+7 495 123-45-67", "89161112244", "79161112255")


def test_a_person_without_an_id_gets_a_readable_one() -> None:
    book = PeopleBook()
    assert book.owner("Белова Анна") == "белова-анна"
    assert book.owner("анна  белова") == "белова-анна"
    assert book.rows() == [{"user_id": "белова-анна", "name": "Белова Анна", "role": "manager"}]


def test_ids_names_and_addresses_of_a_users_table_lead_to_one_person() -> None:
    book = PeopleBook()
    book.add("17", "Sam Salt", ["sam@us.test"])
    assert {
        book.id_of("sam salt"),
        book.id_of("SAM@us.test"),
        book.id_of("17"),
        book.id_of("Sam Salt (sam@us.test)"),
    } == {"17"}


def test_the_archives_own_people_keep_their_ids_and_roles() -> None:
    book = PeopleBook([{"user_id": "9", "name": "Громов Пётр", "role": "head"}])
    assert book.owner("Громов Петр") == "9"
    assert book.rows() == [{"user_id": "9", "name": "Громов Пётр"}]


@pytest.mark.parametrize("words", ["Unassigned", "(No value)", "Не назначен", "нет"])
def test_words_for_nobody_are_no_person(words: str) -> None:
    book = PeopleBook()
    assert book.owner(words) is None
    assert book.rows() == []


def test_a_reference_by_name_is_followed_where_one_listed_contact_has_it() -> None:
    book = ContactBook("RU")
    book.add(ContactFacts(contact_id="8", name="Ann Lea", company="Heron", phones=("89161112233",)), listed=True)
    book.add(ContactFacts(contact_id="9", name="Bo Ray"), listed=True)
    book.add(ContactFacts(contact_id="10", name="Bo Ray"), listed=True)
    assert book.id_of_listed("ANN LEA", None) == book.id_of_listed("Ann Lea", "heron") == "8"
    assert book.id_of_listed("Ann Lea", "Finch") is None
    assert book.id_of_listed("Bo Ray", None) is None


def test_a_title_says_who_leads() -> None:
    book = PeopleBook()
    for name, title in (("A B", "Руководитель отдела продаж"), ("C D", "Sales representative"), ("E F", "Бухгалтер")):
        person = book.add(None, name)
        assert person is not None
        book.state_title(person, title)
    assert [row["role"] for row in book.rows()] == ["head", "manager", "other"]
