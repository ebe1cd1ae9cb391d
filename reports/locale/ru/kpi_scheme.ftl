# Схема премии: как она прочитана, что она заплатила бы, и команда `dealforensics kpi explain`.

## Справка
cli-kpi-purpose = Показатели руководителя: как прочитана схема премии.
cli-kpi-example = Пример: dealforensics kpi explain demo/archive
cli-kpi-explain-purpose = Показать, как понят каждый показатель: тип, доля, кривая выплаты, чего в словах нет и что спросить у собственника. Для архива — ещё и сколько схема заплатила бы по месяцам.
cli-kpi-explain-example = Пример: dealforensics kpi explain kpi.yaml
cli-kpi-explain-file = Файл kpi.yaml или папка архива.
kpi-start = Читаю показатели: { $file }
kpi-file-missing = { $file }: нет такого файла или папки. Назовите kpi.yaml или папку архива.
kpi-none-read = { $file }: показателей нет. Нужен список с name и description, как собственник объясняет премию.

## Показатель
kpi-explain-type = Тип: { $type }, вероятность { $probability }
kpi-explain-type-unsure = Тип не ясен. Ближе всего: { $type }, вероятность { $probability }
kpi-explain-measure = Измеряет: { $quantity }{ $whose }{ $window }
kpi-explain-share = Доля премии: { $share }
kpi-explain-amount = Сумма: { $amount }
kpi-explain-read-from = Прочитано в словах: «{ $words }»
kpi-explain-read-field = Прочитано в поле { $field }
kpi-explain-curve = Выплата:
kpi-explain-every = Платится: { $every }
kpi-explain-gate = Условие: не меньше { $at_least } плана, иначе ничего
kpi-explain-after-miss = После невыполнения не платится { $until }
kpi-explain-ask = Спросить собственника:
kpi-explain-nothing-to-ask = В словах есть всё, что нужно для расчёта.

kpi-quantity-plan_percent = выполнение плана продаж, % плана
kpi-quantity-plan_units = выполнение плана в штуках, % плана
kpi-quantity-revenue = выручка
kpi-quantity-revenue_above_plan = выручка сверх плана
kpi-quantity-revenue_growth = прирост выручки к тому же месяцу прошлого года
kpi-quantity-margin = валовая прибыль
kpi-quantity-margin_above_plan = валовая прибыль сверх плана
kpi-quantity-margin_percent = маржа, % выручки
kpi-quantity-calls_per_day = исходящие звонки на менеджера в рабочий день
kpi-quantity-leavers = сколько продавцов ушло
kpi-quantity-leaver_share = доля ушедших продавцов, %
kpi-quantity-average_check = средняя сумма выигранной сделки
kpi-quantity-qualified_conversion = доля выигранных среди квалифицированных, %
kpi-quantity-unknown = то, чего в архиве нет

kpi-whose-team = , по отделу
kpi-whose-individual = , лично руководителя
kpi-whose-each = , на каждого
kpi-whose-not_stated = {""}
kpi-window = , за { $months } { $months ->
    [one] месяц
    [few] месяца
   *[other] месяцев
}
kpi-every-month = каждый месяц
kpi-every-quarter = раз в квартал
kpi-every-half_year = раз в полгода
kpi-every-year = раз в год
kpi-until-quarter = до конца квартала
kpi-until-half_year = полгода
kpi-until-year = до конца года

kpi-band-all = при любом значении
kpi-band-under = меньше { $high }
kpi-band-up-to = до { $high } включительно
kpi-band-from = от { $low }
kpi-band-above = больше { $low }
kpi-band-between = от { $low } до { $high }
kpi-band-above-to = больше { $low }, до { $high }
kpi-pay-nothing = ничего
kpi-pay-full = вся сумма
kpi-pay-share = { $share } суммы
kpi-pay-money = { $money }
kpi-pay-rate = { $rate } от { $of }
kpi-pay-rate-all = { $rate } от всей суммы: { $of }
kpi-pay-line = растёт по прямой: { $first } → { $last }
kpi-pay-growing = { $first } и дальше в той же пропорции
kpi-pay-open = не сказано
kpi-pay-assumed = { $pay } (прямо не сказано)
kpi-of-revenue = выручки
kpi-of-margin = валовой прибыли
kpi-of-growth = прироста выручки
kpi-extra-plus = за каждые { $step } выше { $start } — ещё { $pay }
kpi-extra-minus = за каждые { $step } выше { $start } — минус { $pay }
kpi-extra-start-unknown = неизвестного уровня

## Что спросить
kpi-ask-type = Что именно считается и откуда берутся данные?
kpi-ask-share = Какую долю премии он составляет или какой суммой платится?
kpi-ask-payout_curve = При каком значении платится всё, при каком — ничего, и как платится между ними?
kpi-ask-rate = Какой процент платится и с какой суммы?
kpi-ask-between_threshold_and_full = Сколько платится между порогом и полной выплатой: пропорционально, линейно или ничего?
kpi-ask-below_target = Что платится, если цель не достигнута: ничего, часть или по ступеням?
kpi-ask-line_ends = От какой доли и до какой растёт выплата на этом отрезке?
kpi-ask-growth_to_cap = До потолка выплата растёт вместе с выполнением?
kpi-ask-growth_above_plan = На сколько растёт выплата за каждый процент сверх плана?
kpi-ask-above_plan = Платится ли что-нибудь за выполнение сверх плана?
kpi-ask-beyond_limit = Если граница нарушена, не платится ничего?
kpi-ask-source_of_figures = Откуда брать фактическое значение по месяцам? В архиве его нет.
kpi-ask-counted_from = От какого значения считаются шаги?

## Почему месяц не посчитан
kpi-unknown-individual = это личный план руководителя, а в periods.csv — отдел
kpi-unknown-no-plan = в periods.csv нет плана или выручки
kpi-unknown-no-revenue = в periods.csv нет выручки
kpi-unknown-no-year-before = нет выручки того же месяца прошлого года
kpi-unknown-no-margin = в periods.csv нет маржи
kpi-unknown-margin-plan = в periods.csv нет плана по марже
kpi-unknown-no-people = в people.csv нет менеджеров
kpi-unknown-no-leavers-named = в people.csv ни у кого нет даты ухода: либо никто не уходил, либо даты не ведут
kpi-unknown-no-phone-log = нет журнала звонков
kpi-unknown-log-partial = журнал звонков неполный
kpi-unknown-no-won-deals = нет выигранных сделок с суммой
kpi-unknown-deals-partial = сумма выигранных сделок не сходится с выручкой: в архиве не все сделки
kpi-unknown-few-qualified = слишком мало закрытых квалифицированных сделок
kpi-unknown-not-in-archive = этих данных в архиве нет
kpi-unknown-curve-not-stated = не сказано, сколько платится при таком значении
kpi-unknown-share-not-stated = не сказано, какую долю премии он составляет
kpi-unknown-total-not-known = не сказано, чему равна вся премия

## Проигрывание по месяцам
kpi-replay-title = Схема на настоящих месяцах
kpi-replay-month = Месяц
kpi-replay-computed = По схеме
kpi-replay-paid = Выплачено
kpi-replay-difference = Разница
kpi-replay-range = { $low } – { $high }
kpi-replay-at-least = не меньше { $low }
kpi-replay-total-words = Вся премия по словам: { $total }.
kpi-replay-total-payments = Вся премия в словах не названа; взята наибольшая выплата: { $total }.
kpi-replay-total-not_known = Чему равна вся премия, не сказано. Укажите её в описании любого показателя.
kpi-replay-left-out = Не посчитано: { $name } — { $why }.
kpi-fit-fits = Прочитанная схема объясняет { $explained_share } выплаченного, сходится месяцев: { $fitting_count } из { $months_count }. Посчитать удалось { $computed_share } выплаченного.
kpi-fit-partly = Прочитанная схема объясняет { $explained_share } выплаченного, сходится месяцев: { $fitting_count } из { $months_count }. Посчитать удалось { $computed_share } выплаченного. Что-то прочитано не так или платят иначе, чем сказано.
kpi-fit-does_not_fit = Прочитанная схема не сходится с выплатами: она объясняет { $explained_share } выплаченного, сходится месяцев: { $fitting_count } из { $months_count }. Либо слова прочитаны неверно, либо платят не по ним.
kpi-fit-cannot_tell = Сказать, верно ли прочитана схема, нельзя: из выплаченного удалось посчитать только { $computed_share }.
kpi-fit-error = В среднем за месяц выплата отличается от схемы на { $error }.
kpi-marginal-title = Что приносит руководителю выручка на { $plan_unit } больше
kpi-marginal-point = при { $at } плана: { $reward }
kpi-marginal-open = при { $at } плана: { $reward }, не считая того, что не ясно: { $names }
kpi-marginal-step = до { $at } плана — ещё { $pays } разом
kpi-sensitivity-revenue = Выручка на 10 % выше: премия { $up }, на 10 % ниже: { $down }.
kpi-sensitivity-margin = Маржа на 10 % выше при той же выручке: премия { $up }, на 10 % ниже: { $down }.
kpi-sensitivity-qualified_conversion = Конверсия квалифицированных на 10 % выше: премия { $up }, на 10 % ниже: { $down }.

answer-full_bonus_without_growth-replayed = По самой схеме премия { $replayed_count ->
    [one] в { $replayed_count } месяце
   *[other] в { $replayed_count } месяцах
} без роста выручки — полная или почти полная: { $months }.
answer-reason_to_sell_above_plan-rate-on-money = Процент с каждого рубля, без потолка, платит показатель: { $kpi_names }.
answer-tied_to_money-replayed-share = На настоящих месяцах схема платит за выручку сверх плана, маржу и конверсию квалифицированных заявок { $healthy_share } премии.
