"""Whether the company's own history was used, how good it is, or why it was refused: in words, and for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from classify.company_history.history_figures import Interval
from classify.company_history.history_view import HistoryView
from reports.run_result import RunResult
from reports.stated_table import stated_rows
from reports.texts import Texts


def history_sentences(view: HistoryView, texts: Texts) -> list[str]:
    """What a reader has to know of the view: the verdict first, then its figures and what was left out."""
    sentences = [
        texts.text(f"history-{view.verdict}", won=view.won, lost=view.lost, needed=view.needed,
                   usual=texts.percent(view.usual))
    ]  # fmt: skip
    if view.figures is not None:
        figures = view.figures
        sentences.append(
            texts.text(
                "history-figures", deals=figures.deals, won=figures.won, since=figures.since,
                auc=_interval(figures.auc, texts), brier=texts.percent(figures.brier.value, digits=1),
                usual_brier=texts.percent(figures.usual_brier, digits=1),
            )
        )  # fmt: skip
    if view.verdict == "used":
        sentences.append(texts.text("history-weight", weight=texts.percent(view.weight)))
        sentences.append(texts.text("history-inputs"))
    if view.left_out:
        fields = ", ".join(texts.text(f"history-field-{name}") for name in view.left_out)
        sentences.append(texts.text("history-left-out", fields=fields))
    return sentences


def _interval(found: Interval, texts: Texts) -> str:
    value, low, high = (texts.percent(one) for one in (found.value, found.low, found.high))
    return texts.text("history-interval", value=value, low=low, high=high)


def second_view_json(result: RunResult) -> dict[str, Any]:
    """What rankings.json says of the history, and of stated reasons against found causes."""
    view = result.analysis.history
    return {
        "history": {
            "verdict": view.verdict,
            "won": view.won,
            "lost": view.lost,
            "needed": view.needed,
            "usual": view.usual,
            "weight": view.weight,
            "left_out": view.left_out,
            "figures": asdict(view.figures) if view.figures is not None else None,
        },
        "stated_against_found": [
            {
                "stated": row.stated,
                "deals": row.deals,
                "no_error": row.no_error,
                "found": [{"cause": cause, "deal_ids": ids} for cause, ids in row.found.items()],
            }
            for row in stated_rows(result.archive, result.analysis.rankings)
        ],
    }
