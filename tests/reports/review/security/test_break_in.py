"""What somebody would try from outside: names of recordings that lead elsewhere, guessing, forged cookies."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from reports.review.store.review_store import open_review
from reports.review.web.app import review_app
from reports.review.web.cookies import SESSION
from reports.review.web.web_settings import WebSettings
from reports.review_run import REVIEW_DATA, write_review_data
from tests.reports.review.web.conftest import PASSWORD, Enter, case_of, logged_in, post, token_of, write_sound
from tests.reports.sample_run import sample_result

PLACES = (
    "../secret.wav", "recordings/../../secret.wav", "..\\secret.wav", "{secret}", "file://{secret}", "//{secret}",
    "recordings/../recordings/../../secret.wav", "linked.wav", "linked/secret.wav", "../archive-of-another/a.wav",
    "/etc/passwd", "/proc/self/environ", "\x00", "recordings/K1.wav\x00.txt", "", ".", "..", "recordings",
    "%2e%2e/secret.wav", "a" * 5000 + ".wav", "loop",
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_no_name_in_an_export_leads_out_of_the_archive(tmp_path: Path, place: str) -> None:
    archive, secret = tmp_path / "archive", tmp_path / "secret.wav"
    for path in (secret, archive / "recordings" / "K1.wav", tmp_path / "archive-of-another" / "a.wav"):
        write_sound(path, 0.1)
    (archive / "linked.wav").symlink_to(secret)
    (archive / "linked").symlink_to(tmp_path)
    (archive / "loop").symlink_to(archive / "loop")
    result = sample_result("ru")
    named = place.format(secret=secret) if "{" in place else place
    calls = tuple(replace(call, recording=named) for call in result.archive.calls)
    out = tmp_path / "out"
    out.mkdir()
    changed = replace(result, archive=replace(result.archive, path=archive, calls=calls))
    write_review_data(out / REVIEW_DATA, changed, "ru", redacted=False)
    store = open_review([out], tmp_path / "review.db")
    store.add_account("olga", "owner", PASSWORD)
    client = logged_in(review_app(store, WebSettings("en", tmp_path / "sounds")), "olga")
    case_id = case_of(store, "revive", "S1")
    answer = client.get(f"/cases/{case_id}/recording?call=K1")
    assert answer.status_code == 404
    assert "text/plain" in answer.headers["content-type"]
    assert str(tmp_path) not in answer.text
    assert client.get(f"/cases/{case_id}").status_code == 200
    store.close()


@pytest.mark.parametrize(
    "name",
    [
        "../app.py", "..%2f..%2fapp.py", "%2e%2e/%2e%2e/app.py", "....//app.py", "review.css%00", "/etc/passwd",
        "..\\app.py", "review.css/../../app.py",
    ],
)  # fmt: skip
def test_only_the_pages_own_files_are_served(enter: Enter, name: str) -> None:
    answer = enter("").get(f"/static/x/{name}")
    assert answer.status_code in (404, 303, 422)
    assert "import" not in answer.text
    assert "root:" not in answer.text


def test_a_name_is_guessed_five_times_and_other_people_log_in_meanwhile(enter: Enter) -> None:
    visitor = enter("")
    guesses = [post(visitor, "/login", page="/login", name="ANNA", password=f"guess {n}") for n in range(8)]
    assert [answer.status_code for answer in guesses] == [401] * 5 + [429] * 3
    assert all(int(answer.headers["retry-after"]) > 0 for answer in guesses[5:])
    for spelt in ("anna", " anna ", "Anna"):
        assert post(visitor, "/login", page="/login", name=spelt, password=PASSWORD).status_code in (401, 429)
    assert post(visitor, "/login", page="/login", name="boris", password=PASSWORD).status_code == 303


def test_a_forwarded_address_gives_no_fresh_guesses(enter: Enter) -> None:
    """Who writes X-Forwarded-For himself is still one and the same address."""
    visitor = enter("")
    token = {"form_token": token_of(visitor, "/login"), "name": "anna"}
    statuses = [
        visitor.post("/login", data=token | {"password": "x"}, headers={"x-forwarded-for": f"10.0.0.{n}"}).status_code
        for n in range(8)
    ]
    assert statuses[-1] == 429


def test_guesses_at_the_same_moment_are_counted_too(app: FastAPI, enter: Enter) -> None:
    statuses: list[int] = []

    def guess(client: TestClient, token: str, number: int) -> None:
        data = {"form_token": token, "name": "anna", "password": f"guess {number}"}
        statuses.append(client.post("/login", data=data).status_code)

    visitors = [enter("") for _ in range(12)]
    tokens = [token_of(visitor, "/login") for visitor in visitors]
    threads = [
        threading.Thread(target=guess, args=(visitor, token, number))
        for number, (visitor, token) in enumerate(zip(visitors, tokens, strict=True))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(statuses) == 12
    assert statuses.count(401) <= 5
    assert set(statuses) == {401, 429}


@pytest.mark.parametrize("session", ["", "x", "0" * 43, "é", "' OR 1=1 --", "A" * 100_000])
def test_a_forged_session_opens_nothing(app: FastAPI, session: str) -> None:
    client = TestClient(app, follow_redirects=False)
    headers = [(b"cookie", f"{SESSION}={session}".encode())]
    assert client.get("/queue", headers=headers).status_code in (303, 400, 431)


def test_a_disabled_account_is_out_at_once(enter: Enter) -> None:
    olga, anna = enter("olga"), enter("anna")
    page = olga.get("/accounts").text
    account = page.split(">anna<")[1].split('action="')[1].split('"')[0]
    assert post(olga, account, action="disable").status_code == 303
    assert anna.get("/queue").status_code == 303
    visitor = enter("")
    assert post(visitor, "/login", page="/login", name="anna", password=PASSWORD).status_code == 401


@pytest.mark.parametrize("words", ["' OR '1'='1", "%", "_", "\\", '"; DROP TABLE review_cases; --', "\x00"])
def test_what_is_searched_for_is_no_part_of_a_query(enter: Enter, words: str) -> None:
    olga = enter("olga")
    for field in ("words", "manager", "code", "reviewer"):
        answer = olga.get("/queue", params={field: words, "state": "any"})
        assert answer.status_code in (200, 422)
        assert 'href="/cases/' not in answer.text
    assert 'href="/cases/' in olga.get("/queue").text
