# Sums of losses, each deal counted once; and what is assumed for them.

money-title = What the KPIs cost
money-total = { $deals ->
    [one] All in all most likely { $mid } ({ $range }), from { $deals } deal.
   *[other] All in all most likely { $mid } ({ $range }), from { $deals } deals, each counted once.
}
money-nothing = No sum can be given: none of the flagged deals has an amount, and no sign of gaming is known in money.
money-total-margin = This is revenue. Of it margin, at the company's { $share } of revenue: most likely { $mid } ({ $range }).
money-total-no-margin = This is revenue, not profit: the archive holds no margin by month. Add the column margin_fact to periods.csv.
money-no_kpi = Losses that no KPI of this scheme rewards: most likely { $mid } ({ $range }), { $deals ->
    [one] { $deals } deal.
   *[other] { $deals } deals.
}
money-to_win_back = Deals to win back that are in no sum of losses: most likely { $mid } ({ $range }), { $deals ->
    [one] { $deals } deal.
   *[other] { $deals } deals.
}
money-both_lists = Of what counts as lost, so much may still be won back: most likely { $mid } ({ $range }), { $deals ->
    [one] { $deals } deal that is on both lists.
   *[other] { $deals } deals that are on both lists.
}
money-without-sum = { $deals ->
    [one] { $deals } flagged deal is in no sum: its amount, or for a deal to win back its margin, is not known.
   *[other] { $deals } flagged deals are in no sum: their amount, or for deals to win back their margin, is not known.
}
money-chance-unknown = { $deals ->
    [one] How likely { $deals } of the lost deals was to be won, the archive does not tell; what is assumed for it stands below.
   *[other] How likely { $deals } of the lost deals were to be won, the archive does not tell; what is assumed for them stands below.
}
money-kpi = “{ $name }”: most likely { $mid } ({ $range }).
money-kpi-nothing = “{ $name }”: nothing that is known in money.
money-kpi-deals = { $deals ->
    [one] From { $deals } lost deal whose own record shows what this KPI rewards: most likely { $mid } ({ $range }).
   *[other] From { $deals } lost deals whose own records show what this KPI rewards: most likely { $mid } ({ $range }).
}
money-sign = { $deals ->
    [0] From the figures ({ $sign }): most likely { $mid } more ({ $range }), of sales that cannot be named as deals.
    [one] From the figures ({ $sign }): most likely { $mid } more ({ $range }), from { $deals } other deal.
   *[other] From the figures ({ $sign }): most likely { $mid } more ({ $range }), from { $deals } other deals.
}
money-sign-counted-before = { $deals ->
    [one] { $deals } deal of this sign ({ $sign }) was counted before and is not counted again.
   *[other] { $deals } deals of this sign ({ $sign }) were counted before and are not counted again.
}
money-manager = { $name }: { $deals ->
    [one] { $deals } loss
   *[other] { $deals } losses
}, most likely { $mid } ({ $range }), at { $leads ->
    [one] { $leads } deal in all: { $each } for each.
   *[other] { $leads } deals in all: { $each } for each.
} Workload: usually { $usual } open and { $new } new a week; on the days of the errors { $open } open{ $others ->
    [none] .
   *[other] , colleagues { $others }.
}{ $absent ->
    [0] {""}
    [one] {" "}In the time of { $absent } of these deals away for days.
   *[other] {" "}In the time of { $absent } of these deals away for days.
}
money-managers-title = By manager
money-managers-withheld = No sum is given for { $names }: their workload is not known, and without it a sum says nothing about a person.
money-assumptions-title = What these sums assume

## Assumptions
assumption-line = { $sentence } ({ $key } in archive.yaml)
assumption-unknown = archive.yaml names an assumption “{ $name }” that does not exist. It is not used; docs/kpi-money.md lists all of them.
assumption-refused = The assumption { $name } in archive.yaml is “{ $value }”. It has to be a number from { $least } to { $most }; the usual value is used.
assumption-certain_from = The low end holds only deals for which the claim is at least { $value } probable.
assumption-chance_where_unknown = Where the archive does not tell how likely a deal was to be won, { $value } of its amount counts. The whole amount overstates; put in the share that you usually win.
assumption-overlap_of_sums = Of the sales that a test misses without naming deals, the deals already counted for the same KPI or for none are taken to be the same ones to { $value }. At 100% nothing is counted twice; only the high end takes them for others.
