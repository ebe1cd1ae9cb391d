"""Stored models: those that have not seen the archive, and a clear word where they cannot be used."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from classify.labelled_archive import LabelledArchive, digest_of, labelled_folders
from classify.model_files import (
    FULL,
    OWN_MODELS,
    PARTS,
    Models,
    ModelsNotUsable,
    deal_fingerprints,
    fold_without,
    load_models,
)
from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder
from classify.utterance_encoders.utterance_encoder import ENCODER_FILE, file_digest
from classify.utterance_encoders.written_calls import WRITTEN_FOLDER
from deals.records import Archive
from tests.classify.conftest import HELD_OUT
from tests.classify.made_archive import archive, deal


def test_an_unknown_archive_takes_the_full_set(models: Models) -> None:
    assert (models.fold, models.left_out) == (FULL, None)


def test_a_labelled_archive_takes_the_set_that_has_not_seen_it(kitchen_models: Models, models: Models) -> None:
    assert (kitchen_models.fold, kitchen_models.left_out) == (f"without_{HELD_OUT}", HELD_OUT)
    assert kitchen_models.digest != models.digest
    assert kitchen_models.training_digest == models.training_digest


def test_each_held_out_set_has_no_deal_of_its_archive() -> None:
    for folder in labelled_folders():
        with np.load(OWN_MODELS / fold_without(folder.name) / "deals.npz", allow_pickle=False) as arrays:
            seen = set(arrays["archive"].tolist())
        assert seen == {other.name for other in labelled_folders()} - {folder.name}


def test_the_stored_models_were_trained_on_the_labelled_archives_as_they_are() -> None:
    about = json.loads((OWN_MODELS / "models.json").read_text(encoding="utf-8"))
    assert about["training_digest"] == digest_of(labelled_folders())
    assert about["written_digest"] == digest_of([WRITTEN_FOLDER])
    assert about["encoder"] == file_digest(ENCODER_FILE)


def fold_of(made: Archive, folder: Path) -> str:
    """Which set would be read: the folder holds none, so the complaint names it."""
    with pytest.raises(ModelsNotUsable) as caught:
        load_models(folder, made)
    return Path(str(caught.value.__cause__).split("'")[1]).parent.name


@pytest.fixture
def only_the_list(tmp_path: Path) -> Path:
    """A models folder that only says what the sets were trained on."""
    shutil.copy(OWN_MODELS / "models.json", tmp_path)
    return tmp_path


def test_a_fifth_of_known_deals_makes_an_archive_known(kitchen: LabelledArchive, only_the_list: Path) -> None:
    some = {one.deal_id: one for one in list(kitchen.archive.deals.values())[:8]}
    strangers = {f"x{n}": deal(f"x{n}", title=f"Сделка {n}") for n in range(33)}
    few = {deal_id: strangers[deal_id] for deal_id in list(strangers)[:32]}
    assert fold_of(archive((few | some).values()), only_the_list) == fold_without(HELD_OUT)
    assert fold_of(archive((strangers | some).values()), only_the_list) == FULL


def test_an_archive_is_known_again_in_another_export(kitchen: LabelledArchive, only_the_list: Path) -> None:
    """With ids of another CRM, other statuses, and amounts with kopecks."""
    exported = [
        replace(one, deal_id=f"B{n}", amount=one.amount and one.amount.quantize(Decimal("0.01")), status="open")
        for n, one in enumerate(kitchen.archive.deals.values())
    ]
    assert fold_of(archive(exported), only_the_list) == fold_without(HELD_OUT)


def test_a_fingerprint_changes_with_title_day_and_amount() -> None:
    prints = [
        deal_fingerprints([one])
        for one in (
            deal(),
            deal(title="Двери"),
            deal(amount=Decimal(1)),
            deal(created_at=deal().created_at.replace(day=2)),
        )
    ]
    assert len({tuple(one) for one in prints}) == 4
    assert deal_fingerprints([deal("d1"), deal("d2", amount=None)]) == deal_fingerprints([deal("d3")])


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    """A copy of the full set."""
    folder = tmp_path / "models"
    shutil.copytree(OWN_MODELS / FULL, folder / FULL)
    shutil.copy(OWN_MODELS / "models.json", folder)
    return folder


def complaint(folder: Path, embedder: SentenceEmbedder) -> str:
    with pytest.raises(ModelsNotUsable) as caught:
        load_models(folder, None, embedder)
    assert caught.value.folder == folder
    assert str(folder) in str(caught.value)
    assert "dealforensics train" in str(caught.value)
    return caught.value.reason


def test_a_folder_without_models_is_named(tmp_path: Path, embedder: SentenceEmbedder) -> None:
    assert "models.json" in complaint(tmp_path, embedder)


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "{}", '{"embeddings": 1}'])
def test_a_damaged_list_is_named(own_folder: Path, embedder: SentenceEmbedder, content: str) -> None:
    (own_folder / "models.json").write_text(content, encoding="utf-8")
    assert complaint(own_folder, embedder) != ""


@pytest.mark.parametrize("part", PARTS)
def test_a_missing_file_is_named(own_folder: Path, embedder: SentenceEmbedder, part: str) -> None:
    (own_folder / FULL / f"{part}.npz").unlink()
    assert f"{part}.npz" in complaint(own_folder, embedder)


@pytest.mark.parametrize("damage", ["empty", "cut", "text", "flipped"])
@pytest.mark.parametrize("part", ["roles", "signals"])
def test_a_damaged_file_is_refused(own_folder: Path, embedder: SentenceEmbedder, part: str, damage: str) -> None:
    path = own_folder / FULL / f"{part}.npz"
    content = path.read_bytes()
    middle = len(content) // 2
    path.write_bytes(
        {
            "empty": b"",
            "cut": content[:middle],
            "text": "не модель".encode(),
            "flipped": content[:middle]
            + bytes(255 - byte for byte in content[middle : middle + 64])
            + content[middle + 64 :],
        }[damage]
    )
    assert complaint(own_folder, embedder) != ""


def test_damage_anywhere_in_a_file_is_noticed(own_folder: Path, embedder: SentenceEmbedder) -> None:
    path = own_folder / FULL / "roles.npz"
    content = path.read_bytes()
    for start in range(0, len(content), len(content) // 150):  # headers, sums, and the packed bytes themselves
        turned = bytes(255 - byte for byte in content[start : start + 64])
        path.write_bytes(content[:start] + turned + content[start + 64 :])
        assert complaint(own_folder, embedder) != ""


def test_calibrations_of_other_deals_are_refused(own_folder: Path, embedder: SentenceEmbedder) -> None:
    other = OWN_MODELS / fold_without(HELD_OUT) / "calibrations.npz"
    shutil.copy(other, own_folder / FULL)
    assert complaint(own_folder, embedder) == f"{FULL}/calibrations.npz belongs to other deals"


def test_a_file_of_another_codebook_is_refused(own_folder: Path, embedder: SentenceEmbedder) -> None:
    path = own_folder / FULL / "signals.npz"
    with np.load(path, allow_pickle=False) as stored:
        arrays = dict(stored)
    np.savez(path, **(arrays | {"codes": arrays["codes"][:5]}))
    assert "another list of codes" in complaint(own_folder, embedder)
    np.savez(path, **{name: value for name, value in arrays.items() if name != "codes"})
    assert "codes" in complaint(own_folder, embedder)


def test_models_made_with_other_embeddings_are_refused(own_folder: Path, embedder: SentenceEmbedder) -> None:
    about = json.loads((own_folder / "models.json").read_text(encoding="utf-8"))
    (own_folder / "models.json").write_text(json.dumps(about | {"embeddings": "other 1.0"}), encoding="utf-8")
    reason = complaint(own_folder, embedder)
    assert "other 1.0" in reason
    assert embedder.identity in reason
