"""Both lists in the terminal: enough to see at a glance what the report holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from reports.deal_cards import DealCard, DealCards, list_sentence
from reports.run_result import RunResult
from reports.terminal_text import printable, shortened
from reports.texts import Texts

QUOTE_LINES = 2  # of the strongest quote; the report has it whole


def print_lists(console: Console, result: RunResult, texts: Texts, report: Path) -> None:
    """Print the flagged deals of both lists and, last, the path of the report."""
    rankings, limit = result.analysis.rankings, result.run_info.list_limit
    cards = DealCards(result.archive, texts)
    parts = (
        ("revive", cards.revivals(rankings.revive), len(rankings.revive), "green"),
        ("error", cards.losses(rankings.error_loss), len(rankings.error_loss), "red"),
    )
    for name, shown, ranked, colour in parts:
        console.print(Text(texts.text(f"terminal-{name}"), style=f"bold {colour}"))
        console.print(Text(list_sentence(len(shown), ranked, limit, texts), style="dim"))
        if shown:
            console.print(_table(shown, texts, colour, console.width))
        console.print()
    console.print(Text(texts.text("terminal-report", path=str(report))), soft_wrap=True)


def _table(cards: Sequence[DealCard], texts: Texts, colour: str, width: int) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=False, show_edge=False)
    table.add_column(texts.text("column-rank"), justify="right", style=f"bold {colour}", no_wrap=True)
    table.add_column(texts.text("column-amount"), justify="right", no_wrap=True)
    table.add_column(texts.text("column-deal"), overflow="fold", ratio=1)
    text_width = max(30, width - max(len(card.amount) for card in cards) - 10)
    for card in cards:
        table.add_row(str(card.rank), _amount(card), _deal(card, texts, colour, text_width))
    return table


def _amount(card: DealCard) -> Text:
    return Text.assemble(card.amount, "\n", (card.probability, "dim"))


def _deal(card: DealCard, texts: Texts, colour: str, width: int) -> Text:
    """Title, reason and person, strongest quote and its place. Plain Text: nothing in it is taken for rich's markup."""
    lines = Text.assemble((printable(card.title), "bold"), (f"  {printable(card.deal_id)}", "dim"), "\n")
    lines.append(card.headline, style=colour)
    lines.append(f" · {printable(card.person)}\n")
    if card.evidence:
        strongest = next((item for item in card.evidence if item.quoted), card.evidence[0])
        words = shortened(printable(strongest.words), width * QUOTE_LINES)
        lines.append(texts.text("evidence-quote", words=words) if strongest.quoted else words, style="italic")
        source = (strongest.who, strongest.where, strongest.when)
        lines.append("\n" + " · ".join(printable(part) for part in source if part) + "\n", style="dim")
    return lines
