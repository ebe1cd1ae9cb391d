# Признаки игры с показателями: одна проверка на каждый токсичный показатель (reports/kpi_gaming).
# Вывод: gaming-<вывод>-<показатель>; признак: gaming-sign-<код>; чего не хватает: gaming-missing-<код>.

gaming-found-plan_attainment = По месяцам и датам продаж видно, что план «подгоняют»: выполнив его, придерживают сделки или подтягивают месяц ровно до плана.
gaming-found-activity_count = По журналу звонков видно, что звонки делают ради числа.
gaming-found-low_turnover = По результатам видно, что в отделе держат хронически слабых менеджеров.
gaming-found-crm_discipline = По записям видно, что CRM заполняют вместо работы.
gaming-found-average_check = По сделкам видно, что средний чек поднимают ценой потерянных клиентов.
gaming-not_found-plan_attainment = Признаков того, что план «подгоняют», нет; заметную игру на этих данных было бы видно.
gaming-not_found-activity_count = Признаков того, что звонки делают ради числа, нет; заметную игру на этих данных было бы видно.
gaming-not_found-low_turnover = Признаков того, что держат хронически слабых менеджеров, нет; заметную разницу на этих данных было бы видно.
gaming-not_found-crm_discipline = Признаков того, что CRM заполняют вместо работы, нет; заметную игру на этих данных было бы видно.
gaming-not_found-average_check = Признаков того, что средний чек поднимают ценой потерянных клиентов, нет; заметную игру на этих данных было бы видно.
gaming-cannot_tell-plan_attainment = Нельзя сказать, «подгоняют» ли план.
gaming-cannot_tell-activity_count = Нельзя сказать, делают ли звонки ради числа.
gaming-cannot_tell-low_turnover = Нельзя сказать, держат ли хронически слабых менеджеров.
gaming-cannot_tell-crm_discipline = Нельзя сказать, заполняют ли CRM вместо работы.
gaming-cannot_tell-average_check = Нельзя сказать, поднимают ли средний чек ценой потерянных клиентов.
gaming-have = Данных: { $months ->
    [one] { $months } месяц
    [few] { $months } месяца
   *[many] { $months } месяцев
}, { $deals ->
    [one] { $deals } сделка
    [few] { $deals } сделки
   *[many] { $deals } сделок
}.
gaming-needed = Нужно примерно { $months ->
    [one] { $months } месяц
    [few] { $months } месяца
   *[many] { $months } месяцев
} и { $deals ->
    [one] { $deals } сделка
    [few] { $deals } сделки
   *[many] { $deals } сделок
} таких же данных.
gaming-chance = Если игры нет, такое или более явное бывает случайно в { $p_value } случаев.
gaming-interval-ratio = Отношение { $effect }, с вероятностью 95 % от { $low } до { $high }.
gaming-interval-difference = Разница в процентных пунктах: { $effect }, с вероятностью 95 % от { $low } до { $high }.

gaming-sign-bunched-above-plan = { $above_count ->
    [one] { $above_count } месяц
    [few] { $above_count } месяца
   *[many] { $above_count } месяцев
} из { $months_count } закончились выше плана не более чем на { $width_share }; рядом с планом всего { $near_count ->
    [one] { $near_count } месяц
    [few] { $near_count } месяца
   *[many] { $near_count } месяцев
}.
gaming-sign-slow-after-plan = После выполнения плана до конца месяца оставалось в сумме { $days_count ->
    [one] { $days_count } рабочий день
    [few] { $days_count } рабочих дня
   *[many] { $days_count } рабочих дней
} (месяцев: { $months_count }). Закрыто { $seen_count ->
    [one] { $seen_count } сделка
    [few] { $seen_count } сделки
   *[many] { $seen_count } сделок
}; при обычном темпе таких дней было бы { $usual_number }.
gaming-sign-slid-to-next-month = В первые { $days_count ->
    [one] { $days_count } рабочий день
    [few] { $days_count } рабочих дня
   *[many] { $days_count } рабочих дней
} месяца после выполненного досрочно плана (месяцев: { $months_count }) { $seen_count ->
    [one] закрыта { $seen_count } сделка
    [few] закрыты { $seen_count } сделки
   *[many] закрыто { $seen_count } сделок
}; при обычном темпе было бы { $usual_number }.
gaming-sign-ready-and-waited = { $slid_count ->
    [one] { $slid_count } сделка, закрытая
    [few] { $slid_count } сделки, закрытые
   *[many] { $slid_count } сделок, закрытых
} в первые дни после такого месяца, после последней работы с клиентом ждали подписи { $slid_number } дн. (медиана); остальные — { $usual_number } дн.
gaming-sign-leads-waited = В дни, когда менеджер делает больше всего холодных звонков, новая заявка ждёт первого контакта { $many_h } рабочих ч, в остальные его дни — { $few_h }. Таких заявок { $leads_count }; пока одна ждала, менеджер делал в среднем { $calls_number } холодных звонков.
gaming-sign-short-talks = В дни с наибольшим числом холодных звонков { $many_share } разговоров короче { $seconds } с, в остальные дни тех же людей — { $few_share } (разговоров в такие дни: { $talks_count }).
gaming-sign-fewer-won-on-busy-days = Из заявок, пришедших в дни с наибольшим числом холодных звонков ({ $leads_count }), выиграно { $many_share }, из остальных заявок тех же менеджеров — { $few_share }.
gaming-sign-weakest-kept = { $managers_count ->
    [one] Самый слабый менеджер
   *[other] Самые слабые менеджеры ({ $managers_count })
} из { $team_count } { $managers_count ->
    [one] выигрывает
   *[other] выигрывают
} { $weak_share } заявок, остальные — { $other_share }. Плохо обработано { $weak_badly_share } их заявок против { $other_badly_share }. { $months_count ->
    [0] Дата найма неизвестна.
   *[other] Работают у вас не меньше { $months_count } мес.
} На тех же { $leads_count ->
    [one] { $leads_count } заявке
   *[other] { $leads_count } заявках
} остальные выиграли бы на { $lacking_number } больше: это { $cost_money } выручки.
gaming-sign-stages-without-contact = В проигранных сделках { $count ->
    [one] { $count } переход
    [few] { $count } перехода
   *[many] { $count } переходов
} из { $entries_count } на этап, который требует контакта, сделано без звонка, письма и заметки ({ $bare_share }); в выигранных у тех же людей — { $other_share }.
gaming-sign-closed-in-batches = Из задач, закрытых пачками за несколько минут ({ $entries_count }), { $bare_share } не оставили следа работы: ни звонка, ни письма, ни заметки. Из закрытых по одной у тех же людей — { $other_share }.
gaming-sign-tasks-without-work = В проигранных сделках { $count ->
    [one] { $count } закрытая задача
    [few] { $count } закрытые задачи
   *[many] { $count } закрытых задач
} «связаться» из { $entries_count } без следа работы ({ $bare_share }); в выигранных — { $other_share }.
gaming-sign-small-leads-dropped = Заявкам дешевле { $below_money } не позвонили и не написали ни разу в { $small_share } случаев ({ $count } из { $leads_count }), остальным — в { $other_share }.
gaming-sign-options-pushed = В { $count ->
    [one] { $count } сделке
   *[other] { $count } сделках
} из { $heard_count } с записями клиенту навязывали лишнее. Потеряно { $pushed_share } из них, остальных — { $other_share }.
gaming-sign-dearer-and-fewer = Средний чек второй половины периода в { $check_ratio } раза от первой, а выиграно { $second_share } заявок вместо { $first_share }. Выручка с одной заявки: { $lead_ratio } от прежней.

gaming-missing-plan = Нет месячных планов: добавьте periods.csv.
gaming-missing-deals-of-the-plan = Сделки архива не складываются в выручку месяцев, или их мало: когда был выполнен план, не видно.
gaming-missing-phone-log = Нет журнала звонков: добавьте calls.csv.
gaming-missing-cold-calls = Холодных звонков мало или нет: сравнивать дни не с чем.
gaming-missing-warm-leads = Мало заявок, по которым видно время первого контакта.
gaming-missing-managers = Мало менеджеров с достаточным числом закрытых заявок: нужно хотя бы трое.
gaming-missing-managers-kept = Никто из менеджеров не работает больше года.
gaming-missing-tasks = Нет задач: добавьте tasks.csv.
gaming-missing-stages = Нет истории этапов: добавьте stage_history.csv.
gaming-missing-contacts = Нет звонков или сообщений, с которыми можно сверить записи.
gaming-missing-amounts = У большинства проигранных сделок нет суммы: мелких от крупных не отличить.
gaming-missing-words = Разговоры не распознаны: навязывают ли лишнее, не слышно.
