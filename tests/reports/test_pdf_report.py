"""The PDF: made by a real browser, with Cyrillic that can be found in it; its absence is said in one sentence."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from reports.html_report import html_report
from reports.pdf_report import BROWSERS, VARIABLE, PdfNotMade, find_browser, pdf_bytes
from reports.texts import LANGUAGES, Texts
from tests.reports.sample_run import sample_result

PRINTED_WIDTH = 688  # CSS pixels between the margins of A4, 182 mm
BROWSER = next((found for name in BROWSERS if (found := shutil.which(name))), None)


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="no Chromium, Chrome or Edge on this computer: tools/install_chromium.sh")
def test_the_page_is_printed_with_its_cyrillic(tmp_path: Path) -> None:
    assert BROWSER is not None
    pdf = pdf_bytes(html_report(sample_result(), Texts("ru")), BROWSER)
    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")
    if reader := shutil.which("pdftotext"):
        (tmp_path / "report.pdf").write_bytes(pdf)
        text = subprocess.run([reader, tmp_path / "report.pdf", "-"], capture_output=True, check=True).stdout.decode()
        for expected in ("Столярный двор «Кедр»", "Лестница из дуба", "Вы обещали перезвонить ещё в среду"):
            assert expected in " ".join(text.split())


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="no Chromium, Chrome or Edge on this computer: tools/install_chromium.sh")
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_table_is_wider_than_the_paper(tmp_path: Path, language: str) -> None:
    """One that is makes the browser print everything smaller."""
    playwright = pytest.importorskip("playwright.sync_api", reason="no Playwright: make test installs it")
    page_file = tmp_path / "report.html"
    page_file.write_text(html_report(sample_result(), Texts(language)), encoding="utf-8")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-dev-shm-usage"])
        page = browser.new_page(viewport={"width": PRINTED_WIDTH, "height": 1000})
        page.emulate_media(media="print")
        page.goto(page_file.as_uri())
        columns = page.evaluate(
            "Math.max(...[...document.querySelectorAll('thead tr')].map(row => row.children.length))"
        )
        width = page.evaluate("document.documentElement.scrollWidth")
        browser.close()
    assert columns == 12, "the widest table is not there"
    assert width <= PRINTED_WIDTH


def test_the_browser_named_is_the_one_that_is_used(tmp_path: Path) -> None:
    browser = tmp_path / "mine"
    browser.write_text("#!/bin/sh\necho no display >&2\nexit 3\n")
    browser.chmod(0o755)
    assert find_browser({VARIABLE: str(browser)}) == str(browser)
    with pytest.raises(PdfNotMade) as failed:
        pdf_bytes("<p>", str(browser))
    for language in LANGUAGES:
        assert "no display" in failed.value.sentence(Texts(language))


def test_a_browser_that_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PdfNotMade) as named:
        find_browser({VARIABLE: "/no/such/browser"})
    assert "/no/such/browser" in named.value.sentence(Texts("ru"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PdfNotMade) as none:
        find_browser({})
    assert VARIABLE in none.value.sentence(Texts("en"))
