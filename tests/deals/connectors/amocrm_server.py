"""A local server that behaves as the amoCRM API is documented to: limits, pages, 204, tokens that rotate. And one that
fails as networks do. It enforces all that by itself, whoever asks."""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.deals.connectors.made_account import MadeAccount, Thing

LARGEST_PAGE, LARGEST_EVENT_PAGE, MOST_ENTITIES = 250, 100, 10
# What each list may be ordered by, as documented; asking for another order is refused, so that no test rests on it.
ORDERS = {
    "leads": {"created_at", "updated_at", "id"},
    "contacts": {"updated_at", "id"},
    "companies": {"updated_at", "id"},
    "tasks": {"created_at", "complete_till", "id"},
    "notes": {"updated_at", "id"},
}
KEYS = {"leads/pipelines": "pipelines", "leads/loss_reasons": "loss_reasons"}
HTML = b"<!DOCTYPE html><html><body>Login</body></html>"


@dataclass
class Behaviour:
    """requests_per_window in window_s seconds are answered, others get 429.

    faults: what happens to the n-th API request, counted from 1: an HTTP status as text, "hang", "half", "reset",
    "broken-off" or "html". recording_faults: the same by path of the recording. moved: where a recording's address
    leads on to. before: called with each API request's number, path and parameters before it is answered. exclusive:
    whether `from` of a filter leaves out the bound itself, which the documentation does not say. orders, largest_page:
    a server that does not order lists, or gives smaller pages than asked for.
    """

    requests_per_window: int = 7
    window_s: float = 1.0
    retry_after: str = "1"
    faults: dict[int, str] = field(default_factory=dict)
    recording_faults: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    before: Callable[[int, str, Mapping[str, str]], None] = lambda number, path, params: None
    exclusive: bool = False
    orders: bool = True
    largest_page: int = LARGEST_PAGE
    hang_s: float = 30.0
    clock_ahead_s: float = 0.0


@dataclass
class Tokens:
    """access: tokens that let in. refresh: the only one that can be exchanged. uses_left: of the newest access token,
    None for any number."""

    access: set[str] = field(default_factory=lambda: {"LONGLIVEDTOKEN123"})
    refresh: str = "REFRESHTOKEN000"
    uses_left: int | None = None
    uses_of_next: int | None = None
    renewals: int = 0


class AmoCrmServer:
    """Runs in threads of this process until closed. Times and counts can be read meanwhile."""

    def __init__(self, account: MadeAccount, behaviour: Behaviour | None = None) -> None:
        self.account = account
        self.behaviour = behaviour or Behaviour()
        self.tokens = Tokens()
        self.requests: list[str] = []  # path and query of each API request that was let in
        self.refused = 0  # with 429
        self.recording_requests: list[str] = []
        self.recording_tokens: set[str | None] = set()  # headers of authorisation that came with them
        self.most_recordings_at_once = 0
        self._recordings_now = 0
        self._times: deque[float] = deque()
        self._lock = threading.Lock()
        handler = type("Handler", (_Handler,), {"owner": self})
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._http.daemon_threads = True
        self._closing = threading.Event()
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> AmoCrmServer:
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._http.shutdown()
        self._http.server_close()

    def hang(self) -> None:
        self._closing.wait(self.behaviour.hang_s)

    def too_many(self) -> bool:
        with self._lock:
            now = time.monotonic()
            while self._times and self._times[0] <= now - self.behaviour.window_s:
                self._times.popleft()
            if len(self._times) >= self.behaviour.requests_per_window:
                self.refused += 1
                return True
            self._times.append(now)
            return False

    def number(self, path: str) -> int:
        with self._lock:
            self.requests.append(path)
            return len(self.requests)

    def lets_in(self, header: str) -> bool:
        with self._lock:
            token = header.removeprefix("Bearer ")
            if token not in self.tokens.access:
                return False
            if self.tokens.uses_left is not None:
                self.tokens.uses_left -= 1
                if self.tokens.uses_left < 0:
                    self.tokens.access.discard(token)
                    return False
            return True

    def exchange(self, body: Mapping[str, str]) -> tuple[int, Thing]:
        with self._lock:
            keys = ("client_id", "client_secret", "redirect_uri")
            good = all(body.get(key) for key in keys) and body.get("refresh_token") == self.tokens.refresh
            if not good:
                return 400, {
                    "title": "Bad Request",
                    "hint": "Token has been revoked",
                    "detail": body.get("refresh_token"),
                }
            self.tokens.renewals += 1
            renewed = f"{self.tokens.renewals:03}"
            self.tokens.access = {f"ACCESSTOKEN{renewed}"}
            self.tokens.refresh = f"REFRESHTOKEN{renewed}"
            self.tokens.uses_left = self.tokens.uses_of_next
            access = next(iter(self.tokens.access))
            return 200, {"token_type": "Bearer", "expires_in": 86400, "access_token": access,
                         "refresh_token": self.tokens.refresh}  # fmt: skip

    @contextmanager
    def downloading(self, path: str) -> Iterator[None]:
        """Note a recording down, and how many are on their way at once."""
        with self._lock:
            self.recording_requests.append(path)
            self._recordings_now += 1
            self.most_recordings_at_once = max(self.most_recordings_at_once, self._recordings_now)
        try:
            yield
        finally:
            with self._lock:
                self._recordings_now -= 1

    def listed(self, path: str, params: Mapping[str, str]) -> tuple[int, Any]:
        """(status, body) of one list or object."""
        if path == "account":
            return 200, _account()
        if found := re.fullmatch(r"(leads|contacts|companies)/\d+/notes/(\d+)", path):
            notes = [note for note in self.account.lists[f"{found[1]}/notes"] if note["id"] == int(found[2])]
            return (200, notes[0]) if notes else (404, {"title": "Not Found"})
        if path not in self.account.lists:
            return 404, {"title": "Not Found"}
        return _page(path, list(self.account.lists[path]), params, self.behaviour)


def _account() -> Thing:
    return {
        "id": 77,
        "name": "ООО Ромашка",
        "subdomain": "example",
        "currency": "RUB",
        "_embedded": {
            "task_types": [{"id": 1, "name": "Звонок"}, {"id": 2, "name": "Встреча"}],
            "datetime_settings": {"timezone": "Europe/Moscow", "timezone_offset": "+03:00"},
        },
    }


def _page(path: str, things: list[Thing], params: Mapping[str, str], behaviour: Behaviour) -> tuple[int, Any]:
    kind = "notes" if path.endswith("/notes") else path
    limit, page = int(params.get("limit", 50)), int(params.get("page", 1))
    if limit > (LARGEST_EVENT_PAGE if kind == "events" else LARGEST_PAGE) or page < 1:
        return 400, {"title": "Bad Request", "detail": "limit"}
    orders = {found[1]: value for key, value in params.items() if (found := re.fullmatch(r"order\[(\w+)\]", key))}
    if set(orders) - ORDERS.get(kind, set()):
        return 400, {"title": "Bad Request", "detail": "order"}
    things = [thing for thing in things if _matches(thing, params, behaviour.exclusive)]
    if kind == "events":
        if len(_many(params, "entity_id") or ()) > MOST_ENTITIES:
            return 400, {"title": "Bad Request", "detail": "entity_id"}
        things.sort(key=lambda one: -one["created_at"])  # the newest first; not documented
    limit = min(limit, behaviour.largest_page)
    for field_name in orders if behaviour.orders else ():
        things.sort(key=lambda one: one[field_name])
    some = things[(page - 1) * limit : page * limit]
    if not some:
        return 204, None
    key = KEYS.get(path, kind)
    more = {"next": {"href": "..."}} if len(things) > page * limit else {}
    return 200, {"_page": page, "_links": {"self": {"href": "..."}, **more}, "_embedded": {key: some}}


def _many(params: Mapping[str, str], name: str) -> list[str] | None:
    """filter[name], filter[name][0], filter[name][1]... and a comma between values."""
    found = [value for key, value in params.items() if re.fullmatch(rf"filter\[{name}\](\[\d*\])?", key)]
    return [part for value in found for part in value.split(",")] if found else None


def _matches(thing: Thing, params: Mapping[str, str], exclusive: bool) -> bool:
    for name, fields in (("id", "id"), ("entity_id", "entity_id"), ("note_type", "note_type"), ("type", "type")):
        wanted = _many(params, name)
        if wanted is not None and str(thing[fields]) not in wanted:
            return False
    if "filter[entity]" in params and thing["entity_type"] != params["filter[entity]"]:
        return False
    for name in ("updated_at", "created_at"):
        first, last = params.get(f"filter[{name}][from]"), params.get(f"filter[{name}][to]")
        if first and (thing[name] < int(first) or (exclusive and name == "updated_at" and thing[name] == int(first))):
            return False
        if last and thing[name] > int(last):
            return False
    return True


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    owner: AmoCrmServer

    def handle(self) -> None:
        with suppress(ConnectionResetError):  # the asking process was killed
            super().handle()

    def date_time_string(self, timestamp: float | None = None) -> str:
        return super().date_time_string(time.time() + self.owner.behaviour.clock_ahead_s)

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))))
        self._json(*self.owner.exchange(body))

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if not url.path.startswith("/api/v4/"):
            self._recording(url.path)
            return
        params = dict(parse_qsl(url.query, keep_blank_values=True))
        if self.owner.too_many():
            self._answer(429, b"", {"Retry-After": self.owner.behaviour.retry_after})
        elif not self.owner.lets_in(self.headers.get("authorization", "")):
            self._json(401, {"title": "Unauthorized", "detail": self.headers.get("authorization")})
        else:
            number = self.owner.number(self.path)
            path = url.path.removeprefix("/api/v4/")
            self.owner.behaviour.before(number, path, params)
            self._faulty(self.owner.behaviour.faults.get(number), *self.owner.listed(path, params))

    def _faulty(self, fault: str | None, status: int, body: Any) -> None:
        content = json.dumps(body).encode() if body is not None else b""
        if fault is None:
            self._json(status, body)
        elif fault == "hang":
            self.owner.hang()
            self.close_connection = True
        elif fault == "half":
            self._answer(200, content[: len(content) // 2], {"Content-Type": "application/json"})
        elif fault == "html":
            self._answer(200, HTML, {"Content-Type": "text/html"})
        elif fault in ("reset", "broken-off"):
            self._break(content if fault == "broken-off" else b"")
        else:
            self._answer(int(fault), HTML, {"Content-Type": "text/html"})

    def _break(self, content: bytes) -> None:
        """Promise the whole, send half (or nothing), and reset the connection."""
        if content:
            head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(content)}\r\n\r\n".encode()
            self.wfile.write(head + content[: len(content) // 2])
            self.wfile.flush()
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.connection.close()
        self.close_connection = True

    def _recording(self, path: str) -> None:
        self.owner.recording_tokens.add(self.headers.get("authorization"))
        with self.owner.downloading(path):
            if target := self.owner.behaviour.moved.get(path):
                self._answer(302, b"", {"Location": target})
            else:
                self._send_recording(path)

    def _send_recording(self, path: str) -> None:
        content = self.owner.account.recordings.get(path)
        fault = self.owner.behaviour.recording_faults.get(path)
        if fault is None:
            self._answer(200 if content else 404, content or HTML, {"Content-Type": "application/octet-stream"})
        else:
            if fault.endswith(" once"):
                fault = fault.removesuffix(" once")
                del self.owner.behaviour.recording_faults[path]
            self._faulty(fault, 200, (content or b"").decode("latin-1"))

    def _json(self, status: int, body: Any) -> None:
        content = b"" if body is None else json.dumps(body).encode()
        self._answer(status, content, {"Content-Type": "application/hal+json"})

    def _answer(self, status: int, content: bytes, headers: Mapping[str, str]) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):  # the asking process was killed
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status != 204:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
