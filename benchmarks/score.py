"""Score a run's output folder against a labelled archive.

    python -m benchmarks.score classify/training/d5_trucks OUT [--k 10] [--json FILE]

Reads rankings.json, links.csv, signals.jsonl and kpi_audit.json (archive format 1; all but the first may be missing)
and prints one figure a line. Labels are read from the JSON files as they are, not with the product's own reader, so
that a fault there cannot hide itself here.
"""

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.ranking_figures import WORTH_IT, Figures, ranking_figures, whole_ranking

Row = Mapping[str, Any]

NEAR_DAYS = 7


@dataclass(frozen=True, slots=True)
class Truth:
    """A labelled archive as written. deals: by deal_id."""

    company: Row
    deals: Mapping[str, Row]

    @property
    def calls(self) -> list[Row]:
        return [call for deal in self.deals.values() for call in deal["calls"]] + self.company["other_calls"]

    def labels(self, deal_id: str) -> Row:
        labels: Row = self.deals[deal_id]["labels"]
        return labels


def read_truth(folder: Path) -> Truth:
    """Read company.json and deals_*.json. OSError or KeyError where the folder is not a labelled archive."""
    company = json.loads((folder / "company.json").read_text(encoding="utf-8"))
    deals = [deal for path in sorted(folder.glob("deals_*.json")) for deal in json.loads(path.read_text("utf-8"))]
    return Truth(company, {deal["deal_id"]: deal for deal in deals})


def score_run(truth: Truth, out: Path, k: int = 10) -> Figures:
    """All figures of a run, in a fixed order. k: how many deals of each list are looked at."""
    rankings = json.loads((out / "rankings.json").read_text(encoding="utf-8"))
    figures = revive_figures(truth, rankings["revive"], k) | error_figures(truth, rankings["error_loss"], k)
    figures["revive.evidence_hit"] = evidence_hit(truth, rankings["revive"], "revivable")
    figures["error.evidence_hit"] = evidence_hit(truth, rankings["error_loss"], "error")
    if (links := out / "links.csv").exists():
        figures |= link_figures(truth, links)
    if (signals := out / "signals.jsonl").exists():
        figures |= signal_figures(truth, signals)
    if (kpi_audit := out / "kpi_audit.json").exists():
        figures |= kpi_figures(truth, kpi_audit)
    return figures


def revive_grades(truth: Truth, listed: Sequence[str]) -> dict[str, int]:
    """Grades of the deals that may be revived: the lost ones, and open ones that the labels or the run call so."""
    grades = {deal_id: deal["labels"]["revivable"] for deal_id, deal in truth.deals.items()}
    status = {deal_id: deal["status"] for deal_id, deal in truth.deals.items()}
    return {
        deal_id: grade
        for deal_id, grade in grades.items()
        if status[deal_id] == "lost" or (status[deal_id] == "open" and (grade >= WORTH_IT or deal_id in listed))
    }


def error_grades(truth: Truth) -> dict[str, int]:
    """Grades of the lost deals."""
    return {i: deal["labels"]["error"] for i, deal in truth.deals.items() if deal["status"] == "lost"}


def revive_figures(truth: Truth, rows: Sequence[Row], k: int) -> Figures:
    """Order, flagged deals, and reason and date of those among the first k that truly are revivable."""
    ranked = [row["deal_id"] for row in rows]
    grades = revive_grades(truth, ranked)
    found = _found(rows, grades, k)
    near = [_is_near(row.get("reopen_on"), truth.labels(row["deal_id"])["reopen_on"]) for row in found]
    return {
        **ranking_figures("revive", ranked, grades, k),
        **_flagged_figures("revive", rows, grades),
        "revive.reason_accuracy": _agreement(truth, found, "reason", "revive_reason"),
        f"revive.reopen_within_{NEAR_DAYS}_days": sum(near) / max(1, len(found)),
    }


def error_figures(truth: Truth, rows: Sequence[Row], k: int) -> Figures:
    """Order, flagged deals, and culprit and cause of those among the first k that truly were lost through error."""
    ranked, grades = [row["deal_id"] for row in rows], error_grades(truth)
    found = _found(rows, grades, k)
    keys = ("culprit", "cause", "toxic_kpi")
    in_first_two = [truth.labels(row["deal_id"])["cause"] in _best_causes(row, 2) for row in found]
    return {
        **ranking_figures("error", ranked, grades, k),
        **_flagged_figures("error", rows, grades),
        **{f"error.{key}_accuracy": _agreement(truth, found, key, key) for key in keys},
        "error.cause_in_first_two": sum(in_first_two) / max(1, len(found)),
    }


def _found(rows: Sequence[Row], grades: Mapping[str, int], k: int) -> list[Row]:
    """The listed deals among the first k that are positives."""
    top = whole_ranking([row["deal_id"] for row in rows], grades)[:k]
    by_id = {row["deal_id"]: row for row in rows}
    return [by_id[deal_id] for deal_id in top if deal_id in by_id and grades[deal_id] >= WORTH_IT]


def _flagged_figures(name: str, rows: Sequence[Row], grades: Mapping[str, int]) -> Figures:
    flagged = [grades.get(row["deal_id"], 0) >= WORTH_IT for row in rows if row.get("flagged")]
    return {f"{name}.flagged": len(flagged), f"{name}.flagged_precision": sum(flagged) / max(1, len(flagged))}


def _agreement(truth: Truth, rows: Sequence[Row], key: str, label: str) -> float:
    agrees = [row.get(key) == truth.labels(row["deal_id"])[label] for row in rows]
    return sum(agrees) / max(1, len(agrees))


def _is_near(said: str | None, labelled: str | None) -> bool:
    if not said or not labelled:
        return False
    return abs(date.fromisoformat(said[:10]) - date.fromisoformat(labelled[:10])).days <= NEAR_DAYS


def _best_causes(row: Row, count: int) -> list[str]:
    causes = row.get("causes") or {}
    return sorted(causes, key=lambda cause: -causes[cause])[:count]


def evidence_hit(truth: Truth, rows: Sequence[Row], label: str) -> float:
    """Of the rightly flagged deals whose labels quote a call: in how many the run quotes it too, to one utterance."""
    hits = []
    for row in rows:
        if not row.get("flagged") or truth.labels(row["deal_id"])[label] < WORTH_IT:
            continue
        # "CALL#n" with the call's id; note#n and task#n have no dash in them.
        pieces = [piece.rsplit("#", 1) for piece in truth.labels(row["deal_id"])["evidence"]]
        wanted = {(piece[0], int(piece[1])) for piece in pieces if len(piece) == 2 and "-" in piece[0]}
        quoted = [(e["call_id"], int(e["index"])) for e in row.get("evidence", []) if e.get("kind") == "utterance"]
        if wanted:
            hits.append(any(call == c and abs(n - m) <= 1 for call, n in quoted for c, m in wanted))
    return sum(hits) / max(1, len(hits))


def link_figures(truth: Truth, path: Path) -> Figures:
    """Precision, recall and F1 of the calls' deals; a call of no deal that is given none counts in neither."""
    right_deal = {call["call_id"]: deal_id for deal_id, deal in truth.deals.items() for call in deal["calls"]}
    known = {call["call_id"] for call in truth.calls}
    with path.open(encoding="utf-8", newline="") as file:
        said = {row["call_id"]: row["deal_id"] for row in csv.DictReader(file) if row["call_id"] in known}
    right = sum(said.get(call_id) == deal_id for call_id, deal_id in right_deal.items())
    precision = right / max(1, sum(bool(deal_id) for deal_id in said.values()))
    recall = right / max(1, len(right_deal))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"links.precision": precision, "links.recall": recall, "links.f1": f1}


def signal_figures(truth: Truth, path: Path) -> Figures:
    """F1 over the signals of all utterances: macro and micro average, and each labelled code."""
    said: dict[tuple[str, int], set[str]] = {}
    with path.open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            said[row["call_id"], int(row["index"])] = set(row["signals"])
    return codes_figures(
        (set(labelled), said.get((call["call_id"], index), set()))
        for call in truth.calls
        for index, (_speaker, _text, labelled) in enumerate(call["turns"])
    )


def codes_figures(utterances: Iterable[tuple[AbstractSet[str], AbstractSet[str]]]) -> Figures:
    """The same from what is wanted and what was found of each utterance; macro over the codes that are wanted."""
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for wanted, found in utterances:
        right.update(wanted & found)
        wrong.update(found - wanted)
        missed.update(wanted - found)
    f1 = {code: _f1(right[code], wrong[code], missed[code]) for code in sorted({*right, *missed})}
    return {
        "signals.macro_f1": sum(f1.values()) / max(1, len(f1)),
        "signals.micro_f1": _f1(right.total(), wrong.total(), missed.total()),
        **{f"signals.f1.{code}": value for code, value in f1.items()},
    }


def _f1(right: int, wrong: int, missed: int) -> float:
    return 2 * right / max(1, 2 * right + wrong + missed)


def kpi_figures(truth: Truth, path: Path) -> Figures:
    """Share of the owner's KPIs whose type is right."""
    said = {kpi["name"]: kpi.get("type") for kpi in json.loads(path.read_text(encoding="utf-8"))["kpis"]}
    scheme = truth.company["kpi_scheme"]
    return {"kpi.type_accuracy": sum(said.get(kpi["name"]) == kpi["truth"] for kpi in scheme) / max(1, len(scheme))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labelled", type=Path, help="folder of company.json and deals_*.json")
    parser.add_argument("out", type=Path, help="output folder of the run")
    parser.add_argument("--k", type=int, default=10, help="how many deals of each list are looked at [10]")
    parser.add_argument("--json", type=Path, help="also write the figures into this file")
    arguments = parser.parse_args()
    figures = score_run(read_truth(arguments.labelled), arguments.out, arguments.k)
    for name, value in figures.items():
        print(f"{name}: {value:.3f}" if isinstance(value, float) else f"{name}: {value}")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
