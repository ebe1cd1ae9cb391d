"""The charts of the bonus: what months paid, what more revenue brings, and both schemes at other results."""

from __future__ import annotations

from decimal import Decimal

from reports.bar_chart import BarChart, BarValue, bar_chart
from reports.better_scheme.proposal import ProposedScheme
from reports.better_scheme.scenarios import Scenario
from reports.kpi_audit import KpiAudit
from reports.kpi_scheme.replay import ReplayMonth
from reports.kpi_scheme.replay_text import PER_REVENUE, ReplayText
from reports.texts import Texts

PLAN = 100  # per cent


class BonusCharts:
    """Makes the charts of one audit. A chart that would hold nothing is None."""

    def __init__(self, audit: KpiAudit, currency: str | None, texts: Texts) -> None:
        self._audit = audit
        self._currency = currency
        self._texts = texts
        self._words = ReplayText(texts, currency)

    def months(self) -> BarChart | None:
        """Each month's bonus as it was paid and as the scheme pays it by its words."""
        rows = [row for month in self._audit.scheme.replay.months if (row := self._month(month))[1]]
        return self._chart("months", rows, ("paid", "replayed")) if rows else None

    def marginal(self) -> BarChart | None:
        """What PER_REVENUE more brings the head, today and by the proposal, at several points of the plan."""
        proposed = self._audit.better_scheme.proposed
        rows = []
        for reward in self._audit.scheme.marginal:
            today = reward.per_unit * PER_REVENUE
            text = self._words.reward(reward)
            if reward.open_names:
                text = self._texts.text("bonus-and-unclear", reward=text)
            values = [BarValue("today", today, today, text)]
            if proposed is not None and (new := _new_reward(proposed, reward.at_percent)) is not None:
                text = self._texts.small_money(new * PER_REVENUE, self._currency)
                values.append(BarValue("new", new * PER_REVENUE, new * PER_REVENUE, text))
            at = self._texts.percent(reward.at_percent / 100)
            rows.append((self._texts.text("bonus-at-plan", at=at), values))
        return self._chart("marginal", rows, ("today", "new"), self._words.marginal_title()) if rows else None

    def scenarios(self) -> BarChart | None:
        """Both schemes over the year's months with less and more revenue."""
        proposed = self._audit.better_scheme.proposed
        if proposed is None:
            return None
        rows = [(self._scenario_label(row), self._scenario(row)) for row in proposed.scenarios]
        return self._chart("scenarios", rows, ("today", "new"))

    def _month(self, month: ReplayMonth) -> tuple[str, list[BarValue]]:
        values = [] if month.paid is None else [self._exactly("paid", month.paid)]
        if any(item.paid is not None for item in month.items):
            high = month.low if month.high is None else month.high
            values.append(BarValue("replayed", month.low, high, self._words.computed(month)))
        return self._texts.month(month.month), values

    def _scenario(self, row: Scenario) -> list[BarValue]:
        new = self._exactly("new", row.new.total)
        if row.today is None:
            return [new]
        low, high = row.today.low, row.today.high
        if low == high:
            return [self._exactly("today", low), new]
        ends = {"low": self._words.money(low), "high": self._words.money(high)}
        return [BarValue("today", low, high, self._texts.text("kpi-replay-range", **ends)), new]

    def _scenario_label(self, row: Scenario) -> str:
        if not row.change:
            return self._texts.text("bonus-scenario-as-it-was")
        return self._texts.text("bonus-scenario", change=self._texts.change(float(row.change)))

    def _exactly(self, series: str, sum_: Decimal) -> BarValue:
        return BarValue(series, sum_, sum_, self._words.money(sum_))

    def _chart(
        self, name: str, rows: list[tuple[str, list[BarValue]]], series: tuple[str, ...], title: str | None = None
    ) -> BarChart:
        drawn = {value.series for _, values in rows for value in values}
        legend = [(code, self._texts.text(f"bonus-series-{code}")) for code in series if code in drawn]
        names = dict(legend)
        if any(value.high > value.low for _, values in rows for value in values):
            legend.append(("perhaps", self._texts.text("bonus-series-perhaps")))
        read_out = (
            f"{label}: {'; '.join(f'{names[value.series]} {value.text}' for value in values)}" for label, values in rows
        )
        title = title or self._texts.text(f"bonus-chart-{name}")
        return bar_chart(f"chart-{name}", title, ". ".join(read_out), legend, rows)


def _new_reward(proposed: ProposedScheme, at_percent: int) -> Decimal | None:
    """Pay for one more unit of revenue under the proposal; below the plan, only its margin counts."""
    if proposed.above_plan_brings is None or proposed.scheme.above_plan is None:
        return None
    return proposed.above_plan_brings - (proposed.scheme.above_plan if at_percent < PLAN else Decimal(0))
