# `dealforensics import`: what the user sees of files as they were downloaded.

import-table = { $table }: { $kind ->
    [deals] deals
    [contacts] contacts
    [companies] companies
    [people] our own people
    [tasks] tasks
    [messages] notes and messages
    [stage_history] history of stages
    [products] products
    [calls] calls
   *[other] { $kind }
}, { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
}, { $used } used ({ $notation ->
    [workbook] workbook
   *[text] { $encoding }, delimiter { $delimiter }
}, { $heading ->
    [0] no headings
   *[other] headings in row { $heading }
})
import-outcomes = Deals in all: { $open } open, { $won } won, { $lost } lost
import-not-recognised = { $table }: it cannot be told what this table holds, so it was set aside. Its headings: { $headings }
import-head-column = Column
import-head-field = Taken for
import-head-certainty = How sure
import-head-examples = Examples
import-use = { $use ->
    [kept] { $label } [{ $field }]
    [helps] { $label } [{ $field }], not kept
    [doubt] unclear: { $label }? See the questions
    [unread] { $label } [{ $field }]: not read, see the questions
   *[unused] not used
}
import-certainty = { $share }: { $because ->
    [stated] stated in the mapping file
    [name] by its name
    [content] by what it holds
   *[both] by name and content
}
import-settings = Of the archive { $known ->
    [none] nothing is known
   *[other] it is known: { $known }
}.
import-missing-setting = { $key ->
    [timezone] The time zone is not known, and times without an offset will count as UTC. Name it, such as --timezone Europe/Moscow.
    [currency] The currency is not known, and amounts will be shown without one. Name it, such as --currency RUB.
   *[other] Not known: { $key }.
}
import-date-order = { $table }, column { $column }: { $order ->
    [day_first] dates are read day first
   *[month_first] dates are read month first
}, { $source ->
    [column] since a value of the column allows no other order
    [mapping] as the mapping file says
    [other-columns] like the dates of other columns
    [clock] since its times are written with AM and PM
    [language] since its headings are Russian
   *[currency] since that is how dates are written where the amounts' currency is used
}.
import-questions = { $count ->
    [one] One question is open.
   *[other] { $count } questions are open.
} Write the answers into { $file } (make it if need be; the lines below show how) and import again:
import-more-questions = … and { $count } more; all are in import.json.
import-question-kind = { $table }: what does this table hold? Its headings: { $headings }. Kinds: deals, contacts, companies, people, tasks, messages, stage_history, products, calls.
import-question-column = { $table }: which of these columns is “{ $label }”? They fit equally well, and none is used for it: { $columns }.
import-question-column-unsure = { $table }: is the column { $columns } “{ $label }”? Its name or what it holds fits only in part, and it is not used for it. If it is not, the line says “not used” instead.
import-question-date-order = { $table }, column { $column }: is { $example } day first or month first (day_first, month_first)? Nothing in the file tells, and the column is not used.
import-question-date-orders-mixed = { $table }, column { $column }: some dates can only be day first and some only month first. They were read; dates that could be either, such as { $example }, were not. Export the column in one notation, or say how these are meant (day_first, month_first).
import-question-decimal-mark = { $table }, column { $column }: is the mark in { $example } a decimal mark? Such amounts are not used. Write "," or "." for the decimal mark.
import-question-no-creation = { $table }: no column says when the deals were created, so none of its { $count } rows is a deal yet. { $columns ->
    [none] Export the creation date too, or name a column that can stand for it.
   *[other] Export the creation date too, or name a column that may stand for it. Dates there: { $columns }.
}
import-question-creation-stands-in = { $table }: no column says when the deals were created. For { $count ->
    [one] one deal
   *[other] { $count } deals
} the closing date stands in, so that they seem to last no day and the silence before their end cannot be measured. Export the creation date, or name a better column. Dates there: { $columns }.
import-question-no-stage = { $table }: no column says how { $count } of the deals ended: they have a closing date, or were not won, and no more is said. They were set aside. If all of them ended alike, say how (won, lost, open); else name the column that tells: columns: {"{"}Name: status{"}"}.
import-question-stage-closed = { $table }: were deals of “{ $stage }” won or lost? It says that they are over and not how ({ $count }). They were set aside.
import-question-stage-won = { $table }: deals of “{ $stage }” were taken for won, since it says that they are done and the only other end there is a failure ({ $count }). If they are not, say what they are: open, won or lost.
import-question-stage-blank = { $table }: nothing says how { $count ->
    [one] one deal stands. It was
   *[other] { $count } deals stand. They were
} taken for open. If that is wrong, say what they are: won or lost.
import-question-stage-open = { $table }: “{ $stage }” was taken for an open stage, since nothing says that these deals are over ({ $count }). If it means won or lost, say so.
import-problems = { $count ->
    [one] One thing could not be used or is doubtful
   *[other] { $count } things could not be used or are doubtful
}; after the import all are in { $report }:
import-more-problems = { $file }: { $count } more of this kind ({ $code })
import-written-table = { $file }: { $added } new, { $changed } changed, { $unchanged } as before
import-done = The archive is in { $archive }. { $report } there says what was set aside and why; { $mapping } keeps how columns were used, for the next import and for you to put right.
import-next = Next: dealforensics check { $archive }, then dealforensics run { $archive } --out RESULTS
import-mapping-written = How the columns are used was written to { $file }. Put it right where it is wrong, and import with --mapping { $file }.
import-nothing = Nothing could be imported, and nothing was written: see above what was not recognised and which questions are open.
import-no-file = There is no file { $path }. Check the path.
import-empty-folder = There are no tables in the folder { $path } (.csv, .tsv, .txt, .xlsx, .xls, .html). Name the files themselves.
import-not-a-folder = { $path } is no folder. Name a folder for the archive with --out.
import-from-archive = { $file } is a table of the archive itself and would be overwritten. Name another folder with --out.
import-bad-zone = “{ $value }” is no time zone. Write a name such as Europe/London.
import-bad-currency = “{ $value }” is no currency. Write three letters, such as EUR.
import-bad-mapping = The mapping file { $file } cannot be used: { $reason ->
    [yaml] it is not valid YAML ({ $detail }). Check quotes, colons and indents.
    [not-a-mapping] it has no "key: value" lines.
   *[value] “{ $detail }” does not fit under { $key }. The file formats in the manual show what may stand there.
}
import-storage = { $path } could not be read or written ({ $reason }). Check the path, the rights and the space on the disk.

cli-import-purpose = Make an archive of files as a CRM exports them: CSV and Excel from amoCRM, Bitrix24, HubSpot, Salesforce, Pipedrive, any other CRM, or kept by hand.
cli-import-example = Example: dealforensics import deals.csv contacts.xlsx --out client_archive --preview
cli-import-files = the files as they were downloaded, or a folder of them
cli-import-out = folder of the archive; it is made if need be, and brought up to date where it exists
cli-import-preview = show what each column is taken for, with examples and open questions, and write no archive
cli-import-mapping = mapping file to use; where it does not exist it is written. Default: import_mapping.yaml in the archive
cli-import-timezone = time zone of times without an offset, such as Europe/Moscow
cli-import-currency = currency of the amounts, such as RUB. Default: as the files say
cli-import-language = language of the archive, ru or en. Default: that of the headings
cli-import-company = name of the company. Default: the archive's folder

# What fields of tables are called.
import-field-deal-id = id of the deal
import-field-title = title
import-field-amount = amount
import-field-weighted-amount = weighted amount
import-field-currency = currency
import-field-margin-pct = margin
import-field-probability = probability
import-field-source = source
import-field-qualified = qualified lead
import-field-created-at = creation date
import-field-closed-at = closing date
import-field-won-at = date won
import-field-lost-at = date lost
import-field-expected-close = planned closing date
import-field-stage-at = date of the last stage
import-field-modified-at = date of change
import-field-last-activity = last activity
import-field-next-activity = next activity
import-field-status = status
import-field-stage = stage
import-field-pipeline = pipeline
import-field-semantic = group of stages
import-field-is-won = won or not
import-field-is-lost = lost or not
import-field-is-closed = closed or not
import-field-lost-reason = lost reason
import-field-owner = owner
import-field-owner-id = id of the owner
import-field-head = head
import-field-team = team
import-field-created-by = created by
import-field-modified-by = changed by
import-field-contact-id = id of the client
import-field-contact-name = client
import-field-first-name = first name
import-field-last-name = surname
import-field-middle-name = middle name
import-field-company = client's company
import-field-company-id = id of the company
import-field-phones = phones
import-field-emails = e-mail
import-field-product = product
import-field-deal-type = type of deal
import-field-cycle-days = days
import-field-notes = notes
import-field-tags = tags
import-field-name = name
import-field-position = position
import-field-lifecycle = kind of contact
import-field-industry = industry
import-field-website = website
import-field-employees = employees
import-field-revenue = revenue
import-field-founded = year founded
import-field-parent = parent company
import-field-address = address
import-field-company-type = type of company
import-field-user-id = id of the person
import-field-role = position
import-field-extension = extension
import-field-hired = first day
import-field-left = last day
import-field-active = active or not
import-field-task-id = id of the task
import-field-deal-title = title of the deal
import-field-type = type
import-field-text = text
import-field-due-at = due date
import-field-completed-at = date done
import-field-done = done or not
import-field-assignee = assigned to
import-field-result = result
import-field-message-id = id of the note
import-field-at = date
import-field-author = author
import-field-channel = channel
import-field-old-stage = previous stage
import-field-left-at = date the stage was left
import-field-user = who changed it
import-field-change-id = id of the change
import-field-product-id = id of the product
import-field-price = price
import-field-series = series
import-field-expected-amount = expected amount
import-field-lead-id = id of the lead it was
import-field-converted = became a deal or not
import-field-converted-deal = deal that the lead became
import-field-company-revenue = company's revenue

import-start = Reading the files and telling what each column holds …
import-reading = Reading { $file } ({ $number } of { $count }) …
