"""What is no page: style and script, a sign of life, the description of the interface."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from reports.review.web.page_rendering import STATIC
from reports.review.web.site import AskingNow

routes = APIRouter()
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_FILES = {
    path.name: (path.read_bytes(), _TYPES[path.suffix]) for path in sorted(STATIC.iterdir()) if path.suffix in _TYPES
}
NOT_FOUND, FOR_GOOD = 404, "public, max-age=31536000, immutable"


@routes.get("/static/{digest}/{name}")
def static_file(
    digest: Annotated[str, Path(max_length=64)], name: Annotated[str, Path(max_length=100)]
) -> Response:  # fmt: skip
    """digest: of the file, so that a changed one has another address; any serves."""
    if name not in _FILES:
        raise HTTPException(NOT_FOUND)
    content, media_type = _FILES[name]
    return Response(content, media_type=media_type, headers={"cache-control": FOR_GOOD})


@routes.get("/health")
def health(asking: AskingNow) -> dict[str, str]:
    """Answers where the store does, too."""
    asking.site.store.has_accounts()
    return {"status": "ok"}


@routes.get("/openapi.json")
def openapi(request: Request) -> dict[str, Any]:
    description: dict[str, Any] = request.app.openapi()
    return description
