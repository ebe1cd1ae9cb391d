"""`dealforensics import`: from files as they were downloaded to an archive folder, or to a look at what they hold."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console

from deals.archive_format import TABLE_FORMS
from deals.exports.export_import import ImportRequest, KindsBeside, carry_out_import, prepare_import, save_mapping
from deals.exports.import_mapping import BadMapping
from deals.phone_logs.call_columns import CALLS
from deals.phone_logs.call_rows import call_converter
from deals.phone_logs.cdr_layout import with_cdr_headings
from deals.problems import ArchiveError
from pipelines.import_display import ImportDisplay
from reports.texts import Texts

DONE, BAD_INPUT = 0, 2
TABLE_SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xls", ".htm", ".html"})
# Kinds of table that are no CRM's: the phone logs plug in here.
BESIDE = KindsBeside(
    kinds=(CALLS,),
    converters=lambda facts: {CALLS.name: call_converter(facts.people, facts.region)},
    layouts=(with_cdr_headings,),
)


class CannotImport(Exception):
    """The request cannot be carried out; `message_id` and `args` make the sentence that says why."""

    def __init__(self, message_id: str, **details: str) -> None:
        super().__init__(message_id)
        self.message_id, self.details = message_id, details


def import_command(request: ImportRequest, texts: Texts, *, preview: bool) -> int:
    """Carry out the import, or with `preview` only show it. Returns the exit code."""
    display = ImportDisplay(Console(), texts)
    try:
        with display.reading() as progress:
            prepared = prepare_import(checked(request), BESIDE, progress)
        display.show(prepared, columns=preview)
        if preview:
            if request.mapping is not None and not prepared.mapping_used:
                save_mapping(prepared)
                display.say("import-mapping-written", file=str(request.mapping))
            return DONE
        if prepared.is_empty:
            raise CannotImport("import-nothing")
        display.written(prepared, carry_out_import(prepared, texts.problem))
    except CannotImport as error:
        print(texts.text(error.message_id, **error.details), file=sys.stderr)
        return BAD_INPUT
    except ArchiveError as error:  # a table in the archive that somebody else has made
        print(f"{texts.place(error.problem)}: {texts.problem(error.problem)}", file=sys.stderr)
        return BAD_INPUT
    except BadMapping as error:
        sentence = texts.text(
            "import-bad-mapping", file=error.file, key=error.key, reason=error.reason, detail=error.detail
        )
        print(sentence, file=sys.stderr)
        return BAD_INPUT
    except OSError as error:
        reason = error.strerror or str(error)
        print(texts.text("import-storage", path=str(error.filename or request.archive), reason=reason), file=sys.stderr)
        return BAD_INPUT
    return DONE


def checked(request: ImportRequest) -> ImportRequest:
    """The request with folders of files taken apart. Raises CannotImport."""
    files = [file for path in request.files for file in _files_of(path.expanduser())]
    archive = request.archive.expanduser()
    if archive.exists() and not archive.is_dir():
        raise CannotImport("import-not-a-folder", path=str(archive))
    for file in files:
        if file.name.casefold() in TABLE_FORMS and file.resolve().parent == archive.resolve():
            raise CannotImport("import-from-archive", file=str(file))
    _check_zone(request.timezone)
    currency = request.currency.upper() if request.currency else None
    if currency is not None and not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        raise CannotImport("import-bad-currency", value=currency)
    return replace(request, files=files, archive=archive, currency=currency, today=date.today())


def _files_of(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(file for file in path.iterdir() if file.suffix.casefold() in TABLE_SUFFIXES)
        if not found:
            raise CannotImport("import-empty-folder", path=str(path))
        return found
    if not path.is_file():
        raise CannotImport("import-no-file", path=str(path))
    return [path]


def _check_zone(name: str | None) -> None:
    if name is None:
        return
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # KeyError: ZoneInfoNotFoundError is one
        raise CannotImport("import-bad-zone", value=name) from error
