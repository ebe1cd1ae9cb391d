"""Training: equal data gives equal models, and every set leaves out what it must not know."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from classify.labelled_archive import TRAINING_FOLDER, digest_of, labelled_folders
from classify.model_files import FULL, PARTS, fold_without, load_models
from classify.model_training import TrainingProgress, train_all
from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder

# One language, so that little has to be embedded; each begins with deals that are worth it and deals that are not.
NAMES = ("d1_kitchen", "d3_training", "f2_catering")


@pytest.fixture(scope="module")
def small_training(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The beginnings of three labelled archives."""
    folder = tmp_path_factory.mktemp("training")
    for name in NAMES:
        (folder / name).mkdir()
        for file in ("company.json", "deals_01.json"):
            shutil.copy(TRAINING_FOLDER / name / file, folder / name)
    return folder


@pytest.fixture(scope="module")
def told() -> list[TrainingProgress]:
    """The progress that the trainings below tell."""
    return []


@pytest.fixture(scope="module")
def twice(
    small_training: Path, told: list[TrainingProgress], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """Two trainings on the same data, each with nothing remembered."""
    first, second = (tmp_path_factory.mktemp("models") for _ in range(2))
    for folder in (first, second):
        train_all(folder, told.append, small_training, trees=20)
    return first, second


def arrays(path: Path) -> dict[str, np.ndarray]:
    with np.load(path, allow_pickle=False) as stored:
        return dict(stored)


def test_two_trainings_give_equal_arrays(twice: tuple[Path, Path]) -> None:
    first, second = twice
    for fold in (FULL, *map(fold_without, NAMES)):
        for part in PARTS:
            one, other = (arrays(folder / fold / f"{part}.npz") for folder in (first, second))
            assert set(one) == set(other)
            for name in one:
                np.testing.assert_array_equal(one[name], other[name], err_msg=f"{fold} {part} {name}")
    assert (first / "models.json").read_bytes() == (second / "models.json").read_bytes()


def test_a_set_without_an_archive_knows_none_of_its_deals_and_kpis(twice: tuple[Path, Path]) -> None:
    folder = twice[0]
    assert set(arrays(folder / FULL / "deals.npz")["archive"].tolist()) == set(NAMES)
    for name in NAMES:
        assert set(arrays(folder / fold_without(name) / "deals.npz")["archive"].tolist()) == set(NAMES) - {name}
        digests = [
            str(arrays(folder / fold / "kpi_types.npz")["training_digest"]) for fold in (FULL, fold_without(name))
        ]
        assert digests[0] != digests[1]


def test_the_models_say_what_they_were_trained_on(twice: tuple[Path, Path], small_training: Path) -> None:
    about = json.loads((twice[0] / "models.json").read_text(encoding="utf-8"))
    assert about["training_digest"] == digest_of(labelled_folders(small_training))
    assert set(about["fingerprints"]) == set(NAMES)
    assert about["embeddings"] == SentenceEmbedder().identity


def test_what_was_trained_can_be_loaded(twice: tuple[Path, Path], embedder: SentenceEmbedder) -> None:
    assert load_models(twice[0], None, embedder).fold == FULL


def test_progress_is_told_from_nothing_to_all(twice: tuple[Path, Path], told: list[TrainingProgress]) -> None:
    once = told[: len(told) // 2]
    assert [(reached.done, reached.total) for reached in once if reached.step == "sets"] == [(n, 4) for n in range(5)]
    texts = [reached for reached in once if reached.step == "texts"]
    assert texts[0].done == 0
    assert texts == once[: len(texts)]
    assert all(reached.done < reached.total for reached in texts)
    scorers = [(reached.done, reached.total) for reached in once if reached.step == "scorers"]
    assert scorers == [(number, 7) for number in range(1, 8)]  # without none, each and every pair of three archives
    shares = [reached.share for reached in once]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)


def test_fewer_than_three_archives_are_refused(small_training: Path, tmp_path: Path) -> None:
    two = tmp_path / "two"
    for name in NAMES[:2]:
        shutil.copytree(small_training / name, two / name)
    with pytest.raises(ValueError, match="2 labelled archives"):
        train_all(tmp_path / "models", training_folder=two)
    assert not (tmp_path / "models").exists()
