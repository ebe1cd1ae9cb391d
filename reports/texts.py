"""Every sentence, name, number and date that people read, in Russian or English.

Sentences are Fluent messages in `reports/locale/<language>/*.ftl`; numbers and dates follow the language's own
conventions (Babel, CLDR data).
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Literal, get_args

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_symbol
from fluent.runtime import FluentBundle, FluentResource

from deals.problems import Problem

Language = Literal["ru", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_DAY_AND_YEAR: dict[Language, str] = {"ru": "d MMMM y 'года'", "en": "d MMMM y"}
_LONG = 1000  # characters
_STAND_IN = "\ue000"  # of the private use area: stands in no text of ours

LOCALE_FOLDER = Path(__file__).parent / "locale"


class Texts:
    """The texts of one language.

    Raises ValueError for a language without texts.
    """

    def __init__(self, language: Language) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"no texts in language {language!r}: use one of {', '.join(LANGUAGES)}")
        self.language = language
        self._locale = Locale.parse(language)
        # Isolation marks (U+2068, U+2069) guard mixed writing directions, which we do not have, and show up as boxes
        # in spreadsheets and terminals.
        self._bundle = FluentBundle([language], use_isolating=False)
        for path in sorted((LOCALE_FOLDER / language).glob("*.ftl")):
            self._bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))

    def has(self, message_id: str) -> bool:
        """Whether there is a text of that id."""
        return self._bundle.has_message(message_id)

    def text(self, message_id: str, **args: object) -> str:
        """The sentence `message_id` with its variables filled in.

        args: numbers choose plural forms and are written as the language writes them; dates and datetimes become
        `day` and `moment`. Raises KeyError for an unknown id, ValueError where a variable is missing.
        """
        if not self._bundle.has_message(message_id):
            raise KeyError(message_id)
        pattern = self._bundle.get_message(message_id).value
        if pattern is None:  # a message of attributes only
            raise KeyError(message_id)
        # Fluent refuses long arguments, and quotes can be long: they are put in afterwards.
        long = {f"{_STAND_IN}{name}{_STAND_IN}": v for name, v in args.items() if isinstance(v, str) and len(v) > _LONG}
        stand_ins = {name.strip(_STAND_IN): name for name in long}
        given = {name: self._argument(value) for name, value in args.items()} | stand_ins
        sentence, errors = self._bundle.format_pattern(pattern, given)
        if errors:
            raise ValueError(f"text {message_id!r} in {self.language!r} needs other variables: {errors[0]}")
        return re.sub("|".join(long), lambda match: long[match[0]], str(sentence)) if long else str(sentence)

    def _argument(self, value: object) -> object:
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, date):
            return self.day(value)
        return value

    def problem(self, problem: Problem) -> str:
        """What was wrong with an input and what to do, without its place; see `place`."""
        where = {
            "file": problem.file,
            "row": "" if problem.row is None else str(problem.row),
            "column": problem.column or "",
            "value": problem.value or "",
        }
        return self.text(f"problem-{problem.code}", **{**where, **problem.details})

    def place(self, problem: Problem) -> str:
        """Where in the archive a problem is: the file, and its row and column where they are known."""
        parts = [problem.file]
        if problem.row is not None:
            parts.append(self.text("place-row", row=str(problem.row)))
        if problem.column:
            parts.append(self.text("place-column", column=problem.column))
        return ", ".join(parts)

    def money(self, amount: Decimal | float, currency: str | None) -> str:
        """Whole units of the currency (ISO 4217 code); a bare number where the currency is not known."""
        if currency is None:
            return format_decimal(amount, format="#,##0", locale=self._locale)
        pattern = re.sub(r"0\.0+", "0", self._locale.currency_formats["standard"].pattern)
        if get_currency_symbol(currency, self._locale)[-1].isalpha():
            pattern = pattern.replace("¤#", "¤\xa0#")  # "RUB 1,000", as CLDR wants beside a letter
        return format_currency(amount, currency, format=pattern, locale=self._locale, currency_digits=False)

    def small_money(self, amount: Decimal, currency: str | None) -> str:
        """`money` with the digits of its fraction that a sum of a few units needs: three digits in all."""
        digits = min(max(2 - amount.adjusted(), 0), 6)
        if digits == 0:
            return self.money(amount, currency)
        whole, fraction = self.money(Decimal(0), currency), "#,##0." + "#" * digits
        return whole.replace("0", format_decimal(amount, format=fraction, locale=self._locale))

    def rough_money(self, amount: Decimal, currency: str | None) -> str:
        """`money` of an estimate, rounded to three digits: more would claim a precision that it lacks."""
        digits = max(amount.adjusted() - 2, 0)
        return self.money(amount.scaleb(-digits).quantize(Decimal(1), ROUND_HALF_UP).scaleb(digits), currency)

    def number(self, value: Decimal | float) -> str:
        """A number with at most one digit after the decimal point, thousands set apart."""
        return format_decimal(value, format="#,##0.#", locale=self._locale)

    def percent(self, share: float, digits: int = 0) -> str:
        """A share of 0 to 1 in per cent, with that many digits after the decimal point."""
        pattern = self._locale.percent_formats[None].pattern.replace("0", "0." + "0" * digits if digits else "0")
        return format_percent(share, format=pattern, locale=self._locale)

    def change(self, share: float) -> str:
        """A relative change with its sign, in per cent with at most one digit: 0.034 is +3.4%, 0.1 is +10%."""
        whole = round(share * 1000) % 10 == 0
        return ("+" if share > 0 else "") + self.percent(share, digits=0 if whole else 1)

    def coefficient(self, value: float) -> str:
        """A value of -1 to 1 with its sign and two digits."""
        return format_decimal(value, format="+0.00;-0.00", locale=self._locale)

    def day(self, day: date) -> str:
        return format_date(day, format="medium", locale=self._locale)

    def day_within(self, day: date, year: int) -> str:
        """The day with its month in full, as it stands in a sentence; the year only where it is another than this."""
        if day.year == year:
            return format_date(day, format="d MMMM", locale=self._locale)
        return format_date(day, format=_DAY_AND_YEAR[self.language], locale=self._locale)

    def moment(self, moment: datetime) -> str:
        """Day, hour and minute, in the datetime's own timezone."""
        return f"{self.day(moment)}, {format_time(moment, format='HH:mm', locale=self._locale, tzinfo=moment.tzinfo)}"

    def month(self, month: str) -> str:
        """A calendar month given as YYYY-MM. Raises ValueError for anything else."""
        return format_date(date.fromisoformat(f"{month}-01"), format="LLLL y", locale=self._locale)

    def clock(self, seconds: float) -> str:
        """A place in a recording: 71.4 is 1:11, and 3671 is 1:01:11."""
        minutes, second = divmod(int(seconds), 60)
        hours, minute = divmod(minutes, 60)
        return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
