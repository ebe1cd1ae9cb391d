"""Runs of the command from the archive folder to the lists on the terminal, in the order a consultant makes them."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines import __version__
from reports.texts import Texts
from tests.acceptance.cut_archives import DEMO, SHORT_CALL, cut_demo, cut_english
from tests.acceptance.product import COMMAND, CYRILLIC, NOISE, OUTPUTS, ROOT, Outcome, dealforensics, environment, run

pytestmark = pytest.mark.slow

SEED = 20261126
# What must be the same, byte for byte, whenever the same archive is run.
EQUAL_OUTPUTS = (
    "rankings.json",
    "links.csv",
    "signals.jsonl",
    "promises.jsonl",
    "work_findings.jsonl",
    "kpi_audit.json",
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight Russian deals with ready transcripts and one recording."""
    return cut_demo(tmp_path_factory.mktemp("клиент один") / "архив продаж", recorded=[SHORT_CALL])


@pytest.fixture(scope="module")
def first(archive: Path) -> Outcome:
    """The first run: no language chosen anywhere, and the results inside the archive."""
    arguments = ("run", archive, "--out", archive / "итоги", "--model", "packaged-base")
    return dealforensics(*arguments, out=archive / "итоги", LANG="C.UTF-8")


@pytest.fixture(scope="module")
def again(archive: Path, first: Outcome, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The same archive to other results, after a run to them was killed while it ranked."""
    out = tmp_path_factory.mktemp("again") / "out"
    kill_while_ranking(archive, out)
    return run(archive, out, "--models", ROOT / "classify" / "models", lang="en")


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """An English archive that cannot be written to, with no language chosen anywhere."""
    folder = tmp_path_factory.mktemp("english")
    archive = cut_english(folder / "archive")
    (archive / ".dealforensics").write_text("a file in the way, as on a read-only disk")
    out = folder / "out"
    return dealforensics("run", archive, "--out", out, out=out)


@pytest.fixture(scope="module")
def recordings_only(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("recordings")
    (folder / "archive" / "recordings").mkdir(parents=True)
    shutil.copy(DEMO / "recordings" / f"{SHORT_CALL}.mp3", folder / "archive" / "recordings" / "звонок 1.mp3")
    return run(folder / "archive", folder / "out", "--language", "ru", lang="ru")


def kill_while_ranking(archive: Path, out: Path) -> None:
    """SIGKILL a run at a seeded moment after its ranking began; it must have left no results by then."""
    wait_s = round(random.Random(SEED).uniform(0.0, 0.5), 2)
    print(f"seed {SEED}: killed {wait_s} s after the ranking began")
    with started("--lang", "en", "run", archive, "--out", out, "--model", "packaged-base") as process:
        wait_for(process, Texts("en").text("stage-analyse"))
        time.sleep(wait_s)
        os.killpg(process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    assert not OUTPUTS & {path.name for path in out.iterdir()}


def started(*arguments: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment(PYTHONUNBUFFERED="1"),
        start_new_session=True,
    )


def wait_for(process: subprocess.Popen[str], sentence: str) -> None:
    assert process.stdout is not None
    lines: Iterator[str] = iter(process.stdout)
    said = [next(line for line in lines if sentence in line)]
    assert said


def test_a_russian_archive_is_told_of_in_russian_where_no_language_is_chosen(first: Outcome) -> None:
    assert (first.code, first.complained) == (0, ""), first.said
    texts = Texts("ru")
    for message in ("terminal-revive", "terminal-error", "stage-analyse", "stage-write"):
        assert texts.text(message) in first.said
    for foreign in ("deals", "calls", "To revive", "Report", "Done"):
        assert foreign not in first.said


def test_every_listed_deal_shows_amount_reason_person_and_quote_with_its_place(first: Outcome) -> None:
    texts, rankings = Texts("ru"), first.json("rankings.json")
    said = " ".join(first.said.split())
    flagged = [deal for name in ("revive", "error_loss") for deal in rankings[name] if deal["flagged"]]
    assert len(flagged) >= 3
    for deal in flagged:
        reason = f"reason-{deal['reason']}" if "reason" in deal else f"cause-{deal['cause']}"
        quoted = next(piece for piece in deal["evidence"] if piece["kind"] != "absence")
        assert f"{deal['deal_id']} " in said
        assert f"{texts.text(reason)} · " in said
        assert f"«{' '.join(quoted['quote'].split()[:5])}" in said
        if quoted["kind"] == "utterance":
            call = texts.text("evidence-call", call=quoted["call_id"], clock=texts.clock(quoted["start"]))
            assert f" · {call} · " in said
    assert said.count("₽") >= len(flagged)


def test_nothing_of_the_machinery_shows_on_the_terminal(
    first: Outcome, again: Outcome, english: Outcome, recordings_only: Outcome
) -> None:
    for outcome in (first, again, english, recordings_only):
        assert outcome.complained == ""
        told = outcome.said.replace(str(outcome.out.parent), "")
        assert NOISE.search(told) is None, NOISE.search(told)


def test_a_second_run_transcribes_nothing_again_whatever_its_results_folder(first: Outcome, again: Outcome) -> None:
    assert (first.counts["recordings_recognised"], first.counts["recordings_reused"]) == (1, 0)
    assert (again.counts["recordings_recognised"], again.counts["recordings_reused"]) == (0, 1)


def test_equal_runs_write_equal_bytes_also_after_a_kill(first: Outcome, again: Outcome) -> None:
    for name in EQUAL_OUTPUTS:
        assert (again.out / name).read_bytes() == (first.out / name).read_bytes(), name


def test_results_inside_the_archive_are_no_part_of_it(first: Outcome, again: Outcome) -> None:
    for section in ("skipped", "warnings"):
        assert again.problems(section) == first.problems(section)
    assert not [problem for problem in again.problems("skipped") if "итоги" in problem["file"]]


def test_lists_follow_the_language_chosen_and_the_report_follows_the_archive(again: Outcome) -> None:
    texts = Texts("en")
    assert texts.text("terminal-revive") in again.said
    assert texts.text("section-revive") not in (again.out / "report.html").read_text(encoding="utf-8")
    assert Texts("ru").text("section-revive") in (again.out / "report.html").read_text(encoding="utf-8")


def test_an_english_archive_has_no_russian_word_anywhere(english: Outcome) -> None:
    assert (english.code, english.complained) == (0, ""), english.said
    for name in ("rankings.json", "run.json", "kpi_audit.json", "report.html"):
        text = (english.out / name).read_text(encoding="utf-8")
        assert CYRILLIC.search(text) is None, name
    assert CYRILLIC.search(english.said) is None
    assert english.json("run.json")["settings"]["text_language"] == "en"


def test_an_archive_that_cannot_be_written_to_keeps_its_transcripts_with_the_results(english: Outcome) -> None:
    assert english.json("run.json")["settings"]["work"] == str(english.out / ".dealforensics")


def test_an_archive_of_the_training_data_is_judged_by_models_that_have_not_seen_it(
    first: Outcome, english: Outcome, recordings_only: Outcome
) -> None:
    for outcome, name, language in ((first, "d1_kitchen", "ru"), (english, "d2_logistics_en", "en")):
        sentence = Texts(language).text("problem-models-held-out", archive=name)
        assert sentence in outcome.said
        assert sentence in (outcome.out / "report.html").read_text(encoding="utf-8")
        assert sentence in [problem["sentence"] for problem in outcome.problems("warnings")]
    assert "models-held-out" not in [problem["code"] for problem in recordings_only.problems("warnings")]


def test_recordings_alone_are_transcribed_and_their_signals_reported(recordings_only: Outcome) -> None:
    assert recordings_only.counts["recordings_recognised"] == 1
    assert recordings_only.counts["deals"] == 0
    spoken = (recordings_only.out / "signals.jsonl").read_text(encoding="utf-8")
    assert spoken.count('"call_id": "звонок 1"') > 3
    assert recordings_only.said.count(Texts("ru").text("list-nothing")) == 2


def test_the_first_line_says_what_is_being_done(archive: Path, tmp_path: Path) -> None:
    with started("run", archive, "--out", tmp_path / "out") as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        os.killpg(process.pid, signal.SIGKILL)
    assert __version__ in line
    assert str(archive) in line


@pytest.mark.parametrize("moment", [Texts("ru").text("stage-prepare"), "Whisper packaged-base"])
def test_ctrl_c_ends_a_run_soon_with_one_sentence(moment: str, archive: Path, tmp_path: Path) -> None:
    """The moments: while the run gets ready, and while it transcribes."""
    arguments = ("run", archive, "--out", tmp_path / "out", "--work", tmp_path / "work", "--model", "packaged-base")
    with started(*arguments) as process:
        wait_for(process, moment)
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        _, complained = process.communicate(timeout=15)
    assert process.returncode == 130
    assert complained.strip() == Texts("ru").text("cli-interrupted")


@pytest.mark.parametrize("encoding", ["cp1251", "ascii"])
def test_a_console_that_lacks_a_character_stops_nothing(encoding: str, tmp_path: Path) -> None:
    arguments = ["--lang", "ru", "run", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")]
    done = subprocess.run(
        [*COMMAND, *arguments], capture_output=True, check=False, env=environment(PYTHONIOENCODING=encoding)
    )
    assert done.returncode == 2
    assert b"UnicodeEncodeError" not in done.stderr
    assert str(tmp_path).encode() in done.stderr


def test_training_says_where_the_models_go_and_ctrl_c_leaves_none_there(tmp_path: Path) -> None:
    with started("--lang", "en", "train", "--out", tmp_path / "models") as process:
        wait_for(process, str(tmp_path / "models"))
        wait_for(process, Texts("en").text("progress-train-texts", done=0, total=1).removesuffix("1"))
        process.send_signal(signal.SIGINT)
        _, complained = process.communicate(timeout=30)
    assert process.returncode == 130
    assert complained.strip() == Texts("en").text("cli-stopped")
    assert list((tmp_path / "models").iterdir()) == []


def test_models_that_cannot_be_used_end_the_run_before_anything_is_transcribed(archive: Path, tmp_path: Path) -> None:
    outcome = dealforensics("--lang", "en", "run", archive, "--out", tmp_path / "out", "--models", tmp_path)
    assert outcome.code == 2
    assert str(tmp_path) in outcome.complained
    assert len(outcome.complained.splitlines()) == 1
    assert "transcribed" not in outcome.said
