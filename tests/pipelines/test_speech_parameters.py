"""The options that `run` and `transcribe` share."""

from __future__ import annotations

import inspect
import re
from typing import Any

import pytest
import typer.main

from pipelines.cli import build_app
from pipelines.run_settings import SpeechOptions
from pipelines.speech_parameters import export_format, speaker_counts, speech_parameters, spoken_languages
from reports.texts import Texts


def test_there_is_one_option_for_each_setting_of_the_speech_recognition() -> None:
    assert [parameter.name for parameter in speech_parameters(Texts("en"))] == [
        field.name for field in inspect.signature(SpeechOptions).parameters.values()
    ]


def test_both_commands_have_all_shared_options_in_the_same_words() -> None:
    group: Any = typer.main.get_command(build_app(Texts("en")))
    run, transcribe = (
        {option.name: option.help for option in group.commands[name].params if option.opts[0].startswith("--")}
        for name in ("run", "transcribe")
    )
    for parameter in speech_parameters(Texts("en")):
        assert run[parameter.name] == transcribe[parameter.name]


@pytest.mark.parametrize(
    ("typed", "languages"), [("ru", ("ru",)), ("auto", ()), ("ru,en", ("ru", "en")), ("en, ru, en", ("en", "ru"))]
)
def test_languages_are_one_several_or_any(typed: str, languages: tuple[str, ...]) -> None:
    assert spoken_languages(typed) == languages


@pytest.mark.parametrize("typed", ["", "de", "ru,", "ru;en", "auto,ru"])
def test_other_languages_are_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(typed)}$"):
        spoken_languages(typed)


@pytest.mark.parametrize(("typed", "counts"), [("1", (1, 1)), ("2-3", (2, 3)), ("1–4", (1, 4))])
def test_speakers_are_a_number_or_a_range(typed: str, counts: tuple[int, int]) -> None:
    assert speaker_counts(typed) == counts


@pytest.mark.parametrize("typed", ["0", "5", "3-2", "2-", "two", "1-9", ""])
def test_other_numbers_of_speakers_are_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(typed)}$"):
        speaker_counts(typed)


def test_unknown_formats_are_refused() -> None:
    assert export_format("vtt") == "vtt"
    with pytest.raises(ValueError, match="docx"):
        export_format("docx")
