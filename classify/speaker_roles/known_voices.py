"""What our people sound like, found from their own calls: the seller's voice comes back, the clients' do not.

Used where a recording mixes both sides and diarization gives a voice to each speaker. Voices are biometric: they live
for a run and are never written out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from transcribe.utterance import Voice

LEAST_PARTIES = 6  # other parties a voice must be heard with: with one client alone, both voices come back
MOST_CALLS = 200  # of one person, evenly over time: more tell no more, and voices are compared each with each
# Standard deviations between a person's own voice and all others, below which nobody is known: of noise with six
# parties one set in twenty passes, with ten one in a hundred or none (measured).
LEAST_CONTRAST = 2.5
ROUNDS = 3
# Log-odds. A voice may be alike by chance, or hoarse; and who does not sound like anybody known may be a new colleague.
MOST_FOR, MOST_AGAINST = 4.0, 2.5


@dataclass(frozen=True, slots=True)
class VoicedCall:
    """The voices of one call, and whose they may be."""

    user_id: str
    other_party: str  # whoever is at the other end: a voice heard with many parties is the user's
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class KnownVoice:
    """One person's voice, and how alike another recording of it is."""

    centre: np.ndarray  # unit length
    own: float  # median cosine similarity of the person's own recordings to the centre
    strangers: float  # the same of everybody else in the person's calls
    spread: float  # standard deviation of both, the larger one

    def log_odds(self, embedding: Sequence[float]) -> float:
        """That this is the person: two normal curves of one width."""
        alike = float(self.centre @ np.asarray(embedding))
        lean = (self.own - self.strangers) * (alike - (self.own + self.strangers) / 2) / self.spread**2
        return float(np.clip(lean, -MOST_AGAINST, MOST_FOR))


def learn_voices(calls: Iterable[VoicedCall]) -> dict[str, KnownVoice]:
    """User id to voice, for the users whose voice stands out. calls: in the order of time."""
    of_user: dict[str, list[VoicedCall]] = defaultdict(list)
    for call in calls:
        if call.voices:
            of_user[call.user_id].append(call)
    learned = {user_id: _learned(_evenly(its)) for user_id, its in of_user.items()}
    return {user_id: voice for user_id, voice in learned.items() if voice is not None}


def person_log_odds(known: Mapping[str, KnownVoice], user_id: str | None, voice: Voice) -> float:
    """Log-odds that a voice is this person's; 0 where the person's own is not known."""
    person = known.get(user_id or "")
    # Voices of another diarization model are of another dimension and cannot be compared.
    if person is None or len(person.centre) != len(voice.embedding):
        return 0.0
    return person.log_odds(voice.embedding)


def ours_log_odds(known: Mapping[str, KnownVoice], user_id: str | None, voice: Voice) -> float:
    """Log-odds that a voice is one of ours: the recorded user's or, where the call was put through, a colleague's.

    0 where nothing is known. The more colleagues there are, the likelier one of them is alike by chance.
    """
    colleagues = [their_id for their_id in known if their_id != user_id]
    alike = [person_log_odds(known, their_id, voice) - float(np.log(len(colleagues))) for their_id in colleagues]
    return max(person_log_odds(known, user_id, voice), *alike, -MOST_AGAINST)


def _evenly(calls: Sequence[VoicedCall]) -> Sequence[VoicedCall]:
    if len(calls) <= MOST_CALLS:
        return calls
    return [calls[place] for place in np.linspace(0, len(calls) - 1, MOST_CALLS).round().astype(int)]


def _learned(calls: Sequence[VoicedCall]) -> KnownVoice | None:
    dimension = len(calls[0].voices[0].embedding)
    calls = [call for call in calls if all(len(voice.embedding) == dimension for voice in call.voices)]
    parties = sorted({call.other_party for call in calls})
    if len(parties) < LEAST_PARTIES:
        return None
    voices = np.array([voice.embedding for call in calls for voice in call.voices])
    call_of = np.array([place for place, call in enumerate(calls) for _ in call.voices])
    party_of = np.array([parties.index(calls[place].other_party) for place in call_of])
    return _contrasted(voices, call_of, party_of)


def _centre(voices: np.ndarray, call_of: np.ndarray, party_of: np.ndarray) -> np.ndarray:
    """The voice that comes back with other parties, of unit length."""
    centre = voices[int(np.argmax(_support(voices, party_of)))]
    for _ in range(ROUNDS):
        best = _best_of_each(voices @ centre, call_of)
        # One voice for each party, so that a client who rings every day weighs no more than any other.
        mean = np.mean([voices[best][party_of[best] == party].mean(axis=0) for party in set(party_of[best])], axis=0)
        centre = mean / np.linalg.norm(mean)
    return np.asarray(centre)


def _support(voices: np.ndarray, party_of: np.ndarray) -> np.ndarray:
    """For each voice: how alike the most similar voice is in calls with another party, at the median party."""
    alike = voices @ voices.T
    parties = np.unique(party_of)
    by_party = np.column_stack([alike[:, party_of == party].max(axis=1) for party in parties])
    by_party[party_of[:, None] == parties] = np.nan
    return np.asarray(np.nanmedian(by_party, axis=1))


def _best_of_each(alike: np.ndarray, call_of: np.ndarray) -> np.ndarray:
    """Index of the most similar voice of each call."""
    order = np.lexsort((-alike, call_of))
    first = np.append(True, np.diff(call_of[order]) > 0)
    return np.asarray(order[first])


def _contrasted(voices: np.ndarray, call_of: np.ndarray, party_of: np.ndarray) -> KnownVoice | None:
    """How far the voice stands out, judged in calls with other parties than those it was found in.

    In the same calls even noise would stand out: its centre is made of what is most alike.
    """
    half = party_of % 2 == 1
    found_in = {side: _centre(voices[half == side], call_of[half == side], party_of[half == side]) for side in (0, 1)}
    alike = np.where(half, voices @ found_in[0], voices @ found_in[1])
    mine = np.zeros(len(voices), dtype=bool)
    mine[_best_of_each(alike, call_of)] = True
    if mine.all():  # one voice in every call: nothing to tell it from
        return None
    own, strangers = float(np.median(alike[mine])), float(np.median(alike[~mine]))
    spread = max(_spread(alike[mine]), _spread(alike[~mine]))
    if spread == 0 or (own - strangers) / spread < LEAST_CONTRAST:
        return None
    return KnownVoice(_centre(voices, call_of, party_of), own, strangers, spread)


def _spread(values: np.ndarray) -> float:
    """Standard deviation by the median deviation, which a few calls taken by a colleague do not widen."""
    return float(1.4826 * np.median(np.abs(values - np.median(values))))
