"""The formats that `dealforensics report` makes, and how they are typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

ReportFormat = Literal["html", "pdf", "xlsx", "md"]
USUAL = "html,xlsx"  # what a run writes
FILES: Mapping[ReportFormat, str] = {
    "html": "report.html", "pdf": "report.pdf", "xlsx": "deals.xlsx", "md": "report.md",
}  # fmt: skip


def report_formats(typed: str) -> tuple[ReportFormat, ...]:
    """ "html,pdf" as its formats, each once. Raises ValueError for others, and where none is named."""
    names = dict.fromkeys(name.strip() for name in typed.split(","))
    known = tuple(form for name in names for form in get_args(ReportFormat) if form == name)
    if len(known) < len(names):
        raise ValueError(typed)
    return known
