# Записи и расшифровки, которые не удалось использовать. $detail: что именно увидела программа.
problem-recording-empty = Запись пустая ({ $detail }). Выгрузите её из телефонии заново.
problem-recording-unreadable = Запись не читается: повреждена, неизвестного формата или закрыт доступ ({ $detail }). Выгрузите её заново или переведите в WAV или MP3.
problem-recording-no-audio = В файле нет звуковой дорожки ({ $detail }). Положите на его место запись звонка.
problem-recording-truncated = Запись обрезана: звука меньше, чем указано в её заголовке ({ $detail }). Скопируйте её заново; именно в конце звонка договариваются о следующем шаге.
problem-transcript-missing = Расшифровки больше нет на месте ({ $detail }).
problem-transcript-empty = Расшифровка пустая ({ $detail }).
problem-transcript-unreadable = Расшифровка не читается ({ $detail }). Сохраните её в UTF-8.
problem-transcript-unknown-format = Расшифровка должна быть .json, .vtt или .srt ({ $detail }).
problem-transcript-bad-json = Расшифровка не является правильным JSON ({ $detail }).
problem-transcript-bad-field = Поля в расшифровке нет, или в нём значение не того вида ({ $detail }).
problem-transcript-bad-time = Невозможное время в расшифровке ({ $detail }).
problem-transcript-bad-role = Роль в расшифровке не manager, не head и не client ({ $detail }).
problem-transcript-other-call = В расшифровке назван другой звонок, чем в имени файла ({ $detail }).
problem-transcript-bad-cue = Субтитры нарушают правила VTT или SRT ({ $detail }).
problem-no-speech-model = На этом компьютере не нашлось модели Whisper, поэтому записи не расшифрованы: { $count }. Где взять модель, скажет команда dealforensics doctor.
problem-no-words = Слов ни одного звонка не было: списки построены только по CRM.
