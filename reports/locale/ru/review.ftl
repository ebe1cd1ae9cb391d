# Страница проверки и её команды; отказы и записи хранилища — в review_store.ftl.

## Рамка
review-brand = проверка
review-skip = К содержанию
review-menu = Страницы
review-to-start = На главную
review-page-queue = Очередь
review-page-own = Что сказано о вас
review-page-figures = Показатели
review-page-data = Данные и обучение
review-page-accounts = Учётные записи
review-page-audit = Журнал
review-page-password = Ваш пароль
review-page-login = Вход
review-page-message = Сообщение
review-role-owner = собственник
review-role-consultant = консультант
review-role-quality = отдел качества
review-role-manager = менеджер
review-role-head = РОП
review-logout = Выйти
review-save = Сохранить
review-cancel = Отмена
review-close = Закрыть
review-show = Показать
review-any = все
review-all-runs = все запуски
review-paging = Другие страницы
review-earlier = Назад
review-later = Дальше
review-page-of = Страница { $page } из { $pages }

## Вход
review-login-title = Вход
review-name = Имя
review-password = Пароль
review-login = Войти
review-login-wrong = Имя или пароль неверны. Проверьте и то и другое, и заглавные буквы; новый пароль может выдать собственник.
review-login-wait = Слишком много неудачных попыток. Попробуйте снова через { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
   *[other] { $minutes } минут
}.
review-sso-unknown = Вы вошли как { $name }, но такой учётной записи здесь нет. Попросите собственника завести запись с этим именем.
review-password-first = Этот пароль составлен за вас. Сначала придумайте свой.
review-password-old = Прежний пароль
review-password-new = Новый пароль
review-password-again = Новый пароль ещё раз
review-password-differs = Новые пароли не совпали. Введите их ещё раз.

## Отказы и сбои
review-no-not-signed-in = Вы не вошли, или сеанс закончился. Войдите (если здесь что-то набрано — в другой вкладке) и повторите.
review-no-own-password-first = Сначала придумайте свой пароль.
review-no-no-right = У вашей учётной записи нет права на эту страницу. Права даёт собственник.
review-no-unknown-route = Такой страницы нет.
review-no-forged-form = Форма пришла не с вашей страницы, или страница открыта до последнего входа. Обновите страницу и повторите.
review-no-database = База сейчас недоступна. Ничего не сохранено; вернитесь и попробуйте ещё раз.
review-no-page = Такой страницы нет.
review-not-understood = В адресе или в форме что-то не читается. Вернитесь, поправьте и повторите.
review-too-large = Это слишком велико для отправки. Файл с вердиктами — не больше 20 МБ.
review-fault = Сбой программы. Ничего не изменено; что случилось, записано в журнале сервера.
review-refused-nothing-to-learn = Не выбрано, на чём учиться. Выберите хотя бы один запуск.
review-refused-learning-runs = Обучение уже идёт. Дождитесь, пока оно закончится.
review-not-saved = Не сохранено: сервер недоступен. Набранное осталось на месте; попробуйте ещё раз.

## Что только что сделано
review-said-saved = Ваш вердикт сохранён.
review-said-saved-with-others = Ваш вердикт сохранён. Тем временем ту же сделку проверил кто-то ещё; учтены оба вердикта.
review-said-appealed = Возражение подано. Сделку посмотрит другой проверяющий, не тот, что раньше.
review-said-nothing-left = Здесь для вас ничего не осталось. Посмотрите с другими отборами.
review-said-reviewers-changed = Число проверяющих изменено.

## Очередь
review-next = Следующая сделка
review-filters = Отбор
review-filter = Отобрать
review-filter-none = Все
review-filter-state = Состояние
review-filter-list = Список
review-filter-run = Запуск
review-filter-manager = Менеджер
review-filter-code = Причина
review-filter-reviewer = Кто проверил
review-filter-amount-from = Сумма от
review-filter-amount-to = Сумма до
review-filter-words = Название или номер
review-found = { $count ->
    [one] { $count } сделка
    [few] { $count } сделки
   *[other] { $count } сделок
}, самые полезные первыми
review-queue-empty = Проверять больше нечего. Чтобы увидеть решённые, выберите в отборе «все».
review-queue-empty-narrowed = Под этот отбор не подходит ни одна сделка.
review-list-revive = Вернуть
review-list-error_loss = Потеряны по ошибке
review-state-todo = ждут вердикта
review-state-any = все
review-state-open = не проверена
review-state-waiting = ждёт второго
review-state-conflict = вердикты разошлись
review-state-contested = оспорена
review-state-confirmed = подтверждена
review-state-rejected = отклонена
review-state-unsure = неясно
review-progress = { $given } из { $needed }
review-likelihood = вероятность { $share }
review-mine = Вы: { $decision }
review-own-deal = ваша собственная сделка
review-open-with = открыта у { $name }
review-own-lead = Что программа утверждает о вас. Прочитайте, послушайте и возразите, если это неверно: сделку посмотрит другой проверяющий.
review-own-none = О вас ничего не утверждается.

## Сделка
review-claim = Что утверждается
review-how-sure = Программа оценила вероятность в { $share }.
review-how-sure-later = Насколько программа уверена, будет видно после вашего вердикта, чтобы она не решала за вас.
review-was-flagged = Она внесла сделку в список.
review-was-not-flagged = В список она сделку не внесла: сделка взята наугад, чтобы увидеть, сколько пропускается.
review-no-evidence = Доказательств в записях не нашлось.
review-listen = Послушать
review-in-words = Показать в звонке
review-listen-call = Включить звонок
review-words = { $count ->
    [one] { $count } реплика
    [few] { $count } реплики
   *[other] { $count } реплик
}
review-play-from = Включить с { $clock }
review-doubtful = (слова под сомнением)
review-undated = Звонки без даты
review-redacted = Данные этого запуска скрыты: имена заменены, записи не включаются, потому что там они слышны.
review-no-recording = Записи этого звонка нет на месте. Лежит ли архив там же, где при запуске?
review-recording-unusable = Запись не включается: она повреждена, защищена или это не звук.
review-unplayable = Запись не включается.

## Вердикт
review-verdict = Вердикт
review-a-reviewer = Проверяющий
review-verdicts = Вердикты
review-you = Вы
review-question-revive = Стоит ли возвращать эту сделку?
review-question-error_loss = Сделка потеряна по нашей ошибке?
review-decision-confirm = Да
review-decision-reject = Нет
review-decision-unsure = Не уверен(а)
review-grade = Оценка
review-grade-none = не поставлена
review-grade-short = оценка { $grade }
review-right-reason = Верная причина
review-right-cause = Верная причина
review-right-culprit = Чья ошибка
review-right-toxic_kpi = Какой показатель за этим стоит
review-as-claimed = как указано: { $claim }
review-comment = Комментарий
review-save-next = Сохранить, дальше
review-pass = Пропустить
review-settle = Решить спор
review-settle-lead = Вердикты разошлись. Решает ваш.
review-only-signals = только сигналы
review-appeal = Возражение
review-appeal-comment = Что здесь неверно?
review-appeal-file = Оспорить
review-appeal-open = Ответа ещё нет.
review-appeal-answer = Ответ:

## Сигналы реплики
review-signals = Сигналы
review-signals-of = Оценить сигналы реплики на { $clock }
review-signals-lead = Подтверждайте и верные: по одним ошибкам не понять, становится ли программа лучше.
review-signal-there = верно
review-signal-not-there = неверно
review-signal-add = Добавить пропущенный

## Проигрыватель
review-player = Проигрыватель
review-play = Включить
review-pause = Пауза
review-back = Назад на пять секунд
review-forward = Вперёд на пять секунд
review-place = Место в записи
review-speed = Скорость
review-channel = Канал
review-channel-both = обе стороны
review-channel-left = левый
review-channel-right = правый

## Клавиатура
review-keys = Клавиши
review-key-lines = следующая реплика, предыдущая
review-key-play = включить, пауза
review-key-seek = на пять секунд назад, вперёд
review-key-from-line = включить с этой реплики
review-key-speed = медленнее, быстрее
review-key-channel = другой канал
review-key-decide = да, нет, не уверен(а)
review-key-signals = сигналы реплики
review-key-comment = к комментарию
review-key-save = сохранить, следующая сделка
review-key-next = следующая сделка, не сохраняя
review-key-escape = выйти из поля или из этого окна
review-key-help = это окно

## Показатели
review-figures-lead = Что пока говорят вердикты, на сделках самой компании. Истинное значение лежит в промежутке в скобках в 19 случаях из 20.
review-precision = Верны среди отмеченных
review-precision-counts = Верны { $confirmed } из { $decided } решённых; неясно { $unsure }; всего отмечено { $flagged }
review-recall = Найдено из всех, что есть
review-recall-counts = По случайной доле из { $unflagged } неотмеченных: следовало отметить { $confirmed } из { $decided } решённых; взято { $sampled }
review-agreement = Согласие проверяющих
review-alpha = Решения (альфа Криппендорфа)
review-alpha-grades = Оценки 0–3 (альфа Криппендорфа, порядковая)
review-agreement-lead = 1 — полное согласие, 0 — как при случайных ответах. Ниже 0,67 сначала обсудите кодовую книгу, потом полагайтесь на вердикты. Учтены только независимые.
review-pairs = Пары проверяющих с наибольшим числом общих сделок
review-pair = Пара
review-pair-cases = Сделки
review-pair-same = Совпало
review-kappa = Каппа Коэна
review-reviewers = Проверяющие
review-reviewer = Проверяющий
review-states = Состояния
review-cannot-tell = пока не сказать
review-interval = { $value } (от { $low } до { $high })

## Данные и обучение
review-export = Выгрузить вердикты
review-export-lead = Все вердикты как размеченные данные (verdicts.jsonl): для dealforensics learn и для вас самих.
review-export-all = Скачать verdicts.jsonl
review-import = Загрузить вердикты
review-import-lead = Из заполненного deals.xlsx, CSV или verdicts.jsonl. Проверяющий из строки сохраняется; каждый вердикт считается его.
review-import-file = Файл
review-import-do = Загрузить
review-imported = Загружено { $taken }, уже были { $known }, отложено { $problems }.
review-learning = Обучить модели
review-learning-lead = Новый набор моделей учится на вердиктах, а цифры до и после говорят, стал ли он судить лучше. Действующие модели не меняются.
review-learning-start = Обучить
review-learning-runs = Идёт обучение. Это займёт несколько минут; страницу можно закрыть.
review-learning-said = Что сообщает обучение

## Учётные записи
review-role = Роль
review-crm-user = Номер в CRM
review-crm-hint = Для менеджеров и РОПов: чьи сделки для них свои. Можно указать и другим: тогда свои сделки они проверять не смогут.
review-company = Компания
review-account-state = Состояние
review-account-actions = Изменить
review-account-active = действует
review-account-disabled = закрыта
review-account-sso = только через вход компании
review-account-must-change = должен сменить пароль
review-account-new-password = Новый пароль
review-account-disable = Закрыть
review-account-enable = Открыть снова
review-account-add = Новая учётная запись
review-account-add-do = Добавить
review-password-made = Пароль для { $name }, виден только сейчас; при первом входе его надо сменить:
review-reviewers-needed = Проверяющих на сделку
review-reviewers-needed-lead = Двое проверяют, не видя друг друга; если разошлись, решает третий.
review-reviewers-1 = один
review-reviewers-2 = двое, независимо

## Журнал
review-log-lead = Кто что делал. Изменить или убрать здесь ничего нельзя: ни с этой страницы, ни в базе без следа.
review-log-whole = Цепочка записей цела.
review-log-broken = Цепочка записей нарушена на записи { $entry }: базу меняли в обход программы.
review-log-when = Когда
review-log-who = Кто
review-log-what = Что
review-log-details = Подробности

## Команды
cli-review-purpose = Открыть страницу проверки: люди слушают отмеченные сделки, проверяют их, возражают и учат модели.
cli-review-example = Пример: dealforensics review client_results
cli-review-runs = Папки с результатами dealforensics run, одна или несколько; без них — те, что уже есть в базе.
cli-review-database = Где хранить учётные записи и вердикты: файл или адрес базы PostgreSQL. По умолчанию review.db в текущей папке или DEALFORENSICS_REVIEW_DATABASE.
cli-review-host = На каком адресе слушать; 0.0.0.0 — для всей сети, тогда поставьте перед ней прокси с https.
cli-review-port = На каком порту слушать.
cli-review-reviewers = Проверяющих на сделку, 1 или 2. По умолчанию как было задано раньше, иначе 1.
cli-review-public-url = Адрес, который набирают люди, например https://review.example.com; с https куки ходят только по https.
cli-review-proxy = Адрес прокси, чьим заголовкам можно верить; можно указать несколько раз.
cli-review-user-header = Заголовок, в котором прокси называет вошедшего (единый вход). По умолчанию выключено.
cli-review-models = Папка, куда каждое обучение добавляет новый набор моделей. По умолчанию review_models рядом с файлом базы или в текущей папке.
review-start = Открываю проверку …
review-database = Учётные записи и вердикты: { $database }
review-loaded = { $company }: запуск на { $day }
review-address = Страница: { $address }
review-first-owner = Учётных записей ещё нет. Войдите как { $name } с паролем { $password }; он виден только сейчас, и его надо сменить.
review-how-to-account = Другие учётные записи: dealforensics account add ИМЯ --role quality
review-stop = Ctrl-C завершает работу. Сохранённое остаётся.
review-port-taken = Слушать { $host }:{ $port } нельзя: { $reason }. Укажите другой порт: --port.
review-runs-missing = В базе нет ни одного запуска. Укажите папку с результатами: dealforensics review OUT
review-header-needs-proxy = Заголовку из --user-header без --proxy верить некому. Укажите адрес прокси: --proxy.
cli-account-purpose = Учётные записи страницы проверки.
cli-account-example = Пример: dealforensics account add Анна --role quality
cli-account-add-purpose = Завести учётную запись. Пароль составляется и показывается один раз.
cli-account-password-purpose = Дать учётной записи новый пароль.
cli-account-disable-purpose = Закрыть учётную запись; её вердикты остаются.
cli-account-enable-purpose = Снова открыть закрытую учётную запись.
cli-account-list-purpose = Показать учётные записи.
cli-account-name = Имя для входа, оно же стоит рядом с вердиктами.
cli-account-role = Что можно этой учётной записи.
cli-account-crm-user = Номер этого человека в CRM; нужен менеджерам и РОПам.
cli-account-company = Компания этого номера, если в базе их несколько.
cli-account-no-password = Без пароля: вход только единый.
cli-account-stdin = Прочитать пароль со стандартного ввода, а не составлять.
account-added = { $name }: заведена запись, роль — { $role }.
account-password-made = Пароль, виден только сейчас: { $password }
account-password-set = Пароль { $name } изменён.
account-disabled = { $name }: запись закрыта.
account-enabled = { $name }: запись открыта.
account-unknown = Учётной записи { $name } нет. Какие есть, покажет dealforensics account list.
account-none = Учётных записей нет.
