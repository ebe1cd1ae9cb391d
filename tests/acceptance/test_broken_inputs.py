"""Whatever is wrong with an archive, a run goes on with the rest and names in run.json what it could not use."""

from __future__ import annotations

import pytest

from tests.acceptance.broken_archive import FAULTS, LARGER_FAULTS, Fault, broken
from tests.acceptance.cut_archives import SHORT_CALL
from tests.acceptance.product import Outcome, run

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """One run over an archive with all the faults at once."""
    folder = tmp_path_factory.mktemp("broken")
    return run(broken(folder / "archive", FAULTS, recorded=(SHORT_CALL,)), folder / "out", lang="ru")


@pytest.fixture(scope="module")
def ran_without_tables(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("larger")
    return run(broken(folder / "archive", LARGER_FAULTS), folder / "out", lang="ru")


def assert_named(fault: Fault, outcome: Outcome) -> None:
    place = (fault.code, fault.file, fault.row, fault.column)
    named = outcome.problems(fault.section)
    found = [p for p in named if (p["code"], p["file"], p["row"], p["column"]) == place]
    assert len(found) == 1, f"{place} is not named once among {[(p['code'], p['file'], p['row']) for p in named]}"
    assert found[0]["sentence"]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_run_goes_on_and_names_the_fault_with_its_place(fault: Fault, ran: Outcome) -> None:
    assert_named(fault, ran)


@pytest.mark.parametrize("fault", LARGER_FAULTS, ids=lambda fault: fault.name)
def test_a_run_goes_on_without_whole_tables(fault: Fault, ran_without_tables: Outcome) -> None:
    assert_named(fault, ran_without_tables)
