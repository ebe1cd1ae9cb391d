"""Assumptions can be changed in archive.yaml; what makes no sense is not used and said."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from deals.archive_reader import read_archive
from reports.assumptions import assumption_sentences, read_assumptions, refused_assumptions, refused_sentence
from reports.better_scheme.assumptions import SchemeAssumptions
from reports.kpi_money.assumptions import MoneyAssumptions
from reports.texts import LANGUAGES, Language, Texts
from tests.deals.small_archive import TEXTS, write_archive


def test_what_is_stated_replaces_the_default_and_the_rest_stays() -> None:
    assumed = read_assumptions(MoneyAssumptions, {"certain_from": 0.9, "base_weight": 50})
    assert assumed == MoneyAssumptions(certain_from=Decimal("0.9"))
    assert read_assumptions(SchemeAssumptions, {"base_weight": "50"}).base_weight == 50


@pytest.mark.parametrize("value", [True, None, "many", "NaN", "1e999", [0.9], 0.2, 1.01])
def test_a_value_that_makes_no_sense_is_not_used_and_told(value: object) -> None:
    stated = {"certain_from": value}
    assert read_assumptions(MoneyAssumptions, stated) == MoneyAssumptions()
    (refused,) = refused_assumptions(stated, MoneyAssumptions, SchemeAssumptions)
    assert "certain_from" in refused_sentence(refused, Texts("en"))
    assert "0.5" in refused_sentence(refused, Texts("ru"))


def test_a_name_that_no_assumption_has_is_told() -> None:
    (refused,) = refused_assumptions({"certain": 1, "base_weight": 50}, MoneyAssumptions, SchemeAssumptions)
    assert "“certain”" in refused_sentence(refused, Texts("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_assumption_is_listed_with_its_name_and_value(language: Language) -> None:
    said = list(assumption_sentences(SchemeAssumptions(most_of_margin=Decimal("0.07")), Texts(language)))
    assert len(said) == 8
    assert any("7" in sentence and "most_of_margin" in sentence for sentence in said)


def test_they_are_read_from_archive_yaml(tmp_path: Path) -> None:
    write_archive(tmp_path, {"archive.yaml": TEXTS["archive.yaml"] + "\nassumptions:\n  certain_from: 0.9\n"})
    archive = read_archive(tmp_path)
    assert (archive.assumptions, archive.problems) == ({"certain_from": 0.9}, ())


def test_assumptions_that_are_no_mapping_are_reported(tmp_path: Path) -> None:
    write_archive(tmp_path, {"archive.yaml": TEXTS["archive.yaml"] + "\nassumptions: [0.9]\n"})
    archive = read_archive(tmp_path)
    assert archive.assumptions == {}
    assert [(problem.code, problem.column) for problem in archive.problems] == [("bad-setting", "assumptions")]
