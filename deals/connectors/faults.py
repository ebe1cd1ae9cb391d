"""Why a fetch cannot go on. Each code has a sentence in `reports/locale/{ru,en}/fetch.ftl` (`fetch-fault-<code>`)."""

from __future__ import annotations

from enum import StrEnum


class FetchFault(StrEnum):
    """Names in brackets are the details that the sentence uses. No detail ever holds a secret."""

    # The server
    UNREACHABLE = "unreachable"  # [host, reason]
    TIMED_OUT = "timed-out"  # [host, seconds]
    SERVER_FAULT = "server-fault"  # [host, status]
    BROKEN_ANSWER = "broken-answer"  # [host, what]
    TOO_MANY_REQUESTS = "too-many-requests"  # [host, seconds]
    REFUSED = "refused"  # [host, status, what, reason]
    BAD_PROXY = "bad-proxy"
    BLOCKED = "blocked"  # [host]
    # The account and its rights
    UNAUTHORISED = "unauthorised"  # [host]
    NOT_PAID = "not-paid"  # [host]
    FORBIDDEN = "forbidden"  # [host, what]
    NOT_FOUND = "not-found"  # [host, what]
    TOKEN_REFUSED = "token-refused"  # [host, reason]
    # What the user gave
    BAD_ADDRESS = "bad-address"  # [address]
    BAD_WEBHOOK = "bad-webhook"
    BAD_SECRET = "bad-secret"  # [host]
    OTHER_PORTAL = "other-portal"  # [portal, asked]
    SINCE_AHEAD = "since-ahead"  # [host, now]
    SECRET_MISSING = "secret-missing"  # [system, names]
    SECRET_FILE_MISSING = "secret-file-missing"  # [file]
    SECRET_FILE_OPEN = "secret-file-open"  # [file, mode]
    SECRET_FILE_BROKEN = "secret-file-broken"  # [file, reason]
    SECRET_FILE_UNWRITABLE = "secret-file-unwritable"  # [file, reason]
    # The archive
    OTHER_ACCOUNT = "other-account"  # [folder, known, asked]
    ALREADY_RUNNING = "already-running"  # [folder]
    STORE_BROKEN = "store-broken"  # [file, reason]


class FetchFailed(Exception):
    """The fetch ends here; what was fetched is kept. Raise it `from None`: the cause may name a secret address."""

    def __init__(self, code: FetchFault, **details: str) -> None:
        super().__init__(f"{code}: " + ", ".join(f"{name}={text}" for name, text in details.items()))
        self.code = code
        self.details = details
