# Что сделать со сделкой, которую стоит вернуть. Имя клиента стоит в именительном падеже. Предложение собирает
# reports/next_step.py: next-step-<причина>, затем факты step-<код> через точку с запятой, а если фактов нет, —
# next-step-<причина>-why. $day и $said — готовые даты без знаков вокруг, $weekday — день недели, 0 — понедельник.

next-step-when = { $weekday ->
    [0] В понедельник, { $day },
    [1] Во вторник, { $day },
    [2] В среду, { $day },
    [3] В четверг, { $day },
    [4] В пятницу, { $day },
    [5] В субботу, { $day },
   *[6] В воскресенье, { $day },
}
next-step-with = { $action }: { $facts }.
next-step-dated_deferral_due = { $when } позвонить клиенту ({ $client })
next-step-dated_deferral_due-why = подошёл срок, который назвал сам клиент
next-step-broken_promise = { $when } позвонить клиенту ({ $client }), извиниться и сделать обещанное в тот же день
next-step-broken_promise-why = обещание осталось невыполненным
next-step-unworked_lead = { $when } позвонить клиенту ({ $client }) и начать с его задачи
next-step-unworked_lead-why = обращение так и не отработано
next-step-price_gap = { $when } позвонить клиенту ({ $client }) с новым расчётом
next-step-price_gap-why = разницу в цене можно сократить
next-step-approval_or_decider = { $when } позвонить клиенту ({ $client }), а до того узнать, получено ли согласование и кто решает
next-step-approval_or_decider-why = не хватило согласования или решения
next-step-interest_no_next_step = { $when } позвонить клиенту ({ $client }) и договориться о следующем шаге с датой
next-step-interest_no_next_step-why = интерес был, потом замолчали мы
next-step-competitor_window = { $when } позвонить клиенту ({ $client }) и узнать, как дела у нынешнего поставщика и когда кончается договор
next-step-competitor_window-why = у другого поставщика могло открыться окно
next-step-supply_restored = { $when } позвонить клиенту ({ $client }) и предложить то, чего тогда не было
next-step-supply_restored-why = тогда не хватило товара, срока или условия

## Факты
step-date-named = клиент сам назвал этот срок { $said }: «{ $words }»
step-date-named-past = срок, который клиент назвал { $said }, подошёл: «{ $words }»
step-ready_to_buy = о покупке, { $said }: «{ $words }»
step-budget_stated = о деньгах, { $said }: «{ $words }»
step-interest = интерес, { $said }: «{ $words }»
step-need_stated = задача клиента, { $said }: «{ $words }»
step-request_next_step = просьба клиента, { $said }: «{ $words }»
step-owed = за нами { $object ->
    [quote] расчёт, обещанный
    [invoice] счёт, обещанный
    [contract] договор, обещанный
    [documents] документы, обещанные
    [samples] образцы, обещанные
    [photos] снимки, обещанные
    [call] звонок или ответ, обещанный
    [visit] визит, обещанный
    [answer] ответ, обещанный
    [terms] ответ о цене или условиях, обещанный
    [something] то, что обещали прислать,
   *[promised] обещанное
} { $said }{ $quoted ->
    [0] {""}
   *[1] {": "}«{ $words }»
}
step-owed-due = за нами { $object ->
    [quote] расчёт, обещанный { $said } к { $due }
    [invoice] счёт, обещанный { $said } к { $due }
    [contract] договор, обещанный { $said } к { $due }
    [documents] документы, обещанные { $said } к { $due }
    [samples] образцы, обещанные { $said } к { $due }
    [photos] снимки, обещанные { $said } к { $due }
    [call] звонок или ответ, обещанный { $said } к { $due }
    [visit] визит, обещанный { $said } к { $due }
    [answer] ответ, обещанный { $said } к { $due }
    [terms] ответ о цене или условиях, обещанный { $said } к { $due }
    [something] то, что { $said } обещали прислать к { $due }
   *[promised] обещанное { $said } к { $due }
}{ $quoted ->
    [0] {""}
   *[1] {": "}«{ $words }»
}
step-unanswered-message = сообщение клиента от { $said } осталось без ответа: «{ $words }»
step-unanswered-call = звонок клиента { $said } остался без ответа
step-unanswered-request = после просьбы клиента { $said } от нас ничего не было: «{ $words }»
step-asks_discount = вопрос о цене, { $said }: «{ $words }»
step-objection_price = возражение о цене, { $said }: «{ $words }»
step-waits_on_head = { $said } ждали решения руководителя: «{ $words }»
step-objection_authority = о том, кто решает, { $said }: «{ $words }»
step-chose_competitor = о другом поставщике, { $said }: «{ $words }»
step-objection_competitor = о другом поставщике, { $said }: «{ $words }»
