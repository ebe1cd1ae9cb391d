"""The facts of a next step: what was said, promised and left without an answer, and never more than is known."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from classify.claims.case_file import CaseFile
from classify.claims.short_quotes import MOST_LETTERS, short_quote
from classify.claims.step_facts import step_facts
from classify.deal_course.client_dates import date_named_by_client
from classify.records import StepFact
from tests.classify.claims.test_deal_evidence import NO_LOG, case_of
from tests.classify.made_archive import Signals, at, call, lost_deal, message, transcript
from transcribe.utterance import Transcript

TALK = transcript("k1", ("client", "На это заложено триста тысяч"), ("manager", "Завтра пришлю вам расчёт без монтажа"))
HEARD: dict[str, Signals] = {
    TALK.utterances[0].text: {"budget_stated": 0.9}, TALK.utterances[1].text: {"promise": 0.9},
}  # fmt: skip
CALLS = (call("k1", at("09-10 12:00")),)
BEFORE = message("m1", at("09-05 10:00"))  # letters are recorded: one that is missing was not written


def facts(case: CaseFile, reason: str = "broken_promise") -> list[StepFact]:
    return list(step_facts(case, reason, date_named_by_client(case.story, "RU")))


def case(*given: Transcript, heard: dict[str, Signals] | None = None, **parts: Any) -> CaseFile:
    return case_of(lost_deal(), *given, heard=heard, **({"calls": CALLS, "messages": (BEFORE,)} | parts))


def test_a_step_is_built_of_what_the_client_wants_and_what_we_owe() -> None:
    wish, owed = facts(case(TALK, heard=HEARD))
    assert (wish.code, wish.words, wish.on) == ("budget_stated", "На это заложено триста тысяч", date(2026, 9, 10))
    assert (wish.source.call_id, wish.source.index) == ("k1", 0)
    assert (owed.code, dict(owed.details)) == ("owed", {"object": "quote", "due": date(2026, 9, 11)})
    assert (owed.words, owed.source.index) == ("Завтра пришлю вам расчёт без монтажа", 1)


def test_what_was_kept_is_not_owed() -> None:
    kept = case(TALK, heard=HEARD, messages=(BEFORE, message("m2", at("09-11 10:00"), "Расчёт во вложении")))
    assert [fact.code for fact in facts(kept)] == ["budget_stated"]


def test_a_letter_that_asks_something_and_was_left_is_named_and_thanks_are_not() -> None:
    asks = message("m2", at("09-12 10:00"), "Расчёт когда ждать?", author="client")
    thanks = message("m2", at("09-12 10:00"), "Спасибо, с праздником", author="client")
    assert [(f.code, f.words) for f in facts(case(messages=(asks,)))] == [("unanswered-message", "Расчёт когда ждать?")]
    assert facts(case(messages=(thanks,))) == []


def test_without_a_phone_log_nothing_is_called_unanswered() -> None:
    asks = message("m2", at("09-12 10:00"), "Расчёт когда ждать?", author="client")
    assert facts(case(messages=(asks,), calls=(), **NO_LOG)) == []


def test_a_missed_call_that_nothing_followed_is_named_with_its_day() -> None:
    missed = call("k2", at("09-15 12:00"), direction="in", answered=False)
    (fact,) = facts(case(calls=(*CALLS, missed)))
    assert (fact.code, fact.on, fact.words) == ("unanswered-call", date(2026, 9, 15), "")


def test_a_date_the_client_named_comes_first_and_only_for_that_reason() -> None:
    talk = transcript("k1", ("client", "Бюджет будет. Позвоните мне пятого октября"))
    asked: dict[str, Signals] = {talk.utterances[0].text: {"deferral_dated": 0.9, "budget_stated": 0.8}}
    first = facts(case(talk, heard=asked), "dated_deferral_due")[0]
    assert (first.code, first.details["named"]) == ("date-named", date(2026, 10, 5))
    assert "date-named" not in [fact.code for fact in facts(case(talk, heard=asked), "price_gap")]


def test_no_line_is_given_twice_and_words_of_nobody_sure_are_not_quoted() -> None:
    talk = transcript("k1", ("client", "Дорого, у соседей на сорок дешевле"))
    text = talk.utterances[0].text
    both = facts(case(talk, heard={text: {"need_stated": 0.9, "objection_price": 0.9}}), "price_gap")
    assert [fact.code for fact in both] == ["need_stated"]
    assert facts(case(talk, heard={text: {"need_stated": 0.4, "objection_price": 0.4}}), "price_gap") == []


def test_who_waits_for_the_head_is_our_side_alone() -> None:
    talk = transcript("k1", ("manager", "Руководитель ещё не согласовал"), ("client", "Руководитель не согласовал"))
    heard: dict[str, Signals] = {u.text: {"waits_on_head": 0.9} for u in talk.utterances}
    (fact,) = facts(case(talk, heard=heard), "approval_or_decider")
    assert fact.source.index == 0


@pytest.mark.parametrize(
    "text",
    [
        "Коротко. И ясно",
        "Нам нужно двадцать окон на коттедж, и чтобы к осени. " * 4,
        "слово " * 60,
        "Двести... " + "ну это как посмотреть " * 20,
        "х" * 300,
    ],
)
def test_a_short_quote_is_a_piece_of_the_text_word_for_word(text: str) -> None:
    quote = short_quote(text)
    assert 0 < len(quote) <= MOST_LETTERS
    assert quote.removesuffix("…") in " ".join(text.split())


def test_a_short_quote_holds_what_it_is_for() -> None:
    text = (
        "Мы долго думали и советовались со всеми, с кем только можно было. Есть 300 тысяч. " + "Такие дела у нас. " * 5
    )
    assert "300 тысяч" in short_quote(text, lambda piece: "300" in piece)
