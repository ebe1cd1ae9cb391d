"""Words without the marks that Bitrix24 stores with them: HTML in e-mails, BBCode in comments, tasks and chats."""

from __future__ import annotations

import html
import re
from typing import Any

from deals.connectors.bitrix24.entity import text_of

_UNSEEN = re.compile(r"<(style|script|head|title)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"<(?:br\s*/?|/p|/div|/tr|/li|/h\d|/blockquote)\s*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_BB_NAMES = (
    "b|i|u|s|p|url|user|quote|code|list|size|color|font|left|right|center|justify|table|tr|td|th|img|disk|send|put|call"
)
_BB = re.compile(rf"\[/?(?:{_BB_NAMES})(?:\s*=[^\]]*|\s[^\]]*)?\]|\[\*\]", re.IGNORECASE)
_BB_BREAK = re.compile(r"\[br\]|\[/(?:p|quote|list|tr|table)\]|\[\*\]", re.IGNORECASE)
_SPACES, _LINES = re.compile(r"[ \t\u00a0\u202f]+"), re.compile(r" ?\n(?: ?\n)* ?")


def plain_text(value: Any, *, is_html: bool = False) -> str:
    """The words, with line breaks where a reader saw them. is_html: tags are taken out too.

    A "<" in plain words stays: only where the portal says so (DESCRIPTION_TYPE 3) is a text read as HTML.
    """
    text = text_of(value)
    if is_html:
        text = _TAG.sub("", _BREAK.sub("\n", _UNSEEN.sub("", text.replace("\n", " "))))
    else:
        text = re.sub(r"<br\s*/?>", "\n", text, flags=re.IGNORECASE)
    text = html.unescape(_BB.sub("", _BB_BREAK.sub("\n", text)))
    text = _SPACES.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _LINES.sub("\n", text).strip()
