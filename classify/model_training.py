"""Training: from the labelled archives in `classify/training` to the models folder, by one command.

Whatever is tuned or learned on top of other models' output sees that output as it will be on an unknown archive:
signals of an archive are computed by models that had not seen it. For the sets that leave an archive out this takes
models that had seen neither, so every pair of archives is left out once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from pathlib import Path
from typing import Literal

from threadpoolctl import threadpool_limits

from classify.call_signals.signal_training import SignalWorkshop
from classify.call_signals.signals import SignalClassifier
from classify.deal_judgement.deal_models import TREES, LabelledDeals
from classify.deal_judgement.partly_heard import PartlyHeardDeals, find_calibrations
from classify.kpi_types import KpiWording, archive_kpi_wordings, read_kpi_wordings, train_kpi_types
from classify.labelled_archive import (
    TRAINING_FOLDER,
    LabelledArchive,
    digest_of,
    labelled_folders,
    read_labelled_archive,
)
from classify.link_training import hard_examples, train_links
from classify.model_files import FULL, ModelSet, deal_fingerprints, fold_without, save_models
from classify.partial_listening.deals_as_heard import UnseenModels, deals_as_heard
from classify.side_calls.side_talk_model import SideTalkModel, fit_side_talk
from classify.side_calls.side_talk_training import side_talk_examples
from classify.speaker_roles.role_classifier import RoleClassifier
from classify.speaker_roles.role_words import NameBook, Words
from classify.speaker_roles.roles import stated_roles
from classify.utterance_encoders.conversation import Conversation, in_groups
from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder
from classify.utterance_encoders.utterance_encoder import ENCODER_FILE, UtteranceEncoder, file_digest
from classify.utterance_encoders.written_calls import WRITTEN_FOLDER, WrittenCall, read_written_calls
from deals.linking.link_model import LinkModel

# Of the time, about: reading the texts, and fitting the first stage of the signal classifiers; the rest makes the sets.
_READING, _FIRST_STAGE = 0.15, 0.5
LEAST_ARCHIVES = 3  # one left out, and of the others one to learn from while the next is judged


@dataclass(frozen=True, slots=True)
class TrainingProgress:
    step: Literal["texts", "scorers", "sets"]
    done: int  # texts read, first stages fitted, or sets of models made
    total: int
    share: float  # of all the time it takes, about


Progress = Callable[[TrainingProgress], None]


def train_all(
    folder: Path, progress: Progress = lambda reached: None, training_folder: Path = TRAINING_FOLDER, trees: int = TREES
) -> None:  # fmt: skip
    """Train every set and store it in `folder`: more than an hour on two cores. Equal data gives equal models.

    training_folder: holds the labelled archives, at least three; ValueError where it holds fewer. trees: of each forest
    that is calibrated; as many as a run takes, but in tests.
    """
    folders = labelled_folders(training_folder)
    if len(folders) < LEAST_ARCHIVES:
        raise ValueError(f"{training_folder}: {len(folders)} labelled archives, training takes {LEAST_ARCHIVES}")
    archives = [read_labelled_archive(path) for path in folders]
    written = read_written_calls(training_folder / WRITTEN_FOLDER.name)
    embedder = SentenceEmbedder()
    encoder = UtteranceEncoder.from_file(ENCODER_FILE, embedder)
    spoken = {archive.name: _spoken(archive) for archive in archives}
    talks = [talk for of_archive in spoken.values() for talk in of_archive.conversations]
    _read_ahead([*talks, *(call.conversation for call in written)], embedder, encoder, progress)
    workshop = _Workshop(archives, spoken, written, archive_kpi_wordings(folders), embedder, encoder, trees)
    workshop.fit_first_stages(progress)
    left_out: list[str | None] = [None, *(archive.name for archive in archives)]
    sets = {}
    for made, name in enumerate(left_out):
        progress(_sets_made(made, len(left_out)))
        # One thread: with several, sums come out differently by the number of cores, and on busy cores the threads
        # spend five times as long waiting for each other as they take to work (measured).
        with threadpool_limits(limits=1, user_api="blas"):
            sets[FULL if name is None else fold_without(name)] = workshop.train(name)
    progress(_sets_made(len(left_out), len(left_out)))
    save_models(folder, sets, {
        "training_digest": digest_of(folders),
        "written_digest": digest_of([training_folder / WRITTEN_FOLDER.name]),
        "embeddings": workshop.embedder.identity,
        "encoder": file_digest(ENCODER_FILE),
        "fingerprints": {archive.name: deal_fingerprints(archive.archive.deals.values()) for archive in archives},
    })  # fmt: skip


def _sets_made(made: int, total: int) -> TrainingProgress:
    before = _READING + _FIRST_STAGE
    return TrainingProgress("sets", made, total, before + (1 - before) * made / total)


def _read_ahead(
    talks: Sequence[Conversation], embedder: SentenceEmbedder, encoder: UtteranceEncoder, progress: Progress
) -> None:
    """Have both networks read every text and remember it: what takes long is done step by step."""
    total, done = sum(len(talk.texts) for talk in talks), 0
    for group in in_groups(talks):
        progress(TrainingProgress("texts", done, total, _READING * done / total))
        texts = [text for talk in group for text in talk.texts]
        embedder.embed(texts)
        encoder.encode(group)
        done += len(texts)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The labelled conversations of one archive."""

    conversations: list[Conversation]
    words: list[Words]
    labels: list[tuple[frozenset[str], ...]]


class _Workshop:
    """Trains sets of models, fitting each signal model once however many sets need it."""

    def __init__(
        self, archives: Sequence[LabelledArchive], spoken: dict[str, _Spoken], written: Sequence[WrittenCall],
        kpi_wordings: Sequence[KpiWording], embedder: SentenceEmbedder, encoder: UtteranceEncoder, trees: int,
    ) -> None:  # fmt: skip
        self.archives = {archive.name: archive for archive in archives}
        self.kpi_wordings = kpi_wordings
        self.embedder = embedder
        self._trees = trees
        self._spoken = spoken
        self._signals = SignalWorkshop(
            {name: (of_archive.conversations, of_archive.labels) for name, of_archive in spoken.items()},
            written, embedder, encoder,
        )  # fmt: skip
        self._link_examples = {archive.name: hard_examples(archive) for archive in archives}
        self._link_models: dict[frozenset[str], LinkModel] = {}
        self._side_talk_examples = {archive.name: side_talk_examples(archive) for archive in archives}

    def fit_first_stages(self, progress: Progress) -> None:
        """Those that the sets need: without any archive, each, and every pair. Two at a time, for each takes 300 MB."""
        choices = [choice for count in range(3) for choice in combinations(self.archives, count)]
        with threadpool_limits(limits=1, user_api="blas"), ThreadPoolExecutor(2) as pool:
            for done, _ in enumerate(pool.map(self._signals.scorer, choices), 1):
                share = _READING + _FIRST_STAGE * done / len(choices)
                progress(TrainingProgress("scorers", done, len(choices), share))

    def train(self, left_out: str | None) -> ModelSet:
        """Models that know nothing of the archive left out (None: of none left out)."""
        names = [name for name in self.archives if name != left_out]
        own_wordings = [w for w in self.kpi_wordings if w.source != left_out]
        conversations = [c for name in names for c in self._spoken[name].conversations]
        words = [w for name in names for w in self._spoken[name].words]
        signals = self._signals.classifier(_without(left_out))
        deals, partly_heard = self._deals(names, left_out, signals)
        return ModelSet(
            links=self._links(_without(left_out)),
            side_talk=self._side_talk(_without(left_out)),
            roles=RoleClassifier().fit(conversations, words, self.embedder),
            signals=signals,
            deals=deals,
            partly_heard=partly_heard,
            calibrations=find_calibrations(deals, partly_heard, self._trees),
            kpi_types=train_kpi_types(read_kpi_wordings() + own_wordings, self.embedder),
        )

    def _links(self, unseen: frozenset[str]) -> LinkModel:
        if unseen not in self._link_models:
            self._link_models[unseen] = train_links(e for name, e in self._link_examples.items() if name not in unseen)
        return self._link_models[unseen]

    def _side_talk(self, unseen: frozenset[str]) -> SideTalkModel:
        return fit_side_talk([one for name, one in self._side_talk_examples.items() if name not in unseen])

    def _deals(
        self, names: Sequence[str], left_out: str | None, calibrated: SignalClassifier
    ) -> tuple[LabelledDeals, PartlyHeardDeals]:
        of_archives = [
            deals_as_heard(
                self.archives[name],
                UnseenModels(
                    self._signals.held_out(calibrated, _without(left_out, name)),
                    self._links(_without(left_out, name)), self._side_talk(_without(left_out, name)),
                ),
                self.embedder,
            )
            for name in names
        ]  # fmt: skip
        whole, partly = zip(*of_archives, strict=True)
        return reduce(LabelledDeals.joined, whole), reduce(PartlyHeardDeals.joined, partly)


def _without(*names: str | None) -> frozenset[str]:
    return frozenset(name for name in names if name is not None)


def _spoken(archive: LabelledArchive) -> _Spoken:
    transcripts, names = archive.transcripts, NameBook(archive.archive)
    records = {call.call_id: call for call in archive.archive.calls}
    conversations = [
        Conversation(tuple(u.text for u in t.utterances), stated_roles(t.utterances)) for t in transcripts.values()
    ]
    return _Spoken(
        conversations,
        [names.words_of(records[call_id], c.texts) for call_id, c in zip(transcripts, conversations, strict=True)],
        [archive.signals[call_id] for call_id in transcripts],
    )
