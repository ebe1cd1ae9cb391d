"""The bonus as a reader sees it: every month, what more revenue brings, and the better scheme beside today's."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reports.bar_chart import BarChart
from reports.better_scheme.scheme_words import SchemeWords
from reports.bonus_charts import BonusCharts
from reports.bonus_months import FULL_FROM, BonusMonth
from reports.kpi_audit import KpiAudit
from reports.kpi_scheme.replay_text import ReplayText
from reports.texts import Texts

MONTH_COLUMNS = ("month", "plan", "fact", "attainment", "growth", "bonus")


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
    replayed: str  # what today's scheme pays by its words
    new: str  # what the proposed scheme would have paid


@dataclass(frozen=True, slots=True)
class BonusSection:
    """All of it in words. Lists are empty and charts None where there is nothing to say."""

    columns: tuple[str, ...]
    months: tuple[MonthRow, ...]
    month_notes: tuple[str, ...]
    months_chart: BarChart | None
    replay: tuple[str, ...]
    marginal_chart: BarChart | None
    marginal: tuple[str, ...]
    scenarios_chart: BarChart | None
    proposal: tuple[str, ...]
    scenarios: tuple[str, ...]
    warnings: tuple[str, ...]
    assumptions: tuple[str, ...]


def bonus_section(audit: KpiAudit, currency: str | None, texts: Texts) -> BonusSection:
    """Everything that the archive tells of the bonus; without months nearly nothing."""
    charts, scheme = BonusCharts(audit, currency, texts), SchemeWords(audit.better_scheme, currency, texts)
    words, read = ReplayText(texts, currency), audit.scheme
    months = _MonthRows(audit, currency, texts)
    replay = [words.total(read.replay), *words.left_out(read.replay)] if read.replay.months and audit.kpis else []
    if read.replay.fit is not None and audit.kpis:
        replay += words.fit(read.replay.fit)
    return BonusSection(
        columns=months.columns(),
        months=tuple(months.row(month) for month in audit.months),
        month_notes=(texts.text("months-note", share=texts.percent(FULL_FROM)),) if audit.months else (),
        months_chart=charts.months(),
        replay=tuple(replay),
        marginal_chart=charts.marginal() if audit.kpis else None,
        marginal=(
            *(words.marginal(r) for r in read.marginal if r.next_step or r.open_names),
            *(words.sensitivity(s) for s in read.sensitivity),
        )
        if audit.kpis
        else (),
        scenarios_chart=charts.scenarios(),
        proposal=tuple(scheme.proposal()),
        scenarios=tuple(scheme.scenarios()),
        warnings=tuple(scheme.warnings()),
        assumptions=tuple(scheme.assumptions()) if audit.better_scheme.proposed else (),
    )


class _MonthRows:
    def __init__(self, audit: KpiAudit, currency: str | None, texts: Texts) -> None:
        self._currency = currency
        self._texts = texts
        words, proposed = ReplayText(texts, currency), audit.better_scheme.proposed
        self._replayed = {
            month.month: words.computed(month)
            for month in audit.scheme.replay.months
            if any(item.paid is not None for item in month.items)
        }
        self._new = {month.today.figures.month: month.new.total for month in proposed.months} if proposed else {}

    def columns(self) -> tuple[str, ...]:
        shown = (("replayed", self._replayed), ("new", self._new))
        return (*MONTH_COLUMNS, *(name for name, figures in shown if figures))

    def row(self, month: BonusMonth) -> MonthRow:
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
            replayed=self._replayed.get(month.month, ""),
            new=self._money(self._new.get(month.month)),
        )

    def _money(self, amount: Decimal | None) -> str:
        return "" if amount is None else self._texts.money(amount, self._currency)
