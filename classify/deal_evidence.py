"""What in the record carries a claim about a deal, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from classify.codebook import SIGNALS
from classify.deal_features import DAY, CompanyHabits
from classify.deal_story import DealStory, Heard
from classify.promises import Promise
from classify.records import Evidence
from classify.work_findings import ENTRY_CODES, LEAD_CODES, WorkFinding
from deals.records import Archive

MOST_PIECES, MOST_FACTS = 5, 2
LEAST_WEIGHT = 0.12  # a quote weaker than this says nothing by itself
LONG_SILENCE_DAYS = 10.0
STEP_HEARD = 0.3

_NEED = {"need_stated": 0.4, "interest": 0.7, "ready_to_buy": 0.9, "budget_stated": 0.6, "request_next_step": 0.6}
# Which signals carry which claim, with the weight of one certain signal.
_CARRIES: Mapping[str, Mapping[str, float]] = {
    "dated_deferral_due": {**_NEED, "deferral_dated": 1.5},
    "broken_promise": {**_NEED, "complaint_no_contact": 1.3, "promise": 0.9},
    "unworked_lead": {**_NEED, "complaint_no_contact": 0.9, "head_order": 0.8},
    "price_gap": {**_NEED, "objection_price": 1.0, "asks_discount": 1.1, "discount_offered": 0.8},
    "approval_or_decider": {**_NEED, "waits_on_head": 1.2, "objection_authority": 1.2},
    "interest_no_next_step": _NEED | {"interest": 1.0, "ready_to_buy": 1.2},
    "competitor_window": {**_NEED, "chose_competitor": 0.9, "objection_competitor": 0.9, "deferral_dated": 1.0},
    "supply_restored": {**_NEED, "interest": 0.9},
    "M1_no_callback": {"promise": 1.0, "complaint_no_contact": 1.4, "request_next_step": 0.7},
    "M2_slow_first_contact": {"complaint_no_contact": 1.2, "chose_competitor": 0.8, "need_stated": 0.5},
    "M3_no_discovery": {"pressure_upsell": 0.8, "unsure_info": 0.8, "complaint_service": 0.9, "need_stated": 0.5},
    "M4_objection_dropped": {"objection_dropped": 1.4, "objection_price": 0.9, "objection_trust": 0.8,
                             "objection_competitor": 0.7, "brush_off": 0.8},
    "M5_no_next_step": {"interest": 1.1, "ready_to_buy": 1.2, "request_next_step": 0.7},
    "M6_quote_late_or_wrong": {"complaint_service": 1.3, "promise": 0.8, "complaint_no_contact": 0.9},
    "M7_rude_or_incompetent": {"rude": 1.3, "unsure_info": 1.2, "complaint_service": 1.0},
    "M8_wrong_person": {"objection_authority": 1.3},
    "M9_early_close": {"deferral_dated": 1.3, "interest": 1.0, "ready_to_buy": 1.0, "request_next_step": 0.8},
    "M10_fake_activity": {"complaint_no_contact": 1.3, "need_stated": 0.4},
    "H1_deferred_to_next_period": {"seller_defers": 1.4, "head_order": 1.3, "ready_to_buy": 0.8},
    "H2_bad_routing": {"complaint_no_contact": 1.2, "complaint_service": 0.9, "head_order": 0.9},
    "H3_approval_stuck": {"waits_on_head": 1.4, "asks_discount": 0.8, "chose_competitor": 0.5},
    "H4_activity_over_leads": {"head_order": 1.4, "complaint_no_contact": 1.0},
    "H5_no_control": {"complaint_service": 1.2, "complaint_no_contact": 1.1, "head_order": 1.1},
    "H6_small_deal_cut": {"brush_off": 1.4, "head_order": 1.1, "need_stated": 0.5},
    "H7_forced_upsell": {"pressure_upsell": 1.4, "head_order": 1.0, "objection_price": 0.6},
    "H8_crm_over_client": {"head_order": 1.2, "waits_on_head": 1.0, "complaint_no_contact": 0.7},
}  # fmt: skip
_AGAINST_REVIVAL = {"chose_competitor": 1.0, "hard_refusal": 1.2, "not_a_buyer": 1.0, "objection_need": 0.8}
_AGAINST_ERROR = {"hard_refusal": 1.0, "not_a_buyer": 1.0, "objection_need": 0.9, "objection_timing": 0.6}


# Which findings about the work bear out which claim; they come first.
_WORK_OF_CLAIM: Mapping[str, tuple[str, ...]] = {
    "M10_fake_activity": ENTRY_CODES,
    **dict.fromkeys(("M2_slow_first_contact", "H2_bad_routing", "H4_activity_over_leads", "unworked_lead"), LEAD_CODES),
}


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A deal with what it takes to find evidence."""

    archive: Archive
    story: DealStory
    promises: Sequence[Promise]
    habits: CompanyHabits
    work: Sequence[WorkFinding] = ()  # findings about the work on this deal


def evidence_for(case: CaseFile, claim: str) -> tuple[Evidence, ...]:
    """At most five pieces for a claim (a cause or a revive_reason code), heaviest first; () where there is none."""
    of_work, other_work = _work_facts(case, claim)
    facts = [*of_work, *_facts(case), *other_work]
    heard = (*case.story.heard, *case.story.side_talk)
    shown = {(fact.call_id, fact.index) for fact in facts[:MOST_FACTS] if fact.kind == "utterance"}
    quotes = [quote for quote in _quotes(heard, _CARRIES[claim]) if (quote.call_id, quote.index) not in shown]
    # A fact without words is the weaker witness, but where people were silent it is the only one.
    return (*quotes[: MOST_PIECES - min(MOST_FACTS, len(facts))], *facts[:MOST_FACTS])


def against_revival(case: CaseFile) -> tuple[Evidence, ...]:
    """What speaks against contacting the client again."""
    return tuple(_quotes(_client_words(case), _AGAINST_REVIVAL)[:2])


def against_error(case: CaseFile) -> tuple[Evidence, ...]:
    """What speaks for the loss having another main cause than an error of ours."""
    return tuple(_quotes(_client_words(case), _AGAINST_ERROR)[:2])


def _client_words(case: CaseFile) -> list[Heard]:
    return [heard for heard in case.story.heard if heard.role == "client"]


def _quotes(heard: Iterable[Heard], carries: Mapping[str, float]) -> list[Evidence]:
    weights = np.array([carries.get(code, 0.0) for code in SIGNALS])
    weighed = [(float((h.probability * weights).max()), h) for h in heard]
    best = sorted((item for item in weighed if item[0] >= LEAST_WEIGHT), key=lambda item: -item[0])
    return [_quote(h, weights) for _, h in best]


def _quote(heard: Heard, weights: np.ndarray) -> Evidence:
    strongest = np.argsort(-heard.probability * weights, kind="stable")[:2]
    signals = tuple(SIGNALS[k] for k in strongest if heard.probability[k] * weights[k] >= LEAST_WEIGHT)
    if heard.utterance is None:
        assert heard.message is not None
        return Evidence(
            "message", heard.text, at=heard.at, ref=heard.message.message_id, role=heard.role, signals=signals
        )
    said = heard.utterance
    return Evidence(
        "utterance", said.text, at=heard.at, call_id=heard.call_id, index=said.index, start_s=said.start_s,
        end_s=said.end_s, role=said.role, signals=signals, doubtful=said.suspect is not None,
        link_confidence=heard.link_confidence,
    )  # fmt: skip


def _facts(case: CaseFile) -> Iterable[Evidence]:
    """What did not happen, most telling first. Facts of the record, whatever the claim.

    Without a phone log, or a number of the client, it cannot be known that nobody called.
    """
    story, deal = case.story, case.story.deal
    logged = "calls.csv" not in case.archive.absent_tables and story.calls_can_be_told
    waiting = story.unanswered_reaching_out()
    # Word left on the client's machine may have reached them: then it cannot be said that nothing did.
    heard = any(moment > waiting[0] for moment in story.messages_left()) if waiting else False
    if logged and waiting and not heard and not story.may_have_talked(waiting[0], story.as_of):
        yield _absence(case, "client-waits", start=waiting[0].date())
    yield from _promise_not_kept(case)
    owner = case.archive.people.get(deal.owner_id) if deal.owner_id else None
    if owner is not None and owner.left is not None and owner.left <= story.end.date():
        yield _absence(case, "owner-left", name=owner.name, date=owner.left)
    if logged:
        yield from _silence(case)
    if _ends_without_step(story):
        yield _absence(case, "no-next-step")


def _promise_not_kept(case: CaseFile) -> Iterable[Evidence]:
    """The first promise that was broken, else the one that was kept latest, in its own words."""
    broken = [promise for promise in case.promises if promise.result == "broken"]
    late = [promise for promise in case.promises if promise.result == "late" and promise.late_days]
    chosen = broken[0] if broken else max(late, key=lambda promise: promise.late_days or 0, default=None)
    if chosen is not None:
        yield Evidence(
            "utterance", chosen.text, at=chosen.said_at, call_id=chosen.call_id, index=chosen.index,
            start_s=chosen.start_s, end_s=chosen.end_s, role="manager", signals=("promise",),
            fact=_promise_fact(chosen), details=_promise_details(chosen),
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


def _silence(case: CaseFile) -> Iterable[Evidence]:
    story = case.story
    last = max((moment for moment, _ in story.contacts() if moment <= story.end), default=None)
    if last is None or (story.end - last) / DAY <= LONG_SILENCE_DAYS or story.may_have_talked(last, story.end):
        return
    if story.deal.status == "open":
        yield _absence(case, "no-contact-since", start=last.date())
    else:
        yield _absence(case, "no-contact-between", start=last.date(), end=story.end.date())


def _ends_without_step(story: DealStory) -> bool:
    """Whether there was a talk, and the last one ended with nothing agreed or promised."""
    talks = [h for h in story.heard if h.utterance is not None and not story.reached_nobody(h.call_id)]
    last = [heard for heard in talks if heard.call_id == talks[-1].call_id]
    return bool(last) and all(h.chance("next_step_set", "promise") < STEP_HEARD for h in last)


def _work_facts(case: CaseFile, claim: str) -> tuple[list[Evidence], list[Evidence]]:
    """What the check of the work found, one fact of a kind: what bears out the claim, and what does not.

    Of several of a kind the one that the client complains of, else the first.
    """
    wanted = _WORK_OF_CLAIM.get(claim, ())
    found = sorted((f for f in case.work if f.verdict == "found"), key=lambda f: (not f.client_says_so, f.at))
    of_kind = {finding.code: finding for finding in reversed(found)}
    shown = [finding for finding in found if of_kind[finding.code] is finding]
    return [_work_fact(f) for f in shown if f.code in wanted], [_work_fact(f) for f in shown if f.code not in wanted]


def _work_fact(finding: WorkFinding) -> Evidence:
    entry = finding.proof[0]
    if entry.kind not in ("task", "message"):
        return Evidence("absence", "", ref=finding.deal_id, fact=finding.code, details=finding.details)
    return Evidence(
        entry.kind, entry.text, at=entry.at, ref=entry.ref, role="manager", fact=finding.code, details=finding.details
    )


def _absence(case: CaseFile, fact: str, **details: object) -> Evidence:
    return Evidence("absence", "", ref=case.story.deal.deal_id, fact=fact, details=details)  # type: ignore[arg-type]
