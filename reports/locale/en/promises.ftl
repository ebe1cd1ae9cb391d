# Promises: the table of people, and the broken ones.

section-promises = Promises to clients
promises-lead = { $count ->
    [0] No promises were found in the calls.
    [one] { $count } promise was found in the calls
   *[other] { $count } promises were found in the calls
}{ $count ->
    [0] { "" }
   *[other] : kept in time { $kept }, late { $late }, not kept { $broken }, cannot tell { $unknown }.
}
promises-column-person = Person
promises-column-all = Promises
promises-column-kept = In time
promises-column-late = Late
promises-column-broken = Not kept
promises-column-unknown = Cannot tell
promises-column-share = In time, of those that can be checked
promises-late = { $count } (median { $days } d)
promises-share = { $percent } ({ $kept } of { $known })
promises-share-few = { $kept } of { $known }
promises-share-none = cannot be checked
promises-why-unknown = Why it cannot be told: { $reasons }.
promises-note = First come those whose shortfall is surest, which takes the number of promises into account and not the share alone. With fewer than { $few } promises that can be checked no share is given: so few say nothing of a person. A promise counts as kept if anything reached the client by noon of the next working day: a call, a message, a visit. What is said twice in a call counts once.
promises-broken = Not kept
promises-more = { $count ->
    [one] And { $count } more that was not kept: it is in promises.jsonl.
   *[other] And { $count } more that were not kept: they are in promises.jsonl.
}
promises-deal = { $title } ({ $deal }), client: { $client }

promise-kind-call_back = to call or answer
promise-kind-send = to send a quote, invoice, papers or the like
promise-kind-visit = to come or meet
promise-kind-clarify = to find out and come back
promise-kind-discount_answer = to answer about price or terms
promise-kind-other = something else
promise-missing = Promised: { $kind }; due { $due }. { $why }
promise-missing-vague = Promised: { $kind }; the time was named loosely, { $due } at the latest. { $why }
promise-missing-undated = Promised: { $kind }; no time named; the client said later that it had not come.
promise-broken-nothing_followed = Nothing reached the client after that: no call, no message, no record that it was done.
promise-broken-client_says_so = The client said later that it had not come.

promise-proof-call = Call { $ref }, { $at }
promise-proof-attempt = Attempt to call { $ref }, { $at }: the client says that there was no call
promise-proof-message = The record holds message { $ref }, { $at }, but the client says that nothing came
promise-proof-client-wrote = The client wrote on { $at } ({ $ref })
promise-proof-note = The record holds note { $ref }, { $at }, but the client says that nothing came
promise-proof-task = The record holds completed task { $ref }, { $at }, but the client says that nothing came
promise-proof-stage = Stage "{ $ref }" was set on { $at }, but the client says that nothing came
promise-proof-words = The client said on { $at } (call { $ref })

promise-unknown-released = the client no longer wanted it ({ $count })
promise-unknown-doubtful_call = there was a call that may belong to another deal ({ $count })
promise-unknown-word_left = word was left on an answering machine ({ $count })
promise-unknown-unclear_call = it is not known whether the client took a call ({ $count })
promise-unknown-not_due = not due yet ({ $count })
promise-unknown-no_due = no time was named ({ $count })
promise-unknown-no_messages = the archive holds no sent messages ({ $count })
promise-unknown-no_phone_log = the archive holds no phone log ({ $count })
promise-unknown-no_work_record = the archive holds no tasks, stages or notes ({ $count })
promise-unknown-no_trace = doing it would leave no trace ({ $count })
promise-unknown-went_on = the deal went on, so not everything is recorded ({ $count })
promise-unknown-client_thanks = the client thanks us, so not everything is recorded ({ $count })
