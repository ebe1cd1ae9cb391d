"""A case read, judged, contested and brought back to the models, through the pages only."""

from __future__ import annotations

import json
import sys
import time
from html.parser import HTMLParser
from pathlib import Path

from fastapi.testclient import TestClient

from reports.review.store.records import QueueFilters
from reports.review.store.review_store import ReviewStore, open_review
from reports.review.web.app import review_app
from reports.review.web.learning_job import LearningJob
from reports.review.web.web_settings import WebSettings
from tests.reports.review.web.conftest import (
    PASSWORD,
    Enter,
    case_of,
    logged_in,
    post,
    token_of,
    viewer,
    write_sample_run,
)

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"' onfocus=alert(1) x='{{7*7}}"


class Elements(HTMLParser):
    """Names of a page's elements and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[dict[str, str | None]] = []
        self.names: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "script":
            self.scripts.append(dict(attrs))


def judge(client: TestClient, case_id: int, decision: str, **fields: str) -> int:
    return post(client, f"/cases/{case_id}/verdict", decision=decision, onward="stay", **fields).status_code


def test_nothing_that_people_typed_becomes_part_of_a_page(tmp_path: Path) -> None:
    store = open_review([write_sample_run(tmp_path, lambda text: text + HOSTILE)], tmp_path / "hostile.db")
    store.add_account("olga", "owner", PASSWORD)
    client = logged_in(review_app(store, WebSettings("en", tmp_path)), "olga")
    cases = [row.case_id for row in store.queue(viewer(store, "olga"), QueueFilters()).rows]
    post(client, f"/cases/{cases[0]}/verdict", decision="unsure", comment=HOSTILE, onward="stay")
    for path in ("/queue", "/figures", "/accounts", "/audit", "/data", *(f"/cases/{case_id}" for case_id in cases)):
        text = client.get(path).text
        page = Elements()
        page.feed(text)
        assert [script["type"] for script in page.scripts] == ["module"], path
        assert "img" not in page.names, path
        assert not {name for name in page.attributes if name.startswith("on")}, path
        assert "49" not in text.split("x='", 1)[-1][:4], path
    store.close()


def test_how_sure_the_program_was_is_shown_after_the_verdict_only(store: ReviewStore, enter: Enter) -> None:
    client, case_id = enter("anna"), case_of(store, "error_loss", "S3")
    assert "60%" not in client.get(f"/cases/{case_id}").text
    assert judge(client, case_id, "confirm", grade="3") == 303
    assert "60%" in client.get(f"/cases/{case_id}").text


def test_two_judge_blind_and_a_third_settles(store: ReviewStore, enter: Enter) -> None:
    case_id = case_of(store, "error_loss", "S3")
    anna, boris = enter("anna"), enter("boris")
    assert judge(anna, case_id, "confirm", grade="3", comment="Anna's reason") == 303
    assert "Anna's reason" not in boris.get(f"/cases/{case_id}").text.replace("&#39;", "'")
    assert judge(boris, case_id, "reject", grade="1") == 303
    assert "Anna's reason" in boris.get(f"/cases/{case_id}").text.replace("&#39;", "'")
    kira = enter("kira")
    assert "Settle it" in kira.get(f"/cases/{case_id}").text
    assert judge(kira, case_id, "confirm", grade="2") == 303
    assert store.status(viewer(store, "olga"), case_id).row.state == "confirmed"
    assert "1 of 1 decided" in enter("olga").get("/figures").text


def test_a_verdict_that_contradicts_itself_is_not_stored(store: ReviewStore, enter: Enter) -> None:
    case_id = case_of(store, "error_loss", "S3")
    anna = enter("anna")
    assert judge(anna, case_id, "confirm", grade="0") == 400
    assert judge(anna, case_id, "confirm", cause="X9") == 400
    assert judge(anna, case_id, "maybe") == 422
    assert store.status(viewer(store, "anna"), case_id).mine is None


def test_the_signals_of_a_line_are_corrected_where_one_listens(store: ReviewStore, enter: Enter) -> None:
    case_id, anna = case_of(store, "revive", "S1"), enter("anna")
    fields = {"call_id": "K1", "index": "1", "removed": "need_stated", "confirmed": "complaint_no_contact"}
    assert post(anna, f"/cases/{case_id}/signals", **fields).status_code == 204
    assert "-need_stated" in anna.get(f"/cases/{case_id}").text
    assert post(anna, f"/cases/{case_id}/signals", **fields | {"removed": "nonsense"}).status_code == 400


def test_an_appeal_opens_the_case_again(store: ReviewStore, enter: Enter) -> None:
    case_id = case_of(store, "error_loss", "S3")
    igor = enter("igor")
    assert post(igor, f"/cases/{case_id}/appeal", comment="I did call").headers["location"].endswith("said=appealed")
    assert "I did call" in igor.get(f"/cases/{case_id}").text
    assert store.status(viewer(store, "olga"), case_id).row.state == "contested"
    assert judge(igor, case_id, "reject") == 403


def test_after_saving_comes_the_next_case_under_the_same_filters(store: ReviewStore, enter: Enter) -> None:
    anna, case_id = enter("anna"), case_of(store, "error_loss", "S3")
    answer = post(anna, f"/cases/{case_id}/verdict?list=error_loss", decision="unsure", onward="next")
    assert answer.headers["location"].endswith("?list=error_loss&said=saved")
    assert 'class="notice"' in anna.get(answer.headers["location"]).text


def test_verdicts_go_out_and_come_in(store: ReviewStore, enter: Enter) -> None:
    olga, case_id = enter("olga"), case_of(store, "error_loss", "S3")
    judge(olga, case_id, "confirm", grade="3")
    lines = olga.get("/data/verdicts.jsonl").text.splitlines()
    assert [(json.loads(line)["deal_id"], json.loads(line)["verdict"]) for line in lines] == [("S3", "confirm")]
    run = str(store.runs()[0].run_id)
    table = "list,deal_id,verdict,grade,reviewer\nerror_loss,S2,reject,0,Clara\nerror_loss,NO,reject,0,Clara\n"
    fields = {"form_token": token_of(olga, "/data"), "run": run}
    answer = olga.post("/data/import", data=fields, files={"file": ("../verdicts.csv", table)})
    assert "1 brought in, 0 known already, 1 set aside" in answer.text
    for name, content in (("deals.xlsx", b"PK\x03\x04broken"), ("x.jsonl", b"\xff\xfe\x00"), ("", b"")):
        assert olga.post("/data/import", data=fields, files={"file": (name, content)}).status_code in (200, 422)


def test_learning_runs_beside_the_pages_and_says_what_it_said(store: ReviewStore, tmp_path: Path) -> None:
    said = "import sys; print('learned', *sys.argv[1:])"
    job = LearningJob(lambda runs, out, lang: [sys.executable, "-c", said, *map(str, runs), lang], tmp_path / "models")
    client = logged_in(review_app(store, WebSettings("en", tmp_path), job), "kira")
    assert post(client, "/learning").status_code == 409
    assert post(client, "/learning", runs=[str(store.runs()[0].run_id)]).status_code == 303
    for _ in range(600):
        state = client.get("/learning").json()
        if not state["running"]:
            break
        time.sleep(0.1)
    folder = store.runs()[0].folder
    assert state == {"running": False, "lines": [f"learned {folder} en"], "exit_code": 0}
    assert (folder / "verdicts.jsonl").is_file()
    assert f"learned {folder} en" in client.get("/data").text


def test_the_owner_makes_an_account_whose_password_is_shown_once(store: ReviewStore, enter: Enter) -> None:
    olga = enter("olga")
    text = post(olga, "/accounts", name="Zoe", role="quality").text
    password = text.split('class="secret">')[1].split("<")[0]
    assert password not in olga.get("/accounts").text
    visitor = enter("")
    assert post(visitor, "/login", page="/login", name="zoe", password=password).status_code == 303
    assert visitor.get("/queue").headers["location"] == "/password"
    assert post(olga, "/accounts", name="Zoe", role="quality").status_code == 409
