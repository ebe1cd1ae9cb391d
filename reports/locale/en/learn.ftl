# dealforensics learn: verdicts, what was set aside of them, and what was learned.

## Help
cli-learn-purpose = Teach the models by people's verdicts on finished runs, and show on verdicts held out whether they judge better. The new set goes into a folder of its own; the models in use stay as they are.
cli-learn-example = Example: dealforensics learn client_results --models-out client_models
cli-learn-runs = Results folders of the runs that were judged, one or several.
cli-learn-verdicts = File with the verdicts on the run: .jsonl, .csv or a filled-in workbook; may be given several times, with one run only. Default: verdicts.jsonl, verdicts.csv and deals.xlsx in the folder of each run.
cli-learn-review = Take the verdicts from the review page's database (file or PostgreSQL address) and not from files.
cli-learn-models-out = Folder for the new set of models. It must not exist yet, or be empty.

## While it works
learn-start = Learning from verdicts on: { $runs }
learn-read = { $file }: { $count ->
    [one] { $count } verdict
   *[other] { $count } verdicts
}
learn-read-review = { $folder }: { $count ->
    [one] { $count } verdict
   *[other] { $count } verdicts
 } on the review page
learn-progress = Judging verdicts held out: round { $number } of { $total }
learn-fitting = Fitting the models that will be kept
learn-set-aside = { $count ->
    [one] { $count } verdict was set aside:
   *[other] { $count } verdicts were set aside:
}

## What was learned
learn-counts = Learned from { $verdicts } verdicts ({ $reviewers ->
    [one] { $reviewers } reviewer
   *[other] { $reviewers } reviewers
}, { $runs ->
    [one] { $runs } run
   *[other] { $runs } runs
}): { $deals } deals decided ({ $revive } to revive, { $error_loss } lost through error), { $unsure } left out as not sure or disputed; { $codes } signals judged in { $lines } lines.
learn-part = { $part }: { $count } verdicts held out in turn, { $right } of them say yes
learn-part-revive = To revive
learn-part-error_loss = Lost through error
learn-part-signals = Signals
learn-figure = Figure
learn-before = Before
learn-after = After
learn-change = Change (95%)
learn-figure-flagged = Flagged
learn-figure-precision = Right among flagged
learn-figure-f1 = F1 (finds all, flags nothing else)
learn-figure-order = A right one stands above a wrong one
learn-figure-brier = Brier score (0 is best)
learn-outcome-better = Better: closer to the verdicts than chance explains, the order is no worse, and no right one is lost from the list.
learn-outcome-same = No difference that chance would not explain, or nothing in the record that tells right from wrong.
learn-outcome-worse = Worse than before.
learn-outcome-too_few = Too few to tell: it takes at least 10, of which 3 say yes and 3 say no.
learn-outcome-only_mistakes = Cannot be told: nearly everything judged was a mistake. Confirm the right ones, too.
learn-recommended = The new set judges these verdicts better than the old one: use it.
learn-not-recommended = The new set is not shown to judge better than the old one: keep using the old one and collect more verdicts.
learn-written = The new set is in { $folder }. To use it: dealforensics run ARCHIVE --out RESULTS --models { $folder }

## What makes learning impossible
learn-out-own = { $folder } is where the program keeps its own models, and they are never overwritten. Name another folder with --models-out.
learn-out-not-empty = { $folder } already exists and is not empty. Name a new folder with --models-out.
learn-run-lacks-file = { $folder } cannot be learned from: there is no { $file } in it. Name the results folder of a finished run; where it was made by an older version, run the archive again.
learn-run-not-usable = { $folder } cannot be learned from: { $reason }. Name the results folder of a finished run of this version; where it is older, run the archive again.
learn-file-failed = { $path } cannot be read or written: { $reason }.
learn-verdicts-of-one-run = --verdicts belongs to one run, and { $count } were named. Put each run's verdicts into its folder, as verdicts.jsonl, verdicts.csv or deals.xlsx.
learn-run-not-in-review = The review database does not hold the run in { $folder } as it is now. If it was run again since it was judged, judge it anew (dealforensics review { $folder } --database ...), or leave --review out to learn from the files in its folder.
learn-no-review-database = There is no review database { $file }. Name with --review the file that the review page uses, or the address of its PostgreSQL database.
learn-verdicts-or-review = --verdicts and --review say two things about where the verdicts are. Name one of them.
learn-different-sets = These runs were judged by different sets of models ({ $runs }). Learn from them one by one, or run them again with the same --models.
learn-models-changed = The models that made the run { $run } have changed since. Run its archive again, and check that the verdicts still fit.
learn-features-changed = The run { $run } was made by a version that looked at deals differently. Run its archive again, and check that the verdicts still fit.
learn-no-verdicts = There is nothing to learn from: no decided verdict fits the runs ({ $unsure } not sure or disputed). Fill in the columns for the verdict in deals.xlsx, or name a file with --verdicts.

## Verdicts that cannot be used
problem-verdict-not-json = This line is not a JSON object: { $detail }. Write one verdict a line, as docs/file-formats.md shows.
problem-verdict-not-object = This line is no JSON object. Write one verdict a line, as docs/file-formats.md shows.
problem-verdict-unknown-field = The field is not known. Known: { $known }.
problem-verdict-field-missing = It is empty and is needed: without it nobody knows what was judged.
problem-verdict-bad-value = “{ $value }” cannot be read here. Possible: { $known }.
problem-verdict-contradicts = Grade { $value } does not go with the verdict ({ $verdict }): 2 and 3 confirm, 0 and 1 reject. Put one of them right.
problem-verdict-other-list = This belongs to the list { $list } only. Empty it, or put the verdict on that list.
problem-verdict-signal-twice = The signal { $value } is named twice for one line. Leave it once: added, removed or confirmed.
problem-verdict-unknown-deal = The run { $run } has no deal { $value }. Was the archive changed, or is it another run's verdict?
problem-verdict-deal-not-ranked = The deal { $value } does not stand in this list of the run { $run }. Was the archive changed, or is it another run's verdict?
problem-verdict-other-title = The deal { $deal } is called “{ $found }” in the run, and “{ $value }” here. Was the archive changed, or is it another run's verdict?
problem-verdict-unknown-call = The run has no words of a call { $value }. Was the archive changed, or is it another run's verdict?
problem-verdict-unknown-line = The call { $call } has no line { $value } in the run. Was it transcribed again?
problem-verdict-other-words = Line { $index } of the call { $call } reads “{ $found }” in the run, and “{ $value }” here. Was it transcribed again?
problem-verdict-file-unreadable = The workbook cannot be opened: { $reason }. Save it again as .xlsx.
problem-verdict-no-sheet = The workbook has none of the sheets with verdicts ({ $wanted }); it has: { $sheets }. Give the sheet its old name back.
problem-verdict-no-column = There is no column for the verdict. Found: { $found }.
