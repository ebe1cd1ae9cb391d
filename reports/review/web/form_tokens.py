"""Proof that a form was made by our own page for this very session, against forged requests from other sites.

The token is a keyed digest of the session's secret, so it needs no memory, ends with the session, and one page's token
is of no use in another's session. Source: OWASP Cross-Site Request Forgery Prevention Cheat Sheet, HMAC based tokens.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import urlsplit

FIELD = "form_token"
HEADER = "x-form-token"
_PURPOSE = b"review form"


def form_token(secret: str) -> str:
    """For the forms of whoever holds `secret`: the session's token, or before login that of the form cookie."""
    return hmac.new(secret.encode(), _PURPOSE, hashlib.sha256).hexdigest()


def token_fits(given: str, secret: str | None) -> bool:
    """Compared in constant time; without a secret nothing fits."""
    return bool(secret) and hmac.compare_digest(given.encode(), form_token(secret or "").encode())


def from_here(headers: Mapping[str, str], public_url: str) -> bool:
    """Whether the browser says that the request comes from a page of ours. A program that is no browser says nothing,
    and has no cookies of other people either; then the token alone decides."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site not in ("same-origin", "none"):
        return False
    if origin is None:
        return True
    if public_url:
        ours, theirs = urlsplit(public_url), urlsplit(origin)
        return (ours.scheme, ours.netloc) == (theirs.scheme, theirs.netloc)
    return urlsplit(origin).netloc == headers.get("host", "") != ""
