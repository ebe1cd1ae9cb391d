"""What the user sees of an import: how each table was understood, what is open, and what became of the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from deals.archive_writer import MergeCounts
from deals.exports.export_import import REPORT_FILE, PreparedImport
from deals.exports.import_plan import Progress
from deals.exports.planned_table import PlannedTable
from deals.exports.preview import ColumnPreview, TablePreview, preview_tables
from deals.exports.questions import Question
from deals.problems import Problem
from reports.texts import Texts

SHOWN_OF_A_KIND = 3  # problems of one kind in the terminal; all are in import.json
MOST_QUESTIONS = 20
LONGEST_EXAMPLE = 28  # characters
SETTINGS_THAT_MATTER = ("timezone", "currency")


class ImportDisplay:
    def __init__(self, console: Console, texts: Texts) -> None:
        self.console = console
        self.texts = texts

    def say(self, message_id: str, style: str = "", **args: object) -> None:
        self._print(self.texts.text(message_id, **args), style)

    @contextmanager
    def reading(self) -> Iterator[Progress]:
        """Show which file is being read: a moving line on a terminal, else a line for each where there are several."""
        if not self.console.is_terminal:
            yield (
                lambda file, number, count: (
                    self.say("import-reading", file=file.name, number=number, count=count) if count > 1 else None
                )
            )
            return
        with self.console.status("") as status:
            yield lambda file, number, count: status.update(
                escape(self.texts.text("import-reading", file=file.name, number=number, count=count))
            )

    def show(self, prepared: PreparedImport, *, columns: bool) -> None:
        """How the files were understood. columns: with every column and examples of its values."""
        for shown in preview_tables(prepared.plan):
            self._table_line(prepared, shown.planned)
            if columns:
                self._columns(shown)
        self._outcomes(prepared)
        for table in prepared.plan.others:
            self.say("import-not-recognised", "yellow", table=table.name, headings=", ".join(table.headings))
        self._settings(prepared)
        self._orders(prepared)
        self._questions(prepared)
        self._problems(prepared)

    def written(self, prepared: PreparedImport, counts: Mapping[str, MergeCounts]) -> None:
        self.console.print()
        for file, count in counts.items():
            self.say(
                "import-written-table", file=file, added=count.added, changed=count.changed, unchanged=count.unchanged
            )
        archive = str(prepared.request.archive)
        self.say("import-done", "bold", archive=archive, report=REPORT_FILE, mapping=prepared.request.mapping_file.name)
        self.say("import-next", archive=archive)

    def _table_line(self, prepared: PreparedImport, planned: PlannedTable) -> None:
        counts = prepared.rows.counts[planned.name]
        table = planned.table
        self.console.print()
        self.say(
            "import-table",
            "bold",
            table=planned.name,
            kind=planned.kind,
            rows=counts.read,
            used=counts.used,
            notation="workbook" if table.delimiter is None else "text",
            encoding=table.encoding or "",
            delimiter={"\t": "tab"}.get(table.delimiter or "", table.delimiter or ""),
            heading=table.heading_row or 0,
        )

    def _outcomes(self, prepared: PreparedImport) -> None:
        if not prepared.plan.of_kind("deals"):
            return
        standing = {name: prepared.rows.outcomes.get(name, 0) for name in ("open", "won", "lost")}
        self.console.print()
        self.say("import-outcomes", "bold", **standing)

    def _columns(self, shown: TablePreview) -> None:
        say = self.texts.text
        table = Table(show_lines=True, expand=False)
        for heading in ("column", "field", "certainty", "examples"):
            table.add_column(say(f"import-head-{heading}"), overflow="fold")
        for column in shown.columns:
            table.add_row(
                escape(column.heading), escape(self._field(column)), self._certainty(column), _examples(column)
            )
        self.console.print(table)

    def _field(self, column: ColumnPreview) -> str:
        name = column.field or ""
        return self.texts.text("import-use", use=column.use, field=name, label=self._label(name))

    def _label(self, name: str) -> str:
        """What people call a field; fields that other packages bring along may have only their own name."""
        message = f"import-field-{name.replace('_', '-')}"
        return self.texts.text(message) if self.texts.has(message) else name

    def _certainty(self, column: ColumnPreview) -> str:
        match = column.match
        if match is None:
            return ""
        because = "stated" if match.stated else "name" if match.by_name >= match.by_content else "content"
        if not match.stated and match.by_name >= 0.5 and match.by_content >= 0.9:
            because = "both"
        share = self.texts.percent(min(match.score, 1.0))
        return self.texts.text("import-certainty", share=share, because=because)

    def _settings(self, prepared: PreparedImport) -> None:
        missing = [key for key in SETTINGS_THAT_MATTER if key not in prepared.settings]
        known = ", ".join(
            f"{key} {prepared.settings[key]}"
            for key in ("company", "language", "timezone", "currency", "as_of")
            if key in prepared.settings
        )
        self.console.print()
        self.say("import-settings", known=known or "none")
        for key in missing:
            self.say("import-missing-setting", "yellow", key=key)

    def _orders(self, prepared: PreparedImport) -> None:
        for (table, column), evidence in prepared.plan.orders.items():
            if evidence.order is not None and evidence.source is not None:
                self.say("import-date-order", table=table, column=column, order=evidence.order, source=evidence.source)

    def _questions(self, prepared: PreparedImport) -> None:
        questions = prepared.questions
        if not questions:
            return
        self.console.print()
        self.say("import-questions", "bold yellow", count=len(questions), file=str(prepared.request.mapping_file))
        for number, question in enumerate(questions[:MOST_QUESTIONS], start=1):
            self._question(number, question)
        if len(questions) > MOST_QUESTIONS:
            self.say("import-more-questions", count=len(questions) - MOST_QUESTIONS)

    def _question(self, number: int, question: Question) -> None:
        details = dict(question.details)
        if "field" in details:
            details["label"] = self._label(details["field"])
        if details.get("columns") == "":
            details["columns"] = "none"
        sentence = self.texts.text(f"import-question-{question.code}", table=question.table, **details)
        self._print(f"{number}. {sentence}", "yellow" if question.blocking else "")
        self._print(f"   {question.answer}", "cyan")

    def _problems(self, prepared: PreparedImport) -> None:
        kinds: Counter[tuple[str, str, str]] = Counter()
        shown = []
        for problem in prepared.problems:
            if problem.severity == "note":
                continue
            kind = (problem.file, problem.code, problem.severity)
            kinds[kind] += _weight(problem)
            if kinds[kind] <= SHOWN_OF_A_KIND:
                shown.append(problem)
        if not kinds:
            return
        self.console.print()
        self.say("import-problems", "bold", count=sum(kinds.values()), report=REPORT_FILE)
        for problem in shown:
            self._print(f"{self.texts.place(problem)}: {self.texts.problem(problem)}", "yellow")
        for (file, code, _), count in kinds.items():
            if count > SHOWN_OF_A_KIND:
                self.say("import-more-problems", file=file, code=code, count=count - SHOWN_OF_A_KIND)

    def _print(self, sentence: str, style: str) -> None:
        self.console.print(escape(sentence), style=style, highlight=False, soft_wrap=True)


def _weight(problem: Problem) -> int:
    """How many problems a line of the log stands for."""
    return int(problem.details["count"]) if problem.code == "more-of-the-same" else 1


def _examples(column: ColumnPreview) -> str:
    lines = []
    for example in column.examples:
        cell = _short(example.cell)
        becomes = None if example.becomes is None else _short(example.becomes)
        plain = column.use in ("unused", "helps", "doubt") or becomes == cell
        lines.append(escape(cell if plain else f"{cell} → {becomes or '—'}"))
    return "\n".join(lines)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_EXAMPLE else line[: LONGEST_EXAMPLE - 1] + "…"
