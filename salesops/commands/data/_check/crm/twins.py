"""Accounts that may be one: why they are taken for alike, and what speaks against it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from unicodedata import combining, normalize

from salesops.commands.data._check.crm.rows import Fault, Twin
from salesops.result import Table
from salesops.units import Count, Text

SHOWN = 50
"""Accounts in the table, those with most deals first; no group of them is cut."""
SAME = ("the same name",)


@dataclass(frozen=True)
class Candidate:
    """An account that may be the same as others of its number."""

    candidate: Count
    account: Text
    id: Text
    country: Text | None
    owner: Text | None
    deals: Count
    evidence: Text


def faults(found: Sequence[Twin]) -> list[Fault]:
    """Their rows in the order of the files; each names the first of those it is like."""
    made = []
    for group in _groups(found):
        for one in group:
            other = group[0] if one is not group[0] else group[1]
            said = f"{one.name} and {other.name}"
            made.append(Fault("account-twice", one.twins, one.source_file, one.source_row, said))
    return sorted(made, key=lambda one: (one.source_file, one.source_row))


def table(found: Sequence[Twin]) -> Table:
    """Those with most deals first."""
    rows: list[Candidate] = []
    for number, group in enumerate(_groups(found), 1):
        if rows and len(rows) + len(group) > SHOWN:
            break
        why = "; ".join(evidence(group)) or "another spelling"
        rows += [
            Candidate(number, t.name, t.account_id, t.country, t.owner, t.deals, why) for t in group
        ]
    note = "Candidates, by name alone: none is merged, and no number here takes two for one."
    if found and len(rows) < found[0].twins:
        note += f" These are {len(rows):,} of {found[0].twins:,} accounts."
    title = "Accounts that may be one"
    return Table("candidates", title, Candidate, rows, note=note, shown=bool(rows), keys=2)


def evidence(group: Sequence[Twin]) -> Iterator[str]:
    """How their names differ, and what else is known of them."""
    yield from _written([one.name for one in group]) if len({o.name for o in group}) > 1 else SAME
    forms = {_letters(one.form) for one in group}
    if len(forms - {""}) > 1:
        yield f"other legal forms ({', '.join(sorted(forms - {''}))})"
    elif len(forms) > 1:
        yield f"with and without {max(forms)}"
    countries = {one.country for one in group if one.country}
    if len(countries) > 1:
        yield "other countries"
    elif countries and all(one.country for one in group):
        yield "the same country"


def _written(names: Sequence[str]) -> Iterator[str]:
    """Whether the names differ in signs, or in accents."""
    letters = {_letters(name) for name in names}
    plain = {_plain(name) for name in letters}
    if len(plain) < len({_plain(name) for name in names}):
        yield "other capitals, blanks or signs"
    if len(plain) < len(letters):
        yield "other accents"


def _letters(name: str) -> str:
    return "".join(c for c in normalize("NFC", name).casefold() if c.isalnum())


def _plain(name: str) -> str:
    return "".join(c for c in normalize("NFKD", name) if not combining(c))


def _groups(found: Sequence[Twin]) -> list[list[Twin]]:
    return [list(group) for _, group in groupby(found, lambda one: (one.shop_id, one.name_key))]
