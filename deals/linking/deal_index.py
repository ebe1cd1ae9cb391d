"""What linking asks of an archive's deals, laid out for many calls at once.

A deal is a place, 0 to n - 1, in the archive's order; times are hours since 1970 (UTC).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import numpy as np

from deals.records import Archive, Deal
from deals.vocabulary import LEGAL_FORMS

NEVER = 1e7  # hours; later than any date, and small enough that deal * NEVER + hours keeps the second
_NOBODY: tuple[tuple[int, ...], int] = ((), 0)
_WORD = re.compile(r"\w+")
LONG_AGO = 0.0  # hours; before any date
# No sales team opens so many deals, or this share of all of them, within ten minutes.
_MOVE_H, _LEAST_MOVED, _MOVED_SHARE = 1 / 6, 20, 0.01
_MOST_NEIGHBOURS = 200  # deals looked at to find others that lived at a moment
_MIXING = 37  # has no factor in common with _MOST_NEIGHBOURS, so that each is met once
_MOST_COLLEAGUES = 50  # contacts of one company; beyond it the column holds something else ("private person")


def hours(moment: datetime) -> float:
    return moment.timestamp() / 3600


class DealIndex:
    """Numbers, people and times of all deals. The archive's calls are not looked at."""

    def __init__(self, archive: Archive) -> None:
        self.deal_ids = tuple(archive.deals)
        self.place_of: Mapping[str, int] = {deal_id: place for place, deal_id in enumerate(self.deal_ids)}
        self.user_places: Mapping[str, int] = {user_id: place for place, user_id in enumerate(archive.people)}
        self.extensions = frozenset(p.extension for p in archive.people.values() if p.extension)
        deals = archive.deals.values()
        self.created = _begun(archive)
        # As entered, also of deals that were moved from another CRM.
        self.entered = np.array([hours(deal.created_at) for deal in deals], dtype=np.float64)
        self.closed = np.array([_closed_hours(deal) for deal in deals], dtype=np.float64)
        self._lifetimes = list(zip(self.created.tolist(), self.closed.tolist(), strict=True))
        self._by_creation = np.argsort(self.created, kind="stable")
        self._by_creation_at = self.created[self._by_creation]
        self._of_contact = _places_by(((deal.contact_id, place) for place, deal in enumerate(deals)))
        self._contacts_of_phone = _places_by(
            (phone, contact.contact_id) for contact in archive.contacts.values() for phone in contact.phones
        )
        self._of_phone = {
            phone: (tuple(place for contact in contacts for place in self._of_contact.get(contact, ())), len(contacts))
            for phone, contacts in self._contacts_of_phone.items()
        }
        self._colleagues = _colleagues(archive)
        self._of_colleagues: dict[str, tuple[int, ...]] = {}  # by number, as they are asked for
        self._owner_keys = _sorted_keys(self._pairs(_owners(archive)), len(self.user_places))
        self._worker_keys = _sorted_keys(self._pairs(_workers(archive)), len(self.user_places))
        self._sellers = np.zeros(len(self.user_places) + 1, dtype=bool)  # the last is that of users not known
        self._sellers[
            np.unique(np.concatenate([self._owner_keys, self._worker_keys]) % max(len(self.user_places), 1))
        ] = True
        self._owner_spells = _OwnerSpells(archive, self)
        self._events = _Events(archive, self)

    def deals_of_phone(self, phone: str) -> tuple[tuple[int, ...], int]:
        """(deals of the contacts with this number, how many contacts have it)."""
        return self._of_phone.get(phone, _NOBODY)

    def deals_of_colleagues(self, phone: str) -> tuple[int, ...]:
        """Deals of other contacts of the companies to whose contacts the number belongs."""
        if phone not in self._of_colleagues:
            own = self._contacts_of_phone.get(phone, [])
            colleagues = {other for contact in own for other in self._colleagues.get(contact, ())} - set(own)
            own_deals = self.deals_of_phone(phone)[0]
            self._of_colleagues[phone] = tuple(
                place
                for contact in sorted(colleagues)
                for place in self._of_contact.get(contact, ())
                if place not in own_deals
            )
        return self._of_colleagues[phone]

    def alive(self, deals: Iterable[int], at: float, before_h: float, after_h: float) -> bool:
        """Whether one of the deals lived at that hour, or before_h before its creation or after_h after its closing."""
        return any(self._lifetimes[d][0] - before_h <= at <= self._lifetimes[d][1] + after_h for d in deals)

    def owned(self, deals: np.ndarray, users: np.ndarray) -> np.ndarray:
        """Whether each user (a place, -1 unknown) ever owned the deal beside it. Shapes (n,)."""
        return _contains(self._owner_keys, deals, users, len(self.user_places))

    def worked_on(self, deals: np.ndarray, users: np.ndarray) -> np.ndarray:
        """Whether each user wrote, did a task or moved a stage in the deal beside it. Shapes (n,)."""
        return _contains(self._worker_keys, deals, users, len(self.user_places))

    def sells(self, users: np.ndarray) -> np.ndarray:
        """Whether each user (a place, -1 unknown) owns or works in any deal; a call centre's operator does not."""
        return self._sellers[users] & (users >= 0)

    def owner_at(self, deals: np.ndarray, at: np.ndarray) -> np.ndarray:
        """Who owned each deal at that hour, as a place; -1 where not known. Shapes (n,)."""
        return self._owner_spells.owner_at(deals, at)

    def hours_to_event(self, deals: np.ndarray, at: np.ndarray) -> np.ndarray:
        """Hours from each moment to the nearest thing that the CRM says happened in the deal. Shapes (n,)."""
        return self._events.distance(deals, at)

    def hours_to_next_event(self, deals: np.ndarray, at: np.ndarray) -> np.ndarray:
        """Hours from each moment to the next event of the deal, NEVER where there is none. Shapes (n,)."""
        return self._events.to_next(deals, at)

    def entries_near(self, deal: int, at: float, within_h: float) -> np.ndarray:
        """Hours from the moment to each event of the deal at most within_h away, negative before it. Shape (n,)."""
        return self._events.near(deal, at, within_h)

    def peoples_entries(self) -> np.ndarray:
        """Hours of all entries that people made, as opposed to robots and the CRM itself. Shape (n,)."""
        return self._events.by_people

    def others_alive(self, deals: Sequence[int], at: float, count: int) -> list[int]:
        """At most `count` deals not among `deals` that lived at that hour, of all ages mixed."""
        start = int(np.searchsorted(self._by_creation_at, at)) - 1
        found: list[int] = []
        for step in range(_MOST_NEIGHBOURS):
            place = start - step * _MIXING % _MOST_NEIGHBOURS
            if place < 0:
                continue
            deal = int(self._by_creation[place])
            if deal not in deals and self._lifetimes[deal][1] >= at:
                found.append(deal)
                if len(found) == count:
                    break
        return found

    def deals_touched(self, user: int, at: float, within_h: float) -> list[int]:
        """Deals that this person touched, or whose owner he is and that were touched, from `at` to within_h later."""
        return self._events.touched(user, at, within_h)

    def _pairs(self, pairs: Iterable[tuple[str, str | None]]) -> Iterator[tuple[int, int]]:
        for deal_id, user_id in pairs:
            if user_id is not None and user_id in self.user_places and deal_id in self.place_of:
                yield self.place_of[deal_id], self.user_places[user_id]


def _begun(archive: Archive) -> np.ndarray:
    """When each deal began, in hours; LONG_AGO where that is not known.

    Of deals that were moved from another CRM only the day of the move is left: very many were created within minutes.
    A call before that must not look like one before the deal.
    """
    created = np.array([hours(deal.created_at) for deal in archive.deals.values()], dtype=np.float64)
    spans = np.floor(created / _MOVE_H)
    _, place, counts = np.unique(spans, return_inverse=True, return_counts=True)
    least = max(_LEAST_MOVED, _MOVED_SHARE * len(created))
    return np.where(counts[place] >= least, LONG_AGO, created) if len(created) else created


def _closed_hours(deal: Deal) -> float:
    """Of an open deal the closing date is only planned."""
    return NEVER if deal.status == "open" or deal.closed_at is None else hours(deal.closed_at)


def _places_by(pairs: Iterable[tuple[str | None, object]]) -> dict[str, list]:
    found: dict[str, list] = defaultdict(list)
    for key, value in pairs:
        if key is not None:
            found[key].append(value)
    return dict(found)


def _colleagues(archive: Archive) -> dict[str, list[str]]:
    """Contact to all contacts of the same company, where the company is named and no catch-all."""
    of_company = _places_by((company_key(c.company), c.contact_id) for c in archive.contacts.values())
    groups = [contacts for contacts in of_company.values() if 1 < len(contacts) <= _MOST_COLLEAGUES]
    return {contact: contacts for contacts in groups for contact in contacts}


def company_key(company: str | None) -> str | None:
    """A company's name without legal form, quotation marks, case and punctuation; None where nothing is left."""
    words = [word for word in _WORD.findall((company or "").casefold()) if word not in LEGAL_FORMS]
    return " ".join(words) or None


def _owners(archive: Archive) -> Iterator[tuple[str, str | None]]:
    yield from ((change.deal_id, change.user_id) for change in archive.owner_history)
    yield from ((deal.deal_id, deal.owner_id) for deal in archive.deals.values())


def _workers(archive: Archive) -> Iterator[tuple[str, str | None]]:
    yield from ((change.deal_id, change.user_id) for change in archive.stage_history)
    yield from ((task.deal_id, task.assignee_id) for task in archive.tasks)
    yield from ((message.deal_id, message.author) for message in archive.messages)


def _sorted_keys(pairs: Iterable[tuple[int, int]], users: int) -> np.ndarray:
    return np.unique(np.fromiter((deal * users + user for deal, user in pairs), dtype=np.int64))


def _contains(keys: np.ndarray, deals: np.ndarray, users: np.ndarray, count: int) -> np.ndarray:
    if not len(keys):
        return np.zeros(len(deals), dtype=bool)
    wanted = deals * count + users
    found = np.searchsorted(keys, wanted).clip(max=len(keys) - 1)
    return (keys[found] == wanted) & (users >= 0)


class _OwnerSpells:
    """Who owned which deal when. Before its first known change a deal belonged to whoever got it then."""

    def __init__(self, archive: Archive, index: DealIndex) -> None:
        changes = [
            (index.place_of[change.deal_id], hours(change.at), index.user_places.get(change.user_id, -1))
            for change in archive.owner_history
            if change.deal_id in index.place_of
        ]
        with_history = {deal for deal, _, _ in changes}
        changes += [
            (place, 0.0, index.user_places.get(deal.owner_id or "", -1))
            for place, deal in enumerate(archive.deals.values())
            if place not in with_history
        ]
        changes.sort()
        self._keys = np.array([deal * NEVER + at for deal, at, _ in changes])
        self._deals = np.array([deal for deal, _, _ in changes], dtype=np.int64)
        self._users = np.array([user for _, _, user in changes], dtype=np.int64)

    def owner_at(self, deals: np.ndarray, at: np.ndarray) -> np.ndarray:
        if not len(self._keys):
            return np.full(len(deals), -1)
        found = np.searchsorted(self._keys, deals * NEVER + at, side="right") - 1
        own = (found >= 0) & (self._deals[found] == deals)
        found = np.where(own, found, (found + 1).clip(max=len(self._keys) - 1))
        return np.where(self._deals[found] == deals, self._users[found], -1)


class _Events:
    """The moments of all that the CRM knows of each deal, and whose doing each was."""

    def __init__(self, archive: Archive, index: DealIndex) -> None:
        places, users = index.place_of, index.user_places
        owners = [users.get(deal.owner_id or "", -1) for deal in archive.deals.values()]
        known = [(places[d], hours(at), users.get(who or "", -1)) for d, at, who in _moments(archive) if d in places]
        deals = np.array([deal for deal, _, _ in known], dtype=np.int64)
        at = np.array([moment for _, moment, _ in known], dtype=np.float64)
        actors = np.array([owners[deal] if user < 0 else user for deal, _, user in known], dtype=np.int64)
        self.by_people = at[[user >= 0 for _, _, user in known]] if known else at
        # One sorted array for all deals: a deal's moments lie between deal * NEVER and (deal + 1) * NEVER.
        self._keys = np.sort(deals * NEVER + at)
        order = np.argsort(actors * NEVER + at, kind="stable")
        self._user_keys, self._user_deals = (actors * NEVER + at)[order], deals[order]

    def distance(self, deals: np.ndarray, at: np.ndarray) -> np.ndarray:
        if not len(self._keys):
            return np.full(len(deals), NEVER)
        wanted = deals * NEVER + at
        after = np.searchsorted(self._keys, wanted)
        last = len(self._keys) - 1
        return np.minimum(*(np.abs(self._keys[place.clip(0, last)] - wanted) for place in (after - 1, after)))

    def to_next(self, deals: np.ndarray, at: np.ndarray) -> np.ndarray:
        if not len(self._keys):
            return np.full(len(deals), NEVER)
        wanted = deals * NEVER + at
        after = np.searchsorted(self._keys, wanted)
        found = self._keys[after.clip(max=len(self._keys) - 1)]
        return np.where((after < len(self._keys)) & (found < (deals + 1) * NEVER), found - wanted, NEVER)

    def near(self, deal: int, at: float, within_h: float) -> np.ndarray:
        wanted = deal * NEVER + at
        start, end = np.searchsorted(self._keys, (wanted - within_h, wanted + within_h))
        return self._keys[start:end] - wanted

    def touched(self, user: int, at: float, within_h: float) -> list[int]:
        start, end = np.searchsorted(self._user_keys, (user * NEVER + at, user * NEVER + at + within_h))
        return list(dict.fromkeys(self._user_deals[start:end].tolist()))


def _moments(archive: Archive) -> Iterator[tuple[str, datetime, str | None]]:
    """(deal id, when, by whom) of everything the CRM says happened."""
    for deal in archive.deals.values():
        yield deal.deal_id, deal.created_at, None
        if deal.closed_at is not None and deal.status != "open":
            yield deal.deal_id, deal.closed_at, None
    yield from ((change.deal_id, change.at, change.user_id) for change in archive.stage_history)
    yield from ((message.deal_id, message.at, message.author) for message in archive.messages)
    for task in archive.tasks:
        yield task.deal_id, task.created_at, None
        if task.completed_at is not None:
            yield task.deal_id, task.completed_at, task.assignee_id
