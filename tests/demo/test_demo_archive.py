"""The bundled demo archive holds what its README says, in the form of archive format 1, and none of the labels."""

import csv
import json
from pathlib import Path

import av
import numpy as np
import pytest
import yaml

from demo.archive_tables import HEADINGS, write_crm_tables, write_transcript
from demo.labelled_archive import read_labelled_archive
from demo.recorded_calls import RECORDED_CALLS, choose_recorded

ROOT = Path(__file__).resolve().parents[2]
ARCHIVE = ROOT / "demo" / "archive"
LABELLED = ROOT / "classify" / "training" / "d1_kitchen"
RECORDINGS = sorted((ARCHIVE / "recordings").iterdir())
TRANSCRIPTS = sorted((ARCHIVE / "transcripts").iterdir())


def table(name: str) -> list[dict[str, str]]:
    with (ARCHIVE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def decoded(path: Path) -> np.ndarray:
    with av.open(str(path)) as container:
        return np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)


def bundled_files() -> list[Path]:
    """Everything of the archive but what runs of the demo keep in its work folder."""
    files = (path for path in sorted(ARCHIVE.rglob("*")) if path.is_file())
    return [path for path in files if ".dealforensics" not in path.parts]


def text_files() -> list[Path]:
    return [path for path in bundled_files() if path.suffix in {".csv", ".yaml", ".json"}]


def test_forty_deals_and_all_their_calls_are_there() -> None:
    assert len(table("deals")) == 40
    assert len(table("calls")) == 120
    assert len({call["call_id"] for call in table("calls")}) == 120


def test_at_least_thirty_calls_are_recordings() -> None:
    assert len(RECORDINGS) == RECORDED_CALLS >= 30


def test_an_answered_call_has_either_a_recording_or_a_transcript() -> None:
    transcribed = {path.stem for path in TRANSCRIPTS}
    recorded = {call["call_id"] for call in table("calls") if call["recording"]}
    answered = {call["call_id"] for call in table("calls") if call["answered"] == "True"}
    assert not recorded & transcribed
    assert recorded | transcribed == answered


def test_the_call_table_names_every_recording_by_its_path() -> None:
    named = {call["recording"] for call in table("calls") if call["recording"]}
    assert named == {path.relative_to(ARCHIVE).as_posix() for path in RECORDINGS}


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
def test_a_recording_is_stereo_at_8_khz_and_as_long_as_the_call_table_says(path: Path) -> None:
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        assert (stream.codec_context.sample_rate, stream.codec_context.channels) == (8000, 2)
    audio = decoded(path)
    seconds = next(float(call["duration_s"]) for call in table("calls") if call["call_id"] == path.stem)
    assert audio.shape[0] == 2
    assert audio.shape[1] / 8000 == pytest.approx(seconds, abs=0.051)


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
def test_the_two_sides_speak_on_their_own_channels_and_in_turn(path: Path) -> None:
    audio = decoded(path)
    frames = audio[:, : audio.shape[1] // 160 * 160].reshape(2, -1, 160)
    speaking = np.sqrt(np.mean(frames**2, axis=2)) > 0.01
    assert speaking.mean(axis=1).min() > 0.05
    assert (speaking[0] & speaking[1]).mean() < 0.01


def test_the_archive_takes_at_most_12_mb() -> None:
    assert sum(path.stat().st_size for path in bundled_files()) <= 12_000_000


@pytest.mark.parametrize("name", HEADINGS)
def test_a_table_has_the_columns_of_archive_format_1(name: str) -> None:
    assert list(table(name)[0]) == HEADINGS[name].split(",")


def test_calls_are_not_linked_beforehand() -> None:
    assert not any(call["deal_id"] for call in table("calls"))


def test_transcripts_carry_channels_but_no_roles() -> None:
    for path in TRANSCRIPTS:
        transcript = json.loads(path.read_text(encoding="utf-8"))
        assert transcript["call_id"] == path.stem
        for index, utterance in enumerate(transcript["utterances"]):
            assert utterance["index"] == index
            assert utterance["channel"] in (0, 1)
            assert utterance["role"] is None
            assert utterance["speaker"] is None


def labels() -> set[str]:
    """Every code and every explanation that the labelled archive adds to the CRM's own facts."""
    company = json.loads((LABELLED / "company.json").read_text(encoding="utf-8"))
    deals = [deal for path in LABELLED.glob("deals_*.json") for deal in json.loads(path.read_text(encoding="utf-8"))]
    calls = [*company["other_calls"], *(call for deal in deals for call in deal["calls"])]
    found = {code for call in calls for _speaker, _text, signals in call["turns"] for code in signals}
    found |= {kpi["truth"] for kpi in company["kpi_scheme"]} | {person["about"] for person in company["people"]}
    for deal in deals:
        found |= {deal["labels"][key] for key in ("cause", "revive_reason", "toxic_kpi", "why")}
        found |= set(deal["labels"])
    # Words that the CRM tables use for other things.
    return found - {"none", "other", ""}


def test_no_label_is_in_any_file() -> None:
    wanted = labels()
    assert {"culprit", "M1_no_callback", "promise", "broken_promise", "plan_attainment"} <= wanted
    for path in text_files():
        text = path.read_text(encoding="utf-8")
        assert not [label for label in wanted if label in text], path


def test_tables_and_transcripts_are_what_the_script_writes_today(tmp_path: Path) -> None:
    archive = read_labelled_archive(LABELLED)
    recorded = {call.call_id for call in choose_recorded(archive.calls, RECORDED_CALLS)}
    (tmp_path / "transcripts").mkdir()
    write_crm_tables(archive, tmp_path)
    for call in archive.calls:
        if call.turns and call.call_id not in recorded:
            write_transcript(call, archive.company["language"], tmp_path / "transcripts")
    written = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    bundled = {path.relative_to(ARCHIVE): path.read_bytes() for path in text_files()}
    del bundled[Path("calls.csv")]  # holds the lengths of the recordings, which have a test of their own
    assert written == bundled


def test_only_calls_of_lost_and_open_deals_are_recorded_and_the_shortest_of_them() -> None:
    archive = read_labelled_archive(LABELLED)
    eligible = [call for call in archive.calls if call.turns and call.deal_status in {"lost", "open"}]
    recorded = {path.stem for path in RECORDINGS}
    longest = max(call.word_count for call in eligible if call.call_id in recorded)
    assert recorded <= {call.call_id for call in eligible}
    assert all(call.word_count >= longest for call in eligible if call.call_id not in recorded)


def test_the_owners_indicators_are_there_in_their_own_words() -> None:
    indicators = yaml.safe_load((ARCHIVE / "kpi.yaml").read_text(encoding="utf-8"))
    assert [set(indicator) for indicator in indicators] == [{"name", "description"}] * 5
