# Обещания: таблица по сотрудникам и невыполненные.

section-promises = Обещания клиентам
promises-lead = { $count ->
    [0] Обещаний в разговорах не найдено.
    [one] В разговорах найдено { $count } обещание
    [few] В разговорах найдено { $count } обещания
   *[many] В разговорах найдено { $count } обещаний
}{ $count ->
    [0] { "" }
   *[other] : в срок выполнено { $kept }, с опозданием { $late }, не выполнено { $broken }, нельзя сказать { $unknown }.
}
promises-column-person = Сотрудник
promises-column-all = Обещаний
promises-column-kept = В срок
promises-column-late = С опозданием
promises-column-broken = Не выполнено
promises-column-unknown = Нельзя сказать
promises-column-share = В срок из проверяемых
promises-late = { $count } (медиана { $days } дн.)
promises-share = { $percent } ({ $kept } из { $known })
promises-share-few = { $kept } из { $known }
promises-share-none = проверить нельзя
promises-why-unknown = Почему нельзя сказать: { $reasons }.
promises-note = Первыми стоят те, у кого недовыполнение видно увереннее всего: с учётом числа обещаний, а не одной доли. Если проверяемых обещаний меньше { $few }, доля не считается: по такому числу о человеке судить нельзя. Обещание считается выполненным, если до полудня следующего рабочего дня до клиента дошло хоть что-то: звонок, сообщение, визит. Повторённое в том же разговоре считается один раз.
promises-broken = Невыполненные
promises-more = { $count ->
    [one] И ещё { $count } невыполненное: оно в promises.jsonl.
   *[other] И ещё { $count } невыполненных: они в promises.jsonl.
}
promises-deal = { $title } ({ $deal }), клиент: { $client }

promise-kind-call_back = позвонить или ответить
promise-kind-send = прислать КП, счёт, документы или иное
promise-kind-visit = приехать или встретиться
promise-kind-clarify = уточнить и вернуться с ответом
promise-kind-discount_answer = ответить о цене или условиях
promise-kind-other = иное
promise-missing = Обещано: { $kind }; срок { $due }. { $why }
promise-missing-vague = Обещано: { $kind }; срок назван неточно, самое позднее { $due }. { $why }
promise-missing-undated = Обещано: { $kind }; срок не назван; клиент позже сказал, что не дождался.
promise-broken-nothing_followed = После этого до клиента ничего не дошло: ни звонка, ни сообщения, ни отметки о сделанном.
promise-broken-client_says_so = Клиент позже сказал, что не дождался.

promise-proof-call = Звонок { $ref }, { $at }
promise-proof-attempt = Попытка дозвониться { $ref }, { $at }: клиент говорит, что звонка не было
promise-proof-message = В записях есть сообщение { $ref }, { $at }, но клиент говорит, что ничего не пришло
promise-proof-client-wrote = Клиент написал { $at } ({ $ref })
promise-proof-note = В записях есть заметка { $ref }, { $at }, но клиент говорит, что ничего не пришло
promise-proof-task = В записях есть выполненная задача { $ref }, { $at }, но клиент говорит, что ничего не пришло
promise-proof-stage = Этап «{ $ref }» поставлен { $at }, но клиент говорит, что ничего не пришло
promise-proof-words = Клиент сказал { $at } (звонок { $ref })

promise-unknown-released = клиент сам отказался от обещанного ({ $count })
promise-unknown-doubtful_call = был звонок, о котором не ясно, к какой сделке он относится ({ $count })
promise-unknown-word_left = оставлено сообщение на автоответчике ({ $count })
promise-unknown-unclear_call = не известно, ответил ли клиент на звонок ({ $count })
promise-unknown-not_due = срок ещё не прошёл ({ $count })
promise-unknown-no_due = срок не назван ({ $count })
promise-unknown-no_messages = в архиве нет отправленных сообщений ({ $count })
promise-unknown-no_phone_log = в архиве нет журнала звонков ({ $count })
promise-unknown-no_work_record = в архиве нет задач, этапов и заметок ({ $count })
promise-unknown-no_trace = сделанное не оставило бы следа ({ $count })
promise-unknown-went_on = сделка пошла дальше, значит, записано не всё ({ $count })
promise-unknown-client_thanks = клиент благодарит, значит, записано не всё ({ $count })
