"""How long to wait for a server, and how often to ask again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """Waits have no jitter: a fetch is one process, and equal runs should look equal.

    tries: of one request, the first included. With the defaults a server may be away for four minutes.
    scale: all waits and rates are multiplied by it, so that tests against a real local server take no minutes.
    """

    timeout_s: float = 60.0  # of connecting, and between two pieces of an answer; Bitrix24 itself stops after 60
    tries: int = 9
    first_wait_s: float = 1.0
    longest_wait_s: float = 120.0
    longest_retry_after_s: float = 900.0  # a server that asks for more is not waited for
    scale: float = 1.0

    def waits_s(self) -> Iterator[float]:
        """The wait after each failed try but the last: 1, 2, 4 ... seconds, each at most longest_wait_s."""
        wait_s = self.first_wait_s
        for _ in range(self.tries - 1):
            yield min(wait_s, self.longest_wait_s)
            wait_s *= 2

    def wait(self, seconds: float) -> None:
        if seconds > 0:
            time.sleep(seconds * self.scale)
