"""The section about the work: people first, the client's own word before all, and what cannot be known is said so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from classify.crm_work.person_load import team_load
from classify.crm_work.work_findings import WORK_CODES, WorkCheck, WorkFinding, WorkProof
from deals.records import Archive
from reports.html_report import html_report
from reports.texts import LANGUAGES, Language, Texts
from reports.work_cards import WorkSection, work_section
from reports.work_figures import MOST_DEALS, count_work
from reports.work_text import finding_sentence
from tests.reports.sample_run import moment, sample_analysis, sample_archive, sample_result, sample_work

DETAILS = {
    "entry": "Перезвонить", "count": 3, "seconds": 4, "start": moment(4, 1), "end": moment(4, 3), "minutes": 2,
    "before": "Замер", "by": "us", "logged": 1, "claimed": 4, "on_days": 2, "most_a_day": 1,
    "stage": "Договор", "hours": 20.5, "usual": 1.0, "days": 5, "name": "Игорь Пак",
    "why": "left", "date": moment(4, 1),
}  # fmt: skip


def found(deal_id: str, *, said: bool = False) -> WorkFinding:
    proof = (WorkProof("silence", deal_id, moment(4, 1), until=moment(4, 9)),)
    return WorkFinding(
        "no-first-contact",
        "found",
        None,
        deal_id,
        "U2",
        moment(4, 1),
        proof,
        {"hours": 40, "claimed": 0, "logged": 0},
        client_says_so=said,
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", WORK_CODES)
def test_every_finding_has_its_sentence(code: str, language: Language) -> None:
    one = WorkFinding(code, "found", None, "S1", "U2", moment(4, 1), (), DETAILS)  # type: ignore[arg-type]
    open_one = replace(one, verdict="unknown", reason="no-phone-log")
    texts = Texts(language)
    assert finding_sentence(open_one, texts).startswith(finding_sentence(one, texts))
    assert texts.text("work-reason-no-phone-log") in finding_sentence(open_one, texts)


def section_of(work: WorkCheck, archive: Archive, texts: Texts) -> WorkSection:
    return work_section(count_work(work, team_load(archive)), archive, texts)


def test_a_person_has_a_row_with_the_share_of_calls_that_the_log_holds() -> None:
    section = section_of(sample_work(), sample_archive(), Texts("ru"))
    assert len(section.columns) == len(section.rows[0])
    assert section.rows[0] == (
        "Игорь Пак",
        "3",
        "75\u202f%".replace("\u202f", "\xa0"),
        "4",
        "2",
        "1",
        "1",
        "3",
        "0",
        "1,2",
        "3",
        "0,4",
    )


def test_deals_of_which_the_client_complains_come_first_then_those_with_most_findings() -> None:
    findings = (found("S1"), found("S2"), found("S2"), found("S3", said=True))
    section = section_of(WorkCheck(findings), sample_archive(), Texts("ru"))
    assert [deal.deal_id for deal in section.deals] == ["S3", "S2", "S1"]
    assert section.more == ""


def test_what_is_unknown_accuses_nobody_and_is_counted_by_reason() -> None:
    section = section_of(sample_work(), sample_archive(), Texts("en"))
    assert [deal.deal_id for deal in section.deals] == ["S1"]
    assert section.unknown == (("the log holds no calls of this person around that time", 1),)


def test_more_deals_than_are_shown_are_counted() -> None:
    archive = sample_archive()
    many = {f"N{n:02}": replace(archive.deals["S1"], deal_id=f"N{n:02}") for n in range(MOST_DEALS + 2)}
    section = section_of(
        WorkCheck(tuple(found(deal_id) for deal_id in many)), replace(archive, deals=many), Texts("en")
    )
    assert (len(section.deals), section.more) == (MOST_DEALS, "2 more deals in work_findings.jsonl.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_shows_the_entry_the_silence_and_the_clients_word(language: Language) -> None:
    page = html_report(sample_result(language), Texts(language))
    assert 'id="work"' in page
    assert "Перезвонить: не берёт" in page
    assert Texts(language).text("work-silence", start=moment(4, 5), end=moment(4, 7)) in page
    assert Texts(language).text("work-client-says-so") in page


def test_a_report_without_findings_says_so() -> None:
    page = html_report(sample_result("en", analysis=replace(sample_analysis("en"), work=WorkCheck())), Texts("en"))
    assert "The record shows nothing amiss. Nothing had to stay open." in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_move_without_work_shows_both_stages_and_the_time_between(language: Language) -> None:
    proof = (
        WorkProof("stage", "S1", moment(4, 9), "Договор"), WorkProof("stage", "S1", moment(4, 1), "Замер"),
        WorkProof("nothing", "S1", moment(4, 1), until=moment(4, 9)),
    )  # fmt: skip
    idle = WorkFinding("stage-without-work", "found", None, "S1", "U2", moment(4, 9), proof, DETAILS)
    (card,) = section_of(WorkCheck((idle,)), sample_archive(), Texts(language)).deals
    now, before, nothing = card.findings[0].proof
    assert (now.words, before.words) == ("Договор", "Замер")
    assert nothing.where == Texts(language).text("work-nothing", start=moment(4, 1), end=moment(4, 9))
