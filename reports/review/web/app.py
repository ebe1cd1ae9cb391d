"""The review as an application: every route behind the gate, every answer with its headers."""

from __future__ import annotations

from fastapi import Depends, FastAPI
from starlette.middleware.body_limit import RequestBodyLimitMiddleware

from reports.review.store.review_store import ReviewStore
from reports.review.web import (
    account_pages,
    audit_pages,
    case_pages,
    data_pages,
    figures_pages,
    login_pages,
    queue_pages,
    recording_pages,
    service_pages,
)
from reports.review.web.answers import add_answers
from reports.review.web.case_views import CaseViews
from reports.review.web.gate import gate
from reports.review.web.learning_job import LearningJob
from reports.review.web.page_rendering import Pages
from reports.review.web.playable_sound import PlayableSounds
from reports.review.web.security_headers import SecurityHeaders
from reports.review.web.site import ReviewSite
from reports.review.web.web_settings import WebSettings

_PARTS = (service_pages, login_pages, queue_pages, case_pages, recording_pages, figures_pages, data_pages,
          audit_pages, account_pages)  # fmt: skip


def review_app(store: ReviewStore, settings: WebSettings, learning: LearningJob | None = None) -> FastAPI:
    """learning: None where the page shall not offer it. The store stays the caller's to close."""
    # The framework's own pages of documentation load scripts of others; the description itself is a route of ours.
    app = FastAPI(
        title="dealforensics review", docs_url=None, redoc_url=None, openapi_url=None, dependencies=[Depends(gate)]
    )
    app.state.site = ReviewSite(
        store, settings, Pages(), CaseViews(), PlayableSounds(settings.sounds, settings.sounds_bytes), learning
    )
    for part in _PARTS:
        app.include_router(part.routes)
    add_answers(app)
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=settings.upload_bytes)
    app.add_middleware(SecurityHeaders, secure=settings.secure)  # the last one added is the outermost
    return app
