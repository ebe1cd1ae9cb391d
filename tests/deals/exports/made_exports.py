"""Small exports in the shapes of the CRMs, made for tests: headings as the vendors write them, invented people."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

AMOCRM = """\
ID;Название сделки;Бюджет;Ответственный;Дата создания сделки;Кем создана сделка;Дата редактирования;Кем редактирована;\
Дата закрытия;Теги;Примечание;Примечание 2;Этап сделки;Воронка;Полное имя контакта;Компания контакта;\
Ответственный за контакт;Компания;Рабочий телефон;Рабочий прямой телефон;Мобильный телефон;Факс;Рабочий email;\
Личный email;Причина отказа;utm_source
501;Кухня Орловой;1 250 000,00;Белова Анна;05.01.2026 10:11:12;Белова Анна;07.02.2026 12:00:00;Белова Анна;\
не закрыта;кухня;Перезвонить;;Переговоры;Розница;Орлова Ирина;;Белова Анна;;+7 910 000-38-17;;8 (916) 111-22-33;;\
orlova@mail.test;;;yandex
502;Шкаф;90 000;Громов Пётр;08.01.2026 10:11:12;Белова Анна;07.02.2026 12:00:00;Громов Пётр;11.02.2026 15:22:01;;;;\
Закрыто и не реализовано;Розница;Смирнова Ольга;ООО Ромашка;Громов Пётр;ООО Ромашка;84951234567;;;;;;Дорого;
503;Кухня вторая;450 000,50;Громов Пётр;19.01.2026 10:11:12;Белова Анна;07.02.2026 12:00:00;Громов Пётр;\
20.02.2026 15:22:01;;;;Успешно реализовано;Розница;Ким Олег;;Громов Пётр;;;;89161112244;;;;;
"""
BITRIX24 = """\
ID;Название сделки;Стадия сделки;Вероятность;Сумма;Валюта;Компания;Контакт;Контакт: Мобильный телефон;Ответственный;\
Дата создания;Дата изменения;Дата начала;Дата завершения;Закрыта;Источник;Комментарий;Повторная сделка
101;Поставка бетона;Переговоры;50;1 200 000;Российский рубль;ООО Стройка;Иван Котов;+79161234567;Мария Волкова;\
12.03.2026 10:00;13.03.2026 11:00;12.03.2026;12.04.2026;Нет;Звонок;;Нет
102;Поставка щебня;Сделка провалена;0;300 000;Российский рубль;ООО Дорога;Пётр Ильин;"+79161234568, +74951112233";\
Мария Волкова;11.03.2026 10:00;13.03.2026 11:00;11.03.2026;25.03.2026;Да;Сайт;;Нет
103;Песок;Сделка успешна;100;80 000;Российский рубль;ИП Сомов;Олег Сомов;;Денис Кравцов;15.03.2026 10:00;\
28.03.2026 11:00;11.03.2026;28.03.2026;Да;Сайт;;Да
"""
BITRIX24_FIELDS = """\
ID,TITLE,STAGE_ID,PROBABILITY,CURRENCY_ID,OPPORTUNITY,COMPANY_ID,CONTACT_ID,BEGINDATE,CLOSEDATE,ASSIGNED_BY_ID,\
DATE_CREATE,CLOSED,STAGE_SEMANTIC_ID,IS_RETURN_CUSTOMER,SOURCE_ID
1,Сделка 1,NEW,,RUB,100000.00,0,,2026-02-03T03:00:00+03:00,\
2026-02-10T03:00:00+03:00,1,2026-02-03T15:58:12+03:00,N,P,N,CALL
3,Зарядки,C2:LOSE,,RUB,10000.00,0,7,2026-02-04T03:00:00+03:00,2026-02-11T03:00:00+03:00,1,2026-02-04T13:10:22+03:00,Y,F,N,
5,Игрушки,C2:WON,,RUB,90000.00,0,8,2026-02-04T03:00:00+03:00,2026-02-12T03:00:00+03:00,2,2026-02-04T13:18:10+03:00,Y,S,N,
"""
HUBSPOT = """\
"Record ID","Deal Name","Amount","Deal Stage","Close Date","Deal owner","Create Date","Pipeline","Associated Contact",\
"Associated Contact IDs","Associated Company","Closed Lost Reason",\
"Is Closed Won","Last Activity Date","Forecast amount"
"7001","Heron renewal","12500","Contract Sent","2026-10-31 12:00","Sam Salt","2026-08-01 09:30","Sales","Jane Dew \
(jane@heron.test)","8001","Heron","","false","2026-09-01 10:00","7500"
"7002","Finch pilot","900","Closed Lost","2026-09-11 12:00","Ann Lea","2026-07-01 09:30","Sales","","","Finch",\
"Too expensive","false","2026-09-01 10:00","0"
"7003","Gull","15000","Closed Won","2026-09-12 12:00","Sam Salt","2026-06-21 09:30","Sales","Tom Rowe (tom@gull.test)",\
"8003","Gull","","true","2026-09-01 10:00","15000"
"""
HUBSPOT_CONTACTS = """\
Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lifecycle Stage,Lead Status,Company Name,Create Date
8001,Jane,Dew,jane@heron.test,+1 218-348-8528,Sam Salt,opportunity,OPEN,Heron,2026-07-01 09:00
8003,Tom,Rowe,tom@gull.test,218-348-8529,Sam Salt,customer,,Gull,2026-05-01 09:00
"""
SALESFORCE = """\
Opportunity Name,Account Name,Type,Amount,Probability (%),Close Date,Created Date,Stage,Opportunity Owner,Lead Source,\
Fiscal Period,Age
Heron Generators,Heron,Existing,"$35,000.00",60%,10/31/2026,9/26/2026,Proposal,Ann Lea,Web,Q4-2026,15
Finch Install,Finch,New,"$1,250,000.00",0%,7/15/2026,3/4/2026,Closed Lost,Ann Lea,Phone,Q3-2026,15
Gull Refinery,Gull,New,"$9,900.50",100%,8/2/2026,2/28/2026,Closed Won,Sam Salt,,Q3-2026,15
"""
PIPEDRIVE = """\
Deal - ID,Deal - Title,Deal - Owner,Deal - Value,Deal - Currency of Value,Deal - Weighted value,Deal - Organization,\
Deal - Contact person,Deal - Stage,Deal - Status,Deal - Deal created,\
Deal - Update time,Deal - Won time,Deal - Lost time,\
Deal - Deal closed on,Deal - Lost reason,Deal - Expected close date,Person - Phone,Person - Email
1,Roof,Kate Smith,5000,USD,5000,Heron,Tony Turn,\
Contact Made,Open,2026-05-04 10:12:33,2026-06-01 10:00:00,,,,,2026-07-01,\
"218-348-8528, 218-348-8529",tony@x.test
2,Walls,Kate Smith,900,USD,900,Gull,Ben Serp,Proposal Made,Lost,2026-05-05 10:12:33,2026-06-01 10:00:00,,\
2026-06-03 12:00:01,2026-06-03 12:00:01,Price,2026-07-01,218-348-8530,ben@x.test
3,Floor,Rob Hill,1900,USD,1900,Gull,Ben Serp,Negotiations Started,Won,2026-05-06 10:12:33,2026-06-01 10:00:00,\
2026-06-05 12:00:01,,2026-06-05 12:00:01,,2026-07-01,218-348-8530,ben@x.test
"""
SET_OF_TABLES = {
    "sales_pipeline.csv": """\
opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
1C1I7A6R,Mona Frey,GX Basic,Candor,Won,2026-01-20,2026-03-01,1054
Z063OYW0,Darya Schel,GXPro,Isola,Lost,2026-01-25,2026-03-11,0
PE84CX4O,Zane Levin,GX Basic,Hatch,Engaging,2026-02-25,,
ZNBS69V1,Anna Snell,MG Special,,Prospecting,,,
""",
    "accounts.csv": """\
account,sector,year_established,revenue,employees,office_location,subsidiary_of
Candor,technology,1996,1100.04,2822,United States,
Isola,medical,1999,251.41,495,United States,
""",
    "sales_teams.csv": """\
sales_agent,manager,regional_office
Mona Frey,Dustin Brink,Central
Darya Schel,Melvin Marx,Central
Zane Levin,Summer Sew,West
Anna Snell,Dustin Brink,Central
""",
    "products.csv": "product,series,sales_price\nGX Basic,GX,550\nGXPro,GX,4821\n",
}
HAND_KEPT = """\
Продажи за 2026 год
Обновлено 01.10.2026

Дата обращения\tКлиент\tТелефон\tМенеджер\tСумма, руб\tЧем закончилось\tДата закрытия
12.01.2026\tИП Лосев\t8 912 345-67-89\tОля К.\t15 000\tкупил\t20.01.2026
25.01.2026\tЗавод «Искра»\t+7 (343) 222-33-44\tОля К.\t230 000\tотказ\t02.02.2026
03.02.2026\tМартынов\t89123456700\tИгорь П.\t\tв работе\t
"""


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def workbook(folder: Path, name: str, sheets: dict[str, Sequence[Sequence[object]]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    path = folder / name
    path.write_bytes(buffer.getvalue())
    return path
