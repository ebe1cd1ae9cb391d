"""What a run leaves for programs: as archive format 1 says, and byte for byte the same for equal runs."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from classify.records import Rankings
from reports.machine_outputs import write_machine_outputs
from reports.run_result import RunResult
from reports.texts import Language, Texts
from tests.reports.sample_run import moment, sample_analysis, sample_rankings, sample_result

NAMES = {
    "rankings.json",
    "links.csv",
    "signals.jsonl",
    "promises.jsonl",
    "work_findings.jsonl",
    "kpi_audit.json",
    "learning.npz",
    "run.json",
}


def written(out: Path, result: RunResult | None = None, language: Language = "ru") -> Path:
    write_machine_outputs(out, result or sample_result(), Texts(language))
    return out


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_files_of_the_format_are_written_and_nothing_else(tmp_path: Path) -> None:
    assert {path.name for path in written(tmp_path / "new" / "out").iterdir()} == NAMES


def test_equal_runs_write_equal_bytes_except_in_run_json(tmp_path: Path) -> None:
    first = written(tmp_path / "a")
    other = sample_result()
    later = replace(other.run_info, started_at=moment(6, 30, 13), timings_s={"read": 9.0})
    second = written(tmp_path / "b", replace(other, run_info=later))
    same = {name for name in NAMES if (first / name).read_bytes() == (second / name).read_bytes()}
    assert same == NAMES - {"run.json"}


def test_the_order_in_which_calls_came_makes_no_difference(tmp_path: Path) -> None:
    analysis = sample_analysis()
    turned = replace(
        analysis,
        links=analysis.links[::-1],
        transcripts=dict(reversed(analysis.transcripts.items())),
        signals={"K2": ({},), "K1": ({"promise": 0.9}, {"need_stated": 0.6, "complaint_no_contact": 0.8})},
        promises=analysis.promises[::-1],
    )
    first, second = written(tmp_path / "a"), written(tmp_path / "b", sample_result(analysis=turned))
    for name in NAMES - {"run.json"}:
        assert (first / name).read_bytes() == (second / name).read_bytes()


@pytest.mark.parametrize("emptied", [(), ("revive",), ("revive", "error_loss")])
def test_lists_written_entry_by_entry_make_the_same_text_as_a_whole(tmp_path: Path, emptied: tuple[str, ...]) -> None:
    rankings = replace(sample_rankings(), **dict.fromkeys(emptied, ()))  # type: ignore[arg-type]
    found = written(tmp_path, sample_result(analysis=replace(sample_analysis(), rankings=rankings)))
    text = (found / "rankings.json").read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"
    assert [name for name in ("revive", "error_loss") if not json.loads(text)[name]] == list(emptied)


def test_only_a_deal_of_which_no_evidence_was_looked_for_says_so(tmp_path: Path) -> None:
    rankings = sample_rankings()
    bare = replace(rankings.error_loss[-1], evidence=(), told=False)
    shortened = replace(rankings, error_loss=(*rankings.error_loss[:-1], bare))
    found = written(tmp_path, sample_result(analysis=replace(sample_analysis(), rankings=shortened)))
    listed = load(found / "rankings.json")
    assert [one["deal_id"] for one in listed["error_loss"] if "told" in one] == [bare.deal_id]
    assert listed["error_loss"][-1]["told"] is False
    assert not any("told" in one for one in listed["revive"])


def test_rankings_hold_every_ranked_deal_with_the_fields_of_the_format(tmp_path: Path) -> None:
    rankings = load(written(tmp_path) / "rankings.json")
    assert (rankings["as_of"], rankings["deals_considered"]) == ("2026-06-30", 7)
    first = rankings["revive"][0]
    assert first.keys() >= {
        "deal_id", "rank", "flagged", "probability", "expected_value", "reason", "reopen_on", "next_step", "evidence",
    }  # fmt: skip
    assert (first["probability"], first["expected_value"], first["reopen_on"]) == (0.912346, 109481.48, "2026-07-01")
    assert [item["flagged"] for item in rankings["revive"]] == [True, True, False]
    loss = rankings["error_loss"][0]
    assert (loss["cause"], loss["culprit"], loss["toxic_kpi"]) == (
        "H1_deferred_to_next_period", "head", "plan_attainment",
    )  # fmt: skip
    assert list(loss["causes"]) == ["H1_deferred_to_next_period", "M5_no_next_step", "M1_no_callback"]
    assert rankings["error_loss"][2]["amount_lost"] is None


def test_evidence_is_a_quote_with_its_place_or_a_sentence_about_what_is_missing(tmp_path: Path) -> None:
    said, _, absent = load(written(tmp_path) / "rankings.json")["revive"][0]["evidence"]
    assert said == {
        "kind": "utterance", "call_id": "K1", "index": 1, "start": 71.4, "end": 75.0, "at": "2026-04-01T10:00:00+03:00",
        "quote": "Вы обещали перезвонить ещё в среду",
    }  # fmt: skip
    assert (absent["kind"], absent["ref"]) == ("absence", "S1")
    assert " ".join(absent["quote"].split()).startswith("С 2 апр. 2026 г. по 30 июн. 2026 г. контактов")


def test_sentences_follow_the_language_of_the_report(tmp_path: Path) -> None:
    absent = load(written(tmp_path, language="en") / "rankings.json")["revive"][0]["evidence"][2]
    assert absent["quote"].startswith("No contact with the client from Apr 2, 2026")


def test_links_are_rows_by_call_and_an_unlinked_call_has_an_empty_deal(tmp_path: Path) -> None:
    with (written(tmp_path) / "links.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["call_id"], row["deal_id"], row["confidence"]) for row in rows] == [
        ("K1", "S1", "1.0"), ("K2", "S1", "0.987654"), ("K3", "", "0.4"),
    ]  # fmt: skip
    assert list(rows[0]) == ["call_id", "deal_id", "confidence", "method", "alternatives", "against_crm"]


def test_signals_have_a_line_for_every_utterance(tmp_path: Path) -> None:
    rows = lines(written(tmp_path) / "signals.jsonl")
    assert [(row["call_id"], row["index"]) for row in rows] == [("K1", 0), ("K1", 1), ("K2", 0)]
    assert rows[1]["signals"] == {"complaint_no_contact": 0.8, "need_stated": 0.6}
    assert rows[2]["signals"] == {}
    assert rows[0].keys() == {"call_id", "index", "start", "end", "role", "text", "signals"}


def test_signals_that_do_not_fit_their_transcript_are_an_error(tmp_path: Path) -> None:
    broken = replace(sample_analysis(), signals={"K1": ({},)})
    with pytest.raises(ValueError, match="zip"):
        written(tmp_path, sample_result(analysis=broken))


def test_promises_say_whether_and_by_what_they_were_kept(tmp_path: Path) -> None:
    open_one, kept = lines(written(tmp_path) / "promises.jsonl")
    assert (open_one["kept"], open_one["kept_by"], open_one["due"]) == (False, None, "2026-04-02T18:00:00+03:00")
    assert (kept["kept"], kept["kept_by"]) == (True, {"kind": "message", "ref": "M1"})
    assert list(kept)[:8] == ["call_id", "index", "deal_id", "user_id", "text", "due", "kept", "kept_by"]
    assert (open_one["result"], open_one["why"], open_one["kind"]) == ("broken", "client_says_so", "send")
    assert open_one["proof"][0]["quote"] == "Вы обещали перезвонить ещё в среду"
    assert (open_one["asked"], open_one["said_at"]) == ("Когда ждать?", "2026-04-01T10:00:00+03:00")


def test_findings_about_the_work_come_with_verdict_reason_sentence_and_proof(tmp_path: Path) -> None:
    found, unknown = lines(written(tmp_path, language="en") / "work_findings.jsonl")
    assert (found["code"], found["verdict"], found["reason"], found["user_id"]) == (
        "call-not-in-log", "found", None, "U2",
    )  # fmt: skip
    assert found["sentence"].startswith("A call was entered, but from Apr 5, 2026, 10:00 to Apr 7, 2026, 10:00")
    assert found["proof"][1] == {
        "kind": "silence", "ref": "S1", "at": "2026-04-05T10:00:00+03:00", "until": "2026-04-07T10:00:00+03:00",
        "text": "",
    }  # fmt: skip
    assert (unknown["verdict"], unknown["reason"]) == ("unknown", "person-not-in-log")
    assert unknown["sentence"].endswith("the log holds no calls of this person around that time.")


def test_run_json_names_every_problem_with_its_reason(tmp_path: Path) -> None:
    run = load(written(tmp_path) / "run.json")
    assert [(p["code"], p["file"], p["row"], p["value"]) for p in run["skipped"]] == [
        ("bad-date", "deals.csv", 12, "вчера"), ("bad-date", "deals.csv", 19, "позавчера"),
    ]  # fmt: skip
    assert "вчера" in run["skipped"][0]["sentence"]
    assert [(p["code"], p["details"]) for p in run["warnings"]] == [("wrong-encoding", {"encoding": "cp1251"})]
    assert run["models"] == [{"purpose": "speech", "name": "base", "digest": "0123456789abcdef", "origin": "package"}]
    assert run["counts"]["revive_flagged"] == 2
    assert run["counts"]["hours_of_talk"] == pytest.approx(1200 / 3600, abs=1e-6)
    assert (run["settings"]["threshold"], run["settings"]["list_limit"]) == (0.5, 20)
    assert run["started_at"] == "2026-06-30T12:00:00+03:00"


def test_a_value_that_json_lacks_is_an_error_and_leaves_no_file(tmp_path: Path) -> None:
    rankings = sample_rankings()
    endless: Rankings = replace(rankings, revive=(replace(rankings.revive[0], probability=float("nan")),))
    with pytest.raises(ValueError, match="nan"):
        written(tmp_path, sample_result(analysis=replace(sample_analysis(), rankings=endless)))
    assert list(tmp_path.iterdir()) == []


def test_earlier_outputs_are_replaced_whole(tmp_path: Path) -> None:
    (tmp_path / "rankings.json").write_text("x" * 1_000_000)
    assert load(written(tmp_path) / "rankings.json")["deals_considered"] == 7
