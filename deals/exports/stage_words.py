"""Words of stages and statuses that say how a deal ended, in Russian and English, for any CRM.

A stage is read by its words, since every company names its own: "Closed Won", «Успешно реализовано», "L. Project Lost".
Words that only say that a deal ended, and not how, have an answer of their own: such a deal is never called lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

StageMeaning = Literal["won", "lost", "open", "closed"]  # closed: ended, nobody knows how

# A negation turns success into failure: «не реализовано», "not won", "unsuccessful".
_LOST = re.compile(
    r"""
    \b(?:closed?[\s_-]*)?lost\b | \blose\b | \blosing\b | \bloss\b | \bdead\b | \breject(?:ed|ion)\b | \bdeclined?\b
    | \brefus(?:ed|al)\b | \b(?:dis|un)qualified\b | \bcancell?ed\b | \bcancellation\b | \babandon(?:ed)?\b | \bjunk\b
    | \bspam\b | \bapology\b | \bfail(?:ed|ure)?\b | \bunsuccessful(?:ly)?\b | \bno\s+(?:sale|decision|deal)\b
    | \bnot\s+(?:won|interested|converted|sold|relevant|qualified|successful) | \bwithdrawn\b | \bomitted\b
    | \bnot\s+a\s+fit\b | \bbad\s+(?:lead|timing|fit)\b | \bclosed\s*[-–]\s*not\b | \bno[\s-]go\b
    | \bout[\s-]*sold\b | \blost\s+to\b | \bno\s+show\b | \bperdid[oa]\b | \bperdue?\b | \bverloren\b
    | не\s*реализован | нереализован | \bне\s*состоял | неуспе[хш] | не\s+успеш | \bвідмов | \bотказ | \bотклонен
    | проигр | провал | потерян | некачествен | \bнеквал | не\s*квалифиц | нецелев | не\s*целев
    | \bспам | \bмусор | \bслит[аоы]?\b
    | \bотмен(?:ен|а\b) | \bне\s+(?:купил|продан|выигр|интересно|актуальн) | неактуальн | \bуш(?:ел|ли)\b.*конкурент
    | \bне\s+оплатил | \bнедействительн | аннулирован | \bсорвал
    """,
    re.VERBOSE,
)
_WON = re.compile(
    r"""
    \b(?:closed?[\s_-]*)?won\b | \bwins?\b | \bsuccess(?:ful|fully)?\b | \bsold\b | \bpurchased\b
    | \bganad[oa]\b | \bganh[oa]\b | \bgagn[ée]e?\b | \bgewonnen\b
    | побед | \bуспішн | \bреализован[аоы]?\b | \bуспех | \bуспешн | выигра | \bпродан[аоы]?\b | \bкупил[аи]?\b
    | \bпродажа\s+(?:состоялась|закрыта)
    """,
    re.VERBOSE,
)
# Winning back what was lost is work, not loss.
_REVIVAL = re.compile(
    r"работа\s+с\s+(?:отказ|возраж)|реанимац|возврат\s+(?:отказ|клиент)|\bwin[\s-]?back|\bre-?engag|\blost\s+contact"
)
# Paid, unless something is only paid in part or is to be paid.
_PAID = re.compile(
    r"(?:полностью\s+)?оплачен[аоы]?|paid(?:\s+in\s+full)?|оплата\s+(?:получена|поступила)|деньги\s+получены"
)
_CLOSED = re.compile(
    r"""
    closed?(?:\s+(?:deal|opportunity))? | completed? | done | finished | ended | final | archived? | inactive
    | (?:closed?[\s–-]+)?converted | (?:сделка\s+)?закрыт[аоы]? | (?:сделка\s+)?завершен[аоы]? | (?:в\s+)?архив[е]?
    | качественный\s+лид | не\s*активн(?:а|ый|ая) | конвертирован[аоы]? | выполнен[аоы]? | отгружен[аоы]? | shipped
    | delivered | fulfilled | доставлен[аоы]? | churned
    """,
    re.VERBOSE,
)
_OPEN = re.compile(
    r"""
    \bnew\b | \bopen(?:ed)?\b | progress | prospect | qualif | engag | propos | negotiat | contact | \bdemo\b | pending
    | discovery | \bactive\b | nurtur | working | \bhold\b | waiting | quote | evaluat | needs?\s+anal | value\s+prop
    | percept | appointment | scheduled | presentation | decision | contract\s*sent | \bcommit\b | \blead\b | \binterest
    | review | meeting | follow | \bpilot\b | \bpoc\b | trial | executing | prepar | approach | identif | outreach
    | attempt | \bstarted\b | \bdraft\b | \bpitch | \bthink | \bwarm\b | \bhot\b | \bcold\b | \boffen\b | angebot
    | verhandl | \babiert[oa]\b | \babert[oa]\b | negocia | propuest | propost | prospec | califica
    | \bouvert | \ben\s+cours\b
    | нов[ыао] | открыт | работ | переговор | первичн | контакт | думает | квалиф | \bкп\b | предложен | счет | договор
    | встреч | презентац | замер | согласован | ожида | активн | процесс | подготов | предоплат | дозвон | перезвон
    | созвон | интерес | принима | заявк | обработ | назначен | отправлен | расчет | \bдоставк | производств | монтаж
    """,
    re.VERBOSE,
)


# Statuses that say no more than how a deal stands, whole cells only.
_PLAIN: tuple[tuple[StageMeaning, re.Pattern[str]], ...] = (
    ("open", re.compile(r"open(?:ed)?|active|in progress|ongoing|pending|new|on hold|suspended|открыт[аоы]?|в работе"
                        r"|в процессе|активн(?:а|о|ая|ый)|нов(?:ая|ый|ое)|приостановлен[ао]?")),
    ("won", re.compile(r"(?:closed?[\s-]*)?won|win|sold|выигран[ао]?|выигрыш|продан[ао]?|продажа|успешно реализовано"
                       r"|сделка успешна|успех")),
    ("lost", re.compile(r"(?:closed?[\s-]*)?lost|loss|lose|abandoned|cancell?ed|проигран[ао]?|проигрыш|отказ"
                        r"|закрыто и не реализовано|сделка провалена|потерян[ао]?|отменен[ао]?")),
)  # fmt: skip
_FULFILLED = re.compile(
    r"completed?|done|finished|shipped|delivered|fulfilled|(?:сделка\s+|заказ\s+)?(?:завершен|выполнен|исполнен)[аоы]?"
    r"|отгружен[аоы]?|доставлен[аоы]?"
)


@lru_cache(maxsize=10_000)
def plain_meaning(status: str) -> StageMeaning | None:
    """What a status says that says nothing else: "Lost" is plain, "Lost contact for now" is not."""
    text = " ".join(status.casefold().replace("ё", "е").split())
    return next((meaning for meaning, pattern in _PLAIN if pattern.fullmatch(text)), None)


def is_fulfilment(stage: str) -> bool:
    """Whether the words say that what was sold was done or handed over, as stages of orders do."""
    return _FULFILLED.fullmatch(" ".join(stage.casefold().replace("ё", "е").split())) is not None


@lru_cache(maxsize=10_000)
def stage_meaning(stage: str) -> StageMeaning | None:
    """What the words of a stage or status say, None where they say nothing that is known."""
    text = re.sub(r"[_:/|]+", " ", " ".join(stage.casefold().replace("ё", "е").split()))
    if _REVIVAL.search(text):
        return "open"
    lost, won = _LOST.search(text) is not None, _WON.search(text) is not None
    if (
        lost and won
    ):  # «Закрыто и не реализовано» has both words; two answers in one name, such as "won/lost", have none
        return "lost" if not _WON.search(_LOST.sub(" ", text)) else None
    if lost:
        return "lost"
    if won or _PAID.fullmatch(text) or text == "продажа":
        return "won"
    if _CLOSED.fullmatch(text):
        return "closed"
    return "open" if _OPEN.search(text) else None


def share_of_stages(values: Sequence[str]) -> float:
    """How much a column's values look like stages: 1 where they name both or one end and something before it."""
    meanings = {stage_meaning(value) for value in values}
    ends = meanings & {"won", "lost"}
    if not values or not ends:
        return 0.0
    known = sum(stage_meaning(value) is not None for value in values) / len(values)
    return known if len(ends) == 2 or "open" in meanings else 0.5 * known
