# The store of the review page: what it refuses, what its audit log names, what an import sets aside.

## Refused
review-refused-bad-name = A name has visible characters only, at most { $most }.
review-refused-bad-role = There is no such role. There are: { $roles }.
review-refused-needs-crm-user = A manager or head needs an id in the CRM: without it nobody knows which deals are their own. Give the id from people.csv.
review-refused-name-taken = There is an account “{ $name }” already. Take another name.
review-refused-password-too-short = The password is too short: it takes at least { $least } characters.
review-refused-password-too-long = The password is too long: at most { $most } characters.
review-refused-unknown-account = There is no such account.
review-refused-last-owner = This is the last owner, and nobody else can make accounts. Make another owner first.
review-refused-wrong-password = The old password is wrong.
review-refused-not-allowed = You have no right to do this.
review-refused-unknown-case = There is no such deal here.
review-refused-own-deal = This deal is your own: somebody else judges it.
review-refused-judged-before = The claim is contested, and somebody decides who has not judged it before.
review-refused-already-settled = The last word has been said already.
review-refused-already-decided = It is decided already.
review-refused-not-settler = The reviewers differ. A consultant or owner settles it.
review-refused-appeal-came = The claim was contested while you were listening. Open the deal again and read the objection.
review-refused-appeal-pending = The claim is contested already and not answered yet.
review-refused-no-comment = Write what is wrong: a reviewer would have nothing to check.
review-refused-comment-too-long = The text is too long: at most { $most } characters.
review-refused-no-decision = Choose one: right, wrong or not sure.
review-refused-unknown-run = There is no such run here.
review-refused-case-outdated = Another version of the program stored this deal. Run its archive again and open the folder anew.

## Audit log
review-audit-account-added = account made
review-audit-password-set = password set
review-audit-account-disabled = account disabled
review-audit-account-enabled = account enabled
review-audit-login-failed = login failed
review-audit-logged-in = logged in
review-audit-run-loaded = run loaded
review-audit-judged = deal judged
review-audit-settled = last word said
review-audit-signals-judged = signals judged
review-audit-appealed = claim contested
review-audit-reviewers-set = number of reviewers set
review-audit-verdicts-imported = verdicts imported
review-audit-export = verdicts exported
review-audit-learn-started = learning started

## Files that cannot be used
report-data-review-missing = { $folder } holds no review_data.jsonl, without which there is nothing to judge: no run has finished there, or an older version made it. Give the run again: dealforensics run ARCHIVE --out { $folder }
problem-verdict-no-case = The review page has no deal { $value } in this list of the run { $run }. Is it another run's verdict?
problem-verdict-signals-alone = Signals without a verdict on the deal cannot be imported here. Mark them on the page of the deal.
problem-verdict-own-deal = The deal { $value } concerns the person who judged it, or who brings the verdict. Somebody else has to judge it.
