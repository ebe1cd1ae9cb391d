"""`dealforensics review`: the review page, served."""

from __future__ import annotations

import secrets
import socket
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import uvicorn

from deals.database import shown_location
from pipelines.flow_command import absolute
from pipelines.review_database import BAD_INPUT, DONE, carried_out, review_location
from reports.review.store.review_store import ReviewStore, open_review
from reports.review.web.app import review_app
from reports.review.web.learning_job import LearningJob
from reports.review.web.playable_sound import usual_folder
from reports.review.web.web_settings import WebSettings
from reports.texts import Language, Texts

FIRST_OWNER = "owner"
_PASSWORD_BYTES = 12
# A browser's connection is kept while somebody reads a page. After uvicorn's own 5 s it would often be closed just as
# the next request sets out on it.
_IDLE_S = 75
_LEAVING_S = 3  # for answers under way when the server is ended; a recording may take longer


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """The command line as typed."""

    runs: tuple[Path, ...]
    database: str | None = field(repr=False)  # a path, or a URL that may hold a password
    host: str = "127.0.0.1"
    port: int = 8765
    reviewers: Literal[1, 2] | None = None
    public_url: str = ""
    proxies: tuple[str, ...] = ()
    user_header: str = ""
    models: Path | None = None


class _Unusable(Exception):
    """code: a text."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code, self.details = code, details


def review_command(request: ReviewRequest, texts: Texts, environment: Mapping[str, str]) -> int:
    """Serve until Ctrl-C. Exit code 0; 2 where the runs, the database, the port or the options cannot be used."""
    try:
        return carried_out(lambda: _serve(request, texts, environment), texts)
    except _Unusable as error:
        print(texts.text(error.code, **error.details), file=sys.stderr)
        return BAD_INPUT


def _serve(request: ReviewRequest, texts: Texts, environment: Mapping[str, str]) -> int:
    settings = _settings(request, texts)
    location = review_location(request.database, environment)
    with _listening(request) as listening:
        store = open_review([absolute(run) for run in request.runs], location, reviewers=request.reviewers)
        learning = LearningJob(learn_arguments, absolute(request.models or _models_folder(location)))
        try:
            _say_what_is_served(store, location, request, texts)
            app = review_app(store, settings, learning)
            # What a proxy says of the client is for us to believe or not (`client_address`), not for the server.
            config = uvicorn.Config(
                app,
                log_level="warning",
                proxy_headers=False,
                server_header=False,
                timeout_graceful_shutdown=_LEAVING_S,
                timeout_keep_alive=_IDLE_S,
            )
            uvicorn.Server(config).run(sockets=[listening])
        except KeyboardInterrupt:  # how such a server is ended
            pass
        finally:
            learning.stop()
            store.close()
    return DONE


def learn_arguments(runs: Sequence[Path], models: Path, language: Language) -> list[str]:
    """The command line that learns from runs, in this very installation."""
    folders = [str(run) for run in runs]
    return [
        sys.executable, "-m", "pipelines.cli", "--lang", language, "learn", *folders, "--models-out", str(models)
    ]  # fmt: skip


def _settings(request: ReviewRequest, texts: Texts) -> WebSettings:
    if request.user_header and not request.proxies:
        raise _Unusable("review-header-needs-proxy")
    return WebSettings(
        language=texts.language,
        sounds=usual_folder(),
        public_url=request.public_url.rstrip("/"),
        proxies=frozenset(request.proxies),
        user_header=request.user_header,
    )


def _listening(request: ReviewRequest) -> socket.socket:
    """Before anything is opened: a port that is taken must show at once."""
    family = socket.AF_INET6 if ":" in request.host else socket.AF_INET
    try:
        return socket.create_server((request.host, request.port), family=family, backlog=256)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _Unusable("review-port-taken", host=request.host, port=str(request.port), reason=reason) from error


def _models_folder(location: str) -> Path:
    return (Path() if "://" in location else Path(location).parent) / "review_models"


def _say_what_is_served(store: ReviewStore, location: str, request: ReviewRequest, texts: Texts) -> None:
    say = texts.text
    runs = store.runs()
    if not runs:
        raise _Unusable("review-runs-missing")
    print(say("review-database", database=shown_location(location)))
    for run in runs:
        print(say("review-loaded", company=run.company, day=run.as_of))
    if not store.has_accounts():
        password = secrets.token_urlsafe(_PASSWORD_BYTES)
        store.add_account(FIRST_OWNER, "owner", password, must_change=True)
        print(say("review-first-owner", name=FIRST_OWNER, password=password))
        print(say("review-how-to-account"))
    host = f"[{request.host}]" if ":" in request.host else request.host
    print(say("review-address", address=request.public_url or f"http://{host}:{request.port}/"))
    print(say("review-stop"), flush=True)
