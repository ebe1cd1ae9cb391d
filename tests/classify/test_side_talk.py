"""Calls of no deal that speak about one: told by the rare words of its client and title, not by chance."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from classify.labelled_archive import labelled_folders, read_labelled_archive
from classify.side_talk import deals_spoken_of
from deals.records import Archive, Contact
from tests.classify.made_archive import PEOPLE, archive, at, call, deal, message

NAMES = [
    "Ферапонтов Иван", "Грачёва Наталья", "Мельников Олег", "Зубарев Антон", "Кожевников Пётр", "Лазарева Инна",
    "Сторожев Глеб", "Тимофеева Ольга", "Ухтомский Лев", "Чеботарь Анна", "Юшков Илья", "Яшин Борис", "Абрикосов Тарас",
    "Бочкарёв Семён", "Воронцов Фома", "Дубинин Марк", "Елагин Роман", "Жаров Вадим", "Иванова Дина", "Копейкин Юрий",
    "Ломакин Егор", "Некрасов Артём", "Обухов Захар", "Пермяков Клим", "Рябова Зоя",
]  # fmt: skip


def spoken_of(*texts: str, owner: str | None = "u1", created: str = "09-01 10:00", **changes: Any) -> str | None:
    """The deal that a call on 10 September speaks about; d0 is Ферапонтов's. All deals are alike but for the client."""
    facts = {"client_phone": "100"} | changes
    made = many_deals(owner_id=owner, created_at=at(created))
    made = replace(made, calls=(call("k1", at("09-10 12:00"), **facts),))
    return deals_spoken_of(made, {"k1": texts}).get("k1")


def many_deals(**changes: Any) -> Archive:
    contacts = {f"c{n}": Contact(f"c{n}", name) for n, name in enumerate(NAMES)}
    return archive(
        [deal(f"d{n}", contact_id=f"c{n}", title="Окна", **changes) for n in range(len(NAMES))], contacts=contacts
    )


def test_a_clients_name_inside_the_office_tells_the_deal() -> None:
    assert spoken_of("Что там с Ферапонтовым?", "Ждёт скидку.") == "d0"


def test_endings_letter_case_and_yo_make_no_difference() -> None:
    assert spoken_of("ГРАЧЕВОЙ перезвони") == "d1"


def test_words_that_all_deals_share_tell_nothing() -> None:
    assert spoken_of("Окна когда отгрузим?") is None


def test_two_clients_named_alike_strongly_tell_nothing() -> None:
    assert spoken_of("Ферапонтову и Мельникову откажи") is None


def test_a_name_once_said_by_a_stranger_is_not_enough() -> None:
    stranger = {"client_phone": "+79105555555", "user_id": "u3"}
    assert spoken_of("Это от Ферапонтова", **stranger) is None
    assert spoken_of("Это от Ферапонтова и больше ни от кого", **stranger) is None
    assert spoken_of("Это от Ферапонтова", client_phone="100", user_id="u3") == "d0"


def test_a_call_without_a_number_is_no_call_inside_the_office() -> None:
    """Also where some of our people have no extension, and where nobody owns the deal."""
    assert spoken_of("Это от Ферапонтова", client_phone=None, user_id="u3") is None
    unknown = call("k1", at("09-10 12:00"), client_phone=None, user_id=None)
    nina = replace(PEOPLE[0], user_id="u9", extension=None)
    made = replace(many_deals(owner_id=None), people={"u9": nina}, calls=(unknown,))
    assert deals_spoken_of(made, {"k1": ["Это от Ферапонтова"]}) == {}
    barns = {i: replace(one, title="Амбар") if i in ("d0", "d1", "d2", "d3") else one for i, one in made.deals.items()}
    nearly = {"k1": ["Это от Ферапонтова, амбар"]}
    assert deals_spoken_of(replace(made, deals=barns), nearly) == {}  # nobody knows who speaks, so it is not the owner
    owned = {i: replace(one, owner_id="u1") for i, one in barns.items()}
    by_the_owner = (replace(unknown, user_id="u1"),)
    assert deals_spoken_of(replace(made, deals=owned, calls=by_the_owner), nearly) == {"k1": "d0"}


def test_a_deal_that_did_not_exist_yet_is_hardly_meant() -> None:
    assert spoken_of("Что там с Ферапонтовым?", created="09-11 10:00") is None


def test_short_words_and_digits_name_nobody() -> None:
    assert spoken_of("Лев Ильич", "12 34") is None


def test_a_call_without_words_or_an_archive_without_deals_is_about_nothing() -> None:
    assert spoken_of() is None
    assert deals_spoken_of(archive(calls=(call("k1", None),)), {"k1": ["Что с Ферапонтовым?"]}) == {}


def test_calls_of_labelled_archives_are_mostly_put_to_the_right_deal() -> None:
    right = found = about = 0
    for labelled in map(read_labelled_archive, labelled_folders()):
        loose = {
            call_id: [u.text for u in one.utterances] for call_id, one in labelled.transcripts.items()
            if labelled.links[call_id] is None
        }  # fmt: skip
        guesses = deals_spoken_of(labelled.archive, loose)
        right += sum(labelled.about.get(call_id) == deal_id for call_id, deal_id in guesses.items())
        found += len(guesses)
        about += len(labelled.about)
    assert right / found >= 0.65
    assert right / about >= 0.65


def test_inside_the_office_a_deal_on_which_something_happens_is_meant_the_sooner() -> None:
    made = many_deals(owner_id="u1", created_at=at("08-01 10:00"))
    talk = {"k1": ["Ферапонтов? Мельников?"]}
    inside = replace(made, calls=(call("k1", at("09-10 12:00"), client_phone="100"),))
    assert deals_spoken_of(inside, talk) == {}
    for day, found in (("09-08 10:00", {"k1": "d2"}), ("09-01 10:00", {})):
        wrote = (message("m1", at(day), deal_id="d2"),)
        assert deals_spoken_of(replace(inside, messages=wrote), talk) == found
    outside = replace(
        made, calls=(call("k1", at("09-10 12:00")),), messages=(message("m1", at("09-08 10:00"), deal_id="d2"),)
    )
    assert deals_spoken_of(outside, talk) == {}
