"""From an archive to links, roles, signals, promises and both lists: the same every time, whatever is missing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from classify.analysis import Analysis, analyse
from classify.codebook import SIGNALS
from classify.labelled_archive import LabelledArchive
from classify.model_files import Models
from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder
from deals.records import CallRecord, KpiItem
from tests.classify.conftest import Analysed
from tests.classify.made_archive import archive, at, call, deal, lost_deal, message, transcript, won_deal
from transcribe.utterance import Transcript

TALK = transcript(
    "k1",
    ("manager", "Добрый день, «Окна Плюс», Анна."),
    ("client", "Здравствуйте, нам нужны окна на коттедж, двадцать штук."),
    ("manager", "Завтра до обеда пришлю вам расчёт."),
)
FULL: dict[str, Any] = {
    "calls": (call("k1", at("09-02 12:00")), call("k2", at("09-05 12:00"), answered=False)),
    "messages": (message("m1", at("09-08 12:00"), "Вы обещали расчёт, жду", author="client"),),
    "kpis": (KpiItem("План продаж", "100% плана отдела"),),
}
DEALS = (lost_deal("d1"), deal("d2", contact_id=None, created_at=at("03-01 10:00")), won_deal("d3", contact_id=None))


def run(models: Models, *given: Transcript, deals: Any = DEALS, **parts: Any) -> Analysis:
    return analyse(archive(deals, **parts), {one.call_id: one for one in given}, models)


def test_equal_inputs_give_equal_results(models: Models) -> None:
    assert run(models, TALK, **FULL) == run(models, TALK, **FULL)


def test_equal_inputs_give_equal_results_also_with_nothing_remembered(models: Models) -> None:
    """As in another process: sentences were not embedded before."""
    once, again = (run(replace(models, embedder=SentenceEmbedder()), TALK, **FULL) for _ in range(2))
    assert once == again


def test_everything_that_was_said_is_concluded_from(models: Models) -> None:
    found = run(models, TALK, **FULL)
    assert [link.deal_id for link in found.links] == ["d1", "d1"]
    assert found.transcripts == {"k1": TALK}
    (promise,) = found.promises
    assert (promise.call_id, promise.index, promise.deal_id, promise.kept) == ("k1", 2, "d1", False)
    assert "need_stated" in found.signals["k1"][1]
    assert {one.deal_id for one in found.rankings.error_loss} == {"d1"}
    assert {one.deal_id for one in found.rankings.revive} == {"d1", "d2"}
    assert found.rankings.deals_considered == 3
    assert [reading.type for reading in found.kpi_readings] == ["plan_attainment"]


def test_signals_stand_beside_each_utterance(analysed: Analysed) -> None:
    found = analysed.analysis
    assert set(found.signals) == set(analysed.given)
    for call_id, rows in found.signals.items():
        utterances = found.transcripts[call_id].utterances
        assert len(rows) == len(utterances) == len(analysed.given[call_id].utterances)
        for signals in rows:
            assert set(signals) <= set(SIGNALS)
            assert all(0 < chance <= 1 for chance in signals.values())


def test_only_roles_are_added_to_transcripts(analysed: Analysed) -> None:
    for call_id, given in analysed.given.items():
        found = analysed.analysis.transcripts[call_id]
        bare = tuple(replace(utterance, role=None) for utterance in found.utterances)
        assert replace(found, utterances=bare) == given


def test_promises_are_those_of_linked_calls_and_each_is_there_once(analysed: Analysed) -> None:
    deal_of = {link.call_id: link.deal_id for link in analysed.analysis.links}
    found = analysed.analysis.promises
    assert len(found) > 30
    assert len({(one.call_id, one.index, one.kind, one.due) for one in found}) == len(found)
    for one in found:
        assert one.deal_id == deal_of[one.call_id]
        assert one.text in analysed.given[one.call_id].utterances[one.index].text  # a clause, where it holds two
        assert one.kept is not False or one.due is not None
        assert one.kept_by is not None or one.kept is not True  # a late one has been kept by something, too


def test_promises_that_a_reader_found_are_mostly_found(kitchen: LabelledArchive, analysed: Analysed) -> None:
    labelled = {
        (call_id, n) for call_id, codes in kitchen.signals.items() if kitchen.links[call_id]
        for n, given in enumerate(codes) if "promise" in given
    }  # fmt: skip
    found = {(one.call_id, one.index) for one in analysed.analysis.promises}
    assert len(labelled & found) / len(labelled) >= 0.6
    assert len(labelled & found) / len(found) >= 0.6


@pytest.mark.parametrize(
    "parts",
    [
        {"deals": ()},
        {"calls": ()},
        {"messages": ()},
        {"calls": (), "messages": (), "kpis": ()},
        {"deals": (), "calls": (), "messages": (), "kpis": (), "people": {}, "contacts": {}},
        {"people": {}},
        {"contacts": {}},
        {"calls": (CallRecord("k1", None, None),)},
        {"calls": (call("k1", None, direction=None, user_id=None, client_phone=None, answered=None),)},
    ],
    ids=["deals", "calls", "messages", "words", "everything", "people", "contacts", "log", "call details"],
)  # fmt: skip
def test_whatever_is_missing_the_rest_is_analysed(models: Models, parts: dict[str, Any]) -> None:
    for given in ((TALK,), ()):
        found = run(models, *given, **(FULL | parts))
        lost = [one.deal_id for one in parts.get("deals", DEALS) if one.status == "lost"]
        assert [one.deal_id for one in found.rankings.error_loss] == lost
        assert len(found.links) == len((FULL | parts)["calls"])
        assert set(found.transcripts) == set(found.signals) == {one.call_id for one in given}


def test_a_call_of_unknown_time_has_signals_and_a_link_but_no_promise(models: Models) -> None:
    found = run(models, TALK, **(FULL | {"calls": (call("k1", None),)}))
    assert "promise" in found.signals["k1"][2]
    assert [link.deal_id for link in found.links] == ["d1"]
    assert found.promises == ()


def test_an_empty_transcript_stays_and_has_no_signals(models: Models) -> None:
    found = run(models, Transcript("k1", "ru", ()), **FULL)
    assert found.transcripts["k1"].utterances == ()
    assert "k1" not in found.signals


def test_messages_change_what_is_thought_of_a_deal(models: Models) -> None:
    refusal = message("m2", at("09-20 12:00"), "Мы уже купили у других, больше не звоните", author="client")
    before = run(models, TALK, **FULL)
    after = run(models, TALK, **(FULL | {"messages": (*FULL["messages"], refusal)}))
    first, second = ({r.deal_id: r.probability for r in one.rankings.revive}["d1"] for one in (before, after))
    assert second < first


def test_a_small_archive_is_refused_as_history_and_losses_are_discounted_by_the_stage(analysed: Analysed) -> None:
    history, listed = analysed.analysis.history, analysed.analysis.rankings.error_loss
    assert (history.verdict, history.chances) == ("too-few", {})
    assert {loss.chance_to_win.basis for loss in listed if loss.chance_to_win is not None} == {"stage"}
    priced = [loss for loss in listed if loss.full_amount is not None and loss.amount_lost is not None]
    assert priced
    assert all(0 < (loss.amount_lost or 0) < (loss.full_amount or 0) for loss in priced)
