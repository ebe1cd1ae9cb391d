"""The tables of archive format 1 and the ready transcripts, written from a labelled archive without its labels."""

import csv
import json
import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from demo.labelled_archive import LabelledArchive, LabelledCall

WORDS_PER_SECOND = 2.6
HEADINGS = {
    "people": "user_id,name,role,team,hired,left,extension",
    "contacts": "contact_id,name,company,phones",
    "deals": "deal_id,title,contact_id,amount,margin_pct,source,qualified,created_at,closed_at,status,stage,"
    "lost_reason,owner_id",
    "stage_history": "deal_id,at,stage,user_id",
    "owner_history": "deal_id,at,user_id",
    "tasks": "task_id,deal_id,type,text,created_at,due_at,completed_at,assignee_id,result",
    "messages": "message_id,deal_id,at,channel,author,text",
    "calls": "call_id,started_at,direction,user_id,client_phone,duration_s,answered,recording,deal_id",
    "periods": "month,plan,fact,margin_fact,head_bonus_paid",
}
COMPANY_FIELDS = ("company", "industry", "language", "timezone", "currency", "as_of", "products")


def write_crm_tables(archive: LabelledArchive, out: Path) -> None:
    """Write everything but the calls: archive.yaml, kpi.yaml and the CSV tables of people, deals and their history."""
    company = archive.company
    _write_yaml(out / "archive.yaml", {field: company[field] for field in COMPANY_FIELDS})
    _write_yaml(out / "kpi.yaml", [{"name": k["name"], "description": k["description"]} for k in company["kpi_scheme"]])
    _write_table(out, "people", _listed(company["people"], "id name role team hired left extension"))
    _write_table(out, "periods", _listed(company["plan"], "month plan fact margin_fact head_bonus_paid"))
    _write_table(out, "contacts", ([c.contact_id, c.name, c.company, ";".join(c.phones)] for c in archive.contacts))
    _write_table(out, "deals", (_deal_row(deal, archive.deal_contacts[deal["deal_id"]]) for deal in archive.deals))
    _write_table(out, "stage_history", _nested(archive, "stage_history", "at stage by"))
    _write_table(out, "owner_history", _nested(archive, "owner_history", "at owner"))
    task_fields = "type text created_at due_at completed_at assignee result"
    _write_table(out, "tasks", _numbered(archive, "tasks", "T", task_fields))
    _write_table(out, "messages", _numbered(archive, "notes", "M", "at channel author text"))


def write_call_table(
    calls: Iterable[LabelledCall],
    seconds: Mapping[str, float],
    recordings: Mapping[str, str],
    out: Path,
    *,
    deal_ids: bool = False,
) -> None:
    """Write calls.csv. seconds: length of every call by call_id; recordings: path in the archive, where there is one.

    deal_id stays empty unless deal_ids is set: linking calls to deals is the product's work.
    """
    rows = []
    for call in calls:
        log = [call.call_id, call.started_at, call.direction, call.user_id, call.phone]
        deal_id = call.deal_id if deal_ids else None
        rows.append([*log, seconds[call.call_id], call.answered, recordings.get(call.call_id), deal_id])
    _write_table(out, "calls", rows)


def write_transcript(
    call: LabelledCall, language: str, folder: Path, *, channels: bool = True, roles: bool = False
) -> float:
    """Write the call as a ready transcript, by default with channels but no roles; returns its length in seconds.

    Times are estimated from the number of words, with pauses drawn from the call's own id.
    """
    pauses = random.Random(call.call_id)
    start_s, utterances = 0.6, []
    for index, turn in enumerate(call.turns):
        end_s = start_s + max(0.5, len(turn.text.split()) / WORDS_PER_SECOND)
        place = {"index": index, "start": round(start_s, 2), "end": round(end_s, 2)}
        side = {"channel": turn.channel if channels else None, "speaker": None, "role": turn.role if roles else None}
        utterances.append({**place, **side, "text": turn.text})
        start_s = end_s + pauses.uniform(0.1, 0.9)
    transcript = {"call_id": call.call_id, "language": language, "utterances": utterances}
    text = json.dumps(transcript, ensure_ascii=False, indent=1)
    (folder / f"{call.call_id}.json").write_text(text + "\n", encoding="utf-8")
    return round(start_s + 1, 1)


def ringing_seconds(call: LabelledCall) -> int:
    """How long an unanswered call rang."""
    return random.Random(call.call_id).randrange(35)


def _deal_row(deal: Mapping[str, Any], contact_id: str) -> list[Any]:
    front = _fields(deal, "deal_id title")
    facts = "amount margin_pct source qualified created_at closed_at status stage lost_reason owner"
    return [*front, contact_id, *_fields(deal, facts)]


def _listed(records: Iterable[Mapping[str, Any]], fields: str) -> Iterable[list[Any]]:
    return (_fields(record, fields) for record in records)


def _nested(archive: LabelledArchive, part: str, fields: str) -> Iterable[list[Any]]:
    return ([deal["deal_id"], *_fields(entry, fields)] for deal in archive.deals for entry in deal[part])


def _numbered(archive: LabelledArchive, part: str, letter: str, fields: str) -> Iterable[list[Any]]:
    for deal in archive.deals:
        for number, entry in enumerate(deal[part]):
            yield [f"{deal['deal_id']}-{letter}{number}", deal["deal_id"], *_fields(entry, fields)]


def _fields(record: Mapping[str, Any], names: str) -> list[Any]:
    return [record.get(name) for name in names.split()]


def _write_yaml(path: Path, content: Any) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110), encoding="utf-8")


def _write_table(out: Path, table: str, rows: Iterable[Sequence[Any]]) -> None:
    with (out / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADINGS[table].split(","))
        writer.writerows(rows)
