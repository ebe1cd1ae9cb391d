"""A bonus scheme in the terminal: how each KPI was understood, and what the scheme would have paid."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reports.kpi_scheme.replay_text import ReplayText
from reports.kpi_scheme.scheme import SchemeItem
from reports.kpi_scheme.scheme_audit import SchemeAudit
from reports.kpi_scheme.scheme_text import SchemeText
from reports.terminal_text import printable
from reports.texts import Texts


def print_scheme(console: Console, audit: SchemeAudit, currency: str | None, texts: Texts) -> None:
    """Every KPI as it was read, and the replay where there are months."""
    words = SchemeText(texts, currency)
    for item in audit.scheme.items:
        _print_item(console, item, words, texts)
    if audit.replay.months:
        _print_replay(console, audit, ReplayText(texts, currency), texts)


def _print_item(console: Console, item: SchemeItem, words: SchemeText, texts: Texts) -> None:
    console.print()
    console.print(Text(printable(item.name), style="bold"))
    for line in (words.type(item), words.measure(item)):
        _line(console, line)
    for line, stated in words.worth(item):
        _line(console, f"{line}. {words.read_from(stated, item)}")
    if curve := words.curve(item):
        _line(console, texts.text("kpi-explain-curve"))
        for line in curve:
            _line(console, line, indent=4)
    for line in words.conditions(item):
        _line(console, line)
    if not item.not_stated:
        _line(console, texts.text("kpi-explain-nothing-to-ask"), style="green")
        return
    _line(console, texts.text("kpi-explain-ask"), style="yellow")
    for line in words.questions(item):
        _line(console, line, indent=4, style="yellow")


def _print_replay(console: Console, audit: SchemeAudit, words: ReplayText, texts: Texts) -> None:
    say, replay = texts.text, audit.replay
    console.print()
    console.print(Text(say("kpi-replay-title"), style="bold"))
    _line(console, words.total(replay))
    table = Table(*(say(f"kpi-replay-{name}") for name in ("month", "computed", "paid", "difference")))
    for month in replay.months:
        paid, error = (None if sum_ is None else words.money(sum_) for sum_ in (month.paid, month.error))
        table.add_row(texts.month(month.month), words.computed(month), paid, error)
    console.print(table)
    for line in words.left_out(replay):
        _line(console, line)
    if replay.fit is not None:
        for line in words.fit(replay.fit):
            _line(console, line)
    if audit.marginal:
        _line(console, words.marginal_title())
    for reward in audit.marginal:
        _line(console, words.marginal(reward))
    for found in audit.sensitivity:
        _line(console, words.sensitivity(found))


def _line(console: Console, words: str, indent: int = 2, style: str = "") -> None:
    console.print(Padding(Text(printable(words), style=style), (0, 0, 0, indent), expand=False))
