"""The KPI audit as a reader sees it: the three answers and a card for each KPI, worded and formatted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.evidence_text import evidence_words
from reports.kpi_audit import KpiAudit, KpiFinding
from reports.kpi_gaming.finding import GamingFinding
from reports.kpi_gaming.gaming_text import gaming_sentences
from reports.kpi_money.money_words import MoneyWords
from reports.kpi_questions import Answer
from reports.kpi_scheme.scheme import SchemeItem
from reports.kpi_scheme.scheme_text import SchemeText
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
    reading: tuple[str, ...]  # what it measures and how it is paid
    payout: tuple[str, ...]  # the payout curve, one line for each stretch
    questions: tuple[str, ...]  # what the owner has to be asked
    money: str  # empty where nothing is put down to it
    money_range: str
    money_parts: tuple[str, ...]  # what the sum is made of
    gaming: tuple[str, ...]  # the test of gaming in words; empty for KPIs that are not toxic
    gaming_verdict: str  # found, not_found, cannot_tell, or empty
    statistics: str  # a sentence from the periods; empty where there is none
    deals: tuple[KpiDeal, ...]
    advice: str


class KpiCards:
    """Makes the parts of the KPI section.

    anchors: deal id to the anchor of its card among the losses. money: words for the archive's sums.
    """

    def __init__(
        self, audit: KpiAudit, currency: str | None, texts: Texts, anchors: Mapping[str, str], money: MoneyWords
    ) -> None:
        self._audit = audit
        self._currency = currency
        self._texts = texts
        self._anchors = anchors
        self._money = money
        self._tests = {test.kpi: test for test in audit.gaming}
        self._sums = {kpi.kpi: kpi for kpi in audit.counted.kpis}
        self._carriers = carriers_of(audit.kpis)

    def answers(self) -> list[AnswerCard]:
        return [self._answer(name, answer) for name, answer in self._audit.questions.items()]

    def kpis(self) -> list[KpiCard]:
        pairs = zip(self._audit.kpis, self._audit.scheme.scheme.items, strict=True)
        return [self._kpi(finding, item) for finding, item in pairs]

    def others_gamed(self) -> list[str]:
        """Tests that found gaming of what no KPI of this scheme pays for: the first sentence of each."""
        own = {finding.type for finding in self._audit.kpis}
        found = [test for test in self._audit.gaming if test.verdict == "found" and test.kpi not in own]
        return [sentence for test in found for sentence in gaming_sentences(test, self._currency, self._texts)]

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

    def _kpi(self, finding: KpiFinding, item: SchemeItem) -> KpiCard:
        say, words = self._texts.text, SchemeText(self._texts, self._currency)
        carries = self._carriers.get(finding.type) is finding and finding.toxic
        test = self._tests.get(finding.type) if carries else None
        counted = self._sums.get(finding.type) if carries else None
        money = counted.money if counted is not None else None
        return KpiCard(
            name=finding.name,
            description=finding.description,
            type=say(f"kpi-{finding.type}") if finding.sure else words.type(item),
            share=self._texts.percent(finding.share) if finding.share is not None else say("deal-unknown"),
            verdict=say(f"kpi-verdict-{finding.verdict}"),
            tone="toxic" if finding.toxic else "healthy" if finding.verdict == "healthy" else "other",
            reading=(words.measure(item), *_amount(item, words, self._texts), *words.conditions(item)),
            payout=tuple(words.curve(item)),
            questions=tuple(words.questions(item)),
            money=self._texts.rough_money(money.mid, self._currency) if money else "",
            money_range=range_words(money.low, money.high, self._currency, self._texts) if money else "",
            money_parts=tuple(self._money.kpi_parts(counted)) if money and counted is not None else (),
            gaming=tuple(gaming_sentences(test, self._currency, self._texts)) if test else (),
            gaming_verdict=test.verdict if test else "",
            statistics=self._statistics(finding, test),
            deals=tuple(
                KpiDeal(item.deal_id, self._anchors[item.deal_id], evidence_words(item.evidence, self._texts))
                for item in finding.evidence
            ),
            advice=say(f"kpi-advice-{finding.type if finding.sure else 'unclear'}"),
        )

    def _statistics(self, finding: KpiFinding, test: GamingFinding | None) -> str:
        """Left out where the test tells of the same months, in a window of its own."""
        if not finding.statistics or (test is not None and test.verdict == "found"):
            return ""
        return self._texts.text(f"kpi-statistics-{finding.type}", **worded(finding.statistics, self._texts))


def _amount(item: SchemeItem, words: SchemeText, texts: Texts) -> list[str]:
    """The sum for full achievement; the share of the bonus has a place of its own on the card."""
    return [] if item.amount is None else [texts.text("kpi-explain-amount", amount=words.money(item.amount.value))]


def carriers_of(findings: Sequence[KpiFinding]) -> dict[str, KpiFinding]:
    """Type to the KPI that stands for it: of several of one type, the one that carries most of the bonus."""
    found: dict[str, KpiFinding] = {}
    for finding in findings:
        before = found.get(finding.type)
        if before is None or (finding.share or 0) > (before.share or 0):
            found[finding.type] = finding
    return found


def answer_sentence(question: str, answer: Answer, texts: Texts) -> str:
    """The ground of an answer in words."""
    months = ", ".join(texts.month(month) for month in answer.months)
    return texts.text(f"answer-{question}-{answer.reason}", **worded(answer.figures, texts), months=months)


def worded(figures: Mapping[str, float | int | str], texts: Texts) -> dict[str, float | int | str]:
    """Figures as a sentence takes them: shares (names ending in _share) in per cent, the rest as they are."""
    return {name: texts.percent(float(value)) if name.endswith("_share") else value for name, value in figures.items()}
