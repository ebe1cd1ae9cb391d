"""The webhook's code, tokens and signed links appear in no file, output or log."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from deals.connectors.bitrix24.authorisation import WEBHOOK_VARIABLE, entrance
from deals.connectors.connector import Access
from deals.connectors.faults import FetchFailed, FetchFault
from tests.deals.bitrix24.fetching import fetched
from tests.deals.bitrix24.portal_server import CLIENT_ID, CLIENT_SECRET, WEBHOOK_CODE, PortalServer
from tests.deals.bitrix24.test_interrupted import COMMAND, ROOT


def traces(folder: Path, *secrets: str) -> list[str]:
    """Files that hold one of the secrets, in whatever part of the folder."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    assert paths
    return [str(path) for path in paths if any(secret.encode() in path.read_bytes() for secret in secrets)]


def secret_file(folder: Path, text: str) -> Path:
    path = folder / "secrets.yaml"
    path.touch(0o600)
    path.write_text(text, encoding="utf-8")
    return path


def oauth_file(folder: Path, server: PortalServer, **changed: str) -> Path:
    values = {
        "portal": server.base,
        "oauth_server": server.base,
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "access_token": "access-0-secret",
        "refresh_token": "refresh-0-secret",
        **changed,
    }
    return secret_file(folder, "".join(f"{name}: {value}\n" for name, value in values.items()))


def test_the_webhook_s_code_is_in_no_file_and_no_output(tmp_path: Path, server: PortalServer) -> None:
    server.faults = [("crm.item.list", 0, "reset"), ("batch", 0, "502"), ("download", 0, "cut")]
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-c", COMMAND, str(tmp_path / "archive"), str(server.rules.speed)],
        cwd=ROOT,
        env={**os.environ, WEBHOOK_VARIABLE: server.webhook},
        capture_output=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert WEBHOOK_CODE.encode() not in done.stdout + done.stderr
    assert traces(tmp_path, WEBHOOK_CODE) == []


@pytest.mark.parametrize("kind", ["reset", "502", "hang", "half-json", "overload"])
def test_a_fault_that_ends_the_fetch_does_not_tell_the_code(
    kind: str, tmp_path: Path, server: PortalServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.faults = [("crm.item.list", 0, kind)] * 2
    with pytest.raises(FetchFailed) as failed:
        fetched(server, tmp_path / "archive", tries=2)
    error: BaseException | None = failed.value
    while error is not None:
        assert WEBHOOK_CODE not in f"{error!r} {error}"
        error = error.__cause__
    assert WEBHOOK_CODE not in str(failed.value.details) + caplog.text
    assert traces(tmp_path, WEBHOOK_CODE) == []


def test_a_refused_webhook_is_named_without_its_code(tmp_path: Path, server: PortalServer) -> None:
    wrong = server.webhook.replace(WEBHOOK_CODE, "wr0ngc0desecret")
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, str(tmp_path / "archive"), str(server.rules.speed)],
        cwd=ROOT,
        env={**os.environ, WEBHOOK_VARIABLE: wrong},
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert b"127.0.0.1" in done.stderr
    assert b"wr0ngc0desecret" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "address",
    [
        "example.bitrix24.ru",
        "https://example.bitrix24.ru/rest/1/",
        "https://example.bitrix24.ru/rest/abc/c0dec0desecret/",
        "http://example.bitrix24.ru/rest/1/c0dec0desecret/",
        "ftp://example.bitrix24.ru/rest/1/c0dec0desecret/",
    ],
)
def test_what_is_no_webhook_is_refused_without_being_shown(address: str) -> None:
    with pytest.raises(FetchFailed) as failed:
        entrance(Access(None, None, {WEBHOOK_VARIABLE: address}))
    assert (failed.value.code, failed.value.details) == (FetchFault.BAD_WEBHOOK, {})


@pytest.mark.parametrize("ending", ["", "/", "/profile", "/profile.json", "/crm.item.list"])
def test_a_webhook_is_taken_in_every_form_the_portal_shows(ending: str) -> None:
    door = entrance(Access(None, None, {WEBHOOK_VARIABLE: f"https://Example.bitrix24.ru/rest/17/abc0def1{ending}"}))
    assert door.base_url == "https://Example.bitrix24.ru/rest/17/abc0def1"
    assert door.portal == "example.bitrix24.ru"
    assert "abc0def1" not in repr(door)


def test_an_account_that_the_webhook_does_not_lead_to_is_refused() -> None:
    environment = {WEBHOOK_VARIABLE: "https://one.bitrix24.ru/rest/1/abc0def1/"}
    with pytest.raises(FetchFailed) as failed:
        entrance(Access("https://two.bitrix24.ru/rest/5/s0mebodyscode/", None, environment))
    assert failed.value.code == FetchFault.OTHER_PORTAL
    assert "s0mebodyscode" not in str(failed.value.details)


def test_a_webhook_may_stand_in_a_file(tmp_path: Path, server: PortalServer) -> None:
    path = secret_file(tmp_path, f"webhook: {server.webhook}\n")
    fetched(server, tmp_path / "archive", recordings=False, secret_file=path)
    assert traces(tmp_path / "archive", WEBHOOK_CODE) == []


def test_a_file_that_others_may_read_is_refused(tmp_path: Path, server: PortalServer) -> None:
    path = secret_file(tmp_path, f"webhook: {server.webhook}\n")
    path.chmod(0o644)
    with pytest.raises(FetchFailed) as failed:
        fetched(server, tmp_path / "archive", secret_file=path)
    assert failed.value.code == FetchFault.SECRET_FILE_OPEN


def test_without_any_secret_both_ways_to_give_one_are_named() -> None:
    with pytest.raises(FetchFailed) as failed:
        entrance(Access(None, None, {}))
    assert WEBHOOK_VARIABLE in failed.value.details["names"]


def test_an_access_token_that_ends_in_the_middle_is_renewed_and_its_successors_are_kept(
    tmp_path: Path, server: PortalServer
) -> None:
    path = oauth_file(tmp_path, server)
    calls = 0

    def watch(method: str) -> None:
        nonlocal calls
        calls += 1
        if calls in (5, 20):
            server.expire_tokens()

    server.watch = watch
    fetched(server, tmp_path / "archive", secret_file=path)
    assert server.seen.refreshed == 2
    kept = path.read_text(encoding="utf-8")
    assert "access-2-secret" in kept
    assert "refresh-2-secret" in kept
    assert path.stat().st_mode & 0o777 == 0o600
    secrets = [f"{kind}-{number}-secret" for kind in ("access", "refresh") for number in range(3)]
    assert traces(tmp_path / "archive", CLIENT_SECRET, *secrets) == []


def test_a_file_without_an_access_token_yet_gets_one(tmp_path: Path, server: PortalServer) -> None:
    path = oauth_file(tmp_path, server, access_token="")
    fetched(server, tmp_path / "archive", recordings=False, secret_file=path)
    assert "access-1-secret" in path.read_text(encoding="utf-8")


def test_a_refresh_token_that_was_used_elsewhere_ends_the_fetch(tmp_path: Path, server: PortalServer) -> None:
    path = oauth_file(tmp_path, server, refresh_token="refresh-used-secret")
    server.expire_tokens()
    with pytest.raises(FetchFailed) as failed:
        fetched(server, tmp_path / "archive", secret_file=path)
    assert failed.value.code == FetchFault.TOKEN_REFUSED
    assert "secret" not in str(failed.value.details).replace("invalid_grant", "")


def test_a_token_that_could_not_be_kept_is_not_exchanged(
    tmp_path: Path, server: PortalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = oauth_file(tmp_path, server)
    server.expire_tokens()

    def full(*_: object) -> None:
        raise FetchFailed(FetchFault.SECRET_FILE_UNWRITABLE, file=str(path), reason="disk full")

    monkeypatch.setattr("deals.connectors.rotating_tokens.check_writable", full)
    with pytest.raises(FetchFailed):
        fetched(server, tmp_path / "archive", secret_file=path)
    assert server.seen.refreshed == 0
