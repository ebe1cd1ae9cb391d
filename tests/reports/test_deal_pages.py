"""A deal's page: all that happened, once and in time order, with quotes where they were said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from classify.crm_work.work_findings import WorkCheck
from classify.records import Evidence
from deals.linking import Link
from deals.records import CallRecord, Deal, Message, OwnerChange, StageChange, Task
from reports.deal_cards import DealCards
from reports.deal_pages import DealPage, deal_pages, with_pages
from reports.deal_timeline import MOST_EVENTS, DealTimelines, TimelineEvent
from reports.html_report import html_report
from reports.kpi_audit import audit_kpis
from reports.run_result import RunResult
from reports.texts import LANGUAGES, Language, Texts
from tests.reports.sample_run import KPI_READINGS, many_losses, moment, sample_result
from transcribe.utterance import Transcript, Utterance

TEXTS = {language: Texts(language) for language in LANGUAGES}


def pages(result: RunResult, language: Language = "ru") -> list[DealPage]:
    texts, rankings = TEXTS[language], result.analysis.rankings
    cards = DealCards(result.archive, texts)
    return deal_pages(result, cards.revivals(rankings.revive), cards.losses(rankings.error_loss), texts)


def course(result: RunResult, deal_id: str = "S1", cited: tuple[Evidence, ...] = ()) -> list[TimelineEvent]:
    return DealTimelines(result, {deal_id: cited}, TEXTS["ru"]).of(result.archive.deals[deal_id])[0]


def with_archive(**changes: Any) -> RunResult:
    result = sample_result()
    return replace(result, archive=replace(result.archive, **changes))


def titles(events: list[TimelineEvent]) -> list[str]:
    return [event.title for event in events]


def test_a_deal_on_both_lists_has_one_page_that_leads_back_to_both_cards() -> None:
    found = {page.deal_id: page for page in pages(sample_result())}
    assert list(found) == ["S1", "S4", "S2", "S3"]
    assert [claim.anchor for claim in found["S4"].claims] == ["revive-2", "error-3"]
    assert [item.words for item in found["S4"].against] == ["Пока ничего не нужно"]
    assert "позвонить клиенту (Анна Белова)" in found["S1"].next_step


def test_every_card_leads_to_its_page() -> None:
    result, texts = sample_result(), TEXTS["ru"]
    cards = DealCards(result.archive, texts).revivals(result.analysis.rankings.revive)
    assert [card.page for card in with_pages(cards, pages(result))] == ["deal-1", "deal-2"]
    assert 'href="#deal-1"' in html_report(result, texts)


def test_everything_stands_in_time_order() -> None:
    task = Task("T1", "S1", "call", "Перезвонить", moment(4, 3), moment(4, 4), moment(4, 5), "U2", "не берёт")
    events = course(
        with_archive(
            tasks=(task,),
            stage_history=(StageChange("S1", moment(3, 20), "Замер", "U2"), StageChange("S2", moment(3, 21), "КП")),
            owner_history=(OwnerChange("S1", moment(3, 19), "U1"),),
            messages=(Message("M9", "S1", moment(4, 4), "email", "client", "Жду"),),
        )
    )
    assert titles(events) == [
        "Сделка создана", "18 дней без записей", "Ответственный: Ольга Руднева", "Этап: Замер", "Исходящий звонок",
        "Исходящий звонок", "Поставлена задача", "Клиент написал (email)", "Задача закрыта", "26 дней без записей",
        "Сделка закрыта как потерянная",
    ]  # fmt: skip
    assert [event.at for event in events if event.kind != "gap"] == sorted(e.at for e in events if e.kind != "gap")


def test_a_task_that_was_due_and_not_closed_is_told_on_its_day() -> None:
    missed = Task("T1", "S1", "call", "Перезвонить", moment(4, 3), moment(4, 6), None, "U2")
    planned = Task("T2", "S1", "call", "Позже", moment(4, 3), moment(12, 6), None, "U2")
    told = [event for event in course(with_archive(tasks=(missed, planned))) if event.kind == "task"]
    assert [(event.title, event.at) for event in told] == [
        ("Поставлена задача", moment(4, 3)), ("Поставлена задача", moment(4, 3)),
        ("Срок задачи прошёл, она не закрыта", moment(4, 6)),
    ]  # fmt: skip


def test_words_of_a_call_stand_at_their_places_and_those_of_the_claim_are_marked() -> None:
    said = Evidence("utterance", "Вы обещали", moment(4, 1), call_id="K1", index=1)
    call = next(event for event in course(sample_result(), cited=(said,)) if event.lines)
    assert [(line.clock, line.who, line.words, line.cited) for line in call.lines] == [
        ("0:00", "менеджер", "Расчёт пришлю завтра", False),
        ("0:10", "клиент", "Вы обещали перезвонить ещё в среду", True),
    ]
    assert call.cited


def test_of_a_long_call_only_the_surest_signals_and_the_quotes_are_shown() -> None:
    result = sample_result()
    spoken = Transcript("K1", "ru", tuple(Utterance(n, float(n), n + 1.0, f"слово {n}") for n in range(30)))
    signals = tuple({"interest": n / 100} if n else {} for n in range(30))
    analysis = replace(result.analysis, transcripts={"K1": spoken}, signals={"K1": signals})
    said = Evidence("utterance", "слово 0", moment(4, 1), call_id="K1", index=0)
    call = next(event for event in course(replace(result, analysis=analysis), cited=(said,)) if event.lines)
    assert [line.words for line in call.lines] == ["слово 0", "слово 27", "слово 28", "слово 29"]


def test_a_call_of_no_deal_in_which_it_is_spoken_of_is_told_as_such() -> None:
    said = Evidence("utterance", "Пока ничего не нужно", moment(4, 3), call_id="K3", index=0)
    assert "Другой разговор, в котором говорят об этой сделке" in titles(course(sample_result(), cited=(said,)))
    assert "Другой разговор, в котором говорят об этой сделке" not in titles(course(sample_result()))


def test_a_call_says_what_became_of_it_and_how_sure_it_belongs_here() -> None:
    result = with_archive(
        calls=(
            CallRecord("K1", moment(4, 1), "in", "U2", answered=False),
            CallRecord("K2", moment(4, 2), "out", None, answered=True, duration_s=71.0),
            CallRecord("K9", None, None),
        )
    )
    links = (Link("K1", "S1", 1.0, "phone"), Link("K2", "S1", 0.6, "phone"), Link("K9", "S1", 1.0, "crm"))
    analysis = replace(result.analysis, links=links, transcripts={}, signals={})
    calls = [event for event in course(replace(result, analysis=analysis)) if event.kind == "call"]
    assert [(call.title, call.details) for call in calls] == [  # K9 has no time, and none is made up
        ("Входящий звонок", ("Игорь Пак", "без ответа")),
        ("Исходящий звонок", ("1:11", "слова не известны", "к этой сделке относится с вероятностью 60\xa0%")),
    ]


def test_an_open_deal_tells_its_silence_up_to_the_end_of_the_record() -> None:
    result = sample_result()
    deal: Deal = replace(result.archive.deals["S1"], status="open", closed_at=None)
    events = course(replace(result, archive=replace(result.archive, deals={**result.archive.deals, "S1": deal})))
    assert events[-1].kind == "gap"
    assert "89 дней без записей" in events[-1].title  # from 2 April to 30 June
    assert course(sample_result())[-1].title == "Сделка закрыта как потерянная"


def test_of_many_events_the_last_are_shown_and_all_that_a_claim_rests_on() -> None:
    many = tuple(Message(f"M{n}", "S1", moment(4, 10, n // 60, n % 60), "note", "U2", "x") for n in range(150))
    result, wrote = with_archive(messages=many), Evidence("message", "x", moment(4, 10), ref="M0")
    shown, left_out = DealTimelines(result, {"S1": (wrote,)}, TEXTS["ru"]).of(result.archive.deals["S1"])
    events = [event for event in shown if event.kind != "gap"]
    assert (len(events), left_out) == (MOST_EVENTS + 1, 150 + 4 - MOST_EVENTS - 1)
    assert events[0].cited


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_message_is_cut_and_the_page_is_whole_in_both_languages(language: Language) -> None:
    result = sample_result(language)
    message = Message("M1", "S3", moment(4, 20), "email", "U2", "слово " * 400)
    result = replace(result, archive=replace(result.archive, messages=(message,)))
    html = html_report(result, TEXTS[language])
    assert TEXTS[language].text("timeline-message-ours", channel="email") in html
    assert html.count("слово") < 100


def test_forty_deals_with_long_histories_stay_below_eight_megabytes() -> None:
    result, text = sample_result(), "слово " * 200
    usual = result.archive.deals["S1"]
    deals = {f"L{n}": replace(usual, deal_id=f"L{n}") for n in range(1, 41)}
    messages = tuple(
        Message(f"M{n}-{deal_id}", deal_id, moment(4, 10, n // 60, n % 60), "email", "U2", text)
        for n in range(150) for deal_id in deals
    )  # fmt: skip
    archive = replace(result.archive, deals=deals, messages=messages, calls=())
    rankings = replace(result.analysis.rankings, revive=(), error_loss=many_losses(40, 40))
    analysis = replace(
        result.analysis, rankings=rankings, links=(), transcripts={}, signals={}, promises=(), work=WorkCheck()
    )
    audit = audit_kpis(archive, KPI_READINGS, rankings)
    html = html_report(replace(result, archive=archive, analysis=analysis, kpi_audit=audit), TEXTS["ru"])
    assert html.count('class="deal-page"') == 40
    assert 4_000_000 < len(html.encode()) < 8_000_000
