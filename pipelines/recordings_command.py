"""The part of `dealforensics import` that brings in a folder of recordings, or proposes how to read their names."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.text import Text

from deals.archive_format import TABLE_FORMS
from deals.archive_settings import read_settings
from deals.archive_writer import merge_table, write_settings
from deals.exports.export_import import ImportRequest
from deals.phone_logs.employees import read_employees
from deals.phone_logs.logged_calls import named_by_log
from deals.phone_logs.name_pattern import NamePattern, parse_pattern
from deals.phone_logs.name_proposals import PatternProposal, propose_patterns
from deals.phone_logs.pattern_fields import BadPattern
from deals.phone_logs.recording_calls import ReadName, read_names
from deals.phone_logs.recording_folder import recordings_in
from deals.phone_logs.recording_import import RecordingCounts, find_recordings_again, import_recordings
from deals.phones import region_of
from deals.problem_log import ProblemLog
from deals.problems import ArchiveError
from pipelines.import_command import import_command
from reports.data_remarks import data_remarks
from reports.terminal_text import printable
from reports.texts import Texts

DONE, BAD_INPUT = 0, 2
NAMES_SHOWN = 3


def import_with_recordings(
    request: ImportRequest, recordings: Path | None, patterns: Sequence[str], texts: Texts, *, preview: bool
) -> int:
    """Tables first, so that recordings find the calls of a phone log; then the recordings. Returns the exit code."""
    if recordings is None and (patterns or not request.files):
        return _refuse(texts, "recordings-pattern-alone" if patterns else "recordings-nothing-asked")
    code = import_command(request, texts, preview=preview) if request.files else DONE
    if code == DONE and request.files and not preview:
        find_recordings_again(request.archive.expanduser())
    if code != DONE or recordings is None:
        return code
    if not request.files and not preview:
        stated = {"company": request.company, "language": request.language, "timezone": request.timezone}
        write_settings(request.archive.expanduser(), {key: value for key, value in stated.items() if value})
    return recordings_command(recordings.expanduser(), patterns, request.archive.expanduser(), texts, preview=preview)


def recordings_command(folder: Path, patterns: Sequence[str], archive: Path, texts: Texts, *, preview: bool) -> int:
    """Bring in the recordings of `folder`, or with `preview` show how their names are read. Returns the exit code."""
    if not folder.is_dir():
        return _refuse(texts, "recordings-not-a-folder", folder=str(folder))
    try:
        parsed = [parse_pattern(pattern) for pattern in patterns]
    except BadPattern as fault:
        return _refuse_pattern(fault, texts)
    try:
        for table in ("calls.csv", "people.csv"):
            merge_table(archive, TABLE_FORMS[table], ())  # whether they are this program's, before they are read
        return _carry_out(folder, parsed, archive, texts, preview=preview)
    except ArchiveError as error:
        print(f"{texts.place(error.problem)}: {texts.problem(error.problem)}", file=sys.stderr)
        return BAD_INPUT
    except OSError as error:
        reason = error.strerror or str(error)
        return _refuse(texts, "recordings-unreadable", path=str(error.filename or folder), reason=reason)


def _carry_out(folder: Path, patterns: list[NamePattern], archive: Path, texts: Texts, *, preview: bool) -> int:
    paths = recordings_in(folder, archive)
    if not paths:
        return _refuse(texts, "recordings-none", folder=str(folder))
    console = Console()
    _say(console, texts.text("recordings-found", count=len(paths)))
    known = named_by_log(paths, archive)
    if not patterns and len(known) < len(paths):
        _propose(console, propose_patterns([path for path in paths if path not in known]), archive, texts)
        if preview or not known:
            return DONE if preview else BAD_INPUT
    if preview:
        _show(console, [path for path in paths if path not in known], patterns, archive, texts)
        return DONE
    log = ProblemLog()
    _print_counts(console, import_recordings(folder, patterns, archive, log), texts)
    for remark in data_remarks(log.problems(), texts):
        _say(console, f"{printable(remark.place)}: {remark.sentence}", "yellow")
        if remark.more:
            _say(console, f"  {texts.text('recordings-more', count=remark.more)}", "dim")
    return DONE


def _propose(console: Console, proposals: Sequence[PatternProposal], archive: Path, texts: Texts) -> None:
    if not proposals:
        _say(console, texts.text("recordings-no-proposal"), "yellow")
        return
    _say(console, texts.text("recordings-choose"), "bold")
    for proposal in proposals:
        _proposal(console, proposal, archive, texts)
        if proposal.rivals:
            _say(console, texts.text("recordings-rivals"), "yellow")
        for rival in proposal.rivals:
            _proposal(console, rival, archive, texts)


def _proposal(console: Console, proposal: PatternProposal, archive: Path, texts: Texts) -> None:
    words = texts.text("recordings-proposal", pattern=proposal.pattern, matched=proposal.matched, names=proposal.names)
    _say(console, f"\n{words}", "bold")
    names = [example.path for example in proposal.examples]
    read, _ = _read(names, [parse_pattern(proposal.pattern)], archive)
    _examples(console, read, texts)


def _show(console: Console, paths: list[str], patterns: list[NamePattern], archive: Path, texts: Texts) -> None:
    """How the patterns read the names, before anything is done."""
    read, unread = _read(paths, patterns, archive)
    _say(console, texts.text("recordings-fitting", matched=len(read), count=len(paths)), "bold")
    _examples(console, read[:NAMES_SHOWN], texts)
    if unread:
        names = ", ".join(printable(name) for name in unread[:NAMES_SHOWN])
        _say(console, texts.text("recordings-unread-names", names=names), "yellow")


def _read(paths: Sequence[str], patterns: Sequence[NamePattern], archive: Path) -> tuple[list[ReadName], list[str]]:
    settings = read_settings(archive, ProblemLog())
    region = region_of(settings.timezone.key, settings.language)
    return read_names(paths, patterns, read_employees(archive, region), region)


def _examples(console: Console, read: Sequence[ReadName], texts: Texts) -> None:
    for name in read:
        at = name.name.started_at
        _say(
            console,
            "  "
            + texts.text(
                "recordings-read-as",
                name=printable(name.path),
                day=at.date() if isinstance(at, datetime) else at,
                time=f"{at:%H:%M:%S}" if isinstance(at, datetime) else "none",
                client=name.sides.client or "none",
                direction=name.sides.direction or "none",
                person=name.user_id or name.extension or "none",
            ),
        )


def _print_counts(console: Console, counts: RecordingCounts, texts: Texts) -> None:
    _say(
        console,
        texts.text(
            "recordings-done",
            count=counts.recordings,
            named=counts.named,
            joined=counts.joined,
            alone=counts.alone,
            ambiguous=counts.ambiguous,
            aside=counts.set_aside,
        ),
        "bold",
    )
    placed = {kind: counts.placed.get(kind, 0) for kind in ("linked", "copied", "present")}
    failed = counts.placed.get("failed", 0) + counts.placed.get("taken", 0)
    _say(console, texts.text("recordings-placed", **placed, failed=failed))
    calls = counts.calls
    _say(
        console,
        texts.text("recordings-calls", added=calls.added, changed=calls.changed, unchanged=calls.unchanged),
    )


def _refuse(texts: Texts, message_id: str, **details: str) -> int:
    print(texts.text(message_id, **details), file=sys.stderr)
    return BAD_INPUT


def _refuse_pattern(fault: BadPattern, texts: Texts) -> int:
    """The pattern, a mark under the fault, and what is wrong there."""
    details = fault.problem.details
    marked = f"{details['pattern']}\n{' ' * (int(details['place']) - 1)}^"
    sentences = (texts.text("recordings-bad-pattern"), marked, texts.problem(fault.problem))
    print("\n".join(sentences), file=sys.stderr)
    return BAD_INPUT


def _say(console: Console, words: str, style: str = "") -> None:
    console.print(Text(words, style=style), soft_wrap=True)
