"""Whether the window is a usual one: the same weekdays of the eight windows before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil

from salesops.commands.sales._explain.rows import Earlier, SeasonRow, UsualRow
from salesops.commands.sales._explain.story import MIDNIGHT, Story
from salesops.period import days
from salesops.result import Table

LEAST = 4
"""Fewer windows make no band."""
WEEK, YEAR = 7, 364
LOW, HIGH = Fraction(1, 10), Fraction(9, 10)


@dataclass(frozen=True)
class Season:
    """The windows of the same weekdays that the data reaches back to."""

    story: Story
    earlier: Sequence[tuple[int, Earlier]]
    """Days back, and what was sold then."""
    year: Earlier | None

    @property
    def told(self) -> bool:
        """Whether there are enough windows for a band."""
        return len(self.earlier) >= LEAST

    @cached_property
    def band(self) -> tuple[Decimal, Decimal, Decimal]:
        """The 10th percentile, the median and the 90th, as printed."""
        sold = sorted(Fraction(row.net_sales) for _, row in self.earlier)
        at = [_quantile(sold, q) for q in (LOW, Fraction(1, 2), HIGH)]
        low, mid, high = (Decimal(q.numerator) / Decimal(q.denominator) for q in at)
        return self.story.cents(low), self.story.cents(mid), self.story.cents(high)

    def place(self, amount: Decimal) -> int:
        """-1 below the band, 0 within, 1 above."""
        low, _, high = self.band
        return (amount > high) - (amount < low)

    @property
    def usual(self) -> bool:
        """Whether the window lies in the band."""
        return self.told and not self.place(self.story.now_net)

    @property
    def noun(self) -> str:
        """What a window like this is called: Thursday, week, period of the same weekdays."""
        window, touched = self.story.window, len(days(self.story.window))
        part = " until then" if window.so_far else ""
        if touched == 1:
            return f"{window.start:%A}{part}"
        whole = window.start.time() == window.end.time() == MIDNIGHT
        return "week" if touched == WEEK and whole else f"period of the same weekdays{part}"

    def words(self) -> str:
        """How the two windows stand to the band; empty without one."""
        if not self.told:
            return ""
        low, _, high = map(self.story.money, self.band)
        usual = f"A usual {self.noun} brings {low} to {high}"
        here = self.place(self.story.now_net)
        there = self.place(self.story.base_net)
        if here:
            return f"{usual}: this one is {'above' if here > 0 else 'below'} that."
        if there:
            way = "more" if there > 0 else "less"
            return f"{usual}: this one is usual, the other period was the one that brought {way}."
        return f"{usual}: both periods are usual."


def season(story: Story) -> Season:
    """Ask what was sold in the windows of the same weekdays."""
    touched = max(1, len(days(story.window)))
    step = WEEK * ceil(touched / WEEK)
    rows = story.asked.all("season", Earlier, **story.ledger.span, step=step)
    back = {row.n: (YEAR if row.n == 0 else row.n * step) for row in rows}
    seen = [row for row in rows if _reaches(story, back[row.n]) and not story.ledger.undated]
    earlier = [(back[row.n], row) for row in seen if row.n]
    year = next((row for row in seen if row.n == 0 and touched <= YEAR), None)
    return Season(story, earlier, year)


def _reaches(story: Story, back: int) -> bool:
    """Whether the data goes back as far: counted in days, since a date may not."""
    first = story.ledger.first
    return first is not None and back <= (story.window.start.date() - first).days


def _quantile(sold: Sequence[Fraction], q: Fraction) -> Fraction:
    """By linear interpolation."""
    at = (len(sold) - 1) * q
    below = int(at)
    above = min(below + 1, len(sold) - 1)
    return sold[below] + (sold[above] - sold[below]) * (at - below)


def tables(found: Season) -> tuple[Table, ...]:
    """The window beside the band; the windows of the band for scripts."""
    story, title = found.story, "Season: the same weekdays before"
    usual = [
        UsualRow(*_span(story, back), row.orders, row.net_sales) for back, row in found.earlier
    ]
    note = "The band is the 10th to the 90th percentile." if found.told else _lacking(found)
    return (
        Table("season", title, SeasonRow, _rows(found), note),
        Table("usual", "The windows of the band", UsualRow, usual, shown=False),
    )


def _lacking(found: Season) -> str:
    n, noun = len(found.earlier), "period" if len(found.earlier) == 1 else "periods"
    return f"No band: the data holds {n} {noun} of the same weekdays before; a band takes {LEAST}."


def _rows(found: Season) -> list[SeasonRow]:
    story, n = found.story, len(found.earlier)
    now, (_, base, before) = story.ledger.now, story.against
    window = story.window
    rows = [SeasonRow("This period", story.now_net, now.orders, window.start, window.end, 1)]
    if story.known:
        rows.append(
            SeasonRow("Compared with", story.base_net, before.orders, base.start, base.end, 1)
        )
    if found.told:
        names = ("Usual: low end", "Usual: median", "Usual: high end")
        rows += [
            SeasonRow(name, amount, None, None, None, n)
            for name, amount in zip(names, found.band, strict=True)
        ]
    if found.year:
        sold = story.cents(found.year.net_sales)
        span = _span(story, YEAR)
        rows.append(SeasonRow("A year ago", sold, found.year.orders, *span, 1))
    return rows


def _span(story: Story, back: int) -> tuple[datetime, datetime]:
    by = timedelta(days=back)
    return story.window.start - by, story.window.end - by
