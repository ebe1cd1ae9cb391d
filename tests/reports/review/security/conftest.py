from __future__ import annotations

# The pages of a small run over SQLite, and people who log in.
from tests.reports.review.web.conftest import app, enter, store

__all__ = ["app", "enter", "store"]
