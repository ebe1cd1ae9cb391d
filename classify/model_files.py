"""The trained models on disk, and which of them suits an archive.

A models folder holds one set per fold: `full`, trained on every labelled archive, and `without_<archive>` for each,
trained on all the others. A run on an archive that the full set has learned from (the demo, or somebody measuring)
takes the set that has not seen it, so that its figures are those of an unknown company. All files are arrays and
JSON: nothing in them can run code.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from classify.deal_models import DealModels, LabelledDeals
from classify.kpi_types import KpiTypeClassifier
from classify.role_classifier import RoleClassifier
from classify.sentence_embeddings import SentenceEmbedder
from classify.signals import SignalClassifier
from classify.utterance_encoder import ENCODER_FILE, UtteranceEncoder, file_digest
from deals.linking.link_model import LinkModel
from deals.records import Archive, Deal

OWN_MODELS = Path(__file__).parent / "models"
FULL = "full"
PARTS = ("links", "roles", "signals", "deals", "kpi_types")
SEEN_SHARE = 0.2  # of an archive's deals that also stand in the training data: then it has been learned from


class ModelsNotUsable(Exception):
    """The models folder is missing, damaged or made by another version; `folder` and `reason` say which and why."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder}: {reason}. Make the models anew with `dealforensics train`.")
        self.folder = folder
        self.reason = reason


@dataclass(frozen=True, slots=True)
class ModelSet:
    """What training makes, before it is stored."""

    links: LinkModel
    roles: RoleClassifier
    signals: SignalClassifier
    deals: LabelledDeals
    kpi_types: KpiTypeClassifier


@dataclass(frozen=True, slots=True)
class Models:
    """Everything `classify.analysis.analyse` needs."""

    links: LinkModel
    roles: RoleClassifier
    signals: SignalClassifier
    deals: DealModels
    kpi_types: KpiTypeClassifier
    embedder: SentenceEmbedder
    fold: str  # which set was taken
    training_digest: str  # of the labelled data
    digest: str  # of the stored files

    @property
    def left_out(self) -> str | None:
        """The labelled archive these models have not seen, None for the full set."""
        return None if self.fold == FULL else self.fold.removeprefix("without_")


def fold_without(archive_name: str) -> str:
    """The name of the set that was trained without this labelled archive."""
    return f"without_{archive_name}"


def deal_fingerprints(deals: Iterable[Deal]) -> list[str]:
    """One short digest per deal, of what stays the same in every export of it."""
    facts = (
        f"{deal.title}|{deal.created_at:%Y-%m-%d}|{deal.amount.normalize():f}"  # 640000.00 is 640000
        for deal in deals if deal.amount is not None
    )  # fmt: skip
    return sorted(hashlib.sha256(fact.encode()).hexdigest()[:16] for fact in facts)


def save_models(folder: Path, sets: Mapping[str, ModelSet], about: Mapping[str, Any]) -> None:
    """Write all sets and `models.json`.

    about: must hold embeddings, encoder, training_digest
    and fingerprints.
    """
    for fold, trained in sets.items():
        (folder / fold).mkdir(parents=True, exist_ok=True)
        for part in PARTS:
            np.savez_compressed(folder / fold / f"{part}.npz", **getattr(trained, part).to_arrays())
    text = json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "models.json").write_text(text + "\n", encoding="utf-8")


def load_models(folder: Path | None, archive: Archive | None, embedder: SentenceEmbedder | None = None) -> Models:
    """The models for an archive, from this folder or the program's own. Takes a few seconds.

    archive None: the full set, to see whether it can be used. Raises ModelsNotUsable.
    """
    folder = folder or OWN_MODELS
    try:
        about = json.loads((folder / "models.json").read_text(encoding="utf-8"))
        embedder = embedder or SentenceEmbedder()
        if about["embeddings"] != embedder.identity:
            raise ValueError(f"made with {about['embeddings']}, installed is {embedder.identity}")
        if about["encoder"] != file_digest(ENCODER_FILE):
            raise ValueError(f"made with another encoder than {ENCODER_FILE}")
        fold = _fold_for(archive, about["fingerprints"])
        arrays = {part: _read(folder / fold / f"{part}.npz") for part in PARTS}
        return Models(
            links=LinkModel.from_arrays(arrays["links"]),
            roles=RoleClassifier.from_arrays(arrays["roles"]),
            signals=SignalClassifier.from_arrays(arrays["signals"], UtteranceEncoder.from_file(ENCODER_FILE, embedder)),
            deals=DealModels(LabelledDeals.from_arrays(arrays["deals"])),
            kpi_types=KpiTypeClassifier.from_arrays(arrays["kpi_types"]),
            embedder=embedder,
            fold=fold,
            training_digest=about["training_digest"],
            digest=_digest(folder / fold),
        )
    except KeyError as error:
        raise ModelsNotUsable(folder, f"{error} is missing") from error
    except (OSError, EOFError, ValueError, TypeError, BadZipFile, zlib.error) as error:
        raise ModelsNotUsable(folder, str(error)) from error


def load_link_model(folder: Path | None, archive: Archive) -> LinkModel:
    """Only what joins calls to deals, for an archive; takes no time. Raises ModelsNotUsable."""
    folder = folder or OWN_MODELS
    try:
        about = json.loads((folder / "models.json").read_text(encoding="utf-8"))
        return LinkModel.from_arrays(_read(folder / _fold_for(archive, about["fingerprints"]) / "links.npz"))
    except KeyError as error:
        raise ModelsNotUsable(folder, f"{error} is missing") from error
    except (OSError, EOFError, ValueError, TypeError, BadZipFile, zlib.error) as error:
        raise ModelsNotUsable(folder, str(error)) from error


def _fold_for(archive: Archive | None, fingerprints: Mapping[str, list[str]]) -> str:
    ours = set(deal_fingerprints(archive.deals.values())) if archive else set()
    for name, known in sorted(fingerprints.items()):
        if ours and len(ours & set(known)) >= SEEN_SHARE * len(ours):
            return fold_without(name)
    return FULL


def _read(path: Path) -> dict[str, np.ndarray]:
    with np.load(path, allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


def _digest(folder: Path) -> str:
    digest = hashlib.sha256(ENCODER_FILE.read_bytes())
    for part in PARTS:
        digest.update((folder / f"{part}.npz").read_bytes())
    return digest.hexdigest()
