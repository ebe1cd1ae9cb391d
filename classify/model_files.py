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
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

import numpy as np
from threadpoolctl import threadpool_limits

from classify.call_signals.signals import SignalClassifier
from classify.deal_judgement.calibrations import Calibrations, rows_digest
from classify.deal_judgement.deal_models import DealModels, LabelledDeals
from classify.deal_judgement.partly_heard import PartlyHeardDeals, PartlyHeardModels
from classify.kpi_types import KpiTypeClassifier
from classify.side_calls.side_talk_model import SideTalkModel
from classify.speaker_roles.role_classifier import RoleClassifier
from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder
from classify.utterance_encoders.utterance_encoder import ENCODER_FILE, UtteranceEncoder, file_digest
from deals.linking.link_model import LinkModel
from deals.records import Archive, Deal

OWN_MODELS = Path(__file__).parent / "models"
FULL = "full"
PARTS = ("links", "side_talk", "roles", "signals", "deals", "partly_heard", "calibrations", "kpi_types")
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
    side_talk: SideTalkModel
    roles: RoleClassifier
    signals: SignalClassifier
    deals: LabelledDeals
    partly_heard: PartlyHeardDeals
    calibrations: Calibrations
    kpi_types: KpiTypeClassifier


@dataclass(frozen=True, slots=True, kw_only=True)
class CallModels:
    """What tells who speaks in a call and which signals are in it."""

    roles: RoleClassifier
    signals: SignalClassifier
    embedder: SentenceEmbedder
    fold: str  # which set was taken
    training_digest: str  # of the labelled data
    digest: str  # of the stored files

    @property
    def left_out(self) -> str | None:
        """The labelled archive these models have not seen, None for the full set."""
        return None if self.fold == FULL else self.fold.removeprefix("without_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Models(CallModels):
    """Everything `classify.analysis.analyse` needs."""

    links: LinkModel
    side_talk: SideTalkModel
    deals: DealModels
    partly_heard: PartlyHeardModels
    kpi_types: KpiTypeClassifier


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
    """The models for an archive, from this folder or the program's own. Takes seconds.

    archive None: the full set, to see whether it can be used. Raises ModelsNotUsable.
    """
    # One thread: with several, sums come out differently by the number of cores, and so would the chances.
    with _stored(folder, archive) as stored, threadpool_limits(limits=1, user_api="blas"):
        # All is read before anything is fitted: what is damaged is said at once.
        of_calls = stored.of_calls(embedder)
        links, side_talk, kpi_types = (stored.arrays(part) for part in ("links", "side_talk", "kpi_types"))
        labelled, partly_heard, calibrations = stored.deals()
        return Models(
            links=LinkModel.from_arrays(links),
            side_talk=SideTalkModel.from_arrays(side_talk),
            deals=DealModels(labelled, calibrations=calibrations),
            partly_heard=PartlyHeardModels(partly_heard, labelled, calibrations=calibrations),
            kpi_types=KpiTypeClassifier.from_arrays(kpi_types),
            **of_calls,
        )


def load_call_models(folder: Path | None, archive: Archive | None) -> CallModels:
    """Only what reads a call: the models of deals, which take the most time, are left alone. Raises ModelsNotUsable."""
    with _stored(folder, archive) as stored:
        return CallModels(**stored.of_calls(None))


def load_link_model(folder: Path | None, archive: Archive) -> LinkModel:
    """Only what joins calls to deals, for an archive; takes no time. Raises ModelsNotUsable."""
    with _stored(folder, archive) as stored:
        return LinkModel.from_arrays(stored.arrays("links"))


def load_kpi_model(
    folder: Path | None, archive: Archive
) -> tuple[KpiTypeClassifier, SentenceEmbedder, str | None]:  # fmt: skip
    """Only what tells KPI types, and the labelled archive it has not seen (None: the full set). ModelsNotUsable."""
    with _stored(folder, archive) as stored:
        embedder = SentenceEmbedder()
        if stored.about["embeddings"] != embedder.identity:
            raise ValueError(f"made with {stored.about['embeddings']}, installed is {embedder.identity}")
        fold = stored.folder.name
        left_out = None if fold == FULL else fold.removeprefix("without_")
        return KpiTypeClassifier.from_arrays(stored.arrays("kpi_types")), embedder, left_out


class TeachableSet(NamedTuple):
    """What verdicts can teach."""

    deals: LabelledDeals
    partly_heard: PartlyHeardDeals
    calibrations: Calibrations
    calls: CallModels
    about: Mapping[str, Any]  # models.json


def load_set(folder: Path | None, fold: str) -> TeachableSet:
    """One set by its name. Raises ModelsNotUsable."""
    with _stored(folder, None, fold) as stored:
        return TeachableSet(*stored.deals(), CallModels(**stored.of_calls(None)), stored.about)


@dataclass(frozen=True, slots=True)
class _StoredSet:
    """A set of models on disk."""

    folder: Path
    about: Mapping[str, Any]  # models.json

    def arrays(self, part: str) -> dict[str, np.ndarray]:
        with np.load(self.folder / f"{part}.npz", allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}

    def deals(self) -> tuple[LabelledDeals, PartlyHeardDeals, Calibrations]:
        """What the models of deals learn from. ValueError where the calibrations are of other deals."""
        whole, partly, found = (self.arrays(part) for part in ("deals", "partly_heard", "calibrations"))
        calibrations = Calibrations.from_arrays(found)
        if calibrations.rows != rows_digest(whole, partly):
            raise ValueError(f"{self.folder.name}/calibrations.npz belongs to other deals")
        return LabelledDeals.from_arrays(whole), PartlyHeardDeals.from_arrays(partly), calibrations

    def of_calls(self, embedder: SentenceEmbedder | None) -> dict[str, Any]:
        """The fields of CallModels."""
        embedder = embedder or SentenceEmbedder()
        if self.about["embeddings"] != embedder.identity:
            raise ValueError(f"made with {self.about['embeddings']}, installed is {embedder.identity}")
        if self.about["encoder"] != file_digest(ENCODER_FILE):
            raise ValueError(f"made with another encoder than {ENCODER_FILE}")
        encoder = UtteranceEncoder.from_file(ENCODER_FILE, embedder)
        return {
            "roles": RoleClassifier.from_arrays(self.arrays("roles")),
            "signals": SignalClassifier.from_arrays(self.arrays("signals"), encoder),
            "embedder": embedder,
            "fold": self.folder.name,
            "training_digest": self.about["training_digest"],
            "digest": _digest(self.folder),
        }


@contextmanager
def _stored(folder: Path | None, archive: Archive | None, fold: str | None = None) -> Iterator[_StoredSet]:
    """The set for an archive, or the one named; whatever is wrong with what is read becomes ModelsNotUsable."""
    folder = folder or OWN_MODELS
    try:
        about = json.loads((folder / "models.json").read_text(encoding="utf-8"))
        yield _StoredSet(folder / (fold or _fold_for(archive, about["fingerprints"])), about)
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


def _digest(folder: Path) -> str:
    digest = hashlib.sha256(ENCODER_FILE.read_bytes())
    for part in PARTS:
        digest.update((folder / f"{part}.npz").read_bytes())
    return digest.hexdigest()
