"""Secrets from the environment or from a file that only its owner can read."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from threading import get_ident

import yaml

from deals.connectors.faults import FetchFailed, FetchFault

OWNER_ONLY = 0o600


def read_secret_file(path: Path) -> dict[str, str]:
    """Its `key: value` lines. Raises FetchFailed where it is missing, no such file, or open to others than its owner.

    Windows has other rights, which are not checked.
    """
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        if os.name == "posix" and mode & 0o077:
            raise FetchFailed(FetchFault.SECRET_FILE_OPEN, file=str(path), mode=f"{mode:03o}")
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise FetchFailed(FetchFault.SECRET_FILE_MISSING, file=str(path)) from None
    except OSError as error:
        raise FetchFailed(FetchFault.SECRET_FILE_BROKEN, file=str(path), reason=error.strerror or "-") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        # The parser's message quotes the line, and with it the secret: only its kind is told.
        raise FetchFailed(FetchFault.SECRET_FILE_BROKEN, file=str(path), reason=type(error).__name__) from None
    if not isinstance(content, Mapping):
        raise FetchFailed(FetchFault.SECRET_FILE_BROKEN, file=str(path), reason="key: value")
    return {str(key): str(value).strip() for key, value in content.items() if value is not None}


def write_secret_file(path: Path, secrets: Mapping[str, str]) -> None:
    """Replace the file whole, readable by its owner only from the first moment on. Raises FetchFailed.

    On disk before it returns: a renewed token that is lost cannot be had again, since the old one is dead.
    """
    path = path.resolve()  # a link stays one, and what it leads to is what is renewed
    beside = path.with_name(f".{path.name}.{os.getpid()}.{get_ident()}")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
        with os.fdopen(descriptor, "wb") as file:
            file.write(yaml.safe_dump(dict(secrets), allow_unicode=True, sort_keys=False).encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise FetchFailed(FetchFault.SECRET_FILE_UNWRITABLE, file=str(path), reason=error.strerror or "-") from None


def check_writable(path: Path) -> None:
    """Whether a renewed token could be kept, tried before the old one is given away. Raises FetchFailed."""
    write_secret_file(path, read_secret_file(path))
