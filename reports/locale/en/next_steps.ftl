# What to do about a deal worth reviving: next-step-<reason>.

next-step-dated_deferral_due = On { $date }, call { $client }: the time they named themselves has come.
next-step-broken_promise = On { $date }, call { $client }, apologise for the broken promise and keep it the same day.
next-step-unworked_lead = On { $date }, call { $client }: the enquiry was never worked, start with what they need.
next-step-price_gap = On { $date }, call { $client } with a new calculation: the gap in price can be narrowed.
next-step-approval_or_decider = On { $date }, call { $client }: get the missing approval first, or reach the one who decides.
next-step-interest_no_next_step = On { $date }, call { $client } and agree on a next step with a date: they were interested, we went silent.
next-step-competitor_window = On { $date }, call { $client }: ask how the present supplier is doing and when the contract ends.
next-step-supply_restored = On { $date }, call { $client }: what was missing then is there now.
