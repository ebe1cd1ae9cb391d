"""Pages from templates: everything put into them is escaped, and text without a translation is a fault."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from starlette.responses import HTMLResponse

from reports.texts import LANGUAGES, Language, Texts
from reports.visible_text import page_environment

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"


class Pages:
    """Renders in either language; templates and texts are read once."""

    def __init__(self) -> None:
        self.texts: Mapping[Language, Texts] = {language: Texts(language) for language in LANGUAGES}
        self._environments = {language: _environment(texts) for language, texts in self.texts.items()}

    def page(
        self, name: str, language: Language, values: Mapping[str, Any], status: int = 200
    ) -> HTMLResponse:  # fmt: skip
        """values: what the template shows, with `viewer` and `form_token`, which every page needs."""
        template = self._environments[language].get_template(f"{name}.html.j2")
        return HTMLResponse(template.render(language=language, **values), status)


def _environment(texts: Texts) -> Environment:
    environment = page_environment(FOLDER / "templates")
    # A queue of 50 rows says the same few dozen words over and over, and Fluent takes its time for each.
    plain = lru_cache(maxsize=1000)(texts.text)
    environment.globals |= {
        "t": lambda message_id, **values: texts.text(message_id, **values) if values else plain(message_id),
        "static": static_address,
        "percent": texts.percent,
        "moment": lambda at: texts.moment(_local(at)),
    }
    return environment


def _local(at: datetime) -> datetime:
    """In the clock of the machine that serves the pages: the store counts in UTC."""
    return at.astimezone()


def static_address(name: str) -> str:
    return f"/static/{_static_digest()}/{name}"


@lru_cache
def _static_digest() -> str:
    """Of all the files, which name each other: a browser may keep them for good and still never mixes old with new."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(STATIC.iterdir()))).hexdigest()[:12]
