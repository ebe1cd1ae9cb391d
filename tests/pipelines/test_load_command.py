"""`dealforensics load` as a user meets it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.made_archive import write_made_archive
from deals.database import iter_links, list_archives, load_archive, open_database, read_archive_from
from pipelines.cli import main
from tests.deals.small_archive import TEXTS, with_cell, write_archive

Load = Callable[..., tuple[int, str, str]]
SECRET = "hush-hush"
CYRILLIC = re.compile("[А-Яа-яЁё]")


def command(*arguments: object, language: str = "en", **environment: str) -> subprocess.Popen[str]:
    clean = {name: value for name, value in os.environ.items() if name != "DEALFORENSICS_DATABASE"}
    return subprocess.Popen(
        [sys.executable, "-m", "pipelines.cli", "--lang", language, "load", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**clean, "PYTHONIOENCODING": "utf-8", "COLUMNS": "200", **environment},
    )


def load(*arguments: object, language: str = "en", **environment: str) -> tuple[int, str, str]:
    """Exit code, what was said, what was complained of."""
    running = command(*arguments, language=language, **environment)
    said, complaint = running.communicate(timeout=120)
    return running.returncode, said, complaint


@pytest.fixture
def load_here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Load:
    """`load` in this process, which spares a start of three seconds where what is asked for is refused anyway."""

    def said(*arguments: object, language: str = "en", **environment: str) -> tuple[int, str, str]:
        with monkeypatch.context() as changed:
            changed.delenv("DEALFORENSICS_DATABASE", raising=False)
            for name, value in environment.items():
                changed.setenv(name, value)
            changed.setenv("COLUMNS", "200")
            changed.setattr(sys, "argv", ["dealforensics", "--lang", language, "load", *map(str, arguments)])
            with pytest.raises(SystemExit) as ended:
                main()
        assert isinstance(ended.value.code, int)
        return ended.value.code, *capsys.readouterr()

    return said


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "client").mkdir()
    return write_archive(tmp_path / "client")


def test_without_a_wish_the_database_lies_in_the_archive_s_work_folder(archive: Path) -> None:
    code, said, complaint = load(archive)
    assert (code, complaint) == (0, "")
    file = archive / ".dealforensics" / "dealforensics.db"
    assert str(file) in said
    assert (archive / ".dealforensics" / ".gitignore").exists()
    assert "Calls: 2 new, 0 changed, 0 unchanged" in said
    assert [stored.company for stored in list_archives(open_database(file))] == ["Окна Плюс"]


def test_a_second_load_says_what_changed_and_a_third_that_nothing_did(archive: Path) -> None:
    load(archive)
    write_archive(archive, {"deals.csv": with_cell("deals.csv", "amount", "1")})
    said = load(archive)[1]
    assert "Deals: 0 new, 1 changed, 2 unchanged" in said
    assert "Nothing has changed" not in said
    assert "Nothing has changed since the last load." in load(archive)[1]


def test_a_load_that_was_killed_before_it_joined_new_calls_is_made_up_for(archive: Path, tmp_path: Path) -> None:
    file = tmp_path / "client.db"
    assert load(archive, "--database", file)[0] == 0
    write_archive(archive, {"calls.csv": TEXTS["calls.csv"] + "k3,2026-03-05T11:00,in,u1,+79100003817,9,True,,\n"})
    engine = open_database(file)
    number = load_archive(engine, archive).archive_id  # as far as the killed one came
    assert load(archive, "--database", file)[0] == 0
    assert {link.call_id for link in iter_links(engine, number)} == {"k1", "k2", "k3"}


def test_rows_that_cannot_be_used_are_counted_and_named(archive: Path) -> None:
    broken = "".join(f"b{number},never,in,,,5,,,\n" for number in range(7))
    write_archive(archive, {"calls.csv": TEXTS["calls.csv"] + broken})
    said = load(archive)[1]
    assert "Calls: 2 new, 0 changed, 0 unchanged, 7 set aside" in said
    assert "calls.csv, row 4, column started_at: " in said
    assert "and 2 more" in said


def test_the_option_outweighs_the_variable(archive: Path, tmp_path: Path) -> None:
    named, other = tmp_path / "named.db", tmp_path / "other.db"
    assert load(archive, DEALFORENSICS_DATABASE=str(other))[0] == 0
    assert load(archive, "--database", named, DEALFORENSICS_DATABASE=str(tmp_path / "unused.db"))[0] == 0
    assert {path.name for path in tmp_path.glob("*.db")} == {"named.db", "other.db"}
    assert not (archive / ".dealforensics").exists()


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(
    "location",
    [
        f"postgresql://ann:{SECRET}@127.0.0.1:1/sales",
        f"postgresql://ann:{SECRET}@rest@127.0.0.1:1/sales",
        f"postgresql://127.0.0.1:1/sales?user=ann&password={SECRET}",
        f"mysql://ann:{SECRET}@127.0.0.1/sales",
        "NO_FOLDER/file.db",
    ],
)
def test_a_database_that_cannot_be_used_is_said_in_one_sentence_without_its_password(
    archive: Path, load_here: Load, language: str, location: str
) -> None:
    before = sorted(archive.rglob("*"))
    for arguments, environment in (
        (["--database", location], {}),
        ([], {"DEALFORENSICS_DATABASE": location}),
    ):
        code, said, complaint = load_here(archive, *arguments, language=language, **environment)
        assert code == 2
        assert len(complaint.strip().splitlines()) == 1, complaint
        assert bool(CYRILLIC.search(complaint)) == (language == "ru")
        assert SECRET not in said + complaint
    assert sorted(archive.rglob("*")) == before


def test_what_is_no_archive_is_refused_before_a_database_is_made(tmp_path: Path, load_here: Load) -> None:
    for missing in (tmp_path / "nowhere", tmp_path):
        for database in ([], ["--database", tmp_path / "new.db"]):
            code, _, complaint = load_here(missing, *database)
            assert code == 2
            assert len(complaint.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("language", "russian"), [("ru", True), ("en", False)])
def test_help_is_in_the_language_asked_for(language: str, russian: bool) -> None:
    code, said, _ = load("--help", language=language)
    assert code == 0
    assert "--database" in said
    assert bool(CYRILLIC.search(said)) == russian


def test_ctrl_c_ends_it_at_once_and_leaves_nothing_half(tmp_path: Path) -> None:
    write_made_archive(tmp_path / "client", 4000)
    file = tmp_path / "client.db"
    open_database(file).dispose()
    running = command(tmp_path / "client", "--database", file)
    journal = tmp_path / "client.db-journal"  # rows have been written, and not yet for good
    deadline = time.monotonic() + 60
    while not journal.exists():
        assert running.poll() is None, "the load ended before it could be interrupted"
        assert time.monotonic() < deadline
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    _, complaint = running.communicate(timeout=60)
    assert running.returncode == 130, complaint
    assert complaint.strip() == "Stopped; nothing was written."
    assert not journal.exists()
    assert list_archives(open_database(file)) == ()
    assert load(tmp_path / "client", "--database", file)[0] == 0
    (stored,) = list_archives(open_database(file))
    assert len(read_archive_from(open_database(file), stored.archive_id).calls) == 40_000
