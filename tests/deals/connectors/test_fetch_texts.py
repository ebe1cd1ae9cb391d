"""Everything a fetch can say has a sentence in both languages, with the details that the code gives it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

import deals.connectors.faults
from deals.connectors.amocrm.connector import open_amocrm
from deals.connectors.amocrm.tables import REFUSABLE
from deals.connectors.connector import Access
from deals.connectors.faults import FetchFault
from deals.connectors.fetch_store import FetchStore, Item
from deals.connectors.recordings import FINAL, Outcome
from deals.connectors.secret_mask import SecretMask
from reports.texts import LANGUAGES, Language, Texts

EARLIER = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_has_its_sentence(language: Language) -> None:
    source = Path(deals.connectors.faults.__file__).read_text(encoding="utf-8")
    details = dict(re.findall(r'^    \w+ = "([\w-]+)"(?:  # (?:\[(.*)\])?.*)?$', source, re.MULTILINE))
    assert set(details) == set(FetchFault)
    texts = Texts(language)
    for fault, names in details.items():
        sentence = texts.text(f"fetch-fault-{fault}", **{name: f"<{name}>" for name in filter(None, names.split(", "))})
        assert sentence.endswith((".", ">", "md"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_and_every_end_of_a_recording_has_its_words(language: Language, tmp_path: Path) -> None:
    texts = Texts(language)
    access = Access("example.amocrm.ru", None, {"DEALFORENSICS_AMOCRM_TOKEN": "ATOKENOFTESTS"})
    with FetchStore(tmp_path, "amocrm", SecretMask()) as store:
        plan = store.begin(datetime.now(UTC), since=EARLIER)
        store.add_page(plan, "leads", [Item("leads", "1", {"created_at": EARLIER.timestamp() - 1})], None)
        steps = [step.name for step in open_amocrm(access).steps(store, plan)]
    assert len(steps) > 15
    assert [name for name in steps if not texts.has(f"fetch-step-{name.replace('_', '-')}")] == []
    for outcome in {*FINAL, Outcome.NO_ANSWER}:
        assert texts.text(f"fetch-recording-{outcome}", count=2, file="list.csv")
    for left_out in ("message", "chat-message", "task", *REFUSABLE.values()):
        assert texts.text(f"fetch-left-out-{left_out}", count=2, example="7")
