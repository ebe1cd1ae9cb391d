"""The numbers Bitrix24 gives to the types of its objects, and how their ids become ids of an archive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LEAD, DEAL, CONTACT, COMPANY = 1, 2, 3, 4
KINDS = {LEAD: "lead", DEAL: "deal", CONTACT: "contact", COMPANY: "company"}  # as methods and timelines call them
# The portal's own short names of types, which it also uses in the field that binds a task to CRM objects (D_17). Ids of
# leads and deals count apart, so that a bare number would be ambiguous; deals and contacts keep theirs.
LEAD_PREFIX, COMPANY_PREFIX = "L_", "CO_"
ROBOT = "0"  # the author of what no person wrote

Data = Mapping[str, Any]


def text_of(value: Any) -> str:
    """A value of the API as a cell: null is empty, numbers without a needless `.0`."""
    if value is None or value is False:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def id_of(value: Any) -> str:
    """An id as text; "" for what Bitrix24 writes where there is none: null, 0, "0", "", false."""
    text = text_of(value)
    return "" if text == "0" else text
