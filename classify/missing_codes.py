"""What may be missing in the record of one deal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

MissingCode = Literal[
    "no-phone-log",  # the archive has no calls
    "no-client-number",  # nothing to find the client's calls by
    "no-calls",  # there is a log, and none of its calls is the deal's
    "talks-without-words",  # neither recording nor transcript could be used
    "unsure-calls",  # linked to the deal, and not surely its own
    "no-messages",  # the archive has no messages
    "no-tasks",  # the archive has no tasks
    "no-owner",  # nobody is named as responsible
]
MISSING_CODES: tuple[MissingCode, ...] = get_args(MissingCode)


@dataclass(frozen=True, slots=True)
class Missing:
    code: MissingCode
    count: int = 0  # calls, where the code counts them
