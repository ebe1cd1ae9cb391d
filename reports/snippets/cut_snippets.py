"""Snippets cut out of an archive's recordings, while they are at hand: at the run."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from classify.records import Evidence
from deals.records import Archive
from reports.run_result import RunResult
from reports.snippets.snippet import Snippet, Snippets, quoted_utterances, snippet_span
from transcribe.audio import RecordingError
from transcribe.recording_excerpt import recording_excerpt
from transcribe.speech_mp3 import mp3_bytes

# Of the page. With it and its usual 1 to 2.5 MB a report of 40 deals stays below 8 MB; `html_report` sees to it that
# one with more text does too.
ROOM_BYTES = 5_000_000


def cut_snippets(result: RunResult, room: int = ROOM_BYTES) -> Snippets:
    """Snippets of the quotes of flagged deals whose calls have a recording; the run must not be masked.

    A recording that is missing or cannot be read there costs its own snippets only. Those without room are not cut.
    """
    quotes = quoted_utterances(result.analysis.rankings)
    recordings = _recordings(result.archive, quotes)
    kept: list[Snippet] = []
    unheard, spoken = 0, [quote for quote in quotes if quote.call_id in recordings]
    for quote in spoken:
        try:
            snippet = _cut(quote, recordings[quote.call_id or ""])
        except (RecordingError, OSError):
            unheard += 1
            continue
        room -= snippet.page_bytes
        if room < 0:
            break
        kept.append(snippet)
    return Snippets(tuple(kept), left_out=len(spoken) - len(kept) - unheard, unheard=unheard)


def _recordings(archive: Archive, quotes: Iterable[Evidence]) -> dict[str, Path]:
    wanted = {quote.call_id for quote in quotes}
    return {
        call.call_id: archive.path / call.recording
        for call in archive.calls
        if call.recording and call.call_id in wanted
    }


def _cut(quote: Evidence, recording: Path) -> Snippet:
    assert quote.call_id is not None
    assert quote.index is not None
    start_s, end_s = snippet_span(quote)
    sound = mp3_bytes(recording_excerpt(recording, start_s, end_s))
    return Snippet(quote.call_id, quote.index, start_s, end_s, sound)
