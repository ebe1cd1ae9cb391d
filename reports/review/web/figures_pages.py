"""What the verdicts say so far: how often each list is right, how much it misses, and how far reviewers agree."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from reports.review.store.records import Interval
from reports.review.web.site import AskingNow
from reports.texts import Texts

routes = APIRouter()


@routes.get("/figures")
def figures_page(asking: AskingNow, run: Annotated[str, Query(pattern=r"^\d{0,9}$")] = "") -> Response:
    store, texts = asking.site.store, asking.texts
    run_id = int(run) if run else None
    return asking.page(
        "figures",
        {
            "figures": store.figures(run_id),
            "runs": store.runs(),
            "run": run_id,
            "share": lambda interval: interval_words(interval, texts, as_share=True),
            "coefficient": lambda interval: interval_words(interval, texts, as_share=False),
        },
    )


def interval_words(interval: Interval, texts: Texts, *, as_share: bool) -> str:
    """Such as "72% (58% to 83%)"; "cannot tell yet" where there is too little to go by."""
    form = texts.percent if as_share else texts.coefficient
    if interval.value is None:
        return texts.text("review-cannot-tell")
    if interval.low is None or interval.high is None:
        return form(interval.value)
    return texts.text(
        "review-interval", value=form(interval.value), low=form(interval.low), high=form(interval.high)
    )  # fmt: skip
