"""What was just done, said on the page that follows: a code in the address, never a text, which anybody could write."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from fastapi import Depends, Query

Notice = Literal["saved", "saved-with-others", "appealed", "nothing-left", "reviewers-changed"]
NOTICES: tuple[str, ...] = get_args(Notice)


def with_notice(address: str, notice: Notice, query: str = "") -> str:
    return f"{address}?{query + '&' if query else ''}said={notice}"


def _notice(said: Annotated[str, Query(max_length=40)] = "") -> str:
    """The notice, empty where the address names none that there is."""
    return said if said in NOTICES else ""


NoticeNow = Annotated[str, Depends(_notice)]
