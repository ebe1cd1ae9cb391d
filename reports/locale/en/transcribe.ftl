# dealforensics transcribe: its help, what it says, and the words in its files. What is kept and what is new is said by `run` too.

cli-transcribe-purpose = Transcribe the recordings of an archive, or of any folder of recordings, into one file for each call. A transcription that was stopped goes on where it was when started again by the same command; run uses its results.
cli-transcribe-example = Example: dealforensics transcribe demo/archive --out demo/words --format json --format vtt
cli-transcribe-archive = Folder of the archive, or a folder that holds nothing but recordings, in folders or not.
cli-transcribe-out = Folder for the transcripts; it is made if it is not there. Default: beside the archive, its name with _transcripts.
cli-transcribe-redact = Mask personal data in the transcripts, such as [name 3]; for whatever leaves the company. Give them a folder of their own. Default: as leaves_company in archive.yaml says.
cli-transcribe-format = Kind of file to write for each call: json (read again from an archive's transcripts folder), txt (for reading), vtt or srt (subtitles), rttm (who spoke when, without words). Give it several times for several.

cli-model-none = No Whisper model was found on this computer ({ $tried }). “dealforensics doctor” says how to get one.
cli-compute-type = This computer cannot calculate with { $name } ({ $device }). It can do: { $known }. Choose one with --compute-type.
cli-diarization = The speakers of one-channel recordings cannot be told apart as asked for ({ $reason }: { $detail }). Correct --diarization, or leave it out to use what comes with the product.
cli-no-recordings = There are neither recordings nor transcripts in { $folder }. If they are in a folder inside it or beside it, name that one.

transcribe-found = { $transcripts ->
    [one] { $transcripts } ready transcript
   *[other] { $transcripts } ready transcripts
}, { $recordings ->
    [one] { $recordings } recording
   *[other] { $recordings } recordings
}
transcribe-bare-folder = This folder is no archive (nothing of archive.yaml, calls.csv, recordings/, transcripts/): each recording is taken for a call, named by its path. When it was, who called and whom is not known, and nothing is guessed.
transcribe-done = Transcripts are in { $folder }: { $written ->
    [one] { $written } file written
   *[other] { $written } files written
}{ $unchanged ->
    [0] .
    [one] , { $unchanged } was right already.
   *[other] , { $unchanged } were right already.
}

stage-compare = Comparing the recordings with what was transcribed before
run-languages = Languages of the calls: { $languages } (heard from a sample; name them with --language or in archive.yaml to be sure)

ahead = Recordings: { $parts }.
ahead-first = { $count ->
    [one] { $count } recording{ $audio } is to be transcribed; it was not transcribed before.
   *[other] { $count } recordings{ $audio } are to be transcribed; none of them was transcribed before.
}
ahead-kept = { $count } transcribed already{ $audio }
ahead-new = { $count } new{ $audio }
ahead-changed = { $count } to be transcribed again{ $audio }, because this has changed since: { $changes }
ahead-audio-hours = ({ $audio } h)
ahead-audio-minutes = ({ $audio } min)

# What a transcript depends on
setting-compute-type = compute type
setting-decoder = version of the audio decoder
setting-device = processor or graphics card
setting-diarization = diarization
setting-language = language
setting-model = model
setting-names = names of the archive
setting-recogniser = version of the speech recognition
setting-speakers = number of speakers

# In text files and subtitles
side-channel = channel { $number }
side-unknown = voice
suspect-loop = goes round in circles
suspect-improbable = improbable words
suspect-no-speech = perhaps nobody speaks
suspect-speech-rate = too fast or too slow to be speech
call-outcome-conversation = conversation
call-outcome-voicemail = voicemail
call-outcome-no-answer = no answer
call-outcome-ivr = menu or hold music
call-outcome-silence = silence
call-outcome-unreadable = unreadable
