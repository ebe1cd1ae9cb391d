"""What somebody undertakes to do, told from the stems of the words. ru and en.

The order of the rules matters: "I'll work it out and ring you" is a call, and "I'll send our surveyor" a visit.
"""

from __future__ import annotations

import re
from typing import Literal

PromiseKind = Literal["call_back", "send", "visit", "clarify", "discount_answer", "other"]
# Kept by speaking to the client or writing to them, whatever else; the others leave a thing behind, or a trace.
ANSWERS: frozenset[PromiseKind] = frozenset({"call_back", "clarify", "discount_answer"})

_SOMEBODY = re.compile(
    r"\b(?:при(?:шл|сыл)|отправ|направ|выш?л|подошл)\w*\s+(?:\w+\s+){0,3}"
    r"(?:замерщик|мастер|монтажник|инженер|технолог|специалист|человек|бригад|курьер|водител|менеджер|коллег|ребят)"
    r"|\b(?:send|get)\s+(?:\w+\s+){0,3}(?:survey|engineer|technician|fitter|somebody|someone|man\b|guy\b|lad\b|driver)"
)
_SEND_A_PERSON = re.compile(
    r"\b[Ss]end(?:ing)?\s+(?!(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))[A-Z][a-z]+"
    r"\s+(?:on|round|over|out|down|up|at|in|tomorrow|to\s+(?:you|see|look|measure))\b"
)
_SENDING = re.compile(
    r"\b(?:при(?:шл[юеи]|сыла)|пере(?:шл[юеи]|сыла|кин)|вы(?:шл[юеи]|сыла)|отправ|направ(?:л|им|ит|ь)"
    r"|скин|скида|сброс|сброш|сбрас|закин|докин|кин[уе]|продублир|выстав|положу\s+(?:вам\s+)?в\s+(?:почт|папк))"
    r"|\b(?:на|в|по)\s+(?:почт|имейл|ватсап|вотсап|вацап|телег|вайбер|мессендж|e-?mail|whats)"
    r"|\b(?:send|sending|e-?mail|emailing|forward|mail|post|text|whatsapp|shoot|fire)\s+(?!me\b|us\b)"
    r"|\b(?:drop|ping|get|have)\s+(?!back\b)(?:\w+\s+){1,6}?(?:over|across|(?:to|with)\s+you)\b|\bping\s+you\b"
    r"|\bin\s+(?:your|the)\s+(?:in-?box|post|mail)|\byou(?:'ll|\s+will|\s+shall)?\s+have\s|\b(?:be|is|it's)\s+with\s+you\b"
)
_VISITING = re.compile(
    r"\b(?:приед|приез|подъед|подъез|выед|выез|заед|заез|доед|заскоч|подскоч|замер|обмер|померя|померим|встреч|встрет"
    r"|привез|подвез|завез|показ|демонстрац|осмотр|зайд|загля|подойд|подойт|приду\b|на\s+объект)"
    r"|\bбуд(?:у|ем)(?=\s*(?:[.,!]|$|[увк]\s|на\s|как\s|ровно|обязательно))|\bя\s+у\s+вас\b"
    r"|\b(?:come|coming)\s+(?:\w+\s+){0,2}?(?:over|round|around|out|by|down|up|and|to\s+you)\b"
    r"|\b(?:i|we|he|she|they|somebody|someone)(?:'ll|\s+will|\s+can|\s+could)?\s+(?:drop|stop|pop|swing|call)\s+(?:over|round|by|in)\b|\b(?:visit|survey|measure|demo\b|site\s+visit|meet|see\s+you|bring)\b"
    r"|\b(?:i|we|he|she|they)(?:'ll|\s+will)\s+be\s+(?:there|round|over|up|down|out|at)\b"
)  # fmt: skip
_TERMS = re.compile(
    r"\b(?:скид[коу]|дешевле|уступ|торг|отсроч|рассроч|услови|процент|цен[аыуе]\b|по\s+деньгам)"
    r"|\b(?:discount|cheaper|terms|per\s*cent|percent|price|knock|better\s+rate|come\s+down)\b|%"
)
_FINDING_OUT = re.compile(
    r"\b(?:уточн|узна|выясн|спрош|спрос|провер|поинтерес|соглас|посмотр|погляж|гляну|разбер|разузна|пробь|прощупа|схожу)"
    r"|\b(?:пойду|подойду|зайду)\s+(?:\w+\s+){0,2}?к\s+(?:\w+\s+){0,1}?(?:шеф|рук|нач|дир|глав|бухг|склад|техн|снабж)"
    r"|\b(?:check|find\s+out|look\s+(?:into|it\s+up|at)|ask|confirm|clarify|make\s+sure|see\s+(?:if|what|whether)|speak\s+to"
    r"|talk\s+to|chase|run\s+it\s+past|put\s+(?:it|that)\s+to)\b"
)
_CALLING = re.compile(
    r"\b(?:пере|от|со|до|по)?звон(?!ок\s+был|ил)|\bзвякн|\bнабер|\bнабра|\bсвяж|\bсвяз(?:ат|ыв)|\bдам\s+знать"
    r"|\b(?:дать|дадим)\s+знать|\bсообщ|\bнапиш|\bотпиш|\bотвеч|\bответ\b|\bскажу|\bскажем|\bвернусь|\bотзовус|\bна\s+связи"
    r"|\b(?:call|ring|phone|buzz|dial|telephone)\b(?!\s+me|\s+us)|\b(?:get|come|be|go)\s+back\s+(?:to|with)\b"
    r"|\b(?:be|get)\s+in\s+touch|\btouch\s+base|\blet\s+(?:you|him|her|them)\s+know|\bhear\s+(?:back\s+)?from\s+(?:me|us)"
    r"|\b(?:give|drop)\s+(?:you|him|her|them|\w+)\s+a\s+(?:\w+\s+)?(?:call|ring|bell|shout|buzz|line|tinkle)|\bfollow\s+up"
    r"|\b(?:speak|talk)\s+(?:to\s+you\s+)?(?:then|again|on|tomorrow|later|next|soon)|\btell\s+you\b|\bhave\s+(?:an|the)\s+answer"
)
_MAKING = re.compile(
    r"\b(?:по|рас|про|пере)?счита|\bсдела|\bпередела|\bподготов|\bготовл|\bоформ|\bсостав|\bнарис|\bрасписа|\bраспиш|\bсверста"
    r"|\bнабросаю|\bперепиш|\bдопиш|\bпоправлю|\bисправ|\bпрогоню|\bподбер|\bdraft|\bprepare|\bdraw\s+up|\bput\s+(?:\w+\s+){0,3}together|\bwork\s+(?:\w+\s+){0,2}(?:up|out)"
    r"|\bwrite\s+(?:\w+\s+){0,2}up|\bredo(?:ne)?\b|\bdo\s+(?:you|it|that|the)\b|\bcost\s+(?:it|that)|\bprice\s+(?:it|that)\s+up|\bget\s+(?:it|that)\s+priced|\bbuild\s+(?:it|that)\s+out"
)

# Said to somebody of our own, or to be said by the client's secretary: nobody knows which.
_TO_A_THIRD = re.compile(
    r"\b(?:напишу|позвоню|наберу|скажу|сообщу|передам|напомню|спрошу)\s+(?:ему|ей|им)\b|\bпередам\b"
    r"|\b(?:tell|ask|remind|ring|call|email|text)\s+(?:him|her|them)\b|\bpass\s+(?:it|that|this)\s+on\b"
)
# To hold a price, keep a thing aside: done by doing nothing, and no record shows it.
_HOLDING = re.compile(
    r"\b(?:держ[уи]|держат|придерж|подерж|продерж|отложу|отложим|сохран|заброн|броню|бронь|резерв|зарезерв|закреп|запомн|не\s+трон)\w*"
    r"|\b(?:hold|holding|held|reserve|keep|honou?r|put\s+(?:\w+\s+){0,2}aside|set\s+(?:\w+\s+){0,2}aside|pencil)\b(?!\s+you\s+(?:posted|informed))"
)
# Said to the client, about what the client will have: a thing with no name, and yet it has to arrive.
_ARRIVING = re.compile(r"\b(?:вам|тебе|будет|будут|получите|жди|ждите|у\s+вас|у\s+тебя)\b|\b(?:you|your|yours)\b")
BARE_ANSWER = 5  # words; "By the fourteenth, no later" answers when, and what was clear

_PAPERS = {"documents", "quote", "invoice", "contract"}  # "the papers" may be any of them

# What a seller tells the client to do is no undertaking of the seller's; what the client tells us to do is asked for.
_TOLD_TO = re.compile(
    r"\b(?:\w+(?:йте|ьте|ите)|скинь|кинь|вышли|отправь|набери|позвони|перезвони|напиши|проверь|уточни|узнай|посмотри|глянь"
    r"|приезжай|приходи|сообщи|сбрось|подготовь|оформи|пришли\s+мне)(?:-ка)?\b"
)
_FOR_THE_CLIENT = re.compile(r"\b(?:me|us)\b")

# Things that are sent: a word about one says nothing of another.
_THINGS: dict[str, re.Pattern[str]] = {
    "quote": re.compile(
        r"\bкп\b|\bкоммерческ|\bпредложени|\bсмет[аыуе]|\b(?:пере)?рас[чщ][её]?[тк]|\bпросч[её]т|\bкалькуляц|\bпрайс|\bцифр"
        r"|\bquot|\bestimat|\bproposal|\bpric(?:e|es|ing)\b|\brates?\b|\bfigures?\b|\bnumbers\b|\boffer\b"
    ),
    "invoice": re.compile(r"\bсч[её]т(?!а?\s+на\s+то)(?:а|у|ом|ик)?\b|\bпроформ|\binvoice|\bproforma|\bpayment\s+link"),
    "contract": re.compile(r"\bдоговор(?!и)|\bконтракт|\bсоглашени|\bоферт|\bcontract|\bagreement"),
    "documents": re.compile(
        r"\bдокумент|\bбумаг|\bсертификат|\bпаспорт|\bакт\b|\bакты\b|\bнакладн|\bспецификац|\bкаталог|\bбуклет|\bпрезентац"
        r"|\bчерт[её]ж|\bэскиз|\bпроект\b|\bвизуал|\bпрограмм|\bdocument|\bpaperwork|\bcertificate|\bdata\s*sheet|\bspec"
        r"|\bbrochure|\bcatalog|\bdrawing|\bdesign|\bdeck\b|\bleaflet|\bcase\s+stud"
    ),
    "samples": re.compile(r"\bобраз[еец]|\bпробник|\bsample|\bswatch"),
    "photos": re.compile(r"\bфото|\bснимк|\bвидео|\bphoto|\bpicture|\bvideo"),
}  # fmt: skip


def plain(text: str) -> str:
    """The text as the rules of promises read it: small letters, ё as е, one kind of apostrophe."""
    return text.lower().replace("ё", "е").replace("’", "'")


def kind_of(text: str, *, by_client: bool = False) -> PromiseKind:
    """What is undertaken or, in the client's words, asked for; "other" where no rule knows the words."""
    words = _FOR_THE_CLIENT.sub("you", plain(text)) if by_client else _TOLD_TO.sub(" ", plain(text))
    if _SOMEBODY.search(words) or _SEND_A_PERSON.search(text):
        return "visit"
    if _SENDING.search(words):
        return "send"
    if _VISITING.search(words):
        return "visit"
    if _TO_A_THIRD.search(words):
        return "other"
    finds_out, calls = bool(_FINDING_OUT.search(words)), bool(_CALLING.search(words))
    if (finds_out or calls) and _TERMS.search(words):
        return "discount_answer"
    if finds_out:
        return "clarify"
    if calls:
        return "call_back"
    if holds(text):
        return "other"
    return "send" if _MAKING.search(words) or things_in(text) else "other"


def leaves_trace(text: str) -> bool:
    """Whether what an undertaking of the kind "other" is about would show in the record if it were done.

    Not so for what is done by doing nothing (a price held), nor for what concerns only our own house.
    """
    words = plain(text)
    if _HOLDING.search(words) or _TO_A_THIRD.search(words):
        return False
    return bool(_ARRIVING.search(words)) or len(words.split()) <= BARE_ANSWER


def holds(text: str) -> bool:
    """Whether what is undertaken is to hold or keep something, and nothing else."""
    words = plain(text)
    acts = any(rule.search(words) for rule in (_SENDING, _VISITING, _CALLING))
    return bool(_HOLDING.search(words)) and not acts


def things_in(text: str) -> frozenset[str]:
    """Which things that are sent the text names: quote, invoice, contract, documents, samples, photos."""
    words = plain(text)
    return frozenset(thing for thing, pattern in _THINGS.items() if pattern.search(words))


def may_be_about(text: str, things: frozenset[str]) -> bool:
    """Whether a text can speak of these things: it names one of them or none at all, or they are not known."""
    named = things_in(text)
    if not named or not things or named & things:
        return True
    return "documents" in named | things and (named | things) <= _PAPERS
