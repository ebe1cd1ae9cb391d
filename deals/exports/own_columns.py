"""The columns of tables of what is the seller's own: people and products."""

from __future__ import annotations

from deals.exports.field_forms import FieldForm, TableKind
from deals.exports.shared_columns import (
    MODIFIED_AT,
    says_email,
    says_phone,
)

PEOPLE = TableKind(
    "people",
    own=frozenset({"user", "owner"}),
    file_words=frozenset({"user", "owner", "team", "manager"}),
    needed=(("name", "first_name"), ("role", "team", "head", "extension", "hired", "left", "emails", "user_id")),
    fields=(
        FieldForm(
            "user_id", "row_id", ("user id", "id", "owner id", "record id", "manager id"), ("number",), weight=0.5
        ),
        FieldForm(
            "name",
            "human",
            ("user name", "name", "fullname", "owner", "owner name", "full name"),
            ("manager", "manager name"),
            weight=1.5,
        ),
        FieldForm("first_name", "text", ("first name", "firstname"), weight=1.0),
        FieldForm("last_name", "text", ("last name", "lastname"), weight=1.0),
        FieldForm("role", "choice", ("role", "position", "user role", "job title", "profile"), weight=2.5),
        FieldForm("team", "choice", ("team", "team name", "regional office", "region"), weight=2.5),
        FieldForm(
            "head", "person", ("manager", "head", "team head", "manager name", "head name", "reports to"), weight=2.0
        ),
        FieldForm("extension", "number", ("extension", "внутренний номер", "extension number"), weight=2.5),
        FieldForm("hired", "time", ("hired date", "hire date", "дата приема", "start date"), weight=2.5),
        FieldForm("left", "time", ("left date", "дата увольнения", "termination date", "end date"), weight=2.5),
        FieldForm("active", "flag", ("active", "is active"), weight=1.5),
        FieldForm("emails", "email", ("email", "user email", "owner email"), weight=1.0, many=True, telling=says_email),
        FieldForm(
            "phones", "phones", ("phone", "mobile phone", "phone number"), weight=0.5, many=True, telling=says_phone
        ),
        FieldForm("created_at", "time", ("created date",), weight=0.1),
        MODIFIED_AT,
    ),
)
PRODUCTS = TableKind(
    "products",
    own=frozenset({"product"}),
    file_words=frozenset({"product"}),
    needed=(("name",), ("price", "series")),
    fields=(
        FieldForm("product_id", "row_id", ("product id", "id", "product code"), weight=0.5),
        FieldForm("name", "text", ("product name", "product"), ("name",), weight=2.0),
        FieldForm("price", "money", ("price", "product price", "list price", "unit price"), weight=2.0),
        FieldForm("series", "choice", ("series", "family", "category", "product family", "категория"), weight=2.0),
    ),
)
