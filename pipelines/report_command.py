"""`dealforensics report`: the reports of a finished run made anew, without the pipeline."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.masking import MARKED
from pipelines.output_folder import whole_outputs
from pipelines.report_formats import FILES, ReportFormat
from reports.deal_workbook import workbook_bytes, write_workbook
from reports.html_report import html_report, write_html_report
from reports.markdown_report import markdown_report
from reports.pdf_report import PdfNotMade, find_browser, pdf_bytes
from reports.redaction.redacted_result import redacted_result
from reports.review_run import REVIEW_DATA, write_review_data
from reports.run_result import RunResult
from reports.shown_run import shown_run
from reports.snippets.masked_snippets import masked_snippets
from reports.snippets.snippet import NO_SNIPPETS, Snippets
from reports.snippets.snippet_file import SNIPPETS_FILE, digest_of, read_snippets, snippets_bytes
from reports.stored_run import REPORT_DATA, read_stored_run, write_stored_run
from reports.texts import Language, Texts
from reports.unusable_run import StoredRunUnusable
from transcribe.atomic_file import write_whole

DONE, FAILED, BAD_INPUT = 0, 1, 2
REDACTED = "redacted"  # folder within the run's own, so that masked and unmasked files are never mixed


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """The command line as typed."""

    run: Path  # the folder that a run wrote
    formats: tuple[ReportFormat, ...]
    language: Language | None  # None: that of the run's own reports
    redact: bool | None  # None: as the archive is marked, where the run itself is not masked
    out: Path | None  # None: the run's folder, or REDACTED in it


def report_command(request: ReportRequest, texts: Texts) -> int:
    """Write the reports. Exit code 0; 1 where a file could not be made; 2 where the run or the browser is missing.

    texts: for what is said on the screen; the reports may be in another language.
    """
    started = time.perf_counter()
    try:
        browser = find_browser(os.environ) if "pdf" in request.formats else ""
        stored = read_stored_run(request.run)
        report_texts = Texts(request.language or stored.language)
        result, snippets = stored.result, read_snippets(request.run / SNIPPETS_FILE, stored.snippets)
        without = bool(stored.snippets) and snippets is None and bool({"html", "pdf"} & set(request.formats))
        snippets = snippets or NO_SNIPPETS
        marked = result.archive.leaves_company and not stored.redacted
        redact = marked if request.redact is None else request.redact
        if redact:
            result = redacted_result(stored.result, report_texts)
            snippets = masked_snippets(snippets, stored.result, result, report_texts)
        out = request.out or (request.run / REDACTED if redact else request.run)
        with whole_outputs(out) as folder:
            for name, content in _contents(result, snippets, request.formats, browser, report_texts).items():
                write_whole(folder / name, content)
    except (StoredRunUnusable, PdfNotMade) as error:
        print(error.sentence(texts), file=sys.stderr)
        return FAILED if isinstance(error, PdfNotMade) and error.code == "browser-failed" else BAD_INPUT
    except OSError as error:
        reason = error.strerror or str(error)
        print(texts.text("report-not-written", file=str(error.filename or request.run), reason=reason), file=sys.stderr)
        return FAILED
    if without:
        print(texts.text("snippets-not-there", file=str(request.run / SNIPPETS_FILE)), file=sys.stderr)
    if redact and request.redact is None:
        print(texts.text(MARKED))
    if stored.redacted:
        print(texts.text("report-stays-masked"))
    for form in request.formats:
        print(texts.text("report-written", file=str(out / FILES[form])))
    print(texts.text("report-done", seconds=max(1, round(time.perf_counter() - started))))
    return DONE


def _contents(
    result: RunResult, snippets: Snippets, formats: tuple[ReportFormat, ...], browser: str, texts: Texts
) -> dict[str, bytes]:  # fmt: skip
    """File name to content, all made before any is written."""
    page = html_report(result, texts, snippets) if {"html", "pdf"} & set(formats) else ""
    made: Mapping[ReportFormat, Callable[[], bytes]] = {
        "html": lambda: page.encode("utf-8"),
        "pdf": lambda: pdf_bytes(page, browser),
        "xlsx": lambda: workbook_bytes(result, texts),
        "md": lambda: markdown_report(result, texts).encode("utf-8"),
    }
    return {FILES[form]: made[form]() for form in formats}


def write_reports(
    folder: Path, result: RunResult, texts: Texts, *, redacted: bool, snippets: Snippets = NO_SNIPPETS
) -> None:  # fmt: skip
    """What a run writes for people, with the stored form that the same reports can be made from again.

    The reports are made from the shown part too, so that they cannot differ from those made later.
    """
    shown = shown_run(result)
    sounds = snippets_bytes(snippets)
    write_whole(folder / SNIPPETS_FILE, sounds)
    write_stored_run(
        folder / REPORT_DATA, shown, texts.language, redacted=redacted, snippets=digest_of(sounds)
    )  # fmt: skip
    write_review_data(folder / REVIEW_DATA, result, texts.language, redacted=redacted)
    write_html_report(folder / FILES["html"], shown, texts, snippets)
    write_workbook(folder / FILES["xlsx"], shown, texts)
