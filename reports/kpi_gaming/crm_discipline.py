"""CRM discipline: tasks closed without the work or in batches, stages moved without contact, in deals that died."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from classify.crm_work.bulk_changes import in_bulk
from classify.crm_work.call_claims import is_call_task
from classify.crm_work.call_entries import WITH_THE_DEAL
from classify.crm_work.stage_moves import AFTERWARDS, ONE_SITTING, implies_contact
from deals.records import Deal, StageChange, Task
from reports.kpi_gaming.exact_tests import Table, binomial_interval, binomial_p, more_events_p, share_difference, totals
from reports.kpi_gaming.finding import GamingFinding, GamingSign, decide
from reports.kpi_gaming.sales_record import SalesRecord, Touch

BATCH, LEAST_IN_BATCH = timedelta(minutes=15), 3
LEAST_ENTRIES = 30
FORGIVEN = 0.10  # share of entries without a trace: slips of the pen, calls from one's own telephone
WORTH, MARKED = 0.05, 0.15  # share of entries, beyond that of those they are compared with
WORTH_UNTRACED = 0.03  # share of entries beyond what is forgiven already
ENTERED_AFTER = timedelta(days=1)  # a deal is often entered after the talk that began it


@dataclass(frozen=True, slots=True)
class Entry:
    """Something entered that takes a contact with the client."""

    deal: Deal
    user_id: str | None
    at: datetime
    traced: bool  # a call, message or note of that time is in the record
    batched: bool = False


def crm_gaming(record: SalesRecord) -> GamingFinding:
    """Whether the CRM is filled in place of work.

    Weekly planning, on which honest work is closed together, leaves the calls and messages of that work; a meeting
    that was logged as a message or a note is a trace. What the check of the work cannot tell (a log that lacks the
    person, a call that may belong) counts neither way.
    """
    missing = [name for name, rows in (("tasks", record.archive.tasks), ("stages", record.archive.stage_history))
               if not rows]  # fmt: skip
    if not record.archive.calls or not record.touches:
        return decide("crm_discipline", [], [*missing, "contacts"], record.extent)
    tasks, stages = list(task_entries(record)), list(stage_entries(record))
    groups = [
        _sign("stages-without-contact", stages, lambda entry: entry.deal.status == "lost"),
        _sign("closed-in-batches", tasks, lambda entry: entry.batched),
        _untraced(tasks),
    ]
    return decide("crm_discipline", [[sign] for sign in groups if sign is not None], missing, record.extent)


def task_entries(record: SalesRecord) -> Iterator[Entry]:
    """Completed tasks to contact a client, without those that the CRM closed with their deal."""
    unknown = {f.proof[0].ref for f in record.findings if f.verdict == "unknown" and f.proof[0].kind == "task"}
    batched = _batched(record.archive.tasks)
    for task in record.archive.tasks:
        deal, done = record.archive.deals.get(task.deal_id), task.completed_at
        if deal is None or done is None or task.task_id in unknown or not is_call_task(task.kind, task.text):
            continue
        if deal.closed_at is not None and abs(deal.closed_at - done) <= WITH_THE_DEAL:
            continue
        started = min(task.created_at, done)
        since = started if done - started > timedelta(hours=1) else started - timedelta(days=1)
        traced = touched(record.touches.get(task.deal_id, ()), since, done + AFTERWARDS)
        yield Entry(deal, task.assignee_id or deal.owner_id, done, traced, task.task_id in batched)


def _batched(tasks: Sequence[Task]) -> set[str]:
    """Tasks that one person closed with at least two others within BATCH."""
    own: dict[str | None, list[tuple[datetime, str]]] = defaultdict(list)
    for task in tasks:
        if task.completed_at is not None:
            own[task.assignee_id].append((task.completed_at, task.task_id))
    found: set[str] = set()
    for rows in own.values():
        rows.sort()
        for n in range(len(rows) - LEAST_IN_BATCH + 1):
            if rows[n + LEAST_IN_BATCH - 1][0] - rows[n][0] <= BATCH:
                found.update(task_id for _, task_id in rows[n : n + LEAST_IN_BATCH])
    return found


def stage_entries(record: SalesRecord) -> Iterator[Entry]:
    """Moves of closed deals to a stage that takes contact, one for each sitting, none of those made in bulk."""
    bulk = in_bulk((change.at, (change.deal_id, change.at)) for change in record.archive.stage_history)
    own: dict[str, list[StageChange]] = defaultdict(list)
    for change in record.archive.stage_history:
        own[change.deal_id].append(change)
    for deal in record.closed:
        before, seen = deal.created_at - ENTERED_AFTER, set()
        for change in own.get(deal.deal_id, ()):
            if not implies_contact(change.stage):
                continue
            is_new = change.stage not in seen and change.at - before > ONE_SITTING
            seen.add(change.stage)
            if is_new and (deal.deal_id, change.at) not in bulk:
                traced = touched(record.touches.get(deal.deal_id, ()), before, change.at + AFTERWARDS)
                yield Entry(deal, change.user_id or deal.owner_id, change.at, traced)
            before = change.at


def touched(touches: Sequence[Touch], after: datetime, until: datetime) -> bool:
    """Whether any contact, try or note lies in that time."""
    place = bisect_right(touches, after, key=lambda touch: touch.at)
    return place < len(touches) and touches[place].at <= until


def _sign(code: str, entries: Sequence[Entry], in_question: Callable[[Entry], bool]) -> GamingSign | None:
    """Share without a trace among those in question, against the others of the same person."""
    own: dict[str | None, Counter[tuple[bool, bool]]] = defaultdict(Counter)
    for entry in entries:
        own[entry.user_id][in_question(entry), entry.traced] += 1
    tables = [_table(counts) for counts in own.values()]
    whole, difference = totals(tables), share_difference(tables)
    if min(whole.total, whole.other_total) < LEAST_ENTRIES:
        return None
    return GamingSign(
        code, difference.value, difference.low, difference.high, "difference", more_events_p(tables),
        difference.value >= WORTH, MARKED / difference.error,
        {"count": whole.events, "entries_count": whole.total, "bare_share": whole.events / whole.total,
         "other_share": whole.other_events / whole.other_total},
    )  # fmt: skip


def _table(counts: Mapping[tuple[bool, bool], int]) -> Table:
    return Table(
        counts[True, False], counts[True, False] + counts[True, True],
        counts[False, False], counts[False, False] + counts[False, True],
    )  # fmt: skip


def _untraced(entries: Sequence[Entry]) -> GamingSign | None:
    """Share of tasks in lost deals that leave no trace at all, beyond what is forgiven."""
    dead = [entry for entry in entries if entry.deal.status == "lost"]
    won = [entry for entry in entries if entry.deal.status == "won"]
    if len(dead) < LEAST_ENTRIES or len(won) < LEAST_ENTRIES:
        return None
    bare, of_won = (sum(not entry.traced for entry in part) for part in (dead, won))
    share, (low, high) = bare / len(dead), binomial_interval(bare, len(dead))
    return GamingSign(
        "tasks-without-work", share - FORGIVEN, low - FORGIVEN, high - FORGIVEN, "difference",
        binomial_p(bare, len(dead), FORGIVEN), share - FORGIVEN >= WORTH_UNTRACED,
        MARKED / (FORGIVEN * (1 - FORGIVEN) / len(dead)) ** 0.5,
        {"count": bare, "entries_count": len(dead), "bare_share": share, "other_share": of_won / len(won)},
    )  # fmt: skip
