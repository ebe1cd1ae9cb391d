"""The words that tell whether a date is one to make contact on, over rows of signs. ru and en.

Families of words, not sentences: asking for contact, coming back, deciding and its money, absence, buying, and what a
client plans for himself.
"""

from __future__ import annotations

import re

ASKS = re.compile(
    r"(?<!\S)(?:(?:пере|по)?звон(?:и|ите|ит|ят)|(?:пере)?набери(?:те)?|набирай(?:те)?|звякни(?:те)?|верни(?:тесь|сь)"
    r"|возвращай(?:тесь|ся)|(?:на)?пиши(?:те)?|напомни(?:те)?|обрати(?:тесь|сь)|обращай(?:тесь|ся)|свяжи(?:тесь|сь)"
    r"|объяви(?:тесь|сь)|дерни(?:те)?|маякни(?:те)?|постучи(?:те|тесь)|спроси(?:те)?|дай(?:те)? (?:мне|нам)"
    r"|(?:call|ring|phone|ping|try|catch|remind|contact|email|text|message|chase|bother) (?:me|us|again|back)"
    r"|(?:come|get|circle|check|touch|reach) (?:back|base|in|again|out)|(?:speak|talk) (?:again|to (?:me|us))"
    r"|(?:in|by) touch|give (?:me|us|it)|drop (?:me|us)|you to (?:ring|call|phone|write|come)"
    r"|(?:a )?word with (?:me|us)|пойма(?:ть|йте)|leave it|pop (?:up|back|in))(?!\S)"
)
# Words of which a row must hold one for ASKS to match in any part of it, times taken out or not: with one of them every
# alternative of ASKS begins.
MAY_ASK = re.compile(
    r"(?<!\S)(?:(?:пере|по)?звон\w+|(?:пере)?наб\w+|звякни\w*|верни\w+|возвращай\w+|(?:на)?пиши\w*|напомни\w*"
    r"|обра[тщ]\w+|свяжи\w+|объяви\w+|дерни\w*|маякни\w*|постучи\w+|спроси\w*|дай\w*|пойма\w+"
    r"|call|ring|phone|ping|try|catch|remind|contact|email|text|message|chase|bother|come|get|circle|check|touch|reach"
    r"|speak|talk|in|by|give|drop|you|a|word|leave|pop)(?!\S)"
)
RETURNS = re.compile(
    r"(?<!\S)(?:верн(?:емся|усь|уться|ется|утся)|возвра(?:тимся|щусь|щаемся|титься)|созвон(?:имся|иться)|спишемся"
    r"|(?:по)?говори(?:м|ть)|разговаривать|обсу(?:дим|дить|ждать)|продолжим|встретимся|(?:пере|по)звон(?:ю|им|ить)"
    r"|набер(?:у|ем)|сообщ(?:у|им)|напиш(?:у|ем)|отве(?:чу|тим)|посмотрим|дума(?:ть|ем)|подумаем"
    r"|revisit|reconnect|(?:pick|take|bring) (?:it|this|that|things) (?:up|back)|look (?:at|into) (?:it|this|that)"
    r"|(?:let's|we'll|i'll|we can|can) (?:speak|talk|discuss|look|think|see)"
    r"|(?:back )?(?:на|onto) the (?:table|agenda)|i'll know|we'll know)(?!\S)"
)
DECIDES = re.compile(
    r"(?<!\S)(?:реш(?:им|ат|ит|ится|ать|аем|ают|ение|ения)|определ(?:имся|ятся|ится|юсь)|посовету\w+|утверд\w+"
    r"|утвержд\w+|соглас(?:уем|уют|ует|ования|ование)|рассм(?:отр|атр)\w+|выб(?:ирать|ираем|ирают|ерем|еру|ерут)"
    r"|голосу\w+|залож(?:им|ат|у)|бюджет\w*|комисси\w+|правлени\w+|собрани\w+|тендер\w*|конкурс\w*|торги|торгов"
    r"|финансир\w+|деньги|денег|аванс\w*|субсиди\w+|грант\w*|кредит\w*|транш\w*|закупаемся"
    r"|decid\w+|decision\w*|minds? up|budget\w*|boards?|committee|trustees|council|votes?|voting|choos\w+|select\w+"
    r"|approv\w+|sign(?:s|ed)? off|fiscal|financial|fund(?:s|ing)|money|grant|tender|review)(?!\S)"
)
AWAY = re.compile(
    r"(?<!\S)(?:вахт\w+|карантин\w*|больниц\w*|hospital|отпуск\w*|командировк\w*|больнич\w*|отъезде|верн(?:ется|утся)"
    r"|выйд(?:ет|ут)|выход(?:ит|ят)|приед(?:ет|ут)"
    r"|прилет(?:ит|ят)|появ(?:ится|ятся)|away|abroad|travelling|traveling|на leave"
    r"|off (?:до|work|sick)|(?:be|is|am|i'm|he's|she's|they're"
    r"|gets|get) back|returns?)(?!\S)"
)
BUYS = re.compile(
    r"(?<!\S)(?:берем|брать|возьм(?:ем|у)|куп(?:им|лю)|покупать|закуп(?:ать|аем|им|аться)|заказ(?:ывать|ываем|ать)"
    r"|закаж(?:ем|у)|подпис(?:ать|ывать|ываем|ываю)|подпиш(?:ем|у|ут)|buy(?:ing)?|purchas\w+|order(?:ing)?"
    r"|we sign)(?!\S)"
)
UNTIL = re.compile(r"(?<!\S)(?:до|раньше|ранее|перед)(?: (?:чем|в|на|the))* ?$")
SOONER = re.compile(r"(?<!\S)(?:раньше|ранее|before|sooner|earlier|until)(?!\S)")
# What the client needs, opens, begins or holds then: his own dates.
PLANS = re.compile(
    r"(?<!\S)(?:нуж(?:ен|на|но|ны)|надо|понадоб\w+|хотим|хочу|потребу\w+|достав\w+|откры\w+|начина\w+|начн\w+"
    r"|старт\w*|запуска\w*|запуск\w*|переезжа\w+|въезжа\w+|заезжа\w+|аренд\w+|выставк\w+|свадьб\w+|юбиле\w+|корпоратив\w*"
    r"|need\w*|want\w*|require\w*|deliver\w*|open\w*|install\w*|start\w*|begin\w*|launch\w*|mov(?:e|es|ing) in\w*|lease"
    r"|wedding\w*|show|exhibition|event)(?!\S)"
)
THEN = re.compile(
    r"(?<!\S)(?:тогда|вот и|(?:к|после|ближе к) (?:этому|тому|нему|него|этого)|then|на that|after that|после that"
    r"|that's when)(?!\S)"
)
# What was to happen on the date, and is told of: no request.
PROMISED = re.compile(r"(?<!\S)(?:обещал\w*|должн\w* был\w*|promised|supposed|meant)(?!\S)")
STOP = re.compile(r"(?<!\S)[.!?;](?!\S)")
EMPTY = re.compile(
    r"(?<!\S)(?:[^\w\s]+|в|на|к|до|с|по|где|то|ну|да|нет|так|вот|ближе|уже|только|не|раньше|скорее|всего|наверное"
    r"|где-то|около|после|the|a|in|at|by|yes|no|well|может|быть|думаю|maybe|perhaps|probably|say|sometime"
    r"|of|from|и|and|around)(?!\S)"
)
