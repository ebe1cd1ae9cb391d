"""What speaks against a claim: facts of the record in favour of whoever is accused, for the claims that they touch."""

from __future__ import annotations

from datetime import date
from typing import Any

from classify.claims.facts_against import against_error, against_revival
from classify.promises_kept.promises import told_apart
from classify.records import Evidence
from deals.records import Deal
from tests.classify.claims.test_deal_evidence import case_of
from tests.classify.made_archive import Signals, at, call, deal, lost_deal, message, transcript
from transcribe.utterance import Transcript

M2 = "M2_slow_first_contact"


def against(cause: str, one: Deal, *given: Transcript, **parts: Any) -> dict[str, Evidence]:
    return {piece.fact: piece for piece in against_error(case_of(one, *given, **parts), cause) if piece.fact}


def test_a_delay_that_the_client_asked_for_is_quoted() -> None:
    talk = transcript("k1", ("client", "Давайте после отпуска, пятого октября"))
    heard: dict[str, Signals] = {talk.utterances[0].text: {"deferral_dated": 0.9}}
    parts: dict[str, Any] = {"heard": heard, "calls": (call("k1", at("09-05 12:00")),)}
    found = against("H1_deferred_to_next_period", lost_deal(), talk, **parts)
    assert found["client-asked-delay"].quote == talk.utterances[0].text
    assert "client-asked-delay" not in against("M7_rude_or_incompetent", lost_deal(), talk, **parts)


def test_many_tries_on_many_days_speak_against_having_given_up() -> None:
    tries = tuple(call(f"k{n}", at(f"09-0{n} 11:00"), answered=False) for n in range(1, 8))
    assert dict(against(M2, lost_deal(), calls=tries)["tried-often"].details) == {
        "count": 7, "days": 7, "start": date(2026, 9, 1), "end": date(2026, 9, 7),
    }  # fmt: skip
    same_day = tuple(call(f"k{n}", at(f"09-01 1{n}:00"), answered=False) for n in range(1, 8))
    assert "tried-often" not in against(M2, lost_deal(), calls=same_day)


def test_a_price_question_answered_the_next_day_speaks_against_a_stuck_approval() -> None:
    talk = transcript("k1", ("client", "А скинете десять процентов?"))
    heard: dict[str, Signals] = {talk.utterances[0].text: {"asks_discount": 0.9}}
    asked = (call("k1", at("09-08 12:00")),)
    soon = against("H3_approval_stuck", lost_deal(), talk, heard=heard, calls=(*asked, call("k2", at("09-09 11:00"))))
    assert dict(soon["answered-soon"].details) == {"asked": date(2026, 9, 8), "answered": date(2026, 9, 9)}
    late = (*asked, call("k2", at("09-14 11:00")))
    assert "answered-soon" not in against("H3_approval_stuck", lost_deal(), talk, heard=heard, calls=late)


def test_promises_that_were_kept_are_counted() -> None:
    talk = transcript("k1", ("manager", "Завтра перезвоню"))
    heard: dict[str, Signals] = {"Завтра перезвоню": {"promise": 0.9}}
    calls = (call("k1", at("09-10 12:00")), call("k2", at("09-11 12:00")))
    found = against("M1_no_callback", lost_deal(), talk, heard=heard, calls=calls)
    assert dict(found["promises-kept"].details) == {"made": 1, "kept": 1, "late": 0}
    assert "promises-kept" not in against("M1_no_callback", lost_deal(), talk, heard=heard, calls=calls[:1])


def test_one_promise_kept_of_three_excuses_nobody() -> None:
    words = ("Завтра перезвоню", "В четверг перезвоню", "Наберу вас в пятницу")
    talks = (transcript("k1", ("manager", words[0])), transcript("k2", *(("manager", text) for text in words[1:])))
    heard: dict[str, Signals] = {text: {"promise": 0.9} for text in words}
    calls = (call("k1", at("09-07 12:00")), call("k2", at("09-08 12:00"), duration_s=120.0))
    promises = case_of(lost_deal(), *talks, heard=heard, calls=calls).promises
    made = [promise for promise in told_apart(promises) if promise.result != "unknown"]
    kept = sum(promise.result == "kept" for promise in made)
    assert 0 < 2 * kept <= len(made)
    assert "promises-kept" not in against("M1_no_callback", lost_deal(), *talks, heard=heard, calls=calls)


def test_a_client_who_did_not_come_back_speaks_against_both_claims() -> None:
    calls = (call("k1", at("09-02 12:00")), call("k2", at("09-05 12:00"), answered=False))
    letters = (message("m1", at("09-08 12:00")), message("m2", at("09-12 12:00"), "Не нужно", author="client"))
    case = case_of(lost_deal(), calls=calls, messages=letters[:1])
    for pieces in (against_error(case, M2), against_revival(case)):
        assert [dict(p.details) for p in pieces if p.fact == "client-silent"] == [
            {"start": date(2026, 9, 2), "letters": 1, "calls": 1}
        ]
    assert not against_revival(case_of(lost_deal(), calls=calls, messages=letters))


def test_a_deal_closed_within_days_is_said_to_have_been_short() -> None:
    assert "short-time" in against(M2, lost_deal(closed_at=at("09-02 18:00")))
    assert "short-time" not in against(M2, lost_deal())


def test_a_date_far_ahead_speaks_against_calling_now() -> None:
    talk = transcript("k1", ("client", "Позвоните мне пятого декабря"))
    heard: dict[str, Signals] = {talk.utterances[0].text: {"deferral_dated": 0.9}}
    case = case_of(deal(), talk, heard=heard, calls=(call("k1", at("09-10 12:00")),))
    assert [piece.fact for piece in against_revival(case)] == ["date-not-come"]
