"""People of a company as phone systems know them: by extension, by name, by the line that is theirs alone."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deals.phones import normalise_phone

PHONE_SYSTEM_IDS = "tel-"  # of people whom only the phone system knows
_NOT_LETTERS = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Employees:
    """user_ids by extension, by id and by name. Ambiguous keys hold several ids and lead to nobody."""

    by_extension: Mapping[str, frozenset[str]] = field(default_factory=dict)
    by_name: Mapping[str, frozenset[str]] = field(default_factory=dict)
    by_id: frozenset[str] = frozenset()

    def of_extension(self, extension: str) -> str | None:
        return _only(self.by_extension.get(extension, frozenset()))

    def of_name(self, text: str) -> str | None:
        """The one person of that name, whichever of surname and first name stands first; or of that id."""
        if text in self.by_id:
            return text
        return _only(self.by_name.get(name_key(text), frozenset()))

    def sharing(self) -> Mapping[str, frozenset[str]]:
        """Extensions that several people have."""
        return {extension: ids for extension, ids in self.by_extension.items() if len(ids) > 1}


def _only(ids: frozenset[str]) -> str | None:
    """The one id; one of the CRM's goes before one that only the phone system gave."""
    known = [user_id for user_id in ids if not user_id.startswith(PHONE_SYSTEM_IDS)] or list(ids)
    return known[0] if len(known) == 1 else None


def name_key(name: str) -> str:
    """A name without order, case, patronymic dots and ё."""
    words = _NOT_LETTERS.sub(" ", name.casefold().replace("ё", "е")).split()
    return " ".join(sorted(words))


def read_employees(archive: Path, region: str | None) -> Employees:
    """The people in the archive's people.csv; nobody where there is none."""
    path = archive / "people.csv"
    if not path.exists():
        return Employees()
    with path.open(encoding="utf-8-sig", newline="") as file:
        return employees_of(csv.DictReader(file), region)


def employees_of(rows: Iterable[Mapping[str, str | None]], region: str | None) -> Employees:
    """rows: of people.csv. A full name also counts without its third part, the patronymic, where that is unique."""
    by_extension: defaultdict[str, set[str]] = defaultdict(set)
    by_name: defaultdict[str, set[str]] = defaultdict(set)
    ids = set()
    for row in rows:
        user_id = (row.get("user_id") or "").strip()
        if not user_id:
            continue
        ids.add(user_id)
        if extension := normalise_phone(row.get("extension") or "", region):
            by_extension[extension].add(user_id)
        words = (row.get("name") or "").split()
        for shown in {" ".join(words), " ".join(words[:2])} - {""}:
            by_name[name_key(shown)].add(user_id)
    return Employees(_frozen(by_extension), _frozen(by_name), frozenset(ids))


def _frozen(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(ids) for key, ids in found.items()}
