"""Reliability plots as one SVG: for each code the probability said against the share that was true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import sqrt

SIDE, MARGIN, ACROSS = 130, 28, 6
Bins = Sequence[tuple[float, float, int]]


def reliability_svg(plots: Mapping[str, Bins]) -> str:
    """One small square for each name; bins: probability said, share true, how many (the size of the dot)."""
    step = SIDE + MARGIN
    rows = -(-len(plots) // ACROSS)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{ACROSS * step + MARGIN}" height="{rows * step + MARGIN}" '
        'font-family="sans-serif" font-size="10">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for number, (name, bins) in enumerate(plots.items()):
        parts += _square(MARGIN + number % ACROSS * step, MARGIN + number // ACROSS * step, name, bins)
    return "\n".join([*parts, "</svg>\n"])


def _square(left: int, top: int, name: str, bins: Bins) -> Iterator[str]:
    bottom, right = top + SIDE, left + SIDE
    yield f'<text x="{left}" y="{top - 4}">{name}</text>'
    yield f'<rect x="{left}" y="{top}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#999"/>'
    yield f'<line x1="{left}" y1="{bottom}" x2="{right}" y2="{top}" stroke="#bbb" stroke-dasharray="3"/>'
    for said, true, count in bins:
        size = min(7.0, 1.5 + sqrt(count) / 6)
        place = f'cx="{left + said * SIDE:.1f}" cy="{bottom - true * SIDE:.1f}"'
        yield f'<circle {place} r="{size:.1f}" fill="#1a6" fill-opacity="0.7"/>'
