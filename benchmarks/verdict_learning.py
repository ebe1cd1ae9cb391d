"""Do verdicts teach the models, on a company they have not seen, and is noise refused?

    python -m benchmarks.verdict_learning [--only NAME]

Each labelled archive is run by models that have not seen it. A reviewer who knows the labels then gives verdicts on
half of the ranked deals, and on the signals of the calls of these deals: those shown are confirmed or removed, those
missing are added. What was learned is judged on the other half. The same again with verdicts given by lot.
"""

import argparse
import json
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from benchmarks.conditions import conditions
from benchmarks.labelled_to_archive import Given, write_archive
from benchmarks.leave_one_archive_out import LIBRARIES, read_transcripts
from classify.analysis import analyse
from classify.codebook import SIGNALS
from classify.deal_judgement.deal_models import TREES, WORTH_IT, DealModels, LabelledDeals
from classify.labelled_archive import TRAINING_FOLDER, LabelledArchive, labelled_folders
from classify.labelled_archive import read_labelled_archive as read_labels
from classify.learning_from_verdicts.reviewed_run import ReviewedRun, read_reviewed_run, words_of_calls
from classify.learning_from_verdicts.verdict_agreement import deal_decisions
from classify.learning_from_verdicts.verdict_figures import Figures, Judged, figures
from classify.learning_from_verdicts.verdict_learning import Learned, RunVerdicts, learn
from classify.learning_from_verdicts.verdict_rows import rows_of
from classify.learning_from_verdicts.verdicts import SignalCorrection, Verdict
from classify.model_files import load_models, load_set
from classify.ranked_lists.ranking import REPORTING_THRESHOLD
from deals.archive_reader import read_archive
from demo.labelled_archive import read_labelled_archive
from pipelines.run_record import versions
from reports.kpi_audit import audit_kpis
from reports.machine_outputs import write_machine_outputs
from reports.review_run import REVIEW_DATA, write_review_data
from reports.run_result import ModelUse, RunInfo, RunResult
from reports.texts import Texts


def run_labelled(labelled: Path, folder: Path) -> Path:
    """Run a labelled archive as a client's, by models that have not seen it; returns the folder of its results."""
    write_archive(read_labelled_archive(labelled), folder / "archive", Given())
    archive = read_archive(folder / "archive")
    models = load_models(None, archive)
    analysis = analyse(archive, read_transcripts(archive), models)
    audit = audit_kpis(archive, analysis.kpi_readings, analysis.rankings)
    used = (ModelUse("signals", models.fold, models.digest, "trained"),)
    info = RunInfo(datetime(2026, 11, 26, tzinfo=UTC), versions(), used)
    result = RunResult(archive, analysis, audit, archive.problems, info)
    write_machine_outputs(folder / "out", result, Texts("ru"))
    write_review_data(folder / "out" / REVIEW_DATA, result, "ru", redacted=False)
    return folder / "out"


def verdicts_by_labels(run: ReviewedRun, labels: LabelledArchive, deal_ids: Iterable[str]) -> list[Verdict]:
    """What a reviewer who knows the labels says of these deals, in each list that ranks them."""
    verdicts = []
    for deal_id in deal_ids:
        known = labels.labels[deal_id]
        if deal_id in run.claims["revive"]:
            sure = known.revivable >= WORTH_IT
            verdicts.append(
                Verdict("revive", deal_id, "confirm" if sure else "reject", known.revivable,
                        reason=known.revive_reason if sure else None, reviewer="labels")
            )  # fmt: skip
        if deal_id in run.claims["error_loss"]:
            verdicts.append(
                Verdict("error_loss", deal_id, "confirm" if known.error >= WORTH_IT else "reject", known.error,
                        cause=known.cause, culprit=known.culprit, reviewer="labels")
            )  # fmt: skip
    return verdicts


def corrections_by_labels(run: ReviewedRun, labels: LabelledArchive, deal_ids: Iterable[str]) -> list[Verdict]:
    """... and of the signals in the calls of these deals."""
    wanted = set(deal_ids)
    calls = [call_id for call_id, deal_id in sorted(run.deal_of_call.items()) if deal_id in wanted]
    shown = shown_signals(run)
    found = []
    for call_id in calls:
        for index, codes in enumerate(labels.signals.get(call_id, ())):
            said = shown.get((call_id, index), frozenset())
            one = SignalCorrection(
                call_id, index, added=tuple(sorted(codes - said)), removed=tuple(sorted(said - codes)),
                confirmed=tuple(sorted(said & codes)),
            )  # fmt: skip
            if one.judged():
                found.append(one)
    return [Verdict(signals=tuple(found), reviewer="labels")] if found else []


def shown_signals(run: ReviewedRun) -> dict[tuple[str, int], frozenset[str]]:
    """(call id, index) to the codes that the run gave the line."""
    lines = (run.folder / "signals.jsonl").read_text(encoding="utf-8").splitlines()
    return {(row["call_id"], row["index"]): frozenset(row["signals"]) for row in map(json.loads, lines)}


def by_lot(verdicts: Iterable[Verdict], seed: int) -> list[Verdict]:
    """As many verdicts, given by throwing a coin."""
    lottery = np.random.default_rng(seed)
    return [
        Verdict(one.list, one.deal_id, "confirm" if lottery.random() < 0.5 else "reject", reviewer="lot")
        for one in verdicts
    ]


def halves(run: ReviewedRun, seed: int) -> tuple[list[str], list[str]]:
    ranked = sorted(set(run.claims["revive"]) | set(run.claims["error_loss"]))
    order = np.random.default_rng(seed).permutation(len(ranked))
    return [ranked[i] for i in order[: len(ranked) // 2]], [ranked[i] for i in order[len(ranked) // 2 :]]


def on_rest(models: DealModels, rest: LabelledDeals) -> dict[str, Judged]:
    """What models say of deals that they have not learned from."""
    found = {}
    for part, ranker, grades in (("revive", models.revive, rest.revivable), ("error_loss", models.error, rest.error)):
        known = grades >= 0
        chances = ranker.predict_proba(rest.features[known])[:, 1]
        found[part] = Judged(
            chances, chances >= REPORTING_THRESHOLD, grades[known] >= WORTH_IT, np.arange(len(chances))
        )
    return found


def told(name: str, before: Figures, after: Figures) -> str:
    def cell(value: float | None) -> str:
        return "    -" if value is None else f"{value:5.2f}"

    pairs = ((one, getattr(before, one), getattr(after, one)) for one in ("precision", "f1", "order", "brier"))
    changes = "  ".join(f"{one} {cell(old)} -> {cell(new)}" for one, old, new in pairs)
    return f"  {name:<12} flagged {before.flagged:3} -> {after.flagged:3}  {changes}"


def outcome(learned: Learned) -> str:
    parts = ", ".join(f"{one.part} {one.outcome}" for one in learned.comparisons)
    return f"recommended: {'yes' if learned.recommended else 'no'} ({parts})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [folder.name for folder in labelled_folders()]
    parser.add_argument("--only", action="append", choices=names, metavar="NAME", help="this archive; may be repeated")
    parser.add_argument("--trees", type=int, default=TREES, help=f"of each forest [{TREES}]")
    parser.add_argument("--keep", type=Path, help="keep the runs in this folder, and use those that are there")
    wanted = parser.parse_args()
    print(conditions(*LIBRARIES))
    with tempfile.TemporaryDirectory() as scratch:
        for name in wanted.only or names:
            folder = (wanted.keep or Path(scratch)) / name
            if not (folder / "out" / "run.json").exists():
                run_labelled(TRAINING_FOLDER / name, folder)
            report(name, read_reviewed_run(folder / "out"), wanted.trees)


def report(name: str, run: ReviewedRun, trees: int) -> None:
    labels = read_labels(TRAINING_FOLDER / name)
    taught_by, rest_ids = halves(run, seed=0)
    given = verdicts_by_labels(run, labels, taught_by)
    corrected = corrections_by_labels(run, labels, taught_by)
    print(f"{name}: verdicts on {len(taught_by)} deals, judged on the other {len(rest_ids)}")
    rest, _ = rows_of(run, deal_decisions(verdicts_by_labels(run, labels, rest_ids)))
    known = load_set(run.models, run.set_name).deals
    learned = learn([RunVerdicts(run, (*given, *corrected))], trees=trees)
    before, after = on_rest(DealModels(known, trees), rest), on_rest(DealModels(learned.deals, trees), rest)
    for part in before:
        print(told(part, figures(before[part]), figures(after[part])))
    print(signals_on_rest(run, labels, rest_ids, learned))
    print(f"  {outcome(learned)}")
    noise = learn([RunVerdicts(run, tuple(by_lot(given, seed=0)))], trees=trees)
    print(f"  by lot: {outcome(noise)}", flush=True)


def signals_on_rest(run: ReviewedRun, labels: LabelledArchive, rest_ids: Iterable[str], learned: Learned) -> str:
    """F1 of all codes in the calls of the other half, before and after."""
    wanted = set(rest_ids)
    calls = words_of_calls(run, (i for i, deal_id in run.deal_of_call.items() if deal_id in wanted))
    models = load_set(run.models, run.set_name).calls
    talks = [call.conversation for call in calls.values()]
    truth = np.array([[code in codes for code in SIGNALS] for i in calls for codes in labels.signals[i]])
    judged = []
    for classifier in (models.signals, learned.signals):
        chances = np.concatenate(classifier.predict_probability(talks, models.embedder))
        flagged = chances >= classifier.thresholds_
        judged.append(figures(Judged(chances.ravel(), flagged.ravel(), truth.ravel(), np.zeros(truth.size))))
    return told("signals", *judged)


if __name__ == "__main__":
    main()
