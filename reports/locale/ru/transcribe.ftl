# dealforensics transcribe: справка, сообщения и слова в её файлах. Что уже расшифровано и что нет, говорит и run.

cli-transcribe-purpose = Расшифровать записи архива или любой папки с записями: по файлу на каждый звонок. Прерванная расшифровка продолжается той же командой с того места, где остановилась; её результаты использует run.
cli-transcribe-example = Пример: dealforensics transcribe demo/archive --out demo/words --format json --format vtt
cli-transcribe-archive = Папка архива или папка, в которой лежат только записи, в том числе во вложенных папках.
cli-transcribe-out = Папка для расшифровок; если её нет, она будет создана. По умолчанию рядом с архивом: его имя с добавкой _transcripts.
cli-transcribe-redact = Закрыть в расшифровках личные данные масками вроде [имя 3]; для всего, что уходит из компании. Укажите для них отдельную папку. По умолчанию — как сказано в archive.yaml (leaves_company).
cli-transcribe-format = Какой файл записать для каждого звонка: json (читается снова из папки transcripts архива), txt (для чтения), vtt или srt (субтитры), rttm (кто когда говорил, без слов). Для нескольких укажите параметр несколько раз.

cli-model-none = На этом компьютере не найдена модель Whisper ({ $tried }). Где её взять, скажет команда dealforensics doctor.
cli-compute-type = Этот компьютер не умеет считать в { $name } ({ $device }). Умеет: { $known }. Укажите одно из этого в --compute-type.
cli-diarization = Различить говорящих в записях с одним каналом так, как указано, нельзя ({ $reason }: { $detail }). Исправьте --diarization или не указывайте его, тогда подойдёт то, что идёт вместе с программой.
cli-no-recordings = В папке { $folder } нет ни записей, ни расшифровок. Если они лежат в папке внутри неё или рядом, укажите ту папку.

transcribe-found = { $transcripts ->
    [one] { $transcripts } готовая расшифровка
    [few] { $transcripts } готовые расшифровки
   *[many] { $transcripts } готовых расшифровок
}, { $recordings ->
    [one] { $recordings } запись
    [few] { $recordings } записи
   *[many] { $recordings } записей
}
transcribe-bare-folder = Эта папка не архив (в ней нет ни archive.yaml, ни calls.csv, ни recordings/, ни transcripts/): каждая запись считается звонком и называется по своему пути. Когда был звонок, кто звонил и кому, неизвестно и не додумывается.
transcribe-done = Расшифровки в папке { $folder }: { $written ->
    [one] записан { $written } файл
    [few] записано { $written } файла
   *[many] записано { $written } файлов
}{ $unchanged ->
    [0] .
    [one] , { $unchanged } не изменился.
   *[other] , { $unchanged } не изменились.
}

stage-compare = Сравнение записей с тем, что уже расшифровано
run-languages = Языки разговоров: { $languages } (по выборке; чтобы знать точно, назовите их в --language или archive.yaml)

ahead = Записи: { $parts }.
ahead-first = { $count ->
    [one] Предстоит расшифровать { $count } запись{ $audio }; раньше она не расшифровывалась.
    [few] Предстоит расшифровать { $count } записи{ $audio }; раньше они не расшифровывались.
   *[many] Предстоит расшифровать { $count } записей{ $audio }; раньше они не расшифровывались.
}
ahead-kept = уже расшифровано { $count }{ $audio }
ahead-new = новых { $count }{ $audio }
ahead-changed = расшифровать заново { $count }{ $audio }, потому что с тех пор изменилось: { $changes }
ahead-audio-hours = ({ $audio } ч)
ahead-audio-minutes = ({ $audio } мин)

# От чего зависит расшифровка
setting-compute-type = точность вычислений
setting-decoder = версия чтения звука
setting-device = процессор или видеокарта
setting-diarization = различение говорящих
setting-language = язык
setting-model = модель
setting-names = имена из архива
setting-recogniser = версия распознавания речи
setting-speakers = число говорящих

# В текстовых файлах и субтитрах
side-channel = канал { $number }
side-unknown = голос
suspect-loop = зацикливание
suspect-improbable = маловероятные слова
suspect-no-speech = возможно, никто не говорит
suspect-speech-rate = слишком быстро или медленно для речи
call-outcome-conversation = разговор
call-outcome-voicemail = автоответчик
call-outcome-no-answer = нет ответа
call-outcome-ivr = меню или музыка ожидания
call-outcome-silence = тишина
call-outcome-unreadable = не читается
