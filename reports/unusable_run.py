"""Why nothing can be made of a run's folder. Apart, so that commands can say so before anything heavy is loaded."""

from __future__ import annotations

from reports.texts import Texts


class StoredRunUnusable(Exception):
    """Reports cannot be made from a folder. `sentence` says why, and what to do."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code, self.details = code, details

    def sentence(self, texts: Texts) -> str:
        return texts.text(f"report-data-{self.code}", **self.details)
