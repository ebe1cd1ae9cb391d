from __future__ import annotations

import pytest

from transcribe.vocabulary import MOST_HOTWORDS, MOST_LETTERS, Candidate, Vocabulary, hotwords, is_form
from transcribe.word_runs import Word
from transcribe.word_sounds import similarity, sounds_of

NAMES = ("Ковригина", "Викторовна", "Марина", "Мухамедьяров", "Окский Камбуз", "Вера", "Вектор", "Мороз", "Hyundai")


def row(text: str, probability: float = 0.6) -> list[Word]:
    """One row as Whisper gives it; each word takes half a second."""
    return [Word(at / 2, at / 2 + 0.5, f" {word}", probability) for at, word in enumerate(text.split())]


def found(text: str, *names: str, probability: float = 0.6, of_call: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    words = row(text, probability)
    candidates = Vocabulary(names or NAMES).candidates(words, of_call)
    return [("".join(word.text for word in words[c.first : c.end]).strip(), c.term) for c in candidates]


def test_a_word_that_sounds_like_a_name_is_a_candidate() -> None:
    assert found("это Кавригена говорит") == [("Кавригена", "Ковригина")]


def test_a_name_that_fell_into_pieces_is_a_candidate() -> None:
    assert found("вот Мухами, Дьяров, говорит") == [("Мухами, Дьяров,", "Мухамедьяров")]


def test_a_company_of_two_words_is_a_candidate() -> None:
    assert found("добрый день Акский Комбус.") == [("Акский Комбус.", "Окский Камбуз")]


@pytest.mark.parametrize("text", ["с Мариной Викторовной", "Марине Викторовне", "Ковригиной", "Ковригину звали"])
def test_a_name_in_any_case_is_no_candidate(text: str) -> None:
    assert found(text) == []


def test_silence_has_no_candidates() -> None:
    assert Vocabulary(NAMES).candidates([]) == ()
    assert Vocabulary(NAMES).candidates([Word(0, 1, " ...", 0.1), Word(1, 2, " 500", 0.1)]) == ()


def test_without_names_nothing_is_a_candidate() -> None:
    assert Vocabulary(()).candidates(row("это Кавригена говорит")) == ()


@pytest.mark.parametrize("text", ["с верой в успех", "на дворе мороз", "вектор развития", "завтра утром перезвоню"])
def test_ordinary_words_that_are_also_names_stay_alone(text: str) -> None:
    ordinary = ("вера", "верой", "успех", "дворе", "мороз", "вектор", "развития", "завтра", "утром", "перезвоню")
    words = row(text, 0.9)
    assert Vocabulary(NAMES, ordinary).candidates(words) == ()


def test_an_ordinary_word_said_clearly_is_no_candidate() -> None:
    names, ordinary = ("Полозов", "Горячев"), ("горячий", "полозья")
    assert Vocabulary(names, ordinary).candidates(row("горячий полозья", 0.9)) == ()


def test_names_of_those_who_talk_may_sound_less_alike() -> None:
    assert found("это Велорамович сказал", "Арамович") == []
    assert found("это Велорамович сказал", "Арамович", of_call=("Арамович",)) == [("Велорамович", "Арамович")]


def test_names_of_those_who_talk_need_not_be_among_the_terms() -> None:
    assert found("это Кавригена говорит", "Марина", of_call=("Ковригина",)) == [("Кавригена", "Ковригина")]


def test_a_seldom_used_name_must_sound_closer() -> None:
    heavier = tuple(f"Щух{chr(1072 + i % 32)}ж{chr(1072 + i // 32)}ш" for i in range(900))
    assert found("это Кавремена говорит", "Ковригина") == [("Кавремена", "Ковригина")]
    assert found("это Кавремена говорит", *heavier, "Ковригина") == []


@pytest.mark.parametrize(("latin", "cyrillic"), [("Volvo", "вольво"), ("Scania", "скания"), ("Bosch", "бош")])
def test_a_brand_sounds_the_same_in_both_scripts(latin: str, cyrillic: str) -> None:
    assert similarity(sounds_of(latin), sounds_of(cyrillic)) >= 0.9


@pytest.mark.parametrize(("name", "heard"), [("викторовн", "фикторавной"), ("гарифуллин", "карефулина")])
def test_reduced_vowels_and_changed_voicing_cost_little(name: str, heard: str) -> None:
    assert similarity(sounds_of(name), sounds_of(heard)) >= 0.85


def test_other_words_are_not_alike() -> None:
    assert similarity(sounds_of("ковригин"), sounds_of("договорились")) < 0.5


def test_equal_rows_give_equal_candidates_whatever_was_looked_up_before() -> None:
    fresh, used = Vocabulary(NAMES), Vocabulary(NAMES)
    used.candidates(row("Акский Комбус Кавригена"))
    assert fresh.candidates(row("это Кавригена")) == used.candidates(row("это Кавригена"))


def test_hotwords_are_few_and_short() -> None:
    many = [Candidate(i, i + 1, f"Имя{i}", 0.9) for i in range(30)]
    long = [Candidate(i, i + 1, f"Оченьдлинноеимяприслали{i}", 0.9) for i in range(30)]
    assert hotwords(many).count(",") == MOST_HOTWORDS - 1
    assert 0 < len(hotwords(long)) <= MOST_LETTERS


def test_hotwords_name_each_term_once_and_the_most_alike_first() -> None:
    candidates = [Candidate(0, 1, "Анна", 0.8), Candidate(1, 2, "Ольга", 0.9), Candidate(4, 5, "Анна", 0.7)]
    assert hotwords(candidates) == "Ольга, Анна..."
    assert hotwords(()) == ""


@pytest.mark.parametrize(
    ("text", "term", "same"),
    [
        ("Павла", "Павел", True),
        ("Раифского", "Раифский", True),
        ("Мариной Викторовной", "Марина Викторовна", True),
        ("Маринованный", "Марина", False),
        ("окно", "Ока", False),
    ],
)
def test_a_form_of_a_name_is_its_stem_with_an_ending(text: str, term: str, same: bool) -> None:
    assert is_form(text, term) is same
