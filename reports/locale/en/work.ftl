# The check of the work: entries of calls against the log, and leads. The facts are in facts.ftl (fact-<code>).

section-work = Entries and calls
work-intro = Entries in the CRM were held against the phone log. An entry without a call is no guilt yet: open the entries and calls named here before you speak to anybody.
work-counts = { $found ->
    [0] The record shows nothing amiss.
   *[other] Shown by the record: { $found }.
} { $unknown ->
    [0] Nothing had to stay open.
   *[other] Cannot be known: { $unknown } (data is missing; this accuses nobody).
}
work-people = People
work-person = Person
work-calls-logged = Outgoing calls in the log
work-log-share = Log complete
work-entries = Calls entered
work-entries-confirmed = in the log
work-entries-without = not in the log
work-entries-unknown = cannot be known
work-leads = Leads
work-leads-late = late or given up
work-first-contact = First try, working hours (median)
work-log-note = Log complete: the share of a person's known calls that the log holds. Calls outside the log are known from messages and notes, so the true share can be lower. Working hours leave out nights, weekends and public holidays.
work-deals = Most evident
work-client-says-so = the client says that nobody got in touch
work-more = { $count ->
    [one] { $count } more deal in work_findings.jsonl.
   *[other] { $count } more deals in work_findings.jsonl.
}
work-unknown-title = What cannot be known
work-unknown = { $sentence } Cannot be known: { $reason }.
work-silence = { $start } to { $end }: not one call
work-idle = { $start } to { $end }: no call and no message of ours
work-nothing = { $start } to { $end }: no call, message or completed task
work-proof-task = task { $ref }
work-proof-message = message { $ref }
work-proof-call = call { $ref }
work-proof-utterance = call { $ref }
work-proof-stage = stage change
work-reason-no-phone-log = there is no phone log
work-reason-no-client-number = the client has no number
work-reason-outside-log-period = the log holds no call of anybody around that time
work-reason-person-not-in-log = the log holds no calls of this person around that time
work-reason-log-without-unanswered = the log holds no unanswered calls
work-reason-call-may-belong = a call of that time may have been to this client
work-reason-calls-outside-log = messages tell of calls with this client that the log lacks
work-reason-person-calls-outside-log = this person often calls outside the log
work-reason-other-channel = the contact may have been in writing or in person
work-reason-result-names-no-call = the task's result names no call
work-reason-date-without-time = the hour of the enquiry is not known
work-reason-moved-in-bulk = many deals were moved together, so the move is no sign of work on this one
work-reason-created-in-bulk = many deals were entered together, so the date of creation is not that of the enquiry
work-reason-no-messages-table = there are no messages, and the contact may have been written
work-reason-owner-unknown = it is not known who did it
