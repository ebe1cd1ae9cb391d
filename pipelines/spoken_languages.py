"""The languages of an archive that does not name them, from a sample of its recordings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipelines.run_settings import FolderNotWritable
from pipelines.speech_tools import SpeechTools
from pipelines.transcribe_calls import CallSource
from transcribe.atomic_file import write_whole
from transcribe.audio import RecordingError
from transcribe.call_language import (
    SAMPLE_CALLS,
    SpokenLanguages,
    archive_languages,
    language_of_call,
    windows_of,
)
from transcribe.prepared_recording import prepare_recording
from transcribe.recogniser import Recogniser

_FILE = "languages.json"


def needs_sample(sources: Sequence[CallSource], tools: SpeechTools) -> bool:
    """Whether recordings have to be heard to know their languages."""
    return tools.recogniser is not None and not tools.languages.named and any(_recordings(sources))


def with_found_languages(sources: Sequence[CallSource], tools: SpeechTools) -> SpeechTools:
    """The tools with the languages of the archive.

    The sample is heard once for a work folder, since the languages are part of what kept transcripts depend on: they
    must not change with every recording that is added. Recordings that cannot be read are passed over here.
    Raises FolderNotWritable.
    """
    recogniser = tools.recogniser
    assert recogniser is not None  # as needs_sample says
    file = tools.store.folder / _FILE
    known = _remembered(file, recogniser.identity)
    if known is None:
        known = _heard(_recordings(sources), recogniser)
        if not known:
            return tools
        content = {"recogniser": recogniser.identity, "languages": known}
        try:
            write_whole(file, json.dumps(content).encode())
        except OSError as error:
            raise FolderNotWritable(tools.store.folder, error.strerror or str(error)) from error
    return replace(tools, languages=SpokenLanguages(found=known))


def _recordings(sources: Sequence[CallSource]) -> list[Path]:
    return sorted(source.recording for source in sources if source.recording and not source.transcript)


def _remembered(file: Path, identity: str) -> tuple[str, ...] | None:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(content, dict) or content.get("recogniser") != identity:
        return None
    languages = content.get("languages")
    return tuple(languages) if isinstance(languages, list) else None


def _heard(recordings: Sequence[Path], recogniser: Recogniser) -> tuple[str, ...]:
    """From recordings evenly spread over the list, which is in the order of their names and so mostly of time."""
    count = min(SAMPLE_CALLS, len(recordings))
    sample = [recordings[number * len(recordings) // count] for number in range(count)]
    heard = (_language(recording, recogniser) for recording in sample)
    return archive_languages([language for language in heard if language])


def _language(recording: Path, recogniser: Recogniser) -> str | None:
    try:
        rows = prepare_recording(recording).rows
    except (RecordingError, OSError):  # reported when it is the recording's turn to be transcribed
        return None
    odds = [recogniser.language_odds(row.samples) for row in windows_of(rows)]
    return language_of_call(odds, ()) if odds else None
