# Страница сделки: её ход по порядку.

section-pages = Сделки по дням
pages-intro = Каждая отмеченная сделка от начала до конца: звонки, сообщения, задачи, этапы и смены ответственного. Выделено то, на чём основаны выводы.
page-link = Ход сделки по дням
page-course = Ход сделки
page-left-out = { $count ->
    [one] Ещё { $count } более ранняя запись не показана.
    [few] Ещё { $count } более ранние записи не показаны.
   *[many] Ещё { $count } более ранних записей не показано.
}
timeline-created = Сделка создана
timeline-source = источник: { $source }
timeline-won = Сделка выиграна
timeline-lost = Сделка закрыта как потерянная
timeline-stated-reason = причина в CRM: { $reason }
timeline-stage = Этап: { $stage }
timeline-owner = Ответственный: { $name }
timeline-call-out = Исходящий звонок
timeline-call-in = Входящий звонок
timeline-call-unknown = Звонок
timeline-call-about = Другой разговор, в котором говорят об этой сделке
timeline-not-answered = без ответа
timeline-reached-nobody = на линии никого не было
timeline-no-words = слова не известны
timeline-link-unsure = к этой сделке относится с вероятностью { $share }
timeline-message-client = Клиент написал ({ $channel })
timeline-message-ours = Клиенту написали ({ $channel })
timeline-note-client = Запись от клиента
timeline-note-ours = Заметка в CRM
timeline-task = Поставлена задача
timeline-task-due = срок { $due }
timeline-task-done = Задача закрыта
timeline-task-missed = Срок задачи прошёл, она не закрыта
timeline-gap = { $days ->
    [one] { $days } день без записей
    [few] { $days } дня без записей
   *[many] { $days } дней без записей
}
