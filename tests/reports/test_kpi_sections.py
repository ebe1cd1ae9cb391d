"""The KPI map and the bonus in the report: all that the audit holds, in both languages, each sum once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from classify.codebook import TOXIC_KPIS
from deals.records import KpiItem
from reports.bonus_charts import BonusCharts
from reports.bonus_section import BonusSection, bonus_section
from reports.html_report import html_report
from reports.kpi_audit import KpiAudit, audit_kpis
from reports.kpi_gaming.finding import GamingFinding, GamingSign
from reports.kpi_section import KpiSection, kpi_section
from reports.texts import LANGUAGES, Language, Texts
from tests.reports.sample_run import KPI_READINGS, sample_result

TEXTS = {language: Texts(language) for language in LANGUAGES}

SIGN = GamingSign(
    "bunched-above-plan", 0.5, 0.16, 0.5, "difference", 0.002, True, 2.4,
    {"above_count": 5, "near_count": 5, "months_count": 6, "width_share": 0.05},
)  # fmt: skip
FOUND = GamingFinding("plan_attainment", "found", 0.002, (SIGN,), (), 6, 7)
UNKNOWN = GamingFinding("activity_count", "cannot_tell", None, (), ("cold-calls",), 6, 7, 12, 300)


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def audit(*gaming: GamingFinding) -> KpiAudit:
    result = sample_result()
    return audit_kpis(result.archive, KPI_READINGS, result.analysis.rankings, gaming)


def section(found: KpiAudit, language: Language = "ru") -> KpiSection:
    result = sample_result(language)
    return kpi_section(found, result.archive, {"S2": "error-1", "S4": "error-3"}, TEXTS[language])


def bonus(found: KpiAudit, language: Language = "ru") -> BonusSection:
    return bonus_section(found, "RUB", TEXTS[language])


def test_a_card_says_how_the_words_were_read_and_what_to_ask() -> None:
    plan, sets, margin = section(audit()).kpis
    assert plan.reading[0].startswith("Измеряет: выполнение плана продаж")
    assert plan.payout
    assert sets.questions
    assert (plain(plan.share), margin.tone) == ("60 %", "healthy")


def test_the_gaming_test_stands_on_its_card_in_words() -> None:
    plan, sets, margin = section(audit(FOUND, UNKNOWN)).kpis
    assert plan.gaming_verdict == "found"
    assert "с вероятностью 95 %" in " ".join(plan.gaming)
    assert plan.statistics == ""  # the test tells of the same months
    assert sets.gaming[0] == "Нельзя сказать, делают ли звонки ради числа."
    assert margin.gaming == ()


def test_gaming_of_what_the_scheme_does_not_pay_for_is_told_apart() -> None:
    other = replace(FOUND, kpi="average_check", signs=())
    assert section(audit(other)).others_gamed[0] == TEXTS["ru"].text("gaming-found-average_check")
    assert section(audit(FOUND)).others_gamed == ()


def test_of_two_kpis_of_one_type_only_the_heavier_carries_sum_and_test() -> None:
    result = sample_result()
    twice = (KpiItem("Личный план", "10% премии"), *result.archive.kpis)
    archive = replace(result.archive, kpis=twice)
    found = audit_kpis(archive, (KPI_READINGS[0], *KPI_READINGS), result.analysis.rankings, (FOUND,))
    light, heavy, *_ = kpi_section(found, archive, {"S2": "error-1", "S4": "error-3"}, TEXTS["ru"]).kpis
    assert (light.money, light.gaming) == ("", ())
    assert plain(heavy.money) == "1 130 000 ₽"
    assert heavy.gaming


def test_the_cards_sums_are_those_of_the_count() -> None:
    found = audit()
    cards = {card.name: card for card in section(found).kpis}
    (plan,) = (kpi for kpi in found.counted.kpis if kpi.kpi == "plan_attainment")
    assert plan.money is not None
    assert cards["План месяца"].money == TEXTS["ru"].rough_money(plan.money.mid, "RUB")
    assert cards["Наборы"].money == ""  # its one deal has no amount


def test_no_manager_stands_with_a_sum_and_without_workload() -> None:
    told = section(audit()).managers
    assert told == (TEXTS["ru"].text("money-managers-withheld", names="Игорь Пак"),)


@pytest.mark.parametrize("language", LANGUAGES)
def test_charts_and_words_are_there_in_both_languages(language: Language) -> None:
    found = bonus(audit(FOUND, UNKNOWN), language)
    assert found.months_chart
    assert found.marginal_chart
    assert found.scenarios_chart
    assert [len(row.bars) for row in found.months_chart.rows] == [2] * 6
    assert [row.label for row in found.marginal_chart.rows] == [
        TEXTS[language].text("bonus-at-plan", at=TEXTS[language].percent(share)) for share in (0.8, 0.95, 1, 1.2)
    ]
    assert len(found.scenarios_chart.rows) == 5
    assert found.proposal
    assert found.warnings
    assert found.assumptions
    assert found.columns[-2:] == ("replayed", "new")
    html = html_report(sample_result(language, kpi_audit=audit(FOUND, UNKNOWN)), TEXTS[language])
    assert html.count("<svg") == 3
    assert html.count("</title>") == 4


def test_a_chart_says_in_words_what_it_draws() -> None:
    chart = BonusCharts(audit(), "RUB", TEXTS["ru"]).months()
    assert chart is not None
    assert plain(chart.description).startswith("январь 2026: выплачено 50 000 ₽")
    drawn = [bar.text for row in chart.rows for bar in row.bars]
    assert [series for series, _ in chart.legend] == ["paid", "replayed", "perhaps"]
    assert all(text in chart.description for text in drawn)


def test_the_marginal_reward_of_the_proposal_is_its_margin_below_and_all_of_it_above_the_plan() -> None:
    found = audit()
    proposed, chart = found.better_scheme.proposed, BonusCharts(found, "RUB", TEXTS["ru"]).marginal()
    assert proposed is not None
    assert proposed.above_plan_brings is not None
    assert chart is not None
    assert proposed.scheme.above_plan is not None
    below, above = proposed.above_plan_brings - proposed.scheme.above_plan, proposed.above_plan_brings
    new = [bar.text for row in chart.rows for bar in row.bars if bar.series == "new"]
    assert new == [TEXTS["ru"].small_money(of * 1000, "RUB") for of in (below, below, above, above)]


def test_without_months_there_are_no_charts_and_the_reason_is_said() -> None:
    result = sample_result()
    archive = replace(result.archive, periods=())
    found = bonus(audit_kpis(archive, KPI_READINGS, result.analysis.rankings))
    assert (found.months_chart, found.marginal_chart, found.scenarios_chart) == (None, None, None)
    assert found.proposal[0].startswith("Предложить схему нельзя")
    assert found.months == ()


def test_a_month_with_the_full_bonus_and_no_growth_is_marked() -> None:
    rows = bonus(audit()).months
    assert [row.month for row in rows if row.warned] == ["март 2026"]
    assert plain(rows[0].bonus) == "50 000 ₽"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_of_gaming_has_a_name(language: Language) -> None:
    texts = TEXTS[language]
    codes = [
        "bunched-above-plan", "slow-after-plan", "slid-to-next-month", "ready-and-waited", "leads-waited",
        "short-talks", "fewer-won-on-busy-days", "weakest-kept", "stages-without-contact", "closed-in-batches",
        "tasks-without-work", "small-leads-dropped", "options-pushed", "dearer-and-fewer",
    ]  # fmt: skip
    assert all(texts.has(f"gaming-sign-{code}") and texts.has(f"gaming-name-{code}") for code in codes)
    assert all(texts.has(f"gaming-found-{kpi}") for kpi in TOXIC_KPIS)
