"""One table of a plan file: its keys taken one by one, each error with its place and remedy."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NoReturn

from salesops.errors import UsageError, meant

_PERCENT = re.compile(r"(\d{1,6}(?:\.\d+)?) *%")


@dataclass(frozen=True)
class Part:
    """A table of the file."""

    where: str
    """The file, and the plan."""
    values: dict[str, Any]
    keys: Sequence[str]
    """Those it may have."""
    inside: str = ""
    """The key that it stands under."""

    def __post_init__(self) -> None:
        for key in self.values:
            if key not in self.keys:
                raise UsageError(
                    f"{self.where}: no key {self.inside + key!r}: {meant(key, self.keys)}"
                )

    def wrong(self, key: str, remedy: str) -> NoReturn:
        """Refuse the value of a key."""
        said = f" = {self._said(key)}" if key in self.values else " is missing"
        raise UsageError(f"{self.where}: {self.inside}{key}{said}: {remedy}")

    def _said(self, key: str) -> str:
        value = self.values[key]
        return str(value) if isinstance(value, Decimal) else repr(value)

    def part(self, key: str, keys: Sequence[str], example: str) -> "Part | None":
        """The table under a key."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.wrong(key, f"write a table, as {key} = {example}")
        return Part(self.where, value, keys, f"{self.inside}{key}.")

    def parts(self, key: str, keys: Sequence[str], example: str) -> Iterator["Part"]:
        """The tables under a key, where one may stand alone."""
        value = self.values.get(key, [])
        listed = [value] if isinstance(value, dict) else value
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            self.wrong(key, f"write tables, as {key} = [{example}]")
        for one in listed:
            yield Part(self.where, one, keys, f"{self.inside}{key}.")

    def text(self, key: str, choices: Sequence[str] = ()) -> str | None:
        """Words; of these, where there is a choice."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            self.wrong(key, "write it in quotes")
        if choices and value not in choices:
            self.wrong(key, f"write one of {', '.join(choices)}")
        return value.strip()

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            self.wrong(key, "write true or false")
        return value

    def whole(self, key: str) -> int | None:
        """A whole number from 1."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            self.wrong(key, "write a whole number from 1")
        return value

    def day(self, key: str) -> date | None:
        """A date."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            self.wrong(key, "write a date without quotes, as 2026-01-31")
        return value

    def amount(self, key: str) -> Decimal | None:
        """Money, or another number from 0."""
        value = self._number(key)
        if value is not None and value < 0:
            self.wrong(key, "write a number from 0, without quotes")
        return value

    def share(self, key: str, most: int) -> Decimal | None:
        """A rate or a part of the quota: 0.04 or "4 %"."""
        value = self.values.get(key)
        percent = _PERCENT.fullmatch(value.strip()) if isinstance(value, str) else None
        found = Decimal(percent[1]) / 100 if percent else self._number(key)
        if found is not None and not 0 <= found <= most:
            self.wrong(key, 'write 4 percent as 0.04 or "4 %"')
        return found

    def _number(self, key: str) -> Decimal | None:
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.wrong(key, "write a number, without quotes")
        number = Decimal(value)
        if not number.is_finite():
            self.wrong(key, "write a number, without quotes")
        return number
