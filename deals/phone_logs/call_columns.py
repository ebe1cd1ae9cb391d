"""Columns of call logs, in Russian and English, for the recognition of deals.exports.

Headings seen in public exports and importers: Mango Office («Кто звонил», «Кому звонили», «Номер или Call-back
компании», «Длительность вызова ЧЧ:ММ:СС»), Megafon and other virtual exchanges («Откуда», «Куда», «Кто ответил»,
«Длительность разговора», «ID записи»), Kcell, UIS/CoMagic and Ringostat API names, Zadarma, Twilio, DIDWW,
ivozprovider, Asterisk's cdr_csv and FreePBX's cdr table.
"""

from __future__ import annotations

from collections.abc import Mapping

from deals.exports.column_content import ColumnContent
from deals.exports.field_forms import FieldForm, TableKind
from deals.phone_logs.call_status import answered_of
from deals.phone_logs.direction_words import way_in
from deals.phone_logs.durations import DurationNotation


def _ways(content: ColumnContent) -> float:
    """A few words, nearly all of which say which way a call went."""
    if not content.values or content.distinct > 12:
        return 0.0
    return sum(way_in(value) is not None for value in content.values) / len(content.values)


def _outcomes(content: ColumnContent) -> float:
    if not content.values or content.distinct > 20 or content.numbers > 0.2:
        return 0.0
    share = sum(answered_of(value) is not None for value in content.values) / len(content.values)
    return share if content.distinct > 1 else 0.0


# Fields that only a mapping file can name: what a column counts that does not say it itself.
STATED_LENGTHS: Mapping[str, DurationNotation] = {
    "talk_mm_ss": DurationNotation("mm:ss"),
    "talk_hh_mm": DurationNotation("hh:mm"),
    "talk_minutes": DurationNotation("mm:ss", "min"),
    "talk_seconds": DurationNotation("mm:ss", "s"),
}


def _names(*lines: str) -> tuple[str, ...]:
    """Phrases written one after another, a bar between them."""
    return tuple(phrase.strip() for line in lines for phrase in line.split("|") if phrase.strip())


CALLS = TableKind(
    "calls",
    own=frozenset({"call"}),
    file_words=frozenset({"call", "recording"}),
    needed=(
        ("started_at", "answered_at"),
        ("caller", "called", "client_phone", "our_line", "extension"),
        ("talk", "total", "direction", "status", "answered", "recording", "ended_at", "wait"),
    ),
    fields=(
        FieldForm(
            "call_id",
            "row_id",
            _names(
                "callid | gcid |",
                "call id | id | uniqueid | unique id | session id | call session id | communication id | uuid |",
                "call uuid | sip call id | call sid",
            ),
            weight=0.5,
        ),
        FieldForm(
            "linked_id",
            "reference",
            _names(
                "linkedid | linked id | entry id | parent call id | general call id | pbx call id |",
                "multi call id | bridge uuid | id цепочки | main call id | parent session id",
            ),
        ),
        FieldForm(
            "talk",
            "duration",
            _names(
                "durationincall | talking |",
                "connected time | время соединения | talktime |",
                "talk duration | billsec | bill sec | talk time | длительность разговора | время разговора |",
                "conversation duration | conversation time | speech duration | talk time duration |",
                "billable duration | чистое время разговора | connected duration | answer duration",
            ),
            weight=2.0,
        ),
        FieldForm(
            "total",
            "duration",
            _names(
                "duration | call duration | длительность | длительность звонка | длительность вызова |",
                "total duration | total time duration | общая длительность | session time | length |",
                "call length | duration sec | длит",
            ),
            weight=1.5,
        ),
        FieldForm(
            "wait",
            "duration",
            _names(
                "ringing |",
                "waitsec | wait sec | ring sec |",
                "wait duration | wait time | waiting time | waittime | ringing time | ring time |",
                "ring duration | время ожидания | ожидание | время ответа | answer time |",
                "длительность ожидания | ожидание ответа | время дозвона | hold time | time to answer |",
                "длительность дозвона",
            ),
            weight=1.5,
        ),
        FieldForm(
            "talk_mm_ss",
            "duration",
            (),
        ),
        FieldForm(
            "talk_hh_mm",
            "duration",
            (),
        ),
        FieldForm(
            "talk_minutes",
            "duration",
            (),
        ),
        FieldForm(
            "talk_seconds",
            "duration",
            (),
        ),
        FieldForm(
            "started_at",
            "time",
            _names(
                "placed date | date started |",
                "call start date | start date | call date | date | start time | calldate | дата звонка |",
                "дата и время | дата разговора | begin date | дата вызова | время начала | call start |",
                "setup time | start stamp | when called | date time start | время поступления | initiated",
            ),
            _names(
                "created date | date added | when",
            ),
            critical=True,
        ),
        FieldForm(
            "answered_at",
            "time",
            _names(
                "connected date | date connected |",
                "answer date | answered date | answer time | connect date | время ответа | answer |",
                "answer stamp | date time connect | время соединения | дата ответа",
            ),
        ),
        FieldForm(
            "ended_at",
            "time",
            _names(
                "disconnected date | date ended |",
                "end date | end time | finish | finish time | время окончания | end | end stamp |",
                "disconnect time | hangup time | date time end | время завершения | дата окончания",
            ),
        ),
        # Beside a column of bare days.
        FieldForm(
            "clock",
            "duration",
            _names(
                "time | call time | time of day | время | время звонка | время вызова",
            ),
            weight=0.5,
        ),
        FieldForm(
            "direction",
            "choice",
            _names(
                "direction | call direction | call type | type | направление | тип вызова | вид звонка |",
                "direction of call | in out | тип обращения",
            ),
            weight=1.5,
            telling=_ways,
        ),
        FieldForm(
            "status",
            "choice",
            _names(
                "status | result | disposition | call status | call result | hangup cause | finish reason |",
                "outcome | причина завершения | disconnect reason | итог | итог звонка | call outcome |",
                "action result",
            ),
            telling=_outcomes,
        ),
        FieldForm(
            "answered",
            "flag",
            _names(
                "answered | call answered | отвечен | отвечено | принят | успешный | успешность |",
                "call successful",
            ),
        ),
        FieldForm(
            "missed",
            "flag",
            _names(
                "lost call | missed | is lost | пропущен | потерянный | потерян",
            ),
        ),
        FieldForm(
            "caller",
            "any",
            _names(
                "вызывающий абонент | номер вызывающего абонента | вызывающий номер |",
                "с телефона | сномера |",
                "from | caller | src | source number | caller id | caller number | calling number |",
                "кто звонил | номер звонящего | звонивший | откуда | anumber | номер а | абонент а |",
                "from number | caller phone | caller id number | номер вызывающего | calling party |",
                "исходящий номер | инициатор | callerid",
            ),
            _names(
                "source",
            ),
            weight=2.0,
        ),
        FieldForm(
            "called",
            "any",
            _names(
                "вызываемый абонент | номер вызываемого абонента | вызываемый номер |",
                "на телефон | наномер |",
                "to | called | dst | destination | destination number | callee | called number | кому звонили |",
                "кому | куда | куда звонил | bnumber | номер б | номер b | абонент б | tonumber |",
                "called party | номер вызываемого | набранный номер | dialed number | dialled number |",
                "callee number | вызываемый | получатель",
            ),
            weight=2.0,
            many=True,
        ),
        FieldForm(
            "client_phone",
            "phones",
            _names(
                "client phone | client number | номер клиента | contact phone number | contact number |",
                "external number | phone | phone number | телефон | номер телефона | номер абонента | абонент |",
                "клиент | customer number | внешний номер | собеседник",
            ),
            _names("number"),
        ),
        FieldForm(
            "our_line",
            "phones",
            _names(
                "pbx number | system phone number |",
                "ournumber | virtual number | виртуальный номер | virtual phone number | did | line |",
                "line number | номер компании | company number | dialed did | номер или call back компании |",
                "номер ватс | наш номер | city number | городской номер | линия | номер линии |",
                "destination did",
            ),
            weight=1.5,
        ),
        FieldForm(
            "extension",
            "any",
            _names(
                "extension | extension number | internal number | внутренний номер | user extension |",
                "добавочный | добавочный номер | employee number | номер сотрудника | внутр номер | cnum | внутренний",
            ),
            weight=1.5,
        ),
        FieldForm(
            "manager",
            "person",
            _names(
                "owner | manager | user | employee | agent | operator | сотрудник | owner name |",
                "owner fullname | кто ответил | answered by | кто принял | принял звонок | employee name |",
                "кто разговаривал | user name | connected with | фио сотрудника | имя сотрудника | ответивший |",
                "call owner",
            ),
            weight=0.5,
        ),
        FieldForm(
            "caller_name",
            "person",
            _names(
                "caller name | from name | clid | cnam | имя звонящего",
            ),
            weight=0.3,
        ),
        FieldForm(
            "called_name",
            "person",
            _names(
                "called name | to name | callee name | dst cnam",
            ),
            weight=0.3,
        ),
        FieldForm(
            "contact_name",
            "text",
            _names(
                "contact name | client name | имя клиента | имя абонента",
            ),
            weight=0.1,
        ),
        FieldForm(
            "team",
            "choice",
            _names(
                "team | group | department | отдел | группа",
            ),
            weight=0.1,
        ),
        FieldForm(
            "recording",
            "text",
            _names(
                "recording | record | recording file | recording url | record url | call recording |",
                "recordingfile | запись | запись разговора | talk recording | ссылка на запись | файл записи |",
                "record id | id записи | recording id | recording link | имя файла записи | audio |",
                "record file names | call record url | файл | file name | monitor file",
            ),
        ),
        FieldForm(
            "has_recording",
            "flag",
            _names(
                "запись существует | has recording | record exists",
            ),
            weight=0.3,
        ),
        FieldForm(
            "channel",
            "text",
            _names(
                "channel",
            ),
            weight=0.5,
        ),
        FieldForm(
            "dstchannel",
            "any",
            _names(
                "dstchannel | destination channel | dst channel",
            ),
        ),
        FieldForm(
            "dcontext",
            "any",
            _names(
                "dcontext | destination context | context",
            ),
        ),
        FieldForm(
            "lastapp",
            "any",
            _names(
                "lastapp | last application | last app",
            ),
            weight=0.5,
        ),
        FieldForm(
            "lastdata",
            "any",
            _names(
                "lastdata | last data",
            ),
            weight=0.5,
        ),
        FieldForm(
            "amaflags",
            "any",
            _names(
                "amaflags | ama flags | amaflag",
            ),
            weight=0.5,
        ),
        FieldForm(
            "accountcode",
            "any",
            _names("accountcode"),
            weight=0.5,
        ),
        FieldForm(
            "userfield",
            "any",
            _names(
                "userfield",
            ),
            weight=0.5,
        ),
        FieldForm(
            "deal_id",
            "reference",
            _names(
                "deal id | id сделки",
            ),
            weight=0.1,
        ),
        FieldForm(
            "cost",
            "money",
            _names(
                "price | cost | стоимость | стоимость звонка",
            ),
            weight=0.1,
        ),
    ),
)
