"""The segments of a window: their sums, each asked once, and their tables."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from salesops.commands.grouping import UNKNOWN
from salesops.commands.ledger import Ledger
from salesops.commands.sales._segments.rows import (
    Code,
    LineQuality,
    Month,
    Part,
    Quality,
    Rule,
    Segment,
    Sums,
)
from salesops.commands.sales._segments.rules import Conditions
from salesops.commands.sales._segments.say import Say, listed
from salesops.models.compare import ratio
from salesops.queries.database import Questions
from salesops.result import Rows, Table

UNDATED = "undated"
SETTLED = timedelta(days=90)
"""An only order this old may be said to have stayed the only one."""
SHOWN = 20
"""Segments that prose shows; data formats have all."""
NAMED = 5
"""Small segments that a note names before it only counts them."""


@dataclass(frozen=True)
class Story:
    """What is asked of one window, by what, and under which labels."""

    asked: Questions
    ledger: Ledger
    by: str
    labels: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[Conditions, ...] = ()
    small: int = 30
    """Orders or customers below which a segment is not judged."""

    def sums(self, by: str, *, monthly: bool = False) -> list[Sums]:
        """The segments, the largest first, or month by month."""
        return self.asked.all(
            "segments", Sums, **self.ledger.span, by=by, monthly=monthly,
            settled_at=self._ends - SETTLED,
        )  # fmt: skip

    def parted(self, part: str, first: str, second: str) -> list[Part]:
        """Two segments by `product` or `category`."""
        return self.asked.all(
            "parted", Part, **self.ledger.span, by=self.by, part=part, first=first, second=second
        )

    @property
    def _ends(self) -> datetime:
        """The end of the window, or of the data where that is sooner."""
        reach = self.ledger.db.book.reach
        end = self.ledger.window.end
        return min(end, reach[1]) if reach else end

    @property
    def say(self) -> Say:
        """How amounts are written."""
        return Say(self.ledger.db.book.currency)

    @cached_property
    def segments(self) -> list[Sums]:
        """The segments of the window; Unknown comes last, whatever its money."""
        found = self.sums(self.by)
        return sorted(found, key=lambda s: s.segment == UNKNOWN)

    @cached_property
    def named(self) -> list[Sums]:
        """The segments that have a name, the largest first."""
        return [s for s in self.segments if s.segment != UNKNOWN]

    @cached_property
    def unknown(self) -> Sums | None:
        """What names no segment."""
        return next((s for s in self.segments if s.segment == UNKNOWN), None)

    @cached_property
    def judged(self) -> list[Sums]:
        """The named segments with customers, and so orders, enough to be judged."""
        return [s for s in self.named if s.clusters >= self.small]

    @cached_property
    def thin(self) -> list[Sums]:
        """Segments of too few customers or orders; a guest's order is a customer of its own."""
        return [s for s in self.segments if s.orders and s.clusters < self.small]

    @property
    def unmarked(self) -> bool:
        """Whether no file has the segment column that is asked for."""
        return bool(self.by == "segment" and self.segments and not self.named and not self.written)

    @cached_property
    def whole(self) -> Sums | None:
        """All segments as one; None without sales."""
        return next(iter(self.sums("")), None)

    @cached_property
    def months(self) -> list[Sums]:
        """Each month's segments; what has no date last."""
        return sorted(self.sums(self.by, monthly=True), key=lambda s: s.starts is None)

    @cached_property
    def quality(self) -> LineQuality:
        """What the window's lines hold and lack."""
        return self.asked.one("line_quality", LineQuality, **self.ledger.span)

    def name(self, segment: str) -> str:
        """The label of a code, else the code."""
        return self.labels.get(segment, segment)

    def said(self, sums: Sums) -> str:
        """As a sentence names it: `segment M`, `country Germany`."""
        return f"{self.kind} {self.name(sums.segment)}"

    @property
    def kind(self) -> str:
        """What a segment is called in sentences."""
        return "segment" if self.by == "rules" else self.by

    @property
    def disjoint(self) -> bool:
        """Whether no customer bought in two segments: only then are the groups apart."""
        whole = self.whole
        return whole is not None and sum(s.customers for s in self.segments) == whole.customers

    @property
    def ruled_by(self) -> list[str]:
        """The measures that the rules part customers by, as they are spoken of."""
        tests = (measure for rule in self.rules for measure, _, _ in rule.tests)
        return [measure.replace("_", " ") for measure in dict.fromkeys(tests)]

    @property
    def undecoded(self) -> list[Sums]:
        """Segments that the data names by a code, and that no label explains.

        A code is one or two characters, or digits.
        """
        if self.by != "segment":
            return []
        return [
            s for s in self.named
            if s.segment not in self.labels and re.fullmatch(r"..?|\d+", s.segment)
        ]  # fmt: skip

    @property
    def written(self) -> str:
        """Which column of which file the segments are; empty where the source makes them."""
        return " and ".join(self.ledger.db.book.written.get(self.by, ()))

    def tables(self) -> Iterator[Table]:
        """One row a segment; where they are many, prose has the largest."""
        rows = [
            Segment(
                self.name(s.segment), s.customers, s.orders, s.units, s.net_sales, s.avg_price,
                s.aov, s.orders_per_customer, self.ledger.share(s.net_sales),
                s.revenue_per_unit, s.repeat_rate, s.first_day, s.last_day, s.returns,
            )
            for s in self.segments
        ]  # fmt: skip
        note = (
            "Avg price is the mean of the lines' unit prices, those without one skipped; revenue "
            "per unit is gross less discounts for each unit. Orders per customer and repeat rate "
            "grow with the length of the period: compare periods of one length."
        )
        if self.thin:
            small = [
                f"{self.name(s.segment)} ({s.customers or s.orders:,})" for s in self.thin[:NAMED]
            ]
            small += [f"{len(self.thin) - NAMED:,} more"] if len(self.thin) > NAMED else []
            note += (
                f" Fewer than {self.small} customers or orders: {listed(small)}: averages of so "
                "few say little."
            )
        few, title = (
            len(rows) <= SHOWN,
            "Segments" if self.by == "segment" else f"Segments by {self.by}",
        )
        yield Table("segments", title, Segment, rows, note, shown=few)
        if not few:
            note += (
                f" {len(rows) - SHOWN:,} smaller segments are in --format json, csv and parquet."
            )
            title = f"The {SHOWN} largest segments by {self.by}"
            yield Table("largest", title, Segment, rows[:SHOWN], note)

    def monthly(self, *, shown: bool) -> Table:
        """One row a month and segment; what has no date is a month of its own."""
        totals: dict[object, object] = {}
        for s in self.months:
            totals[s.starts] = s.net_sales + totals.get(s.starts, 0)  # type: ignore[operator]
        rows = [
            Month(
                f"{s.starts:%Y-%m}" if s.starts else UNDATED, self.name(s.segment),
                self.ledger.covers(s.starts, "month"), s.customers, s.orders, s.units, s.net_sales,
                s.aov, ratio(s.net_sales, totals[s.starts]),
            )
            for s in sorted(self.months, key=self._place)
        ]  # fmt: skip
        return Table("months", "Segments month by month", Month, rows, shown=shown)

    def _place(self, s: Sums) -> tuple[bool, date, int]:
        """By month, what has no date last; in each the segments in the order of the whole."""
        return s.starts is None, s.starts or date.min, self._order[s.segment]

    @cached_property
    def _order(self) -> dict[str, int]:
        return {s.segment: place for place, s in enumerate(self.segments)}

    def codes(self) -> Table:
        """The codes as they stand in the data, with the labels given for them."""
        rows = [Code(s.segment, self.labels.get(s.segment)) for s in self.segments]
        return Table("codebook", "Codes", Code, rows, shown=bool(self.labels))

    @property
    def origin(self) -> str:
        """What the segment column is and where its codes come from."""
        if self.rules:
            return "by the rules given, in their order, on all loaded history"
        if self.unmarked:
            return "no file has a segment column"
        if not self.written:
            return f"by {self.kind}; a blank is {UNKNOWN}"
        return f"the values of {self.written}, as written there; a blank is {UNKNOWN}"

    def ruled(self) -> Table:
        """The rules, in the order in which they are tried."""
        rows = [Rule(rule.segment, rule.spoken) for rule in self.rules]
        return Table("rules", "Rules", Rule, rows, shown=bool(rows))

    def data_quality(self) -> Table:
        """Rows in, used and rejected, products, and what is missing or odd."""
        rows = list(_counts(self.quality, self.ledger.db.book.rows, self))
        return Table("data_quality", "Scope and data quality", Quality, rows)


def _counts(q: LineQuality, rows: Rows, story: Story) -> Iterator[Quality]:
    yield Quality("rows in", rows.total, "of all files read")
    yield Quality("rows used", rows.used, _valid(rows))
    yield Quality("rows excluded", rows.excluded, _reasons(rows))
    yield Quality("rows rejected", rows.rejected, _rejected(rows))
    yield Quality("segments", len(story.named), story.origin)
    whole = story.whole
    yield Quality(
        "customers", whole.customers if whole else 0, "known ones who bought in this period"
    )
    yield Quality("orders", story.ledger.now.orders, "in this period")
    yield Quality("order lines", q.lines, "of products, in this period")
    if story.asked.has("products") and q.products is not None:
        yield Quality("catalogue products", q.products, "different ones in the product list")
    sold = "different ones among those lines" if q.products_sold else "no line names a product"
    yield Quality("products sold", q.products_sold, sold)
    undated = "in every total here, in no month" if story.ledger.undated else "in no number here"
    for what, found, some, none in (
        ("undated lines", story.ledger.dateless.lines, undated, "every line has a date"),
        (
            "lines without a unit price",
            q.priceless_lines,
            "not in the average price",
            "every line has one",
        ),
        ("lines below zero", q.negative_lines, "they stand as written", "no line is negative"),
        (
            "lines not price x quantity",
            q.mismatched_lines,
            "the line's own total counts",
            "every line is",
        ),
    ):
        yield Quality(what, found, some if found else none)


def _valid(rows: Rows) -> str:
    """Rounded down: 100 % only where it is all of them."""
    if not rows.total:
        return "no rows"
    hundredths = rows.used * 10_000 // rows.total
    return f"{hundredths / 100:g} % of the rows in"


def _reasons(rows: Rows) -> str:
    why = (f"{count:,} {reason}" for reason, count in rows.reasons.items())
    return ", ".join(why) or "none had to be set aside"


def _rejected(rows: Rows) -> str:
    return "in no number; --rejects lists them" if rows.rejected else "no row had to be left out"
