"""An import from beginning to end: files of exports into an archive folder, whole or with what is missing named."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from deals.archive_format import SETTINGS_FILE, TABLE_FORMS
from deals.archive_writer import TABLE_KEYS, MergeCounts, merge_table, write_settings, write_whole
from deals.exports.archive_rows import ArchiveFacts, ArchiveRows, Converter, archive_rows
from deals.exports.field_forms import TableKind
from deals.exports.import_mapping import MAPPING_FILE, BadMapping, ImportMapping, read_mapping, write_mapping
from deals.exports.import_plan import ImportPlan, Progress, currencies_of, is_russian, plan_import, saved_mapping
from deals.exports.questions import Question
from deals.exports.source_table import SourceTable
from deals.phones import region_of
from deals.problem_log import ProblemLog
from deals.problems import Problem

REPORT_FILE = "import.json"
KEPT_PROBLEMS = 5000  # of one file and kind; beyond it a pattern is plain, and import.json must stay readable


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """files: the exports. archive: the folder they go into. mapping: a mapping file of its own; None for the archive's.
    today: the day of the import, up to which a planned date may stand for a creation date. The rest is what the
    archive's settings say, None where only the files can tell."""

    files: Sequence[Path]
    archive: Path
    mapping: Path | None = None
    timezone: str | None = None
    currency: str | None = None
    language: str | None = None
    company: str | None = None
    today: date | None = None

    @property
    def mapping_file(self) -> Path:
        return self.mapping or self.archive / MAPPING_FILE


@dataclass(frozen=True, slots=True)
class PreparedImport:
    """Everything decided and nothing written. settings: of archive.yaml, those that are known."""

    request: ImportRequest
    plan: ImportPlan
    rows: ArchiveRows
    settings: Mapping[str, Any]
    problems: Sequence[Problem]
    mapping_used: bool = False

    @property
    def questions(self) -> list[Question]:
        """Those that keep something from being used come first."""
        both = [*self.plan.questions, *self.rows.questions]
        return sorted(both, key=lambda question: not question.blocking)

    @property
    def is_empty(self) -> bool:
        return not any(self.rows.tables.values())


@dataclass(frozen=True, slots=True)
class KindsBeside:
    """Kinds of table that other packages bring along, such as phone logs.

    converters: makes the converters of these kinds for one archive. layouts: see plan_import.
    """

    kinds: Sequence[TableKind] = ()
    converters: Callable[[ArchiveFacts], Mapping[str, Converter]] = lambda facts: {}
    layouts: Sequence[Callable[[SourceTable], SourceTable]] = ()


def prepare_import(
    request: ImportRequest,
    beside: KindsBeside | None = None,
    progress: Progress = lambda file, number, count: None,
) -> PreparedImport:
    """Read the files and make rows of them.

    Raises BadMapping, for a broken archive.yaml too, and OSError where one of the two cannot be read.
    """
    beside = beside or KindsBeside()
    log = ProblemLog(KEPT_PROBLEMS)
    exists = request.mapping_file.exists()
    mapping = read_mapping(request.mapping_file) if exists else ImportMapping()
    present = _present_settings(request.archive)
    stated_currency = request.currency or present.get("currency") or mapping.currency
    plan = plan_import(
        request.files,
        mapping,
        log,
        currency=stated_currency,
        extra_kinds=beside.kinds,
        layouts=beside.layouts,
        progress=progress,
    )
    settings = _settings(request, present, plan, stated_currency)
    facts = ArchiveFacts(
        currency=settings.get("currency"),
        region=region_of(settings.get("timezone") or "UTC", settings.get("language") or "auto"),
        people=_present_rows(request.archive, "people.csv"),
        deals=_present_rows(request.archive, "deals.csv"),
        today=request.today,
    )
    rows = archive_rows(plan, facts, beside.converters(facts))
    if rows.products and "products" not in settings:
        settings["products"] = list(rows.products)
    return PreparedImport(request, plan, rows, settings, log.problems(), exists)


def _present_settings(archive: Path) -> dict[str, Any]:
    path = archive / SETTINGS_FILE
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadMapping(path.name, "", "yaml", " ".join(str(error).split())) from error
    return dict(content) if isinstance(content, dict) else {}


def _present_rows(archive: Path, file: str) -> list[dict[str, str]]:
    """The rows of a table that the archive has already; those without their key left out."""
    path = archive / file
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [row for row in csv.DictReader(stream) if all(row.get(column) for column in TABLE_KEYS[file])]


def _settings(
    request: ImportRequest, present: Mapping[str, Any], plan: ImportPlan, currency: str | None
) -> dict[str, Any]:
    """What archive.yaml will say; keys that it says already stay as they are."""
    if currency is None:
        named = Counter(code for planned in plan.of_kind("deals") for code in currencies_of(planned)[:1])
        currency = next((code for code, _ in named.most_common(1)), None)
    language = ("ru" if any(map(is_russian, plan.tables)) else "en") if plan.tables else None
    stated = {
        "company": request.company,
        "language": request.language or language,
        "timezone": request.timezone or plan.mapping.timezone,
        "currency": currency,
    }
    return {**{key: value for key, value in stated.items() if value}, **present}


def carry_out_import(prepared: PreparedImport, sentence: Callable[[Problem], str]) -> dict[str, MergeCounts]:
    """Write the archive, its mapping file and import.json; what an earlier import wrote is brought up to date.

    sentence: what a problem is to people, for import.json. Returns what became of each table of the archive.
    """
    archive = prepared.request.archive
    archive.mkdir(parents=True, exist_ok=True)
    write_settings(archive, prepared.settings)
    counts = {
        form.file: merge_table(archive, form, rows)
        for form in TABLE_FORMS.values()
        if (rows := prepared.rows.tables.get(form.file))
    }
    save_mapping(prepared)
    text = json.dumps(_report(prepared, sentence), ensure_ascii=False, indent=1)
    write_whole(archive / REPORT_FILE, text.encode("utf-8"))
    return counts


def save_mapping(prepared: PreparedImport) -> None:
    """Keep for the next time how columns were used and what a person has said."""
    wanted = saved_mapping(prepared.plan, prepared.settings)
    if not prepared.mapping_used or wanted != prepared.plan.mapping:
        write_mapping(prepared.request.mapping_file, wanted)


def _report(prepared: PreparedImport, sentence: Callable[[Problem], str]) -> dict[str, Any]:
    return {
        "files": [_file_report(prepared, place) for place in range(len(prepared.plan.tables))],
        "not_recognised": [{"table": table.name, "headings": list(table.headings)} for table in prepared.plan.others],
        "questions": [
            {
                "code": str(one.code),
                "table": one.table,
                "answer": one.answer,
                "blocking": one.blocking,
                "details": dict(one.details),
            }
            for one in prepared.questions
        ],
        "problems": [
            {
                "code": one.code,
                "severity": one.severity,
                "file": one.file,
                "row": one.row,
                "column": one.column,
                "value": one.value,
                "details": dict(one.details),
                "sentence": sentence(one),
            }
            for one in prepared.problems
        ],
    }


def _file_report(prepared: PreparedImport, place: int) -> dict[str, Any]:
    planned = prepared.plan.tables[place]
    counts = prepared.rows.counts[planned.name]
    return {
        "table": planned.name,
        "kind": planned.kind,
        "encoding": planned.table.encoding,
        "delimiter": planned.table.delimiter,
        "heading_row": planned.table.heading_row,
        "rows": counts.read,
        "used": counts.used,
        "closing_date_stands_in": counts.stood_in,
        "columns": {
            match.heading: {"field": name, "score": match.score, "stated": match.stated}
            for name, matches in planned.recognition.columns.items()
            for match in matches
        },
    }
