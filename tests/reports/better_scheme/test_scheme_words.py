"""The proposal in words: whole in both languages, and every reason has its sentence."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest

from reports.better_scheme.gaming_gains import Trick
from reports.better_scheme.proposal import propose_scheme
from reports.better_scheme.scheme_months import MonthFigures, NoConversion, PayoutRange
from reports.better_scheme.scheme_words import SchemeWords
from reports.better_scheme.year_choice import Refusal
from reports.texts import LANGUAGES, Language, Texts
from tests.reports.better_scheme.months import MONTHS, archive_of, period, qualified_deals, usual_year


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def words(language: Language = "ru", payout: Decimal | None = None) -> SchemeWords:
    archive = archive_of(*(period(month) for month in MONTHS), deals=qualified_deals())
    today = None if payout is None else lambda month: PayoutRange(payout, Decimal(100_000))
    return SchemeWords(propose_scheme(archive, today), "RUB", Texts(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_and_trick_has_a_sentence(language: Language) -> None:
    texts = Texts(language)
    names = [f"scheme-refused-{code}" for code in get_args(Refusal)]
    names += [f"scheme-trick-{code}" for code in get_args(Trick)]
    names += [f"scheme-left-out-conversion-{code}" for code in (*get_args(NoConversion), "nothing-won", "not-wanted")]
    names += [f"scheme-left-out-margin-{code}" for code in ("no-margin", "no-margin-earned", "not-wanted")]
    names += [f"scheme-left-out-above_plan-{code}" for code in ("no-plan", "no-margin-earned", "not-wanted")]
    skipped = ("no-revenue", "no-bonus", "no-plan", "no-margin", "few-qualified")
    names += [f"scheme-skipped-{code}" for code in skipped]
    assert [name for name in names if not texts.has(name)] == []


def test_the_proposal_says_what_it_costs_and_what_each_part_pays() -> None:
    said = [plain(sentence) for sentence in words().proposal()]
    assert said[0] == (
        "Предлагаемая схема стоит столько же, сколько стоила нынешняя: 600 000 ₽ за 6 месяцев "
        "(январь 2026 — июнь 2026), сколько и было выплачено."
    )
    assert "Оклад за план: 51 920 ₽ в месяц, без условий. За эти месяцы: 311 520 ₽ (52 %)." in said
    assert "Маржа: 10,8 % от неё. За эти месяцы: 194 400 ₽ (32 %)." in said
    assert (
        "Конверсия квалифицированных заявок: 324 ₽ в месяц за каждый её процент. За эти месяцы: 77 760 ₽ (13 %)."
        in said
    )
    assert "Каждая 1 000 ₽ сверх плана приносит руководителю 56,7 ₽." in said


def test_a_month_and_a_scenario_stand_side_by_side() -> None:
    beside = words("en", Decimal(90_000))
    months, rows = [plain(one) for one in beside.months()], [plain(one) for one in beside.scenarios()]
    assert months[0] == (
        "January 2026: today's scheme RUB 100,000, the new one RUB 100,000 "
        "(base RUB 51,920, above plan RUB 2,720, margin RUB 32,400, conversion RUB 12,960)."
    )
    assert rows[0].startswith(
        "Revenue -10%: RUB 5,940,000, margin RUB 1,620,000; today's scheme pays RUB 540,000 to RUB 600,000, the"
    )
    assert rows[-1].startswith("A part of today's scheme depends on what the archive does not tell")


def test_a_replay_that_misses_what_was_paid_is_told() -> None:
    def less(month: MonthFigures) -> PayoutRange | None:
        return PayoutRange(Decimal(90_000), Decimal(90_000))

    said = list(SchemeWords(propose_scheme(usual_year(), less), "RUB", Texts("en")).scenarios())
    assert plain(said[-1]).startswith(
        "Replayed on the real months, today's scheme comes to RUB 540,000, while RUB 600,000"
    )


def test_that_todays_scheme_cannot_be_replayed_is_said() -> None:
    assert list(words("en").scenarios())[-1].startswith("What today's scheme would pay on other results cannot be told")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_whole_in_both_languages(language: Language) -> None:
    full = words(language, Decimal(100_000))
    assert len(list(full.warnings())) == 4
    assert len(list(full.assumptions())) == 9
    refused = SchemeWords(propose_scheme(usual_year(plan=None, margin_fact=None)), None, Texts(language))
    assert len(list(refused.proposal())) == 4
    assert (list(refused.months()), list(refused.scenarios()), list(refused.warnings())) == ([], [], [])


@pytest.mark.parametrize(
    ("count", "expected"), [(1, "за 1 месяц взято"), (3, "за 3 месяца взято"), (5, "за 5 месяцев взято")]
)
def test_replayed_months_have_their_plural_form(count: int, expected: str) -> None:
    rows = [period(f"2025-{n:02}", head_bonus_paid=None if n <= count else 100_000) for n in range(1, 13)]

    def payout(month: MonthFigures) -> PayoutRange | None:
        return PayoutRange(Decimal(100_000), Decimal(100_000))

    told = SchemeWords(propose_scheme(archive_of(*rows), payout), "RUB", Texts("ru"))
    assert expected in next(told.proposal())
