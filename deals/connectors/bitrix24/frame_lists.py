"""The portal's own settings: people, stages, currencies, fields. Short, and read whole each time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from deals.connectors.bitrix24.api_error import MethodRefused
from deals.connectors.bitrix24.entity import DEAL, KINDS, Data, text_of
from deals.connectors.bitrix24.lists import NO_COUNT, IdList, in_order_of_id, short_list
from deals.connectors.bitrix24.loss_reason import is_own, means_loss_reason
from deals.connectors.bitrix24.reading import plainly
from deals.connectors.bitrix24.rest import Command, Rest
from deals.connectors.fetch_store import Item
from deals.connectors.walk import Page, Step

# fmt: off
USER_FIELDS = (  # what they look like and when they were born is nobody's business here
    "ID", "NAME", "LAST_NAME", "SECOND_NAME", "EMAIL", "WORK_POSITION", "TIME_ZONE", "UF_DEPARTMENT", "UF_PHONE_INNER",
    "UF_EMPLOYMENT_DATE",
)
# fmt: on


def profile(rest: Rest) -> Step:
    """The user as whom we come: what he may not see, no list shows and none tells of."""

    def page(cursor: str) -> Page:
        result = rest.call("profile", {}).result
        if not isinstance(result, Mapping):
            raise rest.broken("profile")
        return Page([Item("profile", str(result.get("ID", "-")), {"ADMIN": result.get("ADMIN")})], None)

    return Step("profile", page)


def users(rest: Rest) -> Step:
    """Those who were dismissed too: ACTIVE is not asked for."""

    def ask(after: int) -> Mapping[str, Any]:
        return {"sort": "ID", "order": "ASC", "FILTER": {">ID": after}, "start": NO_COUNT}

    return in_order_of_id(rest, IdList("user", "user.get", ask, plainly("user", fields=USER_FIELDS)))


def departments(rest: Rest) -> Step:
    command = Command("department.get", {"sort": "ID", "order": "ASC"})
    return short_list(rest, "department", command, plainly("department"))


def statuses(rest: Rest) -> Step:
    """Stages of deals and leads, sources: every directory of the CRM at once."""
    return short_list(rest, "status", Command("crm.status.list", {}), _status)


def _status(row: Data) -> Iterable[Item]:
    """Ids of statuses are unique only within their directory."""
    return (Item("status", f"{row['ENTITY_ID']}/{row['STATUS_ID']}", row),)


def categories(rest: Rest) -> Step:
    command = Command("crm.category.list", {"entityTypeId": DEAL})
    return short_list(rest, "category", command, plainly("category", "id"), "categories")


def currencies(rest: Rest) -> Step:
    return short_list(rest, "currency", Command("crm.currency.list", {}), plainly("currency", "CURRENCY"))


def fields(rest: Rest, kind: int) -> Step:
    """The company's own ones, with their titles and the values of lists: one of them may say why a deal was lost."""
    name = f"field-{kind}"
    command = Command("crm.item.fields", {"entityTypeId": kind, "useOriginalUfNames": "Y"})

    def page(cursor: str) -> Page:
        result = rest.call(command.method, command.params).result
        found = result.get("fields") if isinstance(result, Mapping) else None
        if not isinstance(found, Mapping):
            raise rest.broken(command.method)
        own = {key: one for key, one in found.items() if isinstance(one, Mapping) and is_own(str(key))}
        return Page([Item(name, key, _with_values(rest, kind, key, one)) for key, one in own.items()], None)

    return Step(name, page)


def _with_values(rest: Rest, kind: int, name: str, field: Data) -> Data:
    """The documentation does not promise the values of a list among the fields; where they are missing, they are asked
    for by a method that wants an administrator of the CRM."""
    wanted = field.get("type") == "enumeration" and not field.get("items")
    if not wanted or not means_loss_reason(text_of(field.get("title"))):
        return field
    try:
        rows, _ = rest.rows(f"crm.{KINDS[kind]}.userfield.list", {"filter": {"FIELD_NAME": name}})
    except MethodRefused:
        return field
    return {**field, "items": [value for row in rows for value in row.get("LIST") or ()]}
