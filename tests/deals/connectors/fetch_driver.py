"""Runs `dealforensics fetch amocrm` with waits shortened: python fetch_driver.py URL ARCHIVE SCALE [options]."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from deals.connectors.patience import Patience
from pipelines.fetch_command import FetchRequest, fetch_command
from reports.texts import Texts


@cache
def english() -> Texts:
    return Texts("en")


def fetch_once(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """The command's exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("archive", type=Path)
    parser.add_argument("scale", type=float)
    parser.add_argument("--secrets", type=Path)
    parser.add_argument("--since")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--without-recordings", action="store_true")
    given = parser.parse_args(arguments)
    patience = Patience(timeout_s=2.0, longest_wait_s=10.0, scale=given.scale)
    request = FetchRequest(
        "amocrm",
        given.archive,
        given.url,
        given.secrets,
        given.since,
        given.all,
        not given.without_recordings,
        patience,
    )
    return fetch_command(request, english(), environment)


if __name__ == "__main__":
    sys.exit(fetch_once(sys.argv[1:], os.environ))
