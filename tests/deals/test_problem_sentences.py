"""Every problem has a sentence in both languages, and the sentence needs nothing that the problem lacks."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource

import deals
from deals.archive_reader import read_archive
from deals.problem_codes import CODES, ProblemCode
from deals.problems import Problem
from tests.deals.small_archive import TEXTS, write_archive

SOURCES = Path(deals.__file__).parent
LOCALES = SOURCES.parent / "reports" / "locale"
BROKEN = {
    "archive.yaml": "company: A\nlanguage: fr\ntimezone: Mars\nextra: 1\nproducts: x\nas_of: never\n",
    "kpi.yaml": "- description: x\n",
    "people.csv": "user_id,name,role,team,extension,notes\nu1,,boss,,102,\nu1,A\n",
    "deals.csv": TEXTS["deals.csv"]
    + "d4,Окна,c7,$5,35,site,хм,2026-03-02,2026-03-01,won,,,u9\nd5,,,1.250,350,,,2262-03-02T10:00,,lost,,,\n"
    + 'd6,,,,,,,03/04/26,,open,,,\nd7,"\n',
    "messages.csv": "message_id,deal_id,at,channel,author,text\nm1,d9,2026-03-02T10:00,note,u1,Да\n".encode("cp1251"),
    "calls.csv": TEXTS["calls.csv"]
    + "k3,2026-03-02T10:00,up,u9,?,-4,,../x,d9\nk4,2026-03-02T10:00,in,,,99999999,,a.wav,\n"
    + "k5,2026-03-02T10:00,in,,,,,http://x/a.wav,,1\n",
    "periods.csv": "month,plan,plan\n2026-13,1,1\n",
    "tasks.csv": None,
    "recordings/notes.txt": "x",
    "recordings/new.ogg": "x",
    "transcripts/new2.vtt": "x",
    "transcripts/k2.srt": "x",
}


def bundle(language: str) -> FluentBundle:
    made = FluentBundle([language], use_isolating=False)
    made.add_resource(FluentResource((LOCALES / language / "problems.ftl").read_text(encoding="utf-8")))
    return made


def sentence(texts: FluentBundle, problem: Problem) -> str:
    arguments = {"file": problem.file, "row": str(problem.row), "column": problem.column, "value": problem.value}
    message = texts.get_message(f"problem-{problem.code}")
    assert message.value is not None
    text, errors = texts.format_pattern(message.value, {**arguments, **problem.details})
    assert not errors, (problem, errors)
    return str(text)


def codes_made(tree: ast.AST) -> Iterator[ast.expr]:
    """The first argument of every Problem(...) in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem":
            yield node.args[0]


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_has_a_sentence(language: str, code: str) -> None:
    assert bundle(language).has_message(f"problem-{code}")


@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_sentence_is_left_over_from_a_code_that_is_gone(language: str) -> None:
    text = (LOCALES / language / "problems.ftl").read_text(encoding="utf-8")
    named = {line.split(" =")[0] for line in text.splitlines() if line.startswith("problem-")}
    assert named == {f"problem-{code}" for code in CODES}


def test_no_module_makes_a_problem_of_a_code_written_by_hand() -> None:
    by_hand = [
        f"{path.name}:{argument.lineno}"
        for path in SOURCES.rglob("*.py")
        for argument in codes_made(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(argument, ast.Constant) and argument.value not in CODES
    ]
    assert by_hand == []


def test_every_code_is_used() -> None:
    used = "".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py"))
    assert [code.name for code in ProblemCode if f"ProblemCode.{code.name}" not in used] == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_real_problems_have_all_that_their_sentences_need(tmp_path: Path, language: str) -> None:
    archive = read_archive(write_archive(tmp_path, BROKEN))
    assert len({problem.code for problem in archive.problems}) > 30
    texts = bundle(language)
    assert all(sentence(texts, problem) for problem in archive.problems)
