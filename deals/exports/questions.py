"""What an import could not tell by itself, as a value: a person answers it with a line in the mapping file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class QuestionCode(StrEnum):
    """Sentences: import-question-<code>. Names in brackets are the keys of `details` that the sentence uses."""

    KIND = "kind"  # what kind of table is this? [headings]
    COLUMN = "column"  # which of these columns holds the field? [field, columns]
    COLUMN_UNSURE = "column-unsure"  # is this column the field? [field, columns]
    DATE_ORDER = "date-order"  # day or month first? [column, example]
    DATE_ORDERS_MIXED = "date-orders-mixed"  # both orders in one column [column, example]
    DECIMAL_MARK = "decimal-mark"  # is 1.250 a thousand? [column, example]
    NO_CREATION = "no-creation"  # no column says when deals were created [count, columns]
    CREATION_STANDS_IN = "creation-stands-in"  # closing dates stand for creation dates [count, columns]
    NO_STAGE = "no-stage"  # no column says how deals ended [count]
    STAGE_CLOSED = "stage-closed"  # won or lost? [stage, count]
    STAGE_OPEN = "stage-open"  # taken as open; is it? [stage, count]
    STAGE_BLANK = "stage-blank"  # nothing says how they stand, taken as open [count]
    STAGE_WON = "stage-won"  # completed, and taken as won; is it? [stage, count]


@dataclass(frozen=True, slots=True)
class Question:
    """table: name of the table that it is about, "" where it is about all. answer: the mapping file's lines, as YAML.

    blocking: whether rows or a column stay unused until it is answered.
    """

    code: QuestionCode
    table: str
    answer: str
    details: Mapping[str, str] = field(default_factory=dict)
    blocking: bool = True
