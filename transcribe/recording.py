"""One recording becomes a transcript; many do in `transcribe.recognition_queue`."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from transcribe.call_language import SpokenLanguages
from transcribe.diarization import Diariser
from transcribe.prepared_recording import PreparedRecording, prepare_recording
from transcribe.recogniser import Recogniser
from transcribe.recognition_queue import RecognitionQueue
from transcribe.utterance import Transcript


@dataclass(slots=True)
class _OneCall:
    call_id: str
    path: Path
    diariser: Diariser | None
    transcripts: list[Transcript] = field(default_factory=list)

    def prepare(self) -> PreparedRecording:
        return prepare_recording(self.path, self.diariser)

    def names(self) -> tuple[str, ...]:
        return ()

    def finish(self, transcript: Transcript) -> None:
        self.transcripts.append(transcript)


def transcribe_recording(
    path: Path, call_id: str, recogniser: Recogniser, language: str | None, diariser: Diariser | None = None
) -> Transcript:
    """Recognise each side of a call and put what was said in time order.

    language: ISO 639-1, None to detect it. A recording in which nobody speaks gives a transcript without utterances.
    Raises RecordingError, LanguageNotSupported, OSError where the storage fails, and what the
    recogniser raises.
    """
    call = _OneCall(call_id, path, diariser)
    RecognitionQueue(recogniser, SpokenLanguages((language,) if language else ())).transcribe([call])
    return call.transcripts[0]
