# The review page and its commands; what the store refuses and records is in review_store.ftl.

## Frame
review-brand = review
review-skip = To the content
review-menu = Pages
review-to-start = To the start page
review-page-queue = Queue
review-page-own = Claims about you
review-page-figures = Figures
review-page-data = Data and learning
review-page-accounts = Accounts
review-page-audit = Audit log
review-page-password = Your password
review-page-login = Log in
review-page-message = Message
review-role-owner = owner
review-role-consultant = consultant
review-role-quality = quality team
review-role-manager = manager
review-role-head = head of sales
review-logout = Log out
review-save = Save
review-cancel = Cancel
review-close = Close
review-show = Show
review-any = any
review-all-runs = all runs
review-paging = Further pages
review-earlier = Back
review-later = Further
review-page-of = Page { $page } of { $pages }

## Login
review-login-title = Log in
review-name = Name
review-password = Password
review-login = Log in
review-login-wrong = Name or password is wrong. Check both, capitals too; the owner can give you a new password.
review-login-wait = Too many failed logins. Try again in { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}.
review-sso-unknown = You are signed in as { $name }, but there is no such account here. Ask the owner to add one of that name.
review-password-first = This password was made for you. Choose your own before you go on.
review-password-old = Password until now
review-password-new = New password
review-password-again = New password again
review-password-differs = The two new passwords differ. Type them again.

## What is refused, and what went wrong
review-no-not-signed-in = You are not logged in, or your session has ended. Log in (in another tab, if you have typed something here), then try again.
review-no-own-password-first = Choose your own password first.
review-no-no-right = Your account has no right to this page. The owner gives rights.
review-no-unknown-route = There is no such page.
review-no-forged-form = This form did not come from a page of yours, or the page is from before your last login. Load the page again and repeat.
review-no-database = The database cannot be reached just now. Nothing was stored; go back and try again.
review-no-page = There is no such page.
review-not-understood = Something in the address or the form cannot be read. Go back, put it right and try again.
review-too-large = That is too large to be sent. A file with verdicts has 20 MB at most.
review-fault = A fault of the program. Nothing was changed; what happened is in the server's log.
review-refused-nothing-to-learn = Nothing was chosen to learn from. Choose at least one run.
review-refused-learning-runs = A learning is running already. Wait until it has finished.
review-not-saved = Not saved: the server cannot be reached. What you typed is still here; try again.

## What was just done
review-said-saved = Your verdict is saved.
review-said-saved-with-others = Your verdict is saved. Somebody else judged the same deal in the meantime; both verdicts count.
review-said-appealed = Your appeal is filed. The deal goes to another reviewer than before.
review-said-nothing-left = Nothing is left for you here. Other filters may have more.
review-said-reviewers-changed = The number of reviewers is changed.

## Queue
review-next = Next deal
review-filters = Filters
review-filter = Filter
review-filter-none = All
review-filter-state = State
review-filter-list = List
review-filter-run = Run
review-filter-manager = Manager
review-filter-code = Cause or reason
review-filter-reviewer = Judged by
review-filter-amount-from = Amount from
review-filter-amount-to = Amount to
review-filter-words = Title or number
review-found = { $count ->
    [one] { $count } deal
   *[other] { $count } deals
}, the most useful ones first
review-queue-empty = Nothing is left to judge. Choose "any" under Filters to see what is decided.
review-queue-empty-narrowed = No deal fits these filters.
review-list-revive = To revive
review-list-error_loss = Lost through error
review-state-todo = to be judged
review-state-any = any
review-state-open = not judged
review-state-waiting = waits for a second
review-state-conflict = reviewers differ
review-state-contested = contested
review-state-confirmed = confirmed
review-state-rejected = rejected
review-state-unsure = not sure
review-progress = { $given } of { $needed }
review-likelihood = { $share } likely
review-mine = You: { $decision }
review-own-deal = your own deal
review-open-with = { $name } has it open
review-own-lead = What the program claims about you. Read it, listen to it, and contest what is wrong: another reviewer will look at it again.
review-own-none = Nothing is claimed about you.

## Case
review-claim = What is claimed
review-how-sure = The program held it to be { $share } likely.
review-how-sure-later = How sure the program was is shown once you have judged, so that it does not judge for you.
review-was-flagged = It put the deal on the list.
review-was-not-flagged = It did not put the deal on the list: the deal was drawn at random, to see how much is missed.
review-no-evidence = No evidence was found in the record.
review-listen = Listen
review-in-words = Show in the call
review-listen-call = Play the call
review-words = { $count ->
    [one] { $count } line
   *[other] { $count } lines
}
review-play-from = Play from { $clock }
review-doubtful = (doubtful words)
review-undated = Calls without a date
review-redacted = This run was masked: names are replaced, and recordings are withheld, since they would be heard there.
review-no-recording = The recording of this call is not there. Is the archive where it was when the run was made?
review-recording-unusable = The recording cannot be played: it is damaged, protected, or no sound.
review-unplayable = The recording cannot be played.

## Verdict
review-verdict = Verdict
review-a-reviewer = A reviewer
review-verdicts = Verdicts
review-you = You
review-question-revive = Is this deal worth reviving?
review-question-error_loss = Was this deal lost through our error?
review-decision-confirm = Yes
review-decision-reject = No
review-decision-unsure = Not sure
review-grade = Grade
review-grade-none = not given
review-grade-short = grade { $grade }
review-right-reason = Right reason
review-right-cause = Right cause
review-right-culprit = Whose error
review-right-toxic_kpi = Indicator behind it
review-as-claimed = as claimed: { $claim }
review-comment = Comment
review-save-next = Save, next
review-pass = Pass over
review-settle = Settle it
review-settle-lead = The reviewers differ. Your verdict decides.
review-only-signals = signals only
review-appeal = Appeal
review-appeal-comment = What is wrong with the claim?
review-appeal-file = Contest the claim
review-appeal-open = Not answered yet.
review-appeal-answer = Answer:

## Signals of a line
review-signals = Signals
review-signals-of = Judge the signals of the line at { $clock }
review-signals-lead = Confirm the right ones, too: from mistakes alone nobody can tell whether the program gets better.
review-signal-there = right
review-signal-not-there = wrong
review-signal-add = Add a missing one

## Player
review-player = Player
review-play = Play
review-pause = Pause
review-back = Back five seconds
review-forward = Forward five seconds
review-place = Place in the recording
review-speed = Speed
review-channel = Channel
review-channel-both = both sides
review-channel-left = left
review-channel-right = right

## Keyboard
review-keys = Keyboard
review-key-lines = next line, line before
review-key-play = play, pause
review-key-seek = five seconds back, forward
review-key-from-line = play from this line
review-key-speed = slower, faster
review-key-channel = other channel
review-key-decide = yes, no, not sure
review-key-signals = signals of the line
review-key-comment = to the comment
review-key-save = save, next deal
review-key-next = next deal, without saving
review-key-escape = leave a field or this window
review-key-help = this window

## Figures
review-figures-lead = What the verdicts say so far, on this company's own deals. The range in brackets holds the true value 19 times out of 20.
review-precision = Right among the flagged
review-precision-counts = { $confirmed } of { $decided } decided are right; { $unsure } not sure; { $flagged } flagged in all
review-recall = Found of all that there are
review-recall-counts = From a random share of the { $unflagged } that were not flagged: { $confirmed } of { $decided } decided ones should have been; { $sampled } drawn
review-agreement = Agreement of the reviewers
review-alpha = Decisions (Krippendorff's alpha)
review-alpha-grades = Grades (Krippendorff's alpha, ordinal)
review-agreement-lead = 1 is full agreement, 0 is what chance gives. Below 0.67 talk about the codebook before you rely on the verdicts. Only blind verdicts count.
review-pairs = Pairs of reviewers with most deals in common
review-pair = Pair
review-pair-cases = Deals
review-pair-same = Same
review-kappa = Cohen's kappa
review-reviewers = Reviewers
review-reviewer = Reviewer
review-states = States
review-cannot-tell = cannot tell yet
review-interval = { $value } ({ $low } to { $high })

## Data and learning
review-export = Verdicts out
review-export-lead = All verdicts as labelled data (verdicts.jsonl), for dealforensics learn and for your own use.
review-export-all = Download verdicts.jsonl
review-import = Verdicts in
review-import-lead = From a filled-in deals.xlsx, a CSV or a verdicts.jsonl. The row's reviewer is kept; each verdict counts as his.
review-import-file = File
review-import-do = Bring in
review-imported = { $taken } brought in, { $known } known already, { $problems } set aside.
review-learning = Teach the models
review-learning-lead = A new set of models learns from the verdicts, and figures before and after say whether it judges better. The models in use stay as they are.
review-learning-start = Learn
review-learning-runs = Learning. It takes some minutes; you may leave this page.
review-learning-said = What the learning says

## Accounts
review-role = Role
review-crm-user = Id in the CRM
review-crm-hint = For managers and heads: whose deals are their own. Others may have one as well; then they cannot judge their own deals.
review-company = Company
review-account-state = State
review-account-actions = Change
review-account-active = active
review-account-disabled = closed
review-account-sso = through the company's login only
review-account-must-change = has to choose a password
review-account-new-password = New password
review-account-disable = Close
review-account-enable = Open again
review-account-add = New account
review-account-add-do = Add
review-password-made = Password for { $name }, shown only now; it has to be changed at the first login:
review-reviewers-needed = Reviewers for each deal
review-reviewers-needed-lead = Two judge blind to each other; where they differ, a third decides.
review-reviewers-1 = one
review-reviewers-2 = two, independently

## Audit log
review-log-lead = Who did what. Nothing here can be changed or removed, neither from this page nor in the database without trace.
review-log-whole = The chain of entries is whole.
review-log-broken = The chain of entries is broken at entry { $entry }: somebody changed the database past the program.
review-log-when = When
review-log-who = Who
review-log-what = What
review-log-details = Details

## Commands
cli-review-purpose = Serve the review page: people listen to flagged deals, judge them, appeal, and teach the models.
cli-review-example = Example: dealforensics review client_results
cli-review-runs = Results folders of dealforensics run, one or several; none: those that the database holds already.
cli-review-database = Where accounts and verdicts are kept: a file, or the address of a PostgreSQL database. Default: review.db in the current folder, or DEALFORENSICS_REVIEW_DATABASE.
cli-review-host = Address to listen on; 0.0.0.0 for all of the network, then put a proxy with https before it.
cli-review-port = Port to listen on.
cli-review-reviewers = Reviewers for each deal, 1 or 2. Default: as set before, else 1.
cli-review-public-url = Address that people type, such as https://review.example.com; with https, cookies travel by https only.
cli-review-proxy = Address of a proxy whose forwarded headers are believed; may be given several times.
cli-review-user-header = Header in which such a proxy names who has signed in (single sign-on). Default: off.
cli-review-models = Folder to which each learning adds a new set of models. Default: review_models beside the database file, or in the current folder.
review-start = Opening the review …
review-database = Accounts and verdicts: { $database }
review-loaded = { $company }: run of { $day }
review-address = The page is at { $address }
review-first-owner = There is no account yet. Log in as { $name } with the password { $password }; it is shown only now and has to be changed.
review-how-to-account = More accounts: dealforensics account add NAME --role quality
review-stop = Ctrl-C ends it. What was saved stays.
review-port-taken = { $host }:{ $port } cannot be listened on: { $reason }. Name another with --port.
review-runs-missing = The database holds no run. Name a results folder: dealforensics review OUT
review-header-needs-proxy = --user-header is believed of no one without --proxy. Name the proxy's address with --proxy.
cli-account-purpose = Accounts of the review page.
cli-account-example = Example: dealforensics account add Anna --role quality
cli-account-add-purpose = Add an account. Its password is made and shown once.
cli-account-password-purpose = Give an account a new password.
cli-account-disable-purpose = Close an account; its verdicts stay.
cli-account-enable-purpose = Open a closed account again.
cli-account-list-purpose = List the accounts.
cli-account-name = Name to log in with, shown beside verdicts.
cli-account-role = What the account may do.
cli-account-crm-user = Id of this person in the CRM; needed for managers and heads.
cli-account-company = Company of that id, where the database holds several.
cli-account-no-password = No password: log in by single sign-on only.
cli-account-stdin = Read the password from standard input instead of making one.
account-added = { $name } is added as { $role }.
account-password-made = Password, shown only now: { $password }
account-password-set = The password of { $name } is changed.
account-disabled = { $name } is closed.
account-enabled = { $name } is open.
account-unknown = There is no account { $name }. dealforensics account list shows those there are.
account-none = There is no account.
