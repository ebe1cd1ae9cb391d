"""What a table of some kind may hold: its fields, the headings they go by and what their cells look like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from deals.exports.column_content import ColumnContent

ContentKind = Literal[
    "row_id",  # one value per row
    "reference",  # an id of something else
    "time",
    "money",
    "phones",
    "email",
    "person",  # a name, an address or an id of one of our people
    "choice",  # few different values
    "text",
    "flag",
    "share",
    "currency",
    "number",
    "duration",
    "url",
    "owner_id",  # an id of one of us, who has several deals
    "human",  # a name of a person, and not an id or an address
    "deal_title",  # a text that is no job title
    "any",
]


@dataclass(frozen=True, slots=True)
class FieldForm:
    """One field.

    name: how assignments and mapping files call it. headings: phrases in any language; words that mean the same are
    one word, see heading_words, and their order does not matter. weak_headings: phrases that fit less surely.
    weight: how much finding the field says that the table is of this kind; may be negative.
    many: several columns may hold it (phones, notes). critical: a column is only used where no other fits as well.
    telling: how far (0 to 1) the content alone says that a column holds this field. whole: its phrases are compared
    with whole headings, though a table of the kind may leave out what it is about ("Lead ID" in a table of deals).
    """

    name: str
    content: ContentKind
    headings: tuple[str, ...]
    weak_headings: tuple[str, ...] = ()
    weight: float = 1.0
    many: bool = False
    critical: bool = False
    telling: Callable[[ColumnContent], float] | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class TableKind:
    """A kind of table.

    own: ideas (see heading_words) that headings may name or leave out here: "deal" in a table of deals.
    needed: groups of fields; of each group at least one must be found. file_words: ideas that the name of a file or
    sheet of this kind has.
    """

    name: str
    fields: tuple[FieldForm, ...]
    own: frozenset[str]
    needed: tuple[tuple[str, ...], ...]
    file_words: frozenset[str]

    def field(self, name: str) -> FieldForm:
        """KeyError for a name that this kind does not have."""
        found = next((form for form in self.fields if form.name == name), None)
        if found is None:
            raise KeyError(name)
        return found
