"""The sums of losses as a reader sees them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports.assumptions import assumption_sentences
from reports.kpi_money.counted_money import CountedMoney, DealSum, KpiSum, SignSum
from reports.kpi_money.manager_money import ManagerMoney, ManagerSums
from reports.kpi_money.money_range import MoneyRange
from reports.money_text import range_words
from reports.texts import Texts


@dataclass(frozen=True, slots=True)
class MoneyNames:
    """What things are called in this archive."""

    kpis: Mapping[str, str]  # type to the owner's name of the KPI
    signs: Mapping[str, str]  # code of a sign of gaming to its words
    people: Mapping[str, str]  # user id to name
    currency: str | None


class MoneyWords:
    """Sentences about one archive's sums."""

    def __init__(self, names: MoneyNames, texts: Texts) -> None:
        self._names = names
        self._texts = texts

    def total(self, counted: CountedMoney) -> Iterator[str]:
        """The whole, what it is made of beside the KPIs, what is not in it, and what of it is margin."""
        if counted.total is None:
            yield self._texts.text("money-nothing")
        else:
            yield self._texts.text("money-total", **self._sum(counted.total), deals=counted.deals)
            yield self._margin(counted, counted.total)
        for part in ("no_kpi", "to_win_back", "both_lists"):
            of_part: DealSum = getattr(counted, part)
            if of_part.money is not None:
                yield self._texts.text(f"money-{part}", **self._sum(of_part.money), deals=of_part.deals)
        sums = [counted.no_kpi, counted.to_win_back, *(kpi.from_deals for kpi in counted.kpis)]
        if without := sum(one.without_sum for one in sums):
            yield self._texts.text("money-without-sum", deals=without)
        if counted.chance_unknown:
            yield self._texts.text("money-chance-unknown", deals=counted.chance_unknown)

    def kpi(self, kpi: KpiSum) -> Iterator[str]:
        """One KPI: its sum, how much of it comes from deals and how much from each test."""
        name = self._names.kpis.get(kpi.kpi, self._texts.text(f"kpi-{kpi.kpi}"))
        if kpi.money is None:
            yield self._texts.text("money-kpi-nothing", name=name)
        else:
            yield self._texts.text("money-kpi", name=name, **self._sum(kpi.money))
        yield from self.kpi_parts(kpi)

    def kpi_parts(self, kpi: KpiSum) -> Iterator[str]:
        """What the sum of one KPI is made of."""
        if kpi.from_deals.money is not None:
            yield self._texts.text("money-kpi-deals", **self._sum(kpi.from_deals.money), deals=kpi.from_deals.deals)
        for sign in kpi.from_tests:
            yield from self._sign(sign)

    def managers(self, sums: ManagerSums) -> Iterator[str]:
        """Each manager's sum with the workload in the same breath, and whose sum is withheld."""
        for manager in sums.managers:
            yield self._manager(manager)
        if sums.withheld:
            names = ", ".join(self._name(user_id) for user_id in sums.withheld)
            yield self._texts.text("money-managers-withheld", names=names)
        if sums.managers:
            yield self._texts.text("usual-note")

    def assumptions(self, counted: CountedMoney) -> Iterator[str]:
        yield from assumption_sentences(counted.assumptions, self._texts)

    def _sign(self, sign: SignSum) -> Iterator[str]:
        words = self._names.signs.get(sign.sign, sign.sign)
        if sign.money is not None:
            yield self._texts.text("money-sign", sign=words, **self._sum(sign.money), deals=sign.deals)
        if sign.counted_before:
            yield self._texts.text("money-sign-counted-before", sign=words, deals=sign.counted_before)

    def _margin(self, counted: CountedMoney, total: MoneyRange) -> str:
        if counted.margin_share is None or counted.margin_share <= 0:
            return self._texts.text("money-total-no-margin")
        share = self._texts.percent(float(counted.margin_share), digits=1)
        return self._texts.text("money-total-margin", **self._sum(total.times(counted.margin_share)), share=share)

    def _manager(self, manager: ManagerMoney) -> str:
        load, number = manager.load, self._texts.number
        return self._texts.text(
            "money-manager",
            name=self._name(manager.user_id),
            **self._sum(manager.money),
            deals=manager.deals,
            leads=load.leads,
            each=self._texts.rough_money(manager.for_each_lead, self._names.currency),
            usual=number(load.usual.open_deals),
            new=number(load.usual.leads_a_week),
            open=number(load.open_deals),
            others="none" if load.colleagues_open is None else number(load.colleagues_open),
            absent=load.absent,
        )

    def _sum(self, money: MoneyRange) -> dict[str, str]:
        currency = self._names.currency
        ends = range_words(money.low, money.high, currency, self._texts)
        return {"mid": self._texts.rough_money(money.mid, currency), "range": ends}

    def _name(self, user_id: str) -> str:
        return self._names.people.get(user_id, user_id)
