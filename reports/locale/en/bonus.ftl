# The KPI map and the bonus: charts, how the scheme was read, signs of gaming.

kpi-map = Map of the KPIs
kpi-read = How it was read
kpi-gaming = Is it gamed?
kpi-losses = Losses
kpi-money = What the loss is made of
kpi-others-gamed = Not paid for by this scheme, but seen in the figures
section-bonus = The bonus: what is paid, and what is worth paying for
months-replayed = By the scheme
months-new = By the new one
bonus-how-read = How well the scheme was read
bonus-chart-months = Bonus by month: paid, and by the words of the scheme
bonus-chart-scenarios = The same months with other revenue
bonus-series-paid = paid
bonus-series-replayed = by the scheme
bonus-series-perhaps = pale: what words or data leave open
bonus-series-today = today's scheme
bonus-series-new = proposed scheme
bonus-and-unclear = { $reward } + what is not clear
bonus-at-plan = At { $at } of the plan
bonus-scenario = Revenue { $change }
bonus-scenario-as-it-was = Revenue as it was

gaming-name-bunched-above-plan = months that end just above the plan
gaming-name-slow-after-plan = quiet days once the plan was met
gaming-name-slid-to-next-month = deals that slid to the start of the next month
gaming-name-ready-and-waited = deals that were ready and waited for the next month
gaming-name-leads-waited = leads that waited on days of cold calls
gaming-name-short-talks = short talks on days of cold calls
gaming-name-fewer-won-on-busy-days = leads lost on days of cold calls
gaming-name-weakest-kept = leads of the weakest managers
gaming-name-stages-without-contact = stages passed without contact
gaming-name-closed-in-batches = tasks closed in batches
gaming-name-tasks-without-work = tasks closed without a trace of work
gaming-name-small-leads-dropped = small leads dropped
gaming-name-options-pushed = options pushed on clients
gaming-name-dearer-and-fewer = a higher check and fewer leads won
