# dealforensics fetch: CRM через API.

cli-fetch-purpose = Забрать сделки, звонки и записи из CRM через API в папку архива. Остановить можно в любой момент: та же команда продолжит, а потом будет забирать только изменения.
cli-fetch-example = Пример: dealforensics fetch amocrm --account example.amocrm.ru --secrets amocrm.yaml --out client_archive
cli-fetch-system = amocrm (и Kommo) или bitrix24.
cli-fetch-out = Папка архива; если её нет, она создаётся. В ней только один аккаунт.
cli-fetch-account = Адрес аккаунта, например example.amocrm.ru или example.kommo.com. У Битрикс24 его сообщает вебхук.
cli-fetch-secrets = Файл с ключами, который может читать только его владелец. Без него ключи берутся из переменных окружения.
cli-fetch-since = Только то, что изменилось с этого дня (2026-01-31). По умолчанию: в первый раз всё, потом то, что изменилось с последней полной выгрузки.
cli-fetch-all = Забрать всё заново, что бы ни было в папке.
cli-fetch-without-recordings = Не скачивать записи; та же команда без этого параметра скачает их позже.

fetch-begun = { $scope ->
    [everything] Из { $account } забирается всё, в папку { $folder }
    [changes] Из { $account } забирается то, что изменилось с { $since }, в папку { $folder } (--all заберёт всё заново)
   *[since] Из { $account } забирается то, что изменилось с { $since }, в папку { $folder }
}
fetch-resumed = Прошлая выгрузка была прервана, она продолжается с того же места.
fetch-interrupted = Остановлено. Всё, что уже забрано, сохранено; та же команда продолжит.
fetch-reading = { $step }: { $items }
fetch-reading-left = { $step }: { $items } · осталось около { $minutes } мин
fetch-writing = Запись таблиц
fetch-recordings = Записи: { $done } из { $total }
fetch-recordings-left = Записи: { $done } из { $total } · осталось около { $minutes } мин
fetch-table = { $file }: новых { $added }, изменённых { $changed }, прежних { $unchanged }
fetch-gone = Больше нет в CRM: { $count }. В архиве эти строки остались; удалите их сами или заберите всё в новую папку.
fetch-recordings-done = Записи: скачано { $fetched }, уже были { $present }
fetch-recording-expired = { $count ->
    [one] { $count } запись не скачалась
    [few] { $count } записи не скачались
   *[other] { $count } записей не скачались
}: ссылка устарела или требует входа. Возьмите их в личном кабинете телефонии (список: { $file }).
fetch-recording-not-audio = { $count ->
    [one] { $count } ссылка ведёт
    [few] { $count } ссылки ведут
   *[other] { $count } ссылок ведут
} не на звук, чаще всего на страницу входа. Возьмите эти записи в личном кабинете телефонии (список: { $file }).
fetch-recording-too-large = { $count ->
    [one] { $count } запись больше 500 МБ и пропущена
    [few] { $count } записи больше 500 МБ и пропущены
   *[other] { $count } записей больше 500 МБ и пропущены
} (список: { $file }).
fetch-recording-empty = { $count ->
    [one] { $count } запись пуста
    [few] { $count } записи пусты
   *[other] { $count } записей пусты
} (список: { $file }).
fetch-recording-no-answer = { $count ->
    [one] { $count } запись не скачалась
    [few] { $count } записи не скачались
   *[other] { $count } записей не скачались
}: сервер не отвечал. Дайте ту же команду позже (список: { $file }).
fetch-recording-bad-link = У { $count ->
    [one] { $count } звонка
   *[other] { $count } звонков
} нет годной ссылки на запись (список: { $file }).
fetch-done = Архив готов: dealforensics check { $folder }

fetch-left-out-message = { $count ->
    [one] { $count } примечание или письмо
    [few] { $count } примечания или письма
   *[other] { $count } примечаний и писем
} у контактов и компаний нельзя точно отнести к сделке (открыто несколько или ни одной), они пропущены. Например, { $example }.
fetch-left-out-chat-message = { $count ->
    [one] { $count } сообщение чата нельзя
    [few] { $count } сообщения чата нельзя
   *[other] { $count } сообщений чата нельзя
} точно отнести к сделке, пропущено. Например, событие { $example }.
fetch-left-out-task = { $count ->
    [one] { $count } задачу нельзя
    [few] { $count } задачи нельзя
   *[other] { $count } задач нельзя
} точно отнести к сделке, пропущено. Например, { $example }.

fetch-left-out-no-users = Пользователи не прочитаны: аккаунт не разрешает { $example }. Вместо имён сотрудников их номера, и токен создан не администратором: сделки, звонки и задачи, которых этот пользователь не видит, в архив не попали, и сколько их, узнать нельзя. Попросите токен, созданный администратором, и повторите команду с --all.
fetch-left-out-no-contacts = Контакты не прочитаны: аккаунт не разрешает { $example }. Без их телефонов звонки не найдут свои сделки. Добавьте право и повторите команду с --all.
fetch-left-out-no-companies = Компании не прочитаны: аккаунт не разрешает { $example }. Без их телефонов часть звонков не найдёт свои сделки. Добавьте право и повторите команду с --all.
fetch-left-out-no-events = События не прочитаны: аккаунт не разрешает { $example }. Неизвестны смены этапов и ответственных и когда задачи были выполнены. Добавьте право и повторите команду с --all.
fetch-left-out-no-notes = Часть примечаний не прочитана: аккаунт не разрешает { $example }. Нет отмеченных там звонков, писем и сообщений. Добавьте право и заберите всё в новую папку: в этой звонки, отмеченные в двух местах, окажутся записаны дважды.
fetch-left-out-no-tasks = Задачи не прочитаны: аккаунт не разрешает { $example }. Выполнялись ли обещания, не видно. Добавьте право и повторите команду с --all.

## Битрикс24
fetch-left-out-bitrix24-message = { $count ->
    [one] { $count } письмо или SMS не привязано
    [few] { $count } письма или SMS не привязаны
   *[other] { $count } писем и SMS не привязаны
} ни к одной сделке или сразу к нескольким, пропущено. Например, дело { $example }.
fetch-left-out-bitrix24-task = { $count ->
    [one] { $count } дело не привязано
    [few] { $count } дела не привязаны
   *[other] { $count } дел не привязаны
} ни к одной сделке или сразу к нескольким, пропущено. Например, дело { $example }.
fetch-left-out-bitrix24-chat = { $count ->
    [one] { $count } чат не привязан
    [few] { $count } чата не привязаны
   *[other] { $count } чатов не привязаны
} ни к одной сделке или сразу к нескольким, пропущено. Например, диалог { $example }.
fetch-left-out-bitrix24-closed-chat = { $count ->
    [one] { $count } чат
    [few] { $count } чата
   *[other] { $count } чатов
} автор вебхука читать не может, пропущено. Например, диалог { $example }.
fetch-left-out-bitrix24-robot-call = { $count ->
    [one] { $count } звонок сделал
    [few] { $count } звонка сделал
   *[other] { $count } звонков сделал
} робот (информационный звонок), пропущено. Например, { $example }.
fetch-left-out-bitrix24-call-without-statistics = { $count ->
    [one] О { $count } звонке знает только CRM
   *[other] О { $count } звонках знает только CRM
}, в статистике телефонии их нет: неизвестно, ответили ли и сколько говорили. Обычно автору вебхука не хватает права «Статистика звонков — Просмотр». Например, { $example }.
fetch-left-out-bitrix24-second-contact = { $count ->
    [one] У { $count } сделки несколько контактов
   *[other] У { $count } сделок несколько контактов
}; в сделке записан первый, остальные есть только в contacts.csv. Например, сделка { $example }.
fetch-left-out-bitrix24-reason = { $count ->
    [one] { $count } причина отказа не читается
    [few] { $count } причины отказа не читаются
   *[other] { $count } причин отказа не читаются
}: значение удалено из списка. Взято название стадии. Например, { $example }.
fetch-left-out-bitrix24-undated = { $count ->
    [one] { $count } запись портала
    [few] { $count } записи портала
   *[other] { $count } записей портала
} без даты или с нечитаемой датой, пропущено. Например, { $example }.
fetch-left-out-bitrix24-no-administrator = Вебхук создан не администратором: сделки, звонки и задачи, которых не видит его автор, в архив не попали, и сколько их, узнать нельзя. Попросите вебхук, созданный администратором.
fetch-left-out-bitrix24-no-lead = Лиды не прочитаны: портал не разрешает { $example }. Обращения, которые не стали сделками, в архив не попали. Добавьте право и повторите команду с --all.
fetch-left-out-bitrix24-no-contact = Контакты не прочитаны: портал не разрешает { $example }. Без их телефонов звонки не найдут свои сделки. Добавьте право и повторите команду с --all.
fetch-left-out-bitrix24-no-company = Компании не прочитаны: портал не разрешает { $example }. Без их телефонов часть звонков не найдёт свои сделки. Добавьте право и повторите команду с --all.
fetch-left-out-bitrix24-no-activity = Дела не прочитаны: портал не разрешает { $example }. Нет писем, задач и мнения CRM о том, к какой сделке относится звонок. Добавьте право и повторите команду с --all.
fetch-left-out-bitrix24-right-user = У вебхука нет права user ({ $example }): вместо имён сотрудников их номера.
fetch-left-out-bitrix24-right-department = У вебхука нет права department ({ $example }): неизвестны отделы и их руководители. Впишите роль head в people.csv сами.
fetch-left-out-bitrix24-right-task = У вебхука нет права task ({ $example }): нет задач из модуля задач, остались только дела CRM. Добавьте право и повторите команду с --all.
fetch-left-out-bitrix24-right-telephony = У вебхука нет права telephony ({ $example }): нет статистики звонков, о звонках известно только то, что записано в делах CRM. Добавьте право и повторите команду с --all.
fetch-left-out-bitrix24-right-imopenlines = У вебхука нет права imopenlines ({ $example }): нет переписки из открытых линий (WhatsApp, Telegram, чат сайта). Добавьте право и повторите команду с --all.
fetch-left-out-bitrix24-right-disk = У вебхука нет права disk ({ $example }): записи звонков, которые лежат на Диске портала, не скачать. Добавьте право и дайте ту же команду.

## Шаги
fetch-step-account = Аккаунт
fetch-step-users = Пользователи
fetch-step-pipelines = Воронки
fetch-step-loss-reasons = Причины отказа
fetch-step-leads = Сделки
fetch-step-contacts = Контакты
fetch-step-companies = Компании
fetch-step-missing-contacts = Контакты изменённых сделок
fetch-step-missing-companies = Компании изменённых сделок
fetch-step-events = Смены этапов и ответственных, чаты
fetch-step-leads-notes = Примечания и звонки сделок
fetch-step-contacts-notes = Примечания и звонки контактов
fetch-step-companies-notes = Примечания и звонки компаний
fetch-step-tasks = Задачи
fetch-step-older-events = Прежняя история старых сделок
fetch-step-older-leads-notes = Прежние примечания старых сделок
fetch-step-older-contacts-notes = Прежние примечания их контактов
fetch-step-older-companies-notes = Прежние примечания их компаний
fetch-step-older-tasks = Прежние задачи старых сделок
fetch-step-older-done = История полна
fetch-step-status = Стадии и источники
fetch-step-profile = Пользователь вебхука
fetch-step-user = Сотрудники
fetch-step-department = Отделы
fetch-step-category = Воронки
fetch-step-currency = Валюты
fetch-step-field-1 = Поля лидов
fetch-step-field-2 = Поля сделок
fetch-step-deal = Сделки
fetch-step-lead = Лиды
fetch-step-contact = Контакты
fetch-step-company = Компании
fetch-step-activity = Дела
fetch-step-activity-of-older = Прежние дела старых сделок
fetch-step-binding = К чему относятся дела
fetch-step-missing-deal = Сделки изменённых дел
fetch-step-missing-lead = Лиды изменённых дел
fetch-step-missing-contact = Контакты изменённых сделок
fetch-step-missing-company = Компании изменённых сделок
fetch-step-history-1 = Смены стадий лидов
fetch-step-history-2 = Смены стадий сделок
fetch-step-comment-1 = Комментарии лидов
fetch-step-comment-2 = Комментарии сделок
fetch-step-task = Задачи
fetch-step-call = Звонки
fetch-step-call-of-older = Прежние звонки старых сделок
fetch-step-dialogue = Чаты

## Почему выгрузка остановилась
fetch-fault-unreachable = { $host } недоступен ({ $reason }). Проверьте адрес и сеть и дайте ту же команду: всё, что уже забрано, сохранено.
fetch-fault-timed-out = { $host } несколько раз не ответил за { $seconds } с. Дайте ту же команду позже: всё, что уже забрано, сохранено.
fetch-fault-server-fault = { $host } несколько раз ответил своей ошибкой ({ $status }). Дайте ту же команду позже: всё, что уже забрано, сохранено.
fetch-fault-broken-answer = { $host } несколько раз прислал на { $what } ответ, который нельзя прочесть. Дайте ту же команду позже; если не поможет, перешлите эту фразу тому, кто сопровождает программу.
fetch-fault-too-many-requests = { $host } просит подождать дольше ({ $seconds } с), чем программа готова ждать: лимит запросов аккаунта исчерпан, возможно, другими интеграциями. Дайте ту же команду позже: всё, что уже забрано, сохранено.
fetch-fault-refused = { $host } отклонил { $what } ({ $status }): { $reason }
fetch-fault-blocked = { $host } закрыл REST API этого портала из-за перегрузки; само это не пройдёт. Клиенту надо написать в поддержку Битрикс24.
fetch-fault-bad-proxy = Прокси из переменных окружения (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY) не подходит: годятся только адреса с http:// или https://. Исправьте переменную или уберите её.
fetch-fault-bad-webhook = Это не адрес входящего вебхука. Нужен полный адрес вида https://портал.bitrix24.ru/rest/1/код/, в переменной DEALFORENSICS_BITRIX24_WEBHOOK или строкой «webhook: адрес» в файле ключей.
fetch-fault-bad-secret = В токене для { $host } есть знаки, которых в токенах не бывает (перенос строки, управляющий знак): он скопирован с ошибкой. Скопируйте его ещё раз.
fetch-fault-other-portal = Вебхук ведёт на портал { $portal }, а в --account указан { $asked }. Уберите --account или возьмите вебхук того портала.
fetch-fault-unauthorised = { $host } не принимает токен: он истёк, отозван или от другого аккаунта. Создайте новый.
fetch-fault-not-paid = { $host } отвечает, что аккаунт не оплачен, и данных не даёт. Сначала клиент должен его оплатить.
fetch-fault-forbidden = { $host } не разрешает { $what }: у пользователя токена нет прав, адрес этого компьютера не в списке аккаунта или аккаунт заблокирован за частые запросы. Попросите токен, созданный администратором.
fetch-fault-not-found = { $host } не знает { $what }. Проверьте адрес аккаунта.
fetch-fault-token-refused = { $host } не принимает refresh-токен: он действует один раз и три месяца, значит, его уже использовали или он устарел ({ $reason }). Разрешите доступ интеграции заново и впишите новый refresh_token в файл.
fetch-fault-bad-address = «{ $address }» — не адрес аккаунта. Укажите в --account адрес вида example.amocrm.ru или example.kommo.com.
fetch-fault-since-ahead = В --since день, который ещё не наступил: по часам { $host } сейчас { $now }. Исправьте его.
fetch-fault-secret-missing = Нет ключа для { $system }. Нужно: { $names }. Как его получить: docs/how-to/fetch.ru.md
fetch-fault-secret-file-missing = Файла с ключами { $file } нет.
fetch-fault-secret-file-open = Файл { $file } могут читать не только его владелец (права { $mode }), а в нём ключи от CRM клиента. Закройте его: chmod 600 { $file }
fetch-fault-secret-file-broken = Файл с ключами { $file } не читается ({ $reason }). В нём нужны строки вида «ключ: значение».
fetch-fault-secret-file-unwritable = В файл { $file } нельзя записать ({ $reason }). Одноразовые ключи в нём заменяются при каждом обновлении, поэтому он должен быть доступен для записи.
fetch-fault-other-account = В папке { $folder } аккаунт { $known }; для { $asked } нужна своя папка.
fetch-fault-already-running = В папку { $folder } уже идёт другая выгрузка. Дождитесь её или остановите.
fetch-fault-store-broken = Файл { $file } повреждён ({ $reason }). Удалите его и дайте ту же команду: всё будет забрано заново, скачанные записи останутся.
fetch-fault-disk = В папку { $folder } больше не пишется ({ $reason }). Освободите место или укажите папку, куда можно писать, и дайте ту же команду: всё, что уже забрано, сохранено.
fetch-bad-since = «{ $value }» — не день. Нужен вид 2026-01-31.
