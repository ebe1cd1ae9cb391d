"""What a run left behind, as verdicts on it need it: the claims, the deals' features, the words of the calls.

A verdict is taken only where the run holds what was judged: the deal in its list, the call, the utterance word for
word. So an archive that was changed and run again between the run and the verdict is noticed.
"""

from __future__ import annotations

import csv
import io
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from classify.learning_from_verdicts.verdicts import ListName, SignalCorrection, Verdict
from classify.records import DealTable
from classify.utterance_encoders.conversation import ROLE_ORDER, Conversation
from deals.csv_formulas import unguarded
from deals.problems import Problem

LEARNING_FILE = "learning.npz"
_FORMAT = 1
_UNSURE_ROLE = np.full(len(ROLE_ORDER), 1 / len(ROLE_ORDER))


class RunNotReviewable(Exception):
    """The folder holds no finished run that can be learned from.

    reason: what is wrong; missing: the name of a file that is not there, and then that is what is wrong.
    """

    def __init__(self, folder: Path, reason: str, missing: str | None = None) -> None:
        super().__init__(f"{folder}: {reason}")
        self.folder = folder
        self.reason = reason
        self.missing = missing


@dataclass(frozen=True, slots=True)
class SpokenCall:
    """A call's words as the run has them."""

    texts: Mapping[int, str]  # index of the utterance to its text, in their order
    roles: np.ndarray  # shape (n_texts, 3) in ROLE_ORDER; equal chances where the run was not certain

    @property
    def conversation(self) -> Conversation:
        return Conversation(tuple(self.texts.values()), self.roles)


@dataclass(frozen=True, slots=True)
class ReviewedRun:
    """A finished run. claims: list to deal id to its entry in rankings.json."""

    folder: Path
    company: str
    as_of: str
    set_name: str  # of the models that judged, as in run.json
    set_digest: str
    models: Path | None  # folder they came from; None: the program's own
    table: DealTable
    claims: Mapping[ListName, Mapping[str, Mapping[str, Any]]]
    deal_of_call: Mapping[str, str]  # calls that were joined to a deal


def learning_bytes(table: DealTable | None) -> bytes:
    """The table as learning.npz: arrays only, equal bytes for equal tables. None: an archive without deals."""
    kept = table or DealTable((), (), (), (), np.empty((0, 0)))
    memory = io.BytesIO()
    np.savez_compressed(
        memory, format=np.array(_FORMAT), names=np.array(kept.names, dtype=str),
        deal_ids=np.array(kept.deal_ids, dtype=str), statuses=np.array(kept.statuses, dtype=str),
        titles=np.array(kept.titles, dtype=str), features=kept.features,
    )  # fmt: skip
    return memory.getvalue()


def read_reviewed_run(folder: Path) -> ReviewedRun:
    """Read a results folder. Raises RunNotReviewable."""
    try:
        about = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        judged = next(model for model in about["models"] if model["purpose"] == "signals")
        named = about["settings"].get("models")
        rankings = json.loads((folder / "rankings.json").read_text(encoding="utf-8"))
        return ReviewedRun(
            folder=folder,
            company=about["archive"]["company"],
            as_of=rankings["as_of"],
            set_name=judged["name"],
            set_digest=judged["digest"],
            models=Path(named) if named else None,
            table=_deal_table(folder / LEARNING_FILE),
            claims={
                "revive": {claim["deal_id"]: claim for claim in rankings["revive"]},
                "error_loss": {claim["deal_id"]: claim for claim in rankings["error_loss"]},
            },
            deal_of_call=read_deal_of_call(folder / "links.csv"),
        )
    except StopIteration:
        raise RunNotReviewable(folder, "run.json: signals") from None
    except FileNotFoundError as error:
        raise RunNotReviewable(folder, str(error), missing=Path(error.filename).name) from error
    except KeyError as error:
        raise RunNotReviewable(folder, f"{error}") from error
    except (OSError, EOFError, ValueError, TypeError, AttributeError, BadZipFile, zlib.error) as error:
        raise RunNotReviewable(folder, str(error)) from error


def _deal_table(path: Path) -> DealTable:
    with np.load(path, allow_pickle=False) as stored:
        if int(stored["format"]) != _FORMAT:
            raise ValueError(f"{path.name}: format {int(stored['format'])}")
        words = {name: tuple(stored[name].tolist()) for name in ("names", "deal_ids", "statuses", "titles")}
        return DealTable(**words, features=stored["features"])


def read_deal_of_call(path: Path) -> dict[str, str]:
    """Call id to deal id, of the calls in a links.csv that belong to a deal."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["deal_id"]]
    return {unguarded(row["call_id"]): unguarded(row["deal_id"]) for row in rows}


def words_of_calls(run: ReviewedRun, call_ids: Iterable[str]) -> dict[str, SpokenCall]:
    """Of these calls those that the run has words of. Raises RunNotReviewable where signals.jsonl cannot be read."""
    wanted = frozenset(call_ids)
    lines: dict[str, list[tuple[int, str, str | None]]] = {}
    try:
        with (run.folder / "signals.jsonl").open(encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                if row["call_id"] in wanted:
                    lines.setdefault(row["call_id"], []).append((row["index"], row["text"], row["role"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RunNotReviewable(run.folder, f"signals.jsonl: {error}") from error
    return {call_id: _spoken(of_call) for call_id, of_call in lines.items()}


def _spoken(lines: Sequence[tuple[int, str, str | None]]) -> SpokenCall:
    certain = np.eye(len(ROLE_ORDER))
    roles = [_UNSURE_ROLE if role is None else certain[list(ROLE_ORDER).index(role)] for _, _, role in lines]  # type: ignore[arg-type]
    return SpokenCall({index: text for index, text, _ in lines}, np.array(roles))


def fitting(
    verdicts: Iterable[Verdict], run: ReviewedRun, calls: Mapping[str, SpokenCall]
) -> tuple[list[Verdict], list[Problem]]:
    """The verdicts that fit the run as it is, and what does not fit in the others.

    calls: `words_of_calls` of the calls that the verdicts name.
    """
    titles = dict(zip(run.table.deal_ids, run.table.titles, strict=True))
    fit, problems = [], []
    for verdict in verdicts:
        wrong = _deal_problem(verdict, run, titles) or next(
            (found for one in verdict.signals if (found := _line_problem(one, verdict, calls))), None
        )
        if wrong is None:
            fit.append(verdict)
        else:
            problems.append(wrong)
    return fit, problems


def _deal_problem(verdict: Verdict, run: ReviewedRun, titles: Mapping[str, str]) -> Problem | None:
    if verdict.deal_id is None:
        return None
    known = run.claims[verdict.list] if verdict.list is not None else titles
    if verdict.deal_id not in known or verdict.deal_id not in titles:
        code = "verdict-unknown-deal" if verdict.deal_id not in titles else "verdict-deal-not-ranked"
        return Problem(code, verdict.file, verdict.row, "deal_id", verdict.deal_id, details={"run": str(run.folder)})
    title = " ".join(titles[verdict.deal_id].split())
    if verdict.title is not None and title and " ".join(verdict.title.split()) != title:
        details = {"deal": verdict.deal_id, "found": title}
        return Problem("verdict-other-title", verdict.file, verdict.row, "title", verdict.title, details=details)
    return None


def _line_problem(one: SignalCorrection, verdict: Verdict, calls: Mapping[str, SpokenCall]) -> Problem | None:
    place = {"call": one.call_id, "index": str(one.index)}
    call = calls.get(one.call_id)
    if call is None:
        return Problem("verdict-unknown-call", verdict.file, verdict.row, "signals", one.call_id, details=place)
    text = call.texts.get(one.index)
    if text is None:
        return Problem("verdict-unknown-line", verdict.file, verdict.row, "signals", str(one.index), details=place)
    if one.text is not None and one.text != text.strip():
        details = place | {"found": text}
        return Problem("verdict-other-words", verdict.file, verdict.row, "signals", one.text, details=details)
    return None
