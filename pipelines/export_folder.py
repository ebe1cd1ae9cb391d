"""One file for each call and format, written as soon as the call is finished."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import get_args

from pipelines.export_names import OURS, export_names
from pipelines.run_settings import ExportFormat, FolderNotWritable
from reports.texts import LANGUAGES, Language, Texts
from transcribe.atomic_file import write_whole
from transcribe.rttm import to_rttm
from transcribe.transcript_exports import SideNames, to_srt, to_txt, to_vtt
from transcribe.transcript_files import to_json
from transcribe.utterance import Role, Suspicion, Transcript

ROLES: tuple[Role, ...] = get_args(Role)
SUSPICIONS: tuple[Suspicion, ...] = get_args(Suspicion)
RECORD = f"{OURS}.json"


class ExportFolder:
    """Writes transcripts into a folder; holds none of them.

    fallback: the language in which the sides are named for a call whose own has no texts of ours. It follows the
    archive rather than the terminal, so that the same transcript gives the same file wherever the command is given.
    """

    def __init__(
        self, folder: Path, formats: Sequence[ExportFormat], call_ids: Collection[str], fallback: Language
    ) -> None:
        self.folder = folder
        self.changed_names = export_names(call_ids)  # call id to file name, where these differ
        self.written = 0
        self.unchanged = 0
        self._formats = formats
        self.fallback = fallback
        self._texts = {language: Texts(language) for language in LANGUAGES}
        self._names = {language: side_names(texts) for language, texts in self._texts.items()}

    def write(self, transcript: Transcript) -> None:
        """All formats of one call. A file that holds the same already is left alone. Raises FolderNotWritable."""
        name = self.changed_names.get(transcript.call_id, transcript.call_id)
        for form in self._formats:
            content = self._content(transcript, form)
            if not content:  # nothing can be said in this format: nobody spoke, or nothing tells who
                continue
            try:
                self._write_changed(self.folder / f"{name}.{form}", content.encode())
            except OSError as error:
                raise FolderNotWritable(self.folder, error.strerror or str(error)) from error

    def forget_record(self) -> None:
        """Remove the record of an earlier command: one stands beside the files that it describes. Raises OSError."""
        (self.folder / RECORD).unlink(missing_ok=True)

    def settle(self) -> None:
        """Make what was written outlast a loss of power; once for all files, where the system can do that."""
        if hasattr(os, "sync"):
            os.sync()

    def _write_changed(self, path: Path, content: bytes) -> None:
        if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
            self.unchanged += 1
            return
        write_whole(path, content, durable=False)
        self.written += 1

    def _content(self, transcript: Transcript, form: ExportFormat) -> str:
        language = self._language(transcript)
        names = self._names[language]
        match form:
            case "json":
                return to_json(transcript)
            case "vtt":
                return to_vtt(transcript, names)
            case "srt":
                return to_srt(transcript, names)
            case "txt":
                return to_txt(transcript, names, heading(transcript, self._texts[language]))
            case "rttm":
                return to_rttm(transcript)

    def _language(self, transcript: Transcript) -> Language:
        return next((language for language in LANGUAGES if language == transcript.language), self.fallback)


def side_names(texts: Texts) -> SideNames:
    """How the sides of a call are called in that language."""
    return SideNames(
        roles={role: texts.text(f"role-{role}") for role in ROLES},
        channels=(texts.text("side-channel", number=1), texts.text("side-channel", number=2)),
        unknown=texts.text("side-unknown"),
        suspect={kind: texts.text(f"suspect-{kind.replace('_', '-')}") for kind in SUSPICIONS},
    )


def heading(transcript: Transcript, texts: Texts) -> str:
    """The call's id, and how it went if that is known."""
    if transcript.outcome is None:
        return transcript.call_id
    return f"{transcript.call_id} · {texts.text('call-outcome-' + transcript.outcome.replace('_', '-'))}"
