"""The table of promises: fair to those of whom little is known, and every broken promise with what shows it."""

from __future__ import annotations

from typing import Any

import pytest

from classify.crm_work.person_load import team_load
from classify.promises_kept.promise_check import Why
from classify.promises_kept.promise_kinds import PromiseKind
from classify.promises_kept.promises import Promise
from reports.promise_figures import MOST_BROKEN, count_promises
from reports.promise_table import PromisePage, promise_page
from reports.texts import LANGUAGES, Language, Texts
from tests.reports.sample_run import moment, sample_archive


def promise(result: str, number: int = 0, user: str = "U2", **changes: Any) -> Promise:
    facts: dict[str, Any] = {
        "call_id": f"P{number}", "index": 0, "deal_id": "S1", "user_id": user, "text": "Пришлю",
        "kept": {"kept": True, "unknown": None}.get(result, False), "kept_by": None, "kind": "send",
        "said_at": moment(4, 1), "due": moment(4, 2, 18), "result": result,
        "why": {"broken": "nothing_followed", "unknown": "not_due"}.get(result),
    }  # fmt: skip
    return Promise(**(facts | changes))


def many(user: str, **results: int) -> list[Promise]:
    kinds = [result for result, count in results.items() for _ in range(count)]
    return [promise(result, n, user, call_id=f"{user}-{n}") for n, result in enumerate(kinds)]


def page(*promises: Promise, language: Language = "ru") -> PromisePage:
    archive = sample_archive(language)
    return promise_page(count_promises(promises, team_load(archive)), archive, Texts(language))


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_a_person_has_one_row_with_every_end_counted() -> None:
    late = [promise("late", n, late_days=days) for n, days in ((50, 1), (51, 4), (52, 9))]
    (row,) = page(*many("U2", kept=6, broken=1, unknown=2), *late).rows
    assert (row.name, row.promises, row.kept, row.broken, row.unknown) == ("Игорь Пак", "12", "6", "1", "2")
    assert row.late == "3 (медиана 4 дн.)"
    assert squeezed(row.share) == "60 % (6 из 10)"


def test_a_share_of_a_few_is_not_given_in_per_cent() -> None:
    (row,) = page(*many("U2", broken=2, kept=1)).rows
    assert (row.few, row.share) == (True, "1 из 3")
    (row,) = page(*many("U2", unknown=3)).rows
    assert row.share == "проверить нельзя"


def test_two_broken_of_two_are_no_scandal_beside_twelve_of_twenty() -> None:
    rows = page(*many("U1", broken=2), *many("U2", broken=12, kept=8)).rows
    assert [row.name for row in rows] == ["Игорь Пак", "Ольга Руднева"]


def test_what_is_said_twice_in_a_call_counts_once() -> None:
    twice = [promise("broken", 1, index=3), promise("broken", 1, index=5), promise("broken", 1, index=7, kind="other")]
    assert [row.promises for row in page(*twice).rows] == ["1"]
    another = promise("broken", 1, index=9, kind="call_back")
    assert [row.promises for row in page(*twice, another).rows] == ["2"]


def test_a_broken_promise_shows_its_words_its_time_and_what_is_missing() -> None:
    said = {
        "kind": "words", "ref": "K3", "at": moment(4, 9).isoformat(), "role": "client", "call_id": "K3", "index": 2,
        "quote": "Так и не прислали",
    }  # fmt: skip
    sent = {"kind": "message", "ref": "M7", "at": moment(4, 2).isoformat(), "quote": "Расчёт во вложении"}
    (one,) = page(promise("broken", start_s=75.0, why="client_says_so", proof=(sent, said))).broken
    assert (one.quote, one.who, one.where) == ("Пришлю", "Игорь Пак", "Звонок P0, 1:15")
    assert "Лестница из дуба (S1), клиент: Анна Белова" in one.deal
    assert "срок 2 апр. 2026 г., 18:00" in squeezed(one.missing)
    assert [words for _, words in one.proofs] == ["Расчёт во вложении", "Так и не прислали"]
    assert "клиент говорит, что ничего не пришло" in one.proofs[0][0]


def test_no_more_broken_ones_are_shown_than_can_be_read_and_the_rest_is_counted() -> None:
    found = page(*many("U2", broken=MOST_BROKEN + 2))
    assert len(found.broken) == MOST_BROKEN
    assert found.more == "И ещё 2 невыполненных: они в promises.jsonl."


def test_a_run_without_promises_says_so() -> None:
    found = page()
    assert (found.lead, found.rows, found.notes) == ("Обещаний в разговорах не найдено.", (), ())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PromiseKind.__args__)  # type: ignore[attr-defined]
def test_every_kind_and_every_way_to_be_broken_has_words(language: Language, kind: PromiseKind) -> None:
    for why in ("nothing_followed", "client_says_so"):
        for due in (moment(4, 2), None):
            (one,) = page(promise("broken", kind=kind, why=why, due=due), language=language).broken
            assert one.missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_not_to_know_and_every_proof_has_words(language: Language) -> None:
    whys = [why for why in Why.__args__ if why not in ("nothing_followed", "client_says_so")]  # type: ignore[attr-defined]
    unknown = [promise("unknown", n, why=why) for n, why in enumerate(whys)]
    assert page(*unknown, language=language).notes[0].count("(1)") == len(whys)
    kinds = ("call", "attempt", "message", "note", "task", "stage", "words")
    proof = tuple({"kind": kind, "ref": "R", "at": moment(4, 3).isoformat()} for kind in kinds)
    (one,) = page(promise("broken", proof=proof), language=language).broken
    assert len({label for label, _ in one.proofs}) == len(kinds)
