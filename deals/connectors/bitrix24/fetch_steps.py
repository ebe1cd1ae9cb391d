"""Which lists of a portal are read, and in which order: later ones look up what earlier ones have brought.

Kinds of items in the store: profile, user, department, category, status, currency, field-1 and field-2 (the company's
own fields of leads and deals), lead, deal, contact, company, history-1, history-2, activity, binding (of an activity),
whole (deals whose activities are all there), comment, task, call, dialogue.
"""

from __future__ import annotations

from collections.abc import Iterator

from deals.connectors.bitrix24 import activity_lists, crm_lists, frame_lists
from deals.connectors.bitrix24.entity import COMPANY, CONTACT, DEAL, LEAD
from deals.connectors.bitrix24.lists import needed, refusable
from deals.connectors.bitrix24.reading import Reading
from deals.connectors.walk import Step

USER_SCOPES = frozenset({"user", "user_brief", "user_basic"})


def fetch_steps(reading: Reading, scopes: frozenset[str]) -> Iterator[Step]:
    """scopes: the rights of the webhook or application; lists that need another are not asked for.

    Without deals and their stages nothing is worth having: a refusal of these ends the fetch, of others it is noted.
    """
    host = reading.rest.session.host
    yield needed(frame_lists.statuses(reading.rest), host)
    for step in _frame(reading, scopes):
        yield refusable(step, reading.store)
    yield needed(crm_lists.items_changed(reading, DEAL), host)
    for step in _rest(reading, scopes):
        yield refusable(step, reading.store)


def _frame(reading: Reading, scopes: frozenset[str]) -> Iterator[Step]:
    yield frame_lists.profile(reading.rest)
    if scopes & USER_SCOPES:
        yield frame_lists.users(reading.rest)
    if "department" in scopes:
        yield frame_lists.departments(reading.rest)
    yield frame_lists.categories(reading.rest)
    yield frame_lists.currencies(reading.rest)
    for kind in (DEAL, LEAD):
        yield frame_lists.fields(reading.rest, kind)


def _rest(reading: Reading, scopes: frozenset[str]) -> Iterator[Step]:
    for kind in (LEAD, CONTACT, COMPANY):
        yield crm_lists.items_changed(reading, kind)
    yield activity_lists.activities(reading)
    if older := activity_lists.older_deals(reading, reading.store.covered_from(reading.plan)):
        yield activity_lists.activities_of(reading, older)
    yield activity_lists.bindings(reading)
    for kind in (DEAL, LEAD, CONTACT, COMPANY):
        yield crm_lists.items_missing(reading, kind)
    for kind in (DEAL, LEAD):
        yield crm_lists.history(reading, kind)
        yield crm_lists.comments(reading, kind)
    if "task" in scopes:
        yield activity_lists.tasks(reading)
    if "telephony" in scopes:
        yield activity_lists.calls(reading)
        yield activity_lists.calls_of_activities(reading)
    if "imopenlines" in scopes:
        yield activity_lists.dialogues(reading)
