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

    # Single values
    MISSING_VALUE = "missing-value"
    DUPLICATE_ID = "duplicate-id"
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

    # Rows that contradict each other
    UNKNOWN_USER = "unknown-user"
    UNKNOWN_CONTACT = "unknown-contact"
    UNKNOWN_DEAL = "unknown-deal"
    UNKNOWN_AUTHOR = "unknown-author"
    PEOPLE_FROM_IDS = "people-from-ids"  # [count]
    END_BEFORE_START = "end-before-start"  # column is the end; [start]
    CLOSED_WITHOUT_DATE = "closed-without-date"  # value is the status
    OPEN_WITH_CLOSING_DATE = "open-with-closing-date"

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

    # The log itself
    MORE_OF_THE_SAME = "more-of-the-same"  # [code, count]


CODES = frozenset(str(code) for code in ProblemCode)
