"""What the lost reason typed into the CRM says, by families of its words: a reason of the client's, or a cause of ours.

It is evidence of what somebody typed, nothing more. What no family knows, or what names two causes of ours, stays
"not_classified".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from classify.crm_work.call_claims import plain

NOT_STATED, NOT_CLASSIFIED = "not_stated", "not_classified"
CLIENT_REASONS = (
    "price", "competitor", "no_need", "timing", "no_money", "no_contact", "decider", "not_a_buyer", "supply_or_terms",
)  # fmt: skip

_OURS: Mapping[str, re.Pattern[str]] = {
    cause: re.compile(words)
    for cause, words in {
        "M1_no_callback": r"(?<!клиент )(?<!сам )(?<!сама )(?<!сами )\bне (?:перезвонил|перезвонили|перезвонила"
        r"|связались"
        r"|связался|позвонили|позвонил|ответили)\b|забыли? (?:про )?(?:клиент|перезвон|позвон|заявк)"
        r"|(?:did not|didn't|never|failed to|forgot to) (?:call|phone|ring|get back|follow|reply|respond)"
        r"|\b(?:no|missed|lack of) (?:follow.?up|call.?back)",
        "M2_slow_first_contact": r"(?:долго|поздно) (?:не )?(?:звон|перезвон|обраб|связ|отвеч|реагир)|поздно ответил"
        r"|(?:late|slow) (?:call|contact|reaction|response|to (?:call|respond))"
        r"|(?:called|contacted|responded) (?:too )?late",
        "M3_no_discovery": r"не выяснил|не поняли (?:потребност|задач)|предложили не то\b|wrong (?:offer"
        r"|product) (?:offered|sent)",
        "M4_objection_dropped": r"не (?:отработал|дожал|дожали|снял|закрыл)\w*(?: \w+)? ?возражен|не дожали? клиент"
        r"|objections? (?:not|un)\s?(?:handled|answered)",
        "M6_quote_late_or_wrong": r"(?:кп|расчет\w*|счет\w*|договор\w*|документ\w*|смет\w+|предложени\w+)(?: \w+)?"
        r" (?:опозда|поздно|не (?:отправ|высла|выстав|сдела)|задерж|с ошибк)"
        r"|(?:затянул\w*|задержал\w*|опоздал\w*|долго \w+)(?: с)?(?: \w+)? (?:кп|расчет|счет|договор|документ|смет)"
        r"|(?:late|wrong|missing) (?:quote|proposal|invoice|contract)|(?:quote|proposal|invoice) (?:was |came "
        r"|sent )?(?:too )?late",
        "M7_rude_or_incompetent": r"груб|нахам|хамств|некомпетентн|\brude|incompeten|unprofessional",
        "M8_wrong_person": r"не с тем (?:человек|лиц|лпр)|не вышли на (?:лпр|директор|собственник)"
        r"|wrong (?:person|contact)",
        "H2_bad_routing": r"заявк\w+ (?:лежал|висел|потерял|не распредел)|менеджер (?:уволил|был в отпуск|заболел)"
        r"|пока был\w* в отпуск|(?:un|not )assigned|(?:rep|manager) (?:left|on (?:leave|holiday))",
        "H3_approval_stuck": r"не (?:согласова|одобри|утверди|дал)\w*(?: \w+)? (?:скидк|отсрочк|рассрочк|услови|цен)"
        r"|(?:discount|terms|price) (?:was )?(?:not|never|refused|declined|rejected)"
        r"|(?:refused|rejected|not approve\w*|approve) (?:the |a |our )?(?:discount|terms)",
        "H6_small_deal_cut": r"^мелк|мелк\w+ (?:заказ|сумм|клиент|сделк|объем)|маленьк\w+ (?:заказ|сумм|чек|объем)"
        r"|too small|below (?:the |our )?minimum|small (?:order|deal|client)",
        "H7_forced_upsell": r"навяз|\bдоп(?:ами|олнениями)\b|forced upsell|pushed (?:the|a|extras|upgrade)",
        "H8_crm_over_client": r"не заполн\w+ (?:карточк|crm|поля)|crm (?:rules|fields)",
    }.items()
}  # fmt: skip
_CLIENTS: Mapping[str, re.Pattern[str]] = {
    reason: re.compile(words)
    for reason, words in {
        "price": r"(?<!не )(?:слишком |очень )?\bдорог|\bцен[аеуы]\b|стоимост|дешевл|\bprice|expensive|cheaper"
        r"|too much\b|\bcosts?\b",
        "competitor": r"конкурент|\b(?:к|у|с) друг(?:им|ими|их|ому)\b|в другом мест|друг(?:ого|ую"
        r"|ой) (?:поставщик|компан|подрядчик)"
        r"|\bуш(?:ел|ла|ли) к\b|выбрал\w* (?:друг|мест|не нас)|\bкупил|\bуже (?:купил|заказал|взял)|competit"
        r"|went (?:with|elsewhere|to)|elsewhere|lost to|another (?:supplier|vendor|company|provider)"
        r"|chose (?:another|other)|already bought",
        "no_need": r"не ?актуал|передумал|не (?:нужн|надо|интерес|захотел|хочет|хотят)|нет (?:потребност"
        r"|интерес|необходимост)"
        r"|отпал[аи]?\b|пропал\w* (?:интерес|потребност|необходимост)"
        r"|not (?:interested|relevant|needed)|no (?:longer|need|interest)\b|changed (?:their |his "
        r"|her )?(?:mind|priorit)|just looking",
        "timing": r"отлож|перен(?:ес|ос)|\bпозже\b|не сейчас|\bдума(?:ет|ют)|не дозрел|\btiming\b|\blater\b"
        r"|not now|put off|postpone"
        r"|deferred|stalled|on hold|thinking",
        "no_money": r"нет (?:денег|бюджет|средств)|бюджет\w* (?:урез|нет|не)|не одобрил\w* (?:кредит|лизинг)"
        r"|no (?:budget|money|fund)"
        r"|budget (?:cut|gone|not)|finance (?:declined|refused)|can(?:not|'t) afford",
        "no_contact": r"недозвон|не дозвон|не (?:выходит|выходил|вышел|вышла) на связь|не (?:отвечает|берет"
        r"|берут)\b|\bпропал\b"
        r"|потерял\w* связь|слил(?:ся|ась|ись)|unreachable|unresponsive|no (?:answer|response|reply|contact)\b"
        r"|went (?:quiet|cold|silent|dark)"
        r"|ghosted|can(?:not|'t) reach",
        "decider": r"(?<!на )\b(?:лпр|собственник|директор|учредител\w*) (?:не|против|отказал)|\b(?:board"
        r"|trustees|owner|cfo|landlord) "
        r"(?:not|said|refused|declined|no)|decision.?maker",
        "not_a_buyer": r"нецелев|не целев|\bспам|\bдубл|тестов|ошиб\w+ номер|не наш (?:клиент|профиль)|вакансия"
        r"|wrong number|\bspam|duplicate"
        r"|\bjunk|unqualified|not (?:a )?(?:lead|qualified)|out of area",
        "supply_or_terms": r"нет (?:в наличии|товар|на складе|позици|в ассортимент)|не (?:успева|устроил|подош"
        r"|договорились|срослось)"
        r"|услови|\bсрок|out of stock|no (?:stock|capacity|suitable)|lead time|delivery (?:time|date)|\bterms\b",
    }.items()
}  # fmt: skip


def stated_reason(text: str | None) -> str:
    """One of CLIENT_REASONS, a cause of the codebook, NOT_CLASSIFIED, or NOT_STATED for an empty text.

    An error of ours counts before a reason of the client's, for it is seldom stated without need; of several reasons
    of the client's the one named first.
    """
    words = plain(text or "").strip()
    if not words:
        return NOT_STATED
    ours = [cause for cause, pattern in _OURS.items() if pattern.search(words)]
    if ours:
        return ours[0] if len(ours) == 1 else NOT_CLASSIFIED
    found = {reason: match.start() for reason, pattern in _CLIENTS.items() if (match := pattern.search(words))}
    return min(found, key=lambda reason: found[reason]) if found else NOT_CLASSIFIED
