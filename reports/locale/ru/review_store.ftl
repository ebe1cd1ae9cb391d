# The store of the review page: what it refuses, what its audit log names, what an import sets aside.

## Refused
review-refused-bad-name = Имя должно состоять из видимых знаков, не больше { $most }.
review-refused-bad-role = Такой роли нет. Есть: { $roles }.
review-refused-needs-crm-user = Руководителю или менеджеру нужен его номер в CRM: без него неизвестно, какие сделки его. Укажите номер из people.csv.
review-refused-name-taken = Учётная запись «{ $name }» уже есть. Возьмите другое имя.
review-refused-password-too-short = Пароль слишком короткий: нужно не меньше { $least } знаков.
review-refused-password-too-long = Пароль слишком длинный: не больше { $most } знаков.
review-refused-unknown-account = Такой учётной записи нет.
review-refused-last-owner = Это последний владелец: без него некому заводить учётные записи. Сначала заведите другого.
review-refused-wrong-password = Прежний пароль неверен.
review-refused-not-allowed = Для этого у вас нет права.
review-refused-unknown-case = Такой сделки здесь нет.
review-refused-own-deal = Это ваша сделка, её оценивает кто-то другой.
review-refused-judged-before = Утверждение оспорено, и решает тот, кто его ещё не оценивал.
review-refused-already-settled = Последнее слово уже сказано.
review-refused-already-decided = Решение уже есть.
review-refused-not-settler = Проверяющие разошлись. Решает консультант или владелец.
review-refused-appeal-came = Пока вы слушали, утверждение оспорили. Откройте сделку ещё раз и прочтите возражение.
review-refused-appeal-pending = Утверждение уже оспорено, ответа ещё нет.
review-refused-no-comment = Напишите, что неверно: без этого проверяющему нечего проверять.
review-refused-comment-too-long = Текст слишком длинный: не больше { $most } знаков.
review-refused-no-decision = Выберите: верно, неверно или не уверен.
review-refused-unknown-run = Такого разбора здесь нет.
review-refused-case-outdated = Сделку записала другая версия программы. Повторите разбор архива и откройте его папку снова.

## Audit log
review-audit-account-added = учётная запись заведена
review-audit-password-set = пароль задан
review-audit-account-disabled = учётная запись отключена
review-audit-account-enabled = учётная запись включена
review-audit-login-failed = вход не удался
review-audit-logged-in = вход
review-audit-run-loaded = разбор загружен
review-audit-judged = сделка оценена
review-audit-settled = сказано последнее слово
review-audit-signals-judged = оценены сигналы
review-audit-appealed = утверждение оспорено
review-audit-reviewers-set = задано число проверяющих
review-audit-verdicts-imported = оценки загружены из файла
review-audit-export = оценки выгружены
review-audit-learn-started = начато обучение

## Files that cannot be used
report-data-review-missing = В папке { $folder } нет файла review_data.jsonl, без которого нечего проверять: разбор там не закончен или сделан старой версией. Запустите его ещё раз: dealforensics run ARCHIVE --out { $folder }
problem-verdict-no-case = Сделки { $value } в этом списке разбора { $run } на странице проверки нет. Это оценка другого разбора?
problem-verdict-signals-alone = Сигналы без оценки сделки сюда не загрузить. Отметьте их на странице сделки.
problem-verdict-own-deal = Сделка { $value } касается того, кто её оценил или загрузил оценку. Пусть её оценит кто-то другой.
