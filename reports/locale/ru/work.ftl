# Проверка работы: записи о звонках против журнала, заявки. Сами факты — в facts.ftl (fact-<код>).

section-work = Записи и звонки
work-intro = Записи CRM сверены с журналом телефонии. Запись без звонка — ещё не вина: прежде чем говорить с сотрудником, откройте указанные записи и звонки.
work-counts = { $found ->
    [0] Расхождений, которые видны по записям, нет.
   *[other] Видно по записям: { $found }.
} { $unknown ->
    [0] Неясных случаев нет.
   *[other] Нельзя установить: { $unknown } (не хватает данных, это не обвинение).
}
work-people = Сотрудники
work-person = Сотрудник
work-calls-logged = Исходящих в журнале
work-log-share = Полнота журнала
work-entries = Записано звонков
work-entries-confirmed = из них есть в журнале
work-entries-without = нет в журнале
work-entries-unknown = нельзя установить
work-leads = Заявок
work-leads-late = поздно или брошены
work-first-contact = Первая попытка, рабочих ч (медиана)
work-log-note = Полнота журнала: доля звонков сотрудника, которые есть в журнале, среди всех известных. О звонках мимо журнала известно из сообщений и заметок, поэтому на деле она может быть ниже. Рабочие часы — без ночей, выходных и государственных праздников.
work-deals = Самое явное
work-client-says-so = клиент сам пишет или говорит, что с ним не связались
work-more = { $count ->
    [one] Ещё { $count } сделка — в work_findings.jsonl.
    [few] Ещё { $count } сделки — в work_findings.jsonl.
   *[many] Ещё { $count } сделок — в work_findings.jsonl.
}
work-unknown-title = Чего нельзя установить
work-unknown = { $sentence } Установить нельзя: { $reason }.
work-silence = с { $start } по { $end } — ни одного звонка
work-idle = с { $start } по { $end } — ни звонка, ни сообщения от нас
work-nothing = с { $start } по { $end } — ни звонка, ни сообщения, ни закрытой задачи
work-proof-task = задача { $ref }
work-proof-message = сообщение { $ref }
work-proof-call = звонок { $ref }
work-proof-utterance = звонок { $ref }
work-proof-stage = смена этапа
work-reason-no-phone-log = нет журнала телефонии
work-reason-no-client-number = у клиента нет номера
work-reason-outside-log-period = в журнале нет ни одного звонка за это время
work-reason-person-not-in-log = звонков этого сотрудника в журнале за это время нет вовсе
work-reason-log-without-unanswered = в журнале нет звонков без ответа
work-reason-call-may-belong = звонок того времени мог быть этому клиенту
work-reason-calls-outside-log = переписка говорит о звонках этому клиенту, которых нет в журнале
work-reason-person-calls-outside-log = сотрудник часто звонит мимо журнала
work-reason-other-channel = контакт мог быть в переписке или при встрече
work-reason-result-names-no-call = результат задачи не говорит о звонке
work-reason-date-without-time = час заявки неизвестен
work-reason-moved-in-bulk = много сделок переведено сразу, и перевод — не след работы с этой
work-reason-created-in-bulk = много сделок заведено сразу, и дата создания — не дата заявки
work-reason-no-messages-table = нет переписки, контакт мог быть письменным
work-reason-owner-unknown = неизвестно, кто это сделал
