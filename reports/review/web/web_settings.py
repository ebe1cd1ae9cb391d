"""How the review is served: what the command line says, as one record."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from reports.texts import Language

GIB = 1024**3


@dataclass(frozen=True, slots=True)
class WebSettings:
    language: Language
    sounds: Path  # folder for converted recordings; may be deleted at any time
    sounds_bytes: int = 2 * GIB  # at most this much of them is kept
    public_url: str = ""  # as people type it, https://review.example.com; empty: what the request names
    proxies: frozenset[str] = field(default_factory=frozenset)  # addresses whose forwarded headers are believed
    user_header: str = ""  # in which such a proxy names who has signed in; empty: off
    upload_bytes: int = 20 * 1024**2  # of one request; a workbook of 5,000 deals has about 3 MB

    @property
    def secure(self) -> bool:
        """Whether browsers come by https, so that cookies may demand it."""
        return self.public_url.startswith("https://")
