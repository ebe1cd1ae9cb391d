"""A person's workload and absences are counted from the archive, and unknown where it cannot show them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from classify.crm_work.person_load import Absence, PersonLoad, team_load
from deals.records import Deal, OwnerChange, Person
from tests.classify.made_archive import PEOPLE, archive, at, call, deal, lost_deal, message

MANAGERS = {p.user_id: p for p in (*PEOPLE, Person("u4", "Рита Бор", "manager", team="Юг"))}
DAY, START, END = date(2026, 9, 10), date(2026, 9, 1), date(2026, 9, 20)


def load(*deals: Deal, user: str | None = "u1", on: date = DAY, **parts: Any) -> PersonLoad | None:
    return team_load(archive(deals, **({"people": MANAGERS} | parts))).of(user, on, START, END)


def known(found: PersonLoad | None) -> PersonLoad:
    assert found is not None
    return found


def test_open_deals_are_those_created_and_not_yet_closed_on_that_day() -> None:
    found = known(load(
        deal("a"), lost_deal("b"), lost_deal("c", closed_at=at("09-09 18:00")),
        deal("d", created_at=at("09-11 10:00")), lost_deal("e", closed_at=at("09-10 09:00")),
    ))  # fmt: skip
    assert found.open_deals == 3  # a, b, and e, which was closed on the day itself
    assert found.new_leads == 1  # d came in that calendar week


def test_a_deal_closed_nobody_knows_when_is_in_no_count() -> None:
    assert known(load(deal("a"), lost_deal("b", closed_at=None))).open_deals == 1


def test_the_load_is_held_against_the_median_of_colleagues_who_sell_in_the_same_team() -> None:
    of_team = [deal("b", owner_id="u4"), deal("c", owner_id="u4")]
    others = [deal(f"o{n}", owner_id="u3") for n in range(9)] + [deal("h", owner_id="u2")]
    assert known(load(deal("a"), *of_team, *others)).colleagues_open == 2
    assert known(load(deal("a"), *others)).colleagues_open == 9  # nobody else in the team; a head is no colleague
    assert known(load(deal("a"))).colleagues_open is None


def test_who_had_not_begun_or_had_left_is_no_colleague() -> None:
    gone = {**MANAGERS, "u4": replace(MANAGERS["u4"], left=date(2026, 9, 5))}
    assert known(load(deal("a"), deal("b", owner_id="u4"), people=gone)).colleagues_open is None


def test_a_deal_handed_on_counts_with_whoever_had_it() -> None:
    handed = (OwnerChange("a", at("09-01 10:00"), "u1"), OwnerChange("a", at("09-08 10:00"), "u3"))
    found = known(load(deal("a", owner_id="u3"), owner_history=handed))
    assert (found.open_deals, found.by_history) == (0, True)
    before = known(load(deal("a", owner_id="u3"), owner_history=handed, on=date(2026, 9, 4)))
    assert before.open_deals == 1
    assert not known(load(deal("a"))).by_history


def test_of_somebody_without_deals_nothing_is_known() -> None:
    assert load(deal("a"), user="u9") is None
    assert load(deal("a"), user=None) is None


def calls_of(user: str, *skipped: range) -> list[Any]:
    """A call on every day from July to September but those skipped, counted from 1 July."""
    days = [n for n in range(92) if not any(n in part for part in skipped)]
    return [call(f"{user}-{n}", at("07-01 10:00") + timedelta(days=n), user_id=user) for n in days]


def test_days_without_a_trace_are_an_absence_where_others_worked() -> None:
    away = range(65, 75)  # 4 to 13 September, in a company that telephones on every day of the week
    found = known(load(deal("a"), calls=(*calls_of("u1", away), *calls_of("u3"))))
    assert found.absence == Absence(date(2026, 9, 4), date(2026, 9, 13), 10)
    assert found.absence_known
    nobody = known(load(deal("a"), calls=(*calls_of("u1", away), *calls_of("u3", away))))
    assert (nobody.absence, nobody.absence_known) == (None, True)


def test_a_letter_is_a_trace_too() -> None:
    letters = tuple(message(f"m{n}", at("07-01 12:00") + timedelta(days=n)) for n in range(65, 75))
    calls = (*calls_of("u1", range(65, 75)), *calls_of("u3"))
    assert known(load(deal("a"), calls=calls, messages=letters)).absence is None


def test_of_somebody_who_seldom_leaves_a_trace_absence_is_unknown() -> None:
    seldom = [one for n, one in enumerate(calls_of("u1")) if n % 9 == 0]
    found = known(load(deal("a"), calls=(*seldom, *calls_of("u3"))))
    assert (found.absence, found.absence_known) == (None, False)


def test_the_last_day_is_given_where_it_lies_before_the_end() -> None:
    left = {**MANAGERS, "u1": replace(MANAGERS["u1"], left=date(2026, 9, 12))}
    assert known(load(deal("a"), people=left)).left == date(2026, 9, 12)
    assert known(load(deal("a"), people={**left, "u1": replace(left["u1"], left=END)})).left is None


def test_the_usual_load_is_a_median_over_weeks() -> None:
    usual = team_load(archive([deal("a"), deal("b", created_at=at("09-02 10:00"))])).usual("u1")
    assert usual is not None
    assert (usual.open_deals, usual.leads_a_week) == (2, 2 / 5)
