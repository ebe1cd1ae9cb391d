"""What the cells of one column look like, as shares of the cells that hold anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from deals.exports import cell_shapes
from deals.exports.local_times import is_no_date
from deals.table_rows import EMPTY_CELLS

SAMPLE = 400  # cells looked at, spread over the column


@dataclass(frozen=True, slots=True)
class ColumnContent:
    """Shares are 0 to 1 of the sampled cells with content.

    filled: share of all cells that hold anything. unique: distinct values per filled cell, over the whole column.
    distinct: how many different values. words: mean number of words. examples: the first few different values.
    """

    filled: float
    unique: float
    distinct: int
    count: int
    words: float
    dates: float
    numbers: float
    money: float
    phones: float
    emails: float
    urls: float
    flags: float
    clocks: float
    ids: float
    people: float
    epochs: float
    jobs: float = 0.0  # titles of jobs: CEO, «менеджер»
    coded: float = 0.0  # cells with digits
    counts_up: bool = False  # 1, 2, 3 and so on, as rows are numbered
    examples: tuple[str, ...] = ()
    values: tuple[str, ...] = ()  # all different ones, most frequent first, where there are few

    @property
    def empty(self) -> bool:
        return self.count == 0


_ODD_CELLS = 2
MOST_CHOICES = 60  # different values of a column that still lists choices, such as stages


def column_content(cells: Sequence[str]) -> ColumnContent:
    """cells: the whole column, stripped."""
    held = [cell for cell in cells if cell not in EMPTY_CELLS and (cell.isdigit() or not is_no_date(cell))]
    counted = Counter(held)
    sample = held[:: max(1, len(held) // SAMPLE)][:SAMPLE]

    def share(looks: Callable[[str], bool]) -> float:
        return sum(map(looks, sample)) / len(sample) if sample else 0.0

    return ColumnContent(
        filled=len(held) / len(cells) if cells else 0.0,
        unique=len(counted) / len(held) if held else 0.0,
        distinct=len(counted),
        count=len(held),
        words=sum(len(cell.split()) for cell in sample) / len(sample) if sample else 0.0,
        dates=share(cell_shapes.is_date),
        numbers=share(cell_shapes.is_number),
        money=share(cell_shapes.is_money),
        phones=share(cell_shapes.is_phone),
        emails=share(cell_shapes.is_email),
        urls=share(cell_shapes.is_url),
        flags=share(cell_shapes.is_flag),
        clocks=share(cell_shapes.is_clock),
        ids=share(cell_shapes.is_id),
        people=share(cell_shapes.is_person_name),
        epochs=share(cell_shapes.is_numeric_moment),
        jobs=share(cell_shapes.is_job_title),
        coded=share(lambda cell: any(map(str.isdigit, cell))),
        counts_up=_counts_up(held),
        examples=tuple(list(counted)[:3]),
        values=tuple(value for value, _ in counted.most_common()) if len(counted) <= MOST_CHOICES else (),
    )


def _counts_up(held: Sequence[str]) -> bool:
    """Whether the cells number the rows; two odd cells among them, such as a total, change nothing."""
    expected, odd = 1, 0
    for cell in held:
        if cell.removesuffix(".0") == str(expected):
            expected += 1
        elif (odd := odd + 1) > _ODD_CELLS:
            return False
    return expected > 2
