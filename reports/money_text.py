"""What a sum of a deal is made of, in words: nothing that was taken for granted stays unsaid."""

from __future__ import annotations

from decimal import Decimal

from classify.records import ErrorLoss, Revival
from reports.texts import Texts


def value_sentence(revival: Revival, currency: str | None, texts: Texts) -> str:
    """How the expected profit was come by; empty where none is stated."""
    value = revival.value
    if value is None:
        return ""
    return texts.text(
        f"money-value-{value.margin_from}", probability=texts.percent(revival.probability),
        amount=texts.money(value.amount, currency), margin=texts.percent(value.margin),
        decay=texts.percent(value.decay), since=value.since,
    )  # fmt: skip


def lost_sentence(loss: ErrorLoss, texts: Texts) -> str:
    """By what chance to win the amount lost is discounted, and where that comes from."""
    chance = loss.chance_to_win
    if chance is None:
        return texts.text("money-lost-whole")
    share = texts.percent(chance.value)
    if chance.basis == "history":
        return texts.text("money-lost-history", share=share, deals=chance.deals, won=chance.won, day=chance.day)
    if chance.stage is None:
        return texts.text("money-lost-all", share=share, deals=chance.deals, won=chance.won)
    return texts.text("money-lost-stage", share=share, deals=chance.deals, won=chance.won, stage=chance.stage)


def range_words(low: Decimal, high: Decimal, currency: str | None, texts: Texts) -> str:
    """The ends of a range in words; a low end of nothing is not named."""
    if low == 0:
        return texts.text("summary-at-most", high=texts.rough_money(high, currency))
    return texts.text(
        "summary-range", low=texts.rough_money(low, currency), high=texts.rough_money(high, currency)
    )  # fmt: skip
