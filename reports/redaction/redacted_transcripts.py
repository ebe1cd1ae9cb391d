"""Transcripts that are handed on by themselves, with their personal data masked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from deals.problems import Problem
from deals.records import Archive
from reports.redaction.parties import Parties
from reports.redaction.personal_span import PersonalSpan
from reports.redaction.redactor import Redactor
from reports.texts import Texts
from transcribe.utterance import Transcript

PERSONAL_COLUMNS = frozenset({"name", "company", "phones", "client_phone", "extension"})


class TranscriptRedaction:
    """Masks the calls of one folder. Masks are numbered as the calls come, the same in all of them.

    archive: None for a folder of recordings only: then nobody is known by name beforehand.
    """

    def __init__(self, archive: Archive | None, texts: Texts) -> None:
        known = archive or Archive(Path(), "", "auto", ZoneInfo("UTC"), None, date.max)
        self._texts = texts
        self._redactor = Redactor(known, texts)
        self._parties = Parties(known)

    def call_id(self, call_id: str) -> str:
        """The id, masked where it is made of a number or a name."""
        return self._redactor.redact_id(call_id)

    def transcript(self, transcript: Transcript) -> Transcript:
        """The transcript, masked."""
        texts = [said.text for said in transcript.utterances]
        spans = self._redactor.utterance_spans(texts, self._parties.of(transcript.call_id, None))
        return masked_transcript(transcript, spans, self._redactor)

    def problem(self, problem: Problem) -> Problem:
        return redacted_problem(problem, self._redactor, self._texts)

    def folder(self, path: Path) -> str:
        return redacted_folder(path, self._redactor)


def masked_transcript(
    transcript: Transcript, spans: Sequence[Sequence[PersonalSpan]], redactor: Redactor
) -> Transcript:
    """The transcript with masks for the spans of its utterances; without voices and the names that were put right."""
    utterances = tuple(
        replace(
            said,
            text=redactor.masked(said.text, its),
            speaker=redactor.redact_text(said.speaker) if said.speaker else said.speaker,
        )
        for said, its in zip(transcript.utterances, spans, strict=True)
    )
    call_id = redactor.redact_id(transcript.call_id)
    return replace(transcript, call_id=call_id, utterances=utterances, voices=(), renamed=())


def redacted_problem(problem: Problem, redactor: Redactor, texts: Texts) -> Problem:
    """A cell for a name or a number that could not be read is hidden whole: nothing tells what is in it."""
    hidden = bool(problem.value) and problem.column in PERSONAL_COLUMNS
    value = redactor.redact_text(problem.value) if problem.value is not None else None
    details: Mapping[str, str] = {name: redactor.redact_text(text) for name, text in problem.details.items()}
    file = redactor.redact_id(problem.file)
    return replace(problem, file=file, value=texts.text("mask-value") if hidden else value, details=details)


def redacted_folder(path: Path, redactor: Redactor) -> str:
    """The last part of a path: what lies above it names users of this computer."""
    return redactor.redact_id(redactor.redact_text(path.name))
