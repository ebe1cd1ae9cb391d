# The command `dealforensics signals explain`: a call with its signals and what carried them.

## Help pages
cli-signals-purpose = Signals in calls: what they are found by.
cli-signals-example = Example: dealforensics signals explain D1-D001-C1 --archive demo/archive
cli-explain-purpose = Show a call with its signals, their probabilities, and the words that carried each.
cli-explain-example = Example: dealforensics signals explain D1-D001-C1 --archive demo/archive
cli-explain-call = Transcript of the call (.json, .vtt or .srt), or with --archive the call's id as the report prints it.
cli-explain-archive = Folder of the archive that the call belongs to. Default: the one in whose transcripts the file lies, if any.
cli-explain-work = Folder where a run kept its transcripts. Default: .dealforensics inside the archive.
cli-explain-all = Show also signals that do not reach their threshold, from a probability of 5%.
cli-explain-json = Write the same, with every share, to this JSON file.

## What is shown
signals-start = Looking for the words that carry the signals of { $call } (some seconds)
stage-explain = Finding who speaks, and leaving out word after word
signals-no-archive = No archive was named: who speaks is told from this call alone. With --archive it is told as a run does.
signals-not-in-log = The archive { $archive } does not list this call: who speaks is told from its words and channels.
signals-call = Call { $call }: { $lines ->
    [one] { $lines } line
   *[other] { $lines } lines
}, { $heard } with signals
signals-nothing-said = No words are in this transcript, so there are no signals.
signals-brackets = Words in [square brackets] carried a signal. Per cent after words or lines: their share of what carried it.
signals-colour = Words in colour carried a signal. Per cent after words or lines: their share of what carried it.
signals-faint = Signals below their threshold are shown from { $floor }; a run does not count them.
signals-roles-uncertain = Who speaks is not certain in { $count } of { $lines } lines: the chances are shown, and each signal is weighed by them.
signals-chance = { $role } { $chance }
signals-probability = { $probability } (threshold { $threshold })
signals-words = “{ $words }” { $share }
signals-carried-by = words: { $words }
signals-whole-line = the words of this line: { $share }
signals-no-single-word = this line as a whole, no word of it alone: { $share }
signals-line-before = said after “{ $words }” ({ $at }): { $share }
signals-line-after = answered by “{ $words }” ({ $at }): { $share }
signals-by-place = owed to no words: only who speaks, and where in the call
signals-written = The same is in { $path }

## Errors
signals-no-such-file = There is no file { $call }. Give the path of a transcript, or the call's id together with --archive.
signals-no-such-call = There is no call { $call } in the archive { $place }. The report and calls.csv show the ids of its calls.
signals-no-recording = Nothing is known of what was said in call { $call }: it has neither a recording nor a transcript.
signals-not-transcribed = Call { $call } has not been transcribed yet. First: dealforensics transcribe { $place } (if a run kept its transcripts elsewhere, name that folder with --work).
signals-file-failed = { $path } cannot be read or written: { $reason }.
