# dealforensics load: help and messages.

cli-load-purpose = Load an archive into the database: new rows are added, changed ones updated, and every change of a deal is recorded. Loading the same archive again changes nothing.
cli-load-example = Example: dealforensics load demo/archive
cli-load-archive = Folder of the archive (calls.csv, deals.csv and so on).
cli-run-database = Database for the archive's facts and the links of its calls: a SQLite file or an address postgresql://NAME:PASSWORD@HOST/DATABASE. By default what DEALFORENSICS_DATABASE says, else dealforensics.db beside the transcripts.
cli-load-database = A SQLite file, or postgresql://USER:PASSWORD@HOST/DATABASE. Default: what DEALFORENSICS_DATABASE says, else .dealforensics/dealforensics.db inside the archive.
load-start = Reading { $archive } and loading it into { $database }
load-folder-not-writable = Nothing can be written to { $folder }: { $reason }. Name a database in another place with --database.
load-progress-calls = Calls { $done } of { $total }
load-progress-rows = { $table }: { $done }
load-archive-new = “{ $company }” is new in this database (archive { $number }).
load-archive-known = “{ $company }” was in this database already (archive { $number }).
load-counts = { $table }: { $added } new, { $changed } changed, { $unchanged } unchanged
load-counts-gone = , { $gone } no longer in the archive (kept, marked)
load-counts-set-aside = , { $count } set aside
load-nothing-changed = Nothing has changed since the last load.
load-problem = { $place }: { $problem }
load-more-problems = … and { $count } more; “dealforensics check { $archive }” shows what is wrong with the archive.
load-done = Done in { $minutes ->
    [0] { $seconds } s
   *[other] { $minutes } min { $seconds } s
}. The database is { $database }

load-table-people = People
load-table-contacts = Contacts
load-table-contact_phones = Numbers of contacts
load-table-deals = Deals
load-table-stage_changes = Stage changes
load-table-owner_changes = Owner changes
load-table-tasks = Tasks
load-table-messages = Messages
load-table-calls = Calls
load-table-periods = Months of the plan
load-files-set-aside = Files set aside: { $count }
load-linking = Joining calls to deals by number, time and person …
load-links = Calls: { $calls }, joined to deals { $linked }, fitting several deals { $ambiguous }, otherwise than in the CRM { $against }. What was said is heeded by `dealforensics run` only.
