"""The columns of tables of clients: contacts and companies."""

from __future__ import annotations

from deals.exports.field_forms import FieldForm, TableKind
from deals.exports.shared_columns import (
    COMPANY,
    COMPANY_ID,
    CREATED_BY,
    EMAILS,
    LAST_ACTIVITY,
    MODIFIED_AT,
    MODIFIED_BY,
    NOTE_TEXT,
    PHONES,
    TAGS,
    says_email,
    says_job,
    says_phone,
)

CONTACTS = TableKind(
    "contacts",
    own=frozenset({"contact"}),
    file_words=frozenset({"contact"}),
    needed=(("name", "first_name", "last_name", "emails", "phones"),),
    fields=(
        FieldForm(
            "contact_id",
            "row_id",
            ("contact id", "id", "record id", "do not modify"),
            ("number", "contact code"),
            weight=0.5,
        ),
        FieldForm(
            "name", "deal_title", ("contact name", "name", "fullname", "full name", "contact", "lead name"), weight=1.0
        ),
        FieldForm("first_name", "text", ("first name", "firstname"), weight=2.0),
        FieldForm("last_name", "text", ("last name", "lastname"), weight=2.0),
        FieldForm("middle_name", "text", ("middle name", "second name", "отчество"), weight=2.0),
        COMPANY,
        COMPANY_ID,
        FieldForm("phones", "phones", PHONES.headings, weight=2.0, many=True, telling=says_phone),
        FieldForm("emails", "email", EMAILS.headings, weight=2.0, many=True, telling=says_email),
        FieldForm("position", "text", ("job title", "role", "contact role", "position"), weight=2.0, telling=says_job),
        FieldForm("lifecycle", "choice", ("lifecycle stage", "contact type", "status"), ("lead status",), weight=3.0),
        FieldForm("created_at", "time", ("created date", "creation date"), weight=0.5),
        FieldForm("owner", "person", ("contact owner", "owner", "manager"), weight=0.3),
        FieldForm("lead_id", "reference", ("lead id",), weight=0.1, whole=True),
        FieldForm("deal_id", "reference", ("deal id", "associated deal ids"), weight=0.3),
        FieldForm("deal_title", "text", ("associated deal", "deals", "deal name"), weight=0.1),
        MODIFIED_AT,
        LAST_ACTIVITY,
        CREATED_BY,
        MODIFIED_BY,
        NOTE_TEXT,
        TAGS,
    ),
)
COMPANIES = TableKind(
    "companies",
    own=frozenset({"company"}),
    file_words=frozenset({"company"}),
    needed=(("name",), ("industry", "website", "employees", "revenue", "phones", "emails", "company_id", "address")),
    fields=(
        FieldForm(
            "company_id", "row_id", ("company id", "id", "record id", "do not modify"), ("number", "инн"), weight=0.5
        ),
        FieldForm("name", "text", ("company name", "name", "company"), weight=1.5),
        FieldForm("industry", "choice", ("industry", "сфера деятельности"), weight=2.5),
        FieldForm("website", "text", ("website", "company domain name", "domain", "web site"), weight=2.0),
        FieldForm(
            "employees",
            "number",
            ("employees", "number of employees", "количество сотрудников", "headcount"),
            weight=2.5,
        ),
        FieldForm("revenue", "money", ("annual revenue", "revenue", "turnover"), weight=1.0),
        FieldForm("founded", "number", ("year established", "founded", "year founded"), weight=2.0),
        FieldForm("parent", "text", ("subsidiary of", "parent company"), weight=2.0),
        FieldForm("address", "text", ("address", "office location", "city", "country"), weight=0.5, many=True),
        FieldForm("phones", "phones", PHONES.headings, weight=1.0, many=True, telling=says_phone),
        FieldForm("emails", "email", EMAILS.headings, weight=0.5, many=True, telling=says_email),
        FieldForm("owner", "person", ("company owner", "owner", "manager"), weight=0.3),
        FieldForm("company_type", "choice", ("company type", "type"), weight=0.5),
        FieldForm("created_at", "time", ("created date", "creation date"), weight=0.3),
        MODIFIED_AT,
        LAST_ACTIVITY,
        CREATED_BY,
        MODIFIED_BY,
        NOTE_TEXT,
        TAGS,
    ),
)
