# The company's own history of won and lost deals, the money of a deal, and lost reasons stated against causes found.

section-history = Won against lost: the company's own history
section-stated = Reasons in the CRM against causes found

history-used = The company's own closed deals were asked as well: { $won } won and { $lost } lost ones ({ $usual } won). What they say of a lost deal is shown with its evidence where it departs from the usual, and shifts the order a little.
history-too-few = The company's own closed deals were not asked: { $won } won and { $lost } lost ones can be used, and { $needed } of each are needed. With fewer, chance cannot be told from knowledge. Deals count that have a closing date and lasted longer than a day.
history-one-sided-times = The company's own closed deals were not asked: { $won } won and { $lost } lost ones are there, but in some stretch of time nearly all of them are one or the other. So it cannot be tested on later deals. Check the closing dates and whether the export holds all won and all lost deals of the time.
history-no-better-than-chance = The company's own closed deals were not used: { $won } won and { $lost } lost ones are there ({ $usual } won), but on deals closed later what was learned from them is not surely better than the usual share. The fields of the CRM and the words do not show what decides here.
history-figures = Tested on { $deals } deals closed since { $since } ({ $won } won), by what earlier ones had taught: of a won and a lost deal the won one has the higher chance in { $auc }, where 50% is chance. The mean squared error is { $brier }, against { $usual_brier } of saying the earlier share of won deals every time.
history-interval = { $value } of the pairs (with 95% certainty { $low } to { $high })
history-weight = How much it counts beside the judgement of the record: { $weight } of its own log-odds, the share of the uncertainty about won and lost that it surely takes away on later deals.
history-inputs = It looks at what was known at the end of a day well before the deal's end: amount, source, qualification, earlier deals of the client, age, stages, talks, messages of the client and what the client said. It does not look at what we did or failed to do, at the lost reason, the closing, or the stages of closing.
history-left-out = Not used, because they are filled in much more often for one outcome than for the other and would give it away: { $fields }.
history-field-source = source
history-field-amount = amount
history-field-qualified = qualification
history-field-words = words of talks

fact-won-alike = Of { $deals } closed deals of the company that were like this one as it stood on { $day }, { $won } were won; usual are { $usual } of 100.
evidence-history = The company's closed deals

deal-expected-basis = How it was reckoned
column-amount-lost = Lost, by the chance to win
deal-amount-lost = Lost, by the chance to win
money-value-deal = { $probability } probability × { $amount } × margin { $margin } × { $decay } left by its age (halved each year since { $since })
money-value-company = { $probability } probability × { $amount } × margin { $margin } (the company's usual one; the deal has none) × { $decay } left by its age (halved each year since { $since })
money-lost-history = at a chance of { $share } as it stood on { $day }: of { $deals } closed deals like it { $won } were won
money-lost-stage = at a chance of { $share }: of { $deals } other deals that reached "{ $stage }" { $won } were won; the fewer they are, the more the share of all deals counts
money-lost-all = at a chance of { $share }: of { $deals } other closed deals { $won } were won
money-lost-whole = the whole amount: too few deals are closed or won to say how likely a sale was

stated-lead = { $deals ->
    [0] No lost deal names a reason on the client's side.
   *[other] Of { $deals } lost deals that the CRM puts down to the client, { $wrong } show an error of ours in the record.
} Stated without a reason that could be classified: { $unclear }.
stated-nothing = There are no lost deals.
stated-note = Left is what somebody typed into the CRM, sorted by its words; right the cause found in calls, messages, tasks and dates, where it is at least as likely as not. Links lead to the deals shown above.
stated-column-reason = Stated in the CRM
stated-column-deals = Deals
stated-column-no-error = No error found
stated-column-found = Error found
stated-found = { $cause } ({ $count })
stated-more = and { $count } more
stated-price = Price
stated-competitor = A competitor
stated-no_need = No need any more
stated-timing = Put off by the client
stated-no_money = No money
stated-no_contact = Client cannot be reached
stated-decider = The one who decides
stated-not_a_buyer = Not a buyer
stated-supply_or_terms = Stock, dates or terms
stated-not_classified = Not classified
stated-not_stated = Nothing stated
