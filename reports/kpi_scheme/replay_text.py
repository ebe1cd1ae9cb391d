"""A replayed scheme in words: each month's bonus, what could not be computed, the fit, and what more revenue brings."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reports.kpi_scheme.marginal import MarginalReward
from reports.kpi_scheme.replay import Fit, Replay, ReplayMonth
from reports.kpi_scheme.sensitivity import Sensitivity
from reports.texts import Texts

PER_REVENUE = Decimal(1000)  # a single rouble brings too little to be read


class ReplayText:
    """Words for the replay of one archive.

    currency: ISO 4217 code; None where it is not known.
    """

    def __init__(self, texts: Texts, currency: str | None) -> None:
        self._texts = texts
        self._currency = currency

    def total(self, replay: Replay) -> str:
        """The whole bonus that shares are of, and where it was read."""
        total = {} if replay.total is None else {"total": self.money(replay.total)}
        return self._texts.text(f"kpi-replay-total-{replay.total_from}", **total)

    def computed(self, month: ReplayMonth) -> str:
        """What the scheme pays: a sum, a range, or at least so much."""
        low = self.money(month.low)
        if month.high is None:
            return self._texts.text("kpi-replay-at-least", low=low)
        if month.high == month.low:
            return low
        return self._texts.text("kpi-replay-range", low=low, high=self.money(month.high))

    def left_out(self, replay: Replay) -> list[str]:
        """One sentence for each KPI that could not be computed and each reason of it."""
        reasons = dict.fromkeys((item.name, item.why) for month in replay.months for item in month.items if item.why)
        say = self._texts.text
        return [say("kpi-replay-left-out", name=name, why=say(f"kpi-unknown-{why}")) for name, why in reasons]

    def fit(self, fit: Fit) -> Iterator[str]:
        """How well the replay fits what was paid."""
        yield self._texts.text(
            f"kpi-fit-{fit.verdict}",
            explained_share=self._texts.percent(float(fit.explained_share)),
            computed_share=self._texts.percent(float(fit.computed_share)),
            fitting_count=fit.fitting,
            months_count=fit.months,
        )
        if fit.mean_absolute_error:
            yield self._texts.text("kpi-fit-error", error=self.money(fit.mean_absolute_error))

    def marginal_title(self) -> str:
        return self._texts.text("kpi-marginal-title", plan_unit=self.money(PER_REVENUE))

    def reward(self, reward: MarginalReward) -> str:
        """What PER_REVENUE more brings at one point of the plan."""
        return self._texts.small_money(reward.per_unit * PER_REVENUE, self._currency)

    def marginal(self, reward: MarginalReward) -> str:
        """The same in a sentence, with what is not clear and the next step of the curve."""
        say = self._texts.text
        name = "kpi-marginal-open" if reward.open_names else "kpi-marginal-point"
        names = {"names": ", ".join(reward.open_names)} if reward.open_names else {}
        line = say(name, at=self._texts.percent(reward.at_percent / 100), reward=self.reward(reward), **names)
        if (step := reward.next_step) is None:
            return line
        reach = self._texts.percent(float(step.at_percent) / 100)
        return f"{line}; {say('kpi-marginal-step', at=reach, pays=self.money(step.pays))}"

    def sensitivity(self, found: Sensitivity) -> str:
        up, down = self._texts.change(float(found.up)), self._texts.change(float(found.down))
        return self._texts.text(f"kpi-sensitivity-{found.driver}", up=up, down=down)

    def money(self, amount: Decimal) -> str:
        return self._texts.money(amount, self._currency)
