"""From verdicts on finished runs to a new set of models, and whether it judges better than the one it came from.

Both levels learn: a decided deal becomes a row of training data beside those of the labelled archives, and corrected
utterances move the second stage of the signal classifier. Whether that helps is measured on verdicts held out by deal:
each fifth of them is judged by models that learned from the other four.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from classify.call_signals.signals import SignalClassifier
from classify.deal_judgement.calibrations import Calibrations
from classify.deal_judgement.deal_models import NOT_JUDGED, TREES, WORTH_IT, DealModels, LabelledDeals
from classify.deal_judgement.partly_heard import find_calibrations
from classify.learning_from_verdicts.reviewed_run import ReviewedRun, words_of_calls
from classify.learning_from_verdicts.signal_learning import JudgedLines, judged_lines, no_lines, taught
from classify.learning_from_verdicts.verdict_agreement import deal_decisions, line_decisions
from classify.learning_from_verdicts.verdict_figures import LEAST_JUDGED, Comparison, Judged, compare
from classify.learning_from_verdicts.verdict_rows import group_of, rows_of
from classify.learning_from_verdicts.verdicts import ListName, Verdict, verdicts_text
from classify.model_files import CallModels, load_set
from classify.ranked_lists.ranking import REPORTING_THRESHOLD

FOLDS = 5


class NothingToLearn(Exception):
    """code: a text `learn-<code>`; `details` are its variables."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(f"{code} {details}")
        self.code = code
        self.details = details


@dataclass(frozen=True, slots=True)
class LearnProgress:
    done: int  # models fitted
    total: int


Progress = Callable[[LearnProgress], None]


@dataclass(frozen=True, slots=True)
class RunVerdicts:
    """A run and the verdicts that fit it, see `reviewed_run.fitting`."""

    run: ReviewedRun
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Learned:
    """A new set and how it compares. `deals` ends in `row_keys`, group and deal id of each row that verdicts made."""

    models: Path | None  # folder of the set it came from; None: the program's own
    set_name: str
    parent_digest: str
    deals: LabelledDeals
    row_keys: tuple[tuple[str, str], ...]
    calibrations: Calibrations
    signals: SignalClassifier
    calls: tuple[str, ...]  # whose lines taught the signals, with their groups
    comparisons: tuple[Comparison, ...]
    counts: dict[str, int]
    verdicts_digest: str

    @property
    def recommended(self) -> bool:
        """Something got better and nothing worse."""
        outcomes = {comparison.outcome for comparison in self.comparisons}
        return "better" in outcomes and "worse" not in outcomes


@dataclass(frozen=True, slots=True)
class _Lessons:
    """What the verdicts say, as arrays."""

    rows: LabelledDeals
    keys: list[tuple[str, str]]  # group and deal id of each row
    touched: set[tuple[str, str]]  # these, and what is unsure: what was decided of them before no longer counts
    lines: JudgedLines  # calls: group and id
    unsure: int

    @property
    def corrected(self) -> np.ndarray:
        """Bool, shape (n_lines,): those with a judged code."""
        judged: np.ndarray = ~np.isnan(self.lines.truth).all(axis=1)
        return judged


def learn(given: Sequence[RunVerdicts], progress: Progress = lambda reached: None, trees: int = TREES) -> Learned:
    """Teach the set of models that made these runs. Equal runs and verdicts give equal models.

    trees: of each forest; as many as a run takes, but in tests. Raises NothingToLearn, ModelsNotUsable,
    RunNotReviewable.
    """
    folder, set_name = _one_parent(given)
    parent = load_set(folder, set_name)
    models, about = parent.calls, parent.about
    for one in given:
        if one.run.set_digest != models.digest:
            raise NothingToLearn("models-changed", run=str(one.run.folder))
        if one.run.table.names != parent.deals.names:
            raise NothingToLearn("features-changed", run=str(one.run.folder))
    with threadpool_limits(limits=1, user_api="blas"):  # for equal sums whatever the number of cores
        lessons = _lessons(given, models)
        if not lessons.keys and not lessons.corrected.any():
            raise NothingToLearn("no-verdicts", unsure=lessons.unsure)
        earlier = about.get("learned", {})
        known, known_keys = _without(parent.deals, earlier.get("deals", []), lessons.touched)
        same = len(known.status) == len(parent.deals.status) and trees == TREES
        calibrations = parent.calibrations if same else None
        comparisons = [*_compare_deals(known, calibrations, lessons, progress, trees)]
        deals = known.joined(lessons.rows)
        if calibrations is None or lessons.keys:
            calibrations = find_calibrations(deals, parent.partly_heard, trees)
        new = ~np.isin(lessons.lines.calls, earlier.get("calls", []))
        comparisons += _compare_lines(models.signals, lessons.lines, new)
        signals = taught(models.signals, lessons.lines)
    return Learned(
        models=folder,
        set_name=set_name,
        parent_digest=models.digest,
        deals=deals,
        row_keys=(*known_keys, *lessons.keys),
        calibrations=calibrations,
        signals=signals,
        calls=tuple(sorted({*earlier.get("calls", []), *lessons.lines.calls.tolist()})),
        comparisons=tuple(comparisons),
        counts=_counts(given, lessons),
        verdicts_digest=_digest(given),
    )


def _one_parent(given: Sequence[RunVerdicts]) -> tuple[Path | None, str]:
    """Folder and name of the set that judged all these runs."""
    parents = {(one.run.models, one.run.set_name) for one in given}
    if len(parents) != 1:
        raise NothingToLearn("different-sets", runs=", ".join(str(one.run.folder) for one in given))
    return parents.pop()


def _lessons(given: Sequence[RunVerdicts], models: CallModels) -> _Lessons:
    tables, keys, touched, unsure = [], [], set(), 0
    lines = no_lines(models.signals)
    for one in given:
        decisions = deal_decisions(one.verdicts)
        unsure += sum(decision.grade is None for decision in decisions)
        rows, ids = rows_of(one.run, decisions)
        tables.append(rows)
        group = group_of(one.run)
        keys += [(group, deal_id) for deal_id in ids]
        touched |= {(group, decision.deal_id) for decision in decisions}
        corrected = line_decisions(one.verdicts)
        words = words_of_calls(one.run, {line.call_id for line in corrected}) if corrected else {}
        groups = {call_id: f"{group}|{one.run.deal_of_call.get(call_id, call_id)}" for call_id in words}
        of_run = judged_lines(corrected, words, groups, models)
        lines = lines.joined(replace(of_run, calls=np.array([f"{group}|{call_id}" for call_id in of_run.calls])))
    joined = tables[0]
    for table in tables[1:]:
        joined = joined.joined(table)
    return _Lessons(joined, keys, touched, lines, unsure)


def _without(
    parent: LabelledDeals, earlier: Sequence[Sequence[str]], judged: set[tuple[str, str]]
) -> tuple[LabelledDeals, list[tuple[str, str]]]:
    """The parent's rows without those that earlier verdicts made of deals judged again, and the keys of the others."""
    keys = [(group, deal_id) for group, deal_id in earlier]
    first = len(parent.status) - len(keys)
    kept = np.array([place < first or keys[place - first] not in judged for place in range(len(parent.status))])
    return parent.where(kept), [key for key in keys if key not in judged]


def _compare_deals(
    known: LabelledDeals, calibrations: Calibrations | None, lessons: _Lessons, progress: Progress, trees: int
) -> list[Comparison]:
    """Both lists, where they have verdicts. calibrations: of `known`, where these are known already."""
    rows = lessons.rows
    parts: tuple[tuple[ListName, np.ndarray, np.ndarray], ...] = (
        ("revive", rows.revivable, rows.status != "won"), ("error_loss", rows.error, rows.status == "lost")
    )  # fmt: skip
    judged = {part: np.flatnonzero((grades != NOT_JUDGED) & able) for part, grades, able in parts}
    if not any(len(places) for places in judged.values()):
        return []
    groups = np.array([f"{group}|{deal_id}" for group, deal_id in lessons.keys])
    folds = _folds(groups) if max(map(len, judged.values())) >= LEAST_JUDGED else []
    progress(LearnProgress(0, len(folds) + 1))
    before = _chances(DealModels(known, trees, calibrations), rows)
    after = {part: chances.copy() for part, chances in before.items()}
    for done, held_out in enumerate(folds, start=1):
        progress(LearnProgress(done, len(folds) + 1))
        models = DealModels(known.joined(rows.where(~held_out)), trees)
        for part, chances in _chances(models, rows.where(held_out)).items():
            after[part][held_out] = chances
    progress(LearnProgress(len(folds) + 1, len(folds) + 1))
    compared = []
    for part, grades, _ in parts:
        places = judged[part]
        if len(places):
            of_part = (_judged(table[part][places], grades[places], groups[places]) for table in (before, after))
            compared.append(compare(part, *of_part))
    return compared


def _chances(models: DealModels, rows: LabelledDeals) -> dict[ListName, np.ndarray]:
    return {
        "revive": models.revive.predict_proba(rows.features)[:, 1],
        "error_loss": models.error.predict_proba(rows.features)[:, 1],
    }


def _judged(chances: np.ndarray, grades: np.ndarray, groups: np.ndarray) -> Judged:
    return Judged(chances, chances >= REPORTING_THRESHOLD, grades >= WORTH_IT, groups)


def _compare_lines(classifier: SignalClassifier, lines: JudgedLines, new: np.ndarray) -> list[Comparison]:
    """new: bool, shape (n_lines,): those that the classifier had not learned from before; only they can be figures."""
    known = ~np.isnan(lines.truth) & new[:, None]
    if not known.any():
        return []
    before = _probabilities(classifier, lines)
    after = before.copy()
    for held_out in _folds(lines.groups):
        after[held_out] = _probabilities(taught(classifier, lines.at(~held_out)), lines.at(held_out))
    truth, groups = lines.truth[known] > 0.5, np.repeat(lines.groups, known.sum(axis=1))
    flagged = [(table >= classifier.thresholds_)[known] for table in (before, after)]
    return [compare("signals", *(Judged(table[known], shown, truth, groups)
                                 for table, shown in zip((before, after), flagged, strict=True)))]  # fmt: skip


def _probabilities(classifier: SignalClassifier, lines: JudgedLines) -> np.ndarray:
    return classifier.probability_of(lines.stacked, lines.roles)


def _folds(groups: np.ndarray) -> list[np.ndarray]:
    """Which rows each fold holds out, as bool masks: whole groups, the same for the same groups."""
    names = np.unique(groups)
    order = np.random.default_rng(0).permutation(len(names))
    fold_of = dict(zip(names[order], np.arange(len(names)) % FOLDS, strict=True))
    places = np.array([fold_of[group] for group in groups])
    return [places == fold for fold in range(min(FOLDS, len(names)))]


def _counts(given: Sequence[RunVerdicts], lessons: _Lessons) -> dict[str, int]:
    judged = ~np.isnan(lessons.lines.truth)
    return {
        "runs": len(given),
        "verdicts": sum(len(one.verdicts) for one in given),
        "reviewers": len({verdict.reviewer.casefold() for one in given for verdict in one.verdicts}),
        "deals": len(lessons.keys),
        "revive": int((lessons.rows.revivable != NOT_JUDGED).sum()),
        "error_loss": int((lessons.rows.error != NOT_JUDGED).sum()),
        "unsure": lessons.unsure,
        "lines": int(lessons.corrected.sum()),
        "codes": int(judged.sum()),
    }


def _digest(given: Sequence[RunVerdicts]) -> str:
    """SHA-256 of what the verdicts say, with the run each belongs to; not of where they were read."""
    digest = hashlib.sha256()
    for one in given:
        digest.update(f"{one.run.company}|{one.run.as_of}\n".encode())
        digest.update(verdicts_text(replace(verdict, file="", row=None) for verdict in one.verdicts).encode())
    return digest.hexdigest()


def learned_json(learned: Learned) -> dict[str, Any]:
    """What models.json says of it under `learned`; Comparison objects stay as they are."""
    return {
        "parent_digest": learned.parent_digest,
        "set": learned.set_name,
        "verdicts_digest": learned.verdicts_digest,
        "counts": learned.counts,
        "recommended": learned.recommended,
        "figures": learned.comparisons,
        "deals": learned.row_keys,
        "calls": learned.calls,
    }
