# Команда `dealforensics signals explain`: звонок с сигналами и тем, на чём они держатся.

## Справка
cli-signals-purpose = Сигналы в звонках: по чему они найдены.
cli-signals-example = Пример: dealforensics signals explain D1-D001-C1 --archive demo/archive
cli-explain-purpose = Показать звонок с сигналами, их вероятностями и словами, на которых держится каждый.
cli-explain-example = Пример: dealforensics signals explain D1-D001-C1 --archive demo/archive
cli-explain-call = Расшифровка звонка (.json, .vtt или .srt), а вместе с --archive — номер звонка, как в отчёте.
cli-explain-archive = Папка архива, из которого звонок. Если не указана — архив, в расшифровках которого лежит файл, когда он там.
cli-explain-work = Папка, где прогон хранит расшифровки. Если не указана — .dealforensics внутри архива.
cli-explain-all = Показать и сигналы ниже порога, начиная с вероятности 5 %.
cli-explain-json = Записать то же самое, со всеми долями, в этот файл JSON.

## Что показывается
signals-start = Ищем слова, на которых держатся сигналы: { $call } (несколько секунд)
stage-explain = Определяем, кто говорит, и убираем слово за словом
signals-no-archive = Архив не указан: кто говорит, определяется только по этому звонку. С --archive — так же, как при прогоне.
signals-not-in-log = В архиве { $archive } такого звонка нет: кто говорит, определяется по его словам и каналам.
signals-call = Звонок { $call }: { $lines ->
    [one] { $lines } реплика
    [few] { $lines } реплики
   *[many] { $lines } реплик
}, с сигналами { $heard }
signals-nothing-said = В этой расшифровке нет слов, поэтому нет и сигналов.
signals-brackets = Слова в [квадратных скобках] несут сигнал. Процент после слов или реплики — их доля в том, на чём он держится.
signals-colour = Выделенные цветом слова несут сигнал. Процент после слов или реплики — их доля в том, на чём он держится.
signals-faint = Сигналы ниже порога показаны от { $floor }; при прогоне они не считаются.
signals-roles-uncertain = Кто говорит, неясно в репликах: { $count } из { $lines }. Показаны вероятности, с ними взвешен каждый сигнал.
signals-chance = { $role } { $chance }
signals-probability = { $probability } (порог { $threshold })
signals-words = «{ $words }» { $share }
signals-carried-by = слова: { $words }
signals-whole-line = слова этой реплики: { $share }
signals-no-single-word = реплика в целом, ни одно слово само по себе: { $share }
signals-line-before = сказано после «{ $words }» ({ $at }): { $share }
signals-line-after = в ответ сказано «{ $words }» ({ $at }): { $share }
signals-by-place = не от слов: только кто говорит и в каком месте разговора
signals-written = То же записано в { $path }

## Ошибки
signals-no-such-file = Файла { $call } нет. Укажите путь к расшифровке или номер звонка вместе с --archive.
signals-no-such-call = В архиве { $place } нет звонка { $call }. Номера звонков есть в отчёте и в calls.csv.
signals-no-recording = Что было сказано в звонке { $call }, неизвестно: у него нет ни записи, ни расшифровки.
signals-not-transcribed = Звонок { $call } ещё не расшифрован. Сначала: dealforensics transcribe { $place } (если прогон хранит расшифровки в другой папке, укажите её в --work).
signals-file-failed = { $path } не читается или не записывается: { $reason }.
