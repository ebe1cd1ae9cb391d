"""Whether a promise was kept: in time, late, not at all, or whether that cannot be known.

Something that reached the client in time keeps a promise, whatever the channel; the client's own later words count for
more than the record. What the record could not show is never called broken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Literal

from classify.deal_course.deal_story import NOTE, DealStory, Heard
from classify.promises_kept.promise_finding import Undertaking
from classify.promises_kept.promise_kinds import ANSWERS, leaves_trace
from classify.promises_kept.promise_record import (
    SAME_CALL,
    ClientSays,
    Deed,
    complaints_after,
    deeds_after,
    followed_from,
    receipt_after,
    release_before,
    went_on,
)  # fmt: skip
from classify.promises_kept.promise_settings import PromiseSettings
from classify.promises_kept.promise_words import thanks
from classify.spoken_dates.working_days import working_day

Result = Literal["kept", "late", "broken", "unknown"]
# Why it cannot be known, in the order in which they are looked at; of a broken one, what shows it.
Why = Literal[
    "released", "doubtful_call", "word_left", "unclear_call", "not_due", "no_due", "no_messages", "no_phone_log",
    "no_work_record", "no_trace", "went_on", "client_thanks", "nothing_followed", "client_says_so",
]  # fmt: skip

GRACE_UNTIL = time(12)  # of the next working day: a call at nine the next morning still keeps "today by evening"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a promise."""

    result: Result
    by: Deed | Heard | None = None  # what kept it, in time or late
    late_days: int | None = None  # calendar days after the day due; None where it was not late, or no day was named
    why: Why | None = None  # of "unknown" and "broken"
    against: Heard | None = None  # the client's words that it had not come
    denied: Deed | None = None  # what the record says was done, and the client says was not


def verdict_on(
    story: DealStory, promise: Undertaking, settings: PromiseSettings, others: Sequence[Undertaking] = ()
) -> Verdict:
    """What the record of the deal says of the promise, as of the archive's day.

    others: all promises of the deal; what the client says is missing may be what one of them was about.
    """
    renewed = [
        one.heard.at for one in others
        if one.kind == promise.kind and one.heard.call_id != promise.heard.call_id and one.heard.at > promise.heard.at
    ]  # fmt: skip
    return _Case(story, promise, settings, renewed).verdict()


@lru_cache(maxsize=4096)
def grace_end(due: datetime, country: str | None) -> datetime:
    """Until when something counts as in time: noon of the next working day after the day it was due."""
    day = working_day(due.date() + timedelta(days=1), country)
    return datetime.combine(day, GRACE_UNTIL, due.tzinfo)


class _Case:
    """One promise with all that followed it."""

    def __init__(
        self, story: DealStory, promise: Undertaking, settings: PromiseSettings, renewed: Sequence[datetime]
    ) -> None:
        self.story, self.promise, self.settings, self.renewed = story, promise, settings, renewed
        self.said = promise.heard.at
        self.due = promise.due.latest if promise.due else None
        self.by = grace_end(self.due, settings.country) if self.due else None
        self.complaints = complaints_after(story, promise, settings)
        self.deeds = deeds_after(story, promise)
        self.denied = [deed for deed in self.deeds if self._is_denied(deed)]
        self.good = [deed for deed in self.deeds if deed not in self.denied]
        self.receipt = receipt_after(story, promise)

    def verdict(self) -> Verdict:
        kept = self._in_time()
        if kept is not None and not (kept.kind == "call" and self._released_in(kept)):
            return Verdict("kept", kept)
        overdue = self._overdue_words()
        later = self.good[0] if self.good and kept is None else None
        if self.receipt is not None and overdue is None and (later is None or self.receipt.at <= later.at):
            return Verdict("kept", self.receipt)
        if (why := self._cannot_be_known(overdue, later)) is not None:
            return Verdict("unknown", why=why)
        if later is not None:
            days = (later.at.date() - self.due.date()).days if self.due else None
            return Verdict("late", later, days, against=overdue)
        sent = [deed for deed in self.denied if deed.kind != "call"]
        denied = sent[-1] if sent and overdue else None
        shown: Why = "client_says_so" if overdue else "nothing_followed"
        return Verdict("broken", why=shown, against=overdue, denied=denied)

    def _in_time(self) -> Deed | None:
        """What kept the promise in time; where a thing was to be sent or done, rather that than a mere talk."""
        overdue = self._overdue_words()
        fitting = [
            deed for deed in self.good
            if (self.by is None or deed.at <= self.by) and (overdue is None or deed.at < overdue.at)
        ]  # fmt: skip
        if self.promise.kind in ANSWERS:
            return next(iter(fitting), None)
        if (meant := followed_from(self.story, self.promise, self.by)) is not None:
            fitting = [*fitting, meant]
        return next((deed for deed in fitting if deed.kind != "call"), next(iter(fitting), None))

    def _overdue_words(self) -> Heard | None:
        """The client's first words that it had not come, said after the day it was due; with no day, any of them."""
        for one in self.complaints:
            after = self.due is None or one.heard.at.date() > self.due.date()
            # A client who is called late and complains in that call was reached by it.
            if after and not self._said_while_kept(one):
                return one.heard
        return None

    def _said_while_kept(self, says: ClientSays) -> bool:
        """Whether something had already kept the promise, so that the words must be about something else."""
        kept = [deed for deed in self.good if deed.at < says.heard.at and (self.by is None or deed.at <= self.by)]
        return bool(kept)

    def _is_denied(self, deed: Deed) -> bool:
        """Whether the client's later words speak against what the record says.

        Impatience is enough against a talk in which nothing may have been settled; what was sent is denied only by
        words about it, unless it was promised again meanwhile and they are about that. To have been spoken to cannot
        be denied where speaking was all that was promised, but a call that the client had to make to complain is no
        answer, and a call that nobody took may never have been.
        """
        for one in self.complaints:
            heard = one.heard
            if deed.kind != "call" and self._in_touch_between(deed, heard):
                continue
            in_it = deed.kind == "call" and heard.call_id == deed.ref
            if deed.at > heard.at and not in_it:
                continue
            if self.promise.kind in ANSWERS:
                overdue = self.due is None or heard.at > self.due
                if (deed.kind == "attempt" and "call" in one.missing) or (in_it and not deed.ours and overdue):
                    return True
            elif deed.kind == "call" or (one.missing - {"any"} and not any(at < heard.at for at in self.renewed)):
                return True
        return False

    def _in_touch_between(self, deed: Deed, complaint: Heard) -> bool:
        """Whether the client spoke or wrote to us between the two and did not miss it."""
        complaining = {one.heard.at for one in self.complaints}
        return any(
            deed.at < heard.at < complaint.at and heard.role == "client" and heard.at not in complaining
            and (heard.call_id is None or heard.call_id != complaint.call_id)
            for heard in self.story.heard
        )  # fmt: skip

    def _released_in(self, talk: Deed) -> bool:
        """Whether the client released us in that talk or before it."""
        end = talk.at + timedelta(hours=2)
        return release_before(self.story, self.promise, self._until(end), self.settings) is not None

    def _until(self, moment: datetime) -> datetime:
        return min(moment, self.due) if self.due else moment

    def _cannot_be_known(self, overdue: Heard | None, later: Deed | None) -> Why | None:
        """Why nobody can say that it was late or broken; None where one can.

        What the client says settles what the record leaves open, but not whose call the promise was made in.
        """
        story, settings = self.story, self.settings
        if self.promise.heard.call_id in story.unsure_calls:
            return "doubtful_call"
        if overdue is not None:
            return None
        end = self.due or story.as_of
        if release_before(story, self.promise, end, settings) is not None:
            return "released"
        until = min(self.by or story.as_of, story.as_of)
        if (why := self._calls_leave_open(until)) is not None:
            return why
        if self.by is None:
            return "no_due"
        if self.by > story.as_of:
            return "not_due"
        return self._record_lacks(later)

    def _calls_leave_open(self, until: datetime) -> Why | None:
        story, after = self.story, self.said + SAME_CALL
        if story.may_have_talked(after, until):
            return "doubtful_call"
        if any(self.said < moment <= until for moment in story.messages_left()):
            return "word_left"
        with_words = {heard.call_id for heard in story.heard}
        unclear = [c for c in story.calls if c.answered is None and c.call_id not in with_words]
        inside = [c for c in unclear if c.started_at is not None and after < c.started_at <= until]
        return "unclear_call" if any(not story.reached_nobody(c.call_id) for c in inside) else None

    def _record_lacks(self, later: Deed | None) -> Why | None:
        """What the archive does not hold and would have to, if the promise had been kept."""
        settings, kind = self.settings, self.promise.kind
        done_late = later is not None and later.kind != "call"
        if kind in ANSWERS and not settings.calls_kept:
            return "no_phone_log"
        if kind == "other" and not leaves_trace(self.promise.text):
            return "no_trace"
        if kind not in ("visit", *ANSWERS) and not settings.messages_kept and not done_late:
            return "no_messages"
        if kind == "visit" and not settings.work_kept and not done_late:
            return "no_work_record"
        if kind not in ANSWERS and not done_late and went_on(self.story, self.promise):
            return "went_on"
        return "client_thanks" if later is None and self._thanked() else None

    def _thanked(self) -> bool:
        """Whether the client wrote thanks once it was due, though nothing of ours is recorded: something came."""
        written = [m for m in self.story.messages if m.from_client and self.due is not None and m.at > self.due]
        return any(message.channel != NOTE and thanks(message.text) for message in written)


def proof_pieces(verdict: Verdict) -> Sequence[Deed | Heard]:
    """All that shows the result: what kept it, the client's words against it, and what those words deny."""
    return [piece for piece in (verdict.by, verdict.denied, verdict.against) if piece is not None]
