"""Decided deals as rows of training data beside those of the labelled archives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from classify.deal_judgement.deal_models import NOT_JUDGED, LabelledDeals
from classify.learning_from_verdicts.reviewed_run import ReviewedRun
from classify.learning_from_verdicts.verdict_agreement import DealDecision

_NO_CODE = "none"


def group_of(run: ReviewedRun) -> str:
    """Whom the rows of a run belong to, as the labelled archives have their names."""
    return f"verdicts: {run.company}"


def rows_of(run: ReviewedRun, decisions: Sequence[DealDecision]) -> tuple[LabelledDeals, list[str]]:
    """One row for each deal that is decided in a list at least, with the deals' ids. What is unsure teaches nothing.

    A claim confirmed without another cause or reason is confirmed with those it named; where reviewers named
    different ones, the deal teaches none.
    """
    decided = [decision for decision in decisions if decision.grade is not None]
    ids = sorted({decision.deal_id for decision in decided})
    places = [run.table.deal_ids.index(deal_id) for deal_id in ids]
    revive = {decision.deal_id: decision for decision in decided if decision.list == "revive"}
    error = {decision.deal_id: decision for decision in decided if decision.list == "error_loss"}
    return LabelledDeals(
        names=run.table.names,
        features=run.table.features[places],
        archive=np.full(len(ids), group_of(run)),
        status=np.array([run.table.statuses[place] for place in places], dtype=str),
        revivable=_grades(revive, ids),
        error=_grades(error, ids),
        revive_reason=np.array([_code("reason", revive.get(i), run.claims["revive"]) for i in ids], dtype=str),
        cause=np.array([_code("cause", error.get(i), run.claims["error_loss"]) for i in ids], dtype=str),
    ), ids


def _grades(decisions: Mapping[str, DealDecision], ids: Sequence[str]) -> np.ndarray:
    return np.array([_grade(decisions.get(deal_id)) for deal_id in ids], dtype=int)


def _grade(decision: DealDecision | None) -> int:
    return NOT_JUDGED if decision is None or decision.grade is None else decision.grade


def _code(name: str, decision: DealDecision | None, claims: Mapping[str, Mapping[str, Any]]) -> str:
    if decision is None or name in decision.disputed:
        return _NO_CODE
    claimed = str(claims[decision.deal_id][name]) if decision.decision == "confirm" else _NO_CODE
    return decision.corrections[name] or claimed  # an error of grade 1 is rejected and may still have a cause
