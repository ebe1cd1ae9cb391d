"""What notes, tasks and stages of ours say: that something was sent, that somebody was there. ru and en."""

from __future__ import annotations

import re

from classify.promises_kept.promise_kinds import plain
from classify.promises_kept.promise_words import CLAUSE_END

_SENT = re.compile(
    r"\b(?:отправил|отправлен|отправили|выслал|выслан|скинул|скинут|прислал|направил|направлен|передал|передан|сбросил|закинул"
    r"|ушл[оаи]\b|ушел\b|ушёл\b|отослал|продублировал|выставил|выставлен|вручил|переслал|отдал|отвез|разослал|опубликовал|разместил"
    r"|написал[аи]?\s+(?:в\s|на\s|ему|ей|им|кли|все|сообщ)|подан[аоы]?\b|подал[аи]?\b|отгрузил|отгружен|доставил|доставлен|завез|отвез|довез|занес|оставил\s+на)\w*"
    r"|\b(?:sent|e-?mailed|mailed|forwarded|posted|delivered|issued|shared|whatsapped|texted|submitted|handed\s+(?:over|in)|handed\s+(?:it|them)|went\s+(?:out|off|across)|gone\s+(?:out|off|across)|dropped\s+(?:\w+\s+){0,3}?(?:off|in|round)|left\s+(?:it|them)\s+(?:at|with)|uploaded)\b"
)
_VISITED = re.compile(
    r"\b(?:съездил|был[аи]?\s+(?:на|у)\b|замерил|замер\w*\s+(?:\w+\s+){0,2}?(?:сдел|выполн|провед|снят|готов|прош|состоя)|снят[оаы]?\b|снял[аи]?\b|обмер\w*\s+(?:сдел|провед|снят)"
    r"|встретил(?:ись|ся|ась)|встреча\s+(?:\w+\s+){0,1}?(?:провед|прош|состоя|был)|проведен|провел[аи]?\b|показал[аи]?\b|показ\w*\s+(?:прош|провед)"
    r"|привез|отвез|завез|довез|доставил|заехал|подъехал|побывал|замеры\s+(?:\w+\s+)?(?:есть|готов|снят|сдел)|сделал[аи]?\s+замер|отработал|выезжал|выезд\w*\s+(?:сдел|выполн|был|состоя)|осмотрел|осмотр\w*\s+(?:провед|сдел|выполн)|посмотрел[аи]?\s+объект|демо\w*\s+(?:прош|провед|показ)|приезжал|посетил)\w*"
    r"|\b(?:visited|measured|surveyed|met\b|met\s+with|(?:survey|demo|meeting|visit|site\s+visit|tour|measure)\s+(?:was\s+|is\s+)?(?:done|held|completed?|went|took\s+place)"
    r"|been\s+(?:out|round|to)|went\s+(?:out|round|to\s+(?:see|site|measure))|came\s+(?:out|round)|showed\s+(?:them|him|her)|dropped\s+(?:\w+\s+){0,3}?(?:off|in|by|round)|brought|delivered|took\s+(?:\w+\s+){0,3}?(?:over|round|across|to)|called\s+in|popped\s+(?:in|by|over)|walked\s+(?:the|round|it)|was\s+(?:on|at)\s+(?:site|the)|on\s+site\b|measured\s+up|took\s+(?:them|him|her)\s+(?:round|through))\b"
)  # fmt: skip
_DONE = re.compile(
    r"^\W*(?:сделан|сделал|готово|выполн|есть\b|ок\b|да\b|состоял|прошл|провед|снят|done|complete|ok\b|yes\b|went|held)"
)
_UNDONE = re.compile(
    r"\bне\s+(?:\w+\s+){0,2}?(?:отправ|высл|скинул|присл|напр|перед|ушл|сдел|успе|получ|состоя|был|приех|съезд|встрет|замер|готов|выстав|подан|подал)"
    r"|\bбы\b|\b(?:надо|нужно|необходимо|требуется|осталось|планиру|напомнить|забыл|завтра|перенос|перенес|отмен|не\s+доехал|сорвал|жд[ауе])\w*"
    r"|\b(?:not|n't|never|yet\s+to|need\s+to|needs\s+to|to\s+be\s+sent|will|going\s+to|must|remind|forgot|tomorrow|postponed|moved|cancel|waiting|no[\s-]show)\b"
    r"|\b(?:didn't|hasn't|haven't|wasn't|couldn't|isn't)\b|\?"
)
_PRICE_ONLY = re.compile(
    r"^\W*(?:кп|смета|итого|quote|total)?\W*\d[\d\s.,]*(?:₽|р|руб|тыс|млн|k|gbp|usd|eur|£|\$|€)?\W*$"
)

_SENT_STAGE = re.compile(
    r"\b(?:отправл|выслан|выставл|направл|передан|sent|issued|out\b|delivered|submitted|presented|предостав|презентова)\w*"
)
_VISITED_STAGE = re.compile(
    r"\b(?:замер|обмер|выезд|встреч|осмотр|показ|демо|презентаци|визит|survey|visit|meeting|demo|measur|site)\w*"
)
_VISIT_DONE_STAGE = re.compile(
    r"\b(?:выполн|провед|состоя|сделан|прош|снят|заверш|done|complete|held|surveyed|measured|visited|met)\w*"
)
_WENT_ON_STAGE = re.compile(
    r"\b(?:оплач|подписан|отгруж|выдан|аванс|предоплат|успе[хш]|реализован[оа]?$|paid|signed|won\b|shipped|installed|deposit)\w*"
)


def says_sent(text: str) -> bool:
    """Whether a note of ours says that something left the house; a plan or a failure is none."""
    return _says(_SENT, text)


def says_visited(text: str) -> bool:
    """Whether a note of ours says that a visit, a meeting or a measuring took place."""
    return _says(_VISITED, text)


def _says(done: re.Pattern[str], text: str) -> bool:
    """Whether one of the text's clauses says so: "sent it, waiting for an answer" was sent all the same."""
    clauses = CLAUSE_END.split(plain(text))
    return any(done.search(clause) and not _UNDONE.search(clause) for clause in clauses)


def says_done(result: str) -> bool:
    """Whether the result of a task says no more than that it was done, or names the price that it was about."""
    words = plain(result)
    return bool(_DONE.match(words) or _PRICE_ONLY.match(words)) and not _UNDONE.search(words)


def stage_says_sent(stage: str) -> bool:
    """Whether a stage is named after the sending of something: «КП отправлено», "Agreement out"."""
    words = plain(stage)
    return bool(_SENT_STAGE.search(words)) and not _UNDONE.search(words)


def stage_says_visited(stage: str) -> bool:
    """Whether a stage is named after a visit that has been: «Замер выполнен», "Surveyed"."""
    words = plain(stage)
    if _UNDONE.search(words):
        return False
    one_word = words.strip() in ("surveyed", "visited")
    return one_word or bool(_VISITED_STAGE.search(words) and _VISIT_DONE_STAGE.search(words))


def stage_went_on(stage: str) -> bool:
    """Whether a stage is one that a deal reaches only after what was promised must have come: paid, signed."""
    return bool(_WENT_ON_STAGE.search(plain(stage)))
