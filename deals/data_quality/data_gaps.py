"""What is missing, and what cannot be found because of it: from absent tables and columns to the codebook's causes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from deals.data_quality.archive_facts import ArchiveFacts
from deals.data_quality.finding import Fact
from deals.records import Archive

MOSTLY = 0.5  # a column that fewer rows have counts as missing
LATE_DAYS = 30  # what begins a month after the first deals leaves them unseen


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is not there. blind: codes of causes and reasons of the codebook that it hides, wholly or in part.

    The sentence is `check-gap-<code>` in reports/locale. share: how much is there after all, 0 to 1.
    """

    code: str
    blind: tuple[str, ...] = ()
    share: float = 0.0
    details: Mapping[str, Fact] = field(default_factory=dict)


# Codes of docs/codebook.md. A table or column that is absent hides what only it can show.
_BLIND: Mapping[str, tuple[str, ...]] = {
    "no-deals": (),
    "no-people": ("H1_deferred_to_next_period", "H2_bad_routing", "H3_approval_stuck", "H5_no_control"),
    "no-head": ("H1_deferred_to_next_period", "H3_approval_stuck", "H5_no_control"),
    "no-contacts": ("M1_no_callback", "M2_slow_first_contact", "unworked_lead"),
    "no-contact-phones": ("M1_no_callback", "M2_slow_first_contact", "unworked_lead"),
    "no-stage-history": ("H1_deferred_to_next_period", "H3_approval_stuck", "M9_early_close"),
    "no-owner-history": ("H2_bad_routing",),
    "no-tasks": ("M10_fake_activity", "M6_quote_late_or_wrong", "M1_no_callback"),
    "no-messages": ("M6_quote_late_or_wrong", "M1_no_callback", "broken_promise"),
    "no-calls": ("M1_no_callback", "M2_slow_first_contact", "M10_fake_activity", "unworked_lead", "broken_promise"),
    "no-words": (
        "M3_no_discovery",
        "M4_objection_dropped",
        "M5_no_next_step",
        "M7_rude_or_incompetent",
        "M8_wrong_person",
        "H6_small_deal_cut",
        "H7_forced_upsell",
        "broken_promise",
        "dated_deferral_due",
    ),
    "no-periods": ("H1_deferred_to_next_period", "H4_activity_over_leads"),
    "no-kpi": (),
    "no-amounts": ("H6_small_deal_cut", "price_gap"),
    "no-margins": (),
    "no-closing-dates": ("M9_early_close", "H1_deferred_to_next_period"),
    "no-owners": ("H2_bad_routing", "M1_no_callback"),
    "no-deal-contacts": ("M1_no_callback", "M2_slow_first_contact"),
    "no-call-users": ("H2_bad_routing", "M10_fake_activity"),
    "no-call-phones": ("M1_no_callback", "M2_slow_first_contact"),
    "no-call-durations": ("M10_fake_activity",),
    "calls-begin-late": ("M1_no_callback", "M2_slow_first_contact", "M10_fake_activity"),
    "calls-end-early": ("M1_no_callback", "broken_promise"),
    "messages-begin-late": ("M6_quote_late_or_wrong", "broken_promise"),
    "tasks-begin-late": ("M10_fake_activity",),
}
GAP_CODES = tuple(_BLIND)


def find_gaps(archive: Archive, facts: ArchiveFacts, transcribed: Collection[str]) -> tuple[Gap, ...]:
    """Everything that is missing; not said is what follows anyway, such as no phones where there are no contacts."""
    return (
        *_missing_tables(archive, facts),
        *_missing_roles(archive),
        *_missing_columns(archive, facts),
        *_missing_words(archive, facts, transcribed),
        *_missing_times(archive, facts),
    )


def _gap(code: str, share: float = 0.0, **details: Fact) -> Gap:
    return Gap(code, _BLIND[code], share, details)


def _missing_tables(archive: Archive, facts: ArchiveFacts) -> list[Gap]:
    wanted = ("deals", "people", "contacts", "stage_history", "owner_history", "tasks", "messages", "periods")
    gaps = []
    for table in wanted:
        useless_alone = (
            table in ("contacts", "stage_history", "owner_history", "tasks", "messages") and not archive.deals
        )
        absent = f"{table}.csv" in archive.absent_tables or not facts.table(table).rows
        if absent and not useless_alone:
            gaps.append(_gap(f"no-{table.replace('_', '-')}"))
    if not _logged(archive):
        gaps.append(_gap("no-calls"))
    return gaps if archive.kpis else [*gaps, _gap("no-kpi")]


def _logged(archive: Archive) -> bool:
    """Whether there is a log; calls that only a recording tells of have no time."""
    return any(call.started_at is not None for call in archive.calls)


def _missing_roles(archive: Archive) -> list[Gap]:
    if "people.csv" in archive.absent_tables or not archive.people:
        return []
    return [] if any(person.role == "head" for person in archive.people.values()) else [_gap("no-head")]


def _missing_columns(archive: Archive, facts: ArchiveFacts) -> list[Gap]:
    deals, contacts, calls = list(archive.deals.values()), list(archive.contacts.values()), facts.calls
    closed = [deal for deal in deals if deal.status != "open"]
    has_contacts = "contacts.csv" not in archive.absent_tables
    shares = [
        ("no-amounts", sum(deal.amount is not None for deal in deals), len(deals)),
        ("no-margins", sum(deal.margin_pct is not None for deal in deals), len(deals)),
        ("no-closing-dates", sum(deal.closed_at is not None for deal in closed), len(closed)),
        ("no-owners", sum(deal.owner_id is not None for deal in deals), len(deals)),
        ("no-deal-contacts", sum(deal.contact_id is not None for deal in deals), len(deals) * has_contacts),
        ("no-contact-phones", sum(bool(contact.phones) for contact in contacts), len(contacts) * has_contacts),
    ]
    if _logged(archive):
        shares += [
            ("no-call-users", calls.user, calls.calls),
            ("no-call-phones", calls.phone, calls.calls),
            ("no-call-durations", calls.duration, calls.calls),
        ]
    return [_gap(code, there / whole) for code, there, whole in shares if whole and there < MOSTLY * whole]


def _missing_words(archive: Archive, facts: ArchiveFacts, transcribed: Collection[str]) -> list[Gap]:
    """Of the calls in which somebody answered, most should have words."""
    talks = [call for call in archive.calls if call.answered is not False and call.duration_s != 0]
    with_words = sum(call.recording is not None or call.call_id in transcribed for call in talks)
    if not talks or with_words >= MOSTLY * len(talks):
        return []
    return [_gap("no-words", with_words / len(talks))]


def _missing_times(archive: Archive, facts: ArchiveFacts) -> list[Gap]:
    """Tables that begin after the deals or end before the day of judgement. Counted are the deals outside."""
    calls, gaps = facts.table("calls"), []
    for table, code in (
        ("calls", "calls-begin-late"),
        ("messages", "messages-begin-late"),
        ("tasks", "tasks-begin-late"),
    ):
        first = facts.table(table).first
        if first is not None:
            gaps += _outside(archive, code, first, before=first - timedelta(days=LATE_DAYS))
    if calls.last is not None and calls.last < archive.as_of - timedelta(days=LATE_DAYS):
        gaps += _outside(archive, "calls-end-early", calls.last, after=calls.last)
    return gaps


def _outside(archive: Archive, code: str, day: date, *, before: date = date.min, after: date = date.max) -> list[Gap]:
    """The gap, where deals were created before or after these days."""
    deals = [deal.created_at.date() for deal in archive.deals.values()]
    outside = sum(created < before or created > after for created in deals)
    return [_gap(code, 1 - outside / len(deals), day=day, count=outside)] if outside else []
