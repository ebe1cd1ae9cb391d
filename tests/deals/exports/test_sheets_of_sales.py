"""Sheets and exports that name nothing as a CRM would: what they are is told by what they hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from deals.exports.export_import import ImportRequest, PreparedImport, prepare_import
from tests.deals.exports import made_exports as made


def prepared(tmp_path: Path, **texts: str) -> PreparedImport:
    files = [made.write(tmp_path, f"{name}.csv", text) for name, text in texts.items()]
    return prepare_import(ImportRequest(files, tmp_path / "archive", timezone="Europe/Moscow"))


def kinds(import_: PreparedImport) -> dict[str, str]:
    return {planned.table.file.removesuffix(".csv"): planned.kind for planned in import_.plan.tables}


def columns(import_: PreparedImport, table: str = "deals") -> dict[str, str]:
    (found,) = (planned for planned in import_.plan.tables if planned.table.file == f"{table}.csv")
    return {name: "|".join(match.heading for match in found_) for name, found_ in found.recognition.columns.items()}


def deals(import_: PreparedImport) -> dict[str, dict[str, str]]:
    return {row["deal_id"]: row for row in import_.rows.tables.get("deals.csv", [])}


REGISTER = """\
№;Дата обращения;Клиент;Тел.;Что хотел;Сумма, руб;Кто ведёт;Статус;Комментарий
1;10.01.2026;Орлов Пётр;8 (903) 100-10-20;Окна;20 000,00;Маша;в работе;звонить после 5
2;13.01.2026;Ким Ольга;8 (903) 100-10-21;Двери;21 500,00;Коля;продано;
3;16.01.2026;ИП Лис;8 (903) 100-10-22;Балкон;23 000,00;Маша;отказ;
4;19.01.2026;Юг;8 (903) 100-10-23;Окна;24 500,00;Коля;думает;
"""
TRACKER = """\
Date,Customer,Phone,What they want,Quote,Rep,Outcome,Remarks
10/01/2026,Jo Dew,020 7946 0001,Kitchen,"£1,500",Ann,Sold,call back
13/01/2026,Al Fox,020 7946 0002,Hall,"£900",Bob,Lost,
16/01/2026,Di Roe,020 7946 0003,Bath,"£700",Ann,Thinking,
"""
BOARD = """\
Name,Account Owner,Company,Email,Est. Value,Phone,Status,Created
Roof,Ann Lee,Heron,jo@x.test,"$1,000.00",(415) 555-0101,Proposal,"January 10, 2026 9:05 AM"
Wall,Bob Ray,Finch,al@x.test,"$2,000.00",(415) 555-0102,Won,"January 13, 2026 9:05 AM"
Door,Ann Lee,Gull,di@x.test,"$3,000.00",(415) 555-0103,Lost,"January 14, 2026 9:05 AM"
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            REGISTER,
            {
                "created_at": "Дата обращения",
                "contact_name": "Клиент",
                "title": "Что хотел",
                "amount": "Сумма, руб",
                "owner": "Кто ведёт",
                "status": "Статус",
            },
        ),
        (TRACKER, {"created_at": "Date", "title": "What they want", "amount": "Quote", "owner": "Rep"}),
        (BOARD, {"title": "Name", "owner": "Account Owner", "expected_amount": "Est. Value", "status": "Status"}),
    ],
)
def test_money_a_date_and_words_of_winning_and_losing_make_sales_of_a_list_of_clients(
    tmp_path: Path, text: str, expected: dict[str, str]
) -> None:
    found = prepared(tmp_path, clients=text)
    assert kinds(found) == {"clients": "deals"}
    assert {name: columns(found, "clients").get(name) for name in expected} == expected
    assert {row["status"] for row in deals(found).values()} == {"open", "won", "lost"}


def test_a_list_of_clients_with_states_of_their_own_stays_one(tmp_path: Path) -> None:
    text = "ФИО;Телефон;Статус;Дата регистрации;Сумма покупок\n" + "".join(
        f"Ким {at};+791677700{at:02};{('Активный', 'Новый', 'VIP')[at % 3]};1{at}.01.2026;{at}000\n" for at in range(6)
    )
    assert kinds(prepared(tmp_path, clients=text)) == {"clients": "contacts"}


def test_firms_with_a_revenue_that_were_lost_stay_firms(tmp_path: Path) -> None:
    text = (
        "Название компании;Отрасль;Выручка;Статус;Дата создания\nЮг;Торговля;9000;Потерян;11.01.2025\n"
        "Луч;Стройка;8000;В работе;12.01.2025\n"
    )
    assert kinds(prepared(tmp_path, clients=text)) == {"clients": "companies"}


def test_row_numbers_of_a_sheet_are_no_ids(tmp_path: Path) -> None:
    found = prepared(tmp_path, january=REGISTER, february=REGISTER.replace(".01.2026", ".02.2026"))
    assert len(deals(found)) == 8
    assert found.problems == ()


PEOPLE = """\
ID;ФИО;Отдел;Должность;Статус;Дата приема;Оклад
1;Белова Анна;Продажи;Менеджер;Работает;01.02.2024;50000
2;Львов Иван;Продажи;Начальник отдела;Уволен;01.03.2024;90000
"""
FIRMS = """\
ID;Название компании;Сфера деятельности;Выручка;Дата создания;Статус
1;Юг;Торговля;9000;11.01.2025;Активный
"""


def test_people_products_and_companies_beside_deals_are_no_deals(tmp_path: Path) -> None:
    found = prepared(
        tmp_path,
        deals="ID сделки;Название;Сумма;Стадия;Дата создания;Ответственный\n1;Окна;900;Отказ;10.01.2026;Белова Анна\n",
        staff=PEOPLE,
        goods="Код;Наименование;Категория;Цена;Статус\n1;Окно;Окна;1000;Активен\n2;Дверь;Двери;900;Архив\n",
        firms=FIRMS,
        teams="Отдел;Руководитель;Сотрудников\nПродажи;Львов Иван;4\nСервис;Ким Вера;2\n",
    )
    assert kinds(found) == {"deals": "deals", "staff": "people", "goods": "products", "firms": "companies"}
    assert len(deals(found)) == 1


STATUSES = """\
(Do Not Modify) Opportunity,Topic,Potential Customer,Est. Revenue,Status,Status Reason,Owner,Created On,Actual Revenue
a3f0-1,Forklifts,Fabrikam,5000,Open,In Progress,Tess,2026-01-10,
a3f0-2,Pallets,Contoso,6000,Won,Won,Uma,2026-01-11,5500
a3f0-3,Racks,Adatum,7000,Lost,Out-Sold,Tess,2026-01-12,0
a3f0-4,Belts,Litware,8000,Lost,Won by others,Tess,2026-01-13,
"""


def test_a_column_of_plain_statuses_outranks_words_of_stages_and_reasons(tmp_path: Path) -> None:
    found = prepared(tmp_path, deals=STATUSES)
    rows = deals(found)
    assert {deal_id: (row["status"], row["amount"]) for deal_id, row in rows.items()} == {
        "a3f0-1": ("open", "5000"),
        "a3f0-2": ("won", "5500"),
        "a3f0-3": ("lost", "0"),
        "a3f0-4": ("lost", "8000"),
    }
    assert found.problems == ()
    assert found.rows.tables["contacts.csv"][0]["company"] == "Fabrikam"


def test_a_plain_status_against_a_plain_stage_is_used_with_a_warning(tmp_path: Path) -> None:
    text = "ID,Deal,Stage,Status,Created\n1,Roof,Closed Won,Lost,2026-01-05\n2,Wall,Closed Lost,Lost,2026-01-05\n"
    found = prepared(tmp_path, deals=text)
    assert [row["status"] for row in deals(found).values()] == ["lost", "lost"]
    (problem,) = found.problems
    assert (problem.code, problem.severity, problem.row, problem.value) == (
        "stage-overruled",
        "warning",
        2,
        "Closed Won",
    )


def test_a_state_of_the_record_is_no_status_of_the_deal(tmp_path: Path) -> None:
    text = "ID,Deal,Stage,Status,Created\n1,Roof,Closed Won,Active,2026-01-05\n2,Wall,Closed Lost,Active,2026-01-05\n"
    assert [row["status"] for row in deals(prepared(tmp_path, deals=text)).values()] == ["won", "lost"]


ORDERS = "Номер;Дата;Покупатель;Сумма;Состояние заказа\nН-1;10.01.2026;Темп;100;{}\nН-2;11.01.2026;Луч;200;{}\n"


def test_completion_is_success_where_the_only_other_end_is_a_failure(tmp_path: Path) -> None:
    found = prepared(tmp_path, orders=ORDERS.format("Выполнен", "Отменен"))
    assert [row["status"] for row in deals(found).values()] == ["won", "lost"]
    (asked,) = found.questions
    assert (asked.code, asked.blocking) == ("stage-won", False)


@pytest.mark.parametrize("statuses", [("Выполнен", "В работе"), ("Закрыт", "Отменен"), ("Выполнен", "Выигран")])
def test_completion_alone_says_nothing_of_success(tmp_path: Path, statuses: tuple[str, str]) -> None:
    found = prepared(tmp_path, orders=ORDERS.format(*statuses))
    assert "Н-1" not in deals(found)
    assert [str(asked.code) for asked in found.questions] == ["stage-closed"]


def test_a_deal_that_was_put_away_with_a_reason_is_lost(tmp_path: Path) -> None:
    text = (
        "External ID,Opportunity,Stage,Expected Revenue,Created on,Lost Reason,Active\n"
        "c1,Chairs,Proposition,1500.5,2026-01-10,Too expensive,False\nc2,Desks,Won,900,2026-01-11,,True\n"
        "c3,Lamps,Proposition,700,2026-01-12,,True\n"
    )
    found = prepared(tmp_path, deals=text)
    assert [row["status"] for row in deals(found).values()] == ["lost", "won", "open"]


SF_LEADS = """\
Id,FirstName,LastName,Title,Company,Phone,Lead Status,AnnualRevenue,Lead Owner,IsConverted,ConvertedOpportunityId,\
CreatedDate
00Q1,Jo,Dew,CEO,Heron,(415) 555-0101,Open - Not Contacted,1000000,Ann Lee,false,,2026-01-10
00Q2,Al,Fox,VP Sales,Finch,(415) 555-0102,Closed - Converted,2000000,Bob Ray,true,0062,2026-01-11
00Q3,Di,Roe,Buyer,Gull,(415) 555-0103,Closed - Not Converted,3000000,Ann Lee,false,,2026-01-12
"""


def test_a_job_title_is_no_title_of_a_deal_and_a_firms_revenue_no_amount(tmp_path: Path) -> None:
    found = columns(prepared(tmp_path, leads=SF_LEADS), "leads")
    assert (found["position"], found["company_revenue"]) == ("Title", "AnnualRevenue")
    assert not {"title", "amount"} & found.keys()
    assert found["company"], found["phones"] == ("Company", "Phone")


def test_a_job_title_is_no_name_of_a_contact(tmp_path: Path) -> None:
    text = (
        "Contact ID,First Name,Last Name,Title,Account Name,Phone\n1,Jo,Dew,CEO,Heron,(415) 555-0101\n"
        "2,Al,Fox,Buyer,Finch,(415) 555-0102\n"
    )
    names = [row["name"] for row in prepared(tmp_path, contacts=text).rows.tables["contacts.csv"]]
    assert names == ["Jo Dew", "Al Fox"]


@pytest.mark.parametrize("order", [("leads", "opps"), ("opps", "leads")])
def test_a_lead_that_became_a_deal_is_not_listed_twice(tmp_path: Path, order: tuple[str, str]) -> None:
    opportunities = "Id,Name,StageName,Amount,CreatedDate\n0062,Finch deal,Closed Won,900,2026-02-01\n"
    texts = {"leads": SF_LEADS, "opps": opportunities}
    found = prepared(tmp_path, **{name: texts[name] for name in order})
    assert {deal_id: row["status"] for deal_id, row in deals(found).items()} == {
        "0062": "won",
        "00Q1": "open",
        "00Q3": "lost",
    }
    assert [(problem.code, problem.value, problem.details["deal"]) for problem in found.problems] == [
        ("lead-became-deal", "00Q2", "0062")
    ]
    contacts = {row["contact_id"]: row for row in found.rows.tables["contacts.csv"]}
    assert contacts[deals(found)["0062"]["contact_id"]]["name"] == "Al Fox", "as its lead says"


def test_leads_and_deals_that_are_numbered_apart_are_not_mistaken_for_each_other(tmp_path: Path) -> None:
    found = prepared(
        tmp_path,
        deal="ID;Название сделки;Стадия сделки;Сумма;Дата создания;Лид\n1;Кухня;Новая;900;10.01.2026;2\n"
        "2;Шкаф;Сделка успешна;700;11.01.2026;\n",
        lead="ID;Название лида;Стадия;Дата создания;Рабочий телефон\n1;Заявка;В работе;09.01.2026;+79161112233\n"
        "2;Заявка;Качественный лид;09.01.2026;+79161112234\n",
    )
    assert {deal_id: row["title"] for deal_id, row in deals(found).items()} == {
        "1": "Кухня",
        "2": "Шкаф",
        "lead-1": "Заявка",
    }
    assert found.questions == []


def test_the_client_of_a_deal_is_that_of_its_lead_in_a_list_of_contacts(tmp_path: Path) -> None:
    found = prepared(
        tmp_path,
        opportunities="opportunity_id,lead_id,created_date,stage,amount\nO1,L1,2026-01-10,Closed Won,900\n",
        leads="lead_id,first_name,last_name,company,phone\nL1,Jo,Dew,Heron,+1 415 555 0101\n",
    )
    (contact,) = found.rows.tables["contacts.csv"]
    assert deals(found)["O1"]["contact_id"] == contact["contact_id"]


def test_a_user_of_whom_each_row_has_another_one_owns_no_deal(tmp_path: Path) -> None:
    rows = "".join(f"{at},{700 + at},2026-01-1{at},{('new', 'lost')[at % 2]}\n" for at in range(9))
    found = prepared(tmp_path, leads="lead_id,user_id,lead_date,lead_status\n" + rows)
    assert "people.csv" not in found.rows.tables


def test_of_two_columns_that_name_one_person_the_name_is_preferred(tmp_path: Path) -> None:
    rows = "".join(f"d{at},Plant,Prospecting,2026-01-1{at},{at % 2}-u,{('ann', 'bob')[at % 2]}\n" for at in range(6))
    found = prepared(tmp_path, deals="ID,Name,Sales Stage,Date Created,Assigned User,Assigned to\n" + rows)
    assert columns(found)["owner"] == "Assigned to"


def test_an_amount_that_says_whether_it_holds_taxes_is_one(tmp_path: Path) -> None:
    text = "Дата;Предмет;Стоимость без НДС;Этап;Почему отказ\n10.01.2026;Ремонт;9000;Отказ;дорого\n"
    found = columns(prepared(tmp_path, deals=text))
    assert (found["amount"], found["title"], found["lost_reason"]) == ("Стоимость без НДС", "Предмет", "Почему отказ")


def test_spaces_between_thousands_and_a_dotted_currency_need_no_question(tmp_path: Path) -> None:
    text = "Дата;Клиент;Сумма;Статус\n10.01.2026;Ким;10 500 р.;отказ\n11.01.2026;Лис;9 000 р.;купил\n"
    found = prepared(tmp_path, deals=text)
    assert [row["amount"] for row in deals(found).values()] == ["10500", "9000"]
    assert found.questions == []


def test_a_mark_of_winning_that_only_ended_deals_have_tells_both_ends(tmp_path: Path) -> None:
    text = (
        "Название;Статус;Дата создания;Дата завершения;Выиграна\nА;Новые;10.01.2026;;\n"
        "Б;Переговоры;11.01.2026;20.01.2026;Да\nВ;Договор;12.01.2026;21.01.2026;Нет\n"
    )
    found = prepared(tmp_path, deals=text)
    assert [row["status"] for row in deals(found).values()] == ["open", "won", "lost"]


def test_a_mark_of_winning_alone_calls_nobody_lost_and_nobody_open(tmp_path: Path) -> None:
    text = "OpportunityID,SalesAmount,OpportunityWon,Created\nO1,900,True,2026-01-10\nO2,0,False,2026-01-11\n"
    found = prepared(tmp_path, deals=text)
    assert list(deals(found)) == ["O1"]
    assert [(str(asked.code), asked.blocking) for asked in found.questions] == [("no-stage", True)]


def test_deals_that_say_nothing_of_how_they_stand_are_named(tmp_path: Path) -> None:
    text = "ID,Deal,Stage,Created\n1,Roof,Closed Won,2026-01-05\n2,Wall,,2026-01-05\n"
    found = prepared(tmp_path, deals=text)
    assert [row["status"] for row in deals(found).values()] == ["won", "open"]
    assert [(str(asked.code), asked.details["count"]) for asked in found.questions] == [("stage-blank", "1")]


def test_the_first_contact_is_a_better_beginning_than_any_date(tmp_path: Path) -> None:
    text = "Объект;Дата первого контакта;Дата сделки;Цена;Состояние\nДом;10.01.2026;20.01.2026;900;отказ\n"
    assert columns(prepared(tmp_path, deals=text))["created_at"] == "Дата первого контакта"
