"""What the page of figures says of agreement, against a reckoning that is not ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from sklearn.metrics import cohen_kappa_score

from classify.learning_from_verdicts.verdicts import Decision
from reports.review.store.records import Judgement, QueueFilters
from reports.review.store.review_store import ReviewStore
from reports.texts import Texts
from tests.reports.review.browser.conftest import Sit
from tests.reports.review.browser.test_judging import judge_by_keyboard
from tests.reports.review.store.made_run import write_made_run
from tests.reports.review.web.conftest import viewer

pytestmark = pytest.mark.slow
SAID = {"anna": "crccruccrcrc", "boris": "crrcrcccrccr"}
DECISIONS: dict[str, Decision] = {"c": "confirm", "r": "reject", "u": "unsure"}


@pytest.fixture
def run_folder(tmp_path: Path) -> Path:
    return write_made_run(tmp_path / "made")


def test_the_agreement_shown_is_that_of_an_independent_reckoning(sit: Sit, store: ReviewStore) -> None:
    """The last pair of verdicts is given in the browser."""
    cases = [row.case_id for row in store.queue(viewer(store, "olga"), QueueFilters()).rows][: len(SAID["anna"])]
    for name, letters in SAID.items():
        who = viewer(store, name)
        for case_id, letter in list(zip(cases, letters, strict=True))[:-1]:
            store.open_case(who, case_id)
            store.judge(who, case_id, Judgement(DECISIONS[letter]))
    olga = sit("olga")
    assert olga.go("/figures").locator("tr", has_text="anna · boris").locator("td").first.inner_text() == "11"
    for name, letters in SAID.items():
        judge_by_keyboard(sit(name), cases[-1], DECISIONS[letters[-1]], "")
    cells = olga.go("/figures").locator("tr", has_text="anna · boris").locator("td").all_inner_texts()
    same = sum(one == other for one, other in zip(*SAID.values(), strict=True))
    assert cells[:2] == ["12", str(same)]
    kappa = cohen_kappa_score(list(SAID["anna"]), list(SAID["boris"]))
    assert cells[2].startswith(Texts("en").coefficient(kappa))
