"""Whatever clients and CRMs write stays text: in the page in a browser, the PDF, the workbook and the CSV."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import threading
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from xml.dom import minidom

import pytest
from openpyxl import load_workbook

from classify.learning_from_verdicts.reviewed_run import read_deal_of_call
from deals.csv_formulas import guarded, unguarded
from deals.linking import Link
from reports.deal_workbook import workbook_bytes
from reports.html_report import html_report
from reports.machine_outputs import links_csv, write_machine_outputs
from reports.run_result import RunResult
from reports.texts import Texts
from reports.visible_text import visible
from tests.reports.sample_run import sample_result

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this computer")
FORMULAS = (
    "=cmd|' /C calc'!A0", "=1+1", "+1+1", "-2+3", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1",
    '=HYPERLINK("http://x.test")', "'=1+1",
)  # fmt: skip
ODD = (
    "\x00",
    "\x01\x1b",
    "\x7f\x9f",
    "\ufffe\uffff",
    "\ud83d",
    "\u202e\u2066",
    "w" * 40_000,
    "{ $x } { -term } { NUMBER(1) }",
    "%s {0}",
)


def hostile(port: int) -> str:
    """Everything at once; whatever runs leaves a mark in the page or knocks at the port."""
    knock = f"http://127.0.0.1:{port}/"
    mark = "document.documentElement.id=`ran`"
    return (
        f"<script>{mark};fetch(`{knock}s`)</script><img src='{knock}i' onerror=\"{mark}\">"
        f'\'" onmouseover="{mark}" autofocus onfocus="{mark}" x="</style>'
        f'<style>body{{background:url({knock}c)}}</style><svg onload="{mark}"></svg><iframe src="{knock}f"></iframe>'
        f"<base href='{knock}'><link rel=stylesheet href='{knock}l'><meta http-equiv=refresh content='0;url={knock}r'>"
        f"<a href='javascript:{mark}'>x</a>{{{{ 7*7 }}}}{{% raw %}}{{ $x }}"
        f"</textarea></title><!-- ]]> \u202e\x00 {'w' * 3000} =cmd|' /C calc'!A0"
    )


class Door:
    """A server on this computer that counts who knocks."""

    def __init__(self) -> None:
        self.knocks: list[str] = []
        door = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                door.knocks.append(self.path)
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Nothing on the screen of the tests."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]


@pytest.fixture
def door() -> Iterator[Door]:
    door = Door()
    thread = threading.Thread(target=door.server.serve_forever, daemon=True)
    thread.start()
    yield door
    door.server.shutdown()
    door.server.server_close()


def browse(page: Path, profile: Path, *options: str) -> str:
    """What Chromium makes of the page: its tree after scripts, or whatever the options ask for."""
    command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage",
               f"--user-data-dir={profile}", "--virtual-time-budget=3000", *options, page.as_uri()]  # fmt: skip
    done = subprocess.run(command, capture_output=True, timeout=150, check=True)
    return done.stdout.decode("utf-8", "replace")


@needs_browser
def test_in_a_browser_no_script_runs_and_nothing_is_asked_for(tmp_path: Path, door: Door) -> None:
    open_page, report = tmp_path / "open.html", tmp_path / "report.html"
    open_page.write_text(f"<html><body><p>{hostile(door.port)}</p></body></html>", encoding="utf-8")
    assert 'id="ran"' in browse(open_page, tmp_path / "a", "--dump-dom")  # unescaped, it does run
    assert door.knocks
    door.knocks.clear()
    text = hostile(door.port)
    html = html_report(sample_result("ru", say=lambda _: text), Texts("ru"))
    # Escaping alone has to hold: the page's own policy would hide a hole in it.
    bare = re.sub(r"<meta[^>]*Content-Security-Policy[^>]*>", "", html)
    assert bare != html
    report.write_text(bare, encoding="utf-8")
    tree = browse(report, tmp_path / "b", "--dump-dom")
    assert door.knocks == []
    assert 'id="ran"' not in tree
    assert "onerror" in tree  # it is there, as text
    assert not re.search(r"<(script|img|iframe|base|link|object)\b", tree)
    assert tree.count("<svg") == html.count("<svg viewBox=")  # our own charts, and no other


@needs_browser
def test_a_pdf_of_the_report_holds_no_script_and_no_link_out(tmp_path: Path, door: Door) -> None:
    report, pdf = tmp_path / "report.html", tmp_path / "report.pdf"
    text = hostile(door.port) + ") /JavaScript (x) /OpenAction << /S /URI >>"
    report.write_text(html_report(sample_result("ru", say=lambda _: text), Texts("ru")), encoding="utf-8")
    browse(report, tmp_path / "a", f"--print-to-pdf={pdf}", "--no-pdf-header-footer")
    raw = pdf.read_bytes()
    assert raw.startswith(b"%PDF")
    everything = raw + b"".join(inflated(raw))
    for name in (b"/JavaScript", b"/JS ", b"/Launch", b"/OpenAction", b"/URI", b"/EmbeddedFile", b"/SubmitForm"):
        assert name not in everything, name
    assert door.knocks == []


def inflated(pdf: bytes) -> Iterator[bytes]:
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            yield zlib.decompress(match[1])
        except zlib.error:
            continue


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_the_workbook_is_a_formula_or_leads_outside(text: str) -> None:
    result = with_ids(sample_result("ru", say=lambda _: text), text)
    book = load_workbook(io.BytesIO(workbook_bytes(result, Texts("ru"))))
    cells = [cell for sheet in book for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    links = [cell.hyperlink for cell in cells if cell.hyperlink is not None]
    assert links  # from a deal to its evidence and back; none of them leaves the workbook
    assert all(link.target is None and text not in (link.location or "") for link in links)
    parts = zipfile.ZipFile(io.BytesIO(workbook_bytes(result, Texts("ru"))))
    assert not any(b"<f>" in parts.read(name) for name in parts.namelist() if "worksheets/sheet" in name)
    assert not any("externalLink" in name for name in parts.namelist())


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_csv_begins_a_formula_and_reading_it_gives_the_ids_back(text: str, tmp_path: Path) -> None:
    content = links_csv([Link(f"{text}K", f"{text}D", 0.9, "phone")])
    (tmp_path / "links.csv").write_text(content, encoding="utf-8", newline="")
    row = list(csv.reader(io.StringIO(content, newline="")))[1]
    assert not any(cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in row)
    assert read_deal_of_call(tmp_path / "links.csv") == {f"{text}K": f"{text}D"}


def test_ordinary_cells_are_written_as_they_are() -> None:
    for cell in ("D1-D001-C1", "", "20260114_79161234567", "a=b", "Звонок +7"):
        assert guarded(cell) == cell == unguarded(cell)


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: ascii(odd[:12]))
def test_odd_characters_and_long_words_break_no_file(odd: str, tmp_path: Path) -> None:
    result = sample_result("ru", say=lambda text: f"{odd}{text}{odd}")
    html = html_report(result, Texts("ru")).encode("utf-8").decode("utf-8")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", html)
    assert "Лестница из дуба" in html
    archive = zipfile.ZipFile(io.BytesIO(workbook_bytes(result, Texts("ru"))))
    for name in archive.namelist():
        minidom.parseString(archive.read(name))
    assert "\u202e" not in archive.read("xl/sharedStrings.xml").decode("utf-8")
    write_machine_outputs(tmp_path, result, Texts("ru"))
    assert (tmp_path / "run.json").exists()


def test_a_placeable_in_a_name_is_not_filled_in() -> None:
    html = html_report(sample_result("ru", say=lambda text: f"{{ $day }}{text}{{ deal-client }}"), Texts("ru"))
    assert "{ $day }Анна Белова{ deal-client }" in html


def test_visible_text_keeps_what_is_read() -> None:
    assert visible("a\tб\nв\u200f1") == "a\tб\nв\u200f1"
    assert visible("x\u202e480") == "x480"
    assert visible(12) == 12


def with_ids(result: RunResult, text: str) -> RunResult:
    """The run with ids that begin like the text."""
    deals = {key: replace(deal, stage=text, lost_reason=text, title=text) for key, deal in result.archive.deals.items()}
    return replace(result, archive=replace(result.archive, deals=deals))
