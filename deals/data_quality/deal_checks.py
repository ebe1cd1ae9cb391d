"""Checks of the deals: dates, amounts, and what they hang on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from deals.data_quality.finding import Example, Finding, cannot_judge, found
from deals.problem_codes import ProblemCode
from deals.problem_log import KEPT_OF_A_KIND
from deals.records import Archive, Deal

DEALS = "deals.csv"
BUNCH = 10  # deals on one day
BUNCH_SHARE = 0.1  # and so many of all,
TIMES_USUAL = 5  # and so many times a day's part of the archive's time: moved together, by a person or an import
LEAST_LOSSES = 20  # before one reason for nearly all of them says anything
ONE_REASON = 0.8


def closing_before_creation(archive: Archive) -> Finding:
    """Deals that closed before they were made: moved from elsewhere, or one of the dates was typed."""
    closed = [deal for deal in archive.deals.values() if deal.closed_at is not None]
    return found(
        "closing-before-creation",
        (_example(deal, deal.created_at, deal.closed_at) for deal in closed if _ends_early(deal) and deal.closed_at),
        len(closed),
    )


def _ends_early(deal: Deal) -> bool:
    return deal.closed_at is not None and deal.closed_at < deal.created_at


def won_without_amount(archive: Archive) -> Finding:
    """Won deals with no amount or nought: turnover and lost money come out too low."""
    won = [deal for deal in archive.deals.values() if deal.status == "won"]
    return found("won-without-amount", (_example(deal) for deal in won if not deal.amount), len(won))


def closings_on_one_day(archive: Archive) -> Finding:
    """Deals closed on a day that has a tenth of all closings: tidied up or imported in one go, not lost that day."""
    closed = [deal for deal in archive.deals.values() if deal.status != "open" and deal.closed_at]
    dated = ((deal.closed_at.date(), deal) for deal in closed if deal.closed_at)
    return _bunched("closings-on-one-day", dated, len(closed), _span_days(archive))


def creations_on_one_day(archive: Archive) -> Finding:
    """Deals made on a day that has a tenth of all: brought over from elsewhere, their real beginning is not known."""
    deals = archive.deals.values()
    dated = ((deal.created_at.date(), deal) for deal in deals)
    return _bunched("creations-on-one-day", dated, len(deals), _span_days(archive))


def _span_days(archive: Archive) -> int:
    """Days from the first to the last deal made or closed, or call: the time that the archive is about."""
    deals = archive.deals.values()
    days = [deal.created_at.date() for deal in deals]
    days += [deal.closed_at.date() for deal in deals if deal.closed_at]
    days += [call.started_at.date() for call in archive.calls if call.started_at]
    return (max(days) - min(days)).days + 1 if days else 1


def _bunched(code: str, dated: Iterable[tuple[date, Deal]], whole: int, span_days: int) -> Finding:
    days: defaultdict[date, list[Deal]] = defaultdict(list)
    for day, deal in dated:
        days[day].append(deal)
    least = max(BUNCH, BUNCH_SHARE * whole, TIMES_USUAL * whole / span_days)
    full = {day: deals for day, deals in days.items() if len(deals) >= least}
    count = sum(len(deals) for deals in full.values())
    worst = sorted(full.items(), key=lambda item: (-len(item[1]), item[0]))[:5]
    return Finding(
        code, count, whole, tuple(Example(DEALS, deals[0].deal_id, (day, len(deals))) for day, deals in worst)
    )


def deals_without_contact(archive: Archive) -> Finding:
    """Deals of no contact: no call can be joined to them by its number."""
    deals = archive.deals.values()
    return found("deals-without-contact", (_example(deal) for deal in deals if deal.contact_id is None), len(deals))


def deals_without_owner(archive: Archive) -> Finding:
    """Deals of nobody: no error can be put down to a person. Owners whom people.csv does not know are a check apart."""
    deals = archive.deals.values()
    finding = found("deals-without-owner", (_example(deal) for deal in deals if deal.owner_id is None), len(deals))
    if unknown := unknown_owners(
        archive
    ).count:  # the reader left these without an owner, and which they are is not kept
        return Finding(finding.code, max(finding.count - unknown, 0), finding.whole)
    return finding


def unknown_owners(archive: Archive) -> Finding:
    """Deals whose owner people.csv does not know: left people, as a rule."""
    if "people.csv" in archive.absent_tables:
        return cannot_judge("unknown-owners", "people.csv")
    return problems_found(archive, "unknown-owners", ProblemCode.UNKNOWN_USER, DEALS, len(archive.deals))


def problems_found(archive: Archive, code: str, problem_code: ProblemCode, table: str, whole: int) -> Finding:
    """A finding of problems that the reader of the archive met already, in a table or (any file) for table ""."""
    kept, beyond = [], 0
    stem = table.removesuffix(".csv")
    for problem in archive.problems:
        if table and problem.file.partition(".")[0].casefold() != stem:
            continue
        if problem.code == problem_code:
            kept.append(Example(problem.file, f"#{problem.row}" if problem.row else "", (problem.value or "",)))
        elif problem.code == ProblemCode.MORE_OF_THE_SAME and problem.details.get("code") == problem_code:
            beyond += int(problem.details["count"])
    assert len(kept) <= KEPT_OF_A_KIND or not table
    finding = found(code, kept, whole)
    return Finding(code, finding.count + beyond, whole, finding.examples)


def one_lost_reason(archive: Archive) -> Finding:
    """One lost reason for nearly all losses: it was clicked, not chosen, and says nothing."""
    reasons = [deal for deal in archive.deals.values() if deal.status == "lost" and deal.lost_reason]
    if len(reasons) < LEAST_LOSSES:
        return cannot_judge("one-lost-reason", "deals.csv: lost_reason")
    reason, count = Counter(deal.lost_reason for deal in reasons).most_common(1)[0]
    alike = (_example(deal) for deal in reasons if deal.lost_reason == reason and count >= ONE_REASON * len(reasons))
    return found("one-lost-reason", alike, len(reasons), reason=reason or "")


def deals_without_traces(archive: Archive) -> Finding:
    """Deals with no call and no message: kept in the head, by a private phone, or invented."""
    if not archive.calls and not archive.messages:
        return cannot_judge("deals-without-traces", "calls.csv, messages.csv")
    called = {call.client_phone for call in archive.calls if call.client_phone}
    traced = {call.stated_deal_id for call in archive.calls} | {message.deal_id for message in archive.messages}
    deals = archive.deals.values()
    lonely = (deal for deal in deals if deal.deal_id not in traced and not called.intersection(_phones(archive, deal)))
    return found("deals-without-traces", map(_example, lonely), len(deals))


def _phones(archive: Archive, deal: Deal) -> Iterator[str]:
    contact = archive.contacts.get(deal.contact_id or "")
    yield from contact.phones if contact else ()


def _example(deal: Deal, *facts: object) -> Example:
    shown = tuple(fact for fact in facts if fact is not None)
    return Example(DEALS, deal.deal_id, shown)  # type: ignore[arg-type]
