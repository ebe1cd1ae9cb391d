"""Amounts in the notations of people, and the decimal mark that a whole column gives away."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deals.exports.local_numbers import (
    UnreadableMoney,
    column_decimal_mark,
    currency_code,
    money_text,
    read_money,
)
from deals.values import parse_amount


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("1 250 000,00 ₽", "1250000.00", "RUB"),
        ("$1,250.00", "1250.00", "USD"),
        ("1.250,00 EUR", "1250.00", "EUR"),
        ("USD 1,250,000", "1250000", "USD"),
        ("1 000 р.", "1000", "RUB"),
        ("1,2 млн руб.", "1200000", "RUB"),
        ("$50k", "50000", "USD"),
        ("₹1,25,000.00", "125000.00", "INR"),
        ("7832265.523200001", "7832265.523200001", None),
        ("-12000.00", "-12000.00", None),
        ("(1,250.00)", "-1250.00", None),
    ],
)
def test_an_amount_is_read_in_every_common_notation(text: str, amount: str, currency: str | None) -> None:
    assert read_money(text) == (Decimal(amount), currency)


@pytest.mark.parametrize("text", ["", "abc", "10%", "1 25", "1,2,3", "12.34.56", "$5 €", "2026-01-05", "1" * 16])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(UnreadableMoney) as fault:
        read_money(text)
    assert not fault.value.ambiguous


@pytest.mark.parametrize("text", ["1.250", "1,250", "$12,500"])
def test_an_amount_that_can_be_read_in_two_ways_waits_for_its_column(text: str) -> None:
    with pytest.raises(UnreadableMoney) as fault:
        read_money(text)
    assert fault.value.ambiguous


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["1,250", "3.50"], "."),
        (["1.250", "1.250,50"], ","),
        (["1,250", "12,000"], "."),
        (["1.250"], None),
        (["1.5", "1,5"], None),
        (["1250", "90"], None),
    ],
)
def test_the_column_tells_its_decimal_mark(cells: list[str], mark: str | None) -> None:
    assert column_decimal_mark(cells) == mark


@given(st.decimals(0, 10**9, places=3), st.sampled_from([",", "."]))
def test_a_written_amount_comes_back_as_it_was(amount: Decimal, mark: str) -> None:
    whole, _, cents = f"{amount:,.2f}".partition(".")
    other = "." if mark == "," else ","
    text = whole.replace(",", other) + mark + cents
    assert read_money(text, mark).amount == amount.quantize(Decimal("0.01"))  # type: ignore[arg-type]


@given(st.decimals(0, 10**9, places=3))
def test_the_archive_reads_every_amount_that_is_written(amount: Decimal) -> None:
    assert parse_amount(money_text(amount), None).value == amount


@pytest.mark.parametrize(
    ("text", "code"),
    [("Российский рубль", "RUB"), ("руб.", "RUB"), ("US Dollar (USD)", "USD"), ("€", "EUR"), ("xyz", None)],
)
def test_currencies_go_by_code_sign_and_name(text: str, code: str | None) -> None:
    assert currency_code(text) == code
