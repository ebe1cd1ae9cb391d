"""Columns that keep exactly what was put in, in SQLite as in PostgreSQL: moments, amounts, lists."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import DateTime, Dialect, Numeric, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

SQLITE = "sqlite"


class UtcTime(TypeDecorator[datetime]):
    """A timezone-aware moment, kept and given back in UTC.

    PostgreSQL: timestamp with time zone. SQLite has no such type: text such as "2026-03-02 07:00:00", which sorts as
    the moments do.
    """

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return Text() if dialect.name == SQLITE else DateTime(timezone=True)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """ValueError for a moment without a timezone: which one it is in must not be guessed."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no timezone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None).isoformat(" ") if dialect.name == SQLITE else utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return datetime.fromisoformat(value).replace(tzinfo=UTC) if dialect.name == SQLITE else value.astimezone(UTC)


class Amount(TypeDecorator[Decimal]):
    """Money to the last digit. Equal amounts are stored alike: 250000 and 250000.00 are no change.

    PostgreSQL: numeric. SQLite knows only floats, which lose kopecks of large sums: text, without an exponent.
    """

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return Text() if dialect.name == SQLITE else Numeric()

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        plain = plain_amount(value)
        return plain if dialect.name == SQLITE else Decimal(plain)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


def plain_amount(value: Decimal) -> str:
    """The shortest text of an amount without an exponent: '250000', '1249.5'."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


class FileText(TypeDecorator[str]):
    """A text that may come from the name of a file or folder, and then need not be text at all.

    Bytes of a name that are no UTF-8, which Python has as halves of surrogate pairs, become escapes such as \\udcef: no
    database has a place for them.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None or value.isascii():
            return value
        return value.encode("utf-8", "backslashreplace").decode("utf-8")


class JsonList(TypeDecorator[list[Any]]):
    """A list as JSON text: it is compared as a whole and never searched."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(list(value), ensure_ascii=True)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)
