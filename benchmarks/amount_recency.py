"""The plain baseline: what somebody without this program would do with the CRM's list of lost deals."""

from datetime import datetime, time

from classify.claims.deal_money import HALF_VALUE_DAYS
from deals.records import Archive


def by_amount_and_recency(archive: Archive) -> list[str]:
    """Deal ids, first those with the highest amount, halved for every year since the deal was closed.

    An open deal ends at the archive's as_of; a deal without an amount comes last. Equal values in the order of ids.
    """
    as_of = datetime.combine(archive.as_of, time.max, archive.timezone)

    def value(deal_id: str) -> float:
        deal = archive.deals[deal_id]
        age_days = (as_of - (deal.closed_at or as_of)).days
        return float(deal.amount or 0) * 0.5 ** (age_days / HALF_VALUE_DAYS)

    return sorted(archive.deals, key=lambda deal_id: (-value(deal_id), deal_id))
