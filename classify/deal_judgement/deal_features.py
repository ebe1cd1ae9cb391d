"""What is known of a deal as numbers that mean the same in every company.

Times are compared with the company's own habits, amounts with its own median, so that a truck dealer and a training
school are on one scale. A feature that cannot be known is NaN, which is not a zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median

import numpy as np

from classify.codebook import SIGNALS
from classify.crm_work.work_findings import ENTRY_CODES, GIVEN_UP_CODES, LEAD_CODES, WorkFinding
from classify.crm_work.workload import Workload, workload_of
from classify.deal_course.client_dates import date_named_by_client
from classify.deal_course.deal_story import NOTE, DealStory, Heard
from classify.deal_course.deal_turns import LAST_WORDS, turn_features
from classify.deal_judgement.cause_scores import cause_scores
from classify.deal_judgement.reason_scores import reason_scores
from classify.promises_kept.promise_kinds import ANSWERS
from classify.promises_kept.promises import Promise, told_apart
from deals.phones import region_of
from deals.records import Archive

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LOOKS_LIKE = "looks_like_"  # before a cause or reason code: how much the deal is as the codebook says of it
# Signals looked for in the client's last words.
_LAST = (
    "interest", "ready_to_buy", "request_next_step", "deferral_dated", "objection_price", "chose_competitor",
    "hard_refusal", "objection_need", "not_a_buyer", "complaint_no_contact", "need_stated", "budget_stated",
)  # fmt: skip
_POSITIVE = ("interest", "need_stated", "ready_to_buy", "request_next_step")
_NEGATIVE = ("chose_competitor", "hard_refusal", "objection_need")
_SIDE = ("head_order", "waits_on_head", "seller_defers", "promise", "discount_offered")
# What an archive that lacks these tables (all of an entry) cannot tell.
_CONTACT = (
    "first_reach_hours", "longest_gap", "silence_before_end", "silence_now", "client_waits", "client_waits_days",
    "client_after_end", "we_after_end", "in_vain_before_end", "in_vain_after_end",
)  # fmt: skip
_KNOWN_FROM: tuple[tuple[frozenset[str], tuple[str, ...]], ...] = (
    (frozenset({"calls.csv", "messages.csv"}), _CONTACT),
    (
        frozenset({"calls.csv"}),
        (
            "first_try_hours",
            "tries",
            "talks",
            "client_calls",
            "missed",
            "calls_not_in_log",
            "lead_given_up",
            "days_tried",
        ),
    ),
    (frozenset({"messages.csv"}), ("client_wrote", "we_wrote", "notes")),
    (frozenset({"tasks.csv"}), ("tasks", "tasks_late", "tasks_ahead", "calls_not_in_log")),
    (frozenset({"owner_history.csv"}), ("owners", "held_by_gone")),
    (frozenset({"periods.csv"}), ("plan_met",)),
)
# Where no deal is won, nothing tells the company's pace: a month from creation to won, four stages.
_DAYS_IF_UNKNOWN, _STAGES_IF_UNKNOWN = 30.0, 4.0
_MISSED = frozenset({"broken", "late"})
_PROMISES_TAKEN_AS_KEPT = 2  # besides those that are known: a share of few is no habit
_LEAST_WON_DAYS = 1.0  # deals entered when they are already won say nothing about the pace, and nought divides nothing


@dataclass(frozen=True, slots=True)
class CompanyHabits:
    """What is usual in this archive."""

    won_days: float  # median from creation to won
    median_amount: float
    full_depth: float  # stages a won deal goes through
    met_plan: frozenset[str]  # months whose fact reached the plan, YYYY-MM
    margin: float | None  # share of revenue: the deals' median, else the periods' total; None where neither is known
    workload: Workload = field(default_factory=lambda: Workload({}, {}))


def habits_of(archive: Archive) -> CompanyHabits:
    """Habits of the won deals; where none is won, of no company in particular."""
    won = [d for d in archive.deals.values() if d.status == "won" and d.closed_at]
    days = [(d.closed_at - d.created_at) / DAY for d in won if d.closed_at]
    amounts = [float(d.amount) for d in archive.deals.values() if d.amount and d.amount > 0]
    depth: dict[str, set[str]] = {}
    for change in archive.stage_history:
        depth.setdefault(change.deal_id, set()).add(change.stage)
    of_won = [len(depth[d.deal_id]) for d in won if d.deal_id in depth]
    met = {p.month for p in archive.periods if p.plan and p.fact is not None and p.fact >= p.plan}
    return CompanyHabits(
        won_days=max(median(days), _LEAST_WON_DAYS) if days else _DAYS_IF_UNKNOWN,
        median_amount=median(amounts) if amounts else 1.0,
        full_depth=median(of_won) if of_won else _STAGES_IF_UNKNOWN,
        met_plan=frozenset(met),
        margin=_usual_margin(archive),
        workload=workload_of(archive),
    )


def _usual_margin(archive: Archive) -> float | None:
    stated = [deal.margin_pct for deal in archive.deals.values() if deal.margin_pct is not None]
    if stated:
        return median(stated)
    months = [p for p in archive.periods if p.fact and p.margin_fact is not None]
    revenue = sum(p.fact for p in months if p.fact)
    return float(sum(p.margin_fact for p in months if p.margin_fact) / revenue) if revenue else None


def deal_features(
    archive: Archive,
    story: DealStory,
    habits: CompanyHabits,
    promises: Sequence[Promise],
    work: Sequence[WorkFinding],
) -> dict[str, float]:
    """Feature name to value, NaN where not known. The names are the same for every deal.

    promises, work: those of the deal.
    """
    named = date_named_by_client(story, region_of(archive.timezone.key, archive.language))
    features = {
        **_facts(archive, story, habits),
        **_contact_facts(story, habits),
        **_task_facts(story),
        **_spoken_facts(story),
        **_promise_facts(told_apart(promises)),
        **_work_facts(work),
        **turn_features(story, named.day if named else None),
    }
    absent = archive.absent_tables | (frozenset() if story.calls_can_be_told else {"calls.csv"})
    unknown = {name for tables, names in _KNOWN_FROM if tables <= absent for name in names}
    known = {name: np.nan if name in unknown else value for name, value in features.items()}
    looks = {**cause_scores(known), **reason_scores(known)}
    return known | {f"{LOOKS_LIKE}{code}": value for code, value in looks.items()}


def feature_table(rows: Sequence[Mapping[str, float]]) -> tuple[np.ndarray, tuple[str, ...]]:
    """Rows of deal_features as an array (n_deals, n_features) with the column names."""
    names = tuple(rows[0])
    return np.array([[row[name] for name in names] for row in rows]), names


def _facts(archive: Archive, story: DealStory, habits: CompanyHabits) -> dict[str, float]:
    deal = story.deal
    life = (story.end - deal.created_at) / DAY
    owner = archive.people.get(deal.owner_id) if deal.owner_id else None
    stages = {change.stage for change in story.stages}
    return {
        "amount": _log(float(deal.amount) / habits.median_amount) if deal.amount else np.nan,
        "qualified": np.nan if deal.qualified is None else float(deal.qualified),
        "is_open": float(deal.status == "open"),
        "life": _log(life / habits.won_days),
        "closed_within_two_days": float(life < 2),
        "since_close": _log((story.as_of - story.end) / DAY / habits.won_days),
        "month_end": float(story.end.day >= 26),
        "plan_met": float(f"{story.end:%Y-%m}" in habits.met_plan),
        "depth": len(stages) / habits.full_depth if stages else np.nan,
        "owners": float(len({change.user_id for change in story.owners})),
        "owner_left": float(owner is not None and owner.left is not None and owner.left <= story.end.date()),
        "owner_swamped": float(habits.workload.swamped(deal.owner_id, deal.created_at)),
        "held_by_gone": float(_held_by_gone(archive, story)),
        "unassigned": float(deal.owner_id is None),
    }


def _held_by_gone(archive: Archive, story: DealStory) -> bool:
    """Whether the deal stood on somebody for more than two days after their last."""
    ends = [*(change.at for change in story.owners[1:]), story.end]
    for change, end in zip(story.owners, ends, strict=False):
        owner = archive.people.get(change.user_id)
        if owner is not None and owner.left is not None and (end.date() - max(owner.left, change.at.date())) > 2 * DAY:
            return True
    return False


def _contact_facts(story: DealStory, habits: CompanyHabits) -> dict[str, float]:
    created, end = story.deal.created_at, story.end
    tries = [c.started_at for c in story.calls if c.direction == "out" and c.started_at and c.started_at <= end]
    reached = story.reached()
    contacts = [moment for moment, _ in story.contacts()]
    before_end = [moment for moment in contacts if moment <= end]
    waiting = story.unanswered_reaching_out()
    gaps = [(later - earlier) / DAY for earlier, later in zip([created, *before_end], [*before_end, end], strict=True)]
    from_client = [m.at for m in story.messages if m.from_client] + [
        c.started_at for c in story.calls if c.direction == "in" and c.started_at
    ]
    return {
        "first_try_hours": _log((min(tries) - created) / HOUR) if tries else _log(24 * 30),
        "first_reach_hours": _log((min(reached) - created) / HOUR) if reached else _log(24 * 60),
        "tries": _log(len(tries)),
        "talks": _log(len(story.talks())),
        "client_calls": _log(sum(c.direction == "in" for c in story.calls)),
        "missed": float(len(story.missed_calls())),
        "client_wrote": _log(sum(m.from_client for m in story.messages)),
        "we_wrote": _log(sum(not m.from_client and m.channel != NOTE for m in story.messages)),
        "notes": _log(sum(m.channel == NOTE for m in story.messages)),
        "longest_gap": _log(max(gaps) / habits.won_days),
        "silence_before_end": _log((end - max(before_end, default=created)) / DAY / habits.won_days),
        "silence_now": _log((story.as_of - max(contacts, default=created)) / DAY / habits.won_days),
        "client_waits": float(bool(waiting)),
        "client_waits_days": _log((story.as_of - waiting[0]) / DAY) if waiting else 0.0,
        "client_after_end": float(any(moment > end for moment in from_client)),
        "we_after_end": float(any(moment > end + HOUR for moment in reached)),
    }


def _promise_facts(promises: Sequence[Promise]) -> dict[str, float]:
    """promises: each once, see promises.told_apart."""
    became = Counter(promise.result for promise in promises)
    known = len(promises) - became["unknown"]
    return {
        "promises": _log(len(promises)),
        "promises_broken": float(became["broken"]),
        "promises_late": float(became["late"]),
        "promises_unknown": float(became["unknown"]),
        # One that was missed of one says less than four of four.
        "promises_missed": (known - became["kept"]) / (known + _PROMISES_TAKEN_AS_KEPT),
        "sending_missed": float(any(p.kind == "send" and p.result in _MISSED for p in promises)),
        "answer_missed": float(any(p.kind in ANSWERS and p.result in _MISSED for p in promises)),
        "visit_missed": float(any(p.kind == "visit" and p.result in _MISSED for p in promises)),
    }


def _work_facts(work: Sequence[WorkFinding]) -> dict[str, float]:
    """What cannot be known accuses nobody, and counts as nothing."""
    found = [finding.code for finding in work if finding.verdict == "found"]
    return {
        "calls_not_in_log": float(sum(code in ENTRY_CODES for code in found)),
        "lead_given_up": float(any(code in GIVEN_UP_CODES for code in found)),
        **{f"work_{code}": float(code in found) for code in LEAD_CODES},
    }


def _task_facts(story: DealStory) -> dict[str, float]:
    late = [
        t for t in story.tasks if t.due_at and t.due_at <= story.end and (t.completed_at or story.end) > t.due_at + DAY
    ]
    return {
        "tasks": _log(len(story.tasks)),
        "tasks_late": float(len(late)),
        "tasks_ahead": float(any(t.due_at and t.due_at > story.end and not t.completed_at for t in story.tasks)),
    }


def _spoken_facts(story: DealStory) -> dict[str, float]:
    words = [heard for heard in story.heard if heard.message is None or heard.message.channel != NOTE]
    client = [heard for heard in words if heard.role == "client"]
    after = [heard for heard in client if heard.at > story.end]
    highest, last, side = _highest(words), _highest(client[-LAST_WORDS:]), _highest(story.side_talk)
    return {
        "words": _log(len(words)),
        **{f"max_{code}": highest[code] for code in SIGNALS},
        **{f"last_{code}": last[code] for code in _LAST},
        "after_positive": max((h.chance(*_POSITIVE) for h in after), default=0.0),
        "after_negative": max((h.chance(*_NEGATIVE) for h in after), default=0.0),
        "side_talk": float(bool(story.side_talk)),
        **{f"side_{code}": side[code] for code in _SIDE},
    }  # fmt: skip


def _highest(heard: Sequence[Heard]) -> dict[str, float]:
    """Signal code to its highest probability, 0 where nothing was heard."""
    peaks = np.max([one.probability for one in heard], axis=0) if heard else np.zeros(len(SIGNALS))
    return dict(zip(SIGNALS, peaks.tolist(), strict=True))


def _log(value: float) -> float:
    return float(np.log1p(max(0.0, value)))
