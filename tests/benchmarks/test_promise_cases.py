"""The hand-checked cases of promises: each becomes one deal, with everything that its file says happened."""

from __future__ import annotations

from typing import Any

from benchmarks.promise_cases import BYSTANDER, CASES, RESULTS, archive_of, read_cases

CASE: dict[str, Any] = {
    "id": "X1",
    "lang": "ru",
    "as_of": "2026-03-20",
    "call": {"at": "2026-03-02 11:20", "direction": "out", "by": "m1", "promise": 1,
             "turns": ["c: Жду смету", "m: Завтра: до обеда"]},
    "later": [
        {"at": "2026-03-03 10:00", "kind": "message", "from": "client", "channel": "email", "text": "Ну что?"},
        {"at": "2026-03-03 10:30", "kind": "note", "by": "m2", "text": "отправил"},
        {"at": "2026-03-03 11:00", "kind": "call", "direction": "out", "answered": False, "by": "m2"},
        {"at": "2026-03-03 12:00", "kind": "task", "type": "quote", "text": "Смета", "due": "2026-03-04 12:00"},
        {"at": "2026-03-04 12:00", "kind": "stage", "stage": "Отказ"},
    ],
    "closed": {"at": "2026-03-05 09:00", "status": "lost"},
    "expect": "broken",
    "why": "made up",
}  # fmt: skip


def test_a_case_is_a_deal_of_its_own_with_all_that_followed() -> None:
    archive, transcripts = archive_of([CASE, CASE | {"id": "X2"}], "ru", ())
    assert set(archive.deals) == {"X1", "X2", BYSTANDER}
    assert (archive.deals["X1"].status, archive.deals["X1"].closed_at is not None) == ("lost", True)
    own = [(m.channel, m.author) for m in archive.messages if m.deal_id == "X1"]
    assert own == [("email", "client"), ("note", "m2")]
    assert [(c.call_id, c.answered) for c in archive.calls if c.call_id.startswith("X1")] == [
        ("X1-0", True),
        ("X1-3", False),
    ]
    assert [(t.kind, t.completed_at) for t in archive.tasks if t.deal_id == "X1"] == [("quote", None)]
    assert [s.stage for s in archive.stage_history] == ["Отказ", "Отказ"]
    assert [u.text for u in transcripts["X1-0"].utterances] == ["Жду смету", "Завтра: до обеда"]
    assert len({contact.phones for contact in archive.contacts.values()}) == 2


def test_neither_roles_nor_deal_ids_are_given_and_somebody_writes_to_clients() -> None:
    archive, transcripts = archive_of([CASE], "ru", ())
    assert {u.role for u in transcripts["X1-0"].utterances} == {None}
    assert {call.stated_deal_id for call in archive.calls} == {None}
    assert any(m.deal_id == BYSTANDER and not m.from_client for m in archive.messages)


def test_absent_tables_are_said_to_be_absent() -> None:
    archive, _ = archive_of([CASE], "ru", ("messages",))
    assert archive.absent_tables == {"messages.csv"}
    assert not any(m.deal_id == BYSTANDER for m in archive.messages)


def test_there_are_150_cases_each_once_with_a_result_and_a_reason() -> None:
    cases = read_cases(CASES)
    assert len(cases) >= 150
    assert len({case["id"] for case in cases}) == len(cases)
    assert {case["expect"] for case in cases} == set(RESULTS)
    assert all(case["why"] for case in cases)
    assert all(("late_days" in case) == (case["expect"] == "late") for case in cases)
