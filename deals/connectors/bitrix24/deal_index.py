"""Which rows of deals.csv there are, and to which of them a thing belongs that is bound to objects of the CRM."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from deals.connectors.bitrix24.entity import DEAL, LEAD, LEAD_PREFIX, Data, id_of
from deals.connectors.bitrix24.stages import Stages
from deals.connectors.fetch_store import FetchStore

Binding = tuple[int, str]


@dataclass(frozen=True, slots=True)
class DealIndex:
    """deals: ids of deals. leads: ids of leads that are rows of their own. of_lead: the deals made of a lead."""

    deals: frozenset[str]
    leads: frozenset[str]
    of_lead: Mapping[str, frozenset[str]]

    def rows_bound(self, bindings: Iterable[Binding]) -> list[str]:
        """deal_ids of all deals bound, else of what has become of the leads bound; each once, in order."""
        pairs = list(bindings)
        found = [owner for kind, owner in pairs if kind == DEAL and owner in self.deals]
        if not found:
            found = [deal for kind, owner in pairs if kind == LEAD for deal in self._of_lead(owner)]
        return list(dict.fromkeys(found))

    def _of_lead(self, lead_id: str) -> Iterator[str]:
        if lead_id in self.leads:
            yield LEAD_PREFIX + lead_id
        else:
            yield from sorted(self.of_lead.get(lead_id, ()), key=int)

    def only_one(self, bindings: Iterable[Binding]) -> str:
        """ "" for none and for several: the CRM then does not say which."""
        found = self.rows_bound(bindings)
        return found[0] if len(found) == 1 else ""

    def main_one(self, bindings: Iterable[Binding], owner: Binding) -> str:
        """The one deal bound; of several, the one that the portal itself shows as the owner. "" for none."""
        found = self.rows_bound(bindings)
        own = self.rows_bound([owner])
        return found[0] if len(found) == 1 else own[0] if len(own) == 1 and own[0] in found else ""


def deal_index(store: FetchStore, stages: Stages) -> DealIndex:
    """Of all deals and leads in the store."""
    of_lead: dict[str, set[str]] = defaultdict(set)
    deals = set()
    for item in store.items("deal"):
        deals.add(item.id)
        if lead_id := id_of(item.data.get("leadId")):
            of_lead[lead_id].add(item.id)
    leads = {item.id for item in store.items("lead") if lead_is_row(item.data, stages, of_lead)}
    return DealIndex(frozenset(deals), frozenset(leads), {lead: frozenset(made) for lead, made in of_lead.items()})


def lead_is_row(lead: Data, stages: Stages, of_lead: Mapping[str, set[str]]) -> bool:
    """A lead that never became anything is a deal that is open or lost: somebody asked, and was or was not sold to.

    One that was converted is told of by its deal; where it has none it became a contact only, and nothing was sold.
    """
    semantics = stages.semantics(LEAD, id_of(lead.get("stageId")), str(lead.get("stageSemanticId") or ""))
    return semantics != "S" and id_of(lead.get("id")) not in of_lead
