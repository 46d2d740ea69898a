"""The ways to be due: bought A lately and not B since, or the usual gap since A is over."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from salesops.commands.customers._next_buy.story import Story

Numbers: TypeAlias = NDArray[Any]
_NOBODY = slice(0, 0)


@dataclass(frozen=True)
class Way:
    """The customers who are due for B because of A, as columns."""

    a: str
    b: str
    buyers: Numbers
    ages: Numbers
    """Days since they bought A."""
    cases: Numbers
    """Purchases that had not been followed by B after so many days either."""
    chances: Numbers
    """Which part of them then was; 0 where they are too few to tell."""


def ways(story: Story) -> list[Way]:
    """All of them, rules first."""
    return [*_by_rules(story), *_by_rebuys(story)]


def _by_rules(story: Story) -> Iterator[Way]:
    recent, days = story.recent, range(story.within + 1)
    spans = _spans(recent["item"])
    for rule in story.standing:
        a, b = spans.get(rule.row.a, _NOBODY), spans.get(rule.row.b, _NOBODY)
        buyers, ages = recent["buyer"][a], recent["age"][a]
        still = ~_since(buyers, ages, recent["buyer"][b], recent["age"][b])
        ages = ages[still]
        cases = np.array([rule.cases(age, story.within) for age in days])[ages]
        later = np.array([rule.later(age, story.within) for age in days])[ages]
        yield _way(story, rule.row.a, rule.row.b, buyers[still], ages, cases, later)


def _way(
    story: Story, a: str, b: str, buyers: Numbers, ages: Numbers, cases: Numbers, later: Numbers
) -> Way:
    enough = cases >= story.limits.few
    return Way(a, b, buyers, ages, cases, np.where(enough, later / np.maximum(cases, 1), 0.0))


def _spans(items: Numbers) -> dict[str, slice]:
    """Where the rows of each item lie; they come in the order of items."""
    starts = np.flatnonzero(np.append([True], items[1:] != items[:-1])) if len(items) else items
    ends = np.append(starts[1:], len(items))
    return {items[s]: slice(int(s), int(e)) for s, e in zip(starts, ends, strict=False)}


def _since(buyers: Numbers, ages: Numbers, then_buyers: Numbers, then_ages: Numbers) -> Numbers:
    """Who of them bought the other on that day or since; both are in the order of buyers."""
    if not len(then_buyers):
        return np.zeros(len(buyers), dtype=bool)
    at = np.minimum(np.searchsorted(then_buyers, buyers), len(then_buyers) - 1)
    found: Numbers = (then_buyers[at] == buyers) & (then_ages[at] <= ages)
    return found


def _by_rebuys(story: Story) -> Iterator[Way]:
    for item, group in groupby(story.rebuys, key=lambda row: row.item):
        rows = [row for row in group if row.buyer is not None]
        columns = ([row.buyer, row.age, row.cases, row.later] for row in rows)
        if rows:
            buyers, ages, cases, later = np.array([*columns]).T
            yield _way(story, item, item, buyers, ages, cases, later)
