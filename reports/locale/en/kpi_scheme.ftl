# The bonus scheme: how it was read, what it would have paid, and the command `dealforensics kpi explain`.

## Help
cli-kpi-purpose = The head's KPIs: how the bonus scheme was read.
cli-kpi-example = Example: dealforensics kpi explain demo/archive
cli-kpi-explain-purpose = Show how each KPI was understood: type, share, payout curve, what the words do not say and what to ask the owner. For an archive also what the scheme would have paid month by month.
cli-kpi-explain-example = Example: dealforensics kpi explain kpi.yaml
cli-kpi-explain-file = A kpi.yaml, or the folder of an archive.
kpi-start = Reading the KPIs: { $file }
kpi-file-missing = { $file }: no such file or folder. Name a kpi.yaml or the folder of an archive.
kpi-none-read = { $file }: holds no KPIs. A list with name and description is needed, as the owner explains the bonus.

## A KPI
kpi-explain-type = Type: { $type }, probability { $probability }
kpi-explain-type-unsure = The type is not clear. Nearest: { $type }, probability { $probability }
kpi-explain-measure = Measures: { $quantity }{ $whose }{ $window }
kpi-explain-share = Share of the bonus: { $share }
kpi-explain-amount = Sum: { $amount }
kpi-explain-read-from = Read from the words “{ $words }”
kpi-explain-read-field = Read from the field { $field }
kpi-explain-curve = Payout:
kpi-explain-every = Paid: { $every }
kpi-explain-gate = Condition: at least { $at_least } of the plan, else nothing
kpi-explain-after-miss = After a miss nothing is paid { $until }
kpi-explain-ask = Ask the owner:
kpi-explain-nothing-to-ask = The words say all that is needed to compute it.

kpi-quantity-plan_percent = attainment of the sales plan, % of plan
kpi-quantity-plan_units = attainment of a plan in units, % of plan
kpi-quantity-revenue = revenue
kpi-quantity-revenue_above_plan = revenue above plan
kpi-quantity-revenue_growth = growth of revenue over the same month last year
kpi-quantity-margin = gross profit
kpi-quantity-margin_above_plan = gross profit above plan
kpi-quantity-margin_percent = margin, % of revenue
kpi-quantity-calls_per_day = outgoing calls per manager and working day
kpi-quantity-leavers = how many sellers left
kpi-quantity-leaver_share = share of sellers who left, %
kpi-quantity-average_check = average amount of a won deal
kpi-quantity-qualified_conversion = share of qualified deals won, %
kpi-quantity-unknown = something the archive does not hold

kpi-whose-team = , of the team
kpi-whose-individual = , of the head personally
kpi-whose-each = , per person
kpi-whose-not_stated = {""}
kpi-window = , over { $months } { $months ->
    [one] month
   *[other] months
}
kpi-every-month = every month
kpi-every-quarter = once a quarter
kpi-every-half_year = every half year
kpi-every-year = once a year
kpi-until-quarter = until the end of the quarter
kpi-until-half_year = for half a year
kpi-until-year = until the end of the year

kpi-band-all = whatever the value
kpi-band-under = below { $high }
kpi-band-up-to = up to and including { $high }
kpi-band-from = from { $low }
kpi-band-above = above { $low }
kpi-band-between = from { $low } to { $high }
kpi-band-above-to = above { $low }, up to { $high }
kpi-pay-nothing = nothing
kpi-pay-full = the whole sum
kpi-pay-share = { $share } of the sum
kpi-pay-money = { $money }
kpi-pay-rate = { $rate } of { $of }
kpi-pay-rate-all = { $rate } of all { $of }
kpi-pay-line = grows in a straight line: { $first } → { $last }
kpi-pay-growing = { $first }, and on in the same proportion
kpi-pay-open = not stated
kpi-pay-assumed = { $pay } (not said outright)
kpi-of-revenue = revenue
kpi-of-margin = gross profit
kpi-of-growth = growth of revenue
kpi-extra-plus = for each { $step } above { $start } another { $pay }
kpi-extra-minus = for each { $step } above { $start } minus { $pay }
kpi-extra-start-unknown = a level that is not named

## What to ask
kpi-ask-type = What exactly is counted, and where do the figures come from?
kpi-ask-share = Which share of the bonus is it, or what sum does it pay?
kpi-ask-payout_curve = At which value is all of it paid, at which nothing, and what in between?
kpi-ask-rate = Which percentage is paid, and of what?
kpi-ask-between_threshold_and_full = What is paid between the threshold and the full payout: in proportion, in a line, or nothing?
kpi-ask-below_target = What is paid when the target is missed: nothing, a part, or by steps?
kpi-ask-line_ends = From which share to which does the payout grow on this stretch?
kpi-ask-growth_to_cap = Does the payout grow with attainment up to the cap?
kpi-ask-growth_above_plan = How much more is paid for each per cent above the plan?
kpi-ask-above_plan = Is anything paid for more than the plan?
kpi-ask-beyond_limit = Is nothing paid once the limit is broken?
kpi-ask-source_of_figures = Where do the actual values come from, month by month? The archive does not hold them.
kpi-ask-counted_from = From which value are the steps counted?

## Why a month was not computed
kpi-unknown-individual = it is the head's own plan, and periods.csv is about the team
kpi-unknown-no-plan = periods.csv has no plan or no revenue
kpi-unknown-no-revenue = periods.csv has no revenue
kpi-unknown-no-year-before = revenue of the same month last year is missing
kpi-unknown-no-margin = periods.csv has no margin
kpi-unknown-margin-plan = periods.csv has no plan of margin
kpi-unknown-no-people = people.csv has no managers
kpi-unknown-no-leavers-named = nobody in people.csv has a leaving date: nobody left, or the dates are not kept
kpi-unknown-no-phone-log = there is no phone log
kpi-unknown-log-partial = the phone log is only a part
kpi-unknown-no-won-deals = there are no won deals with an amount
kpi-unknown-deals-partial = the won deals do not add up to the revenue: the archive does not hold all deals
kpi-unknown-few-qualified = too few qualified deals were closed
kpi-unknown-not-in-archive = the archive does not hold these figures
kpi-unknown-curve-not-stated = the words do not say what is paid at this value
kpi-unknown-share-not-stated = the words do not say which share of the bonus it is
kpi-unknown-total-not-known = the words do not say what the whole bonus is

## The replay
kpi-replay-title = The scheme on the real months
kpi-replay-month = Month
kpi-replay-computed = By the scheme
kpi-replay-paid = Paid
kpi-replay-difference = Difference
kpi-replay-range = { $low } – { $high }
kpi-replay-at-least = at least { $low }
kpi-replay-total-words = The whole bonus by the words: { $total }.
kpi-replay-total-payments = The words do not name the whole bonus; the highest payment was taken: { $total }.
kpi-replay-total-not_known = The words do not say what the whole bonus is. Name it in the description of any KPI.
kpi-replay-left-out = Not computed: { $name }: { $why }.
kpi-fit-fits = The scheme as it was read explains { $explained_share } of what was paid; { $fitting_count } of { $months_count } months agree. { $computed_share } of what was paid could be computed.
kpi-fit-partly = The scheme as it was read explains { $explained_share } of what was paid; { $fitting_count } of { $months_count } months agree. { $computed_share } of what was paid could be computed. Something was read wrongly, or the bonus is paid otherwise than it is worded.
kpi-fit-does_not_fit = The scheme as it was read does not fit the payments: it explains { $explained_share } of them, and { $fitting_count } of { $months_count } months agree. Either the words were read wrongly, or the bonus is not paid by them.
kpi-fit-cannot_tell = Whether the scheme was read rightly cannot be told: only { $computed_share } of what was paid could be computed.
kpi-fit-error = A month's payment differs from the scheme by { $error } on average.
kpi-marginal-title = What { $plan_unit } more revenue brings the head
kpi-marginal-point = at { $at } of plan: { $reward }
kpi-marginal-open = at { $at } of plan: { $reward }, without what is not clear: { $names }
kpi-marginal-step = reaching { $at } of plan pays another { $pays } at once
kpi-sensitivity-revenue = Revenue 10% higher: bonus { $up }; 10% lower: { $down }.
kpi-sensitivity-margin = Margin 10% higher at the same revenue: bonus { $up }; 10% lower: { $down }.
kpi-sensitivity-qualified_conversion = Qualified conversion 10% higher: bonus { $up }; 10% lower: { $down }.

answer-full_bonus_without_growth-replayed = By the scheme itself the bonus is full or nearly full in { $replayed_count ->
    [one] { $replayed_count } month
   *[other] { $replayed_count } months
} in which revenue had not grown: { $months }.
answer-reason_to_sell_above_plan-rate-on-money = A percentage of all money earned, without a ceiling, is paid by: { $kpi_names }.
answer-tied_to_money-replayed-share = On the real months the scheme pays { $healthy_share } of the bonus for revenue above plan, margin and conversion of qualified leads.
