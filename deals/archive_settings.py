"""archive.yaml: whose archive it is, its language, timezone, currency and day."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from deals.archive_format import SETTINGS_FILE
from deals.problem_codes import ProblemCode
from deals.problem_log import ProblemLog
from deals.values import FIRST_PROBABLE_YEAR, UnreadableValue, parse_date
from deals.yaml_file import YamlAbsent, YamlBroken, load_yaml

Language = Literal["ru", "en", "auto"]

KEYS = (
    "company",
    "industry",
    "language",
    "timezone",
    "currency",
    "as_of",
    "products",
    "phone_log_ahead_h",
    "leaves_company",
    "assumptions",
)
MOST_HOURS_AHEAD = 26  # between the two ends of the world's time zones
CURRENCY_LETTERS = 3  # ISO 4217


@dataclass(frozen=True, slots=True)
class ArchiveSettings:
    company: str
    language: Language
    timezone: ZoneInfo
    currency: str | None
    as_of: date | None  # None where not stated: the reader then derives it from the events
    industry: str | None
    products: tuple[str, ...]
    phone_log_ahead_h: float | None = None  # hours; None where not stated
    leaves_company: bool = False  # what is made of it goes to others, so that personal data are masked
    assumptions: Mapping[str, Any] = field(default_factory=dict)


def read_settings(folder: Path, log: ProblemLog) -> ArchiveSettings:
    """Every key that is missing or makes no sense is replaced by the mildest assumption, and that is reported.

    company: the folder's name; language: auto; timezone: UTC; currency, industry: unknown; products: none.
    """
    try:
        file, content = load_yaml(folder, SETTINGS_FILE.removesuffix(".yaml"), log)
    except YamlAbsent:
        log.warn(ProblemCode.SETTINGS_MISSING, SETTINGS_FILE)
        return _settings(_Keys({}, SETTINGS_FILE, log, silent=True), folder)
    except YamlBroken as error:
        return _unread(folder, str(error), log)
    if not isinstance(content, Mapping):
        log.set_aside(ProblemCode.NOT_A_MAPPING, file)
        return _unread(folder, file, log)
    for key in content:
        if key not in KEYS:
            log.warn(ProblemCode.UNKNOWN_KEY, file, column=str(key))
    return _settings(_Keys(content, file, log), folder)


def _unread(folder: Path, file: str, log: ProblemLog) -> ArchiveSettings:
    """Where the file is there and cannot be used, nothing is stated; but whoever meant to have names masked has them
    masked."""
    settings = _settings(_Keys({}, file, log), folder)
    with suppress(OSError):
        return replace(settings, leaves_company=b"leaves_company" in (folder / file).read_bytes())
    return settings


@dataclass(frozen=True, slots=True)
class _Keys:
    """The file's keys. silent: there is no file, which has been reported in one sentence for all of them."""

    content: Mapping[Any, Any]
    file: str
    log: ProblemLog
    silent: bool = False

    def text(self, key: str) -> str | None:
        value = self.content.get(key)
        return str(value).strip() or None if isinstance(value, str | int | float) else None

    def missing(self, key: str, used: str) -> None:
        """Report that the key is absent, or that its value is not a plain text, and what is used instead."""
        if self.content.get(key) is not None:
            self.bad(key, used)
        elif not self.silent:
            self.log.warn(ProblemCode.MISSING_SETTING, self.file, column=key, used=used)

    def bad(self, key: str, used: str, code: ProblemCode = ProblemCode.BAD_SETTING) -> None:
        self.log.warn(code, self.file, column=key, value=str(self.content.get(key)), used=used)


def _settings(keys: _Keys, folder: Path) -> ArchiveSettings:
    return ArchiveSettings(
        company=_company(keys, folder),
        language=_language(keys),
        timezone=_timezone(keys),
        currency=_currency(keys),
        as_of=_as_of(keys),
        industry=keys.text("industry"),
        products=_products(keys),
        phone_log_ahead_h=_phone_log_ahead_h(keys),
        leaves_company=_leaves_company(keys),
        assumptions=_assumptions(keys),
    )


def _company(keys: _Keys, folder: Path) -> str:
    name = folder.resolve().name
    company = keys.text("company")
    if company is None:
        keys.missing("company", used=name)
    return company or name


def _language(keys: _Keys) -> Language:
    language = (keys.text("language") or "").casefold()
    if language in ("ru", "en", "auto"):
        return cast(Language, language)
    if language:
        keys.bad("language", used="auto")
    else:
        keys.missing("language", used="auto")
    return "auto"


def _timezone(keys: _Keys) -> ZoneInfo:
    name = keys.text("timezone")
    if name is None:
        keys.missing("timezone", used="UTC")
        return ZoneInfo("UTC")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # the last two: "../x", and "Europe", which is a folder
        keys.bad("timezone", used="UTC", code=ProblemCode.UNKNOWN_TIMEZONE)
        return ZoneInfo("UTC")


def _currency(keys: _Keys) -> str | None:
    currency = (keys.text("currency") or "").upper()
    if len(currency) == CURRENCY_LETTERS and currency.isascii() and currency.isalpha():
        return currency
    if currency:
        keys.bad("currency", used="-")
    else:
        keys.missing("currency", used="-")
    return None


def _as_of(keys: _Keys) -> date | None:
    """What is used instead is reported by the archive reader, which finds the latest event."""
    text = keys.text("as_of")
    if text is None:
        return None
    try:
        day = parse_date(text).value
    except UnreadableValue:
        day = date.min
    if day.year < FIRST_PROBABLE_YEAR:
        keys.bad("as_of", used="-")
        return None
    return day


def _phone_log_ahead_h(keys: _Keys) -> float | None:
    value = keys.content.get("phone_log_ahead_h")
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= MOST_HOURS_AHEAD:
        return float(value)
    keys.bad("phone_log_ahead_h", used="-")
    return None


def _leaves_company(keys: _Keys) -> bool:
    """In doubt yes: what was masked needlessly can be made again, what has left cannot be called back."""
    value = keys.content.get("leaves_company", False)
    if not isinstance(value, bool):
        keys.bad("leaves_company", used="true")
    return value is not False


def _assumptions(keys: _Keys) -> dict[str, Any]:
    """As they stand: what they mean, and whether they make sense, is for the reports to say."""
    value = keys.content.get("assumptions")
    if value is None:
        return {}
    if isinstance(value, Mapping):
        return {str(name): entry for name, entry in value.items()}
    keys.bad("assumptions", used="-")
    return {}


def _products(keys: _Keys) -> tuple[str, ...]:
    products = keys.content.get("products")
    if products is None:
        return ()
    if not isinstance(products, list):
        keys.bad("products", used="-")
        return ()
    return tuple(str(product) for product in products if isinstance(product, str | int | float))
