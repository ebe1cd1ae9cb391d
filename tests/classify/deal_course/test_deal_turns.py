"""Where a deal turned: order tells an error from its harmless twin."""

from __future__ import annotations

from datetime import date
from typing import Any

from classify.deal_course.deal_story import DealStory
from classify.deal_course.deal_turns import turn_features
from deals.records import Deal
from tests.classify.made_archive import Signals, archive, at, call, lost_deal, message, stories_of, transcript
from transcribe.utterance import Transcript

PRICE, GIVES_UP, ANSWERS = "Дорого", "Ну что поделать", "Посчитаем без монтажа"
HEARD: dict[str, Signals] = {
    PRICE: {"objection_price": 0.9}, GIVES_UP: {"objection_dropped": 0.9}, ANSWERS: {"objection_handled": 0.9},
    "Давайте в октябре": {"deferral_dated": 0.9}, "Оформим в октябре": {"seller_defers": 0.9},
    "Беру": {"ready_to_buy": 0.9}, "Жду в четверг": {"next_step_set": 0.9}, "Не звоните": {"hard_refusal": 0.9},
    "Шеф не подписал": {"waits_on_head": 0.9}, "Скидку дадите?": {"asks_discount": 0.9},
    "Меня дважды подвели": {"complaint_service": 0.8},
}  # fmt: skip


def story(*given: Transcript, one: Deal | None = None, **parts: Any) -> DealStory:
    calls = tuple(call(t.call_id, at(f"09-{2 + 5 * n:02} 12:00")) for n, t in enumerate(given))
    return stories_of(archive([one or lost_deal()], **({"calls": calls} | parts)), given, HEARD)["d1"]


def turns(*given: Transcript, named: date | None = None, **parts: Any) -> dict[str, float]:
    return turn_features(story(*given, **parts), named)


def test_an_objection_is_dropped_by_the_sellers_next_lines_and_not_when_one_answers() -> None:
    dropped = turns(transcript("k1", ("client", PRICE), ("manager", GIVES_UP)))
    answered = turns(transcript("k1", ("client", PRICE), ("manager", ANSWERS), ("manager", GIVES_UP)))
    before = turns(transcript("k1", ("manager", GIVES_UP), ("client", PRICE)))
    assert dropped["objection_then_dropped"] > 0.8 > 0.1 > answered["objection_then_dropped"]
    assert before["objection_then_dropped"] == 0
    assert before["objection_not_answered"] == 0.9 > answered["objection_not_answered"]


def test_a_delay_is_ours_unless_the_client_wished_it_before() -> None:
    ours = turns(transcript("k1", ("manager", "Оформим в октябре"), ("client", "Давайте в октябре")))
    theirs = turns(transcript("k1", ("client", "Давайте в октябре"), ("manager", "Оформим в октябре")))
    assert (ours["our_delay"], ours["own_wish"]) == (0.9, 0.0)
    assert (theirs["our_delay"], theirs["own_wish"]) == (0.0, 1.0)


def test_the_wait_for_the_head_counts_from_the_question() -> None:
    talks = [transcript("k1", ("client", "Скидку дадите?")), transcript("k2", ("manager", "Шеф не подписал"))]
    assert turns(*talks)["waits_days"] > turns(talks[1])["waits_days"] == 0
    assert turns(*talks)["waits_told"] == 1


def test_a_warm_client_without_a_step_is_told_from_one_with_a_step() -> None:
    alone = turns(transcript("k1", ("client", "Беру"), ("manager", "Хорошо")))
    agreed = turns(transcript("k1", ("client", "Беру"), ("manager", "Жду в четверг")))
    assert alone["warm_without_step"] > 0.8 > 0.2 > agreed["warm_without_step"]
    assert agreed["warm_and_agreed"] > 0.7
    assert turns(transcript("k1", ("client", "Беру"), ("client", "Не звоните")))["warm_without_step"] < 0.2


def test_who_reached_out_in_vain_is_counted_before_and_after_the_end() -> None:
    wrote = (message("m1", at("09-05 10:00"), author="client"), message("m2", at("09-22 10:00"), author="client"))
    found = turns(messages=wrote, calls=())
    assert (found["in_vain_before_end"], found["in_vain_after_end"]) == (1, 1)
    replied = (*wrote, message("m3", at("09-06 10:00")))
    assert turns(messages=replied, calls=())["in_vain_before_end"] == 0


def test_a_named_date_is_due_far_or_was_met() -> None:
    talk = transcript("k1", ("client", "Давайте в октябре"))
    due, far = turns(talk, named=date(2026, 9, 28)), turns(talk, named=date(2027, 3, 1))
    assert (due["named_due"], due["named_far"], due["named_missed"], due["closed_before_named"]) == (1, 0, 1, 1)
    assert (far["named_due"], far["named_far"], far["named_missed"]) == (0, 1, 0)
    met = turns(talk, named=date(2026, 9, 4), calls=(call("k1", at("09-02 12:00")), call("k2", at("09-04 12:00"))))
    assert (met["named_due"], met["named_missed"]) == (0, 0)
    assert turns(talk)["named_due"] == 0


def test_a_way_closes_by_the_clients_late_words_and_shuts_the_deal() -> None:
    broke = turns(transcript("k1", ("client", "Мы банкроты")))
    assert (broke["way_cannot_pay"], broke["cannot_buy"], broke["shut"]) == (1, 1, 1)
    by_seller = turns(transcript("k1", ("manager", "Мы банкроты")))
    assert (by_seller["way_cannot_pay"], by_seller["way_closed_noted"]) == (0, 1)
    refused = turns(transcript("k1", ("client", "Не звоните")))
    assert (refused["cannot_buy"], refused["shut"]) == (0, 0.9)


def test_goods_that_come_back_are_heard_of_after_the_loss() -> None:
    back = message("m1", at("09-25 10:00"), "Товар снова в наличии", channel="note")
    assert turns(messages=(back,), calls=())["way_supply"] == 1
    early = message("m1", at("09-15 10:00"), "Товар снова в наличии", channel="note")
    assert turns(messages=(early,), calls=())["way_supply"] == 0


def test_orders_in_notes_are_words_inside_the_house() -> None:
    note = message("m1", at("09-05 10:00"), "Всем: неделя обзвона", channel="note", author="u2")
    assert turns(messages=(note,), calls=())["inside_dials"] == 1
    late = message("m1", at("09-25 10:00"), "Всем: неделя обзвона", channel="note", author="u2")
    found = turns(messages=(late,), calls=())
    assert (found["inside_dials"], found["inside_after_end"]) == (0, 1)


def test_a_complaint_to_the_head_is_one_said_in_a_call_with_him() -> None:
    complaint = ("client", "Меня дважды подвели")
    assert turns(transcript("k1", ("head", "Слушаю"), complaint))["complaint_to_head"] == 0.8
    assert turns(transcript("k1", ("manager", "Слушаю"), complaint))["complaint_to_head"] == 0
