"""Cells of a CSV file that a spreadsheet would take for a formula.

Source: OWASP, CSV Injection: a cell is run if it begins with =, +, -, @, a tab or a line break; a quotation mark before
it makes it text. Numbers that we reckoned ourselves need no guard.
"""

from __future__ import annotations

from collections.abc import Iterable

_GUARD = "'"
_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n")


def guarded(cell: str) -> str:
    """The cell as it may be written; what begins with a guard gets one more, so that nothing is lost."""
    return _GUARD + cell if cell.lstrip(" ").startswith((*_BEGINNINGS, _GUARD)) else cell


def quoted_row(cells: Iterable[object]) -> str:
    """A line of CSV. Also a lone carriage return is quoted, at which the csv module of Python 3.11 and a spreadsheet
    would begin a new row: a formula could stand at its head.
    """
    return ",".join(_quoted(str(cell)) for cell in cells) + "\n"


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in ',"\r\n') else cell


def unguarded(cell: str) -> str:
    """The cell as it was."""
    return cell[1:] if cell.startswith(_GUARD) else cell
