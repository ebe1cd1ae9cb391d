"""A whole account becomes an archive; later only what changed is asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from deals.archive_reader import read_archive
from deals.connectors.fetch_store import FetchStore
from deals.connectors.secret_mask import SecretMask
from tests.deals.connectors.amocrm_server import AmoCrmServer
from tests.deals.connectors.conftest import archive_files, run_fetch
from tests.deals.connectors.made_account import DISMISSED, START, add_note, made_account
from tests.deals.connectors.tables import row, rows

NOW = 4_000_000_000  # a change after the last fetch, by whatever clock


def test_the_archive_is_read_with_nothing_set_aside(big_server: AmoCrmServer, tmp_path: Path) -> None:
    run_fetch(big_server, tmp_path)
    archive = read_archive(tmp_path)
    assert [str(problem) for problem in archive.problems if problem.severity == "set_aside"] == []
    assert (len(archive.deals), len(archive.calls), len(archive.tasks)) == (600, 600, 600)
    assert (archive.company, archive.currency, archive.timezone.key) == ("ООО Ромашка", "RUB", "Europe/Moscow")
    assert sum(call.recording is not None for call in archive.calls) == 12
    assert archive.people[str(DISMISSED)].role == "other"  # on no list, but owner of deals


def test_the_limits_of_the_account_are_kept_at_full_speed(server: AmoCrmServer, tmp_path: Path) -> None:
    server.behaviour.window_s = 1.0
    run_fetch(server, tmp_path, "--without-recordings", scale=1.0)
    assert server.refused == 0
    assert len(server.requests) > 2 * server.behaviour.requests_per_window  # else the limit was never near


def test_a_deal_has_its_stages_owner_reason_and_phones(server: AmoCrmServer, tmp_path: Path) -> None:
    run_fetch(server, tmp_path)
    assert row(tmp_path, "deals", "10002") == {
        "deal_id": "10002",
        "title": "Сделка 2",
        "contact_id": "20002",
        "amount": "2000",
        "margin_pct": "",
        "source": "",
        "qualified": "",
        "created_at": "2026-01-01T09:00:00+00:00",
        "closed_at": "2026-01-06T09:00:00+00:00",
        "status": "lost",
        "stage": "Закрыто и не реализовано",
        "lost_reason": "Дорого",
        "owner_id": str(DISMISSED),
    }
    assert [one["stage"] for one in rows(tmp_path, "stage_history") if one["deal_id"] == "10002"] == [
        "Новая",
        "Расчёт",
        "Закрыто и не реализовано",
    ]
    assert [one["user_id"] for one in rows(tmp_path, "owner_history") if one["deal_id"] == "10002"] == ["11", "99"]
    assert row(tmp_path, "contacts", "20002")["phones"] == "+79100000002; 8 (495) 102-00-00"
    assert row(tmp_path, "contacts", "20002")["company"] == "ООО 30000"


def test_lost_is_named_by_its_own_sales_pipeline(server: AmoCrmServer, tmp_path: Path) -> None:
    run_fetch(server, tmp_path)
    assert row(tmp_path, "deals", "10005")["stage"] == "Отказ"  # 143 as well, in the other sales pipeline


def test_a_call_of_a_contact_has_no_deal_and_one_noted_at_a_deal_has(server: AmoCrmServer, tmp_path: Path) -> None:
    run_fetch(server, tmp_path)
    assert row(tmp_path, "calls", "50010")["deal_id"] == ""
    assert row(tmp_path, "calls", "50000")["deal_id"] == "10000"
    assert len(rows(tmp_path, "calls")) == 60  # each once, though every fifth is noted twice


def test_the_second_fetch_asks_for_changes_only_and_changes_nothing(server: AmoCrmServer, tmp_path: Path) -> None:
    run_fetch(server, tmp_path)
    before, asked = archive_files(tmp_path), len(server.requests)
    printed = run_fetch(server, tmp_path)
    assert "What changed" in printed
    assert archive_files(tmp_path) == before
    lists = [path for path in server.requests[asked:] if "/leads?" in path or "/notes?" in path or "/tasks?" in path]
    assert len(lists) == 5
    assert all("updated_at%5D%5Bfrom%5D" in path for path in lists)
    assert len(server.recording_requests) == 12


def test_changes_of_a_deal_a_new_call_and_a_new_stage_are_picked_up(server: AmoCrmServer, tmp_path: Path) -> None:
    run_fetch(server, tmp_path)
    account = server.account
    account.change_lead(10_003, NOW, price=777_777, status_id=142, closed_at=START + 86_400)
    account.recordings["/sound/new"] = account.recordings["/sound/0"]
    call = {"uniq": "new", "duration": 5, "phone": "+79990000000", "link": f"{server.url}/sound/new"}
    add_note(account, "contacts", 99_000, 20_003, "call_in", NOW, call)
    run_fetch(server, tmp_path)
    changed = row(tmp_path, "deals", "10003")
    assert (changed["amount"], changed["status"]) == ("777777", "won")
    assert row(tmp_path, "calls", "99000")["recording"] == "recordings/99000.wav"
    assert len(rows(tmp_path, "deals")) == 60


def test_a_first_fetch_since_a_day_has_the_whole_history_of_what_changed(server: AmoCrmServer, tmp_path: Path) -> None:
    account = server.account
    for lead in account.lists["leads"]:
        lead["updated_at"] = START  # changed long ago...
    account.change_lead(10_003, START + 300 * 86_400)  # ...but for one
    run_fetch(server, tmp_path, "--since", "2026-09-01")
    assert [one["deal_id"] for one in rows(tmp_path, "deals")] == ["10003"]
    assert [one["stage"] for one in rows(tmp_path, "stage_history")] == ["Новая", "Расчёт"]
    assert [one["task_id"] for one in rows(tmp_path, "tasks")] == ["50003"]
    assert {one["message_id"] for one in rows(tmp_path, "messages")} == {"50032", "50033"}
    assert [one["call_id"] for one in rows(tmp_path, "calls")] == ["50030"]
    assert row(tmp_path, "contacts", "20003")["company"] == "ООО 30000"


def test_a_fetch_since_a_later_day_does_not_hide_what_changed_before_it(server: AmoCrmServer, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    server.behaviour.clock_ahead_s = -30 * 86_400.0
    run_fetch(server, tmp_path)
    server.behaviour.clock_ahead_s = 0.0
    server.account.change_lead(10_004, int(now.timestamp()) - 20 * 86_400, price=1)
    run_fetch(server, tmp_path, "--since", (now - timedelta(days=2)).date().isoformat())
    assert row(tmp_path, "deals", "10004")["amount"] != "1"  # before the day that was asked for
    server.account.change_lead(10_006, int(now.timestamp()) - 20 * 86_400, price=2)
    run_fetch(server, tmp_path)
    assert [row(tmp_path, "deals", deal)["amount"] for deal in ("10004", "10006")] == ["1", "2"]


def test_a_renamed_stage_does_not_stand_in_the_history_twice(server: AmoCrmServer, tmp_path: Path) -> None:
    run_fetch(server, tmp_path)
    before = rows(tmp_path, "stage_history")
    server.account.lists["leads/pipelines"][0]["_embedded"]["statuses"][0]["name"] = "Первичная"
    run_fetch(server, tmp_path)
    assert rows(tmp_path, "stage_history") == before


def test_another_account_is_not_mixed_in(server: AmoCrmServer, tmp_path: Path) -> None:
    run_fetch(server, tmp_path)
    with AmoCrmServer(made_account(3)) as other:
        assert "needs a folder of its own" in run_fetch(other, tmp_path, code=2)


def test_what_a_person_wrote_into_the_archive_stays(server: AmoCrmServer, tmp_path: Path) -> None:
    run_fetch(server, tmp_path)
    people = (tmp_path / "people.csv").read_text(encoding="utf-8")
    people = people.replace("13,Сотрудник 13,", "13,Сотрудник 13,head").replace("99,99,other", "99,Иван,manager")
    (tmp_path / "people.csv").write_text(people, encoding="utf-8")
    settings = (tmp_path / "archive.yaml").read_text(encoding="utf-8")
    (tmp_path / "archive.yaml").write_text(settings.replace("language: auto", "language: ru"), encoding="utf-8")
    run_fetch(server, tmp_path, "--all")
    assert row(tmp_path, "people", "13")["role"] == "head"
    assert (row(tmp_path, "people", "99")["name"], row(tmp_path, "people", "99")["role"]) == ("Иван", "manager")
    assert "language: ru" in (tmp_path / "archive.yaml").read_text(encoding="utf-8")


def test_the_day_of_the_archive_moves_on_unless_a_person_set_it(server: AmoCrmServer, tmp_path: Path) -> None:
    settings = tmp_path / "archive.yaml"
    run_fetch(server, tmp_path)
    today = settings.read_text(encoding="utf-8")
    day = today.partition("as_of: ")[2].strip()
    with FetchStore(tmp_path, "amocrm", SecretMask()) as store:  # as if that fetch had been long ago
        store.set_fact("as_of", "2026-02-01")
    settings.write_text(today.replace(day, "2026-02-01"), encoding="utf-8")
    run_fetch(server, tmp_path)
    assert settings.read_text(encoding="utf-8") == today
    settings.write_text(today.replace(day, "2026-03-03"), encoding="utf-8")
    run_fetch(server, tmp_path)
    assert "as_of: 2026-03-03" in settings.read_text(encoding="utf-8")


def test_words_of_a_contact_with_several_open_deals_are_left_out_and_counted(
    server: AmoCrmServer, tmp_path: Path
) -> None:
    for deal in (10_000, 10_003):  # both open
        server.account.find("leads", deal)["_embedded"]["contacts"] = [{"id": 20_000, "is_main": True}]
    add_note(server.account, "contacts", 99_001, 20_000, "common", START + 40 * 86_400, {"text": "Чья?"})
    printed = run_fetch(server, tmp_path)
    assert "99001" not in {one["message_id"] for one in rows(tmp_path, "messages")}
    assert "belong to no deal for certain" in printed
