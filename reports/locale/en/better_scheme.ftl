# The proposed bonus scheme, beside today's.

scheme-title = A scheme that pays for the company's money
scheme-cost = The proposal costs what today's scheme cost: { $cost } in { $count ->
    [one] { $count } month
   *[other] { $count } months
} ({ $first } to { $last }){ $replayed ->
    [0] , as paid.
    [one] , as paid; for { $replayed } month as today's scheme would have paid.
   *[other] , as paid; for { $replayed } months as today's scheme would have paid.
}
scheme-not-a-year = { $count ->
    [one] Only { $count } month is known in full: the seasons of a year are not all in it.
   *[other] Only { $count } months are known in full: the seasons of a year are not all in them.
}
scheme-part-base = Base salary for the plan: { $month } a month, without conditions. In these months: { $cost } ({ $share }).
scheme-part-above_plan = Revenue above plan: { $rate } of every unit of it, without a ceiling. In these months: { $cost } ({ $share }).
scheme-part-above_plan-at-ceiling = Revenue above plan: { $rate } of every unit of it, without a ceiling. In these months: { $cost } ({ $share }). Months ended so little above the plan that its share of the pay would have asked for a higher rate than the company can give away; the rest went to the other parts.
scheme-part-margin = Margin: { $rate } of it. In these months: { $cost } ({ $share }).
scheme-part-conversion = Conversion of qualified leads: { $rate } a month for each per cent of it. In these months: { $cost } ({ $share }).
scheme-no-step = There is no threshold, no step and no ceiling: more revenue, margin or conversion never pays less.
scheme-above-plan-brings = Each { $revenue } above the plan brings the head { $brings }.
scheme-assumes-salary = The salary that the head has today stays as it is: the archive does not hold it, and the base comes on top of it. Taxes and contributions are in neither scheme.
scheme-refused-no-months = No scheme can be proposed: the archive has no months. Add periods.csv with plan, fact, margin_fact and head_bonus_paid.
scheme-refused-few-months = No scheme can be proposed: fewer than six months of the last year have revenue and bonus. Complete periods.csv.
scheme-refused-no-bonus = No scheme can be proposed: what the head's bonus cost is not known. Add head_bonus_paid to periods.csv, or describe the scheme in kpi.yaml so that it can be replayed.
scheme-refused-no-result-part = No scheme can be proposed: without plan and without margin by month there is nothing that a percentage could be paid of. Add plan or margin_fact to periods.csv.
scheme-left-out-above_plan-no-plan = The part for revenue above plan is left out: too few months have a plan. Add it to periods.csv.
scheme-left-out-above_plan-no-margin-earned = The part for revenue above plan is left out: in sum the company earned no margin, and more of such revenue would lose more.
scheme-left-out-above_plan-not-wanted = The part for revenue above plan is left out: archive.yaml gives it no weight.
scheme-left-out-margin-no-margin = The part for margin is left out: too few months have a margin. Add margin_fact to periods.csv.
scheme-left-out-margin-no-margin-earned = The part for margin is left out: in sum the months had no margin.
scheme-left-out-margin-not-wanted = The part for margin is left out: archive.yaml gives it no weight.
scheme-left-out-conversion-no-qualified = The part for conversion is left out: no deal says that its lead was qualified. Keep the field qualified in the CRM and export it.
scheme-left-out-conversion-few-qualified = The part for conversion is left out: too few months have five or more closed deals with a qualified lead.
scheme-left-out-conversion-deals-partial = The part for conversion is left out: the won deals of the archive do not add up to the revenue of the months, so that their conversion is not the company's. Export all deals of the year.
scheme-left-out-conversion-nothing-won = The part for conversion is left out: none of the qualified leads was won.
scheme-left-out-conversion-not-wanted = The part for conversion is left out: archive.yaml gives it no weight.
scheme-skipped-no-revenue = { $count ->
    [one] { $months } is not counted: its revenue is not known.
   *[other] Not counted, since their revenue is not known: { $months }.
}
scheme-skipped-no-bonus = { $count ->
    [one] { $months } is not counted: its bonus is not known.
   *[other] Not counted, since their bonus is not known: { $months }.
}
scheme-skipped-no-plan = { $count ->
    [one] { $months } is not counted: it has no plan.
   *[other] Not counted, since they have no plan: { $months }.
}
scheme-skipped-no-margin = { $count ->
    [one] { $months } is not counted: its margin is not known.
   *[other] Not counted, since their margin is not known: { $months }.
}
scheme-skipped-few-qualified = { $count ->
    [one] { $months } is not counted: too few qualified leads were closed in it.
   *[other] Not counted, since too few qualified leads were closed in them: { $months }.
}
scheme-month = { $month }: today's scheme { $today }{ $origin ->
    [replayed] {" "}(replayed)
   *[other] {""}
}, the new one { $new } ({ $parts }).
scheme-paid-base = base { $sum }
scheme-paid-above_plan = above plan { $sum }
scheme-paid-margin = margin { $sum }
scheme-paid-conversion = conversion { $sum }
scheme-scenario = Revenue { $change ->
    [none] as it was
   *[other] { $change }
}: { $revenue }{ $margin ->
    [unknown] {""}
   *[other] , margin { $margin }
}; { $today ->
    [unknown] {""}
   *[other] today's scheme pays { $today },{" "}
}the new one { $new }{ $margin ->
    [unknown] .
   *[other] , { $share } of the margin.
}
scheme-today-unknown = What today's scheme would pay on other results cannot be told: it cannot be replayed on all months.
scheme-replay-differs = Replayed on the real months, today's scheme comes to { $replayed }, while { $cost } is what it cost: take its scenarios with that difference.
scheme-range = { $low } to { $high }
scheme-replay-range = A part of today's scheme depends on what the archive does not tell: replayed on the real months it comes to { $replayed }, and { $cost } is what it cost.
scheme-warnings-title = How the new scheme could be gamed too
scheme-trick-low-plan = A plan that is set too low: a tenth lower, it would have brought { $gain } more ({ $share }). Whoever is paid by the plan must not set it: fix it for the year from last year's revenue, and let the months add up.
scheme-trick-pulled-revenue = Revenue moved between months: had a tenth of it been booked in a neighbouring month where that pays more, { $gain } more ({ $share }). Count revenue above plan over the quarter or the year, and by the day of payment or handover.
scheme-trick-dropped-volume = Margin kept by dropping volume: a tenth less revenue at the same sum of margin would have cost the head only { $gain } ({ $share }). Pay for margin in money, never for its per cent, and watch the number of clients and the small leads that are turned away.
scheme-trick-small-qualified = A small definition of “qualified”: had half of the lost qualified leads been called unqualified, { $gain } more ({ $share }). Let marketing or the owner decide what is qualified, on arrival and for good, and check refusals by samples of calls.
scheme-assumptions-title = What the proposal assumes
assumption-base_weight = Weight of the base salary: { $value }. Making the plan is the job, so it is paid for without a threshold to be reached and kept.
assumption-above_plan_weight = Weight of revenue above plan: { $value }. It is the reason not to stop at the plan.
assumption-margin_weight = Weight of margin: { $value }. It keeps revenue from being bought with discounts.
assumption-conversion_weight = Weight of conversion: { $value }. The least, since it stands on a definition that can be bent.
assumption-most_of_margin = Of the margin of revenue above plan the head gets { $value } at most; the rest stays with the company.
assumption-most_of_revenue = Where margin is not known, { $value } of revenue above plan is the most that is given away.
assumption-margin_follows = When revenue changes, margin changes by { $value } of that in proportion: at 100% its share of revenue stays.
assumption-conversion_follows = When revenue changes, conversion changes by { $value } of that: at 0% more revenue comes from more leads, not from better work with the same ones.
