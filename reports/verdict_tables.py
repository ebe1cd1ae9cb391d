"""Verdicts that people type into a table: a filled-in deals.xlsx, or a CSV with the same columns.

Headings and words may be Russian, English or the codes of the file format. A row without a verdict is a deal that
nobody has judged; a row that cannot be read is set aside, with its file, sheet, row and column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from classify.codebook import CAUSES, REVIVE_REASONS, TOXIC_KPIS
from classify.learning_from_verdicts.verdicts import (
    FIELDS,
    SIGNAL_FIELDS,
    Verdict,
    VerdictsRead,
    read_verdicts,
    verdict_of,
)
from deals.csv_text import Record, csv_records
from deals.problems import Problem
from deals.text_encoding import decode_text
from deals.xlsx_sheet import ZIP_MAGIC, UnreadableWorkbook, open_sheets
from reports.texts import LANGUAGES, Texts

# Columns of deals.xlsx that hold a verdict, and the field each becomes.
COLUMN_FIELDS: Mapping[str, str] = {
    "deal": "deal_id", "title": "title", "verdict": "verdict", "grade": "grade", "right-reason": "reason",
    "right-cause": "cause", "right-culprit": "culprit", "right-kpi": "toxic_kpi", "reviewer": "reviewer",
    "comment": "comment",
}  # fmt: skip
# Field to the texts that stand for its codes.
_WORDS: Mapping[str, Mapping[str, str]] = {
    "list": {"sheet-revive": "revive", "sheet-error": "error_loss"},
    "verdict": {"verdict-right": "confirm", "verdict-wrong": "reject", "verdict-unsure": "unsure"},
    "reason": {f"reason-{code}": code for code in REVIVE_REASONS},
    "cause": {f"cause-{code}": code for code in (*CAUSES, "none")},
    "culprit": {f"culprit-{code}": code for code in ("manager", "head", "both", "none")},
    "toxic_kpi": {f"kpi-{code}": code for code in (*TOXIC_KPIS, "none")},
}
_CODE_LISTS = ("added", "removed", "confirmed")
_JUDGED = ("verdict", "grade", "reason", "cause", "culprit", "toxic_kpi", "comment", *_CODE_LISTS)
_YES = {"true": True, "yes": True, "да": True, "1": True, "false": False, "no": False, "нет": False, "0": False}


class _Unreadable(Exception):
    def __init__(self, code: str, field: str, value: str, known: str) -> None:
        super().__init__(code)
        self.code, self.field, self.value, self.known = code, field, value, known


def read_verdict_file(path: Path) -> VerdictsRead:
    """Verdicts of a .jsonl, .csv or .xlsx file, whatever it is called. OSError where it cannot be opened."""
    with path.open("rb") as file:
        start = file.read(len(ZIP_MAGIC))
    if start == ZIP_MAGIC:
        return read_verdict_workbook(path)
    return read_verdict_csv(path) if path.suffix.casefold() == ".csv" else read_verdicts(path)


def read_verdict_workbook(path: Path) -> VerdictsRead:
    """The verdicts on both lists of a deals.xlsx in either language; other sheets are not looked at."""
    lists = {texts.text(name).casefold(): code for texts in _languages() for name, code in _WORDS["list"].items()}
    try:
        sheets = open_sheets(path.read_bytes())
    except UnreadableWorkbook as error:
        return VerdictsRead((), (Problem("verdict-file-unreadable", path.name, details={"reason": str(error)}),))
    found = [(name, records, lists[name.strip().casefold()])
             for name, records in sheets if name.strip().casefold() in lists]  # fmt: skip
    if not found:
        wanted = ", ".join(dict.fromkeys(texts.text(name) for texts in _languages() for name in _WORDS["list"]))
        names = ", ".join(name for name, _ in sheets)
        problem = Problem("verdict-no-sheet", path.name, details={"sheets": names, "wanted": wanted})
        return VerdictsRead((), (problem,))
    return _joined(_read_table(records, f"{path.name}: {name}", code) for name, records, code in found)


def read_verdict_csv(path: Path) -> VerdictsRead:
    """The verdicts of a CSV, whose column `list` says on which list each is. Also corrected utterances, one a row."""
    decoded = decode_text(path.read_bytes())
    headings = {*FIELDS, *SIGNAL_FIELDS, *(heading for texts in _languages() for heading in _headings(texts))}
    return _read_table(list(csv_records(decoded.text, headings)), path.name, None)


@cache
def _languages() -> tuple[Texts, ...]:
    return tuple(Texts(language) for language in LANGUAGES)


@cache
def _headings(texts: Texts) -> dict[str, str]:
    """Heading as deals.xlsx has it, in small letters, to field. Where no such column says it, the field's own name."""
    said = {texts.text(f"column-{column}").casefold(): field for column, field in COLUMN_FIELDS.items()}
    return said | {name: name for name in ("list", "at", "settles", *SIGNAL_FIELDS)}


def _fields(header: Sequence[str], texts: Texts) -> list[str | None]:
    """The field of each column. "Cause" of the workbook is the claim, `cause` of the format the correction: so the
    format's names are read only in a table that is not headed as the workbook is."""
    named = _headings(texts)
    if texts.text("column-verdict").casefold() not in (cell.casefold() for cell in header):
        named = {name: name for name in (*FIELDS, *SIGNAL_FIELDS) if name != "signals"}
    return [named.get(cell.casefold()) for cell in header]


def _joined(tables: Iterator[VerdictsRead]) -> VerdictsRead:
    read = list(tables)
    return VerdictsRead(tuple(v for one in read for v in one.verdicts), tuple(p for one in read for p in one.problems))


def _read_table(records: Sequence[Record], file: str, of_list: str | None) -> VerdictsRead:
    """of_list: the list that all rows are about; None: a column says so."""
    header = [cell.strip() for cell in records[0].cells] if records else []
    texts = max(_languages(), key=lambda one: sum(cell.casefold() in _headings(one) for cell in header))
    fields = _fields(header, texts)
    if "verdict" not in fields and not set(_CODE_LISTS) & set(fields):
        return VerdictsRead((), (Problem("verdict-no-column", file, details={"found": ", ".join(header)}),))
    verdicts, problems = [], []
    for record in records[1:]:
        row = {field: cell.strip() for field, cell in zip(fields, record.cells, strict=False) if field}
        if not any(row.get(field) for field in _JUDGED):
            continue
        found = _verdict(row, file, record.number, of_list, texts)
        if isinstance(found, Verdict):
            verdicts.append(found)
        else:
            problems.append(_as_headed(found, header, fields))
    return VerdictsRead(tuple(verdicts), tuple(problems))


def _as_headed(problem: Problem, header: Sequence[str], fields: Sequence[str | None]) -> Problem:
    """The problem with its column called as the table calls it."""
    field = (problem.column or "").removeprefix("signals.")
    return replace(problem, column=header[fields.index(field)] if field in fields else problem.column)


def _verdict(
    row: Mapping[str, str], file: str, number: int, of_list: str | None, texts: Texts
) -> Verdict | Problem:  # fmt: skip
    try:
        fields = {field: _value(field, cell, texts) for field, cell in row.items() if cell}
    except _Unreadable as error:
        known = {"known": error.known}
        return Problem(error.code, file, number, error.field, error.value, details=known)
    signals = {field: fields.pop(field) for field in SIGNAL_FIELDS if field in fields}
    if any(signals.get(name) for name in _CODE_LISTS):
        fields["signals"] = [signals]
    if of_list is not None:
        fields["list"] = of_list
    return verdict_of(fields, file, number)


def _value(field: str, cell: str, texts: Texts) -> object:
    """A cell as the file format has it."""
    if field in _CODE_LISTS:
        return [code for code in cell.replace(",", " ").replace(";", " ").split() if code]
    if field == "index":
        if not cell.isdecimal():
            raise _Unreadable("verdict-bad-value", field, cell, "0, 1, 2 …")
        return int(cell)
    if field == "settles":
        if cell.casefold() not in _YES:
            raise _Unreadable("verdict-bad-value", field, cell, ", ".join(_YES))
        return _YES[cell.casefold()]
    return _code(field, cell, texts) if field in _WORDS else cell


def _code(field: str, cell: str, texts: Texts) -> str:
    words = _WORDS[field]
    for language in _languages():
        for name, code in words.items():
            if cell.casefold() in (code.casefold(), language.text(name).casefold()):
                return code
    raise _Unreadable("verdict-bad-value", field, cell, ", ".join(texts.text(name) for name in words))
