"""The pages of a small run over SQLite, with recordings, and people who log in."""

from __future__ import annotations

import re
import wave
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from reports.review.store.records import QueueFilters, Viewer
from reports.review.store.review_store import ReviewStore, open_review
from reports.review.web.app import review_app
from reports.review.web.web_settings import WebSettings
from reports.review_run import REVIEW_DATA, write_review_data
from tests.reports.sample_run import Say, as_it_is, sample_result

PASSWORD = "длинный пароль 1"
PEOPLE = (("olga", "owner", None), ("kira", "consultant", None), ("anna", "quality", None), ("boris", "quality", None),
          ("igor", "manager", "U2"), ("head", "head", "U1"))  # fmt: skip
TOKEN = re.compile(r'name="form_token" value="([0-9a-f]{64})"')
Enter = Callable[[str], TestClient]


def write_sound(path: Path, seconds: float = 1.0, rate: int = 8000) -> None:
    """Stereo PCM: a tone on the left, silence on the right."""
    path.parent.mkdir(parents=True, exist_ok=True)
    left = np.sin(np.arange(int(seconds * rate)) * 2 * np.pi * 440 / rate) * 20000
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(np.stack([left, np.zeros_like(left)], axis=1).astype("<i2").tobytes())


def write_sample_run(folder: Path, say: Say = as_it_is, *, redacted: bool = False) -> Path:
    """A run whose archive has a recording of K1, and one of K2 that would lie outside of the archive."""
    result = sample_result("ru", say)
    places = {"K1": "recordings/K1.wav", "K2": "../secret.wav"}
    archive = replace(
        result.archive,
        path=folder / "archive",
        calls=tuple(replace(call, recording=places.get(call.call_id)) for call in result.archive.calls),
    )
    for place in places.values():
        write_sound(folder / "archive" / place)
    out = folder / "out"
    out.mkdir(parents=True, exist_ok=True)
    write_review_data(out / REVIEW_DATA, replace(result, archive=archive), "ru", redacted=redacted)
    return out


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ReviewStore]:
    opened = open_review([write_sample_run(tmp_path)], tmp_path / "review.db", reviewers=2)
    for name, role, crm_user_id in PEOPLE:
        opened.add_account(name, role, PASSWORD, crm_user_id=crm_user_id)  # type: ignore[arg-type]
    yield opened
    opened.close()


@pytest.fixture
def app(store: ReviewStore, tmp_path: Path) -> FastAPI:
    return review_app(store, WebSettings("en", tmp_path / "sounds"))


@pytest.fixture
def enter(app: FastAPI) -> Enter:
    """Logs somebody in; "" is a visitor without an account."""
    return lambda name: logged_in(app, name)


def logged_in(app: FastAPI, name: str) -> TestClient:
    client = TestClient(app, follow_redirects=False)
    if name:
        answer = post(client, "/login", page="/login", name=name, password=PASSWORD)
        assert answer.status_code == 303
    return client


def token_of(client: TestClient, page: str) -> str:
    match = TOKEN.search(client.get(page).text)
    assert match is not None
    return match[1]


def post(client: TestClient, address: str, page: str = "/password", **fields: object):  # type: ignore[no-untyped-def]
    """The form sent as the browser would, with the token of a page of this session."""
    return client.post(address, data={"form_token": token_of(client, page), **fields})


def viewer(store: ReviewStore, name: str) -> Viewer:
    account = store.account_named(name)
    assert account is not None
    return Viewer(account)


def case_of(store: ReviewStore, list_name: str, deal_id: str) -> int:
    rows = store.queue(viewer(store, "olga"), QueueFilters()).rows
    return next(row.case_id for row in rows if (row.list, row.deal_id) == (list_name, deal_id))
