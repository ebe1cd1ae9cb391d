"""What did not happen in a deal, and what was found about the work on it: facts of the record, weighed for a claim.

Without a phone log, or a number of the client, it cannot be known that nobody called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import pairwise

from classify.claims.case_file import CaseFile
from classify.claims.deal_quotes import Weighed
from classify.crm_work.work_findings import ENTRY_CODES, LEAD_CODES, WorkFinding
from classify.deal_judgement.deal_features import DAY
from classify.promises_kept.promises import Promise
from classify.records import Evidence

LONG_SILENCE_DAYS = 10.0
STEP_HEARD = 0.3

# Which findings about the work bear out which claim.
_WORK_OF_CLAIM: Mapping[str, tuple[str, ...]] = {
    "M10_fake_activity": ENTRY_CODES,
    **dict.fromkeys(("M2_slow_first_contact", "H2_bad_routing", "H4_activity_over_leads", "unworked_lead"), LEAD_CODES),
}
_WORK, _OTHER_WORK = 1.3, 0.3
_LEFT_WAITING = frozenset({"M1_no_callback", "M6_quote_late_or_wrong", "broken_promise"})
_LEFT_ALONE = frozenset({
    "M1_no_callback", "M2_slow_first_contact", "M5_no_next_step", "M9_early_close", "H1_deferred_to_next_period",
    "H3_approval_stuck", "H4_activity_over_leads", "broken_promise", "unworked_lead", "interest_no_next_step",
})  # fmt: skip
# What each fact weighs: for the claims that it bears out, and for the others.
_WEIGHTS: Mapping[str, tuple[frozenset[str], float, float]] = {
    "client-waits": (_LEFT_ALONE | _LEFT_WAITING, 1.25, 0.9),
    "promise-open": (_LEFT_WAITING, 1.2, 0.8),
    "promise-denied": (_LEFT_WAITING, 1.2, 0.8),
    "promise-missed": (_LEFT_WAITING, 1.1, 0.7),
    "promise-late": (_LEFT_WAITING, 1.0, 0.5),
    "owner-left": (frozenset({"H2_bad_routing", "H5_no_control"}), 1.0, 0.65),
    "no-contact-between": (_LEFT_ALONE, 0.9, 0.6),
    "no-contact-since": (_LEFT_ALONE, 0.9, 0.6),
    "no-next-step": (frozenset({"M5_no_next_step", "interest_no_next_step"}), 0.95, 0.35),
}


def facts_for(case: CaseFile, claim: str) -> list[Weighed]:
    """The facts that carry a claim (a cause or a revive_reason code), heaviest first; equal ones in a fixed order."""
    found = [*_of_work(case, claim), *(Weighed(_weight(fact, claim), fact) for fact in _facts(case))]
    return sorted(found, key=lambda one: -one.weight)


def _weight(fact: Evidence, claim: str) -> float:
    claims, borne_out, else_ = _WEIGHTS[fact.fact or ""]
    return borne_out if claim in claims else else_


def closing(case: CaseFile) -> Evidence | None:
    """When the deal was closed, and the reason that was typed then; None while it is open."""
    deal = case.story.deal
    if deal.status == "open" or deal.closed_at is None:
        return None
    fact, details = ("closed-as", {"reason": deal.lost_reason}) if deal.lost_reason else ("closed-without-reason", {})
    return Evidence("stage", "", at=deal.closed_at, ref=deal.deal_id, fact=fact, details=details)


def _facts(case: CaseFile) -> Iterator[Evidence]:
    story = case.story
    if waiting := case.unanswered():
        yield case.absence("client-waits", start=waiting[0].date())
    yield from _promise_not_kept(case)
    owner = case.archive.people.get(story.deal.owner_id) if story.deal.owner_id else None
    if owner is not None and owner.left is not None and owner.left <= story.end.date():
        yield case.absence("owner-left", name=owner.name, date=owner.left)
    if case.calls_are_logged:
        yield from _silence(case)
    if _ends_without_step(case):
        yield case.absence("no-next-step")


def _promise_not_kept(case: CaseFile) -> Iterator[Evidence]:
    """The first promise that was broken, else the one that was kept latest, in its own words."""
    broken = [promise for promise in case.promises if promise.result == "broken"]
    late = [promise for promise in case.promises if promise.result == "late" and promise.late_days]
    chosen = broken[0] if broken else max(late, key=lambda promise: promise.late_days or 0, default=None)
    if chosen is not None:
        yield promise_quote(chosen, _promise_fact(chosen), **_promise_details(chosen))


def promise_quote(promise: Promise, fact: str, **details: date | int) -> Evidence:
    """A promise in its own words, with what it shows."""
    return Evidence(
        "utterance", promise.text, at=promise.said_at, call_id=promise.call_id, index=promise.index,
        start_s=promise.start_s, end_s=promise.end_s, role="manager", signals=("promise",), fact=fact, details=details,
    )  # fmt: skip


def _promise_fact(promise: Promise) -> str:
    if promise.result == "late":
        return "promise-late"
    if promise.due is None:
        return "promise-missed"
    return "promise-open" if promise.why == "nothing_followed" else "promise-denied"


def _promise_details(promise: Promise) -> dict[str, date | int]:
    due = {"due": promise.due.date()} if promise.due else {}
    return {**due, "days": promise.late_days} if promise.result == "late" and promise.late_days else {**due}


def _silence(case: CaseFile) -> Iterator[Evidence]:
    """The longest time without contact, from the creation of the deal to its end."""
    story = case.story
    contacts = [moment for moment, _ in story.contacts() if story.deal.created_at < moment <= story.end]
    gaps = [
        (after, before) for after, before in pairwise([story.deal.created_at, *contacts, story.end])
        if (before - after) / DAY > LONG_SILENCE_DAYS and not story.may_have_talked(after, before)
    ]  # fmt: skip
    if gaps:
        yield _gap(case, *max(gaps, key=lambda gap: (gap[1] - gap[0], gap[0])))


def _gap(case: CaseFile, start: datetime, end: datetime) -> Evidence:
    if case.story.deal.status == "open" and end == case.story.end:
        return case.absence("no-contact-since", start=start.date())
    return case.absence("no-contact-between", start=start.date(), end=end.date())


def _ends_without_step(case: CaseFile) -> bool:
    """Whether there was a talk, and the last one ended with nothing agreed or promised."""
    story = case.story
    talks = [h for h in story.heard if h.utterance is not None and not story.reached_nobody(h.call_id)]
    last = [heard for heard in talks if heard.call_id == talks[-1].call_id]
    return bool(last) and all(h.chance("next_step_set", "promise") < STEP_HEARD for h in last)


def _of_work(case: CaseFile, claim: str) -> Iterable[Weighed]:
    """What the check of the work found, one fact of a kind.

    Of several of a kind the one that the client complains of, else the first.
    """
    wanted = _WORK_OF_CLAIM.get(claim, ())
    found = sorted((f for f in case.work if f.verdict == "found"), key=lambda f: (not f.client_says_so, f.at))
    of_kind = {finding.code: finding for finding in reversed(found)}
    shown = [finding for finding in found if of_kind[finding.code] is finding]
    return [Weighed(_WORK if f.code in wanted else _OTHER_WORK, _work_fact(f)) for f in shown]


def _work_fact(finding: WorkFinding) -> Evidence:
    entry = finding.proof[0]
    if entry.kind not in ("task", "message"):
        return Evidence("absence", "", ref=finding.deal_id, fact=finding.code, details=finding.details)
    return Evidence(
        entry.kind, entry.text, at=entry.at, ref=entry.ref, role="manager", fact=finding.code, details=finding.details
    )
