"""What sums are built on and the record does not say: each stated, with its bounds, and changeable in archive.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, TypeVar, get_type_hints

from reports.texts import Texts

Assumptions = TypeVar("Assumptions")


@dataclass(frozen=True, slots=True)
class Bounds:
    """Within which an assumption makes sense, both ends included; stands in the annotation of its field.

    unit: "share" is shown in per cent, "number" as it is. Text `assumption-<name>` says what is assumed and why.
    """

    least: str
    most: str
    unit: Literal["share", "number"] = "share"

    def hold(self, value: Decimal) -> bool:
        return Decimal(self.least) <= value <= Decimal(self.most)


@dataclass(frozen=True, slots=True)
class RefusedAssumption:
    """An entry of `assumptions` that is not used. bounds: None where no assumption has that name."""

    name: str
    value: str
    bounds: Bounds | None


def read_assumptions(kind: type[Assumptions], stated: Mapping[str, Any]) -> Assumptions:
    """The defaults, changed by what is stated; what cannot be used is left at its default, see refused_assumptions."""
    bounds = _bounds(kind)
    usable = {name: value for name in bounds if (value := _within(stated.get(name), bounds[name])) is not None}
    return kind(**usable)


def refused_assumptions(stated: Mapping[str, Any], *kinds: type) -> tuple[RefusedAssumption, ...]:
    """The stated entries that none of these dataclasses can use."""
    bounds = {name: limits for kind in kinds for name, limits in _bounds(kind).items()}
    return tuple(
        RefusedAssumption(name, str(value), bounds.get(name))
        for name, value in stated.items()
        if name not in bounds or _within(value, bounds[name]) is None
    )


def assumption_sentences(assumptions: Any, texts: Texts) -> Iterator[str]:
    """One sentence for each assumption, with its value and its name in archive.yaml."""
    for name, bounds in _bounds(type(assumptions)).items():
        value = getattr(assumptions, name)
        shown = texts.percent(float(value)) if bounds.unit == "share" else texts.number(value)
        sentence = texts.text(f"assumption-{name}", value=shown)
        yield texts.text("assumption-line", sentence=sentence, key=name)


def refused_sentence(refused: RefusedAssumption, texts: Texts) -> str:
    """Why an entry of `assumptions` is not used."""
    if refused.bounds is None:
        return texts.text("assumption-unknown", name=refused.name)
    least, most = refused.bounds.least, refused.bounds.most
    return texts.text("assumption-refused", name=refused.name, value=refused.value, least=least, most=most)


def _bounds(kind: type) -> dict[str, Bounds]:
    """Name of each assumption to its bounds."""
    return {name: hint.__metadata__[0] for name, hint in get_type_hints(kind, include_extras=True).items()}


def _within(value: Any, bounds: Bounds) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and bounds.hold(number) else None
