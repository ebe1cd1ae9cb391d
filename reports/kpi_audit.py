"""The KPI audit: what each of the owner's KPIs really pays for, what it cost, and the three questions.

Money comes from the deals on both lists and from the gaming tests, each deal counted once. The answers come from
`periods.csv` and from the scheme replayed on its months.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Literal

from classify.codebook import TOXIC_KPIS
from classify.crm_work.person_load import team_load
from classify.kpi_types import HEALTHY_KPIS, KpiReading
from classify.records import ErrorLoss, Evidence, Rankings
from deals.records import Archive, Period
from reports.assumptions import RefusedAssumption, read_assumptions, refused_assumptions, refused_sentence
from reports.better_scheme.assumptions import SchemeAssumptions
from reports.better_scheme.proposal import BetterScheme, propose_scheme
from reports.bonus_months import BonusMonth, bonus_months, correlation, just_above_plan
from reports.evidence_text import evidence_json
from reports.kpi_gaming.finding import GamingFinding
from reports.kpi_gaming.sign_money import shown_money
from reports.kpi_money.assumptions import MoneyAssumptions
from reports.kpi_money.counted_money import CountedMoney, count_money
from reports.kpi_money.gaming_money import GamingMoney
from reports.kpi_money.manager_money import ManagerSums, manager_sums
from reports.kpi_money.money_json import counted_json
from reports.kpi_questions import (
    Answer,
    full_bonus_without_growth,
    reason_to_sell_above_plan,
    tied_to_money,
)
from reports.kpi_scheme.scheme import SchemeItem
from reports.kpi_scheme.scheme_audit import SchemeAudit, audit_scheme
from reports.kpi_scheme.todays_payout import todays_payout
from reports.loss_money import LossMoney, loss_money
from reports.texts import Texts

Verdict = Literal["toxic-shown", "toxic-by-design", "healthy", "other", "unclear"]
QUESTIONS = ("full_bonus_without_growth", "reason_to_sell_above_plan", "tied_to_money")


@dataclass(frozen=True, slots=True)
class KpiEvidence:
    """The strongest evidence of one deal whose loss the KPI rewarded."""

    deal_id: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class KpiFinding:
    """One KPI of the owner. The verdict's sentence is text `kpi-verdict-<verdict>`."""

    name: str
    description: str
    type: str  # one of classify.kpi_types.KPI_TYPES
    type_probability: float
    sure: bool  # False: the words do not say what is measured, the owner has to be asked
    share: float | None  # of the bonus, 0 to 1; None where the words do not say
    toxic: bool
    verdict: Verdict
    evidence: tuple[KpiEvidence, ...]  # most probable loss first
    money: LossMoney | None  # of the deals attributed to it; None without such deals
    statistics: Mapping[str, float | int]  # from the periods, variables of text `kpi-statistics-<type>`; may be empty


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A healthy KPI to pay for instead."""

    type: str
    present: bool  # the scheme already has one of this type


@dataclass(frozen=True, slots=True)
class SimulatedMonth:
    """What was paid, and what the same yearly sum would have paid if it simply followed the money."""

    month: str
    paid: Decimal
    following_money: Decimal


@dataclass(frozen=True, slots=True)
class Simulation:
    basis: Literal["margin", "revenue"]  # what `following_money` follows
    months: tuple[SimulatedMonth, ...]


@dataclass(frozen=True, slots=True)
class KpiAudit:
    kpis: tuple[KpiFinding, ...]
    questions: dict[str, Answer]  # by QUESTIONS, in their order
    months: tuple[BonusMonth, ...]
    loss_total: LossMoney | None  # of all flagged losses through error
    loss_through_kpis: LossMoney | None  # of those that a KPI of this scheme rewarded
    recommended: tuple[Recommendation, ...]
    simulation: Simulation | None
    scheme: SchemeAudit  # the scheme as it was read, replayed on the real months
    counted: CountedMoney  # every deal once over all KPIs and both lists
    managers: ManagerSums
    better_scheme: BetterScheme
    refused_assumptions: tuple[RefusedAssumption, ...]  # of archive.yaml
    gaming: tuple[GamingFinding, ...] = ()  # whether the toxic KPIs are gamed, see reports.kpi_gaming

    def to_json(self, texts: Texts) -> dict[str, Any]:
        """As archive format 1 describes `kpi_audit.json`; what was not there then comes beside it."""
        return {
            "kpis": [_finding_json(finding, texts) for finding in self.kpis],
            "questions": {name: _answer_json(answer) for name, answer in self.questions.items()},
            "months": [asdict(month) | {"full_bonus": month.full_bonus} for month in self.months],
            "loss_total": _money_json(self.loss_total),
            "loss_through_kpis": _money_json(self.loss_through_kpis),
            "recommended": {
                "instead_of": [finding.name for finding in self.kpis if finding.toxic],
                "kpis": [asdict(recommendation) for recommendation in self.recommended],
            },
            "simulation": [asdict(month) for month in self.simulation.months] if self.simulation else [],
            "simulation_basis": self.simulation.basis if self.simulation else None,
            "scheme": self.scheme.to_json(),
            "gaming": [finding.to_json() for finding in self.gaming],
            "kpi_money": counted_json(self.counted, self.managers),
            "better_scheme": self.better_scheme.to_json(),
            "refused_assumptions": [refused_sentence(refused, texts) for refused in self.refused_assumptions],
        }


def audit_kpis(
    archive: Archive, kpi_types: Sequence[KpiReading], rankings: Rankings, gaming: Sequence[GamingFinding] = ()
) -> KpiAudit:
    """Audit the archive's KPI scheme.

    kpi_types: one reading for each of `archive.kpis`, in their order; ValueError otherwise.
    gaming: from reports.kpi_gaming.gaming_findings.
    """
    scheme = audit_scheme(archive, kpi_types)
    kpis = scheme.scheme.items
    losses = [loss for loss in rankings.error_loss if loss.flagged]
    months = bonus_months(archive.periods)
    toxic_types = {kpi.type for kpi in kpis} & set(TOXIC_KPIS)
    return KpiAudit(
        kpis=_findings(kpis, kpi_types, losses, months),
        questions=_answers(scheme, months, archive.periods),
        months=months,
        loss_total=loss_money(losses),
        loss_through_kpis=loss_money(loss for loss in losses if loss.toxic_kpi in toxic_types),
        recommended=tuple(Recommendation(kind, present=any(kpi.type == kind for kpi in kpis)) for kind in HEALTHY_KPIS),
        simulation=_simulate(archive.periods),
        scheme=scheme,
        gaming=tuple(finding.without_money() for finding in gaming),  # it is in `counted`
        **_money_and_proposal(archive, rankings, sorted(toxic_types), shown_money(gaming), scheme),
    )


def _money_and_proposal(
    archive: Archive,
    rankings: Rankings,
    toxic_types: Sequence[str],
    tests: Sequence[GamingMoney],
    scheme: SchemeAudit,
) -> dict[str, Any]:
    stated = archive.assumptions
    money = read_assumptions(MoneyAssumptions, stated)
    return {
        "counted": count_money(rankings, toxic_types, tests, archive.periods, money),
        "managers": manager_sums(rankings.error_loss, team_load(archive), money),
        "better_scheme": propose_scheme(
            archive, todays_payout(archive, scheme), read_assumptions(SchemeAssumptions, stated)
        ),
        "refused_assumptions": refused_assumptions(stated, MoneyAssumptions, SchemeAssumptions),
    }


def _answers(scheme: SchemeAudit, months: Sequence[BonusMonth], periods: Sequence[Period]) -> dict[str, Answer]:
    paid = [period.head_bonus_paid for period in periods]
    with_revenue = correlation(paid, [period.fact for period in periods])
    with_margin = correlation(paid, [period.margin_fact for period in periods])
    answers = (
        full_bonus_without_growth(months, scheme),
        reason_to_sell_above_plan(scheme, months),
        tied_to_money(scheme, with_revenue, with_margin),
    )
    return dict(zip(QUESTIONS, answers, strict=True))


def _findings(
    kpis: Sequence[SchemeItem],
    readings: Sequence[KpiReading],
    losses: Sequence[ErrorLoss],
    months: Sequence[BonusMonth],
) -> tuple[KpiFinding, ...]:
    carriers = {id(kpi): kpi.type for kpi in _heaviest_of_each_type(kpis)}
    findings = []
    for kpi, reading in zip(kpis, readings, strict=True):
        # Two KPIs of one type would claim the same deals; they go to the heavier one, so that sums stay true.
        own = [loss for loss in losses if carriers.get(id(kpi)) == loss.toxic_kpi and kpi.type in TOXIC_KPIS]
        statistics = just_above_plan(months) if kpi.type == "plan_attainment" else {}
        findings.append(_finding(kpi, reading, own, statistics))
    return tuple(findings)


def _heaviest_of_each_type(kpis: Iterable[SchemeItem]) -> list[SchemeItem]:
    by_share = sorted(kpis, key=lambda kpi: -_share(kpi))
    return list({kpi.type: kpi for kpi in reversed(by_share)}.values())


def _share(kpi: SchemeItem) -> Decimal:
    return Decimal(0) if kpi.share is None else kpi.share.value


def _finding(
    kpi: SchemeItem, reading: KpiReading, losses: Sequence[ErrorLoss], statistics: Mapping[str, float | int]
) -> KpiFinding:
    toxic = kpi.sure and kpi.type in TOXIC_KPIS
    by_probability = sorted(losses, key=lambda loss: (-loss.probability, loss.rank))
    return KpiFinding(
        name=kpi.name,
        description=kpi.description,
        type=kpi.type,
        type_probability=reading.probability,
        sure=kpi.sure,
        share=float(kpi.share.value) if kpi.share is not None else None,
        toxic=toxic,
        verdict=_verdict(kpi, toxic, bool(losses)),
        evidence=tuple(KpiEvidence(loss.deal_id, loss.evidence[0]) for loss in by_probability if loss.evidence),
        money=loss_money(losses),
        statistics=statistics,
    )


def _verdict(kpi: SchemeItem, toxic: bool, has_losses: bool) -> Verdict:
    if not kpi.sure:
        return "unclear"
    if toxic:
        return "toxic-shown" if has_losses else "toxic-by-design"
    return "healthy" if kpi.healthy else "other"


def _simulate(periods: Sequence[Period]) -> Simulation | None:
    """Spread the sum of the bonuses paid over the months by margin, or by revenue where margin is not known.

    It changes no cost and asks only where the money would have gone. None with fewer than two months of bonuses.
    """
    paid = [(period.month, period.head_bonus_paid, period) for period in periods if period.head_bonus_paid is not None]
    if len(paid) < 2:
        return None
    margins, revenues = [p.margin_fact for _, _, p in paid], [p.fact for _, _, p in paid]
    basis: Literal["margin", "revenue"] = "revenue" if None in margins else "margin"
    earned = [value for value in (margins if basis == "margin" else revenues) if value is not None and value >= 0]
    if len(earned) < len(paid) or not any(earned):
        return None
    rate = sum((bonus for _, bonus, _ in paid), Decimal(0)) / sum(earned, Decimal(0))
    months = [
        SimulatedMonth(month, bonus, (value * rate).quantize(Decimal("0.01")))
        for (month, bonus, _), value in zip(paid, earned, strict=True)
    ]
    return Simulation(basis, tuple(months))


def _finding_json(finding: KpiFinding, texts: Texts) -> dict[str, Any]:
    quoted = [{"deal_id": item.deal_id, **evidence_json(item.evidence, texts)} for item in finding.evidence]
    return {
        "name": finding.name,
        "type": finding.type,
        "type_probability": finding.type_probability,
        "sure": finding.sure,
        "bonus_share": finding.share,
        "toxic": finding.toxic,
        "verdict": finding.verdict,
        "evidence": quoted,
        "money": _money_json(finding.money),
        "statistics": dict(finding.statistics),
    }


def _answer_json(answer: Answer) -> dict[str, Any]:
    months = {"months": list(answer.months)}
    return {"answer": answer.answer, "reason": answer.reason, **months, "figures": dict(answer.figures)}


def _money_json(money: LossMoney | None) -> dict[str, Any] | None:
    return None if money is None else asdict(money)
