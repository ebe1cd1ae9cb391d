"""A flagged deal as a reader sees it: everything worded and formatted, nothing left to compute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from classify.records import ErrorLoss, Evidence, Revival
from deals.records import Archive, Deal
from reports.archive_names import ArchiveNames
from reports.evidence_text import MOST_EVIDENCE, evidence_words, fact_sentence
from reports.money_text import lost_sentence, value_sentence
from reports.next_step import next_step_sentence
from reports.record_text import absence_sentence, load_sentence, missing_words
from reports.snippets.snippet import NO_SNIPPETS
from reports.snippets.snippet_players import Player, SnippetPlayers
from reports.texts import Texts

OTHER_CAUSES_FROM = 0.15  # probability
# Facts of kind "absence" in which something did happen: they are counted from the record, and nothing is missing in it.
COUNTED_FACTS = frozenset({
    "owner-left", "promises-kept", "answered-soon", "tried-often", "client-silent", "short-time", "long-ago",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    anchor: str  # id in the page, so that one quote can be linked to
    kind: str
    words: str
    quoted: bool  # the words stand in the record; else they are our sentence about it
    fact: str  # what the quote shows, where that is said apart from the quote; else empty
    where: str  # call and place in it, message, task
    when: str
    who: str
    side: str  # role code for the styling: client, manager, head, or empty
    signals: tuple[str, ...]  # display names
    listen: Player | None = None


@dataclass(frozen=True, slots=True)
class DealCard:
    anchor: str
    rank: int
    deal_id: str
    title: str
    amount: str  # of the deal
    probability: str
    probability_share: float  # 0 to 1
    headline: str  # reason or cause
    person: str
    facts: tuple[tuple[str, str], ...]  # label and value
    next_step: str  # empty on the list of losses
    evidence: tuple[EvidenceItem, ...]
    against: tuple[EvidenceItem, ...]
    thin: bool
    missing: tuple[str, ...]  # in the record of this deal
    next_step_from: tuple[str, ...] = ()  # where its facts stand in the record
    next_step_listen: tuple[Player, ...] = ()  # to what its facts rest on
    page: str = ""  # anchor of the deal's page, where the report has one


class DealCards:
    """Makes the cards of one archive."""

    def __init__(self, archive: Archive, texts: Texts, players: SnippetPlayers | None = None) -> None:
        """players: of the page that the cards stand on; they are asked in the order of the cards."""
        self._archive = archive
        self._players = players or SnippetPlayers(NO_SNIPPETS, texts)
        self._texts = texts
        self._names = ArchiveNames(archive, texts)

    def revivals(self, revivals: Sequence[Revival]) -> list[DealCard]:
        return [self._revival(revival) for revival in revivals if revival.flagged]

    def losses(self, losses: Sequence[ErrorLoss]) -> list[DealCard]:
        return [self._loss(loss) for loss in losses if loss.flagged]

    def _revival(self, revival: Revival) -> DealCard:
        say, deal = self._texts.text, self._archive.deals[revival.deal_id]
        facts = [
            (say("deal-client"), self._names.client(deal)),
            (say("deal-person"), self._names.person(revival.person_id)),
            (say("deal-reopen"), self._texts.day(revival.reopen_on)),
            (say("deal-expected"), self._expected(revival)),
            *self._basis("deal-expected-basis", value_sentence(revival, self._archive.currency, self._texts)),
            *self._crm_facts(deal),
        ]
        return self._card(
            "revive",
            revival,
            say(f"reason-{revival.reason}"),
            facts,
            person=self._names.person(revival.person_id),
            next_step=next_step_sentence(revival.next_step, self._archive.as_of, self._texts),
            sources=[fact.source for fact in revival.next_step.facts],
        )

    def _loss(self, loss: ErrorLoss) -> DealCard:
        say, deal = self._texts.text, self._archive.deals[loss.deal_id]
        others = [say(f"cause-{c}") for c, p in loss.causes.items() if c != loss.cause and p >= OTHER_CAUSES_FROM]
        facts = [
            (say("deal-client"), self._names.client(deal)),
            (say("deal-culprit"), say(f"culprit-{loss.culprit}")),
            (say("deal-person-error"), self._person_in_error(loss)),
            *self._load(loss),
            (say("deal-kpi"), say(f"kpi-{loss.toxic_kpi}")),
            (say("deal-amount-lost"), self._lost(loss)),
            *self._crm_facts(deal),
            *([(say("deal-other-causes"), "; ".join(others))] if others else []),
        ]
        return self._card("error", loss, say(f"cause-{loss.cause}"), facts, person=self._person_in_error(loss))

    def _load(self, loss: ErrorLoss) -> list[tuple[str, str]]:
        """What lay on whoever had the deal, and whether they were there: a claim about a person never stands alone."""
        say, load = self._texts.text, loss.load
        name = self._names.person(load.user_id) if load is not None else ""
        rows = [(say("load-title"), load_sentence(load, name, self._texts))]
        return rows if load is None else [*rows, (say("absence-title"), absence_sentence(load, self._texts))]

    def _person_in_error(self, loss: ErrorLoss) -> str:
        """The name; where it is not known, whether it was the manager or the head."""
        if loss.person_id is None:
            return self._texts.text(f"culprit-{loss.culprit}")
        return self._names.person(loss.person_id)

    def _card(
        self,
        part: str,
        claim: Revival | ErrorLoss,
        headline: str,
        facts: Sequence[tuple[str, str]],
        person: str,
        next_step: str = "",
        sources: Sequence[Evidence] = (),
    ) -> DealCard:
        deal = self._archive.deals[claim.deal_id]
        anchor = f"{part}-{claim.rank}"
        evidence = self._items(claim.evidence[:MOST_EVIDENCE], f"{anchor}-e")
        against = self._items(claim.against, f"{anchor}-a")
        heard = (self._players.of(source) for source in sources)  # after the quotes, which play what both rest on
        return DealCard(
            anchor=anchor,
            rank=claim.rank,
            deal_id=deal.deal_id,
            title=self._names.title(deal),
            amount=self.money(deal.amount),
            probability=self._texts.percent(claim.probability),
            probability_share=claim.probability,
            headline=headline,
            person=person,
            facts=tuple(facts),
            next_step=next_step,
            evidence=evidence,
            against=against,
            thin=claim.thin,
            missing=tuple(missing_words(claim.missing, self._texts)),
            next_step_from=tuple(dict.fromkeys(evidence_place(source, self._texts) for source in sources)),
            next_step_listen=tuple(dict.fromkeys(player for player in heard if player is not None)),
        )

    def _crm_facts(self, deal: Deal) -> list[tuple[str, str]]:
        say = self._texts.text
        facts = []
        if deal.margin_pct is not None:
            facts.append((say("deal-margin"), self._texts.percent(deal.margin_pct)))
        if deal.closed_at is not None:
            facts.append((say("deal-closed"), self._texts.day(deal.closed_at)))
        if deal.lost_reason:
            facts.append((say("deal-stated-reason"), deal.lost_reason))
        return facts

    def _expected(self, revival: Revival) -> str:
        if revival.expected_value is None:
            return self._texts.text("summary-no-profit")
        return self._texts.rough_money(revival.expected_value, self._archive.currency)

    def _lost(self, loss: ErrorLoss) -> str:
        """The amount with what it is discounted by; without an amount nothing can be discounted."""
        lost = self._discounted(loss)
        return lost if loss.amount_lost is None else f"{lost}: {lost_sentence(loss, self._texts)}"

    def _discounted(self, loss: ErrorLoss) -> str:
        if loss.amount_lost is None:
            return self._texts.text("summary-no-amount")
        return self._texts.rough_money(loss.amount_lost, self._archive.currency)

    def _basis(self, label: str, sentence: str) -> list[tuple[str, str]]:
        return [(self._texts.text(label), sentence)] if sentence else []

    def money(self, amount: Decimal | None) -> str:
        if amount is None:
            return self._texts.text("summary-no-amount")
        return self._texts.money(amount, self._archive.currency)

    def _items(self, pieces: Sequence[Evidence], anchor: str) -> tuple[EvidenceItem, ...]:
        return tuple(self.item(piece, f"{anchor}{number}") for number, piece in enumerate(pieces, start=1))

    def item(self, evidence: Evidence, anchor: str) -> EvidenceItem:
        return EvidenceItem(
            anchor=anchor,
            kind=evidence.kind,
            words=evidence_words(evidence, self._texts),
            quoted=bool(evidence.quote),
            fact=fact_sentence(evidence, self._texts) if evidence.quote else "",
            where=evidence_place(evidence, self._texts),
            when=self._texts.moment(evidence.at) if evidence.at is not None else "",
            who=self._names.speaker(evidence),
            side=evidence.role or "",
            signals=tuple(self._texts.text(f"signal-{code}") for code in evidence.signals),
            listen=self._players.of(evidence),
        )


def evidence_place(evidence: Evidence, texts: Texts) -> str:
    """Where it stands: the call and the place in its recording, the message, the task."""
    if evidence.kind == "utterance":
        place = texts.text("evidence-call", call=evidence.call_id or "", clock=texts.clock(evidence.start_s or 0.0))
        if evidence.link_confidence is not None:
            share = texts.percent(evidence.link_confidence)
            place = texts.text("evidence-link-unsure", place=place, share=share)
        return texts.text("evidence-doubtful", place=place) if evidence.doubtful else place
    if evidence.kind in ("message", "task"):
        return texts.text(f"evidence-{evidence.kind}", ref=evidence.ref or "").strip()
    if evidence.fact in COUNTED_FACTS:
        return texts.text("evidence-counted")
    return texts.text(f"evidence-{evidence.kind}")


def list_sentence(shown: int, ranked: int, limit: int, texts: Texts) -> str:
    """How many deals a list shows, and why not more."""
    if ranked == 0:
        return texts.text("list-nothing")
    if shown == 0:
        return texts.text("list-none-likely", ranked=ranked)
    if shown == ranked:
        return texts.text("list-all", shown=shown)
    if shown < limit:
        return texts.text("list-fewer", shown=shown, ranked=ranked, limit=limit)
    return texts.text("list-full", shown=shown, ranked=ranked)
