"""What every route needs: the store, the settings, the pages; and who asks, once `gate` has let them in."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from reports.review.store.records import Viewer
from reports.review.store.review_store import ReviewStore
from reports.review.store.rights import Right, may
from reports.review.web.case_views import CaseViews
from reports.review.web.form_tokens import form_token
from reports.review.web.learning_job import LearningJob
from reports.review.web.page_rendering import Pages
from reports.review.web.playable_sound import PlayableSounds
from reports.review.web.web_settings import WebSettings
from reports.texts import LANGUAGES, Language, Texts


@dataclass(frozen=True, slots=True)
class ReviewSite:
    """Lives as long as the application."""

    store: ReviewStore
    settings: WebSettings
    pages: Pages
    views: CaseViews
    sounds: PlayableSounds
    learning: LearningJob | None  # None: whoever serves the pages offers no learning
    # One password at a time, on a thread of its own: each takes 64 MiB and all processors for a tenth of a second, and
    # when a whole team comes in the morning, those already at work must not wait behind it.
    password_checks: ThreadPoolExecutor = field(default_factory=partial(ThreadPoolExecutor, 1, "password"))


@dataclass(frozen=True, slots=True)
class Asking:
    """A request that `gate` let in. viewer: None on public routes. secret: of the session, or of the form cookie."""

    site: ReviewSite
    language: Language
    viewer: Viewer | None
    secret: str
    fresh_secret: bool = False  # the form cookie has to be set with the answer

    @property
    def who(self) -> Viewer:
        """Raises LookupError on a public route."""
        if self.viewer is None:
            raise LookupError("this route is public: nobody is logged in")
        return self.viewer

    @property
    def texts(self) -> Texts:
        return self.site.pages.texts[self.language]

    def page(self, name: str, values: Mapping[str, Any] | None = None, status: int = 200) -> HTMLResponse:
        """A page with its frame: menu, language, forms of this session."""
        viewer = self.viewer
        return self.site.pages.page(
            name,
            self.language,
            {
                "viewer": viewer,
                "menu": menu(viewer) if viewer is not None and not viewer.account.must_change_password else (),
                "form_token": form_token(self.secret),
                "name": name,
                **(values or {}),
            },
            status,
        )


# Page to the right that opens it, in the order of the menu.
_MENU: tuple[tuple[str, Right], ...] = (
    ("queue", "judge"), ("own", "own_claims"), ("figures", "figures"), ("data", "export"), ("accounts", "accounts"),
    ("audit", "audit"),
)  # fmt: skip


def menu(viewer: Viewer) -> tuple[str, ...]:
    """Names of the pages that the viewer may open."""
    return tuple(page for page, right in _MENU if may(viewer.account.role, right))


def page_language(viewer: Viewer | None, cookie: str | None, settings: WebSettings) -> Language:
    """The account's own, else the one chosen on the login page, else that of the command."""
    if viewer is not None and viewer.account.language is not None:
        return viewer.account.language
    return next((language for language in LANGUAGES if language == cookie), settings.language)


def _asking(request: Request) -> Asking:
    asking: Asking = request.state.asking
    return asking


AskingNow = Annotated[Asking, Depends(_asking)]
