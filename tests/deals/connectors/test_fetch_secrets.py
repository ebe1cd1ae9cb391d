"""Keys stay where they belong, and a key that works once is replaced before it is used up."""

from __future__ import annotations

import logging
from pathlib import Path

import httpx
import pytest
import yaml

from deals.connectors.amocrm.address import account_url
from deals.connectors.faults import FetchFailed
from deals.connectors.secret_mask import SecretMask, quiet_http_logs
from tests.deals.connectors.amocrm_server import AmoCrmServer
from tests.deals.connectors.conftest import TOKEN, run_fetch, start_fetch
from tests.deals.connectors.tables import row

OAUTH = {
    "client_id": "CLIENTID-0001",
    "client_secret": "CLIENTSECRET0001",
    "redirect_uri": "https://example.test",
    "refresh_token": "REFRESHTOKEN000",
}


def secret_file(folder: Path, content: object = OAUTH, mode: int = 0o600) -> Path:
    path = folder / "keys.yaml"
    path.write_text(content if isinstance(content, str) else yaml.safe_dump(content), encoding="utf-8")
    path.chmod(mode)
    return path


def nothing_leaks(archive: Path, printed: str, secrets: tuple[str, ...]) -> None:
    for path in archive.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert [secret for secret in secrets if secret.encode() in content] == [], path
    assert [secret for secret in secrets if secret in printed] == []


def test_a_token_is_in_no_file_and_no_output(server: AmoCrmServer, tmp_path: Path) -> None:
    server.behaviour.recording_faults = {"/sound/4": "403"}
    printed = run_fetch(server, tmp_path)
    server.behaviour.faults = {len(server.requests) + 3: "400"}
    printed += run_fetch(server, tmp_path, code=1)
    nothing_leaks(tmp_path, printed, (TOKEN,))
    assert "SECRETLINKKEY" not in printed


def test_a_token_that_its_page_wrapped_is_put_together_again(server: AmoCrmServer, tmp_path: Path) -> None:
    run_fetch(server, tmp_path / "1", "--without-recordings", token=f" {TOKEN[:7]}\n{TOKEN[7:]} ")
    path = secret_file(tmp_path, f"token: {TOKEN[:7]}\n  {TOKEN[7:]}\n")
    printed = run_fetch(server, tmp_path / "2", "--without-recordings", "--secrets", str(path), token=None)
    nothing_leaks(tmp_path / "2", printed, (TOKEN,))


def test_a_token_that_no_header_can_hold_is_refused_at_once_and_not_quoted(
    server: AmoCrmServer, tmp_path: Path
) -> None:
    printed = run_fetch(server, tmp_path, code=2, token="SECRETHEAD1234\x00SECRETTAIL1234")
    assert "copied wrongly" in printed
    assert "SECRET" not in printed
    assert server.requests == []


def test_other_lines_of_the_file_are_not_taken_out_of_the_data(server: AmoCrmServer, tmp_path: Path) -> None:
    content = {"token": TOKEN, "domain": "example.amocrm.ru", "note": "Сотрудник 13"}
    server.account.find("leads", 10_000)["name"] = "Заявка с example.amocrm.ru"
    path = secret_file(tmp_path, content)
    run_fetch(server, tmp_path / "archive", "--secrets", str(path), "--without-recordings", token=None)
    assert row(tmp_path / "archive", "deals", "10000")["title"] == "Заявка с example.amocrm.ru"
    assert "Сотрудник 13" in (tmp_path / "archive" / "people.csv").read_text(encoding="utf-8")


def test_keys_that_another_fetch_has_renewed_meanwhile_are_taken_from_the_file(
    server: AmoCrmServer, tmp_path: Path
) -> None:
    """Two fetches of one account, into two archives: the refresh token that one has used is no use to the other."""
    path = secret_file(tmp_path)
    server.tokens.uses_of_next = 6
    others: list[int] = []

    def other(number: int, api_path: str, params: object) -> None:
        if not others:
            others.append(number)
            server.exchange(yaml.safe_load(path.read_text(encoding="utf-8")))
            renewed = {"access_token": next(iter(server.tokens.access)), "refresh_token": server.tokens.refresh}
            secret_file(tmp_path, {**OAUTH, **renewed})

    server.behaviour.before = other
    run_fetch(server, tmp_path / "archive", "--secrets", str(path), token=None)
    assert others
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["refresh_token"] == server.tokens.refresh


def test_keys_behind_a_link_are_renewed_where_they_lie(server: AmoCrmServer, tmp_path: Path) -> None:
    path, link = secret_file(tmp_path), tmp_path / "link.yaml"
    link.symlink_to(path)
    run_fetch(server, tmp_path / "archive", "--secrets", str(link), token=None)
    assert link.is_symlink()
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["refresh_token"] == server.tokens.refresh


@pytest.mark.parametrize("proxy", ["socks5://user:SECRETPROXY@127.0.0.1:9", "foo://user:SECRETPROXY@127.0.0.1:9"])
def test_a_proxy_that_cannot_be_used_ends_in_a_sentence_without_its_password(
    server: AmoCrmServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    printed = run_fetch(server, tmp_path, code=2)
    assert "ALL_PROXY" in printed
    assert "SECRETPROXY" not in printed


def test_a_webhook_given_as_an_address_is_not_shown() -> None:
    with pytest.raises(FetchFailed) as failed:
        account_url("https://example.bitrix24.ru/rest/1/SECRETCODE77/")
    assert "SECRETCODE77" not in str(failed.value)


def test_a_refusal_that_quotes_the_token_does_not_show_it(server: AmoCrmServer, tmp_path: Path) -> None:
    printed = run_fetch(server, tmp_path, code=2, token="WRONGTOKEN12345")
    assert "does not accept the token" in printed
    nothing_leaks(tmp_path, printed, ("WRONGTOKEN12345",))


def test_access_is_renewed_in_the_middle_of_a_fetch_and_the_new_key_kept(server: AmoCrmServer, tmp_path: Path) -> None:
    server.tokens.uses_of_next = 6
    path = secret_file(tmp_path)
    printed = run_fetch(server, tmp_path / "archive", "--secrets", str(path), token=None)
    assert server.tokens.renewals >= 3
    kept = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert kept["refresh_token"] == server.tokens.refresh
    assert {key: kept[key] for key in ("client_id", "client_secret")} == {
        key: OAUTH[key] for key in ("client_id", "client_secret")
    }
    assert path.stat().st_mode & 0o777 == 0o600
    used = tuple(f"{kind}TOKEN{number:03}" for kind in ("ACCESS", "REFRESH") for number in range(20))
    nothing_leaks(tmp_path / "archive", printed, (*used, OAUTH["client_secret"]))
    run_fetch(server, tmp_path / "archive", "--secrets", str(path), token=None)


def test_killed_right_after_a_renewal_the_new_key_is_in_the_file(server: AmoCrmServer, tmp_path: Path) -> None:
    path = secret_file(tmp_path)
    process = start_fetch(server, tmp_path / "archive", "--secrets", str(path), token=None)

    def kill(number: int, api_path: str, params: object) -> None:  # the first request with the new token
        process.kill()

    server.behaviour.before = kill
    process.communicate(timeout=60)
    server.behaviour.before = lambda *_: None
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["refresh_token"] == server.tokens.refresh
    run_fetch(server, tmp_path / "archive", "--secrets", str(path), token=None)


def test_a_used_refresh_token_ends_in_a_sentence_without_it(server: AmoCrmServer, tmp_path: Path) -> None:
    path = secret_file(tmp_path, {**OAUTH, "refresh_token": "USEDREFRESHTOKEN"})
    printed = run_fetch(server, tmp_path / "archive", "--secrets", str(path), token=None, code=2)
    assert "does not accept the refresh token" in printed
    nothing_leaks(tmp_path / "archive", printed, ("USEDREFRESHTOKEN", OAUTH["client_secret"]))


def test_a_long_lived_token_can_stand_in_the_file(server: AmoCrmServer, tmp_path: Path) -> None:
    path = secret_file(tmp_path, {"token": TOKEN})
    nothing_leaks(
        tmp_path / "archive",
        run_fetch(server, tmp_path / "archive", "--secrets", str(path), token=None),
        (TOKEN,),
    )


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_file_that_others_can_read_is_refused(server: AmoCrmServer, tmp_path: Path, mode: int) -> None:
    path = secret_file(tmp_path, mode=mode)
    printed = run_fetch(server, tmp_path / "archive", "--secrets", str(path), token=None, code=2)
    assert f"chmod 600 {path}" in printed
    assert server.requests == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("token: [SECRETINFILE", "cannot be read (ParserError)"),
        ("SECRETINFILE", "key: value"),
        ({"client_id": "SECRETINFILE"}, "Needed: token, client_secret, redirect_uri, refresh_token"),
    ],
)
def test_a_file_without_what_is_needed_is_refused_and_not_quoted(
    server: AmoCrmServer, tmp_path: Path, content: object, sentence: str
) -> None:
    path = secret_file(tmp_path, content)
    printed = run_fetch(server, tmp_path / "archive", "--secrets", str(path), token=None, code=2)
    assert sentence in printed
    assert "SECRETINFILE" not in printed


def test_without_any_key_the_sentence_says_where_one_goes(server: AmoCrmServer, tmp_path: Path) -> None:
    assert "DEALFORENSICS_AMOCRM_TOKEN" in run_fetch(server, tmp_path, token=None, code=2)


@pytest.mark.parametrize(
    "text",
    [
        "https://portal.example/rest/1/SECRETCODE77/crm.item.list.json?start=0",
        "GET /x?auth=SECRETCODE77&b=1",
        "Authorization: Bearer SECRETCODE77",
        "https://records.example/a.mp3?sign=SECRETCODE77",
        "https://h/?t=SECRET%2BKNOWN%2F1",
        "SECRET+KNOWN/1",
    ],
)
def test_what_is_shown_holds_no_secret(text: str) -> None:
    mask = SecretMask()
    mask.add("SECRET+KNOWN/1")
    assert "SECRET" not in mask.shown(text)


def test_the_http_library_logs_no_address(caplog: pytest.LogCaptureFixture) -> None:
    mask = SecretMask()
    quiet_http_logs(mask)
    caplog.set_level(logging.DEBUG)
    with httpx.Client() as client, pytest.raises(httpx.ConnectError):
        client.get("http://127.0.0.1:9/rest/1/SECRETCODE77/x?auth=SECRETCODE77")
    logging.getLogger("httpx").warning("sent to %s", "http://127.0.0.1:9/rest/1/SECRETCODE77/")
    assert "SECRETCODE77" not in caplog.text
    assert "sent to" in caplog.text
