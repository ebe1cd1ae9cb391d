"""`dealforensics learn`: verdicts on finished runs become a new set of models, with figures before and after."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from classify.learning_from_verdicts.learned_models import TargetRefused, check_target, save_learned
from classify.learning_from_verdicts.reviewed_run import RunNotReviewable, fitting, read_reviewed_run, words_of_calls
from classify.learning_from_verdicts.verdict_learning import LearnProgress, NothingToLearn, RunVerdicts, learn
from classify.learning_from_verdicts.verdicts import Verdict
from classify.model_files import ModelsNotUsable
from deals.problems import Problem
from pipelines.flow_command import absolute
from pipelines.review_database import carried_out
from pipelines.run_display import RunDisplay
from reports.review.store.review_store import open_store
from reports.terminal_learning import print_learned, print_set_aside
from reports.texts import Texts
from reports.verdict_tables import read_verdict_file

DONE, BAD_INPUT = 0, 2
VERDICT_FILES = ("verdicts.jsonl", "verdicts.csv", "deals.xlsx")  # looked for in each run's folder


@dataclass(frozen=True, slots=True)
class LearnRequest:
    """The command line as typed."""

    runs: tuple[Path, ...]
    models_out: Path
    verdicts: tuple[Path, ...] = ()  # of the only run; (): those in the folders of the runs
    review: str | None = field(default=None, repr=False)  # the review database, whose verdicts are taken instead


def learn_command(request: LearnRequest, texts: Texts) -> int:
    """Learn, say what was set aside and how the figures changed, and write the set. Exit code 0 also where it is not
    recommended; 2 where the runs, the verdicts or the folder cannot be used, which one sentence says."""
    return carried_out(lambda: _learn(request, texts), texts)


def _learn(request: LearnRequest, texts: Texts) -> int:
    display = RunDisplay(Console(), texts)
    try:
        out = absolute(request.models_out)
        check_target(out)
        given, problems = _gathered(request, display)
        print_set_aside(display.console, problems, texts)
        learned = learn(given, lambda reached: _say_progress(reached, display))
        save_learned(learned, out)
    except (NothingToLearn, TargetRefused, RunNotReviewable, ModelsNotUsable, OSError) as error:
        print(_complaint(error, texts), file=sys.stderr)
        return BAD_INPUT
    print_learned(display.console, learned, out, texts)
    return DONE


def _gathered(request: LearnRequest, display: RunDisplay) -> tuple[list[RunVerdicts], list[Problem]]:
    """Each run with the verdicts that fit it, and what was set aside."""
    if request.verdicts and len(request.runs) > 1:
        raise NothingToLearn("verdicts-of-one-run", count=len(request.runs))
    if request.verdicts and request.review is not None:
        raise NothingToLearn("verdicts-or-review")
    given: list[RunVerdicts] = []
    problems: list[Problem] = []
    folders = list(dict.fromkeys(absolute(run) for run in request.runs))
    judged = _judged_on_page(request.review, folders) if request.review is not None else {}
    for folder in folders:
        run = read_reviewed_run(folder)
        verdicts: list[Verdict] = []
        if folder in judged:
            verdicts += judged[folder]
            display.say("learn-read-review", folder=str(folder), count=len(verdicts))
        for file in () if folder in judged else _files(folder, request.verdicts):
            read = read_verdict_file(file)
            display.say("learn-read", file=str(file), count=len(read.verdicts))
            verdicts += read.verdicts
            problems += read.problems
        named = {one.call_id for verdict in verdicts for one in verdict.signals}
        fit, unfit = fitting(verdicts, run, words_of_calls(run, named) if named else {})
        given.append(RunVerdicts(run, tuple(fit)))
        problems += unfit
    return given, problems


def _judged_on_page(database: str, folders: Sequence[Path]) -> dict[Path, list[Verdict]]:
    """Folder to the verdicts that the review page has on its run."""
    if "://" not in database and not Path(database).is_file():
        raise NothingToLearn("no-review-database", file=database)  # opening it would make an empty one
    store = open_store(database)
    judged: dict[Path, list[Verdict]] = {}
    try:
        for folder in folders:
            run = store.run_in(folder)
            if run is None:
                raise NothingToLearn("run-not-in-review", folder=str(folder))
            judged[folder] = store.export_verdicts(run.run_id)
    finally:
        store.close()
    return judged


def _files(folder: Path, named: Sequence[Path]) -> list[Path]:
    if named:
        return [absolute(path) for path in named]
    return [folder / name for name in VERDICT_FILES if (folder / name).is_file()]


def _say_progress(reached: LearnProgress, display: RunDisplay) -> None:
    if reached.done < reached.total:
        display.say("learn-progress", number=reached.done + 1, total=reached.total)
    else:
        display.say("learn-fitting")


def _complaint(error: Exception, texts: Texts) -> str:
    match error:
        case NothingToLearn():
            return texts.text(f"learn-{error.code}", **error.details)
        case TargetRefused():
            return texts.text(f"learn-{error.code}", folder=str(error.folder))
        case RunNotReviewable(missing=str(file)):
            return texts.text("learn-run-lacks-file", folder=str(error.folder), file=file)
        case RunNotReviewable():
            return texts.text("learn-run-not-usable", folder=str(error.folder), reason=error.reason)
        case ModelsNotUsable():
            return texts.text("cli-models-not-usable", folder=str(error.folder), reason=error.reason)
        case OSError():
            return texts.text("learn-file-failed", path=str(error.filename), reason=error.strerror or str(error))
    raise error
