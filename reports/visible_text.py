"""Text of calls and CRMs without the characters that nobody sees and that change what is seen around them."""

from __future__ import annotations

import re
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

# Overrides and isolates of the writing direction (Unicode standard annex 9): one in a client's name would turn round
# the sum that stands behind it. Half a surrogate pair, which no file can hold.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_HALVES = re.compile("[\ud800-\udfff]")
# Control characters that HTML forbids, and non-characters.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
REPLACEMENT = "\ufffd"


def unturned(text: str) -> str:
    """For files whose own notation holds control characters, such as a workbook."""
    return _HALVES.sub(REPLACEMENT, _TURNING.sub("", text))


def visible(value: Any) -> Any:
    """For a page: text without what cannot be seen in it; everything else as it is, our own markup too."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return _UNSEEN.sub(REPLACEMENT, unturned(value))


def page_environment(templates: Any) -> Environment:
    """Where pages are made: all that is put into a template is escaped and visible."""
    return Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        finalize=visible,
    )
