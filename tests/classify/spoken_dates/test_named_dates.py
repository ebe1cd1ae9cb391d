"""Days that people name. Everything here is said on Tuesday, 15 September 2026, unless it says otherwise."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from classify.labelled_archive import LabelledArchive
from classify.spoken_dates.due_times import chosen_time
from classify.spoken_dates.named_dates import NOON, day_to_come, named_days
from classify.spoken_dates.time_readings import Moment
from classify.spoken_dates.time_signs import time_signs
from classify.spoken_dates.working_days import working_day

TUESDAY = date(2026, 9, 15)


def day(text: str) -> date:
    """ "10-05" is 5 October 2026, "27-03-01" the 1st of March 2027."""
    year, month, of_month = ["26", *text.split("-")][-3:]
    return date(2000 + int(year), int(month), int(of_month))


def named_date(text: str, said_on: date) -> date | None:
    """The day of the time that counts; "soon" is none."""
    chosen = chosen_time(time_signs(text), Moment(datetime.combine(said_on, NOON), None), undertaking=False)
    if chosen is None or chosen.reading.first is None or (chosen.reading.kind == "soon" and chosen.reading.vague):
        return None
    return day_to_come(chosen.reading, said_on)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Вышлю сегодня до вечера", "09-15"),
        ("Через полчаса пришлю", "09-15"),
        ("Через два часа наберу", "09-15"),
        ("В течение часа будет на почте", "09-15"),
        ("Завтра до обеда напишу", "09-16"),
        ("Сегодня-завтра вам наберут", "09-15"),
        ("Давайте послезавтра", "09-17"),
        ("Через день отвечу", "09-17"),
        ("Через три дня позвоню", "09-18"),
        ("Через 10 дней", "09-25"),
        ("Через неделю созвонимся", "09-22"),
        ("Наберу через недельку", "09-22"),
        ("Через пару недель", "09-29"),
        ("Через полтора месяца", "10-30"),
        ("Через месяц вернёмся к вопросу", "10-15"),
        ("Через 2 месяца", "11-15"),
        ("В пятницу скину расчёт", "09-18"),
        ("Во вторник приеду", "09-22"),  # said on a Tuesday: "today" would be said of this one
        ("До среды отвечу", "09-16"),
        ("К понедельнику пересчитаю", "09-21"),
        ("Договор к следующему четвергу", "09-24"),
        ("В эту субботу заеду", "09-19"),
        ("На следующей неделе, в среду, приеду", "09-23"),
        ("В четверг на следующей неделе", "09-24"),
        ("На следующей неделе отправлю", "09-21"),
        ("До конца недели сделаю", "09-18"),
        ("К концу следующей недели", "09-25"),
        ("До конца месяца решим", "09-30"),
        ("В следующем месяце начнём", "10-01"),
        ("Пятого октября подпишем", "10-05"),
        ("К пятому октября пришлю", "10-05"),
        ("К двадцать третьему ноября", "11-23"),
        ("5 октября в десять", "10-05"),
        ("до 20-го октября", "10-20"),
        ("13–17 октября неделя приёмки", "10-13"),
        ("с 5 по 9 октября мы на выставке", "10-05"),
        ("В октябре двадцать седьмого позвоните", "10-27"),
        ("Вернёмся в январе, когда утвердят бюджет", "27-01-01"),
        ("К маю ближе", "27-05-01"),
        ("В начале ноября", "11-01"),
        ("В середине октября", "10-11"),
        ("На конец октября поставка", "10-21"),
        ("В марте 2028 года", "28-03-01"),
        ("В ноябре или уже в январе", "11-01"),  # the first that is named, not the first of the year
        ("В октябре 15 штук заберём", "10-01"),  # fifteen pieces, not the fifteenth
        ("Нам 20 окон в ноябре", "11-01"),
        ("Двадцать восьмого позвоню", "09-28"),
        ("До десятого не дёргайтесь", "10-10"),
        ("К двадцатому сделаем", "09-20"),
        ("Пятнадцатого в десять", "09-15"),
        ("13-го набери", "10-13"),
        ("Тридцать первого меня набери", "10-31"),  # September has none
        ("Весной вернёмся", "27-03-01"),
        ("После новогодних праздников", "27-01-04"),
        ("Осенью поговорим", "09-15"),  # it is autumn already
        ("I'll send it today", "09-15"),
        ("It'll be there in half an hour", "09-15"),
        ("I'll get back to you tomorrow", "09-16"),
        ("the day after tomorrow", "09-17"),
        ("Call me in a week", "09-22"),
        ("in three days", "09-18"),
        ("in a couple of weeks", "09-29"),
        ("in 2 months", "11-15"),
        ("You'll have it by Friday", "09-18"),
        ("Friday morning works", "09-18"),
        ("Demo on Tuesday at 3", "09-22"),
        ("I'll need till Thursday of next week", "09-24"),
        ("Wednesday next week then", "09-23"),
        ("I'll call you next week", "09-21"),
        ("by the end of next week", "09-25"),
        ("by the end of the week", "09-18"),
        ("by the end of the month", "09-30"),
        ("next month maybe", "10-01"),
        ("October 5th suits", "10-05"),
        ("on the fifth of October", "10-05"),
        ("by October thirty-first", "10-31"),
        ("Ping me after the audit in March", "27-03-01"),
        ("May 20 is fine", "27-05-20"),
        ("on the 20th of May", "27-05-20"),
        ("I may call in May", "27-05-01"),
        ("early November", "11-01"),
        ("middle of October", "10-11"),
        ("end of October", "10-21"),
        ("October 12, 2027", "27-10-12"),
        ("September of 2027", "27-09-01"),
        ("by the 24th.", "09-24"),
        ("She says the 22nd at nine", "09-22"),
        ("Tuesday the sixth, ten o'clock", "10-06"),
        ("a quote by the eleventh", "10-11"),
        ("in the spring we start", "27-03-01"),
        ("maybe after Labor Day", "27-09-07"),
    ],
)  # fmt: skip
def test_a_named_day_is_understood(text: str, expected: str) -> None:
    assert named_date(text, TUESDAY) == day(expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Дорого, у соседей на сорок дешевле",
        "Перезвоню вам позже",
        "Как-нибудь на днях",
        "Мы на первом этаже",
        "Лифт до второго этажа не доходит",
        "Погрузчик шестнадцатого года, жёлтый",
        "Дом восемнадцатого века",
        "Объект третьего класса опасности",
        "С первого раза не дозвонились",
        "План первого квартала закрыт",
        "Обед был в двадцать минут четвёртого",
        "Я до последнего думал",
        "Это Мартын Иванович из «Маяка»",
        "Майки с логотипом нужны",
        "Октябрьская улица, дом пять",
        "Опыт в среде разработки",
        "По понедельникам у нас планёрка",
        "С первого сентября цены поднялись",  # two weeks ago, not in a year
        "Заявка от 26 августа так и висит",
        "Договор от 1 марта 2026 года",  # it is over
        "Цена 15.09 за кило",
        "Send me the contract",
        "You may call me back",
        "Maybe we should talk",
        "The 2nd contact and the 3rd title",
        "I'm on the second floor",
        "It works on Fridays as well",
        "That'll be done in days",
        "The springs are made of steel",
        "First of all, who decides?",
    ],
)
def test_words_that_name_no_day_give_none(text: str) -> None:
    assert named_date(text, TUESDAY) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Завтра вышлю", "09-16", "09-16"),
        ("На следующей неделе вышлю", "09-21", "09-25"),
        ("next month", "10-01", "10-31"),
        ("Вышлю в октябре", "10-01", "10-31"),
        ("Вышлю в сентябре", "09-15", "09-30"),
        ("early November", "11-01", "11-10"),
        ("в конце февраля", "27-02-21", "27-02-28"),
        ("13–17 октября", "10-13", "10-17"),
        ("Весной", "27-03-01", "27-05-31"),
        ("До конца сентября", "09-15", "09-30"),
    ],
)  # fmt: skip
def test_a_span_has_a_first_and_a_last_day(text: str, first: str, last: str) -> None:
    days = named_days(text, TUESDAY)
    assert days is not None
    assert (days.first, days.last) == (day(first), day(last))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_day_of_a_month_is_understood_as_a_word(language: str) -> None:
    for number in range(1, 32):
        word = num2words(number, to="ordinal", lang=language)
        text = f"к {_dative(word)} декабря" if language == "ru" else f"{word} of December"
        assert named_date(text, TUESDAY) == date(2026, 12, number), text


def _dative(ordinal: str) -> str:
    """«двадцать третий» as «двадцать третьему»."""
    return ordinal.removesuffix("ий") + "ьему" if ordinal.endswith("третий") else ordinal[:-2] + "ому"


def test_letter_case_and_yo_make_no_difference() -> None:
    assert named_date("К ЧЕТВЁРТОМУ ОКТЯБРЯ", TUESDAY) == named_date("к четвертому октября", TUESDAY) == day("10-04")


def test_the_29th_of_february_is_the_28th_where_there_is_none() -> None:
    assert named_date("29 февраля", TUESDAY) == day("27-02-28")


def test_a_distance_beyond_ten_years_is_cut() -> None:
    assert named_date("через 100000000000000000000000000 дней", TUESDAY) == date(2036, 9, 12)


@given(st.text(max_size=200), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_no_text_is_an_error_or_names_a_day_before_it_was_said(text: str, said_on: date) -> None:
    assert_not_before(text, said_on)


DAY_WORDS = (
    "через в на до к с по в конце середине начале следующей неделе месяце октября мая феврале пятого двадцать третьему "
    "31 29 2-го 2027 05 0 39 четверг среду весной сегодня завтра дней недель in by on the of next week month end may "
    "march sixth 24th friday tuesday morning mid late a couple 2026 - , . года этажа"
)


@given(
    st.lists(st.sampled_from(DAY_WORDS.split()), max_size=8).map(" ".join), st.dates(date(2000, 1, 1), date(2100, 1, 1))
)
def test_no_jumble_of_day_words_is_an_error_or_names_a_day_before_it_was_said(text: str, said_on: date) -> None:
    assert_not_before(text, said_on)


def assert_not_before(text: str, said_on: date) -> None:
    days = named_days(text, said_on)
    assert days is None or said_on <= days.first <= days.last


def test_nothing_said_in_a_labelled_archive_names_a_day_before_it_was_said(kitchen: LabelledArchive) -> None:
    started = {call.call_id: call.started_at for call in kitchen.archive.calls}
    found = 0
    for call_id, one in kitchen.transcripts.items():
        for utterance in one.utterances:
            moment = started[call_id]
            assert moment is not None
            assert_not_before(utterance.text, moment.date())
            found += named_days(utterance.text, moment.date()) is not None
    assert found > 100


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("09-30", "09-30"),  # a Wednesday
        ("10-03", "10-05"),  # Saturday
        ("10-04", "10-05"),  # Sunday
        ("11-04", "11-05"),  # Unity Day, a Wednesday
        ("26-05-01", "05-04"),  # Labour Day, a Friday, then the weekend
        ("26-06-12", "06-15"),  # Russia Day, a Friday
        ("26-12-31", "27-01-11"),  # New Year's holidays, then a weekend: 31 December 2026 is a day off
        ("27-01-03", "27-01-11"),
        ("27-02-23", "27-02-24"),
    ],
)  # fmt: skip
def test_a_contact_is_moved_to_a_russian_working_day(named: str, expected: str) -> None:
    assert working_day(day(named), "RU") == day(expected)


def test_holidays_are_those_of_the_country() -> None:
    thanksgiving, unity_day = date(2026, 11, 26), date(2026, 11, 4)
    assert working_day(thanksgiving, "US") == date(2026, 11, 27)
    assert working_day(thanksgiving, "RU") == thanksgiving
    assert working_day(unity_day, "US") == unity_day


@pytest.mark.parametrize("country", [None, "AC", "ZZ"])  # Ascension Island has phones, but no known holidays
def test_only_weekends_count_where_no_holidays_are_known(country: str | None) -> None:
    assert working_day(date(2027, 1, 1), country) == date(2027, 1, 1)
    assert working_day(date(2027, 1, 2), country) == date(2027, 1, 4)
