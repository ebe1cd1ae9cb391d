"""The documentation says what the program does: a new command, code, column or file has to be described to pass."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import typer.main

from classify.codebook import CAUSES, REVIVE_REASONS, SIGNALS
from classify.kpi_types import KPI_TYPES
from deals.archive_format import RECORDING_SUFFIXES, TABLE_FORMS, TRANSCRIPT_SUFFIXES
from deals.archive_settings import KEYS
from deals.kpi_scheme import STRUCTURE_KEYS
from pipelines.cli import build_app
from reports.texts import Texts
from tests.reports.sample_run import sample_result

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
# Hidden folders hold installed packages, with pages of their own.
FOLDERS = [path for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")]
PAGES = sorted([*ROOT.glob("*.md"), *(page for folder in FOLDERS for page in folder.rglob("*.md"))])
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
CODE_SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
# Data, not fields: their keys are codes, versions, names out of the archive, or described on a page of their own.
OPEN_OBJECTS = {
    "causes",
    "signals",
    "versions",
    "settings",
    "counts",
    "timings_s",
    "details",
    "figures",
    "statistics",
    "assumptions",
    "run",  # of report_data.json: records of the program, no format for others
    "case",  # of review_data.jsonl, likewise
}


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def section(page: str, heading: str) -> str:
    """The text under a heading, up to the next heading of any level."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", FENCE.sub("", page), re.MULTILINE | re.DOTALL)
    assert found is not None, f"no section {heading!r}"
    return found[1]


def first_cells(text: str) -> list[str]:
    """What stands in backticks in the first cell of each table row."""
    rows = (line.split("|")[1] for line in text.splitlines() if line.startswith("| "))
    return [span for cell in rows for span in CODE_SPAN.findall(cell)]


def commands() -> Iterator[tuple[str, Any]]:
    """Heading in docs/commands.md, and the command."""
    yield from with_subcommands("dealforensics", typer.main.get_command(build_app(Texts("en"))))


def with_subcommands(heading: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield heading, command
    for name, below in getattr(command, "commands", {}).items():
        yield from with_subcommands(f"{heading} {name}", below)


@pytest.mark.parametrize(
    ("heading", "command"), list(commands()), ids=lambda given: given if isinstance(given, str) else ""
)
def test_every_command_and_option_is_described_and_no_other(heading: str, command: Any) -> None:
    options = {name for option in command.params for name in option.opts if name.startswith("--")}
    described = set(first_cells(section(read(DOCS / "commands.md"), heading)))
    assert described - {"--help"} == options


@pytest.mark.parametrize("page", ["codebook.md", "codebook.ru.md"])
def test_every_code_is_in_the_codebook_with_both_of_its_names_and_no_other(page: str) -> None:
    russian, english = Texts("ru"), Texts("en")
    kinds = {
        "signal": SIGNALS,
        "reason": REVIVE_REASONS,
        "cause": (*CAUSES, "none"),
        "culprit": ("manager", "head", "both", "none"),
        "kpi": (*KPI_TYPES, "none"),
    }
    wanted = {
        (code, *sorted((russian.text(f"{kind}-{code}"), english.text(f"{kind}-{code}"))))
        for kind, codes in kinds.items()
        for code in codes
    }
    rows = [line.split(" | ") for line in read(DOCS / page).splitlines() if line.startswith("| `")]
    assert {(cells[0].strip("| `"), *sorted(cells[1:3])) for cells in rows} == wanted
    assert all(len(cells[3].strip("| ")) >= 10 for cells in rows), "a code without a meaning"


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run leaves behind, written by the product."""
    from pipelines.run_archive import write_outputs  # late: Prefect takes seconds to import

    out = tmp_path_factory.mktemp("docs") / "out"
    write_outputs(out, sample_result(), Texts("ru"))
    return out


def test_every_output_file_and_field_is_in_the_file_formats(outputs: Path) -> None:
    page = read(DOCS / "file-formats.md").partition("\n## Out")[2]
    files = {*re.findall(r"^### (\S+)$", page, re.MULTILINE), *first_cells(section(page, "For people"))}
    assert {path.name for path in outputs.iterdir()} == files
    for path in sorted(outputs.iterdir()):
        assert fields(path) - set(CODE_SPAN.findall(page)) == set(), path.name


def fields(path: Path) -> set[str]:
    text = "" if path.suffix in (".html", ".xlsx", ".npz", ".zip") else read(path)
    match path.suffix:
        case ".json":
            return set(keys(json.loads(text)))
        case ".jsonl":
            return {key for line in text.splitlines() for key in keys(json.loads(line))}
        case ".csv":
            return set(text.splitlines()[0].split(","))
    return set()


def keys(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield key
            if key not in OPEN_OBJECTS:
                yield from keys(item)
    elif isinstance(value, list):
        for item in value:
            yield from keys(item)


def test_every_table_with_its_needed_and_useful_columns_is_in_the_file_formats() -> None:
    rows = [line.split("|")[1:4] for line in read(DOCS / "file-formats.md").splitlines() if line.startswith("| `")]
    described = {
        spans[0]: tuple(tuple(CODE_SPAN.findall(cell)) for cell in row[1:])
        for row in rows
        if len(row) == 3 and (spans := CODE_SPAN.findall(row[0])) and spans[0].endswith(".csv")
    }
    assert described == {file: (form.required, form.optional) for file, form in TABLE_FORMS.items()}


def test_every_key_and_file_type_of_an_archive_is_in_the_file_formats() -> None:
    page = read(DOCS / "file-formats.md")
    wanted = {
        "archive.yaml": set(KEYS),
        "kpi.yaml": {"name", "description", *STRUCTURE_KEYS},
        "Recordings": RECORDING_SUFFIXES,
        "Transcripts": set(TRANSCRIPT_SUFFIXES[1:]),
    }
    for heading, names in wanted.items():
        assert names - set(CODE_SPAN.findall(section(page, heading))) == set(), heading


def anchors(page: Path) -> set[str]:
    """The ids that headings get on the code host: small letters, spaces as hyphens, no other signs."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", read(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    broken = []
    for link in LINK.findall(FENCE.sub("", read(page))):
        if "://" in link or link.startswith("mailto:"):
            continue
        place, _, anchor = link.partition("#")
        target = (page.parent / place).resolve() if place else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def make_commands(page: Path) -> list[str]:
    return re.findall(r"^make (\w+)", "\n".join(FENCE.findall(read(page))), re.MULTILINE)


@pytest.mark.parametrize("page", ["README.md", "README.ru.md"])
def test_the_two_commands_of_the_readme_are_targets_of_the_makefile(page: str) -> None:
    targets = re.findall(r"^(\w[\w-]*):", read(ROOT / "Makefile"), re.MULTILINE)
    assert make_commands(ROOT / page) == ["demo", "test"]
    assert set(make_commands(ROOT / page)) <= set(targets)
    assert {f"make {target}" for target in targets} == set(first_cells(section(read(DOCS / "commands.md"), "make")))


@pytest.mark.parametrize(
    "russian", [page for page in PAGES if page.name.endswith(".ru.md")], ids=lambda page: page.name
)
def test_twins_link_to_each_other_and_show_the_same_commands(russian: Path) -> None:
    english = russian.with_name(russian.name.replace(".ru.md", ".md"))
    assert f"[English]({english.name})" in read(russian)
    assert f"[Русский]({russian.name})" in read(english)
    assert commands_shown(english) == commands_shown(russian)
    assert len(re.findall(r"^#+ ", read(english), re.MULTILINE)) == len(
        re.findall(r"^#+ ", read(russian), re.MULTILINE)
    )


def commands_shown(page: Path) -> list[str]:
    """Fenced lines without their comments, which are in the page's language."""
    return [line.partition(" #")[0].rstrip() for block in FENCE.findall(read(page)) for line in block.splitlines()]


def measured() -> dict[str, tuple[float, float]]:
    """Figure to (mean of the archives, d5_trucks), from the benchmark's output in docs/quality.md."""
    output = read(DOCS / "quality.md").partition("<!-- begin: output")[2]
    heading, *rows = [line.split() for line in output.splitlines() if re.match(r" +d1_|[a-z]+\.\S+ +\d", line)]
    trucks, mean = heading.index("d5_trucks"), heading.index("mean")
    return {row[0]: (float(row[1 + mean]), float(row[1 + trucks])) for row in rows}


def test_figures_named_in_the_quality_page_are_those_of_the_output_below_them() -> None:
    named = re.findall(r"^\| `([\w.]+)` \| ([\d.]+) \| ([\d.]+) \|", read(DOCS / "quality.md"), re.MULTILINE)
    assert len(named) >= 10
    found = measured()
    assert {name: (float(mean), float(trucks)) for name, mean, trucks in named} == {
        name: found[name] for name, *_ in named
    }


@pytest.mark.parametrize("page", ["README.md", "README.ru.md"])
def test_figures_in_the_readme_are_those_of_the_quality_page(page: str) -> None:
    rows = [line for line in read(ROOT / page).splitlines() if re.match(r"\| .*\| \**\d[.,]\d", line)]
    shown = [[float(number.replace(",", ".")) for number in re.findall(r"\d[.,]\d", row)] for row in rows]
    found = measured()
    assert shown == [
        [
            round(10 * found[f"{part}.{figure}"][column], 1)
            for figure in ("p_at_10", "amount_x_recency_p_at_10", "random")
        ]
        for part in ("revive", "error")
        for column in (0, 1)
    ]


def test_the_picture_of_the_report_is_small() -> None:
    assert (DOCS / "images" / "report.png").stat().st_size < 300_000
