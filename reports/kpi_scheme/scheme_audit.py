"""A scheme with everything that was computed from it: the replay, the marginal rewards, and what moves the bonus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from classify.kpi_types import KpiReading
from deals.records import Archive
from reports.kpi_scheme.marginal import MarginalReward, marginal_rewards, typical_month
from reports.kpi_scheme.payout import most_paid
from reports.kpi_scheme.reader import read_scheme
from reports.kpi_scheme.replay import ItemMonth, Replay, ReplayMonth, replay
from reports.kpi_scheme.scheme import Scheme, SchemeItem, Stated
from reports.kpi_scheme.sensitivity import Sensitivity, sensitivities


@dataclass(frozen=True, slots=True)
class SchemeAudit:
    scheme: Scheme
    replay: Replay
    marginal: tuple[MarginalReward, ...]  # empty where no month has a plan
    sensitivity: tuple[Sensitivity, ...]  # empty where no month's bonus could be computed

    @property
    def most(self) -> Decimal | None:
        """The whole bonus when everything is reached; None where an item has no upper end or no known sum."""
        tops = [most_paid(item, self.replay.total) for item in self.scheme.items]
        return None if not tops or None in tops else sum((top for top in tops if top is not None), Decimal(0))

    def to_json(self) -> dict[str, Any]:
        """`scheme` of kpi_audit.json."""
        return {
            "items": [_item_json(item) for item in self.scheme.items],
            "total": self.replay.total,
            "total_from": self.replay.total_from,
            "most": self.most,
            "gate_of_all": asdict(self.scheme.gate) if self.scheme.gate else None,
            "replay": [_month_json(month) for month in self.replay.months],
            "fit": asdict(self.replay.fit) if self.replay.fit else None,
            "marginal": [asdict(reward) for reward in self.marginal],
            "sensitivity": [asdict(sensitivity) for sensitivity in self.sensitivity],
        }


def audit_scheme(archive: Archive, readings: Sequence[KpiReading]) -> SchemeAudit:
    """Read and replay the archive's scheme.

    readings: one for each of `archive.kpis`, in their order; ValueError otherwise.
    """
    scheme = read_scheme(archive.kpis, readings)
    replayed = replay(scheme, archive)
    month = typical_month(archive.periods)
    return SchemeAudit(
        scheme=scheme,
        replay=replayed,
        marginal=() if month is None else marginal_rewards(scheme, month, replayed.total),
        sensitivity=sensitivities(scheme, archive, replayed.total),
    )


def _item_json(item: SchemeItem) -> dict[str, Any]:
    return {
        "name": item.name,
        "measure": asdict(item.measure),
        "share": _stated_json(item.share),
        "amount": _stated_json(item.amount),
        "target": _stated_json(item.target),
        "threshold": _stated_json(item.threshold),
        "cap": _stated_json(item.cap),
        "curve": asdict(item.curve) if item.curve else None,
        "extras": [asdict(extra) for extra in item.extras],
        "gate": asdict(item.gate) if item.gate else None,
        "every": item.every,
        "after_miss": item.after_miss,
        "not_stated": list(item.not_stated),
    }


def _stated_json(stated: Stated | None) -> dict[str, Any] | None:
    return None if stated is None else asdict(stated)


def _month_json(month: ReplayMonth) -> dict[str, Any]:
    return {
        "month": month.month,
        "low": month.low,
        "high": month.high,
        "paid": month.paid,
        "error": month.error,
        "fits": month.fits,
        "items": [_item_month_json(item) for item in month.items],
    }


def _item_month_json(item: ItemMonth) -> dict[str, Any]:
    paid = item.paid
    return {
        "name": item.name,
        "value": item.value,
        "low": None if paid is None else paid.low,
        "high": None if paid is None else paid.high,
        "why": item.why,
    }
