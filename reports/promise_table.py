"""What became of the promises, person by person: the same for the page and whoever else shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from classify.analysis import Analysis
from classify.person_load import UsualLoad, team_load
from classify.promise_check import Result
from classify.promises import Promise, told_apart
from deals.records import Archive
from reports.archive_names import ArchiveNames
from reports.record_text import usual_cells
from reports.texts import Texts

RESULTS: tuple[Result, ...] = ("kept", "late", "broken", "unknown")
FEW_KNOWN = 5  # with fewer promises whose end is known, a share says nothing of a person
MOST_BROKEN = 30  # shown; promises.jsonl holds all of them
# The standard normal quantile for one side of 95%: the share kept is at least so much, as far as chance goes.
_QUANTILE = 1.645


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


def promise_page(archive: Archive, analysis: Analysis, texts: Texts) -> PromisePage:
    """Every word of the section, in the language of `texts`. Those whose shortfall is surest come first."""
    promises = told_apart(analysis.promises)
    results = Counter(promise.result for promise in promises)
    people = sorted(_by_person(promises).items(), key=_order)
    names = ArchiveNames(archive, texts)
    loads = team_load(archive)
    order = {user_id: place for place, (user_id, _) in enumerate(people)}
    broken = sorted((p for p in promises if p.result == "broken"), key=lambda p: (order[p.user_id], _moment(p)))
    return PromisePage(
        lead=texts.text("promises-lead", count=len(promises), **_counts(results)),
        rows=tuple(
            _row(names.person(user_id), of_person, loads.usual(user_id), texts) for user_id, of_person in people
        ),
        notes=tuple(_notes(promises, texts)),
        broken=tuple(_Broken(archive, names, texts).shown(p, n) for n, p in enumerate(broken[:MOST_BROKEN], start=1)),
        more=texts.text("promises-more", count=len(broken) - MOST_BROKEN) if len(broken) > MOST_BROKEN else "",
    )


def _by_person(promises: Iterable[Promise]) -> dict[str | None, list[Promise]]:
    grouped: dict[str | None, list[Promise]] = {}
    for promise in promises:
        grouped.setdefault(promise.user_id, []).append(promise)
    return grouped


def _order(person: tuple[str | None, Sequence[Promise]]) -> tuple[bool, float, int, str]:
    """Those of whom enough is known before the others, and of each the surest shortfall first."""
    user_id, promises = person
    known = sum(promise.result != "unknown" for promise in promises)
    return known < FEW_KNOWN, _surely_kept(promises), -len(promises), user_id or ""


def _surely_kept(promises: Sequence[Promise]) -> float:
    """The most that the share kept may be, as far as chance goes: two broken ones of two prove little.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927.
    """
    known = [promise for promise in promises if promise.result != "unknown"]
    if not known:
        return 1.0
    count, share = len(known), sum(promise.result == "kept" for promise in known) / len(known)
    square = _QUANTILE**2
    margin = _QUANTILE * (share * (1 - share) / count + square / (4 * count**2)) ** 0.5
    return (share + square / (2 * count) + margin) / (1 + square / count)


def _counts(results: Counter[Result]) -> dict[str, int]:
    return {result: results[result] for result in RESULTS}


def _row(name: str, promises: Sequence[Promise], load: UsualLoad | None, texts: Texts) -> PromiseRow:
    counts = _counts(Counter(promise.result for promise in promises))
    known = len(promises) - counts["unknown"]
    few = known < FEW_KNOWN
    days = [promise.late_days for promise in promises if promise.result == "late" and promise.late_days is not None]
    late = str(counts["late"])
    return PromiseRow(
        name=name,
        promises=str(len(promises)),
        kept=str(counts["kept"]),
        late=texts.text("promises-late", count=late, days=texts.number(median(days))) if days else late,
        broken=str(counts["broken"]),
        unknown=str(counts["unknown"]),
        share=texts.text(
            "promises-share-few" if few else "promises-share",
            percent=texts.percent(counts["kept"] / known) if known else "", kept=counts["kept"], known=known,
        ) if known else texts.text("promises-share-none"),
        few=few,
        **usual_cells(load, texts),
    )  # fmt: skip


def _notes(promises: Sequence[Promise], texts: Texts) -> Iterable[str]:
    whys = Counter(promise.why for promise in promises if promise.result == "unknown" and promise.why)
    if whys:
        reasons = [texts.text(f"promise-unknown-{why}", count=count) for why, count in whys.most_common()]
        yield texts.text("promises-why-unknown", reasons="; ".join(reasons))
    if promises:
        yield texts.text("promises-note", few=FEW_KNOWN)
        yield texts.text("usual-note")


def _moment(promise: Promise) -> str:
    return promise.said_at.isoformat() if promise.said_at else ""


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
