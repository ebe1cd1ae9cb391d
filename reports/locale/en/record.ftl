# What is missing in the record of a deal, and how much lay on whoever had it.

missing-title = What is missing
missing-no-phone-log = the archive has no phone log
missing-no-client-number = there is no number to find the client's calls by
missing-no-calls = the log holds no call of this deal
missing-talks-without-words = { $count ->
    [one] { $count } talk has neither recording nor transcript
   *[other] { $count } talks have neither recording nor transcript
}
missing-unsure-calls = { $count ->
    [one] { $count } call is joined to the deal without certainty
   *[other] { $count } calls are joined to the deal without certainty
}
missing-no-messages = the archive has no letters or messages
missing-no-tasks = the archive has no tasks
missing-no-owner = nobody is named as responsible

load-title = Workload then
load-unknown = not known: the deal names nobody as responsible
load-open = { $name }: open deals on { $day }: { $open }{ $others ->
    [none] {""}
   *[other] {" "}(median of colleagues { $others })
}
load-new = new in that week: { $new }{ $others ->
    [none] {""}
   *[other] {" "}(colleagues { $others })
}
load-line = { $open }; { $new }.
load-by-present-owner = Deals are counted by the owners of now: the archive has no history of owners.
absence-title = Was there
absence-days = No: from { $first } to { $last } no call, message or completed task, while others had some; working days: { $days }.
absence-left = Has left: last day { $day }.
absence-none = No gap in the work stands out in the deal's time.
absence-unknown = Cannot be told: this person leaves few traces in the archive.

usual-open = Open deals, usually
usual-leads = New deals a week
usual-note = Counts of promises, entries and losses depend on the workload: compare people only together with it. It is counted from the deals of this archive.
