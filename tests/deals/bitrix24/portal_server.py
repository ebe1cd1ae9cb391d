"""A Bitrix24 on this computer: real HTTP, with the limits and faults of the documentation enforced by itself.

Limits (limits.md): a leaky bucket that drains 2 requests per second and blocks above 50, and a time budget for each
method in ten buckets of a minute. Its clock runs RULES.speed times faster than the wall's, and so do all moments it
states, so that a client whose waits are scaled alike meets the real proportions.
"""

from __future__ import annotations

import json
import socket
import ssl
import struct
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.deals.bitrix24.made_portal import SOUND, ZONE, Portal
from tests.deals.bitrix24.portal_methods import SCOPES, MethodError, Methods
from tests.deals.bitrix24.rest_query import parsed_query, with_results

WEBHOOK_CODE = "w3bh00kc0desecret"
CLIENT_SECRET, CLIENT_ID = "cl1entsecretsecret", "local.5f00000000.000"
ALL_SCOPES = frozenset({"crm", "user", "department", "task", "telephony", "disk", "imopenlines"})
LARGEST_BATCH, BUCKETS = 50, 10
BEGINNING = 1_779_948_000  # 2026-05-28 06:00 UTC, after everything that made_portal tells of


@dataclass
class Rules:
    """Limits in the server's own seconds. cost_s: what one call of a method adds to its time budget."""

    speed: float = 200.0
    drain_per_s: float = 2.0
    block_at: float = 50.0
    budget_s: float = 480.0
    minute_s: float = 60.0
    cost_s: float = 0.5
    token_life_s: float = 3600.0
    scopes: frozenset[str] = ALL_SCOPES
    admin: bool = True
    denied: frozenset[str] = frozenset()  # methods that the user may not call


@dataclass
class Seen:
    """What the tests look at afterwards."""

    requests: Counter[str] = field(default_factory=Counter)
    blocked: int = 0
    over_budget: int = 0
    refreshed: int = 0
    largest_batch: int = 0
    faults: list[str] = field(default_factory=list)


class PortalServer:
    """faults: (method, how many calls of it go well first, kind), each played once."""

    def __init__(self, portal: Portal, rules: Rules | None = None, tls: ssl.SSLContext | None = None) -> None:
        self.portal = portal
        self.rules = rules or Rules()
        self.seen = Seen()
        self.faults: list[tuple[str, int, str]] = []
        self.methods = Methods(portal, lambda: self.base)
        self.methods.download_url = self._download_url
        self.refresh_token = "refresh-0-secret"
        self.access_tokens: dict[str, float] = {"access-0-secret": float("inf")}  # token to the moment of its end
        self.watch: Callable[[str], None] = lambda method: None  # is told of each request before it is answered
        self._lock = threading.Lock()
        self._bucket, self._drained_at = 0.0, 0.0
        self._spent: dict[str, dict[int, float]] = defaultdict(dict)
        self._started = time.monotonic()
        self._signed: set[str] = set()
        self._by_webhook = True
        self._http = _QuietServer(("127.0.0.1", 0), self._handler())
        self.scheme = "http"
        if tls is not None:
            self._http.socket = tls.wrap_socket(self._http.socket, server_side=True)
            self.scheme = "https"

    @property
    def base(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self._http.server_address[1]}"

    @property
    def webhook(self) -> str:
        return f"{self.base}/rest/1/{WEBHOOK_CODE}/"

    def now(self) -> float:
        """The server's clock: seconds of Unix time."""
        return BEGINNING + (time.monotonic() - self._started) * self.rules.speed

    def moment(self) -> str:
        """The server's clock as its tables write times."""
        return datetime.fromtimestamp(self.now(), ZONE).isoformat(timespec="seconds")

    @contextmanager
    def running(self) -> Iterator[PortalServer]:
        thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._http.shutdown()
            self._http.server_close()

    # Answers

    def rest(self, method: str, params: dict[str, Any], token: str | None) -> tuple[int, dict[str, Any]]:
        """Status and body of one REST request. token: None for a webhook."""
        with self._lock:
            self.seen.requests[method] += 1
            try:
                self._count_request()
                self._check_token(token)
                self._by_webhook = token is None
                result, beside = self._batch(params) if method == "batch" else self._one(method, params)
            except MethodError as error:
                return error.status, {"error": error.code, "error_description": error.description}
            return 200, {"result": result, **beside, "time": self._time(method)}

    def _one(self, method: str, params: dict[str, Any]) -> tuple[Any, dict[str, int]]:
        if method == "scope":
            return sorted(self.rules.scopes), {}
        if method == "profile":
            return {"ID": "1", "ADMIN": self.rules.admin, "TIME_ZONE": None, "TIME_ZONE_OFFSET": 10800}, {}
        scope = next((scope for start, scope in SCOPES.items() if method.startswith(start)), None)
        if scope is not None and scope not in self.rules.scopes:
            why = "The request requires higher privileges than provided by the webhook token"
            raise MethodError("insufficient_scope", why, 403)
        if method in self.rules.denied:
            raise MethodError("ACCESS_DENIED", "Access denied!", 403)
        self._spend(method)
        return self.methods.answer(method, params)

    def _batch(self, params: dict[str, Any]) -> tuple[Any, dict[str, int]]:
        commands = params["cmd"]
        commands = commands if isinstance(commands, dict) else {str(n): one for n, one in enumerate(commands)}
        self.seen.largest_batch = max(self.seen.largest_batch, len(commands))
        result: dict[str, Any] = {"result": {}, "result_error": {}, "result_total": {}, "result_next": {}}
        result["result_time"] = {}
        for number, (key, command) in enumerate(commands.items()):
            method, _, query = command.partition("?")
            method = method.lower()
            self.seen.requests[method] += 1
            try:
                if number >= LARGEST_BATCH:
                    raise MethodError("ERROR_BATCH_LENGTH_EXCEEDED", "Max batch length exceeded")
                answer, beside = self._one(method, parsed_query(with_results(query, result["result"])))
            except MethodError as error:
                result["result_error"][key] = {"error": error.code, "error_description": error.description}
                continue
            result["result"][key] = answer
            result["result_time"][key] = self._time(method)
            result["result_total"] |= {key: beside["total"]} if "total" in beside else {}
            result["result_next"] |= {key: beside["next"]} if "next" in beside else {}
        # PHP writes an empty table as a list
        return {name: value or [] for name, value in result.items()}, {}

    def _count_request(self) -> None:
        now = self.now()
        self._bucket = max(self._bucket - (now - self._drained_at) * self.rules.drain_per_s, 0.0)
        self._drained_at = now
        if self._bucket > self.rules.block_at:
            self.seen.blocked += 1
            raise MethodError("QUERY_LIMIT_EXCEEDED", "Too many requests", 503)
        self._bucket += 1

    def fill_bucket(self) -> None:
        """What others on the same address do."""
        with self._lock:
            self._bucket, self._drained_at = self.rules.block_at + 3, self.now()

    def _spend(self, method: str) -> None:
        minutes = self._minutes(method)
        if sum(minutes.values()) > self.rules.budget_s:
            self.seen.over_budget += 1
            raise MethodError("OPERATION_TIME_LIMIT", "Method is blocked due to operation time limit.", 429)
        minute = int(self.now() // self.rules.minute_s)
        minutes[minute] = minutes.get(minute, 0.0) + self.rules.cost_s

    def _minutes(self, method: str) -> dict[int, float]:
        minutes = self._spent[method]
        oldest = int(self.now() // self.rules.minute_s) - BUCKETS
        for minute in [minute for minute in minutes if minute <= oldest]:
            del minutes[minute]
        return minutes

    def _time(self, method: str) -> dict[str, Any]:
        now = self.now()
        stated = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(now))
        answer = {"start": now, "finish": now, "duration": 0.01, "processing": 0.01}
        answer |= {"date_start": stated, "date_finish": stated}
        minutes = self._minutes(method)
        if not minutes:
            return answer
        resets = (min(minutes) + BUCKETS + 1) * self.rules.minute_s
        return answer | {"operating_reset_at": int(resets), "operating": sum(minutes.values())}

    def _check_token(self, token: str | None) -> None:
        if token is None:
            return
        if token not in self.access_tokens:
            raise MethodError("NO_AUTH_FOUND", "Wrong authorization data", 401)
        if self.access_tokens[token] <= self.now():
            raise MethodError("expired_token", "The access token provided has expired.", 401)

    def expire_tokens(self) -> None:
        self.access_tokens = dict.fromkeys(self.access_tokens, 0.0)

    def refresh(self, query: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
        """The authorisation server: a refresh token is good once."""
        given = {name: values[0] for name, values in query.items()}
        with self._lock:
            if (given.get("client_id"), given.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
                return 400, {"error": "invalid_client", "error_description": "Invalid client"}
            if given.get("refresh_token") != self.refresh_token:
                return 400, {"error": "invalid_grant", "error_description": "Invalid grant"}
            self.seen.refreshed += 1
            access = f"access-{self.seen.refreshed}-secret"
            self.refresh_token = f"refresh-{self.seen.refreshed}-secret"
            self.access_tokens[access] = self.now() + self.rules.token_life_s
        return 200, {"access_token": access, "refresh_token": self.refresh_token, "expires_in": 3600}

    # Files

    def _download_url(self, file_id: str) -> str:
        """Good once. Like the real ones, it holds what lets its bearer in: the webhook's code or an access token."""
        sign = f"{file_id}.{len(self._signed)}"
        self._signed.add(sign)
        if self._by_webhook:
            return f"{self.base}/rest/1/{WEBHOOK_CODE}/download/?token=disk%7C{sign}"
        return f"{self.base}/rest/download.json?auth={next(reversed(self.access_tokens))}&token=disk%7C{sign}"

    def file(self, path: str, query: dict[str, list[str]]) -> tuple[int, bytes]:
        if path.startswith("/records/"):
            return 200, SOUND + path.encode() * 20
        if path.startswith("/expired/"):
            return 403, b"<html>link expired</html>"
        sign = unquote(query.get("token", [""])[0]).removeprefix("disk|")
        if sign not in self._signed:
            return 404, b"<html>no such link</html>"
        return 200, self.portal.files[sign.partition(".")[0]]

    # Faults

    def fault(self, method: str) -> str | None:
        with self._lock:
            for place, (wanted, after, kind) in enumerate(self.faults):
                if wanted not in ("*", method):
                    continue
                if after:
                    self.faults[place] = (wanted, after - 1, kind)
                    continue
                del self.faults[place]
                self.seen.faults.append(f"{method}: {kind}")
                return kind
        return None

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(_Handler):
            portal_server = server

        return Handler


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients are killed in the middle of answers here: that is no news. Other faults of the server are shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    portal_server: PortalServer
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer in one piece: in two, the second waits for the client's word that the first has come
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        return super().date_time_string(self.portal_server.now())

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def _answer(self, body: bytes) -> None:
        url = urlsplit(self.path)
        query = parse_qs(url.query)
        parts = [part for part in url.path.split("/") if part]
        self.portal_server.watch(parts[-1])
        if parts[:2] == ["oauth", "token"]:
            self._send(*self.portal_server.refresh(query))
        elif parts[0] in ("records", "expired") or parts[-1] in ("download", "download.json"):
            fault = self.portal_server.fault("download")
            status, content = self.portal_server.file(url.path, query)
            self._send_bytes(status, content, "audio/mpeg", fault)
        else:
            self._rest(parts, body)

    def _rest(self, parts: list[str], body: bytes) -> None:
        params = json.loads(body or b"{}")
        method = parts[-1].removesuffix(".json").lower()  # the real one does not heed case either
        if len(parts) == 4:  # /rest/USER/CODE/METHOD
            if parts[2] != WEBHOOK_CODE:
                self._send(401, {"error": "INVALID_CREDENTIALS", "error_description": "Invalid request credentials"})
                return
            token = None
        else:
            token = params.pop("auth", None) or self.headers.get("Authorization", "").removeprefix("Bearer ") or "-"
        fault = self.portal_server.fault(method)
        if fault in ("500", "502", "503"):
            html = b"<html><h1>nginx</h1></html>"
            body = b'{"error":"INTERNAL_SERVER_ERROR","error_description":"Internal server error"}'
            self._send_bytes(int(fault), body if fault == "500" else html, "text/html", None)
            return
        if fault == "overload":
            self._send(503, {"error": "OVERLOAD_LIMIT", "error_description": "REST API is blocked due to overload"})
            return
        status, answer = self.portal_server.rest(method, params, token)
        content = json.dumps(answer, ensure_ascii=False).encode()
        self._send_bytes(status, content, "application/json; charset=utf-8", fault)

    def _send(self, status: int, answer: Any) -> None:
        self._send_bytes(status, json.dumps(answer).encode(), "application/json", None)

    def _send_bytes(self, status: int, content: bytes, kind: str, fault: str | None) -> None:
        if fault == "hang":
            time.sleep(5)
        if fault == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True
            return
        if fault == "half-json":
            content = content[: len(content) // 2]
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if fault == "cut":
            content = content[: len(content) // 2]
            self.close_connection = True
        try:
            self.wfile.write(content)
            self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
