"""Who may do what on the review page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from reports.review.store.records import Role

Right = Literal[
    "judge", "settle", "figures", "export", "import", "learn", "audit", "accounts", "own_claims", "appeal"
]  # fmt: skip
RIGHTS: Mapping[Role, frozenset[Right]] = {
    "owner": frozenset({"judge", "settle", "figures", "export", "import", "learn", "audit", "accounts"}),
    "consultant": frozenset({"judge", "settle", "figures", "export", "import", "learn", "audit"}),
    "quality": frozenset({"judge", "figures"}),
    "manager": frozenset({"own_claims", "appeal"}),
    "head": frozenset({"own_claims", "appeal"}),
}


def may(role: Role, right: Right) -> bool:
    return right in RIGHTS[role]
