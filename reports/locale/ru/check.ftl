# Проверка данных: команда `dealforensics check` и раздел «Данные» отчёта.

## Команда
cli-check-purpose = Показать, что есть в архиве, чего в нём нет и чего из-за этого не найти, и какие значения подозрительны.
cli-check-example = Пример: dealforensics check archive --out check.html
cli-check-archive = папка архива: таблицы и записи
cli-check-out = записать ту же страницу в файл HTML
check-written = Страница записана: { $path }
check-not-written = Страницу не удалось записать в { $path }: { $reason }. Укажите другой файл.

## Страница
check-title = Качество данных
check-section-facts = Что есть
check-section-gaps = Чего нет и чего из-за этого не найти
check-section-suspicious = Подозрительные значения
check-section-problems = Что не удалось прочитать
check-section-months = По месяцам
check-no-gaps = Всё, чем пользуется разбор, на месте.
check-no-suspicious = Подозрительных значений не найдено.
check-no-problems = Прочитано всё.
check-clean = Проверено, замечаний нет: { $names }.
check-unjudged = Проверить нельзя — нет данных
check-unjudged-line = { $name } — нужны: { $needs }
check-verdict = Чего нет: { $gaps }. Подозрительных мест: { $suspicious }. Проверить нельзя: { $unjudged }.
check-examples = Например
check-blind = Могут не найтись: { $names }.

check-table-people = Сотрудники
check-table-contacts = Контакты
check-table-deals = Сделки
check-table-stage_history = История этапов
check-table-owner_history = История ответственных
check-table-tasks = Задачи
check-table-messages = Сообщения и примечания
check-table-calls = Звонки
check-table-periods = Периоды (план и факт)
check-none = нет
check-rows = { $rows }
check-rows-dated = { $rows }, с { $first } по { $last }
check-statuses = открытых { $open }, выигранных { $won }, проигранных { $lost }
check-label-statuses = Сделки по исходу
check-label-phone = Звонки с номером клиента
check-label-user = Звонки с сотрудником
check-label-direction = Звонки с направлением
check-label-duration = Звонки с длительностью
check-label-words = Звонки с записью или расшифровкой
check-label-stated_deal = Звонки, для которых CRM назвала сделку
check-label-gaps = Дни без звонков
check-silent = { $first } — { $last }: рабочих дней без звонков { $days }
check-month = Месяц
check-month-deals = Создано сделок
check-month-calls = Звонков
check-count = { $count } из { $whole } ({ $percent })

## Чего нет
check-gap-no-deals = Нет сделок. Ранжировать нечего: обоих списков не будет. Выгрузите сделки из CRM.
check-gap-no-people = Нет списка сотрудников. Имён и ролей не видно, и ошибку менеджера не отличить от ошибки руководителя. Добавьте people.csv.
check-gap-no-head = В people.csv никто не отмечен руководителем. Его распоряжения, согласования и бездействие ни к кому не отнести. Укажите role = head.
check-gap-no-contacts = Нет контактов. Звонок не соединить со сделкой по номеру. Выгрузите контакты с телефонами.
check-gap-no-contact-phones = { $some ->
    [none] Ни у одного контакта нет телефона.
   *[some] Телефон есть только у { $share } контактов.
} Звонки клиентов без телефона к сделкам не привязать. Выгрузите контакты со всеми телефонами.
check-gap-no-stage-history = Нет истории этапов. Не видно, где сделка застряла, переносили ли её на следующий месяц и не рано ли закрыли. Её отдаёт API CRM, обычная выгрузка — нет.
check-gap-no-owner-history = Нет истории ответственных. Не видно передач от менеджера к менеджеру и сделок, потерянных при передаче.
check-gap-no-tasks = Нет задач. Приписанных действий не увидеть, а обещания и сроки видны только в разговорах. Выгрузите задачи с датами и результатом.
check-gap-no-messages = Нет писем, чатов и примечаний. Отправлено ли обещанное, сказать нельзя. Выгрузите переписку.
check-gap-no-calls = Нет журнала звонков. Не видно, звонили ли клиенту, когда и сколько раз. Выгрузите журнал из телефонии.
check-gap-no-words = { $some ->
    [none] Ни одного разговора со словами нет.
   *[some] Слова известны только у { $share } разговоров.
} Как говорили с клиентом, что обещали и на что он согласился, без слов не видно. Добавьте записи в recordings/.
check-gap-no-periods = Нет плана и факта по месяцам. На вопросы о премии руководителя ответа не будет. Добавьте periods.csv.
check-gap-no-kpi = Нет показателей руководителя. Проверить, за что платят премию, нельзя. Добавьте kpi.yaml.
check-gap-no-amounts = { $some ->
    [none] Ни у одной сделки нет суммы.
   *[some] Сумма есть только у { $share } сделок.
} Потери не посчитать в деньгах, а списки — не упорядочить по ним.
check-gap-no-margins = { $some ->
    [none] Ни у одной сделки нет маржи.
   *[some] Маржа есть только у { $share } сделок.
} Без неё ожидаемую прибыль не посчитать.
check-gap-no-closing-dates = { $some ->
    [none] Ни у одной закрытой сделки нет даты закрытия.
   *[some] Дата закрытия есть только у { $share } закрытых сделок.
} Не видно, что было до закрытия, а что после, и не рано ли закрыли.
check-gap-no-owners = { $some ->
    [none] Ни у одной сделки нет ответственного.
   *[some] Ответственный есть только у { $share } сделок.
} Без него не сказать, чья ошибка.
check-gap-no-deal-contacts = { $some ->
    [none] Ни у одной сделки нет контакта.
   *[some] Контакт есть только у { $share } сделок.
} Без контакта звонки по номеру не привязать.
check-gap-no-call-users = { $some ->
    [none] Ни у одного звонка нет сотрудника.
   *[some] Сотрудник известен только у { $share } звонков.
} Звонки менеджера не отличить от чужих. Впишите внутренние номера в people.csv и загрузите журнал ещё раз.
check-gap-no-call-phones = { $some ->
    [none] Ни у одного звонка нет номера клиента.
   *[some] Номер клиента есть только у { $share } звонков.
} Без номера звонок к сделке не привязать.
check-gap-no-call-durations = { $some ->
    [none] Ни у одного звонка нет длительности.
   *[some] Длительность есть только у { $share } звонков.
} Разговор не отличить от гудков.
check-gap-calls-begin-late = Журнал звонков начинается { $day }, а сделок, созданных больше чем за месяц до того, — { $count }. Обещания и звонки до этого дня не проверить.
check-gap-calls-end-early = Журнал звонков кончается { $day }, после этого создано сделок: { $count }. Будет казаться, что им не звонили. Выгрузите журнал до дня разбора.
check-gap-messages-begin-late = Переписка начинается { $day }, а сделок, созданных больше чем за месяц до того, — { $count }. Письма по ним не видны.
check-gap-tasks-begin-late = Задачи начинаются { $day }, а сделок, созданных больше чем за месяц до того, — { $count }. Задачи по ним не видны.

## Подозрительные значения: название и что это значит
check-clock-shift = Часы телефонии и CRM
check-found-clock-shift = Часы журнала звонков { $sign ->
    [ahead] спешат относительно CRM на { $apart } ч
   *[behind] отстают от CRM на { $apart } ч
}{ $months ->
    [differ] , в разные месяцы по-разному
   *[alike] {""}
}: это видно по { $agreeing } из { $calls } звонков, за которыми в CRM следует запись.
check-advice-clock-shift = При разборе звонки сдвигаются на эту разницу. Если она известна точно, запишите её в archive.yaml: phone_log_ahead_h.
check-calls-twice = Звонки, записанные дважды
check-advice-calls-twice = Один номер, одно направление, те же секунды: звонок пришёл и из CRM, и из телефонии. Число попыток выйдет завышенным. Оставьте один источник.
check-one-number-often = Звонки с одним и тем же номером
check-advice-one-number-often = Номер встречается слишком часто для клиента. Если это линия компании, столбцы «кто» и «кому» прочитаны неверно; если поставщик или курьер — его звонки к сделкам не относятся.
check-closing-before-creation = Сделки, закрытые раньше, чем созданы
check-advice-closing-before-creation = Так бывает после переноса из другой системы или когда дату вписали руками. Сроки по таким сделкам неверны.
check-closings-on-one-day = Сделки, закрытые в один день вместе со многими другими
check-advice-closings-on-one-day = Так закрывают разом, при уборке или переносе. Это не день, когда клиента потеряли. Причину закрытия спросите у того, кто закрывал.
check-creations-on-one-day = Сделки, созданные в один день вместе со многими другими
check-advice-creations-on-one-day = Похоже на перенос из другой системы: когда обращение началось на самом деле, не видно, и скорость первого звонка по ним не судить.
check-won-without-amount = Выигранные сделки без суммы
check-advice-won-without-amount = Выручка и средний чек выйдут заниженными. Впишите суммы из учёта.
check-one-lost-reason = Проигранные сделки с одной и той же причиной
check-found-one-lost-reason = Одна причина отказа, «{ $reason }», стоит у { $count } из { $whole } проигранных сделок ({ $percent }).
check-advice-one-lost-reason = Её выбирают не глядя. На неё нельзя опираться, смотреть надо на разговоры.
check-deals-without-contact = Сделки без контакта
check-advice-deals-without-contact = Звонки к ним по номеру не привязать.
check-deals-without-owner = Сделки без ответственного
check-advice-deals-without-owner = Ошибку по ним не отнести ни к кому.
check-unknown-owners = Сделки, ответственного за которые нет в people.csv
check-advice-unknown-owners = Обычно это уволенные. Добавьте их в people.csv с датой ухода, иначе их ошибки ничьи.
check-deals-without-traces = Сделки без единого звонка и сообщения
check-advice-deals-without-traces = Либо работали мимо телефонии и CRM, либо не работали. Прежде чем обвинять, проверьте, полон ли журнал и все ли телефоны в контактах.
check-contacts-of-one-phone = Контакты, у которых один телефон на двоих–четверых
check-advice-contacts-of-one-phone = Двойники или сотрудники одной фирмы. История клиента разорвана: звонок может лечь не к той сделке.
check-phones-of-many = Контакты, делящие телефон с четырьмя и более другими
check-advice-phones-of-many = Общий номер конторы или номер, вписанный для вида. По такому номеру сделку не определить.
check-contacts-alike = Контакты с одинаковыми именем и компанией
check-advice-contacts-alike = Двойники: объедините их в CRM, иначе история клиента разорвана.
check-contacts-without-phone = Контакты сделок без телефона
check-advice-contacts-without-phone = Их звонки к сделкам не привязать, и будет казаться, что им не звонили.
check-callers-without-deals = Менеджеры со звонками, но без сделок
check-advice-callers-without-deals = Возможно, внутренний номер приписан не тому человеку или сделки стоят на другом. Проверьте people.csv.
check-owners-without-calls = Ответственные за сделки, у которых нет ни одного звонка
check-advice-owners-without-calls = Либо звонят с личного телефона, либо внутренний номер не указан. Пока это не выяснено, «не звонил» сказать нельзя.
check-events-after-leaving = Звонки сотрудников после их ухода
check-advice-events-after-leaving = Внутренний номер достался другому. Эти звонки приписаны не тому человеку.
check-unknown-callers = Звонки сотрудников, которых нет в people.csv
check-advice-unknown-callers = Кто звонил, неизвестно. Добавьте людей или внутренние номера.
check-calls-at-night = Звонки между полуночью и шестью утра
check-advice-calls-at-night = Чаще всего журнал ведётся в другом часовом поясе. Проверьте timezone в archive.yaml и настройки телефонии.
check-calls-too-long = Звонки длиннее трёх часов
check-advice-calls-too-long = Линию не положили, или длительность в других единицах.
check-answered-without-length = Отвеченные звонки нулевой длины
check-advice-answered-without-length = Ответил автомат, или один из двух столбцов неверен. За разговор их считать нельзя.
check-unanswered-with-length = Неотвеченные звонки длиннее пяти минут
check-advice-unanswered-with-length = В длительность вошло ожидание, или отметка об ответе неверна.
check-recordings-unlisted = Записи, которых нет в журнале звонков
check-advice-recordings-unlisted = Когда и с кем был разговор, неизвестно. Если это видно по именам файлов, загрузите папку командой import с --recordings и --pattern.
check-recordings-missing = Звонки, записи которых не нашлось
check-advice-recordings-missing = Журнал называет файл, а файла нет. Скачайте записи, пока телефония их хранит.
check-events-in-future = События позже дня разбора
check-advice-events-in-future = Опечатка в дате, или день разбора (as_of) указан неверно.

check-start = Читаю и проверяю архив { $archive } …
