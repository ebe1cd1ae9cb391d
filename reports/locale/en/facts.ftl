# What the record shows and what is missing in it: fact-<code>. Code and variables come from classify (Evidence.fact
# and details).

fact-no-contact-between = No contact with the client from { $start } to { $end }: no talks, letters or messages.
fact-no-contact-since = No contact with the client since { $start }: no talks, letters or messages.
fact-promise-open = What was promised for { $due } was not done: nothing reached the client after the promise.
fact-promise-denied = What was promised for { $due } was not done: the client said later that it had not come.
fact-promise-missed = Promised without a time and not done: the client said later that it had not come.
fact-promise-late = Promised for { $due }, done { $days ->
    [one] { $days } day
   *[other] { $days } days
} late.
fact-owner-left = The deal's owner { $name } has left: last day { $date }.
fact-no-next-step = No next step was agreed in the last conversation.
fact-client-waits = The client has been waiting since { $start }: nothing of ours reached them after their message or call.
fact-call-not-in-log = A call was entered, but from { $start } to { $end } the phone log holds no call to this client and none from them.
fact-talk-not-in-log = { $count ->
    [one] A talk was entered, but from { $start } to { $end } the log holds only { $count } call, and nobody took it.
   *[other] A talk was entered, but from { $start } to { $end } the log holds only { $count } calls, and nobody took them.
}
fact-talk-with-machine = A talk was entered, but from { $start } to { $end } only a machine or the network took the call.
fact-talk-of-seconds = A talk was entered, but the longest call from { $start } to { $end } lasted { $seconds } s.
fact-tasks-closed-together = { $count } tasks were closed one after the other within { $minutes } min. All of them name calls or talks that the log does not bear out.
fact-stage-without-contact = The deal was moved to "{ $stage }" although there had been no call, letter or message with the client.
fact-stage-without-work = The deal was moved from "{ $before }" to "{ $stage }" although between { $start } and { $end } there was no call, message, meeting or completed task.
fact-no-first-contact = Nobody contacted the client for { NUMBER($hours, maximumFractionDigits: 0) } working hours.{ $claimed ->
    [0] {""}
   *[other] {" "}Attempts to call that were entered: { $claimed }, in the log: { $logged }.
}
fact-first-contact-late = { $by ->
    [client] Nobody tried to reach the client for { NUMBER($hours, maximumFractionDigits: 0) } working hours after the enquiry, until a call of their own was answered.
   *[us] The first attempt to contact the client came { NUMBER($hours, maximumFractionDigits: 0) } working hours after the enquiry.
}
fact-lead-given-up = { $count ->
    [one] The client was tried { $count } time; then came { $days } working days without a try.
   *[other] The client was tried { $count } times; then came { $days } working days without a try.
} Days with a try: { $on_days }, most on one day: { $most_a_day }.{ $claimed ->
    [0] {""}
   *[other] {" "}Attempts to call that were entered: { $claimed }, in the log: { $logged }.
}
fact-lead-of-absent-owner = { $why ->
    [left] The lead lay with somebody who has left: { $name }, last day { $date }.
   *[absent] The lead lay with somebody who was not there: { $name }, last sign of work { $date }.
}
fact-closed-as = The deal was closed with the reason "{ $reason }".
fact-closed-without-reason = The deal was closed, and the CRM gives no reason.

## What speaks against
fact-client-asked-delay = The client asked for the delay.
fact-date-not-come = The time that the client named has not come yet.
fact-promises-kept = Promises of which the end is known: { $made }. Kept in time { $kept }, late { $late }.
fact-answered-soon = The question about the price was answered at once: asked on { $asked }, contact on { $answered }.
fact-tried-often = The client was called more than once: calls { $count }, days with a call { $days }, from { $start } to { $end }.
fact-client-silent = After { $start } the client did not come back: our letters and messages { $letters }, our calls { $calls }.
fact-short-time = There was little time: the deal was created { $start } and closed { $end }.
fact-long-ago = The last contact was long ago: { $last }.
