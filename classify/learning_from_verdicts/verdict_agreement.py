"""What several reviewers decided together.

Of each reviewer the latest verdict counts. Where all say the same, that is the decision; where they do not, it is
"unsure", until one of them, or somebody else, settles it (`settles`). What is unsure teaches nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from classify.learning_from_verdicts.verdicts import WORTH_IT, Decision, ListName, Verdict

Key = TypeVar("Key", bound=Hashable)
_NEVER = datetime.min.replace(tzinfo=UTC)
_CORRECTIONS = ("reason", "cause", "culprit", "toxic_kpi")


@dataclass(frozen=True, slots=True)
class DealDecision:
    """What is decided about one deal in one list."""

    list: ListName
    deal_id: str
    decision: Decision
    grade: int | None  # 0 to 3; None while unsure
    corrections: Mapping[str, str | None]  # reason, cause, culprit, toxic_kpi: what all say, None: as claimed
    disputed: frozenset[str]  # of those four, where reviewers correct differently: then neither is believed
    reviewers: int


@dataclass(frozen=True, slots=True)
class LineDecision:
    """What is decided about one utterance."""

    call_id: str
    index: int
    codes: Mapping[str, bool]  # only the codes that were judged, and alike


def deal_decisions(verdicts: Iterable[Verdict]) -> list[DealDecision]:
    """One for each list and deal with a verdict, by list and deal."""
    judged = [verdict for verdict in verdicts if verdict.verdict is not None]
    of_deal = _grouped(judged, lambda verdict: (str(verdict.list), str(verdict.deal_id)))
    return [_decided(_latest(given)) for _, given in sorted(of_deal.items())]


def line_decisions(verdicts: Iterable[Verdict]) -> list[LineDecision]:
    """One for each utterance with a judged code, by call and index."""
    given: dict[tuple[str, int], dict[str, list[tuple[Verdict, bool]]]] = {}
    for verdict in verdicts:
        for correction in verdict.signals:
            of_line = given.setdefault((correction.call_id, correction.index), {})
            for code, present in correction.judged().items():
                of_line.setdefault(code, []).append((verdict, present))
    decided = []
    for (call_id, index), of_line in sorted(given.items()):
        codes = {code: found for code, opinions in sorted(of_line.items()) if (found := _agreed(opinions)) is not None}
        if codes:
            decided.append(LineDecision(call_id, index, codes))
    return decided


def _agreed(opinions: Sequence[tuple[Verdict, bool]]) -> bool | None:
    """Whether a code is there; None where reviewers disagree."""
    by_verdict = {id(verdict): present for verdict, present in opinions}
    said = {by_verdict[id(verdict)] for verdict in _latest([verdict for verdict, _ in opinions])}
    return said.pop() if len(said) == 1 else None


def _grouped(verdicts: Iterable[Verdict], key: Callable[[Verdict], Key]) -> dict[Key, list[Verdict]]:
    groups: dict[Key, list[Verdict]] = {}
    for verdict in verdicts:
        groups.setdefault(key(verdict), []).append(verdict)
    return groups


def _latest(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The latest verdict of each reviewer; the latest that settles, alone, where there is one."""
    in_time = sorted(verdicts, key=lambda verdict: verdict.at or _NEVER)  # a stable sort keeps the order of the file
    settling = [verdict for verdict in in_time if verdict.settles]
    if settling:
        return settling[-1:]
    return list({verdict.reviewer.casefold(): verdict for verdict in in_time}.values())


def _decided(opinions: Sequence[Verdict]) -> DealDecision:
    first = opinions[0]
    said = {verdict.verdict for verdict in opinions}
    decision: Decision = first.verdict if len(said) == 1 and first.verdict else "unsure"
    corrections = {name: {getattr(verdict, name) for verdict in opinions} for name in _CORRECTIONS}
    return DealDecision(
        list=first.list or "revive",
        deal_id=first.deal_id or "",
        decision=decision,
        grade=None if decision == "unsure" else min(_grade(verdict) for verdict in opinions),
        corrections={name: next(iter(said)) if len(said) == 1 else None for name, said in corrections.items()},
        disputed=frozenset(name for name, said in corrections.items() if len(said) > 1),
        reviewers=len(opinions),
    )


def _grade(verdict: Verdict) -> int:
    """Without a grade a confirmed claim counts as probable and a rejected one as none."""
    if verdict.grade is not None:
        return verdict.grade
    return WORTH_IT if verdict.verdict == "confirm" else 0
