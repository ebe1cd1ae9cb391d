"""Horizontal bars as places and sizes; the template draws them as inline SVG, which escapes every word in it.

Labels stand above their bars and sums behind them, so that a chart is read as well on a phone as on paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH = 420.0  # of the drawing; about the pixels of a phone, so that its text is as large as the text around it
LONGEST_BAR, SHORTEST_BAR = 250.0, 100.0  # of the longest one: what the sums behind the bars leave of the width
LETTER_WIDTH = 6.9  # at the most, of the figures and signs of a sum
LABEL_HEIGHT, BAR_HEIGHT, BAR_GAP, ROW_GAP = 17.0, 13.0, 3.0, 9.0
TEXT_BEHIND = 6.0


@dataclass(frozen=True, slots=True)
class BarValue:
    """One sum to draw: `low` for sure, and up to `high` perhaps. text: the sum in words. Sums below 0 have no bar."""

    series: str  # code of the series: names a style
    low: Decimal
    high: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    series: str
    y: float
    width: float  # of the sure part
    perhaps_width: float  # of what lies between the ends of a range, behind the sure part
    text: str
    text_x: float
    text_y: float


@dataclass(frozen=True, slots=True)
class ChartRow:
    label: str
    label_y: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class BarChart:
    """chart_id: for the ids of its title and description. legend: code and name of each series, in their order."""

    chart_id: str
    title: str
    description: str
    legend: tuple[tuple[str, str], ...]
    rows: tuple[ChartRow, ...]
    width: float
    height: float
    bar_height: float = BAR_HEIGHT


def bar_chart(
    chart_id: str,
    title: str,
    description: str,
    legend: Sequence[tuple[str, str]],
    rows: Sequence[tuple[str, Sequence[BarValue]]],
) -> BarChart:
    """Lay out one group of bars for each row, all on one scale from 0."""
    longest = max((value.high for _, values in rows for value in values), default=Decimal(0))
    words = max((len(value.text) for _, values in rows for value in values), default=0)
    room = min(max(WIDTH - TEXT_BEHIND - words * LETTER_WIDTH, SHORTEST_BAR), LONGEST_BAR)
    scale = room / float(longest) if longest > 0 else 0.0
    drawn, y = [], 0.0
    for label, values in rows:
        top = y + LABEL_HEIGHT
        bars = tuple(_bar(value, top + place * (BAR_HEIGHT + BAR_GAP), scale) for place, value in enumerate(values))
        drawn.append(ChartRow(label, y + LABEL_HEIGHT - 4, bars))
        y = top + len(values) * (BAR_HEIGHT + BAR_GAP) + ROW_GAP
    return BarChart(chart_id, title, description, tuple(legend), tuple(drawn), WIDTH, max(y - ROW_GAP, 1.0))


def _bar(value: BarValue, y: float, scale: float) -> Bar:
    low, high = max(float(value.low), 0.0) * scale, max(float(value.high), 0.0) * scale
    return Bar(
        series=value.series,
        y=y,
        width=round(low, 1),
        perhaps_width=round(max(high - low, 0.0), 1),
        text=value.text,
        text_x=round(max(low, high) + TEXT_BEHIND, 1),
        text_y=y + BAR_HEIGHT - 2.5,
    )
