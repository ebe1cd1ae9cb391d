"""What a run leaves for the review: every flagged deal, a random share of the others, and nothing that tells which."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reports.case_records import CaseRecords
from reports.deal_cards import DealCards
from reports.deal_timeline import DealTimelines
from reports.review_run import REVIEW_DATA, UNFLAGGED_SAMPLED, read_review_data, write_review_data
from reports.run_result import RunResult
from reports.stored_run import StoredRunUnusable
from reports.stored_values import RecordStore
from reports.texts import LANGUAGES, Texts
from tests.reports.sample_run import sample_result


def written(folder: Path, result: RunResult) -> Path:
    write_review_data(folder / REVIEW_DATA, result, "ru", redacted=False)
    return folder


def test_flagged_and_unflagged_deals_are_there_and_look_alike(tmp_path: Path) -> None:
    data = read_review_data(written(tmp_path, sample_result()))
    assert {(case.list, case.deal_id): case.flagged for case in data.cases} == {
        ("revive", "S1"): True, ("revive", "S4"): True, ("revive", "S5"): False,
        ("error_loss", "S2"): True, ("error_loss", "S3"): True, ("error_loss", "S4"): True, ("error_loss", "S7"): False,
    }  # fmt: skip
    store = RecordStore(CaseRecords)
    for case in data.cases:
        records: CaseRecords = store.unpacked(case.case)
        assert (records.claim.flagged, records.claim.rank, records.claim.deal_id) == (True, 1, case.deal_id)
        assert list(records.archive.deals) == [case.deal_id]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_s_card_and_timeline_are_those_of_the_report(tmp_path: Path, language: str) -> None:
    result, texts = sample_result(), Texts(language)  # type: ignore[arg-type]
    data = read_review_data(written(tmp_path, result))
    store = RecordStore(CaseRecords)
    for case in data.cases:
        if case.list == "error_loss" and case.flagged:
            records: CaseRecords = store.unpacked(case.case)
            (loss,) = (loss for loss in result.analysis.rankings.error_loss if loss.deal_id == case.deal_id)
            (own,) = DealCards(records.archive, texts).losses(records.analysis.rankings.error_loss)
            (whole,) = DealCards(result.archive, texts).losses([replace(loss, rank=1)])
            assert own == whole
            cited = {case.deal_id: (*loss.evidence, *loss.against)}
            told = [DealTimelines(run, cited, texts).of(run.archive.deals[case.deal_id]) for run in (records, result)]
            assert told[0] == told[1]


def test_of_many_unflagged_deals_a_sample_is_kept_and_their_number(tmp_path: Path) -> None:
    result = sample_result()
    rankings = result.analysis.rankings
    others = tuple(replace(rankings.error_loss[3], rank=4 + n) for n in range(500))
    many = replace(rankings, error_loss=(*rankings.error_loss[:3], *others))
    data = read_review_data(written(tmp_path, replace(result, analysis=replace(result.analysis, rankings=many))))
    sizes = data.head.lists["error_loss"]
    assert (sizes.flagged, sizes.unflagged, sizes.sampled) == (3, 500, UNFLAGGED_SAMPLED)


def test_equal_runs_leave_equal_data(tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    for folder in (first, second):
        folder.mkdir()
        written(folder, sample_result())
    assert (first / REVIEW_DATA).read_bytes() == (second / REVIEW_DATA).read_bytes()


def test_people_with_a_stake_in_a_deal_are_named(tmp_path: Path) -> None:
    cases = {case.deal_id: case for case in read_review_data(written(tmp_path, sample_result())).cases}
    assert set(cases["S2"].concerned) == {"U2", "U1"}


@pytest.mark.parametrize(
    ("code", "damage"),
    [
        ("review-missing", lambda path: path.unlink()),
        ("damaged", lambda path: path.write_bytes(path.read_bytes()[:-90])),
        ("damaged", lambda path: path.write_bytes(path.read_bytes().replace("Ольга".encode(), "Ирина".encode()))),
        ("damaged", lambda path: path.write_bytes(b"")),
    ],
)
def test_data_that_cannot_be_used_is_refused_in_a_sentence(code: str, damage: object, tmp_path: Path) -> None:
    written(tmp_path, sample_result())
    damage(tmp_path / REVIEW_DATA)  # type: ignore[operator]
    with pytest.raises(StoredRunUnusable) as refused:
        read_review_data(tmp_path)
    assert refused.value.code == code
    assert all(refused.value.sentence(Texts(language)) for language in LANGUAGES)
