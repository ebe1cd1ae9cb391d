"""The lists in the terminal: readable at 80 columns, and nothing in them is a command to the terminal."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from classify.records import Evidence
from reports.terminal_lists import print_lists
from reports.terminal_text import shortened
from reports.texts import Texts
from tests.reports.sample_run import Say, as_it_is, sample_analysis, sample_result, without_flags


def printed(width: int = 80, say: Say = as_it_is, colours: bool = False, **changes: object) -> str:
    file = io.StringIO()
    console = Console(file=file, width=width, force_terminal=colours, color_system="standard" if colours else None)
    print_lists(console, sample_result("ru", say, **changes), Texts("ru"), Path("/tmp/out/report.html"))  # type: ignore[arg-type]
    return file.getvalue()


@pytest.mark.parametrize("width", [80, 100, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    wordy = printed(width, say=lambda text: f"{text} и ещё очень много слов, чтобы не поместилось в одну строку")
    assert max(cell_len(line) for line in wordy.splitlines()) <= width


@pytest.mark.parametrize("width", [80, 120])
def test_each_flagged_deal_shows_amount_reason_person_and_strongest_quote(width: int) -> None:
    text = " ".join(printed(width).split())
    for expected in (
        "Вернуть", "480 000 ₽", "91 %", "Лестница из дуба S1", "Клиент ждал нас, обещание не выполнено", "Игорь Пак",
        "«Вы обещали перезвонить ещё в среду»", "Потеряно по ошибке", "1 250 000 ₽", "Двери для гостиницы",
        "Ольга Руднева", "«Расчёт пришлю завтра»",
    ):  # fmt: skip
        assert expected in text
    assert "Предложить рассрочку" not in text
    assert "Полки" not in text


def test_the_path_of_the_report_comes_last_and_in_one_piece() -> None:
    long = Path("/tmp") / ("folder" * 20) / "report.html"
    file = io.StringIO()
    print_lists(Console(file=file, width=80), sample_result(), Texts("ru"), long)
    assert file.getvalue().splitlines()[-1] == f"Отчёт: {long}"


def test_brackets_are_no_markup_and_escapes_do_not_reach_the_terminal() -> None:
    plain = printed(colours=False, say=lambda text: f"[red]{text}[/red] \x1b[2J\x1b]0;title\x07")
    assert "[red]Лестница из дуба[/red]" in " ".join(plain.split())
    assert "\x1b" not in plain
    assert "\x07" not in plain


def test_a_long_quote_is_cut_after_a_whole_word() -> None:
    assert shortened("короткая", 20) == "короткая"
    assert shortened("Мы ждали вашего звонка всю неделю", 24) == "Мы ждали вашего звонка…"
    assert shortened("Мы ждали, вашего звонка", 12) == "Мы ждали…"


def test_an_absence_is_a_sentence_without_quotation_marks() -> None:
    text = " ".join(printed(120).split())
    assert "С 2 апр. 2026 г. по 30 июн. 2026 г. контактов" in text
    assert "«С 2 апр." not in text


def test_a_quote_is_followed_by_who_said_it_where_and_when() -> None:
    text = " ".join(printed(120).split())
    assert "«Вы обещали перезвонить ещё в среду» клиент · Звонок K1, 1:11 · 1 апр. 2026 г., 10:00" in text


def test_a_quote_goes_before_what_did_not_happen() -> None:
    analysis = sample_analysis()
    first = analysis.rankings.error_loss[0]
    quotes = [evidence for evidence in first.evidence if evidence.quote]
    absence = Evidence("absence", "", ref=first.deal_id, fact="no-next-step")
    changed = replace(first, evidence=(absence, *quotes))
    rankings = replace(analysis.rankings, error_loss=(changed, *analysis.rankings.error_loss[1:]))
    assert f"«{quotes[0].quote}»" in " ".join(printed(120, analysis=replace(analysis, rankings=rankings)).split())


def test_a_culprit_without_a_name_is_called_by_the_role() -> None:
    analysis = sample_analysis()
    losses = [replace(loss, person_id=None, culprit="head") for loss in analysis.rankings.error_loss]
    rankings = replace(analysis.rankings, error_loss=tuple(losses))
    assert " · Руководитель " in " ".join(printed(120, analysis=replace(analysis, rankings=rankings)).split())


def test_empty_lists_say_so() -> None:
    analysis = replace(sample_analysis(), rankings=without_flags(sample_analysis().rankings))
    assert printed(analysis=analysis).count("Список пуст") == 2
