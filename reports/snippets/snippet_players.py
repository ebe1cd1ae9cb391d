"""Where in a page each snippet is played: at the first quote of it; further ones lead there."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass

from classify.records import Evidence
from reports.snippets.snippet import Snippet, Snippets
from reports.texts import Texts
from transcribe.speech_mp3 import MEDIA_TYPE


@dataclass(frozen=True, slots=True)
class Player:
    anchor: str  # of the place in the page that plays it
    place: str  # call, time and length
    label: str  # for screen readers
    source: str  # data URI; empty where the page plays it in another place


class SnippetPlayers:
    """Gives each snippet to the first quote that asks for it, since a sound that stands twice takes twice the room."""

    def __init__(self, snippets: Snippets, texts: Texts) -> None:
        self._texts = texts
        self._snippets = {(snippet.call_id, snippet.index): snippet for snippet in snippets.kept}
        self._anchors: dict[tuple[str, int], str] = {}  # of those that have a place

    def of(self, evidence: Evidence) -> Player | None:
        """None for what cannot be listened to."""
        place = (evidence.call_id or "", -1 if evidence.index is None else evidence.index)
        if evidence.kind != "utterance" or (snippet := self._snippets.get(place)) is None:
            return None
        first = place not in self._anchors
        anchor = self._anchors.setdefault(place, f"listen-{len(self._anchors) + 1}")
        source = f"data:{MEDIA_TYPE};base64,{b64encode(snippet.sound).decode('ascii')}" if first else ""
        where = self._where(snippet)
        return Player(anchor, where, self._texts.text("snippets-label", place=where), source)

    def anchor(self, call_id: str, index: int) -> str:
        """Where the page plays an utterance, empty where it does not."""
        return self._anchors.get((call_id, index), "")

    def _where(self, snippet: Snippet) -> str:
        seconds, clock = round(snippet.end_s - snippet.start_s), self._texts.clock(snippet.start_s)
        return self._texts.text("snippets-place", call=snippet.call_id, clock=clock, seconds=seconds)


def snippet_sentences(snippets: Snippets, texts: Texts) -> Iterator[str]:
    """How many quotes can be listened to, and why others cannot; nothing where no quoted call has a recording."""
    counts = {
        "kept": len(snippets.kept), "left-out": snippets.left_out, "unheard": snippets.unheard,
        "withheld": snippets.withheld,
    }  # fmt: skip
    for name, count in counts.items():
        if count:
            yield texts.text(f"snippets-{name}", count=count)
