"""What the proposal takes for granted: how the pay is split, how dear one more rouble may be, what follows revenue."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from reports.assumptions import Bounds


@dataclass(frozen=True, slots=True)
class SchemeAssumptions:
    """Changeable under `assumptions` in archive.yaml. Text `assumption-<name>` gives each with its reason.

    Of the weights only the proportions count; a part that has to be left out gives its weight to the others.
    """

    # Making the plan is the job: it is paid for without conditions, so that there is no step to be reached and kept.
    base_weight: Annotated[Decimal, Bounds("10", "100", "number")] = Decimal("40")
    # The reason not to stop at the plan.
    above_plan_weight: Annotated[Decimal, Bounds("0", "100", "number")] = Decimal("25")
    # Keeps revenue from being bought by discounts.
    margin_weight: Annotated[Decimal, Bounds("0", "100", "number")] = Decimal("25")
    # The least, since it stands on a definition that the head can bend.
    conversion_weight: Annotated[Decimal, Bounds("0", "100", "number")] = Decimal("10")
    # Where months end just above the plan, a rate solved from last year alone would pay more than a rouble brings.
    most_of_margin: Annotated[Decimal, Bounds("0.01", "0.5")] = Decimal("0.10")
    # Stands in for it where margin is not known.
    most_of_revenue: Annotated[Decimal, Bounds("0.001", "0.2")] = Decimal("0.03")
    # 1: a tenth more revenue brings a tenth more margin.
    margin_follows: Annotated[Decimal, Bounds("0", "2")] = Decimal("1")
    # 0: more revenue comes from more leads, not from better work with the same ones.
    conversion_follows: Annotated[Decimal, Bounds("0", "1")] = Decimal("0")
