"""Keeping secrets out of everything that is printed, logged or written."""

from __future__ import annotations

import logging
import re
from urllib.parse import quote, quote_plus

MASK = "***"
SHORTEST = 10  # characters; a shorter text would be found inside ids and telephone numbers, and is no key anyway
HTTP_LOGGERS = ("httpx", "httpcore")
# Names of values in a query or path that let whoever has them in.
_QUERY = re.compile(
    r"((?:access_?token|refresh_?token|token|auth|key|api_?key|secret|client_secret|password|sign(?:ature)?|sid|code)=)"
    r"[^&\s\"'<>]+",
    re.IGNORECASE,
)
_BEARER = re.compile(r"(Bearer\s+)[\w.~+/=-]+", re.IGNORECASE)
_WEBHOOK = re.compile(r"(/rest/\d+/)[^/\s\"'?]+")


class SecretMask:
    """Knows the secrets in use and takes them out of texts, also where they stand quoted in an address."""

    def __init__(self) -> None:
        self._secrets: list[str] = []

    def add(self, secret: str | None) -> None:
        """Learn a secret. Tokens that are renewed are added as they come; the old ones stay known."""
        if secret is None or len(secret) < SHORTEST:
            return
        for form in dict.fromkeys((secret, quote(secret, safe=""), quote_plus(secret))):
            if form not in self._secrets:
                self._secrets.append(form)
        self._secrets.sort(key=len, reverse=True)  # the longest first: one may be a part of another

    def clean(self, text: str) -> str:
        """The text without the known secrets; nothing else is changed, so that it suits data as well."""
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return text

    def shown(self, text: str) -> str:
        """The text as it may be shown: also without what only looks like a secret by its place in an address."""
        text = self.clean(text)
        for pattern in (_QUERY, _BEARER, _WEBHOOK):
            text = pattern.sub(rf"\1{MASK}", text)
        return text


class _MaskingFilter(logging.Filter):
    def __init__(self, mask: SecretMask) -> None:
        super().__init__()
        self._mask = mask

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = self._mask.shown(record.getMessage()), ()
        return True


def quiet_http_logs(mask: SecretMask) -> None:
    """httpx logs the full address of each request, secrets in it included: only its warnings pass, and masked."""
    for name in HTTP_LOGGERS:
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, logging.WARNING))
        logger.addFilter(_MaskingFilter(mask))
