"""Fields that tables of several kinds have.

Headings are those of amoCRM/Kommo, Bitrix24, HubSpot, Salesforce and Pipedrive (public importers and the vendors'
samples) and of hand-kept sheets. A phrase stands for all headings that mean the same, see heading_words: "deal owner"
is also "Opportunity Owner" and «Ответственный за сделку».
"""

from __future__ import annotations

from deals.exports.column_content import ColumnContent
from deals.exports.field_forms import FieldForm


def says_email(content: ColumnContent) -> float:
    return 1.0 if content.emails > 0.8 else 0.0


def says_phone(content: ColumnContent) -> float:
    return 1.0 if content.phones > 0.8 and content.numbers < 0.95 else 0.0


def says_money(content: ColumnContent) -> float:
    """Amounts with a currency sign are money by any heading."""
    return 1.0 if content.money > 0.9 and content.numbers < 0.5 and content.distinct > 1 else 0.0


def says_job(content: ColumnContent) -> float:
    return 1.0 if content.jobs > 0.7 and content.distinct > 1 else 0.0


PHONES = FieldForm(
    "phones",
    "phones",
    (
        "phone",
        "contact phone",
        "phone number",
        "mobile phone number",
        "work phone",
        "home phone",
        "other phone",
        "рабочий прямой телефон",
        "другой телефон",
        "company phone",
        "client phone number",
    ),
    weight=0.2,
    many=True,
    telling=says_phone,
)
EMAILS = FieldForm(
    "emails",
    "email",
    ("email", "contact email", "work email", "личный email", "другой email", "email address", "company email"),
    weight=0.2,
    many=True,
    telling=says_email,
)
COMPANY = FieldForm(
    "company",
    "text",
    ("company", "company name", "contact company", "client company", "customer company name", "potential customer"),
    weight=0.5,
    many=True,
)
COMPANY_ID = FieldForm(
    "company_id", "reference", ("company id", "company name id", "associated company ids", "company number"), weight=0.2
)
FIRST_NAME = FieldForm(
    "first_name", "text", ("first name", "firstname", "contact first name", "имя контакта"), weight=0.2
)
LAST_NAME = FieldForm(
    "last_name", "text", ("last name", "lastname", "contact last name", "фамилия контакта"), weight=0.2
)
CREATED_BY = FieldForm(
    "created_by", "person", ("created by", "кем создана", "created by id", "создал", "created user"), weight=0.2
)
MODIFIED_BY = FieldForm(
    "modified_by", "person", ("modified by", "кем изменена", "modify by id", "last modified by"), weight=0.2
)
MODIFIED_AT = FieldForm(
    "modified_at", "time", ("modified date", "last modified date", "дата изменения", "updated at"), weight=0.2
)
LAST_ACTIVITY = FieldForm(
    "last_activity",
    "time",
    ("last activity date", "last contacted date", "last activity", "last contact date", "дата последней активности"),
    weight=0.2,
)
NEXT_ACTIVITY = FieldForm(
    "next_activity", "time", ("next activity date", "next task date", "дата следующего контакта"), weight=0.5
)
NOTE_TEXT = FieldForm("notes", "text", ("note", "description", "текст примечания"), weight=0.1, many=True)
TAGS = FieldForm("tags", "text", ("tag",), weight=0.1)
DEAL_ID_REFERENCE = FieldForm(
    "deal_id",
    "reference",
    ("deal id", "id сделки", "associated deal ids", "opportunity id", "lead id", "related to id"),
    weak_headings=("deal number", "deal"),
    weight=1.0,
)
DEAL_TITLE_REFERENCE = FieldForm(
    "deal_title", "text", ("deal name", "deal title", "associated deal", "deal"), ("related to",), weight=1.0
)
