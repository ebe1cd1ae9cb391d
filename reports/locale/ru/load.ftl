# dealforensics load: справка и сообщения.

cli-load-purpose = Загрузить архив в базу данных: новые строки добавляются, изменённые обновляются, каждое изменение сделки записывается. Повторная загрузка того же архива ничего не меняет.
cli-load-example = Пример: dealforensics load demo/archive
cli-load-archive = Папка архива (calls.csv, deals.csv и так далее).
cli-run-database = База для фактов архива и привязок звонков: файл SQLite или адрес postgresql://ИМЯ:ПАРОЛЬ@КОМПЬЮТЕР/БАЗА. По умолчанию то, что в DEALFORENSICS_DATABASE, иначе dealforensics.db рядом с расшифровками.
cli-load-database = Файл SQLite или адрес postgresql://ИМЯ:ПАРОЛЬ@КОМПЬЮТЕР/БАЗА. По умолчанию то, что в DEALFORENSICS_DATABASE, иначе .dealforensics/dealforensics.db внутри архива.
load-start = Читаю { $archive } и загружаю в { $database }
load-folder-not-writable = В папку { $folder } нельзя писать: { $reason }. Укажите базу в другом месте параметром --database.
load-progress-calls = Звонки: { $done } из { $total }
load-progress-rows = { $table }: { $done }
load-archive-new = «{ $company }» в этой базе впервые (архив { $number }).
load-archive-known = «{ $company }» в этой базе уже есть (архив { $number }).
load-counts = { $table }: новых { $added }, изменено { $changed }, без изменений { $unchanged }
load-counts-gone = , больше нет в архиве { $gone } (сохранены с пометкой)
load-counts-set-aside = , отложено { $count }
load-nothing-changed = С прошлой загрузки ничего не изменилось.
load-problem = { $place }: { $problem }
load-more-problems = … и ещё { $count }; что не так с архивом, покажет «dealforensics check { $archive }».
load-done = Готово за { $minutes ->
    [0] { $seconds } с
   *[other] { $minutes } мин { $seconds } с
}. База данных: { $database }

load-table-people = Сотрудники
load-table-contacts = Контакты
load-table-contact_phones = Телефоны контактов
load-table-deals = Сделки
load-table-stage_changes = Смены этапов
load-table-owner_changes = Смены ответственных
load-table-tasks = Задачи
load-table-messages = Сообщения
load-table-calls = Звонки
load-table-periods = Месяцы плана
load-files-set-aside = Отложено файлов: { $count }
load-linking = Отношу звонки к сделкам по номеру, времени и сотруднику …
load-links = Звонки: { $calls }, отнесено к сделкам { $linked }, подходят нескольким сделкам { $ambiguous }, иначе, чем в CRM { $against }. Что было сказано, учтёт только «dealforensics run».
