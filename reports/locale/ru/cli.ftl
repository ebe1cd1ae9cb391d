# Команда dealforensics: справка, сообщения по ходу работы, ошибки.

## Справка
cli-usage = Использование:
cli-arguments = Аргументы
cli-options = Параметры
cli-commands = Команды
cli-required = [обязательно]
cli-default = [по умолчанию: { $value }]
cli-help-option = Показать эту справку и выйти.
cli-purpose = Читает архив продаж (звонки и выгрузку из CRM) и составляет два списка: сделки, которые стоит вернуть, и сделки, потерянные по ошибке.
cli-epilog = Начните с команды: dealforensics run МОЙ_АРХИВ --out РЕЗУЛЬТАТЫ
cli-version = Показать версию и выйти.
cli-lang = Язык сообщений (ru или en); если не указан, берётся из DEALFORENSICS_LANG, из настроек системы, а если и там его нет, из разбираемого архива.
cli-debug = При неожиданном сбое показать, в каком месте программы он случился.

cli-run-purpose = Разобрать архив и записать оба списка, проверку KPI и отчёт. Прерванный разбор продолжается той же командой с того места, где остановился.
cli-run-example = Пример: dealforensics run demo/archive --out demo/out
cli-run-archive = Папка архива (calls.csv, deals.csv и так далее).
cli-run-out = Папка для результатов; если её нет, она будет создана.
cli-run-work = Папка, где готовые расшифровки хранятся для следующих запусков. По умолчанию .dealforensics внутри архива, а если в архив нельзя писать, то внутри папки результатов.
cli-run-model = Модель Whisper для записей: имя (например, large-v3-turbo) или папка. По умолчанию лучшая из найденных на этом компьютере.
cli-run-device = На чём расшифровывать записи: cpu, cuda или auto (видеокарта, если она есть).
cli-run-language = На каком языке говорят в записях: ru, en, auto (определять для каждой записи) или ru,en (определять для каждой, но только из этих). По умолчанию как указано в archive.yaml.
cli-run-models = Папка с классификаторами сигналов. По умолчанию те, что входят в программу.
cli-run-compute-type = Как считает модель: default (int8 на процессоре, float16 на видеокарте), int8, int8_float32, int8_float16, int8_bfloat16, int16, float16, bfloat16 или float32.
cli-run-workers = Сколько записей расшифровывать одновременно; 0: сколько здесь полезно.
cli-run-speakers = Сколько человек говорит в записи с одним каналом: число или границы, например 1-4. Два канала всегда считаются двумя сторонами разговора.
cli-run-audio-budget = Сколько записей прослушать самое большее: например, 50h, 90m или 50 (часов). Сначала слушаются звонки, которые больше всего скажут о сделках для списков; если списки уже почти не изменятся, разбор остановится раньше. По умолчанию прослушивается всё.
cli-run-redact = Закрыть в результатах личные данные масками вроде [имя 3]: имена, телефоны, почту, номера карт и паспортов, ИНН, СНИЛС, компании. Для всего, что уходит из компании. Рабочая папка остаётся как есть. По умолчанию — как сказано в archive.yaml (leaves_company).
cli-run-diarization = Чем различать говорящих в записях с одним каналом: конвейер pyannote по имени на хабе моделей или его папка. По умолчанию: сети, которые идут вместе с программой.

cli-doctor-purpose = Проверить, какие модели, форматы звука, видеокарту и базу данных может использовать этот компьютер, и подсказать, где взять недостающее.
cli-doctor-example = Пример: dealforensics doctor --lang ru
cli-train-purpose = Заново обучить классификаторы сигналов на размеченных репликах, которые входят в программу.
cli-train-example = Пример: dealforensics train --out мои_модели
cli-train-out = Папка для классификаторов. По умолчанию там, где программа хранит свои.
cli-train-start = { $archives ->
    [one] Учебный материал: { $archives } размеченный архив
    [few] Учебный материал: { $archives } размеченных архива
   *[many] Учебный материал: { $archives } размеченных архивов
}. Сначала прочитываются все реплики, потом обучаются наборы моделей; все они будут записаны в { $folder }
cli-train-done = Классификаторы записаны в { $folder }.

## Ошибки командной строки
cli-unknown-command = Команды «{ $name }» нет. Есть команды: { $known }.
cli-missing-parameter = Не указано: { $name }. Подробнее: { $command } --help
cli-no-such-option = Параметра { $name } нет. Все параметры: { $command } --help
cli-bad-option-usage = Параметр { $name } указан без значения или с лишним значением. Все параметры: { $command } --help
cli-bad-value = У { $name } не может быть такого значения. Что возможно: { $command } --help
cli-usage-error = Команда не понята: { $detail }. Все параметры: { $command } --help
cli-interrupted = Остановлено. Всё, что уже расшифровано, сохранено; та же команда продолжит с этого места.
cli-stopped = Остановлено; ничего не записано.
cli-fault = Неожиданный сбой программы: { $detail }. Запустите команду ещё раз с --debug в начале (dealforensics --debug run ...) и пришлите то, что она напечатает, тому, кто сопровождает программу.
cli-folder-not-writable = В папку { $folder } нельзя писать: { $reason }. Укажите другую папку в --out или --work.
cli-out-is-archive = Результаты нельзя записать в саму папку архива: укажите в --out другую папку, например { $example }.
cli-model-name-unknown = Модели Whisper «{ $name }» не бывает. Известны: { $tried }. Можно указать и папку с моделью.
cli-model-folder-missing = Нет папки { $name } с моделью Whisper.
cli-model-folder-incomplete = В папке { $name } нет полной модели Whisper в формате CTranslate2: { $tried }.
cli-model-unavailable = Модели Whisper «{ $name }» нет на этом компьютере, и скачать её не удалось ({ $tried }). Какие модели доступны, скажет команда dealforensics doctor.
cli-no-cuda = Не найдена видеокарта, с которой может работать CUDA. Уберите --device cuda или посмотрите, что скажет команда dealforensics doctor.
cli-language-not-supported = Эта модель Whisper не знает языка «{ $language }». Укажите другую модель в --model.
cli-flow-server = Сервер Prefect, который следит за ходом работы, не запустился. Причина записана в { $log }.
cli-flow-server-unreachable = Сервер Prefect, указанный в PREFECT_API_URL ({ $url }), не отвечает. Запустите его или уберите эту переменную, чтобы обойтись без него.
cli-archive-lost = Папка архива { $folder } больше недоступна (отключился сетевой или внешний диск?). Подключите её и запустите ту же команду: всё, что уже расшифровано, сохранено.

## Ход работы
run-start = dealforensics { $version }: { $archive } → { $out }
run-work = Готовые расшифровки хранятся в { $folder }
run-found = { $deals ->
    [one] { $deals } сделка
    [few] { $deals } сделки
   *[many] { $deals } сделок
}, { $calls ->
    [one] { $calls } звонок
    [few] { $calls } звонка
   *[many] { $calls } звонков
}: { $transcripts ->
    [one] { $transcripts } готовая расшифровка
    [few] { $transcripts } готовые расшифровки
   *[many] { $transcripts } готовых расшифровок
}, { $recordings ->
    [one] { $recordings } запись
    [few] { $recordings } записи
   *[many] { $recordings } записей
}
run-problems = { $count ->
    [one] { $count } место в архиве пришлось пропустить или дополнить догадкой; оно названо в run.json.
    [few] { $count } места в архиве пришлось пропустить или дополнить догадкой; они названы в run.json.
   *[many] { $count } мест в архиве пришлось пропустить или дополнить догадкой; они названы в run.json.
}
run-model = Записи расшифровывает Whisper { $name } ({ $origin ->
    [named] как вы указали
    [folder] из папки
    [hub] из хранилища моделей
    [package] из установленного пакета
   *[other] { $origin }
}), контрольная сумма { $digest }
run-no-model = ВНИМАНИЕ: модель Whisper не найдена, поэтому { $count ->
    [one] { $count } запись не расшифрована
    [few] { $count } записи не расшифрованы
   *[many] { $count } записей не расшифровано
}{ $budgeted ->
    [yes] , и предел прослушивания ничего не меняет
   *[no] {""}
}. Списки построены только по CRM и готовым расшифровкам. Где взять модель, скажет команда dealforensics doctor.
run-transcribed = Звонки: из готовых расшифровок { $read }, расшифровано сейчас { $recognised }, расшифровано раньше { $reused }, пропущено { $failed }
run-no-words = ВНИМАНИЕ: в этом архиве нет слов ни одного звонка. Списки построены только по CRM.
run-storage-failed = Файл { $file } сейчас не читается ({ $reason }); скоро будет новая попытка.
run-audio-budget = Из { $audio } ч записей прослушаем не больше { $budget } ч: сначала то, что скажет больше всего.
run-sure-of = По оценке, уже найдено { $revive }% итогового списка для возврата и { $error }% итогового списка ошибок.
run-done = Готово за { $minutes ->
    [0] { $seconds } с
   *[other] { $minutes } мин { $seconds } с
}.

stage-prepare = Подготовка (несколько секунд)
stage-read = Чтение и проверка архива
stage-model = Загрузка моделей
stage-languages = Определяем, на каких языках разговоры (по выборке записей)
stage-analyse = Привязка звонков к сделкам, сигналы, списки
stage-judge = Оценка сделок по прослушанному
stage-audit = Проверка KPI
stage-store = Запись в базу данных
stage-write = Запись списков, отчёта и таблицы
stage-train = Обучение классификаторов сигналов (около часа на двух ядрах)
stage-seconds = { $seconds } с

progress-calls = Звонки: { $done } из { $total }
progress-audio-hours = { $done } из { $total } ч записей
progress-audio-minutes = { $done } из { $total } мин записей
progress-audio-done = { $done } мин записей
progress-train-texts = Реплики: прочитано { $done } из { $total }
progress-train-scorers = Первая ступень классификаторов: { $done } из { $total }
progress-train-sets = Наборы моделей: { $done } из { $total }
progress-speed = в { NUMBER($times, minimumFractionDigits: 1) } раза быстрее речи
progress-left = { $hours ->
    [0] { $minutes ->
        [0] осталось меньше минуты
       *[other] осталось { $minutes } мин
    }
   *[other] осталось { $hours } ч { $minutes } мин
}
cli-models-not-usable = Обученные модели в папке { $folder } использовать нельзя: { $reason }. Создайте их заново командой dealforensics train --out ПАПКА и укажите её в --models.
