"""The words by which a clause undertakes, tells, denies, asks or sets a condition, over rows of signs. ru and en.

Russian verbs are told by their form (`word_forms`); here stands what form does not tell, and English.
"""

from __future__ import annotations

import re

BOUNDARY = re.compile(
    r"(?<!\S)(?:[,.;:!?]|а|но|и|потому|поэтому|чтобы|когда|если|пока|что|котор\w+|зато|потом|затем"
    r"|только|иначе|то|так|либо"
    r"|and|but|so|then|if|when|because|cause|once|while|unless|whenever|otherwise|which|who)(?!\S)"
)
SUBJECT = re.compile(r"(?<!\S)(?:i'll|we'll|i will|we will|let me|i can|we can)(?!\S)")
CONDITION = re.compile(
    r"(?<!\S)(?:если|когда|пока|ежели|if|when|once|unless|whenever|as soon as)(?!\S)|как только|сразу как"
)
NOT_DENIED = re.compile(
    r"крайний срок|не (?:забуд\w*|пережива\w*|волну\w*|беспоко\w*|подвед\w*|позже|позднее|раньше"
    r"|ранее|против|сомнева\w*|больше|дольше|вопрос|подвед\w*)|not late|no late|no problem|no "
    r"worries|not before|why not|don't worry|won't be (?:later|long)|won't forget|if not before|if "
    r"not sooner"
)
DENIED = re.compile(
    r"(?<!\S)(?:не|нет|никак|нельзя|вряд|невозможно|not|won't|can't|cannot|don't|doesn't|isn't"
    r"|aren't|no|never|couldn't|unlikely|wouldn't)(?!\S)"
)
EN_UNDERTAKES = re.compile(
    r"(?<!\S)(?:(?:let|call|ring|send|email) you|"
    r"i'll|we'll|i will|we will|he'll|she'll|they'll|it'll|that'll|i shall|gonna|going "
    r"to|let me|i can|we can|i could|we could|i should|we should"
    r"|you'll (?:have|get|hear|receive|see|find)|you will (?:have|get|hear|receive)|you can "
    r"(?:have|expect)|i promise|expect|i'd (?:call|ring|send|come)|will|you should have"
    r"|aim(?:ing)?|try|plan(?:ning)? to|shall"
    r"|(?:i'm|we're|i am|we are|he's|she's|they're) (?!travel|fly|work|hav|sitt|leav|mov|driv|look"
    r"|think|hop|do|guess|expect|be|mak|clos)\w+ing)(?!\S)"
)
EN_PAST = re.compile(
    r"(?<!\S)(?:sent|said|told|was|were|did|rang|had|spoke|got|went|came|left|wrote|gave|met|made"
    r"|took|thought|saw|been|been|paid|bought|(?!need|inde|fe|spe|proce|spee|schedul|book|sched"
    r"|red|inclu)[a-z]{2,}ed)(?!\S)"
)
EN_STATES = re.compile(
    r"(?<!\S)(?:(?:i'm|we're|he's|she's|they're|it's|i am|we are|you're) (?:all )?(?:out|off|away"
    r"|in|at|on|closed|open|busy|travelling|traveling|flying|driving|back|shut|here|around|booked"
    r"|tied|working|having|leaving|moving|fully|на|в)"
    r"|is|are|has|have|valid|expires?|runs?|takes?|closed?s?|opens?|stands|holds?|lasts?|good"
    r"|we've|i've|shut|offer|warehouse|lead time|hours)(?!\S)"
)
RU_STATES = re.compile(
    r"(?<!\S)(?:у (?:нас|меня|них|него|нее|шефа|директора|руководителя)|закрыт\w*|открыт\w*"
    r"|выходной|отпуск\w*|командировк\w*|акци[яи]|скидк[аи]|действ\w+|срок\w*|гаранти\w+"
    r"|работа(?:ем|ю|ет|ют)|график\w*|до самого|занят\w*|инвентаризаци\w*|планерк\w*|совещани\w*"
    r"|цен[аы]|отгрузк\w*|в отъезде|в полях|в дороге|на выезде|на объекте|рассрочк\w*|отсрочк\w*"
    r"|оплата|поставка|изготовление|производство|курс|(?:я|мы|он|она|шеф)(?: (?:весь|всю|тоже|как "
    r"раз|еще|уже))* (?:в|на|за) [а-я]{4,})(?!\S)"
)
LASTING = re.compile(
    r"(?<!\S)(?:закрыт\w*|открыт\w*|выходной|отпуск\w*|акци[яи]|скидк[аи]|действ\w+|срок\w*"
    r"|гаранти\w+|работа(?:ем|ю|ет|ют)|график\w*|цен[аы]|рассрочк\w*|отсрочк\w*|изготовление"
    r"|производство"
    r"|closed?|shut|open|off|valid|expires?|lasts?|takes?|runs?|offer|lead time|hours|prices?"
    r"|warranty|guarantee|holiday|leave)(?!\S)"
)
RU_ABLE = re.compile(
    r"(?<!\S)(?:могу|можем|смогу|сможем|постара\w+|попроб\w+|успе(?:ю|ем)|готов\w?|собира\w+"
    r"|планиру\w+|обеща\w+|обязу\w+|должн?\w?|надо|нужно|хочу|хотим|буду|будем|давайте"
    r"|давай)(?!\S)"
)
PARENTHETIC = frozenset(
    [
        "думаю",
        "считаю",
        "надеюсь",
        "полагаю",
        "знаю",
        "понимаю",
        "вижу",
        "помню",
        "кажется",
        "значит",
        "может",
        "получается",
        "говорю",
        "смотрите",
        "смотри",
        "слушайте",
        "слушай",
        "извините",
        "простите",
        "подождите",
        "давайте",
        "давай",
        "скажите",
        "устраивает",
        "подходит",
        "понял",
        "поняла",
        "понимаете",
        "знаете",
        "хорошо",
        "видите",
        "предлагаю",
        "договорились",
        "записал",
        "записала",
        "отметил",
        "отметила",
        "пометил",
        "поставил",
        "поставила",
        "ладно",
        "принял",
        "приняла",
        "начала",
        "стало",
    ]
)
DELIVERS = re.compile(
    r"(?<!\S)(?:(?:при|вы|до|пере|от|по|об|со)?(?:шл|сыла|прав|слать|зв[ао]н)\w+|ски(?:н|д)\w+"
    r"|сбро[сш]\w+|набер\w+|набрать|приед\w+|подъед\w+|заед\w+|отве[чт]\w+|верн\w+|сообщ\w+"
    r"|скаж\w+|привез\w+|будет|жд\w+"
    r"|call|send|ring|email|mail|get back|let you know|come back|back to you|give you|have it|be "
    r"with you|drop|pop|visit|text|over to you|phone|chase|follow|deliver|share)(?!\S)"
)
REPORTED = re.compile(
    r"(?<!\S)(?:said|told you|promised|thought|meant to|supposed to|was going to|were going to|had hoped)(?!\S)"
)
EN_ASKS = re.compile(
    r"(?<!\S)(?:(?:call|ring|phone|ping|try|text|email|mail|catch|send|give|show|get|tell) (?:me"
    r"|us|it|that|him|her)|(?:come|get|check|circle|touch|call|ring) (?:back|base|again)|can you"
    r"|could you|would you|will you)(?!\S)"
)
PROPOSES = re.compile(r"(?<!\S)(?:давай|давайте|лучше|поэтому|значит|тогда|so|then|let's|how)(?!\S)")
THEN = re.compile(r"(?:, |и |and |so )*(?:тогда|вот тогда|then)(?!\S)")
WAIT = re.compile(r"(?<!\S)(?:жди|ждите|ожидай|ожидайте)(?!\S)")
ADDRESSED = re.compile(r"(?<!\S)(?:вам|вас|тебе|тебя|вами|you|your|ya)(?!\S)")
