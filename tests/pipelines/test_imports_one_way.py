"""The five packages import each other one way only: pipelines -> reports -> classify -> deals, transcribe."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAY_IMPORT: dict[str, set[str]] = {
    "pipelines": {"reports", "classify", "deals", "transcribe"},
    "reports": {"classify", "deals", "transcribe"},
    "classify": {"deals", "transcribe"},
    "deals": set(),
    "transcribe": set(),
}


def imported_names(source: str) -> Iterator[str]:
    """Top-level names of every import in the source, also of those inside functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def wrong_arrows(package: str, source: str) -> set[str]:
    """What the source imports although its package may not."""
    names = set(imported_names(source))
    wrong = (names & MAY_IMPORT.keys()) - MAY_IMPORT[package] - {package}
    return wrong | (names & {"prefect"} if package != "pipelines" else set())


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_package_imports_only_what_lies_below_it(package: str) -> None:
    files = sorted((ROOT / package).rglob("*.py"))
    assert files, f"no source in {ROOT / package}"
    wrong = {file.relative_to(ROOT).as_posix(): wrong_arrows(package, file.read_text("utf-8")) for file in files}
    assert {file: names for file, names in wrong.items() if names} == {}


def test_an_import_against_the_arrow_is_seen_wherever_it_stands() -> None:
    assert wrong_arrows("deals", "import os\ndef f():\n    from transcribe.utterance import Transcript\n") == {
        "transcribe"
    }
    assert wrong_arrows("reports", "import pipelines.cli as c, json") == {"pipelines"}


def test_only_pipelines_knows_prefect() -> None:
    assert wrong_arrows("classify", "from prefect import flow") == {"prefect"}
    assert wrong_arrows("pipelines", "from prefect import flow") == set()
