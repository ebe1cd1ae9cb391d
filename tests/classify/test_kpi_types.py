"""KPI wordings become types. Accuracy is leave-one-archive-out: the archive that is scored was never trained on."""

from __future__ import annotations

import io
from collections import Counter

import numpy as np
import pytest

from classify.kpi_types import (
    KPI_TYPES,
    KpiTypeClassifier,
    KpiWording,
    archive_kpi_wordings,
    read_kpi_wordings,
    train_kpi_types,
    training_digest,
)
from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder
from deals.records import KpiItem

WRITTEN = read_kpi_wordings()
ARCHIVES = archive_kpi_wordings()


@pytest.fixture(scope="module")
def classifier(embedder: SentenceEmbedder) -> KpiTypeClassifier:
    return train_kpi_types(WRITTEN, embedder)


def items(wordings: list[KpiWording]) -> list[KpiItem]:
    return [KpiItem(wording.name, wording.description) for wording in wordings]


def test_the_table_has_many_wordings_of_each_type_in_both_languages() -> None:
    assert len(WRITTEN) >= 200
    counts = Counter((wording.language, wording.type) for wording in WRITTEN)
    assert set(counts) == {(language, kind) for language in ("ru", "en") for kind in KPI_TYPES}
    assert min(counts.values()) >= 15


def test_no_wording_is_there_twice_or_copied_from_a_labelled_archive() -> None:
    written = Counter((wording.name.casefold(), wording.description.casefold()) for wording in WRITTEN)
    assert max(written.values()) == 1
    texts = {part for wording in WRITTEN for part in (wording.name.casefold(), wording.description.casefold())}
    others = {part.casefold() for wording in ARCHIVES for part in (wording.name, wording.description)}
    # A name of one or two words ("Маржа", "Average order", «Порядок в CRM») is the trade's, and anybody's.
    assert {text for text in texts & others if sum(len(word) > 2 for word in text.split()) > 2} == set()


def test_types_of_an_unseen_archive_are_read_right(embedder: SentenceEmbedder) -> None:
    archives = sorted({wording.source for wording in ARCHIVES})
    assert len(archives) >= 2
    right = total = 0
    for held_out in archives:
        seen = WRITTEN + [wording for wording in ARCHIVES if wording.source != held_out]
        unseen = [wording for wording in ARCHIVES if wording.source == held_out]
        readings = train_kpi_types(seen, embedder).predict(items(unseen), embedder)
        right += sum(reading.type == wording.type for reading, wording in zip(readings, unseen, strict=True))
        total += len(unseen)
    assert right / total >= 0.95


@pytest.mark.parametrize(
    ("name", "description", "expected"),
    [
        ("Конверсия", "Доля квалифицированных заявок, дошедших до оплаты: 24%", "healthy_qualified_conversion"),
        ("Просрочка платежей", "Просроченные долги клиентов не больше 2% отгрузки, 5% премии", "other"),
        ("Оценка клиентов NPS", "Не ниже 50 по опросу, 10% бонуса", "other"),
        ("Обзвон", "50 холодных звонков в день на человека", "activity_count"),
        ("Продажи сверх плана", "2% с каждого рубля выше плана, потолка нет", "healthy_revenue_above_plan"),
        ("Average margin", "Gross margin of the team at least 28%, weight 10", "healthy_margin"),
        ("Average order", "Average order value 900 dollars, 20% of bonus", "average_check"),
        ("Staff attrition", "No more than one rep leaves per year", "low_turnover"),
    ],
)  # fmt: skip
def test_near_misses_are_told_apart(
    classifier: KpiTypeClassifier, embedder: SentenceEmbedder, name: str, description: str, expected: str
) -> None:
    (reading,) = classifier.predict([KpiItem(name, description)], embedder)
    assert (reading.type, reading.sure) == (expected, True)


def test_words_that_say_nothing_are_asked_about(classifier: KpiTypeClassifier, embedder: SentenceEmbedder) -> None:
    for name in ("Показатель 4", "KPI-7", "Прочее по решению директора"):
        (reading,) = classifier.predict([KpiItem(name)], embedder)
        assert not reading.sure or reading.type == "other"


def test_a_reading_below_the_threshold_is_other_and_not_sure(
    classifier: KpiTypeClassifier, embedder: SentenceEmbedder
) -> None:
    doubtful = KpiTypeClassifier.from_arrays(classifier.to_arrays()).set_params(least_probability=1.0)
    readings = doubtful.predict(items(WRITTEN[:5]), embedder)
    assert [(reading.type, reading.sure) for reading in readings] == [("other", False)] * 5
    assert all(0 < reading.probability < 1 for reading in readings)


def test_a_saved_classifier_reads_the_same_and_names_its_training_data(
    classifier: KpiTypeClassifier, embedder: SentenceEmbedder
) -> None:
    file = io.BytesIO()
    np.savez(file, **classifier.to_arrays())
    file.seek(0)
    with np.load(file, allow_pickle=False) as arrays:
        loaded = KpiTypeClassifier.from_arrays(arrays)
    before, after = (model.predict_probability(items(ARCHIVES), embedder) for model in (classifier, loaded))
    np.testing.assert_allclose(after, before, atol=0.01)  # weights are stored in one byte or two
    np.testing.assert_array_equal(after.argmax(axis=1), before.argmax(axis=1))
    assert loaded.training_digest_ == training_digest(WRITTEN)


def test_the_digest_changes_with_a_single_label() -> None:
    first, *rest = WRITTEN
    relabelled = [KpiWording(first.language, first.name, first.description, "other", first.source), *rest]
    assert first.type != "other"
    assert training_digest(relabelled) != training_digest(WRITTEN)


def test_weights_of_another_list_of_types_are_refused(classifier: KpiTypeClassifier) -> None:
    arrays = classifier.to_arrays() | {"types": np.array(["plan_attainment", "other"])}
    with pytest.raises(ValueError, match="another list of types"):
        KpiTypeClassifier.from_arrays(arrays)


def test_no_kpis_give_no_readings(classifier: KpiTypeClassifier, embedder: SentenceEmbedder) -> None:
    assert classifier.predict([], embedder) == []
