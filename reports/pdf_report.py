"""The page as PDF, printed by a Chromium browser: what is on the screen is what stands on paper.

Chromium rather than WeasyPrint, after trying both on the report of a real archive: it knows all of the style sheet
(WeasyPrint 70 leaves out `clamp` and `minmax`), prints 17 pages where WeasyPrint makes 27 of the same content, and
needs 3 seconds by the clock where WeasyPrint needs 16 of the processor alone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from reports.texts import Texts

VARIABLE = "DEALFORENSICS_BROWSER"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
LONGEST_S = 180
OPTIONS = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer", "--disable-dev-shm-usage",
)  # fmt: skip


class PdfNotMade(Exception):
    """No PDF could be made. `sentence` says why, and what to do."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code, self.details = code, details

    def sentence(self, texts: Texts) -> str:
        return texts.text(f"report-pdf-{self.code}", **self.details)


def find_browser(environment: Mapping[str, str]) -> str:
    """The browser that DEALFORENSICS_BROWSER names, else the first that is installed. Raises PdfNotMade."""
    if named := environment.get(VARIABLE):
        if found := shutil.which(named):
            return found
        raise PdfNotMade("browser-not-there", browser=named, variable=VARIABLE)
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    raise PdfNotMade("no-browser", variable=VARIABLE)


def pdf_bytes(html: str, browser: str) -> bytes:
    """The page printed on A4, without any request to a network. Raises PdfNotMade where the browser fails."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        page, pdf = folder / "report.html", folder / "report.pdf"
        page.write_text(html, encoding="utf-8")
        # Chromium refuses to start in its sandbox as root; the page is ours and holds no foreign script.
        rights = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
        profile = [f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={pdf}"]
        command = [browser, *OPTIONS, *rights, *profile, page.as_uri()]
        try:
            done = subprocess.run(command, capture_output=True, timeout=LONGEST_S, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PdfNotMade("browser-failed", browser=browser, reason=str(error)[:300]) from error
        if not pdf.exists():
            said = done.stderr.decode("utf-8", "replace").strip()[-300:]
            raise PdfNotMade("browser-failed", browser=browser, reason=said or f"exit code {done.returncode}")
        return pdf.read_bytes()
