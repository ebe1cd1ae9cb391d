"""What the classifiers conclude, as typed records. Everything here is a proposal until a person confirms it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

import numpy as np

from classify.crm_work.person_load import PersonLoad
from classify.missing_codes import Missing

Culprit = Literal["manager", "head", "both", "none"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of the record that carries a claim, heaviest first in every list.

    kind "utterance" has call_id, index, start_s, end_s; the others have ref (message, task or deal id). "history" is
    what became of the company's deals that were like this one.
    For an "absence" the quote is empty and `fact` with `details` says what did not happen.
    """

    kind: Literal["utterance", "message", "task", "stage", "absence", "history"]
    quote: str
    at: datetime | None = None
    call_id: str | None = None
    index: int | None = None
    start_s: float | None = None
    end_s: float | None = None
    ref: str | None = None
    role: str | None = None  # who said or wrote it: manager, head, client
    fact: str | None = None  # code of a fact, text id `fact-<code>` in reports.texts; set for absences
    details: Mapping[str, str | int | float | date] = field(default_factory=dict)
    signals: tuple[str, ...] = ()  # codebook codes heard in it
    doubtful: bool = False  # the recogniser's words for it are not to be trusted
    link_confidence: float | None = None  # that its call belongs to the deal, 0 to 1, where that is not sure


@dataclass(frozen=True, slots=True)
class RevivalValue:
    """What an expected value is made of, besides the probability."""

    amount: Decimal
    margin: float  # share of the amount
    margin_from: Literal["deal", "company"]  # company: its usual one, since the deal states none
    since: date  # the deal was lost or, while it is open, the last contact: its age counts from here
    decay: float  # what is left of its worth, 1 for a fresh one


@dataclass(frozen=True, slots=True)
class ChanceToWin:
    """How likely a lost deal was to be won, as it stood before its end."""

    value: float  # 0 to 1
    basis: Literal["history", "stage"]  # learned from the company's deals, or the share won of those at its stage
    deals: int  # it was read off: the nearest ones, or those that reached the stage
    won: int  # of them
    stage: str | None = None  # with "stage"; None: all closed deals
    day: date | None = None  # with "history": as of when


@dataclass(frozen=True, slots=True)
class StepFact:
    """Something that a next step is built of, with the place where it stands in the record."""

    code: str  # text id `step-<code>` in reports.texts
    on: date  # when it was said, written or logged
    words: str  # a few words of the source, verbatim; "" where there are none
    source: Evidence
    details: Mapping[str, str | date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do about a deal worth reviving; its sentence is made by `reports.next_step`."""

    code: str  # a revive_reason
    client: str  # whom to contact
    on: date
    facts: tuple[StepFact, ...] = ()  # in the order in which they are said; () where nothing is known


@dataclass(frozen=True, slots=True)
class Revival:
    """One deal on the revive list (codebook section 2)."""

    deal_id: str
    rank: int  # from 1
    flagged: bool  # shown to people
    probability: float  # of grade 2 or 3
    expected_value: Decimal | None  # probability x amount x margin, archive currency; None without an amount
    reason: str  # revive_reason code
    reopen_on: date
    next_step: NextStep
    person_id: str | None  # who should make contact
    evidence: tuple[Evidence, ...]
    against: tuple[Evidence, ...] = ()  # what speaks against the claim
    thin: bool = False  # little is known of this deal: no words, few events
    unheard: bool = False  # it has recordings, and less than half of what they say was heard: never flagged
    value: RevivalValue | None = None  # what expected_value is made of
    missing: tuple[Missing, ...] = ()  # in the record of this deal
    told: bool = True  # False: far down a long list; facts of the next step, evidence, against, missing not looked for


@dataclass(frozen=True, slots=True)
class ErrorLoss:
    """One deal on the list of losses through error (codebook section 3)."""

    deal_id: str
    rank: int
    flagged: bool
    probability: float  # of grade 2 or 3
    amount_lost: Decimal | None  # discounted by the chance to win, where that is known
    culprit: Culprit
    cause: str
    causes: Mapping[str, float]  # cause code to probability, best first
    toxic_kpi: str
    person_id: str | None  # the manager or head the claim is about
    evidence: tuple[Evidence, ...]
    against: tuple[Evidence, ...] = ()
    thin: bool = False
    unheard: bool = False
    full_amount: Decimal | None = None  # the deal's
    chance_to_win: ChanceToWin | None = None  # None: not known, and amount_lost not discounted
    missing: tuple[Missing, ...] = ()
    load: PersonLoad | None = None  # of whoever had the deal when the error was made; None where nobody is named
    told: bool = True  # False: far down a long list; person, evidence, against, missing and load not looked for


@dataclass(frozen=True, slots=True)
class DealTable:
    """What the judgements of deals stand on, kept so that verdicts given later can teach them."""

    names: tuple[str, ...]  # of the features
    deal_ids: tuple[str, ...]
    statuses: tuple[str, ...]  # of each deal
    titles: tuple[str, ...]  # of each deal, empty where it has none
    features: np.ndarray  # float, shape (n_deals, n_features), NaN where unknown


@dataclass(frozen=True, slots=True)
class Rankings:
    """Both lists, each over every deal that can be ranked, best first."""

    as_of: date
    deals_considered: int
    revive: tuple[Revival, ...]
    error_loss: tuple[ErrorLoss, ...]
    table: DealTable | None = field(default=None, compare=False)
