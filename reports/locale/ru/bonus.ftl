# Карта показателей и премия: графики, как прочитано, признаки игры.

kpi-map = Карта показателей
kpi-read = Как прочитан
kpi-gaming = Проверка на игру с показателем
kpi-losses = Потери
kpi-money = Из чего сумма потерь
kpi-others-gamed = За это схема не платит, но по цифрам видно
section-bonus = Премия: что платят и за что стоит платить
months-replayed = По схеме
months-new = По новой
bonus-how-read = Насколько верно прочитана схема
bonus-chart-months = Премия по месяцам: выплачено и по словам схемы
bonus-chart-scenarios = Те же месяцы при другой выручке
bonus-series-paid = выплачено
bonus-series-replayed = по схеме
bonus-series-perhaps = бледное — то, что в словах или данных не ясно
bonus-series-today = нынешняя схема
bonus-series-new = предлагаемая схема
bonus-and-unclear = { $reward } + неясное
bonus-at-plan = При { $at } плана
bonus-scenario = Выручка { $change }
bonus-scenario-as-it-was = Выручка как была

gaming-name-bunched-above-plan = месяцы заканчиваются чуть выше плана
gaming-name-slow-after-plan = тихие дни после выполнения плана
gaming-name-slid-to-next-month = сделки, перенесённые на начало следующего месяца
gaming-name-ready-and-waited = готовые сделки, ждавшие следующего месяца
gaming-name-leads-waited = заявки, ждавшие в дни холодных звонков
gaming-name-short-talks = короткие разговоры в дни холодных звонков
gaming-name-fewer-won-on-busy-days = заявки, проигранные в дни холодных звонков
gaming-name-weakest-kept = заявки самых слабых менеджеров
gaming-name-stages-without-contact = этапы, пройденные без контакта
gaming-name-closed-in-batches = задачи, закрытые пачками
gaming-name-tasks-without-work = закрытые задачи без следа работы
gaming-name-small-leads-dropped = брошенные мелкие заявки
gaming-name-options-pushed = навязанные опции
gaming-name-dearer-and-fewer = чек выше, а выигранных заявок меньше
