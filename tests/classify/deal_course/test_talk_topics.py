"""What words speak of, in both languages: told by families of words, in any ending, within one sentence or one talk."""

from __future__ import annotations

import pytest

from classify.deal_course.talk_topics import sentence_topics, states_missing_goods, talk_topics


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Денег у нас на это нет", "cannot_pay"), ("We have no money for it", "cannot_pay"),
        ("Мы теперь банкроты", "cannot_pay"), ("The company went bankrupt", "cannot_pay"),
        ("Мы закрываем фирму", "closing_down"), ("We are closing the business", "closing_down"),
        ("Нам это уже не нужно", "need_gone"), ("We don't need it", "need_gone"),
        ("Уже купили", "bought"), ("We bought it from another supplier", "bought"),
        ("Больше нам не звоните", "no_calls"), ("Don't call again", "no_calls"),
        ("Я по вакансии", "no_buyer"), ("It is about the vacancy", "no_buyer"),
        ("Договор у нас до конца года", "term_ends"), ("Our contract ends in May", "term_ends"),
        ("Они нас опять подвели", "supplier_fails"), ("They keep failing us", "supplier_fails"),
        ("Товар снова в наличии", "supply"), ("It is back in stock", "supply"),
    ],
)  # fmt: skip
def test_a_sentence_tells_its_topic(text: str, topic: str) -> None:
    assert topic in sentence_topics(text)


def test_words_of_two_sentences_make_no_topic_together() -> None:
    assert "cannot_pay" in sentence_topics("денег нет")
    assert "cannot_pay" not in sentence_topics("Про деньги потом. Сейчас не об этом!")


@pytest.mark.parametrize(
    ("texts", "topic"),
    [
        (["План на месяц сделан.", "Оформи в октябре"], "plan"), (["We hit the target for this month"], "plan"),
        (["Сидите на обзвоне"], "dials"), (["How many dials today?"], "dials"),
        (["Средний чек упал"], "check"), (["The average order is down"], "check"),
        (["Поля заполни сначала"], "forms"), (["Fill in the fields first"], "forms"),
        (["Он заявление положит"], "staff"), (["He will resign"], "staff"),
        (["Она в отпуске"], "away"), (["She is on holiday"], "away"),
        (["Скидку я ещё не согласовал"], "approval"), (["The discount is pending"], "approval"),
    ],
)  # fmt: skip
def test_a_talk_inside_the_house_tells_its_topic(texts: list[str], topic: str) -> None:
    assert topic in talk_topics(texts)
    assert talk_topics(["Добрый день", "Good morning"]) == frozenset()


@pytest.mark.parametrize(
    ("reason", "missing"),
    [
        ("Нет в наличии", True), ("No capacity", True), ("Нет денег", False), ("No budget", False),
        ("Нет ответа", False), ("No response", False), ("Дорого", False), ("", False),
    ],
)  # fmt: skip
def test_a_lost_reason_says_that_our_goods_were_missing(reason: str, missing: bool) -> None:
    assert states_missing_goods(reason) is missing
