"""What closings says in words: its headline and its notes."""

from collections.abc import Iterator

from salesops.commands.team._closings import basis, judged
from salesops.commands.team._closings.outlook import Outlook
from salesops.models.closing.placed import When
from salesops.units import Unit, counted, text

ALIKE = 1.05
"""A factor up to it changes no interval that anybody reads."""
FEW_PERIODS = 4
"""Fewer past periods say little of how good a forecast is."""


def headline(outlook: Outlook) -> str:
    """One sentence: what is expected of this period, what of it is won, and the quota."""
    story, counts = outlook.story, outlook.story.counts
    if story.stale:
        return story.stale.message
    if not counts.deals:
        return "No deals."
    if not counts.open:
        return f"No deal is open{_unsaid(outlook)}: nothing is expected of {story.this.name}."
    return f"{_expected(outlook)}{_quota(outlook)}."


def _unsaid(outlook: Outlook) -> str:
    counts = outlook.story.counts
    if not counts.unknown:
        return ""
    return f", as far as is known (of {counted(counts.unknown, 'deal')} nobody says)"


def _expected(outlook: Outlook) -> str:
    story = outlook.story
    period = f"this {story.question.freq}"
    if story.is_valued:
        row = outlook.values[0]
        amounts = [_money(outlook, row.expected), _bare(outlook, row.low), _bare(outlook, row.high)]
        won = f", of which {_bare(outlook, row.won)} won already"
    else:
        number = outlook.numbers[0]
        amounts = [f"{counted(round(number.expected), 'deal')}"]
        amounts += [f"{x or 0:,}" for x in (number.low, number.high)]
        won = f", of which {number.won:,} won already"
        if story.won.value:
            won += f" ({_money(outlook, story.won.value)})"
        won += "; no open deal has an amount"
    said, low, high = amounts
    return f"Expected {period}: {said} (80 % between {low} and {high}){won}"


def _quota(outlook: Outlook) -> str:
    goal = outlook.story.goal
    if goal is None:
        return ""
    won = f", {_bare(outlook, goal.won)} of it won" if goal.others else ""
    return f"; quota {_bare(outlook, goal.quota)}{won}"


def _money(outlook: Outlook, amount: object) -> str:
    unit = f" {outlook.story.worth.currency}" if outlook.story.worth.currency else ""
    return f"{_bare(outlook, amount)}{unit}"


def _bare(outlook: Outlook, amount: object) -> str:
    return text(amount, Unit.MONEY, outlook.story.worth.currency)


def notes(outlook: Outlook) -> Iterator[str]:
    """What a reader must know to trust the numbers."""
    yield from _unknown(outlook)
    if not outlook.story.counts.open:
        return
    yield from _worth(outlook)
    yield from _when(outlook)
    yield from _whose_quota(outlook)
    yield from _before(outlook)


def _unknown(outlook: Outlook) -> Iterator[str]:
    counts = outlook.story.counts
    if not counts.deals:
        yield "The exports hold no deal."
    if counts.unknown:
        yield f"Of {counted(counts.unknown, 'deal')} nobody says whether they are open: in no row."
    if counts.closed:
        yield f"Of {counted(counts.closed, 'closed deal')} nobody says whether won: in no row."
    if counts.won_undated:
        yield f"{counted(counts.won_undated, 'won deal')} without the day: in no period."


def _worth(outlook: Outlook) -> Iterator[str]:
    story = outlook.story
    blank = story.counts.open - story.with_amount
    priced = int((story.deals.value >= 0).sum()) - story.with_amount
    if priced:
        how = "their product's list price" if story.worth.by == "list-price" else "the mean won"
        yield f"{counted(priced, 'open deal')} without an amount: valued at {how}."
    if blank - priced:
        hint = "; --value list-price or mean-won values them" if story.worth.by == "amount" else ""
        yield (
            f"{counted(blank - priced, 'open deal')} without an amount: counted, not valued{hint}."
        )
    if unlikely := int((story.chance_basis == "none").sum()):
        yield f"Of {counted(unlikely, 'open deal')} nothing says how likely: expected as 0."


def _when(outlook: Outlook) -> Iterator[str]:
    story = outlook.story
    yield (
        "How likely an open deal is won is as the command pipeline weighs it; when, is told from "
        "how long past deals took. Deals that are not there yet are in no period."
    )
    if overdue := int((story.deals.closes_in < 0).sum()):
        yield (
            f"{counted(overdue, 'open deal')} should have closed before today: such "
            "dates are not believed."
        )
    if older := int((story.placed.when == int(When.OLDER)).sum()):
        yield (
            f"{counted(older, 'open deal')} there longer than any deal that was won: undated, and "
            "less likely than others of that chance."
        )
    if undated := int((story.placed.when == int(When.NOTHING)).sum()):
        yield f"Of {counted(undated, 'open deal')} nothing says when: undated."


def _whose_quota(outlook: Outlook) -> Iterator[str]:
    story = outlook.story
    if story.asked.db.book.filtered:
        yield "Quotas are of all deals: under --where none is shown."
    elif goal := story.goal:
        whole = goal.together.scopes == ["shop"]
        whose = "that of the whole shop" if whole else f"the sum of those of {goal.whose}"
        yield f"The quota is {whose}."
        deals, won = int((~goal.held).sum()), _money(outlook, goal.others)
        if deals or goal.others:
            said = f"{counted(deals, 'open deal')}, {won} won"
            yield f"Not of that quota, nor in the chance of it: {said}."


def _before(outlook: Outlook) -> Iterator[str]:
    told = outlook.past.told
    yield from basis.notes(outlook.past.then, outlook.past.spans)
    if (wider := outlook.scores.wider) > ALIKE:
        yield (
            f"Intervals are {text(wider, Unit.RATIO)} times as wide as chance alone makes them: "
            f"past {outlook.story.question.freq}s were that much further off."
        )
    if not told:
        yield "Too little had been won before to tell past periods again."
    elif len(told) < FEW_PERIODS:
        yield f"{counted(len(told), 'past period')} only: accuracy says little."
    if told and not outlook.past.in_money:
        yield (
            "Past periods are told in deals: not all state the amounts of then, and what a deal "
            "ended with was not known before."
        )
    yield from judged.notes(outlook.judged)
