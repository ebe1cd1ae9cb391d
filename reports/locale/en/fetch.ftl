# dealforensics fetch: CRM systems read through their APIs.

cli-fetch-purpose = Fetch deals, calls and recordings from a CRM system through its API into an archive folder. Stopped at any moment, the same command goes on; later it fetches only what changed.
cli-fetch-example = Example: dealforensics fetch amocrm --account example.amocrm.ru --secrets amocrm.yaml --out client_archive
cli-fetch-system = amocrm (also Kommo) or bitrix24.
cli-fetch-out = Folder of the archive; it is made if it is not there. It takes one account only.
cli-fetch-account = Address of the account, for example example.amocrm.ru or example.kommo.com. For Bitrix24 the webhook says it.
cli-fetch-secrets = File with the keys, readable by its owner only. Without it they come from the environment.
cli-fetch-since = Only what changed since this day (2026-01-31). Default: everything the first time, then what changed since the last complete fetch.
cli-fetch-all = Fetch everything again, whatever is there.
cli-fetch-without-recordings = Leave the recordings out; the same command without this option gets them later.

fetch-begun = { $scope ->
    [everything] Everything in { $account } is fetched into { $folder }
    [changes] What changed in { $account } since { $since } is fetched into { $folder } (--all fetches everything again)
   *[since] What changed in { $account } since { $since } is fetched into { $folder }
}
fetch-resumed = An earlier fetch was interrupted; it goes on where it was.
fetch-interrupted = Stopped. What was fetched so far is kept; the same command goes on from there.
fetch-reading = { $step }: { $items }
fetch-reading-left = { $step }: { $items } · about { $minutes } min left
fetch-writing = Writing the tables
fetch-recordings = Recordings { $done } of { $total }
fetch-recordings-left = Recordings { $done } of { $total } · about { $minutes } min left
fetch-table = { $file }: { $added } new, { $changed } changed, { $unchanged } as before
fetch-gone = { $count ->
    [one] { $count } object is
   *[other] { $count } objects are
} no longer in the CRM. The archive keeps its rows; delete them by hand, or fetch into a new folder.
fetch-recordings-done = Recordings: { $fetched } fetched, { $present } were there already
fetch-recording-expired = { $count ->
    [one] { $count } recording
   *[other] { $count } recordings
} could not be had: the link has expired, or asks for a login. Get them from the telephony service (see { $file }).
fetch-recording-not-audio = { $count ->
    [one] { $count } link leads
   *[other] { $count } links lead
} to something that is no sound, mostly a login page. Get these recordings from the telephony service (see { $file }).
fetch-recording-too-large = { $count ->
    [one] { $count } recording is
   *[other] { $count } recordings are
} larger than 500 MB and left out (see { $file }).
fetch-recording-empty = { $count ->
    [one] { $count } recording is
   *[other] { $count } recordings are
} empty (see { $file }).
fetch-recording-no-answer = { $count ->
    [one] { $count } recording
   *[other] { $count } recordings
} could not be had because the server did not answer. Give the same command again later (see { $file }).
fetch-recording-bad-link = { $count ->
    [one] { $count } call has
   *[other] { $count } calls have
} no usable link to the recording (see { $file }).
fetch-done = The archive is ready: dealforensics check { $folder }

fetch-left-out-message = { $count ->
    [one] { $count } note or letter
   *[other] { $count } notes or letters
} of contacts and companies belong to no deal for certain (several deals open at once, or none) and are left out, for example { $example }.
fetch-left-out-chat-message = { $count ->
    [one] { $count } chat message belongs
   *[other] { $count } chat messages belong
} to no deal for certain and are left out, for example event { $example }.
fetch-left-out-task = { $count ->
    [one] { $count } task belongs
   *[other] { $count } tasks belong
} to no deal for certain and are left out, for example { $example }.

fetch-left-out-no-users = Users were not read: the account does not allow { $example }. People are numbers without names, and the token's user is no administrator: deals, calls and tasks that this user does not see are not in the archive, and how many there are cannot be told. Ask for a token made by an administrator and fetch again with --all.
fetch-left-out-no-contacts = Contacts were not read: the account does not allow { $example }. Without their numbers calls cannot find their deals. Add the right and fetch again with --all.
fetch-left-out-no-companies = Companies were not read: the account does not allow { $example }. Without their numbers some calls cannot find their deals. Add the right and fetch again with --all.
fetch-left-out-no-events = Events were not read: the account does not allow { $example }. Changes of stages and owners are not known, nor when tasks were finished. Add the right and fetch again with --all.
fetch-left-out-no-notes = Some notes were not read: the account does not allow { $example }. The calls, letters and messages noted there are missing. Add the right and fetch into a new folder: in this one, calls that are noted in two places would stand twice.
fetch-left-out-no-tasks = Tasks were not read: the account does not allow { $example }. Whether promises were kept cannot be seen. Add the right and fetch again with --all.

## Bitrix24
fetch-left-out-bitrix24-message = { $count ->
    [one] { $count } e-mail or text message is
   *[other] { $count } e-mails and text messages are
} bound to no deal or to several at once, and left out, such as activity { $example }.
fetch-left-out-bitrix24-task = { $count ->
    [one] { $count } activity is
   *[other] { $count } activities are
} bound to no deal or to several at once, and left out, such as { $example }.
fetch-left-out-bitrix24-chat = { $count ->
    [one] { $count } chat is
   *[other] { $count } chats are
} bound to no deal or to several at once, and left out, such as dialogue { $example }.
fetch-left-out-bitrix24-closed-chat = { $count ->
    [one] { $count } chat is
   *[other] { $count } chats are
} closed to the author of the webhook, and left out, such as dialogue { $example }.
fetch-left-out-bitrix24-robot-call = { $count ->
    [one] { $count } call was
   *[other] { $count } calls were
} made by a robot (information call), and left out, such as { $example }.
fetch-left-out-bitrix24-call-without-statistics = { $count ->
    [one] { $count } call is
   *[other] { $count } calls are
} known to the CRM only and missing from the telephony's statistics: whether anybody answered, and for how long, is not known. Mostly the author of the webhook lacks the right "Call statistics: view". For example { $example }.
fetch-left-out-bitrix24-second-contact = { $count ->
    [one] { $count } deal has
   *[other] { $count } deals have
} several contacts; the deal names the first, the others stand in contacts.csv only. For example deal { $example }.
fetch-left-out-bitrix24-reason = { $count ->
    [one] { $count } loss reason cannot be read
   *[other] { $count } loss reasons cannot be read
}: its value was deleted from the list. The name of the stage was taken, for example for { $example }.
fetch-left-out-bitrix24-undated = { $count ->
    [one] { $count } entry of the portal has
   *[other] { $count } entries of the portal have
} no date, or one that cannot be read, and were left out, such as { $example }.
fetch-left-out-bitrix24-no-administrator = The webhook was not made by an administrator: deals, calls and tasks that its author cannot see are not in the archive, and how many there are cannot be told. Ask for a webhook made by an administrator.
fetch-left-out-bitrix24-no-lead = Leads were not read: the portal does not allow { $example }. Requests that never became deals are not in the archive. Add the right and fetch again with --all.
fetch-left-out-bitrix24-no-contact = Contacts were not read: the portal does not allow { $example }. Without their numbers calls cannot find their deals. Add the right and fetch again with --all.
fetch-left-out-bitrix24-no-company = Companies were not read: the portal does not allow { $example }. Without their numbers some calls cannot find their deals. Add the right and fetch again with --all.
fetch-left-out-bitrix24-no-activity = Activities were not read: the portal does not allow { $example }. There are no e-mails, no tasks, and not the CRM's opinion of which deal a call belongs to. Add the right and fetch again with --all.
fetch-left-out-bitrix24-right-user = The webhook lacks the right user ({ $example }): people are numbers without names.
fetch-left-out-bitrix24-right-department = The webhook lacks the right department ({ $example }): departments and their heads are not known. Write the role head into people.csv yourself.
fetch-left-out-bitrix24-right-task = The webhook lacks the right task ({ $example }): there are no tasks of the tasks module, only the CRM's activities. Add the right and fetch again with --all.
fetch-left-out-bitrix24-right-telephony = The webhook lacks the right telephony ({ $example }): there are no call statistics, and of calls only what the CRM's activities say is known. Add the right and fetch again with --all.
fetch-left-out-bitrix24-right-imopenlines = The webhook lacks the right imopenlines ({ $example }): there are no chats of open channels (WhatsApp, Telegram, the site). Add the right and fetch again with --all.
fetch-left-out-bitrix24-right-disk = The webhook lacks the right disk ({ $example }): recordings that lie on the portal's Drive cannot be downloaded. Add the right and give the same command.

## Steps
fetch-step-account = Account
fetch-step-users = Users
fetch-step-pipelines = Pipelines
fetch-step-loss-reasons = Loss reasons
fetch-step-leads = Deals
fetch-step-contacts = Contacts
fetch-step-companies = Companies
fetch-step-missing-contacts = Contacts of changed deals
fetch-step-missing-companies = Companies of changed deals
fetch-step-events = Changes of stages and owners, chats
fetch-step-leads-notes = Notes and calls of deals
fetch-step-contacts-notes = Notes and calls of contacts
fetch-step-companies-notes = Notes and calls of companies
fetch-step-tasks = Tasks
fetch-step-older-events = Earlier history of older deals
fetch-step-older-leads-notes = Earlier notes of older deals
fetch-step-older-contacts-notes = Earlier notes of their contacts
fetch-step-older-companies-notes = Earlier notes of their companies
fetch-step-older-tasks = Earlier tasks of older deals
fetch-step-older-done = History complete
fetch-step-status = Stages and sources
fetch-step-profile = The webhook's user
fetch-step-user = People
fetch-step-department = Departments
fetch-step-category = Pipelines
fetch-step-currency = Currencies
fetch-step-field-1 = Fields of leads
fetch-step-field-2 = Fields of deals
fetch-step-deal = Deals
fetch-step-lead = Leads
fetch-step-contact = Contacts
fetch-step-company = Companies
fetch-step-activity = Activities
fetch-step-activity-of-older = Earlier activities of older deals
fetch-step-binding = What activities belong to
fetch-step-missing-deal = Deals of changed activities
fetch-step-missing-lead = Leads of changed activities
fetch-step-missing-contact = Contacts of changed deals
fetch-step-missing-company = Companies of changed deals
fetch-step-history-1 = Stage changes of leads
fetch-step-history-2 = Stage changes of deals
fetch-step-comment-1 = Comments on leads
fetch-step-comment-2 = Comments on deals
fetch-step-task = Tasks
fetch-step-call = Calls
fetch-step-call-of-older = Earlier calls of older deals
fetch-step-dialogue = Chats

## Why a fetch ends
fetch-fault-unreachable = { $host } cannot be reached ({ $reason }). Check the address and the network, and give the same command again: what was fetched is kept.
fetch-fault-timed-out = { $host } did not answer within { $seconds } s, several times. Give the same command again later: what was fetched is kept.
fetch-fault-server-fault = { $host } answers with a fault of its own ({ $status }), several times. Give the same command again later: what was fetched is kept.
fetch-fault-broken-answer = { $host } sent an answer to { $what } that cannot be read, several times. Give the same command again later; if that does not help, send this sentence to whoever maintains the program.
fetch-fault-too-many-requests = { $host } asks for a longer pause ({ $seconds } s) than is waited for: the account's limit of requests is used up, perhaps by other integrations. Give the same command again later: what was fetched is kept.
fetch-fault-refused = { $host } refuses { $what } ({ $status }): { $reason }
fetch-fault-blocked = { $host } has closed the REST API of this portal because of overload, and it will not open by itself. The client has to write to Bitrix24's support.
fetch-fault-bad-proxy = The proxy that the environment names (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY) cannot be used: only addresses with http:// or https:// can. Correct the variable, or take it away.
fetch-fault-bad-webhook = This is not the address of an incoming webhook. The whole address is needed, such as https://portal.bitrix24.com/rest/1/code/, in the variable DEALFORENSICS_BITRIX24_WEBHOOK or as a line "webhook: address" in the file of secrets.
fetch-fault-bad-secret = The token for { $host } holds signs that no token has (a line break, a control sign): it was copied wrongly. Copy it again.
fetch-fault-other-portal = The webhook leads to the portal { $portal }, but --account says { $asked }. Leave --account out, or take a webhook of that portal.
fetch-fault-unauthorised = { $host } does not accept the token: it has expired, was revoked, or belongs to another account. Make a new one.
fetch-fault-not-paid = { $host } answers that the account is not paid for, and gives no data. The client has to pay for it first.
fetch-fault-forbidden = { $host } does not allow { $what }: the token's user lacks the right, this computer's address is not on the account's list, or the account was locked for too many requests. Ask for a token made by an administrator.
fetch-fault-not-found = { $host } does not know { $what }. Check the address of the account.
fetch-fault-token-refused = { $host } does not accept the refresh token: it works once and lives three months, so it was used elsewhere or is too old ({ $reason }). Authorise the integration again and put the new refresh_token into the file.
fetch-fault-bad-address = “{ $address }” is no address of an account. Use --account with something like example.amocrm.ru or example.kommo.com.
fetch-fault-since-ahead = --since names a day that has not come: by the clock of { $host } it is { $now }. Correct it.
fetch-fault-secret-missing = There is no key for { $system }. Needed: { $names }. How to get it: docs/how-to/fetch.md
fetch-fault-secret-file-missing = There is no file { $file } with the keys.
fetch-fault-secret-file-open = Others than its owner can read { $file } (rights { $mode }), and it holds keys to the client's CRM. Close it: chmod 600 { $file }
fetch-fault-secret-file-broken = { $file } with the keys cannot be read ({ $reason }). It needs lines of the form key: value.
fetch-fault-secret-file-unwritable = { $file } cannot be written to ({ $reason }). Keys that work once are replaced in it at every renewal, so it has to be writable.
fetch-fault-other-account = { $folder } holds the account { $known }; { $asked } needs a folder of its own.
fetch-fault-already-running = Another fetch into { $folder } is running. Wait for it, or stop it.
fetch-fault-store-broken = { $file } is damaged ({ $reason }). Delete it and give the same command again: everything is fetched anew, and recordings that are there stay.
fetch-fault-disk = Nothing more can be written to { $folder } ({ $reason }). Make room or name a folder that can be written to, and give the same command again: what was fetched is kept.
fetch-bad-since = “{ $value }” is no day. Use the form 2026-01-31.
