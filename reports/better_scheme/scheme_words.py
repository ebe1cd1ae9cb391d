"""The proposal as a reader sees it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reports.assumptions import assumption_sentences
from reports.better_scheme.gaming_gains import GamingGain
from reports.better_scheme.proposal import BetterScheme, MonthBeside, ProposedScheme
from reports.better_scheme.scenarios import Scenario
from reports.better_scheme.scheme_months import MONTHS_OF_YEAR, PayoutRange
from reports.better_scheme.solved_rates import SolvedPart
from reports.better_scheme.year_choice import YearChoice
from reports.texts import Texts

PER_REVENUE = Decimal(1000)  # a single rouble brings too little to be read
SAME_WITHIN = Decimal("0.01")  # of today's cost: a replay this near to what was paid needs no remark


class SchemeWords:
    """Sentences about one proposal."""

    def __init__(self, better: BetterScheme, currency: str | None, texts: Texts) -> None:
        self._better = better
        self._currency = currency
        self._texts = texts

    def proposal(self) -> Iterator[str]:
        """What is proposed and what it costs, or why nothing is."""
        year, proposed = self._better.year, self._better.proposed
        if year.refusal is not None or proposed is None:
            yield self._texts.text(f"scheme-refused-{year.refusal}")
        else:
            yield self._cost(year)
            if len(year.months) < MONTHS_OF_YEAR:
                yield self._texts.text("scheme-not-a-year", count=len(year.months))
            yield from (self._part(part, proposed) for part in proposed.parts)
            yield self._texts.text("scheme-no-step")
            if proposed.above_plan_brings is not None:
                brings = self._exact(proposed.above_plan_brings * PER_REVENUE)
                yield self._texts.text("scheme-above-plan-brings", brings=brings, revenue=self._money(PER_REVENUE))
        for part in year.left_out:
            yield self._texts.text(f"scheme-left-out-{part.part}-{part.reason}")
        for reason in dict.fromkeys(month.reason for month in year.skipped):
            names = [self._texts.month(month.month) for month in year.skipped if month.reason == reason]
            yield self._texts.text(f"scheme-skipped-{reason}", months=", ".join(sorted(names)), count=len(names))

    def months(self) -> Iterator[str]:
        """Month by month, today's bonus and the new pay."""
        for month in self._better.proposed.months if self._better.proposed else ():
            yield self._month(month)

    def scenarios(self) -> Iterator[str]:
        """The results with less and more revenue, and how far today's scheme could be replayed."""
        if self._better.proposed is None:
            return
        yield from (self._scenario(row) for row in self._better.proposed.scenarios)
        replayed, cost = self._better.proposed.replayed, self._better.year.cost
        if replayed is None or any(row.today is None for row in self._better.proposed.scenarios):
            yield self._texts.text("scheme-today-unknown")
        elif not replayed.low - SAME_WITHIN * cost <= cost <= replayed.high + SAME_WITHIN * cost:
            yield self._texts.text("scheme-replay-differs", replayed=self._range(replayed), cost=self._money(cost))
        elif replayed.low != replayed.high:
            yield self._texts.text("scheme-replay-range", replayed=self._range(replayed), cost=self._money(cost))

    def warnings(self) -> Iterator[str]:
        """How the new scheme could be gamed too, with what that would bring and what stops it."""
        for gain in self._better.proposed.gains if self._better.proposed else ():
            yield self._gain(gain)

    def assumptions(self) -> Iterator[str]:
        yield from assumption_sentences(self._better.assumptions, self._texts)
        yield self._texts.text("scheme-assumes-salary")

    def _cost(self, year: YearChoice) -> str:
        months = [month.figures.month for month in year.months]
        replayed = sum(month.origin == "replayed" for month in year.months)
        return self._texts.text(
            "scheme-cost",
            cost=self._money(year.cost),
            first=self._texts.month(months[0]),
            last=self._texts.month(months[-1]),
            count=len(months),
            replayed=replayed,
        )

    def _part(self, part: SolvedPart, proposed: ProposedScheme) -> str:
        cost, share = self._money(part.cost), self._texts.percent(float(part.share))
        if part.rate is None:
            month = self._money(proposed.scheme.base_a_month)
            return self._texts.text("scheme-part-base", month=month, cost=cost, share=share)
        rate = self._exact(part.rate) if part.part == "conversion" else self._percent(part.rate)
        ending = "-at-ceiling" if part.at_ceiling else ""
        return self._texts.text(f"scheme-part-{part.part}{ending}", rate=rate, cost=cost, share=share)

    def _month(self, month: MonthBeside) -> str:
        kept = ["base", *(self._better.year.parts)]
        paid = [self._texts.text(f"scheme-paid-{part}", sum=self._money(getattr(month.new, part))) for part in kept]
        return self._texts.text(
            "scheme-month",
            month=self._texts.month(month.today.figures.month),
            origin=month.today.origin,
            today=self._money(month.today.cost),
            new=self._money(month.new.total),
            parts=", ".join(paid),
        )

    def _scenario(self, row: Scenario) -> str:
        today = "unknown" if row.today is None else self._range(row.today)
        margin = "unknown" if row.margin is None else self._money(row.margin)
        of_margin = self._texts.percent(float(row.new.total / row.margin), digits=1) if row.margin else ""
        return self._texts.text(
            "scheme-scenario",
            change=self._texts.change(float(row.change)) if row.change else "none",
            revenue=self._money(row.revenue),
            margin=margin,
            today=today,
            new=self._money(row.new.total),
            share=of_margin,
        )

    def _gain(self, gain: GamingGain) -> str:
        share = self._texts.change(float(gain.share))
        return self._texts.text(f"scheme-trick-{gain.trick}", gain=self._money(abs(gain.gain)), share=share)

    def _money(self, amount: Decimal) -> str:
        return self._texts.money(amount, self._currency)

    def _range(self, paid: PayoutRange) -> str:
        if paid.low == paid.high:
            return self._money(paid.low)
        return self._texts.text("scheme-range", low=self._money(paid.low), high=self._money(paid.high))

    def _percent(self, rate: Decimal) -> str:
        """All the digits of a rate: a rounded one would not give the sums that stand beside it."""
        return self._texts.percent(float(rate), digits=max(0, -int(rate.normalize().as_tuple().exponent) - 2))

    def _exact(self, amount: Decimal) -> str:
        """A small sum of money with its fractions, at most three digits in all."""
        return self._texts.small_money(amount, self._currency)
