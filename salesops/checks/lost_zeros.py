"""Codes that lost the zeros they begin with, as a spreadsheet takes 00123 for the number 123.

Zeros alone prove nothing: 7 and 007 may be two articles. What proves it is the same code with its
zeros in another file, whose own codes do not hold the one without, or codes of one length that
others of the same column fall short of.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from salesops.checks.opened import Opened
from salesops.checks.personal import words
from salesops.checks.verdict import SHOWN, Breach
from salesops.queries.duck import Duck, identifier

FEW = 2
"""Codes below which it may be chance."""
SAME = 3
"""Codes of one length that begin with zeros, before those of the column are held to have one."""
LEAST = 4
"""The shortest such length."""
_ALIKE = {
    "code": re.compile(
        r"\b(sku|stock ?code|article|(item|part|product|variant) ?(id|no|number|code))\b"
    ),
    "barcode": re.compile(r"\b(barcode|ean|upc|gtin)\b"),
    "order": re.compile(r"^(order|invoice)( ?(id|no|number|name|#))?$"),
    "customer": re.compile(r"\b(customer|client|account) ?(id|no|number)\b"),
}
"""By what is meant the headers of columns that hold it: their values are held together."""


@dataclass(frozen=True)
class Codes:
    """A column of codes of one file."""

    opened: Opened
    name: str
    kept: bool
    """Some of its codes begin with a zero."""

    @property
    def column(self) -> str:
        """Its name in SQL."""
        return identifier(self.name)


def look(duck: Duck, files: Sequence[Opened]) -> None:
    """Add to the breaches of each file the codes that lost zeros."""
    for pattern in _ALIKE.values():
        found = [c for o in files for c in _codes(duck, o, pattern)]
        with_zeros = [c for c in found if c.kept]
        for codes in found:
            others = [c for c in with_zeros if c.opened is not codes.opened]
            breach = _within(duck, codes) if codes.kept else _between(duck, codes, others)
            codes.opened.breaches.append(breach)


def _codes(duck: Duck, opened: Opened, pattern: re.Pattern[str]) -> Iterator[Codes]:
    for name, label in opened.labels.items():
        if opened.type(name) == "text" and pattern.search(words(label)):
            kept = f"SELECT count(*) > 0 FROM {opened.view} WHERE {_zeros(identifier(name))}"
            yield Codes(opened, name, bool(duck.value(kept)))


def _zeros(code: str) -> str:
    """SQL of whether a code begins with a zero that a spreadsheet would take away."""
    return f"({code} BETWEEN '0' AND '1' AND regexp_full_match({code}, '0+[1-9][0-9]*'))"


def _bare(code: str) -> str:
    return f"({code} BETWEEN '1' AND ':' AND regexp_full_match({code}, '[1-9][0-9]*'))"


def _between(duck: Duck, codes: Codes, others: Sequence[Codes]) -> Breach:
    """A file none of whose codes begins with a zero, beside one that has them with theirs."""
    mine, shown = codes.column, codes.opened.view
    for other in others:
        theirs = other.column
        with_zeros = (
            f"SELECT ltrim({theirs}, '0') AS bare, min({theirs}) AS whole FROM "
            f"{other.opened.view} WHERE {_zeros(theirs)} GROUP BY bare"
        )
        own = f"SELECT {theirs} FROM {other.opened.view} WHERE {_bare(theirs)}"
        lost = (
            f"SELECT s.source_row AS row, s.{mine} AS code, z.whole FROM {shown} AS s "
            f"JOIN ({with_zeros}) AS z ON s.{mine} = z.bare WHERE s.{mine} NOT IN ({own})"
        )
        count, distinct, example = duck.run(
            f"SELECT count(*), count(DISTINCT code), min_by(whole, row) FROM ({lost})"
        ).tuples[0]
        if distinct >= FEW:
            what = f"lack the zeros that {other.opened.name} has ({example})"
            return _breach(duck, codes, count, what, lost)
    return _breach(duck, codes, 0, "", "")


def _within(duck: Duck, codes: Codes) -> Breach:
    """A column whose codes with zeros have one length, and others are shorter and none longer."""
    mine, view = codes.column, codes.opened.view
    least, most, n, longest, digits = duck.run(
        f"SELECT min(length({mine})) FILTER ({_zeros(mine)}), "
        f"max(length({mine})) FILTER ({_zeros(mine)}), "
        f"count(DISTINCT {mine}) FILTER ({_zeros(mine)}), max(length({mine})), "
        f"bool_and(regexp_full_match({mine}, '[0-9]+')) FROM {view}"
    ).tuples[0]
    whole = digits and least == most == longest and most >= LEAST and n >= SAME
    lost = (
        f"SELECT source_row AS row, {mine} AS code FROM {view} "
        f"WHERE {_bare(mine)} AND length({mine}) < {most}"
    )
    count = duck.value(f"SELECT count(*) FROM ({lost})") if whole else 0
    what = f"lack the zeros that other rows have, which make all of them {most} digits long"
    return _breach(duck, codes, count, what, lost)


def _breach(duck: Duck, codes: Codes, count: int, what: str, lost: str) -> Breach:
    """The breach, with the first few of the rows that `lost` selects."""
    opened = codes.opened
    rows = f"SELECT row, code FROM ({lost}) ORDER BY row LIMIT {SHOWN}"
    return Breach(
        "lost-zeros",
        count,
        opened.used,
        f"{what}: export again and import the column as text",
        opened.labels[codes.name],
        "zeros kept",
        first=tuple(duck.run(rows).tuples) if count else (),
        personal=opened.personal(codes.name),
    )
