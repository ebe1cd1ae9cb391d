"""Which language the command speaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.text_language import chosen_language, common_options_first, text_language


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        (["--lang", "en", "run"], {"DEALFORENSICS_LANG": "ru", "LANG": "ru_RU.UTF-8"}, "en"),
        (["--lang=ru"], {}, "ru"),
        ([], {"DEALFORENSICS_LANG": "en", "LANG": "ru_RU.UTF-8"}, "en"),
        ([], {"LANG": "ru_RU.UTF-8"}, "ru"),
        ([], {"LC_ALL": "C", "LANG": "ru_RU.UTF-8"}, "en"),
        ([], {"LC_ALL": "", "LANG": "ru_RU.UTF-8"}, "ru"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {}, "en"),
        (["--lang", "de"], {"LANG": "ru_RU.UTF-8"}, "ru"),  # refused later, in the language of the system
        (["--lang"], {}, "en"),
    ],
)
def test_option_then_variable_then_locale_then_english(
    arguments: list[str], environment: dict[str, str], language: str
) -> None:
    assert text_language(arguments, environment) == language


def test_common_options_may_stand_anywhere() -> None:
    assert common_options_first(["run", "A", "--lang", "ru", "--out", "B", "--debug"]) == (
        ["--lang", "ru", "--debug", "run", "A", "--out", "B"]
    )
    assert common_options_first(["doctor", "--lang=en"]) == ["--lang=en", "doctor"]
    assert common_options_first(["doctor", "--lang"]) == ["--lang", "doctor"]


@pytest.mark.parametrize("locale", [{}, {"LANG": "C.UTF-8"}, {"LC_ALL": "POSIX", "LANG": "en_US.UTF-8"}])
def test_where_nobody_chose_a_language_a_run_speaks_that_of_the_archive(locale: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "archive.yaml").write_text("language: ru\n", encoding="utf-8")
    assert chosen_language([], locale) is None
    assert text_language(["run", str(tmp_path), "--out", "x"], locale) == "ru"
    assert text_language(["run", "--out", "x", str(tmp_path)], locale) == "ru"
    assert text_language(["doctor", str(tmp_path)], locale) == "en"
    assert text_language(["run", str(tmp_path)], locale | {"LC_ALL": "en_GB.UTF-8"}) == "en"
    (tmp_path / "archive.yaml").write_text("language: auto\n", encoding="utf-8")
    assert text_language(["run", str(tmp_path), "x" * 5000], locale) == "en"
