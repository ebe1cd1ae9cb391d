"""The part of a run that one claim about one deal stands on: what a reviewer needs to judge it, and no other deal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from classify.analysis import Analysis
from classify.crm_work.work_findings import WorkCheck
from classify.records import ErrorLoss, Evidence, Rankings, Revival
from deals.linking import Link
from deals.records import Archive, CallRecord, Message
from reports.run_result import RunResult


@dataclass(frozen=True, slots=True)
class CaseRecords:
    """An archive of one deal, and an analysis with one claim about it.

    The claim counts as flagged and as the first of its list, whatever it was: who judges it is not to know.
    """

    archive: Archive
    analysis: Analysis

    @property
    def claim(self) -> Revival | ErrorLoss:
        rankings = self.analysis.rankings
        return rankings.revive[0] if rankings.revive else rankings.error_loss[0]

    @property
    def concerned(self) -> tuple[str, ...]:
        """CRM ids of people to whom this deal is their own: owners, earlier owners, and whom the claim is about."""
        claim, deal = self.claim, self.archive.deals[self.claim.deal_id]
        load = claim.load.user_id if isinstance(claim, ErrorLoss) and claim.load is not None else None
        owners = [change.user_id for change in self.archive.owner_history]
        people = [deal.owner_id, claim.person_id, load, *owners]
        return tuple(dict.fromkeys(user_id for user_id in people if user_id is not None))


class CaseCutter:
    """Cuts the records of single claims out of a run; the archive is walked over once for all of them."""

    def __init__(self, result: RunResult, claims: Sequence[Revival | ErrorLoss]) -> None:
        archive, analysis = result.archive, result.analysis
        wanted = {claim.deal_id for claim in claims}
        quoted = {ref for claim in claims for ref in _quoted(claim)}
        self._archive, self._analysis = archive, analysis
        self._stages = _by_deal(archive.stage_history, wanted)
        self._owners = _by_deal(archive.owner_history, wanted)
        self._tasks = _by_deal(archive.tasks, wanted)
        self._links: dict[str, list[Link]] = _by_deal(analysis.links, wanted)
        self._promises = _by_deal(analysis.promises, wanted)
        self._findings = _by_deal(analysis.work.findings, wanted)
        self._messages = _by_deal(archive.messages, wanted)
        self._quoted_messages = {m.message_id: m for m in archive.messages if m.message_id in quoted}
        call_ids = quoted | {link.call_id for links in self._links.values() for link in links}
        self._calls = {call.call_id: call for call in archive.calls if call.call_id in call_ids}

    def records(self, claim: Revival | ErrorLoss) -> CaseRecords:
        deal_id, quoted = claim.deal_id, set(_quoted(claim))
        links = self._links.get(deal_id, [])
        calls = self._of_claim(self._calls, {link.call_id for link in links} | quoted)
        elsewhere = [one for ref, one in self._quoted_messages.items() if ref in quoted and one.deal_id != deal_id]
        messages = sorted((*self._messages.get(deal_id, ()), *elsewhere), key=lambda message: message.at)
        archive = self._archive_of(deal_id, calls, messages)
        analysis = self._analysis_of(claim, [call.call_id for call in calls], links)
        case = CaseRecords(archive, analysis)
        named = {*case.concerned, *_people_named(archive)}
        staff = {user_id: person for user_id, person in archive.people.items() if user_id in named}
        return CaseRecords(replace(archive, people=staff), analysis)

    @staticmethod
    def _of_claim(calls: dict[str, CallRecord], call_ids: set[str]) -> list[CallRecord]:
        found = [calls[call_id] for call_id in sorted(call_ids) if call_id in calls]
        return sorted(found, key=lambda call: (call.started_at is None, call.started_at or 0))  # undated ones last

    def _archive_of(self, deal_id: str, calls: Sequence[CallRecord], messages: Sequence[Message]) -> Archive:
        whole = self._archive
        deal = whole.deals[deal_id]
        contact = whole.contacts.get(deal.contact_id or "")
        return replace(
            whole,
            contacts={} if contact is None else {contact.contact_id: contact},
            deals={deal_id: deal},
            stage_history=tuple(self._stages.get(deal_id, ())),
            owner_history=tuple(self._owners.get(deal_id, ())),
            tasks=tuple(self._tasks.get(deal_id, ())),
            messages=tuple(messages),
            calls=tuple(calls),
            assumptions={},
            periods=(),
            kpis=(),
            problems=(),
        )

    def _analysis_of(self, claim: Revival | ErrorLoss, call_ids: Sequence[str], links: Sequence[Link]) -> Analysis:
        whole = self._analysis
        shown = replace(claim, flagged=True, rank=1)
        revive = (shown,) if isinstance(shown, Revival) else ()
        losses = (shown,) if isinstance(shown, ErrorLoss) else ()
        rankings = Rankings(whole.rankings.as_of, whole.rankings.deals_considered, revive, losses)
        transcripts = {call_id: whole.transcripts[call_id] for call_id in call_ids if call_id in whole.transcripts}
        heard = {call_id: whole.signals.get(call_id) for call_id in transcripts}
        return Analysis(
            links=tuple(links),
            transcripts=transcripts,
            signals={call_id: signals for call_id, signals in heard.items() if signals is not None},
            promises=tuple(self._promises.get(claim.deal_id, ())),
            rankings=rankings,
            work=WorkCheck(findings=tuple(self._findings.get(claim.deal_id, ()))),
        )


def _by_deal(records: Iterable[Any], wanted: set[str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for record in records:
        if record.deal_id in wanted:
            found.setdefault(record.deal_id, []).append(record)
    return found


def _people_named(archive: Archive) -> Iterator[str | None]:
    """Ids of the company's people in the records of a deal."""
    for changes in (archive.stage_history, archive.owner_history, archive.calls):
        yield from (change.user_id for change in changes)
    yield from (task.assignee_id for task in archive.tasks)
    yield from (message.author for message in archive.messages)


def _quoted(claim: Revival | ErrorLoss) -> Iterator[str]:
    """Ids of the calls and messages that a claim quotes: some belong to no deal, or to another."""
    steps = claim.next_step.facts if isinstance(claim, Revival) else ()
    pieces: Iterable[Evidence] = (*claim.evidence, *claim.against, *(fact.source for fact in steps))
    for piece in pieces:
        yield from (ref for ref in (piece.call_id, piece.ref) if ref is not None)
