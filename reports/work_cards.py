"""The check of the work as a reader sees it: a table of people, and the most evident deals with their proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from classify.crm_work.work_findings import WorkFinding, WorkProof
from deals.records import Archive
from reports.archive_names import ArchiveNames
from reports.record_text import usual_cells
from reports.texts import Texts
from reports.work_figures import PersonAtWork, WorkFigures
from reports.work_text import finding_sentence


@dataclass(frozen=True, slots=True)
class ProofItem:
    where: str  # which row of the record
    when: str
    words: str  # what stands there; empty for calls


@dataclass(frozen=True, slots=True)
class FindingItem:
    sentence: str
    when: str
    person: str
    client_says_so: bool
    proof: tuple[ProofItem, ...]


@dataclass(frozen=True, slots=True)
class WorkDealCard:
    deal_id: str
    title: str
    findings: tuple[FindingItem, ...]


@dataclass(frozen=True, slots=True)
class WorkSection:
    counts: str
    columns: tuple[str, ...]  # headings of the table of people
    rows: tuple[tuple[str, ...], ...]
    deals: tuple[WorkDealCard, ...]
    more: str  # how many deals are not shown; empty where all are
    unknown: tuple[tuple[str, int], ...]  # reason and how many findings it leaves open


def work_section(figures: WorkFigures, archive: Archive, texts: Texts) -> WorkSection:
    """Everything worded, in the order of the figures."""
    names, more = ArchiveNames(archive, texts), figures.deals_found - len(figures.deals)
    return WorkSection(
        counts=texts.text("work-counts", found=figures.found, unknown=sum(figures.unknown.values())),
        columns=_columns(texts),
        rows=tuple(_row(person, names, texts) for person in figures.people),
        deals=tuple(_deal(findings, archive, names, texts) for findings in figures.deals),
        more=texts.text("work-more", count=more) if more else "",
        unknown=tuple((texts.text(f"work-reason-{reason}"), count) for reason, count in figures.unknown.items()),
    )


def _columns(texts: Texts) -> tuple[str, ...]:
    say = texts.text
    return (
        say("work-person"), say("work-calls-logged"), say("work-log-share"), say("work-entries"),
        say("work-entries-confirmed"), say("work-entries-without"), say("work-entries-unknown"), say("work-leads"),
        say("work-leads-late"), say("work-first-contact"), say("usual-open"), say("usual-leads"),
    )  # fmt: skip


def _row(at_work: PersonAtWork, names: ArchiveNames, texts: Texts) -> tuple[str, ...]:
    person = at_work.work
    counts = (
        person.entries, person.entries_confirmed, person.entries_without_call, person.entries_unknown, person.leads,
        person.leads_late,
    )  # fmt: skip
    share = texts.percent(person.log_share) if person.log_share is not None else "—"
    first = texts.number(person.first_contact_h) if person.first_contact_h is not None else "—"
    logged = texts.number(person.calls_logged)
    usual = usual_cells(at_work.load, texts).values()
    return (names.person(person.user_id), logged, share, *(texts.number(count) for count in counts), first, *usual)


def _deal(group: Sequence[WorkFinding], archive: Archive, names: ArchiveNames, texts: Texts) -> WorkDealCard:
    deal = archive.deals[group[0].deal_id]
    return WorkDealCard(deal.deal_id, names.title(deal), tuple(_finding(finding, names, texts) for finding in group))


def _finding(finding: WorkFinding, names: ArchiveNames, texts: Texts) -> FindingItem:
    person = names.person(finding.user_id) if finding.user_id is not None else ""
    proof = tuple(_proof(one, texts) for one in finding.proof)
    return FindingItem(
        finding_sentence(finding, texts), texts.moment(finding.at), person, finding.client_says_so, proof
    )  # fmt: skip


def _proof(proof: WorkProof, texts: Texts) -> ProofItem:
    if proof.kind in ("silence", "idle", "nothing"):
        return ProofItem(texts.text(f"work-{proof.kind}", start=proof.at, end=proof.until), "", "")
    when = texts.moment(proof.at) if proof.at is not None else ""
    return ProofItem(texts.text(f"work-proof-{proof.kind}", ref=proof.ref), when, proof.text)
