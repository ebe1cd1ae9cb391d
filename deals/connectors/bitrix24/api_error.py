"""What Bitrix24 says when it does not answer, and whether asking again can help.

Sources: error-codes.md and limits.md of the documentation. Errors are told by the field `error` of the body, not by
the HTTP status: a batch answers 200 whatever became of its parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from deals.connectors.faults import FetchFailed, FetchFault
from deals.connectors.session import Again, Answer

TIME_LIMIT, RATE_LIMIT = "OPERATION_TIME_LIMIT", "QUERY_LIMIT_EXCEEDED"
PASSING = frozenset({RATE_LIMIT, "INTERNAL_SERVER_ERROR", "ERROR_UNEXPECTED_ANSWER"})
BLOCKED = "OVERLOAD_LIMIT"  # by hand, by the vendor's support: no waiting helps
UNPAID = frozenset({"PAYMENT_REQUIRED", "ACCESS_DENIED"})  # with status 401, where they speak of the tariff
# The method as a whole is closed: to this webhook, or in this portal, which may lack its module.
NO_METHOD = frozenset({"INSUFFICIENT_SCOPE", "ERROR_METHOD_NOT_FOUND", "ERROR_METHOD_DEPRECATED", "WRONG_AUTH_TYPE"})
NO_RIGHT = NO_METHOD | {
    "ACCESS_DENIED",
    "ACCESS_ERROR",
    "ERROR_ACCESS_DENIED",
    "INVALID_CREDENTIALS",
    "USER_ACCESS_ERROR",
    "ALLOWED_ONLY_INTRANET_USER",
}
MINUTE_S = 60.0  # the time a method took is counted by the minute, and forgotten after ten


class MethodRefused(Exception):
    """This portal or this user does not allow the method; others may work."""

    def __init__(self, method: str, code: str) -> None:
        super().__init__(f"{method}: {code}")
        self.method = method
        self.code = code


def passes(error: Mapping[str, Any]) -> bool:
    """Whether asking again later can help."""
    return error.get("error") in PASSING or error.get("error") == TIME_LIMIT


def is_no_method(error: Mapping[str, Any]) -> bool:
    """Whether a part of a batch was refused for what it called, not for the object it named."""
    return str(error.get("error") or "").upper() in NO_METHOD


def is_no_right(error: Mapping[str, Any]) -> bool:
    code, description = str(error.get("error") or ""), str(error.get("error_description") or "")
    return code.upper() in NO_RIGHT or "access denied" in f"{code} {description}".casefold()


class TimeBudget:
    """Reads answers for `ApiSession`: what they say of the time that methods have left, and what their errors mean.

    A method that has used up its time is refused until the oldest minute of its use is forgotten. When that will be is
    told by its last good answer, not by the refusal.
    """

    def __init__(self, host: str) -> None:
        self._host = host
        self._resets_s: dict[str, float] = {}  # how long after a method's last good answer its time comes back
        self.method = ""  # the one that is being called

    def rules(self, answer: Answer) -> Again | None:
        """Raises MethodRefused, and FetchFailed where nothing more can be had of this portal."""
        body = answer.data if isinstance(answer.data, Mapping) else {}
        if "error" in body:
            return self._error(body, answer.status)
        self._note(body)
        errors = _batch_errors(body).values()
        if not errors or php_table(body["result"].get("result")) or not all(map(passes, errors)):
            return None  # something was answered: whoever sent the batch asks for the rest again
        return Again(self._wait_s(self.method) if any(one["error"] == TIME_LIMIT for one in errors) else None)

    def _error(self, body: Mapping[str, Any], status: int) -> Again | None:
        code = str(body["error"])
        if code == TIME_LIMIT:
            return Again(self._wait_s(self.method))
        if code in PASSING:
            return Again()
        if code == BLOCKED:
            raise FetchFailed(FetchFault.BLOCKED, host=self._host)
        if status == 401 and code in UNPAID:
            raise FetchFailed(FetchFault.NOT_PAID, host=self._host)
        if status != 401 and is_no_right(body):
            raise MethodRefused(self.method, code or str(body.get("error_description")))
        if status < 300:
            raise FetchFailed(FetchFault.REFUSED, host=self._host, what=self.method, status=str(status), reason=code)
        return None  # the session's own rules for the status

    def _wait_s(self, method: str) -> float:
        """Until the time comes back; once that has been waited for in vain, until the next minute is forgotten."""
        return self._resets_s.pop(method, MINUTE_S)

    def _note(self, body: Mapping[str, Any]) -> None:
        for time in _times(body):
            reset_at, finished_at = time.get("operating_reset_at"), time.get("finish")
            if isinstance(reset_at, int | float) and isinstance(finished_at, int | float):
                self._resets_s[self.method] = min(max(reset_at - finished_at, 1.0), 11 * MINUTE_S)


def _times(body: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Of the answer itself; of a batch, of its parts: what holds them together costs no method any time."""
    parts = body.get("result")
    if isinstance(parts, Mapping) and "result_error" in parts:
        found = list(php_table(parts.get("result_time")).values())
    else:
        found = [body.get("time")]
    return (time for time in found if isinstance(time, Mapping))


def _batch_errors(body: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    result = body.get("result")
    errors = php_table(result.get("result_error")) if isinstance(result, Mapping) else {}
    return {key: error for key, error in errors.items() if isinstance(error, Mapping)}


def php_table(value: Any) -> Mapping[str, Any]:
    """PHP writes an empty table, and one with the keys 0, 1, 2, as a list."""
    if isinstance(value, list):
        return {str(place): one for place, one in enumerate(value)}
    return value if isinstance(value, Mapping) else {}
