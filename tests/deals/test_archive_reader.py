from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deals.archive_reader import read_archive
from deals.problems import ArchiveError
from tests.deals.small_archive import TEXTS, codes, read_changed, the_problem, write_archive

MOSCOW = ZoneInfo("Europe/Moscow")
TABLES = ["kpi.yaml", *(name for name in TEXTS if name.endswith(".csv"))]


def settings_with(key: str, line: str) -> dict[str, str]:
    """archive.yaml with the line of one key replaced; an empty line leaves the key out."""
    lines = [line if old.startswith(f"{key}:") else old for old in TEXTS["archive.yaml"].splitlines()]
    return {"archive.yaml": "\n".join(lines)}


def test_a_valid_archive_has_no_problems(tmp_path: Path) -> None:
    archive = read_changed(tmp_path)
    assert archive.problems == ()
    assert archive.absent_tables == frozenset()


def test_everything_is_typed(tmp_path: Path) -> None:
    archive = read_changed(tmp_path)
    deal, call = archive.deals["d1"], archive.calls[0]
    assert (archive.as_of, archive.timezone, archive.products) == (date(2026, 9, 30), MOSCOW, ("Окна", "Двери"))
    assert (deal.amount, deal.margin_pct, deal.qualified) == (Decimal(250000), 0.3, True)
    assert deal.created_at == datetime(2026, 3, 2, 10, 0, tzinfo=MOSCOW)
    assert (archive.people["u1"].hired, archive.people["u1"].extension) == (date(2024, 2, 1), "101")
    assert archive.contacts["c1"].phones == ("+79100003817", "+74951234567")
    assert (call.client_phone, call.duration_s, call.answered) == ("+79100003817", 95.5, True)
    assert archive.messages[1].text == "Пётр, добрый день!\nРасчёт во вложении."
    assert archive.kpis[0].structure == {"weight": 0.6}
    assert archive.periods[0].plan == Decimal(1000000)


def test_a_missing_folder_is_an_archive_error(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="archive-missing"):
        read_archive(tmp_path / "nowhere")


def test_a_file_in_place_of_a_folder_is_an_archive_error(tmp_path: Path) -> None:
    (tmp_path / "archive.zip").write_bytes(b"PK")
    with pytest.raises(ArchiveError, match="archive-not-a-folder"):
        read_archive(tmp_path / "archive.zip")


def test_a_path_the_system_refuses_is_an_archive_error(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="archive-unreadable"):
        read_archive(tmp_path / ("x" * 300))


def test_a_folder_with_nothing_of_the_format_is_an_archive_error(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "recordings").mkdir()
    with pytest.raises(ArchiveError, match="archive-empty"):
        read_archive(tmp_path)


@pytest.mark.parametrize("table", TABLES)
def test_an_absent_table_is_named_and_the_rest_is_read(tmp_path: Path, table: str) -> None:
    archive = read_changed(tmp_path, {table: None})
    assert table in archive.absent_tables
    assert ("absent-table", table) in [(problem.code, problem.file) for problem in archive.problems]
    assert archive.company == "Окна Плюс"


def test_without_deals_the_tables_about_them_are_set_aside_whole(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"deals.csv": None})
    files = {problem.file for problem in archive.problems if problem.code == "table-needs-deals"}
    assert files == {"stage_history.csv", "owner_history.csv", "tasks.csv", "messages.csv"}
    assert archive.absent_tables == files | {"deals.csv"}
    assert len(archive.calls) == 2


def test_without_people_their_ids_still_tell_them_apart(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"people.csv": None})
    assert codes(archive) == ["absent-table", "people-from-ids"]
    assert archive.deals["d1"].owner_id == "u1"
    assert (archive.people["u1"].name, archive.people["u1"].role) == ("u1", "other")


def test_without_contacts_deals_of_one_contact_still_share_it(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"contacts.csv": None})
    assert codes(archive) == ["absent-table"]
    assert archive.deals["d2"].contact_id == archive.deals["d3"].contact_id == "c2"


def test_without_archive_yaml_folder_name_utc_and_the_latest_event_are_used_and_said(tmp_path: Path) -> None:
    archive = read_changed(tmp_path / "client_a", {"archive.yaml": None})
    assert codes(archive) == ["settings-missing", "as-of-from-events"]
    assert (archive.company, archive.language, archive.timezone.key) == ("client_a", "auto", "UTC")
    assert archive.as_of == min(date(2026, 8, 1), date.today())


def test_broken_yaml_is_named_and_the_tables_are_read(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"archive.yaml": "company: [Окна\nlanguage: ru"})
    assert codes(archive) == ["bad-yaml", *["missing-setting"] * 4, "as-of-from-events"]
    assert archive.problems[0].row == 2
    assert len(archive.deals) == 3


def test_archive_yaml_that_is_a_list_is_set_aside(tmp_path: Path) -> None:
    assert codes(read_changed(tmp_path, {"archive.yaml": "- company\n"}))[0] == "not-a-mapping"


@pytest.mark.parametrize("key", ["company", "language", "timezone", "currency"])
def test_a_missing_setting_is_named_with_what_is_used_instead(tmp_path: Path, key: str) -> None:
    problem = the_problem(read_changed(tmp_path, settings_with(key, "")), "missing-setting")
    used = {"company": tmp_path.name, "language": "auto", "timezone": "UTC", "currency": "-"}
    assert (problem.column, problem.severity, problem.details["used"]) == (key, "warning", used[key])


@pytest.mark.parametrize("name", ["Mars/Olympus", "Europe", "../etc/passwd", "MSK+1"])
def test_an_unknown_timezone_is_named_and_utc_used(tmp_path: Path, name: str) -> None:
    archive = read_changed(tmp_path, settings_with("timezone", f"timezone: {name}"))
    assert the_problem(archive, "unknown-timezone").value == name
    assert archive.timezone.key == "UTC"


@pytest.mark.parametrize("line", ["language: fr", "currency: roubles", "products: Окна, Двери"])
def test_a_setting_that_makes_no_sense_is_named(tmp_path: Path, line: str) -> None:
    key, value = line.split(": ")
    problem = the_problem(read_changed(tmp_path, settings_with(key, line)), "bad-setting")
    assert (problem.column, problem.value) == (key, value)


@pytest.mark.parametrize("value", ["2026-02-30", "soon", "03/04/2026", "0001-01-01"])
def test_a_bad_as_of_is_replaced_by_the_day_of_the_latest_event(tmp_path: Path, value: str) -> None:
    archive = read_changed(tmp_path, settings_with("as_of", f"as_of: {value}"))
    assert codes(archive) == ["bad-setting", "as-of-from-events"]
    assert archive.as_of == min(date(2026, 8, 1), date.today())


def test_events_in_the_future_do_not_become_as_of(tmp_path: Path) -> None:
    future = TEXTS["messages.csv"].replace("2026-03-04T12:00", "2126-03-04T12:00")
    archive = read_changed(tmp_path, settings_with("as_of", "") | {"messages.csv": future})
    assert archive.as_of <= date.today()
    assert codes(archive).count("improbable-date") == 1


def test_a_setting_the_format_does_not_know_is_named(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"archive.yaml": TEXTS["archive.yaml"] + "time_zone: Europe/Paris\n"})
    assert the_problem(archive, "unknown-key").column == "time_zone"


@pytest.mark.parametrize("text", ["name: План\n", "just words\n", ""])
def test_kpis_that_are_no_list_are_set_aside(tmp_path: Path, text: str) -> None:
    archive = read_changed(tmp_path, {"kpi.yaml": text})
    assert the_problem(archive, "kpi-not-a-list").severity == "set_aside"
    assert archive.kpis == ()
    assert "kpi.yaml" in archive.absent_tables


def test_broken_kpi_yaml_is_set_aside(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"kpi.yaml": "- name: 'План\n"})
    assert the_problem(archive, "bad-yaml").file == "kpi.yaml"


def test_a_kpi_without_a_name_is_set_aside_with_its_place(tmp_path: Path) -> None:
    archive = read_changed(tmp_path, {"kpi.yaml": "- name: План\n- description: звонки\n- Звонки\n"})
    assert the_problem(archive, "kpi-without-name").details["place"] == "2"
    assert [kpi.name for kpi in archive.kpis] == ["План", "Звонки"]


def test_an_archive_of_recordings_alone_is_read(tmp_path: Path) -> None:
    (tmp_path / "recordings/march").mkdir(parents=True)
    (tmp_path / "recordings/march/talk.mp3").write_bytes(b"ID3")
    archive = read_archive(tmp_path)
    call = archive.calls[0]
    assert (call.call_id, call.recording, call.started_at) == ("talk", "recordings/march/talk.mp3", None)
    assert call.direction is None
    assert "recording-not-in-call-log" in codes(archive)
    assert archive.as_of == date.today()
    assert "as-of-today" in codes(archive)


def test_an_archive_of_transcripts_alone_is_read(tmp_path: Path) -> None:
    (tmp_path / "transcripts").mkdir()
    (tmp_path / "transcripts/talk.vtt").write_text("WEBVTT\n")
    archive = read_archive(tmp_path)
    assert [(call.call_id, call.recording) for call in archive.calls] == [("talk", None)]
    assert "transcript-not-in-call-log" in codes(archive)


def test_a_fault_of_every_row_is_counted_and_the_first_fifty_are_kept(tmp_path: Path) -> None:
    rows = "".join(f"x{n},2026-03-02T10:10,sideways,u1,,5,1,,\n" for n in range(200))
    archive = read_changed(tmp_path, {"calls.csv": TEXTS["calls.csv"] + rows})
    assert codes(archive).count("bad-direction") == 50
    rest = archive.problems[-1]
    assert (rest.code, dict(rest.details)) == ("more-of-the-same", {"code": "bad-direction", "count": "150"})
    assert len(archive.calls) == 202


def test_many_warnings_do_not_hide_a_lost_row_of_the_same_code(tmp_path: Path) -> None:
    base = "d1,Окна,c1,1,0.3,site,да,2026-03-02T10:00,someday,lost,Отказ,Дорого,u1\n"
    rows = "".join(base.replace("d1", f"x{n}") for n in range(60))
    lost = "y,Окна,c1,1,0.3,site,да,someday,,open,Отказ,Дорого,u1\n"
    archive = read_changed(tmp_path, {"deals.csv": TEXTS["deals.csv"] + rows + lost})
    assert [problem.row for problem in archive.problems if problem.severity == "set_aside"] == [65]


def test_a_very_long_value_is_shortened_in_the_problem(tmp_path: Path) -> None:
    calls = TEXTS["calls.csv"].replace(",out,", f",{'a' * 5000},")
    problem = the_problem(read_changed(tmp_path, {"calls.csv": calls}), "bad-direction")
    assert problem.value is not None
    assert len(problem.value) < 300


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    write_archive(tmp_path, {"deals.csv": TEXTS["deals.csv"].replace("250000", "много")})
    assert read_archive(tmp_path) == read_archive(tmp_path)


JUNK = [
    '"',
    "\n",
    ";",
    "\0",
    "\ufeff",
    "é",
    "9" * 50,
    "9999-12-31T23:59",
    "[",
    "&a",
    "*a",
    "x" * 140_000,
    "",
    "NaN",
    "..",
]


@settings(max_examples=80, deadline=None)
@given(
    file=st.sampled_from([name for name in TEXTS if "/" not in name]),
    junk=st.sampled_from([text.encode() for text in JUNK]) | st.binary(max_size=3),
    place=st.floats(min_value=0, max_value=1),
    lost=st.integers(min_value=0, max_value=40),
)
def test_no_damage_to_a_file_breaks_the_reader(file: str, junk: bytes, place: float, lost: int) -> None:
    data = TEXTS[file].encode()
    begin = round(place * len(data))
    with TemporaryDirectory() as folder:
        archive = read_changed(Path(folder), {file: data[:begin] + junk + data[begin + lost :]})
    assert len(archive.calls) >= 2
