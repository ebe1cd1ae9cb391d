# The check of the data: the command `dealforensics check` and the report's section on the data.

## The command
cli-check-purpose = Show what the archive holds, what it lacks and what cannot be found for that, and which values look wrong.
cli-check-example = Example: dealforensics check archive --out check.html
cli-check-archive = folder of the archive: tables and recordings
cli-check-out = write the same page to an HTML file
check-written = The page is in { $path }
check-not-written = The page could not be written to { $path }: { $reason }. Name another file.

## The page
check-title = Quality of the data
check-section-facts = What is there
check-section-gaps = What is missing, and what cannot be found for that
check-section-suspicious = Suspicious values
check-section-problems = What could not be read
check-section-months = By month
check-no-gaps = Everything that the analysis uses is there.
check-no-suspicious = No suspicious values were found.
check-no-problems = Everything was read.
check-clean = Checked, nothing to remark: { $names }.
check-unjudged = Cannot be judged: the data are not there
check-unjudged-line = { $name } — needed: { $needs }
check-verdict = Missing: { $gaps }. Suspicious: { $suspicious }. Cannot be judged: { $unjudged }.
check-examples = For example
check-blind = May go unseen: { $names }.

check-table-people = People
check-table-contacts = Contacts
check-table-deals = Deals
check-table-stage_history = Stage history
check-table-owner_history = Owner history
check-table-tasks = Tasks
check-table-messages = Messages and notes
check-table-calls = Calls
check-table-periods = Periods (plan and fact)
check-none = none
check-rows = { $rows }
check-rows-dated = { $rows }, from { $first } to { $last }
check-statuses = { $open } open, { $won } won, { $lost } lost
check-label-statuses = Deals by outcome
check-label-phone = Calls with the client's number
check-label-user = Calls with the person
check-label-direction = Calls with the direction
check-label-duration = Calls with their length
check-label-words = Calls with a recording or transcript
check-label-stated_deal = Calls that the CRM puts to a deal
check-label-gaps = Days without calls
check-silent = { $first } to { $last }: { $days } working days without calls
check-month = Month
check-month-deals = Deals created
check-month-calls = Calls
check-count = { $count } of { $whole } ({ $percent })

## What is missing
check-gap-no-deals = There are no deals. Nothing can be ranked, and there will be no lists. Export the deals from the CRM.
check-gap-no-people = There is no list of people. Names and roles are unknown, and a manager's error cannot be told from the head's. Add people.csv.
check-gap-no-head = Nobody in people.csv is marked as the head. Orders, approvals and inaction of the head can be put down to nobody. Set role = head.
check-gap-no-contacts = There are no contacts. Calls cannot be joined to deals by number. Export the contacts with their phones.
check-gap-no-contact-phones = { $some ->
    [none] None of the contacts have a phone.
   *[some] Only { $share } of the contacts have a phone.
} Calls of clients without one cannot be joined to deals. Export the contacts with all their phones.
check-gap-no-stage-history = There is no stage history. Where a deal stuck, whether it was moved to the next month and whether it was closed too early cannot be seen. The CRM's API has it, an ordinary export does not.
check-gap-no-owner-history = There is no owner history. Handovers between managers, and deals lost in them, cannot be seen.
check-gap-no-tasks = There is no task history: fake activity cannot be seen, and promises and deadlines show in the talks only. Export the tasks with dates and results.
check-gap-no-messages = There are no mails, chats or notes. Whether something was sent as promised cannot be told. Export the messages.
check-gap-no-calls = There is no phone log. Whether the client was called, when and how often cannot be seen. Export the log from the phone system.
check-gap-no-words = { $some ->
    [none] The words are known of none of the talks.
   *[some] The words are known of only { $share } of the talks.
} How the client was spoken to, what was promised and agreed cannot be seen without words. Add recordings to recordings/.
check-gap-no-periods = There are no plan and fact by month. The questions about the head's bonus cannot be answered. Add periods.csv.
check-gap-no-kpi = The head's indicators are not given. What the bonus is paid for cannot be audited. Add kpi.yaml.
check-gap-no-amounts = { $some ->
    [none] None of the deals have an amount.
   *[some] Only { $share } of the deals have an amount.
} Losses cannot be put in money, nor the lists ordered by it.
check-gap-no-margins = { $some ->
    [none] None of the deals have a margin.
   *[some] Only { $share } of the deals have a margin.
} Without it the expected profit cannot be worked out.
check-gap-no-closing-dates = { $some ->
    [none] None of the closed deals have a closing date.
   *[some] Only { $share } of the closed deals have a closing date.
} What came before it and what after, and whether they were closed too early, cannot be seen.
check-gap-no-owners = { $some ->
    [none] None of the deals have an owner.
   *[some] Only { $share } of the deals have an owner.
} Without one, whose error it was cannot be said.
check-gap-no-deal-contacts = { $some ->
    [none] None of the deals have a contact.
   *[some] Only { $share } of the deals have a contact.
} Without one, no call can be joined by its number.
check-gap-no-call-users = { $some ->
    [none] The person is known of none of the calls.
   *[some] The person is known of only { $share } of the calls.
} A manager's calls cannot be told from others'. Put the extensions into people.csv and import the log again.
check-gap-no-call-phones = { $some ->
    [none] None of the calls have the client's number.
   *[some] Only { $share } of the calls have the client's number.
} Without it a call cannot be joined to a deal.
check-gap-no-call-durations = { $some ->
    [none] None of the calls have a length.
   *[some] Only { $share } of the calls have a length.
} A talk cannot be told from ringing.
check-gap-calls-begin-late = The phone log begins on { $day }; { $count } deals were created more than a month before. Earlier promises and calls cannot be checked.
check-gap-calls-end-early = The phone log ends on { $day }; { $count } deals were created after that. They will look as if nobody had called. Export the log up to the day of judgement.
check-gap-messages-begin-late = The messages begin on { $day }; { $count } deals were created more than a month before. Their letters cannot be seen.
check-gap-tasks-begin-late = The tasks begin on { $day }; { $count } deals were created more than a month before. Their tasks cannot be seen.

## Suspicious values: the name, and what it means
check-clock-shift = Clocks of the phone system and the CRM
check-found-clock-shift = The phone log's clock is { $apart } h { $sign ->
    [ahead] ahead of
   *[behind] behind
} the CRM's{ $months ->
    [differ] , by other hours in some months
   *[alike] {""}
}: seen from { $agreeing } of { $calls } calls that are followed by an entry in the CRM.
check-advice-clock-shift = The analysis moves the calls by this difference. If you know it for certain, write it into archive.yaml: phone_log_ahead_h.
check-calls-twice = Calls written down twice
check-advice-calls-twice = One number, one direction, the same seconds: the call came from the CRM and from the phone system. The number of tries comes out too high. Keep one source.
check-one-number-often = Calls with one and the same number
check-advice-one-number-often = The number comes too often for a client. If it is a line of the company, the columns for caller and called were mixed up; if a supplier or courier, the calls belong to no deal.
check-closing-before-creation = Deals closed before they were created
check-advice-closing-before-creation = This happens when deals are moved from another system, or a date is typed by hand. Times in these deals are wrong.
check-closings-on-one-day = Deals closed on one day together with many others
check-advice-closings-on-one-day = They were closed in one go, in tidying up or moving. It is not the day the client was lost. Ask whoever closed them for the reason.
check-creations-on-one-day = Deals created on one day together with many others
check-advice-creations-on-one-day = It looks like a move from another system: when the enquiry really came is unknown, and how fast the first call was cannot be judged.
check-won-without-amount = Won deals without an amount
check-advice-won-without-amount = Revenue and average deal come out too low. Fill the amounts in from the accounts.
check-one-lost-reason = Lost deals with one and the same reason
check-found-one-lost-reason = One lost reason, "{ $reason }", stands in { $count } of { $whole } lost deals ({ $percent }).
check-advice-one-lost-reason = It is clicked without looking. Nothing can be built on it; the talks have to be looked at.
check-deals-without-contact = Deals without a contact
check-advice-deals-without-contact = No call can be joined to them by its number.
check-deals-without-owner = Deals without an owner
check-advice-deals-without-owner = An error in them can be put down to nobody.
check-unknown-owners = Deals whose owner is not in people.csv
check-advice-unknown-owners = These are people who left, as a rule. Add them to people.csv with their last day, or their errors are nobody's.
check-deals-without-traces = Deals without a single call or message
check-advice-deals-without-traces = They were worked outside the phone system and the CRM, or not at all. Before accusing anybody, see whether the log is whole and the contacts have all their phones.
check-contacts-of-one-phone = Contacts that share one phone with one to three others
check-advice-contacts-of-one-phone = Doubles, or people of one firm. The client's story is torn apart: a call may go to the wrong deal.
check-phones-of-many = Contacts that share a phone with four or more others
check-advice-phones-of-many = An office number, or one typed to fill the field. It cannot tell which deal a call belongs to.
check-contacts-alike = Contacts of the same name and company
check-advice-contacts-alike = Doubles: merge them in the CRM, or the client's story is torn apart.
check-contacts-without-phone = Contacts of deals without a phone
check-advice-contacts-without-phone = Their calls cannot be joined to deals, and it will look as if nobody had called.
check-callers-without-deals = Managers with calls and no deals
check-advice-callers-without-deals = The extension may be put down to the wrong person, or the deals stand under somebody else. Check people.csv.
check-owners-without-calls = Owners of deals who have no call at all
check-advice-owners-without-calls = They use a private phone, or their extension is not given. Until that is cleared up, nobody can say they did not call.
check-events-after-leaving = Calls of people after they left
check-advice-events-after-leaving = The extension went to somebody else. These calls are put down to the wrong person.
check-unknown-callers = Calls of people who are not in people.csv
check-advice-unknown-callers = Who called is unknown. Add the people or their extensions.
check-calls-at-night = Calls between midnight and six
check-advice-calls-at-night = Mostly the log is kept in another time zone. Check timezone in archive.yaml and the settings of the phone system.
check-calls-too-long = Calls of more than three hours
check-advice-calls-too-long = The line was left open, or the length is in other units.
check-answered-without-length = Answered calls of no length
check-advice-answered-without-length = A machine answered, or one of the two columns is wrong. They must not count as talks.
check-unanswered-with-length = Unanswered calls of more than five minutes
check-advice-unanswered-with-length = The length holds the waiting, or the mark of the answer is wrong.
check-recordings-unlisted = Recordings that are not in the phone log
check-advice-recordings-unlisted = When and with whom the talk was is unknown. If the file names tell, import the folder with --recordings and --pattern.
check-recordings-missing = Calls whose recording was not found
check-advice-recordings-missing = The log names a file that is not there. Download the recordings while the phone system keeps them.
check-events-in-future = Events after the day of judgement
check-advice-events-in-future = A date was mistyped, or the day of judgement (as_of) is wrong.

check-start = Reading and checking { $archive } …
