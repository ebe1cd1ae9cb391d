"""What was learned from verdicts, in the terminal: what was set aside, figures before and after, and the advice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from classify.learning_from_verdicts.verdict_figures import Comparison, Interval
from classify.learning_from_verdicts.verdict_learning import Learned
from deals.problems import Problem
from reports.terminal_text import printable
from reports.texts import Texts

_TELLS_NOTHING = ("too_few", "only_mistakes")


def print_set_aside(console: Console, problems: Sequence[Problem], texts: Texts) -> None:
    """Every verdict that could not be used, with its place."""
    if not problems:
        return
    console.print(Text(texts.text("learn-set-aside", count=len(problems)), style="bold yellow"))
    for problem in problems:
        words = Text.assemble((printable(texts.place(problem)), "bold"), ": ", printable(texts.problem(problem)))
        console.print(Padding(words, (0, 0, 0, 2)), soft_wrap=True)


def print_learned(console: Console, learned: Learned, folder: Path, texts: Texts) -> None:
    """Counts, figures of each part that has verdicts, and whether to use the set that was written to `folder`."""
    console.print(Text(texts.text("learn-counts", **learned.counts)))
    for comparison in learned.comparisons:
        _print_part(console, comparison, texts)
    console.print()
    advice = "learn-recommended" if learned.recommended else "learn-not-recommended"
    style = "bold green" if learned.recommended else "bold yellow"
    console.print(Text(texts.text(advice), style=style), soft_wrap=True)
    console.print(Text(texts.text("learn-written", folder=str(folder))), soft_wrap=True)


def _print_part(console: Console, comparison: Comparison, texts: Texts) -> None:
    console.print()
    part = texts.text(f"learn-part-{comparison.part}")
    console.print(Text(texts.text("learn-part", part=part, count=comparison.judged, right=comparison.right), "bold"))
    if comparison.outcome not in _TELLS_NOTHING:
        console.print(Padding(_table(comparison, texts), (0, 0, 0, 2)))
    console.print(Padding(Text(texts.text(f"learn-outcome-{comparison.outcome}")), (0, 0, 0, 2)), soft_wrap=True)


def _table(comparison: Comparison, texts: Texts) -> Table:
    before, after = comparison.before, comparison.after
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for place, name in enumerate(("figure", "before", "after", "change")):
        table.add_column(texts.text(f"learn-{name}"), justify="right" if place else "left")
    shown = comparison.precision_before, comparison.precision_after
    rows = (
        ("flagged", str(before.flagged), str(after.flagged), ""),
        ("precision", *(_share(one.precision, around, texts)
                        for one, around in zip((before, after), shown, strict=True)), ""),
        ("f1", _share(before.f1, None, texts), _share(after.f1, None, texts),
         _change(before.f1, after.f1, comparison.f1_change)),
        ("order", _share(before.order, None, texts), _share(after.order, comparison.order_after, texts), ""),
        ("brier", f"{before.brier:.3f}", f"{after.brier:.3f}",
         _change(before.brier, after.brier, comparison.brier_change)),
    )  # fmt: skip
    for name, *cells in rows:
        table.add_row(texts.text(f"learn-figure-{name}"), *cells)
    return table


def _share(value: float | None, around: Interval | None, texts: Texts) -> str:
    if value is None:
        return "—"
    shown = texts.percent(value)
    return f"{shown} ({texts.percent(around[0])} – {texts.percent(around[1])})" if around else shown


def _change(before: float | None, after: float | None, around: Interval | None) -> str:
    if before is None or after is None or around is None:
        return "—"
    return f"{after - before:+.3f} ({around[0]:+.3f} … {around[1]:+.3f})"
