"""What was wrong with the inputs, grouped so that a thousand bad rows are one remark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from deals.problems import Problem, Severity
from reports.texts import Texts


@dataclass(frozen=True, slots=True)
class DataRemark:
    """The first of several alike problems in one column of one file, in words."""

    severity: Severity
    place: str
    sentence: str
    more: int  # further problems of this kind


def data_remarks(problems: Iterable[Problem], texts: Texts) -> list[DataRemark]:
    """One remark for each code, file and column, in the order of their first problems; set aside ones first."""
    groups: dict[tuple[str, str, str, str | None], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.severity, problem.code, problem.file, problem.column), []).append(problem)
    remarks = [_remark(group, texts) for group in groups.values()]
    return sorted(remarks, key=lambda remark: remark.severity != "set_aside")


def _remark(group: list[Problem], texts: Texts) -> DataRemark:
    first = group[0]
    return DataRemark(first.severity, texts.place(first), texts.problem(first), len(group) - 1)
