"""Every code a `Problem` of this package can carry.

`reports/locale/{ru,en}/problems.ftl` has one sentence for each (message id `problem-<code>`); a test fails where one
is missing. Names in brackets are the keys of `Problem.details` that the sentence uses.
"""

from __future__ import annotations

from enum import StrEnum


class ProblemCode(StrEnum):
    # The archive as a whole: these stop the run.
    ARCHIVE_MISSING = "archive-missing"
    ARCHIVE_NOT_A_FOLDER = "archive-not-a-folder"
    ARCHIVE_UNREADABLE = "archive-unreadable"  # [reason]
    ARCHIVE_EMPTY = "archive-empty"

    # archive.yaml and kpi.yaml
    SETTINGS_MISSING = "settings-missing"
    BAD_YAML = "bad-yaml"  # [reason]
    NOT_A_MAPPING = "not-a-mapping"
    MISSING_SETTING = "missing-setting"  # column is the key; [used]
    BAD_SETTING = "bad-setting"  # column is the key; [used]
    UNKNOWN_TIMEZONE = "unknown-timezone"
    UNKNOWN_KEY = "unknown-key"  # column is the key
    AS_OF_FROM_EVENTS = "as-of-from-events"  # [day]
    AS_OF_TODAY = "as-of-today"  # [day]
    KPI_NOT_A_LIST = "kpi-not-a-list"
    KPI_WITHOUT_NAME = "kpi-without-name"  # [place]

    # A table as a file
    ABSENT_TABLE = "absent-table"  # [table], the file without suffix
    TABLE_NEEDS_DEALS = "table-needs-deals"
    UNREADABLE_FILE = "unreadable-file"  # [reason]
    OLD_EXCEL_TABLE = "old-excel-table"
    EMPTY_TABLE = "empty-table"
    NO_ROWS = "no-rows"
    TWO_TABLES = "two-tables"  # [other]
    MISNAMED_TABLE = "misnamed-table"  # [really]
    MORE_SHEETS = "more-sheets"  # [sheet]
    WORKBOOK_TABLE = "workbook-table"
    OTHER_DELIMITER = "other-delimiter"  # [delimiter]: ";", "tab"
    BYTE_ORDER_MARK = "byte-order-mark"  # [encoding]
    WRONG_ENCODING = "wrong-encoding"  # [encoding]
    DAMAGED_CHARACTERS = "damaged-characters"  # [count]
    NUL_BYTES = "nul-bytes"  # [count]

    # Its header and the shape of its rows
    MISSING_COLUMN = "missing-column"
    ABSENT_COLUMN = "absent-column"
    UNKNOWN_COLUMN = "unknown-column"
    DUPLICATE_COLUMN = "duplicate-column"
    UNCLOSED_QUOTE = "unclosed-quote"
    LONG_ROW = "long-row"  # [cells, expected]
    SHORT_ROW = "short-row"  # [cells, expected]
    SUMMARY_ROW = "summary-row"  # value: its label

    # Single values
    MISSING_VALUE = "missing-value"
    DUPLICATE_ID = "duplicate-id"
    TOO_LONG = "too-long"  # for an id or a stage
    BAD_DATE = "bad-date"
    AMBIGUOUS_DATE = "ambiguous-date"
    IMPROBABLE_DATE = "improbable-date"
    DATE_WITHOUT_TIME = "date-without-time"  # [used]
    TIME_SKIPPED = "time-skipped"  # [used]
    TIME_DOUBLED = "time-doubled"  # [used]
    BAD_NUMBER = "bad-number"
    AMBIGUOUS_NUMBER = "ambiguous-number"
    OTHER_CURRENCY = "other-currency"
    NEGATIVE_AMOUNT = "negative-amount"
    BAD_PERCENT = "bad-percent"
    PERCENT_DIVIDED = "percent-divided"  # [used]
    BAD_FLAG = "bad-flag"
    BAD_STATUS = "bad-status"
    BAD_ROLE = "bad-role"
    BAD_DIRECTION = "bad-direction"
    BAD_PHONE = "bad-phone"
    BAD_MONTH = "bad-month"
    NEGATIVE_DURATION = "negative-duration"
    IMPROBABLE_DURATION = "improbable-duration"

    # Exports on their way into an archive
    FOREIGN_TABLE = "foreign-table"
    UNKNOWN_TABLE = "unknown-table"  # value: its headings
    STAGE_UNCLEAR = "stage-unclear"  # value: the stage
    STAGE_UNSAID = "stage-unsaid"
    STAGE_CONTRADICTS = "stage-contradicts"  # value: the stage
    STAGE_OVERRULED = "stage-overruled"  # value: the stage; [outcome]: open, won, lost
    LEAD_BECAME_DEAL = "lead-became-deal"  # value: the lead; [deal]
    PLANNED_AHEAD = "planned-ahead"  # value: the date
    DONE_WITHOUT_DATE = "done-without-date"

    # Rows that contradict each other
    UNKNOWN_USER = "unknown-user"
    UNKNOWN_CONTACT = "unknown-contact"
    UNKNOWN_DEAL = "unknown-deal"
    UNKNOWN_AUTHOR = "unknown-author"
    PEOPLE_FROM_IDS = "people-from-ids"  # [count]
    END_BEFORE_START = "end-before-start"  # column is the end; [start]
    CLOSED_WITHOUT_DATE = "closed-without-date"  # value is the status
    OPEN_WITH_CLOSING_DATE = "open-with-closing-date"

    # The phone log as a whole
    CLOCK_SHIFT = "clock-shift"  # [sign: ahead or behind, hours, agreeing, calls, months: alike or differ]

    # Recordings and transcripts
    RECORDING_MISSING = "recording-missing"
    RECORDING_OUTSIDE = "recording-outside"
    RECORDING_IS_URL = "recording-is-url"
    RECORDING_MATCHED_BY_NAME = "recording-matched-by-name"  # [call]
    RECORDING_NOT_IN_CALL_LOG = "recording-not-in-call-log"  # [call]
    SECOND_RECORDING = "second-recording"  # [call]
    TRANSCRIPT_NOT_IN_CALL_LOG = "transcript-not-in-call-log"  # [call]
    SECOND_TRANSCRIPT = "second-transcript"  # [call, used]
    UNKNOWN_FILE = "unknown-file"

    # Phone logs and folders of recordings, see deals.phone_logs. [pattern, place] and what stands here
    PATTERN_UNCLOSED = "pattern-unclosed"
    PATTERN_UNKNOWN_FIELD = "pattern-unknown-field"  # [field, known]
    PATTERN_NO_FORMAT = "pattern-no-format"  # [field]
    PATTERN_FORMAT_UNUSED = "pattern-format-unused"  # [field]
    PATTERN_BAD_FORMAT = "pattern-bad-format"  # [part, field, known]
    PATTERN_PARTIAL_TIME = "pattern-partial-time"  # [field]
    PATTERN_TWICE = "pattern-twice"  # [field]
    PATTERN_RIVALS = "pattern-rivals"  # [field, other]
    PATTERN_RUN_TOGETHER = "pattern-run-together"  # [field, other]
    PATTERN_NO_DATE = "pattern-no-date"
    RECORDING_NAME_UNREAD = "recording-name-unread"  # [pattern]
    RECORDING_NAME_TAKEN = "recording-name-taken"
    RECORDING_NOT_COPIED = "recording-not-copied"  # [reason]
    RECORDING_AMBIGUOUS = "recording-ambiguous"  # [calls]
    RECORDINGS_SHIFTED = "recordings-shifted"  # [hours, count]
    DURATION_UNCLEAR = "duration-unclear"
    EXTENSION_SHARED = "extension-shared"  # [people]
    EXTENSION_UNKNOWN = "extension-unknown"  # [count]

    # The database, see deals.database; the file is its place, without its password. [reason] is the driver's
    DATABASE_BAD_URL = "database-bad-url"
    DATABASE_KIND_UNKNOWN = "database-kind-unknown"
    DATABASE_UNREACHABLE = "database-unreachable"  # [reason]
    DATABASE_LOST = "database-lost"  # [reason]
    DATABASE_BUSY = "database-busy"  # [reason]
    DATABASE_FULL = "database-full"  # [reason]
    DATABASE_REFUSED = "database-refused"  # [reason]
    DATABASE_DAMAGED = "database-damaged"  # [reason]
    DATABASE_NOT_OURS = "database-not-ours"  # [reason]
    DATABASE_NEWER = "database-newer"  # [revision]

    # The log itself
    MORE_OF_THE_SAME = "more-of-the-same"  # [code, count]


CODES = frozenset(str(code) for code in ProblemCode)
