"""Passwords as argon2id digests."""

from __future__ import annotations

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from reports.review.store.records import ReviewRefused

SHORTEST = 10  # characters; NIST SP 800-63B asks for 8, and no rules about kinds of characters
LONGEST = 1000  # a longer one only costs time
# argon2-cffi's own parameters, which are those of RFC 9106, section 4, for little memory: 64 MiB, 3 passes.
_HASHER = PasswordHasher()
# Checked where there is no such account, so that the answer takes as long as for a wrong password.
_NOBODY = _HASHER.hash("nobody has this password")


def hashed(password: str) -> str:
    """The digest to keep. Raises ReviewRefused: password-too-short, password-too-long."""
    if len(password) < SHORTEST:
        raise ReviewRefused("password-too-short", least=SHORTEST)
    if len(password) > LONGEST:
        raise ReviewRefused("password-too-long", most=LONGEST)
    return _HASHER.hash(_plain(password))


def fits(password: str, digest: str | None) -> bool:
    """Whether the password is the one. None: there is no account or no password; takes as long."""
    if len(password) > LONGEST:
        return False
    try:
        _HASHER.verify(digest or _NOBODY, _plain(password))
    except (VerificationError, InvalidHashError):
        return False
    return digest is not None


def outdated(digest: str) -> bool:
    """Whether it was made with other parameters than are used now."""
    return _HASHER.check_needs_rehash(digest)


def _plain(password: str) -> bytes:
    """Equal for what looks equal, however the keyboard composes it (NIST SP 800-63B, 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
