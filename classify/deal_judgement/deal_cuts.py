"""A deal as it stood on days of its life, told by what was known by then: what the client's own history learns from.

Days are counted by events (the deal was created, there was contact with the client, it moved to another stage), never
back from the end: whoever looks back from the end knows more than could be known. What we did or failed to do is left
out, too: a client whom nobody called would else look like one who would never have bought, and the error would excuse
itself.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import log

import numpy as np

from classify.codebook import CLIENT_SIGNALS, EITHER_SIGNALS, SIGNALS
from classify.deal_course.deal_story import NOTE, DealStory
from classify.deal_judgement.deal_features import DAY, CompanyHabits
from deals.records import Archive

TAUGHT_EVENTS = (1, 2, 3, 5, 8, 13)  # a deal is learned from as it stood on the days of these events
LEAST_GUARD, GUARD_SHARE = timedelta(days=1), 0.1  # of the usual time to won: so long before its end a deal is cut
ENDS_THERE = 0.9  # a stage in which so many end of those that enter it is part of the end
LAST_WORDS = 8  # client's last utterances and messages: where the deal stood
CATEGORIES = ("source", "stage")
MOST_CODES = 250
SPOKEN = (*CLIENT_SIGNALS, *EITHER_SIGNALS)
FACTS = (
    "source", "amount", "qualified", "won_before", "lost_before", "stage", "age", "stages", "events", "talks",
    "minutes", "client_rang", "client_wrote",
)  # fmt: skip
HEARD = (*(f"ever_{code}" for code in SPOKEN), *(f"last_{code}" for code in SPOKEN))
COLUMNS = FACTS + HEARD
_SPOKEN_COLUMNS = [SIGNALS.index(code) for code in SPOKEN]
_NO_ROWS = np.empty((0, len(COLUMNS)))


@dataclass(frozen=True, slots=True)
class CutDeal:
    """Days of one deal's life, first to last, with what was known at the end of each."""

    deal_id: str
    won: bool | None  # None while it is open, and where it is not known when it ended
    end: datetime  # when its outcome could first be told, as_of for open deals
    days: tuple[date, ...]
    taught: tuple[bool, ...]  # which of them are learned from; the last day is there in any case
    rows: np.ndarray  # shape (n_days, len(COLUMNS)), NaN where not known
    has_words: bool | None  # whether words of its talks are known; None without talks


class CutArchive:
    """Cuts the deals of one archive."""

    def __init__(self, archive: Archive, stories: Mapping[str, DealStory], habits: CompanyHabits) -> None:
        """stories: of all deals; they may be without words."""
        self._zone = archive.timezone
        self._habits = habits
        self._guard = max(LEAST_GUARD, habits.won_days * GUARD_SHARE * DAY)
        self._closing = closing_stages(stories)
        self._codes: dict[str, dict[str, int]] = {name: {} for name in CATEGORIES}
        self._earlier: dict[str, list[tuple[datetime, bool]]] = defaultdict(list)
        for story in stories.values():
            if story.deal.contact_id and story.deal.closed_at and story.deal.status != "open":
                self._earlier[story.deal.contact_id].append((story.end, story.deal.status == "won"))
        for closed in self._earlier.values():
            closed.sort()

    def cut(self, story: DealStory) -> CutDeal:
        """The deal on days with an event that lie long enough before its end; on none where it ended at once."""
        deal, end = story.deal, self.end_of(story)
        latest = end if deal.status == "open" else end - self._guard
        days = [day for day in self._event_days(story) if self._end_of_day(day) <= latest]
        shown = [n for n in range(1, len(days) + 1) if n in TAUGHT_EVENTS or n == len(days)]
        moments = [self._end_of_day(days[n - 1]) for n in shown]
        closed = deal.status != "open" and deal.closed_at is not None
        rows = np.hstack([self._facts(story, moments, shown), _spoken(story, moments)]) if shown else _NO_ROWS
        return CutDeal(
            deal.deal_id,
            deal.status == "won" if closed else None,
            end,
            tuple(days[n - 1] for n in shown),
            tuple(n in TAUGHT_EVENTS for n in shown),
            rows,
            any(h.utterance is not None for h in story.heard) if story.talks() else None,
        )

    def end_of(self, story: DealStory) -> datetime:
        """When the deal was closed or moved to a stage that only ends, whichever came first; as_of while it is open."""
        if story.deal.status == "open":
            return story.as_of
        return min([story.end, *(change.at for change in story.stages if change.stage in self._closing)])

    def _event_days(self, story: DealStory) -> list[date]:
        created = story.deal.created_at.astimezone(self._zone).date()
        moments = [moment for moment, _ in story.contacts()] + [change.at for change in story.stages]
        days = {moment.astimezone(self._zone).date() for moment in moments}
        return sorted({created, *(day for day in days if day > created)})

    def _end_of_day(self, day: date) -> datetime:
        return datetime.combine(day, time(23, 59, 59), self._zone)

    def _facts(self, story: DealStory, moments: Sequence[datetime], events: Sequence[int]) -> np.ndarray:
        """Shape (n_moments, len(FACTS)). events: how many there had been by each moment."""
        deal, habits = story.deal, self._habits
        talks = [call for call in story.talks() if call.started_at]
        talked = [call.started_at for call in talks if call.started_at]
        rang = [call.started_at for call in story.calls if call.direction == "in" and call.started_at]
        wrote = [m.at for m in story.messages if m.from_client and m.channel != NOTE]
        moved = [change.at for change in story.stages]
        minutes = np.cumsum([(call.duration_s or 0.0) / 60 for call in talks])
        timed = any(call.duration_s is not None for call in talks)
        fixed = self._fixed(story)
        rows = []
        for at, count in zip(moments, events, strict=True):
            stages = [change.stage for change in story.stages[: bisect_right(moved, at)]]
            spoke = bisect_right(talked, at)
            rows.append([
                *fixed,
                self._code("stage", stages[-1] if stages else None),
                float(np.log1p((at - deal.created_at) / DAY / habits.won_days)),
                len(set(stages)) / habits.full_depth if stages else np.nan,
                count,
                spoke,
                (minutes[spoke - 1] if spoke else 0.0) if timed else np.nan,
                bisect_right(rang, at),
                bisect_right(wrote, at),
            ])  # fmt: skip
        return np.array(rows, dtype=float)

    def _fixed(self, story: DealStory) -> list[float]:
        """What is known of a deal from its first day on."""
        deal = story.deal
        closed = self._earlier.get(deal.contact_id or "", [])
        before = closed[: bisect_left(closed, (deal.created_at, False))]
        won = sum(one for _, one in before)
        # Rounded to a tenth of its logarithm: sums of deals that were won are often exact, those of others round.
        priced = deal.amount is not None and deal.amount > 0
        amount = round(log(float(deal.amount or 0) / self._habits.median_amount), 1) if priced else np.nan
        qualified = np.nan if deal.qualified is None else float(deal.qualified)
        return [self._code("source", deal.source), amount, qualified, float(won), float(len(before) - won)]

    def _code(self, name: str, value: str | None) -> float:
        """A number for each source and stage; not known after the MOST_CODES first ones, which trees can take."""
        codes = self._codes[name]
        code = MOST_CODES if value is None else codes.setdefault(value, len(codes))
        return float(code) if code < MOST_CODES else np.nan


def closing_stages(stories: Mapping[str, DealStory]) -> frozenset[str]:
    """Stages that belong to the end: closed deals that entered one nearly all ended in it, and no open deal is there.

    CRMs move a deal there before, with or after the closing; such a stage would tell the outcome.
    """
    entered: Counter[str] = Counter()
    ended: Counter[str] = Counter()
    going_on: set[str] = set()
    for story in stories.values():
        names = [change.stage for change in story.stages]
        if story.deal.status == "open":
            going_on.update(names[-1:])
        else:
            entered.update(set(names))
            ended.update(names[-1:])
    return frozenset(
        stage for stage, count in ended.items() if count >= ENDS_THERE * entered[stage] and stage not in going_on
    )


def _spoken(story: DealStory, moments: list[datetime]) -> np.ndarray:
    """What the client had ever said or written by each moment, and in the last words before it; NaN without words."""
    said = [h for h in story.heard if h.role == "client" and (h.message is None or h.message.channel != NOTE)]
    rows = np.full((len(moments), 2 * len(SPOKEN)), np.nan)
    if not said:
        return rows
    times = [h.at for h in said]
    chances = np.stack([h.probability[_SPOKEN_COLUMNS] for h in said])
    ever = np.maximum.accumulate(chances)
    for row, moment in zip(rows, moments, strict=True):
        if count := bisect_right(times, moment):
            row[: len(SPOKEN)] = ever[count - 1]
            row[len(SPOKEN) :] = chances[max(0, count - LAST_WORDS) : count].max(axis=0)
    return rows
