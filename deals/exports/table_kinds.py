"""The kinds of table that the exports of a CRM hold."""

from __future__ import annotations

from collections.abc import Mapping

from deals.exports.client_columns import COMPANIES, CONTACTS
from deals.exports.deal_columns import DEALS
from deals.exports.event_columns import NOTES, STAGE_HISTORY, TASKS
from deals.exports.field_forms import TableKind
from deals.exports.own_columns import PEOPLE, PRODUCTS

KINDS: Mapping[str, TableKind] = {
    kind.name: kind for kind in (DEALS, CONTACTS, COMPANIES, PEOPLE, TASKS, NOTES, STAGE_HISTORY, PRODUCTS)
}
