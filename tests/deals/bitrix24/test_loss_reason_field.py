"""The company's own field for the reason of a loss, in the ways a portal may tell its values."""

from __future__ import annotations

from pathlib import Path

from tests.deals.bitrix24.fetching import fetched, left_out, rows
from tests.deals.bitrix24.made_portal import DEAL, REASON
from tests.deals.bitrix24.portal_server import PortalServer


def reason(tmp_path: Path, deal_id: str = "106") -> str:
    return rows(tmp_path, "deals.csv", "deal_id")[deal_id]["lost_reason"]


def test_values_that_the_fields_do_not_tell_are_asked_for(tmp_path: Path, server: PortalServer) -> None:
    server.methods.field_values[REASON] = server.portal.fields[DEAL][REASON].pop("items")
    fetched(server, tmp_path, recordings=False)
    assert reason(tmp_path) == "Дорого"


def test_values_that_nobody_tells_leave_the_stage_s_name_and_are_counted(tmp_path: Path, server: PortalServer) -> None:
    server.portal.fields[DEAL][REASON]["items"] = [{"ID": "1", "VALUE": "Другое"}]
    server.rules.denied = frozenset({"crm.deal.userfield.list"})
    outcome = fetched(server, tmp_path, recordings=False)
    assert reason(tmp_path) == "Сервис: Сделка провалена"
    assert left_out(outcome)["reason"] == 2


def test_several_values_and_words_typed_by_hand_are_all_kept(tmp_path: Path, server: PortalServer) -> None:
    server.portal.fields[DEAL]["UF_CRM_1700000003"] = {"type": "string", "title": "Почему отказались (подробно)"}
    for deal in server.portal.items[DEAL]:
        deal["UF_CRM_1700000003"] = ""
    server.portal.item(DEAL, 106).update({REASON: [45, 47], "UF_CRM_1700000003": "Ушли к конкуренту"})
    server.methods._item_fields[DEAL] |= {"UF_CRM_1700000003"}
    fetched(server, tmp_path, recordings=False)
    assert reason(tmp_path) == "Дорого; Нет в наличии; Ушли к конкуренту"


def test_a_field_of_another_meaning_is_not_taken_for_it(tmp_path: Path, server: PortalServer) -> None:
    server.portal.fields[DEAL][REASON]["title"] = "Причина обращения"
    fetched(server, tmp_path, recordings=False)
    assert reason(tmp_path) == "Сервис: Сделка провалена"
