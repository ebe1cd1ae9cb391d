"""What speaks for each candidate deal of a call, and for none: numbers that a linear model weighs.

The method is record linkage as Fellegi and Sunter (1969) put it: each kind of agreement between two records adds its
weight. Here the candidates of one call compete, together with "no deal".
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from deals.linking.deal_index import NEVER, DealIndex
from deals.linking.spoken_deals import Comparison

# Columns of the candidates' evidence. Logarithms are natural.
DEAL_FEATURES = (
    "phone",  # the client's number is one of the deal's contact
    "phone_sharing",  # log of the number of contacts that have this number, where `phone`
    "colleague",  # the number is one of another contact of the same company
    "other_number",  # the number is known, and belongs to neither
    "owner_now",  # the call's person owned the deal then
    "owner_once",  # ... at some other time
    "worker",  # ... never, but wrote, did a task or moved a stage in it
    "stranger",  # ... none of these, and owns or works in other deals
    "before",  # log(1 + hours before creation)
    "long_before",  # more than three days before creation
    "after",  # log(1 + days after closing)
    "gap",  # log(1 + hours to the nearest event that the CRM has of the deal)
    "noted",  # something was entered in the deal within half an hour after the call began
    "crm",  # how far the CRM is to be believed (log odds of its being right) where it says this deal
    "crm_alone",  # the same where the number is nobody's or withheld, and so says nothing
    "names",  # rarity of its names, companies and products said
    "likeness",  # of the words of the call to all that is known of the deal
    "amount",  # its amount was said
    "number_speaks",  # how much the other calls of this unknown number speak for it, see UnknownNumbers.speaks
)
# Columns of what speaks for "no deal", and for a deal that is no candidate.
CALL_FEATURES = (
    "call",  # always 1
    "internal",  # the other end is an extension of the company
    "unknown_number",  # of no contact
    "no_number",
    "contact_without_deals",  # of a contact that has none
    "wordless",  # no words are known of the call, so that they cannot speak for a deal
    "sharing_number",  # log of the number of contacts that have the number
)
NOTED_WITHIN_H = 0.5  # in the labelled archives two of three calls have an entry within this time
AFTER_CLOSING_H = 60 * 24.0  # later, a client rings about the next matter
BEFORE_CREATION_H = 72.0  # a manager often opens the deal while the first call is going on, or days after it


@dataclass(slots=True)
class Pairs:
    """Candidate deals of a run of calls: one entry per pair of call and deal, in the order of the calls."""

    call: list[int] = field(default_factory=list)  # place of the call in the run
    deal: list[int] = field(default_factory=list)
    phone_contacts: list[int] = field(default_factory=list)  # contacts with the number where it is the deal's, else 0
    colleague: list[bool] = field(default_factory=list)
    known_number: list[bool] = field(default_factory=list)  # whether the call's number is some contact's
    crm: list[float] = field(default_factory=list)
    crm_alone: list[float] = field(default_factory=list)
    names: list[float] = field(default_factory=list)
    likeness: list[float] = field(default_factory=list)
    amount: list[bool] = field(default_factory=list)
    number_speaks: list[float] = field(default_factory=list)

    def add(
        self,
        call: int,
        deal: int,
        *,
        phone_contacts: int,
        colleague: bool,
        known_number: bool,
        crm: float,
        crm_alone: float,
        words: Comparison | None,
        number_speaks: float,
    ) -> None:
        """words: None where they were not compared."""
        self.call.append(call)
        self.deal.append(deal)
        self.phone_contacts.append(phone_contacts)
        self.colleague.append(colleague)
        self.known_number.append(known_number)
        self.crm.append(crm)
        self.crm_alone.append(crm_alone)
        self.names.append(words.names if words else 0.0)
        self.likeness.append(words.likeness if words else 0.0)
        self.amount.append(words.amount if words else False)
        self.number_speaks.append(number_speaks)


def deal_evidence(pairs: Pairs, index: DealIndex, at: np.ndarray, users: np.ndarray) -> np.ndarray:
    """Shape (pairs, len(DEAL_FEATURES)).

    at: hours of each call, NaN unknown; users: places, -1 unknown. Each has one entry per call.
    """
    call = np.asarray(pairs.call, dtype=np.int64)
    deal = np.asarray(pairs.deal, dtype=np.int64)
    moment, user, contacts = at[call], users[call], np.asarray(pairs.phone_contacts, dtype=np.float64)
    timed = ~np.isnan(moment)
    moment = np.where(timed, moment, 0.0)
    phone, colleague = contacts > 0, np.asarray(pairs.colleague, dtype=bool)
    now = (index.owner_at(deal, moment) == user) & (user >= 0)
    owned = index.owned(deal, user)
    now = np.where(timed, now, owned)
    once = owned & ~now
    worked = index.worked_on(deal, user) & ~owned
    before = np.where(timed, np.maximum(index.created[deal] - moment, 0.0), 0.0)
    closed = index.closed[deal]
    after_days = np.where(timed & (closed < NEVER), np.maximum(moment - closed, 0.0), 0.0) / 24
    gap = np.where(timed, index.hours_to_event(deal, moment), _UNTIMED_GAP_H)
    columns = (
        phone,
        np.log(np.maximum(contacts, 1.0)),
        colleague,
        np.asarray(pairs.known_number, dtype=bool) & ~phone & ~colleague,
        now,
        once,
        worked,
        index.sells(user) & ~owned & ~worked,
        np.log1p(before),
        before > BEFORE_CREATION_H,
        np.log1p(after_days),
        np.log1p(np.minimum(gap, _LONGEST_GAP_H)),
        timed & (index.hours_to_next_event(deal, moment) <= NOTED_WITHIN_H),
        pairs.crm,
        pairs.crm_alone,
        pairs.names,
        pairs.likeness,
        pairs.amount,
        pairs.number_speaks,
    )
    return np.column_stack([np.asarray(column, dtype=np.float64) for column in columns])


_LONGEST_GAP_H = 24 * 180.0  # half a year of silence says no less than ten years
_UNTIMED_GAP_H = 24 * 30.0  # a call of unknown time must not look surer than one that fits
