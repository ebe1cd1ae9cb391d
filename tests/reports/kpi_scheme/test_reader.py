"""What is read from an owner's words and given structure, where it was read, and what is asked instead of guessed."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import reports.kpi_scheme
from classify.kpi_types import KpiReading
from deals.records import KpiItem
from reports.kpi_scheme.reader import read_scheme
from reports.kpi_scheme.scheme import SchemeItem, Stated
from reports.texts import LANGUAGES, Language, Texts
from tests.reports.kpi_scheme.readings import read


def value(stated: Stated | None) -> float | None:
    return None if stated is None else float(stated.value)


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
        ("Не меньше 40 предложений в месяц, 10%", 0.1),
        ("двадцать процентов премии", 0.2),
        ("Half of the monthly variable pay of 7,200 dollars", 0.5),
        ("45 per cent of the 3,600 pounds monthly variable", 0.45),
        ("40 percent of annual bonus, threshold 92% of budget", 0.4),
        ("Average order, 30% weight", 0.3),
        ("weight 25, all tickets count", 0.25),
    ],
)
def test_a_stated_share_is_read(words: str, share: float) -> None:
    assert value(read(words).share) == pytest.approx(share)


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
        "За пропуск −5%",
    ],
)
def test_a_share_that_the_words_do_not_say_stays_unknown(words: str) -> None:
    assert read(words, "other").share is None


def test_a_share_in_the_name_counts_where_the_description_has_none() -> None:
    item = read("Считаем по оплатам", name="План (30% премии)")
    assert item.share == Stated(Decimal("0.3"), item.share.source) if item.share else False
    assert item.share is not None
    assert item.share.source.field == "name"


@pytest.mark.parametrize(
    ("words", "threshold", "cap"),
    [
        ("60% премии, от 90%, потолок 100%", 90, 100),
        ("30% премии, потолок 102 %", None, 102),
        ("не выше 120 процентов", None, 120),
        ("Выше 100% ничего не доплачивается", None, 100),
        ("Перевыполнение не оплачивается", None, 100),
        ("ниже 95% — ноль, от 95 до 99,9% — половина, 100% и больше — вся сумма", 95, None),
        ("capped at 110%", None, 110),
        ("full at 100 and flat above it", None, 100),
        ("at 100 percent it is paid in full and nothing is added above that", None, 100),
        ("nothing under 90%, then linear to 120%", 90, 120),
        ("40% премии при 100%, без потолка", None, None),
        ("100% = 2,500 pounds, 95% = 1,250", 95, None),
    ],
)
def test_thresholds_and_caps_of_the_plan(words: str, threshold: float | None, cap: float | None) -> None:
    item = read(words)
    if threshold is not None:
        assert value(item.threshold) == threshold
    assert value(item.cap) == cap


@pytest.mark.parametrize(
    ("words", "kind", "threshold", "cap"),
    [
        ("Цель 40%, ниже 90% от цели не платим", "healthy_qualified_conversion", 36, None),
        ("20 per month, nothing under 75% of that", "other", 15, None),
        ("Средний чек 50 тыс., ниже 80% от цели не начисляем, выше 120% не растёт", "average_check", 40_000, 60_000),
    ],
)
def test_limits_told_as_a_part_of_the_target(words: str, kind: str, threshold: float, cap: float | None) -> None:
    item = read(words, kind)
    assert (value(item.threshold), value(item.cap)) == (threshold, cap)


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("50% премии, 90 000 ₽ в месяц", 90_000),
        ("84 000 ₽ в месяц: каждый делает 45 звонков", 84_000),
        ("Премия 15 тысяч, если план выполнен", 15_000),
        ("$4,000 when the team books its number", 4_000),
        ("100% и выше — 60 000 руб., 90–99% — 30 000 руб.", 60_000),
    ],
)
def test_a_sum_to_be_paid_is_read(words: str, amount: int) -> None:
    assert value(read(words).amount) == amount


@pytest.mark.parametrize(
    "words", ["25% премии, цель 85 000 ₽", "Средний заказ не меньше 50 тыс. руб.", "План 1,5 млн в месяц"]
)
def test_a_sum_to_be_reached_is_none_to_be_paid(words: str) -> None:
    assert read(words, "average_check").amount is None


@pytest.mark.parametrize(
    ("words", "kind", "quantity"),
    [
        ("45 исходящих на менеджера в рабочий день", "activity_count", "calls_per_day"),
        ("10 встреч в неделю на менеджера", "activity_count", "unknown"),
        ("За двенадцать месяцев ушло не больше одного", "low_turnover", "leavers"),
        ("Текучесть не больше 10% в год", "low_turnover", "leaver_share"),
        ("Доля оставшихся через год 80%", "low_turnover", "unknown"),
        ("Маржа не ниже 27% от отгрузки", "healthy_margin", "margin_percent"),
        ("2% валовой прибыли", "healthy_margin", "margin"),
        ("три процента от валовой прибыли сверх плана", "healthy_margin", "margin_above_plan"),
        ("Выполнение плана по марже на 100%", "healthy_margin", "unknown"),
        ("Продано машин к плану, 100%", "plan_attainment", "plan_units"),
        ("Отдел закрывает 45 млн", "plan_attainment", "revenue"),
        ("4% от прироста выручки к прошлому году", "healthy_revenue_above_plan", "revenue_growth"),
        ("Доля квалифицированных лидов, которые купили, 25%", "healthy_qualified_conversion", "qualified_conversion"),
        ("Из тех, кому сделали замер, купили 45%", "healthy_qualified_conversion", "unknown"),
    ],
)
def test_what_an_archive_cannot_tell_is_unknown_and_not_the_nearest_thing(words: str, kind: str, quantity: str) -> None:
    assert read(words, kind).measure.quantity == quantity


def test_everything_that_was_read_names_its_words() -> None:
    item = read("50% премии, 90 000 ₽. Меньше 90% плана — ноль, 100% — полностью")
    found = [item.share, item.amount, item.threshold]
    words = [item.description[s.source.start : s.source.end] for s in found if s is not None]
    assert words == ["50%", "90 000 ₽", "90% плана — ноль"]
    assert item.curve is not None
    assert item.description[item.curve.source.start : item.curve.source.end] == "90% плана — ноль, 100% — полностью"


@pytest.mark.parametrize(
    ("words", "kind", "asked"),
    [
        ("Считаем по оплатам", "plan_attainment", "share"),
        ("40% премии, от 90%", "plan_attainment", "above_plan"),
        ("40% премии, от 90%", "plan_attainment", "between_threshold_and_full"),
        ("20% премии, цель 85 000 ₽", "average_check", "below_target"),
        ("20% премии: процент от отгрузок сверх плана", "healthy_revenue_above_plan", "rate"),
        ("15% премии, 300 касаний в неделю", "activity_count", "source_of_figures"),
        ("5% премии, сдали отчёты", "other", "payout_curve"),
    ],
)
def test_what_is_not_said_is_asked(words: str, kind: str, asked: str) -> None:
    assert asked in read(words, kind).not_stated


def test_a_type_that_is_not_sure_is_asked() -> None:
    assert "type" in read("Показатель четыре", "other", sure=False).not_stated


@pytest.mark.parametrize(
    ("structure", "read_as"),
    [
        ({"weight": 0.2}, {"share": 0.2}),
        ({"weight": 20}, {"share": 0.2}),
        ({"weight": 1}, {"share": 1.0}),
        ({"cap": 1.2}, {"cap": 120}),
        ({"cap": 120}, {"cap": 120}),
        ({"threshold": 0.85, "target": 1.0}, {"threshold": 85, "target": 100}),
    ],
)
def test_structure_counts_before_the_words(structure: dict[str, Any], read_as: dict[str, float]) -> None:
    item = read("50% премии, от 90%, потолок 100%", **structure)
    for field, expected in read_as.items():
        stated = getattr(item, field)
        assert value(stated) == pytest.approx(expected)
        assert stated.source.field in structure or stated.source.field == "weight"


def test_a_payout_given_as_a_word_or_a_table_makes_the_curve() -> None:
    line = read("План отдела", weight=0.5, threshold=80, target=100, cap=100, payout="linear")
    table = read("План отдела", weight=0.5, payout={90: 0.5, 100: 1})
    assert line.curve is not None
    assert table.curve is not None
    assert [band.pay for band in table.curve.bands] == [0, Decimal("0.5"), 1]
    assert line.curve.bands[1].slope == Decimal(1) / 20
    assert (line.curve.source.field, table.curve.source.field) == ("payout", "payout")


def test_the_whole_bonus_comes_from_words_or_from_a_share_with_its_sum() -> None:
    def total(*words: str) -> float | None:
        kpis = [KpiItem(f"KPI {n}", text) for n, text in enumerate(words)]
        return value(read_scheme(kpis, [KpiReading("plan_attainment", 0.9, True)] * len(kpis)).total)

    assert total("Half of the monthly variable pay of 7,200 dollars") == 7_200
    assert total("40% премии", "10% премии, 12 000 ₽") == 120_000
    assert total("40% премии") is None


def test_a_condition_over_the_whole_bonus_is_the_scheme_s() -> None:
    words = "Вся премия платится, только если план выполнен на 90%"
    scheme = read_scheme([KpiItem("Условие", words)], [KpiReading("other", 0.9, True)])
    assert scheme.gate is not None
    assert scheme.gate.at_least == 90


def test_a_miss_can_last() -> None:
    def lasts(words: str) -> SchemeItem:
        return read(words, "low_turnover")

    assert lasts("Не ушло больше одного. Ушёл второй — не платится до конца квартала").after_miss == "quarter"
    assert lasts("Никто не уволился. Один ушедший — ноль на полгода").after_miss == "half_year"
    assert lasts("Никто не уволился за месяц").after_miss is None


def test_readings_must_match_the_kpis() -> None:
    with pytest.raises(ValueError, match="zip"):
        read_scheme([KpiItem("План")], [])


def codes_in(*files: str, prefix: str) -> set[str]:
    """Codes written out in the subpackage's files as strings after this call or name."""
    folder = Path(reports.kpi_scheme.__file__).parent
    texts = "\n".join((folder / name).read_text(encoding="utf-8") for name in files)
    return set(re.findall(rf'{prefix}"([a-z][a-z_-]+)"', texts))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_and_question_has_its_sentence(language: Language) -> None:
    texts = Texts(language)
    reasons = codes_in("month_results.py", prefix=r"NotKnown\(") | {"not-in-archive", "margin-plan"}
    reasons |= {"no-plan", "curve-not-stated", "share-not-stated", "total-not-known"}
    asked = {code for word in CODE_WORDS for code in read(word, "plan_attainment").not_stated}
    assert len(reasons) > 12
    assert len(asked) > 4
    assert [code for code in reasons if not texts.has(f"kpi-unknown-{code}")] == []
    assert [code for code in asked if not texts.has(f"kpi-ask-{code}")] == []


CODE_WORDS = ["", "от 90%", "от 100%, потолок 110%", "без потолка, 100% — полностью", "ниже 90% ноль, линейно до 120%"]
