"""Who speaks: manager, head of sales or client, with a probability, from what the archive shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.linear_model import LogisticRegression, Ridge

from classify.conversation import ROLE_ORDER, Conversation, neighbour_features
from classify.sentence_embeddings import SentenceEmbedder
from deals.records import Archive, CallRecord
from transcribe.utterance import Role, Transcript, Utterance

ROLE_IS_CERTAIN = 0.8  # from here on a role is written down; below it stays empty and the doubt is carried on
# A phone system puts the seller on the same channel in every call of one direction. Single calls are recognised
# right nine times in ten, so three quarters of the calls agreeing means that all of them are wired so.
CONSISTENT_SHARE = 0.75
LEAST_VOTES = 8
SWITCH = 0.75  # chance that the next utterance is the other side's, where voices are not told apart
_HELD_OUT_SLOPE = 0.7  # the curve is fitted on texts the regression has seen, and is that much too steep for others
_SURE = 8.0  # log-odds of a channel that the whole archive agrees on
_MANAGER, _HEAD, _CLIENT = range(3)
_Q = ("client", "head")  # the two questions asked of each text


class RoleClassifier(BaseEstimator):
    """Log-odds that a text is the client's, and that a text of ours is the head's (in calls among ourselves)."""

    def __init__(self, *, penalty: float = 80.0) -> None:
        self.penalty = penalty

    def fit(self, conversations: Sequence[Conversation], embedder: SentenceEmbedder) -> RoleClassifier:
        """conversations: with certain roles (0 or 1)."""
        roles = np.concatenate([c.roles for c in conversations])
        among_us = np.concatenate([np.full(len(c.texts), c.roles[:, _CLIENT].sum() == 0) for c in conversations])
        features = neighbour_features(conversations, embedder)
        self.weights_: dict[str, np.ndarray] = {}
        for question, rows, target in (
            ("client", np.arange(len(roles)), roles[:, _CLIENT]),
            ("head", np.flatnonzero(among_us), roles[among_us, _HEAD]),
        ):
            ridge = Ridge(alpha=self.penalty, solver="cholesky").fit(features[rows], target)
            curve = LogisticRegression(C=1000.0).fit(ridge.predict(features[rows])[:, None], target > 0.5)
            slope = _HELD_OUT_SLOPE * curve.coef_[0, 0]
            bias = slope * (ridge.intercept_ - 0.5)
            self.weights_[question] = np.append(slope * ridge.coef_, bias).astype(np.float32)
        return self

    def log_odds(self, conversation: Conversation, embedder: SentenceEmbedder) -> dict[str, np.ndarray]:
        """Question ("client", "head") to an array of shape (n_texts,)."""
        features = neighbour_features([conversation], embedder)
        return {question: features @ weights[:-1] + weights[-1] for question, weights in self.weights_.items()}

    def to_arrays(self) -> dict[str, np.ndarray]:
        return {"penalty": np.array(self.penalty)} | {q: self.weights_[q].astype(np.float16) for q in _Q}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> RoleClassifier:
        model = cls(penalty=float(arrays["penalty"]))
        model.weights_ = {question: arrays[question].astype(np.float32) for question in _Q}
        return model


@dataclass(frozen=True, slots=True)
class Cast:
    """Who speaks in a call: shape (n_utterances, 3) in ROLE_ORDER, rows sum to 1."""

    transcript: Transcript  # with the roles written in that are certain
    roles: np.ndarray


def cast_calls(
    archive: Archive, transcripts: Mapping[str, Transcript], model: RoleClassifier, embedder: SentenceEmbedder
) -> dict[str, Cast]:
    """Find the roles in every transcript. Stated roles are taken as they are."""
    records = {call.call_id: call for call in archive.calls}
    evidence = {
        call_id: model.log_odds(Conversation(_texts(t), np.full((len(t.utterances), 3), 1 / 3)), embedder)
        for call_id, t in transcripts.items() if t.utterances
    }  # fmt: skip
    leads = _channel_leads(archive, transcripts, evidence, records)
    wiring = {way: _wiring(lead, leads["in"] + leads["out"]) for way, lead in leads.items()}
    cast = {}
    for call_id, transcript in transcripts.items():
        roles = np.zeros((0, 3))
        if transcript.utterances:
            call = records.get(call_id)
            channel = wiring.get(call.direction) if call is not None and call.direction else None
            roles = _roles_of_call(archive, call, transcript, evidence[call_id], channel)
        cast[call_id] = Cast(_with_certain_roles(transcript, roles), roles)
    return cast


def is_internal(archive: Archive, call: CallRecord | None) -> bool:
    """Both ends are ours: the other number is one of our extensions."""
    if call is None or not call.client_phone:
        return False
    return call.client_phone in {person.extension for person in archive.people.values() if person.extension}


def _roles_of_call(
    archive: Archive, call: CallRecord | None, transcript: Transcript, evidence: Mapping[str, np.ndarray],
    seller_channel: int | None,
) -> np.ndarray:  # fmt: skip
    ours = archive.people.get(call.user_id) if call is not None and call.user_id else None
    if is_internal(archive, call):
        other = next(
            (p for p in archive.people.values() if call is not None and p.extension == call.client_phone), None
        )
        head_there = any(person is not None and person.role == "head" for person in (ours, other))
        head = (
            _sigmoid(_head_log_odds(transcript, evidence["head"]))
            if head_there
            else np.zeros(len(transcript.utterances))
        )
        roles = np.column_stack([1 - head, head, np.zeros_like(head)])
    else:
        client = _sigmoid(_client_log_odds(transcript, evidence["client"], seller_channel))
        seller = _HEAD if ours is not None and ours.role == "head" else _MANAGER
        roles = np.zeros((len(client), 3))
        roles[:, _CLIENT], roles[:, seller] = client, 1 - client
    for row, utterance in enumerate(transcript.utterances):
        if (stated := utterance.role or _role_of_named_speaker(archive, utterance)) is not None:
            roles[row] = np.eye(3)[ROLE_ORDER.index(stated)]
    return roles


def _head_log_odds(transcript: Transcript, evidence: np.ndarray) -> np.ndarray:
    told_apart = len({group for group in _groups(transcript) if group is not None}) > 1
    return _by_group(transcript, evidence) if told_apart else _in_turns(evidence)


def _client_log_odds(transcript: Transcript, evidence: np.ndarray, seller_channel: int | None) -> np.ndarray:
    channels = np.array([-1 if u.channel is None else u.channel for u in transcript.utterances])
    if seller_channel is not None and (channels >= 0).all():
        return np.where(channels == seller_channel, -_SURE, _SURE)
    groups = np.array([group or "" for group in _groups(transcript)])
    names = sorted(set(groups.tolist()))
    if len(names) == 2 and "" not in names:  # two voices: one is the client, the other is not
        first = groups == names[0]
        lead = evidence[first].sum() - evidence[~first].sum()
        return np.where(first, lead, -lead)
    return _by_group(transcript, evidence) if any(names) else _in_turns(evidence)


def _channel_leads(
    archive: Archive, transcripts: Mapping[str, Transcript], evidence: Mapping[str, Mapping[str, np.ndarray]],
    records: Mapping[str, CallRecord],
) -> dict[str, list[float]]:  # fmt: skip
    """Direction to one number per stereo call with a client: above 0 where channel 0 sounds more like the client."""
    leads: dict[str, list[float]] = {"in": [], "out": []}
    for call_id, seen in evidence.items():
        call = records.get(call_id)
        channels = np.array([-1 if u.channel is None else u.channel for u in transcripts[call_id].utterances])
        if call is None or call.direction is None or is_internal(archive, call) or set(channels.tolist()) != {0, 1}:
            continue
        leads[call.direction].append(float(seen["client"][channels == 0].sum() - seen["client"][channels == 1].sum()))
    return leads


def _wiring(leads: Sequence[float], all_leads: Sequence[float]) -> int | None:
    """The seller's channel in calls of one direction.

    Some systems put the caller on one channel, so that the directions differ. Where this direction has too few calls
    to tell, all calls together do, unless its few say otherwise.
    """
    if len(leads) >= LEAST_VOTES:
        return _agreed_channel(leads)
    together = _agreed_channel(all_leads)
    return together if together is not None and together == int(sum(leads) >= 0) else None


def _agreed_channel(leads: Sequence[float]) -> int | None:
    """The seller's channel if calls, weighted by how clear they are, agree on one."""
    clearness = sum(abs(lead) for lead in leads)
    if len(leads) < LEAST_VOTES or clearness == 0:
        return None
    share = sum(lead for lead in leads if lead > 0) / clearness
    if max(share, 1 - share) < CONSISTENT_SHARE:
        return None
    return int(share >= 0.5)


def _in_turns(evidence: np.ndarray) -> np.ndarray:
    """Log-odds per text, smoothed by the habit of taking turns: forward-backward over two states.

    Source: Rabiner, A tutorial on hidden Markov models, Proceedings of the IEEE 77(2), 1989, section III.
    """
    step = np.array([[1 - SWITCH, SWITCH], [SWITCH, 1 - SWITCH]])
    seen = np.column_stack([np.ones_like(evidence), np.exp(np.clip(evidence, -20, 20))])  # columns: ours, client
    forward, backward = np.ones((len(seen), 2)) / 2, np.ones((len(seen), 2)) / 2
    for i in range(len(seen)):
        before = forward[i - 1] @ step if i else np.ones(2) / 2
        forward[i] = before * seen[i] / (before @ seen[i])
    for i in range(len(seen) - 2, -1, -1):
        after = step @ (seen[i + 1] * backward[i + 1])
        backward[i] = after / after.sum()
    both = forward * backward
    return np.log(np.clip(both[:, 1], 1e-9, None)) - np.log(np.clip(both[:, 0], 1e-9, None))


def _groups(transcript: Transcript) -> list[str | None]:
    return [u.speaker or (None if u.channel is None else str(u.channel)) for u in transcript.utterances]


def _by_group(transcript: Transcript, evidence: np.ndarray) -> np.ndarray:
    """Evidence pooled over everything one voice says; where voices are not told apart, each text for itself."""
    groups = _groups(transcript)
    known = {group for group in groups if group is not None}
    if len(known) < 2:  # a single channel may carry both of us (a call inside the office)
        return evidence
    pooled = {group: evidence[[g == group for g in groups]].sum() for group in known}
    return np.array([evidence[i] if group is None else pooled[group] for i, group in enumerate(groups)])


def _role_of_named_speaker(archive: Archive, utterance: Utterance) -> Role | None:
    """The role of one of our people whom the transcript names as the speaker (voices of VTT files)."""
    for person in archive.people.values():
        if utterance.speaker is not None and utterance.speaker in (person.name, person.user_id):
            return "head" if person.role == "head" else "manager"
    return None


def _with_certain_roles(transcript: Transcript, roles: np.ndarray) -> Transcript:
    certain = [ROLE_ORDER[int(np.argmax(row))] if row.max() >= ROLE_IS_CERTAIN else None for row in roles]
    utterances = tuple(replace(u, role=role) for u, role in zip(transcript.utterances, certain, strict=True))
    return replace(transcript, utterances=utterances)


def _texts(transcript: Transcript) -> tuple[str, ...]:
    return tuple(utterance.text for utterance in transcript.utterances)


def _sigmoid(log_odds: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -50, 50))))  # beyond, exp of long calls overflows


def stated_roles(utterances: Iterable[Utterance]) -> np.ndarray:
    """Roles as the transcript states them, shape (n_utterances, 3); ValueError where one is missing."""
    roles = []
    for utterance in utterances:
        if utterance.role is None:
            raise ValueError(f"utterance {utterance.index} states no role")
        roles.append(np.eye(3)[ROLE_ORDER.index(utterance.role)])
    return np.array(roles).reshape(-1, 3)
