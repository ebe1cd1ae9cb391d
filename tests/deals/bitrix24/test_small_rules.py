"""The rules that can be told without a portal."""

from __future__ import annotations

import pytest

from deals.connectors.bitrix24.activity_rows import task_type, telephony_call
from deals.connectors.bitrix24.client_rows import person_rows
from deals.connectors.bitrix24.deal_index import DealIndex
from deals.connectors.bitrix24.deal_rows import endings
from deals.connectors.bitrix24.entity import DEAL, LEAD
from deals.connectors.bitrix24.loss_reason import means_loss_reason
from deals.connectors.bitrix24.moments import moment
from deals.connectors.bitrix24.plain_text import plain_text
from deals.connectors.bitrix24.portal_zone import portal_zone
from deals.connectors.bitrix24.rest import php_query
from tests.deals.bitrix24.rest_query import parsed_query


@pytest.mark.parametrize(
    "title",
    [
        "Причина отказа",
        "Причины отказа клиента",
        "Причина проигрыша",
        "Причина закрытия сделки",
        "Причина провала",
        "Почему отказались",
        "Отказ: причина",
        "Loss reason",
        "Reason for closing as lost",
        "Why we lost it",
        "Lost Reason (details)",
        "Cancellation reason",
    ],
)
def test_titles_that_ask_why_a_deal_was_lost_are_known(title: str) -> None:
    assert means_loss_reason(title)


@pytest.mark.parametrize(
    "title",
    [
        "Причина обращения",
        "Причина возврата",
        "Причина скидки",
        "Отказ от рассылки",
        "Дата закрытия",
        "Reason for contact",
        "Return reason",
        "Lost date",
        "Город",
        "",
    ],
)
def test_other_titles_are_not_taken_for_it(title: str) -> None:
    assert not means_loss_reason(title)


def test_html_becomes_the_words_a_reader_saw() -> None:
    mail = "<style>p {color: red}</style><p>Добрый день!</p>\n<div>Цена: 5 &lt; 6<br>С уважением</div><!-- x -->"
    assert plain_text(mail, is_html=True) == "Добрый день!\nЦена: 5 < 6\nС уважением"


def test_bbcode_is_taken_out_and_other_brackets_stay() -> None:
    text = "[B]Важно[/B]: [URL=https://example.org]сайт[/URL], [USER=5]Анна[/USER] [не срочно] [*]пункт"
    assert plain_text(text) == "Важно: сайт, Анна [не срочно]\nпункт"


def test_a_smaller_sign_in_plain_words_is_no_tag() -> None:
    assert plain_text("скидка <b 5 и <нет> больше>") == "скидка <b 5 и <нет> больше>"


def test_moments_are_written_in_utc_and_placeholders_are_none() -> None:
    assert moment("2026-03-02T09:00:00+03:00") == "2026-03-02T06:00:00+00:00"
    assert moment("2026-03-02T09:00:00") == "2026-03-02T09:00:00"
    assert [moment(value) for value in ("9999-12-31T00:00:00+03:00", "", None, "0000-00-00", {})] == [""] * 5


def test_nested_parameters_survive_a_batch_s_notation() -> None:
    params = {
        "filter": {"BINDINGS": [{"OWNER_TYPE_ID": "2", "OWNER_ID": "17"}], ">=DATE": "2026-03-02T09:00:00+03:00"},
        "select": ["ID", "A&B=C"],
    }
    assert parsed_query(php_query(params)) == params


INDEX = DealIndex(
    deals=frozenset({"1", "2"}), leads=frozenset({"7"}), of_lead={"8": frozenset({"1"}), "9": frozenset({"1", "2"})}
)


@pytest.mark.parametrize(
    ("bindings", "only", "main"),
    [
        ([(DEAL, "1"), (3, "5")], "1", "1"),
        ([(DEAL, "1"), (DEAL, "2")], "", "1"),
        ([(DEAL, "2"), (LEAD, "9")], "2", "2"),
        ([(LEAD, "7")], "L_7", "L_7"),
        ([(LEAD, "8")], "1", "1"),
        ([(LEAD, "9")], "", ""),
        ([(3, "5")], "", ""),
        ([(DEAL, "404")], "", ""),
    ],
)
def test_bindings_lead_to_one_deal_or_to_none(bindings: list[tuple[int, str]], only: str, main: str) -> None:
    assert INDEX.only_one(bindings) == only
    assert INDEX.main_one(bindings, bindings[0]) == main


def step(number: int, day: int, semantics: str) -> dict:
    return {
        "ID": number,
        "OWNER_ID": 1,
        "CREATED_TIME": f"2026-03-{day:02}T00:00:00+00:00",
        "STAGE_ID": "X",
        "STAGE_SEMANTIC_ID": semantics,
    }


def test_an_ending_counts_from_the_first_of_the_last_steps_that_mean_the_same() -> None:
    history = [step(1, 1, "P"), step(2, 3, "F"), step(3, 5, "P"), step(4, 8, "F"), step(5, 9, "F")]
    found = endings(history, DEAL)["1"]
    assert (found.semantics, found.since[:10], found.last_id) == ("F", "2026-03-08", 5)


def test_calls_of_the_telephony_are_told_from_those_noted_down_by_hand() -> None:
    assert telephony_call({"TYPE_ID": "2", "ORIGIN_ID": "VI_externalCall.ab"}) == "externalCall.ab"
    by_hand = {"TYPE_ID": "2", "ORIGIN_ID": None, "PROVIDER_ID": "VOXIMPLANT_CALL"}
    assert (telephony_call(by_hand), task_type(by_hand)) == ("", "call")
    assert task_type({"TYPE_ID": "6", "PROVIDER_ID": "CRM_WEBFORM"}) == ""


MOSCOW = ["2025-01-10T10:00:00+03:00", "2025-07-10T10:00:00+03:00"]
BERLIN = ["2025-01-10T10:00:00+01:00", "2025-07-10T10:00:00+02:00"]


@pytest.mark.parametrize(
    ("zones", "host", "moments", "zone"),
    [
        (["Asia/Omsk", "", "Asia/Omsk", "Europe/Moscow"], "x.bitrix24.ru", MOSCOW, "Asia/Omsk"),
        ([""], "x.bitrix24.ru", MOSCOW, "Europe/Moscow"),
        ([""], "x.bitrix24.ru", ["2025-01-10T10:00:00+05:00"], "Asia/Yekaterinburg"),
        ([""], "x.bitrix24.de", BERLIN, "Europe/Berlin"),
        ([""], "x.bitrix24.ru", BERLIN, None),
        ([""], "x.bitrix24.com", MOSCOW, None),
        ([""], "127.0.0.1:8080", MOSCOW, None),
        (["no/zone"], "x.bitrix24.ru", [], None),
    ],
)
def test_the_zone_is_the_users_own_else_the_one_of_the_country_that_fits_else_unknown(
    zones: list[str], host: str, moments: list[str], zone: str | None
) -> None:
    assert portal_zone(({"TIME_ZONE": one} for one in zones), host, moments) == zone


def test_a_head_who_alone_owns_deals_in_his_department_heads_nobody_who_sells() -> None:
    users = [{"ID": "1", "NAME": "А", "UF_DEPARTMENT": [3]}, {"ID": "2", "NAME": "Б", "UF_DEPARTMENT": [3]}]
    departments = {"3": {"ID": "3", "NAME": "Продажи", "UF_HEAD": "1"}}
    alone = {row["user_id"]: row.get("role") for row in person_rows(users, departments, frozenset({"1"}))}
    with_seller = {row["user_id"]: row.get("role") for row in person_rows(users, departments, frozenset({"1", "2"}))}
    assert alone == {"1": None, "2": None}
    assert with_seller == {"1": "head", "2": None}


@pytest.mark.parametrize(
    ("position", "role"),
    [
        ("РОП", "head"),
        ("Руководитель отдела продаж", "head"),
        ("Руководитель", None),
        ("Менеджер", "manager"),
        ("", None),
    ],
)
def test_a_position_makes_a_head_only_where_it_says_of_what(position: str, role: str | None) -> None:
    users = [{"ID": "1", "NAME": "А", "WORK_POSITION": position}]
    assert [row.get("role") for row in person_rows(users, {}, frozenset())] == [role]
