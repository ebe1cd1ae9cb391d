"""What in the record speaks against a claim about a deal: the client's own words, and what our side did do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from classify.claims.case_file import CaseFile
from classify.claims.deal_quotes import Weighed, quote_of, quotes_for
from classify.deal_course.client_dates import date_named_by_client
from classify.deal_course.deal_story import NOTE, Heard
from classify.deal_judgement.deal_features import DAY
from classify.promises_kept.promises import told_apart
from classify.records import Evidence
from deals.phones import region_of

MOST_AGAINST = 4
MOST_QUOTES, LEAST_WEIGHT = 2, 0.3  # weaker words speak against nothing that people could check
SURELY_HEARD = 0.5
OFTEN, ON_DAYS = 4, 3  # tries, and days with one, from which nobody can be said to have given up (codebook, section 4)
SOON = timedelta(days=2)  # an answer within it was given at once
SHORT_DAYS = 3  # from creation to the end
LONG_AGO_DAYS = 365
FAR_AHEAD = timedelta(days=30)

_AGAINST_REVIVAL: Mapping[str, float] = {
    "chose_competitor": 1.0, "hard_refusal": 1.2, "not_a_buyer": 1.0, "objection_need": 0.8,
}  # fmt: skip
_AGAINST_ERROR: Mapping[str, float] = {
    "hard_refusal": 1.0, "not_a_buyer": 1.0, "objection_need": 0.9, "objection_timing": 0.6,
}  # fmt: skip
# What was asked for and answered speaks against these alone.
_ANSWERED = frozenset({"H3_approval_stuck", "M1_no_callback", "M4_objection_dropped", "M6_quote_late_or_wrong"})
_TRIED = frozenset({"M1_no_callback", "M2_slow_first_contact", "M5_no_next_step", "M9_early_close", "H2_bad_routing",
                    "H4_activity_over_leads"})  # fmt: skip
_DELAYED = frozenset({"M1_no_callback", "M2_slow_first_contact", "M5_no_next_step", "H1_deferred_to_next_period",
                      "H3_approval_stuck", "H4_activity_over_leads"})  # fmt: skip


def against_revival(case: CaseFile) -> tuple[Evidence, ...]:
    """What speaks against contacting the client again, at most four pieces."""
    facts = [*_far_date(case), *_client_silent(case), *_long_ago(case)]
    return _together(quotes_for(_client_words(case), _AGAINST_REVIVAL), facts)


def against_error(case: CaseFile, cause: str) -> tuple[Evidence, ...]:
    """What speaks for the loss having another main cause than this error of ours, at most four pieces."""
    facts = [
        *(_client_asked_delay(case) if cause in _DELAYED else ()),
        *_promises_kept(case),
        *(_answered_soon(case) if cause in _ANSWERED else ()),
        *(_tried_often(case) if cause in _TRIED else ()),
        *_client_silent(case),
        *_short_time(case),
    ]
    return _together(quotes_for(_client_words(case), _AGAINST_ERROR), facts)


def _together(quotes: list[Weighed], facts: list[Evidence]) -> tuple[Evidence, ...]:
    said = {(piece.call_id, piece.index, piece.ref) for piece in facts if piece.quote}
    heavy = [one for one in quotes if one.weight >= LEAST_WEIGHT]
    others = [one.piece for one in heavy if (one.piece.call_id, one.piece.index, one.piece.ref) not in said]
    return (*others[:MOST_QUOTES], *facts)[:MOST_AGAINST]


def _client_words(case: CaseFile) -> list[Heard]:
    return [heard for heard in case.story.heard if heard.role == "client"]


def _far_date(case: CaseFile) -> Iterator[Evidence]:
    named = date_named_by_client(case.story, region_of(case.archive.timezone.key, case.archive.language))
    if named is not None and named.day > case.archive.as_of + FAR_AHEAD:
        yield quote_of(named.heard, ("deferral_dated",), "date-not-come")


def _client_asked_delay(case: CaseFile) -> Iterator[Evidence]:
    """The client's surest words that put the deal off, before it ended."""
    asked = [h for h in _client_words(case) if h.at <= case.story.end and h.chance("deferral_dated") >= SURELY_HEARD]
    if asked:
        surest = max(asked, key=lambda heard: heard.chance("deferral_dated"))
        yield quote_of(surest, ("deferral_dated",), "client-asked-delay")


def _promises_kept(case: CaseFile) -> Iterator[Evidence]:
    """Where most promises were kept in time; one kept of three excuses nobody."""
    made = [promise for promise in told_apart(case.promises) if promise.result != "unknown"]
    kept = sum(promise.result == "kept" for promise in made)
    late = sum(promise.result == "late" for promise in made)
    if 2 * kept > len(made):
        yield case.absence("promises-kept", made=len(made), kept=kept, late=late)


def _answered_soon(case: CaseFile) -> Iterator[Evidence]:
    """The client's last request for a better price after which something of ours reached them at once."""
    reached = case.story.reached()
    for heard in reversed(_client_words(case)):
        if heard.at > case.story.end or heard.chance("asks_discount") < SURELY_HEARD:
            continue
        answer = next((moment for moment in reached if moment > heard.at), None)
        if answer is not None and answer - heard.at <= SOON:
            yield case.absence("answered-soon", asked=heard.at.date(), answered=answer.date())
        return


def _tried_often(case: CaseFile) -> Iterator[Evidence]:
    """Outgoing calls up to the end of the deal, answered or not."""
    rang = [call.started_at for call in case.story.calls if call.direction == "out" and call.started_at is not None]
    tries = sorted(moment for moment in rang if moment <= case.story.end)
    days = {moment.date() for moment in tries}
    if len(tries) >= OFTEN and len(days) >= ON_DAYS:
        yield case.absence("tried-often", count=len(tries), days=len(days), start=tries[0].date(), end=tries[-1].date())


def _client_silent(case: CaseFile) -> Iterator[Evidence]:
    """We rang or wrote after the client's last word, more than once, and nothing came back."""
    story = case.story
    talked = [call.started_at for call in story.talks() if call.started_at is not None]
    last = max([*talked, *(message.at for message in story.messages if message.from_client)], default=None)
    if last is None:
        return
    wrote = [m.at for m in story.messages if not m.from_client and m.channel != NOTE and m.at > last]
    rang = [c.started_at for c in story.calls if c.direction == "out" and c.started_at and c.started_at > last]
    if len(wrote) + len(rang) > 1:
        yield case.absence("client-silent", start=last.date(), letters=len(wrote), calls=len(rang))


def _short_time(case: CaseFile) -> Iterator[Evidence]:
    life = (case.story.end - case.story.deal.created_at) / DAY
    if case.story.deal.status == "lost" and life <= SHORT_DAYS:
        yield case.absence("short-time", start=case.story.deal.created_at, end=case.story.end)


def _long_ago(case: CaseFile) -> Iterator[Evidence]:
    last = max((moment for moment, _ in case.story.contacts()), default=None)
    if last is not None and (case.story.as_of - last) / DAY > LONG_AGO_DAYS:
        yield case.absence("long-ago", last=last.date())
