"""Written text becomes words that the festival voice can say."""

import pytest

pytest.importorskip("num2words", reason="part of the extra 'demo', which only making the audio anew needs")

from demo.spoken_text import spoken_text


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("«Волна-500» однофазная.", "Волна пятьсот однофазная."),
        ("В «Оке-6», да?", "В Оке шесть, да?"),
        ("С НДС построчно.", "С эн дэ эс построчно."),
        ("Б/у без гарантии.", "бэ-у без гарантии."),
        ("Бабушка Фәния", "Бабушка Фяния."),
        ("Котёл — хороший: берём", "Котёл, хороший, берём."),
        ("...Городецкий район", "Городецкий район."),
        ("Сколько?! Мне вчера...", "Сколько? Мне вчера."),
    ],
)
def test_numbers_abbreviations_and_marks_get_a_spoken_form(written: str, spoken: str) -> None:
    assert spoken_text(written) == spoken


def test_a_character_without_a_spoken_form_is_named() -> None:
    with pytest.raises(ValueError, match="'W'"):
        spoken_text("Пишите в WhatsApp")


def test_text_without_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to say"):
        spoken_text("...")
