"""Words of headings, grouped by what they mean: one idea has many names in two languages and in each CRM.

The groups come from the headings of amoCRM, Bitrix24, HubSpot, Salesforce and Pipedrive exports (their public
importers and the vendors' import samples) and from hand-kept sheets in public repositories.
"""

from __future__ import annotations

from collections.abc import Mapping

# Words that change nothing about what a column holds.
_FILLERS = (
    "the a an of for in to and is was has primary associated actual all sales sale unix hs hubspot sf pipedrive "
    "our masked clean cleaned raw field full на в по для из к с со и от у поле полное полный продаж продажам "
    "основной основная связанный все фактическая фактический vatbasis"
)
FILLERS = frozenset(_FILLERS.split())

# Two words with one meaning of their own. "Account manager" manages no company of ours, he sells to one.
PAIRS: Mapping[str, str] = {
    "sales person": "salesperson",
    "sales persons": "salesperson",
    "account manager": "salesperson",
    "account executive": "salesperson",
    "first contact": "firstcontact",
    "первого контакта": "firstcontact",
    "первого обращения": "firstcontact",
    "e mail": "email",
    "web site": "website",
    "юр лицо": "юрлицо",
    "next step": "nextstep",
    "с ндс": "vatbasis",
    "без ндс": "vatbasis",
    "incl vat": "vatbasis",
    "excl vat": "vatbasis",
    "ex vat": "vatbasis",
    "without vat": "vatbasis",
    "with vat": "vatbasis",
    "не изменять": "donotmodify",
}

# «Сумма, тыс. руб.»: how much one stands for.
UNIT_FACTORS: Mapping[str, int] = {
    "тыс": 1000,
    "тысяч": 1000,
    "thousand": 1000,
    "thousands": 1000,
    "млн": 10**6,
    "mln": 10**6,
    "million": 10**6,
    "millions": 10**6,
}
UNIT_CURRENCIES: Mapping[str, str] = {
    "₽": "RUB",
    "руб": "RUB",
    "рублей": "RUB",
    "рублях": "RUB",
    "rub": "RUB",
    "$": "USD",
    "usd": "USD",
    "€": "EUR",
    "eur": "EUR",
    "£": "GBP",
    "gbp": "GBP",
    "kzt": "KZT",
    "тенге": "KZT",
    "inr": "INR",
    "uah": "UAH",
    "byn": "BYN",
}

# fmt: off
_GROUPS: Mapping[str, str] = {
    # whose column it is
    "deal": "order orders заказ заказа заказов "
            "deal deals opportunity opportunities opp oppty сделка сделки сделок сделке сделку",
    "lead": "lead leads лид лида лиды лидов заявка заявки заявок обращение обращения обращений enquiry inquiry "
            "prospect",
    "contact": "contact contacts person people client clients customer customers buyer контакт контакта контакты "
               "контактное контактный клиент клиента клиенты покупатель покупателя заказчик заказчика абонент абонента",
    "company": "company companies account accounts acct organization organisation organizations org firm business "
               "компания компании компаний организация организации фирма фирмы контрагент контрагента юрлицо",
    "call": "call calls cdr звонок звонка звонки звонков вызов вызова вызовы",
    "talk": "talk talking conversation billsec разговор разговора",
    "task": "task tasks activity activities todo задача задачи задач дело дела активность активности",
    "note": "note notes comment comments remark remarks примечание примечания примечаний комментарий комментарии "
            "комментария заметка заметки",
    "product": "product products item sku товар товара товары услуга услуги продукт продукта",
    # who
    "manager": "manager managers usermanager менеджер менеджера менеджеры менеджеров",
    "owner": "owner owners agent agents rep reps representative salesperson salesman seller sdr ae assigned assignee "
             "owned responsible ответственный ответственного ответственная ответственные продавец продавца ведет "
             "ведущий исполнитель исполнителя исполнители оператор оператора сотрудник сотрудника сотрудники handler "
             "closer bdm operator employee employees куратор",
    "user": "user users пользователь пользователя пользователи author автор автора",
    "by": "by кем who кто",
    "head": "supervisor head boss руководитель руководителя роп начальник начальника director",
    "team": "team teams department dept group отдел отдела подразделение команда команды группа группы",
    "role": "role position должность роль",
    # when
    "date": "date dates datetime time timestamp dt at on дата даты датавремя время момент day день",
    "created": "created create creation added add opened open entered registered создан создана создано создания "
               "создание добавлен добавлена добавления поступления поступление поступила регистрации открытия "
               "заведения",
    "begin": "start started begin beginning engage engaged engagement begindate начало начала старт старта",
    "closed": "close closed closing closure closedate ended finished закрыт закрыта закрыто закрытия закрытие "
              "завершена завершения завершение завершено окончания окончание end",
    "won": "won win выигрыша выигран выиграна успеха продажи",
    "lost": "lost loss lose проигрыша проигрыш проиграна отказ отказа отказов потери потеря dead закрытия_неуспех "
            "closed_lost unsuccessful",
    "expected": "expected est tentative planned plan forecast forecasted estimated estimate projected target ожидаемая "
                "ожидаемый предполагаемая предполагаемый плановая планируемая планируемый план прогноз прогнозная",
    "modified": "modified modify modification updated update edited edit changed изменения изменение изменена изменен "
                "редактирования редактирована обновления обновлена правки",
    "last": "last latest recent последний последняя последней последнего последнее",
    "first": "first первый первая первого",
    "next": "next upcoming следующий следующая следующего ближайшая ближайшей",
    "industry": "industry sector vertical отрасль сфера индустрия",
    "revenue_of_company": "turnover оборот",
    "active": "active activity_flag активен активна",
    "hired": "hired hire joined приема принят",
    "left": "left fired terminated уволен увольнения",
    "lifecycle": "lifecycle",
    "old": "old previous prior before прежний прежняя предыдущий предыдущая было old_value",
    "new": "new after новый новая стало",
    "fax": "fax факс",
    "due": "due deadline срок дедлайн крайний",
    "completed": "completed complete done выполнена выполнено выполнения выполнен completion",
    "firstcontact": "firstcontact",
    "days": "days дней length age возраст cycle цикл",
    "entry": "stage_entry entering",
    # how much
    "amount": "amount amt value sum total budget price revenue worth cost opportunity_amount сумма суммы бюджет "
              "бюджета стоимость стоимости цена выручка арр arr mrr acv tcv доход чек",
    "currency": "currency curr ccy валюта валюты",
    "margin": "margin маржа маржинальность рентабельность",
    "probability": "probability prob likelihood chance confidence вероятность",
    "weighted": "weighted взвешенная взвешенный",
    # which and what
    "id": "id ids identifier key uuid guid ид айди идентификатор код code ref reference",
    "number": "number no num № # номер номера nr",
    "name": "topic name names title subject label название наименование тема заголовок",
    "fullname": "fullname fio фио",
    "firstname": "firstname имя forename",
    "lastname": "lastname surname фамилия",
    "stage": "stage stages step этап этапа стадия стадии phase",
    "status": "status state outcome статус статуса состояние результат result disposition",
    "pipeline": "pipeline funnel воронка воронки category_id",
    "semantic": "semantic semantics",
    "reason": "reason reasons why причина причины почему",
    "source": "source channel origin источник источника канал utm_source referrer",
    "type": "type kind тип вид",
    "text": "text body description content message текст описание содержание сообщение details",
    "wish": "want wants wanted need needs needed request requested asked wish хотел хотела хочет хотят хотели нужно "
            "надо запрос запроса потребность потребности интересует предмет",
    "converted": "converted conversion convert конвертирован конвертации",
    "qualified": "qualified qualification квалификация квалифицирован квалифицирована целевой целевая",
    # how to reach
    "phone": "phone phones telephone tel mobile cell msisdn телефон телефона телефоны тел мобильный моб сотовый",
    "email": "email emails mail e-mail почта почты имейл",
    "address": "address street city country region state_province zip адрес город страна регион область",
    "url": "url link website site web http www ссылка сайт",
    "system": "crm system software platform система программа",
    "tag": "tag tags label_tag тег теги метка метки",
    # calls
    "duration": "duration dur length_s длительность продолжительность",
    "direction": "direction направление",
    "recording": "recording record запись записи аудио audio",
    "extension": "extension ext добавочный внутренний доб",
    "from": "from откуда caller src",
    "destination": "destination dst called куда callee",
}
# fmt: on
CONCEPTS: Mapping[str, str] = {word: idea for idea, words in _GROUPS.items() for word in words.split()}
