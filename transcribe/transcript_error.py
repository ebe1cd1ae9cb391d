"""Why a ready transcript cannot be used."""

from __future__ import annotations


class TranscriptError(Exception):
    """A transcript file that does not follow archive format 1.

    code: transcript-missing, transcript-empty, transcript-unreadable (no access, not UTF-8),
    transcript-unknown-format (not .json, .vtt or .srt), transcript-bad-json, transcript-bad-field (missing or of
    the wrong kind), transcript-bad-time, transcript-bad-role, transcript-other-call (it names another call) or
    transcript-bad-cue (VTT or SRT syntax).
    detail: where and what, such as "utterances[3].end: -1" or "line 12: ...".
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
