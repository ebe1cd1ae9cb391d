"""The sums in words, in both languages."""

from __future__ import annotations

import pytest

from reports.kpi_money.counted_money import count_money
from reports.kpi_money.gaming_money import GamingMoney
from reports.kpi_money.manager_money import ManagerSums, manager_sums
from reports.kpi_money.money_words import MoneyNames, MoneyWords
from reports.texts import LANGUAGES, Language, Texts
from tests.reports.better_scheme.months import period
from tests.reports.kpi_money.test_counted_money import loss, money, rankings, revival
from tests.reports.kpi_money.test_manager_money import loss as managers_loss
from tests.reports.kpi_money.test_manager_money import team

NAMES = MoneyNames({"plan_attainment": "План отдела"}, {"slow-weeks": "тихие недели"}, {"U2": "Игорь Пак"}, "RUB")


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def words(language: Language = "ru") -> MoneyWords:
    return MoneyWords(NAMES, Texts(language))


def test_the_total_names_its_ends_its_deals_and_its_margin() -> None:
    of = rankings(loss("A", "plan_attainment"), loss("B"), loss("C", amount=None), revive=(revival("A"), revival("D")))
    counted = count_money(of, ("plan_attainment",), (), [period("2026-01", fact=1_000_000)])
    assert [plain(sentence) for sentence in words().total(counted)] == [
        "В сумме вероятнее всего 1 200 ₽ (почти наверняка 900 ₽, самое большее 3 000 ₽), по 4 сделкам; "
        "каждая посчитана один раз.",
        "Это выручка. Маржи в ней, если считать по 30,0 % от выручки, как у компании в целом: вероятнее всего 360 ₽ "
        "(почти наверняка 270 ₽, самое большее 900 ₽).",
        "Потери, которые ни один показатель этой схемы не поощряет: вероятнее всего 450 ₽ "
        "(почти наверняка 450 ₽, самое большее 1 000 ₽), 2 сделки.",
        "Можно вернуть, сверх посчитанных потерь: вероятнее всего 300 ₽ (самое большее 1 000 ₽), 1 сделка.",
        "Из того, что посчитано потерянным, ещё можно вернуть: вероятнее всего 300 ₽ (самое большее 1 000 ₽), "
        "1 сделка есть в обоих списках.",
        "1 отмеченная сделка ни в какую сумму не вошла: неизвестна её сумма или, если сделку можно вернуть, маржа.",
    ]


def test_a_kpi_is_called_as_the_owner_calls_it_and_says_where_its_money_comes_from() -> None:
    test = GamingMoney("plan_attainment", "slow-weeks", {"A": money(1, 1, 1)}, beside=money(500, 1450, 2000))
    (kpi,) = count_money(rankings(loss("A", "plan_attainment")), ("plan_attainment",), (test,), ()).kpis
    said = [plain(sentence) for sentence in words().kpi(kpi)]
    assert said[0] == "«План отдела»: вероятнее всего 1 450 ₽ (почти наверняка 500 ₽, самое большее 3 000 ₽)."
    assert said[1].startswith("По 1 потерянной сделке")
    assert said[2].startswith("По цифрам (тихие недели): вероятнее всего ещё 1 000 ₽ (почти наверняка 50 ₽")
    assert said[3] == "1 сделка с этим признаком (тихие недели) уже посчитана выше и второй раз не считается."


def test_a_manager_is_never_named_with_a_sum_alone() -> None:
    said = list(words().managers(manager_sums([managers_loss("S1"), managers_loss("S2")], team())))
    assert plain(said[0]) == (
        "Игорь Пак: 2 потери, вероятнее всего 700 ₽ (самое большее 1 400 ₽), при 7 сделках всего: по 100 ₽ на каждую. "
        "Нагрузка: обычно 3 в работе и 0,4 новых в неделю; в дни ошибок в работе 30, у коллег 12."
    )
    assert said[1] == Texts("ru").text("usual-note")
    withheld = list(words().managers(manager_sums([managers_loss("S1", known=False)], team())))
    assert withheld == [Texts("ru").text("money-managers-withheld", names="Игорь Пак")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_known_is_said_in_both_languages(language: Language) -> None:
    nothing = count_money(rankings(), ("plan_attainment",), (), ())
    assert len(list(words(language).total(nothing))) == 1
    assert len(list(words(language).kpi(nothing.kpis[0]))) == 1
    assert len(list(words(language).assumptions(nothing))) == 3
    assert list(words(language).managers(ManagerSums((), ()))) == []


@pytest.mark.parametrize(
    ("count", "expected"),
    [(1, "1 сделка."), (2, "2 сделки."), (5, "5 сделок."), (21, "21 сделка."), (12, "12 сделок.")],
)
def test_russian_deals_have_their_plural_form(count: int, expected: str) -> None:
    assert Texts("ru").text("money-no_kpi", mid="1", range="2", deals=count).endswith(expected)
