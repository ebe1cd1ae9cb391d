"""The gate before every route: who asks, may they, and does the form come from our own page."""

from __future__ import annotations

import secrets
from urllib.parse import quote

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from reports.review.store.records import Viewer
from reports.review.web.client_address import proxied_user
from reports.review.web.cookies import FORM, LANGUAGE, SESSION, cookie
from reports.review.web.form_tokens import FIELD, HEADER, from_here, token_fits
from reports.review.web.route_rights import BEFORE_OWN_PASSWORD, ROUTE_RIGHTS, admitted
from reports.review.web.site import Asking, ReviewSite, page_language

READING = ("GET", "HEAD")


class NotAdmitted(Exception):
    """code: not-signed-in, own-password-first, no-right, unknown-route or forged-form; `answers` make pages of it."""

    def __init__(self, code: str, asking: Asking | None = None, go_to: str = "") -> None:
        super().__init__(code)
        self.code, self.asking, self.go_to = code, asking, go_to


async def gate(request: Request) -> None:
    """Leaves `request.state.asking`, or raises NotAdmitted."""
    site: ReviewSite = request.app.state.site
    name = getattr(request.scope.get("route"), "name", "")
    right = ROUTE_RIGHTS.get(name)
    viewer, token = await _signed_in(request, site)
    asking = _asking(request, site, viewer, token)
    request.state.asking = asking
    if right is None:
        raise NotAdmitted("unknown-route", asking)
    if right != "public":
        if viewer is None:
            raise NotAdmitted("not-signed-in", asking, _login_address(request))
        if viewer.account.must_change_password and name not in BEFORE_OWN_PASSWORD:
            raise NotAdmitted("own-password-first", asking, "/password")
        if not admitted(viewer.account.role, right):
            raise NotAdmitted("no-right", asking)
    if request.method not in READING and not await _own_form(request, asking):
        raise NotAdmitted("forged-form", asking)


async def _signed_in(request: Request, site: ReviewSite) -> tuple[Viewer | None, str | None]:
    token = cookie(request, SESSION, site.settings)
    viewer = await run_in_threadpool(site.store.session, token) if token else None
    user = proxied_user(request, site.settings)
    if viewer is not None and user is not None and viewer.account.name.casefold() != user.casefold():
        return None, None  # somebody else has signed in at the proxy meanwhile
    return viewer, token if viewer is not None else None


def _asking(request: Request, site: ReviewSite, viewer: Viewer | None, token: str | None) -> Asking:
    language = page_language(viewer, cookie(request, LANGUAGE, site.settings), site.settings)
    known = token or cookie(request, FORM, site.settings)
    return Asking(site, language, viewer, known or secrets.token_urlsafe(32), fresh_secret=not known)


async def _own_form(request: Request, asking: Asking) -> bool:
    if not from_here(request.headers, asking.site.settings.public_url):
        return False
    header = request.headers.get(HEADER)
    given = header if header is not None else (await request.form()).get(FIELD)
    return isinstance(given, str) and token_fits(given, None if asking.fresh_secret else asking.secret)


def _login_address(request: Request) -> str:
    """The login page, which leads back to a page that was asked for; never to where a form was sent."""
    if request.method not in READING:
        return "/login"
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return "/login" if here == "/" else f"/login?to={quote(here, safe='')}"
