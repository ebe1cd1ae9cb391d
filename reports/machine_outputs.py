"""What a run leaves for programs: the files of archive format 1, section Out.

Equal runs write equal bytes: order is fixed, floats have at most 6 digits, and only run.json knows the time of day.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from classify.analysis import Analysis
from classify.crm_work.work_findings import WorkProof
from classify.learning_from_verdicts.reviewed_run import LEARNING_FILE, learning_bytes
from classify.records import ErrorLoss, Rankings, Revival
from deals.csv_formulas import guarded, quoted_row
from deals.linking import AMBIGUOUS, Link
from deals.problems import Problem
from reports.evidence_text import evidence_json
from reports.history_text import second_view_json
from reports.next_step import next_step_sentence
from reports.run_figures import hours_of_talk
from reports.run_result import RunResult
from reports.texts import Texts
from reports.work_text import finding_sentence
from transcribe.atomic_file import write_whole

DIGITS = 6
LINK_COLUMNS = ("call_id", "deal_id", "confidence", "method", "alternatives", "against_crm")


def write_machine_outputs(out: Path, result: RunResult, texts: Texts) -> None:
    """Write rankings.json, links.csv, signals.jsonl, promises.jsonl, work_findings.jsonl, kpi_audit.json, learning.npz
    and run.json into `out`.

    Each file is whole or absent; run.json comes last. texts: for the sentences in evidence and problems.
    """
    contents: dict[str, str | bytes | Iterable[str]] = {
        "rankings.json": _json_pieces({**rankings_json(result.analysis.rankings, texts), **second_view_json(result)}),
        "links.csv": links_csv(result.analysis.links),
        "signals.jsonl": _lines(signal_rows(result.analysis)),
        "promises.jsonl": _lines(promise_rows(result.analysis)),
        "work_findings.jsonl": _lines(work_rows(result.analysis, texts)),
        "kpi_audit.json": _json_text(result.kpi_audit.to_json(texts)),
        LEARNING_FILE: learning_bytes(result.analysis.rankings.table),
        "run.json": _json_text(run_json(result, texts)),
    }
    for name, content in contents.items():
        pieces = [content] if isinstance(content, str) else content
        # Half a surrogate pair, which broken exports hold, is no text: it becomes a question mark.
        as_bytes = pieces if isinstance(pieces, bytes) else (piece.encode("utf-8", "replace") for piece in pieces)
        write_whole(out / name, as_bytes)


def rankings_json(rankings: Rankings, texts: Texts) -> dict[str, Any]:
    """Both lists as archive format 1 describes them; `against`, `missing`, `load` and others come beside it.

    The lists are iterators: of a large archive, all entries together take gigabytes.
    """
    return {
        "as_of": rankings.as_of,
        "deals_considered": rankings.deals_considered,
        "revive": (_revival_json(revival, rankings.as_of, texts) for revival in rankings.revive),
        "error_loss": (_error_loss_json(loss, texts) for loss in rankings.error_loss),
    }


def _revival_json(revival: Revival, as_of: date, texts: Texts) -> dict[str, Any]:
    return {
        "deal_id": revival.deal_id,
        "rank": revival.rank,
        "flagged": revival.flagged,
        "probability": revival.probability,
        "expected_value": revival.expected_value,
        "expected_value_of": revival.value,
        "reason": revival.reason,
        "reopen_on": revival.reopen_on,
        "next_step": next_step_sentence(revival.next_step, as_of, texts),
        "next_step_from": [evidence_json(fact.source, texts) for fact in revival.next_step.facts],
        **_claim_json(revival, texts),
    }


def _error_loss_json(loss: ErrorLoss, texts: Texts) -> dict[str, Any]:
    return {
        "deal_id": loss.deal_id,
        "rank": loss.rank,
        "flagged": loss.flagged,
        "probability": loss.probability,
        "amount_lost": loss.amount_lost,
        "chance_to_win": loss.chance_to_win,
        "culprit": loss.culprit,
        "cause": loss.cause,
        "causes": loss.causes,
        "toxic_kpi": loss.toxic_kpi,
        "load": loss.load,
        **_claim_json(loss, texts),
    }


def _claim_json(claim: Revival | ErrorLoss, texts: Texts) -> dict[str, Any]:
    return {
        **({} if claim.told else {"told": False}),
        "person_id": claim.person_id,
        "thin": claim.thin,
        "unheard": claim.unheard,
        "missing": claim.missing,
        "evidence": [evidence_json(evidence, texts) for evidence in claim.evidence],
        "against": [evidence_json(evidence, texts) for evidence in claim.against],
    }


def links_csv(links: Iterable[Link]) -> str:
    """Rows by call id; a call of no deal has an empty deal_id.

    alternatives: other deals it may belong to, as "id:probability", separated by ";". against_crm: whether the CRM
    says another deal. A cell that a spreadsheet would take for a formula is guarded, see `deals.csv_formulas`.
    """
    lines = [quoted_row(LINK_COLUMNS)]
    for link in sorted(links, key=lambda link: link.call_id):
        others = ";".join(f"{other.deal_id}:{round(other.probability, DIGITS)}" for other in link.alternatives)
        against = "true" if link.contradicts_crm else ""
        texts = [guarded(cell) for cell in (link.call_id, link.deal_id or "", link.method, others)]
        lines.append(quoted_row((*texts[:2], round(link.confidence, DIGITS), *texts[2:], against)))
    return "".join(lines)


def signal_rows(analysis: Analysis) -> Iterator[dict[str, Any]]:
    """One row per utterance, by call id and index; an utterance without signals has an empty object."""
    for call_id in sorted(analysis.transcripts):
        transcript = analysis.transcripts[call_id]
        found = analysis.signals.get(call_id) or ({},) * len(transcript.utterances)
        for utterance, signals in zip(transcript.utterances, found, strict=True):
            yield {
                "call_id": call_id,
                "index": utterance.index,
                "start": utterance.start_s,
                "end": utterance.end_s,
                "role": utterance.role,
                "text": utterance.text,
                "signals": dict(sorted(signals.items(), key=lambda signal: (-signal[1], signal[0]))),
            }


def promise_rows(analysis: Analysis) -> Iterator[dict[str, Any]]:
    """One row per promise, by call id and index."""
    for promise in sorted(analysis.promises, key=lambda promise: (promise.call_id, promise.index)):
        yield {
            "call_id": promise.call_id,
            "index": promise.index,
            "deal_id": promise.deal_id,
            "user_id": promise.user_id,
            "text": promise.text,
            "due": promise.due,
            "kept": promise.kept,
            "kept_by": promise.kept_by,
            "kind": promise.kind,
            "contact_id": promise.contact_id,
            "said_at": promise.said_at,
            "asked": promise.asked,
            "due_from": promise.due_from,
            "vague": promise.vague,
            "result": promise.result,
            "late_days": promise.late_days,
            "why": promise.why,
            "proof": promise.proof,
            "probability": promise.probability,
        }


def work_rows(analysis: Analysis, texts: Texts) -> Iterator[dict[str, Any]]:
    """One row per finding about the work, by deal and time."""
    for finding in analysis.work.findings:
        yield {
            "code": finding.code,
            "verdict": finding.verdict,
            "reason": finding.reason,
            "deal_id": finding.deal_id,
            "user_id": finding.user_id,
            "at": finding.at,
            "client_says_so": finding.client_says_so,
            "details": finding.details,
            "sentence": finding_sentence(finding, texts),
            "proof": [_proof_json(proof) for proof in finding.proof],
        }


def _proof_json(proof: WorkProof) -> dict[str, Any]:
    place = {"index": proof.index} if proof.index is not None else {}
    until = {"until": proof.until} if proof.until is not None else {}
    return {"kind": proof.kind, "ref": proof.ref, **place, "at": proof.at, **until, "text": proof.text}


def run_json(result: RunResult, texts: Texts) -> dict[str, Any]:
    """How the run went and what it could not use, each with its reason in words."""
    info, archive = result.run_info, result.archive
    return {
        "started_at": info.started_at,
        "archive": {
            "path": str(archive.path),
            "company": archive.company,
            "language": archive.language,
            "as_of": archive.as_of,
            "absent_tables": sorted(archive.absent_tables),
        },
        "versions": info.versions,
        "models": [asdict(model) for model in info.models],
        "history": result.analysis.history.verdict,
        "settings": {**info.settings, "list_limit": info.list_limit, "text_language": texts.language},
        "counts": {**info.counts, **_counts(result)},
        "timings_s": info.timings_s,
        "listening": info.listening,
        "skipped": [problem_json(p, texts) for p in result.problems if p.severity == "set_aside"],
        "warnings": [problem_json(p, texts) for p in result.problems if p.severity != "set_aside"],
    }


def _counts(result: RunResult) -> dict[str, int | float]:
    rankings = result.analysis.rankings
    return {
        "deals": len(result.archive.deals),
        "calls": len(result.archive.calls),
        "calls_with_words": len(result.analysis.transcripts),
        "hours_of_talk": hours_of_talk(result.archive.calls, result.analysis.transcripts),
        "calls_linked": sum(link.deal_id is not None for link in result.analysis.links),
        "calls_ambiguous": sum(link.method == AMBIGUOUS for link in result.analysis.links),
        "links_against_crm": sum(link.contradicts_crm for link in result.analysis.links),
        "work_found": sum(finding.verdict == "found" for finding in result.analysis.work.findings),
        "work_unknown": sum(finding.verdict == "unknown" for finding in result.analysis.work.findings),
        "revive_flagged": sum(revival.flagged for revival in rankings.revive),
        "error_loss_flagged": sum(loss.flagged for loss in rankings.error_loss),
    }


def problem_json(problem: Problem, texts: Texts) -> dict[str, Any]:
    return {
        "code": problem.code,
        "file": problem.file,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "details": problem.details,
        "sentence": texts.problem(problem),
    }


def _json_text(value: object) -> str:
    return json.dumps(_plain(value), ensure_ascii=False, indent=1) + "\n"


def _json_pieces(fields: Mapping[str, object]) -> Iterator[str]:
    """The same text as `_json_text` of an object with at least one field; lists may be iterators, and are not held."""
    before = "{\n "
    for name, value in fields.items():
        yield f"{before}{json.dumps(name, ensure_ascii=False)}: "
        if isinstance(value, Iterator):
            yield from _list_pieces(value)
        else:
            yield _indented(value, 1)
        before = ",\n "
    yield "\n}\n"


def _list_pieces(items: Iterator[object]) -> Iterator[str]:
    before = "[\n  "
    for item in items:
        yield before + _indented(item, 2)
        before = ",\n  "
    yield "[]" if before.startswith("[") else "\n ]"


def _indented(value: object, depth: int) -> str:
    # Within texts, JSON has no line breaks.
    return json.dumps(_plain(value), ensure_ascii=False, indent=1).replace("\n", "\n" + " " * depth)


def _lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    return (json.dumps(_plain(row), ensure_ascii=False) + "\n" for row in rows)


def _plain(value: object) -> object:
    """Values as JSON knows them. Money becomes a number; ValueError for NaN and infinity, which JSON lacks."""
    if value is None or isinstance(value, (str, int)):  # first, for nearly all are: signals.jsonl has millions of lines
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [_plain(item) for item in value]
    if isinstance(value, (float, Decimal)):
        if value != value or value in (float("inf"), float("-inf")):
            raise ValueError(f"{value} cannot be written as JSON")
        return round(float(value), DIGITS)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    return value
