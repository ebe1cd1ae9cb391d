# Signs of gaming: one test for each toxic KPI (reports/kpi_gaming).
# Verdict: gaming-<verdict>-<kpi>; sign: gaming-sign-<code>; what is missing: gaming-missing-<code>.

gaming-found-plan_attainment = Months and dates of sales show that the plan is played: once it is met, deals are held back, or months are brought to just above it.
gaming-found-activity_count = The phone log shows that calls are made for the count.
gaming-found-low_turnover = Results show that chronically weak managers are kept.
gaming-found-crm_discipline = The record shows that the CRM is filled in place of work.
gaming-found-average_check = The deals show that the average check is raised by losing clients.
gaming-not_found-plan_attainment = Nothing shows that the plan is played; marked gaming would have been seen in this data.
gaming-not_found-activity_count = Nothing shows that calls are made for the count; marked gaming would have been seen in this data.
gaming-not_found-low_turnover = Nothing shows that chronically weak managers are kept; a marked difference would have been seen in this data.
gaming-not_found-crm_discipline = Nothing shows that the CRM is filled in place of work; marked gaming would have been seen in this data.
gaming-not_found-average_check = Nothing shows that the average check is raised by losing clients; marked gaming would have been seen in this data.
gaming-cannot_tell-plan_attainment = It cannot be told whether the plan is played.
gaming-cannot_tell-activity_count = It cannot be told whether calls are made for the count.
gaming-cannot_tell-low_turnover = It cannot be told whether chronically weak managers are kept.
gaming-cannot_tell-crm_discipline = It cannot be told whether the CRM is filled in place of work.
gaming-cannot_tell-average_check = It cannot be told whether the average check is raised by losing clients.
gaming-have = Data: { $months ->
    [one] { $months } month
   *[other] { $months } months
}, { $deals ->
    [one] { $deals } deal
   *[other] { $deals } deals
}.
gaming-needed = It would take about { $months ->
    [one] { $months } month
   *[other] { $months } months
} and { $deals ->
    [one] { $deals } deal
   *[other] { $deals } deals
} of such data.
gaming-chance = Without gaming, this much or more is seen by chance in { $p_value } of cases.
gaming-interval-ratio = Ratio { $effect }, with 95% confidence { $low } to { $high }.
gaming-interval-difference = Difference in percentage points: { $effect }, with 95% confidence { $low } to { $high }.

gaming-sign-bunched-above-plan = { $above_count ->
    [one] { $above_count } month
   *[other] { $above_count } months
} of { $months_count } ended above the plan by no more than { $width_share }; near the plan in all: { $near_count ->
    [one] { $near_count } month
   *[other] { $near_count } months
}.
gaming-sign-slow-after-plan = After the plan was met, { $days_count ->
    [one] { $days_count } working day was
   *[other] { $days_count } working days were
} left in all (months: { $months_count }). { $seen_count ->
    [one] { $seen_count } deal was
   *[other] { $seen_count } deals were
} closed; at the usual pace of such days it would have been { $usual_number }.
gaming-sign-slid-to-next-month = In the first { $days_count ->
    [one] { $days_count } working day
   *[other] { $days_count } working days
} after months whose plan was met early (months: { $months_count }), { $seen_count ->
    [one] { $seen_count } deal was
   *[other] { $seen_count } deals were
} closed; at the usual pace it would have been { $usual_number }.
gaming-sign-ready-and-waited = { $slid_count ->
    [one] { $slid_count } deal
   *[other] { $slid_count } deals
} closed in the first days after such a month had waited for the signature { $slid_number } days since the last work (median); the others { $usual_number } days.
gaming-sign-leads-waited = On the days on which a manager makes the most cold calls, a new lead waits { $many_h } working hours for the first contact; on the same person's other days { $few_h }. Such leads: { $leads_count }; while one waited, its manager made { $calls_number } cold calls on average.
gaming-sign-short-talks = On the days with the most cold calls, { $many_share } of talks are shorter than { $seconds } s; on the same people's other days { $few_share } (talks on such days: { $talks_count }).
gaming-sign-fewer-won-on-busy-days = Of the leads that came on the days with the most cold calls ({ $leads_count }), { $many_share } were won; of the same managers' other leads { $few_share }.
gaming-sign-weakest-kept = { $managers_count ->
    [one] The weakest manager
   *[other] The { $managers_count } weakest managers
} of { $team_count } { $managers_count ->
    [one] wins
   *[other] win
} { $weak_share } of leads, the others { $other_share }. Handled badly: { $weak_badly_share } of their leads against { $other_badly_share }. { $months_count ->
    [0] The day of hiring is not known.
   *[other] With you for at least { $months_count } months.
} On the same { $leads_count ->
    [one] { $leads_count } lead
   *[other] { $leads_count } leads
} the others would have won { $lacking_number } more: { $cost_money } of revenue.
gaming-sign-stages-without-contact = In lost deals { $count ->
    [one] { $count } move
   *[other] { $count } moves
} of { $entries_count } to a stage that takes contact { $count ->
    [one] was
   *[other] were
} made without a call, letter or note ({ $bare_share }); in won deals of the same people { $other_share }.
gaming-sign-closed-in-batches = Of the tasks closed in batches within minutes ({ $entries_count }), { $bare_share } left no trace of work: no call, letter or note. Of those closed singly by the same people, { $other_share }.
gaming-sign-tasks-without-work = In lost deals { $count ->
    [one] { $count } closed task
   *[other] { $count } closed tasks
} of { $entries_count } to contact the client left no trace of work ({ $bare_share }); in won deals { $other_share }.
gaming-sign-small-leads-dropped = Leads below { $below_money } were never called or written to in { $small_share } of cases ({ $count } of { $leads_count }), the others in { $other_share }.
gaming-sign-options-pushed = In { $count ->
    [one] { $count } deal
   *[other] { $count } deals
} of { $heard_count } with recordings, options that nobody asked for were pushed. Lost: { $pushed_share } of these, of the others { $other_share }.
gaming-sign-dearer-and-fewer = The average check of the second half of the period is { $check_ratio } times that of the first, and { $second_share } of leads were won instead of { $first_share }. Revenue of a lead: { $lead_ratio } of what it was.

gaming-missing-plan = No monthly plans: add periods.csv.
gaming-missing-deals-of-the-plan = The archive's deals do not make up the months' revenue, or are few: when the plan was met cannot be seen.
gaming-missing-phone-log = No phone log: add calls.csv.
gaming-missing-cold-calls = Cold calls are few or none: there are no days to compare.
gaming-missing-warm-leads = Few leads whose first contact can be timed.
gaming-missing-managers = Few managers with enough closed leads: at least three are needed.
gaming-missing-managers-kept = No manager has been there for more than a year.
gaming-missing-tasks = No tasks: add tasks.csv.
gaming-missing-stages = No history of stages: add stage_history.csv.
gaming-missing-contacts = No calls or messages to hold the entries against.
gaming-missing-amounts = Most lost deals have no sum: small ones cannot be told from large ones.
gaming-missing-words = Calls are not transcribed: whether options are pushed cannot be heard.
