"""Tables of an HTML page: what web systems save under the name of an Excel file (.xls)."""

from __future__ import annotations

from html.parser import HTMLParser

from deals.csv_text import Record

_LOOKED_AT = 4096  # characters in which a page must have begun


def is_html(text: str) -> bool:
    head = text[:_LOOKED_AT].lstrip().casefold()
    return head.startswith(("<html", "<!doctype html", "<table", "<meta", "<head", "<?xml")) and "<t" in text.casefold()


def html_tables(text: str) -> list[list[Record]]:
    """The rows of every table that has any; numbers count the rows of a table from 1. Merged cells stand once."""
    parser = _Tables()
    parser.feed(text)
    parser.close()
    return [rows for rows in parser.tables if rows]


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[Record]] = []
        self._row: list[str] | None = None
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        match tag:
            case "table":
                self.tables.append([])
            case "tr":
                self._end_row()
                self._row = []
            case "td" | "th":
                self._end_cell()
                self._cell = []
            case "br":
                self.handle_data("\n")
            case _:
                pass

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None and self._row is not None:
            self._row.append("".join(self._cell).strip())
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._row and any(self._row) and self.tables:
            self.tables[-1].append(Record(len(self.tables[-1]) + 1, self._row))
        self._row = None
