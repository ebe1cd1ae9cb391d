"""Whatever stands in a table of deals: nothing is lost in silence, and what is written is an archive."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from deals.archive_reader import read_archive
from deals.exports.export_import import ImportRequest, carry_out_import, prepare_import

HEADINGS = (
    "Deal name",
    "ID",
    "Stage",
    "Status",
    "Created",
    "Дата создания",
    "Close date",
    "Amount",
    "Сумма, ₽",
    "Owner",
    "Менеджер",
    "Contact",
    "Phone",
    "Телефон",
    "Email",
    "Company",
    "Won",
    "Is closed",
    "Lost reason",
    "Probability",
    "Date",
    "Foo",
    "",
)
CELLS = (
    "",
    "Roof",
    "Won",
    "Lost",
    "Closed",
    "Переговоры",
    "Отказ",
    "Step 9",
    "2026-01-05",
    "05.02.2026 10:00",
    "03/04/2026",
    "13/01/2026",
    "01/13/2026",
    "не закрыта",
    "46027",
    "1 250 000,00 ₽",
    "$1,250.00",
    "1.250",
    "-5",
    "abc",
    "true",
    "нет",
    "1",
    "0",
    "100",
    "Белова Анна",
    "+7 910 000-38-17, 8 495 123-45-67",
    "a@x.test",
    "Unassigned",
    "N/A",
    '"',
    "a;b",
    "Итого",
)


# Most cells of a real column are of its kind.
DATES = ("2026-01-05", "05.02.2026 10:00", "2026-03-01T10:00:00Z", "13/01/2026", "02/13/2026", "03/04/2026", "soon", "")
STAGES = ("Won", "Lost", "Closed", "Переговоры", "Отказ", "Step 9", "New", "Закрыто и не реализовано", "Сделка успешна")
USUAL = {
    "Created": DATES[:4],
    "Дата создания": DATES[:3],
    "Close date": DATES,
    "Date": DATES,
    "Stage": STAGES,
    "Deal stage": STAGES,
    "Status": ("Open", "Won", "Lost", ""),
    "Amount": ("1 250 000,00 ₽", "$1,250.00", "1.250", "90000", "-5", ""),
}


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    headings = ["Deal stage", *draw(st.lists(st.sampled_from(HEADINGS), min_size=2, max_size=9))]
    unusual = draw(st.sampled_from([0.0, 0.0, 0.1, 0.5]))
    chance = st.floats(0, 1)

    def cell(heading: str) -> str:
        usual = draw(chance) >= unusual
        return draw(st.sampled_from(USUAL.get(heading, CELLS) if usual else CELLS))

    count = draw(st.integers(0, 8))
    return [headings, *([cell(heading) for heading in headings] for _ in range(count))]


@settings(max_examples=150, deadline=None)
@given(tables())
def test_every_row_becomes_a_deal_or_is_accounted_for(table: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file, archive = Path(folder) / "deals.csv", Path(folder) / "archive"
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(table)
        prepared = prepare_import(ImportRequest([file], archive, timezone="Europe/Moscow"))
        told = {problem.row for problem in prepared.problems if problem.severity == "set_aside"}
        asked = {str(question.code) for question in prepared.questions}
        for planned in prepared.plan.of_kind("deals"):
            unused = prepared.rows.counts[planned.name].read - prepared.rows.counts[planned.name].used
            named = sum(record.number in told for record in planned)
            no_date = not planned.has("created_at")
            assert unused <= named or (no_date and asked & {"no-creation", "date-order", "date-orders-mixed", "column"})
        carry_out_import(prepared, str)
        problems = read_archive(archive).problems if (archive / "deals.csv").exists() else ()
        assert [problem for problem in problems if problem.severity == "set_aside"] == []
        again = carry_out_import(prepare_import(ImportRequest([file], archive)), str)
        assert all(counts.added == counts.changed == 0 for counts in again.values())
