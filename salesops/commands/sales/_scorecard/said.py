"""What a table of the goals file says under its keys: texts, days, numbers, words of a list."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from salesops.errors import UsageError, meant

_PERCENT = re.compile(r"([+-]?[0-9]{1,6}(?:\.[0-9]{1,6})?) ?%")
_PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?")


@dataclass(frozen=True)
class Said:
    """One table as it stands in the file, and where that is."""

    where: str
    raw: Any

    def text(self, key: str) -> str | None:
        """A text; None where the key is not there."""
        value = self.raw.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self.refused(f"{key} = {seen(value)} is no text")
        return value.strip()

    def day(self, key: str) -> date | None:
        """A day; None where the key is not there."""
        value = self.raw.get(key)
        if isinstance(value, str):
            try:
                return date.fromisoformat(value.strip())
            except ValueError:
                raise self.refused(f"{key} = {seen(value)} is no day as 2026-09-01") from None
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        raise self.refused(f"{key} = {seen(value)} is no day as 2026-09-01")

    def one_of(self, what: str, word: Any, known: Iterable[str]) -> str:
        """A word that is one of those known."""
        names = list(known)
        if isinstance(word, str) and word in names:
            return word
        if word is None:
            raise self.refused(f"needs {what} = one of {', '.join(names)}")
        raise self.refused(f"has no {what} {seen(word)}: {meant(str(word).lower(), names)}")

    def percent(self, key: str, value: Any) -> Fraction:
        """A share, written as a percent."""
        found = _PERCENT.fullmatch(value.strip()) if isinstance(value, str) else None
        if found is None:
            raise self.refused(f'{key} = {seen(value)} is no percent: write it as in "10 %"')
        return Fraction(found[1]) / 100

    def number(self, key: str, value: Any) -> Fraction:
        """A plain number, or the text of one."""
        if isinstance(value, bool) or not _PLAIN.fullmatch(str(value).strip()):
            raise self.refused(f"{key} = {seen(value)} is no number: write it as in 60000")
        return Fraction(str(value).strip())

    def refused(self, why: str) -> UsageError:
        """The error that names the file and the goal."""
        return UsageError(f"{self.where} {why}")


def seen(value: Any) -> str:
    """As it was written, more or less: a decimal without its class."""
    return str(value) if isinstance(value, Decimal) else repr(value)
