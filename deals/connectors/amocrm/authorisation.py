"""Getting in: a long-lived token, or an access token that is renewed by a refresh token which works once.

Source: amocrm.ru/developers/content/oauth/step-by-step. A refresh token lives three months and can be exchanged only
once; the answer brings its successor.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import httpx

from deals.connectors.connector import Access
from deals.connectors.faults import FetchFailed, FetchFault
from deals.connectors.rotating_tokens import RotatingTokens
from deals.connectors.secret_file import read_secret_file
from deals.connectors.session import ApiSession, Authorisation

TOKEN_VARIABLE = "DEALFORENSICS_AMOCRM_TOKEN"
SECRET_KEYS = ("token", "client_id", "client_secret", "refresh_token", "access_token")
REFRESH_KEYS = ("client_id", "client_secret", "redirect_uri", "refresh_token")
OAUTH = "/oauth2/access_token"
SYSTEM = "amocrm"


@dataclass(frozen=True, slots=True)
class LongLivedToken:
    """Made by hand in the account, valid for a day to five years; nothing can renew it."""

    token: str = field(repr=False)

    def sign(self, request: httpx.Request) -> None:
        request.headers["Authorization"] = f"Bearer {self.token}"

    def renew(self, session: ApiSession) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class OauthTokens:
    """An integration's tokens, exchanged at the account itself."""

    tokens: RotatingTokens

    def sign(self, request: httpx.Request) -> None:
        if self.tokens.access:
            request.headers["Authorization"] = f"Bearer {self.tokens.access}"

    def renew(self, session: ApiSession) -> bool:
        """Raises FetchFailed, see RotatingTokens.renew."""
        keys = {key: self.tokens.secrets[key] for key in REFRESH_KEYS}
        body = {"grant_type": "refresh_token", **keys}
        self.tokens.renew(lambda: session.call("POST", OAUTH, body=body, signed=False).data, session.host)
        return True


def _whole(token: str) -> str:
    """A token copied from a page that wrapped its thousand characters: it has no spaces or line ends of its own."""
    return "".join(token.split())


def authorisation(access: Access) -> Authorisation:
    """From the environment (a long-lived token), else from the file (one too, or OAuth keys). Raises FetchFailed."""
    if token := _whole(access.environment.get(TOKEN_VARIABLE, "")):
        access.mask.add(token)
        return LongLivedToken(token)
    names = f"{TOKEN_VARIABLE}, --secrets"
    if access.secret_file is None:
        raise FetchFailed(FetchFault.SECRET_MISSING, system=SYSTEM, names=names)
    secrets = read_secret_file(access.secret_file)
    for key in SECRET_KEYS:  # other lines may hold the account's address, which stands in ordinary texts
        access.mask.add(secrets.get(key))
    if token := _whole(secrets.get("token", "")):
        access.mask.add(token)
        return LongLivedToken(token)
    if missing := [key for key in REFRESH_KEYS if not secrets.get(key)]:
        raise FetchFailed(FetchFault.SECRET_MISSING, system=SYSTEM, names=", ".join(("token", *missing)))
    return OauthTokens(RotatingTokens(access.secret_file, secrets, access.mask))
