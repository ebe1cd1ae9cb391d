"""Calling methods of the REST API, one at a time or fifty in one request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from deals.connectors.bitrix24.api_error import MethodRefused, TimeBudget, is_no_method, passes, php_table
from deals.connectors.faults import FetchFailed, FetchFault
from deals.connectors.session import ApiSession

PAGE = 50  # of every list, whatever is asked for
LARGEST_BATCH = 50

Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Command:
    method: str
    params: Params


@dataclass(frozen=True, slots=True)
class Reply:
    """result: as the method gives it. following: `start` of the next page, None on the last."""

    result: Any
    following: int | None = None


@dataclass(frozen=True, slots=True)
class Rest:
    """One portal. budget: the same whose rules the session follows."""

    session: ApiSession
    budget: TimeBudget

    def call(self, method: str, params: Params) -> Reply:
        """Raises FetchFailed, and MethodRefused where the portal does not allow the method."""
        self.budget.method = method
        body = self.session.call("POST", method, body=dict(params)).data
        if not isinstance(body, Mapping) or "result" not in body:
            raise self.broken(method)
        return Reply(body["result"], _start(body.get("next")))

    def rows(self, method: str, params: Params, key: str | None = None) -> tuple[list[Mapping[str, Any]], int | None]:
        """The objects of a list's page, and where the next begins. key: where they stand in the result."""
        reply = self.call(method, params)
        return self.as_rows(method, reply.result, key), reply.following

    def as_rows(self, method: str, result: Any, key: str | None = None) -> list[Mapping[str, Any]]:
        found = result.get(key) if key is not None and isinstance(result, Mapping) else result
        if not isinstance(found, list) or not all(isinstance(row, Mapping) for row in found):
            raise self.broken(method)
        return found

    def batch(self, commands: Mapping[str, Command]) -> dict[str, Reply | None]:
        """What each of at most 50 commands of one method answers; None where it was refused for that command.

        Raises MethodRefused where the portal does not allow the method at all, FetchFailed as `call` does.
        """
        found: dict[str, Reply | None] = {}
        pending = dict(commands)
        while pending:
            answered = self._batch(pending)
            found |= answered
            pending = {key: command for key, command in pending.items() if key not in answered}
        return found

    def _batch(self, commands: Mapping[str, Command]) -> dict[str, Reply | None]:
        """What some of them answer, at least one: for a moment the portal may be too busy for the others."""
        method = next(iter(commands.values())).method
        self.budget.method = method
        asked = {key: f"{command.method}?{php_query(command.params)}" for key, command in commands.items()}
        body = self.session.call("POST", "batch", body={"halt": 0, "cmd": asked}).data
        inner = body.get("result") if isinstance(body, Mapping) else None
        if not isinstance(inner, Mapping):
            raise self.broken(method)
        results, errors, following = (php_table(inner.get(name)) for name in ("result", "result_error", "result_next"))
        if commands.keys() - results.keys() - errors.keys():
            raise self.broken(method)
        if len(errors) == len(commands) and all(is_no_method(error) for error in errors.values()):
            raise MethodRefused(method, str(next(iter(errors.values())).get("error")))
        refused: dict[str, Reply | None] = {key: None for key, error in errors.items() if not passes(error)}
        return refused | {key: Reply(results[key], _start(following.get(key))) for key in commands if key in results}

    def broken(self, what: str) -> FetchFailed:
        return FetchFailed(FetchFault.BROKEN_ANSWER, host=self.session.host, what=what)


def _start(value: Any) -> int | None:
    return int(value) if isinstance(value, int | str) and str(value).isdigit() else None


def php_query(params: Params) -> str:
    """Nested values in PHP's notation, as a batch wants them: filter[ENTITY_ID]=5&select[0]=ID."""
    return "&".join(f"{name}={quote(value, safe='')}" for name, value in _pairs(params))


def _pairs(params: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(params, Mapping | list):
        items = params.items() if isinstance(params, Mapping) else enumerate(params)
        for key, value in items:
            step = quote(str(key), safe="")
            yield from _pairs(value, f"{name}[{step}]" if name else step)
    else:
        yield name, str(params)
