# deals.xlsx: the sheet of evidence.
sheet-evidence = Evidence
column-list = List
column-speaks = Speaks
column-shows = What it shows
column-who = Who
column-where = Where it stands
column-when = When
speaks-for = for it
speaks-against = against it
