"""Transcripts for other programs and for readers; what is written is read back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcribe.subtitles import from_subtitles
from transcribe.transcript_exports import SideNames, to_srt, to_txt, to_vtt
from transcribe.transcript_files import read_transcript, to_json
from transcribe.utterance import Transcript, Utterance, Voice

NAMES = SideNames(
    roles={"manager": "менеджер", "head": "руководитель", "client": "клиент"},
    channels=("канал 1", "канал 2"),
    unknown="голос",
    suspect={
        "loop": "зацикливание",
        "improbable": "маловероятно",
        "no_speech": "никто не говорит",
        "speech_rate": "слишком быстро",
    },
)
SAID = (
    Utterance(0, 0.5, 2.25, "Нам нужно <двадцать> окон & двери --> вчера.", channel=1, role="client"),
    Utterance(1, 2.5, 4.0, "Слушаю.", channel=0, role="manager", speaker="SPEAKER_00"),
    Utterance(2, 4.0, 4.5, "Да", channel=1),
    Utterance(3, 5.0, 3661.007, "Угу", speaker="A"),
    Utterance(4, 3662.0, 3663.0, "Кто здесь?"),
)
CALL = Transcript("C1", "ru", SAID, "recognised")


@pytest.mark.parametrize("write", [to_vtt, to_srt])
def test_subtitles_are_read_back_with_channel_speaker_and_role(write) -> None:  # type: ignore[no-untyped-def]
    assert from_subtitles(write(CALL, NAMES), "C1").utterances == SAID


@pytest.mark.parametrize("write", [to_vtt, to_srt])
@given(
    said=st.lists(
        st.builds(
            Utterance,
            st.just(0),
            st.integers(0, 86_000_000).map(lambda ms: ms / 1000),
            st.none(),
            st.text(min_size=1, max_size=40),
            st.sampled_from([0, 1, None]),
            st.sampled_from([None, "A", "SPEAKER_01", "Иван <b> & Пётр"]),
            st.sampled_from(["manager", "head", "client", None]),
        ),
        max_size=5,
    )
)
def test_whatever_was_said_is_read_back(write, said: list[Utterance]) -> None:  # type: ignore[no-untyped-def]
    ordered = sorted(said, key=lambda one: one.start_s)
    whole = [
        Utterance(index, one.start_s, one.start_s + 0.5, " ".join(one.text.split()), one.channel, one.speaker, one.role)
        for index, one in enumerate(one for one in ordered if one.text.split())
    ]
    read = from_subtitles(write(Transcript("C1", None, tuple(whole)), NAMES), "C1").utterances
    assert [(one.text, one.channel, one.speaker, one.role) for one in read] == [
        (one.text, one.channel, one.speaker, one.role) for one in whole
    ]


def test_classes_of_other_programs_say_nothing_about_sides() -> None:
    vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud.channel7 Иван Петров>Да\n"
    (said,) = from_subtitles(vtt, "C1").utterances
    assert (said.channel, said.speaker, said.role) == (None, "Иван Петров", None)


def test_text_for_reading_names_time_side_and_doubt() -> None:
    doubted = Utterance(5, 3700.0, 3701.0, "ну ну ну", channel=0, suspect="loop")
    assert to_txt(Transcript("C1", "ru", (*SAID, doubted)), NAMES, "C1 · разговор").splitlines() == [
        "C1 · разговор",
        "",
        "[0:00] клиент: Нам нужно <двадцать> окон & двери --> вчера.",
        "[0:02] менеджер (SPEAKER_00): Слушаю.",
        "[0:04] канал 2: Да",
        "[0:05] A: Угу",
        "[1:01:02] голос: Кто здесь?",
        "[1:01:40] канал 1: ну ну ну  [? зацикливание]",
    ]


def test_a_call_without_words_gives_files_without_cues() -> None:
    silent = Transcript("C1", None, (), "recognised", outcome="silence")
    assert from_subtitles(to_vtt(silent, NAMES), "C1").utterances == ()
    assert to_srt(silent, NAMES) == ""


def test_an_exported_transcript_put_into_an_archive_is_read_as_it_was(tmp_path: Path) -> None:
    said = tuple(Utterance(one.index, one.start_s, one.end_s, one.text, one.channel, confidence=0.75) for one in SAID)
    call = Transcript("C1", "ru", said, invented_cut=("credit",), outcome="conversation")
    (tmp_path / "C1.json").write_text(to_json(call), encoding="utf-8")
    assert read_transcript(tmp_path / "C1.json", "C1") == call


def test_voices_are_in_no_export() -> None:
    heard = Transcript("C1", "ru", SAID, voices=(Voice("A", (0.123456, 0.654321)),))
    for content in (to_json(heard), to_vtt(heard, NAMES), to_srt(heard, NAMES), to_txt(heard, NAMES, "C1")):
        assert "0.123456" not in content
        assert "embedding" not in content
