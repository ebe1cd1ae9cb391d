"""Tables of wordings that others wrote for this test, never used for training; their figures must not fall.

At first sight the models of the day read 69% of the types of the first right, and after 149 more wordings and the
notions 81%. What was missed then was answered with wordings of our own, so that today's figure is no longer that of
unseen wordings. Of the second, written when that was done, those models read 81% right; what came later (letters as a
second view, 2,458 wordings by people who had not seen it) was not written with its mistakes in view.

The third was written and labelled by one person and labelled again by another, who saw no labels: they agree on every
row. The models of the day read 94% of its types right; 1,909 wordings by three more people, none of whom had seen it,
brought 99%. Nothing was chosen with it in view.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from classify.kpi_types import KPI_TYPES, KpiTypeClassifier, read_kpi_wordings
from classify.model_files import FULL, OWN_MODELS
from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder
from deals.records import KpiItem

TWO_READERS = "kpi_blind_two_readers.csv"
TABLES = ("kpi_blind.csv", "kpi_blind_later.csv", TWO_READERS)
LEAST_RIGHT, LEAST_SURE = 0.93, 0.92


def rows(table: str = TABLES[0]) -> list[dict[str, str]]:
    with (Path(__file__).parent / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(params=TABLES)
def table(request: pytest.FixtureRequest) -> list[dict[str, str]]:
    return rows(request.param)


@pytest.fixture(scope="module")
def stored() -> KpiTypeClassifier:
    with np.load(OWN_MODELS / FULL / "kpi_types.npz", allow_pickle=False) as arrays:
        return KpiTypeClassifier.from_arrays(arrays)


def test_no_wording_of_the_table_was_trained_on(table: list[dict[str, str]]) -> None:
    trained = {(wording.name.casefold(), wording.description.casefold()) for wording in read_kpi_wordings()}
    texts = {text for _, text in trained if text}
    ours = [(row["name"].casefold(), row["description"].casefold()) for row in table]
    assert [row for row in ours if row in trained or row[1] in texts] == []


def test_types_are_read_at_least_as_well_as_measured(
    table: list[dict[str, str]], stored: KpiTypeClassifier, embedder: SentenceEmbedder
) -> None:
    assert len(table) >= 120
    found = stored.predict([KpiItem(row["name"], row["description"]) for row in table], embedder)
    right = [reading.type == row["type"] for reading, row in zip(found, table, strict=True) if reading.sure]
    assert sum(right) / len(right) >= LEAST_RIGHT
    assert len(right) / len(table) >= LEAST_SURE


def test_nineteen_of_twenty_wordings_that_two_readers_agree_on_are_read_right(
    stored: KpiTypeClassifier, embedder: SentenceEmbedder
) -> None:
    """Over all of them, also those that would be asked."""
    table = rows(TWO_READERS)
    found = stored.predict_probability([KpiItem(row["name"], row["description"]) for row in table], embedder)
    right = [KPI_TYPES[best] == row["type"] for best, row in zip(found.argmax(axis=1), table, strict=True)]
    assert sum(right) / len(right) >= 0.95
