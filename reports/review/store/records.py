"""What the review's store takes and gives: accounts, cases, verdicts, appeals. Times are aware, in UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal

from classify.learning_from_verdicts.verdicts import Decision, ListName, SignalCorrection
from deals.problems import Problem

Role = Literal["owner", "consultant", "quality", "manager", "head"]
CaseState = Literal["open", "waiting", "conflict", "contested", "confirmed", "rejected", "unsure"]
DECIDED: tuple[CaseState, ...] = ("confirmed", "rejected", "unsure")


@dataclass(frozen=True, slots=True)
class Account:
    account_id: int
    name: str  # to log in with and shown as the reviewer; unique, capitals or not
    role: Role
    crm_user_id: str | None  # who this is in the CRM; a manager or head has one
    company: str | None  # of the archive that crm_user_id belongs to; None: the only one in the store
    language: Literal["ru", "en"] | None
    disabled: bool
    has_password: bool  # without one only single sign-on opens the account
    must_change_password: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is logged in. The store's rules (own deals, blindness) need nothing else."""

    account: Account
    session_expires_at: datetime | None = None  # None: not by a session, such as on the command line


@dataclass(frozen=True, slots=True)
class RateLimited:
    """Too many failed logins."""

    retry_after_s: int


@dataclass(frozen=True, slots=True)
class StoredReviewRun:
    run_id: int
    company: str
    folder: Path  # that the run wrote; verdicts for `learn` go there
    archive: Path
    as_of: str  # ISO day
    language: Literal["ru", "en"]
    redacted: bool  # names are masked and recordings withheld
    currency: str | None
    timezone: str
    loaded_at: datetime


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as the queue shows it."""

    case_id: int
    run_id: int
    company: str
    list: ListName
    deal_id: str
    title: str  # empty where the CRM has none
    amount: Decimal | None
    currency: str | None
    manager_id: str | None  # CRM id of the deal's owner
    manager: str  # name, empty where unknown
    person_id: str | None  # whom the claim is about, or who should make contact
    person: str
    code: str  # cause, or reason of the revival
    state: CaseState
    verdicts: int  # reviewers who have judged it in this round
    needed: int  # reviewers
    mine: Decision | None  # the viewer's own latest verdict
    claimed_by: str | None  # another reviewer who has it open now
    own: bool  # the viewer is concerned and may not judge it
    probability: float | None  # None while the viewer is to stay blind
    flagged: bool | None  # likewise


@dataclass(frozen=True, slots=True)
class QueueFilters:
    """None or empty: any."""

    run_id: int | None = None
    list: ListName | None = None
    manager_id: str | None = None
    code: str | None = None  # cause or reason
    amount_from: Decimal | None = None
    amount_to: Decimal | None = None
    state: CaseState | None = None
    reviewer: str | None = None  # name of somebody who has judged it
    words: str | None = None  # in the title or the deal's id
    undecided: bool = False  # leaves out what is decided


@dataclass(frozen=True, slots=True)
class QueuePage:
    rows: tuple[CaseRow, ...]
    total: int
    page: int  # from 1
    pages: int


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What the queue holds, for its filters."""

    runs: tuple[StoredReviewRun, ...]
    managers: tuple[tuple[str, str], ...]  # id and name
    codes: tuple[tuple[ListName, str], ...]
    reviewers: tuple[str, ...]
    states: Mapping[CaseState, int]  # how many cases


@dataclass(frozen=True, slots=True)
class RecordingPlace:
    """Where a call's recording lies: within `folder`, which the reader has to check."""

    folder: Path  # the archive
    path: str  # relative to it
    digest: str  # names what was made of it in a cache


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reviewer decided on a case. decision None: only signals were corrected."""

    decision: Decision | None
    grade: int | None = None
    reason: str | None = None
    cause: str | None = None
    culprit: str | None = None
    toxic_kpi: str | None = None
    comment: str | None = None
    signals: tuple[SignalCorrection, ...] = ()  # text is filled in by the store
    settles: bool = False  # the last word; the store says whether it is, see `CaseStatus.settling`


@dataclass(frozen=True, slots=True)
class StoredVerdict:
    verdict_id: int
    case_id: int
    reviewer: str  # empty for a viewer whom the claim is about
    account_id: int | None  # None: imported
    judgement: Judgement
    at: datetime
    round: int  # 0; one more after each appeal
    blind: bool  # given without sight of another's: it counts for agreement
    title: str | None
    imported_by: str | None = None


@dataclass(frozen=True, slots=True)
class Appeal:
    appeal_id: int
    case_id: int
    by: str  # account name
    account_id: int
    comment: str
    at: datetime
    answer: StoredVerdict | None  # None: not answered yet


@dataclass(frozen=True, slots=True)
class CaseStatus:
    """A case with what this viewer may see of it."""

    row: CaseRow
    mine: StoredVerdict | None  # latest
    others: tuple[StoredVerdict, ...]  # latest of each other reviewer; empty while blind
    appeals: tuple[Appeal, ...]
    may_judge: bool
    why_not: str | None  # code of `review-refused-<code>`
    settling: bool  # a judgement of this viewer would be the last word
    may_appeal: bool
    history: tuple[StoredVerdict, ...] = ()  # every revision that may be seen, oldest first


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a judgement: it is stored in any case."""

    verdict_id: int
    state: CaseState
    met_others: int  # verdicts of others that came in after the reviewer opened the case


@dataclass(frozen=True, slots=True)
class ImportResult:
    taken: int
    known: int  # the same reviewer's latest verdict says the same already
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class AuditEntry:
    audit_id: int
    at: datetime
    actor: str  # account name, or empty for the command line and for failed logins
    action: str  # text `review-audit-<action>`
    subject: str
    details: Mapping[str, str | int | bool | None]
    digest: str  # of this entry and the one before


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its 95% interval; value None: cannot tell yet."""

    value: float | None
    low: float | None = None
    high: float | None = None
    count: int = 0  # it stands on


@dataclass(frozen=True, slots=True)
class ListFigures:
    list: ListName
    flagged: int
    flagged_decided: int  # confirmed or rejected
    confirmed: int
    unsure: int
    unflagged: int  # ranked, not flagged
    sampled: int  # of them, at random
    sampled_decided: int
    sampled_confirmed: int
    precision: Interval
    recall: Interval


@dataclass(frozen=True, slots=True)
class PairAgreement:
    first: str
    second: str
    kappa: Interval  # Cohen's
    same: int  # of kappa.count


@dataclass(frozen=True, slots=True)
class ReviewFigures:
    lists: tuple[ListFigures, ...]
    pairs: tuple[PairAgreement, ...]  # those with most cases, most first
    alpha: Interval  # Krippendorff's, nominal: decisions
    alpha_grades: Interval  # ordinal: grades
    states: Mapping[CaseState, int]
    verdicts: int  # latest of each reviewer and case
    reviewers: Mapping[str, int] = field(default_factory=dict)  # name to cases judged


class ReviewRefused(Exception):
    """The store did not do it. code: text `review-refused-<code>`; `details` are its variables."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(f"{code} {details}")
        self.code, self.details = code, details


class VerdictUnusable(Exception):
    """A judgement whose fields do not belong together; `problem` says what to do (Texts.problem)."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem
