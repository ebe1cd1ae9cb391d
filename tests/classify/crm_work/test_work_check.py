"""The check of the work: what the log shows is found, what it cannot tell is unknown, and honest work is let alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from classify.crm_work.call_claims import plain
from classify.crm_work.client_contacts import MOST_COLLEAGUES, phones_of_companies
from classify.crm_work.work_check import check_work
from classify.crm_work.work_findings import UNKNOWN_REASONS, WORK_CODES, PersonWork, WorkCheck, WorkFinding
from deals.linking import link_calls
from deals.records import CallRecord, Contact, Deal, OwnerChange, Person, StageChange, Task
from tests.classify.made_archive import (
    CLIENT_PHONE,
    CONTACT,
    PEOPLE,
    Signals,
    archive,
    at,
    call,
    deal,
    lost_deal,
    message,
    stories_of,
    transcript,
    won_deal,
)
from transcribe.utterance import Transcript

OTHER_PHONE = "+79100000099"
# The enquiry was answered at once, so that only the entries are in question.
FIRST_CALL = call("first", at("09-01 10:20"))


def others(user_id: str = "u1", every_days: int = 2) -> tuple[CallRecord, ...]:
    """Calls of a manager with other clients all through September, every third unanswered."""
    moments = [at("08-25 11:00") + timedelta(days=n) for n in range(0, 40, every_days)]
    return tuple(
        call(f"other-{user_id}-{n}", moment, user_id=user_id, client_phone=OTHER_PHONE, answered=n % 3 > 0)
        for n, moment in enumerate(moments)
    )


def task(task_id: str = "t1", **changes: Any) -> Task:
    """A call task of the deal d1, closed on 8 September by u1 as without answer."""
    facts: dict[str, Any] = {
        "deal_id": "d1", "kind": "call", "text": "Уточнить размеры", "created_at": at("09-07 10:00"),
        "completed_at": at("09-08 17:50"), "assignee_id": "u1", "result": "не дозвонился",
    }  # fmt: skip
    return Task(task_id, **(facts | changes))


def checked(
    *deals: Deal,
    calls: tuple[CallRecord, ...] = (),
    given: tuple[Transcript, ...] = (),
    heard: dict[str, Signals] | None = None,
    log: tuple[CallRecord, ...] | None = None,
    **parts: Any,
) -> WorkCheck:
    """calls: with the client; log: all others, by default those of u1."""
    contacts = {"c1": CONTACT, "c9": Contact("c9", "Другой клиент", None, (OTHER_PHONE,))}
    ordered = sorted((*calls, *(others() if log is None else log)), key=lambda c: (c.started_at is None, c.started_at))
    made = archive(deals or (lost_deal(),), **({"contacts": contacts, "calls": tuple(ordered)} | parts))
    return check_work(made, link_calls(made), stories_of(made, given, heard))


def entries(*tasks: Task, **parts: Any) -> list[tuple[str, str | None]]:
    """Code and reason (None: found) of the findings about these tasks."""
    calls = (FIRST_CALL, *parts.pop("calls", ()))
    return [(f.code, f.reason) for f in checked(calls=calls, tasks=tasks, **parts).findings]


def leads(*deals: Deal, **parts: Any) -> list[tuple[str, str | None]]:
    return [(f.code, f.reason) for f in checked(*deals, **parts).findings]


def only(work: WorkCheck) -> WorkFinding:
    (finding,) = work.findings
    return finding


# Entries


def test_an_attempt_that_the_log_lacks_is_found_with_its_proof() -> None:
    finding = only(checked(calls=(FIRST_CALL,), tasks=(task(),)))
    assert (finding.code, finding.verdict, finding.deal_id, finding.user_id) == ("call-not-in-log", "found", "d1", "u1")
    entry, silence = finding.proof
    assert (entry.kind, entry.ref, entry.at) == ("task", "t1", at("09-08 17:50"))
    assert (silence.kind, silence.at, silence.until) == ("silence", at("09-07 10:00"), at("09-09 17:50"))


@pytest.mark.parametrize("moment", ["09-07 10:30", "09-08 17:49", "09-09 12:00"])
def test_an_attempt_in_the_log_bears_the_entry_out(moment: str) -> None:
    assert entries(task(), calls=(call("k", at(moment), answered=False),)) == []


def test_a_call_by_a_colleague_bears_it_out() -> None:
    assert entries(task(), calls=(call("k", at("09-08 12:00"), user_id="u3", answered=False),)) == []


def test_a_call_to_another_number_of_the_contact_bears_it_out() -> None:
    second = replace(CONTACT, phones=(CLIENT_PHONE, "+79100000077"))
    given = call("k", at("09-08 12:00"), client_phone="+79100000077", answered=False)
    assert entries(task(), calls=(given,), contacts={"c1": second}) == []


def test_a_call_to_a_number_that_the_deal_names_bears_it_out() -> None:
    note = message("m1", at("09-02 10:00"), "Второй номер 8 (910) 000-00-55", channel="note")
    given = call("k", at("09-08 12:00"), client_phone="+79100000055", answered=False)
    assert entries(task(), calls=(given,), messages=(note,)) == []


def test_a_call_to_the_clients_colleague_bears_it_out() -> None:
    people = {"c1": CONTACT, "c5": Contact("c5", "Бухгалтер", "ООО «ВЕТРЯК»", ("+79100000066",))}
    given = call("k", at("09-08 12:00"), client_phone="+79100000066", answered=False)
    assert entries(task(), calls=(given,), contacts=people) == []


def test_a_call_to_a_number_shared_with_another_client_bears_it_out() -> None:
    shared = {"c1": CONTACT, "c2": Contact("c2", "Сосед по офису", None, (CLIENT_PHONE,))}
    two = (lost_deal(), lost_deal("d2", contact_id="c2", title="Двери", created_at=at("09-01 10:00")))
    work = checked(
        *two, calls=(FIRST_CALL, call("k", at("09-08 12:00"), answered=False)), contacts=shared, tasks=(task(),)
    )
    assert not [f for f in work.findings if f.verdict == "found"]


def test_a_call_to_a_number_that_nobody_has_shortly_before_may_have_been_it() -> None:
    stranger = call("k", at("09-08 17:20"), client_phone="+79100000044", answered=False)
    assert entries(task(), calls=(stranger,)) == [("call-not-in-log", "call-may-belong")]


def test_a_call_without_a_number_shortly_before_may_have_been_it() -> None:
    assert entries(task(), calls=(call("k", at("09-08 17:20"), client_phone=None, answered=False),)) == [
        ("call-not-in-log", "call-may-belong")
    ]


def test_a_claimed_talk_needs_an_answered_call() -> None:
    tried = call("k", at("09-08 12:00"), answered=False)
    talked = replace(task(), result="Поговорили, ждёт смету")
    assert entries(talked, calls=(tried,)) == [("talk-not-in-log", None)]
    assert entries(talked, calls=(call("k", at("09-08 12:00"), duration_s=95.0),)) == []
    assert entries(talked, calls=(call("k", at("09-08 12:00"), direction="in"),)) == []


def test_a_call_of_seconds_is_no_conversation() -> None:
    talked = replace(task(), result="Обсудили комплектацию")
    finding = only(checked(calls=(FIRST_CALL, call("k", at("09-08 12:00"), duration_s=4.0)), tasks=(talked,)))
    assert (finding.code, finding.verdict, finding.details["seconds"]) == ("talk-of-seconds", "found", 4)
    assert [p.ref for p in finding.proof if p.kind == "call"] == ["k"]


def test_a_machine_that_took_the_call_is_no_conversation() -> None:
    machine = replace(transcript("k", ("client", "Абонент недоступен, оставьте сообщение")), outcome="voicemail")
    talked = replace(task(), result="Обсудили комплектацию")
    given = call("k", at("09-08 12:00"), duration_s=31.0)
    assert entries(talked, calls=(given,), given=(machine,)) == [("talk-with-machine", None)]


def test_a_recording_without_sound_proves_nothing_against_a_talk() -> None:
    silent = replace(transcript("k"), outcome="silence")
    talked = replace(task(), result="Обсудили комплектацию")
    assert entries(talked, calls=(call("k", at("09-08 12:00"), duration_s=60.0),), given=(silent,)) == []


def test_a_task_closed_before_it_was_created_is_looked_at_around_both() -> None:
    odd = task(created_at=at("09-08 18:00"), completed_at=at("09-08 17:50"))
    assert entries(odd) == [("call-not-in-log", None)]
    assert entries(odd, calls=(call("k", at("09-08 16:00"), answered=False),)) == []


def test_a_task_made_and_closed_at_once_records_an_earlier_call() -> None:
    at_once = task(created_at=at("09-08 17:49"))
    assert entries(at_once, calls=(call("k", at("09-08 09:30"), answered=False),)) == []


def test_a_call_late_at_night_bears_out_the_entry_of_the_next_day() -> None:
    late = task(created_at=at("09-08 00:05"), completed_at=at("09-08 00:20"))
    assert entries(late, calls=(call("k", at("09-07 23:55"), answered=False),)) == []


def test_a_task_of_nobody_is_found_but_lies_at_nobodys_door() -> None:
    finding = only(checked(calls=(FIRST_CALL,), tasks=(task(assignee_id=None),)))
    assert (finding.verdict, finding.user_id) == ("found", None)


def test_an_open_task_claims_nothing() -> None:
    assert entries(task(completed_at=None)) == []


def test_a_task_closed_together_with_its_deal_claims_nothing_unless_it_says_so() -> None:
    closed = task(completed_at=at("09-20 18:00"), result="сделка закрыта")
    assert entries(closed) == []
    assert entries(replace(closed, result="не дозвонился")) == [("call-not-in-log", None)]


def test_a_result_that_names_no_call_is_unknown() -> None:
    assert entries(task(result="думает")) == [("call-not-in-log", "result-names-no-call")]


def test_a_result_known_from_a_letter_needs_no_call() -> None:
    assert entries(task(result="думает"), messages=(message("m", at("09-08 15:00"), author="client"),)) == []


def test_a_talk_may_have_been_in_writing_where_the_client_wrote() -> None:
    talked = task(result="Обсудили")
    wrote = message("m", at("09-08 15:00"), "Хорошо, так и сделаем", channel="whatsapp", author="client")
    assert entries(talked, messages=(wrote,)) == [("call-not-in-log", "other-channel")]


def test_a_letter_of_ours_does_not_bear_out_an_attempt() -> None:
    assert entries(task(), messages=(message("m", at("09-08 15:00")),)) == [("call-not-in-log", None)]


@pytest.mark.parametrize("text", ["Звонил вам со своего, трубку не взяли", "Только что вам звонил, наберите меня"])
def test_a_message_that_tells_the_client_of_the_call_makes_it_unknown(text: str) -> None:
    given = message("m", at("09-08 17:52"), text, channel="whatsapp")
    assert entries(task(), messages=(given,)) == [("call-not-in-log", "calls-outside-log")]


def test_the_clients_thanks_for_the_call_make_it_unknown() -> None:
    given = message("m", at("09-08 19:00"), "Спасибо за звонок!", channel="whatsapp", author="client")
    assert entries(task(), messages=(given,)) == [("call-not-in-log", "calls-outside-log")]


def test_without_any_call_the_log_tells_nothing() -> None:
    work = checked(tasks=(task(),), calls=(), log=(), absent_tables=frozenset({"calls.csv"}))
    assert {(f.verdict, f.reason) for f in work.findings} == {("unknown", "no-phone-log")}


def test_without_a_number_of_the_client_nothing_can_be_looked_for() -> None:
    work = checked(tasks=(task(),), contacts={"c1": replace(CONTACT, phones=())})
    assert {f.reason for f in work.findings} == {"no-client-number"}


def test_a_person_who_never_uses_the_logged_line_is_not_accused() -> None:
    assert entries(task(assignee_id="u3")) == [("call-not-in-log", "person-not-in-log")]


def test_weeks_without_any_logged_call_tell_nothing() -> None:
    early = tuple(c for c in others() if c.started_at and c.started_at < at("09-05 00:00"))
    late = task(created_at=at("09-24 10:00"), completed_at=at("09-25 17:00"))
    work = checked(deal(), tasks=(late,), log=early, calls=(FIRST_CALL,))
    assert [f.reason for f in work.findings if f.code == "call-not-in-log"] == ["outside-log-period"]


def test_a_log_of_answered_calls_alone_cannot_deny_an_attempt() -> None:
    answered = tuple(replace(c, answered=True) for c in others())
    assert entries(task(), log=answered) == [("call-not-in-log", "log-without-unanswered")]
    assert entries(task(result="Поговорили"), log=answered) == [("call-not-in-log", None)]


def test_a_person_known_to_call_from_elsewhere_is_not_accused() -> None:
    told = tuple(
        message(f"m{n}", at("09-12 10:00"), "Сейчас вам звонил с личного", deal_id=f"d{n}", channel="whatsapp")
        for n in (2, 3, 4)
    )
    contacts = {f"c{n}": Contact(f"c{n}", f"Клиент {n}", None, (f"+7910000020{n}",)) for n in (2, 3, 4)}
    more = tuple(deal(f"d{n}", contact_id=f"c{n}", title=f"Сделка {n}") for n in (2, 3, 4))
    contacts |= {"c1": CONTACT, "c9": Contact("c9", "Другой клиент", None, (OTHER_PHONE,))}
    work = checked(lost_deal(), *more, calls=(FIRST_CALL,), tasks=(task(),), messages=told, contacts=contacts)
    assert [f.reason for f in work.by_deal().get("d1", ())] == ["person-calls-outside-log"]
    (row,) = work.people
    assert (row.calls_outside_log, row.entries_unknown, row.entries_without_call) == (3, 1, 0)


def test_the_client_who_complains_is_named_beside_the_entry() -> None:
    wrote = message("m", at("09-12 12:00"), "За две недели ни одного пропущенного", author="client")
    work = checked(
        calls=(FIRST_CALL,), tasks=(task(),), messages=(wrote,), heard={wrote.text: {"complaint_no_contact": 0.7}}
    )
    finding = only(work)
    assert finding.client_says_so
    assert (finding.proof[-1].kind, finding.proof[-1].ref) == ("message", "m")


def test_a_note_of_attempts_looks_back_a_fortnight() -> None:
    note = message("m", at("09-12 12:00"), "Звонил несколько раз, не берёт трубку", channel="note")
    assert [(f.code, f.reason) for f in checked(messages=(note,), calls=(FIRST_CALL,)).findings] == []
    long_ago = replace(note, at=at("09-19 12:00"))
    assert ("call-not-in-log", None) in leads(calls=(FIRST_CALL,), messages=(long_ago,))


def many_tasks(minutes: int, results: tuple[str, ...]) -> tuple[Task, ...]:
    first = at("09-08 17:50")
    return tuple(
        task(f"t{n}", completed_at=first + timedelta(minutes=n * minutes), result=result)
        for n, result in enumerate(results)
    )


def test_tasks_without_calls_closed_within_minutes_are_found_together() -> None:
    work = checked(calls=(FIRST_CALL,), tasks=many_tasks(1, ("недозвон", "не берёт", "занято")))
    (together,) = [f for f in work.findings if f.code == "tasks-closed-together"]
    assert (together.details, together.user_id) == ({"count": 3, "minutes": 2}, "u1")
    assert [p.ref for p in together.proof] == ["t0", "t1", "t2"]


def test_an_evening_of_honest_entries_is_no_batch() -> None:
    honest = call("k", at("09-08 12:00"), answered=False)
    assert entries(*many_tasks(1, ("недозвон", "не берёт", "занято")), calls=(honest,)) == []


def test_tasks_closed_apart_are_no_batch() -> None:
    apart = entries(*many_tasks(20, ("недозвон", "не берёт", "занято")))
    assert [code for code, _ in apart] == ["call-not-in-log"] * 3


def test_an_evening_of_reminders_that_claim_no_call_is_no_batch() -> None:
    reminders = tuple(
        replace(one, kind=kind, result=result)
        for one, kind, result in zip(
            many_tasks(1, ("",) * 4),
            ("reminder", "other", "quote", "email"),
            ("готово", None, "отправил", "не дозвонился"),
            strict=True,
        )
    )  # fmt: skip
    assert entries(*reminders) == []


def test_call_tasks_ticked_off_without_a_result_are_no_batch() -> None:
    found = entries(*(replace(one, result=None) for one in many_tasks(0, ("",) * 5)))
    assert {code for code, _ in found} == {"call-not-in-log"}
    assert {reason for _, reason in found} == {"result-names-no-call"}


def test_an_honest_evening_with_two_false_entries_is_no_batch() -> None:
    contacts = {f"c{n}": Contact(f"c{n}", f"Клиент {n}", None, (f"+7910000040{n}",)) for n in range(5)}
    contacts["c9"] = Contact("c9", "Другой клиент", None, (OTHER_PHONE,))
    deals = tuple(lost_deal(f"d{n}", contact_id=f"c{n}", title=f"Сделка {n}") for n in range(5))
    first = tuple(call(f"f{n}", at("09-01 10:20"), client_phone=f"+7910000040{n}") for n in range(5))
    tried = tuple(call(f"k{n}", at("09-08 12:00"), client_phone=f"+7910000040{n}", answered=False) for n in range(3))
    tasks = tuple(replace(one, deal_id=f"d{n}") for n, one in enumerate(many_tasks(1, ("недозвон",) * 5)))
    work = checked(*deals, calls=(*first, *tried), contacts=contacts, tasks=tasks)
    assert [(f.deal_id, f.code) for f in work.findings] == [("d3", "call-not-in-log"), ("d4", "call-not-in-log")]


@pytest.mark.parametrize(
    ("result", "changes"),
    [
        ("занято", {"answered": False, "duration_s": 0.0}),
        ("занято", {"answered": True, "duration_s": 3.0}),  # some exchanges count the busy tone as answered
        ("line busy", {"answered": None, "duration_s": None}),
        ("автоответчик, оставил сообщение", {"answered": True, "duration_s": 24.0}),
        ("left a voicemail", {"answered": True, "duration_s": 6.0}),
        ("сбросил", {"answered": True, "duration_s": 1.0}),
        ("не берёт, перезвонил сам", {"direction": "in", "answered": True, "duration_s": 40.0}),
    ],
)
def test_busy_lines_and_machines_bear_out_an_attempt(result: str, changes: dict[str, Any]) -> None:
    assert entries(task(result=result), calls=(call("k", at("09-08 12:00"), **changes),)) == []


def test_a_short_call_with_words_is_a_talk() -> None:
    short = call("k", at("09-08 12:00"), duration_s=6.0)
    words = transcript("k", ("client", "Да, беру"))
    assert entries(task(result="Поговорили, берёт"), calls=(short,), given=(words,)) == []


def test_the_longest_call_of_the_time_decides_not_the_last() -> None:
    calls = (call("k1", at("09-08 11:00"), duration_s=90.0), call("k2", at("09-08 17:00"), duration_s=2.0))
    assert entries(task(result="Поговорили"), calls=calls) == []


def test_a_note_of_a_call_that_the_client_confirms_in_writing_is_unknown() -> None:
    note = message("n", at("09-08 18:00"), "Созвонились по телефону, ждёт смету", channel="note")
    wrote = message("m", at("09-09 09:00"), "После нашего разговора жду смету", channel="email", author="client")
    lately = call("f", at("08-20 10:00"))
    found = [(f.code, f.reason) for f in checked(messages=(note, wrote), calls=(lately,)).findings]
    assert ("call-not-in-log", "calls-outside-log") in found
    assert None not in {reason for _, reason in found}


def test_what_was_entered_before_the_log_begins_is_unknown() -> None:
    late_log = tuple(c for c in others() if c.started_at and c.started_at > at("09-09 00:00"))
    work = checked(tasks=(task(),), log=late_log)
    assert {(f.code, f.reason) for f in work.findings} == {
        ("call-not-in-log", "outside-log-period"), ("no-first-contact", "outside-log-period"),
    }  # fmt: skip


def test_what_was_entered_after_the_log_ends_is_unknown() -> None:
    early_log = tuple(c for c in others() if c.started_at and c.started_at < at("09-06 00:00"))
    assert entries(task(), log=early_log) == [("call-not-in-log", "outside-log-period")]


def test_a_long_weekend_at_the_end_of_the_log_is_no_gap() -> None:
    until_the_5th = tuple(c for c in others(every_days=1) if c.started_at and c.started_at < at("09-05 00:00"))
    early = task(created_at=at("09-03 10:00"), completed_at=at("09-04 17:50"))
    assert entries(early, log=until_the_5th) == [("call-not-in-log", None)]


def test_a_phone_log_in_another_time_zone_is_held_against_the_same_moments() -> None:
    utc = at("09-08 17:40").astimezone(ZoneInfo("UTC"))
    assert entries(task(), calls=(call("k", utc, answered=False),)) == []
    tokyo = at("09-09 18:30").astimezone(ZoneInfo("Asia/Tokyo"))  # a day and 40 minutes after the entry
    assert entries(task(), calls=(call("k", tokyo, answered=False),)) == [("call-not-in-log", None)]


def test_a_deal_without_a_contact_accuses_nobody() -> None:
    work = checked(lost_deal(contact_id=None), tasks=(task(),))
    assert {(f.verdict, f.reason) for f in work.findings} == {("unknown", "no-client-number")}


# Leads


def test_a_lead_that_nobody_contacted_is_found() -> None:
    finding = only(checked())
    assert (finding.code, finding.verdict, finding.user_id) == ("no-first-contact", "found", "u1")
    assert finding.details["hours"] == pytest.approx(8 + 13 * 9 + 0)  # 2 to 18 September, no 20th: a Sunday


def test_a_late_first_contact_is_counted_in_working_hours() -> None:
    finding = only(checked(calls=(call("k", at("09-04 10:00")),)))
    assert (finding.code, finding.details["hours"]) == ("first-contact-late", 27.0)


def test_a_lead_of_friday_evening_called_on_monday_is_not_late() -> None:
    friday = lost_deal(created_at=at("09-04 19:40"))
    assert leads(friday, calls=(call("k", at("09-07 09:10")),)) == []


def test_a_lead_before_the_holidays_called_after_them_is_not_late() -> None:
    before = lost_deal(created_at=at("04-30 18:30"), closed_at=at("05-20 12:00"))
    log = tuple(replace(c, started_at=c.started_at - timedelta(days=124)) for c in others() if c.started_at)
    assert leads(before, calls=(call("k", at("05-05 10:00")),), log=log) == []


def test_a_day_of_waiting_is_late_where_the_client_asked_again() -> None:
    waited = call("k", at("09-02 16:00"))
    assert leads(calls=(waited,)) == []
    asked = call("missed", at("09-02 11:00"), direction="in", answered=False)
    assert leads(calls=(asked, waited)) == [("first-contact-late", None)]


def test_a_message_of_ours_is_a_first_contact() -> None:
    assert leads(messages=(message("m", at("09-01 11:00")),)) == []


def test_a_call_before_the_deal_was_entered_is_the_first_contact() -> None:
    assert leads(calls=(call("k", at("09-01 09:40"), direction="in"),)) == []


def test_a_client_who_named_the_day_is_not_called_late_on_it() -> None:
    wrote = message("m", at("09-01 10:01"), "Позвоните мне 7 сентября, до этого я в дороге", author="client")
    assert leads(calls=(call("k", at("09-07 11:00")),), messages=(wrote,)) == []


def test_two_tries_in_the_first_hour_and_none_after_are_a_lead_given_up() -> None:
    tries = (call("k1", at("09-01 10:10"), answered=False), call("k2", at("09-01 10:50"), answered=False))
    finding = only(checked(calls=tries))
    assert (finding.code, finding.verdict, finding.details["count"]) == ("lead-given-up", "found", 2)
    assert {p.ref for p in finding.proof if p.kind == "call"} == {"k1", "k2"}


def test_seven_tries_over_ten_days_are_not_given_up() -> None:
    days = ("01 10:10", "02 17:00", "03 09:30", "04 13:00", "07 18:30", "09 11:00", "11 10:00")
    tries = tuple(call(f"k{n}", at(f"09-{day}"), answered=False) for n, day in enumerate(days))
    assert leads(calls=tries) == []


def test_a_reached_lead_is_not_given_up() -> None:
    assert leads(calls=(FIRST_CALL,)) == []


def test_tries_entered_stand_beside_those_in_the_log() -> None:
    tries = (call("k1", at("09-01 10:10"), answered=False), call("k2", at("09-01 10:50"), answered=False))
    said = tuple(
        task(f"t{n}", created_at=at(f"09-0{n} 09:00"), completed_at=at(f"09-0{n} 17:50"), result=result)
        for n, result in ((1, "не дозвонился"), (2, "не берёт"), (3, "2 раза набрал, не берёт"))
    )
    note = message("n", at("09-08 10:00"), "звонил, 4 попытки, трубку не берут", channel="note")
    work = checked(calls=tries, tasks=said, messages=(note,))
    (given_up,) = [f for f in work.findings if f.code == "lead-given-up"]
    wanted = {"count": 2, "logged": 2, "claimed": 4, "on_days": 1, "most_a_day": 2}
    assert {name: given_up.details[name] for name in wanted} == wanted
    assert {p.ref for p in given_up.proof} == {"d1", "k1", "k2", "t1", "t2", "t3", "n"}


def test_a_lead_of_which_only_tries_were_entered_says_how_many() -> None:
    work = checked(tasks=(task(), task("t2", result="занято", completed_at=at("09-10 17:50"))))
    (untouched,) = [f for f in work.findings if f.code == "no-first-contact"]
    assert (untouched.details["claimed"], untouched.details["logged"]) == (2, 0)


def test_a_client_who_rang_and_was_answered_is_not_said_to_have_been_tried() -> None:
    rang = call("k", at("09-04 10:00"), direction="in")
    finding = only(checked(calls=(rang,)))
    assert (finding.code, finding.details["by"], finding.details["logged"]) == ("first-contact-late", "client", 0)
    assert only(checked(calls=(replace(rang, direction="out"),))).details["by"] == "us"


def test_the_clients_own_call_that_was_taken_is_no_asking_again() -> None:
    assert leads(calls=(call("k", at("09-02 16:00"), direction="in"),)) == []


def test_a_fresh_lead_is_not_given_up_yet() -> None:
    fresh = deal(created_at=at("09-28 10:00"))
    assert leads(fresh, calls=(call("k", at("09-28 10:30"), answered=False),)) == []


@pytest.mark.parametrize("changes", [{"source": "холодная база"}, {"lost_reason": "Дубль"}, {"lost_reason": "Спам"}])
def test_cold_deals_and_duplicates_are_no_leads(changes: dict[str, Any]) -> None:
    assert leads(lost_deal(**changes)) == []


def test_won_deals_are_no_leads() -> None:
    assert leads(lost_deal(status="won")) == []


def test_deals_entered_in_bulk_have_no_hour_of_enquiry() -> None:
    many = [lost_deal(f"d{n}", contact_id="c1", created_at=at("09-01 10:00")) for n in range(25)]
    assert {reason for _, reason in leads(*many)} <= {"created-in-bulk", "call-may-belong"}


def test_a_creation_date_without_a_time_is_not_held_against_anybody() -> None:
    dated = lost_deal(created_at=at("09-01 00:00"))
    assert leads(dated, calls=(call("k", at("09-03 10:00")),)) == [("first-contact-late", "date-without-time")]
    assert leads(dated, calls=(call("k", at("09-07 10:00")),)) == [("first-contact-late", None)]


def test_without_a_table_of_messages_a_first_contact_may_have_been_written() -> None:
    assert leads(absent_tables=frozenset({"messages.csv"})) == [("no-first-contact", "no-messages-table")]


def test_a_meeting_entered_as_done_leaves_the_first_contact_unknown() -> None:
    met = task(kind="meeting", completed_at=at("09-02 12:00"), result="замер сделан")
    assert leads(tasks=(met,)) == [("no-first-contact", "other-channel")]


def test_a_call_that_may_be_the_deals_leaves_the_first_contact_unknown() -> None:
    unlinked = call("k", at("09-03 12:00"), client_phone=CLIENT_PHONE)
    work = checked(lost_deal(), lost_deal("d2"), calls=(unlinked,))
    assert not [f for f in work.findings if f.verdict == "found" and f.code == "no-first-contact"]


def test_entries_that_cannot_be_judged_leave_the_first_contact_unknown() -> None:
    told = message("m", at("09-08 17:52"), "Звонил вам со своего", channel="note")
    found = leads(tasks=(task(),), messages=(told,))
    assert set(found) == {("no-first-contact", "calls-outside-log"), ("call-not-in-log", "calls-outside-log")}


def left(day: date) -> dict[str, Person]:
    people = {person.user_id: person for person in PEOPLE}
    return people | {"u1": replace(people["u1"], left=day)}


def test_a_lead_of_somebody_who_left_is_nobodys_fault_but_a_wrong_gift() -> None:
    work = checked(people=left(date(2026, 8, 31)))
    assert {(f.code, f.user_id) for f in work.findings} == {("no-first-contact", None), ("lead-of-absent-owner", None)}
    (gone,) = [f for f in work.findings if f.code == "lead-of-absent-owner"]
    assert (gone.details["name"], gone.details["why"]) == ("Анна Ким", "left")


def test_a_lead_of_somebody_away_for_days_is_found_where_they_are_mostly_there() -> None:
    busy = tuple(
        call(f"b{n}", at("08-01 11:00") + timedelta(days=n), client_phone=OTHER_PHONE, answered=n % 2 > 0)
        for n in (*range(31), *range(44, 60))
    )
    work = checked(log=busy, calls=(call("k", at("09-14 10:00")),))
    assert {(f.code, f.user_id) for f in work.findings} == {
        ("first-contact-late", None), ("lead-of-absent-owner", None)
    }  # fmt: skip


def test_late_is_what_is_late_in_this_company() -> None:
    contacts = {f"c{n}": Contact(f"c{n}", f"Клиент {n}", None, (f"+7910000030{n}",)) for n in range(2, 8)}
    slow = tuple(deal(f"d{n}", contact_id=f"c{n}", title=f"Сделка {n}") for n in range(2, 8))
    calls = tuple(call(f"s{n}", at("09-02 12:00"), client_phone=f"+7910000030{n}") for n in range(2, 8))
    contacts |= {"c1": CONTACT, "c9": Contact("c9", "Другой клиент", None, (OTHER_PHONE,))}
    waited = call("k", at("09-03 15:00"))
    assert leads(calls=(waited,)) == [("first-contact-late", None)]
    assert leads(lost_deal(), *slow, calls=(waited, *calls), contacts=contacts) == []


def test_a_lead_handed_over_late_is_not_the_new_owners() -> None:
    owners = (OwnerChange("d1", at("09-01 10:00"), "u1"), OwnerChange("d1", at("09-18 16:00"), "u3"))
    assert only(checked(owner_history=owners)).user_id == "u1"


# Stages


def moved(*stages: tuple[str, str]) -> tuple[StageChange, ...]:
    return tuple(StageChange("d1", at(moment), stage, "u1") for moment, stage in stages)


WRITES = message("w", at("09-03 10:00"), deal_id="d9")  # u1 writes to other clients by the CRM
OTHER_DEAL = deal("d9", contact_id="c9", title="Другая")


def stage_findings(**parts: Any) -> list[tuple[str, str | None]]:
    given = {"messages": (WRITES,)} | parts
    work = checked(lost_deal(), OTHER_DEAL, **given)
    return [(f.code, f.reason) for f in work.by_deal().get("d1", ()) if f.code == "stage-without-contact"]


def test_a_stage_that_takes_contact_without_any_is_found() -> None:
    assert stage_findings(stage_history=moved(("09-03 12:00", "Переговоры"))) == [("stage-without-contact", None)]


@pytest.mark.parametrize("stage", ["Новая", "Закрыто и не реализовано", "Неразобранное", "New lead", "Lost"])
def test_stages_that_take_no_contact_are_let_alone(stage: str) -> None:
    assert stage_findings(stage_history=moved(("09-03 12:00", stage))) == []


def test_an_attempt_before_the_stage_is_contact_enough() -> None:
    tried = call("k", at("09-02 12:00"), answered=False)
    assert stage_findings(stage_history=moved(("09-03 12:00", "Переговоры")), calls=(tried,)) == []


def test_a_stage_of_a_client_met_in_person_is_unknown() -> None:
    later = call("k", at("09-15 12:00"))
    history = moved(("09-03 12:00", "Замер проведён"))
    assert stage_findings(stage_history=history, calls=(later,)) == [("stage-without-contact", "other-channel")]


def test_a_stage_set_by_nobody_is_unknown() -> None:
    history = (StageChange("d1", at("09-03 12:00"), "Договор", None),)
    assert [reason for _, reason in stage_findings(stage_history=history)] == ["owner-unknown"]


WON = tuple(
    won_deal(f"w{n}", contact_id=f"cw{n}", title=f"Выигранная {n}", closed_at=at("09-25 12:00")) for n in range(6)
)
WON_PHONES = {f"cw{n}": Contact(f"cw{n}", f"Купивший {n}", None, (f"+7910000050{n}",)) for n in range(6)}
MOVES = (("09-01 11:00", "Контакт"), ("09-08 12:00", "КП отправлено"))


def moves_on(
    *, bare: int = 0, won: int = len(WON), history: tuple[tuple[str, str], ...] = MOVES, **parts: Any
) -> WorkCheck:
    """A lost deal called at once and moved on a week later; beside it won deals, `bare` of them too."""
    contacts = {"c1": CONTACT, "c9": Contact("c9", "Другой клиент", None, (OTHER_PHONE,)), **WON_PHONES}
    stages = [*moved(*history)]
    calls = [FIRST_CALL, *parts.pop("calls", ())]
    for n, one in enumerate(WON[:won]):
        stages += [StageChange(one.deal_id, at(moment), stage, "u1") for moment, stage in MOVES]
        calls.append(call(f"a{n}", at("09-01 10:15"), client_phone=f"+7910000050{n}"))
        if n >= bare:
            calls.append(call(f"b{n}", at("09-07 15:00"), client_phone=f"+7910000050{n}"))
    given: dict[str, Any] = {"messages": (WRITES,), "contacts": contacts, "stage_history": tuple(stages)} | parts
    return checked(lost_deal(), OTHER_DEAL, *WON[:won], calls=tuple(calls), **given)


NOTED = message("n", at("09-05 12:00"), "был у них, ждут КП", channel="note")
OWN_PHONE = message("n", at("09-20 12:00"), "звонил со своего", channel="note")


def idle_moves(**parts: Any) -> list[str | None]:
    return [f.reason for f in moves_on(**parts).by_deal().get("d1", ()) if f.code == "stage-without-work"]


def test_a_deal_moved_on_with_nothing_done_since_the_stage_before_is_found_with_proof() -> None:
    (finding,) = [f for f in moves_on().findings if f.code == "stage-without-work"]
    assert (finding.verdict, finding.deal_id, finding.user_id, finding.at) == ("found", "d1", "u1", at("09-08 12:00"))
    assert (finding.details["before"], finding.details["stage"]) == ("Контакт", "КП отправлено")
    now, before, nothing = finding.proof
    assert (now.text, before.text) == ("КП отправлено", "Контакт")
    assert (nothing.kind, nothing.at, nothing.until) == ("nothing", at("09-01 11:00"), at("09-08 12:00"))


@pytest.mark.parametrize(
    "parts",
    [
        {"calls": (call("k", at("09-05 12:00"), answered=False),)},
        {"calls": (call("k", at("09-05 12:00"), user_id="u3"),)},
        {"messages": (WRITES, message("m", at("09-09 09:00"), "Направляю предложение"))},
        {"messages": (WRITES, message("m", at("09-03 09:00"), "Жду КП", author="client"))},
        {"tasks": (task(kind="meeting", completed_at=at("09-04 12:00"), result="съездил на замер"),)},
        {"history": (*MOVES[:1], ("09-02 10:00", "КП отправлено"))},  # the same sitting as the call
        {"history": (*MOVES[:1], ("09-08 12:00", "Думает"))},  # takes no contact
        {"history": (("09-01 11:00", "КП отправлено"), ("09-08 12:00", "Контакт"))},  # moved back
        {"history": (("09-01 11:00", "КП отправлено"), ("09-01 11:30", "Контакт"), MOVES[1])},  # there before
    ],
)
def test_work_between_two_moves_and_moves_that_claim_none_are_let_alone(parts: dict[str, Any]) -> None:
    assert idle_moves(**parts) == []


def test_moves_caught_up_in_one_sitting_rest_on_the_same_work() -> None:
    caught_up = (("09-01 11:00", "Контакт"), ("09-15 12:00", "Замер"), ("09-15 12:02", "КП отправлено"))
    assert idle_moves(history=caught_up, calls=(call("k", at("09-05 12:00")),)) == []


@pytest.mark.parametrize(
    ("reason", "parts"),
    [
        ("other-channel", {"messages": (WRITES, NOTED)}),
        ("other-channel", {"calls": (call("k", at("09-15 12:00")),)}),  # it may rest on what the record lacks
        ("other-channel", {"bare": 1}),  # one of six deals that were won was moved so, too
        ("other-channel", {"won": 4}),  # too few moves of such deals to tell what the record holds
        ("other-channel", {"absent_tables": frozenset({"tasks.csv"})}),
        ("no-messages-table", {"messages": ()}),
        ("calls-outside-log", {"messages": (WRITES, OWN_PHONE)}),
    ],
)  # fmt: skip
def test_a_move_whose_work_may_be_missing_in_the_record_is_unknown(reason: str, parts: dict[str, Any]) -> None:
    assert idle_moves(**parts) == [reason]


def test_a_move_by_the_crm_itself_or_by_a_clean_up_accuses_nobody() -> None:
    robot = tuple(replace(one, user_id="robot") for one in moved(*MOVES))
    history = (*robot, *(StageChange(w.deal_id, at(m), s, "u1") for w in WON for m, s in MOVES))
    assert idle_moves(stage_history=history) == ["owner-unknown"]
    tidy = tuple(StageChange(f"d9{n}", at("09-08 12:01"), "КП отправлено", "u1") for n in range(20))
    many = {"stage_history": (*moved(*MOVES), *history[2:], *tidy)}
    assert idle_moves(**many) == ["moved-in-bulk"]


def test_the_client_who_complains_after_the_move_is_shown_beside_it() -> None:
    wrote = message("m", at("09-12 12:00"), "Так ничего и не прислали", author="client")
    work = moves_on(messages=(WRITES, wrote), heard={wrote.text: {"complaint_no_contact": 0.7}})
    (finding,) = [f for f in work.findings if f.code == "stage-without-work"]
    assert (finding.verdict, finding.client_says_so, finding.proof[-1].ref) == ("found", True, "m")


# People


def test_each_person_has_a_row_that_says_how_far_the_log_speaks_for_them() -> None:
    honest = replace(task("t2"), completed_at=at("09-10 12:00"), created_at=at("09-10 10:00"))
    work = checked(calls=(FIRST_CALL, call("k", at("09-10 11:30"), answered=False)), tasks=(task(), honest))
    (row,) = work.people
    assert isinstance(row, PersonWork)
    assert (row.user_id, row.entries, row.entries_confirmed, row.entries_without_call) == ("u1", 2, 1, 1)
    assert (row.leads, row.leads_late, row.log_share) == (1, 0, 1.0)
    assert row.first_contact_h == pytest.approx(1 / 3)


def test_an_archive_without_deals_has_no_findings() -> None:
    made = archive()
    assert check_work(made, (), {}) == WorkCheck()


def test_every_code_and_reason_that_is_used_is_declared() -> None:
    texts = ("недозвон", "Поговорили", "думает")
    work = checked(calls=(call("k", at("09-08 12:00"), answered=False),), tasks=many_tasks(1, texts))
    assert {f.code for f in work.findings} <= set(WORK_CODES)
    assert {f.reason for f in work.findings if f.reason} <= set(UNKNOWN_REASONS)


def test_equal_archives_give_equal_findings() -> None:
    tasks = many_tasks(1, ("недозвон", "не берёт", "занято"))
    assert checked(tasks=tasks) == checked(tasks=tasks[::-1])


def test_findings_stand_in_the_order_of_deals_and_times() -> None:
    work = checked(lost_deal("d2", title="Двери"), lost_deal(), calls=(FIRST_CALL,), tasks=(task(),))
    assert [f.deal_id for f in work.findings] == sorted(f.deal_id for f in work.findings)


def test_a_company_name_that_very_many_contacts_bear_joins_nobody() -> None:
    def numbers(count: int) -> dict[str, set[str]]:
        return phones_of_companies(
            [Contact(f"c{n}", f"Клиент {n}", "Частное лицо", (f"+7910{n:07}",)) for n in range(count)]
        )

    assert len(numbers(MOST_COLLEAGUES)[plain("Частное лицо")]) == MOST_COLLEAGUES
    assert numbers(MOST_COLLEAGUES + 1) == {}
