"""The process that serves Prefect's API to one run of ours; `pipelines.flow_server` starts and ends it.

It is started by its file path, in a session of its own (Ctrl-C in the terminal does not reach it), and imports nothing
of ours. Argument: where to keep a prepared database. Standard output: three lines, the port, the folder for Prefect's
files, and `ready`. Standard input is held open by the run and never written to: its end means that the run is over,
also when it was killed; then this process removes the folder and ends, so that no run leaves anything behind.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import sqlite3
import sys
import tempfile
import threading
from contextlib import closing
from pathlib import Path

HOST = "127.0.0.1"


def is_usable(template: Path) -> bool:
    """Whether a database prepared by an earlier run is there and whole."""
    if not template.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{template.resolve().as_uri()}?mode=ro", uri=True)) as database:
            return bool(database.execute("PRAGMA quick_check").fetchone() == ("ok",))
    except sqlite3.DatabaseError as error:
        print(f"{template} is damaged and will be made again: {error}", file=sys.stderr)
        return False


def keep_template(database_file: Path, template: Path) -> None:
    """Keep a copy of the freshly migrated database: the next run starts about 4 s sooner."""
    partial = template.with_name(f"{template.name}.{os.getpid()}")
    try:
        template.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(database_file)) as database, closing(sqlite3.connect(partial)) as copy:
            database.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
        partial.replace(template)
    except (OSError, sqlite3.DatabaseError) as error:  # only the speed of the next start is lost
        print(f"cannot keep {template}: {error}", file=sys.stderr)


def end_with_the_run(folder: Path) -> None:
    """Wait for the end of standard input, then leave at once: the run's records here are of no use to anybody."""
    sys.stdin.buffer.read()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


async def serve(listener: socket.socket, folder: Path, template: Path) -> None:
    """Serve the API for good. Up after about 3 s of imports, or 7 s without a usable template."""
    database_file = folder / "prefect.db"
    prepared = is_usable(template)
    if prepared:
        shutil.copyfile(template, database_file)
    os.environ["PREFECT_HOME"] = str(folder)
    os.environ["PREFECT_API_DATABASE_CONNECTION_URL"] = f"sqlite+aiosqlite:///{database_file.as_posix()}"
    import uvicorn  # late, like Prefect: the run waits for the port, not for these imports
    from prefect.server.api.server import create_app

    server = uvicorn.Server(uvicorn.Config(create_app(), log_level="error", lifespan="on"))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started and not serving.done():
        await asyncio.sleep(0.02)
    if server.started:
        print("ready", flush=True)
        if not prepared:
            await asyncio.to_thread(keep_template, database_file, template)
    await serving


def main() -> None:
    listener = socket.create_server((HOST, 0))
    folder = Path(tempfile.mkdtemp(prefix="dealforensics-flow-"))
    print(listener.getsockname()[1], folder, sep="\n", flush=True)
    threading.Thread(target=end_with_the_run, args=(folder,), daemon=True).start()
    try:
        asyncio.run(serve(listener, folder, Path(sys.argv[1])))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
