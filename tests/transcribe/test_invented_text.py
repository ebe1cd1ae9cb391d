"""Invented phrases go, as phrases; the real reply beside them stays."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcribe.invented_text import Cut, cut_invented
from transcribe.utterance import InventedKind
from transcribe.word_runs import DOUBTFUL_CONFIDENCE, Word, segments_of

REAL_REPLIES = tuple(
    line
    for line in (Path(__file__).parent / "data" / "real_replies.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)

# Whisper's words begin at spaces and at signs inside: " да", "-да"; " А", ".Семкин"; " amara", ".org".
_WHISPER_WORD = re.compile(r"\s*[-.]?[^\s\-.]+(?:[-.]+(?=\s|$))?|\s*[-.]+")

CREDITS = """
Субтитры сделал DimaTorzok
Субтитры делал DimaTorzok
Субтитры создавал DimaTorzok.
Субтитры добавил DimaTorzok
Субтитры подогнал DimaTorzok!
Субтитры подготовил DimaTorzok
Субтитры сделаны DimaTorzok
субтитры делал дима торзок
Субтитры создавал Дима Торжок
Субтитры создавал Dima Torzhok
СУБТИТРЫ СДЕЛАЛ DIMATORZOK
Субтитры подогнал «Симон»!
Субтитры подготовил Игорь Негода
Субтитры сделаны сообществом Amara.org
Субтитры и корректура Оксаны Каменской
Субтитры субтитров Н.Новикова
Субтитры А.Синецкая
Редактор субтитров А.Синецкая
Редактор субтитров А.Семкин
Редактор субтитров А.Сёмкин
Редактор субтитров М.Лосева
Редактор субтитров Т.Горелова
Редактор субтитров Е. Жукова
Редактор субтитров А Захарова
Редактор субтитров И.Бойкова
Редактор субтитров Н.Закомолдина
Редактор субтитров А.Синецкая Корректор А.Егорова
Редактор субтитров А.Семкин Корректор А.Кулакова
Корректор А.Егорова
Корректор А. Кулакова.
www.amara.org
DimaTorzok
Subtitles by the Amara.org community
❤️ Translated by Amara.org Community
Transcribed by https://otter.ai
www.mooji.org
Субтитрувальниця Оля Шор
""".strip().splitlines()

CREDIT_SENTENCES = ("Спасибо за субтитры!", "https://otter.ai", "Субтитры и корректура.")

CHANNEL_TALK = """
Продолжение следует...
ПРОДОЛЖЕНИЕ СЛЕДУЕТ
Смотрите продолжение в следующей части видео
Смотрите продолжение в 4 части
Смотрите продолжение во второй части.
Смотрите продолжение в следующей серии...
Спасибо за просмотр!
Всем спасибо за просмотр.
Подписывайтесь на канал
Не забудьте подписаться
Не забудьте подписаться на канал!
Ставьте лайки
ПОДПИШИСЬ!
ПОДПИШИСЬ НА КАНАЛ!
Девушки отдыхают...
конец записи
бойный стучок
Субтитры субтитры субтитры субтитры
Thank you for watching!
Thanks for watching
Please subscribe
Like and subscribe
A new look at your forecast…
To be continued
All rights reserved.
Дякую за перегляд!
Спасибо за просмотр! Подписывайтесь на канал!
""".strip().splitlines()

EVERYDAY = """
Спасибо за внимание!
Благодарю за внимание
До новых встреч
Пока-пока! Удачи!
Поехали!
конец связи
это приходит
Тихо, тихо, тихо
Веселая музыка
Музыкальная заставка
Thank you.
We'll be right back.
We’ll see you next week.
The end
captioned
you
Bye
Дякуємо!
""".strip().splitlines()

CAPTIONS = """
АПЛОДИСМЕНТЫ
СМЕХ
КАШЕЛЬ
ВЫСТРЕЛЫ
ПЕРЕСТРЕЛКА
ВЗРЫВ
ПЕСНЯ
ПОЛИЦИЯ
ПОЛИЦЕЙСКАЯ СИРЕНА
ШУМ ДОЖДЯ
ШУМ ДВИГАТЕЛЯ
ГОРОДСКОЙ ШУМ
ПЛЕСК ВОДЫ
РЁВ МОТОРА
ЛАЙ СОБАКИ
ПЕС ЛАЕТ
ЗВОНОК В ДВЕРЬ
СТУК В ДВЕРЬ
ГУДОК ПОЕЗДА
СИГНАЛ АВТОМОБИЛЯ
ПО ТВ.
ПО ГРОМКОГОВОРИТЕЛЮ
ВЕСЕЛАЯ МУЗЫКА
НАПРЯЖЁННАЯ МУЗЫКА
ГРУСТНАЯ МЕЛОДИЯ
МУЗЫКАЛЬНАЯ ЗАСТАВКА
ZHUKOV
[музыка]
[BLANK_AUDIO]
[MUSIC]
(upbeat music)
(keyboard clicking)
(audience cheering)
(heart beating)
*applause*
♪
♪ ♪
""".strip().splitlines()

# What lists of invented text hold and people say too, as a whole utterance.
SAID_IN_EARNEST = (
    *EVERYDAY,
    "Спасибо за просмотр!",
    "Продолжение следует.",
    "Подписывайтесь на канал",
    "to be continued",
)


def spoken(
    text: str, at_s: float = 0.0, probability: float = 0.9, slow: float = 1.0, doubtful: bool = False
) -> list[Word]:
    """The text as Whisper's words at an ordinary speed, `slow` times slower."""
    words = []
    for piece in _WHISPER_WORD.findall(text if text.startswith(" ") else f" {text}"):
        end_s = at_s + len(piece.strip()) / 14 * slow
        words.append(Word(at_s, end_s, piece, probability, doubtful))
        at_s = end_s
    assert "".join(word.text for word in words).strip() == text.strip()
    return words


def invented(text: str) -> list[Word]:
    """As Whisper invents it: alone, and not sure."""
    return spoken(text, at_s=30.0, probability=0.2)


def kept_text(cut: Cut) -> str:
    return "".join(word.text for word in cut.kept).strip()


def kinds(cut: Cut) -> set[InventedKind]:
    return {phrase.kind for phrase in cut.removed}


@pytest.mark.parametrize("text", [*CREDITS, *CREDIT_SENTENCES])
def test_a_credit_goes_however_sure_the_recogniser_is(text: str) -> None:
    cut = cut_invented(spoken(text, probability=0.99))
    assert (cut.kept, kinds(cut)) == ((), {"credit"})


@pytest.mark.parametrize("text", CREDITS)
@pytest.mark.parametrize("real", ["Хорошо, жду. До свидания.", "да буду ждать", "Thank you, bye."])
def test_a_credit_glued_to_a_real_reply_goes_and_the_reply_stays(real: str, text: str) -> None:
    said = spoken(f"{real} {text}")
    assert kept_text(cut_invented(said)) == real
    before = cut_invented(spoken(f"{text} {real}"))
    assert kept_text(before) == real
    assert kinds(before) == {"credit"}


@pytest.mark.parametrize("text", CREDIT_SENTENCES)
def test_a_credit_of_common_words_goes_as_a_sentence_of_its_own(text: str) -> None:
    assert kept_text(cut_invented(spoken(f"До свидания. {text}"))) == "До свидания."


@pytest.mark.parametrize("text", CHANNEL_TALK)
def test_channel_talk_alone_goes(text: str) -> None:
    cut = cut_invented(invented(text))
    assert (cut.kept, kinds(cut)) == ((), {"channel"})


@pytest.mark.parametrize("text", EVERYDAY)
def test_an_everyday_phrase_goes_where_it_stands_alone_and_the_recogniser_is_not_sure(text: str) -> None:
    cut = cut_invented(invented(text))
    assert (cut.kept, kinds(cut)) == ((), {"everyday"})


@pytest.mark.parametrize("text", EVERYDAY)
def test_one_sign_of_invention_is_not_enough_for_an_everyday_phrase(text: str) -> None:
    talk = spoken("Мы вернёмся к этому вопросу", at_s=25.0)
    unsure, lone = cut_invented([*talk, *invented(text)]), cut_invented(spoken(text, at_s=30.0))
    assert unsure.removed == lone.removed == ()


@pytest.mark.parametrize("text", CAPTIONS)
def test_a_sound_in_brackets_or_capitals_goes(text: str) -> None:
    cut = cut_invented(spoken(text))
    assert (cut.kept, kinds(cut)) == ((), {"caption"})


def test_a_sound_in_brackets_goes_from_beside_a_real_reply() -> None:
    assert kept_text(cut_invented(spoken("[музыка] Алло, добрый день. (upbeat music)"))) == "Алло, добрый день."


def test_real_replies_are_many_and_all_different() -> None:
    assert len(set(REAL_REPLIES)) == len(REAL_REPLIES) > 250


@pytest.mark.parametrize("text", REAL_REPLIES)
def test_a_real_reply_loses_no_word_however_it_sounds(text: str) -> None:
    for said in (
        spoken(text),
        spoken(text, at_s=60.0, probability=0.05, slow=8, doubtful=False),
        spoken(text, at_s=60.0, probability=0.05, slow=0.1),
        spoken(text, at_s=60.0, probability=0.05, slow=0.0),
    ):
        assert cut_invented(said) == Cut(tuple(said), ())


@pytest.mark.parametrize("text", REAL_REPLIES)
def test_a_real_reply_loses_no_word_to_an_invented_neighbour(text: str) -> None:
    said = spoken(text, probability=0.3)
    credit = spoken("Субтитры создавал DimaTorzok", at_s=said[-1].end_s)
    alone = spoken("Продолжение следует...", at_s=said[-1].end_s + 40, probability=0.2)
    cut = cut_invented([*said, *credit, *alone])
    assert cut.kept == tuple(said)
    assert [phrase.kind for phrase in cut.removed] == ["credit", "channel"]


@pytest.mark.parametrize("text", SAID_IN_EARNEST)
def test_a_phrase_clearly_said_in_conversation_stays(text: str) -> None:
    asked = spoken("Тогда на этом всё", at_s=10.0)
    said = spoken(text, at_s=asked[-1].end_s + 1, probability=0.7)
    answered = spoken("До свидания", at_s=said[-1].end_s + 1)
    assert cut_invented([*asked, *said, *answered]).removed == ()


@pytest.mark.parametrize("text", ["Продолжение следует...", "Спасибо за просмотр!", "Thanks for watching!"])
def test_each_sign_of_invention_is_enough_for_channel_talk(text: str) -> None:
    talk = spoken("Мы вернёмся к этому вопросу", at_s=0.0)
    near_s = talk[-1].end_s + 1
    assert cut_invented([*talk, *spoken(text, near_s)]).removed == ()
    signs = (
        spoken(text, near_s, probability=0.2),
        spoken(text, near_s, doubtful=True),
        spoken(text, near_s, slow=10),
        spoken(text, near_s, slow=0.1),
        spoken(text, near_s + 15),
        spoken(f"{text} Субтитры делал DimaTorzok", near_s),
    )
    for said in signs:
        assert kept_text(cut_invented([*talk, *said])) == "Мы вернёмся к этому вопросу"


def test_other_inventions_do_not_count_as_company() -> None:
    talk = spoken("Мы вернёмся к этому вопросу")
    one, other = spoken("Продолжение следует...", 40.0), spoken("Продолжение следует...", 44.0)
    assert cut_invented([*talk, *one, *other]).kept == tuple(talk)


def test_a_phrase_goes_only_as_the_whole_utterance_and_a_pause_makes_it_one() -> None:
    talk = spoken("Да, хорошо.")
    joined = spoken("Продолжение следует...", talk[-1].end_s + 0.3, probability=0.2)
    apart = spoken("Продолжение следует...", talk[-1].end_s + 0.8, probability=0.2)
    assert cut_invented([*talk, *joined]).removed == ()
    assert cut_invented([*talk, *apart]).kept == tuple(talk)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (" спасибо большое" * 11, "спасибо большое"),
        ("Да," + " да," * 40 + " да.", "Да,"),
        ("Ну хорошо. " + "Я вам перезвоню. " * 5 + "Всего доброго.", "Ну хорошо. Я вам перезвоню. Всего доброго."),
        ("да" + "-да" * 30, "да"),
        ("I don't know." + " I don't know." * 6, "I don't know."),
        ("ноль " * 60 + "всё", "ноль всё"),
    ],
)
def test_a_loop_is_cut_down_to_one_occurrence_and_marked(said: str, left: str) -> None:
    cut = cut_invented(spoken(said))
    assert (kept_text(cut), kinds(cut)) == (left, {"loop"})
    assert any(word.doubtful for word in cut.kept)
    assert segments_of(cut.kept)[0].confidence == DOUBTFUL_CONFIDENCE


def test_fewer_repeats_are_a_loop_in_a_row_that_bears_the_marks_of_invention() -> None:
    said = "я вам перезвоню " * 3
    assert cut_invented(spoken(said)).removed == ()
    assert kept_text(cut_invented(spoken(said, doubtful=True))) == "я вам перезвоню"


def test_a_loop_of_an_invented_phrase_leaves_nothing() -> None:
    cut = cut_invented([*spoken("Алло"), *spoken("Продолжение следует... " * 6, at_s=3.0)])
    assert kept_text(cut) == "Алло"
    assert len(cut.removed) == 6


@pytest.mark.parametrize(
    ("begun", "ended", "kind"),
    [
        ("СПОКОЙНАЯ", "МУЗЫКА", "caption"),
        ("Субтитры создавал", "DimaTorzok", "credit"),
        ("Продолжение", "следует...", "channel"),
    ],
)
def test_a_phrase_with_a_pause_inside_is_one_phrase(begun: str, ended: str, kind: InventedKind) -> None:
    first = spoken(begun, at_s=20.0, probability=0.2)
    cut = cut_invented([*spoken("Алло"), *first, *spoken(ended, first[-1].end_s + 2)])
    assert (kept_text(cut), [phrase.kind for phrase in cut.removed]) == ("Алло", [kind])


def test_a_credit_is_one_however_long_the_pause_in_it_and_nothing_else_is() -> None:
    credit = [*spoken("Редактор", at_s=20.0), *spoken("субтитров А.Синецкая", at_s=28.0)]
    assert [phrase.kind for phrase in cut_invented(credit).removed] == ["credit"]
    others = [*spoken("Продолжение", at_s=20.0, probability=0.1), *spoken("следует...", at_s=28.0, probability=0.1)]
    assert cut_invented(others).removed == ()
    real = [*spoken("Редактор", at_s=20.0), *spoken("перезвонит вам в четверг", at_s=28.0)]
    assert cut_invented(real).removed == ()


def test_words_before_a_pause_do_not_become_a_phrase_with_all_that_follows() -> None:
    said = [*spoken("Продолжение", probability=0.1), *spoken("следует обсудить", at_s=3.0, probability=0.1)]
    assert cut_invented(said).removed == ()


def test_what_was_cut_is_told_with_its_times() -> None:
    real = spoken("До свидания.")
    credit = spoken("Субтитры создавал DimaTorzok", at_s=real[-1].end_s)
    (phrase,) = cut_invented([*real, *credit]).removed
    assert (phrase.kind, phrase.text) == ("credit", "Субтитры создавал DimaTorzok")
    assert (phrase.start_s, phrase.end_s) == (credit[0].start_s, credit[-1].end_s)


def test_a_word_that_holds_more_than_the_phrase_stays_whole() -> None:
    said = [Word(0, 1, " свидания.Субтитры", 0.9), Word(1, 2, " создавал", 0.9), Word(2, 3, " DimaTorzok", 0.9)]
    assert kept_text(cut_invented(said)) == "свидания.Субтитры создавал"


def test_no_words_are_nothing_to_cut() -> None:
    assert cut_invented([]) == Cut((), ())
    blank = [Word(0, 1, " ", 0.9), Word(1, 2, "...", 0.9)]
    assert cut_invented(blank) == Cut(tuple(blank), ())


REAL_WORDS = ("завтра", "договор", "кирпич", "двадцать", "алло", "доставка", "price", "delivery", "invoice", "окна")
REAL = st.lists(st.sampled_from(REAL_WORDS), min_size=1, max_size=5)
PIECES = st.one_of(REAL, st.sampled_from([*CREDITS, *CHANNEL_TALK, *EVERYDAY, *CAPTIONS]))
TIMED = st.tuples(PIECES, st.sampled_from([0.0, 0.3, 1.0, 15.0]), st.floats(0.01, 1.0), st.booleans())


@given(st.lists(TIMED, max_size=8))
def test_words_in_no_phrase_are_never_removed_and_the_order_is_kept(
    pieces: list[tuple[str | list[str], float, float, bool]],
) -> None:
    said: list[Word] = []
    real: set[str] = set()
    for number, (piece, gap_s, probability, doubtful) in enumerate(pieces):
        # Numbered, so that nothing is said in a loop.
        numbered = [] if isinstance(piece, str) else [f"{word}{number}{at}" for at, word in enumerate(piece)]
        real.update(numbered)
        text = piece if isinstance(piece, str) else " ".join(numbered)
        at_s = (said[-1].end_s if said else 0.0) + gap_s
        said += spoken(text, at_s, probability, doubtful=doubtful)
    cut = cut_invented(said)
    remaining = iter([replace(word, doubtful=True) for word in said])  # a phrase of ours may come in a loop
    left = [replace(word, doubtful=True) for word in cut.kept]
    assert all(word in remaining for word in left), "what is kept is some of the words, in their order"
    assert [word for word in cut.kept if word.text.strip() in real] == [w for w in said if w.text.strip() in real]
    assert [phrase.start_s for phrase in cut.removed] == sorted(phrase.start_s for phrase in cut.removed)
