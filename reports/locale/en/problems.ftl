# What is wrong with the input. One message problem-<code> for every code in deals/problem_codes.py.
# The place (file, row, column) is printed before the sentence and therefore left out of it.
# Arguments: file, row, column, value and the problem's details; all of them are strings.

## The archive as a whole

problem-archive-missing = There is no such folder. Check the path.
problem-archive-not-a-folder = This is not a folder. Name the archive's folder; unpack a zip file first.
problem-archive-unreadable = The folder cannot be opened ({ $reason }). Check the path and the right to read it.
problem-archive-empty = Nothing in this folder belongs to the archive format: no tables (deals.csv, calls.csv…), no recordings/, no transcripts/. If the files are in a folder inside it, name that one.

## archive.yaml and kpi.yaml

problem-settings-missing = There is no such file: language and timezone are unknown ("auto" and UTC are used), and the company is called after the folder. Add archive.yaml with company, language, timezone, currency and as_of.
problem-bad-yaml = The file is not valid YAML and was not used. Check quotes, brackets, colons and indents here and in the line above; the parser says: { $reason }.
problem-not-a-mapping = The file has no "key: value" pairs and was not used. It needs lines such as "company: Name".
problem-missing-setting = { $column ->
    [company] No company is named, so the folder's name is used: { $used }. Add a line "company".
    [language] No language is given, so it is found for each recording. Add "language: en" or "language: ru".
    [timezone] No timezone is given, so times without an offset count as { $used }. Add a line such as "timezone: Europe/London".
    [currency] No currency is given, so amounts are shown without one. Add a line such as "currency: GBP".
   *[other] The key { $column } is missing. Add it to archive.yaml.
}
problem-bad-setting = { $column ->
    [language] The language "{ $value }" is not supported, so it is found for each recording. Write ru, en or auto.
    [currency] "{ $value }" is no currency code, so amounts are shown without one. Write three letters, such as GBP.
    [as_of] "{ $value }" is no date. Write it like 2026-09-30.
    [products] This is no list, so the products were not used. Write a list: one line "- name" for each product.
    [leaves_company] "{ $value }" is neither true nor false, so personal data are masked. Write true or false.
   *[other] The value "{ $value }" does not fit; used instead: { $used }.
}
problem-unknown-timezone = The timezone "{ $value }" is unknown, so times without an offset count as { $used }. Write a name such as Europe/London or America/Chicago.
problem-unknown-key = The format has no key "{ $column }", so it was not used. Check it for a slip of the pen.
problem-as-of-from-events = The day of judgement is not given. The day of the latest event in the archive is used: { $day }. If the export was made later, add a line "as_of".
problem-as-of-today = The day of judgement is not given, and no event in the archive has a date. Today is used: { $day }. Add a line "as_of".
problem-kpi-not-a-list = This is no list of indicators, so the file was not used. Write "- name: Name" for each, with its description below.
problem-kpi-without-name = Indicator { $place } of the list has no name and was not used. Give it a name in the owner's words.

## A table as a file

problem-absent-table = { $table ->
    [deals] There is no table of deals: nothing can be ranked, and there will be no lists. Export the deals from the CRM.
    [people] There is no table of people: names and roles are unknown, and a manager's errors cannot be told from the head's. Add people.csv.
    [contacts] There is no table of contacts: calls cannot be joined to deals by phone number. Add contacts.csv.
    [stage_history] There is no stage history: how deals moved and where they stuck cannot be seen. Export it if the CRM keeps it.
    [owner_history] There is no owner history: deals that were handed over or left alone cannot be seen. Export it if the CRM keeps it.
    [tasks] There is no table of tasks: promises and deadlines show in calls and messages only. Export the tasks.
    [messages] There is no table of messages: whether something was sent as promised cannot be told. Export mails, chats and notes.
    [calls] There is no phone log: when calls were made, which way and by whom is unknown. Export it from the phone system.
    [periods] There is no table of periods: the questions about plan and bonus cannot be answered. Add periods.csv with plan and fact by month.
    [kpi] The head's indicators are not given: they cannot be audited. Add kpi.yaml with what the bonus is paid for.
   *[other] There is no such table: less will be found. Add it if the data exist.
}
problem-table-needs-deals = The table was not used: each of its rows belongs to a deal, and there is no usable table of deals. Add or mend deals.csv.
problem-unreadable-file = The file could not be opened and was not used ({ $reason }). Check that it is whole and may be read, or export it again.
problem-old-excel-table = This is the old Excel format (.xls), which is not read. Open the file and save it as CSV UTF-8 or XLSX.
problem-empty-table = The file is empty, without even a header. Export the table again.
problem-no-rows = The table has a header and no rows. If there should be data, check the filter of the export.
problem-two-tables = { $other } beside it holds the same table and was not used. Keep one of the two.
problem-misnamed-table = The file is really { $really } and was read as such. Rename it, so that it misleads nobody.
problem-more-sheets = The workbook has several sheets; "{ $sheet }" was read. If the table is on another, make that the first.
problem-workbook-table = The table was read from an Excel workbook.
problem-other-delimiter = The columns are separated not by commas but by { $delimiter ->
    [tab] tabs
   *[other] “{ $delimiter }”
}; the file was read so.
problem-byte-order-mark = The file begins with a byte order mark ({ $encoding }), which was skipped.
problem-wrong-encoding = The file is not UTF-8. By its letters it is { $encoding }, and was read so. Check the names in the report, or save the file as "CSV UTF-8".
problem-damaged-characters = Some characters cannot be read and show as "�" (in all: { $count }). Export the file again in UTF-8.
problem-nul-bytes = The file held zero bytes (in all: { $count }), which were taken out. A failing disk or a broken export leaves them: compare the number of rows.

## Its header and the shape of its rows

problem-missing-column = A required column is missing: { $column }. The table was not used. Its columns are: { $value }. Add the missing one, or rename the one that fits.
problem-absent-column = Optional columns are missing: { $column }. Less will be found without them.
problem-unknown-column = The format has no columns "{ $column }", so they were not used. Check the heading for a slip of the pen.
problem-duplicate-column = The column "{ $column }" occurs twice; the first was used. Delete or rename the other.
problem-unclosed-quote = A quote is opened and never closed; the row was not used. Inside a cell a quote is doubled: "".
problem-long-row = The row has { $cells } cells, the header { $expected }. Columns may have shifted, so the row was not used. A text with the delimiter in it needs quotes around it.
problem-short-row = The row has { $cells } cells, the header { $expected }. The missing ones at the end count as empty. Check whether a line break cut the text in two.

## Single values

problem-missing-value = The cell is empty, and a value is needed. Fill it in.
problem-duplicate-id = The id "{ $value }" was used before; the first row counts. Delete the repetition or correct the id.
problem-too-long = "{ $value }" is too long for an id or a name; probably a text slipped into this column. Put it in its own column.
problem-bad-date = "{ $value }" is no date. Write it like 2026-09-30T14:05 or 30.09.2026 14:05.
problem-ambiguous-date = "{ $value }" does not show which part is the day and which the month. Write it like 2026-09-30T14:05 or 30.09.2026 14:05.
problem-improbable-date = The date "{ $value }" is too far from the archive's other dates. It was used as it is; check the year.
problem-date-without-time = The date "{ $value }" has no time of day; { $used } was used. Export the time, so that events stay in order.
problem-time-skipped = The time "{ $value }" did not exist in this timezone: the clocks went forward. { $used } was used. Check the archive's timezone.
problem-time-doubled = The time "{ $value }" came twice in this timezone: the clocks went back. The first was used: { $used }. Export times with their offset to leave no doubt.
problem-bad-number = "{ $value }" is no number and was not used. Write it like 1250000 or 1250000.50.
problem-ambiguous-number = "{ $value }" may be thousands or a fraction and was not used. Write 1250 or 1.25.
problem-other-currency = The amount "{ $value }" is not in the archive's currency and was not used. Convert it.
problem-negative-amount = The deal's amount "{ $value }" is below zero and was not used. Correct it or leave the cell empty.
problem-bad-percent = "{ $value }" is no share, which is a number from 0 to 1. It was not used.
problem-percent-divided = "{ $value }" is above 1 and was taken as percent; { $used } was used. Write the share: 0.35.
problem-bad-flag = "{ $value }" is neither yes nor no and was not used. Write true or false, yes or no, 1 or 0.
problem-bad-status = The status "{ $value }" is unknown; the row was not used. Write open, won or lost.
problem-bad-role = The role "{ $value }" is unknown; the person counts as other. Write manager, head or other.
problem-bad-direction = The call's direction "{ $value }" is unknown. Write in or out.
problem-bad-phone = "{ $value }" is no phone number and was not used. Give all its digits, best with the country code.
problem-bad-month = "{ $value }" is no month; the row was not used. Write it like 2026-09.
problem-negative-duration = The duration "{ $value }" is below zero and was not used. Give the number of seconds.
problem-improbable-duration = The duration "{ $value }" is over a day and was used as it is. Check that it is in seconds.

## Exports on their way into an archive

problem-unknown-table = It cannot be told what this table holds, so it was not used. Its headings: { $value }. Say what it is in the mapping file (kind: deals, for example).
problem-stage-unclear = “{ $value }” says that the deal is over and not whether it was won or lost. The row was not used. Add a line such as stages: {"{"}"{ $value }": lost{"}"} to the mapping file.
problem-stage-contradicts = The columns contradict each other on how the deal ended (its stage is “{ $value }”). The row was not used. Put it right in the CRM, or state the stage in the mapping file.
problem-summary-row = The row “{ $value }” is a total or the end of a report and no record. It was left out; nothing need be done.
problem-stage-unsaid = Nothing says how this deal ended. The row was not used. Export its stage or status, or say in the mapping file how such deals ended (status: lost).
problem-stage-overruled = The column of statuses says { $outcome ->
    [won] won
    [lost] lost
   *[open] open
}, and the stage is “{ $value }”. The status was used; check the deal in the CRM.
problem-lead-became-deal = The lead { $value } became the deal { $deal }, which is imported, so that the sale is not counted twice. Nothing need be done.
problem-planned-ahead = The file has no creation dates, and the only date of this open deal is a plan ({ $value }) that is still ahead. The row was not used. Export the creation date, or name a column for it with created_from in the mapping file.
problem-done-without-date = The task is done and nothing says when. It was not used, since without a date it would look like one never done. Export the date of completion.

## Rows that contradict each other

problem-unknown-user = The person "{ $value }" is not in people.csv. Add them there, even if they have left.
problem-unknown-contact = The contact "{ $value }" is not in contacts.csv, so the deal is left without one. Add it there.
problem-unknown-deal = The deal "{ $value }" is not among the usable rows of deals.csv. Add it there, correct its row or this id.
problem-unknown-author = The author "{ $value }" is neither client nor a person in people.csv. The message was kept, but whose it is remains unknown.
problem-people-from-ids = People's names and roles are missing; ids from other tables stand for them (in all: { $count }). Add people.csv.
problem-end-before-start = The end is before the start: { $value } is earlier than { $start }. Used as it is; check both dates.
problem-closed-without-date = The deal is closed ({ $value }) and has no closing date: the silence before it cannot be measured. Export closed_at.
problem-open-with-closing-date = The deal is open and has a closing date, { $value }. Used as it is; check the status.

## Recordings and transcripts

problem-recording-missing = The recording "{ $value }" is not in the archive. Put the file into recordings/ or correct its name.
problem-recording-outside = The path "{ $value }" leads out of the archive and was not used. Put the recording into recordings/ and give its path inside the archive.
problem-recording-is-url = There is a link, "{ $value }", in place of a file. Download the recording into recordings/ and give its file name.
problem-recording-matched-by-name = calls.csv names no recording for the call { $call }; this one was joined to it by its file name.
problem-recording-not-in-call-log = The phone log does not list this recording: when and with whom the talk was is unknown. It will be transcribed as the call "{ $call }". Add it to calls.csv.
problem-second-recording = The call { $call } has another recording already; this one was not used. Name the right one in calls.csv.
problem-transcript-not-in-call-log = The phone log does not list this transcript: when and with whom the talk was is unknown. It was taken as the call "{ $call }". Add it to calls.csv.
problem-second-transcript = The call { $call } has another transcript, { $used }, which was used instead of this one. Keep one of them.
problem-unknown-file = The file looks like neither a recording nor a transcript and was not used. Remove it or convert it to a known format.

## Phone systems: patterns of recording names, folders of recordings
problem-pattern-unclosed = Character { $place }: a brace is left open, or one too many. A field stands in braces, such as {"{"}phone{"}"}; a brace of the name itself is written twice.
problem-pattern-unknown-field = Character { $place }: there is no field "{ $field }". There are { $known }.
problem-pattern-no-format = Character { $place }: the field "{ $field }" has no format. Add one after a colon, such as {"{"}{ $field }:{ $field ->
    [time] %H%M%S
    [datetime] %Y%m%d%H%M%S
   *[other] %Y%m%d
}{"}"}.
problem-pattern-format-unused = Character { $place }: the field "{ $field }" takes nothing after a colon. Leave the colon out, and what follows it.
problem-pattern-bad-format = Character { $place }: "{ $part }" cannot be read in the field "{ $field }". There are { $known }.
problem-pattern-partial-time = Character { $place }: the field "{ $field }" lacks parts. A date needs year, month and day, a time hours and minutes.
problem-pattern-twice = Character { $place }: "{ $field }" stands there a second time. Keep one, and put an asterisk for the other.
problem-pattern-rivals = Character { $place }: "{ $field }" and "{ $other }" say the same thing. Keep one of them.
problem-pattern-run-together = Character { $place }: nothing stands between "{ $field }" and "{ $other }", so where the first ends cannot be told. Put between them what the names have there.
problem-pattern-no-date = The pattern has no date. Add a field date or datetime: the day of a call is never guessed.
problem-recording-name-unread = The name does not fit the pattern { $pattern }. The recording was not taken: its date is never guessed. Add a further --pattern, or rename the file.
problem-recording-name-taken = recordings/ has another file of this name. This recording was not taken. Rename it or its folder.
problem-recording-not-copied = The recording could not be brought into the archive ({ $reason }). See to space and rights on the disk, and repeat the command.
problem-recording-ambiguous = By number and time the recording may belong to several calls of the log ({ $calls }). It was put to none of them and is a call of its own.
problem-recordings-shifted = { $count } recordings would find their call if the log were moved by { $hours } h: its clock and the names of the recordings are in different zones. Nothing was moved, and these recordings are calls of their own. Import the log with the right zone and repeat the command.
problem-duration-unclear = The column "{ $column }" has lengths such as { $value }: which units these are, it does not tell. They were not used. In the mapping file, call the column talk_mm_ss (minutes:seconds), talk_hh_mm (hours:minutes), talk_minutes or talk_seconds.
problem-extension-shared = Several people have the extension { $value } ({ $people }). Calls put down to nobody: { $count }. Leave it to one of them, or give the day the others left.
problem-extension-unknown = Whose extension { $value } is, is unknown. Calls without a person: { $count }. Put the number into people.csv, column extension, and repeat the command.

## The database
problem-database-bad-url = The database's address cannot be read. For PostgreSQL it is postgresql://USER:PASSWORD@HOST:PORT/DATABASE; write @ : / # % of a password as %40 %3A %2F %23 %25.
problem-database-kind-unknown = The program does not work with this kind of database. Name a SQLite file, such as my.db, or an address postgresql://USER:PASSWORD@HOST/DATABASE.
problem-database-unreachable = The database cannot be opened ({ $reason }). Check the path or the address, whether the server is running, and the user's name and password.
problem-database-lost = The connection to the database broke ({ $reason }). What was not finished has been taken back as a whole, what was there before is intact. Once the database can be reached again, give the same command again.
problem-database-busy = Another program is working with the database ({ $reason }). Wait for it and give the command again.
problem-database-full = The database has no room or memory left ({ $reason }). The load has been taken back as a whole, what was there before is intact. Make room and give the command again.
problem-database-refused = The database cannot be written to ({ $reason }). Ask for the right to write, or name another database.
problem-database-damaged = The database file is damaged ({ $reason }). Restore it from a copy, or delete it: dealforensics load loads the archive again.
problem-database-not-ours = This is no dealforensics database ({ $reason }). Name another file or an empty database; this one has not been changed.
problem-database-newer = The database was made by a newer version of the program (revision { $revision }). Update the program; the database has not been changed.

## The log itself

problem-more-of-the-same = The same fault ({ $code }) was found again; rows not shown: { $count }. It is probably easiest to mend in the export as a whole.

problem-clock-shift = The phone log's clock is { $hours } h { $sign ->
    [ahead] ahead of the CRM's
   *[behind] behind the CRM's
}{ $months ->
    [differ] { "" } (it differs by month, as with summer time)
   *[alike] { "" }
}: so the CRM's entries agree with { $agreeing } of { $calls } calls. The times of calls were put right for the analysis. If the log is right, write phone_log_ahead_h: 0 in archive.yaml; if the shift is another, write its hours there.
problem-foreign-table = The target folder has this table already, and the program did not make it (a workbook, another encoding, delimiter or headings). To leave it whole, nothing was written. Name a new folder (--out), or take this table away.
