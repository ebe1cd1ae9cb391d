# A deal's page: its course in order.

section-pages = Deals day by day
pages-intro = Every flagged deal from start to end: calls, messages, tasks, stages and changes of owner. What the conclusions rest on is marked.
page-link = The course of the deal, day by day
page-course = Course of the deal
page-left-out = { $count ->
    [one] { $count } earlier record is not shown.
   *[other] { $count } earlier records are not shown.
}
timeline-created = Deal created
timeline-source = source: { $source }
timeline-won = Deal won
timeline-lost = Deal closed as lost
timeline-stated-reason = reason in the CRM: { $reason }
timeline-stage = Stage: { $stage }
timeline-owner = Owner: { $name }
timeline-call-out = Outgoing call
timeline-call-in = Incoming call
timeline-call-unknown = Call
timeline-call-about = Another conversation that speaks of this deal
timeline-not-answered = not answered
timeline-reached-nobody = nobody was on the line
timeline-no-words = words not known
timeline-link-unsure = belongs to this deal with a probability of { $share }
timeline-message-client = The client wrote ({ $channel })
timeline-message-ours = The client was written to ({ $channel })
timeline-note-client = Entry by the client
timeline-note-ours = Note in the CRM
timeline-task = Task set
timeline-task-due = due { $due }
timeline-task-done = Task closed
timeline-task-missed = The task was due and is not closed
timeline-gap = { $days ->
    [one] { $days } day without any record
   *[other] { $days } days without any record
}
