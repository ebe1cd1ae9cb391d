"""Logging in and out, one's own password and language."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from reports.review.store.account_store import LoginBy
from reports.review.store.records import Account, RateLimited, ReviewRefused
from reports.review.web.client_address import client_address, proxied_user
from reports.review.web.cookies import FORM, LANGUAGE, SESSION, cookie, drop_cookie, set_cookie
from reports.review.web.site import Asking, AskingNow
from reports.texts import Language

routes = APIRouter()
SEE_OTHER, UNAUTHORIZED, FORBIDDEN, TOO_MANY = 303, 401, 403, 429
Typed = Annotated[str, Form(max_length=1000)]


@routes.get("/login")
def login_page(
    request: Request,
    asking: AskingNow,
    to: Annotated[str, Query(max_length=2000)] = "/",
    lang: Language | None = None,
) -> Response:
    user = proxied_user(request, asking.site.settings)
    if asking.viewer is not None:
        return RedirectResponse(inner_address(to), SEE_OTHER)
    if user is not None:
        return _by_proxy(request, asking, user, to)
    if lang is not None:
        response: Response = RedirectResponse("/login", SEE_OTHER)
        set_cookie(response, LANGUAGE, lang, asking.site.settings)
        return response
    return login_form(asking, to)


@routes.post("/login")
async def login(request: Request, asking: AskingNow, name: Typed, password: Typed, to: Typed = "/") -> Response:
    loop, checks = asyncio.get_running_loop(), asking.site.password_checks
    return await loop.run_in_executor(checks, _login, request, asking, name, password, to)


def _login(request: Request, asking: Asking, name: str, password: str, to: str) -> Response:
    found = asking.site.store.check_password(name, password, client_address(request, asking.site.settings))
    if isinstance(found, RateLimited):
        sentence = asking.texts.text("review-login-wait", minutes=max(1, -(-found.retry_after_s // 60)))
        response = login_form(asking, to, sentence, TOO_MANY)
        response.headers["retry-after"] = str(found.retry_after_s)
        return response
    if found is None:
        return login_form(asking, to, asking.texts.text("review-login-wrong"), UNAUTHORIZED)
    return logged_in(request, asking, found, "password", to)


@routes.post("/logout")
def logout(request: Request, asking: AskingNow) -> Response:
    settings = asking.site.settings
    asking.site.store.close_session(cookie(request, SESSION, settings) or "")
    response = RedirectResponse("/login", SEE_OTHER)
    drop_cookie(response, SESSION, settings)
    return response


@routes.post("/language")
def choose_language(asking: AskingNow, language: Annotated[Language, Form()], to: Typed = "/") -> Response:
    asking.site.store.set_language(asking.who, language)
    return RedirectResponse(inner_address(to), SEE_OTHER)


@routes.get("/password")
def password_page(asking: AskingNow) -> Response:
    return asking.page("password", {"sentence": ""})


@routes.post("/password")
async def change_password(request: Request, asking: AskingNow, old: Typed, new: Typed, again: Typed) -> Response:
    loop, checks = asyncio.get_running_loop(), asking.site.password_checks
    return await loop.run_in_executor(checks, _change_password, request, asking, old, new, again)


def _change_password(request: Request, asking: Asking, old: str, new: str, again: str) -> Response:
    if new != again:
        return asking.page("password", {"sentence": asking.texts.text("review-password-differs")}, 400)
    token = cookie(request, SESSION, asking.site.settings)
    try:
        asking.site.store.change_password(asking.who, old, new, keep_token=token)
    except ReviewRefused as error:
        sentence = asking.texts.text(f"review-refused-{error.code}", **error.details)
        return asking.page("password", {"sentence": sentence}, 400)
    return RedirectResponse("/", SEE_OTHER)


def login_form(asking: Asking, to: str, sentence: str = "", status: int = 200) -> Response:
    settings = asking.site.settings
    response = asking.page("login", {"to": inner_address(to), "sentence": sentence}, status)
    if asking.fresh_secret:
        set_cookie(response, FORM, asking.secret, settings)
    return response


def logged_in(request: Request, asking: Asking, account: Account, by: LoginBy, to: str) -> Response:
    """A new session, never the one that the browser brought along, which somebody else may have planted."""
    settings, store = asking.site.settings, asking.site.store
    if earlier := cookie(request, SESSION, settings):
        store.close_session(earlier)
    token = store.open_session(account, client_address(request, settings), by=by)
    response = RedirectResponse(inner_address(to), SEE_OTHER)
    set_cookie(response, SESSION, token, settings)
    drop_cookie(response, FORM, settings)
    return response


def _by_proxy(request: Request, asking: Asking, user: str, to: str) -> Response:
    account = asking.site.store.account_named(user)
    if account is None or account.disabled:
        return asking.page("message", {"sentence": asking.texts.text("review-sso-unknown", name=user)}, FORBIDDEN)
    return logged_in(request, asking, account, "header", to)


def inner_address(address: str) -> str:
    """The address where it leads to a page of ours, else the start page: a login must not send people elsewhere."""
    plain = address.isprintable() and "\\" not in address
    return address if plain and address.startswith("/") and not address.startswith("//") else "/"
