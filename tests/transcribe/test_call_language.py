"""Which language a call is in, and which ones an archive."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcribe.audio import SAMPLE_RATE
from transcribe.call_language import (
    WINDOWS,
    SpokenLanguages,
    archive_languages,
    language_of_call,
    likeliest_language,
    windows_of,
)
from transcribe.speech_rows import SpeechRow

RUSSIAN: Mapping[str, float] = {"ru": 0.9, "uk": 0.08, "en": 0.02}
LIKE_UKRAINIAN: Mapping[str, float] = {"uk": 0.6, "ru": 0.35, "en": 0.05}
SURELY_GERMAN: Mapping[str, float] = {"de": 0.97, "en": 0.02, "ru": 0.01}


def test_windows_are_the_rows_with_most_speech_whatever_their_order() -> None:
    lengths = (3, 8, 5, 12, 1)
    rows = [
        SpeechRow(np.zeros(length * SAMPLE_RATE, np.float32), ((at, at + length * SAMPLE_RATE),), (0,))
        for at, length in enumerate(lengths)
    ]
    assert [row.speech_s for row in windows_of(rows)] == [12, 8, 5]
    assert windows_of(reversed(rows)) == windows_of(rows)
    assert len(windows_of(rows[:2])) == 2 < WINDOWS


def test_windows_agree_on_a_language_that_none_of_them_is_against() -> None:
    assert likeliest_language([RUSSIAN, LIKE_UKRAINIAN]) == "ru"
    assert likeliest_language([{"ru": 0.6, "en": 0.4}, {"en": 0.9, "ru": 0.1}]) == "en"


def test_one_window_that_excludes_a_language_does_not_outvote_two_that_are_sure() -> None:
    assert likeliest_language([{"ru": 0.99, "en": 0.001}] * 2 + [{"en": 0.7}]) == "ru"


def test_only_the_languages_named_may_be_it() -> None:
    assert likeliest_language([LIKE_UKRAINIAN], ("en", "ru")) == "ru"
    assert likeliest_language([{"uk": 1.0}], ("ru",)) == "ru"


def test_a_language_that_its_archive_does_not_have_needs_two_windows_that_are_sure() -> None:
    assert language_of_call([LIKE_UKRAINIAN] * 3, ("en", "ru")) == "ru"
    assert language_of_call([SURELY_GERMAN], ("en", "ru")) == "en"
    assert language_of_call([SURELY_GERMAN, LIKE_UKRAINIAN], ("en", "ru")) != "de"
    assert language_of_call([SURELY_GERMAN, SURELY_GERMAN], ("en", "ru")) == "de"


def test_without_an_archive_to_compare_the_call_speaks_for_itself() -> None:
    assert language_of_call([LIKE_UKRAINIAN], ()) == "uk"


def test_languages_of_an_archive_are_those_of_more_than_a_call_by_chance() -> None:
    assert archive_languages(["ru"] * 23 + ["uk"]) == ("ru",)
    assert archive_languages(["ru"] * 12 + ["en"] * 12) == ("en", "ru")
    assert archive_languages(["ru"] * 22 + ["en"] * 2) == ("en", "ru")
    assert archive_languages(["ru"]) == ("ru",)
    assert archive_languages([]) == ()


@given(st.lists(st.sampled_from(["ru", "en", "uk", "kk"]), min_size=1))
def test_an_archive_has_a_language_whenever_its_calls_have(calls: list[str]) -> None:
    found = archive_languages(calls)
    assert found
    assert set(found) <= set(calls)
    assert list(found) == sorted(found)


@pytest.mark.parametrize(
    ("languages", "name", "only"),
    [
        (SpokenLanguages(), "auto", None),
        (SpokenLanguages(("ru",)), "ru", "ru"),
        (SpokenLanguages(("ru", "en")), "en,ru", None),
        (SpokenLanguages(found=("ru",)), "auto:ru", None),
        (SpokenLanguages(found=("ru", "en")), "auto:en,ru", None),
    ],
)
def test_name_under_which_transcripts_are_kept(languages: SpokenLanguages, name: str, only: str | None) -> None:
    assert str(languages) == name
    assert languages.only == only
