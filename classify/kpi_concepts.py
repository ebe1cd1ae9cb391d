"""The notions that owners' words about KPIs touch: calls, margin, leavers, plan, conversion, CRM cards and so on.

Sentence embeddings blur what is measured with how it is paid; one stem tells them apart. Each notion is a list of word
beginnings of the field, in Russian and English; which notion speaks for which type is learned, not written here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

_CONCEPTS = {
    "plan": r"план|таргет|задани|квот|бюджет|цифр[аеу]|target|quota|budget|goal|objective|plan\b|plans\b|number\b",
    "attain": r"выполнен|выполни|исполнен|достигн|достиж|закры(?:т|л)|добил|attain|achiev|met\b|hit\b|reach|make the",
    "revenue": r"выручк|оборот|товарооборот|продаж|отгрузк|отгруж|реализаци|поступлен|сборы|revenue|sales\b|billings"
    r"|bookings|shipments|takings|order intake|cash collected",
    "above": r"сверх|свыше|превыш|перевыполн|переплан|поверх|выше план|выше цел|выше норм|above|beyond|excess"
        r"|over-?plan"
    r"|over-?quota|over (?:the )?(?:plan|target|quota|goal|budget)|overachiev|overshoot|surplus|accelerat|ускорител",
    "growth": r"прирост|рост\b|роста|растё|растет|вырос|прошл\w+ год|growth|grow|increase|last year|prior year"
        r"|year-on-year",
    "rate": r"(?:\d|процент\w*|percent|per cent)\s?%?\s+(?:от|с|со|of|on)\s|с каждого рубля|of (?:every"
        r"|each) (?:dollar|pound)"
    r"|комисси|commission|доля от|share of (?:growth|profit)",
    "uncapped": r"без (?:верхн\w+ )?(?:потолк|лимит|огранич|предел)|потолк\w* (?:нет|не)|не огранич|uncapped"
        r"|no (?:cap|ceiling|limit|maximum|upper)"
    r"|without (?:a )?(?:cap|ceiling|limit)|unlimited",
    "margin": r"марж|прибыл|наценк|рентабельн|валовк|валов\w+ (?:доход|прибыл)|\bвп\b|доходност|себестоим"
        r"|gross profit|margin"
    r"|profit|markup|mark-up|contribution",
    "calls": r"звон|наборо?в?\b|набира|вызов|исходящ|дозвон|обзвон|прозвон|холодн|телефон|\bcalls?\b|calling"
        r"|dial|phone|connects\b",
    "meetings": r"встреч|визит|демонстрац|\bдемо|показ\w* объект|презентац|замеров|выезд|переговор|meeting|visits?\b"
        r"|demos?\b|appointment|viewing"
    r"|surveys? (?:per|carried)",
    "contacts": r"касани|писем|письм|\bкп\b|предложени|рассыл|активност|действи|коммуникац|touch|e-?mail"
        r"|proposal|quotes? (?:sent|issued)"
    r"|outreach|activit|follow-?up|messages|prospect",
    "per_day": r"в день|за день|в недел|за недел|за смену|ежедневн|a day|per day|daily|per week|a week|weekly"
        r"|in a shift",
    "each": r"на (?:каждого |одного )?(?:менеджер|человек|сотрудник|продавц)|каждый менедж|per (?:rep|person"
        r"|head|agent|seller|manager)"
    r"|each rep|every rep",
    "leave": r"увол|отток\w* (?:менедж|сотруд|персон|продав|люд)|(?:seller|staff|rep) churn|ушл|ушё?л"
        r"|уход\w* (?:сотруд|людей|менедж)|ушедш|текуч|уходят|потер\w+ (?:людей|менедж"
        r"|сотруд|продавц)|заявлени"
    r"|разбеж|leav(?:e|er|es|ing)\b|attrition|resign|quits?\b|staff turnover|employee (?:churn|turnover)"
    r"|departure|let go",
    "staff": r"менеджер|сотрудник|персонал|кадр|команд|продавц|коллектив|штат|людей|люди|\breps?\b|staff|team\b"
        r"|people|employee"
    r"|seller|crew|salespe|headcount|roster|workforce",
    "stay": r"стаж|остал|остаю|остав|состав\w* (?:отдел|команд|не )|сохран|удержан\w* (?:персон|сотруд|менедж"
        r"|команд|люд)|на местах"
    r"|стабильн|постоянств|костяк|укомплект|закрепля|stay|tenure|retention|retain|intact|stability|same people"
    r"|keep(?:ing)? (?:the )?(?:people|team)",
    "crm": r"\bcrm|срм|црм|битрикс|амо|amo|1с|в системе|в программе|воронк|salesforce|hubspot|pipeline|system\b"
        r"|database",
    "cards": r"карточ|\bпол(?:я|ей|е)\b|анкет|реквизит|заполн|внесен|занес|заведен|дубл|\bбаз[ые] клиент"
        r"|fields?\b|record|card|filled"
    r"|complete(?:d|ness)|logged|logging|notes?\b|updated?|hygiene|data quality|клиентск\w+ данн",
    "tasks": r"задач|дел[а ]? (?:просроч|по отдел)|просроченн\w+ дел|этап|статус|следующ\w+ (?:шаг|действ)"
        r"|tasks?\b|to-?dos?|next (?:step|activity|action)"
    r"|stage|status|overdue activit|stale",
    "average": r"средн\w+ (?:чек|сумм|заказ|размер|договор|контракт|продаж|отгрузк|счет|счёт|покупк|стоимост"
        r"|бюджет|полис)|ср\. ?чек|чек\b"
    r"|average (?:order|deal|sale|ticket|contract|invoice|project|basket|check|spend|value|shipment|job"
    r"|purchase)|\baov|\bacv"
    r"|per (?:order|deal|sale|transaction|customer|visit|signed)|deal size|order size|order value|basket|ticket",
    "package": r"пакет|комплект|допродаж|аксессуар|премиум|дополнительн\w+ услуг|дополнени|опци[ийя]"
        r"|кажд\w+ втор\w+ (?:сделк|договор|заказ)|every second|глубин|крупн|мелоч|мелк"
        r"|premium|upsell|bundle|add-?on"
    r"|accessor|package|trim|bigger|larger|small (?:fry|order|client)",
    "conversion": r"конверси|закрываем|win[- ]?rate|close[- ]?rate|conver[st]|yield|дошл|доход\w+ до|превра"
        r"|выигр|\bwon\b|win ratio"
    r"|turn(?:ed|ing)? into|доводим|доля .{0,40}(?:купи|оплати|подписа)|share .{0,40}(?:paid|sign|buy|bought|order)",
    "qualified": r"квал|целев|тёпл|тепл\w+ (?:лид|заяв)|горяч|подтвержд|толков|хорош\w+ (?:лид|заяв)|\bsql"
        r"|\bmql|qualif|good[- ]fit|hot (?:lead|inbound)"
    r"|good (?:lead|enquir)|real (?:chance|opportunit)",
    "leads": r"лид|заявк|обращени|leads?\b|enquir|inquir|opportunit|prospects?\b|тендер|\bbids?\b",
    "debt": r"дебитор|долг|задолжен|пдз|неплат|предоплат|receivable|debt|\bdso\b|overdue (?:invoice|payment|by)"
        r"|late payment|prepa(?:id|yment)|collection",
    "opinion": r"nps|\bcsi\b|csat|отзыв|рейтинг|жалоб|рекламац|удовлетвор|лояльност\w* клиент|опрос|review"
        r"|rating|complaint|satisf|promoter|survey score|stars?\b",
    "speed": r"минут|скорост|первый ответ|реакци|перезвон|пропущенн|first response|respon[sd]|within \d+ (?:min"
        r"|hour)|minutes|answer(?:ed)? (?:time|in)|missed calls|speed",
    "discount": r"скидк|discount",
    "papers": r"документ|\bакт(?:ы|ов)?\b|накладн|отч[её]т|упд|бухгалт|сверк|касс|paperwork|report"
        r"|delivery notes|contracts filed|papers|bookkeep",
    "people_work": r"обучен|тренинг|адаптац|наставн|планёрк|планерк|собрани|найм|ваканс|принят\w+ на работ"
        r"|вовлеч|training|coach|onboard|hir(?:e|ing)|recruit"
    r"|vacanc|stand-?up|mentor|engagement|ramp",
    "clients": r"отток\w* клиент|клиентск\w+ баз|повторн|нов\w+ (?:клиент|юрлиц|дилер)|активн\w+ клиент"
        r"|возврат\w* клиент|удержан\w* клиент|churn"
    r"|new (?:logo|account|client|customer)|repeat|active (?:client|customer|account)|win back"
    r"|existing (?:client|account)|nrr",
    "goods": r"склад|неликвид|остатк|ассортимент|матриц|\bстм\b|собственн\w+ (?:марк|бренд)|выкладк|дистрибуц"
        r"|возврат\w* товар|stock|inventor|own[- ](?:brand|label)"
    r"|shelf|returns|assortment",
    "quality": r"оценк|балл|чек-?лист|тайн\w+ покуп|стандарт|прослуш|\bqa\b|score|quality|mystery|audit",
    "forecast": r"прогноз|forecast",
    "discipline": r"опоздан|дисциплин|прогул|вовремя|late arrival|punctual|on time|in time",
    "left_after_cost": r"остат(?:ок|ка)|осталось|оставш|заработ|за вычетом|минус (?:закуп|достав|матери|себест|плата"
        r"|цена|зарплат)"
    r"|\bgross\b|\bgp\b|less (?:purchase|cost|freight|sub)|minus (?:cost|purchase|materials)|left (?:over|once"
    r"|after)",
    "plan_of_margin": r"план\w* (?:по |на )?(?:\w+ )?(?:марж|валов|прибыл|вп\b)|(?:марж\w*|прибыл\w*|вп\b).{0,30}план"
    r"|(?:gp|gross profit|margin|profit)\b.{0,40}(?:plan|target|budget)|(?:plan"
    r"|budget)\w*.{0,15}(?:gross profit|margin)",
    "plan_of_actions": r"план\w* (?:по |на )?(?:\w+ )?(?:звон|встреч|визит|касан|активн|обзвон|холодн|прозвон)"
    r"|(?:call|meeting|visit|activity) plan|(?:planned|scheduled) (?:calls|meetings|visits|dials|appointments)",
    "step_into_money": r"(?:замер|показ|осмотр|консультац|пробн|расч[её]т|кп\b|предложени|посетител|тест-драйв"
        r"|визит|встреч|вошедш)"
    r".{0,50}(?:купи|покуп|догов|оплат|сделк|внес|предоплат|деньг|продаж)"
    r"|(?:quote|estimate|proposal|survey|visit|viewing|demo|trial|walk-?in|test drive|appointment|inspection)\w*"
    r".{0,50}(?:order|sign|buy|bought|pay|paid|contract|sale|deal|purchase|job|cash)",
    "to_meeting": r"(?:до|во|на) встреч|назначен\w* встреч|записа\w+ на|to (?:a )?(?:meeting|appointment)"
        r"|with an appointment",
    "hire": r"наня|набор|подбор|вакан|(?:взять|найти) .{0,15}(?:менедж|продав)|hired|hiring|recruit|vacanc"
        r"|open seat|staff the",
    "newcomers": r"стаж[её]р|новичк|новеньк|испытательн|trainee|new starter|new hire|probation",
    "report": r"отч[её]т|сводк|\breport|summary",
    "costs": r"расход|затрат|эконом|стоимост\w* лида|\bcpl|cost|spend inside|expens",
    "cycle": r"длительност|цикл\w* сделк|срок\w* (?:достав|сделк)|оборачиваем|days from|sales cycle|deliver(?:y"
        r"|ed) on|lead time|дн[ея]й до",
}  # fmt: skip
_PATTERNS = tuple(re.compile(rf"(?<![\w])(?:{words})", re.IGNORECASE) for words in _CONCEPTS.values())
CONCEPT_COUNT = len(_PATTERNS)


def concept_features(names: Sequence[str], descriptions: Sequence[str]) -> np.ndarray:
    """Which notions the name and the description touch: shape (n, 2 x CONCEPT_COUNT), 0 or 1."""
    rows = [[*_touched(name), *_touched(text)] for name, text in zip(names, descriptions, strict=True)]
    return np.array(rows, dtype=np.float32).reshape(len(rows), 2 * CONCEPT_COUNT)


def _touched(text: str) -> list[bool]:
    return [pattern.search(text) is not None for pattern in _PATTERNS]
