# Snippets of recordings beside the quotes.
snippets-title = Recordings beside the quotes
snippets-place = call { $call }, from { $clock }, { $seconds } s
snippets-label = Piece of the recording: { $place }
snippets-listen = Listen
snippets-kept = { $count ->
    [one] { $count } quote can be listened to.
   *[other] { $count } quotes can be listened to.
}
snippets-left-out = { $count ->
    [one] For { $count } quote there was no room: the report has to stay below 8 MB. Its call and time are stated.
   *[other] For { $count } quotes there was no room: the report has to stay below 8 MB. Their calls and times are stated.
}
snippets-unheard = { $count ->
    [one] { $count } quote cannot be listened to: the recording was not found or cannot be read there.
   *[other] { $count } quotes cannot be listened to: the recordings were not found or cannot be read there.
}
snippets-withheld = { $count ->
    [one] { $count } quote cannot be listened to here: personal data is said in it.
   *[other] { $count } quotes cannot be listened to here: personal data is said in them.
}
snippets-not-there = The report is without recordings beside the quotes: { $file } is missing, or another run's. Copy it from where the whole run lies, or run again.
