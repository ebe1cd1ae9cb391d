from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcribe.transcript_files import TranscriptError, read_transcript, to_json
from transcribe.transcript_json import from_json
from transcribe.utterance import Transcript, Utterance

CALL = {
    "call_id": "C1",
    "language": "ru",
    "utterances": [
        {"index": 0, "start": 0.5, "end": 2, "channel": 0, "speaker": None, "role": "manager", "text": "Добрый день."},
        {"index": 1, "start": 2.5, "end": 4.0, "channel": 1, "speaker": "A", "role": None, "text": "Здравствуйте!"},
    ],
}
VTT = """WEBVTT - call

NOTE made by hand

STYLE
::cue { color: red }

1
00:01.000 --> 00:02.500 align:start
<v Менеджер>Добрый день,
компания &laquo;Окна&raquo; &amp; двери</v>

00:00:03.000 --> 00:00:04.000
<v.loud Иван Петров><i>Да</i>, слушаю.
"""
SRT = "1\r\n00:00:01,000 --> 00:00:02,500\r\n<v client>Алло</v>\r\n\r\n2\r\n01:00:03,5 --> 01:00:04,000\r\nслушаю\r\n"


def read(tmp_path: Path, name: str, content: str | bytes) -> Transcript:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_transcript(path, "C1")


def error_of(tmp_path: Path, name: str, content: str | bytes) -> TranscriptError:
    with pytest.raises(TranscriptError) as caught:
        read(tmp_path, name, content)
    return caught.value


def with_utterance(**fields: Any) -> str:
    return json.dumps({**CALL, "utterances": [{**CALL["utterances"][0], **fields}]})  # type: ignore[index,dict-item]


def test_json_of_the_archive_format_is_read(tmp_path: Path) -> None:
    transcript = read(tmp_path, "C1.json", json.dumps(CALL))
    assert transcript == Transcript(
        "C1",
        "ru",
        (
            Utterance(0, 0.5, 2.0, "Добрый день.", channel=0, role="manager"),
            Utterance(1, 2.5, 4.0, "Здравствуйте!", channel=1, speaker="A"),
        ),
        source="file",
        outcome="conversation",
    )


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    said = (
        Utterance(0, 0.25, 1.5, "Да — «хорошо»", 1, None, None, 0.875),
        Utterance(1, 2.0, 2.5, "Нет", role="client"),
    )
    written = to_json(Transcript("C1", None, said, source="recognised"))
    assert read(tmp_path, "C1.json", written).utterances == said


def test_indexes_of_the_file_are_kept_and_order_is_by_time(tmp_path: Path) -> None:
    late, early = {**CALL["utterances"][1], "index": 4}, {**CALL["utterances"][0], "index": 7}  # type: ignore[dict-item,index]
    transcript = read(tmp_path, "C1.json", json.dumps({**CALL, "utterances": [late, early]}))
    assert [said.index for said in transcript.utterances] == [7, 4]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_mark_is_understood(tmp_path: Path, encoding: str) -> None:
    content = json.dumps(CALL, ensure_ascii=False).encode(encoding)
    assert read(tmp_path, "C1.json", content).utterances[0].text == "Добрый день."


def test_one_byte_russian_is_refused_not_guessed(tmp_path: Path) -> None:
    assert error_of(tmp_path, "C1.srt", SRT.encode("cp1251")).code == "transcript-unreadable"


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        ("{", "transcript-bad-json", "line 1"),
        ("[" * 100_000, "transcript-bad-json", ""),
        ("", "transcript-empty", "0 bytes"),
        ("[]", "transcript-bad-field", "utterances"),
        ('{"call_id": "C1"}', "transcript-bad-field", "utterances"),
        ('{"utterances": [3]}', "transcript-bad-field", "utterances[0]"),
        (json.dumps({**CALL, "call_id": "C2"}), "transcript-other-call", "C2"),
        (json.dumps({**CALL, "language": 7}), "transcript-bad-field", "language"),
        (json.dumps({**CALL, "invented_cut": 7}), "transcript-bad-field", "invented_cut"),
        (json.dumps({**CALL, "invented_cut": ["song"]}), "transcript-bad-field", "invented_cut"),
        (with_utterance(text=None), "transcript-bad-field", "utterances[0].text"),
        (with_utterance(start="0:05"), "transcript-bad-time", "utterances[0].start"),
        (with_utterance(start=-1), "transcript-bad-time", "utterances[0].start"),
        (with_utterance(start=True), "transcript-bad-time", "utterances[0].start"),
        (with_utterance(end=float("nan")), "transcript-bad-time", "utterances[0].end"),
        (with_utterance(end=None), "transcript-bad-time", "utterances[0].end"),
        (with_utterance(end=10**400), "transcript-bad-time", "utterances[0].end"),
        (with_utterance(start=3, end=2), "transcript-bad-time", "before"),
        (with_utterance(role="boss"), "transcript-bad-role", "boss"),
        (with_utterance(role=["manager"]), "transcript-bad-role", "manager"),
        (with_utterance(channel=2), "transcript-bad-field", "channel 2"),
        (with_utterance(index=-1), "transcript-bad-field", "index -1"),
        (with_utterance(index="0"), "transcript-bad-field", "index"),
        (with_utterance(speaker=5), "transcript-bad-field", "speaker"),
        (with_utterance(confidence=2), "transcript-bad-field", "confidence"),
        (json.dumps({**CALL, "utterances": [CALL["utterances"][0]] * 2}), "transcript-bad-field", "index"),  # type: ignore[index]
    ],
)
def test_broken_json_is_refused_with_its_place(tmp_path: Path, content: str, code: str, place: str) -> None:
    error = error_of(tmp_path, "C1.json", content)
    assert error.code == code
    assert place in error.detail


def test_half_an_emoji_becomes_the_replacement_character(tmp_path: Path) -> None:
    assert read(tmp_path, "C1.json", with_utterance(text="Да \ud83d")).utterances[0].text == "Да \ufffd"


FIELDS = st.sampled_from(["call_id", "language", "utterances", "index", "start", "end", "text", "role"])
SCALARS = st.none() | st.booleans() | st.floats() | st.text()


@given(st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(FIELDS, inner)))
def test_any_json_is_read_or_refused_as_a_transcript(value: Any) -> None:
    with contextlib.suppress(TranscriptError):  # any other exception is a crash
        assert from_json(json.dumps(value), "C1").call_id == "C1"


def test_vtt_voices_notes_tags_and_entities(tmp_path: Path) -> None:
    first, second = read(tmp_path, "C1.vtt", VTT).utterances
    assert (first.start_s, first.end_s, first.text) == (1.0, 2.5, "Добрый день, компания «Окна» & двери")
    assert (first.speaker, first.role) == ("Менеджер", "manager")
    assert (second.index, second.text, second.speaker, second.role) == (1, "Да, слушаю.", "Иван Петров", None)


def test_srt_with_commas_hours_and_dos_line_ends(tmp_path: Path) -> None:
    first, second = read(tmp_path, "C1.srt", SRT).utterances
    assert (first.text, first.role, first.speaker) == ("Алло", "client", "client")
    assert (second.start_s, second.end_s, second.text, second.speaker) == (3603.5, 3604.0, "слушаю", None)


def test_two_voices_of_one_cue_are_two_utterances(tmp_path: Path) -> None:
    cue = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v manager>Да?</v> <v client>Нет.</v>\n"
    assert [(said.role, said.text) for said in read(tmp_path, "C1.vtt", cue).utterances] == [
        ("manager", "Да?"),
        ("client", "Нет."),
    ]


def test_vtt_without_cues_is_a_call_in_which_nothing_was_said(tmp_path: Path) -> None:
    assert read(tmp_path, "C1.vtt", "WEBVTT\n").utterances == ()


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        ("1\n00:00:05,000 --> 00:00:04,000\nДа\n", "transcript-bad-time", "line 2"),
        ("1\n00:00:xx,000 --> 00:00:04,000\nДа\n", "transcript-bad-time", "line 2"),
        ("1\n00:00:01,000 -->\nДа\n", "transcript-bad-time", "line 2"),
        ("99:00:01,000 --> 99:00:02,000\nДа\n", "transcript-bad-time", "line 1"),
        ("Просто текст\n", "transcript-bad-cue", "line 1"),
        (" \n", "transcript-empty", "2 bytes"),
    ],
)
def test_broken_subtitles_are_refused_with_their_line(tmp_path: Path, content: str, code: str, place: str) -> None:
    error = error_of(tmp_path, "C1.srt", content)
    assert error.code == code
    assert place in error.detail


def test_other_formats_and_missing_files_are_told(tmp_path: Path) -> None:
    assert error_of(tmp_path, "C1.docx", "text").code == "transcript-unknown-format"
    with pytest.raises(TranscriptError, match="transcript-missing"):
        read_transcript(tmp_path / "nowhere.json", "C1")
    (tmp_path / "folder.json").mkdir()
    with pytest.raises(TranscriptError, match="transcript-unreadable"):
        read_transcript(tmp_path / "folder.json", "C1")
