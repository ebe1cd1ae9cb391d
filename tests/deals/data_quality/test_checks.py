from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from deals.data_quality import call_checks, contact_checks, deal_checks
from deals.data_quality.archive_facts import archive_facts
from deals.data_quality.clock_check import clocks_apart
from deals.data_quality.data_check import CHECKS, check_archive
from deals.data_quality.finding import EXAMPLES_KEPT, Finding
from deals.records import Archive, CallRecord, Contact, Deal, Message, Person
from tests.deals.small_archive import TEXTS, read_changed

ZONE = ZoneInfo("Europe/Moscow")
FIRST = datetime(2026, 1, 12, 10, tzinfo=ZONE)
PHONE = "+79990001122"


def deal(deal_id: str, days: float = 0, **facts: object) -> Deal:
    known: dict[str, object] = {
        "title": None, "contact_id": "c1", "amount": Decimal(100), "margin_pct": None, "source": None,
        "qualified": None, "created_at": FIRST + timedelta(days=days), "closed_at": None, "status": "open",
        "stage": None, "lost_reason": None, "owner_id": "u1",
    }  # fmt: skip
    return Deal(deal_id, **{**known, **facts})  # type: ignore[arg-type]


def call(call_id: str, days: float = 0, **facts: object) -> CallRecord:
    known: dict[str, object] = {
        "direction": "out", "user_id": "u1", "client_phone": PHONE, "duration_s": 60.0, "answered": True,
    }  # fmt: skip
    started_at = FIRST + timedelta(days=days)
    return CallRecord(call_id, **{"started_at": started_at, **known, **facts})  # type: ignore[arg-type]


def archive(
    deals: tuple[Deal, ...] = (),
    calls: tuple[CallRecord, ...] = (),
    contacts: tuple[Contact, ...] = (),
    **facts: object,
) -> Archive:
    return Archive(
        Path("made"), "Made", "ru", ZONE, "RUB", date(2026, 12, 31),
        people={"u1": Person("u1", "Анна", "manager"), "u2": Person("u2", "Олег", "manager", left=date(2026, 2, 1))},
        contacts={contact.contact_id: contact for contact in contacts},
        deals={one.deal_id: one for one in deals},
        calls=calls,
        **facts,  # type: ignore[arg-type]
    )  # fmt: skip


def seen(finding: Finding) -> tuple[int, int, list[str]]:
    return finding.count, finding.whole, [example.row_id for example in finding.examples]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_no_check_claims_anything_of_an_empty_archive(check: Callable[[Archive], Finding]) -> None:
    empty = replace(archive(), absent_tables=frozenset({"people.csv", "contacts.csv", "deals.csv", "calls.csv"}))
    finding = check(empty)
    assert finding.count == 0
    assert finding.judged or finding.details["needs"]


def test_every_check_has_a_code_of_its_own() -> None:
    codes = [check(archive()).code for check in CHECKS]
    assert len(set(codes)) == len(codes)


def test_closing_before_creation_is_found_and_named() -> None:
    wrong = deal("d2", 5, closed_at=FIRST, status="lost")
    finding = deal_checks.closing_before_creation(archive((deal("d1", closed_at=FIRST, status="won"), wrong)))
    assert seen(finding) == (1, 2, ["d2"])
    assert finding.examples[0].facts == (wrong.created_at, wrong.closed_at)


def test_won_deals_without_amount_or_with_nought_are_found() -> None:
    deals = (
        deal("d1", status="won", amount=None),
        deal("d2", status="won", amount=Decimal(0)),
        deal("d3", amount=None),
    )
    assert seen(deal_checks.won_without_amount(archive(deals))) == (2, 2, ["d1", "d2"])


def test_many_deals_closed_on_one_day_are_found() -> None:
    usual = [deal(f"d{n}", n, closed_at=FIRST + timedelta(days=n + 9), status="lost") for n in range(100)]
    swept = [deal(f"s{n}", n, closed_at=FIRST + timedelta(days=120), status="lost") for n in range(30)]
    assert deal_checks.closings_on_one_day(archive((*usual, *swept))).count == 30
    assert deal_checks.closings_on_one_day(archive(tuple(usual))).count == 0


def test_deals_all_made_on_one_day_are_an_import_if_their_lives_are_longer() -> None:
    moved = tuple(deal(f"d{n}", n / 1e4, closed_at=FIRST + timedelta(days=n), status="won") for n in range(60))
    assert deal_checks.creations_on_one_day(archive(moved)).count == 60


def test_a_week_of_deals_is_no_import() -> None:
    week = tuple(deal(f"d{n}", n % 5) for n in range(100))
    assert deal_checks.creations_on_one_day(archive(week)).count == 0


def test_deals_without_contact_and_without_owner_are_counted() -> None:
    made = archive((deal("d1", contact_id=None), deal("d2", owner_id=None)))
    assert deal_checks.deals_without_contact(made).count == deal_checks.deals_without_owner(made).count == 1


def test_owners_that_people_csv_does_not_know_are_counted_beyond_what_the_reader_kept(tmp_path: Path) -> None:
    rows = "".join(f"x{n},Окна,c1,1,,,,2026-03-02T10:00,,open,,,u{n + 10}\n" for n in range(70))
    read = read_changed(tmp_path, {"deals.csv": TEXTS["deals.csv"] + rows})
    finding = deal_checks.unknown_owners(read)
    assert (finding.count, finding.whole, len(finding.examples)) == (70, 73, EXAMPLES_KEPT)
    assert deal_checks.deals_without_owner(read).count == 0  # they have one, if an unknown one


def test_one_reason_for_nearly_all_losses_is_found() -> None:
    losses = [deal(f"d{n}", status="lost", lost_reason="Дорого" if n else "Другое") for n in range(25)]
    finding = deal_checks.one_lost_reason(archive(tuple(losses)))
    assert (finding.count, finding.details["reason"]) == (24, "Дорого")
    assert not deal_checks.one_lost_reason(archive(tuple(losses[:9]))).judged


def test_deals_with_neither_call_nor_message_are_found() -> None:
    deals = (deal("called"), deal("written", contact_id="c2"), deal("silent", contact_id="c2"))
    contacts = (Contact("c1", phones=(PHONE,)), Contact("c2", phones=("+79990009999",)))
    messages = (Message("m1", "written", FIRST, "email", "client", "Да"),)
    finding = deal_checks.deals_without_traces(archive(deals, (call("k1"),), contacts, messages=messages))
    assert seen(finding) == (1, 3, ["silent"])
    assert not deal_checks.deals_without_traces(archive(deals)).judged


def test_contacts_that_share_a_phone_are_found_and_offices_apart() -> None:
    pair = [Contact(f"c{n}", f"Имя {n}", phones=(PHONE,)) for n in range(2)]
    office = [Contact(f"o{n}", f"Имя {n}", phones=("+74950001122",)) for n in range(6)]
    made = archive(contacts=(*pair, *office))
    assert contact_checks.contacts_of_one_phone(made).count == 2
    assert contact_checks.phones_of_many(made).count == 6


def test_contacts_of_one_name_and_company_are_found_in_any_spelling() -> None:
    contacts = (
        Contact("c1", "Пётр Ким", "ООО «Дом»"),
        Contact("c2", "петр  ким", 'ООО "Дом"'),
        Contact("c3", "Пётр Ким"),
    )
    assert contact_checks.contacts_alike(archive(contacts=contacts)).count == 2


def test_callers_without_deals_and_owners_without_calls_are_found() -> None:
    calls = tuple(call(f"k{n}", n, user_id="u2") for n in range(12))
    made = archive((deal("d1"),), calls)
    assert contact_checks.callers_without_deals(made).examples[0].facts == ("Олег", 12)
    assert contact_checks.owners_without_calls(made).examples[0].facts == ("Анна", 1)


def test_calls_after_a_person_left_are_found() -> None:
    made = archive(calls=(call("k1", 5, user_id="u2"), call("k2", 60, user_id="u2")))
    assert seen(contact_checks.events_after_leaving(made)) == (1, 2, ["k2"])


def test_lengths_that_cannot_be_are_found() -> None:
    calls = (
        call("long", duration_s=4 * 3600.0),
        call("empty", duration_s=0.0),
        call("ringing", answered=False, duration_s=900.0),
        call("missed", answered=False, duration_s=20.0),
    )
    made = archive(calls=calls)
    assert seen(call_checks.calls_too_long(made)) == (1, 4, ["long"])
    assert seen(call_checks.answered_without_length(made)) == (1, 2, ["empty"])
    assert seen(call_checks.unanswered_with_length(made)) == (1, 2, ["ringing"])


def test_a_call_that_two_systems_wrote_down_is_found() -> None:
    second = timedelta(seconds=2)
    calls = (
        call("k1"),
        call("crm-1", started_at=FIRST + second),
        call("other", started_at=FIRST + second, client_phone="+79990009999"),
        call("later", started_at=FIRST + timedelta(seconds=40)),
    )
    assert seen(call_checks.calls_twice(archive(calls=calls))) == (1, 4, ["crm-1"])


def test_calls_at_night_count_only_where_they_are_many() -> None:
    day = [call(f"k{n}", n) for n in range(99)]
    night = [call(f"n{n}", n, started_at=FIRST.replace(hour=3) + timedelta(days=n)) for n in range(20)]
    assert call_checks.calls_at_night(archive(calls=(*day, *night))).count == 20
    assert call_checks.calls_at_night(archive(calls=(*day, night[0]))).count == 0


def test_a_number_in_every_second_call_is_found() -> None:
    calls = [call(f"k{n}", n, client_phone=PHONE if n % 2 else f"+7999000{n:04}") for n in range(300)]
    finding = call_checks.one_number_often(archive(calls=tuple(calls)))
    assert (finding.count, finding.examples[0].row_id) == (150, PHONE)


def test_events_after_the_day_of_judgement_are_found() -> None:
    late = datetime(2027, 6, 1, tzinfo=ZONE)
    made = archive((deal("d1", created_at=late),), (call("k1", started_at=late), call("k2")))
    assert seen(call_checks.events_in_future(made)) == (2, 3, ["k1", "d1"])


def test_recordings_unknown_to_the_log_and_missing_ones_are_counted(tmp_path: Path) -> None:
    calls = TEXTS["calls.csv"] + "k3,2026-03-05T10:00,in,u1,,5,1,gone.wav,\n"
    read = read_changed(tmp_path, {"calls.csv": calls, "recordings/new.ogg": "x"})
    assert call_checks.recordings_unlisted(read).count == 1
    assert call_checks.recordings_missing(read).count == 1


def test_a_log_three_hours_ahead_of_the_crm_is_found() -> None:
    contacts = tuple(Contact(f"c{n}", phones=(f"+7999000{n:04}",)) for n in range(60))
    deals = tuple(deal(f"d{n}", n, contact_id=f"c{n}") for n in range(60))
    calls, notes = [], []
    for n in range(60):
        at = FIRST + timedelta(days=n, minutes=7 * n)
        calls.append(call(f"k{n}", started_at=at + timedelta(hours=3), client_phone=f"+7999000{n:04}"))
        notes.append(Message(f"m{n}", f"d{n}", at + timedelta(minutes=4), "note", "u1", "Поговорили"))
    finding = clocks_apart(archive(deals, tuple(calls), contacts, messages=tuple(notes)))
    assert (finding.details["apart"], finding.details["sign"]) == (3.0, "ahead")
    right = tuple(replace(one, started_at=one.started_at and one.started_at - timedelta(hours=3)) for one in calls)
    assert clocks_apart(archive(deals, right, contacts, messages=tuple(notes))).count == 0


def test_clocks_are_not_called_equal_where_no_entry_follows_a_call() -> None:
    contacts = tuple(Contact(f"c{n}", phones=(f"+7999000{n:04}",)) for n in range(20))
    deals = tuple(deal(f"d{n}", n, contact_id=f"c{n}") for n in range(20))
    calls = tuple(call(f"k{n}", n + 0.9, client_phone=f"+7999000{n:04}") for n in range(20))
    late = tuple(
        Message(f"m{n}", f"d{n}", FIRST + timedelta(days=n + 40 + n % 7), "note", "u1", "-") for n in range(20)
    )
    assert not clocks_apart(archive(deals, calls, contacts, messages=late)).judged


def test_days_without_calls_are_found_on_worked_days_only() -> None:
    days = [
        n for n in range(84) if n % 7 < 5 and not 30 <= n < 40
    ]  # Monday to Friday, with a hole of eight working days
    facts = archive_facts(archive(calls=tuple(call(f"k{n}", n) for n in days)), ())
    assert [(str(run.first), str(run.last), run.days) for run in facts.silent] == [("2026-02-11", "2026-02-20", 8)]


def test_the_whole_check_says_what_is_there() -> None:
    check = check_archive(archive((deal("d1"),), (call("k1"), call("k2", 40, client_phone=None))), {"k1"})
    assert (check.facts.calls.calls, check.facts.calls.phone, check.facts.calls.words) == (2, 1, 1)
    assert [(month.month, month.deals, month.calls) for month in check.facts.months] == [
        ("2026-01", 1, 1),
        ("2026-02", 0, 1),
    ]
    assert "no-tasks" in {gap.code for gap in check.gaps}
