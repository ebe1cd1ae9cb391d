"""What a KPI of the head of sales really pays for, learned from how owners word such KPIs.

The five toxic types reward something that can be had while deals are lost, the three healthy ones are tied to the
company's money (codebook, section 3). What the words leave open is asked, not guessed.

How `training/kpi_wordings.csv` was labelled where types touch: the thing that is measured decides, not the words of
payout. A plan of calls is activity_count, a plan of gross profit healthy_margin, a head's own sales plan
plan_attainment. What is paid on revenue above plan, or on growth over last year, is healthy_revenue_above_plan.
Conversion counts as healthy_qualified_conversion from qualified leads, quotes or visits into money; from calls into
meetings it is other. Shares of bigger packages and of add-ons are average_check. Limits of discounts, debts,
satisfaction, reports, hiring, speed of answer, new or lost clients are other. Conversion of leads of any quality is
left out of the table: it can be either, so the owner should be asked.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from scipy.special import log_softmax, softmax
from sklearn.base import BaseEstimator
from sklearn.linear_model import LogisticRegression

from classify.codebook import TOXIC_KPIS
from classify.kpi_concepts import CONCEPT_COUNT, concept_features
from classify.labelled_archive import TRAINING_FOLDER, labelled_folders
from classify.utterance_encoders.letter_features import letter_counts, rarity, weighted
from classify.utterance_encoders.sentence_embeddings import DIMENSION, SentenceEmbedder
from deals.records import KpiItem

HEALTHY_KPIS = ("healthy_revenue_above_plan", "healthy_margin", "healthy_qualified_conversion")
OTHER = "other"
KPI_TYPES = (*TOXIC_KPIS, *HEALTHY_KPIS, OTHER)

# An embedding has length 1, a row of notions some ones: scaled down, neither outweighs the other. Between 0.3 and 0.5
# held-out wordings are read equally well.
CONCEPT_SCALE = 0.4

WORDINGS_FILE = TRAINING_FOLDER / "kpi_wordings.csv"


@dataclass(frozen=True, slots=True)
class KpiWording:
    """A KPI as an owner words it, with the type a reader gave it."""

    language: str
    name: str
    description: str
    type: str
    source: str  # "written" for the product's own table, else the labelled archive it comes from


@dataclass(frozen=True, slots=True)
class KpiReading:
    """How a KPI was understood."""

    type: str  # one of KPI_TYPES
    probability: float  # of the likeliest type, also where that was not believed
    sure: bool  # False: too little stands in the words, type is then "other" and the owner has to be asked


class KpiTypeClassifier(BaseEstimator):
    """Two multinomial logistic regressions, whose probabilities are multiplied: one on sentence embeddings and on the
    notions that the words touch, one on letter n-grams, which tell abbreviations and endings apart.

    inverse_penalty, letters_inverse_penalty: C of the two. least_probability: a reading below it is not believed.
    """

    def __init__(
        self,
        *,
        inverse_penalty: float = 5.0,
        letters_inverse_penalty: float = 60.0,
        least_probability: float = 0.6,  # nine of ten wordings of tables that nobody trained on reach it
    ) -> None:
        self.inverse_penalty = inverse_penalty
        self.letters_inverse_penalty = letters_inverse_penalty
        self.least_probability = least_probability

    def fit(self, wordings: Sequence[KpiWording], embedder: SentenceEmbedder) -> KpiTypeClassifier:
        """ValueError where a type of KPI_TYPES has no wording, or a wording another type."""
        types = [wording.type for wording in wordings]
        if set(types) != set(KPI_TYPES):
            raise ValueError(f"wordings are needed of exactly these types: {', '.join(KPI_TYPES)}")
        labels = [KPI_TYPES.index(kind) for kind in types]
        pairs = [(wording.name, wording.description) for wording in wordings]
        self.weights_ = _fitted(_features(pairs, embedder), labels, self.inverse_penalty)
        counts = _letter_counts(pairs)
        self.rarity_ = rarity(counts)
        self.letter_weights_ = _fitted(weighted(counts, self.rarity_), labels, self.letters_inverse_penalty)
        self.training_digest_ = training_digest(wordings)
        return self

    def predict_probability(self, kpis: Sequence[KpiItem], embedder: SentenceEmbedder) -> np.ndarray:
        """Shape (n_kpis, len(KPI_TYPES)), rows sum to 1."""
        if not kpis:
            return np.empty((0, len(KPI_TYPES)))
        pairs = [(kpi.name, kpi.description) for kpi in kpis]
        letters = weighted(_letter_counts(pairs), self.rarity_)
        views = [
            log_softmax(features @ weights[:-1] + weights[-1], axis=1)
            for features, weights in ((_features(pairs, embedder), self.weights_), (letters, self.letter_weights_))
        ]
        # Half of the sum: both have read the same words, and are no two witnesses.
        return np.asarray(softmax(sum(views) / len(views), axis=1))

    def predict(self, kpis: Sequence[KpiItem], embedder: SentenceEmbedder) -> list[KpiReading]:
        readings = []
        for row in self.predict_probability(kpis, embedder):
            best = int(np.argmax(row))
            sure = bool(row[best] >= self.least_probability)
            readings.append(KpiReading(KPI_TYPES[best] if sure else OTHER, float(row[best]), sure))
        return readings

    def to_arrays(self) -> dict[str, np.ndarray]:
        """Everything learned, as arrays for `numpy.savez`: nothing that could run code when it is loaded."""
        settings = {name: np.array(value) for name, value in self.get_params().items()}
        scale = np.abs(self.letter_weights_).max(axis=0) / np.iinfo(np.int8).max
        learned = {
            "weights": self.weights_.astype(np.float16),
            "letter_weights": np.round(self.letter_weights_ / scale).astype(np.int8),  # a quarter of the file
            "letter_scale": scale,
            "rarity": self.rarity_.astype(np.float16),
            "training_digest": np.array(self.training_digest_),
        }
        return {**settings, **learned, "types": np.array(KPI_TYPES)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> KpiTypeClassifier:
        """The inverse of to_arrays; ValueError if the arrays were made for another list of types."""
        if tuple(arrays["types"].tolist()) != KPI_TYPES:
            raise ValueError("these KPI weights were trained for another list of types: train the models again")
        if len(arrays["weights"]) != feature_count() + 1:
            raise ValueError("these KPI weights were trained for other features: train the models again")
        model = cls(**{name: float(arrays[name]) for name in cls().get_params()})
        model.weights_ = arrays["weights"].astype(np.float32)
        model.letter_weights_ = arrays["letter_weights"] * arrays["letter_scale"].astype(np.float32)
        model.rarity_ = arrays["rarity"].astype(np.float32)
        model.training_digest_ = str(arrays["training_digest"])
        return model


def train_kpi_types(wordings: Sequence[KpiWording], embedder: SentenceEmbedder) -> KpiTypeClassifier:
    """A classifier trained on these wordings; it states their digest as `training_digest_`."""
    return KpiTypeClassifier().fit(wordings, embedder)


def training_digest(wordings: Sequence[KpiWording]) -> str:
    """SHA-256 over all wordings in their order: states what a model was trained on."""
    rows = json.dumps([astuple(wording) for wording in wordings], ensure_ascii=False)
    return hashlib.sha256(rows.encode()).hexdigest()


def read_kpi_wordings(path: Path = WORDINGS_FILE) -> list[KpiWording]:
    """The product's own table of wordings: columns language, name, description, type, source."""
    with path.open(encoding="utf-8", newline="") as file:
        return [KpiWording(**row) for row in csv.DictReader(file)]


def archive_kpi_wordings(folders: Sequence[Path] | None = None) -> list[KpiWording]:
    """The KPI schemes of the labelled archives (default: all in `classify/training`); source is the folder's name."""
    wordings = []
    for folder in labelled_folders() if folders is None else folders:
        company = json.loads((folder / "company.json").read_text(encoding="utf-8"))
        wordings += [
            KpiWording(company["language"], kpi["name"], kpi["description"], kpi["truth"], folder.name)
            for kpi in company["kpi_scheme"]
        ]
    return wordings


def feature_count() -> int:
    """How many numbers describe one KPI."""
    return 3 * DIMENSION + 2 * CONCEPT_COUNT


def _fitted(features: Any, labels: Sequence[int], inverse_penalty: float) -> np.ndarray:
    """Weights and, in the last row, intercepts: shape (n_features + 1, len(KPI_TYPES))."""
    # Balanced: "other" has the most wordings here, and nothing says how common it is among owners.
    regression = LogisticRegression(C=inverse_penalty, max_iter=2000, class_weight="balanced").fit(features, labels)
    return np.vstack([regression.coef_.T, regression.intercept_]).astype(np.float32)


def _letter_counts(pairs: Sequence[tuple[str, str]]) -> sparse.csr_matrix:
    """Of name and description together, and of the name apart: shape (n_kpis, LETTERS)."""
    return letter_counts([(name, f"{name}. {description}") for name, description in pairs])[1::2]


def _features(pairs: Sequence[tuple[str, str]], embedder: SentenceEmbedder) -> np.ndarray:
    """Embeddings of the name, of the description and of both together, and notions: (n_kpis, 3 x 512 + 2 x notions).

    The name says best what is measured, but some names are jokes or metaphors; the description is mostly about
    payout. A KPI without a description is described by its name.
    """
    names, descriptions = [name for name, _ in pairs], [description or name for name, description in pairs]
    together = [f"{name}. {description}" for name, description in pairs]
    embedded = [embedder.embed(texts) for texts in (names, descriptions, together)]
    return np.hstack([*embedded, CONCEPT_SCALE * concept_features(names, descriptions)])
