"""Exports of every CRM become archives that the reader takes whole; what is missing is asked, not made up."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from deals.archive_reader import read_archive
from deals.exports.export_import import ImportRequest, PreparedImport, carry_out_import, prepare_import
from deals.records import Archive
from tests.deals.exports import made_exports as made

MOSCOW = ZoneInfo("Europe/Moscow")


def imported(files: Sequence[Path], archive: Path, **options: str) -> PreparedImport:
    options.setdefault("timezone", "Europe/Moscow")
    prepared = prepare_import(ImportRequest(list(files), archive, **options))  # type: ignore[arg-type]
    carry_out_import(prepared, str)
    return prepared


def read(archive: Path) -> Archive:
    """The archive; no row of it may be set aside by the reader."""
    found = read_archive(archive)
    assert [problem for problem in found.problems if problem.severity == "set_aside"] == []
    return found


def standing(archive: Archive) -> dict[str, str]:
    return {deal_id: deal.status for deal_id, deal in archive.deals.items()}


def test_amocrm_in_cp1251(tmp_path: Path) -> None:
    imported([made.write(tmp_path, "amocrm_export_leads.csv", made.AMOCRM, "cp1251")], tmp_path / "a", currency="RUB")
    archive = read(tmp_path / "a")
    assert standing(archive) == {"501": "open", "502": "lost", "503": "won"}
    kitchen, cupboard = archive.deals["501"], archive.deals["502"]
    assert kitchen.created_at == datetime(2026, 1, 5, 10, 11, 12, tzinfo=MOSCOW)
    assert (kitchen.amount, kitchen.closed_at, kitchen.source) == (Decimal(1250000), None, "yandex")
    assert (cupboard.lost_reason, cupboard.closed_at) == ("Дорого", datetime(2026, 2, 11, 15, 22, 1, tzinfo=MOSCOW))
    assert archive.people[kitchen.owner_id or ""].name == "Белова Анна"
    assert archive.contacts[kitchen.contact_id or ""].phones == ("+79100003817", "+79161112233")
    assert archive.contacts[cupboard.contact_id or ""].company == "ООО Ромашка"
    assert archive.language == "ru"


def test_bitrix24_as_its_lists_show_it(tmp_path: Path) -> None:
    imported([made.write(tmp_path, "DEAL.csv", made.BITRIX24, "utf-8-sig")], tmp_path / "a")
    archive = read(tmp_path / "a")
    assert standing(archive) == {"101": "open", "102": "lost", "103": "won"}
    assert archive.currency == "RUB"
    assert archive.contacts[archive.deals["102"].contact_id or ""].phones == ("+79161234568", "+74951112233")
    assert archive.deals["103"].closed_at is not None


def test_bitrix24_with_the_names_of_its_fields(tmp_path: Path) -> None:
    imported([made.write(tmp_path, "deals.csv", made.BITRIX24_FIELDS)], tmp_path / "a")
    archive = read(tmp_path / "a")
    assert standing(archive) == {"1": "open", "3": "lost", "5": "won"}
    assert (archive.deals["5"].owner_id, archive.deals["5"].contact_id) == ("2", "8")
    assert archive.deals["1"].created_at == datetime(2026, 2, 3, 15, 58, 12, tzinfo=MOSCOW)
    assert archive.language == "ru", "by what people wrote, though the headings are English"


def test_hubspot_deals_find_their_contacts_by_id(tmp_path: Path) -> None:
    files = [
        made.write(tmp_path, "hubspot-crm-exports-deals.csv", made.HUBSPOT),
        made.write(tmp_path, "hubspot-crm-exports-contacts.csv", made.HUBSPOT_CONTACTS),
    ]
    imported(files, tmp_path / "a", timezone="America/Chicago")
    archive = read(tmp_path / "a")
    assert standing(archive) == {"7001": "open", "7002": "lost", "7003": "won"}
    jane = archive.contacts[archive.deals["7001"].contact_id or ""]
    assert (jane.contact_id, jane.name, jane.phones) == ("8001", "Jane Dew", ("+12183488528",))
    assert archive.deals["7001"].closed_at is None, "a planned date is no closing date"


def test_salesforce_dates_month_first_and_ids_of_its_own_making(tmp_path: Path) -> None:
    prepared = imported(
        [made.write(tmp_path, "report.csv", made.SALESFORCE)], tmp_path / "a", timezone="America/Chicago"
    )
    archive = read(tmp_path / "a")
    by_title = {deal.title: deal for deal in archive.deals.values()}
    assert by_title["Finch Install"].created_at.date().isoformat() == "2026-03-04"
    assert (by_title["Finch Install"].status, by_title["Finch Install"].amount) == ("lost", Decimal(1250000))
    assert (by_title["Gull Refinery"].status, by_title["Heron Generators"].status) == ("won", "open")
    assert archive.currency == "USD"
    assert prepared.questions == []


def test_pipedrive_with_several_phones_in_a_cell(tmp_path: Path) -> None:
    imported([made.write(tmp_path, "deals.csv", made.PIPEDRIVE)], tmp_path / "a", timezone="America/Chicago")
    archive = read(tmp_path / "a")
    assert standing(archive) == {"1": "open", "2": "lost", "3": "won"}
    assert len(archive.contacts[archive.deals["1"].contact_id or ""].phones) == 2
    assert archive.deals["2"].contact_id == archive.deals["3"].contact_id
    assert archive.deals["2"].lost_reason == "Price"


def test_a_set_of_tables_is_joined_by_its_names(tmp_path: Path) -> None:
    files = [made.write(tmp_path, name, text) for name, text in made.SET_OF_TABLES.items()]
    prepared = imported(files, tmp_path / "a")
    archive = read(tmp_path / "a")
    assert standing(archive) == {"1C1I7A6R": "won", "Z063OYW0": "lost", "PE84CX4O": "open"}
    assert {person.name: person.role for person in archive.people.values()}["Dustin Brink"] == "head"
    assert archive.people[archive.deals["1C1I7A6R"].owner_id or ""].team == "Central"
    assert archive.products == ("GX Basic", "GXPro")
    assert [(problem.code, problem.row) for problem in prepared.problems] == [("missing-value", 5)], (
        "no date of creation"
    )


def test_a_sheet_kept_by_hand(tmp_path: Path) -> None:
    imported([made.write(tmp_path, "продажи.txt", made.HAND_KEPT, "utf-16")], tmp_path / "a")
    archive = read(tmp_path / "a")
    by_client = {archive.contacts[deal.contact_id or ""].name: deal for deal in archive.deals.values()}
    assert {client: deal.status for client, deal in by_client.items()} == {
        "ИП Лосев": "won",
        "Завод «Искра»": "lost",
        "Мартынов": "open",
    }
    assert by_client["Завод «Искра»"].amount == Decimal(230000)
    assert archive.currency == "RUB"


def test_a_workbook_with_a_sheet_for_each_table(tmp_path: Path) -> None:
    book = made.workbook(
        tmp_path,
        "crm.xlsx",
        {
            "Сделки": [
                [
                    "ID",
                    "Название сделки",
                    "Сумма",
                    "Этап",
                    "Дата создания",
                    "Дата закрытия",
                    "ID контакта",
                    "Ответственный",
                ],
                [
                    1,
                    "Кухня",
                    125000.5,
                    "Успешно реализовано",
                    datetime(2026, 1, 5, 10, 30),
                    datetime(2026, 2, 1),
                    11,
                    "Белова Анна",
                ],
                [2, "Шкаф", 9000, "Переговоры", datetime(2026, 1, 6, 12, 0), None, 12, "Белова Анна"],
            ],
            "Контакты": [
                ["ID", "Имя", "Фамилия", "Мобильный телефон"],
                [11, "Ирина", "Орлова", 79161112233],
                [12, "Олег", "Ким", ""],
            ],
            "Сотрудники": [
                ["ФИО", "Должность", "Внутренний номер"],
                ["Белова Анна", "Менеджер", 101],
                ["Львов Иван", "РОП", 100],
            ],
            "Задачи": [
                [
                    "ID задачи",
                    "ID сделки",
                    "Текст задачи",
                    "Дата создания",
                    "Срок",
                    "Дата выполнения",
                    "Исполнитель",
                    "Тип задачи",
                ],
                [
                    1,
                    2,
                    "Перезвонить",
                    datetime(2026, 1, 7, 9, 0),
                    datetime(2026, 1, 9, 9, 0),
                    None,
                    "Белова Анна",
                    "Звонок",
                ],
            ],
            "История": [
                ["ID сделки", "Дата", "Было", "Стало"],
                [1, datetime(2026, 1, 20, 9, 0), "Переговоры", "Успешно реализовано"],
            ],
            "Примечания": [
                ["ID сделки", "Дата", "Текст примечания", "Автор"],
                [1, datetime(2026, 1, 8, 9, 0), "Просит скидку", "Белова Анна"],
            ],
        },
    )
    imported([book], tmp_path / "a")
    archive = read(tmp_path / "a")
    assert standing(archive) == {"1": "won", "2": "open"}
    assert archive.contacts["11"].name == "Орлова Ирина"
    assert archive.contacts["11"].phones == ("+79161112233",)
    assert {person.name: (person.role, person.extension) for person in archive.people.values()} == {
        "Белова Анна": ("manager", "101"),
        "Львов Иван": ("head", "100"),
    }
    (task,), (change,), (note,) = archive.tasks, archive.stage_history, archive.messages
    assert (task.deal_id, task.kind, task.assignee_id) == ("2", "call", archive.deals["2"].owner_id)
    assert (change.deal_id, change.stage) == ("1", "Успешно реализовано")
    assert (note.channel, note.author) == ("note", archive.deals["1"].owner_id)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(made.AMOCRM, "cp1251"), (made.HUBSPOT, "utf-8"), (made.SALESFORCE, "utf-8"), (made.HAND_KEPT, "utf-16")],
)
def test_importing_twice_changes_nothing(tmp_path: Path, text: str, encoding: str) -> None:
    file = made.write(tmp_path, "export_2026.csv", text, encoding)
    imported([file], tmp_path / "a")
    before = {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()}
    counts = carry_out_import(prepare_import(ImportRequest([file], tmp_path / "a")), str)
    after = {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()}
    assert {name for name in before if before[name] != after[name]} <= {"import.json"}, "columns are now as stated"
    assert all(count.added == count.changed == 0 for count in counts.values())


@pytest.mark.parametrize(
    "written", [(), ("archive.yaml",), ("archive.yaml", "people.csv"), ("archive.yaml", "people.csv", "contacts.csv")]
)
def test_an_import_that_was_cut_off_is_completed_by_the_same_command(tmp_path: Path, written: tuple[str, ...]) -> None:
    file = made.write(tmp_path, "deals.csv", made.PIPEDRIVE)
    imported([file], tmp_path / "whole")
    (tmp_path / "cut").mkdir()
    for name in written:
        (tmp_path / "cut" / name).write_bytes((tmp_path / "whole" / name).read_bytes())
    imported([file], tmp_path / "cut")
    whole = {path.name: path.read_bytes() for path in (tmp_path / "whole").iterdir()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "cut").iterdir()} == whole


def test_a_later_export_brings_deals_up_to_date(tmp_path: Path) -> None:
    imported([made.write(tmp_path, "deals_01.csv", made.SALESFORCE)], tmp_path / "a")
    later = made.SALESFORCE.replace("60%,10/31/2026,9/26/2026,Proposal", "100%,10/30/2026,9/26/2026,Closed Won")
    imported([made.write(tmp_path, "deals_02.csv", later)], tmp_path / "a")
    archive = read(tmp_path / "a")
    assert sorted(standing(archive).values()) == ["lost", "won", "won"], (
        "the deal is the same one, though its stage changed"
    )


@pytest.mark.parametrize(
    ("heading", "cell", "amount"),
    [("Сумма, тыс. руб.", "12,5", "12500"), ("ARR ($K)", "1.5", "1500"), ("Budget, USD", "1.5", "1.5")],
)
def test_units_of_a_heading_count(tmp_path: Path, heading: str, cell: str, amount: str) -> None:
    text = f"Deal\tStage\tCreated\t{heading}\nRoof\tWon\t2026-01-05\t{cell}\n"
    imported([made.write(tmp_path, "deals.csv", text)], tmp_path / "a")
    (deal,) = read(tmp_path / "a").deals.values()
    assert deal.amount == Decimal(amount)


def test_deals_of_namesakes_at_two_companies_have_two_clients(tmp_path: Path) -> None:
    text = "Deal,Stage,Created,Contact,Company\nRoof,Won,2026-01-05,Ann Lea,Heron\nWall,Won,2026-01-06,Ann Lea,Finch\n"
    imported([made.write(tmp_path, "deals.csv", text)], tmp_path / "a")
    archive = read(tmp_path / "a")
    assert sorted((contact.name, contact.company) for contact in archive.contacts.values()) == [
        ("Ann Lea", "Finch"),
        ("Ann Lea", "Heron"),
    ]


def test_a_workbooks_numbers_are_read_with_a_dot(tmp_path: Path) -> None:
    rows = [
        ["Deal", "Stage", "Created", "Amount"],
        ["Roof", "Won", "2026-01-05", 125.125],
        ["Wall", "Won", "2026-01-05", 2],
    ]
    prepared = imported([made.workbook(tmp_path, "deals.xlsx", {"Deals": rows})], tmp_path / "a")
    assert prepared.problems == ()
    assert [deal.amount for deal in read(tmp_path / "a").deals.values()] == [Decimal("125.125"), Decimal(2)]


def test_tables_brought_later_find_the_deals_of_the_archive(tmp_path: Path) -> None:
    imported([made.write(tmp_path, "deals.csv", made.PIPEDRIVE)], tmp_path / "a")
    rows = "1,Roof,Call,2026-05-06,2026-05-05 10:00\n2,Cellar,Call,2026-05-06,2026-05-05\n"
    later = f"Task ID,Deal,Subject,Due Date,Add time\n{rows}"
    prepared = imported([made.write(tmp_path, "tasks.csv", later)], tmp_path / "a")
    assert [task.deal_id for task in read(tmp_path / "a").tasks] == ["1"]
    assert [(problem.code, problem.value) for problem in prepared.problems] == [("unknown-deal", "Cellar")]


AMBIGUOUS = "Deal name,Stage,Created,Amount\nRoof,Won,03/04/2026,5\nWall,Lost,05/06/2026,7\n"


def questions(prepared: PreparedImport) -> list[str]:
    return [str(question.code) for question in prepared.questions]


def test_dates_that_say_no_order_are_asked_about_and_not_read(tmp_path: Path) -> None:
    file = made.write(tmp_path, "deals.csv", AMBIGUOUS)
    prepared = prepare_import(ImportRequest([file], tmp_path / "a"))
    assert questions(prepared)[0] == "date-order"
    assert "deals.csv" not in prepared.rows.tables


def test_the_answer_printed_with_a_question_settles_it(tmp_path: Path) -> None:
    file = made.write(tmp_path, "deals.csv", AMBIGUOUS)
    (asked,) = [
        one for one in prepare_import(ImportRequest([file], tmp_path / "a")).questions if one.code == "date-order"
    ]
    mapping = made.write(tmp_path, "answers.yaml", asked.answer)
    prepared = prepare_import(ImportRequest([file], tmp_path / "a", mapping))
    assert [row["created_at"] for row in prepared.rows.tables["deals.csv"]] == ["2026-04-03", "2026-06-05"]


@pytest.mark.parametrize(
    ("text", "created"),
    [
        (AMBIGUOUS.replace("Amount", "Amount (USD)"), "2026-03-04"),
        (AMBIGUOUS.replace(",5\n", ",£5\n").replace(",7\n", ",£7\n"), "2026-04-03"),
        (
            AMBIGUOUS.replace("Created,Amount", "Created,Close date")
            .replace(",5\n", ",25/04/2026\n")
            .replace(",7\n", ",\n"),
            "2026-04-03",
        ),
        (AMBIGUOUS.replace("03/04/2026", "03/04/2026 3:30 PM"), "2026-03-04T15:30:00"),
        ("Сделка,Этап,Создана,Сумма\nКрыша,Отказ,03/04/2026,5\n", "2026-04-03"),
    ],
)
def test_what_else_the_file_says_settles_the_order(tmp_path: Path, text: str, created: str) -> None:
    prepared = prepare_import(ImportRequest([made.write(tmp_path, "deals.csv", text)], tmp_path / "a"))
    assert prepared.rows.tables["deals.csv"][0]["created_at"] == created
    assert "date-order" not in questions(prepared)


def test_deals_without_any_date_wait_for_an_answer(tmp_path: Path) -> None:
    text = "dealname,dealstage,met on,contact\nRoof,Closed Won,01-14-2026,Jane\nWall,Pending,04-02-2026,Tom\n"
    file = made.write(tmp_path, "deals.csv", text)
    prepared = prepare_import(ImportRequest([file], tmp_path / "a"))
    assert "deals.csv" not in prepared.rows.tables
    (asked,) = prepared.questions
    assert (asked.code, asked.details["columns"], asked.blocking) == ("no-creation", "met on", True)
    mapping = made.write(tmp_path, "answers.yaml", asked.answer)
    rows = prepare_import(ImportRequest([file], tmp_path / "a", mapping)).rows.tables["deals.csv"]
    assert [(row["title"], row["created_at"]) for row in rows] == [("Roof", "2026-01-14"), ("Wall", "2026-04-02")]


CLOSED = """\
Deal,Stage,Created date,Close date
Roof,Finished,2026-01-05,2026-02-05
Wall,Step 9,2026-01-06,
Door,Open,2026-01-06,
"""


def test_an_unclear_end_is_asked_about_and_never_lost(tmp_path: Path) -> None:
    file = made.write(tmp_path, "deals.csv", CLOSED)
    prepared = prepare_import(ImportRequest([file], tmp_path / "a"))
    assert {row["title"]: row["status"] for row in prepared.rows.tables["deals.csv"]} == {
        "Wall": "open",
        "Door": "open",
    }
    assert [(str(one.code), one.details["stage"], one.blocking) for one in prepared.questions] == [
        ("stage-closed", "Finished", True),
        ("stage-open", "Step 9", False),
    ]
    mapping = made.write(tmp_path, "answers.yaml", prepared.questions[0].answer)
    answered = prepare_import(ImportRequest([file], tmp_path / "a", mapping))
    assert {row["title"]: row["status"] for row in answered.rows.tables["deals.csv"]}["Roof"] == "won"


def test_amounts_in_another_currency_are_left_out_with_a_warning(tmp_path: Path) -> None:
    text = "Deal,Stage,Created,Amount,Currency\n" + "".join(
        f"{deal},Won,2026-01-05,{amount}\n"
        for deal, amount in (("Roof", "100,EUR"), ("Wall", "200,EUR"), ("Door", "300,USD"))
    )
    prepared = imported([made.write(tmp_path, "deals.csv", text)], tmp_path / "a")
    assert [row["amount"] for row in prepared.rows.tables["deals.csv"]] == ["100", "200", ""]
    assert [(problem.code, problem.row) for problem in prepared.problems] == [("other-currency", 4)]
    assert read(tmp_path / "a").currency == "EUR"


def test_what_cannot_be_told_is_set_aside_by_name_and_costs_nothing_else(tmp_path: Path) -> None:
    files = [
        made.write(tmp_path, "weather.csv", "city,temperature\nOslo,4\n"),
        made.write(tmp_path, "deals.csv", made.PIPEDRIVE),
    ]
    prepared = imported(files, tmp_path / "a")
    assert [problem.code for problem in prepared.problems] == ["unknown-table"]
    assert len(read(tmp_path / "a").deals) == 3
    report = json.loads((tmp_path / "a" / "import.json").read_text(encoding="utf-8"))
    assert report["not_recognised"] == [{"table": "weather.csv", "headings": ["city", "temperature"]}]


def test_rows_that_contradict_themselves_are_set_aside_with_their_place(tmp_path: Path) -> None:
    text = "ID,Deal,Stage,Won,Created\n1,Roof,Closed Won,false,2026-01-05\n2,Wall,Closed Lost,false,2026-01-05\n"
    prepared = imported([made.write(tmp_path, "deals.csv", text)], tmp_path / "a")
    assert standing(read(tmp_path / "a")) == {"2": "lost"}
    (problem,) = prepared.problems
    assert (problem.code, problem.row, problem.column, problem.value) == ("stage-contradicts", 2, "Stage", "Closed Won")


def test_each_fault_of_a_cell_is_reported_once(tmp_path: Path) -> None:
    text = (
        "Deal,Stage,Created,Close date,Amount\nRoof,Won,2026-01-05,soon,5\nWall,Lost,2026-01-05,2026-02-01,x\n"
        + "".join(f"Door {at},Lost,2026-01-05,2026-02-01,7\n" for at in range(9))
    )
    prepared = imported([made.write(tmp_path, "deals.csv", text)], tmp_path / "a")
    assert [(problem.code, problem.row) for problem in prepared.problems] == [("bad-date", 2), ("bad-number", 3)]


def test_a_person_may_put_the_saved_mapping_right(tmp_path: Path) -> None:
    file = made.write(
        tmp_path,
        "deals.csv",
        "Deal,Stage,Created,Price north,Price south\nRoof,Won,2026-01-05,5,6\nWall,Won,2026-01-06,7,8\n",
    )
    assert questions(imported([file], tmp_path / "a")) == ["column"]
    saved = tmp_path / "a" / "import_mapping.yaml"
    with saved.open("a", encoding="utf-8") as end:
        end.write("tables: [{file: deals.csv, columns: {Price south: amount}}]\n")
    again = imported([file], tmp_path / "a")
    assert questions(again) == []
    assert [deal.amount for deal in read(tmp_path / "a").deals.values()] == [Decimal(6), Decimal(8)]


def test_settings_that_a_person_wrote_stay(tmp_path: Path) -> None:
    archive = tmp_path / "a"
    archive.mkdir()
    made.write(archive, "archive.yaml", "company: Heron\ntimezone: Europe/Berlin\ncurrency: EUR\nas_of: 2026-09-30\n")
    imported([made.write(tmp_path, "deals.csv", made.SALESFORCE)], archive, timezone="Europe/Moscow")
    found = read(archive)
    assert (found.company, found.timezone.key, found.currency, found.as_of.isoformat()) == (
        "Heron",
        "Europe/Berlin",
        "EUR",
        "2026-09-30",
    )
