"""Typed texts with the errors of recognition: as many as were measured, the same by seed, never nothing."""

from random import Random
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.utterance_encoders.recognition_error_table import LANGUAGES, ErrorTable, error_table, quantile
from classify.utterance_encoders.recognition_errors import heard_as, marked_words

TEXTS = {
    "ru": [
        "Добрый день, вы вчера прислали расчёт на теплицу, и я не понял, почему доставка отдельной строкой.",
        "Давайте так: я поговорю с Ириной Павловной, а вы мне в четверг после обеда наберите.",
        "Нет, у соседей взяли дешевле, и ставят они за два дня.",
        "Мы подумаем.",
    ],
    "en": [
        "Good morning, you sent me a price for the greenhouse and I can't see why delivery is on a separate line.",
        "Let me talk to Margaret first and give me a ring on Thursday after lunch, would you?",
        "No, the neighbours got it cheaper and theirs goes up in two days.",
        "We'll think about it.",
    ],
}
TIMES = 300


def _words(text: str) -> list[str]:
    return [word.text.lower() for word in marked_words(text)]


def _wrong_share(table: ErrorTable, language: str) -> float:
    """Of the words of TEXTS, how many are missing in what was heard."""
    chance = Random(1)
    wrong = total = 0
    for text in TEXTS[language] * TIMES:
        heard = _words(heard_as(text, language, chance))
        for word in _words(text):
            total += 1
            if word in heard:
                heard.remove(word)
            else:
                wrong += 1
    return wrong / total


@pytest.mark.parametrize("language", LANGUAGES)
def test_as_many_words_are_wrong_as_were_measured(language: str) -> None:
    table = error_table(language)
    measured = mean(quantile(table.wrong_long, Random(seed)) for seed in range(2000))
    assert 0.6 * measured < _wrong_share(table, language) < 1.4 * measured


@pytest.mark.parametrize("language", LANGUAGES)
def test_length_stays_about_the_same(language: str) -> None:
    chance = Random(2)
    texts = TEXTS[language] * TIMES
    said = sum(len(_words(text)) for text in texts)
    assert 0.8 < sum(len(_words(heard_as(text, language, chance))) for text in texts) / said < 1.2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_seed_hears_the_same_and_another_seed_something_else(language: str) -> None:
    def heard(seed: int) -> list[str]:
        chance = Random(seed)
        return [heard_as(text, language, chance) for text in TEXTS[language]]

    assert heard(3) == heard(3)
    assert len({tuple(heard(seed)) for seed in range(10)}) > 5


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.text(max_size=200), seed=st.integers(0, 10**6))
def test_something_is_left_of_any_text(language: str, text: str, seed: int) -> None:
    heard = heard_as(text, language, Random(seed))
    assert bool(heard.strip()) == bool(text.strip())


def test_no_brackets_and_dashes_are_heard() -> None:
    heard = {heard_as("Он сказал: «подожду» — и ушёл (совсем).", "ru", Random(seed)) for seed in range(50)}
    assert not set("«»—():") & set("".join(heard))


def test_numbers_are_mostly_written_in_digits() -> None:
    heard = [heard_as("Это будет двести восемьдесят тысяч.", "ru", Random(seed)) for seed in range(200)]
    assert sum(any(map(str.isdigit, text)) for text in heard) > 60


def test_a_language_without_measurement_is_refused() -> None:
    with pytest.raises(ValueError, match="de"):
        heard_as("Guten Tag", "de", Random(0))
