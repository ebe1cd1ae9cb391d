"""Reading the archive's two YAML files without letting YAML decide what is a date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from deals.problem_codes import ProblemCode
from deals.problem_log import ProblemLog
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
        return path.name, yaml.load(text, Loader=_NoDates)
    except OSError as error:
        log.set_aside(ProblemCode.UNREADABLE_FILE, path.name, reason=error.strerror or str(error))
    # ValueError and RecursionError: a number too long to convert, brackets nested a thousand deep.
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        log.set_aside(ProblemCode.BAD_YAML, path.name, reason=" ".join(str(error).split()))
    raise YamlBroken(path.name)
