# Report, workbook and the lists in the terminal.

place-row = row { $row }
place-column = column { $column }

## Header
report-title = Deals: which to revive, and which were lost through error
report-as-of = As of { $day }
report-counts = { $deals ->
    [one] { $deals } deal
   *[other] { $deals } deals
}, { $calls ->
    [one] { $calls } call
   *[other] { $calls } calls
}, { $spoken } of them with words; { $hours } h of talk
report-proposal = Everything in this report is a proposal until a person confirms it. Before you call a client or speak to a colleague, read the quotes and check the recording.
report-contents = Sections
report-speech-model = Recordings were transcribed by { $name } ({ $digest }).
report-no-speech-model = No recordings were transcribed: ready transcripts and the CRM were used.

## Summary
section-summary = Summary
section-revive = To revive
section-error = Lost through error
section-kpi = The head's KPIs
section-data = Data: what was missing
section-method = How this was done, and its limits

summary-range = all but certain { $low }, at most { $high }
summary-at-most = at most { $high }
summary-without-amount = { $count ->
    [one] { $count } deal has no amount and is not in the sum.
   *[other] { $count } deals have no amount and are not in the sum.
}
summary-no-amount = amount unknown
summary-without-profit = { $count ->
    [one] { $count } deal has no amount or no margin and is not in the sum.
   *[other] { $count } deals have no amount or no margin and are not in the sum.
}
summary-no-profit = cannot be computed
summary-nothing = none
summary-first = First on the list

## Questions about the bonus
question-full_bonus_without_growth = Can the full bonus be had without growth?
question-reason_to_sell_above_plan = Is there a reason to sell above the plan?
question-tied_to_money = Is the bonus tied to the company's money?
answer-yes = yes
answer-no = no
answer-cannot_tell = cannot tell

answer-full_bonus_without_growth-seen = Of { $months_count ->
    [one] { $months_count } month that
   *[other] { $months_count } months that
} can be compared, { $found_count ->
    [one] { $found_count } paid
   *[other] { $found_count } paid
} the full or nearly full bonus although revenue had not grown: { $months }.
answer-full_bonus_without_growth-not-seen = Not in the { $months_count ->
    [one] { $months_count } month that can
   *[other] { $months_count } months that can
} be compared: { $full_count ->
    [0] the full or nearly full bonus was never paid.
    [one] the full or nearly full bonus was paid { $full_count } time, and revenue grew then.
   *[other] the full or nearly full bonus was paid { $full_count } times, and each time revenue had grown.
}
answer-full_bonus_without_growth-no-bonus = The archive does not say what bonus was paid. Add the column head_bonus_paid to periods.csv, month by month.
answer-full_bonus_without_growth-few-months = Only { $months_count } months can be compared with earlier ones, and { $needed_count } are needed. Add a year of revenue and bonus to periods.csv.

answer-reason_to_sell_above_plan-kpi-above-plan = Revenue above the plan is paid for by: { $kpi_names }.
answer-reason_to_sell_above_plan-paid-up-to-cap = The payout for the plan grows up to { $cap_share } of the plan ({ $kpi_names }), and not beyond.
answer-reason_to_sell_above_plan-nothing-above-plan = No KPI pays for revenue above the plan.
answer-reason_to_sell_above_plan-nothing-above-plan-seen = No KPI pays for revenue above the plan. In { $just_above_count ->
    [one] { $just_above_count } month
   *[other] { $just_above_count } months
} of { $months_count } revenue stopped between the plan and the plan plus { $just_above_share }.
answer-reason_to_sell_above_plan-kpi-unclear = It is not clear what exactly is paid for: { $kpi_names }. Ask the owner whether it pays for revenue above the plan.
answer-reason_to_sell_above_plan-plan-payout-open = The wording does not say whether more is paid above the plan: { $kpi_names }. Ask the owner, or add the field cap to kpi.yaml.
answer-reason_to_sell_above_plan-no-kpis = The archive holds no KPIs of the head. Add kpi.yaml.

answer-tied_to_money-healthy-share = { $healthy_share } of the bonus is paid for revenue above plan, margin and conversion of qualified leads.
answer-tied_to_money-healthy-share-at-least = At least { $healthy_share } of the bonus is paid for revenue above plan, margin and conversion of qualified leads.
answer-tied_to_money-other-share-at-least = At least { $other_share } of the bonus is paid for other things than revenue above plan, margin and conversion of qualified leads.
answer-tied_to_money-shares-unknown = It is not clear which share of the bonus these carry, or what they measure: { $kpi_names }. Add the field weight to kpi.yaml.
answer-tied_to_money-no-kpis = The archive holds no KPIs of the head. Add kpi.yaml.
answer-moves-revenue = Bonus against revenue over { $months } months: r = { $r } (95%: { $low } to { $high }).
answer-moves-margin = Bonus against margin over { $months } months: r = { $r } (95%: { $low } to { $high }).

## Lists
list-full = { $shown ->
    [one] Shown is { $shown } deal of { $ranked }, the most probable one.
   *[other] Shown are { $shown } deals of { $ranked }, the most probable ones.
}
list-fewer = { $shown ->
    [one] { $shown } deal is
   *[other] { $shown } deals are
} listed of { $ranked }, not { $limit }: the others lie below the threshold of probability, and the list is not padded.
list-all = { $shown ->
    [one] { $shown } deal is listed: the archive holds no other that qualifies.
   *[other] { $shown } deals are listed: the archive holds no others that qualify.
}
list-none-likely = The list is empty: { $ranked ->
    [1] the only deal that qualifies does not reach
   *[other] none of { $ranked } deals reaches
} the threshold of probability, and the list is not padded.
list-nothing = The list is empty: the archive holds no deals that could be on it.

deal-rank = No. { $rank }
deal-client = Client
deal-amount = Amount
deal-margin = Margin
deal-expected = Expected profit
deal-probability = Probability
deal-reason = Why
deal-cause = Cause
deal-other-causes = Other possible causes
deal-culprit = Whose error
deal-kpi = The KPI that rewards it
deal-person = Who should call
deal-person-error = Who it is about
deal-reopen = Make contact
deal-next-step = Next step
deal-stated-reason = Reason in the CRM
deal-closed = Closed
deal-evidence = What this rests on
deal-against = What speaks against it
deal-nothing-against = The record holds nothing against it.
deal-thin = Little is known of this deal: no words, or hardly any. Check it with special care.{ $missing ->
    [none] {""}
   *[other] {" "}Missing: { $missing }.
}
deal-missing = Missing: { $missing }.
deal-next-step-from = Where this stands: { $places }.
deal-unknown = not stated
deal-no-title = Deal { $deal }
deal-no-evidence = No quotes: the estimate rests on dates and CRM fields.

evidence-call = Call { $call }, { $clock }
evidence-message = Message { $ref }
evidence-task = Task { $ref }
evidence-stage = Stage history
evidence-counted = From the dates and counts of the record
evidence-absence = Missing from the record
evidence-link = Link to this quote
evidence-link-unsure = { $place } (that the call belongs to this deal is { $share } likely)
evidence-doubtful = { $place } (the words are doubtful: listen first)
evidence-quote = “{ $words }”
evidence-said-by = { $role }: { $name }

## KPIs
kpi-intro = What the head of sales is paid for, and what that rewards. The wording is the owner's.
kpi-none-given = The archive holds no KPIs of the head. Add kpi.yaml with the words in which the owner explains the bonus.
kpi-type = What it measures
kpi-share = Share of the bonus
kpi-evidence = Deals
kpi-statistics = By month
kpi-statistics-plan_attainment = In { $just_above_count ->
    [one] { $just_above_count } month
   *[other] { $just_above_count } months
} of { $months_count } revenue stopped between the plan and the plan plus { $just_above_share }.
kpi-advice = What to do
kpi-verdict-toxic-shown = Toxic: losses it rewarded are seen in the deals
kpi-verdict-toxic-by-design = Toxic by design: no flagged deal shows a loss from it
kpi-verdict-healthy = Healthy: tied to the company's money
kpi-verdict-other = Neutral: does not harm deals directly
kpi-verdict-unclear = It is not clear what it measures: ask the owner
kpi-advice-plan_attainment = Let the base salary pay for the plan, and the bonus be a percentage of revenue above the plan, without a cap.
kpi-advice-activity_count = Do not pay for the number of actions. Watch how fast leads are answered and what share of them turns into money.
kpi-advice-low_turnover = Do not pay for nobody leaving: it keeps weak people on. Watch how far results of managers lie apart.
kpi-advice-crm_discipline = Order in the CRM is a duty, not a bonus. Check by samples whether records match the calls.
kpi-advice-average_check = Do not pay for the average check by itself: it also grows when small clients are dropped. Pay for margin.
kpi-advice-healthy_revenue_above_plan = Keep it and give it more weight.
kpi-advice-healthy_margin = Keep it and give it more weight. Watch that margin is not raised by dropping volume.
kpi-advice-healthy_qualified_conversion = Keep it and give it more weight. Agree beforehand which lead counts as qualified.
kpi-advice-other = Keep it if the business needs it.
kpi-advice-unclear = Ask the owner what exactly is counted and where the data come from, and make the description in kpi.yaml clearer.
kpi-recommended = What to pay for instead
kpi-recommended-intro = A base salary for making the plan. A bonus for what brings money:
kpi-recommend-healthy_revenue_above_plan = a percentage of revenue above the plan, without a cap
kpi-recommend-healthy_margin = a percentage of margin
kpi-recommend-healthy_qualified_conversion = conversion of qualified leads
kpi-already = already there

months-title = Plan, revenue and bonus by month
months-note = Growth is measured against the same month of the year before, or, where that is missing, against the month before. A bonus counts as full or nearly full from { $share } of the highest that was paid.
months-month = Month
months-plan = Plan
months-fact = Revenue
months-attainment = % of plan
months-growth = Growth
months-bonus = Bonus
months-full = full
months-full-without-growth = full without growth

## Data
data-links = Calls joined to deals
data-links-against-crm = Of them, put down to another deal in the CRM
data-links-against-crm-value = { $count }; the first: { $first }
data-links-ambiguous = Calls that fit several deals (nobody is accused on them)
link-against-crm = { $call }: the CRM says { $stated }, number, time and words say { $found } ({ $share })
data-words = Calls whose words are known
data-tables = Tables the archive lacks
data-promises = Promises found in conversations
data-promises-value = { $total } (repeated ones included); in time { $kept }, late { $late }, not kept { $broken }, cannot tell { $unknown }
data-of = { $part } of { $whole }
data-all-tables = all tables are there
data-set-aside = Not used
data-warnings = Used with a reservation
data-no-problems = No remarks on the data.
data-more = { $count ->
    [one] and { $count } more place like this
   *[other] and { $count } more places like this
}
data-all-in-run = The full list is in run.json.

## Method
method-links = A call is joined to a deal by number, time, person, the CRM’s opinion and what was said; each link has a probability. Calls that fit several deals carry no claim, and where such a call may have been, nobody is said not to have been in touch.
method-signals = In each utterance a trained classifier looks for the signals of the codebook: need, objection, promise, complaint and others. Together with dates, tasks, messages and stages from the CRM they give each deal two probabilities: that it can be revived, and that it was lost through error.
method-crm = The lost reason in the CRM is what somebody typed. It is shown, but calls, messages, tasks and dates decide.
method-as-of = Everything is judged as of { $day }, from what could be known by then.
method-money = Expected profit is probability × amount × margin, halved for every year since the deal ended or, while it is open, since the last contact; a deal without a margin takes the company's usual one, and where that is not known either, no profit is stated. Losses are revenue, not profit, and discounted by the chance to win that the deal would have had: the low end holds only deals with a probability of at least { $share }, the middle weights each amount by its probability, the high end holds the full amounts of the deals. Every deal is counted once.
method-kpi = A KPI's type is read from the owner's words by a trained classifier. Money is put down to a KPI only where the record of the deal shows the behaviour that it rewards.
method-limits = What this report cannot see: talks outside the phone system, agreements by word of mouth, reasons that nobody spoke of. Speech recognition errs, above all in names and numbers. A sum for one person says nothing about that person without the workload.
method-models = Models
model-speech = speech recognition
model-embeddings = sentence embeddings
model-signals = signals
model-deals = ranking of deals
model-kpi_types = KPI types
report-footer = dealforensics, { $started }

## Workbook deals.xlsx
sheet-revive = To revive
sheet-error = Losses
sheet-kpi = KPIs
sheet-data = Remarks on the data
sheet-choices = Choices for verdicts
column-rank = No.
column-deal = Deal
column-title = Title
column-client = Client
column-company = Company
column-phones = Phones
column-amount = Amount
column-margin = Margin
column-probability = Probability
column-expected = Expected profit
column-reason = Why
column-reopen = Make contact
column-next-step = Next step
column-person = Who should call
column-load = Workload and absence
column-evidence = Evidence
column-against = Against
column-verdict = Your verdict
column-grade = Grade, 0 to 3
column-right-reason = Right reason
column-right-cause = Right cause
column-right-culprit = Whose error, rightly
column-right-kpi = Right KPI
column-reviewer = Reviewer
column-comment = Comment
column-cause = Cause
column-culprit = Whose error
column-about = Who it is about
column-kpi = KPI
column-closed = Closed
column-stated-reason = Reason in the CRM
column-kpi-name = KPI
column-kpi-type = What it measures
column-kpi-share = Share of the bonus
column-kpi-verdict = Verdict
column-money-low = Losses, at least
column-money-mid = Losses, expected
column-money-high = Losses, at most
column-severity = What was done
column-file = File
column-row = Row
column-column = Column
column-value = Value
column-problem = What is wrong
severity-set_aside = not used
severity-warning = with a reservation
verdict-right = right
verdict-wrong = wrong
verdict-unsure = not sure

## Lists in the terminal
terminal-revive = To revive
terminal-error = Lost through error
terminal-report = Report: { $path }
