"""What was said in a call, as typed records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["manager", "head", "client"]
# What Whisper invents: subtitle credits, talk of video channels, everyday phrases, captions of sounds, loops.
InventedKind = Literal["credit", "channel", "everyday", "caption", "loop"]

# What became of a call; `transcribe.call_outcome` says how it is told. "unreadable" is never a transcript's.
Outcome = Literal["conversation", "voicemail", "no_answer", "ivr", "silence", "unreadable"]

# Why recognised words are doubtful: the text goes round in circles, its words are improbable, the recogniser itself
# believes that nobody speaks, or nobody speaks so fast or so slowly.
Suspicion = Literal["loop", "improbable", "no_speech", "speech_rate"]


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one speaker said without a break. Times count from the start of the recording, in seconds."""

    index: int  # from 0 within the call; kept in every output that refers to the utterance
    start_s: float
    end_s: float
    text: str  # as recognised: no case folding, numbers not normalised
    channel: int | None = None  # 0 or 1 in a stereo recording, None where not known
    speaker: str | None = None  # diarization label, None where not known
    role: Role | None = None  # as stated by the input; `classify.speaker_roles.roles` fills in what is missing
    confidence: float | None = None  # exp of the mean token log-probability, 0 to 1; None for ready transcripts
    suspect: Suspicion | None = None  # kept all the same: speech dropped is worse than speech doubted


@dataclass(frozen=True, slots=True)
class Renamed:
    """Words that sounded like a name of the archive and were taken for it after a second hearing."""

    heard: str
    name: str


@dataclass(frozen=True, slots=True)
class Voice:
    """What one speaker of a mixed recording sounds like. Biometric: kept for a run, never exported."""

    speaker: str  # as in Utterance.speaker
    embedding: tuple[float, ...]  # of unit length; its dimension depends on the diarization's model


@dataclass(frozen=True, slots=True)
class Transcript:
    """All utterances of one call, in time order."""

    call_id: str
    language: str | None
    utterances: tuple[Utterance, ...]
    source: Literal["file", "recognised"] = "file"
    invented_cut: tuple[InventedKind, ...] = ()  # phrases the recogniser invented and that are not in the utterances
    outcome: Outcome | None = None  # None where not told yet
    voices: tuple[Voice, ...] = ()  # of a diarized recording
    renamed: tuple[Renamed, ...] = ()  # in the order of the words of each channel
    vad_overruled: int = 0  # channels in which the voice activity detector was not believed
