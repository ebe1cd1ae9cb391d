"""What the local Bitrix24 answers to each method that the connector may call, shaped as the documentation shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.deals.bitrix24.made_portal import DEAL, Portal, Row
from tests.deals.bitrix24.rest_query import BadQuery, in_order, page, selected

Params = Mapping[str, Any]
Beside = dict[str, int]

# Which right of a webhook a method needs; those without a line need none.
SCOPES = {
    "crm.": "crm",
    "user.": "user",
    "department.": "department",
    "tasks.": "task",
    "voximplant.": "telephony",
    "disk.": "disk",
    "imopenlines.": "imopenlines",
}
DEPRECATED = ("crm.deal.list", "crm.lead.list", "crm.contact.list", "crm.company.list")
ONLY_BY_STAR = ("fm",)  # comes with select ["*"] or without select, never by name


class MethodError(Exception):
    def __init__(self, code: str, description: str, status: int = 400) -> None:
        super().__init__(code)
        self.code, self.description, self.status = code, description, status


class Methods:
    """bindings_in_list: whether crm.activity.list fills BINDINGS; the documentation promises the field, the published
    source of the on-premise version leaves it out."""

    def __init__(self, portal: Portal, base: Callable[[], str], bindings_in_list: bool = False) -> None:
        self.portal = portal
        self.base = base
        self.bindings_in_list = bindings_in_list
        self.field_values: dict[str, list[Row]] = {}
        self._item_fields = {
            kind: frozenset().union(*rows) | {"updatedTime", "lastActivityTime"} for kind, rows in portal.items.items()
        }
        self._activity_fields = frozenset().union(*portal.activities)
        self.download_url: Callable[[str], str] = lambda file_id: ""
        self._known: dict[str, Callable[[Params], tuple[Any, Beside]]] = {
            "crm.item.list": self._items,
            "crm.item.fields": self._fields,
            "crm.deal.userfield.list": self._deal_field_values,
            "crm.category.list": self._categories,
            "crm.status.list": lambda params: (self.portal.statuses, {"total": len(self.portal.statuses)}),
            "crm.currency.list": lambda params: (self.portal.currencies, {"total": len(self.portal.currencies)}),
            "crm.stagehistory.list": self._history,
            "crm.activity.list": self._activities,
            "crm.activity.binding.list": self._bindings,
            "crm.timeline.comment.list": self._comments,
            "tasks.task.list": self._tasks,
            "user.get": self._users,
            "department.get": lambda params: page(self.portal.departments, int(params.get("start", 0))),
            "voximplant.statistic.get": self._calls,
            "disk.file.get": self._file,
            "imopenlines.session.history.get": self._dialogue,
        }

    def answer(self, method: str, params: Params) -> tuple[Any, Beside]:
        if method in DEPRECATED:
            raise MethodError("ERROR_METHOD_DEPRECATED", f"{method} is deprecated, use crm.item.list")
        if method not in self._known:
            raise MethodError("ERROR_METHOD_NOT_FOUND", "Method not found!", 404)
        try:
            return self._known[method](params)
        except BadQuery as field:
            raise MethodError("100", f"Unknown field {field}") from None

    def _items(self, params: Params) -> tuple[Any, Beside]:
        rows = self.portal.items[int(params["entityTypeId"])]
        known = self._item_fields[int(params["entityTypeId"])] - frozenset(ONLY_BY_STAR)
        rows = self._listed(rows, params, known, "filter", "order")
        found, beside = page(rows, int(params.get("start", 0)))
        select = params.get("select") or ["*"]
        if select != ["*"]:
            for name in select:
                if name not in known | set(ONLY_BY_STAR):
                    raise BadQuery(name)
            found = [{key: row.get(key) for key in {"id", *select} - set(ONLY_BY_STAR)} for row in found]
        return {"items": found}, beside

    def _listed(self, rows: list[Row], params: Params, known: frozenset[str], where: str, how: str) -> list[Row]:
        rows = selected(rows, params.get(where) or {}, known)
        for field, direction in (params.get(how) or {}).items():
            if field not in known:
                raise BadQuery(field)
            rows = in_order(rows, field, direction)
        return rows

    def _fields(self, params: Params) -> tuple[Any, Beside]:
        return {"fields": self.portal.fields[int(params["entityTypeId"])]}, {}

    def _deal_field_values(self, params: Params) -> tuple[Any, Beside]:
        wanted = (params.get("filter") or {}).get("FIELD_NAME")
        return [
            {"FIELD_NAME": name, "LIST": values} for name, values in self.field_values.items() if name == wanted
        ], {}

    def _categories(self, params: Params) -> tuple[Any, Beside]:
        if int(params["entityTypeId"]) != DEAL:
            raise MethodError("ENTITY_TYPE_NOT_SUPPORTED", "Entity type is not supported")
        return {"categories": self.portal.categories}, {"total": len(self.portal.categories)}

    def _history(self, params: Params) -> tuple[Any, Beside]:
        known = frozenset({"ID", "OWNER_ID", "CREATED_TIME", "TYPE_ID"})
        rows = self._listed(self.portal.history[int(params["entityTypeId"])], params, known, "filter", "order")
        found, beside = page(rows, int(params.get("start", 0)))
        return {"items": found}, beside

    def _activities(self, params: Params) -> tuple[Any, Beside]:
        known = self._activity_fields
        conditions = dict(params.get("filter") or {})
        bound = [(int(pair["OWNER_TYPE_ID"]), int(pair["OWNER_ID"])) for pair in conditions.pop("BINDINGS", [])]
        rows = [row for row in self.portal.activities if not bound or set(bound) & set(self.portal.bindings[row["ID"]])]
        rows = self._listed(rows, {**params, "filter": conditions}, known, "filter", "order")
        found, beside = page(rows, int(params.get("start", 0)))
        select = params.get("select") or ["*"]
        return [self._activity(row, select) for row in found], beside

    def _activity(self, row: Row, select: list[str]) -> Row:
        extra = ("COMMUNICATIONS", "FILES", "BINDINGS")
        shown = {key: value for key, value in row.items() if key in select or ("*" in select and key not in extra)}
        if self.bindings_in_list and "BINDINGS" in select:
            owners = self.portal.bindings[row["ID"]]
            shown["BINDINGS"] = [{"OWNER_TYPE_ID": str(kind), "OWNER_ID": str(owner)} for kind, owner in owners]
        return shown

    def _bindings(self, params: Params) -> tuple[Any, Beside]:
        owners = self.portal.bindings.get(str(params["activityId"]))
        if owners is None:
            raise MethodError("NOT_FOUND", "Элемент не найден")
        return [{"entityTypeId": kind, "entityId": owner} for kind, owner in owners], {}

    def _comments(self, params: Params) -> tuple[Any, Beside]:
        where = params.get("filter") or {}
        if not {"ENTITY_ID", "ENTITY_TYPE"} <= where.keys():
            raise MethodError("", "Filter fields ENTITY_ID and ENTITY_TYPE are required")
        rows = self._listed(
            self.portal.comments, params, frozenset({"ID", "ENTITY_ID", "ENTITY_TYPE"}), "filter", "order"
        )
        return page(rows, int(params.get("start", 0)))

    def _tasks(self, params: Params) -> tuple[Any, Beside]:
        names = {"ID": "id", "CHANGED_DATE": "changedDate", "TITLE": "title", "STATUS": "status"}
        renamed = {_renamed(key, names): value for key, value in (params.get("filter") or {}).items()}
        order = {names[key]: direction for key, direction in (params.get("order") or {}).items()}
        asked = {"filter": renamed, "order": order}
        rows = self._listed(self.portal.tasks, asked, frozenset(names.values()), "filter", "order")
        found, beside = page(rows, int(params.get("start", 0)))
        if "UF_CRM_TASK" not in params.get("select", []):
            found = [{key: value for key, value in row.items() if key != "ufCrmTask"} for row in found]
        return {"tasks": found}, beside

    def _users(self, params: Params) -> tuple[Any, Beside]:
        rows = selected(self.portal.users, params.get("FILTER") or {}, frozenset({"ID", "ACTIVE"}))
        rows = in_order(rows, params.get("sort", "ID"), params.get("order", "ASC"))
        return page(rows, int(params.get("start", 0)))

    def _calls(self, params: Params) -> tuple[Any, Beside]:
        known = frozenset({"ID", "CALL_START_DATE", "CALL_ID", "CRM_ACTIVITY_ID"})
        rows = selected(self.portal.calls, params.get("FILTER") or {}, known)
        if "SORT" in params:
            rows = in_order(rows, params["SORT"], params.get("ORDER", "ASC"))
        found, beside = page(rows, max(int(params.get("start", 0)), 0))
        return [row | {"CALL_RECORD_URL": self._address(row["CALL_RECORD_URL"])} for row in found], beside

    def _address(self, template: str | None) -> str | None:
        return template and template.replace("{base}", self.base())

    def _file(self, params: Params) -> tuple[Any, Beside]:
        file_id = str(params.get("id", ""))
        if file_id not in self.portal.files:
            raise MethodError("ERROR_NOT_FOUND", f"Could not find entity with id `{file_id}`")
        return {"ID": file_id, "NAME": f"{file_id}.mp3", "DOWNLOAD_URL": self.download_url(file_id)}, {}

    def _dialogue(self, params: Params) -> tuple[Any, Beside]:
        found = self.portal.dialogues.get(str(params.get("SESSION_ID", "")))
        if found is None:
            raise MethodError("ACCESS_DENIED", "You dont have access to this chat", 403)
        return found, {}


def _renamed(key: str, names: Mapping[str, str]) -> str:
    sign = key.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ_")
    field = key.removeprefix(sign)
    if field not in names:
        raise BadQuery(field)
    return sign + names[field]
