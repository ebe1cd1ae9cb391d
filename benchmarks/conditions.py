"""Under which conditions a figure was measured: part of every result."""

import os
import platform
from datetime import date
from importlib.metadata import version
from pathlib import Path


def conditions(*libraries: str) -> str:
    """One line: the day, the machine, Python and these libraries with their versions."""
    machine = f"{_processor()}, {os.cpu_count()} cores"
    versions = [f"Python {platform.python_version()}", *(f"{library} {version(library)}" for library in libraries)]
    return f"{date.today()}; {machine}; {', '.join(versions)}"


def _processor() -> str:
    """The processor's name; platform.processor() is empty on many Linux machines."""
    information = Path("/proc/cpuinfo")
    if information.exists():
        names = [
            line.split(":", 1)[1] for line in information.read_text().splitlines() if line.startswith("model name")
        ]
        if names:
            return names[0].strip()
    return platform.processor() or platform.machine()
