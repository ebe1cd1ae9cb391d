"""The made-up archive of the benchmark is the same every time, and as hard as it says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from benchmarks.made_archive import write_made_archive
from deals.archive_reader import read_archive


def test_the_same_size_gives_the_same_archive(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_made_archive(tmp_path / name, 40)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two


def test_it_has_what_makes_linking_hard_and_nothing_that_cannot_be_read(tmp_path: Path) -> None:
    write_made_archive(tmp_path, 500)
    archive = read_archive(tmp_path)
    assert not [problem for problem in archive.problems if problem.severity == "set_aside"]
    assert (len(archive.deals), len(archive.calls)) == (500, 5000)
    deals_of_contact = Counter(deal.contact_id for deal in archive.deals.values())
    assert max(deals_of_contact.values()) > 2
    owners = Counter(phone for contact in archive.contacts.values() for phone in contact.phones)
    assert max(owners.values()) > 1
    unknown = sum(call.client_phone not in owners for call in archive.calls)
    assert 0.1 < unknown / len(archive.calls) < 0.3
