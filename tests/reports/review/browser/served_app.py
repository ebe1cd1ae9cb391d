"""The review served by uvicorn on a port of its own, in a thread, as people's browsers meet it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

_PATIENCE_S = 20


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Its address, without a slash at the end."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        until = time.monotonic() + _PATIENCE_S
        while not server.started:
            if time.monotonic() > until or not thread.is_alive():
                raise RuntimeError("the review did not start")
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(_PATIENCE_S)
