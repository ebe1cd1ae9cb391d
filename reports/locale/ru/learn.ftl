# dealforensics learn: вердикты, что из них отложено и что выучено.

## Справка
cli-learn-purpose = Доучить модели на вердиктах людей по готовым запускам и показать на отложенных вердиктах, стали ли они судить лучше. Новый набор кладётся в отдельную папку; рабочие модели не меняются.
cli-learn-example = Пример: dealforensics learn client_results --models-out client_models
cli-learn-runs = Папки результатов тех запусков, по которым есть вердикты, одна или несколько.
cli-learn-verdicts = Файл с вердиктами по запуску: .jsonl, .csv или заполненная таблица .xlsx; можно указать несколько раз, но только для одного запуска. По умолчанию: verdicts.jsonl, verdicts.csv и deals.xlsx в папке каждого запуска.
cli-learn-review = Взять вердикты из базы страницы проверки (файл или адрес PostgreSQL), а не из файлов.
cli-learn-models-out = Папка для нового набора моделей. Её ещё не должно быть, или она должна быть пустой.

## Пока работает
learn-start = Учимся на вердиктах по запускам: { $runs }
learn-read = { $file }: { $count ->
    [one] { $count } вердикт
    [few] { $count } вердикта
   *[many] { $count } вердиктов
}
learn-read-review = { $folder }: { $count ->
    [one] { $count } вердикт
    [few] { $count } вердикта
   *[many] { $count } вердиктов
 } на странице проверки
learn-progress = Проверяем на отложенных вердиктах: круг { $number } из { $total }
learn-fitting = Обучаем модели, которые останутся
learn-set-aside = { $count ->
    [one] Отложен { $count } вердикт:
    [few] Отложено { $count } вердикта:
   *[many] Отложено { $count } вердиктов:
}

## Что выучено
learn-counts = Вердиктов: { $verdicts } (проверяющих: { $reviewers }, запусков: { $runs }). Решено по сделкам: { $deals } (вернуть: { $revive }, потеряно по ошибке: { $error_loss }); не учтено как «не уверен» или спорное: { $unsure }; проверено сигналов: { $codes } в репликах: { $lines }.
learn-part = { $part }: отложенных по очереди вердиктов { $count }, из них «да» { $right }
learn-part-revive = Вернуть
learn-part-error_loss = Потеряно по ошибке
learn-part-signals = Сигналы
learn-figure = Показатель
learn-before = До
learn-after = После
learn-change = Изменение (95 %)
learn-figure-flagged = Отмечено
learn-figure-precision = Верных среди отмеченных
learn-figure-f1 = F1 (находит всё, лишнего не отмечает)
learn-figure-order = Верное стоит выше неверного
learn-figure-brier = Мера Брайера (лучше всего 0)
learn-outcome-better = Лучше: ближе к вердиктам, чем можно объяснить случаем, порядок не хуже, и ни одна верная сделка не ушла из списка.
learn-outcome-same = Разницы, которую не объяснить случаем, нет, или в записях нет того, что отличает верное от неверного.
learn-outcome-worse = Хуже, чем было.
learn-outcome-too_few = Слишком мало, чтобы судить: нужно хотя бы 10, из них 3 «да» и 3 «нет».
learn-outcome-only_mistakes = Судить нельзя: почти всё проверенное оказалось ошибкой. Подтверждайте и верное.
learn-recommended = Новый набор судит по этим вердиктам лучше прежнего: пользуйтесь им.
learn-not-recommended = Не видно, чтобы новый набор судил лучше прежнего: пользуйтесь прежним и собирайте вердикты дальше.
learn-written = Новый набор лежит в { $folder }. Чтобы им пользоваться: dealforensics run ARCHIVE --out RESULTS --models { $folder }

## Почему учиться нельзя
learn-out-own = В { $folder } лежат собственные модели программы, они не перезаписываются никогда. Назовите другую папку в --models-out.
learn-out-not-empty = Папка { $folder } уже есть и не пуста. Назовите новую папку в --models-out.
learn-run-lacks-file = По папке { $folder } учиться нельзя: в ней нет файла { $file }. Назовите папку результатов завершённого запуска; если её сделала прежняя версия, запустите архив снова.
learn-run-not-usable = По { $folder } учиться нельзя: { $reason }. Назовите папку результатов завершённого запуска этой версии; если запуск старше, запустите архив снова.
learn-file-failed = Не удаётся прочитать или записать { $path }: { $reason }.
learn-verdicts-of-one-run = --verdicts относится к одному запуску, а названо { $count }. Положите вердикты каждого запуска в его папку: verdicts.jsonl, verdicts.csv или deals.xlsx.
learn-run-not-in-review = В базе проверки нет запуска из { $folder } в его нынешнем виде. Если после проверки его запускали заново, проверьте его ещё раз (dealforensics review { $folder } --database ...) или уберите --review, чтобы учиться на файлах из его папки.
learn-no-review-database = Нет базы проверки { $file }. Назовите в --review файл, с которым работает страница проверки, или адрес её базы PostgreSQL.
learn-verdicts-or-review = --verdicts и --review называют два разных места для вердиктов. Оставьте что-то одно.
learn-different-sets = Эти запуски судили разные наборы моделей ({ $runs }). Учитесь на них по одному или запустите их снова с одним и тем же --models.
learn-models-changed = Модели, которыми сделан запуск { $run }, с тех пор изменились. Запустите архив снова и проверьте, подходят ли ещё вердикты.
learn-features-changed = Запуск { $run } сделан версией, которая смотрела на сделки иначе. Запустите архив снова и проверьте, подходят ли ещё вердикты.
learn-no-verdicts = Учиться не на чем: ни один решённый вердикт не подходит к запускам («не уверен» или спорных: { $unsure }). Заполните столбцы вердикта в deals.xlsx или назовите файл в --verdicts.

## Вердикты, которые нельзя использовать
problem-verdict-not-json = Строка не является объектом JSON: { $detail }. Пишите по одному вердикту в строке, как показано в docs/file-formats.md.
problem-verdict-not-object = Строка не является объектом JSON. Пишите по одному вердикту в строке, как показано в docs/file-formats.md.
problem-verdict-unknown-field = Такого поля нет. Известные поля: { $known }.
problem-verdict-field-missing = Здесь пусто, а без этого неясно, о чём вердикт.
problem-verdict-bad-value = «{ $value }» здесь прочитать нельзя. Возможно: { $known }.
problem-verdict-contradicts = Оценка { $value } не подходит к вердикту ({ $verdict }): 2 и 3 подтверждают, 0 и 1 отвергают. Исправьте одно из двух.
problem-verdict-other-list = Это относится только к списку { $list }. Очистите поле или перенесите вердикт в тот список.
problem-verdict-signal-twice = Сигнал { $value } назван для одной реплики дважды. Оставьте один раз: added, removed или confirmed.
problem-verdict-unknown-deal = В запуске { $run } нет сделки { $value }. Архив изменился, или это вердикт по другому запуску?
problem-verdict-deal-not-ranked = Сделки { $value } нет в этом списке запуска { $run }. Архив изменился, или это вердикт по другому запуску?
problem-verdict-other-title = Сделка { $deal } в запуске называется «{ $found }», а здесь «{ $value }». Архив изменился, или это вердикт по другому запуску?
problem-verdict-unknown-call = В запуске нет слов звонка { $value }. Архив изменился, или это вердикт по другому запуску?
problem-verdict-unknown-line = В звонке { $call } запуска нет реплики { $value }. Его расшифровали заново?
problem-verdict-other-words = Реплика { $index } звонка { $call } в запуске: «{ $found }», а здесь: «{ $value }». Его расшифровали заново?
problem-verdict-file-unreadable = Таблица не открывается: { $reason }. Сохраните её снова как .xlsx.
problem-verdict-no-sheet = В таблице нет ни одного листа с вердиктами ({ $wanted }); есть: { $sheets }. Верните листу прежнее название.
problem-verdict-no-column = Нет столбца для вердикта. Найдены: { $found }.
