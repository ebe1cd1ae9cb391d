# Названия кодов для людей. Коды — в classify/codebook.py и classify/kpi_types.py.

## Сигналы в репликах
signal-need_stated = Назвал потребность
signal-interest = Интерес
signal-ready_to_buy = Готов купить
signal-budget_stated = Назвал бюджет
signal-request_next_step = Просит следующий шаг
signal-asks_discount = Просит скидку
signal-objection_price = Возражение: цена
signal-objection_timing = Возражение: не сейчас
signal-deferral_dated = Назвал срок, когда вернуться
signal-objection_authority = Решает другой
signal-objection_competitor = Сравнивает с конкурентом
signal-objection_trust = Сомневается в надёжности
signal-objection_need = Не видит потребности
signal-chose_competitor = Выбрал конкурента
signal-hard_refusal = Окончательный отказ
signal-not_a_buyer = Не покупатель
signal-complaint_no_contact = Жалоба: не связались
signal-complaint_service = Жалоба на работу
signal-discovery_question = Выясняет потребность
signal-value_argument = Довод о пользе
signal-objection_handled = Ответил на возражение
signal-objection_dropped = Сдался на возражении
signal-discount_offered = Предложил скидку
signal-next_step_set = Договорились о следующем шаге
signal-promise = Обещание
signal-brush_off = Отмахнулся от клиента
signal-pressure_upsell = Навязывает лишнее
signal-rude = Грубость
signal-unsure_info = Не знает ответа
signal-seller_defers = Продавец откладывает сделку
signal-waits_on_head = Ждёт руководителя
signal-head_order = Распоряжение руководителя

## Почему сделку стоит вернуть
reason-dated_deferral_due = Подошёл срок, который назвал клиент
reason-broken_promise = Клиент ждал нас, обещание не выполнено
reason-unworked_lead = Годную заявку почти не отработали
reason-price_gap = Разницу в цене можно закрыть
reason-approval_or_decider = Недостающее согласование или решение теперь можно получить
reason-interest_no_next_step = Был интерес, потом мы замолчали
reason-competitor_window = У другого поставщика открылось окно
reason-supply_restored = Снова есть то, чего не хватало

## Причины потерь
cause-M1_no_callback = Не связались, хотя обещали или клиент просил
cause-M2_slow_first_contact = Поздний первый контакт или брошено после пары попыток
cause-M3_no_discovery = Предложили, не выяснив потребность
cause-M4_objection_dropped = Сдались на возражении, на которое был ответ
cause-M5_no_next_step = Заинтересованного клиента оставили без следующего шага
cause-M6_quote_late_or_wrong = Предложение, счёт или договор опоздали или с ошибкой
cause-M7_rude_or_incompetent = Грубость, незнание, неверные сведения
cause-M8_wrong_person = Не дошли до того, кто решает
cause-M9_early_close = Сделку закрыли, пока клиент ещё думал
cause-M10_fake_activity = Записаны звонки или задачи, которых не было
cause-H1_deferred_to_next_period = Сделку перенесли на следующий период ради плана
cause-H2_bad_routing = Клиента отдали не тому или потеряли при передаче
cause-H3_approval_stuck = Согласование у руководителя затянулось
cause-H4_activity_over_leads = Норма звонков вместо тёплых заявок
cause-H5_no_control = Руководитель знал и не вмешался
cause-H6_small_deal_cut = Мелких клиентов отсекли по правилу
cause-H7_forced_upsell = По правилу навязали больший пакет
cause-H8_crm_over_client = Формы в CRM важнее клиента
cause-none = Ошибка не установлена

## Чья ошибка
culprit-manager = Менеджер
culprit-head = Руководитель
culprit-both = Менеджер и руководитель
culprit-none = Никто

## Показатели
kpi-plan_attainment = Выполнение плана
kpi-activity_count = Количество действий
kpi-low_turnover = Низкая текучесть
kpi-crm_discipline = Дисциплина в CRM
kpi-average_check = Средний чек
kpi-healthy_revenue_above_plan = Выручка сверх плана
kpi-healthy_margin = Маржа
kpi-healthy_qualified_conversion = Конверсия квалифицированных заявок
kpi-other = Другое
kpi-none = Никакой

## Оценки человека
grade-revivable-3 = Продажа вероятна
grade-revivable-2 = Есть шанс
grade-revivable-1 = Шанс слабый
grade-revivable-0 = Возвращать незачем
grade-error-3 = Ошибка очевидна
grade-error-2 = Ошибка вероятна
grade-error-1 = Ошибка повлияла
grade-error-0 = Ошибки нет

## Роли
role-manager = менеджер
role-head = руководитель
role-client = клиент
role-other = сотрудник
