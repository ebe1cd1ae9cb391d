"""Which call belongs to which deal: told by the client's number, the time and the person, never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from classify.model_files import load_link_model
from deals.linking import Link
from deals.linking import link_calls as link_calls_by
from deals.records import Archive, CallRecord, Contact, Deal, OwnerChange
from tests.classify.made_archive import CONTACT, archive, at, call, deal, lost_deal, message, won_deal

OTHER_PHONE = "+79100000002"
OTHER_CONTACT = Contact("c2", "Вера Ильина", None, (OTHER_PHONE,))
STRANGER = "+79109999999"


def link_calls(made: Archive, words: Mapping[str, str] | None = None) -> tuple[Link, ...]:
    """With the weights that come with the program."""
    return link_calls_by(made, words, load_link_model(None, made))


def link_of(*deals: Deal, started_at: str | None = "09-10 12:00", **changes: Any) -> Link:
    moment = at(started_at) if started_at else None
    contacts = {"c1": CONTACT, "c2": OTHER_CONTACT}
    (link,) = link_calls(archive(deals, contacts=contacts, calls=(call("k1", moment, **changes),)))
    assert link.call_id == "k1"
    return link


def test_a_call_belongs_to_the_only_deal_of_its_number() -> None:
    link = link_of(deal("d1"), deal("d2", contact_id="c2"))
    assert (link.deal_id, link.method, link.contradicts_crm) == ("d1", "phone", False)
    assert link.confidence > 0.9


def test_every_number_of_a_contact_leads_to_its_deals() -> None:
    two = replace(CONTACT, phones=(*CONTACT.phones, "+74951234567"))
    made = archive([deal()], contacts={"c1": two}, calls=(call("k1", at("09-10 12:00"), client_phone="+74951234567"),))
    assert [link.deal_id for link in link_calls(made)] == ["d1"]


def test_of_two_deals_of_a_client_the_one_open_at_the_time_is_taken() -> None:
    first = won_deal("d1", created_at=at("03-01 10:00"), closed_at=at("04-01 10:00"))
    second = deal("d2", created_at=at("09-01 10:00"))
    early, late = (link_of(first, second, started_at=moment) for moment in ("03-15 12:00", "09-15 12:00"))
    assert (early.deal_id, late.deal_id) == ("d1", "d2")
    assert {early.method, late.method} == {"phone+time"}


def test_two_open_deals_of_a_client_with_one_owner_are_not_guessed_between() -> None:
    link = link_of(deal("d1"), deal("d2"))
    assert (link.deal_id, link.method) == (None, "ambiguous")


def test_of_two_open_deals_of_a_client_the_callers_own_is_taken() -> None:
    assert link_of(deal("d1", owner_id="u3"), deal("d2", owner_id="u1")).deal_id == "d2"


def test_a_call_by_another_manager_stays_with_the_only_deal_and_is_less_sure() -> None:
    owner, other = link_of(deal(), user_id="u1"), link_of(deal(), user_id="u3")
    assert other.deal_id == "d1"
    assert other.confidence < owner.confidence


def test_a_call_after_closing_stays_with_the_deal_and_is_less_sure_as_time_goes_by() -> None:
    closed = lost_deal(closed_at=at("05-20 18:00"), created_at=at("05-01 10:00"))
    during, soon, late = (link_of(closed, started_at=m) for m in ("05-10 12:00", "06-01 12:00", "09-01 12:00"))
    assert [link.deal_id for link in (during, soon, late)] == ["d1"] * 3
    assert during.confidence > soon.confidence > late.confidence


def test_half_a_year_after_closing_a_wordless_call_may_still_be_the_deals() -> None:
    """As likely the deal's as not: claimed or not, it is named as the one deal that the call may belong to."""
    closed = lost_deal(closed_at=at("05-20 18:00"), created_at=at("05-01 10:00"))
    link = link_of(closed, started_at="12-01 12:00")
    assert "d1" in {link.deal_id, *(candidate.deal_id for candidate in link.alternatives)}


def test_the_closing_date_of_an_open_deal_is_only_planned() -> None:
    planned = deal("d1", closed_at=at("09-02 10:00"))
    late, unplanned = (link_of(one, started_at="09-20 12:00") for one in (planned, deal("d1")))
    assert late == unplanned


def test_a_call_just_before_the_deal_was_entered_belongs_to_it() -> None:
    assert link_of(deal(created_at=at("09-10 12:30"))).deal_id == "d1"


def test_a_call_long_before_the_deal_belongs_to_no_deal() -> None:
    assert link_of(deal(created_at=at("09-20 10:00"))).deal_id is None


def test_a_call_of_unknown_time_is_linked_by_number_alone() -> None:
    known, unknown = link_of(deal()), link_of(deal(), started_at=None)
    assert unknown.deal_id == "d1"
    assert unknown.confidence < known.confidence
    assert link_of(deal("d1"), won_deal("d2"), started_at=None).deal_id is None


def test_a_strangers_number_belongs_to_no_deal() -> None:
    link = link_of(deal(), client_phone="+79109999999")
    assert (link.deal_id, link.method) == (None, "no-deal-of-phone")


def test_a_call_inside_the_office_belongs_to_no_deal() -> None:
    assert link_of(deal(), client_phone="100").deal_id is None


def test_a_contact_without_deals_gives_no_deal() -> None:
    assert link_of(deal("d1"), client_phone=OTHER_PHONE).method == "no-deal-of-phone"


def test_without_a_number_nothing_is_told() -> None:
    link = link_of(deal(), client_phone=None)
    assert (link.deal_id, link.method) == (None, "no-phone")
    assert link.confidence <= 0.5


def test_the_crm_alone_is_believed_where_the_number_says_nothing() -> None:
    for phone in (None, "+79109999999"):
        link = link_of(deal(), client_phone=phone, stated_deal_id="d1")
        assert (link.deal_id, link.method, link.contradicts_crm) == ("d1", "crm", False)


def test_the_crm_decides_between_two_deals_that_fit_alike() -> None:
    link = link_of(deal("d1"), deal("d2"), stated_deal_id="d2")
    assert (link.deal_id, link.contradicts_crm) == ("d2", False)


def test_the_crm_makes_a_link_surer() -> None:
    assert link_of(deal(), stated_deal_id="d1").confidence > link_of(deal()).confidence


def test_a_crm_link_against_the_number_is_reported() -> None:
    link = link_of(deal("d1"), deal("d2", contact_id="c2"), stated_deal_id="d2")
    assert (link.deal_id, link.contradicts_crm) == ("d1", True)


def test_there_is_one_link_for_each_call_in_their_order() -> None:
    calls = (call("k2", at("09-10 12:00")), call("k1", at("09-11 12:00")), call("k3", None, client_phone=None))
    assert [link.call_id for link in link_calls(archive([deal()], calls=calls))] == ["k2", "k1", "k3"]


def test_an_archive_without_deals_links_nothing() -> None:
    assert [link.deal_id for link in link_calls(archive(calls=(call("k1", at("09-10 12:00")),)))] == [None]


def test_a_confidence_is_a_probability_of_at_least_a_half_wherever_a_deal_is_named() -> None:
    deals = [deal("d1"), won_deal("d2"), lost_deal("d3", owner_id=None), deal("d4", contact_id="c2")]
    for day in range(120):
        moment = at("07-01 12:00") + timedelta(days=day)
        for user in ("u1", "u3", None):
            (link,) = link_calls(archive(deals, calls=(call("k1", moment, user_id=user),)))
            assert 0 <= link.confidence <= 1
            assert link.deal_id is None or link.confidence >= 0.5


def test_of_two_deals_of_a_shared_office_number_the_one_of_the_calls_person_is_taken() -> None:
    shared = {"c1": CONTACT, "c2": replace(OTHER_CONTACT, phones=CONTACT.phones)}
    deals = (deal("d1"), deal("d2", contact_id="c2", owner_id="u3"))
    calls = (call("k1", at("09-10 12:00")), call("k2", at("09-10 12:00"), user_id="u3"))
    first, second = link_calls(archive(deals, contacts=shared, calls=calls))
    assert (first.deal_id, second.deal_id) == ("d1", "d2")
    assert first.method == "phone+person"


def test_of_two_deals_of_a_client_the_one_that_is_spoken_of_is_taken() -> None:
    deals = (deal("d1", title="Окна в коттедж"), deal("d2", title="Ворота гаражные с приводом"))
    asked, silent = call("k1", at("09-10 12:00")), call("k2", at("09-10 12:00"))
    words = {"k1": "Добрый день, я по воротам в гараж, привод к ним вы посчитали?"}
    links = link_calls(archive(deals, calls=(asked, silent)), words)
    assert (links[0].deal_id, links[0].method) == ("d2", "phone+words")
    assert (links[1].deal_id, links[1].method) == (None, "ambiguous")


def test_the_pile_says_which_deals_are_likely_and_sure_links_have_few_rivals() -> None:
    pile = link_of(deal("d1"), deal("d2"))
    assert {one.deal_id for one in pile.alternatives} == {"d1", "d2"}
    assert sum(one.probability for one in pile.alternatives) + pile.confidence <= 1
    assert link_of(deal("d1")).alternatives == ()


def unknown_mobile(words: Mapping[str, str], *calls: CallRecord) -> list[str | None]:
    """The deals of calls from a number that nobody has, among forty deals of as many clients."""
    names = [f"{first}{last}" for last in ("анов", "едько", "ушин", "ович") for first in _SURNAMES]
    names[5] = "Яна Береговая"
    contacts = {f"c{n}": Contact(f"c{n}", name, None, (f"+791000000{n:02}",)) for n, name in enumerate(names)}
    deals = [deal(f"d{n}", contact_id=f"c{n}", title=f"Заказ {n}") for n in range(len(names))]
    deals[5] = replace(deals[5], title="Мансардные окна")
    return [link.deal_id for link in link_calls(archive(deals, contacts=contacts, calls=calls), words)]


_SURNAMES = ("Брат", "Гром", "Доль", "Жур", "Зим", "Корн", "Лап", "Мал", "Ног", "Прох")


def test_a_call_from_an_unknown_mobile_goes_to_the_deal_whose_client_gives_her_name() -> None:
    words = {"k1": "Алло, это Береговая Яна, я по окнам мансардным", "k2": "Здравствуйте, почём нынче пиломатериал?"}
    calls = [call(k, at("09-10 12:00"), direction="in", client_phone=STRANGER + k[-1]) for k in words]
    assert unknown_mobile(words, *calls) == ["d5", None]


def test_other_calls_of_that_mobile_follow_and_those_of_another_do_not() -> None:
    words = {"k1": "Алло, это Береговая Яна, я со своего звоню, по мансардным окнам"}
    first, second = (call(k, at(f"09-1{n} 12:00"), client_phone=STRANGER) for n, k in enumerate(("k1", "k2")))
    other = call("k3", at("09-11 12:00"), client_phone="+79108888888")
    assert unknown_mobile(words, first, second, other) == ["d5", "d5", None]


def test_a_supplier_who_rings_all_day_belongs_to_no_deal_though_something_is_entered_after_each_call() -> None:
    moments = [at(f"09-{day:02} {hour}:00") for day in range(7, 12) for hour in (10, 12, 14, 16)]
    contacts = {f"c{n}": Contact(f"c{n}", None, None, (f"+791000000{n:02}",)) for n in range(20)}
    deals = [deal(f"d{n}", contact_id=f"c{n}") for n in range(20)]
    notes = tuple(message(f"m{n}", moment + timedelta(minutes=10), deal_id=f"d{n}") for n, moment in enumerate(moments))
    calls = tuple(call(f"k{n:02}", moment, client_phone=STRANGER) for n, moment in enumerate(moments))
    links = link_calls(archive(deals, contacts=contacts, calls=calls, messages=notes))
    assert {link.deal_id for link in links} == {None}


def test_a_colleagues_number_leads_to_the_companys_only_deal_and_is_less_sure() -> None:
    own = Contact("c2", "Вера Ильина", "Ветряк, ООО", (OTHER_PHONE,))
    calls = (call("k1", at("09-10 12:00")), call("k2", at("09-10 12:00"), client_phone=OTHER_PHONE))
    first, second = link_calls(archive([deal()], contacts={"c1": CONTACT, "c2": own}, calls=calls))
    assert (second.deal_id, second.method) == ("d1", "colleague")
    assert second.confidence < first.confidence


def test_contacts_of_no_company_are_nobodys_colleagues() -> None:
    private = {n: Contact(n, None, company, (f"+791000000{n[1]}1",)) for n, company in (("c1", "ООО"), ("c2", "ООО"))}
    made = archive([deal()], contacts=private, calls=(call("k1", at("09-10 12:00"), client_phone="+79100000021"),))
    assert [link.deal_id for link in link_calls(made)] == [None]


def test_after_a_deal_passed_to_another_manager_her_calls_belong_to_it_and_the_firsts_go_on_to_his_own() -> None:
    passed = (OwnerChange("d1", at("09-01 10:00"), "u1"), OwnerChange("d1", at("09-05 10:00"), "u3"))
    deals = (deal("d1", owner_id="u3"), deal("d2", owner_id="u1"))
    moments = {"k1": ("09-03 12:00", "u1"), "k2": ("09-10 12:00", "u3"), "k3": ("09-10 12:00", "u1")}
    calls = tuple(call(k, at(moment), user_id=user) for k, (moment, user) in moments.items())
    links = {link.call_id: link for link in link_calls(archive(deals, calls=calls, owner_history=passed))}
    assert links["k2"].deal_id == "d1"
    assert links["k3"].deal_id == "d2"


def test_a_vacancy_and_a_wrong_number_belong_to_no_deal_although_they_say_ordinary_words() -> None:
    words = {
        "k1": "Здравствуйте, я по объявлению, менеджер вам ещё нужен? Я в окнах пять лет работаю.",
        "k2": "Алло, это поликлиника? Нет, вы ошиблись. Извините.",
    }
    calls = [call(k, at("09-10 12:00"), direction="in", client_phone=STRANGER + k[-1]) for k in words]
    assert unknown_mobile(words, *calls) == [None, None]


def test_a_talk_inside_the_office_belongs_to_no_deal_even_if_it_names_one() -> None:
    words = {"k1": "Яна Береговая у тебя что, ждёт расчёт? Позвони Береговой."}
    assert unknown_mobile(words, call("k1", at("09-10 12:00"), client_phone="100")) == [None]


def test_an_archive_with_deals_alone_is_linked_by_number_with_confidence() -> None:
    """No history, notes or tasks: most exports are like that."""
    assert link_of(deal(created_at=at("07-01 10:00")), started_at="09-10 12:00").confidence > 0.9


def test_calls_may_be_streamed_and_in_any_run_give_the_same_links(monkeypatch: pytest.MonkeyPatch) -> None:
    deals = [deal("d1"), deal("d2", owner_id="u3"), lost_deal("d3")]
    calls = tuple(call(f"k{n}", at("08-25 12:00") + timedelta(days=n)) for n in range(30))
    whole = link_calls(archive(deals, calls=calls))
    monkeypatch.setattr("deals.linking.linker.RUN", 7)
    assert link_calls(archive(deals, calls=calls)) == whole


def test_deals_moved_from_another_crm_on_one_day_get_the_calls_before_it() -> None:
    contacts = {f"c{n}": Contact(f"c{n}", None, None, (f"+7910000{n:04}",)) for n in range(60)}
    moved = [deal(f"d{n}", contact_id=f"c{n}", created_at=at("09-08 10:00")) for n in range(60)]
    calls = tuple(call(f"k{n}", at("07-10 12:00"), client_phone=f"+7910000{n:04}") for n in range(60))
    links = link_calls(archive(moved, contacts=contacts, calls=calls))
    assert all(link.deal_id == f"d{link.call_id[1:]}" for link in links)
    few = {f"c{n}": contacts[f"c{n}"] for n in range(9)}
    own = link_calls(archive(moved[:9], contacts=few, calls=calls[:9]))
    assert {link.deal_id for link in own} == {None}


def test_what_was_only_entered_after_a_call_claims_no_deal_and_makes_it_possible() -> None:
    """Something is entered after calls of suppliers, too."""
    note = message("m1", at("09-10 12:10"))
    made = archive([deal()], calls=(call("k1", at("09-10 12:00"), client_phone=STRANGER),), messages=(note,))
    (link,) = link_calls(made)
    assert link.deal_id is None
    assert [one.deal_id for one in link.alternatives] == ["d1"]


def test_the_crm_is_believed_as_far_as_it_is_right_where_numbers_can_tell() -> None:
    """Two deals fit alike and the CRM names one. In one archive it is always right elsewhere, in the other never."""
    contacts = {f"c{n}": Contact(f"c{n}", None, None, (f"+7910000{n:04}",)) for n in range(2, 42)}
    singles = [deal(f"s{n}", contact_id=f"c{n}") for n in range(2, 42)]
    pair = [deal("d1"), deal("d2")]
    asked = call("k1", at("09-10 12:00"), stated_deal_id="d2")

    def confidence(said: int) -> float:
        known = tuple(
            call(f"n{n}", at("09-10 12:00"), client_phone=f"+7910000{n:04}", stated_deal_id=f"s{n + said}")
            for n in range(2, 41)
        )
        made = archive([*pair, *singles], contacts={"c1": CONTACT, **contacts}, calls=(asked, *known))
        link = next(link for link in link_calls(made) if link.call_id == "k1")
        return link.confidence if link.deal_id == "d2" else 0.0

    assert confidence(said=0) > 0.9
    assert confidence(said=1) < 0.5


def test_a_client_who_has_deals_of_his_own_is_not_linked_to_a_colleagues() -> None:
    own = Contact("c2", "Вера Ильина", "Ветряк, ООО", (OTHER_PHONE,))
    deals = [deal(), won_deal("d2", contact_id="c2", created_at=at("01-01 10:00"), closed_at=at("01-20 10:00"))]
    made = archive(
        deals, contacts={"c1": CONTACT, "c2": own}, calls=(call("k1", at("09-10 12:00"), client_phone=OTHER_PHONE),)
    )
    (link,) = link_calls(made)
    assert "d1" not in {link.deal_id, *(one.deal_id for one in link.alternatives)}
