"""The KPI map with its money: what the owner pays for, what it cost, and by manager only beside the workload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from deals.records import Archive
from reports.assumptions import refused_sentence
from reports.kpi_audit import KpiAudit, Recommendation
from reports.kpi_cards import AnswerCard, KpiCard, KpiCards, carriers_of
from reports.kpi_money.money_words import MoneyNames, MoneyWords
from reports.texts import Texts


@dataclass(frozen=True, slots=True)
class KpiSection:
    answers: tuple[AnswerCard, ...]
    kpis: tuple[KpiCard, ...]
    others_gamed: tuple[str, ...]  # tests that found gaming of what this scheme does not pay for
    recommended: tuple[Recommendation, ...]
    money: tuple[str, ...]
    managers: tuple[str, ...]
    assumptions: tuple[str, ...]


def kpi_section(audit: KpiAudit, archive: Archive, anchors: Mapping[str, str], texts: Texts) -> KpiSection:
    """anchors: deal id to the anchor of its card among the losses."""
    money = MoneyWords(_names(audit, archive, texts), texts)
    cards = KpiCards(audit, archive.currency, texts, anchors, money)
    refused = [refused_sentence(one, texts) for one in audit.refused_assumptions]
    return KpiSection(
        answers=tuple(cards.answers()),
        kpis=tuple(cards.kpis()),
        others_gamed=tuple(cards.others_gamed()),
        recommended=audit.recommended,
        money=tuple(money.total(audit.counted)),
        managers=tuple(money.managers(audit.managers)),
        assumptions=(*money.assumptions(audit.counted), *refused),
    )


def _names(audit: KpiAudit, archive: Archive, texts: Texts) -> MoneyNames:
    signs = {sign.code for test in audit.gaming for sign in test.signs}
    return MoneyNames(
        kpis={kind: finding.name for kind, finding in carriers_of(audit.kpis).items()},
        signs={code: texts.text(f"gaming-name-{code}") for code in signs},
        people={user_id: person.name for user_id, person in archive.people.items()},
        currency=archive.currency,
    )
