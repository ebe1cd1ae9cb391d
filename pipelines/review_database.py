"""Where the review keeps accounts and verdicts, for the commands that open it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Mapping

from deals.database import BadLocation, DatabaseError
from reports.review.store.records import ReviewRefused
from reports.texts import Texts
from reports.unusable_run import StoredRunUnusable

DATABASE_VARIABLE = "DEALFORENSICS_REVIEW_DATABASE"
# In the current folder rather than in that of a run: a run into the same folder would replace it, and the command for
# accounts names no run.
USUAL_DATABASE = "review.db"
DONE, BAD_INPUT = 0, 2


def review_location(named: str | None, environment: Mapping[str, str]) -> str:
    return named or environment.get(DATABASE_VARIABLE) or USUAL_DATABASE


def carried_out(work: Callable[[], int], texts: Texts) -> int:
    """The exit code of `work`; 2 and one sentence where the database, a run or a request cannot be used."""
    # When a server goes away, psycopg writes about it on its own; our sentence says more.
    logging.getLogger("psycopg").setLevel(logging.CRITICAL)
    try:
        return work()
    except (BadLocation, DatabaseError) as error:
        print(f"{texts.place(error.problem)}: {texts.problem(error.problem)}", file=sys.stderr)
    except StoredRunUnusable as error:
        print(error.sentence(texts), file=sys.stderr)
    except ReviewRefused as error:
        print(texts.text(f"review-refused-{error.code}", **error.details), file=sys.stderr)
    return BAD_INPUT
