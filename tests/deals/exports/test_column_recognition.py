"""Columns are told by heading and content together, whatever their order and spelling."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deals.csv_text import Record
from deals.exports.client_columns import CONTACTS
from deals.exports.column_recognition import recognise, table_contents
from deals.exports.deal_columns import DEALS
from deals.exports.kind_of_table import best_kind
from deals.exports.source_table import SourceTable
from deals.exports.table_kinds import KINDS
from tests.deals.exports import made_exports as made


def table(text: str, delimiter: str = ",", name: str = "export.csv") -> SourceTable:
    import csv

    headings, *rows = csv.reader(text.splitlines(), delimiter=delimiter)
    return SourceTable(name, tuple(headings), [Record(at, row) for at, row in enumerate(rows, start=2)])


def fields(found: SourceTable) -> dict[str, str]:
    """Field to heading of a table of deals."""
    recognition = recognise(table_contents(found), DEALS)
    return {name: matches[0].heading for name, matches in recognition.columns.items()}


EXPECTED = {
    "amocrm": (
        made.AMOCRM,
        ";",
        {
            "deal_id": "ID",
            "title": "Название сделки",
            "amount": "Бюджет",
            "owner": "Ответственный",
            "stage": "Этап сделки",
            "created_at": "Дата создания сделки",
            "closed_at": "Дата закрытия",
            "contact_name": "Полное имя контакта",
            "lost_reason": "Причина отказа",
            "pipeline": "Воронка",
            "source": "utm_source",
        },
    ),
    "bitrix24": (
        made.BITRIX24,
        ";",
        {
            "deal_id": "ID",
            "amount": "Сумма",
            "currency": "Валюта",
            "stage": "Стадия сделки",
            "is_closed": "Закрыта",
            "created_at": "Дата создания",
            "closed_at": "Дата завершения",
            "company": "Компания",
            "contact_name": "Контакт",
            "phones": "Контакт: Мобильный телефон",
            "owner": "Ответственный",
        },
    ),
    "bitrix24 fields": (
        made.BITRIX24_FIELDS,
        ",",
        {
            "deal_id": "ID",
            "title": "TITLE",
            "amount": "OPPORTUNITY",
            "stage": "STAGE_ID",
            "semantic": "STAGE_SEMANTIC_ID",
            "created_at": "DATE_CREATE",
            "closed_at": "CLOSEDATE",
            "owner_id": "ASSIGNED_BY_ID",
            "contact_id": "CONTACT_ID",
            "is_closed": "CLOSED",
            "currency": "CURRENCY_ID",
            "source": "SOURCE_ID",
        },
    ),
    "hubspot": (
        made.HUBSPOT,
        ",",
        {
            "deal_id": "Record ID",
            "title": "Deal Name",
            "amount": "Amount",
            "stage": "Deal Stage",
            "created_at": "Create Date",
            "closed_at": "Close Date",
            "owner": "Deal owner",
            "contact_name": "Associated Contact",
            "is_won": "Is Closed Won",
            "contact_id": "Associated Contact IDs",
            "company": "Associated Company",
            "lost_reason": "Closed Lost Reason",
        },
    ),
    "salesforce": (
        made.SALESFORCE,
        ",",
        {
            "title": "Opportunity Name",
            "company": "Account Name",
            "amount": "Amount",
            "closed_at": "Close Date",
            "created_at": "Created Date",
            "stage": "Stage",
            "owner": "Opportunity Owner",
            "source": "Lead Source",
            "probability": "Probability (%)",
        },
    ),
    "pipedrive": (
        made.PIPEDRIVE,
        ",",
        {
            "deal_id": "Deal - ID",
            "title": "Deal - Title",
            "amount": "Deal - Value",
            "status": "Deal - Status",
            "stage": "Deal - Stage",
            "created_at": "Deal - Deal created",
            "won_at": "Deal - Won time",
            "owner": "Deal - Owner",
            "lost_at": "Deal - Lost time",
            "lost_reason": "Deal - Lost reason",
            "expected_close": "Deal - Expected close date",
            "company": "Deal - Organization",
            "contact_name": "Deal - Contact person",
            "phones": "Person - Phone",
            "currency": "Deal - Currency of Value",
        },
    ),
    "a set of tables": (
        made.SET_OF_TABLES["sales_pipeline.csv"],
        ",",
        {
            "deal_id": "opportunity_id",
            "owner": "sales_agent",
            "company": "account",
            "stage": "deal_stage",
            "created_at": "engage_date",
            "closed_at": "close_date",
            "amount": "close_value",
            "product": "product",
        },
    ),
}


@pytest.mark.parametrize("crm", EXPECTED)
def test_the_columns_of_each_crm_are_known(crm: str) -> None:
    text, delimiter, expected = EXPECTED[crm]
    found = fields(table(text, delimiter))
    assert {name: found.get(name) for name in expected} == expected


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(EXPECTED)), st.randoms(use_true_random=False))
def test_the_order_of_columns_does_not_matter(crm: str, shuffler: random.Random) -> None:
    text, delimiter, expected = EXPECTED[crm]
    whole = table(text, delimiter)
    order = list(range(len(whole.headings)))
    shuffler.shuffle(order)
    shuffled = SourceTable(
        whole.file,
        tuple(whole.headings[at] for at in order),
        [Record(row.number, [row.cells[at] for at in order]) for row in whole.rows],
    )
    found = fields(shuffled)
    assert {name: found.get(name) for name in expected} == expected


def respelled(heading: str, shuffler: random.Random) -> str:
    words = heading.replace(" - ", " ").replace("_", " ").split()
    joined = shuffler.choice([" ", "_", "  ", "-"]).join(words)
    return shuffler.choice([joined, joined.upper(), joined.lower(), f" {joined} ", f"{joined}.1", joined.capitalize()])


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["amocrm", "hubspot", "salesforce", "pipedrive", "a set of tables"]),
    st.randoms(use_true_random=False),
)
def test_the_spelling_of_headings_does_not_matter(crm: str, shuffler: random.Random) -> None:
    text, delimiter, expected = EXPECTED[crm]
    whole = table(text, delimiter)
    spelled = {heading: respelled(heading, shuffler) for heading in whole.headings}
    found = fields(SourceTable(whole.file, tuple(spelled.values()), whole.rows))
    assert {name: found.get(name) for name in expected} == {
        name: spelled[heading] for name, heading in expected.items()
    }


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Сумма контракта", "amount"),
        ("Deal size", "amount"),
        ("Total Revenue (USD)", "amount"),
        ("opened_on", "created_at"),
        ("Дата поступления заявки", "created_at"),
        ("OppCreateDate", "created_at"),
        ("Actual close date", "closed_at"),
        ("Дата завершения сделки", "closed_at"),
    ],
)
def test_other_words_for_the_same_are_known(heading: str, field: str) -> None:
    cells = ["12 500,00", "3 000,00"] if field == "amount" else ["2026-01-05", "2026-02-06"]
    rows = [Record(at, ["Won", cell, f"Deal {at}"]) for at, cell in enumerate(cells, start=2)]
    assert fields(SourceTable("x.csv", ("Stage", heading, "Name"), rows))[field] == heading


DYNAMICS = """\
Topic,Potential Customer,Est. Close Date,Est. Revenue,Status,Actual Close Date,Actual Revenue,Created On,Owner,\
Status Reason
Roof,Heron,1/31/2026,5000,Won,2/1/2026,4800,1/5/2026,Ann Lea,Won
Wall,Finch,3/15/2026,900,Open,,,1/16/2026,Ann Lea,In Progress
"""
ZOHO = """\
Record Id,Deal Owner.id,Deal Owner,Deal Name,Amount,Stage,Closing Date,Account Name.id,Account Name,Reason For Loss,\
Created Time
zcrm_1,zcrm_9,Ann Lea,Roof,$ 5000,Closed Lost,2026-02-01,zcrm_5,Heron,Price,2026-01-05 10:00:00
zcrm_2,zcrm_9,Ann Lea,Wall,$ 900,Qualification,2026-03-01,zcrm_6,Finch,,2026-01-06 10:00:00
"""
SUGAR = """\
id,name,date_entered,assigned_user_name,account_name,amount,date_closed,sales_stage,lead_source,deleted
a1,Roof,2026-01-05 10:00:00,ann,Heron,5000,2026-02-01,Closed Won,Web,0
b2,Wall,2026-01-06 10:00:00,bob,Finch,900,2026-03-01,Prospecting,Mail,0
"""
RETAIL = """\
Номер заказа;Дата заказа;Статус заказа;Сумма, тыс. руб.;Менеджер;ФИО клиента;Телефон клиента
17;05.01.2026;Выполнен;12,5;Анна;Ольга Ким;89161112233
18;15.01.2026;Отменён;7,25;Олег;Пётр Лис;89161112244
"""


KOMMO = """\
ID,Lead title,"Sale, $",Lead usermanager,Created at,Created by,Last modified,Closed at,Lead stage,Full name,Work phone
1,Roof,"5,000",Ann Lea,01.05.2026 10:00:00,Ann Lea,02.05.2026 10:00:00,not closed,Initial contact,Jo Dew,'+12183488528
2,Wall,"12,500",Bo Ray,21.05.2026 10:00:00,Bo,22.05.2026 10:00:00,25.05.2026 11:00:00,Closed - lost,Al Fox,\
'+12183488529
"""
SHEET = """\
№;Дата заявки;ФИО клиента;Телефон;Стоимость;Ответственный менеджер;Статус;Причина отказа
1;12.01.2026;Лис Анна;8-912-345-67-89;150 000;Петров;Договор подписан;
2;13.01.2026;Котов Илья;8-912-345-67-90;;Петров;Отказ;Дорого
"""


@pytest.mark.parametrize(
    ("text", "delimiter", "expected"),
    [
        (
            DYNAMICS,
            ",",
            "title=Topic amount=Actual Revenue closed_at=Actual Close Date expected_close=Est. Close Date "
            "created_at=Created On status=Status owner=Owner",
        ),
        (
            ZOHO,
            ",",
            "deal_id=Record Id owner=Deal Owner owner_id=Deal Owner.id company=Account Name "
            "company_id=Account Name.id lost_reason=Reason For Loss closed_at=Closing Date created_at=Created Time",
        ),
        (
            SUGAR,
            ",",
            "deal_id=id title=name created_at=date_entered owner=assigned_user_name company=account_name "
            "closed_at=date_closed stage=sales_stage source=lead_source",
        ),
        (
            KOMMO,
            ",",
            "deal_id=ID title=Lead title amount=Sale, $ owner=Lead usermanager created_at=Created at "
            "closed_at=Closed at stage=Lead stage contact_name=Full name phones=Work phone",
        ),
        (
            SHEET,
            ";",
            "created_at=Дата заявки contact_name=ФИО клиента amount=Стоимость owner=Ответственный менеджер "
            "status=Статус lost_reason=Причина отказа phones=Телефон",
        ),
        (
            RETAIL,
            ";",
            "deal_id=Номер заказа created_at=Дата заказа status=Статус заказа amount=Сумма, тыс. руб. "
            "owner=Менеджер contact_name=ФИО клиента phones=Телефон клиента",
        ),
    ],
)
def test_other_systems_are_known_by_the_same_words(text: str, delimiter: str, expected: str) -> None:
    found = fields(table(text, delimiter))
    wanted = dict(re.findall(r"(\w+)=(.+?)(?= \w+=|$)", expected))
    assert {name: found.get(name) for name in wanted} == wanted


def test_fillers_alone_name_nothing() -> None:
    assert "title" not in fields(table("All,Stage,Amount\nRoof,Won,5\nWall,Lost,7\n"))


def test_the_cells_decide_where_a_heading_could_mean_two_things() -> None:
    titled = table("Opportunity,Stage,Amount\nRoof for Heron,Won,5000\nWalls,Lost,900\n")
    priced = table("TITLE,Opportunity,Stage\nRoof for Heron,5000,Won\nWalls,900,Lost\n")
    assert (fields(titled)["title"], fields(titled)["amount"]) == ("Opportunity", "Amount")
    assert (fields(priced)["title"], fields(priced)["amount"]) == ("TITLE", "Opportunity")


def test_a_column_without_a_telling_heading_is_known_by_its_cells() -> None:
    found = fields(table("A,B,C,Deal name\nWon,a@x.test,+7 916 111-22-33,Roof\nLost,b@x.test,+7 916 111-22-34,Wall\n"))
    assert (found["stage"], found["emails"], found["phones"]) == ("A", "B", "C")


def test_a_heading_that_its_cells_belie_is_not_believed() -> None:
    assert "created_at" not in fields(table("Created,Stage,Amount\nAnna,Won,5\nBoris,Lost,6\n"))


def test_two_columns_that_fit_equally_well_are_both_left_alone() -> None:
    found = recognise(table_contents(table("Deal,Stage,Price north,Price south\nRoof,Won,5,6\nWall,Lost,7,8\n")), DEALS)
    assert "amount" not in found.columns
    assert found.doubts == {"amount": ("Price north", "Price south")}


def test_an_amount_that_fits_only_in_part_is_asked_about() -> None:
    text = table("Deal,Stage,Quote price monthly\nRoof,Won,5\nWall,Lost,7\n")
    found = recognise(table_contents(text), DEALS)
    assert "amount" not in found.columns
    assert found.doubts == {"amount": ("Quote price monthly",)}


def test_equal_columns_are_no_doubt() -> None:
    found = recognise(table_contents(table("Deal,Stage,Price north,Price south\nRoof,Won,5,5\nWall,Lost,7,7\n")), DEALS)
    assert found.heading("amount") == "Price north"


def test_a_person_has_the_last_word() -> None:
    text = table("Deal,Stage,Price north,Price south\nRoof,Won,5,6\nWall,Lost,7,8\n")
    found = recognise(table_contents(text), DEALS, {"Price south": "amount", "Stage": None})
    assert found.heading("amount") == "Price south"
    assert "stage" not in found.columns


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (made.HUBSPOT, "deals"),
        (made.HUBSPOT_CONTACTS, "contacts"),
        *(
            (
                text,
                {"sales_pipeline.csv": "deals", "accounts.csv": "companies", "sales_teams.csv": "people"}.get(
                    name, "products"
                ),
            )
            for name, text in made.SET_OF_TABLES.items()
        ),
        (
            "Task ID,Deal ID,Subject,Due Date,Completed Date,Assigned To,Created Date\n"
            "1,7,Call,2026-01-05,,Ann,2026-01-02\n",
            "tasks",
        ),
        ("Note ID,Deal ID,Note,Author,Created Date\n1,7,She asked for a price,Ann,2026-01-02\n", "messages"),
        ("Deal ID,From stage,To stage,Changed at,User\n7,New,Won,2026-01-05,Ann\n", "stage_history"),
        (
            "Lead ID,First Name,Last Name,Company,Phone,Lead Source,Lead Status,Lead Owner,Created Date\n"
            "1,Jo,Dew,Heron,+1 218-348-8528,Web,Open,Ann Lea,2026-01-05\n",
            "deals",
        ),
        ("Table,Field,Description\naccounts,account,Company name\nproducts,price,Retail price\n", None),
        (
            "Record ID,Deal Name,Deal Stage,Date entered stage,Amount,Deal owner\n1,Roof,New,2026-04-01,9000,Jane\n"
            "1,Roof,Closed won,2026-04-04,9000,Jane\n2,Wall,New,2026-04-02,500,Jane\n"
            "2,Wall,Closed lost,2026-04-08,500,Jane\n",
            "stage_history",
        ),
        ("city,temperature,humidity\nOslo,4,80\nRiga,6,81\n", None),
    ],
)
def test_the_kind_of_a_table_is_told_by_its_columns(text: str, kind: str | None) -> None:
    found, _ = best_kind(table_contents(table(text)), KINDS.values())
    assert (found.kind.name if found else None) == kind


def test_several_columns_of_phones_are_all_used() -> None:
    found = recognise(table_contents(table(made.AMOCRM, ";")), DEALS)
    assert {match.heading for match in found.columns["phones"]} == {
        "Рабочий телефон",
        "Рабочий прямой телефон",
        "Мобильный телефон",
    }
    assert CONTACTS.field("phones").many
