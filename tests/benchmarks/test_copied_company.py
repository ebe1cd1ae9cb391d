"""Copies of a company are an archive that the product reads without a complaint, and their words are of its calls."""

from __future__ import annotations

from pathlib import Path

from benchmarks.copied_company import CALLS_PER_DEAL, transcripts_of, write_copies
from classify.labelled_archive import TRAINING_FOLDER, read_labelled_archive
from deals.archive_reader import read_archive


def test_copies_are_read_as_so_many_times_the_deals_with_their_calls(tmp_path: Path) -> None:
    labelled = read_labelled_archive(TRAINING_FOLDER / "d1_kitchen")
    write_copies(labelled, 2, tmp_path)
    archive, deals = read_archive(tmp_path), labelled.archive.deals
    assert archive.problems == ()
    assert list(archive.deals) == [f"{deal_id}-{number}" for number in (0, 1) for deal_id in deals]
    assert len(archive.stage_history) == 2 * len(labelled.archive.stage_history)
    spoken = [one.call_id for number in (0, 1) for one in transcripts_of(labelled, number)]
    assert len(set(spoken)) == len(spoken) == 2 * CALLS_PER_DEAL * len(deals)
    assert set(spoken) <= {call.call_id for call in archive.calls}
    first = next(iter(deals))
    assert archive.deals[f"{first}-1"].amount == deals[first].amount
    assert archive.people == labelled.archive.people
