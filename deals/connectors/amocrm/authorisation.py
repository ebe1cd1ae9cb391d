"""Getting in: a long-lived token, or an access token that is renewed by a refresh token which works once.

Source: amocrm.ru/developers/content/oauth/step-by-step. A refresh token lives three months and can be exchanged only
once; the answer brings its successor.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from deals.connectors.connector import Access
from deals.connectors.faults import FetchFailed, FetchFault
from deals.connectors.secret_file import check_writable, read_secret_file, write_secret_file
from deals.connectors.secret_mask import SecretMask
from deals.connectors.session import ApiSession, Authorisation

TOKEN_VARIABLE = "DEALFORENSICS_AMOCRM_TOKEN"
REFRESH_KEYS = ("client_id", "client_secret", "redirect_uri", "refresh_token")
SYSTEM = "amocrm"


@dataclass(frozen=True, slots=True)
class LongLivedToken:
    """Made by hand in the account, valid for a day to five years; nothing can renew it."""

    token: str = field(repr=False)

    def sign(self, request: httpx.Request) -> None:
        request.headers["Authorization"] = f"Bearer {self.token}"

    def renew(self, session: ApiSession) -> bool:
        return False


@dataclass(slots=True)
class RotatingToken:
    """OAuth tokens kept in a file, which is rewritten at every renewal, before the new token is used."""

    file: Path
    secrets: dict[str, str] = field(repr=False)
    mask: SecretMask

    def sign(self, request: httpx.Request) -> None:
        if token := self.secrets.get("access_token"):  # else the request is refused, and that makes the first one
            request.headers["Authorization"] = f"Bearer {token}"

    def renew(self, session: ApiSession) -> bool:
        """Exchange the refresh token. Raises FetchFailed where it is refused or its successor cannot be kept.

        Whether the file can be written is tried first: a token that cannot be kept must not be exchanged.
        """
        check_writable(self.file)
        body = {"grant_type": "refresh_token", **{key: self.secrets[key] for key in REFRESH_KEYS}}
        try:
            answer = session.call("POST", "/oauth2/access_token", body=body, signed=False)
        except FetchFailed as error:
            if error.code in (FetchFault.REFUSED, FetchFault.UNAUTHORISED, FetchFault.FORBIDDEN):
                reason = error.details.get("reason", "-")
                raise FetchFailed(FetchFault.TOKEN_REFUSED, host=session.host, reason=reason) from None
            raise
        renewed = answer.data if isinstance(answer.data, Mapping) else {}
        if not all(isinstance(renewed.get(key), str) for key in ("access_token", "refresh_token")):
            raise FetchFailed(FetchFault.BROKEN_ANSWER, host=session.host, what="/oauth2/access_token")
        for key in ("access_token", "refresh_token"):
            self.mask.add(renewed[key])
            self.secrets[key] = renewed[key]
        write_secret_file(self.file, self.secrets)
        return True


def authorisation(access: Access) -> Authorisation:
    """From the environment (a long-lived token), else from the file (one too, or OAuth keys). Raises FetchFailed."""
    if token := access.environment.get(TOKEN_VARIABLE, "").strip():
        access.mask.add(token)
        return LongLivedToken(token)
    names = f"{TOKEN_VARIABLE}, --secrets"
    if access.secret_file is None:
        raise FetchFailed(FetchFault.SECRET_MISSING, system=SYSTEM, names=names)
    secrets = read_secret_file(access.secret_file)
    for key, secret in secrets.items():
        if key != "redirect_uri":  # no secret, and a part of ordinary texts
            access.mask.add(secret)
    if secrets.get("token"):
        return LongLivedToken(secrets["token"])
    if missing := [key for key in REFRESH_KEYS if not secrets.get(key)]:
        raise FetchFailed(FetchFault.SECRET_MISSING, system=SYSTEM, names=", ".join(("token", *missing)))
    return RotatingToken(access.secret_file, secrets, access.mask)
