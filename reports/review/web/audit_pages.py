"""Who did what: read here, and changed nowhere."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from reports.review.web.site import AskingNow

routes = APIRouter()
SIZE = 100


@routes.get("/audit")
def audit_page(asking: AskingNow, page: Annotated[int, Query(ge=1, le=100_000)] = 1) -> Response:
    store = asking.site.store
    entries, total = store.audit(page=page, size=SIZE)
    values = {"entries": entries, "page": page, "pages": -(-total // SIZE), "broken_at": store.audit_broken_at()}
    return asking.page("audit", values)
