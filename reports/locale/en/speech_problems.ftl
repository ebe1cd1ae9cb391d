# Recordings and transcripts that a run could not use. $detail: what was seen, as the decoder or parser words it.
problem-recording-empty = The recording is empty ({ $detail }). Export it again from the phone system.
problem-recording-unreadable = The recording cannot be read: it is damaged, of an unknown format, or access is denied ({ $detail }). Export it again or convert it to WAV or MP3.
problem-recording-no-audio = The file has no sound track ({ $detail }). Put the recording of the call in its place.
problem-recording-truncated = The recording is cut off: there is less sound than its header says ({ $detail }). Copy it again; the end of a call is where the next step is agreed.
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
problem-no-words = No words of any call were available: the lists rest on the CRM only.
