"""Downloading recordings into an archive: each whole or absent, none twice, and every try noted down."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path

import httpx

from deals.archive_format import RECORDING_SUFFIXES, RECORDINGS_FOLDER
from deals.connectors.audio_type import HEAD_BYTES, audio_suffix
from deals.connectors.fetch_store import FetchStore, Try
from deals.connectors.session import ApiSession, retry_after_s

AT_ONCE = 2  # a telephony provider is no file server, and may lock out who asks for more
LARGEST_BYTES = 500 * 2**20  # an hour of uncompressed stereo telephone sound is 115 MB
SMALLEST_BYTES = 64  # an empty WAV is 44
EXPIRED = frozenset({401, 403, 404, 410})
TRIES = 3
LONGEST_PAUSE_S = 60.0  # what a busy server may ask for before the next try
GIVEN_UP_AFTER = 20  # recordings of one server without an answer, one after the other: it is not there today
UNFINISHED = ".unfinished-"


class Outcome(StrEnum):
    """What became of one recording. Those but FETCHED and PRESENT are sentences: `fetch-recording-<outcome>`."""

    FETCHED = "fetched"
    PRESENT = "present"  # was there already
    EXPIRED = "expired"
    NOT_AUDIO = "not-audio"
    TOO_LARGE = "too-large"
    EMPTY = "empty"
    NO_ANSWER = "no-answer"  # server fault, timeout, lost connection: tried again by the next fetch
    BAD_LINK = "bad-link"


LINK_IS_OLD = frozenset({Outcome.EXPIRED, Outcome.NOT_AUDIO})  # the latter is mostly a login page
FINAL = frozenset({Outcome.EXPIRED, Outcome.NOT_AUDIO, Outcome.TOO_LARGE, Outcome.EMPTY, Outcome.BAD_LINK})


@dataclass(frozen=True, slots=True)
class RecordingWish:
    """A recording to get. link None: there is no link yet, and `fresh_link` is asked for one."""

    call_id: str
    link: str | None


@dataclass(frozen=True, slots=True)
class RecordingResult:
    """file: relative to the archive, with forward slashes; None where there is no recording. status: the last one."""

    call_id: str
    outcome: Outcome
    file: str | None = None
    status: int | None = None
    host: str = ""
    pause_s: float | None = None  # what the server asked for before another try


@dataclass(frozen=True, slots=True)
class RecordingSource:
    """Where recordings come from. fresh_link: another link for a call whose own is expired; None where there is none.

    fresh_link is called from the thread that reads the store, and at most once for a call. largest_bytes: of one
    recording.
    """

    session: ApiSession
    fresh_link: Callable[[str], str | None] = field(default=lambda call_id: None)
    largest_bytes: int = LARGEST_BYTES


def fetch_recordings(
    wishes: Iterable[RecordingWish], source: RecordingSource, archive: Path, store: FetchStore
) -> Iterator[RecordingResult]:
    """Get each recording that is not there yet; results come as they are ready, AT_ONCE downloads at a time.

    A recording is called after its call, with a suffix by content. One that failed for good is not asked for again
    while its link stays the same.
    """
    folder = archive / RECORDINGS_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.glob(f"{UNFINISHED}*"):
        leftover.unlink()
    present = present_recordings(folder)
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        yield from _Downloads(pool, iter(wishes), _Work(source, folder, store, present)).results()
    finally:  # after Ctrl-C nothing waits for downloads in work
        pool.shutdown(wait=False, cancel_futures=True)


def present_recordings(folder: Path) -> dict[str, str]:
    """Name without suffix to file name, of what lies in the folder whole."""
    files = (path for path in sorted(folder.glob("*")) if not path.name.startswith("."))
    return {path.stem: path.name for path in files if path.suffix.casefold() in RECORDING_SUFFIXES}


def recording_stem(call_id: str) -> str:
    """A file name for a call on every system. Ids with other signs than usual get a digest, so that none collide."""
    if re.fullmatch(r"[A-Za-z0-9_-]{1,80}", call_id):
        return call_id
    return re.sub(r"[^A-Za-z0-9_-]+", "-", call_id)[:60] + "-" + hashlib.sha256(call_id.encode()).hexdigest()[:10]


@dataclass(frozen=True, slots=True)
class _Work:
    source: RecordingSource
    folder: Path
    store: FetchStore
    present: Mapping[str, str]
    silent: Counter[str] = field(default_factory=Counter)  # by server: how often in a row it did not answer

    def settled(self, wish: RecordingWish) -> RecordingResult | None:
        """The result where nothing has to be downloaded."""
        file = self.present.get(recording_stem(wish.call_id))
        if file is not None:
            return RecordingResult(wish.call_id, Outcome.PRESENT, f"{RECORDINGS_FOLDER}/{file}")
        if wish.link is not None and self.silent[_host(wish.link)] >= GIVEN_UP_AFTER:
            return RecordingResult(wish.call_id, Outcome.NO_ANSWER, host=_host(wish.link))
        tries = self.store.tries(wish.call_id)
        if tries and wish.link is not None and tries[-1].link == _digest(wish.link) and tries[-1].outcome in FINAL:
            return RecordingResult(
                wish.call_id, Outcome(tries[-1].outcome), status=tries[-1].status, host=_host(wish.link)
            )
        return None

    def note(self, order: _Order, result: RecordingResult) -> None:
        """Write the try down, under the link that the CRM has for the call."""
        self.silent[result.host] = self.silent[result.host] + 1 if result.outcome == Outcome.NO_ANSWER else 0
        now = datetime.now(UTC).isoformat(timespec="seconds")
        link = _digest(order.wish.link or order.link)
        self.store.add_try(order.wish.call_id, Try(now, result.status, str(result.outcome), link))


@dataclass(frozen=True, slots=True)
class _Order:
    """One download in work. fresh: its link was asked for just now, and there is no fresher one."""

    wish: RecordingWish
    link: str
    fresh: bool


@dataclass(frozen=True, slots=True)
class _Downloads:
    """At most AT_ONCE downloads, fed from the wishes."""

    pool: ThreadPoolExecutor
    wishes: Iterator[RecordingWish]
    work: _Work
    running: dict[Future[RecordingResult], _Order] = field(default_factory=dict)

    def results(self) -> Iterator[RecordingResult]:
        yield from self._fill()
        while self.running:
            finished, _ = wait(self.running, return_when=FIRST_COMPLETED)
            for future in finished:
                yield from self._ended(self.running.pop(future), future.result())
            yield from self._fill()

    def _fill(self) -> Iterator[RecordingResult]:
        """Begin as many downloads as may run; results of wishes that need none."""
        while len(self.running) < AT_ONCE and (wish := next(self.wishes, None)) is not None:
            if settled := self.work.settled(wish):
                yield settled
            elif link := wish.link or self.work.source.fresh_link(wish.call_id):
                self._start(_Order(wish, link, fresh=wish.link is None))
            else:
                yield RecordingResult(wish.call_id, Outcome.BAD_LINK)

    def _ended(self, order: _Order, result: RecordingResult) -> Iterator[RecordingResult]:
        """The result, unless another link is worth a try."""
        self.work.note(order, result)
        if result.outcome in LINK_IS_OLD and not order.fresh:
            link = self.work.source.fresh_link(order.wish.call_id)
            if link is not None and link != order.link:
                self._start(_Order(order.wish, link, fresh=True))
                return
        yield result

    def _start(self, order: _Order) -> None:
        future = self.pool.submit(download, order.wish.call_id, order.link, self.work.source, self.work.folder)
        self.running[future] = order


def download(call_id: str, link: str, source: RecordingSource, folder: Path) -> RecordingResult:
    """Get one recording, into a file that takes its name only when it is whole. Changes nothing but the folder."""
    if not _is_url(link):
        return RecordingResult(call_id, Outcome.BAD_LINK)
    patience = source.session.patience
    result = _one_try(call_id, link, source, folder)
    for wait_s in islice(patience.waits_s(), TRIES - 1):
        if result.outcome != Outcome.NO_ANSWER:
            break
        patience.wait(wait_s if result.pause_s is None else min(result.pause_s, LONGEST_PAUSE_S))
        result = _one_try(call_id, link, source, folder)
    return result


def _one_try(call_id: str, link: str, source: RecordingSource, folder: Path) -> RecordingResult:
    unfinished = folder / f"{UNFINISHED}{recording_stem(call_id)}"
    status: int | None = None
    try:
        with source.session.stream(link) as response:
            status = response.status_code
            if status != 200:
                # At the account's own server 401 means that the token ended meanwhile, not the link.
                expired = status in EXPIRED and not (status == 401 and _host(link) == source.session.host)
                outcome = Outcome.EXPIRED if expired else Outcome.NO_ANSWER
                pause_s = retry_after_s(response)
                return RecordingResult(call_id, outcome, status=status, host=_host(link), pause_s=pause_s)
            outcome, suffix = _received(response, unfinished, source.largest_bytes)
    except httpx.HTTPError:
        unfinished.unlink(missing_ok=True)
        return RecordingResult(call_id, Outcome.NO_ANSWER, status=status, host=_host(link))
    if outcome != Outcome.FETCHED:
        unfinished.unlink(missing_ok=True)
        return RecordingResult(call_id, outcome, status=status, host=_host(link))
    name = recording_stem(call_id) + suffix
    unfinished.replace(folder / name)
    return RecordingResult(call_id, Outcome.FETCHED, f"{RECORDINGS_FOLDER}/{name}", status, _host(link))


def _received(response: httpx.Response, path: Path, largest_bytes: int) -> tuple[Outcome, str]:
    """Write the answer to path. httpx itself raises where fewer bytes come than Content-Length says."""
    size, head = 0, b""
    with path.open("wb") as file:
        for piece in response.iter_bytes():
            size += len(piece)
            if size > largest_bytes:
                return Outcome.TOO_LARGE, ""
            if len(head) < HEAD_BYTES:
                head += piece[: HEAD_BYTES - len(head)]
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())  # before it takes its name: a loss of power must not leave an empty file under it
    if not size:
        return Outcome.EMPTY, ""
    suffix = audio_suffix(head, response.headers.get("content-type", ""))
    if suffix is None:
        return Outcome.NOT_AUDIO, ""
    return (Outcome.FETCHED if size >= SMALLEST_BYTES else Outcome.EMPTY), suffix


def _digest(link: str) -> str:
    """Links can hold keys, so that only their digests are noted."""
    return hashlib.sha256(link.encode()).hexdigest()[:16]


def _is_url(link: str) -> bool:
    try:
        url = httpx.URL(link)
        return url.scheme in ("http", "https") and bool(url.host)
    except (httpx.InvalidURL, ValueError):
        return False


def _host(link: str) -> str:
    return httpx.URL(link).host if _is_url(link) else ""
