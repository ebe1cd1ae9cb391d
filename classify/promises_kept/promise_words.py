"""What people say about a promise: that it is accepted, has come, has not come, or is no longer wanted. ru and en.

Each rule reads a whole line. All are about what people say of any business; which promise a line is about is decided
by who uses them.
"""

from __future__ import annotations

import re
from typing import Literal

from classify.promises_kept.promise_kinds import plain, things_in

Missing = Literal["send", "call", "visit", "any"]  # what the client says has not come

LONGEST_NOD = 8  # words; a longer line that begins with "yes" goes on to something else

_NOD = re.compile(
    r"^(?:(?:ну|а|так|все|хм|угу|ага|да|oh|ah|well|um|uh|hm|er)[\s,.!-]+)*"
    r"(?:да\b|ага|угу|хорошо|ладно|лады|окей|ок\b|конечно|договорились|принял|принято|понял|поняла|записал|сделаем"
    r"|сделаю|обязательно|без\s+проблем|без\s+вопросов|не\s+вопрос|легко|запросто|могу\b|можем\b|можно\b|идет\b|устроит"
    r"|добро\b|есть\b|отлично|разумеется|непременно|будет\b|так\s+и\s+сделаю|давайте|само\s+собой|железно|услышал"
    r"|ok(?:ay)?\b|sure|will\s+do|of\s+course|yes\b|yep\b|yeah\b|aye\b|no\s+problem|no\s+bother|absolutely|certainly|got\s+it"
    r"|you\s+got\s+it|can\s+do|consider\s+it|right\b|fine\b|all\s*right|done\b|i\s+will|i\s+can|we\s+can|we\s+will|will\b|noted"
    r"|you\s+bet|happy\s+to|my\s+pleasure|deal\b|perfect|great|lovely|sounds\s+good|that\s+works|works\s+for)"
)
_BUT = re.compile(
    r"\bне\s+(?:смогу|сможем|могу|можем|получится|выйдет|успе|обещ|знаю|уверен)|\bк\s+сожалению|\bбоюсь\b|\bвряд\s+ли|\bедва\s+ли"
    r"|\bпопробую|\bпостара|\bсначала\b|\bслушаю|\bговорите\b|\bпонимаю\b|\b(?:can't|cannot|won't|unable|afraid|unfortunately)\b"
    r"|\b(?:couldn't|wouldn't|don't|doubt|not\s+sure|might|maybe|perhaps|i'd\s+hope|i'll\s+try|speaking|go\s+ahead)\b"
)
_ASKS_WHEN = re.compile(
    r"\bкогда\b|\bк\s+какому|\bво\s+сколько|\bв\s+какое\s+время|\bсколько\s+(?:ждать|времени)|\bкак\s+(?:скоро|быстро)"
    r"|\bwhen\b|\bwhat\s+(?:time|day)|\bhow\s+(?:soon|long|quick)|\bby\s+when"
)

_NOT = r"(?:не|ничего|никто|ни\s+разу|еще\s+не|нету?)"
_NOT_EN = r"(?:haven't|hasn't|hadn't|didn't|don't|isn't|wasn't|never|not|no\s+one|nobody|nothing)"
_GOT = re.compile(
    r"\b(?:получил|дошл[оаи]|дошел|изучил|ознакомил"
    r"|смотрю\s+ваш|прилетел|долетел|передал[аи]?\s+(?:дирек|рук|юрист|бухг|шеф)|отдал[аи]?\s+(?:дирек|рук|юрист|бухг|шеф))\w*|\bспасибо\s+за\s+(?:\w+\s+){0,2}?(?:кп|рас|сч|сме|дог|док|фот|обр|пред|кат|през|прай|инф)"
    r"|\b(?:кп|предложение|расчет|счет|договор|смета)\s+(?:ваш\w*\s+)?(?:у\s+меня|передо\s+мной|есть\b|на\s+руках)"
    r"|\b(?:got|received|seen|read|saw)\s+(?:it\b|your\b|them\b|everything\b|(?:the|that|this)\s+(?:\w+\s+){0,1}?(?:quot|propos|estim|invo|contr|agree|doc|pap|samp|pric|phot|broch|draw|spec|deck|num|fig|rates|e-?mail))|\bcame\s+through\b|\bhas\s+arrived\b"
    r"|\bi'?ve\s+(?:got|had)\s+(?:it|your)\b|\b(?:has|have)\s+(?:come|landed)\b|\b(?:arrived|landed|came\s+in|(?:is|are|all)\s+here|have\s+them|looks?\s+good)\b|\bthank(?:s|\s+you)\s+for\s+(?:sending|(?:the|your|that)\s+(?:\w+\s+){0,2}?"
    r"(?:quot|propos|estim|invo|contr|agree|doc|pap|samp|pric|phot|broch|info|draw|spec|deck|num|fig|rates))"
    r"|\b(?:in\s+front\s+of\s+me|looked\s+(?:at|over|through)\s+(?:it|your|the))\b"
)
# "I see", "it came": of what we sent only where that, or a thing that is sent, is named, or where thanks go with it.
_SEEN = re.compile(
    r"\b(?:пришл[оаи]|пришел|увидел|вижу|посмотрел|глянул|прочитал|почитал|читаю|открыл|одобрил)\w{0,2}\b"
)
_YOURS = re.compile(r"\b(?:ваш\w*|от\s+вас|на\s+почт\w+|письмо|спасибо)\b")
_CAME = re.compile(
    r"\b(?:приезжал|приехал|был\s+у\s+нас|была\s+у\s+нас|были\s+у\s+нас|замерил|померил|обмерил|привез|посмотрел[аи]?\s+объект)"
    r"|\b(?:ваш|ваша|ваши)\s+(?:\w+\s+)?(?:мастер|замерщик|инженер|человек|специалист|монтажник|девушка|парень|ребята)\w*\s+(?:\w+\s+)?(?:был|приезж|приех|все)"
    r"|\bспасибо\s+(?:\w+\s+){0,2}?за\s+(?:\w+\s+){0,2}?(?:поезд|встреч|показ|экскурс|визит|приезд|замер|образ|демо|консульт)|\bспасибо,?\s+что\s+(?:приех|заех|съезд|свози|показал|выбрал)"
    r"|\bthank(?:s|\s+you)\s+for\s+(?:\w+\s+){0,3}?(?:visit|tour|demo|trip|survey|samples|meeting|bringing|dropping|showing|popping|time\s+(?:on|yester|today))"
    r"|\b(?:good|nice|great)\s+(?:to\s+(?:meet|see)|meeting|seeing)\s+you\b|\byour\s+(?:\w+\s+)?(?:man|engineer|surveyor|lad|lads|chap|guy|fitter|colleague)\s+(?:\w+\s+)?(?:came|was|did|has|measured)"
    r"|\b(?:came\s+(?:out|round|over|by|and|to)|has\s+been|was\s+(?:here|round|very)|turned\s+up|measured|visited|did\s+the\s+survey)\b"
    r"|\bсозванивал|\bспасибо,?\s+что\s+(?:пере|по)звонил|\bговорил[аи]?\s+с\s+ваш|\bthank(?:s|\s+you)\s+for\s+(?:calling|ringing|coming)"
)  # fmt: skip
_NOT_SENT = re.compile(
    rf"\b{_NOT}\s+(?:\w+\s+){{0,3}}?(?:присл|присыл|отправ|выслал|скинул|скидыв|получ[аи]л|получил|приш[ел]|приход|дош[ел]"
    r"|сделал|посчитал|поступ|выстав|подготов|передал)"
    r"|\bне\s+(?:вижу|видел\w*|нахожу|нашел|нашла)\s+(?:\w+\s+){0,3}?(?:кп|расчет|счет|договор|предложени|документ|смет|образц|фото|письм)"
    r"|\b(?:почт|спам|ящик|ватсап|вотсап)\w*\s+(?:\w+\s+){0,3}?(?:не\s+вижу|ничего|пусто|нет\b|не\s+было)|\bу\s+меня\s+пусто|\bот\s+вас\s+(?:\w+\s+){0,2}?(?:ничего|ни\s)|\bни\s+(?:письм|кп|расчет|счет|договор|документ|образц|фото)"
    r"|\b(?:не\s+)(?:дошл|дошел|доходит|доходил|долетел|поступал)\w*|\bне\s+(?:туда|на\s+тот|по\s+тому|тот)\s*(?:адрес|ящик|почт|номер)?|\bна\s+(?:чужо|друго|неверн|стар)\w+\s+(?:адрес|ящик|почт|имейл|номер)"
    r"|\b(?:стар|неверн|чуж|не\s+мо)\w+\s+(?:адрес|ящик|почт)|\b(?:почт|ящик|адрес)\w*\s+(?:\w+\s+){0,2}?(?:не\s+работ|не\s+пользу|закрыт|неверн|стар|друг)"
    rf"|\b(?:письм|кп|расчет|счет|договор|предложени|документ|смет|образц|фото)\w*\s+(?:\w+\s+){{0,2}}?(?:нет\b|нету\b|так\s+и\s+не|до\s+сих\s+пор|не\s+(?:было|приш|дош|получ|прис|вид))"
    rf"|\b{_NOT}\s+(?:\w+\s+){{0,1}}?(?:кп|расчет|счет|договор|предложени|документ|смет|образц|фото|письм)\w*"
    r"|\bгде\s+(?:же\s+)?(?:\w+\s+){0,2}?(?:кп|расчет|счет|договор|предложени|документ|смет|образц|фото|цифр|прайс|каталог|чертеж)"
    r"|\b(?:ждал[аи]?|прождал\w*)\s+(?:\w+\s+){0,3}?(?:кп|расчет|счет|договор|предложени|документ|смет|образц|фото|письм|цифр|прайс)"
    rf"|\b{_NOT_EN}\s+(?:\w+\s+){{0,3}}?(?:received|got|had|seen|sent|arrived|come|came|turned\s+up|shown\s+up|emailed|reach)"
    r"|\b(?:wrong|old|dead|different|previous|former)\s+(?:e-?mail|address|in-?box|number|mailbox)|\b(?:bounced|not\s+my\s+(?:e-?mail|address)|that\s+(?:e-?mail|address|inbox)\s+(?:is|has|was|isn't))\b"
    r"|\byet\s+to\s+(?:see|receive|get|arrive)|\b(?:don't|do\s+not|didn't|haven't)\s+(?:\w+\s+){0,1}?(?:have|get|got|see|seen|had)\s+(?:it|your|anything\s+(?:from|off|through|yet))\b"
    r"|\b(?:have|has|got|had|seen|received)\s+nothing\s+(?:from|off|yet|here|through|in\s+(?:my|the|our))"
    r"|\b(?:never|hasn't|didn't|not)\s+(?:\w+\s+){0,1}?(?:landed|reached|made\s+it|come\s+through|came\s+through)"
    r"|\bnothing\s+(?:\w+\s+){0,2}?(?:in\s+(?:my|the|our)\s+in-?box|came|arrived|yet)|\bno\s+sign\s+of|\bno\s+(?:quote|email|invoice|contract)\b"
    r"|\bwhere(?:'s|\s+is|\s+are)\s+(?:\w+\s+){0,3}?(?:quot|invo|contr|agree|propos|pap|estim|samp|doc|figur|num|pric|email)"
    r"|\b(?:still\s+waiting|been\s+waiting|waited)\s+(?:\w+\s+){0,3}?(?:quot|invo|contr|agree|propos|pap|estim|samp|doc|figur|num|pric|email)"
)
# A clause with a "no" in it about what comes by post, mail or messenger, in any order of words.
_CAME_BY = re.compile(
    r"\b(?:присл(?!ать)|получ(?!ит|ает|алос|илось)|пришл|прислан|приход|дошл|дошел|доход|доставл|письм|почт|имейл|мейл|ящик|спам|ватсап|вотсап|вложени|файл|от\s+вас\b)\w*"
    r"|\b(?:e-?mails?|in-?box|post|mail|spam|junk|attachments?|(?:from|off|of)\s+(?:you|yours))\b"
)
_NO = re.compile(
    r"\b(?:не|нет|нету|ничего|ни|пусто|никак\w*|нигде)\b|\b(?:not|never|nothing|none|no|nowhere|neither)\b|n't\b"
)
_WANTS_NONE = re.compile(
    r"\bне\s+(?:надо|нужно|присыла|отправля|открыва|пользу|хо)|\b(?:don't\s+want|stop|no\s+need|please\s+don't)\b"
)
_OWN_SENDING = re.compile(
    r"\bя\b.{0,25}\bне\b.{0,15}(?:отправ|высл|присл|скин|перед)"
    r"|\b(?:i|we)\s+(?:haven't|didn't|have\s+not)\s+(?:sent|send)"
)
_NOT_CALLED = re.compile(
    rf"\b(?:{_NOT})\s+(?:\w+\s+){{0,3}}?(?:пере|до|по)?(?:звонил|звонят|набрал|связал|связы|набира|ответил|сообщил|отзвон)"
    r"|\b(?:ждал[аи]?|прождал\w*)\s+(?:\w+\s+){0,3}?(?:звонк|ответа|вас)|\bзвонка\s+(?:так\s+и\s+)?(?:не|нет)"
    rf"|\b{_NOT_EN}\s+(?:\w+\s+){{0,3}}?(?:call|called|rang|rung|phoned|ring|back\s+to|in\s+touch|heard|hear)\b"
    r"|\b(?:still\s+waiting|been\s+waiting|waited)\s+(?:\w+\s+){0,4}?(?:call|ring|hear|phone|answer)|\bno\s+(?:call|answer|word|reply)\b"
)
_NOT_COME = re.compile(
    rf"\b{_NOT}\s+(?:\w+\s+){{0,2}}?(?:приех|приезж|явил|появил|подъех|доех|привез)|\b(?:вас|никого|его|ее|мастера|замерщика|менеджера)\s+(?:\w+\s+){{0,2}}?не\s+было|\bзамерщик\w*\s+(?:\w+\s+){{0,3}}?{_NOT}"
    r"|\bпрождал|\bпростоял[аи]?\b|\bне\s+дождал"
    rf"|\b{_NOT_EN}\s+(?:\w+\s+){{0,1}}?(?:appeared|show(?:ed|n)\b|show\s+up|turned\s+up|(?:come|came|been)\s+(?:out|round|over|near|here|yet)|arrived)\b|\b(?:nobody|no\s+one)\s+(?:has\s+|ever\s+)?(?:came|come|been)\b|\bno[\s-]?show"
)
_WAITING = re.compile(
    r"\bтак\s+и\s+не\b|\bдо\s+сих\s+пор\s+(?:\w+\s+){0,2}?(?:жд|нет|не\s|ничего|тиш|никто)|\bвсе\s+еще\s+жд|\bжду\s+(?:уже|второй|третий|четверт|котор|с\s+(?:пон|вто|сре|чет|пят|про))|\bуже\s+\w+\s+(?:день|дня|недел)\w*\s+жд"
    r"|\bмолчите|\bмолчание|\bбез\s+ответа|\bни\s+(?:ответа|звонка|весточк)|\bтишин|\bпропали\b|\bни\s+слуху|\bзабыли\s+(?:про|обо|о)\b|\bкуда\s+(?:вы\s+)?пропал|\bвы\s+(?:\w+\s+){0,3}?обещал|\bкак\s+обещали"
    r"|\bобещал\w*\s+(?:\w+\s+){0,1}?(?:пере|по)?(?:звон|присл|отправ|приех|скин|набра|высл|ответ|сегодня|вчера|в\s+(?:пон|вто|сре|чет|пят))"
    r"|\bstill\s+(?:waiting|nothing|no\b)|\bbeen\s+waiting|\bnot\s+a\s+(?:word|peep)|\byou\s+(?:promised|said\s+(?:you|it)(?:'d|\s+would|'ll|\s+will)|said\s+(?:by|on\s+\w+day))"
    r"|\bwas\s+promised|\byou\s+were\s+(?:going|supposed|meant)\s+to\s+(?:call|ring|send|e-?mail|come|get\s+back|let)|\bforgotten\s+(?:about\s+)?(?:me|us)|\bgone\s+(?:quiet|silent)|\bany\s+(?:news|word|update)"
)
_RELEASED = re.compile(
    r"\b(?:уже|больше|пока)\s+не\s+(?:надо|нужн|актуальн|требует|звоните|интерес|присылайте|беспокой)|\bне\s*актуальн|\bпередумал"
    r"|\bотмен(?:яем|яю|яйте|яет|им|ить|ите|ил|ила|или)\w*|\b(?:снимаем|отбой|откажемся|отказываемся|отказались|отказываюсь|заморозили|свернули)\b|\bобойдемся|\bсами\s+(?:сделаем|решили|справ|разобрал|нашли|посчитал|наберем|перезвоним|вас\s+набер)"
    r"|\b(?:купили|взяли|заказали|нашли|выбрали|договорились|подписали)\s+(?:\w+\s+){0,2}?(?:у\s+|с\s+)?(?:друг|сосед|конкур|знаком)"
    r"|\bне\s+(?:надо|нужно|стоит)\s+(?:\w+\s+){0,1}?(?:присыла|звони|приезжа|перезванив|готови|беспоко|вози|везти|привоз|отправл|счита)\w*"
    r"|\bне\s+(?:приезжайте|привозите|везите|готовьте|присылайте|отправляйте|считайте|перезванивайте|понадоб)\w*|\bвопрос\s+(?:закрыт|снят|решен)|\bнам\s+уже\s+(?:сдел|прив|пост|дали|посч)"
    r"|\bno\s+longer\s+(?:need|want|look|interest|required)|\bdon't\s+(?:bother|worry\s+about|need\s+(?:it|you|the)|send|call|come)\b"
    r"|\b(?:gone|went|going|signed|ordered)\s+with\s+(?:some|another|a\s|the\s|them|\w+\s+instead)|\bchanged\s+(?:my|our)\s+minds?|\bcall(?:ing|ed)?\s+(?:\w+\s+){0,2}?off\b|\bcancel(?:led|ling)?\b|\bwon't\s+(?:be\s+)?need|\bneedn't\s+(?:come|send|call|bring|bother)"
    r"|\bno\s+need\s+(?:to\s+(?:come|send|call|ring|bring|bother|visit)|for\s+(?:you|it|the|that|a))|\b(?:stand\s+down|hold\s+off|scrap\s+(?:it|that|the)|pulled\s+the\s+plug|not\s+(?:going\s+ahead|proceeding)|decided\s+against|leave\s+it\s+(?:be|there|now))\b"
    r"|\b(?:we're|we\s+are|i'm|all)\s+sorted\b|\b(?:bought|ordered|found|got)\s+(?:\w+\s+){0,2}?(?:elsewhere|somebody|someone|another)\b"
    r"|\b(?:we'll|i'll)\s+(?:manage|sort\s+it|do\s+it)\s+(?:ourselves|myself|it)|\bnot\s+(?:needed|required|necessary)\s+(?:any|now)"
)

_THANKS = re.compile(r"\b(?:спасибо|спс|благодар|рахмат)\w*|\bthank|\bcheers\b|\bmuch\s+appreciated")
CLAUSE_END = re.compile(r"[.,;:!\n]\s*|\s(?:но|а|but)\s")


def nods(text: str) -> bool:
    """Whether a line accepts what was asked just before, and no more than that."""
    words = plain(text)
    short = len(words.split()) <= LONGEST_NOD
    return short and bool(_NOD.match(words)) and not _BUT.search(words) and not words.rstrip().endswith("?")


def asks_when(text: str) -> bool:
    """Whether a line asks for the time of something, or proposes one: any question may."""
    words = plain(text)
    return "?" in words or bool(_ASKS_WHEN.search(words))


def says_received(text: str) -> bool:
    """Whether the client says that something sent is there."""
    words = plain(text)
    seen = bool(_SEEN.search(words)) and (bool(things_in(text)) or bool(_YOURS.search(words)))
    return (seen or bool(_GOT.search(words))) and not says_missing(text)


def says_came(text: str) -> bool:
    """Whether the client says that somebody of ours came, or rang."""
    return bool(_CAME.search(plain(text))) and not says_missing(text)


def says_missing(text: str) -> frozenset[Missing]:
    """What the client says has not come: a thing, a call, a visit; "any" where only that we kept them waiting."""
    words = plain(text)
    rules: tuple[tuple[Missing, re.Pattern[str]], ...] = (
        ("send", _NOT_SENT), ("call", _NOT_CALLED), ("visit", _NOT_COME), ("any", _WAITING),
    )  # fmt: skip
    found = {name for name, rule in rules if rule.search(words)}
    clauses = CLAUSE_END.split(words)
    if any(_CAME_BY.search(clause) and _NO.search(clause) and not _WANTS_NONE.search(clause) for clause in clauses):
        found.add("send")
    return frozenset(found - {"send"} if _OWN_SENDING.search(words) else found)


def thanks(text: str) -> bool:
    """Whether the client thanks for something."""
    return bool(_THANKS.search(plain(text))) and not says_missing(text)


def releases(text: str) -> bool:
    """Whether the client says that what was promised is no longer wanted."""
    return bool(_RELEASED.search(plain(text)))
