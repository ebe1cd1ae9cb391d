"""Labelled archives are read into the same records as a client's, and their labels keep to the codebook."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from classify.codebook import CAUSES, HEAD_CAUSES, MANAGER_CAUSES, REVIVE_REASONS, SIGNALS, TOXIC_KPIS, codes_open_to
from classify.labelled_archive import (
    LabelledArchive,
    digest_of,
    labelled_folders,
    read_labelled_archive,
)

FOLDERS = labelled_folders()


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: folder.name)
def labelled(request: pytest.FixtureRequest) -> LabelledArchive:
    return read_labelled_archive(request.param)


def test_there_are_archives_in_both_languages() -> None:
    assert len(FOLDERS) >= 6
    assert {read_labelled_archive(folder).archive.language for folder in FOLDERS} == {"ru", "en"}


def test_every_reference_leads_somewhere(labelled: LabelledArchive) -> None:
    made = labelled.archive
    calls = {call.call_id for call in made.calls}
    assert set(labelled.transcripts) == set(labelled.signals) <= calls == set(labelled.links)
    assert set(labelled.about) <= calls
    assert {i for i in labelled.links.values() if i} | set().union(*labelled.about.values()) <= set(made.deals)
    assert set(labelled.labels) == set(made.deals)
    assert {one.owner_id for one in made.deals.values()} <= set(made.people)
    assert {one.contact_id for one in made.deals.values()} == set(made.contacts)
    for records in (made.stage_history, made.owner_history, made.tasks, made.messages):
        assert {one.deal_id for one in records} <= set(made.deals)
    assert {one.author for one in made.messages} <= {*made.people, "client"}


def test_every_utterance_has_a_role_a_place_and_codes_that_its_side_can_give(labelled: LabelledArchive) -> None:
    for call_id, one in labelled.transcripts.items():
        codes = labelled.signals[call_id]
        assert len(codes) == len(one.utterances) > 0
        assert [u.index for u in one.utterances] == list(range(len(one.utterances)))
        ends = [0.0, *(u.end_s for u in one.utterances)]
        assert all(before <= u.start_s < u.end_s for before, u in zip(ends, one.utterances, strict=False))
        for utterance, given in zip(one.utterances, codes, strict=True):
            side = "client" if utterance.role == "client" else "seller"
            assert given <= set(codes_open_to(side)), (call_id, utterance.index, given)


def test_labels_keep_to_the_codebook(labelled: LabelledArchive) -> None:
    for deal_id, label in labelled.labels.items():
        assert label.revivable in range(4), deal_id
        assert label.error in range(4), deal_id
        assert label.revive_reason in (*REVIVE_REASONS, "none"), deal_id
        assert label.cause in (*CAUSES, "none"), deal_id
        assert label.toxic_kpi in (*TOXIC_KPIS, "none"), deal_id
        assert label.culprit in ("manager", "head", "both", "none"), deal_id
        assert (label.error == 0) == (label.cause == "none"), deal_id
        if label.revivable >= 2:
            assert label.revive_reason != "none", deal_id
            assert label.reopen_on is not None, deal_id
    assert {label.cause for label in labelled.labels.values()} & {*MANAGER_CAUSES, *HEAD_CAUSES}


def test_records_are_in_time_order_with_a_timezone(labelled: LabelledArchive) -> None:
    made = labelled.archive
    moments = [call.started_at for call in made.calls if call.started_at]
    assert len(moments) == len(made.calls)
    assert moments == sorted(moments)
    assert {moment.tzinfo for moment in moments} == {made.timezone}
    assert [m.at for m in made.messages] == sorted(m.at for m in made.messages)


def test_each_signal_is_labelled_somewhere() -> None:
    found = {
        code
        for folder in FOLDERS
        for codes in read_labelled_archive(folder).signals.values()
        for c in codes
        for code in c
    }
    assert found == set(SIGNALS)


def test_the_digest_tells_any_change(tmp_path: Path) -> None:
    copied = shutil.copytree(FOLDERS[0], tmp_path / FOLDERS[0].name)
    assert digest_of([copied]) == digest_of([FOLDERS[0]])
    file = copied / "deals_01.json"
    file.write_bytes(file.read_bytes() + b" ")
    assert digest_of([copied]) != digest_of([FOLDERS[0]])
    renamed = copied.rename(tmp_path / "other")
    assert digest_of([renamed]) != digest_of([FOLDERS[0]])


def test_a_file_that_breaks_the_format_is_an_error(tmp_path: Path) -> None:
    copied = shutil.copytree(FOLDERS[0], tmp_path / "broken")
    (copied / "deals_01.json").write_text('[{"deal_id": "x"}]', encoding="utf-8")
    with pytest.raises(KeyError):
        read_labelled_archive(copied)


def test_a_folder_without_archives_holds_none(tmp_path: Path) -> None:
    assert labelled_folders(tmp_path) == []
