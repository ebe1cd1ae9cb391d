"""A labelled archive becomes an archive in format 1 that says exactly as much as it is asked to."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.copied_archive import copied
from benchmarks.labelled_to_archive import Given, write_archive
from deals.archive_reader import read_archive
from deals.linking import link_calls
from demo.labelled_archive import LabelledArchive, read_labelled_archive

LABELLED = Path(__file__).resolve().parents[2] / "classify" / "training" / "d2_logistics_en"


@pytest.fixture(scope="module")
def labelled() -> LabelledArchive:
    return read_labelled_archive(LABELLED)


def utterances(out: Path, key: str) -> set[object]:
    """All values of one key of all utterances."""
    transcripts = [json.loads(path.read_text(encoding="utf-8")) for path in (out / "transcripts").iterdir()]
    assert transcripts
    return {utterance[key] for transcript in transcripts for utterance in transcript["utterances"]}


def test_by_default_channels_are_given_but_neither_roles_nor_deals(labelled: LabelledArchive, tmp_path: Path) -> None:
    write_archive(labelled, tmp_path, Given())
    assert utterances(tmp_path, "channel") == {0, 1}
    assert utterances(tmp_path, "role") == {None}
    assert {call.stated_deal_id for call in read_archive(tmp_path).calls} == {None}


def test_mono_transcripts_have_no_channels(labelled: LabelledArchive, tmp_path: Path) -> None:
    write_archive(labelled, tmp_path, Given(channels=False))
    assert utterances(tmp_path, "channel") == {None}


def test_roles_and_deals_are_given_on_request(labelled: LabelledArchive, tmp_path: Path) -> None:
    write_archive(labelled, tmp_path, Given(roles=True, deal_ids=True))
    assert utterances(tmp_path, "role") == {"manager", "head", "client"}
    stated = {call.call_id: call.stated_deal_id for call in read_archive(tmp_path).calls}
    assert stated == {call.call_id: call.deal_id for call in labelled.calls}


def test_the_product_reads_all_of_it_without_a_complaint(labelled: LabelledArchive, tmp_path: Path) -> None:
    write_archive(labelled, tmp_path, Given())
    archive = read_archive(tmp_path)
    assert archive.problems == ()
    assert len(archive.deals) == len(labelled.deals)
    assert len(archive.calls) == len(labelled.calls)


def test_copies_are_linked_within_themselves(labelled: LabelledArchive, tmp_path: Path) -> None:
    write_archive(labelled, tmp_path / "one", Given())
    write_archive(copied(labelled, 12), tmp_path / "twelve", Given())
    once = {link.call_id: link.deal_id for link in link_calls(read_archive(tmp_path / "one"))}
    links = {link.call_id: link.deal_id for link in link_calls(read_archive(tmp_path / "twelve"))}
    wanted = {f"{call}-{n}": deal and f"{deal}-{n}" for call, deal in once.items() for n in range(12)}
    assert links == wanted


def test_no_text_of_a_copy_is_a_text_of_another(labelled: LabelledArchive) -> None:
    few_calls = replace(labelled, calls=labelled.calls[:20])
    texts = [turn.text for call in copied(few_calls, 11).calls for turn in call.turns]
    assert len(set(texts)) == 11 * len({turn.text for call in few_calls.calls for turn in call.turns})
