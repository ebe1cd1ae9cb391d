# Recordings and transcripts that a run could not use. $detail: what was seen, as the decoder or parser words it.
problem-recording-empty = The recording is empty ({ $detail }). Export it again from the phone system.
problem-recording-unreadable = The recording cannot be read: it is damaged, of an unknown format, or access is denied ({ $detail }). Export it again or convert it to WAV or MP3.
problem-recording-no-audio = The file has no sound track ({ $detail }). Put the recording of the call in its place.
problem-recording-truncated = The recording is cut off: there is less sound than its header says ({ $detail }). Copy it again; the end of a call is where the next step is agreed.
problem-recording-encrypted = The recording is protected against copying and cannot be played without its key ({ $detail }). Export it from the phone system without protection.
problem-recording-too-long = The recording is longer than calls are ({ $detail }): more than 8 hours of sound in all channels together. Check whether it is the right file; cut a real conversation into parts.
problem-transcript-missing = The transcript is no longer there ({ $detail }).
problem-transcript-empty = The transcript is empty ({ $detail }).
problem-transcript-unreadable = The transcript cannot be read ({ $detail }). Save it as UTF-8.
problem-transcript-unknown-format = A transcript has to be .json, .vtt or .srt ({ $detail }).
problem-transcript-bad-json = The transcript is not valid JSON ({ $detail }).
problem-transcript-bad-field = A field of the transcript is missing or of the wrong kind ({ $detail }).
problem-transcript-bad-time = A time in the transcript is impossible ({ $detail }).
problem-transcript-bad-role = A role in the transcript is none of manager, head, client ({ $detail }).
problem-transcript-other-call = The transcript names another call than its file name does ({ $detail }).
problem-transcript-bad-cue = The subtitles break the rules of VTT or SRT ({ $detail }).
problem-no-speech-model = No Whisper model was found on this computer, so recordings were not transcribed: { $count }. “dealforensics doctor” says how to get one.
problem-audio-budget = Heard: { $heard } h of { $audio } h of recordings. { $stop ->
    [sure] The lists would hardly change any more, so the rest was left.
   *[other] The budget of audio is spent.
} Calls not heard: { $calls }. Deals too little of which was heard to flag them: { $hardly } of { $deals } ranked. Estimated share of the final lists that is found: { $revive }% of the deals to revive, { $error }% of the errors. The same command with a larger --audio-budget goes on from here.
problem-no-words = No words of any call were available: the lists rest on the CRM only.
problem-diarization-failed = The speakers of this one-channel recording could not be told apart ({ $detail }); its words are there, without who said them.
problem-diarization-not-loaded = The speakers of this one-channel recording could not be told apart ({ $detail }); its words are there, without who said them.
problem-no-speakers = One-channel recordings in which nobody told the speakers apart: { $count }. Who said what is judged by the words alone. { $detail } “dealforensics doctor” says how to get what tells voices apart.
