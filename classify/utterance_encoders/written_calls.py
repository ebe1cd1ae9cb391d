"""Calls written and labelled for training: `classify/training/written_calls`.

One text file holds some calls: a header line, then a line `who|codes|text` for each utterance, then an empty line.
Written after the codebook by people who had not seen the labelled archives, so that these still judge what is learned
here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from classify.codebook import codes_open_to
from classify.labelled_archive import ROLES, TRAINING_FOLDER
from classify.utterance_encoders.conversation import ROLE_ORDER, Conversation

WRITTEN_FOLDER = TRAINING_FOLDER / "written_calls"
_HEADER = re.compile(r"# lang: (?P<language>ru|en) \| industry: (?P<industry>[^|]+) \| (?P<about>.+)")


@dataclass(frozen=True, slots=True)
class WrittenCall:
    """One call (or, with one line, one written message) with the codes of each utterance."""

    source: str  # file and line of its header
    language: str
    conversation: Conversation
    labels: tuple[frozenset[str], ...]


def read_written_calls(folder: Path = WRITTEN_FOLDER) -> list[WrittenCall]:
    """All calls in the order of files and lines. ValueError names file and line of whatever breaks the format."""
    return [call for path in sorted(folder.glob("*.txt")) for call in _calls_of(path)]


def _calls_of(path: Path) -> Iterator[WrittenCall]:
    block: list[tuple[int, str]] = []
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], start=1):
        if line.strip():
            block.append((number, line))
        elif block:
            yield _call(path, block)
            block = []


def _call(path: Path, block: list[tuple[int, str]]) -> WrittenCall:
    first, title = block[0]
    header = _HEADER.fullmatch(title)
    if header is None or len(block) == 1:
        raise ValueError(f"{path}, line {first}: a call begins with '# lang: .. | industry: .. | ..' and has lines")
    lines = [_line(path, number, line) for number, line in block[1:]]
    roles = np.zeros((len(lines), len(ROLE_ORDER)))
    roles[np.arange(len(lines)), [ROLE_ORDER.index(ROLES[who]) for who, _, _ in lines]] = 1
    return WrittenCall(
        f"{path.name}:{first}", header["language"], Conversation(tuple(text for _, _, text in lines), roles),
        tuple(codes for _, codes, _ in lines),
    )  # fmt: skip


def _line(path: Path, number: int, line: str) -> tuple[str, frozenset[str], str]:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != 3 or parts[0] not in ROLES or not parts[2]:
        raise ValueError(f"{path}, line {number}: expected who|codes|text")
    codes = frozenset(parts[1].split())
    if unknown := codes - set(codes_open_to("client" if parts[0] == "c" else "seller")):
        raise ValueError(f"{path}, line {number}: {', '.join(sorted(unknown))} cannot be said by {parts[0]}")
    return parts[0], codes, parts[2]
