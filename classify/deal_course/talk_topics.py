"""What words speak of beyond the codebook's signals: plan and quota, forms, who is away, money that is not there.

The signals say what an utterance does; why a deal was lost also hangs on its matter: a head who speaks of the month's
plan puts off for another reason than one who speaks of overdue cards, and a client who is bankrupt is lost to anybody.
Families of words after the codebook's causes, indicators and grades, told by how a word begins. ru and en.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import lru_cache
from itertools import chain

_WORD = re.compile(r"[a-zа-я']+")
_SENTENCE = re.compile(r"[.!?;…]+")
_SHORTEST = 2  # letters by which a family may be told

# Family of words to how they begin; "$" closes a word that must stand as it is.
_FAMILIES = {
    "no": "не$ нет$ нету$ никак$ без$ нельзя$ ни$ отказ отклон not$ no$ never$ cannot$ can't$ don't$ doesn't$ won't$ "
    "isn't$ without$ declin refus couldn't$ haven't$",
    "none_of": "нет$ отсутств no$",
    "reply": "ответ связ контакт решен интерес дозвон response contact decision answer interest reply",
    "gone": "законч кончил распродан снят$ сняли снята discontinued unavailable",
    "money": "деньг денег деньж средств бюджет кредит лизинг потян money cash afford budget credit loan financ "
    "funding",
    "ruin": "банкрот арестов пристав ликвид разор исполнительн bankrupt insolven liquidat bailiff receivership",
    "closing": "закрыва закрыл$ закрыли закрылись закроем$ распрода распуст распущ продал продали закрыт "
    "closing$ closed "
    "shut sold$ selling folded",
    "business": "бизнес фирм контор компани предприят хозяйств business company firm shop$",
    "already": "уже$ давно already$",
    "bought": "купил куплен взял$ взяла$ взяли$ заказал подписал нашли$ нашел$ нашла$ договорил bought ordered "
    "signed "
    "found$ chose$ booked",
    "elsewhere": "других$ другим$ другой$ другого$ другими конкурент сосед elsewhere$ competitor another$ else$ "
    "neighbour",
    "need": "нуж надо$ потребн актуальн понадоб need$ needs$ needed$ require",
    "over": "отпал отмен сорвал передум больше$ cancel$ cancelled canceled longer$ anymore$ scrapped shelved",
    "call": "звон набир пиш беспоко call$ calls$ calling$ ring$ ringing phone$ contact$ email$",
    "out": "вычерк вычеркн удали$ удалите уберите убери$ remove$ unsubscribe",
    "job": "ваканс резюме трудоустр стажир диплом курсов студент реферат собеседован vacanc cv$ resume$ thesis "
    "student "
    "coursework dissertation apprentice",
    "plan": "план$ плана$ плану$ планом$ плане$ перевыполн target$ targets$ quota$ bonus преми бонус",
    "met": "сто$ ста$ стопроцент выполнен выполнил сделан$ сделали$ закрыт$ закрыл$ закрылся процент hundred$ "
    "percent met$ "
    "hit$ over$",
    "period": "месяц квартал январ феврал март$ марта$ марте$ апрел мая$ мае$ май$ июн июл август сентябр "
    "октябр ноябр "
    "декабр month$ months$ quarter january february march$ april june july august september october november "
    "december",
    "shift": "перенес перенос перестав сдвин двиг подвин отлож push$ pushed move$ moving hold$ postpone delay",
    "dials": "обзвон набран базе$ базу$ база$ базы$ холодн звонков$ активност dial dials$ dialling outbound "
    "list$ cold$",
    "check": "чек$ чека$ чеке$ чеком$ средний$ среднего$ среднему$ мелоч мелк комплект пакет average$ ticket$ "
    "basket$ "
    "bundle$ small$ minimum",
    "forms": "поля$ полей$ поле$ заполн незаполн просроч crm$ битрикс амо$ срм$ чистк field$ fields$ fill$ filled "
    "overdue audit tidy",
    "staff": "уволит увольн уволен заявлени текуч ушедш resign quit$ leavers leaver turnover",
    "away": "отпуск больнич декрет болеет уволил отсутств holiday holidays vacation maternity leave$ last$ передат "
    "переда передай reassign hand$ handover",
    "approval": "согласов подпиш подпис скидк отсрочк рассрочк лимит одобр approv pending discount terms$ desk$ "
    "queue$ "
    "clearance",
    "stock": "наличи склад поступ привез завод отгруж stock stocked arrived warehouse available delivered "
    "capacity opened launched",
    "again": "снова$ опять$ пришел$ пришла$ пришли$ пришло$ появ вернул вернули подтвердил теперь$ again$ back$ now$ "
    "arrived finally$ new$ opened launched",
    "price": "цен$ цена$ цены$ цену$ ценой$ прайс тариф акци переоцен уцен price prices$ rate$ rates$ tariff promo "
    "subsid grant",
    "lower": "снизил снижен было$ вместо$ подешев минус$ дешевле$ down$ was$ lower$ reduced cut$ dropped from$ "
    "new$ now$ "
    "новый$ новая$ новые$",
    "contract": "договор контракт продл contract term$ agreement renew lease",
    "ending": "конч законч истек конца$ конец$ до$ продл расторг ends$ end$ expire expires until$ up$ renew "
    "month$ notice$",
    "fails": "подвод подвел подвели опазд задерж срыва срывают недовол жале ломает late$ failing failed "
    "unhappy regret damaged mess$ let$",
}  # fmt: skip
# Topic to the families that one sentence must hold, any of the sets.
_SENTENCE_TOPICS: dict[str, tuple[frozenset[str], ...]] = {
    "cannot_pay": (frozenset({"money", "no"}), frozenset({"ruin"})),
    "closing_down": (frozenset({"closing", "business"}),),
    "need_gone": (frozenset({"need", "no"}), frozenset({"need", "over"}), frozenset({"over", "already"})),
    "bought": (frozenset({"bought", "already"}), frozenset({"bought", "elsewhere"})),
    "no_calls": (frozenset({"call", "no"}), frozenset({"out"})),
    "no_buyer": (frozenset({"job"}),),
    "not_available": (frozenset({"stock", "no"}), frozenset({"gone"})),
    "supply": (frozenset({"stock", "again"}),),
    "lower_price": (frozenset({"price", "lower"}),),
    "term_ends": (frozenset({"contract", "ending"}),),
    "supplier_fails": (frozenset({"fails"}),),
    "approved": (frozenset({"approval", "again"}),),
}
# Topic of a whole talk inside the house.
_TALK_TOPICS: dict[str, tuple[frozenset[str], ...]] = {
    "plan": (frozenset({"plan", "period"}), frozenset({"met", "period"}), frozenset({"shift", "period"})),
    "dials": (frozenset({"dials"}),),
    "check": (frozenset({"check"}),),
    "forms": (frozenset({"forms"}),),
    "staff": (frozenset({"staff"}),),
    "away": (frozenset({"away"}),),
    "approval": (frozenset({"approval"}),),
}
SENTENCE_TOPICS, TALK_TOPICS = tuple(_SENTENCE_TOPICS), tuple(_TALK_TOPICS)


def _by_beginning() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for family, beginnings in _FAMILIES.items():
        for beginning in beginnings.split():
            found.setdefault(beginning, set()).add(family)
    return found


_BEGINNINGS = _by_beginning()


@lru_cache(maxsize=200_000)
def _families_of(word: str) -> frozenset[str]:
    begins = (word[:length] for length in range(_SHORTEST, len(word) + 1))
    found = [_BEGINNINGS[begin] for begin in (*begins, f"{word}$") if begin in _BEGINNINGS]
    return _joined(found)


def _families_in(text: str) -> frozenset[str]:
    return _joined(map(_families_of, _WORD.findall(text)))


def _joined(sets: Iterable[Set[str]]) -> frozenset[str]:
    return frozenset(chain.from_iterable(sets))


def sentence_topics(text: str) -> frozenset[str]:
    """The topics of SENTENCE_TOPICS that a sentence of the text speaks of."""
    found: set[str] = set()
    for sentence in _SENTENCE.split(_plain(text)):
        if families := _families_in(sentence):
            found |= _topics_of(families)
    return frozenset(found)


@lru_cache(maxsize=65_536)
def _topics_of(families: frozenset[str]) -> frozenset[str]:
    return frozenset(t for t, needed in _SENTENCE_TOPICS.items() if any(one <= families for one in needed))


def talk_topics(texts: Iterable[str]) -> frozenset[str]:
    """The topics of TALK_TOPICS that a talk or note inside the house speaks of, taken as a whole."""
    families = _joined(_families_in(_plain(text)) for text in texts)
    return frozenset(t for t, needed in _TALK_TOPICS.items() if any(one <= families for one in needed))


def states_missing_goods(lost_reason: str) -> bool:
    """Whether a lost reason says that something of ours was not to be had: no such goods, no capacity."""
    families = _families_in(_plain(lost_reason))
    return "none_of" in families and not families & {"money", "need", "reply", "approval", "call"}


def _plain(text: str) -> str:
    return text.lower().replace("ё", "е").replace("’", "'")
