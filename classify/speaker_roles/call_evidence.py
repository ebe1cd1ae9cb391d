"""What is known of a call before it is decided who speaks: who may be there, what is stated, what the words say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

import numpy as np

from classify.speaker_roles.role_classifier import QUESTIONS, RoleClassifier
from classify.speaker_roles.role_words import NameBook
from classify.utterance_encoders.conversation import Conversation
from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder
from deals.records import Archive, CallRecord, Person
from transcribe.utterance import Outcome, Role, Transcript, Utterance, Voice

STATED = 8.0  # log-odds of a role that the transcript states
_CALLS_AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class CallEvidence:
    """A call with words, without the words themselves: of all calls, these take gigabytes."""

    record: CallRecord | None  # None where the phone log does not list it
    channels: tuple[str | None, ...]  # of each utterance
    groups: tuple[str | None, ...]  # whose each utterance is as far as the recording tells: by speaker, else by channel
    voices: tuple[Voice, ...]
    outcome: Outcome | None
    user: Person | None  # whose telephone was recorded
    other: Person | None  # whose extension is at the other end; None in a call with a client
    stated: tuple[Role | None, ...]  # of each utterance
    log_odds: Mapping[str, np.ndarray]  # as RoleClassifier.log_odds, with what is stated

    @property
    def internal(self) -> bool:
        return self.other is not None

    @property
    def user_is_head(self) -> bool:
        return self.user is not None and self.user.role == "head"

    @property
    def one_head(self) -> bool:
        """Whether one of two people of ours is the head, and the other is not."""
        return self.user_is_head != (self.other is not None and self.other.role == "head")


class EvidenceGatherer:
    """Gathers what is known of the calls of one archive."""

    def __init__(self, archive: Archive, model: RoleClassifier, embedder: SentenceEmbedder) -> None:
        self._archive = archive
        self._model = model
        self._embedder = embedder
        self._records = {call.call_id: call for call in archive.calls}
        self._names = NameBook(archive)
        self._of_extension = people_by_extension(archive)

    def gather_all(self, transcripts: Mapping[str, Transcript]) -> dict[str, CallEvidence]:
        """Of each call with words, in their order. Texts of many calls are embedded together, in half the time."""
        found: dict[str, CallEvidence] = {}
        spoken = ((call_id, one) for call_id, one in transcripts.items() if one.utterances)
        while group := list(islice(spoken, _CALLS_AT_A_TIME)):
            self._embedder.embed(utterance.text for _, one in group for utterance in one.utterances)
            found.update((call_id, self._gather(call_id, one)) for call_id, one in group)
        return found

    def _gather(self, call_id: str, transcript: Transcript) -> CallEvidence:
        """transcript: of this call, with at least one utterance."""
        record = self._records.get(call_id)
        texts = tuple(utterance.text for utterance in transcript.utterances)
        unknown = Conversation(texts, np.full((len(texts), 3), 1 / 3))
        log_odds = self._model.log_odds(unknown, self._names.words_of(record, texts), self._embedder)
        stated = tuple(u.role or _role_of_named_speaker(self._archive, u) for u in transcript.utterances)
        for question in QUESTIONS:
            for row, role in enumerate(stated):
                if role is not None:
                    log_odds[question][row] = STATED if role == question else -STATED
        user = self._archive.people.get(record.user_id) if record is not None and record.user_id else None
        other = self._of_extension.get(record.client_phone) if record is not None and record.client_phone else None
        channels = tuple(None if u.channel is None else str(u.channel) for u in transcript.utterances)
        groups = tuple(u.speaker or channel for u, channel in zip(transcript.utterances, channels, strict=True))
        return CallEvidence(
            record, channels, channels if groups == channels else groups, transcript.voices, transcript.outcome,
            user, other, stated, log_odds,
        )  # fmt: skip


def is_internal(archive: Archive, call: CallRecord | None) -> bool:
    """Both ends are ours: the other number is one of our extensions."""
    return call is not None and call.client_phone in people_by_extension(archive)


def people_by_extension(archive: Archive) -> dict[str, Person]:
    """Extension to whose it is; the first of several."""
    found: dict[str, Person] = {}
    for person in archive.people.values():
        if person.extension:
            found.setdefault(person.extension, person)
    return found


def _role_of_named_speaker(archive: Archive, utterance: Utterance) -> Role | None:
    """The role of one of our people whom the transcript names as the speaker (voices of VTT files)."""
    if utterance.speaker is None:  # nearly always: asking all people, of every utterance, would take minutes
        return None
    for person in archive.people.values():
        if utterance.speaker in (person.name, person.user_id):
            return "head" if person.role == "head" else "manager"
    return None
