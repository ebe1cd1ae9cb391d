"""Memory of a running process and of the processes it started. Linux only: read from /proc."""

import threading
from collections.abc import Iterable
from pathlib import Path

SAMPLE_EVERY_S = 0.2


class MemoryWatch(threading.Thread):
    """Samples a process and its children until it ends.

    peak_mb: highest sum over all of them. Memory that several share is counted once (PSS). own_peak_mb: highest
    resident memory of the process itself. What comes and goes between two samples is not seen in the first figure.
    """

    def __init__(self, process_id: int) -> None:
        super().__init__(daemon=True)
        self.process_id = process_id
        self.peak_mb = 0.0
        self.own_peak_mb = 0.0
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(SAMPLE_EVERY_S):
            together = sum(_kilobytes(process_id, "smaps_rollup", "Pss:") for process_id in _family(self.process_id))
            self.peak_mb = max(self.peak_mb, together / 1024)
            self.own_peak_mb = max(self.own_peak_mb, _kilobytes(self.process_id, "status", "VmHWM:") / 1024)

    def stop(self) -> None:
        self._ended.set()
        self.join()


def own_peak_mb() -> float:
    """Highest resident memory of this process so far. Not ru_maxrss, which begins with the parent's."""
    return _kilobytes("self", "status", "VmHWM:") / 1024


def _family(process_id: int) -> set[int]:
    """The process and all its descendants."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            # After the name, which is in brackets and may hold anything: state, then the parent's id.
            parent = int((folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):  # it ended meanwhile
            continue
        children.setdefault(parent, []).append(int(folder.name))
    family, waiting = set(), [process_id]
    while waiting:
        family.add(member := waiting.pop())
        waiting += children.get(member, [])
    return family


def _kilobytes(process_id: int | str, file: str, name: str) -> int:
    """A figure of one process; 0 where the process has ended."""
    try:
        lines: Iterable[str] = Path(f"/proc/{process_id}/{file}").read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)
