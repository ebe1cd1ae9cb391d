"""One database for everything an archive says, in a SQLite file or in PostgreSQL."""

from deals.database.archive_load import LoadCounts, load_archive
from deals.database.deal_changes import DealChange, iter_deal_changes
from deals.database.engine import open_database
from deals.database.faults import DatabaseError
from deals.database.location import DATABASE_FILE, BadLocation, shown_location
from deals.database.merge_rows import TableCounts
from deals.database.stored_archive import (
    StoredArchive,
    StoredCalls,
    UnknownArchive,
    iter_calls,
    list_archives,
    read_archive_from,
)
from deals.database.stored_linking import LinkSummary, link_stored_calls
from deals.database.stored_links import iter_links, store_links

__all__ = [
    "DATABASE_FILE",
    "BadLocation",
    "DatabaseError",
    "DealChange",
    "LinkSummary",
    "LoadCounts",
    "StoredArchive",
    "StoredCalls",
    "TableCounts",
    "UnknownArchive",
    "iter_calls",
    "iter_deal_changes",
    "iter_links",
    "link_stored_calls",
    "list_archives",
    "load_archive",
    "open_database",
    "read_archive_from",
    "shown_location",
    "store_links",
]
