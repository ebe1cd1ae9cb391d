"""The lists as people work with them: a workbook with filters, formats and columns for their own verdict.

Every cell of text is written as text. What a client or a CRM wrote can never become a formula or a link; the links
from a list to the evidence of a deal and back lead to cells of the workbook alone.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Any, Literal

import xlsxwriter

from classify.codebook import CAUSES, REVIVE_REASONS, TOXIC_KPIS
from classify.records import ErrorLoss, Evidence, Revival
from deals.records import Deal
from reports.archive_names import ArchiveNames
from reports.deal_cards import evidence_place
from reports.evidence_text import MOST_EVIDENCE, evidence_words, fact_sentence
from reports.kpi_cards import carriers_of
from reports.kpi_money.money_range import MoneyRange
from reports.next_step import next_step_sentence
from reports.record_text import absence_sentence, load_sentence
from reports.run_result import RunResult
from reports.texts import Language, Texts
from reports.visible_text import unturned
from transcribe.atomic_file import write_whole

LONGEST_TEXT = 32_767  # characters, Excel's own limit of a cell
VERDICTS = ("right", "wrong", "unsure")
GRADES = (0, 1, 2, 3)
VERDICT_ROWS = 1000  # below the header, so that the choice is also there for rows added by hand

Kind = Literal["text", "long", "money", "percent", "day", "moment", "whole"]
_DAY_FORMATS: dict[Language, str] = {"ru": "dd.mm.yyyy", "en": "yyyy-mm-dd"}  # en: neither American nor British
_WIDTHS: dict[Kind, int] = {"text": 22, "long": 60, "money": 15, "percent": 12, "day": 13, "moment": 17, "whole": 7}
NAMING = 3  # first columns of both lists, which stay in sight beside those that are filled in


@dataclass(frozen=True, slots=True)
class Column:
    name: str  # text id `column-<name>`
    kind: Kind


@dataclass(frozen=True, slots=True)
class LinkedText:
    """Text that leads to a row of a sheet of this workbook."""

    text: str
    sheet: str  # text id `sheet-<sheet>`
    row: int  # from 0


REVIVE_COLUMNS = (
    Column("rank", "whole"), Column("deal", "text"), Column("title", "text"), Column("client", "text"),
    Column("company", "text"), Column("phones", "text"), Column("amount", "money"), Column("margin", "percent"),
    Column("probability", "percent"), Column("expected", "money"), Column("reason", "text"), Column("reopen", "day"),
    Column("next-step", "long"), Column("person", "text"), Column("evidence", "long"), Column("against", "long"),
    Column("verdict", "text"), Column("grade", "whole"), Column("right-reason", "text"), Column("reviewer", "text"),
    Column("comment", "long"),
)  # fmt: skip
ERROR_COLUMNS = (
    Column("rank", "whole"), Column("deal", "text"), Column("title", "text"), Column("client", "text"),
    Column("company", "text"), Column("amount", "money"), Column("amount-lost", "money"),
    Column("probability", "percent"), Column("cause", "text"),
    Column("culprit", "text"), Column("about", "text"), Column("kpi", "text"), Column("closed", "day"),
    Column("stated-reason", "text"), Column("load", "long"), Column("evidence", "long"), Column("against", "long"),
    Column("verdict", "text"), Column("grade", "whole"), Column("right-cause", "text"), Column("right-culprit", "text"),
    Column("right-kpi", "text"), Column("reviewer", "text"), Column("comment", "long"),
)  # fmt: skip
EVIDENCE_COLUMNS = (
    Column("deal", "text"), Column("title", "text"), Column("list", "text"), Column("speaks", "text"),
    Column("evidence", "long"), Column("shows", "long"), Column("who", "text"), Column("where", "text"),
    Column("when", "moment"),
)  # fmt: skip
KPI_COLUMNS = (
    Column("kpi-name", "text"), Column("kpi-type", "text"), Column("kpi-share", "percent"),
    Column("kpi-verdict", "long"), Column("money-low", "money"), Column("money-mid", "money"),
    Column("money-high", "money"),
)  # fmt: skip
# What the columns for a corrected code can be filled with: too long for a list of its own in each cell.
CHOICES = {
    "right-reason": tuple(f"reason-{code}" for code in REVIVE_REASONS),
    "right-cause": tuple(f"cause-{code}" for code in (*CAUSES, "none")),
    "right-culprit": ("culprit-manager", "culprit-head", "culprit-both", "culprit-none"),
    "right-kpi": tuple(f"kpi-{code}" for code in (*TOXIC_KPIS, "none")),
}
CHOICE_COLUMNS = tuple(Column(name, "text") for name in CHOICES)
DATA_COLUMNS = (
    Column("severity", "text"), Column("file", "text"), Column("row", "whole"), Column("column", "text"),
    Column("value", "text"), Column("problem", "long"),
)  # fmt: skip


def write_workbook(path: Path, result: RunResult, texts: Texts) -> None:
    """Write deals.xlsx to `path`; the file is whole or absent."""
    write_whole(path, workbook_bytes(result, texts))


def workbook_bytes(result: RunResult, texts: Texts) -> bytes:
    """The workbook: flagged deals of both lists, KPIs, remarks on the data, and what a verdict can be."""
    memory = io.BytesIO()
    options = {
        "in_memory": True, "remove_timezone": True,
        "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip
    with xlsxwriter.Workbook(memory, options) as book:
        # The time of the run, not of writing: the same workbook is made from what a run stored.
        created = result.run_info.started_at.astimezone(UTC).replace(tzinfo=None)
        title, company = texts.text("report-title"), unturned(result.archive.company)
        book.set_properties({"title": title, "company": company, "created": created})
        rows = DealRows(result, texts)
        sheets = Sheets(book, result.archive.currency, texts)
        rankings = result.analysis.rankings
        revive = [(revival, rows.revival(revival)) for revival in rankings.revive if revival.flagged]
        error = [(loss, rows.loss(loss)) for loss in rankings.error_loss if loss.flagged]
        evidence = _evidence_rows(rows, {"revive": revive, "error": error}, texts)
        sheets.add("revive", REVIVE_COLUMNS, [row for _, row in revive], frozen=NAMING)
        sheets.add("error", ERROR_COLUMNS, [row for _, row in error], frozen=NAMING)
        sheets.add("evidence", EVIDENCE_COLUMNS, evidence)
        sheets.add("kpi", KPI_COLUMNS, _kpi_rows(result, texts))
        sheets.add("data", DATA_COLUMNS, _problem_rows(result, texts))
        names = [[texts.text(name) for name in some] for some in CHOICES.values()]
        sheets.add("choices", CHOICE_COLUMNS, list(zip_longest(*names)), for_verdicts=False)
    return memory.getvalue()


class DealRows:
    """Values of the cells of one deal, in the order of the columns."""

    def __init__(self, result: RunResult, texts: Texts) -> None:
        self._deals = result.archive.deals
        self._as_of = result.archive.as_of
        self._names = ArchiveNames(result.archive, texts)
        self._texts = texts

    def revival(self, revival: Revival) -> list[Any]:
        say, deal = self._texts.text, self._deals[revival.deal_id]
        contact = self._names.contact(deal)
        phones = "; ".join(contact.phones) if contact is not None else None
        return [
            *self._identity(revival, deal), phones, deal.amount, deal.margin_pct, revival.probability,
            revival.expected_value, say(f"reason-{revival.reason}"), revival.reopen_on,
            next_step_sentence(revival.next_step, self._as_of, self._texts),
            self._names.person(revival.person_id), *self._grounds(revival), *_unfilled(REVIVE_COLUMNS),
        ]  # fmt: skip

    def loss(self, loss: ErrorLoss) -> list[Any]:
        say, deal = self._texts.text, self._deals[loss.deal_id]
        return [
            *self._identity(loss, deal), deal.amount, loss.amount_lost, loss.probability, say(f"cause-{loss.cause}"),
            say(f"culprit-{loss.culprit}"), self._names.person(loss.person_id), say(f"kpi-{loss.toxic_kpi}"),
            deal.closed_at, deal.lost_reason, self._load(loss), *self._grounds(loss), *_unfilled(ERROR_COLUMNS),
        ]  # fmt: skip

    def _load(self, loss: ErrorLoss) -> str:
        load = loss.load
        name = self._names.person(load.user_id) if load is not None else ""
        sentence = load_sentence(load, name, self._texts)
        return sentence if load is None else f"{sentence}\n{absence_sentence(load, self._texts)}"

    def evidence(self, claim: Revival | ErrorLoss) -> Iterator[list[Any]]:
        """One row for each piece of evidence, from the column that says for which side it speaks."""
        for side, pieces in (("for", claim.evidence), ("against", claim.against)):
            for piece in pieces:
                shown = fact_sentence(piece, self._texts) if piece.quote else None
                yield [
                    self._texts.text(f"speaks-{side}"), evidence_words(piece, self._texts), shown,
                    self._names.speaker(piece), evidence_place(piece, self._texts), piece.at,
                ]  # fmt: skip

    def _identity(self, claim: Revival | ErrorLoss, deal: Deal) -> list[Any]:
        contact = self._names.contact(deal)
        name, company = (contact.name, contact.company) if contact is not None else (None, None)
        return [claim.rank, deal.deal_id, self._names.title(deal), name, company]

    def _grounds(self, claim: Revival | ErrorLoss) -> list[str]:
        return [self._lines(claim.evidence[:MOST_EVIDENCE]), self._lines(claim.against)]

    def _lines(self, pieces: Iterable[Evidence]) -> str:
        return "\n".join(self._line(piece) for piece in pieces)

    def _line(self, piece: Evidence) -> str:
        source = [self._names.speaker(piece), evidence_place(piece, self._texts)]
        if piece.at is not None:
            source.append(self._texts.moment(piece.at))
        words = evidence_words(piece, self._texts)
        quoted = self._texts.text("evidence-quote", words=words) if piece.quote else words
        return f"{quoted} ({'; '.join(part for part in source if part)})"


def _unfilled(columns: Sequence[Column]) -> list[None]:
    """Empty cells for the columns that people fill: those from the verdict on."""
    return [None] * (len(columns) - columns.index(Column("verdict", "text")))


def _evidence_rows(
    rows: DealRows, lists: Mapping[str, Sequence[tuple[Revival | ErrorLoss, list[Any]]]], texts: Texts
) -> list[list[Any]]:
    """Rows of the sheet of evidence; turns the deals in the rows of the lists into links to them.

    lists: sheet to claims, each with its row.
    """
    found: list[list[Any]] = []
    place, title = REVIVE_COLUMNS.index(Column("deal", "text")), REVIVE_COLUMNS.index(Column("title", "text"))
    for sheet, claims in lists.items():
        for number, (claim, row) in enumerate(claims, start=1):
            back = LinkedText(claim.deal_id, sheet, number)
            own = [[back, row[title], texts.text(f"sheet-{sheet}"), *cells] for cells in rows.evidence(claim)]
            if own:
                row[place] = LinkedText(claim.deal_id, "evidence", len(found) + 1)
            found += own
    return found


def _kpi_rows(result: RunResult, texts: Texts) -> list[list[Any]]:
    """The owner's KPIs; their sums are those of the report, every deal counted once."""
    audit = result.kpi_audit
    sums, carriers = {kpi.kpi: kpi.money for kpi in audit.counted.kpis}, carriers_of(audit.kpis)
    return [
        [k.name, texts.text(f"kpi-{k.type}"), k.share, texts.text(f"kpi-verdict-{k.verdict}"),
         *_money_cells(sums.get(k.type) if k.toxic and carriers.get(k.type) is k else None)]
        for k in audit.kpis
    ]  # fmt: skip


def _money_cells(money: MoneyRange | None) -> list[Decimal | None]:
    return [None, None, None] if money is None else [money.low, money.mid, money.high]


def _problem_rows(result: RunResult, texts: Texts) -> list[list[Any]]:
    return [
        [texts.text(f"severity-{p.severity}"), p.file, p.row, p.column, p.value, texts.problem(p)]
        for p in sorted(result.problems_to_show, key=lambda problem: problem.severity)
    ]


class Sheets:
    """Adds sheets of one look to a workbook."""

    def __init__(self, book: Any, currency: str | None, texts: Texts) -> None:
        self._book = book
        self._texts = texts
        top = {"valign": "top", "text_wrap": True}
        unit = f' "{currency}"' if currency else ""
        self._formats = {
            "text": book.add_format(top),
            "long": book.add_format(top),
            "whole": book.add_format({**top, "num_format": "0"}),
            "money": book.add_format({**top, "num_format": f"#,##0{unit}"}),
            "percent": book.add_format({**top, "num_format": "0%"}),
            "day": book.add_format({**top, "num_format": _DAY_FORMATS[texts.language]}),
            "moment": book.add_format({**top, "num_format": f"{_DAY_FORMATS[texts.language]} hh:mm"}),
            "link": book.add_format({**top, "font_color": "#1F4E9E", "underline": 1}),
        }
        self._header = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#EFEADD", "bottom": 1}
        )

    def add(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Any]],
        *,
        for_verdicts: bool = True,
        frozen: int = 0,
    ) -> None:
        """Add the sheet `sheet-<name>` with its header, filter, verdict choices and print setup.

        for_verdicts: False where a column only lists what a verdict can be. frozen: columns that stay in sight.
        """
        sheet = self._book.add_worksheet(self._texts.text(f"sheet-{name}"))
        for place, column in enumerate(columns):
            sheet.write_string(0, place, self._texts.text(f"column-{column.name}"), self._header)
            sheet.set_column(place, place, _WIDTHS[column.kind])
            if for_verdicts and (source := self._choices(column.name)):
                sheet.data_validation(1, place, VERDICT_ROWS, place, {"validate": "list", "source": source})
        for number, row in enumerate(rows, start=1):
            for place, (column, value) in enumerate(zip(columns, row, strict=True)):
                self._write(sheet, number, place, column, value)
        sheet.freeze_panes(1, frozen)
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def _choices(self, column: str) -> str | list[str] | list[int] | None:
        """What a cell of the column can be filled with: a list, or where one stands; None: anything."""
        if column == "verdict":
            return [self._texts.text(f"verdict-{verdict}") for verdict in VERDICTS]
        if column == "grade":
            return list(GRADES)
        if column in CHOICES:
            letter = "ABCD"[list(CHOICES).index(column)]
            return f"='{self._texts.text('sheet-choices')}'!${letter}$2:${letter}${1 + len(CHOICES[column])}"
        return None

    def _write(self, sheet: Any, number: int, place: int, column: Column, value: Any) -> None:
        look = self._formats[column.kind]
        if value is None or value == "":
            sheet.write_blank(number, place, None, look)
        elif isinstance(value, LinkedText):
            target = f"internal:'{self._texts.text(f'sheet-{value.sheet}')}'!A{value.row + 1}"
            sheet.write_url(number, place, target, self._formats["link"], unturned(value.text)[:LONGEST_TEXT])
        elif column.kind in ("text", "long"):
            sheet.write_string(number, place, unturned(str(value))[:LONGEST_TEXT], look)
        elif column.kind in ("day", "moment"):
            sheet.write_datetime(number, place, value, look)
        else:
            sheet.write_number(number, place, float(value), look)
