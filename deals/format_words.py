"""The few words that the archive format fixes (yes and no, statuses, roles, directions), and what people write instead.

Only words with one meaning are listed: a CRM's own stage names say nothing certain about a deal's status.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeVar

from deals.problem_codes import ProblemCode
from deals.records import CallDirection, DealStatus, PersonRole
from deals.values import Reading, UnreadableValue

T = TypeVar("T")

_FLAGS: Mapping[str, bool] = {
    **dict.fromkeys(("true", "yes", "y", "1", "1.0", "да", "истина"), True),
    **dict.fromkeys(("false", "no", "n", "0", "0.0", "нет", "ложь"), False),
}
_STATUSES: Mapping[str, DealStatus] = {
    **dict.fromkeys(("open", "открыта", "открыт", "в работе"), "open"),
    **dict.fromkeys(("won", "выиграна", "выигран"), "won"),
    **dict.fromkeys(("lost", "проиграна", "проигран"), "lost"),
}
_ROLES: Mapping[str, PersonRole] = {
    **dict.fromkeys(("manager", "менеджер", "менеджер по продажам"), "manager"),
    **dict.fromkeys(("head", "head of sales", "роп", "руководитель", "руководитель отдела продаж"), "head"),
    **dict.fromkeys(("other", "другое", "прочее"), "other"),
}
_DIRECTIONS: Mapping[str, CallDirection] = {
    **dict.fromkeys(("in", "inbound", "incoming", "вх", "входящий", "входящие"), "in"),
    **dict.fromkeys(("out", "outbound", "outgoing", "исх", "исходящий", "исходящие"), "out"),
}
_CLIENTS = frozenset({"client", "клиент"})


def _parser(words: Mapping[str, T], code: ProblemCode) -> Callable[[str], Reading[T]]:
    @lru_cache(maxsize=1000)  # a column says the same few words a million times
    def parse(text: str) -> Reading[T]:
        word = text.casefold().rstrip(".")
        if word not in words:
            raise UnreadableValue(code)
        return Reading(words[word])

    return parse


parse_flag = _parser(_FLAGS, ProblemCode.BAD_FLAG)
parse_status = _parser(_STATUSES, ProblemCode.BAD_STATUS)
parse_role = _parser(_ROLES, ProblemCode.BAD_ROLE)
parse_direction = _parser(_DIRECTIONS, ProblemCode.BAD_DIRECTION)


def means_client(author: str) -> bool:
    """Whether a message's author column names the client rather than one of our people."""
    return author.casefold() in _CLIENTS
