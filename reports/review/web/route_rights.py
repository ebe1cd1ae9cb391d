"""Which right each route asks for: the one table. What a role may do stands in `store.rights`.

A route that is not here is refused to everybody (`gate`): a forgotten line closes a page and never opens it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from reports.review.store.records import Role
from reports.review.store.rights import Right, may

# public: without an account too. signed-in: any account. see: a claim, which the store narrows to one's own for
# managers and heads.
RouteRight = Right | Literal["public", "signed-in", "see"]
# Name of the route, which is that of its function.
ROUTE_RIGHTS: Mapping[str, RouteRight] = {
    "health": "public",
    "static_file": "public",
    "login_page": "public",
    "login": "public",
    "logout": "signed-in",
    "choose_language": "signed-in",
    "password_page": "signed-in",
    "change_password": "signed-in",
    "start_page": "signed-in",
    "queue_page": "judge",
    "next_case": "judge",
    "own_claims_page": "own_claims",
    "case_page": "see",
    "recording": "see",
    "give_verdict": "judge",
    "correct_signals": "judge",
    "file_appeal": "appeal",
    "figures_page": "figures",
    "data_page": "export",
    "export_verdicts": "export",
    "import_verdicts": "import",
    "start_learning": "learn",
    "learning_state": "learn",
    "audit_page": "audit",
    "accounts_page": "accounts",
    "add_account": "accounts",
    "change_account": "accounts",
    "change_reviewers": "accounts",
    "openapi": "accounts",
}
# Open to an account that has yet to choose its own password.
BEFORE_OWN_PASSWORD = frozenset({"password_page", "change_password", "logout", "choose_language"})


def admitted(role: Role, right: RouteRight) -> bool:
    if right == "public" or right == "signed-in":
        return True
    if right == "see":
        return may(role, "judge") or may(role, "own_claims")
    return may(role, right)
