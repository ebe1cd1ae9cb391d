"""The columns of tables of what happened to deals: tasks, notes, changes of stage."""

from __future__ import annotations

from deals.exports.field_forms import FieldForm, TableKind
from deals.exports.shared_columns import (
    COMPANY,
    CREATED_BY,
    DEAL_ID_REFERENCE,
    DEAL_TITLE_REFERENCE,
    MODIFIED_AT,
)

TASKS = TableKind(
    "tasks",
    own=frozenset({"task"}),
    file_words=frozenset({"task"}),
    needed=(("deal_id", "deal_title"), ("due_at", "completed_at"), ("text", "type", "task_id")),
    fields=(
        FieldForm("task_id", "row_id", ("task id", "id", "record id"), ("number",), weight=0.5),
        DEAL_ID_REFERENCE,
        DEAL_TITLE_REFERENCE,
        FieldForm("type", "choice", ("task type", "type", "type id"), weight=1.0),
        FieldForm("text", "text", ("task text", "task name", "text", "task", "task note"), weight=1.0),
        FieldForm(
            "created_at",
            "time",
            ("created date", "creation date", "date added"),
            ("date", "start date"),
            weight=0.5,
            critical=True,
        ),
        FieldForm("due_at", "time", ("due date", "deadline", "due", "срок выполнения", "дата дедлайна"), weight=3.5),
        FieldForm(
            "completed_at",
            "time",
            ("completed date", "done date", "дата выполнения", "close date", "marked done time"),
            weight=3.0,
        ),
        FieldForm("done", "choice", ("done", "status", "completed", "task status"), weight=1.0),
        FieldForm(
            "assignee",
            "person",
            ("owner", "assigned to user", "assignee", "manager", "task owner", "user"),
            ("assigned to",),
            weight=1.0,
        ),
        FieldForm("result", "text", ("result", "task result", "outcome"), weight=1.0),
        FieldForm("contact_name", "text", ("contact name", "contact"), weight=0.2),
        COMPANY,
        MODIFIED_AT,
        CREATED_BY,
    ),
)
NOTES = TableKind(
    "messages",
    own=frozenset({"note"}),
    file_words=frozenset({"note"}),
    needed=(("deal_id", "deal_title"), ("text",), ("at",)),
    fields=(
        FieldForm("message_id", "row_id", ("note id", "id", "message id", "record id"), ("number",), weight=0.5),
        DEAL_ID_REFERENCE,
        DEAL_TITLE_REFERENCE,
        FieldForm(
            "at",
            "time",
            ("created date", "date", "note date", "creation date", "sent date", "date added"),
            weight=1.0,
            critical=True,
        ),
        FieldForm("text", "text", ("note text", "text", "note", "message", "body", "content"), weight=3.0),
        FieldForm("author", "person", ("author", "created by", "user", "owner", "manager", "from"), weight=1.0),
        FieldForm("channel", "choice", ("channel", "note type", "type"), weight=1.0),
        MODIFIED_AT,
    ),
)
STAGE_HISTORY = TableKind(
    "stage_history",
    own=frozenset(),
    file_words=frozenset({"history", "изменени", "transition"}),
    needed=(("deal_id", "deal_title"), ("stage",), ("at",)),
    fields=(
        FieldForm("deal_id", "reference", DEAL_ID_REFERENCE.headings, ("deal number", "deal", "record id", "id")),
        DEAL_TITLE_REFERENCE,
        FieldForm(
            "at",
            "time",
            (
                "date",
                "changed date",
                "stage date",
                "date entered stage",
                "transition date",
                "created date",
                "moved time",
                "change date",
            ),
            weight=1.0,
            critical=True,
        ),
        FieldForm(
            "stage",
            "choice",
            ("stage", "new stage", "to stage", "deal stage", "new value", "new", "stage name", "stage id"),
            weight=1.5,
        ),
        FieldForm("old_stage", "choice", ("old stage", "from stage", "previous stage", "old value", "old"), weight=5.0),
        FieldForm(
            "left_at", "time", ("date left stage", "date exited stage", "left stage date", "end date"), weight=3.0
        ),
        FieldForm(
            "user",
            "person",
            ("user", "changed by", "modified by", "owner", "author", "manager", "edited by"),
            weight=0.5,
        ),
        FieldForm("change_id", "row_id", ("id", "change id", "transition id", "history id"), weight=0.5),
    ),
)
