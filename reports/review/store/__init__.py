"""Everything the review page remembers, in SQLite or PostgreSQL: accounts, cases, verdicts, appeals, an audit log."""
