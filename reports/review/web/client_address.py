"""Where a request comes from. What a proxy says of it is believed only of proxies that the settings name."""

from __future__ import annotations

from starlette.requests import Request

from reports.review.web.web_settings import WebSettings


def from_proxy(request: Request, settings: WebSettings) -> bool:
    return request.client is not None and request.client.host in settings.proxies


def client_address(request: Request, settings: WebSettings) -> str:
    """Address of the browser: of X-Forwarded-For the last part that no trusted proxy wrote for another one."""
    peer = request.client.host if request.client else ""
    if peer not in settings.proxies:
        return peer
    told = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",") if part.strip()]
    return next((part for part in reversed(told) if part not in settings.proxies), peer)


def proxied_user(request: Request, settings: WebSettings) -> str | None:
    """The name that a trusted proxy has checked; None where there is none, or where anybody could have written it."""
    if not settings.user_header or not from_proxy(request, settings):
        return None
    return request.headers.get(settings.user_header, "").strip() or None
