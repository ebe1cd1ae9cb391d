"""What the classifiers conclude, as typed records. Everything here is a proposal until a person confirms it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

import numpy as np

Culprit = Literal["manager", "head", "both", "none"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of the record that carries a claim, heaviest first in every list.

    kind "utterance" has call_id, index, start_s, end_s; the others have ref (message, task or deal id).
    For an "absence" the quote is empty and `fact` with `details` says what did not happen.
    """

    kind: Literal["utterance", "message", "task", "stage", "absence"]
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
class NextStep:
    """What to do about a deal worth reviving; its sentence is made by `reports.next_step`."""

    code: str  # a revive_reason
    client: str  # whom to contact
    on: date


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


@dataclass(frozen=True, slots=True)
class ErrorLoss:
    """One deal on the list of losses through error (codebook section 3)."""

    deal_id: str
    rank: int
    flagged: bool
    probability: float  # of grade 2 or 3
    amount_lost: Decimal | None
    culprit: Culprit
    cause: str
    causes: Mapping[str, float]  # cause code to probability, best first
    toxic_kpi: str
    person_id: str | None  # the manager or head the claim is about
    evidence: tuple[Evidence, ...]
    against: tuple[Evidence, ...] = ()
    thin: bool = False


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
