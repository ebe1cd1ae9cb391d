"""What is there: rows and days of each table, how much is known of the calls, months and days without calls."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from deals.records import Archive

WORKDAY_FROM = 0.5  # a weekday counts as worked where at least half of them had calls
GAP_DAYS = 3  # worked days in a row without a call that are worth a look
CHANCE = 0.05
MOST_GAPS = 10  # the longest are named


@dataclass(frozen=True, slots=True)
class TableFacts:
    """rows: 0 where the table is absent or empty. first, last: days of its events, None where it has none."""

    table: str  # file without its ending
    rows: int
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class CallShares:
    """How many of the calls have something known of them. words: a recording or a transcript."""

    calls: int
    phone: int
    user: int
    direction: int
    duration: int
    words: int
    stated_deal: int


@dataclass(frozen=True, slots=True)
class MonthFacts:
    month: str  # YYYY-MM
    deals: int  # created
    calls: int


@dataclass(frozen=True, slots=True)
class SilentDays:
    """Days in a row on which one would expect calls and there are none. days: worked ones among them."""

    first: date
    last: date
    days: int


@dataclass(frozen=True, slots=True)
class ArchiveFacts:
    tables: tuple[TableFacts, ...]
    statuses: tuple[tuple[str, int], ...]  # of deals
    calls: CallShares
    months: tuple[MonthFacts, ...]
    silent: tuple[SilentDays, ...]  # longest first

    def table(self, name: str) -> TableFacts:
        return next(table for table in self.tables if table.table == name)


def archive_facts(archive: Archive, transcribed: Collection[str]) -> ArchiveFacts:
    """transcribed: ids of the calls whose words are known."""
    call_days = Counter(call.started_at.date() for call in archive.calls if call.started_at)
    tables = (
        TableFacts("people", len(archive.people)),
        TableFacts("contacts", len(archive.contacts)),
        _table("deals", len(archive.deals), (deal.created_at for deal in archive.deals.values())),
        _table("stage_history", len(archive.stage_history), (change.at for change in archive.stage_history)),
        _table("owner_history", len(archive.owner_history), (change.at for change in archive.owner_history)),
        _table("tasks", len(archive.tasks), (task.created_at for task in archive.tasks)),
        _table("messages", len(archive.messages), (message.at for message in archive.messages)),
        TableFacts("calls", len(archive.calls), min(call_days, default=None), max(call_days, default=None)),
        TableFacts("periods", len(archive.periods)),
    )
    statuses = Counter(deal.status for deal in archive.deals.values())
    return ArchiveFacts(
        tables,
        tuple((status, statuses[status]) for status in ("open", "won", "lost")),
        _shares(archive, transcribed),
        _months(archive, call_days),
        silent_days(call_days),
    )


def _table(name: str, rows: int, moments: Iterable[datetime]) -> TableFacts:
    days = [moment.date() for moment in moments]
    return TableFacts(name, rows, min(days, default=None), max(days, default=None))


def _shares(archive: Archive, transcribed: Collection[str]) -> CallShares:
    calls = archive.calls
    return CallShares(
        len(calls),
        phone=sum(call.client_phone is not None for call in calls),
        user=sum(call.user_id is not None for call in calls),
        direction=sum(call.direction is not None for call in calls),
        duration=sum(call.duration_s is not None for call in calls),
        words=sum(call.recording is not None or call.call_id in transcribed for call in calls),
        stated_deal=sum(call.stated_deal_id is not None for call in calls),
    )


def _months(archive: Archive, call_days: Counter[date]) -> tuple[MonthFacts, ...]:
    """Every month from the first to the last with a deal or a call, so that empty ones show."""
    deals = Counter(f"{deal.created_at:%Y-%m}" for deal in archive.deals.values())
    calls: Counter[str] = Counter()
    for day, count in call_days.items():
        calls[f"{day:%Y-%m}"] += count
    known = sorted(month for month in {*deals, *calls} if "1990-01" <= month <= f"{archive.as_of:%Y-%m}")
    if not known:
        return ()
    return tuple(MonthFacts(month, deals[month], calls[month]) for month in _between(known[0], known[-1]))


def _between(first: str, last: str) -> Iterable[str]:
    year, month = int(first[:4]), int(first[5:])
    while f"{year:04}-{month:02}" <= last:
        yield f"{year:04}-{month:02}"
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def silent_days(call_days: Counter[date]) -> tuple[SilentDays, ...]:
    """Runs of worked days without calls, between the first call and the last; which weekdays are worked, calls show."""
    if not call_days:
        return ()
    first, last = min(call_days), max(call_days)
    if (last - first).days > 366 * 40:  # a call dated 1970 is reported as such; it has no 50 silent years after it
        return ()
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    seen, busy = Counter(day.weekday() for day in every), Counter(day.weekday() for day in call_days)
    worked = {weekday for weekday in seen if busy[weekday] >= WORKDAY_FROM * seen[weekday]}
    least = _odd_run(sum(seen[weekday] for weekday in worked), sum(busy[weekday] for weekday in worked))
    runs: list[SilentDays] = []
    quiet: list[date] = []
    for day in every:
        if day in call_days:
            runs += _run(quiet, least)
            quiet = []
        elif day.weekday() in worked:
            quiet.append(day)
    return tuple(sorted(runs, key=lambda run: (-run.days, run.first))[:MOST_GAPS])


def _odd_run(days: int, busy: int) -> int:
    """How many days in a row have to be without calls to be odd, where `busy` of `days` worked days have some.

    In a company that calls every other day, three quiet days are nothing: so many that chance alone would give such a
    run in one archive of twenty.
    """
    quiet = max(1 - busy / days, 0.001) if days else 0.001
    return max(GAP_DAYS, math.ceil(math.log(CHANCE / max(days, 1)) / math.log(quiet)))


def _run(quiet: Sequence[date], least: int) -> list[SilentDays]:
    return [SilentDays(quiet[0], quiet[-1], len(quiet))] if len(quiet) >= least else []
