"""Whether a call was answered, by the words of phone systems."""

from __future__ import annotations

import re

# "Не отвечен" has to be looked for before "отвечен". Words for machines (voicemail) count as not answered by a person.
_NOT_ANSWERED = re.compile(
    r"не\s*отвеч|неотвеч|не\s*принят|непринят|пропущ|потерян|не\s*дозвон|недозвон|не\s*состоял|несостоял|неуспеш"
    r"|не\s*успеш|занят|сброш|отклон|отмен|недоступ|без\s*ответа|нет\s*ответа|не\s*соедин"
    r"|ошибк|неверн\w* номер|не взял|не\s*обслуж"
    r"|no[\s_-]*answer|not[\s_-]*answer|unanswer|missed|busy|fail|congestion|cancel|abandon|reject|declin|unavailable"
    r"|no[\s_-]*money|unallocated|no[\s_-]*limit|no[\s_-]*day|line[\s_-]*limit|voice\s*mail|not[\s_-]*(?:connected|found)"
    r"|unreach|timeout|time[\s_-]*out|invalid|wrong[\s_-]*number|chanunavail|hung\s*up\s*before|lost",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"отвеч|принят|успеш|состоял|разговор|соедин|дозвон|обслуж|заверш|answer|connected|success|talk|complete|accepted|received"
    r"|^ok$|^done$",
    re.IGNORECASE,
)


def answered_of(status: str) -> bool | None:
    """None for words that do not tell, such as NORMAL_CLEARING: a call may end normally without an answer."""
    if _NOT_ANSWERED.search(status):
        return False
    return True if _ANSWERED.search(status) else None
