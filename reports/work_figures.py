"""What a report shows of the check of the work: counts, people, and the most evident findings with their proof."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from classify.crm_work.person_load import TeamLoad, UsualLoad
from classify.crm_work.work_findings import PersonWork, WorkCheck, WorkFinding

MOST_DEALS, MOST_FINDINGS = 12, 5  # shown; work_findings.jsonl holds all


@dataclass(frozen=True, slots=True)
class PersonAtWork:
    work: PersonWork
    load: UsualLoad | None


@dataclass(frozen=True, slots=True)
class WorkFigures:
    """deals: the findings that are shown, deal by deal, of found in deals_found deals.

    unknown: reason and how many findings it leaves open, commonest first.
    """

    found: int
    unknown: Mapping[str, int]
    people: tuple[PersonAtWork, ...]
    deals: tuple[tuple[WorkFinding, ...], ...]
    deals_found: int


def count_work(work: WorkCheck, loads: TeamLoad) -> WorkFigures:
    """Deals with the client's own word come first, then those with most findings."""
    found = [finding for finding in work.findings if finding.verdict == "found"]
    by_deal = [list(group) for _, group in groupby(found, key=lambda finding: finding.deal_id)]
    by_deal.sort(key=lambda group: (-any(f.client_says_so for f in group), -len(group), group[0].deal_id))
    reasons = Counter(finding.reason for finding in work.findings if finding.reason is not None)
    return WorkFigures(
        found=len(found),
        unknown=dict(reasons.most_common()),
        people=tuple(PersonAtWork(person, loads.usual(person.user_id)) for person in work.people),
        deals=tuple(tuple(group[:MOST_FINDINGS]) for group in by_deal[:MOST_DEALS]),
        deals_found=len(by_deal),
    )
