# What to do about a deal worth reviving. reports/next_step.py builds the sentence: next-step-<reason>, then the facts
# step-<code> with semicolons between, and where there are no facts next-step-<reason>-why. $day and $said are dates
# without anything around them, $weekday is the day of the week, 0 for Monday.

next-step-when = { $weekday ->
    [0] on Monday { $day }
    [1] on Tuesday { $day }
    [2] on Wednesday { $day }
    [3] on Thursday { $day }
    [4] on Friday { $day }
    [5] on Saturday { $day }
   *[6] on Sunday { $day }
}
next-step-with = { $action }: { $facts }.
next-step-dated_deferral_due = Call { $client } { $when }
next-step-dated_deferral_due-why = the time they named themselves has come
next-step-broken_promise = Call { $client } { $when }, apologise and do what was promised the same day
next-step-broken_promise-why = a promise was left unkept
next-step-unworked_lead = Call { $client } { $when } and start with what they need
next-step-unworked_lead-why = the enquiry was never worked
next-step-price_gap = Call { $client } { $when } with a new calculation
next-step-price_gap-why = the gap in price can be narrowed
next-step-approval_or_decider = Call { $client } { $when }, and find out before whether the approval is there and who decides
next-step-approval_or_decider-why = an approval or a decision was missing
next-step-interest_no_next_step = Call { $client } { $when } and agree on a next step with a date
next-step-interest_no_next_step-why = they were interested, then we went silent
next-step-competitor_window = Call { $client } { $when } and ask how the present supplier is doing and when the contract ends
next-step-competitor_window-why = there may be an opening beside their other supplier
next-step-supply_restored = Call { $client } { $when } and offer what was missing then
next-step-supply_restored-why = goods, a term or a condition were missing then

## Facts
step-date-named = they named this time themselves on { $said }: “{ $words }”
step-date-named-past = the time they named on { $said } has come: “{ $words }”
step-ready_to_buy = about buying, { $said }: “{ $words }”
step-budget_stated = about the money, { $said }: “{ $words }”
step-interest = interest, { $said }: “{ $words }”
step-need_stated = what they need, { $said }: “{ $words }”
step-request_next_step = what they asked for on { $said }: “{ $words }”
step-owed = we owe them { $object ->
    [quote] the quote promised
    [invoice] the invoice promised
    [contract] the contract promised
    [documents] the documents promised
    [samples] the samples promised
    [photos] the pictures promised
    [call] the call or answer promised
    [visit] the visit promised
    [answer] the answer promised
    [terms] the answer on price or terms promised
    [something] what we promised to send
   *[promised] what was promised
} on { $said }{ $quoted ->
    [0] {""}
   *[1] {": "}“{ $words }”
}
step-owed-due = we owe them { $object ->
    [quote] the quote promised on { $said } for { $due }
    [invoice] the invoice promised on { $said } for { $due }
    [contract] the contract promised on { $said } for { $due }
    [documents] the documents promised on { $said } for { $due }
    [samples] the samples promised on { $said } for { $due }
    [photos] the pictures promised on { $said } for { $due }
    [call] the call or answer promised on { $said } for { $due }
    [visit] the visit promised on { $said } for { $due }
    [answer] the answer promised on { $said } for { $due }
    [terms] the answer on price or terms promised on { $said } for { $due }
    [something] what we promised on { $said } to send by { $due }
   *[promised] what was promised on { $said } for { $due }
}{ $quoted ->
    [0] {""}
   *[1] {": "}“{ $words }”
}
step-unanswered-message = their message of { $said } was left without an answer: “{ $words }”
step-unanswered-call = their call of { $said } was left without an answer
step-unanswered-request = nothing came from us after what they asked for on { $said }: “{ $words }”
step-asks_discount = question about the price, { $said }: “{ $words }”
step-objection_price = objection on the price, { $said }: “{ $words }”
step-waits_on_head = on { $said } we were waiting for the head to decide: “{ $words }”
step-objection_authority = about who decides, { $said }: “{ $words }”
step-chose_competitor = about another supplier, { $said }: “{ $words }”
step-objection_competitor = about another supplier, { $said }: “{ $words }”
