"""Requests to an API that are limited in rate, tried again where that helps, and fail with one reason."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Protocol

import httpx

from deals.connectors.faults import FetchFailed, FetchFault
from deals.connectors.patience import Patience
from deals.connectors.rate_limit import RateLimit
from deals.connectors.secret_mask import SecretMask, quiet_http_logs

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
TOO_MANY, UNAUTHORISED = 429, 401
SERVER_FAULTS = range(500, 600)
LONGEST_REASON = 300  # characters of what a server says of a refusal

Params = Mapping[str, Any] | Sequence[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Answer:
    """data: decoded JSON; None where there is no body (204). at: the moment by the server's clock, if it says."""

    status: int
    data: Any
    at: datetime | None = None
    retry_after_s: float | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """What a system's own rules may say of an answer: ask again after this many seconds (None: the usual waits)."""

    after_s: float | None = None


class Authorisation(Protocol):
    """Lets requests in. An access token that ends in the middle of a fetch is renewed once per refused request."""

    def sign(self, request: httpx.Request) -> None:
        """Put the token into a request to the account."""

    def renew(self, session: ApiSession) -> bool:
        """Get another token after a refusal (401). False where there is no way to."""


@dataclass(frozen=True, slots=True)
class _Failed:
    """One try that may be repeated. The fault is raised when no try is left."""

    fault: FetchFailed
    after_s: float | None = None


def _no_rules(answer: Answer) -> Again | None:
    return None


@dataclass(slots=True)
class ApiSession:
    """One account's API.

    base_url: with the scheme; http is allowed on this computer only, since a token in clear text is public.
    rules: a system's own reading of an answer of any status; it may raise FetchFailed, or ask for another try.
    """

    base_url: str = field(repr=False)  # a webhook's address is its secret
    limit: RateLimit
    mask: SecretMask
    patience: Patience = field(default_factory=Patience)
    authorisation: Authorisation | None = None
    rules: Callable[[Answer], Again | None] = _no_rules
    answered_at: datetime | None = field(default=None, init=False)  # the last answer, by the server's clock
    _client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        url = _parsed(self.base_url)
        local = url is not None and url.scheme == "http" and url.host in LOOPBACK
        if url is None or (url.scheme != "https" and not local):
            raise FetchFailed(FetchFault.BAD_ADDRESS, address=self.mask.shown(self.base_url))
        quiet_http_logs(self.mask)
        try:
            self._client = httpx.Client(timeout=self.patience.timeout_s, headers={"User-Agent": "dealforensics"})
        except (ImportError, ValueError, httpx.InvalidURL):  # SOCKS without its package; a proxy that is no address
            raise FetchFailed(FetchFault.BAD_PROXY) from None

    def __enter__(self) -> ApiSession:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    @property
    def host(self) -> str:
        return httpx.URL(self.base_url).host

    def get(self, path: str, params: Params | None = None) -> Answer:
        """`call("GET", ...)`."""
        return self.call("GET", path, params=params)

    def call(
        self, method: str, path: str, *, params: Params | None = None, body: Any = None, signed: bool = True
    ) -> Answer:
        """One request, tried again while that may help. It must change nothing on the server, or be harmless twice.

        path: relative to base_url. Tried again: 429, 5xx, timeouts, lost connections, answers that are no JSON (a page
        cut short, a login page), what `rules` asks for; a 401 once, after renewing. Raises FetchFailed.
        """
        waits_s = self.patience.waits_s()
        renewed = False
        while True:
            outcome = self._try(method, path, params, body, signed)
            if isinstance(outcome, Answer) and outcome.status == UNAUTHORISED and signed and not renewed:
                renewed = self.authorisation is not None and self.authorisation.renew(self)
                if renewed:
                    continue
            failed = outcome if isinstance(outcome, _Failed) else self._judge(outcome, path)
            if failed is None:
                assert isinstance(outcome, Answer)
                return outcome
            wait_s = next(waits_s, None)
            if wait_s is None or (failed.after_s or 0) > self.patience.longest_retry_after_s:
                raise failed.fault from None
            self.patience.wait(wait_s if failed.after_s is None else failed.after_s)

    def _try(self, method: str, path: str, params: Params | None, body: Any, signed: bool) -> Answer | _Failed:
        self.limit.acquire()
        request = self._client.build_request(method, self._url(path), params=_pairs(params), json=body)
        if signed and self.authorisation is not None:
            self.authorisation.sign(request)
        try:
            response = self._client.send(request)
        except httpx.TimeoutException:
            seconds = f"{self.patience.timeout_s:g}"
            return _Failed(FetchFailed(FetchFault.TIMED_OUT, host=self.host, seconds=seconds))
        except httpx.LocalProtocolError:  # its text quotes the header that cannot be sent, and with it the token
            raise FetchFailed(FetchFault.BAD_SECRET, host=self.host) from None
        except httpx.HTTPError as error:
            reason = self.mask.shown(str(error)) or type(error).__name__
            return _Failed(FetchFailed(FetchFault.UNREACHABLE, host=self.host, reason=reason))
        return self._decoded(response, path)

    def _url(self, path: str) -> str:
        return f"{self.base_url.rstrip('/')}/{path.lstrip('/')}"

    def _decoded(self, response: httpx.Response, path: str) -> Answer | _Failed:
        at, after_s = _server_time(response), retry_after_s(response)
        self.answered_at = at or self.answered_at
        try:
            data = json.loads(response.content) if response.content else None
        except ValueError:
            if response.is_success:
                return _Failed(FetchFailed(FetchFault.BROKEN_ANSWER, host=self.host, what=self._what(path)))
            data = None  # an error page in HTML; its status says enough
        return Answer(response.status_code, data, at, after_s)

    def _judge(self, answer: Answer, path: str) -> _Failed | None:
        """None for a good answer. Raises FetchFailed where another try cannot help."""
        again = self.rules(answer)
        if answer.status == TOO_MANY or (again is not None and answer.status < 300):
            after_s = again.after_s if again and again.after_s is not None else answer.retry_after_s
            fault = FetchFailed(FetchFault.TOO_MANY_REQUESTS, host=self.host, seconds=f"{after_s or 0:g}")
            return _Failed(fault, after_s)
        if again is not None or answer.status in SERVER_FAULTS:
            after_s = again.after_s if again and again.after_s is not None else answer.retry_after_s
            fault = FetchFailed(FetchFault.SERVER_FAULT, host=self.host, status=str(answer.status))
            return _Failed(fault, after_s)
        if 200 <= answer.status < 300:
            return None
        raise self._refusal(answer, path)

    def _refusal(self, answer: Answer, path: str) -> FetchFailed:
        codes = {401: FetchFault.UNAUTHORISED, 402: FetchFault.NOT_PAID, 403: FetchFault.FORBIDDEN}
        code = codes.get(answer.status, FetchFault.NOT_FOUND if answer.status == 404 else FetchFault.REFUSED)
        reason = self.mask.shown(json.dumps(answer.data, ensure_ascii=False))[:LONGEST_REASON] if answer.data else "-"
        return FetchFailed(
            code, host=self.host, what=self._what(path), status=str(answer.status), reason=reason.replace("\n", " ")
        )

    def _what(self, path: str) -> str:
        return self.mask.shown("/" + path.lstrip("/"))

    @contextmanager
    def stream(self, url: str) -> Iterator[httpx.Response]:
        """The answer to one GET of any address, unread, redirects followed. One try; raises httpx.HTTPError.

        The account's token goes along only to the account's own address: not to its host in clear text or at another
        port, and httpx takes it away where a redirect leads elsewhere.
        """
        request = self._client.build_request("GET", url)
        if self.authorisation is not None and _origin(request.url) == _origin(httpx.URL(self.base_url)):
            self.limit.acquire()
            self.authorisation.sign(request)
        response = self._client.send(request, stream=True, follow_redirects=True)
        try:
            yield response
        finally:
            response.close()


def _parsed(url: str) -> httpx.URL | None:
    try:
        return httpx.URL(url)
    except httpx.InvalidURL:  # a port that is no number
        return None


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _pairs(params: Params | None) -> Any:
    return list(params.items()) if isinstance(params, Mapping) else params


def _server_time(response: httpx.Response) -> datetime | None:
    try:
        return parsedate_to_datetime(response.headers["date"]).astimezone(UTC)
    except (KeyError, ValueError):
        return None


def retry_after_s(response: httpx.Response) -> float | None:
    """Retry-After as seconds: it may be a number, or a date by the server's clock."""
    text = response.headers.get("retry-after", "")
    try:
        return max(float(text), 0.0)
    except ValueError:
        pass
    try:
        now = _server_time(response) or datetime.now(UTC)
        return max((parsedate_to_datetime(text) - now).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return None
