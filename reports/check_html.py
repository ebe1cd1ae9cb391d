"""The data quality page as one HTML file."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from reports.check_page import CheckPage
from reports.html_report import TEMPLATES
from reports.texts import Texts
from reports.visible_text import page_environment
from transcribe.atomic_file import write_whole


def write_check_page(path: Path, page: CheckPage, texts: Texts) -> None:
    """Write the page to `path`; the file is whole or absent. Raises OSError."""
    write_whole(path, check_html(page, texts).encode("utf-8"))


def check_html(page: CheckPage, texts: Texts) -> str:
    """The page. Whatever comes from the archive is escaped."""
    environment = page_environment(TEMPLATES)
    environment.globals["t"] = texts.text
    style = Markup((TEMPLATES / "report.css").read_text(encoding="utf-8"))
    return environment.get_template("check.html.j2").render(check=page, language=texts.language, style=style)
