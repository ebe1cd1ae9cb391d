"""What people write about a telephone call that they say they made: a talk, a person reached, an attempt. ru and en.

Only what is written about the past counts ("позвонил", "spoke"), never a plan ("позвонить", "call back in Q3").
"""

from __future__ import annotations

import re
from typing import Literal

# "talk": words were exchanged; "reached": somebody took the call; "attempt": it was dialled.
CallClaim = Literal["talk", "reached", "attempt"]

_TALK = re.compile(
    r"\b(?:по|пере|про)?говорил|\bпообщал|\bбеседовал|\bобсудил|\bобсуждал|\bсозвонил|\bразговаривал|\bпотолковал"
    r"|\bразговор\w*\s+(?:был|состоял|прошел)|\bпровел\w*\s+(?:разговор|переговор|бесед)"
    r"|\b(?:беседа|переговоры)\s+(?:проведен|состоял)"
    r"|\bspoke\b|\bspoken\b|\btalked\b|\bchatted\b|\bdiscussed\b|\bhad (?:a |an )?(?:\w+ )?(?:chat|call|conversation)\b"
    r"|\b(?:good|great|nice|productive|long) (?:call|chat|conversation)\b|\bwent over (?:it|the|everything)\b"
)
_REACHED = re.compile(
    r"\bдозвонил|\bдозвон(?:\s+есть|\s+состоял)|\bвзял\w*\s+трубк|\bснял\w*\s+трубк|\bответил\w*\s+на\s+звонок"
    r"|\b(?:по|)просил\w*\s+(?:больше\s+)?(?:не\s+)?(?:пере|по|)(?:звонить|набрать)|\bпросит\s+(?:не\s+|пере)\s?звонить"
    r"|\bзвонок\s+(?:состоял|проведен|выполнен|принят)"
    r"|\breached (?:him|her|them|the|client|customer)\b|\bgot (?:hold of|through)\b|\bpicked up\b|\banswered\b"
    r"|\basked (?:me |us )?(?:not )?to (?:call|ring|phone)\b|\bcall (?:completed|held)\b"
)
_NO_ANSWER = re.compile(
    r"\bне\s?(?:могу\s+|смог\w*\s+|удал\w+\s+|получ\w+\s+)?дозв[ао]н|(?:^|[\s,;(])н\s?/\s?о(?:$|[\s,.;)])"
    r"|\bне\s+(?:берет|берут|беру|снима\w+|поднима\w+)\b(?!\s+(?:на|по|за|товар|больше|ничего))"
    r"|\bне\s+(?:взял|снял|поднял)\w*(?=\s+(?:трубк|телефон)|\s*(?:$|[,.;!]))"
    r"|\bне\s+(?:отвеча\w+|ответил\w*)(?!\s+(?:на\s+)?(?:пис|сообщ|почт|мейл|в\s+))"
    r"|\b(?:телефон|абонент|номер|трубка)\s+(?:\w+\s+)?(?:выключ|отключ|недоступ|не\s?доступ|вне\s+зоны|занят|молчит|не\s+отве)"
    r"|\bвне\s+зоны|^\W*(?:занято|недоступ\w*|сброс\w*|гудки|нет\s+ответа|без\s+ответа)"
    r"|\bгудки\b|\bсбрасыва|\bсбросил\w*(?:\s+(?:звонок|вызов|трубк)|\s*$)|\bавтоответчик|\bголосов\w+\s+почт"
    r"|\bпопыт\w+\s+(?:дозв|позв|звон|связ)|\b\d+\s+(?:попыт\w+|звонк\w+)|\b\d+\s+раз\w*\s+(?:на|по)?(?:зв|бир|бр)"
    r"|\bno answer\b|\b(?:did not|didn['’]?t|doesn['’]?t|not|isn['’]?t|won['’]?t|never|no) (?:answer|pick)"
    r"|\bno pick\s?up\b|\b(?:rang|rings|ringing|rung) out\b"
    r"|\b(?:line|phone|number)(?: was| is)? (?:busy|engaged|dead|off)\b"
    r"|\bcould(?: not|n['’]?t) (?:reach|get hold|get through)|\bcan(?:not|['’]?t) (?:reach|get hold|get through)"
    r"|\bunable to reach\b|\bunreachable\b|\bvoice\s?mail|\bvoice message|\bleft (?:a |another )?(?:vm|msg|message)\b"
    r"|\b(?:lvm|lmtcb|vm)\b|\bmailbox (?:is )?full\b|\bswitched off\b|\b(?:\d+|two|three|four|five) attempts\b"
)
_DIALLED = re.compile(
    r"\b(?:по|про|пере|об)?зв[ао]нил|\bнабирал|\bнабрал(?!\w*\s+(?:заказ|команд|вес))"
    r"|\bcalled\b(?! off)|\bphoned\b|\bdial+ed\b|\brang\b|\bcall (?:made|placed|done)\b"
    r"|\btried (?:calling|ringing|phoning|to (?:call|ring|phone|reach))"
)
_ATTEMPTS = re.compile(r"\b(\d{1,2})\s*(?:раза?\b|попыт\w+|звонк\w+|attempts\b|times\b|calls\b|tries\b)")
_TIMES = re.compile(r"\b[xх]\s?(\d{1,2})\b")  # "no answer x2"
_ATTEMPT_WORDS = {
    r"\bдважды\b|\bдва раза\b|\bдве попытки\b|\btwice\b|\btwo (?:attempts|tries|times|calls)\b": 2,
    r"\bтрижды\b|\bтри раза\b|\bтри попытки\b|\bthree (?:attempts|tries|times|calls)\b": 3,
    r"\bчетыре раза\b|\bчетыре попытки\b|\bfour (?:attempts|tries|times|calls)\b": 4,
    r"\bпять (?:раз|попыток)\b|\bfive (?:attempts|tries|times|calls)\b": 5,
}
MOST_ATTEMPTS = 20  # of one entry: "45 звонков" speak of a day's list, not of this client
# Words that only a telephone call has: without one of them, "обсудили" may have been across a table.
_BY_PHONE = re.compile(
    r"зв[ао]н|\bнабирал|\bнабрал|трубк|телефон|абонент|гудк|автоответчик|голосов\w+\s+почт"
    r"|\bcall|\bphone|\brang\b|\brings?\b|\brung\b|\bdial|voice\s?mail|\bvm\b|\blvm\b"
)
_NEGATED = re.compile(r"(?:\bне|\bни разу не|\bnot|n['’]t|\bnever)\s+(?:\w+\s+)?$")
_NOBODY = re.compile(r"\b(?:никто|ни\s+разу|nobody|no\s?one|never)\b")
# The writer's own telephone, whose calls no phone system logs.
_OWN_PHONE = re.compile(
    r"\bс[ов]?\s+(?:своего|личного|сотового|мобильного|другого)(?:\s+(?:номер\w*|телефон\w*|мобильн\w*|сотов\w*))?"
    r"\s*(?=$|[,.;:!)]|\s(?:\w+\s+){0,2}(?:\w*зв[ао]н|набира|набрал|пиш|написал))"
    r"|\b(?:на|с)\s+(?:мо[йег]\w*|личн\w+|сво[йег]\w*)\s+(?:номер|телефон|мобильн|сотов|личн)"
    r"|\b(?:my|his|her) (?:own |personal |private )(?:phone|mobile|cell|number)\b"
    r"|\b(?:off|from|on) (?:my|a personal|a private) (?:own )?(?:phone|mobile|cell)\b"
)
_TO_CLIENT_OF_CALL = re.compile(
    r"\b(?:вам|вас|тебе|тебя)\s+(?:\w+\s+)?(?:по)?зв[ао]нил|\bзв[ао]нил\w*\s+вам|\bнабирал|\bпо\s+телефону"
    r"|\bне\s+(?:могу|смог\w*)\s+(?:до\s+вас\s+|вам\s+)?дозвон|\b(?:проговорили|поговорили|созвонились)\b"
    r"|\bпо\s+итогам\s+(?:разговор|звонк|бесед)|\bспасибо\s+за\s+(?:разговор|звонок|бесед)"
    r"|\b(?:good|great|nice|lovely) (?:to (?:talk|speak|chat)|talking|speaking|chatting)"
    r"|\btried (?:you|calling|ringing|to (?:ring|call|phone|reach))|\b(?:just )?(?:called|rang|phoned) you\b"
    r"|\bleft (?:you )?a (?:voice|message)|\b(?:on|over|by) the phone\b|\bas we (?:talked|spoke)\b"
    r"|\bmissed call\b|\bthanks for (?:the|your) (?:call|chat|time on)|\bthat was me\b"
)
_FROM_CLIENT_OF_CALL = re.compile(
    r"\b(?:говорили|разговаривали|созванивались|созвонились|обсуждали\s+по\s+телефону|по\s+телефону\s+(?:\w+\s+){0,2}"
    r"(?:обсудили|договорились|обещали|сказали))"
    r"|\bспасибо\s*,?\s*(?:\w+\s+)?(?:за\s+(?:звонок|разговор|бесед|консультац)"
    r"|что\s+(?:\w+\s+){0,2}(?:по|пере)?(?:звонил|рассказал|объяснил))"
    r"|\bпосле\s+(?:нашего\s+)?(?:разговора|звонка)|\bпо\s+(?:нашему\s+)?разговору"
    r"|\b(?:discussed|agreed|talked|spoke|said) (?:on|over|by) the phone|\bwhen we (?:spoke|talked)|\bas we spoke\b"
    r"|\bthanks for (?:the call|(?:your )?call(?:ing)?|ring(?:ing)?|phoning)\b"
    r"|\b(?:good|great|nice) (?:to (?:talk|speak|chat)|talking|speaking|chatting)|\bour (?:call|phone call|chat)\b"
)
_CALL_KIND = re.compile(r"\b(?:call|phone|tel)|зв[ао]н|дозвон|телефон")


def plain(text: str | None) -> str:
    """Lower case, е for ё, single spaces: what the patterns expect."""
    return " ".join((text or "").lower().replace("ё", "е").split())


def claimed_call(text: str | None, *, about_a_call: bool) -> CallClaim | None:
    """The call that the text claims, None where it claims none.

    about_a_call: the entry is one of a call (a task of that kind), so that "не взял, потом ещё" needs no telephone in
    its words, and "звонил" tells of the writer's own call. Otherwise the text has to name a call that the writer had
    or tried to have: a note "звонила, ругалась" tells of the client's.
    """
    words = plain(text)
    if not words or not (about_a_call or _BY_PHONE.search(words)) or _NOBODY.search(words):
        return None
    if _claims(_TALK, words):
        return "talk"
    if _NO_ANSWER.search(words):
        return "attempt"
    if _claims(_REACHED, words):
        return "reached"
    return "attempt" if about_a_call and _claims(_DIALLED, words) else None


def attempts_named(text: str | None) -> int:
    """The number of attempts that the text of one entry names; 1 where it names none."""
    words = plain(text)
    named = [int(digits) for digits in [*_ATTEMPTS.findall(words), *_TIMES.findall(words)]]
    named += [count for word, count in _ATTEMPT_WORDS.items() if re.search(word, words)]
    return max([count for count in named if 0 < count <= MOST_ATTEMPTS], default=1)


def is_call_task(kind: str | None, text: str | None) -> bool:
    """Whether a task is to call somebody: by its kind or, where the CRM gives none, by its text."""
    return bool(_CALL_KIND.search(plain(kind) if kind else plain(text)))


def names_own_phone(text: str | None) -> bool:
    """Whether the text speaks of a telephone of the writer's own."""
    return bool(_OWN_PHONE.search(plain(text)))


def tells_client_of_call(text: str | None) -> bool:
    """Whether a message of ours to the client speaks of a call or an attempt as of something both know."""
    return bool(_TO_CLIENT_OF_CALL.search(plain(text))) or names_own_phone(text)


def client_tells_of_call(text: str | None) -> bool:
    """Whether a message of the client speaks of a talk that took place."""
    return _claims(_FROM_CLIENT_OF_CALL, plain(text))


def _claims(pattern: re.Pattern[str], words: str) -> bool:
    return any(not _NEGATED.search(words[: match.start()]) for match in pattern.finditer(words))
