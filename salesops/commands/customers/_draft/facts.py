"""What is known of somebody that a letter is for, as words of its language."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from salesops.units import Unit, text

LANGUAGES = ("en", "it")
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
    "dicembre",
}
_MONTH = _MONTHS["it"].replace(" ", "|")
_ELIDED = re.compile(rf"\b(il|del|dal|al) (?=(?:8|11) (?:{_MONTH})\b)", re.IGNORECASE)
"""Before an eighth and an eleventh day the article loses its vowel: l'8 marzo, dell'11 marzo."""
_ITALIAN = str.maketrans(",.", ".,")
"""`1,234.50` as Italians write it."""


@dataclass(frozen=True)
class Person:
    """Somebody that a letter is for, with the facts that it may speak of."""

    shop: str
    customer: str | None
    name: str | None
    email: str | None
    agreed: bool | None
    """Whether they agreed to be written to; None where the exports do not say."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What the templates of this kind may name; None is not known."""

    @property
    def key(self) -> tuple[str, str]:
        """One letter of a kind goes to a person once."""
        return self.shop, self.email or self.customer or ""


def words(facts: Mapping[str, Any], language: str, currency: str | None) -> dict[str, Any]:
    """The facts as a template prints them; what is not known, or not so, is left out.

    A flag stays one, for the template to ask; an amount names its currency.
    """
    known = {name: value for name, value in facts.items() if value not in (None, False)}
    return {name: _word(value, language, currency) for name, value in known.items()}


def _word(value: Any, language: str, currency: str | None) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, date):
        day = "1º" if language == "it" and value.day == 1 else value.day
        return f"{day} {_MONTHS[language].split()[value.month - 1]} {value.year}"
    if isinstance(value, Amount):
        return _number(text(value.money, Unit.MONEY, currency), language) + (
            f" {currency}" if currency else ""
        )
    if isinstance(value, int | Decimal):
        return _number(text(Decimal(value), Unit.QUANTITY), language)
    return one_line(str(value))


@dataclass(frozen=True)
class Amount:
    """Money, to be told from a quantity: both are decimals."""

    money: Decimal


def _number(written: str, language: str) -> str:
    return written.translate(_ITALIAN) if language == "it" else written


def spelled(said: str, language: str) -> str:
    """A letter as its language spells it, once its days stand in it."""
    return _ELIDED.sub(_without_vowel, said) if language == "it" else said


def _without_vowel(article: re.Match[str]) -> str:
    found = article[1]
    return f"{'L' if found[0] == 'I' else 'l'}'" if found.lower() == "il" else f"{found}l'"


def one_line(said: str) -> str:
    """Text of an export as one line that holds no control: it can end no header of a mail."""
    seen = (" " if unicodedata.category(char)[0] in "CZ" else char for char in said)
    return " ".join("".join(seen).split())
