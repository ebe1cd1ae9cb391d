"""verdicts.jsonl: what it may hold, and a clear word about every line that cannot be used."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from classify.learning_from_verdicts.verdicts import SignalCorrection, Verdict, read_verdicts, write_verdicts
from deals.problems import Problem
from reports.texts import LANGUAGES, Texts

CLAIM = {"list": "error_loss", "deal_id": "S1", "verdict": "confirm"}


def read(folder: Path, *lines: object) -> tuple[tuple[Verdict, ...], tuple[Problem, ...]]:
    path = folder / "verdicts.jsonl"
    path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x, ensure_ascii=False) for x in lines), "utf-8")
    found = read_verdicts(path)
    return found.verdicts, found.problems


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    given = [
        Verdict(
            "error_loss", "S1", "confirm", 3, cause="M1_no_callback", culprit="head", toxic_kpi="none", comment="да",
            reviewer="Анна", at=datetime(2026, 9, 30, 11, tzinfo=UTC), settles=True, title="Кухня",
            signals=(SignalCorrection("K1", 0, "Дорого", ("interest",), ("rude",), ("promise",)),),
        ),
        Verdict("revive", "S2", "reject", 0),
        Verdict(signals=(SignalCorrection("K2", 4, removed=("rude",)),), reviewer="Б"),
    ]  # fmt: skip
    write_verdicts(tmp_path / "verdicts.jsonl", given)
    found = read_verdicts(tmp_path / "verdicts.jsonl")
    assert found.problems == ()
    assert [(v.row, v.file) for v in found.verdicts] == [(n, "verdicts.jsonl") for n in (1, 2, 3)]
    bare = [Verdict(**{name: getattr(v, name) for name in v.__slots__ if name not in ("file", "row")})
            for v in found.verdicts]  # fmt: skip
    assert bare == given


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"verdict": "maybe"}, "verdict-bad-value", "verdict"),
        ({"verdict": None}, "verdict-field-missing", "verdict"),
        ({"deal_id": ""}, "verdict-field-missing", "deal_id"),
        ({"list": "both"}, "verdict-bad-value", "list"),
        ({"grade": 4}, "verdict-bad-value", "grade"),
        ({"grade": True}, "verdict-bad-value", "grade"),
        ({"grade": 1}, "verdict-contradicts", "grade"),
        ({"verdict": "reject", "grade": 2}, "verdict-contradicts", "grade"),
        ({"cause": "M11"}, "verdict-bad-value", "cause"),
        ({"reason": "price_gap"}, "verdict-other-list", "reason"),
        ({"at": "yesterday"}, "verdict-bad-value", "at"),
        ({"settles": "yes"}, "verdict-bad-value", "settles"),
        ({"mood": "good"}, "verdict-unknown-field", "mood"),
        ({"signals": {"call_id": "K"}}, "verdict-bad-value", "signals"),
        ({"signals": [{"index": 0, "added": ["rude"]}]}, "verdict-field-missing", "signals.call_id"),
        ({"signals": [{"call_id": "K", "index": "0"}]}, "verdict-bad-value", "signals.index"),
        ({"signals": [{"call_id": "K", "index": 0, "added": ["kind"]}]}, "verdict-bad-value", "signals.added"),
        (
            {"signals": [{"call_id": "K", "index": 0, "added": ["rude"], "removed": ["rude"]}]},
            "verdict-signal-twice",
            "signals",
        ),
    ],
)
def test_what_cannot_be_used_is_set_aside_with_its_place(
    tmp_path: Path, changes: dict[str, Any], code: str, column: str
) -> None:
    verdicts, (problem,) = read(tmp_path, CLAIM, CLAIM | changes, CLAIM)
    assert [verdict.row for verdict in verdicts] == [1, 3]
    assert (problem.code, problem.file, problem.row, problem.column) == (code, "verdicts.jsonl", 2, column)
    for language in LANGUAGES:
        assert len(Texts(language).problem(problem)) > 20


@pytest.mark.parametrize("line", ["{", "[1]", "7", '"text"', "[" * 100_000])
def test_a_line_that_is_no_object_costs_itself_only(tmp_path: Path, line: str) -> None:
    verdicts, problems = read(tmp_path, CLAIM, line, "", CLAIM)
    assert (len(verdicts), [problem.row for problem in problems]) == (2, [2])
    for language in LANGUAGES:
        assert "file-formats.md" in Texts(language).problem(problems[0])


def test_a_code_that_is_not_named_is_not_judged() -> None:
    correction = SignalCorrection("K1", 0, added=("interest",), removed=("rude",), confirmed=("need_stated",))
    assert correction.judged() == {"interest": True, "need_stated": True, "rude": False}
