"""How much there is to transcribe, and how much of it only because a setting changed; known before the work starts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipelines.speech_tools import SpeechTools
from pipelines.transcribe_calls import CallSource
from transcribe.kept_index import KeptSounds
from transcribe.transcription_settings import TranscriptionSettings

# These identities name the other settings too, so they differ whenever one of them does.
_PARTS_OF_IDENTITY = {"recogniser": {"model", "device", "compute_type"}, "diarization": {"device", "speakers"}}


@dataclass(frozen=True, slots=True)
class Recordings:
    count: int = 0
    audio_s: float | None = 0.0  # None: not known for all of them

    def __add__(self, source: CallSource) -> Recordings:
        known = None if self.audio_s is None or source.audio_s is None else self.audio_s + source.audio_s
        return Recordings(self.count + 1, known)


@dataclass(frozen=True, slots=True)
class WorkAhead:
    """Recordings of calls without a ready transcript, by what is kept of them. Missing files count nowhere."""

    kept: Recordings = Recordings()  # under the settings of this run
    changed: Recordings = Recordings()  # under others only: they are transcribed again
    new: Recordings = Recordings()
    changes: tuple[str, ...] = ()  # names of the settings that differ, see TranscriptStore.settings


def work_ahead(sources: Iterable[CallSource], tools: SpeechTools) -> WorkAhead:
    """Count before recognising. Raises OSError where what is kept cannot be read.

    Reads a recording only if its digest is not remembered and a kept one has its size; the digest is remembered then.
    """
    if tools.recogniser is None:
        return WorkAhead()
    settings = tools.store.settings(tools.recogniser, str(tools.languages))
    kept_sounds = tools.store.kept_sounds(settings)
    kept, changed, new = Recordings(), Recordings(), Recordings()
    others: set[TranscriptionSettings] = set()
    for source in sources:
        if source.recording is None or source.transcript is not None:
            continue
        try:
            state = _state(source.recording, tools, kept_sounds)
        except OSError:  # not counted: the transcription tries to read the same file, and reports it
            continue
        if state == "kept":
            kept += source
        elif state == "new":
            new += source
        else:
            changed += source
            others.add(state)
    return WorkAhead(kept, changed, new, _named_changes(settings.changed_from(other) for other in others))


def _state(recording: Path, tools: SpeechTools, kept: KeptSounds) -> Literal["kept", "new"] | TranscriptionSettings:
    """What is kept of a recording; settings are those that it was transcribed under before. Raises OSError."""
    recording.stat()  # a missing one must not count as new
    sound = tools.store.sound_among(recording, kept)
    if sound is None:
        return "new"
    return "kept" if kept.is_now(sound) else kept.other_settings(sound) or "new"


def _named_changes(changes: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    named: set[str] = set()
    for change in changes:
        named.update(name for name in change if _PARTS_OF_IDENTITY.get(name, set()).isdisjoint(change))
    return tuple(sorted(named))
