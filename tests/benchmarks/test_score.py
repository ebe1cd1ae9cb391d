"""Scoring a run's outputs: made-up outputs for a labelled archive whose labels are known."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from benchmarks.score import Truth, evidence_hit, link_figures, read_truth, score_run, signal_figures

LABELLED = Path(__file__).resolve().parents[2] / "classify" / "training" / "d5_trucks"


@pytest.fixture(scope="module")
def truth() -> Truth:
    return read_truth(LABELLED)


def quotes(labels: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The utterances that a label names as evidence."""
    pieces = [piece.rsplit("#", 1) for piece in labels["evidence"] if "#" in piece]
    return [{"kind": "utterance", "call_id": call, "index": int(n)} for call, n in pieces if "-" in call]


def right_row(deal_id: str, labels: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "deal_id": deal_id,
        "flagged": max(labels["revivable"], labels["error"]) >= 2,
        "reason": labels["revive_reason"],
        "reopen_on": labels["reopen_on"],
        "culprit": labels["culprit"],
        "cause": labels["cause"],
        "causes": {labels["cause"]: 1.0},
        "toxic_kpi": labels["toxic_kpi"],
        "evidence": quotes(labels),
    }


def write_right_outputs(truth: Truth, out: Path) -> None:
    """What a run would write that agrees with every label."""
    rows = {i: right_row(i, deal["labels"]) for i, deal in truth.deals.items()}
    lost = [i for i, deal in truth.deals.items() if deal["status"] == "lost"]
    lists = {}
    for name, label in (("revive", "revivable"), ("error_loss", "error")):
        best_first = sorted(lost, key=lambda i: -truth.labels(i)[label])
        lists[name] = [{**rows[i], "flagged": truth.labels(i)[label] >= 2} for i in best_first]
    (out / "rankings.json").write_text(json.dumps(lists), encoding="utf-8")
    with (out / "links.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("call_id", "deal_id"))
        writer.writerows((call["call_id"], i) for i, deal in truth.deals.items() for call in deal["calls"])
        writer.writerows((call["call_id"], "") for call in truth.company["other_calls"])
    turns = [(call["call_id"], n, turn[2]) for call in truth.calls for n, turn in enumerate(call["turns"])]
    lines = [json.dumps({"call_id": c, "index": n, "signals": dict.fromkeys(codes, 0.9)}) for c, n, codes in turns]
    (out / "signals.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    kpis = [{"name": kpi["name"], "type": kpi["truth"]} for kpi in truth.company["kpi_scheme"]]
    (out / "kpi_audit.json").write_text(json.dumps({"kpis": kpis}), encoding="utf-8")


def test_a_run_that_agrees_with_every_label_scores_one(truth: Truth, tmp_path: Path) -> None:
    write_right_outputs(truth, tmp_path)
    figures = score_run(truth, tmp_path, k=8)
    counts = {"deals", "positives", "flagged", "random"}
    shares = {name: value for name, value in figures.items() if name.split(".")[1] not in counts}
    assert len(shares) > 30
    # An open deal that is worth reviving is not in the made-up list, so only the list of errors is perfect.
    assert {name for name, value in shares.items() if value != 1.0 and not name.startswith("revive.")} == set()
    assert figures["error.flagged"] == figures["error.positives"] == 8
    assert figures["revive.flagged_precision"] == figures["revive.reason_accuracy"] == 1.0


def test_a_list_turned_upside_down_finds_nothing_at_the_top(truth: Truth, tmp_path: Path) -> None:
    write_right_outputs(truth, tmp_path)
    lists = json.loads((tmp_path / "rankings.json").read_text(encoding="utf-8"))
    turned = {name: rows[::-1] for name, rows in lists.items()}
    (tmp_path / "rankings.json").write_text(json.dumps(turned), encoding="utf-8")
    figures = score_run(truth, tmp_path)
    assert figures["error.p_at_10"] == figures["revive.p_at_10"] == 0.0
    assert figures["error.cause_accuracy"] == 0.0


def test_outputs_that_are_missing_have_no_figures(truth: Truth, tmp_path: Path) -> None:
    write_right_outputs(truth, tmp_path)
    for name in ("links.csv", "signals.jsonl", "kpi_audit.json"):
        (tmp_path / name).unlink()
    assert {name.split(".")[0] for name in score_run(truth, tmp_path)} == {"revive", "error"}


def test_a_call_of_no_deal_that_is_given_one_lowers_precision_only(truth: Truth, tmp_path: Path) -> None:
    write_right_outputs(truth, tmp_path)
    path, stray = tmp_path / "links.csv", truth.company["other_calls"][0]["call_id"]
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f"{stray},\n", f"{stray},{next(iter(truth.deals))}\n"), encoding="utf-8")
    figures = link_figures(truth, path)
    assert figures["links.recall"] == 1.0
    linked = sum(len(deal["calls"]) for deal in truth.deals.values())
    assert figures["links.precision"] == pytest.approx(linked / (linked + 1))


def test_a_signal_found_on_the_wrong_utterance_counts_twice(truth: Truth, tmp_path: Path) -> None:
    call, index, code = next(
        (call["call_id"], n, turn[2][0]) for call in truth.calls for n, turn in enumerate(call["turns"]) if turn[2]
    )
    path = tmp_path / "signals.jsonl"
    path.write_text(json.dumps({"call_id": call, "index": index, "signals": {code: 1.0}}) + "\n", encoding="utf-8")
    right = signal_figures(truth, path)
    path.write_text(json.dumps({"call_id": call, "index": 999, "signals": {code: 1.0}}) + "\n", encoding="utf-8")
    labelled = sum(len(turn[2]) for c in truth.calls for turn in c["turns"])
    assert right["signals.micro_f1"] == pytest.approx(2 / (labelled + 1))
    assert signal_figures(truth, path)["signals.micro_f1"] == 0.0


def test_a_quote_may_be_one_utterance_off_but_not_two(truth: Truth) -> None:
    labelled = {i: quotes(deal["labels"]) for i, deal in truth.deals.items() if deal["labels"]["error"] >= 2}
    deal_id, wanted = next((i, found) for i, found in labelled.items() if found)
    call = wanted[-1]["call_id"]
    last = max(quote["index"] for quote in wanted if quote["call_id"] == call)

    def hit(at: int) -> float:
        quote = {"kind": "utterance", "call_id": call, "index": at}
        return evidence_hit(truth, [{"deal_id": deal_id, "flagged": True, "evidence": [quote]}], "error")

    assert hit(last + 1) == 1.0
    assert hit(last + 2) == 0.0
