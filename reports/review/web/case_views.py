"""A case as its page shows it: the claim in words, its evidence, and the deal's course with the calls' whole words.

The verdict-independent part only, so that it can be kept: it is the same for everybody who may see the case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from classify.records import ErrorLoss, Evidence, Revival
from deals.records import CallRecord
from reports.case_records import CaseRecords
from reports.deal_cards import DealCard, DealCards, EvidenceItem
from reports.deal_timeline import DealTimelines, TimelineEvent
from reports.review.store.latest_uses import LatestUses
from reports.texts import Language, Texts
from transcribe.utterance import Transcript, Utterance

KEPT_VIEWS = 200  # of the latest cases; one of a long deal takes some hundred kilobytes
_LIKELIHOOD_FACTS = ("deal-expected", "deal-expected-basis")  # their values hold the probability


@dataclass(frozen=True, slots=True)
class HeardSignal:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class SaidLine:
    """An utterance of a call, whole."""

    index: int
    start_s: float
    end_s: float
    clock: str
    who: str
    side: str
    words: str
    cited: bool
    doubtful: bool
    signals: tuple[HeardSignal, ...]


@dataclass(frozen=True, slots=True)
class CallView:
    call_id: str
    title: str
    recorded: bool  # there is a recording, as far as the archive says
    two_channels: bool
    lines: tuple[SaidLine, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence, and where to listen to it."""

    item: EvidenceItem
    call_id: str | None
    start_s: float | None
    index: int | None
    recorded: bool


@dataclass(frozen=True, slots=True)
class CaseEvent:
    event: TimelineEvent
    call: CallView | None


@dataclass(frozen=True, slots=True)
class CaseView:
    card: DealCard
    claim: Revival | ErrorLoss
    facts: tuple[tuple[str, str], ...]  # without those that tell how likely the claim is
    likelihood_facts: tuple[tuple[str, str], ...]
    evidence: tuple[Proof, ...]
    against: tuple[Proof, ...]
    events: tuple[CaseEvent, ...]
    undated: tuple[CallView, ...]  # calls whose time the archive does not tell
    left_out: int  # older events


class CaseViews:
    """Makes the views, and keeps the latest."""

    def __init__(self) -> None:
        self._kept: LatestUses[tuple[int, Language], CaseView] = LatestUses(KEPT_VIEWS)

    def of(self, case_id: int, records: Callable[[], CaseRecords], texts: Texts, redacted: bool) -> CaseView:
        """records: asked for only where the view is not kept; whether it may be seen has been decided before."""
        return self._kept.get((case_id, texts.language), lambda: case_view(records(), texts, redacted))


def case_view(records: CaseRecords, texts: Texts, redacted: bool) -> CaseView:
    """redacted: of a masked run no recording is played, since what the page masks would be heard."""
    claim, archive = records.claim, records.archive
    cards = DealCards(archive, texts)
    rankings = records.analysis.rankings
    card = (*cards.revivals(rankings.revive), *cards.losses(rankings.error_loss))[0]
    steps = [fact.source for fact in claim.next_step.facts] if isinstance(claim, Revival) else []
    cited = (*claim.evidence, *claim.against, *steps)
    told, left_out = DealTimelines(records, {claim.deal_id: cited}, texts).of(archive.deals[claim.deal_id])
    calls = _calls(records, cited, texts, redacted)
    likelihood = tuple(texts.text(label) for label in _LIKELIHOOD_FACTS)
    shown = {event.call_id for event in told}
    return CaseView(
        card=card,
        claim=claim,
        facts=tuple(fact for fact in card.facts if fact[0] not in likelihood),
        likelihood_facts=tuple(fact for fact in card.facts if fact[0] in likelihood),
        evidence=tuple(_proofs(claim.evidence, "e", cards, calls)),
        against=tuple(_proofs(claim.against, "a", cards, calls)),
        events=tuple(CaseEvent(replace(event, lines=()), calls.get(event.call_id)) for event in told),
        undated=tuple(
            calls[call.call_id] for call in archive.calls if call.started_at is None and call.call_id not in shown
        ),
        left_out=left_out,
    )


def _proofs(
    pieces: tuple[Evidence, ...], anchor: str, cards: DealCards, calls: Mapping[str, CallView]
) -> Iterator[Proof]:
    for number, piece in enumerate(pieces, start=1):
        call = calls.get(piece.call_id or "")
        item = cards.item(piece, f"{anchor}{number}")
        yield Proof(
            item,
            call.call_id if call is not None else None,
            piece.start_s,
            piece.index,
            call is not None and call.recorded,
        )


def _calls(
    records: CaseRecords, cited: tuple[Evidence, ...], texts: Texts, redacted: bool
) -> dict[str, CallView]:  # fmt: skip
    lines = {(piece.call_id, piece.index) for piece in cited if piece.kind == "utterance"}
    return {
        call.call_id: _call(
            call, records, {index for call_id, index in lines if call_id == call.call_id}, texts, redacted
        )
        for call in records.archive.calls
    }


def _call(
    call: CallRecord, records: CaseRecords, cited: set[int | None], texts: Texts, redacted: bool
) -> CallView:  # fmt: skip
    transcript: Transcript | None = records.analysis.transcripts.get(call.call_id)
    said = transcript.utterances if transcript is not None else ()
    heard = records.analysis.signals.get(call.call_id) or ({},) * len(said)
    return CallView(
        call_id=call.call_id,
        title=texts.text(f"timeline-call-{call.direction or 'unknown'}"),
        recorded=bool(call.recording) and not redacted,
        two_channels=len({line.channel for line in said} - {None}) > 1,
        lines=tuple(_line(one, codes, one.index in cited, texts) for one, codes in zip(said, heard, strict=True)),
    )


def _line(said: Utterance, codes: dict[str, float], cited: bool, texts: Texts) -> SaidLine:
    surest = sorted((code for code, chance in codes.items() if chance > 0), key=lambda code: -codes[code])
    return SaidLine(
        index=said.index,
        start_s=said.start_s,
        end_s=said.end_s,
        clock=texts.clock(said.start_s),
        who=texts.text(f"role-{said.role}") if said.role else "",
        side=said.role or "",
        words=said.text,
        cited=cited,
        doubtful=said.suspect is not None,
        signals=tuple(HeardSignal(code, texts.text(f"signal-{code}")) for code in surest),
    )
