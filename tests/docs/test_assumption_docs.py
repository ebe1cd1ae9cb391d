"""docs/kpi-money.md lists every assumption with the default and the bounds that the program has."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import get_type_hints

from reports.better_scheme.assumptions import SchemeAssumptions
from reports.kpi_money.assumptions import MoneyAssumptions

PAGE = Path(__file__).parents[2] / "docs" / "kpi-money.md"


def test_every_assumption_is_described_with_its_default_and_bounds() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    described = {name: tuple(map(Decimal, figures)) for name, *figures in rows}
    known = {
        name: (getattr(kind(), name), Decimal(hint.__metadata__[0].least), Decimal(hint.__metadata__[0].most))
        for kind in (MoneyAssumptions, SchemeAssumptions)
        for name, hint in get_type_hints(kind, include_extras=True).items()
    }
    assert described == known
