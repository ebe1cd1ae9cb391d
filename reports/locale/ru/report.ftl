# Отчёт, таблица и списки на экране.

place-row = строка { $row }
place-column = столбец { $column }

## Шапка
report-title = Сделки: что вернуть и что потеряно по ошибке
report-as-of = Разбор на { $day }
report-counts = { $deals ->
    [one] { $deals } сделка
    [few] { $deals } сделки
   *[many] { $deals } сделок
}, { $calls ->
    [one] { $calls } звонок
    [few] { $calls } звонка
   *[many] { $calls } звонков
}, из них со словами { $spoken }; { $hours } ч разговоров
report-proposal = Всё в этом отчёте — предположения, пока их не подтвердил человек. Прежде чем звонить клиенту или говорить с сотрудником, прочтите цитаты и проверьте запись.
report-contents = Разделы
report-speech-model = Записи расшифрованы моделью { $name } ({ $digest }).
report-no-speech-model = Записи не расшифровывались: использованы готовые расшифровки и CRM.

## Итог
section-summary = Итог
section-revive = Вернуть
section-error = Потеряно по ошибке
section-kpi = Показатели руководителя
section-data = Данные: чего не хватило
section-method = Как это сделано и где пределы

summary-range = почти наверняка { $low }, самое большее { $high }
summary-at-most = самое большее { $high }
summary-without-amount = { $count ->
    [one] У { $count } сделки сумма не указана, в итог она не вошла.
   *[other] У { $count } сделок сумма не указана, в итог они не вошли.
}
summary-no-amount = сумма неизвестна
summary-without-profit = { $count ->
    [one] У { $count } сделки не известна сумма или маржа, в итог она не вошла.
   *[other] У { $count } сделок не известна сумма или маржа, в итог они не вошли.
}
summary-no-profit = не посчитать
summary-nothing = нет
summary-first = Первые в списке

## Вопросы о премии
question-full_bonus_without_growth = Можно ли получить полную премию без роста?
question-reason_to_sell_above_plan = Есть ли смысл продавать сверх плана?
question-tied_to_money = Привязана ли премия к деньгам компании?
answer-yes = да
answer-no = нет
answer-cannot_tell = сказать нельзя

answer-full_bonus_without_growth-seen = Из { $months_count ->
    [one] { $months_count } месяца, который
   *[other] { $months_count } месяцев, которые
} можно сравнить, в { $found_count ->
    [one] { $found_count } выплачена
   *[other] { $found_count } выплачена
} полная или почти полная премия, хотя выручка не выросла: { $months }.
answer-full_bonus_without_growth-not-seen = { $months_count ->
    [one] За { $months_count } месяц, который можно сравнить,
    [few] За { $months_count } месяца, которые можно сравнить,
   *[many] За { $months_count } месяцев, которые можно сравнить,
} такого не было: { $full_count ->
    [0] полной или почти полной премии ни разу не выплатили.
    [one] полную или почти полную премию выплатили { $full_count } раз, и выручка тогда выросла.
    [few] полную или почти полную премию выплатили { $full_count } раза, и каждый раз выручка росла.
   *[many] полную или почти полную премию выплатили { $full_count } раз, и каждый раз выручка росла.
}
answer-full_bonus_without_growth-no-bonus = Выплаченной премии в архиве нет. Добавьте в periods.csv столбец head_bonus_paid по месяцам.
answer-full_bonus_without_growth-few-months = Месяцев, которые можно сравнить с более ранними, { $months_count }, а нужно не меньше { $needed_count }. Добавьте в periods.csv выручку и премию за год.

answer-reason_to_sell_above_plan-kpi-above-plan = За выручку сверх плана платит показатель: { $kpi_names }.
answer-reason_to_sell_above_plan-paid-up-to-cap = Выплата по плану растёт до { $cap_share } плана ({ $kpi_names }), дальше — нет.
answer-reason_to_sell_above_plan-nothing-above-plan = Ни один показатель не платит за выручку сверх плана.
answer-reason_to_sell_above_plan-nothing-above-plan-seen = Ни один показатель не платит за выручку сверх плана. { $just_above_count ->
    [one] В { $just_above_count } месяце
   *[other] В { $just_above_count } месяцах
} из { $months_count } выручка остановилась между планом и планом плюс { $just_above_share }.
answer-reason_to_sell_above_plan-kpi-unclear = Не ясно, за что именно платят: { $kpi_names }. Спросите собственника, платит ли показатель за выручку сверх плана.
answer-reason_to_sell_above_plan-plan-payout-open = В описании не сказано, платят ли больше за перевыполнение: { $kpi_names }. Спросите собственника или добавьте в kpi.yaml поле cap.
answer-reason_to_sell_above_plan-no-kpis = Показателей руководителя в архиве нет. Добавьте kpi.yaml.

answer-tied_to_money-healthy-share = За выручку сверх плана, маржу и конверсию квалифицированных заявок платится { $healthy_share } премии.
answer-tied_to_money-healthy-share-at-least = За выручку сверх плана, маржу и конверсию квалифицированных заявок платится не меньше { $healthy_share } премии.
answer-tied_to_money-other-share-at-least = Не меньше { $other_share } премии платится за другое, а не за выручку сверх плана, маржу и конверсию квалифицированных заявок.
answer-tied_to_money-shares-unknown = Не ясно, какую долю премии составляют или что измеряют: { $kpi_names }. Укажите в kpi.yaml поле weight.
answer-tied_to_money-no-kpis = Показателей руководителя в архиве нет. Добавьте kpi.yaml.
answer-moves-revenue = Связь премии с выручкой за { $months } мес.: r = { $r } (95 %: от { $low } до { $high }).
answer-moves-margin = Связь премии с маржой за { $months } мес.: r = { $r } (95 %: от { $low } до { $high }).

## Списки
list-full = { $shown ->
    [one] Показана { $shown } сделка из { $ranked } — самая вероятная.
    [few] Показаны { $shown } сделки из { $ranked } — самые вероятные.
   *[many] Показано { $shown } сделок из { $ranked } — самые вероятные.
}
list-fewer = { $shown ->
    [one] В списке { $shown } сделка
    [few] В списке { $shown } сделки
   *[many] В списке { $shown } сделок
} из { $ranked }, а не { $limit }: у остальных вероятность ниже порога, и для вида список не дополняется.
list-all = { $shown ->
    [one] В списке { $shown } сделка: других подходящих сделок в архиве нет.
    [few] В списке { $shown } сделки: других подходящих сделок в архиве нет.
   *[many] В списке { $shown } сделок: других подходящих сделок в архиве нет.
}
list-none-likely = Список пуст: { $ranked ->
    [1] у единственной подходящей сделки
    [one] ни у одной из { $ranked } сделки
   *[many] ни у одной из { $ranked } сделок
} вероятность не дошла до порога, и для вида список не дополняется.
list-nothing = Список пуст: в архиве нет сделок, которые можно сюда отнести.

deal-rank = № { $rank }
deal-client = Клиент
deal-amount = Сумма
deal-margin = Маржа
deal-expected = Ожидаемая прибыль
deal-probability = Вероятность
deal-reason = Почему
deal-cause = Причина
deal-other-causes = Возможны и другие причины
deal-culprit = Чья ошибка
deal-kpi = Какой показатель это поощряет
deal-person = Кому звонить
deal-person-error = О ком речь
deal-reopen = Связаться
deal-next-step = Следующий шаг
deal-stated-reason = Причина в CRM
deal-closed = Закрыта
deal-evidence = На чём это основано
deal-against = Что говорит против
deal-nothing-against = Ничего против в записях не найдено.
deal-thin = Об этой сделке известно мало: слов нет или почти нет. Проверьте её особенно внимательно.{ $missing ->
    [none] {""}
   *[other] {" "}Не хватает: { $missing }.
}
deal-missing = Не хватает: { $missing }.
deal-next-step-from = Откуда это: { $places }.
deal-unknown = не указано
deal-no-title = Сделка { $deal }
deal-no-evidence = Цитат нет: оценка основана на датах и полях CRM.

evidence-call = Звонок { $call }, { $clock }
evidence-message = Сообщение { $ref }
evidence-task = Задача { $ref }
evidence-stage = История этапов
evidence-counted = По датам и числам в записях
evidence-absence = Чего нет в записях
evidence-link = Ссылка на эту цитату
evidence-link-unsure = { $place } (что звонок относится к этой сделке, вероятно на { $share })
evidence-doubtful = { $place } (слова расслышаны неуверенно: сначала послушайте)
evidence-quote = «{ $words }»
evidence-said-by = { $role }: { $name }

## Показатели
kpi-intro = За что платят руководителю отдела продаж и что это поощряет. Формулировки — собственника.
kpi-none-given = Показателей руководителя в архиве нет. Добавьте kpi.yaml с теми словами, которыми собственник объясняет премию.
kpi-type = Что измеряет
kpi-share = Доля премии
kpi-evidence = Сделки
kpi-statistics = По месяцам
kpi-statistics-plan_attainment = { $just_above_count ->
    [one] В { $just_above_count } месяце
   *[other] В { $just_above_count } месяцах
} из { $months_count } выручка остановилась между планом и планом плюс { $just_above_share }.
kpi-advice = Что делать
kpi-verdict-toxic-shown = Токсичный: потери из-за него видны в сделках
kpi-verdict-toxic-by-design = Токсичный по устройству: в отмеченных сделках потерь из-за него не видно
kpi-verdict-healthy = Здоровый: связан с деньгами компании
kpi-verdict-other = Нейтральный: сделкам прямо не вредит
kpi-verdict-unclear = Не ясно, что он измеряет: спросите собственника
kpi-advice-plan_attainment = Платите за план оклад, а премию — процентом с выручки сверх плана, без потолка.
kpi-advice-activity_count = Не платите за число действий. Смотрите, как быстро отвечают на заявки и какая их доля доходит до денег.
kpi-advice-low_turnover = Не платите за то, что никто не ушёл: это держит слабых. Следите за разбросом результатов между менеджерами.
kpi-advice-crm_discipline = Порядок в CRM — обязанность, а не премия. Проверяйте выборочно, совпадают ли записи со звонками.
kpi-advice-average_check = Не платите за средний чек отдельно: он растёт и тогда, когда отсекают мелких клиентов. Платите за маржу.
kpi-advice-healthy_revenue_above_plan = Оставьте и дайте ему больший вес.
kpi-advice-healthy_margin = Оставьте и дайте ему больший вес. Следите, чтобы маржу не поднимали, теряя объём.
kpi-advice-healthy_qualified_conversion = Оставьте и дайте ему больший вес. Договоритесь заранее, какая заявка считается квалифицированной.
kpi-advice-other = Оставьте, если он нужен бизнесу.
kpi-advice-unclear = Спросите собственника, что именно считается и откуда берутся данные, и уточните описание в kpi.yaml.
kpi-recommended = Чем заменить
kpi-recommended-intro = Оклад — за выполнение плана. Премия — за то, что приносит деньги:
kpi-recommend-healthy_revenue_above_plan = процент с выручки сверх плана, без потолка
kpi-recommend-healthy_margin = процент с маржи
kpi-recommend-healthy_qualified_conversion = конверсия квалифицированных заявок
kpi-already = уже есть

months-title = План, выручка и премия по месяцам
months-note = Рост считается к тому же месяцу прошлого года, а если его нет — к предыдущему месяцу. Полной или почти полной считается премия от { $share } самой большой выплаченной.
months-month = Месяц
months-plan = План
months-fact = Выручка
months-attainment = % плана
months-growth = Рост
months-bonus = Премия
months-full = полная
months-full-without-growth = полная без роста

## Данные
data-links = Звонки, привязанные к сделкам
data-links-against-crm = Из них CRM относит к другой сделке
data-links-against-crm-value = { $count }; первые: { $first }
data-links-ambiguous = Звонки, которые подходят нескольким сделкам (обвинений на них нет)
link-against-crm = { $call }: в CRM { $stated }, по номеру, времени и словам { $found } ({ $share })
data-words = Звонки, слова которых известны
data-tables = Таблицы, которых нет в архиве
data-promises = Обещания, найденные в разговорах
data-promises-value = { $total } (считая повторённые); в срок { $kept }, с опозданием { $late }, не выполнено { $broken }, нельзя сказать { $unknown }
data-of = { $part } из { $whole }
data-all-tables = все таблицы на месте
data-set-aside = Не использовано
data-warnings = Использовано с оговоркой
data-no-problems = Замечаний к данным нет.
data-more = { $count ->
    [one] и ещё { $count } такое же место
    [few] и ещё { $count } таких же места
   *[many] и ещё { $count } таких же мест
}
data-all-in-run = Полный список — в run.json.

## Метод
method-links = Звонок отнесён к сделке по номеру, времени, сотруднику, мнению CRM и сказанному; у каждой привязки есть вероятность. Звонки, которые подходят нескольким сделкам, ни в одном утверждении не участвуют, и там, где такой звонок мог быть, не говорится, что с клиентом не связались.
method-signals = В каждой реплике обученный классификатор ищет признаки из кодовой книги: потребность, возражение, обещание, жалобу и другие. Вместе с датами, задачами, сообщениями и этапами из CRM они дают для каждой сделки две вероятности: что её можно вернуть и что она потеряна по ошибке.
method-crm = Причина отказа, записанная в CRM, — это то, что кто-то написал. Она показана, но решают звонки, сообщения, задачи и даты.
method-as-of = Всё оценено на { $day } — по тому, что можно было знать к этому дню.
method-money = Ожидаемая прибыль — вероятность × сумма × маржа, вдвое меньше за каждый год, прошедший с конца сделки, а у открытой — с последнего контакта; если маржа сделки не указана, взята обычная для компании, а если не известна и она, прибыль не считается. Потери — выручка, а не прибыль, с учётом шанса на продажу, который был у сделки: нижняя граница включает только сделки с вероятностью от { $share }, середина — суммы, умноженные на вероятность, верхняя — суммы сделок целиком. Каждая сделка посчитана один раз.
method-kpi = Тип показателя определён по словам собственника обученным классификатором. Деньги отнесены к показателю, только если запись сделки показывает поведение, которое он поощряет.
method-limits = Чего этот отчёт не видит: разговоров вне телефонии, договорённостей на словах, причин, о которых никто не сказал. Распознавание речи ошибается, особенно в именах и числах. Сумма по одному сотруднику ничего не говорит о нём без его нагрузки.
method-models = Модели
model-speech = распознавание речи
model-embeddings = векторы предложений
model-signals = сигналы
model-deals = ранжирование сделок
model-kpi_types = типы показателей
report-footer = dealforensics, { $started }

## Таблица deals.xlsx
sheet-revive = Вернуть
sheet-error = Потери
sheet-kpi = Показатели
sheet-data = Замечания к данным
sheet-choices = Варианты для вердикта
column-rank = №
column-deal = Сделка
column-title = Название
column-client = Клиент
column-company = Компания
column-phones = Телефоны
column-amount = Сумма
column-margin = Маржа
column-probability = Вероятность
column-expected = Ожидаемая прибыль
column-reason = Почему
column-reopen = Связаться
column-next-step = Следующий шаг
column-person = Кому звонить
column-load = Нагрузка и присутствие
column-evidence = Доказательства
column-against = Что против
column-verdict = Ваш вердикт
column-grade = Оценка от 0 до 3
column-right-reason = Верная причина вернуть
column-right-cause = Верная причина потери
column-right-culprit = Чья ошибка на самом деле
column-right-kpi = Верный показатель
column-reviewer = Проверил
column-comment = Комментарий
column-cause = Причина
column-culprit = Чья ошибка
column-about = О ком речь
column-kpi = Показатель
column-closed = Закрыта
column-stated-reason = Причина в CRM
column-kpi-name = Показатель
column-kpi-type = Что измеряет
column-kpi-share = Доля премии
column-kpi-verdict = Вывод
column-money-low = Потери, не меньше
column-money-mid = Потери, вероятно
column-money-high = Потери, не больше
column-severity = Что сделано
column-file = Файл
column-row = Строка
column-column = Столбец
column-value = Значение
column-problem = Что не так
severity-set_aside = не использовано
severity-warning = с оговоркой
verdict-right = верно
verdict-wrong = неверно
verdict-unsure = не уверен

## Списки на экране
terminal-revive = Вернуть
terminal-error = Потеряно по ошибке
terminal-report = Отчёт: { $path }
