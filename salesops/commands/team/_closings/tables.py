"""The tables of closings."""

from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from salesops.commands.team._closings import belief
from salesops.commands.team._closings.answers import Basis, Category, Number, Value
from salesops.commands.team._closings.outlook import LATER, NOWHERE, Outlook
from salesops.models.closing.placed import When
from salesops.result import Table

WHENS = {
    When.STAGE: "how long won deals took from its stage",
    When.STAGES: "how long won deals took from any stage",
    When.STATED: "the stated close date",
    When.AGE: "how old won deals were",
    When.OLDER: "nothing: there longer than any won deal",
    When.NOTHING: "nothing says when",
}
CHANCES = {
    "stated": "stated by the CRM",
    "stages file": "the stages file",
    "own history": "own history of the stage",
    "win rate": "the win rate of all: a guess",
    "none": "nothing: no deal has closed",
}
SURER = {
    "closed": ("won so far",),
    "commit": ("commit", "forecast"),
    "best case": ("bestcase",),
    "most likely": ("mostlikely",),
    "pipeline": ("pipeline",),
}
"""Forecast categories, the surest first, and the words that CRMs have for each."""


def tables(outlook: Outlook) -> tuple[Table, ...]:
    """Money, deals, what they rest on, categories, calibration and the past."""
    return (
        _values(outlook),
        _numbers(outlook),
        _categories(outlook),
        belief.past(outlook),
        belief.said(outlook),
        _basis(outlook),
    )


def _values(outlook: Outlook) -> Table:
    rows = [*outlook.values]
    note = (
        "Expected: won so far and the rest from open deals. In 80 of 100 cases it ends between low "
        "and high. Chance: of reaching the quota."
    )
    shown = outlook.story.is_valued or bool(outlook.story.won.deals)
    return Table("periods", "Expected closings", Value, rows, note if rows else "", shown=shown)


def _numbers(outlook: Outlook) -> Table:
    rows = [*outlook.numbers]
    note = (
        "Stated to close: open deals with their own close date in the period. "
        f"{LATER}: after the periods above. {NOWHERE}: nothing says when."
    )
    return Table("deals", "The same in deals", Number, rows, note if rows else "")


def _basis(outlook: Outlook) -> Table:
    rows = [*_bases(outlook)]
    note = "When, and how likely, open deals are won: each deal is in one row of either."
    return Table("basis", "What it rests on", Basis, rows, note if rows else "")


def _bases(outlook: Outlook) -> Iterator[Basis]:
    story = outlook.story
    placed = story.placed
    chance = placed.ahead.sum(axis=1)
    for kind, said in WHENS.items():
        yield from _part("when", said, placed.when == int(kind), chance, outlook)
    for basis, said in CHANCES.items():
        yield from _part("how likely", said, story.chance_basis == basis, chance, outlook)


def _part(
    question: str, said: str, some: np.ndarray, chance: np.ndarray, outlook: Outlook
) -> Iterator[Basis]:
    if not some.any():
        return
    story = outlook.story
    value = float((chance * np.nan_to_num(story.deals.value))[some].sum())
    expected = Decimal(repr(round(float(chance[some].sum()), 4)))
    money = story.worth.money(value) if story.is_valued else None
    yield Basis(question, said, int(some.sum()), expected, money)


def _categories(outlook: Outlook) -> Table:
    rows = [*_cumulated(outlook)]
    note = (
        "Open deals by their stated close date. Cumulated: commit = won + commit, best case with "
        "most likely and all surer ones; open pipeline is all of it, omitted is in none."
    )
    title = f"Forecast categories of {outlook.story.this.name}"
    if not outlook.story.counts.categorised:
        rows = []
    return Table("categories", title, Category, rows, note if rows else "", shown=bool(rows))


def _cumulated(outlook: Outlook) -> Iterator[Category]:
    story = outlook.story
    left = {one.category: one for one in story.stated}
    value, deals = story.won.value or Decimal(0), story.won.deals
    yield Category("won so far", deals, value, value, deals, deals - story.won.valued)
    for name, words in list(SURER.items())[1:]:
        found = [left.pop(word) for word in words if word in left]
        own = sum((one.value or Decimal(0) for one in found), Decimal(0))
        many, valued = sum(one.deals for one in found), sum(one.valued for one in found)
        value, deals = value + own, deals + many
        yield Category(name, many, own, value, deals, many - valued)
    for word, one in sorted(left.items(), key=lambda item: item[0] == "omitted"):
        own, omitted = one.value or Decimal(0), word == "omitted"
        if not omitted:
            value, deals = value + own, deals + one.deals
        yield Category(
            word or "not stated",
            one.deals,
            own,
            None if omitted else value,
            None if omitted else deals,
            one.deals - one.valued,
        )
