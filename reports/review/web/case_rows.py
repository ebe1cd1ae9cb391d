"""Cases as lines of a list, worded and formatted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reports.review.store.records import CaseRow
from reports.texts import Texts

_CLAIMS = {"revive": "reason", "error_loss": "cause"}


@dataclass(frozen=True, slots=True)
class CaseLine:
    row: CaseRow
    title: str
    amount: str
    claim: str  # reason or cause
    state: str
    progress: str  # how many of the reviewers needed have judged
    likelihood: str  # empty while the viewer is to stay blind


def case_lines(rows: Iterable[CaseRow], texts: Texts) -> list[CaseLine]:
    return [case_line(row, texts) for row in rows]


def case_line(row: CaseRow, texts: Texts) -> CaseLine:
    return CaseLine(
        row=row,
        title=row.title or row.deal_id,
        amount=texts.text("summary-no-amount") if row.amount is None else texts.money(row.amount, row.currency),
        claim=texts.text(f"{_CLAIMS[row.list]}-{row.code}"),
        state=texts.text(f"review-state-{row.state}"),
        progress=texts.text("review-progress", given=row.verdicts, needed=row.needed),
        likelihood=texts.percent(row.probability) if row.probability is not None else "",
    )
