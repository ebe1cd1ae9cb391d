"""The three cookies: the session, the secret of the login form, and a language chosen before login."""

from __future__ import annotations

from fastapi import Request, Response

from reports.review.web.web_settings import WebSettings

SESSION, FORM, LANGUAGE = "review_session", "review_form", "review_language"


def cookie(request: Request, name: str, settings: WebSettings) -> str | None:
    return request.cookies.get(_name(name, settings))


def set_cookie(response: Response, name: str, value: str, settings: WebSettings) -> None:
    """For as long as the browser runs; a session also ends by the store's clock."""
    # Lax, not strict: with strict a link to a case in a letter would seem to be logged out. Forms have their token.
    response.set_cookie(
        _name(name, settings), value, path="/", secure=settings.secure, httponly=True, samesite="lax"
    )  # fmt: skip


def drop_cookie(response: Response, name: str, settings: WebSettings) -> None:
    response.delete_cookie(_name(name, settings), path="/", secure=settings.secure, httponly=True, samesite="lax")


def _name(name: str, settings: WebSettings) -> str:
    """With https the browser itself then keeps other hosts from setting it (RFC 6265bis, section 4.1.3.2)."""
    return f"__Host-{name}" if settings.secure else name
