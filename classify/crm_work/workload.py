"""How many deals each manager had open at a time: who is swamped has no means, and the error is the head's."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from deals.records import Archive

MANY, TIMES_USUAL = 40, 2.0  # open deals at least, and times the median of the colleagues, from which it is too many


@dataclass(frozen=True, slots=True)
class Workload:
    """user id to the moments at which deals came to be theirs, and at which these ended, each sorted."""

    begun: Mapping[str, Sequence[datetime]]
    ended: Mapping[str, Sequence[datetime]]

    def open_at(self, user_id: str, moment: datetime) -> int:
        return bisect_right(self.begun.get(user_id, ()), moment) - bisect_right(self.ended.get(user_id, ()), moment)

    def swamped(self, user_id: str | None, moment: datetime) -> bool:
        """Whether this person had many open deals then, and far more than the colleagues."""
        if user_id is None or (own := self.open_at(user_id, moment)) < MANY:
            return False
        others = [self.open_at(other, moment) for other in self.begun if other != user_id]
        return bool(others) and own >= TIMES_USUAL * median(others)


def workload_of(archive: Archive) -> Workload:
    """By the deals' present owners: what was handed over before counts for who has it now."""
    begun: dict[str, list[datetime]] = defaultdict(list)
    ended: dict[str, list[datetime]] = defaultdict(list)
    for deal in archive.deals.values():
        if deal.owner_id is None:
            continue
        begun[deal.owner_id].append(deal.created_at)
        if deal.status != "open" and deal.closed_at is not None:
            ended[deal.owner_id].append(deal.closed_at)
    return Workload({who: sorted(at) for who, at in begun.items()}, {who: sorted(at) for who, at in ended.items()})
