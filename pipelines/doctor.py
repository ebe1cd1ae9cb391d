"""`dealforensics doctor`: what this computer can use, and how to get what is missing."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.markup import escape

from pipelines.installation_checks import Check, checks
from reports.texts import Texts

STYLES = {"ok": "green", "missing": "bold red", "absent": "yellow"}


def doctor_command(texts: Texts, models: Path | None) -> int:
    """Print one row per check as it is made. Exit code 1 if something that a run needs is missing."""
    console = Console()
    results = []
    for check in checks(models):
        console.print(row(check, texts), highlight=False, soft_wrap=True)
        results.append(check)
    missing = sum(check.state == "missing" for check in results)
    console.print(escape(texts.text("doctor-verdict", missing=missing)), style="bold")
    return 1 if missing else 0


def row(check: Check, texts: Texts) -> str:
    """State, name of the thing, what was found; underneath how to get it, where it is missing. Rich markup."""
    state = texts.text(f"doctor-state-{check.state}")
    name = texts.text(f"doctor-{check.subject}")
    line = f"[{STYLES[check.state]}]{escape(state):<10}[/] {escape(name)}: {escape(check.found)}"
    if check.state == "ok":
        return line
    return f"{line}\n{'':<10} {escape(texts.text(f'doctor-get-{check.subject}'))}"
