# Folders of recordings: `dealforensics import --recordings`.

cli-import-recordings = folder of recordings whose names tell date and number; the files come into the archive by a link, or by a copy where none is possible
cli-import-pattern = how the names of the recordings are read, such as {"{date:%Y%m%d}-{time:%H%M%S}_{phone}_{ext}"}; may be given several times. Without it the command proposes some

recordings-nothing-asked = Name files of an export, or a folder of recordings (--recordings).
recordings-pattern-alone = --pattern reads the names of recordings: name their folder too (--recordings).
recordings-not-a-folder = There is no folder of recordings { $folder }. Check the path.
recordings-unreadable = { $path } could not be read or written ({ $reason }).
recordings-none = The folder { $folder } has no recordings: not one sound file.
recordings-bad-pattern = The pattern cannot be used.
recordings-found = Recordings in the folder: { $count }.
recordings-fitting = { $matched } of { $count } fit the pattern.
recordings-unread-names = These do not and will not be taken, for example: { $names }
recordings-read-as = { $name } — { $day }{ $time ->
    [none] , no time
   *[other] , { $time }
}{ $client ->
    [none] , no number
   *[other] , client { $client }
}{ $direction ->
    [in] , incoming
    [out] , outgoing
   *[none] {""}
}{ $person ->
    [none] {""}
   *[other] , by { $person }
}
recordings-choose = How the names are read is not for the command to decide: a date is never guessed. See what would be read, and repeat the command with the --pattern that is right.
recordings-proposal = --pattern "{ $pattern }": { $matched } of { $names } fit
recordings-rivals = The date can be read otherwise too; which is right is for you to say:
recordings-no-proposal = No date can be seen in the names, so there is nothing to propose. If you can see it, describe the names in --pattern.
recordings-done = Recordings: { $count }. Named by the phone log: { $named }; found in it by number and time: { $joined }; calls of their own: { $alone } (of these { $ambiguous } may be several calls of the log); not taken: { $aside }.
recordings-placed = Files: { $linked } linked, { $copied } copied, { $present } there already, { $failed } not brought over.
recordings-calls = calls.csv: { $added } added, { $changed } changed, { $unchanged } unchanged.
recordings-more = and more of the same: { $count }
