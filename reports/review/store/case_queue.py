"""The queue: which cases somebody may see, in the order in which they are best judged, and who has which open."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, exists, func, or_, select, tuple_

from reports.review.store.accounts import name_key
from reports.review.store.records import (
    DECIDED,
    Account,
    CaseRow,
    CaseState,
    FilterChoices,
    QueueFilters,
    QueuePage,
)
from reports.review.store.rights import may
from reports.review.store.run_loading import stored_runs
from reports.review.store.schema import accounts, cases, concerned, leases, runs, verdicts
from reports.visible_text import visible

LEASE = timedelta(minutes=20)
MOST_ROWS = 200  # of a page
_REVEALED: tuple[CaseState, ...] = (*DECIDED, "conflict")
_ORDER = (cases.c.urgency, cases.c.place, cases.c.id)


class CaseQueue:
    """The queue as one account sees it at one moment."""

    def __init__(self, connection: Connection, account: Account, at: datetime, needed: int) -> None:
        self._connection, self._account, self._at, self._needed = connection, account, at, needed
        self._key = name_key(account.name)

    def page(self, filters: QueueFilters, page: int, size: int) -> QueuePage:
        size = max(1, min(size, MOST_ROWS))
        wanted = [self._visible(), *_conditions(filters)]
        counted = select(func.count()).select_from(cases.join(runs)).where(*wanted)
        total = self._connection.execute(counted).scalar_one()
        pages = max(1, -(-total // size))
        page = max(1, min(page, pages))
        rows = self._connection.execute(self._rows().where(*wanted).limit(size).offset((page - 1) * size))
        return QueuePage(tuple(self._row(row) for row in rows), total, page, pages)

    def row(self, case_id: int) -> CaseRow | None:
        """One case; None where there is none, or none that this account may see."""
        if not 0 < case_id < 2**31:
            return None
        found = self._connection.execute(self._rows().where(cases.c.id == case_id, self._visible())).first()
        return None if found is None else self._row(found)

    def own(self) -> tuple[CaseRow, ...]:
        """Flagged claims about this person."""
        rows = self._connection.execute(self._rows().where(self._about_me(), cases.c.flagged.is_(True)))
        return tuple(self._row(row) for row in rows)

    def next_id(self, filters: QueueFilters, after: int | None) -> int | None:
        """The next case that this account can judge and nobody else is judging; from the front behind the last."""
        judgeable = (
            select(cases.c.id)
            .select_from(cases.join(runs))
            .where(self._to_judge(), *_conditions(filters))
            .order_by(*_ORDER)
        )
        here = select(*_ORDER).where(cases.c.id == after) if after is not None and 0 < after < 2**31 else None
        at = None if here is None else self._connection.execute(here).first()
        if at is None:
            return self._connection.execute(judgeable.limit(1)).scalar()
        behind = self._connection.execute(judgeable.where(tuple_(*_ORDER) > tuple_(*at)).limit(1)).scalar()
        return behind or self._connection.execute(judgeable.where(cases.c.id != after).limit(1)).scalar()

    def _to_judge(self) -> ColumnElement[bool]:
        held = select(func.count()).select_from(leases).where(
            leases.c.case_id == cases.c.id, leases.c.until > self._at, leases.c.account_id != self._account.account_id
        )  # fmt: skip
        halves = _in_state("open", "waiting")
        free = case((halves, self._needed - cases.c.verdicts), else_=1)
        settled: tuple[CaseState, ...] = ("conflict",) if may(self._account.role, "settle") else ()
        wanted = _in_state("open", "waiting", "contested", *settled)
        return and_(
            wanted, ~self._mine_exists(), ~self._own_deal(), held.scalar_subquery() < free
        )  # fmt: skip

    def _mine_exists(self) -> ColumnElement[bool]:
        return exists().where(
            verdicts.c.case_id == cases.c.id, verdicts.c.reviewer_key == self._key, verdicts.c.decision.is_not(None)
        )

    def _own_deal(self) -> ColumnElement[bool]:
        """Whoever is bound to a person in the CRM has a stake in that person's deals. Of which company, is not asked
        where the account does not say: rather one reviewer too few."""
        if self._account.crm_user_id is None:
            return exists().where(concerned.c.case_id < 0)
        theirs = exists().where(
            concerned.c.case_id == cases.c.id, concerned.c.user_id == self._account.crm_user_id
        )  # fmt: skip
        return theirs if self._account.company is None else and_(theirs, runs.c.company == self._account.company)

    def _about_me(self) -> ColumnElement[bool]:
        """A claim about this person. Ids of two companies may be equal, so that one has to be named, or the only."""
        company = self._account.company or _only_company(self._connection)
        if self._account.crm_user_id is None or company is None:
            return cases.c.id < 0
        return and_(cases.c.person_id == self._account.crm_user_id, runs.c.company == company)

    def _visible(self) -> ColumnElement[bool]:
        if may(self._account.role, "judge"):
            return cases.c.id > 0
        return and_(self._about_me(), cases.c.flagged.is_(True))

    def _rows(self) -> Select[Any]:
        """All columns of a row, in the queue's order."""
        latest = select(verdicts.c.decision).where(
            verdicts.c.case_id == cases.c.id, verdicts.c.reviewer_key == self._key, verdicts.c.decision.is_not(None)
        )  # fmt: skip
        holder = select(accounts.c.name).select_from(leases.join(accounts)).where(
            leases.c.case_id == cases.c.id, leases.c.until > self._at, leases.c.account_id != self._account.account_id
        )  # fmt: skip
        return (
            select(
                cases, runs.c.company, runs.c.currency,
                latest.order_by(verdicts.c.id.desc()).limit(1).scalar_subquery().label("mine"),
                holder.limit(1).scalar_subquery().label("holder"),
                self._own_deal().label("own"),
            ).select_from(cases.join(runs)).order_by(*_ORDER)
        )  # fmt: skip

    def _row(self, row: Row) -> CaseRow:
        judge = may(self._account.role, "judge")
        revealed = not judge or row.mine is not None or row.state in _REVEALED
        return CaseRow(
            case_id=row.id, run_id=row.run_id, company=row.company, list=row.list, deal_id=row.deal_id,
            title=row.title, amount=row.amount, currency=row.currency, manager_id=row.owner_id, manager=row.owner,
            person_id=row.person_id, person=row.person, code=row.code, state=row.state, verdicts=row.verdicts,
            needed=self._needed, mine=row.mine, claimed_by=row.holder if judge else None, own=bool(row.own),
            probability=row.probability if revealed else None, flagged=row.flagged if revealed else None,
        )  # fmt: skip


def _only_company(connection: Connection) -> str | None:
    companies = connection.execute(select(runs.c.company).distinct().limit(2)).scalars().all()
    return companies[0] if len(companies) == 1 else None


def _in_state(*states: CaseState) -> ColumnElement[bool]:
    """Written out: SQLAlchemy puts a list (IN) together anew each time it asks, and every page asks."""
    return or_(*(cases.c.state == state for state in states))


def _conditions(filters: QueueFilters) -> list[ColumnElement[bool]]:
    equal = ((cases.c.run_id, filters.run_id), (cases.c.list, filters.list), (cases.c.owner_id, filters.manager_id),
             (cases.c.code, filters.code), (cases.c.state, filters.state))  # fmt: skip
    found: list[ColumnElement[bool]] = [column == value for column, value in equal if value not in (None, "")]
    if filters.amount_from is not None:
        found.append(cases.c.amount_value >= float(filters.amount_from))
    if filters.amount_to is not None:
        found.append(cases.c.amount_value <= float(filters.amount_to))
    if filters.reviewer:
        judged = exists().where(verdicts.c.case_id == cases.c.id, verdicts.c.reviewer_key == name_key(filters.reviewer))
        found.append(judged)
    if filters.words:
        found.append(cases.c.search.contains(visible(filters.words).casefold(), autoescape=True))
    if filters.undecided:
        found.append(_in_state("open", "waiting", "conflict", "contested"))
    return found


def filter_choices(connection: Connection) -> FilterChoices:
    def distinct(*columns: Any) -> list[Any]:
        return [tuple(row) for row in connection.execute(select(*columns).distinct().order_by(*columns))]

    managers = [pair for pair in distinct(cases.c.owner_id, cases.c.owner) if pair[0] is not None]
    counted = select(cases.c.state, func.count().label("total")).group_by(cases.c.state)
    return FilterChoices(
        runs=stored_runs(connection),
        managers=tuple(sorted(managers, key=lambda pair: pair[1])),
        codes=tuple(distinct(cases.c.list, cases.c.code)),
        reviewers=tuple(name for (name,) in distinct(verdicts.c.reviewer)),
        states={row.state: row.total for row in connection.execute(counted)},
    )
