"""Collecting problems while an archive is read, without drowning in a fault that every row repeats."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from deals.problem_codes import ProblemCode
from deals.problems import Problem, Severity

KEPT_OF_A_KIND = 50  # enough to see the pattern; a million rows with one fault would fill memory and run.json
LONGEST_TEXT = 200  # characters; a broken quote can make a value or a heading as long as the file

Kind = tuple[str, str, Severity]  # file, code, severity


class ProblemLog:
    """Counts every problem and keeps the first 50, or as many as asked for, of each (file, code, severity).

    Severity belongs to the kind because one code can mean a lost row or a lost value, and many harmless warnings
    must not hide the first lost row.
    """

    def __init__(self, kept_of_a_kind: int = KEPT_OF_A_KIND) -> None:
        self._most = kept_of_a_kind
        self._kept: list[Problem] = []
        self._seen: Counter[Kind] = Counter()

    def add(self, problem: Problem) -> None:
        kind: Kind = (problem.file, problem.code, problem.severity)
        self._seen[kind] += 1
        if self._seen[kind] <= self._most:
            self._kept.append(_shortened(problem))

    def warn(
        self, code: ProblemCode, file: str, *, column: str | None = None, value: str | None = None, **details: str
    ) -> None:
        """Add a warning about a file as a whole."""
        self.add(Problem(str(code), file, column=column, value=value, severity="warning", details=details))

    def note(self, code: ProblemCode, file: str, **details: str) -> None:
        """Add that a file was read in full although it looks otherwise than the format asks."""
        self.add(Problem(str(code), file, severity="note", details=details))

    def set_aside(
        self, code: ProblemCode, file: str, *, column: str | None = None, value: str | None = None, **details: str
    ) -> None:
        """Add a problem that keeps a whole file from being used."""
        self.add(Problem(str(code), file, column=column, value=value, severity="set_aside", details=details))

    def problems(self) -> tuple[Problem, ...]:
        """What was kept, in the order it was found, then one line for each kind that was cut short.

        Its details: `code`, and `count` = how many were seen beyond those kept.
        """
        cut = ((kind, seen - self._most) for kind, seen in self._seen.items() if seen > self._most)
        return (*self._kept, *(_rest(kind, more) for kind, more in cut))


def _rest(kind: Kind, more: int) -> Problem:
    file, code, severity = kind
    details = {"code": code, "count": str(more)}
    return Problem(str(ProblemCode.MORE_OF_THE_SAME), file, severity=severity, details=details)


def _shortened(problem: Problem) -> Problem:
    details = {name: _cut(text) or "" for name, text in problem.details.items()}
    return replace(problem, column=_cut(problem.column), value=_cut(problem.value), details=details)


def _cut(text: str | None) -> str | None:
    return text if text is None or len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + "…"
