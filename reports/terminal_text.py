"""Text of others on a terminal's line."""

from __future__ import annotations


def printable(text: str) -> str:
    """The text on one line, without control characters: a CRM field must not send the terminal escape sequences."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def shortened(line: str, most: int) -> str:
    """The line, cut after a whole word so that it keeps within `most` characters."""
    if len(line) <= most:
        return line
    cut = line[: most - 1].rsplit(" ", 1)[0].rstrip(" ,.;:–—-")
    return f"{cut}…"
