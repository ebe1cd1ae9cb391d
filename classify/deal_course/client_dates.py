"""The date to make contact on that a client named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from classify.deal_course.deal_story import DealStory, Heard
from classify.spoken_dates.contact_dates import Sense, contact_date

# The least chance of a dated deferral in a line whose date counts, by what its words say of coming back: who asks to be
# called on a day has named it, and a day of which nothing is said must be heard to put the deal off.
_DEFERRAL_HEARD: Mapping[Sense, float] = {"asked": 0.0, "told": 0.3, "unsaid": 0.5}


@dataclass(frozen=True, slots=True)
class ClientDate:
    day: date
    heard: Heard  # the client's words that name it


def date_named_by_client(story: DealStory, country: str | None) -> ClientDate | None:
    """The date to make contact on that the client named last; country: whose holidays he means."""
    for heard in reversed(story.heard):
        if heard.role != "client":
            continue
        heard_to_defer = heard.chance("deferral_dated")
        asked_only = heard_to_defer < _DEFERRAL_HEARD["told"]
        named = _contact_date(heard.text, heard.at.date(), country, asked_only=asked_only)
        if named is not None and heard_to_defer >= _DEFERRAL_HEARD[named.sense]:
            return ClientDate(named.day, heard)
    return None


# Asked several times of each line: for the features, the day to call again and the facts beside it.
_contact_date = lru_cache(maxsize=65_536)(contact_date)
