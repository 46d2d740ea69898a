"""What may mislead in these numbers, each with its size."""

from collections.abc import Iterator

from salesops.commands.sales._segments import recent
from salesops.commands.sales._segments.actions import age, old
from salesops.commands.sales._segments.pair import Pair
from salesops.commands.sales._segments.rows import Risk
from salesops.commands.sales._segments.say import count, listed, of_whole, sentence
from salesops.commands.sales._segments.story import Story
from salesops.models.compare import ratio
from salesops.result import Table

CHANGED = 0.2
"""A recent average order this far from that of the whole period is said."""
LARGEST, HEAVY, TIMES = 10, 0.1, 3
"""Ten orders are said to weigh from a tenth of all, and from three times their even part."""
CYCLES = 24
"""Complete months in which each month of the year was seen twice."""


def table(story: Story, found: Pair | None) -> Table:
    """One row a risk."""
    rows = list(risks(story, found)) or [
        Risk(
            "None found.",
            "Codes, gaps, dates, age, currency, history and large orders are checked.",
        )
    ]
    return Table("risks", "Risks", Risk, rows, shown=False)


def risks(story: Story, found: Pair | None) -> Iterator[Risk]:
    """Of the data first, then of what is read into it."""
    yield from _data(story)
    if story.segments:
        yield from _undecoded(story)
        yield from _history(story)
        yield from _largest(story)
    if story.ruled_by:
        yield Risk(
            "Segments by rule differ in what the rules ask for; that is no finding.",
            f"The rules ask for {listed(story.ruled_by)}.",
        )
    if found:
        yield Risk(
            f"The {story.kind} need not be the reason for a difference.",
            f"{sentence(listed([story.said(s) for s in found.both]))} are compared as they are; "
            "nothing else is held equal.",
        )
    if story.judged:
        yield Risk(
            "The return of a campaign cannot be read from these numbers.",
            "Nothing read here names a campaign, its cost or who was left out of it.",
        )


def _data(story: Story) -> Iterator[Risk]:
    rows, db = story.ledger.db.book.rows, story.ledger.db
    if old(story):
        yield Risk("The numbers are old.", f"The data {age(story)}.")
    if rows.rejected:
        rejected = count(rows.rejected, "row was", "rows were")
        yield Risk("Numbers may be too low.", f"{rejected} rejected, of {rows.total:,}.")
    if story.segments and not story.say.currency:
        yield Risk(
            "Amounts may be of several currencies, added as one.", "No file states a currency."
        )
    if lines := story.ledger.dateless.lines:
        where = "months sum to less than the whole" if story.ledger.undated else "they are left out"
        yield Risk("Some sales have no date.", f"{count(lines, 'order line')}: {where}.")
    if db.book.filtered:
        yield Risk("Only part of the orders is asked.", "--where is set.")
    if (s := story.unknown) and s.orders and not story.unmarked:
        share = story.ledger.share(s.net_sales)
        part = f", {of_whole(share)} of the whole" if share is not None else ""
        yield Risk(
            f"What has no {story.kind} may belong to any.",
            f"{story.say.money(s.net_sales)} of net sales{part}.",
        )


def _undecoded(story: Story) -> Iterator[Risk]:
    if codes := story.undecoded:
        names = listed([s.segment for s in codes])
        yield Risk(
            f"A campaign built on what {names} {'seem' if len(codes) > 1 else 'seems'} to mean may "
            "address the wrong people.",
            f"No file read says what {'they mean' if len(codes) > 1 else 'it means'}.",
        )


def _history(story: Story) -> Iterator[Risk]:
    months = recent.complete(story)
    if len(months) < CYCLES:
        yield Risk(
            "A change between months may be the season.",
            f"{count(len(months), 'complete month')} of data; {CYCLES} show each month twice.",
        )
    said, money = [], story.say.money
    for s in story.judged[:2]:
        found = recent.course(story, s)
        if not found or not found.now.aov or not s.aov or s.aov <= 0:
            continue
        if abs(found.now.aov / s.aov - 1) >= CHANGED:
            said.append(
                f"An order of {story.said(s)} averaged {money(found.now.aov)} in {found.now.said} "
                f"and {money(s.aov)} in the whole period."
            )
    if said:
        yield Risk("Averages of the whole period are not the recent ones.", " ".join(said))


def _largest(story: Story) -> Iterator[Risk]:
    whole = story.whole
    if whole is None or whole.order_value <= 0 or not whole.orders:
        return
    share = ratio(whole.ten_largest, whole.order_value) or 0.0
    if share >= max(HEAVY, TIMES * LARGEST / whole.orders):
        yield Risk(
            "Few orders weigh much.",
            f"The {LARGEST} largest of {whole.orders:,} orders are {of_whole(share)} of order "
            "value.",
        )
