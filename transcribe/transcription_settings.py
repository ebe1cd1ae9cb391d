"""What the words of a recording depend on besides its sound."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TranscriptionSettings:
    """Named, so that a person can be told which of them changed.

    values: name to value, in the order of the names. digest: 16 hex digits that stand for all of them.
    """

    values: tuple[tuple[str, str], ...]
    digest: str

    def changed_from(self, other: TranscriptionSettings) -> tuple[str, ...]:
        """Names of the settings that differ, in order; one that only one side has counts as different."""
        here, there = dict(self.values), dict(other.values)
        return tuple(name for name in sorted(here | there) if here.get(name) != there.get(name))

    def to_json(self) -> str:
        """One line."""
        return json.dumps(dict(self.values), ensure_ascii=True, sort_keys=True)


def settings_of(values: Mapping[str, str]) -> TranscriptionSettings:
    """Settings with their digest, the same whatever the order of the names."""
    ordered = tuple(sorted(values.items()))
    return TranscriptionSettings(ordered, hashlib.sha256(json.dumps(ordered).encode()).hexdigest()[:16])
