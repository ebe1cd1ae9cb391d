# Summary: sums of one count, in which every deal is once.

summary-total = How much money is at stake
summary-total-note = { $deals ->
    [0] No deal is flagged.
    [one] Revenue of { $deals } deal: the likely sum.
   *[other] Revenue of { $deals } deals, each counted once: the likely sum.
}
summary-total-margin = About { $margin } of it is margin ({ $share } of revenue).
summary-error = Lost through error
summary-error-note = { $count ->
    [0] No deal lost through error was found.
    [one] Revenue of { $count } deal, weighted by probability.
   *[other] Revenue of { $count } deals, weighted by probability.
}
summary-through-kpis = Losses of { $sum } were rewarded by the head's bonus.
summary-from-tests = This includes { $sum } told by the department's figures, not by single flagged deals.
summary-revive = Can be revived
summary-revive-note = { $count ->
    [0] No deal worth reviving was found.
    [one] { $count } deal is listed. The sum is revenue beside the losses, weighted by probability.
   *[other] { $count } deals are listed. The sum is revenue beside the losses, weighted by probability.
}
summary-both-lists = { $deals ->
    [one] Another { $sum } may come back from { $deals } deal that is already counted among the losses.
   *[other] Another { $sum } may come back from { $deals } deals that are already counted among the losses.
}
summary-profit = Expected profit of the whole list (probability × amount × margin): { $sum }.
summary-among-losses = counted among the losses
