"""Who speaks: manager, head of sales or client, with a probability, from what the archive shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from classify.speaker_roles.call_evidence import STATED, CallEvidence, EvidenceGatherer
from classify.speaker_roles.channel_wiring import StereoCall, seller_channels, source_of
from classify.speaker_roles.known_voices import KnownVoice, VoicedCall, learn_voices, ours_log_odds, person_log_odds
from classify.speaker_roles.role_classifier import RoleClassifier
from classify.speaker_roles.speaker_sides import client_log_odds, pooled
from classify.speaker_roles.turn_taking import in_turns
from classify.utterance_encoders.conversation import ROLE_ORDER
from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder
from deals.records import Archive, CallRecord
from transcribe.utterance import Transcript, Utterance, Voice

ROLE_IS_CERTAIN = 0.8  # from here on a role is written down; below it stays empty and the doubt is carried on
# Fitted on archives that the words' model had not seen: what one voice says, summed, to log-odds of whose it is.
_POOLING = 1.34
_MANAGER, _HEAD, _CLIENT = range(3)
_STEREO_SHARE = 0.5  # of a source's calls on two channels: then one with a single channel is half silent, not mixed


@dataclass(frozen=True, slots=True)
class Cast:
    """Who speaks in a call: shape (n_utterances, 3) in ROLE_ORDER, rows sum to 1."""

    transcript: Transcript  # with the roles written in that are certain
    roles: np.ndarray


def cast_calls(
    archive: Archive, transcripts: Mapping[str, Transcript], model: RoleClassifier, embedder: SentenceEmbedder
) -> dict[str, Cast]:
    """Find the roles in every transcript. Stated roles are taken as they are."""
    return {cast.transcript.call_id: cast for cast in casts(archive, transcripts, model, embedder)}


def casts(
    archive: Archive, transcripts: Mapping[str, Transcript], model: RoleClassifier, embedder: SentenceEmbedder
) -> Iterator[Cast]:
    """The same one after the other, in the order of the transcripts: with all words, they take gigabytes."""
    calls = EvidenceGatherer(archive, model, embedder).gather_all(transcripts)
    channels = _seller_channels(calls)
    voices = learn_voices(_voiced(archive, calls))
    for call_id, transcript in transcripts.items():
        roles = np.zeros((0, 3))
        if (call := calls.get(call_id)) is not None:
            roles = _roles(call, channels.get(call_id), voices)
        yield Cast(_with_certain_roles(transcript, roles), roles)


def _seller_channels(calls: Mapping[str, CallEvidence]) -> dict[str, float]:
    """Call id to log-odds that channel 0 is the recorded user's, for the calls recorded on two channels."""
    stereo = []
    for call_id in _on_two_channels(calls):
        call = calls[call_id]
        # A machine's words say nothing of our side, and inside the office both sides are.
        tells = not call.internal and call.outcome in (None, "conversation")
        side = pooled(call.channels, call.log_odds["client"], _POOLING) if tells else {}
        record = call.record or CallRecord(call_id, None, None)
        stereo.append(StereoCall(record, side.get("1", 0.0) - side.get("0", 0.0)))
    return seller_channels(stereo)


def _on_two_channels(calls: Mapping[str, CallEvidence]) -> list[str]:
    """Calls with words on both channels, and of sources that mostly have such, calls with words on one of them."""
    channels = {call_id: set(call.channels) for call_id, call in calls.items()}
    source = {call_id: "" if call.record is None else source_of(call.record) for call_id, call in calls.items()}
    clients = [call_id for call_id, call in calls.items() if not call.internal]
    count = Counter(source[call_id] for call_id in clients)
    stereo = Counter(source[call_id] for call_id in clients if channels[call_id] == {"0", "1"})
    return [
        call_id
        for call_id, its in channels.items()
        if its == {"0", "1"}
        or (len(its) == 1 and None not in its and not calls[call_id].internal
            and stereo[source[call_id]] > _STEREO_SHARE * count[source[call_id]])
    ]  # fmt: skip


def _voiced(archive: Archive, calls: Mapping[str, CallEvidence]) -> Iterable[VoicedCall]:
    """Every call with voices, once for each of our people who may be heard in it."""
    for record in archive.calls:
        if (call := calls.get(record.call_id)) is None or not call.voices:
            continue
        party = record.client_phone or record.stated_deal_id or ""
        if call.user is not None:
            yield VoicedCall(call.user.user_id, party, call.voices)
        if call.other is not None:
            yield VoicedCall(call.other.user_id, record.user_id or "", call.voices)


def _roles(call: CallEvidence, user_on_first: float | None, voices: Mapping[str, KnownVoice]) -> np.ndarray:
    """Shape (n_utterances, 3). user_on_first: log-odds that channel 0 is the recorded user's; None: not in stereo."""
    if call.internal:
        head = _sigmoid(_head_log_odds(call, user_on_first, voices))
        roles = np.column_stack([1 - head, head, np.zeros_like(head)])
    else:
        client = _sigmoid(_client_log_odds(call, user_on_first, voices))
        roles = np.zeros((len(client), 3))
        roles[:, _CLIENT], roles[:, _HEAD if call.user_is_head else _MANAGER] = client, 1 - client
    for row, role in enumerate(call.stated):
        if role is not None:
            roles[row] = np.eye(3)[ROLE_ORDER.index(role)]
    return roles


def _head_log_odds(call: CallEvidence, user_on_first: float | None, voices: Mapping[str, KnownVoice]) -> np.ndarray:
    evidence, groups = call.log_odds["head"], call.groups
    if not call.one_head:
        return np.full(len(evidence), STATED if call.user_is_head else -STATED)
    side = pooled(groups, evidence, _POOLING)
    if len(side) < 2:  # a single channel carries both of us, who take turns
        return in_turns(_POOLING * evidence)
    if user_on_first is not None and call.user is not None and set(side) == {"0", "1"}:
        head_on_first = user_on_first if call.user_is_head else -user_on_first
        side = {"0": side["0"] + head_on_first, "1": side["1"]}
    for voice in call.voices:
        if voice.speaker in side:
            side[voice.speaker] += _head_by_voice(call, voices, voice)
    return _of_groups(groups, client_log_odds(side), evidence)


def _head_by_voice(call: CallEvidence, voices: Mapping[str, KnownVoice], voice: Voice) -> float:
    """Log-odds that this is the voice of the one who is head, and not of the one who is not."""
    assert call.other is not None
    user = person_log_odds(voices, call.user.user_id if call.user is not None else None, voice)
    other = person_log_odds(voices, call.other.user_id, voice)
    return user - other if call.user_is_head else other - user


def _client_log_odds(call: CallEvidence, user_on_first: float | None, voices: Mapping[str, KnownVoice]) -> np.ndarray:
    evidence = call.log_odds["client"]
    if user_on_first is not None:
        first = np.array([channel == "0" for channel in call.channels])
        return np.where(first, -user_on_first, user_on_first)
    groups = call.groups
    side = pooled(groups, evidence, _POOLING)
    if len(side) < 2:
        return evidence if side else in_turns(evidence)
    user_id = call.user.user_id if call.user is not None else None
    for voice in call.voices:
        if voice.speaker in side:
            side[voice.speaker] -= ours_log_odds(voices, user_id, voice)
    return _of_groups(groups, client_log_odds(side), evidence)


def _of_groups(groups: Sequence[str | None], found: Mapping[str, float], evidence: np.ndarray) -> np.ndarray:
    """What was found of each group; a text of no group speaks for itself."""
    return np.array([own if group is None else found[group] for group, own in zip(groups, evidence, strict=True)])


def _with_certain_roles(transcript: Transcript, roles: np.ndarray) -> Transcript:
    certain = [ROLE_ORDER[int(np.argmax(row))] if row.max() >= ROLE_IS_CERTAIN else None for row in roles]
    utterances = tuple(
        u if u.role == role else replace(u, role=role) for u, role in zip(transcript.utterances, certain, strict=True)
    )
    return replace(transcript, utterances=utterances)


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
