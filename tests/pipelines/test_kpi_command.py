"""`dealforensics kpi explain` as it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.kpi_command import explain_kpis
from reports.texts import LANGUAGES, Language, Texts
from tests.deals.small_archive import write_archive

DEMO = Path(__file__).parents[2] / "demo" / "archive"
WORDS = """- name: Выполнение плана отдела
  description: 60% премии, от 90%, потолок 100%
- name: Валовая прибыль
  description: 2% от валовой прибыли отдела
- Показатель 4
"""


def shown(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kpi_with_what_was_read_and_what_to_ask(
    language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, texts = tmp_path / "bonus.yaml", Texts(language)
    file.write_text(WORDS, encoding="utf-8")
    assert explain_kpis(file, None, texts) == 0
    out = shown(capsys)
    assert texts.text("kpi-plan_attainment") in out
    assert texts.text("kpi-explain-share", share=texts.percent(0.6)).replace("\xa0", " ") in out.replace("\xa0", " ")
    assert texts.text("kpi-ask-between_threshold_and_full") in out
    assert "«60%»" in out or "“60%”" in out
    assert texts.text("kpi-replay-title") not in out, "a file has no months"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_archive_is_replayed(language: Language, capsys: pytest.CaptureFixture[str]) -> None:
    texts = Texts(language)
    assert explain_kpis(DEMO, None, texts) == 0
    out = shown(capsys)
    assert texts.text("problem-models-held-out", archive="d1_kitchen") in out
    assert texts.text("kpi-replay-title") in out
    assert texts.text("kpi-unknown-log-partial") in out
    assert texts.text("kpi-unknown-not-in-archive") in out


def test_what_cannot_be_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts, broken, empty = Texts("en"), tmp_path / "kpi.yaml", write_archive(tmp_path / "archive")
    assert explain_kpis(tmp_path / "none.yaml", None, texts) == 2
    assert "no such file or folder" in capsys.readouterr().err
    broken.write_text("name: План", encoding="utf-8")
    assert explain_kpis(broken, None, texts) == 2
    assert capsys.readouterr().err.startswith("kpi.yaml: ")
    (empty / "kpi.yaml").unlink(missing_ok=True)
    assert explain_kpis(empty, None, texts) == 2
    assert "holds no KPIs" in capsys.readouterr().err
