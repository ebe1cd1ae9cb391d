"""Rows of a table of deals, with its flattened clients, as rows of deals.csv."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from deals.csv_text import Record
from deals.exports.books import Books, title_key
from deals.exports.cell_shapes import EMAIL
from deals.exports.contact_book import ContactFacts, phones_of
from deals.exports.deal_beginning import Beginnings, closing_date, created_at
from deals.exports.deal_outcome import DealSigns, Verdict, flag_of, judge
from deals.exports.local_numbers import currency_code
from deals.exports.planned_table import PlannedTable
from deals.exports.row_digest import content_id
from deals.exports.stage_words import is_fulfilment, plain_meaning, stage_meaning
from deals.problem_codes import ProblemCode

_NO_ID = frozenset({"0", "0.0"})
_MOSTLY_PLANNED = 0.3  # share of open deals with a closing date from which on the date is a plan, and says no end
_NO_REASON = frozenset(["none", "нет", "-", "n/a", "na", "null"])


@dataclass(frozen=True, slots=True)
class JudgedDeal:
    """A row of deals.csv in the making. row None: set aside, which has been reported but for unclear stages.

    became: id of the deal that the lead became. stands_in: the deal's end stands for its beginning.
    """

    record: Record
    verdict: Verdict
    row: dict[str, str] | None
    became: str | None = None
    stands_in: bool = False


def deal_rows(planned: PlannedTable, books: Books, *, beside_deals: bool = False) -> list[JudgedDeal]:
    """One for each row of the table, in order. Clients and owners go into the books.

    beside_deals: the table is of leads and the export has deals too; leads that became one of them are left out, and
    ids that are bare numbers get a prefix, since leads and deals are numbered apart.
    """
    rule = TableRule.of(planned)
    verdicts = [_verdict(planned, record, rule, books) for record in planned]
    beginnings = Beginnings.of(planned, zip(planned, verdicts, strict=True), books.today)
    ids = _DealIds(planned, prefix="lead-" if beside_deals else "")
    judged = []
    for record, verdict in zip(planned, verdicts, strict=True):
        became = books.became.get(row_id(planned, record, "deal_id") or "") if beside_deals else None
        if became is not None:
            planned.report(
                ProblemCode.LEAD_BECAME_DEAL, record, planned.heading("deal_id"), ids.own_id(record), deal=became
            )
            judged.append(JudgedDeal(record, verdict, None, became))
            continue
        row = _deal_row(planned, record, verdict, books, ids, beginnings)
        judged.append(JudgedDeal(record, verdict, row, stands_in=row is not None and beginnings.stands_in))
    return judged


def _verdict(planned: PlannedTable, record: Record, rule: TableRule, books: Books) -> Verdict:
    """How the row's deal stands; where its cells say nothing, what a person has said of the whole table."""
    verdict = judge(deal_signs(planned, record, rule), books.mapping.status)
    said = planned.mapping.status
    silent = verdict.doubt in ("closed-unknown", "assumed-open") and not verdict.by
    return Verdict(said) if said and silent else verdict


@dataclass(frozen=True, slots=True)
class TableRule:
    """What the columns of a table say as a whole.

    says_end: a date in the column of closing dates says that the deal is over. In Salesforce and HubSpot open deals
    carry an expected date there; in amoCRM they carry none. plain: every status is plainly open, won or lost.
    fulfilled: see fulfilments. won_is_told: see DealSigns.
    """

    says_end: bool
    plain: bool = False
    fulfilled: frozenset[str] = frozenset()
    won_is_told: bool = False

    @classmethod
    def of(cls, planned: PlannedTable) -> TableRule:
        flags = {flag_of(planned.text(record, "is_won")) for record in planned}
        told = flags == {True, False, None}
        going_on = [record for record in planned if _is_going_on(planned, record, won_is_told=told)]
        dated = sum(planned.moment(record, "closed_at") is not None for record in going_on)
        meanings = {plain_meaning(value) for value in planned.values("status")}
        return cls(
            says_end=not going_on or dated < _MOSTLY_PLANNED * len(going_on),
            plain=None not in meanings and bool(meanings & {"won", "lost"}),
            fulfilled=fulfilments(planned),
            won_is_told=told,
        )


def fulfilments(planned: PlannedTable) -> frozenset[str]:
    """Stages and statuses of completion that mean success, since the only other end in their column is a failure."""
    found: set[str] = set()
    for name in ("status", "stage"):
        values = planned.values(name)
        meanings = {stage_meaning(value) for value in values}
        if "lost" in meanings and "won" not in meanings:
            found |= set(filter(is_fulfilment, values))
    return frozenset(found)


def _is_going_on(planned: PlannedTable, record: Record, *, won_is_told: bool) -> bool:
    won = flag_of(planned.text(record, "is_won"))
    if won or (won_is_told and won is not None):
        return False
    words = [text for name in ("status", "stage", "semantic") if (text := planned.text(record, name))]
    meanings = {stage_meaning(text) for text in words}
    closed = flag_of(planned.text(record, "is_closed"))
    return closed is False or (closed is None and "open" in meanings and not meanings & {"won", "lost", "closed"})


def deal_signs(planned: PlannedTable, record: Record, rule: TableRule) -> DealSigns:
    reason = planned.text(record, "lost_reason")
    stage, status = planned.text(record, "stage"), planned.text(record, "status")
    plain = plain_meaning(status) if rule.plain and status else None
    return DealSigns(
        plain=None if plain == "closed" else plain,
        stage=stage,
        status=status,
        semantic=planned.text(record, "semantic"),
        is_won=flag_of(planned.text(record, "is_won")),
        is_lost=flag_of(planned.text(record, "is_lost")),
        is_closed=flag_of(planned.text(record, "is_closed")),
        dated_won=planned.moment(record, "won_at") is not None,
        dated_lost=planned.moment(record, "lost_at") is not None,
        closed=rule.says_end and planned.moment(record, "closed_at") is not None,
        lost_reason=reason is not None and reason.casefold() not in _NO_REASON,
        probability=_percent(planned.text(record, "probability")),
        fulfilled=stage in rule.fulfilled or status in rule.fulfilled,
        won_is_told=rule.won_is_told,
        archived=flag_of(planned.text(record, "active")) is False,
    )


def _percent(text: str | None) -> float | None:
    found = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*%?", text or "")
    return float(found[1].replace(",", ".")) if found else None


def _deal_row(
    planned: PlannedTable, record: Record, verdict: Verdict, books: Books, ids: _DealIds, beginnings: Beginnings
) -> dict[str, str] | None:
    deal_id = ids.id_of(record)
    if deal_id is None:
        planned.report(ProblemCode.MISSING_VALUE, record, planned.heading("deal_id"))
        return None
    if deal_id in books.deals:
        planned.report(ProblemCode.DUPLICATE_ID, record, planned.heading("deal_id"), deal_id)
        return None
    if verdict.outcome is None:
        return None
    created = beginnings.of_deal(record, verdict)
    if created is None:
        return None
    books.deals.add(deal_id)
    title = planned.text(record, "title")
    if title:
        books.titles.setdefault(title_key(title), []).append(deal_id)
    return {
        "deal_id": deal_id,
        "created_at": created,
        "status": verdict.outcome,
        "title": title or "",
        "contact_id": _contact(planned, record, books, deal_id) or "",
        "amount": _amount(planned, record, books) or "",
        "margin_pct": _margin(planned, record) or "",
        "source": planned.text(record, "source") or "",
        "qualified": _flag_text(planned.text(record, "qualified")),
        "closed_at": closing_date(planned, record, verdict) or "",
        "stage": planned.text(record, "stage") or planned.text(record, "status") or "",
        "lost_reason": planned.text(record, "lost_reason") or "",
        "owner_id": books.people.owner(planned.text(record, "owner"), reference(planned, record, "owner_id")) or "",
    }


def _amount(planned: PlannedTable, record: Record, books: Books) -> str | None:
    name = "amount" if planned.text(record, "amount") else "expected_amount"
    money = planned.money(record, name)
    if money is None:
        return None
    amount, sign = money
    currency = row_currency(planned, record) or sign
    if currency and books.currency and currency != books.currency:
        planned.report(ProblemCode.OTHER_CURRENCY, record, planned.heading(name), f"{amount} {currency}", "warning")
        return None
    return amount


def row_currency(planned: PlannedTable, record: Record) -> str | None:
    """What the currency column says of this row."""
    stated = planned.text(record, "currency")
    return currency_code(stated) if stated else None


def _margin(planned: PlannedTable, record: Record) -> str | None:
    percent = _percent(planned.text(record, "margin_pct"))
    cell = planned.text(record, "margin_pct") or ""
    if percent is None:
        return None
    return cell if "%" in cell or percent <= 1 else f"{cell} %"


def _flag_text(cell: str | None) -> str:
    flag = flag_of(cell)
    return "" if flag is None else "true" if flag else "false"


def row_id(planned: PlannedTable, record: Record, name: str) -> str | None:
    """The row's own id; what a spreadsheet made of a whole number ("17.0") is put right."""
    cell = planned.text(record, name)
    return re.sub(r"^(\d+)\.0$", r"\1", cell) if cell else None


def reference(planned: PlannedTable, record: Record, name: str) -> str | None:
    """An id of something else: the first of a cell that may hold several. Zero is none."""
    cell = planned.text(record, name)
    first = re.split(r"[;,|]\s*", cell)[0].strip() if cell else ""
    first = re.sub(r"^(\d+)\.0$", r"\1", first)
    return first if first and first not in _NO_ID else None


def _contact(planned: PlannedTable, record: Record, books: Books, deal_id: str) -> str | None:
    """The deal's client: by id, by what the row says of it, or by the name that one contact of the export has."""
    facts = client_facts(planned, record, books)
    if facts.empty:
        if (listed := books.lead_contacts.get(reference(planned, record, "lead_id") or "")) is not None:
            return listed
        facts = books.lead_clients.get(deal_id, facts)
    if facts.empty and (company_id := reference(planned, record, "company_id")):
        facts = ContactFacts(contact_id=f"company-{company_id}")  # its name is in a table that was not given
    if facts.contact_id is None and facts.name and not facts.phones:
        for email in facts.emails:
            if (known := books.contacts.id_by_email(email)) is not None:
                return known
        listed = books.contacts.id_of_listed(facts.name, facts.company)
        if listed is not None and not facts.emails:
            return listed
    return books.contacts.add(facts)


def client_facts(planned: PlannedTable, record: Record, books: Books) -> ContactFacts:
    """What a row of deals or contacts says of its client."""
    shown = planned.text(record, "contact_name") or planned.text(record, "name")
    emails = [
        found.group() for cell in (*planned.texts(record, "emails"), shown or "") for found in EMAIL.finditer(cell)
    ]
    name = re.sub(r"\s*[(<][^)>]*@[^)>]*[)>]\s*$", "", shown or "").strip()
    parts = (planned.text(record, part) for part in ("last_name", "first_name", "middle_name"))
    whole = " ".join(part for part in parts if part)
    if planned.text(record, "first_name") and not re.search(r"[а-яё]", whole.casefold()):
        whole = " ".join(filter(None, (planned.text(record, "first_name"), planned.text(record, "last_name"))))
    return ContactFacts(
        contact_id=reference(planned, record, "contact_id"),
        name=name or whole or None,
        company=books.company_name(reference(planned, record, "company_id"), planned.text(record, "company")),
        phones=phones_of(planned.texts(record, "phones")),
        emails=tuple(dict.fromkeys(emails)),
    )


class _DealIds:
    """A deal's id: the column of ids, or, where the table has none, a digest of what does not change in a deal's life.

    Rows that agree in all of that are told apart by all their cells; wholly equal rows are one deal.
    """

    _LASTING = ("title", "contact_id", "contact_name", "company", "company_id", "phones", "emails", "product", "source")

    def __init__(self, planned: PlannedTable, *, prefix: str = "") -> None:
        """prefix: of ids that are bare numbers."""
        self._planned, self._prefix = planned, prefix
        self._made = not planned.has("deal_id")
        seen = Counter(map(self._lasting_id, planned)) if self._made else Counter[str]()
        self._shared = frozenset(made for made, count in seen.items() if count > 1)

    def id_of(self, record: Record) -> str | None:
        if not self._made:
            own = self.own_id(record)
            return f"{self._prefix}{own}" if own and own.isdecimal() else own
        made = self._lasting_id(record)
        return content_id("d-", record.cells) if made in self._shared else made

    def own_id(self, record: Record) -> str | None:
        """The id that the row states."""
        return row_id(self._planned, record, "deal_id")

    def _lasting_id(self, record: Record) -> str:
        parts: Iterable[str | None] = (self._planned.text(record, name) for name in self._LASTING)
        created = created_at(self._planned, record) if self._planned.has("created_at") else None
        return content_id("d-", (*parts, created))
