"""What became of the promises, person by person: the same for the page and whoever else shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from classify.promises_kept.promises import Promise
from deals.records import Archive
from reports.archive_names import ArchiveNames
from reports.promise_figures import FEW_KNOWN, PersonPromises, PromiseFigures
from reports.record_text import usual_cells
from reports.texts import Texts


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One person's promises. Everything is worded; counts are of promises told apart, see `told_apart`."""

    name: str
    promises: str
    kept: str
    late: str  # with the median of days
    broken: str
    unknown: str
    share: str  # kept of those whose end is known
    few: bool  # too few are known for a share to say anything
    open_deals: str  # usual load: a count of promises says nothing of a person without it
    new_leads: str  # a week


@dataclass(frozen=True, slots=True)
class BrokenPromise:
    """A broken promise with what it takes to check it."""

    anchor: str
    quote: str
    who: str
    where: str
    said: str
    deal: str
    missing: str  # what was due when, and that it did not come
    proofs: tuple[tuple[str, str], ...]  # whose words or what record, and the quote


@dataclass(frozen=True, slots=True)
class PromisePage:
    lead: str
    rows: tuple[PromiseRow, ...]
    notes: tuple[str, ...]
    broken: tuple[BrokenPromise, ...]
    more: str  # how many broken ones are not shown; "" where all are


def promise_page(figures: PromiseFigures, archive: Archive, texts: Texts) -> PromisePage:
    """Every word of the section, in the language of `texts`. Those whose shortfall is surest come first."""
    names = ArchiveNames(archive, texts)
    results, more = figures.results, figures.broken_in_all - len(figures.broken)
    words = _Broken(archive, names, texts)
    return PromisePage(
        lead=texts.text("promises-lead", count=sum(results.values()), **results),
        rows=tuple(_row(names.person(person.user_id), person, texts) for person in figures.people),
        notes=tuple(_notes(figures, texts)),
        broken=tuple(words.shown(promise, number) for number, promise in enumerate(figures.broken, start=1)),
        more=texts.text("promises-more", count=more) if more else "",
    )


def _row(name: str, person: PersonPromises, texts: Texts) -> PromiseRow:
    counts, known = person.results, person.known
    few, late = known < FEW_KNOWN, str(counts["late"])
    return PromiseRow(
        name=name,
        promises=str(person.total),
        kept=str(counts["kept"]),
        late=late
        if person.late_days is None
        else texts.text("promises-late", count=late, days=texts.number(person.late_days)),
        broken=str(counts["broken"]),
        unknown=str(counts["unknown"]),
        share=texts.text(
            "promises-share-few" if few else "promises-share",
            percent=texts.percent(counts["kept"] / known) if known else "", kept=counts["kept"], known=known,
        ) if known else texts.text("promises-share-none"),
        few=few,
        **usual_cells(person.load, texts),
    )  # fmt: skip


def _notes(figures: PromiseFigures, texts: Texts) -> Iterable[str]:
    if figures.unknown:
        reasons = [texts.text(f"promise-unknown-{why}", count=count) for why, count in figures.unknown.items()]
        yield texts.text("promises-why-unknown", reasons="; ".join(reasons))
    if figures.people:
        yield texts.text("promises-note", few=FEW_KNOWN)
        yield texts.text("usual-note")


class _Broken:
    """Words broken promises."""

    def __init__(self, archive: Archive, names: ArchiveNames, texts: Texts) -> None:
        self._archive, self._names, self._texts = archive, names, texts

    def shown(self, promise: Promise, number: int) -> BrokenPromise:
        say, deal = self._texts.text, self._archive.deals[promise.deal_id]
        clock, client = self._texts.clock(promise.start_s), self._names.client(deal)
        return BrokenPromise(
            anchor=f"promise-{number}",
            quote=promise.text,
            who=self._names.person(promise.user_id),
            where=say("evidence-call", call=promise.call_id, clock=clock),
            said=self._texts.moment(promise.said_at) if promise.said_at else "",
            deal=say("promises-deal", title=self._names.title(deal), deal=deal.deal_id, client=client),
            missing=self._missing(promise),
            proofs=tuple(self._proof(piece) for piece in promise.proof),
        )

    def _missing(self, promise: Promise) -> str:
        kind = self._texts.text(f"promise-kind-{promise.kind}")
        if promise.due is None:
            return self._texts.text("promise-missing-undated", kind=kind)
        message = "promise-missing-vague" if promise.vague else "promise-missing"
        why = self._texts.text(f"promise-broken-{promise.why}")
        return self._texts.text(message, kind=kind, due=promise.due, why=why)

    def _proof(self, piece: Mapping[str, Any]) -> tuple[str, str]:
        """What it is and where it stands, and its words; "" where it has none."""
        kind = "client-wrote" if piece["kind"] == "message" and piece.get("role") == "client" else piece["kind"]
        moment = datetime.fromisoformat(piece["at"])
        return self._texts.text(f"promise-proof-{kind}", ref=piece["ref"], at=moment), piece.get("quote", "")
