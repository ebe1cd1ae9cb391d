"""`dealforensics signals explain` as it is typed."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipelines.run_settings import WORK_FOLDER, transcripts_folder
from pipelines.signals_command import ExplainRequest, explain_command
from reports.texts import LANGUAGES, Language, Texts
from tests.deals.small_archive import write_archive
from transcribe.file_digest import sha256_of
from transcribe.transcript_store import StoreKey, TranscriptStore
from transcribe.transcription_settings import settings_of
from transcribe.utterance import Transcript, Utterance

DEMO = Path(__file__).parents[2] / "demo" / "archive"
TALK = (
    ("Добрый день, это Анна, компания «Окна Плюс». Подскажите, какие окна вам нужны?", 0),
    ("Пластиковые, на дачу. Только у вас дорого, в соседней фирме дешевле.", 1),
    ("Понимаю. Зато у нас монтаж в цене. Завтра до обеда пришлю расчёт.", 0),
    ("Да", 1),
)


def explain(call: str | Path, language: Language = "en", **options: object) -> int:
    return explain_command(ExplainRequest(str(call), **options), Texts(language))  # type: ignore[arg-type]


def transcript_text(call_id: str, lines: Sequence[tuple[str, int | None]] = TALK) -> str:
    utterances = [
        {"index": number, "start": 5.0 * number, "end": 5.0 * number + 4, "channel": channel, "speaker": None,
         "role": None, "text": text}
        for number, (text, channel) in enumerate(lines)
    ]  # fmt: skip
    return json.dumps({"call_id": call_id, "language": "ru", "utterances": utterances}, ensure_ascii=False)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "archive", {"transcripts/k2.json": transcript_text("k2")})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_call_of_the_demo_by_its_id(language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "new" / "call.json"
    assert explain("D1-D001-C1", language, archive=DEMO, json_file=file) == 0
    shown, texts = capsys.readouterr().out, Texts(language)
    assert texts.text("problem-models-held-out", archive="d1_kitchen") in shown
    content = json.loads(file.read_text(encoding="utf-8"))
    assert content["call_id"] == "D1-D001-C1"
    assert content["models"]["set"] == "without_d1_kitchen"
    signals = [(line, signal) for line in content["utterances"] for signal in line["signals"]]
    assert len(signals) >= 5
    flat = " ".join(shown.split())
    for line, signal in signals:
        assert texts.text(f"signal-{signal['code']}") in flat
        for words in signal["words"]:
            assert line["text"][words["from"] : words["to"]] == words["words"]
    assert re.search(r"\[\w", shown), "without colour the words stand in brackets"
    assert "\x1b" not in shown


def test_a_file_in_an_archive_s_transcripts_is_a_call_of_that_archive(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named, inside = tmp_path / "named.json", tmp_path / "inside.json"
    assert explain("D1-D001-C1", archive=DEMO, json_file=named) == 0
    assert explain(DEMO / "transcripts" / "D1-D001-C1.json", json_file=inside) == 0
    assert named.read_bytes() == inside.read_bytes()
    assert "No archive was named" not in capsys.readouterr().out


def test_a_name_of_a_file_is_taken_for_its_call(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert explain("k2.json", archive=archive) == 0
    assert "Call k2: 4 lines" in capsys.readouterr().out


def test_without_an_archive_and_without_roles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "call.json"
    file.write_text(transcript_text("c7", [(text, None) for text in ("Да.", "Угу.", "Хорошо.")]), encoding="utf-8")
    assert explain(file, below_threshold=True) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "No archive was named" in shown
    assert "Who speaks is not certain in 3 of 3 lines" in shown
    assert re.search(r"client \d+%", shown)
    assert "Call c7: 3 lines" in shown, "the call is what the transcript says, not the file"


@pytest.mark.parametrize("suffix", [".vtt", ".srt"])
def test_subtitles(suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = "WEBVTT\n\n" if suffix == ".vtt" else "1\n"
    clock = "00:00:01.000 --> 00:00:04.000" if suffix == ".vtt" else "00:00:01,000 --> 00:00:04,000"
    file = tmp_path / f"call{suffix}"
    file.write_text(f"{head}{clock}\n<v manager>I will send you the quote tomorrow.\n", encoding="utf-8")
    assert explain(file) == 0
    shown = capsys.readouterr().out
    assert "Call call: 1 line" in shown
    assert "manager" in shown


def test_one_word_lines_are_said_to_be_carried_by_something(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert explain("k2", archive=archive, below_threshold=True) == 0
    shown = " ".join(capsys.readouterr().out.split())
    answer = shown[shown.rindex("0:15") :]
    assert re.search(r"the words of this line: \d|said after “Понимаю|no words: only who speaks", answer)


def test_nothing_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert explain("k2", archive=write_archive(tmp_path / "archive")) == 0
    assert "No words are in this transcript" in capsys.readouterr().out


def test_what_a_run_transcribed_is_found(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert explain("k1", archive=archive) == 2
    assert "has not been transcribed yet" in capsys.readouterr().err
    recording = archive / "recordings" / "k1.wav"
    store = TranscriptStore(transcripts_folder(archive / WORK_FOLDER))
    for number, word in enumerate(("old", "new")):
        key = StoreKey(sha256_of(recording), recording.stat().st_size, settings_of({"model": word}))
        said = Utterance(0, 0.0, 2.0 + number, f"These are the {word} words, please send the invoice.", 1)
        store.put(key, Transcript("k1", "en", (said,)))
    before = {path: path.read_bytes() for path in sorted(archive.rglob("*")) if path.is_file()}
    assert explain("k1", archive=archive) == 0
    shown = capsys.readouterr().out.replace("[", "").replace("]", "")
    assert "the new words" in shown
    assert "the old words" not in shown
    assert explain("k1", archive=archive, work=archive / WORK_FOLDER) == 0
    assert {path: path.read_bytes() for path in sorted(archive.rglob("*")) if path.is_file()} == before


def test_what_is_wrong_is_said_in_one_sentence(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"utterances": [', encoding="utf-8")
    sound = archive / "recordings" / "k1.wav"
    cases = [
        (explain(broken), "not valid JSON"),
        (explain(sound), "has to be .json, .vtt or .srt"),
        (explain("k9", archive=archive), "There is no call k9"),
        (explain("k9"), "There is no file k9"),
        (explain(archive), "There is no file"),
        (explain("k2", archive=tmp_path / "nowhere"), "There is no such folder"),
        (explain("k2", archive=archive, models=tmp_path), "cannot be used"),
        (explain("k2", archive=archive, json_file=broken / "call.json"), "cannot be read or written"),
    ]
    assert [code for code, _ in cases] == [2] * len(cases)
    sentences = capsys.readouterr().err.strip().splitlines()
    assert len(sentences) == len(cases)
    for (_, wanted), sentence in zip(cases, sentences, strict=True):
        assert wanted in sentence


def test_a_call_that_the_archive_does_not_list(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "other.json"
    file.write_text(transcript_text("other"), encoding="utf-8")
    assert explain(file, archive=archive) == 0
    assert "does not list this call" in " ".join(capsys.readouterr().out.split())
