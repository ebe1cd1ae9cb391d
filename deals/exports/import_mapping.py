"""The mapping file: which column is which field, what a stage means; written by an import, put right by a person."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Literal, cast

import yaml

from deals.archive_writer import write_whole
from deals.exports.local_numbers import DecimalMark
from deals.exports.local_times import DateOrder

MAPPING_FILE = "import_mapping.yaml"
NOT_USED = "not used"  # what stands for a field where a column is not to be used
StatedStatus = Literal["won", "lost", "open"]
_STATUSES = ("won", "lost", "open")
_ORDERS = ("day_first", "month_first")


class BadMapping(ValueError):
    """The mapping file cannot be used: `key` is wrong (or the file, where it is ""), `reason` says in what way.

    reason: "yaml" with the parser's words in detail, "not-a-mapping", or "value" with what stands there in detail.
    """

    def __init__(self, file: str, key: str, reason: str, detail: str = "") -> None:
        super().__init__(f"{file}: {key}: {reason} {detail}")
        self.file, self.key, self.reason, self.detail = file, key, reason, detail


@dataclass(frozen=True, slots=True)
class TableMapping:
    """What is stated of tables in files whose name fits `file`, a pattern with `*`.

    columns: heading to field, None where the column is not to be used. created_from: heading of a date that stands in
    where a deal has no creation date. status: of deals whose rows do not say how they stand.
    """

    file: str
    sheet: str | None = None
    kind: str | None = None
    columns: Mapping[str, str | None] = field(default_factory=dict)
    date_order: DateOrder | None = None
    decimal_mark: DecimalMark | None = None
    created_from: str | None = None
    status: StatedStatus | None = None

    def fits(self, file: str, sheet: str | None) -> bool:
        return fnmatch(file.casefold(), self.file.casefold()) and (self.sheet is None or self.sheet == sheet)


@dataclass(frozen=True, slots=True)
class ImportMapping:
    """The whole file. stages: a stage or status as written, in any case of letters, to how the deal stands."""

    tables: Sequence[TableMapping] = ()
    stages: Mapping[str, StatedStatus] = field(default_factory=dict)
    timezone: str | None = None
    currency: str | None = None
    date_order: DateOrder | None = None

    def table(self, file: str, sheet: str | None, headings: Iterable[str]) -> TableMapping:
        """All that is stated of one table. Of several entries that fit, a later one adds to those before it."""
        known = set(headings)
        stated = TableMapping(file, sheet, date_order=self.date_order)
        for one in self.tables:
            if one.fits(file, sheet) and 2 * len(known & one.columns.keys()) >= len(one.columns):
                stated = _added(stated, one)
        return stated

    def status(self, stage: str) -> StatedStatus | None:
        return self.stages.get(stage_key(stage))


def _added(before: TableMapping, later: TableMapping) -> TableMapping:
    return replace(
        before,
        kind=later.kind or before.kind,
        columns={**before.columns, **later.columns},
        date_order=later.date_order or before.date_order,
        decimal_mark=later.decimal_mark or before.decimal_mark,
        created_from=later.created_from or before.created_from,
        status=later.status or before.status,
    )


def stage_key(stage: str) -> str:
    return " ".join(stage.casefold().split())


def file_pattern(file: str, others: Iterable[str] = ()) -> str:
    """The file's name with its numbers open, so that next month's export fits too: deals_2026-09.csv, deals_*-*.csv.

    others: files of the same import; a pattern that would fit one of them too is not opened.
    """
    plain = re.sub(r"[\[\]?*]", "?", file)
    pattern = re.sub(r"\d+", "*", plain)
    return plain if any(fnmatch(other, pattern) for other in others if other != file) else pattern


def read_mapping(path: Path) -> ImportMapping:
    """Read a mapping file. A key that comes twice adds to the first, so that answers may be put at the file's end.

    Raises BadMapping, OSError.
    """
    try:
        content = _load(path.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadMapping(path.name, "", "yaml", " ".join(str(error).split())) from error
    if content is None:
        return ImportMapping()
    if not isinstance(content, Mapping):
        raise BadMapping(path.name, "", "not-a-mapping")
    return _MappingFile(path.name).whole(content)


def _load(text: str) -> Any:
    content = yaml.safe_load(text)
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(content, dict) or not isinstance(node, yaml.MappingNode):
        return content
    whole: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        loader = yaml.SafeLoader("")
        key, value = loader.construct_object(key_node, deep=True), loader.construct_object(value_node, deep=True)
        match whole.get(key), value:
            case list() as before, list():
                whole[key] = before + value
            case dict() as before, dict():
                whole[key] = {**before, **value}
            case _:
                whole[key] = value
    return whole


@dataclass(frozen=True, slots=True)
class _MappingFile:
    name: str

    def whole(self, content: Mapping[Any, Any]) -> ImportMapping:
        tables = content.get("tables") or []
        if not isinstance(tables, list):
            raise BadMapping(self.name, "tables", "value", str(tables))
        stages = self.pairs("stages", content.get("stages"))
        return ImportMapping(
            tables=tuple(self.one_table(table) for table in tables),
            stages={
                stage_key(stage): cast(StatedStatus, self.choice("stages", status, _STATUSES))
                for stage, status in stages.items()
            },
            timezone=self.text("timezone", content.get("timezone")),
            currency=self.text("currency", content.get("currency")),
            date_order=cast("DateOrder | None", self.choice("date_order", content.get("date_order"), _ORDERS)),
        )

    def one_table(self, content: Any) -> TableMapping:
        if not isinstance(content, Mapping) or not isinstance(content.get("file"), str):
            raise BadMapping(self.name, "tables", "value", str(content))
        columns = self.pairs("columns", content.get("columns"))
        return TableMapping(
            file=content["file"],
            sheet=self.text("sheet", content.get("sheet")),
            kind=self.text("kind", content.get("kind")),
            columns={heading: None if name in (None, NOT_USED) else name for heading, name in columns.items()},
            date_order=cast("DateOrder | None", self.choice("date_order", content.get("date_order"), _ORDERS)),
            decimal_mark=cast(
                "DecimalMark | None", self.choice("decimal_mark", content.get("decimal_mark"), (",", "."))
            ),
            created_from=self.text("created_from", content.get("created_from")),
            status=cast("StatedStatus | None", self.choice("status", content.get("status"), _STATUSES)),
        )

    def pairs(self, key: str, content: Any) -> dict[str, str | None]:
        if content is None:
            return {}
        if not isinstance(content, Mapping):
            raise BadMapping(self.name, key, "value", str(content))
        return {str(name): None if value is None else str(value) for name, value in content.items()}

    def choice(self, key: str, value: Any, allowed: Sequence[str]) -> str | None:
        if value is not None and value not in allowed:
            raise BadMapping(self.name, key, "value", str(value))
        return value

    def text(self, key: str, value: Any) -> str | None:
        if value is not None and not isinstance(value, str | int | float):
            raise BadMapping(self.name, key, "value", str(value))
        return None if value is None else str(value)


def write_mapping(path: Path, mapping: ImportMapping) -> None:
    """Write the file anew, whole or not at all."""
    content = {
        "timezone": mapping.timezone,
        "currency": mapping.currency,
        "date_order": mapping.date_order,
        "tables": [_table_content(table) for table in mapping.tables],
        "stages": dict(mapping.stages),
    }
    present = {key: value for key, value in content.items() if value}
    text = yaml.safe_dump(present, allow_unicode=True, sort_keys=False, width=120)
    write_whole(path, text.encode("utf-8"))


def _table_content(table: TableMapping) -> dict[str, Any]:
    content = {
        "file": table.file,
        "sheet": table.sheet,
        "kind": table.kind,
        "date_order": table.date_order,
        "decimal_mark": table.decimal_mark,
        "created_from": table.created_from,
        "status": table.status,
        "columns": {heading: name or NOT_USED for heading, name in table.columns.items()},
    }
    return {key: value for key, value in content.items() if value}


def yaml_line(*keys: str, value: str) -> str:
    """One answer as a person would write it: `stages: {Завершена: won}`, fit for a flow mapping too."""
    *outer, last = map(_quoted, keys)
    return "".join(f"{key}: {{" for key in outer) + f"{last}: {_quoted(value)}" + "}" * len(outer)


def _quoted(text: str) -> str:
    """A single plain word as it stands, all else in double quotes, which YAML reads as JSON does."""
    plain = re.fullmatch(r"[^\W\d_][\w.*-]*", text) and yaml.safe_load(text) == text
    return text if plain else json.dumps(text, ensure_ascii=False)
