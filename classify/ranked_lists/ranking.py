"""The two lists: deals worth reviving, and deals lost through error."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeVar

import numpy as np

from classify.claims.case_file import CaseFile
from classify.claims.deal_claims import DealRow, loss_of, revival_of, told_loss, told_revival
from classify.claims.deal_money import revival_value
from classify.company_history.history_view import HistoryView
from classify.crm_work.person_load import team_load
from classify.crm_work.work_findings import WorkCheck, WorkFinding
from classify.deal_course.client_dates import date_named_by_client
from classify.deal_course.deal_story import DealStory
from classify.deal_course.heard_shares import hardly_heard
from classify.deal_judgement.deal_features import CompanyHabits, deal_features
from classify.deal_judgement.deal_models import DealModels
from classify.deal_judgement.partly_heard import Question, UnheardShares
from classify.promises_kept.promises import Promise
from classify.records import DealTable, ErrorLoss, Rankings, Revival
from deals.phones import region_of
from deals.records import Archive

MOST_FLAGGED = 20
# Of each list, from its top, with evidence: what people can look through. The evidence of all deals takes as long as
# the rest of an analysis, and of 100,000 deals 600 MB.
FULLY_TOLD = 1000
REPORTING_THRESHOLD = 0.5  # more likely than not: below it, nobody is accused and nobody is called
STALLED_AFTER = 2.0  # times the company's median time from creation to won (codebook, section 2)
SURELY_REFUSED, LEAST_CHANCE = 0.5, 0.01  # of a hard refusal; of a sale to whom we may not call
THIN_WORDS = 3  # utterances and messages; with fewer, a judgement stands on dates alone

Listed = TypeVar("Listed", Revival, ErrorLoss)


class DealLists:
    """Both lists of one archive. Every deal is put in once with its story; then `ranked` judges them all.

    So no more than one story is in memory: most of the deals that were put in are never looked at again.
    """

    def __init__(
        self,
        archive: Archive,
        habits: CompanyHabits,
        work: WorkCheck,
        models: DealModels,
        unheard: UnheardShares | None = None,
        fully_told: int = FULLY_TOLD,
    ) -> None:
        """unheard: where not all recordings were heard; who is behind a deal that was hardly heard is not accused, and
        its client not called, before it has been. fully_told: so many of each list are told with evidence."""
        self._archive, self._habits, self._models, self._unheard = archive, habits, models, unheard
        self._hardly_heard = hardly_heard(unheard.shares) if unheard is not None else frozenset()
        self._fully_told = fully_told
        self._work = work.by_deal()
        self._country = region_of(archive.timezone.key, archive.language)
        self._stalled_after = timedelta(days=STALLED_AFTER * habits.won_days)
        self._rows: list[DealRow] = []
        self._features = array("d")  # of all rows, one after the other

    def put(self, story: DealStory, promises: Sequence[Promise]) -> None:
        """Add a deal; promises: its own. ValueError where the models were trained on other features."""
        deal = story.deal
        features = deal_features(self._archive, story, self._habits, promises, self._work.get(deal.deal_id, ()))
        if tuple(features) != self._models.names:
            raise ValueError("the deal models were trained on other features: train the models again")
        self._features.extend(features.values())
        named = date_named_by_client(story, self._country)
        self._rows.append(
            DealRow(
                deal,
                stalled=_is_stalled(story, self._stalled_after),
                thin=len(story.heard) < THIN_WORDS,
                unheard=deal.deal_id in self._hardly_heard,
                value=revival_value(story, self._habits),
                named_on=named.day if named else None,
            )
        )

    def ranked(
        self,
        stories: Mapping[str, DealStory],
        promises: Mapping[str, Sequence[Promise]],
        history: HistoryView,
    ) -> Rankings:
        """Both lists over every deal that can be ranked, best first; equal scores in the order of deal ids.

        Revive: lost and stalled deals. Error: lost deals. Flagged are at most MOST_FLAGGED of each, above the reporting
        threshold and with evidence, so a flagged list may be short or empty. Evidence and all that takes the story is
        told of the likeliest of each list, as `history` will shift them; chances are left as they are here.
        """
        rows = self._rows
        if not rows:
            return Rankings(self._archive.as_of, 0, (), ())
        table = np.frombuffer(self._features).reshape(len(rows), -1)
        lost = np.array([n for n, row in enumerate(rows) if row.deal.status == "lost"], dtype=int)
        stalled = np.array([n for n, row in enumerate(rows) if row.stalled], dtype=int)
        cases = _Cases(self._archive, stories, promises, self._habits, self._work)
        revive = self._revive_list(np.concatenate([lost, stalled]), table)
        told = _likeliest(revive, history, self._fully_told)
        revive = [told_revival(one, cases.of(one.deal_id)) if one.deal_id in told else one for one in revive]
        errors, loads = self._error_list(lost, table), team_load(self._archive)
        told = _likeliest(errors, history, self._fully_told)
        errors = [told_loss(one, cases.of(one.deal_id), loads) if one.deal_id in told else one for one in errors]
        return Rankings(
            self._archive.as_of, len(rows), ranked_and_flagged(revive), ranked_and_flagged(errors),
            _deal_table(rows, self._models.names, table),
        )  # fmt: skip

    def _revive_list(self, places: np.ndarray, table: np.ndarray) -> list[Revival]:
        """Likeliest first; without what takes the story."""
        if not len(places):
            return []
        chosen = table[places]
        chances, reasons = self._chances("revive", places, chosen), self._models.reasons_of(chosen)
        chances = np.where(_not_to_be_called(chosen, self._models.names), np.minimum(chances, LEAST_CHANCE), chances)
        listed = [
            revival_of(self._archive, self._rows[n], float(chance), of)
            for n, chance, of in zip(places, chances, reasons, strict=True)
        ]
        return sorted(listed, key=lambda item: (-item.probability, item.deal_id))

    def _error_list(self, places: np.ndarray, table: np.ndarray) -> list[ErrorLoss]:
        """Likeliest first; without what takes the story."""
        if not len(places):
            return []
        chosen = table[places]
        chances, causes = self._chances("error", places, chosen), self._models.causes_of(chosen)
        listed = [
            loss_of(self._rows[n], float(chance), of, dict(zip(self._models.names, row.tolist(), strict=True)))
            for n, chance, of, row in zip(places, chances, causes, chosen, strict=True)
        ]
        return sorted(listed, key=lambda item: (-item.probability, item.deal_id))

    def _chances(self, question: Question, places: np.ndarray, table: np.ndarray) -> np.ndarray:
        """Chance of each row; equal rows get equal chances, which floating point gives only up to the last digits."""
        ranker = self._models.revive if question == "revive" else self._models.error
        chances = ranker.predict_proba(table)[:, 1]
        if self._unheard is not None:
            deal_ids = [self._rows[n].deal.deal_id for n in places]
            chances = self._unheard.rejudged(question, deal_ids, table, chances)
        return np.round(chances, 9)


@dataclass(frozen=True, slots=True)
class _Cases:
    """The case of a deal, put together when asked for."""

    archive: Archive
    stories: Mapping[str, DealStory]
    promises: Mapping[str, Sequence[Promise]]
    habits: CompanyHabits
    work: Mapping[str, Sequence[WorkFinding]]

    def of(self, deal_id: str) -> CaseFile:
        promises, work = self.promises.get(deal_id, ()), self.work.get(deal_id, ())
        return CaseFile(self.archive, self.stories[deal_id], promises, self.habits, work)


def _likeliest(listed: Sequence[Listed], history: HistoryView, count: int) -> frozenset[str]:
    order = sorted(listed, key=lambda item: (-history.shifted(item.deal_id, item.probability), item.deal_id))
    return frozenset(item.deal_id for item in order[:count])


def _deal_table(rows: Sequence[DealRow], names: tuple[str, ...], table: np.ndarray) -> DealTable:
    deals = [row.deal for row in rows]
    statuses, titles = (tuple(deal.status for deal in deals), tuple(deal.title or "" for deal in deals))
    return DealTable(names, tuple(deal.deal_id for deal in deals), statuses, titles, table)


def _is_stalled(story: DealStory, after: timedelta) -> bool:
    """Open, and no contact in either direction for longer than that."""
    if story.deal.status != "open":
        return False
    last = max((moment for moment, _ in story.contacts()), default=story.deal.created_at)
    return (story.as_of - last) > after


def _not_to_be_called(table: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """Clients who said to be called no more: final, whatever else their deals show (codebook, section 4)."""
    refused, no_calls = (table[:, names.index(name)] for name in ("last_hard_refusal", "way_no_calls"))
    return np.asarray((refused >= SURELY_REFUSED) & (no_calls > 0))


def ranked_and_flagged(listed: Sequence[Listed]) -> tuple[Listed, ...]:
    """Ranks given, and the best flagged: above the threshold, and with something to show for the claim.

    Not those whose recordings nobody has heard: what was said there may be the opposite of what the record looks like.
    """
    worthy = [
        item for item in listed
        if item.probability >= REPORTING_THRESHOLD and item.evidence and not item.unheard
    ]  # fmt: skip
    chosen = {item.deal_id for item in worthy[:MOST_FLAGGED]}
    return tuple(replace(item, rank=rank, flagged=item.deal_id in chosen) for rank, item in enumerate(listed, start=1))
