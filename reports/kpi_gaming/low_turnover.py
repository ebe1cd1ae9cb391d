"""Turnover: managers who win far less than their colleagues, and are kept."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from deals.records import Deal
from reports.kpi_gaming.exact_tests import Estimate, Table, share_ratio, totals
from reports.kpi_gaming.finding import ALARM, GamingFinding, GamingSign, decide
from reports.kpi_gaming.sales_record import SalesRecord, is_cold
from reports.kpi_gaming.sign_money import leads_lost_more

LEARNING = timedelta(days=183)  # a new manager's leads count from here
KEPT = timedelta(days=365)  # from when a manager is kept, not tried
LEAST_LEADS, LEAST_MANAGERS = 8, 3  # closed leads of a manager; managers to compare
DRAWS, MOST_CELLS = 4_999, 5_000_000  # of the teams in which all are equal; numbers drawn at most
# People differ: standard deviation of skill in logits that is nobody's fault (odds from 0.6 to 1.6 times the usual).
ORDINARY_SPREAD = 0.25
LATE_H = 9.0  # working hours; a lead not tried within a day, or never, was handled badly
FEW_TOUCHES = 2  # so was a lost one with fewer contacts and tries
WORTH, MARKED = 0.65, 0.5  # chance to win of the weakest quarter, times that of the others


@dataclass(frozen=True, slots=True)
class _Team:
    """Closed leads of managers who are past their first months; arrays have one entry for each lead."""

    managers: tuple[str, ...]
    leads: tuple[Deal, ...]
    kept: np.ndarray  # bool, shape (managers,): there for a year and still there
    owner: np.ndarray  # place of the manager
    stratum: np.ndarray  # half-year, cold or warm
    won: np.ndarray
    well: np.ndarray  # tried in time, and worked

    @property
    def quarter(self) -> int:
        return min(math.ceil(len(self.managers) / 4), int(self.kept.sum()))

    def values(self) -> np.ndarray:
        """What a lead says of its manager: won and worked well, each against its stratum, in standard deviations."""
        parts = []
        for fact in (self.won.astype(float), self.well.astype(float)):
            centred = fact - _means(self.stratum, fact)[self.stratum]
            parts.append(centred / max(float(centred.std()), 1e-9) if centred.any() else centred)
        return sum(parts, np.zeros(len(self.won)))

    def scores(self, values: np.ndarray) -> np.ndarray:
        """Sums of each manager's leads in standard deviations; values: shape (..., leads)."""
        belongs = np.eye(len(self.managers))[self.owner]
        return values @ belongs / np.sqrt(np.bincount(self.owner, minlength=len(self.managers)))

    def weakest(self, scores: np.ndarray) -> np.ndarray:
        """Mean score of the weakest quarter of those who are kept; scores: shape (..., managers)."""
        return np.sort(np.where(self.kept, scores, np.inf), axis=-1)[..., : self.quarter].mean(axis=-1)


def _means(stratum: np.ndarray, fact: np.ndarray) -> np.ndarray:
    return np.bincount(stratum, fact) / np.maximum(np.bincount(stratum), 1)


def turnover_gaming(record: SalesRecord) -> GamingFinding:
    """Whether chronically weak managers are kept.

    The weakest quarter of those who have been there for a year is compared with all others on leads of the same half-
    year and kind: by deals won and by leads handled badly, together. Somebody is always the weakest: the p-value is
    therefore the share of teams of equals (leads shuffled within their strata, and people as different as they
    ordinarily are) whose weakest quarter does as badly. How far output in sales varies where nobody is sorted out:
    Hunter, Schmidt and Judiesch, JAP 75 (1990), 28.
    """
    team = _team(record)
    if team is None:
        return decide("low_turnover", [], ["managers"], record.extent)
    if not team.kept.any():
        return decide("low_turnover", [], ["managers-kept"], record.extent)
    return decide("low_turnover", [[_sign(record, team)]], [], record.extent)


def _team(record: SalesRecord) -> _Team | None:
    since = {p.user_id: p.hired or date.min for p in record.archive.people.values() if p.role == "manager"}
    deals = [d for d in record.closed if (begun := since.get(d.owner_id or "")) is not None
             and (begun == date.min or d.created_at.date() >= begun + LEARNING)]  # fmt: skip
    counts = Counter(deal.owner_id or "" for deal in deals)
    managers = tuple(user_id for user_id in since if counts[user_id] >= LEAST_LEADS)
    if len(managers) < LEAST_MANAGERS:
        return None
    place = {user_id: n for n, user_id in enumerate(managers)}
    deals = [d for d in deals if d.owner_id in place]
    strata = {key: n for n, key in enumerate(sorted({_stratum(deal) for deal in deals}))}
    return _Team(
        managers,
        tuple(deals),
        np.array([_is_kept(record, user_id, since[user_id]) for user_id in managers]),
        np.array([place[deal.owner_id or ""] for deal in deals]),
        np.array([strata[_stratum(deal)] for deal in deals]),
        np.array([deal.status == "won" for deal in deals]),
        np.array([_handled_well(record, deal) for deal in deals]),
    )


def _stratum(deal: Deal) -> tuple[int, bool, bool]:
    return deal.created_at.year, deal.created_at.month > 6, is_cold(deal)


def _is_kept(record: SalesRecord, user_id: str, since: date) -> bool:
    return record.archive.people[user_id].left is None and since <= record.archive.as_of - KEPT


def _handled_well(record: SalesRecord, deal: Deal) -> bool:
    """Whether a lead was tried within a working day and, where it was lost, more than once; of cold ones the latter."""
    touches = record.touches.get(deal.deal_id, ())
    if deal.status == "lost" and len(touches) < FEW_TOUCHES:
        return False
    if is_cold(deal):
        return True
    first = next((t.at for t in touches if t.at >= deal.created_at), None)
    soon = deal.created_at + timedelta(days=7)
    return first is not None and first <= soon and record.hours.hours_between(deal.created_at, first) <= LATE_H


def _sign(record: SalesRecord, team: _Team) -> GamingSign:
    scores = team.scores(team.values())
    places = np.argsort(np.where(team.kept, scores, np.inf), kind="stable")[: team.quarter]
    by_chance = team.weakest(_scores_of_equals(team))
    observed = float(team.weakest(scores))
    p_value = (1 + int((by_chance <= observed + 1e-9).sum())) / (1 + len(by_chance))
    tables = _tables(team, places)
    ratio, whole = share_ratio(tables), totals(tables)
    # The weakest of equals lack something too: what a marked effect adds to that decides.
    lack = -math.log(MARKED) / _error(whole)
    luck = (float(np.quantile(by_chance, 0.5)) - float(np.quantile(by_chance, ALARM))) * math.sqrt(team.quarter)
    return GamingSign(
        "weakest-kept", ratio.value, ratio.low, ratio.high, "ratio", p_value, ratio.value <= WORTH,
        lack * min(1.0, 2 / luck) if luck else 0.0, _figures(record, team, places, whole),
        leads_lost_more("low_turnover", "weakest-kept", _leads_of(team, places), _fewer(ratio, tables, whole)),
    )  # fmt: skip


def _leads_of(team: _Team, places: np.ndarray) -> list[Deal]:
    return [deal for deal, weak in zip(team.leads, np.isin(team.owner, places), strict=True) if weak]


def _fewer(ratio: Estimate, tables: Sequence[Table], whole: Table) -> Estimate:
    """How much smaller the share won is than the one that the others have on the same leads, by the ratio of both."""
    usual = sum(t.total * t.other_events / t.other_total for t in tables if t.other_total) / whole.total
    return Estimate(usual * (1 - ratio.value), usual * (1 - ratio.high), usual * (1 - ratio.low), usual * ratio.error)


def _scores_of_equals(team: _Team) -> np.ndarray:
    """Scores of teams whose leads are dealt out anew within their strata; shape (draws, managers)."""
    random = np.random.default_rng(0)  # equal archives, equal findings
    draws = min(DRAWS, MOST_CELLS // len(team.won))
    values = np.tile(team.values(), (draws, 1))
    for stratum in range(int(team.stratum.max()) + 1):
        columns = np.flatnonzero(team.stratum == stratum)
        values[:, columns] = random.permuted(values[:, columns], axis=1)
    share = float(team.won.mean())
    counts = np.bincount(team.owner, minlength=len(team.managers))
    apart = ORDINARY_SPREAD * np.sqrt(counts * share * (1 - share))  # a logit moves wins by their variance
    return team.scores(values) + random.normal(0, 1, (draws, len(counts))) * apart


def _error(whole: Table) -> float:
    """Of the ratio's logarithm, were both to win equally."""
    share = (whole.events + whole.other_events) / (whole.total + whole.other_total)
    return math.sqrt((1 - share) / share * (1 / whole.total + 1 / whole.other_total)) if share else math.inf


def _tables(team: _Team, places: np.ndarray) -> list[Table]:
    weak, tables = np.isin(team.owner, places), []
    for stratum in range(int(team.stratum.max()) + 1):
        own, others = (team.stratum == stratum) & weak, (team.stratum == stratum) & ~weak
        tables.append(Table(int(team.won[own].sum()), int(own.sum()), int(team.won[others].sum()), int(others.sum())))
    return tables


def _figures(record: SalesRecord, team: _Team, places: np.ndarray, whole: Table) -> dict[str, float | int]:
    """What the weakest quarter cost: their leads, at the share that the others win of the same leads, less theirs."""
    usual = sum(t.total * t.other_events / t.other_total for t in _tables(team, places) if t.other_total)
    weak = np.isin(team.owner, places)
    lacking = max(0.0, usual - whole.events)
    return {
        "managers_count": len(places),
        "team_count": len(team.managers),
        "weak_share": whole.events / whole.total,
        "other_share": whole.other_events / whole.other_total,
        "weak_badly_share": 1 - float(team.well[weak].mean()),
        "other_badly_share": 1 - float(team.well[~weak].mean()),
        "leads_count": whole.total,
        "months_count": _tenure(record, [team.managers[n] for n in places]),
        "lacking_number": round(lacking, 1),
        "cost_money": round(lacking * _mean_sum(record)),
    }


def _tenure(record: SalesRecord, managers: Sequence[str]) -> int:
    """Months that the one of them who came last has been there; 0 where it is not known."""
    hired = [record.archive.people[user_id].hired for user_id in managers]
    days = [(record.archive.as_of - day).days for day in hired if day is not None]
    return int(min(days) / 30.44) if len(days) == len(hired) else 0


def _mean_sum(record: SalesRecord) -> float:
    sums = [float(d.amount) for d in record.closed if d.status == "won" and d.amount]
    return float(np.mean(sums)) if sums else 0.0
