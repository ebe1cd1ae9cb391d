"""Which call belongs to which deal: told by the client's number, the time and the person, never guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from classify.labelled_archive import LabelledArchive, labelled_folders, read_labelled_archive
from deals.linking import Link, link_calls
from deals.records import Contact, Deal
from tests.classify.made_archive import CONTACT, archive, at, call, deal, lost_deal, won_deal

OTHER_PHONE = "+79100000002"
OTHER_CONTACT = Contact("c2", "Вера Ильина", None, (OTHER_PHONE,))


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
    during, soon, late = (link_of(closed, started_at=m) for m in ("05-10 12:00", "06-01 12:00", "12-01 12:00"))
    assert [link.deal_id for link in (during, soon, late)] == ["d1"] * 3
    assert during.confidence > soon.confidence > late.confidence


def test_the_closing_date_of_an_open_deal_is_only_planned() -> None:
    planned = deal("d1", closed_at=at("09-02 10:00"))
    assert link_of(planned, started_at="09-20 12:00").confidence == link_of(deal("d1")).confidence


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


@pytest.mark.parametrize("folder", labelled_folders(), ids=lambda folder: folder.name)
def test_calls_of_labelled_archives_are_linked_right(folder: Path) -> None:
    labelled: LabelledArchive = read_labelled_archive(folder)
    found = {link.call_id: link.deal_id for link in link_calls(labelled.archive)}
    right = sum(deal_id is not None and found[call_id] == deal_id for call_id, deal_id in labelled.links.items())
    linked, belonging = (sum(deal_id is not None for deal_id in one.values()) for one in (found, labelled.links))
    assert 2 * right / (linked + belonging) >= 0.95
