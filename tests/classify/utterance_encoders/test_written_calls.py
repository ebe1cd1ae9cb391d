"""The written calls keep to their format, hold every code in both languages, and repeat nothing of what judges them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from classify.codebook import SIGNALS
from classify.labelled_archive import labelled_folders, read_labelled_archive
from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder
from classify.utterance_encoders.written_calls import WrittenCall, read_written_calls

LONG = 7  # words: shorter lines ("How long does that take you?") are said by everybody
NEARLY_THE_SAME = 0.95  # cosine
HEADER = "# lang: ru | industry: окна | проба\n"


@pytest.fixture(scope="module")
def calls() -> list[WrittenCall]:
    return read_written_calls()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_code_is_written_often_in_both_languages(calls: list[WrittenCall], language: str) -> None:
    counts = Counter(code for call in calls if call.language == language for codes in call.labels for code in codes)
    assert min(counts[code] for code in SIGNALS) >= 80


def test_no_line_is_nearly_one_of_a_labelled_archive(calls: list[WrittenCall], embedder: SentenceEmbedder) -> None:
    spoken = {
        u.text
        for folder in labelled_folders()
        for transcript in read_labelled_archive(folder).transcripts.values()
        for u in transcript.utterances
    }
    judged = embedder.embed(sorted(text for text in spoken if len(text.split()) >= LONG)).T
    lines = sorted({t for call in calls for t in call.conversation.texts if len(t.split()) >= LONG})
    for start in range(0, len(lines), 2000):
        some = lines[start : start + 2000]
        nearest = (embedder.embed(some) @ judged).max(axis=1)
        assert [line for line, near in zip(some, nearest, strict=True) if near > NEARLY_THE_SAME] == []


def test_a_call_is_read_with_roles_and_codes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(HEADER + "m|promise next_step_set|Вышлю завтра.\nc||Жду.\n", encoding="utf-8")
    (call,) = read_written_calls(tmp_path)
    assert call.conversation.texts == ("Вышлю завтра.", "Жду.")
    assert call.conversation.roles.tolist() == [[1, 0, 0], [0, 0, 1]]
    assert call.labels == (frozenset({"promise", "next_step_set"}), frozenset())


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (HEADER + "c|promise|Вышлю.", "line 2: promise"),
        (HEADER + "m||Да\nx||Нет", "line 3"),
        (HEADER + "m|Да", "line 2"),
        ("m||Да", "line 1"),
        (HEADER, "line 1"),
        (HEADER + "m||", "line 2"),
    ],
)
def test_what_breaks_the_format_is_named(tmp_path: Path, text: str, named: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=named):
        read_written_calls(tmp_path)
