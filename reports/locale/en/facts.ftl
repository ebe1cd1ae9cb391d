# What the record shows and what is missing in it: fact-<code>. Code and variables come from classify (Evidence.fact
# and details).

fact-no-contact-between = No contact with the client from { $start } to { $end }: no talks, letters or messages.
fact-no-contact-since = No contact with the client since { $start }: no talks, letters or messages.
fact-first-contact-late = The client was first contacted { NUMBER($hours, maximumFractionDigits: 0) } h after the enquiry.
fact-attempts-few = { $count ->
    [0] There was no attempt to reach the client.
    [one] There was { $count } attempt to reach the client.
   *[other] There were { $count } attempts to reach the client.
}
fact-promise-open = What was promised for { $due } was not done: nothing reached the client after the promise.
fact-no-call-for-task = The task "{ $task }" has a result, but the phone log holds no such call.
fact-owner-left = The deal's owner { $name } has left: last day { $date }.
fact-no-next-step = No next step was agreed in the last conversation.
fact-client-waits = The client has been waiting since { $start }: nothing of ours reached them after their message or call.
