"""What in the record carries a claim about a deal, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from classify.codebook import SIGNALS
from classify.deal_features import DAY, HOUR, CompanyHabits
from classify.deal_story import DealStory, Heard
from classify.promises import Promise
from classify.records import Evidence
from deals.records import Archive

MOST_PIECES, MOST_FACTS = 5, 2
LEAST_WEIGHT = 0.12  # a quote weaker than this says nothing by itself
LATE_HOURS = 24.0
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


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A deal with what it takes to find evidence."""

    archive: Archive
    story: DealStory
    promises: Sequence[Promise]
    habits: CompanyHabits


def evidence_for(case: CaseFile, claim: str) -> tuple[Evidence, ...]:
    """At most five pieces for a claim (a cause or a revive_reason code), heaviest first; () where there is none."""
    facts = list(_facts(case))
    quotes = _quotes((*case.story.heard, *case.story.side_talk), _CARRIES[claim])
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
        end_s=said.end_s, role=heard.role, signals=signals, doubtful=said.suspect is not None,
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
    for promise in case.promises:
        if promise.kept is False and promise.due is not None and promise.call_id not in story.unsure_calls:
            yield _absence(case, "promise-open", due=promise.due.date())
            break
    if logged:
        yield from _first_contact(case)
    owner = case.archive.people.get(deal.owner_id) if deal.owner_id else None
    if owner is not None and owner.left is not None and owner.left <= story.end.date():
        yield _absence(case, "owner-left", name=owner.name, date=owner.left)
    if logged:
        yield from _unlogged_calls(case)
        yield from _silence(case)
    if _ends_without_step(story):
        yield _absence(case, "no-next-step")


def _first_contact(case: CaseFile) -> Iterable[Evidence]:
    story, created = case.story, case.story.deal.created_at
    tries = [c.started_at for c in story.calls if c.direction == "out" and c.started_at and c.started_at <= story.end]
    first = min([*tries, *story.reached()], default=None)
    if first is not None and (first - created) / HOUR > LATE_HOURS and not story.may_have_talked(created, first):
        yield _absence(case, "first-contact-late", hours=round((first - created) / HOUR))
    if not story.reached() and len(tries) <= 2 and not story.may_have_talked(created, story.end):
        yield _absence(case, "attempts-few", count=len(tries))


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


def _unlogged_calls(case: CaseFile) -> Iterable[Evidence]:
    for task in case.story.tasks:
        calls = [call.started_at for call in case.story.calls if call.started_at] + [*case.story.possible_calls]
        done = task.completed_at
        if task.kind == "call" and done and not any(abs(done - call) <= timedelta(days=1) for call in calls):
            yield Evidence(
                "task", ": ".join(part for part in (task.text, task.result) if part), at=done, ref=task.task_id,
                role="manager", fact="no-call-for-task", details={"task": task.text or task.task_id},
            )  # fmt: skip
            return


def _absence(case: CaseFile, fact: str, **details: object) -> Evidence:
    return Evidence("absence", "", ref=case.story.deal.deal_id, fact=fact, details=details)  # type: ignore[arg-type]
