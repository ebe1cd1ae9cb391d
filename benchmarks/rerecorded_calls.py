"""Calls of a labelled archive as other phone systems would have recorded them: other channels, worse words, voices.

Every function takes transcripts that state the roles and returns some that do not; what is drawn by chance comes from
a generator that the caller seeds.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from classify.utterance_encoders.recognition_errors import heard_as
from deals.records import CallRecord
from transcribe.utterance import Transcript, Utterance, Voice

Calls = Mapping[str, Transcript]
Channels = Callable[[CallRecord], int]  # the recorded user's channel in a call

DIMENSION = 192
# Cosine similarity of a voice to another recording of it: typical of short telephone calls.
ALIKE = 0.6


def in_stereo(calls: Calls, records: Mapping[str, CallRecord], channel_of: Channels) -> dict[str, Transcript]:
    """The recorded user's words on one channel, everybody else's on the other. Inside the office by the roles."""
    told = {}
    for call_id, call in calls.items():
        users = channel_of(records[call_id])
        mine = said_by_user(call, records[call_id])
        told[call_id] = _told(call, [users if by_user else 1 - users for by_user in mine])
    return told


def said_by_user(call: Transcript, record: CallRecord, heads: frozenset[str] = frozenset()) -> list[bool]:
    """For each utterance whether the recorded user said it. heads: user ids of heads of sales."""
    if any(u.role == "client" for u in call.utterances):
        return [u.role != "client" for u in call.utterances]
    mine = "head" if record.user_id in heads else "manager"
    return [u.role == mine for u in call.utterances]


def _told(call: Transcript, channels: list[int]) -> Transcript:
    utterances = tuple(
        replace(u, role=None, channel=channel) for u, channel in zip(call.utterances, channels, strict=True)
    )
    return replace(call, utterances=utterances)


def misheard(calls: Calls, chance: random.Random) -> dict[str, Transcript]:
    """Every word as telephone speech recognition may write it, with the errors measured for the call's language."""
    return {
        call_id: replace(
            call, utterances=tuple(replace(u, text=heard_as(u.text, call.language, chance)) for u in call.utterances)
        )
        for call_id, call in calls.items()
    }  # fmt: skip


def with_one_side(calls: Calls, share: float, chance: random.Random) -> tuple[dict[str, Transcript], set[str]]:
    """In this share of calls only one side speaks, either one; and which calls these are."""
    halved = {call_id for call_id in calls if chance.random() < share}
    kept = {call_id: chance.random() < 0.5 for call_id in sorted(halved)}
    cut = {
        call_id: replace(
            call, utterances=tuple(u for u in call.utterances if (u.role == "client") == kept[call_id])
        ) if call_id in halved else call
        for call_id, call in calls.items()
    }  # fmt: skip
    return cut, halved


def with_hello(calls: Calls, records: Mapping[str, CallRecord]) -> dict[str, Transcript]:
    """Whoever is rung says hello first, as on every telephone; the labelled calls mostly begin after it."""
    greeted = {}
    for call_id, call in calls.items():
        role = "client" if records[call_id].direction == "out" else "manager"
        hello = "Hello?" if call.language == "en" else "Алло."
        first = Utterance(0, 0.0, 0.4, hello, role=role)  # type: ignore[arg-type]
        rest = (replace(u, index=u.index + 1) for u in call.utterances)
        greeted[call_id] = replace(call, utterances=(first, *rest))
    return greeted


class MadeVoices:
    """A voice for everybody: unit vectors, each recording of them with noise of its own."""

    def __init__(self, seed: int) -> None:
        self._random = np.random.default_rng(seed)
        self._voices: dict[str, np.ndarray] = {}

    def recorded(self, person: str, speaker: str) -> Voice:
        """The person's voice as one call has it."""
        own = self._voices.setdefault(person, self._direction())
        heard = np.sqrt(ALIKE) * own + np.sqrt(1 - ALIKE) * self._direction()
        return Voice(speaker, tuple((heard / np.linalg.norm(heard)).tolist()))

    def _direction(self) -> np.ndarray:
        drawn = self._random.normal(size=DIMENSION)
        return np.asarray(drawn / np.linalg.norm(drawn))


def diarized(
    calls: Calls, records: Mapping[str, CallRecord], wrong_share: float, chance: random.Random,
    voices: MadeVoices | None, heads: frozenset[str] = frozenset(),
) -> dict[str, Transcript]:  # fmt: skip
    """Mixed recordings with speakers, in random order; this share of utterances has the other speaker's label."""
    mixed = {}
    for call_id, call in calls.items():
        record = records[call_id]
        user, other = chance.sample(("S1", "S2"), 2)
        labels = [user if mine else other for mine in said_by_user(call, record, heads)]
        labels = [({user, other} - {label}).pop() if chance.random() < wrong_share else label for label in labels]
        known: tuple[Voice, ...] = ()
        if voices is not None:
            people = {user: record.user_id or call_id, other: record.client_phone or call_id}
            known = tuple(voices.recorded(people[label], label) for label in sorted(set(labels)))
        utterances = tuple(
            replace(u, role=None, speaker=label) for u, label in zip(call.utterances, labels, strict=True)
        )
        mixed[call_id] = replace(call, utterances=utterances, voices=known)
    return mixed
