"""Where a call belongs, as a record."""

from __future__ import annotations

from dataclasses import dataclass

AMBIGUOUS = "ambiguous"
LEAST_POSSIBLE = 0.05  # probability from which a call may be a deal's although it was not linked to it
LEAST_CONFIDENCE = 0.5  # below it no deal is claimed: what follows from a link accuses somebody


@dataclass(frozen=True, slots=True)
class Candidate:
    """A deal that a call may belong to."""

    deal_id: str
    probability: float  # 0 to 1; those of all candidates and of "no deal" add up to 1


@dataclass(frozen=True, slots=True)
class Link:
    """Where a call belongs. deal_id None: to no deal, or to none that could be told.

    method, where a deal is claimed: "phone" (the only deal of the client's number), "phone+time", "phone+person",
    "phone+words", "phone+crm" (what chose among several), "colleague" (a colleague's number), "words" (names, products
    and amounts said), "number" (an unknown number whose other calls speak of the deal), "crm" (the CRM alone).
    Where none is: "internal", "no-deal-of-phone", "no-phone", "ambiguous" (a deal is likelier than none, but no deal
    likely enough).
    """

    call_id: str
    deal_id: str | None
    confidence: float  # 0 to 1, of this deal, or of there being none
    method: str
    contradicts_crm: bool = False  # the CRM's own deal_id says otherwise
    alternatives: tuple[Candidate, ...] = ()  # other deals it may belong to, from LEAST_POSSIBLE, likeliest first
