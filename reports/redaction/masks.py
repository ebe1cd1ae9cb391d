"""What stands in the place of personal data: its kind and a number, the same wherever the same is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from reports.redaction.personal_span import Kind, PersonalSpan
from reports.texts import Texts


class Masks:
    """Numbers what is masked in the order in which it is met. Which number is whose is kept nowhere else.

    one_head: a single head of sales needs no number. own_company: the key of the company whose archive it is.
    """

    def __init__(self, texts: Texts, *, one_head: bool, own_company: str) -> None:
        self._texts = texts
        self._one_head = one_head
        self._own_company = own_company
        self._numbers: dict[Kind, dict[str, int]] = defaultdict(dict)

    def mask(self, kind: Kind, key: str) -> str:
        """Such as "[имя 3]"; the text is `mask-<kind>`."""
        if kind == "head" and self._one_head:
            return self._texts.text("mask-the-head")
        if kind == "company" and key == self._own_company:
            return self._texts.text("mask-own-company")
        numbers = self._numbers[kind]
        return self._texts.text(f"mask-{kind}", number=str(numbers.setdefault(key, len(numbers) + 1)))

    def masked(self, text: str, spans: Iterable[PersonalSpan]) -> str:
        """The text with a mask for each span; spans: by place, without overlaps."""
        parts, end = [], 0
        for span in spans:
            parts += [text[end : span.start], self.mask(span.kind, span.key)]
            end = span.end
        return "".join([*parts, text[end:]])
