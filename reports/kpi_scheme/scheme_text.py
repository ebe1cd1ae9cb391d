"""A scheme in words: what an item measures, its payout curve, and where it was read."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reports.kpi_scheme.scheme import Band, Curve, Extra, MeasureUnit, SchemeItem, Stated
from reports.texts import Texts


class SchemeText:
    """Words for items of one scheme.

    currency: ISO 4217 code of the archive; None where it is not known.
    """

    def __init__(self, texts: Texts, currency: str | None) -> None:
        self._texts = texts
        self._currency = currency

    def type(self, item: SchemeItem) -> str:
        name = "kpi-explain-type" if item.sure else "kpi-explain-type-unsure"
        kind = self._texts.text(f"kpi-{item.type}")
        return self._texts.text(name, type=kind, probability=self._texts.percent(item.probability))

    def measure(self, item: SchemeItem) -> str:
        say, measure = self._texts.text, item.measure
        windowed = measure.window_months is not None and measure.quantity in ("leavers", "leaver_share")
        return say(
            "kpi-explain-measure",
            quantity=say(f"kpi-quantity-{measure.quantity}"),
            whose=say(f"kpi-whose-{measure.whose}"),
            window=say("kpi-window", months=measure.window_months) if windowed else "",
        )

    def worth(self, item: SchemeItem) -> Iterator[tuple[str, Stated]]:
        """Share and sum in words, each with what was read."""
        if item.share is not None:
            yield (
                self._texts.text("kpi-explain-share", share=self._texts.percent(float(item.share.value), 0)),
                item.share,
            )
        if item.amount is not None:
            yield self._texts.text("kpi-explain-amount", amount=self.money(item.amount.value)), item.amount

    def read_from(self, stated: Stated, item: SchemeItem) -> str:
        """The words or the field that something was read from."""
        source = stated.source
        if source.start is None or source.field not in ("name", "description"):
            return self._texts.text("kpi-explain-read-field", field=source.field)
        text = item.name if source.field == "name" or not item.description else item.description
        return self._texts.text("kpi-explain-read-from", words=text[source.start : source.end].strip())

    def curve(self, item: SchemeItem) -> list[str]:
        """One line for each band of the curve and each extra; empty where nothing was read."""
        lines = [] if item.curve is None else [self._band(band, item.curve, item) for band in item.curve.bands]
        return lines + [self._extra(extra, item.measure.unit) for extra in item.extras]

    def conditions(self, item: SchemeItem) -> Iterator[str]:
        """How often it is paid, and what stands before and after the payout."""
        if item.every is not None:
            yield self._texts.text("kpi-explain-every", every=self._texts.text(f"kpi-every-{item.every}"))
        if item.gate is not None:
            yield self._texts.text("kpi-explain-gate", at_least=self._value(item.gate.at_least, "percent"))
        if item.after_miss is not None:
            until = self._texts.text(f"kpi-until-{item.after_miss}")
            yield self._texts.text("kpi-explain-after-miss", until=until)

    def questions(self, item: SchemeItem) -> list[str]:
        """What the owner has to be asked."""
        return [self._texts.text(f"kpi-ask-{code}") for code in item.not_stated]

    def money(self, amount: Decimal) -> str:
        return self._texts.money(amount, self._currency)

    def _band(self, band: Band, curve: Curve, item: SchemeItem) -> str:
        pays = self._pay(band, curve, item)
        if band.pay is not None and not band.stated:
            pays = self._texts.text("kpi-pay-assumed", pay=pays)
        return f"{self._stretch(band, item.measure.unit)}: {pays}"

    def _stretch(self, band: Band, unit: MeasureUnit) -> str:
        ends = {
            name: self._value(end, unit) for name, end in (("low", band.low), ("high", band.high)) if end is not None
        }  # fmt: skip
        if band.low is None:
            name = "all" if band.high is None else "up-to" if band.high_in else "under"
        elif band.high is None:
            name = "from" if band.low_in else "above"
        else:
            name = "between" if band.low_in else "above-to"
        return self._texts.text(f"kpi-band-{name}", **ends)

    def _pay(self, band: Band, curve: Curve, item: SchemeItem) -> str:
        say = self._texts.text
        if band.pay is None:
            return say("kpi-pay-open")
        if curve.paid_in.startswith("rate"):
            if band.pay == 0:
                return say("kpi-pay-nothing")
            name = "kpi-pay-rate-all" if curve.paid_in == "rate_on_all" else "kpi-pay-rate"
            return say(name, rate=self._texts.percent(float(band.pay), 1), of=say(f"kpi-of-{_of(item)}"))
        if band.slope == 0:
            return self._sum(band.pay, curve)
        if band.high is None:
            return say("kpi-pay-growing", first=self._sum(band.pay, curve))
        last = band.pay + band.slope * (band.high - band.at)
        return say("kpi-pay-line", first=self._sum(band.pay, curve), last=self._sum(last, curve))

    def _sum(self, pay: Decimal, curve: Curve) -> str:
        say = self._texts.text
        if pay == 0:
            return say("kpi-pay-nothing")
        if curve.paid_in == "money":
            return say("kpi-pay-money", money=self.money(pay))
        return say("kpi-pay-full") if pay == 1 else say("kpi-pay-share", share=self._texts.percent(float(pay), 0))

    def _extra(self, extra: Extra, unit: MeasureUnit) -> str:
        say, size = self._texts.text, abs(extra.pay)
        pay = (
            self.money(size)
            if extra.paid_in == "money"
            else say("kpi-pay-share", share=self._texts.percent(float(size)))
        )
        start = self._value(extra.start, unit) if extra.stated_start else say("kpi-extra-start-unknown")
        sign = "minus" if extra.pay < 0 else "plus"
        return say(f"kpi-extra-{sign}", step=self._value(extra.step, unit), start=start, pay=pay)

    def _value(self, value: Decimal, unit: MeasureUnit) -> str:
        if unit == "percent":
            return self._texts.percent(float(value) / 100, 0 if value % 1 == 0 else 1)
        return self.money(value) if unit == "money" else self._texts.number(value)


def _of(item: SchemeItem) -> str:
    """What a rate is taken of."""
    if item.measure.quantity.startswith("margin"):
        return "margin"
    return "growth" if item.measure.quantity == "revenue_growth" else "revenue"
