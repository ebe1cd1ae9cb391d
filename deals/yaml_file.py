"""Reading the archive's two YAML files without letting YAML decide what is a date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from deals.problem_codes import ProblemCode
from deals.problem_log import ProblemLog
from deals.problems import Problem
from deals.text_encoding import readable_text


class _NoDates(yaml.SafeLoader):
    """SafeLoader that leaves dates as text: YAML's own rule fails on 2026-02-30 and makes a datetime of some."""


_NoDates.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class YamlAbsent(Exception):
    """There is no such file."""


class YamlBroken(Exception):
    """There is such a file, and it cannot be read; the problem log says why."""


def load_yaml(folder: Path, name: str, log: ProblemLog) -> tuple[str, Any]:
    """(file name found, content) of name.yaml or name.yml. Raises YamlAbsent or YamlBroken."""
    paths = [folder / f"{name}.{suffix}" for suffix in ("yaml", "yml")]
    path = next((path for path in paths if path.exists()), None)
    if path is None:
        raise YamlAbsent(name)
    try:
        text = readable_text(path.read_bytes(), path.name, log)
    except OSError as error:
        log.set_aside(ProblemCode.UNREADABLE_FILE, path.name, reason=error.strerror or str(error))
        raise YamlBroken(path.name) from error
    try:
        return path.name, yaml.load(text, Loader=_NoDates)
    # ValueError and RecursionError: a number too long to convert, brackets nested a thousand deep.
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        log.add(_bad_yaml(path.name, text, error))
        raise YamlBroken(path.name) from error


def _bad_yaml(file: str, text: str, error: Exception) -> Problem:
    """The fault and, where the parser knows it, the line where it was noticed, which may follow the real one."""
    reason, row = str(error), None
    if isinstance(error, yaml.MarkedYAMLError):
        reason = error.problem or reason
        if error.problem_mark is not None:
            row = min(error.problem_mark.line, text.rstrip().count("\n")) + 1
    return Problem(str(ProblemCode.BAD_YAML), file, row, details={"reason": " ".join(reason.split())})
