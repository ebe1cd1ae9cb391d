"""Getting into a portal: an incoming webhook, or OAuth tokens that are renewed at the vendor's own server.

Sources: settings/how-to-call-rest-api/authorization.md, settings/oauth/auto-renewal.md. An access token lives an hour,
a refresh token 180 days, and each renewal brings new ones of both.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

import httpx

from deals.connectors.connector import Access
from deals.connectors.faults import FetchFailed, FetchFault
from deals.connectors.rate_limit import RateLimit
from deals.connectors.rotating_tokens import RotatingTokens
from deals.connectors.secret_file import read_secret_file
from deals.connectors.session import LOOPBACK, ApiSession, Authorisation

SYSTEM = "bitrix24"
WEBHOOK_VARIABLE = "DEALFORENSICS_BITRIX24_WEBHOOK"
OAUTH_SERVER = "https://oauth.bitrix24.tech"
OAUTH_KEYS = ("client_id", "client_secret", "refresh_token")
_WEBHOOK = re.compile(r"(https?)://([^/\s?#@]+)/rest/(\d+)/([A-Za-z0-9_-]+)(?:/[\w.]*)?/?", re.ASCII)
_HOST = re.compile(r"(?:(https?)://)?([A-Za-z0-9.-]+(?::\d+)?)(?:/.*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entrance:
    """base_url: with the webhook's code in it, where there is one. portal: its host, no secret."""

    base_url: str = field(repr=False)
    portal: str
    authorisation: Authorisation | None = None


@dataclass(frozen=True, slots=True)
class OauthTokens:
    """An application's tokens, exchanged at the vendor's server for all portals."""

    tokens: RotatingTokens

    def sign(self, request: httpx.Request) -> None:
        """The token goes into the body, where the documentation wants it; links to files bring their own."""
        if request.method != "POST":
            return
        body = json.dumps({**json.loads(request.content), "auth": self.tokens.access}).encode()
        request.stream = httpx.ByteStream(body)
        request.headers["Content-Length"] = str(len(body))

    def renew(self, session: ApiSession) -> bool:
        """Raises FetchFailed, see RotatingTokens.renew."""
        secrets, limit = self.tokens.secrets, RateLimit(1.0, session.patience)
        query = {"grant_type": "refresh_token", **{key: secrets[key] for key in OAUTH_KEYS}}
        server = secrets.get("oauth_server") or OAUTH_SERVER
        with ApiSession(server, limit, self.tokens.mask, patience=session.patience) as oauth:
            self.tokens.renew(lambda: oauth.call("GET", "/oauth/token/", params=query, signed=False).data, oauth.host)
        return True


def entrance(access: Access) -> Entrance:
    """By the webhook of the environment, else by the file: `webhook: ...`, or OAuth keys. Raises FetchFailed."""
    if webhook := access.environment.get(WEBHOOK_VARIABLE, "").strip():
        return _by_webhook(webhook, access)
    if access.secret_file is None:
        raise FetchFailed(FetchFault.SECRET_MISSING, system=SYSTEM, names=f"{WEBHOOK_VARIABLE}, --secrets")
    secrets = read_secret_file(access.secret_file)
    if webhook := secrets.get("webhook", ""):
        return _by_webhook(webhook, access)
    for key in ("client_secret", "access_token", "refresh_token"):
        access.mask.add(secrets.get(key))
    if missing := [key for key in OAUTH_KEYS if not secrets.get(key)]:
        raise FetchFailed(FetchFault.SECRET_MISSING, system=SYSTEM, names=", ".join(("webhook", *missing)))
    portal = _portal(access.mask.shown(access.account or secrets.get("portal", "")))
    tokens = OauthTokens(RotatingTokens(access.secret_file, secrets, access.mask))
    return Entrance(f"{portal}/rest", portal.partition("://")[2], tokens)


def _by_webhook(address: str, access: Access) -> Entrance:
    """Its address is the secret, so that no message ever shows what was given."""
    found = _WEBHOOK.fullmatch(address)
    access.mask.add(found[4] if found else address)
    if found is None or (found[1] == "http" and found[2].partition(":")[0] not in LOOPBACK):
        raise FetchFailed(FetchFault.BAD_WEBHOOK)
    scheme, host, user, code = found.groups()
    if access.account is not None and _portal(access.account).partition("://")[2] != host.casefold():
        raise FetchFailed(FetchFault.OTHER_PORTAL, portal=host, asked=access.mask.shown(access.account))
    return Entrance(f"{scheme}://{host}/rest/{user}/{code}", host.casefold())


def _portal(address: str) -> str:
    """https://example.bitrix24.ru from any notation of the portal's address; http on this computer only."""
    found = _HOST.fullmatch(address.strip())
    local = found is not None and found[2].partition(":")[0] in LOOPBACK
    if found is None or ("." not in found[2] and not local) or (found[1] == "http" and not local):
        raise FetchFailed(FetchFault.BAD_ADDRESS, address=address)
    return f"{found[1] or 'https'}://{found[2].casefold()}"
