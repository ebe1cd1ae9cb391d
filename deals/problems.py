"""What is wrong with an input, as a value: a code and where it was seen.

The sentence a person reads, in Russian or English, is made from the code by `reports.texts` (message id
`problem-<code>`), so that reading code needs no language and both languages are kept in one place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["set_aside", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that could not be used as it stands, or had to be assumed.

    severity: "set_aside" when a row or file was not used, "warning" when it was used but something is missing
    or was assumed, "note" when it was used in full and only looks otherwise than the format asks: a note stands in
    run.json and troubles nobody else. row is the line number a person sees in a text editor or spreadsheet (the header
    is row 1).
    """

    code: str  # kebab-case, e.g. "bad-date"
    file: str  # relative to the archive folder
    row: int | None = None
    column: str | None = None
    value: str | None = None
    severity: Severity = "set_aside"
    details: Mapping[str, str] = field(default_factory=dict)  # further arguments of the sentence

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row else ""
        column = f", column {self.column}" if self.column else ""
        value = f" {self.value!r}" if self.value is not None else ""
        more = "".join(f", {name}: {text}" for name, text in self.details.items())
        return f"{self.file}{row}{column}: {self.code}{value}{more}"


class ArchiveError(Exception):
    """The archive as a whole cannot be read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem
