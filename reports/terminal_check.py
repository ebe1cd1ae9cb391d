"""The data quality page in the terminal."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reports.check_page import CheckPage
from reports.terminal_text import printable
from reports.texts import Texts

EXAMPLES_SHOWN = 3


def print_check(console: Console, page: CheckPage, texts: Texts) -> None:
    """Facts first, then what is missing, what is suspicious, and what could not be read or judged."""
    _facts(console, page, texts)
    _gaps(console, page, texts)
    _findings(console, page, texts)
    if page.unjudged:
        _heading(console, texts.text("check-unjudged"))
        for line in page.unjudged:
            _item(console, Text(line, style="dim"))
    _heading(console, texts.text("check-section-problems"))
    for remark in page.remarks:
        _item(console, Text.assemble((printable(remark.place), "bold"), ": ", printable(remark.sentence)))
    if not page.remarks:
        _item(console, Text(texts.text("check-no-problems"), style="green"))
    console.print()
    console.print(Text(page.verdict, style="bold"))


def _facts(console: Console, page: CheckPage, texts: Texts) -> None:
    _heading(console, texts.text("check-section-facts"))
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for label, value in page.facts:
        table.add_row(label, Text(value))
    console.print(Padding(table, (0, 0, 0, 2)))
    if page.months:
        months = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for place, name in enumerate(("check-month", "check-month-deals", "check-month-calls")):
            months.add_column(texts.text(name), justify="right" if place else "left")
        for row in page.months:
            months.add_row(*row)
        console.print(Padding(months, (1, 0, 0, 2)))


def _gaps(console: Console, page: CheckPage, texts: Texts) -> None:
    _heading(console, texts.text("check-section-gaps"))
    for gap in page.gaps:
        lines = Text(gap.sentence)
        if gap.blind:
            lines.append(f"\n{gap.blind}", style="dim")
        _item(console, lines)
    if not page.gaps:
        _item(console, Text(texts.text("check-no-gaps"), style="green"))


def _findings(console: Console, page: CheckPage, texts: Texts) -> None:
    _heading(console, texts.text("check-section-suspicious"))
    for finding in page.findings:
        lines = Text.assemble((printable(finding.sentence), "bold yellow"), "\n", finding.advice)
        if finding.examples:
            examples = "; ".join(printable(example) for example in finding.examples[:EXAMPLES_SHOWN])
            lines.append(f"\n{texts.text('check-examples')}: {examples}", style="dim")
        _item(console, lines)
    if not page.findings:
        _item(console, Text(texts.text("check-no-suspicious"), style="green"))
    if page.clean:
        _item(console, Text(page.clean, style="dim"))


def _heading(console: Console, words: str) -> None:
    console.print()
    console.print(Text(words, style="bold"))


def _item(console: Console, lines: Text) -> None:
    console.print(Padding(lines, (0, 0, 0, 2)))
