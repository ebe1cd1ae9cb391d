"""Review data of as many deals as a test wants: one invented deal, over and over, under other ids."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from reports.review_run import REVIEW_DATA, write_review_data
from tests.reports.sample_run import sample_result

PATTERN = "S3"  # of the list of losses: owner and person at fault are U2
OWNER, HEAD = "U2", "U1"


def write_made_run(folder: Path, flagged: int = 20, unflagged: int = 10, company: str = "Кедр") -> Path:
    """A folder with a review_data.jsonl of losses L1, L2, ..., the flagged ones first. The store reads it as any."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / REVIEW_DATA
    write_review_data(path, sample_result("ru"), "ru", redacted=False)
    head, *lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][:-1]
    pattern = next(line for line in lines if (line["list"], line["deal_id"]) == ("error_loss", PATTERN))
    head["company"] = company
    head["lists"] = {
        "revive": {"flagged": 0, "unflagged": 0, "sampled": 0},
        "error_loss": {"flagged": flagged, "unflagged": unflagged, "sampled": unflagged},
    }
    made = [_made(pattern, number, number <= flagged) for number in range(1, flagged + unflagged + 1)]
    text = "".join(json.dumps(content, ensure_ascii=False) + "\n" for content in (head, *made))
    digest = hashlib.sha256(text.encode()).hexdigest()
    path.write_text(text + f'{{"digest": "{digest}"}}\n', encoding="utf-8")
    return folder


def _made(pattern: dict[str, Any], number: int, flagged: bool) -> dict[str, Any]:
    text = json.dumps(pattern).replace(f'"{PATTERN}"', f'"L{number}"')
    probability = 0.5 + number % 50 / 100 if flagged else number % 50 / 100
    varied = {"flagged": flagged, "probability": probability, "amount": str(1000 * number), "title": f"Стол {number}"}
    return dict(json.loads(text) | varied)
