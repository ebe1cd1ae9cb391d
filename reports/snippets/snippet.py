"""What can be listened to in a report, and which quotes come first where there is no room for all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from classify.records import ErrorLoss, Evidence, Rankings, Revival
from reports.evidence_text import MOST_EVIDENCE

MARGIN_S = 1.5  # before and after the utterance: one hears who speaks, and what is answered
USUAL_S = 15.0  # most of an utterance with its margins; margins give way before words do
LONGEST_S = 30.0  # most of an utterance: a file may well say that somebody spoke for an hour
TAG_BYTES = 700  # of a page, for a snippet's player and the links to it


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a recording around an utterance. Times in seconds from the start of the recording."""

    call_id: str
    index: int  # of the utterance
    start_s: float
    end_s: float
    sound: bytes  # MP3, see transcribe.speech_mp3

    @property
    def page_bytes(self) -> int:
        """What it takes of a page: in base64 three bytes are four characters."""
        return -(-len(self.sound) // 3) * 4 + TAG_BYTES


@dataclass(frozen=True, slots=True)
class Snippets:
    """Of one run. The counts are of quotes whose call has a recording, and that cannot be listened to all the same."""

    kept: tuple[Snippet, ...] = ()  # those that most rests on first
    left_out: int = 0  # for want of room
    unheard: int = 0  # the recording is missing or cannot be read there
    withheld: int = 0  # personal data is said in them

    def within(self, room: int) -> Snippets:
        """As many of the first ones as fit into so many bytes of a page."""
        fitting = list(_fitting(self.kept, room))
        return replace(self, kept=tuple(fitting), left_out=self.left_out + len(self.kept) - len(fitting))


NO_SNIPPETS = Snippets()


def snippet_span(evidence: Evidence) -> tuple[float, float]:
    """From when to when in the recording an utterance is listened to."""
    assert evidence.start_s is not None
    start_s = max(0.0, evidence.start_s - MARGIN_S)
    said_s = evidence.start_s if evidence.end_s is None else evidence.end_s
    end_s = min(said_s + MARGIN_S, max(start_s + USUAL_S, said_s), start_s + LONGEST_S)
    return round(start_s, 3), round(end_s, 3)


def quoted_utterances(rankings: Rankings) -> list[Evidence]:
    """What the report quotes from calls of flagged deals, each once, in the order in which room is given.

    The heaviest of each deal comes first, by the ranks of both lists; then what speaks most against each; then the
    second of each, and so on: no claim is heard from one side only.
    """
    revivals = [revival for revival in rankings.revive if revival.flagged]
    losses = [loss for loss in rankings.error_loss if loss.flagged]
    by_rank = (claim for pair in zip_longest(revivals, losses) for claim in pair if claim is not None)
    rounds = zip_longest(*(_spoken(claim) for claim in by_rank))
    pieces = (piece for turn in rounds for piece in turn if piece is not None)
    once: dict[tuple[str | None, int | None], Evidence] = {}
    for piece in pieces:
        once.setdefault((piece.call_id, piece.index), piece)
    return list(once.values())


def _spoken(claim: Revival | ErrorLoss) -> Iterator[Evidence]:
    steps = [fact.source for fact in claim.next_step.facts] if isinstance(claim, Revival) else []
    sides = (filter(_is_spoken, side) for side in (claim.evidence[:MOST_EVIDENCE], claim.against, steps))
    return (piece for turn in zip_longest(*sides) for piece in turn if piece is not None)


def _is_spoken(piece: Evidence) -> bool:
    return piece.kind == "utterance" and None not in (piece.call_id, piece.index, piece.start_s)


def _fitting(snippets: Iterable[Snippet], room: int) -> Iterator[Snippet]:
    for snippet in snippets:
        room -= snippet.page_bytes
        if room < 0:
            return
        yield snippet
