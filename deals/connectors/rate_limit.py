"""Asking a server no more often than it allows."""

from __future__ import annotations

import time
from threading import Lock

from deals.connectors.patience import Patience


class RateLimit:
    """A leaky bucket: it holds `burst` requests and drains `per_second` of them. For use by several threads.

    Source: the generic cell rate algorithm, ITU-T I.371, which needs one number of state.
    """

    def __init__(self, per_second: float, patience: Patience, burst: int = 1) -> None:
        self._interval_s = patience.scale / per_second
        self._credit_s = (burst - 1) * self._interval_s
        self._empty_at = 0.0  # when the bucket will have drained, on the monotonic clock
        self._lock = Lock()

    def acquire(self) -> None:
        """Wait until a request may be sent."""
        with self._lock:
            now = time.monotonic()
            start = max(now, self._empty_at - self._credit_s)
            self._empty_at = max(now, self._empty_at) + self._interval_s
        if start > now:
            time.sleep(start - now)
