"""review_data.jsonl: what a run leaves for the review page, one line for each deal in each list that can be judged.

Beside the flagged deals stands a random share of the ranked ones that were not flagged: without them nobody could tell
how many the program misses. On the page they look like the flagged ones, so that the answer is not given away.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from classify.learning_from_verdicts.verdicts import ListName
from classify.records import ErrorLoss, Revival
from reports.case_records import CaseCutter, CaseRecords
from reports.run_result import RunResult
from reports.stored_values import RecordStore
from reports.texts import LANGUAGES, Language
from reports.unusable_run import StoredRunUnusable

REVIEW_DATA = "review_data.jsonl"
FORMAT = 1  # of head and lines; the records within have `RecordStore.shape`
UNFLAGGED_SAMPLED = 60  # of each list: 30 judged ones narrow a share of 5% to an interval of 1 to 17%
LISTS: tuple[ListName, ...] = get_args(ListName)


@dataclass(frozen=True, slots=True)
class ListSizes:
    """What stands behind the lines of a list: estimates are made of it."""

    flagged: int
    unflagged: int  # ranked, not flagged
    sampled: int  # of these, at random


@dataclass(frozen=True, slots=True)
class ReviewHead:
    """The first line: of which run the cases are."""

    records: str  # shape of what the lines hold
    program: str
    language: Language
    redacted: bool
    company: str
    archive: str
    as_of: str
    timezone: str
    currency: str | None
    lists: dict[ListName, ListSizes]


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One deal in one list, with what a queue needs beside the packed `CaseRecords`."""

    list: ListName
    deal_id: str
    flagged: bool
    probability: float
    code: str  # cause or reason
    title: str
    amount: Decimal | None
    owner_id: str | None
    owner: str  # name
    person_id: str | None  # the claim is about, or who should make contact
    person: str
    concerned: tuple[str, ...]  # CRM ids of people who have or had the deal, or whom the claim is about
    case: Any  # packed


@dataclass(frozen=True, slots=True)
class ReviewData:
    head: ReviewHead
    cases: tuple[CaseLine, ...]
    digest: str  # of head and lines: the same run is known again by it


def write_review_data(path: Path, result: RunResult, language: Language, *, redacted: bool) -> None:
    """Write review_data.jsonl. Its last line holds the digest: without it the file was cut off.

    Equal runs write equal files.
    """
    store, archive = RecordStore(CaseRecords), result.archive
    chosen = {part: _chosen(part, result) for part in LISTS}
    rankings = result.analysis.rankings
    head = {
        "format": FORMAT, "records": store.shape, "program": result.run_info.versions.get("dealforensics", ""),
        "language": language, "redacted": redacted, "company": archive.company, "archive": str(archive.path),
        "as_of": archive.as_of.isoformat(), "timezone": archive.timezone.key, "currency": archive.currency,
        "lists": {"revive": _sizes(rankings.revive, chosen["revive"]),
                  "error_loss": _sizes(rankings.error_loss, chosen["error_loss"])},
    }  # fmt: skip
    cutter = CaseCutter(result, [claim for claims in chosen.values() for claim in claims])
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for content in (head, *(_line(part, claim, cutter, store) for part in LISTS for claim in chosen[part])):
            # Half a surrogate pair, which broken exports hold, is no UTF-8; its escape is what JSON would write for it.
            text = (json.dumps(content, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
            digest.update(text)
            file.write(text)
        file.write(f'{{"digest": "{digest.hexdigest()}"}}\n'.encode())


def _chosen(part: ListName, result: RunResult) -> list[Revival | ErrorLoss]:
    """The flagged claims of a list, and the random share of the others, in their order."""
    rankings, archive = result.analysis.rankings, result.archive
    claims: Sequence[Revival | ErrorLoss] = rankings.revive if part == "revive" else rankings.error_loss
    others = [place for place, claim in enumerate(claims) if not claim.flagged]
    # The seed is the run's own: its sample is the same each time, and nobody chooses it.
    drawn = random.Random(f"{archive.company}|{archive.as_of}|{part}")
    sample = set(drawn.sample(others, min(UNFLAGGED_SAMPLED, len(others))))
    return [claim for place, claim in enumerate(claims) if claim.flagged or place in sample]


def _sizes(claims: Sequence[Revival | ErrorLoss], chosen: Sequence[Revival | ErrorLoss]) -> dict[str, int]:
    flagged = sum(claim.flagged for claim in claims)
    return {"flagged": flagged, "unflagged": len(claims) - flagged, "sampled": len(chosen) - flagged}


def _line(part: ListName, claim: Revival | ErrorLoss, cutter: CaseCutter, store: RecordStore) -> dict[str, Any]:
    records = cutter.records(claim)
    archive, deal = records.archive, records.archive.deals[claim.deal_id]
    owner, person = (archive.people.get(one or "") for one in (deal.owner_id, claim.person_id))
    return {
        "list": part, "deal_id": claim.deal_id, "flagged": claim.flagged, "probability": claim.probability,
        "code": claim.reason if isinstance(claim, Revival) else claim.cause, "title": deal.title or "",
        "amount": None if deal.amount is None else str(deal.amount), "owner_id": deal.owner_id,
        "owner": owner.name if owner else deal.owner_id or "", "person_id": claim.person_id,
        "person": person.name if person else claim.person_id or "", "concerned": records.concerned,
        "case": store.packed(records),
    }  # fmt: skip


def read_review_data(folder: Path) -> ReviewData:
    """What a run left for the review. Raises StoredRunUnusable: no-folder, review-missing, unreadable, damaged,
    other-version."""
    path = folder / REVIEW_DATA
    try:
        lines = path.read_bytes().splitlines(keepends=True)
        contents = [json.loads(line) for line in lines]
    except FileNotFoundError as error:
        code = "review-missing" if folder.is_dir() else "no-folder"
        raise StoredRunUnusable(code, folder=str(folder)) from error
    except OSError as error:
        raise StoredRunUnusable("unreadable", file=str(path), reason=error.strerror or str(error)) from error
    except (ValueError, RecursionError) as error:
        raise StoredRunUnusable("damaged", file=str(path)) from error
    digest = hashlib.sha256(b"".join(lines[:-1])).hexdigest()
    if len(lines) < 2 or contents[-1] != {"digest": digest} or not isinstance(contents[0], dict):
        raise StoredRunUnusable("damaged", file=str(path))
    return ReviewData(_head(contents[0], path), tuple(_case_lines(contents[1:-1])), digest)


def _head(said: dict[str, Any], path: Path) -> ReviewHead:
    shape = RecordStore(CaseRecords).shape
    if said.get("format") != FORMAT or said.get("records") != shape or said.get("language") not in LANGUAGES:
        raise StoredRunUnusable("other-version", file=str(path), program=str(said.get("program") or "?"))
    sizes = {part: ListSizes(**said["lists"][part]) for part in LISTS}
    return ReviewHead(**{name: value for name, value in said.items() if name != "format"} | {"lists": sizes})


def _case_lines(contents: Iterable[dict[str, Any]]) -> Iterator[CaseLine]:
    for said in contents:
        amount = None if said["amount"] is None else Decimal(said["amount"])
        yield CaseLine(**said | {"amount": amount, "concerned": tuple(said["concerned"])})
