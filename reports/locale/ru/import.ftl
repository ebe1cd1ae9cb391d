# `dealforensics import`: что видит пользователь, когда загружает выгрузки.

import-table = { $table }: { $kind ->
    [deals] сделки
    [contacts] контакты
    [companies] компании
    [people] сотрудники
    [tasks] задачи
    [messages] примечания и сообщения
    [stage_history] история этапов
    [products] товары
    [calls] звонки
   *[other] { $kind }
}, { $rows ->
    [one] { $rows } строка
    [few] { $rows } строки
   *[other] { $rows } строк
}, использовано { $used } ({ $notation ->
    [workbook] книга Excel
   *[text] { $encoding }, разделитель { $delimiter }
}, { $heading ->
    [0] без заголовков
   *[other] заголовки в строке { $heading }
})
import-outcomes = Всего сделок: открытых { $open }, выигранных { $won }, проигранных { $lost }
import-not-recognised = { $table }: не удалось понять, что в этой таблице, поэтому она отложена. Её заголовки: { $headings }
import-head-column = Колонка
import-head-field = Что это
import-head-certainty = Насколько точно
import-head-examples = Примеры
import-use = { $use ->
    [kept] { $label } [{ $field }]
    [helps] { $label } [{ $field }], не сохраняется
    [doubt] неясно: { $label }? См. вопросы
    [unread] { $label } [{ $field }]: не прочитана, см. вопросы
   *[unused] не используется
}
import-certainty = { $share }: { $because ->
    [stated] так в файле соответствий
    [name] по названию
    [content] по содержимому
   *[both] по названию и содержимому
}
import-settings = Об архиве { $known ->
    [none] ничего не известно
   *[other] известно: { $known }
}.
import-missing-setting = { $key ->
    [timezone] Часовой пояс неизвестен: время без смещения будет считаться временем UTC. Укажите его, например --timezone Europe/Moscow.
    [currency] Валюта неизвестна: суммы будут показаны без неё. Укажите её, например --currency RUB.
   *[other] Неизвестно: { $key }.
}
import-date-order = { $table }, колонка { $column }: { $order ->
    [day_first] в датах сначала день
   *[month_first] в датах сначала месяц
}, { $source ->
    [column] другой порядок невозможен для одного из значений колонки
    [mapping] так сказано в файле соответствий
    [other-columns] как в датах других колонок
    [clock] время записано с AM и PM
    [language] заголовки русские
   *[currency] так пишут даты там, где в ходу валюта сумм
}.
import-questions = { $count ->
    [one] Есть { $count } вопрос.
    [few] Есть { $count } вопроса.
   *[other] Есть { $count } вопросов.
} Впишите ответы в файл { $file } (если его нет, создайте; строки показаны ниже) и загрузите ещё раз:
import-more-questions = … и ещё { $count }; все они в import.json.
import-question-kind = { $table }: что в этой таблице? Её заголовки: { $headings }. Виды: deals (сделки), contacts (контакты), companies (компании), people (сотрудники), tasks (задачи), messages (примечания), stage_history (история этапов), products (товары), calls (звонки).
import-question-column = { $table }: какая из этих колонок — «{ $label }»? Они подходят одинаково, и ни одна так не использована: { $columns }.
import-question-column-unsure = { $table }: колонка { $columns } — это «{ $label }»? Её название или содержимое подходит лишь отчасти, и так она не использована. Если нет, напишите в строке not used.
import-question-date-order = { $table }, колонка { $column }: в дате { $example } сначала день или месяц (day_first, month_first)? По файлу этого не понять, и колонка не использована.
import-question-date-orders-mixed = { $table }, колонка { $column }: одни даты возможны только с днём впереди, другие только с месяцем. Они прочитаны, а даты, возможные в обоих видах, например { $example }, нет. Выгрузите колонку в одном виде или скажите, как понимать такие даты (day_first, month_first).
import-question-decimal-mark = { $table }, колонка { $column }: знак в числе { $example } отделяет копейки? Такие суммы не использованы. Укажите десятичный знак: "," или ".".
import-question-no-creation = { $table }: нет колонки с датой создания, поэтому ни одна из строк ({ $count }) пока не стала сделкой. { $columns ->
    [none] Выгрузите и дату создания или назовите колонку, которая может её заменить.
   *[other] Выгрузите и дату создания или назовите колонку, которая может её заменить. Даты в таблице: { $columns }.
}
import-question-creation-stands-in = { $table }: нет колонки с датой создания. Вместо неё взята дата закрытия (сделок: { $count }): такие сделки длятся ноль дней, и молчание перед их концом не измерить. Выгрузите дату создания или назовите колонку получше. Даты в таблице: { $columns }.
import-question-no-stage = { $table }: не сказано, чем кончились сделки ({ $count }): у них есть дата закрытия или отметка, что они не выиграны, и больше ничего. Они отложены. Если все кончились одинаково, скажите как (won, lost, open), иначе назовите колонку, где это сказано: columns: {"{"}Название: status{"}"}.
import-question-stage-closed = { $table }: сделки «{ $stage }» выиграны или проиграны? Сказано, что они закрыты, но не сказано как ({ $count }). Они отложены.
import-question-stage-won = { $table }: сделки «{ $stage }» приняты за выигранные: они завершены, а другой исход в этой колонке только неудача ({ $count }). Если это не так, скажите, что это: open, won или lost.
import-question-stage-blank = { $table }: не сказано, в каком состоянии сделки ({ $count }). Они приняты за открытые. Если это не так, скажите, что это: won или lost.
import-question-stage-open = { $table }: «{ $stage }» принят за открытый этап, потому что ничто не говорит о закрытии этих сделок ({ $count }). Если это победа или проигрыш, скажите.
import-problems = { $count ->
    [one] { $count } замечание: что-то не удалось использовать или вызывает сомнения
    [few] { $count } замечания: что-то не удалось использовать или вызывает сомнения
   *[other] { $count } замечаний: что-то не удалось использовать или вызывает сомнения
}; после загрузки все они в { $report }:
import-more-problems = { $file }: ещё { $count } таких ({ $code })
import-written-table = { $file }: новых { $added }, изменено { $changed }, без изменений { $unchanged }
import-done = Архив в папке { $archive }. Там же { $report }: что отложено и почему; { $mapping } хранит, как использованы колонки, — для следующей загрузки и чтобы их поправить.
import-next = Дальше: dealforensics check { $archive }, затем dealforensics run { $archive } --out РЕЗУЛЬТАТЫ
import-mapping-written = Использование колонок записано в { $file }. Исправьте, где неверно, и загрузите с --mapping { $file }.
import-nothing = Загрузить ничего не удалось, и ничего не записано: выше сказано, что не распознано и какие есть вопросы.
import-no-file = Файла { $path } нет. Проверьте путь.
import-empty-folder = В папке { $path } нет таблиц (.csv, .tsv, .txt, .xlsx, .xls, .html). Назовите сами файлы.
import-not-a-folder = { $path } — не папка. Назовите папку для архива в --out.
import-from-archive = { $file } — таблица самого архива, и она была бы перезаписана. Назовите другую папку в --out.
import-bad-zone = Часового пояса «{ $value }» нет. Напишите, например, Europe/Moscow.
import-bad-currency = Валюты «{ $value }» нет. Напишите три буквы, например RUB.
import-bad-mapping = Файл соответствий { $file } использовать нельзя: { $reason ->
    [yaml] это не YAML ({ $detail }). Проверьте кавычки, двоеточия и отступы.
    [not-a-mapping] в нём нет строк «ключ: значение».
   *[value] «{ $detail }» не подходит для { $key }. Что там может стоять, сказано в руководстве о форматах файлов.
}
import-storage = { $path } не удалось прочитать или записать ({ $reason }). Проверьте путь, права и место на диске.

cli-import-purpose = Собрать архив из файлов, как их выгружает CRM: CSV и Excel из amoCRM, Битрикс24, HubSpot, Salesforce, Pipedrive, любой другой CRM или таблицы, которую ведут вручную.
cli-import-example = Пример: dealforensics import сделки.csv контакты.xlsx --out архив_клиента --preview
cli-import-files = файлы, как они были скачаны, или папка с ними
cli-import-out = папка архива; если нужно, создаётся, а существующая обновляется
cli-import-preview = показать, чем сочтена каждая колонка, с примерами и вопросами, и не писать архив
cli-import-mapping = файл соответствий; если его нет, он будет записан. По умолчанию import_mapping.yaml в архиве
cli-import-timezone = часовой пояс времени без смещения, например Europe/Moscow
cli-import-currency = валюта сумм, например RUB. По умолчанию как в файлах
cli-import-language = язык архива, ru или en. По умолчанию язык заголовков
cli-import-company = название компании. По умолчанию имя папки архива

# Как называются поля таблиц.
import-field-deal-id = номер сделки
import-field-title = название сделки
import-field-amount = сумма
import-field-weighted-amount = взвешенная сумма
import-field-currency = валюта
import-field-margin-pct = маржа
import-field-probability = вероятность
import-field-source = источник
import-field-qualified = целевой ли лид
import-field-created-at = дата создания
import-field-closed-at = дата закрытия
import-field-won-at = дата выигрыша
import-field-lost-at = дата проигрыша
import-field-expected-close = плановая дата закрытия
import-field-stage-at = дата последнего этапа
import-field-modified-at = дата изменения
import-field-last-activity = последняя активность
import-field-next-activity = следующая активность
import-field-status = статус
import-field-stage = этап
import-field-pipeline = воронка
import-field-semantic = группа этапов
import-field-is-won = выиграна ли
import-field-is-lost = проиграна ли
import-field-is-closed = закрыта ли
import-field-lost-reason = причина отказа
import-field-owner = ответственный
import-field-owner-id = номер ответственного
import-field-head = руководитель
import-field-team = отдел
import-field-created-by = кем создано
import-field-modified-by = кем изменено
import-field-contact-id = номер контакта
import-field-contact-name = контакт
import-field-first-name = имя
import-field-last-name = фамилия
import-field-middle-name = отчество
import-field-company = компания клиента
import-field-company-id = номер компании
import-field-phones = телефоны
import-field-emails = почта
import-field-product = товар
import-field-deal-type = тип сделки
import-field-cycle-days = дней
import-field-notes = примечания
import-field-tags = теги
import-field-name = имя или название
import-field-position = должность
import-field-lifecycle = вид контакта
import-field-industry = отрасль
import-field-website = сайт
import-field-employees = число сотрудников
import-field-revenue = выручка
import-field-founded = год основания
import-field-parent = головная компания
import-field-address = адрес
import-field-company-type = тип компании
import-field-user-id = номер сотрудника
import-field-role = должность
import-field-extension = внутренний номер
import-field-hired = дата приёма
import-field-left = дата увольнения
import-field-active = работает ли
import-field-task-id = номер задачи
import-field-deal-title = название сделки
import-field-type = тип
import-field-text = текст
import-field-due-at = срок
import-field-completed-at = дата выполнения
import-field-done = выполнена ли
import-field-assignee = исполнитель
import-field-result = результат
import-field-message-id = номер примечания
import-field-at = дата
import-field-author = автор
import-field-channel = канал
import-field-old-stage = прежний этап
import-field-left-at = когда вышла из этапа
import-field-user = кто изменил
import-field-change-id = номер изменения
import-field-product-id = номер товара
import-field-price = цена
import-field-series = группа товаров
import-field-expected-amount = ожидаемая сумма
import-field-lead-id = из какого лида
import-field-converted = стал ли сделкой
import-field-converted-deal = сделка, которой стал лид
import-field-company-revenue = выручка компании

import-start = Читаю файлы и определяю, что в каких столбцах …
import-reading = Читаю { $file } ({ $number } из { $count }) …
