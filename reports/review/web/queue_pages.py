"""Where one starts: the queue for those who judge, the claims about oneself for the others."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse, Response

from reports.review.store.rights import may
from reports.review.web.case_rows import case_lines
from reports.review.web.notices import NoticeNow, with_notice
from reports.review.web.queue_filters import FiltersNow
from reports.review.web.site import AskingNow

routes = APIRouter()
SEE_OTHER = 303


@routes.get("/")
def start_page(asking: AskingNow) -> Response:
    judges = may(asking.who.account.role, "judge")
    return RedirectResponse("/queue" if judges else "/own", SEE_OTHER)


@routes.get("/queue")
def queue_page(
    asking: AskingNow,
    asked: FiltersNow,
    notice: NoticeNow,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    store = asking.site.store
    found = store.queue(asking.who, asked.filters, page=page)
    return asking.page(
        "queue",
        {
            "found": found,
            "cases": case_lines(found.rows, asking.texts),
            "asked": asked,
            "choices": store.filter_choices(),
            "notice": notice,
        },
    )


@routes.get("/next")
def next_case(
    asking: AskingNow, asked: FiltersNow, after: Annotated[int | None, Query(ge=0, le=2**31)] = None
) -> Response:  # fmt: skip
    """The next case that is worth this reviewer's time, held for them for a while."""
    case_id = asking.site.store.next_case(asking.who, asked.filters, after=after)
    if case_id is None:
        return RedirectResponse(with_notice("/queue", "nothing-left", asked.address), SEE_OTHER)
    return RedirectResponse(f"/cases/{case_id}" + (f"?{asked.address}" if asked.address else ""), SEE_OTHER)


@routes.get("/own")
def own_claims_page(asking: AskingNow) -> Response:
    rows = asking.site.store.own_cases(asking.who)
    return asking.page("own", {"cases": case_lines(rows, asking.texts)})
