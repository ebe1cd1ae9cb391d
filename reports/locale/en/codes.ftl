# Names of the codes for people. The codes are in classify/codebook.py and classify/kpi_types.py.

## Signals in utterances
signal-need_stated = States a need
signal-interest = Interest
signal-ready_to_buy = Ready to buy
signal-budget_stated = States a budget
signal-request_next_step = Asks for a next step
signal-asks_discount = Asks for a discount
signal-objection_price = Objection: price
signal-objection_timing = Objection: not now
signal-deferral_dated = Names a time to come back
signal-objection_authority = Somebody else decides
signal-objection_competitor = Compares with a competitor
signal-objection_trust = Doubts reliability
signal-objection_need = Sees no need
signal-chose_competitor = Chose a competitor
signal-hard_refusal = Final refusal
signal-not_a_buyer = Not a buyer
signal-complaint_no_contact = Complaint: nobody got back
signal-complaint_service = Complaint about service
signal-discovery_question = Asks about the need
signal-value_argument = Argues value
signal-objection_handled = Answers an objection
signal-objection_dropped = Gives up at an objection
signal-discount_offered = Offers a discount
signal-next_step_set = Next step agreed
signal-promise = Promise
signal-brush_off = Sends the client away
signal-pressure_upsell = Pushes what was not asked for
signal-rude = Rudeness
signal-unsure_info = Does not know the answer
signal-seller_defers = Seller puts the deal off
signal-waits_on_head = Waits for the head
signal-head_order = Order of the head

## Why a deal is worth reviving
reason-dated_deferral_due = The time the client named has come
reason-broken_promise = The client was waiting for us, a promise was broken
reason-unworked_lead = A qualified lead was hardly worked
reason-price_gap = The price gap can be bridged
reason-approval_or_decider = The missing approval or decision can now be had
reason-interest_no_next_step = There was interest, then we went silent
reason-competitor_window = The other supplier leaves an opening
reason-supply_restored = What was missing is available again

## Causes of losses
cause-M1_no_callback = No contact, though promised or requested
cause-M2_slow_first_contact = Late first contact, or given up after a try or two
cause-M3_no_discovery = Offered without finding out the need
cause-M4_objection_dropped = Gave up at an objection that had an answer
cause-M5_no_next_step = Interested client left without a next step
cause-M6_quote_late_or_wrong = Quote, invoice or contract late or wrong
cause-M7_rude_or_incompetent = Rudeness, ignorance, false information
cause-M8_wrong_person = Never reached the one who decides
cause-M9_early_close = Closed as lost while the client was still in play
cause-M10_fake_activity = Recorded calls or tasks that did not happen
cause-H1_deferred_to_next_period = Put off to the next period for the plan's sake
cause-H2_bad_routing = Given to the wrong person, or lost in the handover
cause-H3_approval_stuck = Approval stuck with the head
cause-H4_activity_over_leads = Call quota before warm leads
cause-H5_no_control = The head knew and did nothing
cause-H6_small_deal_cut = Small clients dropped by policy
cause-H7_forced_upsell = Bigger package forced by policy
cause-H8_crm_over_client = CRM forms before the client
cause-none = No error established

## Whose error
culprit-manager = Manager
culprit-head = Head of sales
culprit-both = Manager and head
culprit-none = Nobody

## Indicators
kpi-plan_attainment = Plan attainment
kpi-activity_count = Activity count
kpi-low_turnover = Low staff turnover
kpi-crm_discipline = CRM discipline
kpi-average_check = Average check
kpi-healthy_revenue_above_plan = Revenue above plan
kpi-healthy_margin = Margin
kpi-healthy_qualified_conversion = Conversion of qualified leads
kpi-other = Other
kpi-none = None

## Grades given by a person
grade-revivable-3 = Sale likely
grade-revivable-2 = Fair chance
grade-revivable-1 = Weak chance
grade-revivable-0 = Not worth reviving
grade-error-3 = Error evident
grade-error-2 = Error probable
grade-error-1 = Error contributed
grade-error-0 = No error

## Roles
role-manager = manager
role-head = head of sales
role-client = client
role-other = colleague
