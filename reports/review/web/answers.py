"""What is answered where something was refused or went wrong: a page with one sentence and a way on."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from deals.database import DatabaseError
from reports.review.store.records import ReviewRefused, VerdictUnusable
from reports.review.web.cookies import LANGUAGE, cookie
from reports.review.web.gate import READING, NotAdmitted
from reports.review.web.security_headers import HEADERS
from reports.review.web.site import Asking, ReviewSite, page_language

LOG = logging.getLogger(__name__)
SEE_OTHER, BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, CONFLICT, UNAVAILABLE = 303, 400, 401, 403, 404, 409, 503


def add_answers(app: FastAPI) -> None:
    app.add_exception_handler(NotAdmitted, _not_admitted)
    app.add_exception_handler(ReviewRefused, _refused)
    app.add_exception_handler(VerdictUnusable, _unusable)
    app.add_exception_handler(DatabaseError, _no_database)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(HTTPException, _by_status)
    app.add_exception_handler(Exception, _fault)


def _not_admitted(request: Request, error: Exception) -> Response:
    assert isinstance(error, NotAdmitted)
    asking = error.asking or _stranger(request)
    if error.go_to and request.method in READING:
        return RedirectResponse(error.go_to, SEE_OTHER)
    status = {"not-signed-in": UNAUTHORIZED, "unknown-route": NOT_FOUND}.get(error.code, FORBIDDEN)
    return _page(asking, asking.texts.text(f"review-no-{error.code}"), status)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, ReviewRefused)
    asking = _known(request)
    status = NOT_FOUND if error.code.startswith("unknown-") else CONFLICT
    return _page(asking, asking.texts.text(f"review-refused-{error.code}", **error.details), status)


def _unusable(request: Request, error: Exception) -> Response:
    assert isinstance(error, VerdictUnusable)
    asking = _known(request)
    return _page(asking, asking.texts.problem(error.problem), BAD_REQUEST)


def _no_database(request: Request, error: Exception) -> Response:
    """Gone, busy or full: nothing was stored, and it may be there again in a moment."""
    LOG.error("database: %s", error)
    asking = _stranger(request)
    return _page(asking, asking.texts.text("review-no-database"), UNAVAILABLE)


def _not_understood(request: Request, error: Exception) -> Response:
    asking = _known(request)
    return _page(asking, asking.texts.text("review-not-understood"), 422)


def _by_status(request: Request, error: Exception) -> Response:
    """Of the framework itself: no such page, wrong method, a form too large or broken."""
    assert isinstance(error, HTTPException)
    asking = _known(request)
    name = {NOT_FOUND: "review-no-page", 413: "review-too-large"}.get(error.status_code, "review-not-understood")
    response = _page(asking, asking.texts.text(name), error.status_code)
    response.headers.update(error.headers or {})
    return response


def _fault(request: Request, error: Exception) -> Response:
    """Ours. The log has the traceback, the page does not."""
    LOG.error("fault at %s %s", request.method, request.url.path, exc_info=error)
    asking = _known(request)
    response = _page(asking, asking.texts.text("review-fault"), 500)
    response.headers.update(HEADERS)  # it is made outside of all middleware
    return response


def _page(asking: Asking, sentence: str, status: int) -> Response:
    return asking.page("message", {"sentence": sentence}, status)


def _known(request: Request) -> Asking:
    asking = getattr(request.state, "asking", None)
    return asking if isinstance(asking, Asking) else _stranger(request)


def _stranger(request: Request) -> Asking:
    """Before the gate nobody is known, so the page shows nobody's menu."""
    site: ReviewSite = request.app.state.site
    return Asking(site, page_language(None, cookie(request, LANGUAGE, site.settings), site.settings), None, "")
