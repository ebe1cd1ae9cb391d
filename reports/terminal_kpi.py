"""A bonus scheme in the terminal: how each KPI was understood, and what the scheme would have paid."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reports.kpi_scheme.marginal import MarginalReward
from reports.kpi_scheme.replay import Fit, Replay, ReplayMonth
from reports.kpi_scheme.scheme import SchemeItem
from reports.kpi_scheme.scheme_audit import SchemeAudit
from reports.kpi_scheme.scheme_text import SchemeText
from reports.terminal_lists import printable
from reports.texts import Texts

PER_REVENUE = Decimal(1000)  # a single rouble brings too little to be read


def print_scheme(console: Console, audit: SchemeAudit, currency: str | None, texts: Texts) -> None:
    """Every KPI as it was read, and the replay where there are months."""
    words = SchemeText(texts, currency)
    for item in audit.scheme.items:
        _print_item(console, item, words, texts)
    if audit.replay.months:
        _print_replay(console, audit, words, texts)


def _print_item(console: Console, item: SchemeItem, words: SchemeText, texts: Texts) -> None:
    console.print()
    console.print(Text(printable(item.name), style="bold"))
    for line in (words.type(item), words.measure(item)):
        _line(console, line)
    for line, stated in words.worth(item):
        _line(console, f"{line}. {printable(words.read_from(stated, item))}")
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


def _print_replay(console: Console, audit: SchemeAudit, words: SchemeText, texts: Texts) -> None:
    say, replay = texts.text, audit.replay
    console.print()
    console.print(Text(say("kpi-replay-title"), style="bold"))
    total = "" if replay.total is None else words.money(replay.total)
    _line(console, say(f"kpi-replay-total-{replay.total_from}", **({"total": total} if total else {})))
    table = Table(*(say(f"kpi-replay-{name}") for name in ("month", "computed", "paid", "difference")))
    for month in replay.months:
        table.add_row(texts.month(month.month), *_cells(month, words, texts))
    console.print(table)
    for line in left_out(replay, texts):
        _line(console, line)
    if replay.fit is not None:
        for line in fit_sentences(replay.fit, words, texts):
            _line(console, line)
    for line in marginal_lines(audit.marginal, words, texts):
        _line(console, line)
    for found in audit.sensitivity:
        up, down = texts.change(float(found.up)), texts.change(float(found.down))
        _line(console, say(f"kpi-sensitivity-{found.driver}", up=up, down=down))


def _cells(month: ReplayMonth, words: SchemeText, texts: Texts) -> tuple[str, str, str]:
    low = words.money(month.low)
    if month.high is None:
        computed = texts.text("kpi-replay-at-least", low=low)
    elif month.high == month.low:
        computed = low
    else:
        computed = texts.text("kpi-replay-range", low=low, high=words.money(month.high))
    paid = "" if month.paid is None else words.money(month.paid)
    return computed, paid, "" if month.error is None else words.money(month.error)


def left_out(replay: Replay, texts: Texts) -> list[str]:
    """One sentence for each KPI that could not be computed and each reason of it."""
    reasons = dict.fromkeys((item.name, item.why) for month in replay.months for item in month.items if item.why)
    return [
        texts.text("kpi-replay-left-out", name=printable(name), why=texts.text(f"kpi-unknown-{why}"))
        for name, why in reasons
    ]


def fit_sentences(fit: Fit, words: SchemeText, texts: Texts) -> Iterator[str]:
    """How well the replay fits what was paid."""
    yield texts.text(
        f"kpi-fit-{fit.verdict}",
        explained_share=texts.percent(float(fit.explained_share)),
        computed_share=texts.percent(float(fit.computed_share)),
        fitting_count=fit.fitting,
        months_count=fit.months,
    )
    if fit.mean_absolute_error:
        yield texts.text("kpi-fit-error", error=words.money(fit.mean_absolute_error))


def marginal_lines(rewards: tuple[MarginalReward, ...], words: SchemeText, texts: Texts) -> Iterator[str]:
    """What more revenue brings at each point of the plan."""
    if rewards:
        yield texts.text("kpi-marginal-title", plan_unit=words.money(PER_REVENUE))
    for reward in rewards:
        name = "kpi-marginal-open" if reward.open_names else "kpi-marginal-point"
        at = texts.percent(reward.at_percent / 100)
        names = {"names": printable(", ".join(reward.open_names))} if reward.open_names else {}
        line = texts.text(name, at=at, reward=words.money(reward.per_unit * PER_REVENUE), **names)
        if (step := reward.next_step) is not None:
            reach = texts.percent(float(step.at_percent) / 100)
            line = f"{line}; {texts.text('kpi-marginal-step', at=reach, pays=words.money(step.pays))}"
        yield line


def _line(console: Console, words: str, indent: int = 2, style: str = "") -> None:
    console.print(Padding(Text(words, style=style), (0, 0, 0, indent), expand=False))
