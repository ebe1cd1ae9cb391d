from __future__ import annotations

from collections.abc import Sequence

from transcribe.name_repair import accepted
from transcribe.vocabulary import Candidate, Vocabulary
from transcribe.word_runs import Word


def row(text: str, probability: float = 0.6) -> list[Word]:
    return [Word(at / 2, at / 2 + 0.5, f" {word}", probability) for at, word in enumerate(text.split())]


def repaired(before: str, after: str, *candidates: Candidate, probability: float = 0.6) -> str | None:
    words = accepted(row(before), row(after, probability), candidates)
    return None if words is None else "".join(word.text for word in words).strip()


NAME = Candidate(1, 2, "Ковригина", 0.9)
BEFORE = "это Кавригена, учебный центр, по договору"


def test_a_name_takes_the_place_of_the_word_that_sounded_like_it() -> None:
    assert repaired(BEFORE, "это Ковригина учебный центр по договору", NAME) == BEFORE.replace("Кавригена", "Ковригина")


def test_a_name_is_taken_in_the_case_that_was_heard() -> None:
    assert repaired("звонил Кавригеной", "звонил Ковригиной", NAME) == "звонил Ковригиной"


def test_nothing_but_the_name_is_taken_from_the_second_hearing() -> None:
    heard = repaired(BEFORE, "это Ковригина учебный центр по договорам", NAME)
    assert heard == BEFORE.replace("Кавригена", "Ковригина")


def test_hotwords_said_back_by_the_recogniser_are_refused() -> None:
    assert repaired(BEFORE, "Ковригина", NAME) is None
    assert repaired(BEFORE, "Ковригина Ковригина Ковригина Ковригина", NAME) is None
    assert repaired("да", "Ковригина", NAME) is None


def test_a_name_where_nothing_like_it_was_heard_is_refused() -> None:
    assert repaired(BEFORE, "это Кавригена учебный центр Ковригина по договору", NAME) is None
    assert repaired(BEFORE, "Ковригина это Ковригина учебный центр по договору", NAME) is None


def test_another_text_is_refused_even_with_the_name_in_place() -> None:
    assert repaired(BEFORE, "это Ковригина спасибо за внимание друзья", NAME) is None


def test_the_same_text_again_changes_nothing() -> None:
    assert repaired(BEFORE, BEFORE, NAME) is None


def test_an_improbable_name_is_refused() -> None:
    assert repaired(BEFORE, "это Ковригина учебный центр по договору", NAME, probability=0.05) is None


def test_a_second_hearing_of_silence_is_refused() -> None:
    assert accepted([], row("Ковригина"), ()) is None
    assert accepted(row(BEFORE), [], [NAME]) is None


def test_pieces_become_one_word_in_their_time() -> None:
    before = row("Юрьевич, Мухами, Дьяров, механик")
    after = [Word(0, 0.1, " Юрьевич", 0.6), Word(0.1, 7, " Мухамедьяров", 0.6), Word(7, 8, " механик", 0.6)]
    words = accepted(before, after, [Candidate(1, 3, "Мухамедьяров", 0.95)])
    assert words is not None
    assert [(word.start_s, word.end_s, word.text) for word in words] == [
        (0, 0.5, " Юрьевич,"),
        (0.5, 1.5, " Мухамедьяров,"),
        (1.5, 2, " механик"),
    ]


def test_a_doubtful_word_stays_doubtful_under_its_new_name() -> None:
    before = [Word(0, 1, " это", 0.6), Word(1, 2, " Кавригена", 0.6, doubtful=True)]
    words = accepted(before, row("это Ковригина"), [NAME])
    assert words is not None
    assert words[1].doubtful


def test_two_names_are_repaired_each_in_its_place() -> None:
    candidates: Sequence[Candidate] = Vocabulary(("Липецк",)).candidates(row("вы и лепецк. Лепецк триста"))
    words = accepted(row("вы и лепецк. Лепецк триста"), row("вы и Липецк Липецк триста"), candidates)
    assert words is not None
    assert "".join(word.text for word in words) == " вы и Липецк. Липецк триста"
