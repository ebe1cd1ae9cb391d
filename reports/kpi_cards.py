"""The KPI audit as a reader sees it: verdicts, answers and months, worded and formatted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports.bonus_months import BonusMonth
from reports.evidence_text import evidence_words
from reports.kpi_audit import KpiAudit, KpiFinding
from reports.kpi_questions import Answer
from reports.loss_money import LossMoney
from reports.money_text import range_words
from reports.texts import Texts

# Which answer is good news for the owner, so that a glance tells.
GOOD_ANSWERS = {"full_bonus_without_growth": "no", "reason_to_sell_above_plan": "yes", "tied_to_money": "yes"}


@dataclass(frozen=True, slots=True)
class AnswerCard:
    question: str
    answer: str
    tone: str  # good, bad, open
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KpiDeal:
    """A deal whose loss the KPI rewarded, with its strongest evidence."""

    deal_id: str
    anchor: str  # of the deal's card
    words: str


@dataclass(frozen=True, slots=True)
class KpiCard:
    name: str
    description: str
    type: str
    share: str
    verdict: str
    tone: str  # toxic, healthy, other
    money: str  # empty where no deal is attributed
    money_range: str
    statistics: str  # a sentence from the periods; empty where there is none
    deals: tuple[KpiDeal, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A row of the table of months; empty cells where a figure is missing."""

    month: str
    plan: str
    fact: str
    attainment: str
    growth: str
    bonus: str
    bonus_share: float  # of the highest bonus, 0 to 1, for the bar
    mark: str  # full, full without growth, or empty
    warned: bool
    following: str


class KpiCards:
    """Makes the parts of the KPI section.

    anchors: deal id to the anchor of its card among the losses.
    """

    def __init__(self, audit: KpiAudit, currency: str | None, texts: Texts, anchors: Mapping[str, str]) -> None:
        self._audit = audit
        self._currency = currency
        self._texts = texts
        self._anchors = anchors

    def answers(self) -> list[AnswerCard]:
        return [self._answer(name, answer) for name, answer in self._audit.questions.items()]

    def kpis(self) -> list[KpiCard]:
        return [self._kpi(finding) for finding in self._audit.kpis]

    def months(self) -> list[MonthRow]:
        simulated = self._audit.simulation.months if self._audit.simulation else ()
        following = {month.month: month.following_money for month in simulated}
        return [self._month(month, following.get(month.month)) for month in self._audit.months]

    def _answer(self, name: str, answer: Answer) -> AnswerCard:
        good = "open" if answer.answer == "cannot_tell" else "good" if answer.answer == GOOD_ANSWERS[name] else "bad"
        return AnswerCard(
            question=self._texts.text(f"question-{name}"),
            answer=self._texts.text(f"answer-{answer.answer}"),
            tone=good,
            sentences=(answer_sentence(name, answer, self._texts), *self._correlations(answer)),
        )

    def _correlations(self, answer: Answer) -> list[str]:
        figures, write = answer.figures, self._texts.coefficient
        return [
            self._texts.text(
                f"answer-moves-{name}",
                months=figures[f"{name}_months"],
                r=write(float(figures[f"{name}_r"])),
                low=write(float(figures[f"{name}_r_low"])),
                high=write(float(figures[f"{name}_r_high"])),
            )
            for name in ("revenue", "margin")
            if f"{name}_r" in figures
        ]

    def _kpi(self, finding: KpiFinding) -> KpiCard:
        say = self._texts.text
        tone = "toxic" if finding.toxic else "healthy" if finding.verdict == "healthy" else "other"
        return KpiCard(
            name=finding.name,
            description=finding.description,
            type=say(f"kpi-{finding.type}"),
            share=self._texts.percent(finding.share) if finding.share is not None else say("deal-unknown"),
            verdict=say(f"kpi-verdict-{finding.verdict}"),
            tone=tone,
            money=self._texts.rough_money(finding.money.mid, self._currency) if finding.money else "",
            money_range=money_range(finding.money, self._currency, self._texts),
            statistics=say(f"kpi-statistics-{finding.type}", **worded(finding.statistics, self._texts))
            if finding.statistics
            else "",
            deals=tuple(
                KpiDeal(item.deal_id, self._anchors[item.deal_id], evidence_words(item.evidence, self._texts))
                for item in finding.evidence
            ),
            advice=say(f"kpi-advice-{finding.type if finding.sure else 'unclear'}"),
        )

    def _month(self, month: BonusMonth, following: Decimal | None) -> MonthRow:
        warned = month.full_bonus and month.without_growth
        mark = "months-full-without-growth" if warned else "months-full" if month.full_bonus else ""
        return MonthRow(
            month=self._texts.month(month.month),
            plan=self._money(month.plan),
            fact=self._money(month.fact),
            attainment=self._texts.percent(month.attainment, digits=1) if month.attainment is not None else "",
            growth=self._texts.change(month.growth) if month.growth is not None else "",
            bonus=self._money(month.bonus),
            bonus_share=month.bonus_of_highest or 0.0,
            mark=self._texts.text(mark) if mark else "",
            warned=warned,
            following=self._money(following),
        )

    def _money(self, amount: Decimal | None) -> str:
        return "" if amount is None else self._texts.money(amount, self._currency)


def answer_sentence(question: str, answer: Answer, texts: Texts) -> str:
    """The ground of an answer in words."""
    months = ", ".join(texts.month(month) for month in answer.months)
    return texts.text(f"answer-{question}-{answer.reason}", **worded(answer.figures, texts), months=months)


def worded(figures: Mapping[str, float | int | str], texts: Texts) -> dict[str, float | int | str]:
    """Figures as a sentence takes them: shares (names ending in _share) in per cent, the rest as they are."""
    return {name: texts.percent(float(value)) if name.endswith("_share") else value for name, value in figures.items()}


def money_range(money: LossMoney | None, currency: str | None, texts: Texts) -> str:
    """The low and high end in words; empty where no deal has an amount."""
    return "" if money is None else range_words(money.low, money.high, currency, texts)
