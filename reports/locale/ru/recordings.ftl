# Папки записей: `dealforensics import --recordings`.

cli-import-recordings = папка записей, в именах которых есть дата и номер; файлы попадают в архив ссылкой, а где нельзя — копией
cli-import-pattern = как читать имена записей, например {"{date:%Y%m%d}-{time:%H%M%S}_{phone}_{ext}"}; можно несколько. Без него команда предложит варианты

recordings-nothing-asked = Назовите файлы выгрузки или папку записей (--recordings).
recordings-pattern-alone = --pattern читает имена записей: назовите и их папку (--recordings).
recordings-not-a-folder = Папки записей { $folder } нет. Проверьте путь.
recordings-unreadable = { $path }: не удалось прочитать или записать ({ $reason }).
recordings-none = В папке { $folder } нет записей: ни одного файла звука.
recordings-bad-pattern = Шаблон не годится.
recordings-found = Записей в папке: { $count }.
recordings-fitting = Шаблону подходят { $matched } из { $count }.
recordings-unread-names = Не подходят и не будут взяты, например: { $names }
recordings-read-as = { $name } — { $day }{ $time ->
    [none] , времени нет
   *[other] , { $time }
}{ $client ->
    [none] , номер не назван
   *[other] , клиент { $client }
}{ $direction ->
    [in] , входящий
    [out] , исходящий
   *[none] {""}
}{ $person ->
    [none] {""}
   *[other] , сотрудник { $person }
}
recordings-choose = Как читать имена, команда сама не решает: дату никто не угадывает. Посмотрите, что прочлось бы, и повторите команду с подходящим --pattern.
recordings-proposal = --pattern "{ $pattern }": подходят { $matched } из { $names }
recordings-rivals = Дату можно прочесть и по-другому — решите, как правильно:
recordings-no-proposal = Дата в именах не видна, предложить нечего. Если её видно человеку, опишите имена в --pattern.
recordings-done = Записей { $count }: по имени нашлись в журнале { $named }, по номеру и времени — { $joined }, отдельных звонков { $alone } (из них подходят к нескольким звонкам журнала { $ambiguous }), не взято { $aside }.
recordings-placed = Файлы: ссылок { $linked }, копий { $copied }, уже были { $present }, не перенесено { $failed }.
recordings-calls = calls.csv: добавлено { $added }, изменено { $changed }, без изменений { $unchanged }.
recordings-more = и ещё таких же: { $count }
