"""kpi.yaml: the head of sales' KPIs as the owner words them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from deals.archive_format import KPI_FILE
from deals.problem_codes import ProblemCode
from deals.problem_log import ProblemLog
from deals.records import KpiItem
from deals.yaml_file import YamlAbsent, YamlBroken, load_yaml

STRUCTURE_KEYS = frozenset({"metric", "weight", "target", "threshold", "cap", "payout"})


_STEM = KPI_FILE.removesuffix(".yaml")


def read_kpis(folder: Path, log: ProblemLog, stem: str = _STEM) -> tuple[KpiItem, ...] | None:
    """None where there is no readable kpi.yaml. A bare text in the list is a KPI without a description.

    stem: the file's name without its suffix, where it is another than kpi.yaml.
    """
    try:
        file, content = load_yaml(folder, stem, log)
    except YamlAbsent:
        log.warn(ProblemCode.ABSENT_TABLE, KPI_FILE, table=stem)
        return None
    except YamlBroken:
        return None
    if not isinstance(content, list):
        log.set_aside(ProblemCode.KPI_NOT_A_LIST, file)
        return None
    items = (_kpi(entry, place, file, log) for place, entry in enumerate(content, start=1))
    return tuple(item for item in items if item is not None)


def _kpi(entry: Any, place: int, file: str, log: ProblemLog) -> KpiItem | None:
    fields = {"name": entry} if isinstance(entry, str) else entry if isinstance(entry, Mapping) else {}
    name = str(fields.get("name") or "").strip()
    if not name:
        log.set_aside(ProblemCode.KPI_WITHOUT_NAME, file, value=str(entry), place=str(place))
        return None
    for key in fields:
        if key not in STRUCTURE_KEYS | {"name", "description"}:
            log.warn(ProblemCode.UNKNOWN_KEY, file, column=str(key))
    structure = {key: value for key, value in fields.items() if key in STRUCTURE_KEYS}
    return KpiItem(name, str(fields.get("description") or "").strip(), structure)
