"""Evidence: verbatim words with their place, facts that the record does bear out, and never more than five pieces."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from classify.claims.case_file import CaseFile
from classify.claims.deal_evidence import MOST_PIECES, evidence_for
from classify.claims.facts_against import against_error, against_revival
from classify.codebook import CAUSES, REVIVE_REASONS, SIGNALS
from classify.crm_work.work_check import check_work
from classify.deal_judgement.deal_features import habits_of
from classify.promises_kept.promises import promises_of
from classify.records import Evidence
from deals.linking import link_calls
from deals.records import Deal, Task
from tests.classify.conftest import Analysed
from tests.classify.made_archive import (
    AS_OF,
    CONTACT,
    PEOPLE,
    Signals,
    archive,
    at,
    call,
    deal,
    lost_deal,
    message,
    settings_of,
    stories_of,
    transcript,
)
from transcribe.utterance import Transcript, Utterance

NO_LOG = {"absent_tables": frozenset({"calls.csv"})}


def case_of(one: Deal, *given: Transcript, heard: dict[str, Signals] | None = None, **parts: Any) -> CaseFile:
    made = archive([one], **parts)
    story = stories_of(made, given, heard)[one.deal_id]
    work = check_work(made, link_calls(made), {one.deal_id: story}).by_deal().get(one.deal_id, ())
    return CaseFile(made, story, promises_of(story, settings_of(made)), habits_of(made), work)


def facts(one: Deal, *given: Transcript, claim: str = "M1_no_callback", **parts: Any) -> dict[str, Evidence]:
    """Fact code to evidence, of a deal without telling words, the most telling first."""
    found = evidence_for(case_of(one, *given, **parts), claim)
    return {piece.fact: piece for piece in found if piece.fact is not None}


def test_the_words_that_carry_a_claim_are_quoted_with_their_place() -> None:
    talk = transcript("k1", ("manager", "Добрый день"), ("client", "Вы обещали перезвонить ещё в среду"))
    heard = {talk.utterances[1].text: {"complaint_no_contact": 0.9}}
    case = case_of(lost_deal(), talk, heard=heard, calls=(call("k1", at("09-19 12:00")),))
    piece = evidence_for(case, "M1_no_callback")[0]
    assert (piece.kind, piece.quote, piece.role) == ("utterance", "Вы обещали перезвонить ещё в среду", "client")
    assert (piece.call_id, piece.index, piece.start_s, piece.end_s) == ("k1", 1, 5.0, 9.0)
    assert piece.at == at("09-19 12:00:05")
    assert piece.signals == ("complaint_no_contact",)


def test_words_of_nobody_knows_whom_are_quoted_without_a_role() -> None:
    said = "Вы обещали перезвонить ещё в среду"
    talk = Transcript("k1", "ru", (Utterance(0, 1.0, 4.0, said),))
    case = case_of(
        lost_deal(), talk, heard={said: {"complaint_no_contact": 0.9}}, calls=(call("k1", at("09-19 12:00")),)
    )
    assert evidence_for(case, "M1_no_callback")[0].role is None  # the report names only roles that it knows


def test_words_that_the_recogniser_doubts_are_quoted_as_doubtful() -> None:
    talk = transcript("k1", ("manager", "Добрый день"), ("client", "Вы обещали перезвонить ещё в среду"))
    said = tuple(replace(one, suspect="improbable" if one.index else None) for one in talk.utterances)
    heard = {said[1].text: {"complaint_no_contact": 0.9}}
    calls = (call("k1", at("09-19 12:00")),)
    doubted = case_of(lost_deal(), replace(talk, utterances=said), heard=heard, calls=calls)
    assert evidence_for(doubted, "M1_no_callback")[0].doubtful
    assert not evidence_for(case_of(lost_deal(), talk, heard=heard, calls=calls), "M1_no_callback")[0].doubtful


def test_a_letter_is_quoted_with_its_id() -> None:
    letter = message("m7", at("09-19 12:00"), "Жду ответа третью неделю", author="client")
    case = case_of(lost_deal(), heard={letter.text: {"complaint_no_contact": 0.9}}, messages=(letter,))
    piece = evidence_for(case, "M1_no_callback")[0]
    assert (piece.kind, piece.quote, piece.ref, piece.call_id) == ("message", letter.text, "m7", None)


def test_the_heaviest_words_come_first_and_weak_ones_not_at_all() -> None:
    talk = transcript("k1", *(("client", text) for text in ("слабо", "сильно", "средне")))
    heard = {"слабо": {"rude": 0.05}, "сильно": {"rude": 0.9}, "средне": {"rude": 0.5}}
    case = case_of(lost_deal(), talk, heard=heard, calls=(call("k1", at("09-19 12:00")),))
    quotes = [piece.quote for piece in evidence_for(case, "M7_rude_or_incompetent") if piece.kind == "utterance"]
    assert quotes == ["сильно", "средне"]


def test_what_was_said_twice_is_quoted_once_and_the_same_signal_adds_less_each_time() -> None:
    texts = ("Вы обещали перезвонить в среду", "Вы же обещали перезвонить в среду", "Жду третью неделю", "Где расчёт?")
    talk = transcript("k1", *(("client", text) for text in texts))
    heard: dict[str, Signals] = {text: {"complaint_no_contact": 0.9 - 0.1 * n} for n, text in enumerate(texts[:3])}
    heard[texts[3]] = {"request_next_step": 0.9}
    case = case_of(lost_deal(), talk, heard=heard, calls=(call("k1", at("09-19 12:00")),))
    quotes = [piece.quote for piece in evidence_for(case, "M1_no_callback") if piece.kind == "utterance"]
    assert quotes == [texts[0], texts[3], texts[2]]


def test_how_the_deal_was_closed_only_completes_other_evidence() -> None:
    talk = transcript("k1", ("client", "Больше не звоните"), ("manager", "Созвонимся"))
    agreed: dict[str, Signals] = {"Больше не звоните": {"rude": 0.9}, "Созвонимся": {"next_step_set": 0.9}}
    calls = (call("k1", at("09-14 12:00")), call("k2", at("09-07 12:00")))
    pieces = evidence_for(case_of(lost_deal(), talk, heard=agreed, calls=calls), "M7_rude_or_incompetent")
    assert [(piece.kind, piece.fact) for piece in pieces] == [("utterance", None), ("stage", "closed-as")]
    assert dict(pieces[1].details) == {"reason": "Дорого"}
    assert evidence_for(case_of(lost_deal(), calls=calls), "M7_rude_or_incompetent") == ()


def test_the_longest_silence_is_stated_wherever_in_the_deal_it_lies() -> None:
    calls = (call("k1", at("09-02 11:00")), call("k2", at("09-16 11:00")))
    found = facts(lost_deal(), calls=calls)
    assert found["no-contact-between"].details == {"start": date(2026, 9, 2), "end": date(2026, 9, 16)}
    never = facts(lost_deal(), calls=OTHERS)
    assert never["no-contact-between"].details == {"start": date(2026, 9, 1), "end": date(2026, 9, 20)}


def test_words_that_carry_another_claim_are_not_quoted() -> None:
    talk = transcript("k1", ("client", "Больше не звоните"))
    case = case_of(
        lost_deal(), talk, heard={"Больше не звоните": {"hard_refusal": 1.0}}, calls=(call("k1", at("09-19 12:00")),)
    )  # fmt: skip
    assert all(piece.kind != "utterance" for piece in evidence_for(case, "M7_rude_or_incompetent"))


@pytest.mark.parametrize("claim", [*CAUSES, *REVIVE_REASONS])
def test_every_claim_has_at_most_five_pieces(claim: str) -> None:
    texts = [f"слово {n}" for n in range(20)]
    talk = transcript("k1", *(("client", text) for text in texts))
    heard: dict[str, Signals] = {text: dict.fromkeys(SIGNALS, 0.9) for text in texts}
    many = case_of(lost_deal(owner_id=None), talk, heard=heard, calls=(call("k1", at("09-05 12:00")),))
    found = evidence_for(many, claim)
    assert len(found) == MOST_PIECES
    assert {piece.kind for piece in found} == {"utterance", "absence"}
    assert len(evidence_for(case_of(lost_deal()), claim)) <= MOST_PIECES


def test_quotes_of_a_real_archive_are_verbatim(analysed: Analysed) -> None:
    words = {(i, u.index): u for i, one in analysed.given.items() for u in one.utterances}
    letters = {one.message_id: one.text for one in analysed.labelled.archive.messages}
    tasks = {one.task_id: one for one in analysed.labelled.archive.tasks}
    rankings = analysed.analysis.rankings
    pieces = [p for claim in (*rankings.revive, *rankings.error_loss) for p in (*claim.evidence, *claim.against)]
    assert {piece.kind for piece in pieces} >= {"utterance", "message", "absence"}
    for piece in pieces:
        if piece.kind == "utterance":
            said = words[piece.call_id or "", -1 if piece.index is None else piece.index]
            assert (piece.quote, piece.start_s, piece.end_s) == (said.text, said.start_s, said.end_s)
        elif piece.kind == "message":
            assert piece.quote == letters[piece.ref or ""]
        elif piece.kind == "task":
            task = tasks[piece.ref or ""]
            assert piece.quote == ": ".join(part for part in (task.text, task.result) if part)
        else:
            assert piece.quote == ""
            assert piece.kind in ("absence", "stage")
            assert piece.fact is not None


def test_word_left_on_the_clients_machine_is_not_called_silence() -> None:
    """The client may have heard it, so it cannot be said that nothing reached them."""
    wrote = message("m1", at("09-05 12:00"), author="client")
    rang = call("k1", at("09-06 12:00"))
    left = transcript("k1", ("client", "Оставьте сообщение"), ("manager", "Перезвоните мне"))
    machine = replace(left, outcome="voicemail")
    hung_up = replace(machine, utterances=machine.utterances[:1])
    assert "client-waits" not in facts(lost_deal(), machine, messages=(wrote,), calls=(rang,))
    assert "client-waits" in facts(lost_deal(), hung_up, messages=(wrote,), calls=(rang,))
    assert "client-waits" not in facts(lost_deal(), left, messages=(wrote,), calls=(rang,))  # a talk


def test_no_next_step_is_missed_in_a_call_that_a_machine_took() -> None:
    spoken = transcript("k1", ("manager", "Перезвоните мне"))
    calls = (call("k1", at("09-19 12:00")),)
    assert "no-next-step" in facts(lost_deal(), spoken, calls=calls)
    assert "no-next-step" not in facts(lost_deal(), replace(spoken, outcome="voicemail"), calls=calls)


# Calls of u1 with others: the log speaks of everybody who telephones.
OTHERS = tuple(
    call(f"o{n}", at(f"09-{n:02} 09:00"), client_phone="+79100000099", answered=n % 2 > 0) for n in range(1, 28)
)


def test_a_late_first_contact_is_stated_in_working_hours() -> None:
    late = facts(lost_deal(), claim="M2_slow_first_contact", calls=(*OTHERS, call("k1", at("09-04 10:00"))))
    assert late["first-contact-late"].details["hours"] == 27
    in_time = (*OTHERS, call("k1", at("09-02 10:00")))
    assert "first-contact-late" not in facts(lost_deal(), claim="M2_slow_first_contact", calls=in_time)


def test_few_attempts_are_counted() -> None:
    tries = (call("k1", at("09-01 11:00"), answered=False), call("k2", at("09-01 12:00"), answered=False))
    found = facts(lost_deal(), claim="M2_slow_first_contact", calls=(*OTHERS, *tries))
    assert found["lead-given-up"].details["count"] == 2
    reached = (*OTHERS, *tries, call("k3", at("09-01 13:00")))
    assert "lead-given-up" not in facts(lost_deal(), claim="M2_slow_first_contact", calls=reached)


def test_what_bears_out_the_claim_comes_before_other_facts() -> None:
    talk = transcript("k1", ("manager", "Завтра пришлю"))
    calls = (*OTHERS, call("k1", at("09-04 10:00")), call("k2", at("09-15 12:00"), direction="in", answered=False))
    given: dict[str, Any] = {"heard": {"Завтра пришлю": {"promise": 0.9}}, "calls": calls}
    assert next(iter(facts(lost_deal(), talk, claim="M2_slow_first_contact", **given))) == "first-contact-late"
    assert list(facts(lost_deal(), talk, claim="M1_no_callback", **given))[-1] == "first-contact-late"


def test_a_waiting_client_and_a_broken_promise_come_before_all_else() -> None:
    talk = transcript("k1", ("manager", "Завтра пришлю"))
    calls = (call("k1", at("09-10 12:00")), call("k2", at("09-15 12:00"), direction="in", answered=False))
    before = (message("m1", at("09-05 10:00")),)
    found = facts(lost_deal(), talk, heard={"Завтра пришлю": {"promise": 0.9}}, calls=calls, messages=before)
    assert [(fact, dict(piece.details)) for fact, piece in found.items()][:2] == [
        ("client-waits", {"start": date(2026, 9, 15)}), ("promise-open", {"due": date(2026, 9, 11)}),
    ]  # fmt: skip


def test_a_broken_promise_is_shown_in_its_own_words_once() -> None:
    talk = transcript("k1", ("client", "Жду"), ("manager", "Завтра пришлю"))
    before = (message("m1", at("09-05 10:00")),)
    case = case_of(lost_deal(), talk, heard={"Завтра пришлю": {"promise": 0.9}}, messages=before,
                   calls=(call("k1", at("09-10 12:00")),))  # fmt: skip
    pieces = [piece for piece in evidence_for(case, "M1_no_callback") if piece.index == 1]
    assert [(piece.quote, piece.call_id, piece.fact) for piece in pieces] == [("Завтра пришлю", "k1", "promise-open")]


def test_a_promise_kept_late_is_evidence_with_its_days() -> None:
    talk = transcript("k1", ("manager", "Завтра перезвоню"))
    calls = (call("k1", at("09-10 12:00")), call("k2", at("09-17 12:00")))
    found = facts(lost_deal(), talk, heard={"Завтра перезвоню": {"promise": 0.9}}, calls=calls)
    assert dict(found["promise-late"].details) == {"due": date(2026, 9, 11), "days": 6}


def test_a_long_silence_is_stated_with_its_days() -> None:
    talks = (call("k1", at("09-01 11:00")),)
    closed = facts(lost_deal(), calls=talks)
    assert closed["no-contact-between"].details == {"start": date(2026, 9, 1), "end": date(2026, 9, 20)}
    assert facts(deal(), calls=talks)["no-contact-since"].details == {"start": date(2026, 9, 1)}
    assert not facts(deal(), calls=tuple(call(f"k{day}", at(f"09-{day} 11:00")) for day in ("01", "11", "21", "29")))


def test_an_owner_who_had_left_is_named() -> None:
    people = {"u1": replace(PEOPLE[0], left=date(2026, 9, 5))}
    found = facts(lost_deal(), people=people, calls=(call("k1", at("09-01 11:00")),))
    assert found["owner-left"].details == {"name": "Анна Ким", "date": date(2026, 9, 5)}


def test_a_call_task_without_a_call_is_evidence_with_its_own_words() -> None:
    task = Task("t1", "d1", "call", "Перезвонить", at("09-10 10:00"), None, at("09-14 17:00"), "u1", "Не отвечает")
    found = facts(lost_deal(), claim="M10_fake_activity", tasks=(task,), calls=(*OTHERS, call("k1", at("09-01 11:00"))))
    piece = found["call-not-in-log"]
    assert (piece.kind, piece.ref, piece.quote) == ("task", "t1", "Перезвонить: Не отвечает")
    called = (*OTHERS, call("k1", at("09-01 11:00")), call("k2", at("09-14 18:00"), answered=False))
    assert "call-not-in-log" not in facts(lost_deal(), claim="M10_fake_activity", tasks=(task,), calls=called)


def test_a_last_talk_without_agreement_is_stated() -> None:
    talk = transcript("k1", ("client", "Подумаю"), ("manager", "Хорошо"))
    calls = (call("k1", at("09-18 11:00")), call("k0", at("09-01 11:00"), answered=False))
    assert "no-next-step" in facts(lost_deal(), talk, calls=calls)
    agreed: dict[str, Signals] = {"Хорошо": {"next_step_set": 0.6}}
    assert "no-next-step" not in facts(lost_deal(), talk, heard=agreed, calls=calls)
    assert "no-next-step" not in facts(lost_deal(), calls=calls)  # no words, no such claim


def test_without_a_phone_log_nobody_is_said_not_to_have_called() -> None:
    task = Task("t1", "d1", "call", "Перезвонить", at("09-10 10:00"), None, at("09-14 10:00"), "u1", "Не отвечает")
    wrote = message("m1", at("09-10 10:00"), author="client")
    assert facts(lost_deal(), tasks=(task,), messages=(wrote,), **NO_LOG) == {}
    assert facts(lost_deal(), tasks=(task,), messages=(wrote,)) != {}


def test_of_a_client_without_a_number_nobody_is_said_not_to_have_called() -> None:
    nameless = lost_deal(contact_id=None)
    assert facts(nameless) == {}
    by_the_crm = call("k1", at("09-04 10:00"), client_phone=None, stated_deal_id="d1")
    found = facts(nameless, claim="M2_slow_first_contact", calls=(*OTHERS, by_the_crm))
    assert "first-contact-late" in found


def test_the_clients_refusal_speaks_against_both_claims_and_our_words_never_do() -> None:
    talk = transcript("k1", ("client", "Больше не звоните"), ("manager", "Больше не звоните вам?"))
    heard = {u.text: {"hard_refusal": 0.9} for u in talk.utterances}
    case = case_of(lost_deal(), talk, heard=heard, calls=(call("k1", at("09-19 12:00")),))
    for against in (against_revival(case), against_error(case, "M1_no_callback")):
        assert [piece.quote for piece in against] == ["Больше не звоните"]
    assert against_revival(case_of(lost_deal())) == against_error(case_of(lost_deal()), "M1_no_callback") == ()


def test_all_facts_lie_within_the_archives_time(analysed: Analysed) -> None:
    rankings = analysed.analysis.rankings
    for claim in (*rankings.revive, *rankings.error_loss):
        for piece in claim.evidence:
            for value in piece.details.values():
                day = value.date() if isinstance(value, datetime) else value
                assert not isinstance(day, date) or day <= analysed.labelled.archive.as_of
    assert analysed.labelled.archive.as_of == AS_OF


def test_where_a_call_may_be_the_deals_nobody_is_said_to_have_kept_silent() -> None:
    """The client has two deals; of the call on the 10th nobody can say which it was about."""
    sure = call("k1", at("09-01 11:00"), stated_deal_id="d1")
    other = lost_deal("d2", title="Ворота")
    made = archive([lost_deal(), other], calls=(sure, call("k2", at("09-10 12:00"))))
    without = archive([lost_deal(), other], calls=(sure,))
    said = {}
    for name, one in (("with", made), ("without", without)):
        case = CaseFile(one, stories_of(one)["d1"], (), habits_of(one))
        said[name] = {piece.fact for piece in evidence_for(case, "M1_no_callback")}
    assert "no-contact-between" in said["without"]
    assert "no-contact-between" not in said["with"]


def test_a_quote_from_a_call_that_may_be_another_deals_says_how_sure_it_is() -> None:
    talk = transcript("k1", ("manager", "Добрый день"), ("client", "Вы обещали перезвонить ещё в среду"))
    heard = {talk.utterances[1].text: {"complaint_no_contact": 0.9}}
    shared = {"c1": CONTACT, "c2": replace(CONTACT, contact_id="c2")}
    deals = [lost_deal(), lost_deal("d2", contact_id="c2", created_at=at("08-01 10:00"))]
    made = archive(deals, contacts=shared, calls=(call("k1", at("09-02 12:00")),))
    case = CaseFile(made, stories_of(made, [talk], heard)["d1"], (), habits_of(made))
    (piece,) = [p for p in evidence_for(case, "M1_no_callback") if p.quote.startswith("Вы обещали")]
    assert piece.link_confidence is not None
    assert piece.link_confidence < 0.9


def test_who_says_outside_the_deals_calls_that_the_goods_have_come_is_quoted_though_it_is_no_signal() -> None:
    said = "Антрацит пришёл на склад, двусторонний, восемьсот хлыстов"
    own, supplier = transcript("k1", ("client", "Нужен антрацит двусторонний")), transcript("k2", ("client", said))
    calls = (call("k1", at("09-03 12:00")), call("k2", at("09-20 12:00"), client_phone="+79109999999", user_id="u1"))
    one = lost_deal(title="Антрацит двусторонний, дом")
    case = case_of(one, own, supplier, calls=calls, heard={own.utterances[0].text: {"need_stated": 0.9}})
    assert [heard.text for heard in case.story.side_talk] == [said]
    quoted = [piece.quote for piece in evidence_for(case, "supply_restored") if piece.kind == "utterance"]
    assert quoted[0] == said
    assert said not in [piece.quote for piece in evidence_for(case, "M7_rude_or_incompetent")]
