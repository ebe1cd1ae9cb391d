"""Shares and caps are read from an owner's words, or left unknown."""

from __future__ import annotations

import pytest

from deals.records import KpiItem
from reports.kpi_wording import bonus_share, payout_cap


@pytest.mark.parametrize(
    ("words", "share"),
    [
        ("40% премии, цель 85 000", 0.4),
        ("7,5 % премии", 0.075),
        ("25 %. Средняя сумма сделки, потолок 102 %", 0.25),
        ("30 % переменной части", 0.3),
        ("Половина бонуса РОПа", 0.5),
        ("треть премии за план", 1 / 3),
        ("цель 20 %, порог 15 %, вес 12 %", 0.12),
        ("вес 0,15", 0.15),
        ("вес показателя 20", 0.2),
        ("Доля в премии 30%. Ориентир 2,5 млн", 0.3),
        ("Half of the monthly variable pay of 7,200 dollars", 0.5),
        ("45 per cent of the 3,600 pounds monthly variable", 0.45),
        ("40 percent of annual bonus, threshold 92% of budget", 0.4),
        ("Average order, 30% weight", 0.3),
        ("weight 25, all tickets count", 0.25),
    ],
)
def test_a_stated_share_is_read(words: str, share: float) -> None:
    assert bonus_share(KpiItem("KPI", words)) == pytest.approx(share)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Не больше 5% просроченных долгов",
        "100% плана — 50 тыс., ниже 95% — ноль",
        "Не дотянули — минус половина премии",
        "10% премии за план и 20% премии за переплан",  # two figures: which one is it?
        "Премия 15 тысяч при отсутствии уволившихся",
        "5% of money collected",
    ],
)
def test_what_the_words_do_not_say_stays_unknown(words: str) -> None:
    assert bonus_share(KpiItem("KPI", words)) is None


def test_a_share_in_the_name_counts_where_the_description_has_none() -> None:
    assert bonus_share(KpiItem("План (30% премии)", "Считаем по оплатам")) == 0.3


@pytest.mark.parametrize(("weight", "share"), [(0.2, 0.2), (20, 0.2), (1, 1.0)])
def test_a_weight_given_as_structure_wins_over_the_words(weight: float, share: float) -> None:
    assert bonus_share(KpiItem("KPI", "50% премии", {"weight": weight})) == share


@pytest.mark.parametrize(
    ("words", "cap"),
    [
        ("30% премии, потолок 102 %", 1.02),
        ("не выше 120 процентов", 1.2),
        ("Выше 100% ничего не доплачивается", 1.0),
        ("Перевыполнение не оплачивается", 1.0),
        ("capped at 110%", 1.1),
        ("full at 100 and flat above it", 1.0),
        ("at 100 percent it is paid in full and nothing is added above that", 1.0),
    ],
)
def test_a_cap_is_read(words: str, cap: float) -> None:
    assert payout_cap(KpiItem("План", words)) == pytest.approx(cap)


@pytest.mark.parametrize("words", ["40% премии от 90%", "100% = 2,500 pounds, 95% = 1,250", "долги не больше 4%"])
def test_without_words_about_a_cap_there_is_none(words: str) -> None:
    assert payout_cap(KpiItem("План", words)) is None


@pytest.mark.parametrize(("stated", "cap"), [(1.2, 1.2), (120, 1.2)])
def test_a_cap_given_as_structure_wins_over_the_words(stated: float, cap: float) -> None:
    assert payout_cap(KpiItem("План", "потолок 100%", {"cap": stated})) == cap
