"""What the tests of `classify` share, loaded once: sentence embeddings, stored models, one analysed archive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from classify.analysis import Analysis, analyse
from classify.deal_judgement.deal_models import LabelledDeals
from classify.labelled_archive import TRAINING_FOLDER, LabelledArchive, read_labelled_archive
from classify.model_files import FULL, OWN_MODELS, Models, load_models
from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder
from tests.classify.made_archive import archive
from transcribe.utterance import Transcript

HELD_OUT = "d1_kitchen"


@pytest.fixture(scope="session", autouse=True)
def _one_thread() -> Iterator[None]:
    """On busy cores, threads spend five times as long waiting for each other as they take to work."""
    with threadpool_limits(limits=1, user_api="blas"):
        yield


@pytest.fixture(scope="session")
def embedder() -> SentenceEmbedder:
    return SentenceEmbedder()


@pytest.fixture(scope="session")
def kitchen() -> LabelledArchive:
    """A labelled archive, in Russian, for which there are models that have not seen it."""
    return read_labelled_archive(TRAINING_FOLDER / HELD_OUT)


@pytest.fixture(scope="session")
def kitchen_models(kitchen: LabelledArchive, embedder: SentenceEmbedder) -> Models:
    """What the program takes for `kitchen`."""
    return load_models(None, kitchen.archive, embedder)


@pytest.fixture(scope="session")
def models(embedder: SentenceEmbedder) -> Models:
    """What the program takes for an archive it does not know."""
    return load_models(None, archive(), embedder)


@pytest.fixture(scope="session")
def labelled_deals() -> LabelledDeals:
    """Every labelled deal, with features made by signal models that had not seen its archive."""
    with np.load(OWN_MODELS / FULL / "deals.npz", allow_pickle=False) as arrays:
        return LabelledDeals.from_arrays(arrays)


@dataclass(frozen=True)
class Analysed:
    labelled: LabelledArchive
    given: dict[str, Transcript]  # the transcripts as a phone system gives them: two channels, no roles
    analysis: Analysis


@pytest.fixture(scope="session")
def analysed(kitchen: LabelledArchive, kitchen_models: Models) -> Analysed:
    given = {call_id: in_stereo(one, ours=1) for call_id, one in kitchen.transcripts.items()}
    return Analysed(kitchen, given, analyse(kitchen.archive, given, kitchen_models))


def in_stereo(one: Transcript, ours: int) -> Transcript:
    """Without roles; our side on this channel, the other side on the other one."""
    utterances = (replace(u, role=None, channel=1 - ours if u.role == "client" else ours) for u in one.utterances)
    return replace(one, utterances=tuple(utterances))
