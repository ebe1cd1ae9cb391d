"""OAuth tokens kept in a file. A refresh token works once: the answer that brings its successor is its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deals.connectors.faults import FetchFailed, FetchFault
from deals.connectors.secret_file import check_writable, read_secret_file, write_secret_file
from deals.connectors.secret_mask import SecretMask

TOKENS = ("access_token", "refresh_token")
_REFUSALS = (FetchFault.REFUSED, FetchFault.UNAUTHORISED, FetchFault.FORBIDDEN)


@dataclass(slots=True)
class RotatingTokens:
    """secrets: all lines of the file, which is rewritten at every renewal, before the new token is used."""

    file: Path
    secrets: dict[str, str] = field(repr=False)
    mask: SecretMask

    @property
    def access(self) -> str:
        """ "" where there is none yet: the first request is then refused, and that brings one."""
        return self.secrets.get("access_token", "")

    def renew(self, exchange: Callable[[], Any], host: str) -> None:
        """Have another access token. Raises FetchFailed where there is none to have, or it could not be kept.

        exchange: asks the server, and returns its decoded answer. Whether the file can be written is tried first: a
        token that cannot be kept must not be exchanged. Another fetch of the same account may have exchanged it
        meanwhile; its successor is then in the file.
        """
        if self._renewed_by_another():
            return
        check_writable(self.file)
        try:
            answer = exchange()
        except FetchFailed as error:
            if error.code not in _REFUSALS:
                raise
            if self._renewed_by_another():
                return
            reason = error.details.get("reason", "-")
            raise FetchFailed(FetchFault.TOKEN_REFUSED, host=host, reason=reason) from None
        renewed = answer if isinstance(answer, Mapping) else {}
        if not all(isinstance(renewed.get(key), str) and renewed[key] for key in TOKENS):
            raise FetchFailed(FetchFault.BROKEN_ANSWER, host=host, what="oauth")
        self._take({key: renewed[key] for key in TOKENS})
        write_secret_file(self.file, self.secrets)

    def _renewed_by_another(self) -> bool:
        kept = read_secret_file(self.file)
        if kept.get("refresh_token") == self.secrets.get("refresh_token") or not all(map(kept.get, TOKENS)):
            return False
        self._take({key: kept[key] for key in TOKENS})
        return True

    def _take(self, tokens: Mapping[str, str]) -> None:
        for key, token in tokens.items():
            self.mask.add(token)
            self.secrets[key] = token
