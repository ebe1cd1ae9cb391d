"""Leads beside deals: CRMs that keep both list a sale twice, as the lead it was and as the deal it became."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from deals.csv_text import Record
from deals.exports.books import Books
from deals.exports.deal_rows import client_facts, reference, row_id
from deals.exports.headings import read_heading
from deals.exports.planned_table import PlannedTable

_TELLING = ("deal_id", "title", "stage", "status", "created_at", "owner")


def is_of_leads(planned: PlannedTable) -> bool:
    """Whether a table of deals lists leads: its headings, or else its name, say "lead" and not "deal"."""
    said = {word for name in _TELLING for heading in planned.headings(name) for word in read_heading(heading).words}
    if "deal" in said:
        return False
    table = planned.table
    named = {word for name in (table.sheet, PurePath(table.file).stem) if name for word in read_heading(name).words}
    return "lead" in said or planned.has("converted_deal") or ("lead" in named and "deal" not in named)


def book_leads(leads: Sequence[PlannedTable], deals: Sequence[PlannedTable], books: Books) -> None:
    """Note which lead became which deal, by the deals' column of leads or by the leads' column of deals, and what
    the leads say of their clients, since their deals may say less."""
    if not leads:
        return
    listed = {deal_id: planned for planned in deals for record in planned if (deal_id := _id(planned, record))}
    for planned in deals:
        for record in planned:
            lead_id, deal_id = reference(planned, record, "lead_id"), _id(planned, record)
            if lead_id and deal_id:
                books.became[lead_id] = deal_id
    for planned in leads:
        for record in planned:
            lead_id, deal_id = _id(planned, record), reference(planned, record, "converted_deal")
            if lead_id and deal_id and (deal_id in listed or deal_id in books.known):
                books.became[lead_id] = deal_id
            if lead_id and lead_id in books.became:
                books.lead_clients[books.became[lead_id]] = client_facts(planned, record, books)


def _id(planned: PlannedTable, record: Record) -> str | None:
    return row_id(planned, record, "deal_id")
