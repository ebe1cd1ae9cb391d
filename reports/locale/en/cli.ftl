# The dealforensics command: help pages, what a run says while it works, errors.

## Help pages
cli-usage = Usage:
cli-arguments = Arguments
cli-options = Options
cli-commands = Commands
cli-required = [required]
cli-default = [default: { $value }]
cli-help-option = Show this page and end.
cli-purpose = Reads a sales archive (calls and a CRM export) and lists the deals worth reviving and the deals lost through an error.
cli-epilog = Start with: dealforensics run MY_ARCHIVE --out RESULTS
cli-version = Show the version and end.
cli-lang = Language of this command's texts; without it DEALFORENSICS_LANG decides, else the system's language, else that of the archive to be run.
cli-debug = On an unexpected fault show where in the program it happened.

cli-run-purpose = Analyse an archive and write both lists, the KPI audit and the report. A run that was stopped goes on where it was when started again by the same command.
cli-run-example = Example: dealforensics run demo/archive --out demo/out
cli-run-archive = Folder of the archive (calls.csv, deals.csv and so on).
cli-run-out = Folder for the results; it is made if it is not there.
cli-run-work = Folder where finished transcripts are kept for later runs. Default: .dealforensics inside the archive, or inside the results folder if the archive cannot be written to.
cli-run-model = Whisper model for the recordings: a name such as large-v3-turbo, or a folder. Default: the best one found on this computer.
cli-run-device = Where the recordings are transcribed: cpu, cuda, or auto for a graphics card if there is one.
cli-run-language = Language spoken in the recordings: ru, en, auto (found out for each recording), or ru,en (found out for each, but only one of these). Default: as archive.yaml says.
cli-run-models = Folder of signal classifiers. Default: those that come with the program.
cli-run-compute-type = How the model calculates: default (int8 on a processor, float16 on a graphics card), int8, int8_float32, int8_float16, int8_bfloat16, int16, float16, bfloat16 or float32.
cli-run-workers = How many recordings are in work at the same time; 0: as many as are useful here.
cli-run-speakers = How many people speak in a recording of one channel: a number, or a range such as 1-4. Two channels are the two sides of a call whatever this says.
cli-run-audio-budget = Hear at most so much of the recordings, such as 50h, 90m or 50 (hours). The calls that say most about deals worth listing are heard first; it ends earlier when the lists would hardly change any more. Default: everything is heard.
cli-run-redact = Mask personal data in the results, such as [name 3]: names, phones, e-mails, numbers of cards and passports, INN, SNILS, companies. For whatever leaves the company. The work folder stays as it is. Default: as leaves_company in archive.yaml says.
cli-run-diarization = Who tells the speakers of one-channel recordings apart: a pyannote pipeline by its name on the model hub, or its folder. Default: the networks that come with the product.

cli-doctor-purpose = Check which models, audio formats, graphics card and database this computer can use, and say how to get what is missing.
cli-doctor-example = Example: dealforensics doctor --lang en
cli-train-purpose = Train the signal classifiers again from the labelled utterances that come with the program.
cli-train-example = Example: dealforensics train --out my_models
cli-train-out = Folder for the classifiers. Default: where the program keeps its own.
cli-train-start = { $archives ->
    [one] Training material: { $archives } labelled archive
   *[other] Training material: { $archives } labelled archives
}. First every utterance is read, then the sets of models are trained; all will be written to { $folder }
cli-train-done = The classifiers are in { $folder }.

## Errors of the command line
cli-unknown-command = There is no command “{ $name }”. Commands: { $known }.
cli-missing-parameter = { $name } is missing. All about it: { $command } --help
cli-no-such-option = There is no option { $name }. All options: { $command } --help
cli-bad-option-usage = Option { $name } was given without its value, or with one it does not take. All options: { $command } --help
cli-bad-value = { $name } cannot have this value. What it can have: { $command } --help
cli-usage-error = This command line cannot be understood: { $detail }. All options: { $command } --help
cli-interrupted = Stopped. What was transcribed so far is kept; the same command goes on from there.
cli-stopped = Stopped; nothing was written.
cli-fault = The program failed unexpectedly: { $detail }. Run the command again with --debug in front (dealforensics --debug run ...) and send what it prints to whoever maintains the program.
cli-folder-not-writable = Nothing can be written to { $folder }: { $reason }. Choose another folder with --out or --work.
cli-out-is-archive = The results cannot go into the archive folder itself: choose another folder with --out, for example { $example }.
cli-model-name-unknown = There is no Whisper model “{ $name }”. Known: { $tried }. A folder with a model can be named too.
cli-model-folder-missing = There is no folder { $name } with a Whisper model.
cli-model-folder-incomplete = The folder { $name } holds no complete Whisper model in CTranslate2's format: { $tried }.
cli-model-unavailable = The Whisper model “{ $name }” is not on this computer and could not be fetched ({ $tried }). “dealforensics doctor” says which models can be used.
cli-no-cuda = No graphics card that CUDA can use was found. Leave out --device cuda, or see “dealforensics doctor”.
cli-language-not-supported = This Whisper model does not know the language “{ $language }”. Choose another with --model.
cli-flow-server = Prefect's server, which keeps track of the run, did not start. The reason is in { $log }.
cli-flow-server-unreachable = The Prefect server that PREFECT_API_URL names ({ $url }) does not answer. Start it, or remove that variable to do without.
cli-archive-lost = The archive folder { $folder } is no longer there (a network drive or a disk was disconnected?). Connect it and give the same command again: what was transcribed so far is kept.

## A run
run-start = dealforensics { $version }: { $archive } → { $out }
run-work = Finished transcripts are kept in { $folder }
run-found = { $deals ->
    [one] { $deals } deal
   *[other] { $deals } deals
}, { $calls ->
    [one] { $calls } call
   *[other] { $calls } calls
}: { $transcripts ->
    [one] { $transcripts } ready transcript
   *[other] { $transcripts } ready transcripts
}, { $recordings ->
    [one] { $recordings } recording
   *[other] { $recordings } recordings
}
run-problems = { $count ->
    [one] { $count } thing in the archive was set aside or assumed; run.json lists it.
   *[other] { $count } things in the archive were set aside or assumed; run.json lists them.
}
run-model = Recordings are transcribed with Whisper { $name } ({ $origin ->
    [named] as you named it
    [folder] from a folder
    [hub] from the model hub
    [package] from an installed package
   *[other] { $origin }
}), digest { $digest }
run-no-model = ATTENTION: no Whisper model was found, so { $count ->
    [one] { $count } recording was
   *[other] { $count } recordings were
} not transcribed{ $budgeted ->
    [yes] , and the audio budget changes nothing
   *[no] {""}
}. The lists rest on the CRM and the ready transcripts only. “dealforensics doctor” says how to get a model.
run-transcribed = Calls: { $read } read from ready transcripts, { $recognised } transcribed now, { $reused } transcribed earlier, { $failed } set aside
run-no-words = ATTENTION: this archive has no words of any call. The lists rest on the CRM only.
run-storage-failed = { $file } cannot be read just now ({ $reason }); trying again in a moment.
run-audio-budget = Of { $audio } h of recordings at most { $budget } h are heard, those that say most first.
run-sure-of = Found by now, estimated: { $revive }% of the final list of deals to revive, { $error }% of the final list of errors.
run-done = Done in { $minutes ->
    [0] { $seconds } s
   *[other] { $minutes } min { $seconds } s
}.

stage-prepare = Getting ready (a few seconds)
stage-read = Reading and checking the archive
stage-model = Getting the models
stage-languages = Hearing in which languages the calls are (a sample of the recordings)
stage-analyse = Linking calls to deals, hearing signals, ranking
stage-judge = Judging the deals by what was heard so far
stage-audit = Checking the KPI scheme
stage-store = Storing in the database
stage-write = Writing lists, report and workbook
stage-train = Training the signal classifiers (about an hour on two cores)
stage-seconds = { $seconds } s

progress-calls = Calls { $done } of { $total }
progress-audio-hours = { $done } of { $total } h of recordings
progress-audio-minutes = { $done } of { $total } min of recordings
progress-audio-done = { $done } min of recordings
progress-train-texts = Utterances read: { $done } of { $total }
progress-train-scorers = First stages of the classifiers: { $done } of { $total }
progress-train-sets = Sets of models: { $done } of { $total }
progress-speed = { NUMBER($times, minimumFractionDigits: 1) } times as fast as spoken
progress-left = { $hours ->
    [0] { $minutes ->
        [0] less than a minute left
       *[other] { $minutes } min left
    }
   *[other] { $hours } h { $minutes } min left
}
cli-models-not-usable = The trained models in { $folder } cannot be used: { $reason }. Make them anew with dealforensics train --out FOLDER and name it with --models.
