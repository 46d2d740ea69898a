"""What to do about the segments: only what a number asks for, and that number beside it."""

from collections.abc import Iterator
from dataclasses import replace

from salesops.commands.sales._segments import recent
from salesops.commands.sales._segments.pair import Pair
from salesops.commands.sales._segments.rows import Action, Sums
from salesops.commands.sales._segments.say import count, listed, of_whole, two
from salesops.commands.sales._segments.story import SETTLED, Story
from salesops.models.compare import ratio
from salesops.result import Finding, Table

NOW, MONTH, QUARTER = "now", "this month", "this quarter"
LATER = "after a fresh export"
SALES, MARKETING, DATA = "Sales", "Marketing", "Data"
LEAST = 0.001
"""A part of net sales that nobody need fill in."""
MANY = 1000
"""Customers of whom a tenth is a group large enough to compare with."""
OF_CUSTOMERS = ("segment", "country", "region")
"""Groups that are written with the customer, not with the order."""


def table(story: Story, found: Pair | None) -> Table:
    """One row an action, the most pressing first."""
    rows = sorted(actions(story, found), key=lambda a: (NOW, MONTH, QUARTER, LATER).index(a.when))
    if not rows:
        asked = count(story.ledger.now.orders, "order")
        rows = [Action(QUARTER, SALES, "Ask again.", f"Nothing in these {asked} asks for more.")]
    return Table("actions", "Actions", Action, rows, shown=False)


def actions(story: Story, found: Pair | None) -> Iterator[Action]:
    """What the data lacks first, for the rest stands on it."""
    yield from _decode(story)
    yield from _export(story)
    yield from _rejected(story)
    yield from _currency(story)
    yield from _dates(story)
    yield from _fill_in(story)
    yield from _second_orders(story)
    if found:
        yield from _units(found)
        yield from _mix(found)
        yield from _price(found)


def old(story: Story) -> Finding | None:
    """What says that the data ends long before the question's now."""
    db = story.ledger.db
    return db.stale(replace(story.ledger.window, end=db.as_of))


def age(story: Story) -> str:
    """`ends 2014-01-28 23:59, 4,681 days before 2026-11-22 08:00`; empty where nothing is dated."""
    db = story.ledger.db
    if db.book.reach is None:
        return ""
    end, late = db.book.reach[1], db.as_of - db.book.reach[1]
    ago = f"{late.days:,} days" if late.days > 1 else f"{late.total_seconds() / 3600:.0f} hours"
    return f"ends {end:%Y-%m-%d %H:%M}, {ago} before {db.as_of:%Y-%m-%d %H:%M}"


def _export(story: Story) -> Iterator[Action]:
    if not story.segments:
        yield Action(NOW, DATA, "Check period and exports.", "No order lies in this period.")
    if old(story):
        yield Action(NOW, DATA, "Export again.", f"The data {age(story)}.")
    if story.unmarked:
        yield Action(
            NOW,
            SALES,
            "Run salesops segments with --by country, --by shop or --rules FILE.",
            "No file has a segment column.",
        )


def _rejected(story: Story) -> Iterator[Action]:
    if rejected := story.ledger.db.book.rows.rejected:
        rows = count(rejected, "rejected row")
        yield Action(
            NOW, DATA, f"Mend {rows}; --rejects lists them.", "They are in no number here."
        )


def _decode(story: Story) -> Iterator[Action]:
    """A code stays a code until somebody who knows says what it means."""
    codes = story.undecoded
    if not codes:
        return
    names = listed([s.segment for s in codes])
    where = story.written or "the source"
    example = ",".join(f"{s.segment}=.." for s in codes)
    sales = sum((s.net_sales for s in codes), codes[0].net_sales * 0)
    people = sum(s.customers for s in codes)
    yield Action(
        NOW,
        DATA,
        f"Ask who keeps {where} what {names} {'mean' if len(codes) > 1 else 'means'}; write "
        f'labels = "{example}" under [segments] of salesops.toml, or give --labels to salesops '
        "segments.",
        f"No file read says it. {count(people, 'customer')} with {story.say.money(sales)} of net "
        f"sales {'stand' if people != 1 else 'stands'} under {names}.",
    )


def _currency(story: Story) -> Iterator[Action]:
    if story.segments and not story.say.currency:
        yield Action(
            NOW,
            DATA,
            "State the currency: currency under [sales] of salesops.toml.",
            f"No file states one for {story.say.money(story.ledger.now.net_sales)} of net sales.",
        )


def _dates(story: Story) -> Iterator[Action]:
    lines, sums = story.ledger.dateless.lines, [s for s in story.months if s.starts is None]
    if not lines:
        return
    worth = "They are in no number of this period."
    if story.ledger.undated and sums:
        sales = sum((s.net_sales for s in sums), sums[0].net_sales * 0)
        worth = f"{story.say.money(sales)} of net sales has no date: in every total, in no month."
    yield Action(MONTH, DATA, f"Correct the dates of {count(lines, 'order line')}.", worth)


def _fill_in(story: Story) -> Iterator[Action]:
    s = story.unknown
    if s is None or story.unmarked or not s.orders:
        return
    share = story.ledger.share(s.net_sales)
    if share is not None and abs(share) < LEAST:
        return
    when = QUARTER if share is not None and share < 0.01 else MONTH  # noqa: PLR2004 - a hundredth
    part = f", {of_whole(share)} of the whole" if share is not None else ""
    held = f"Unknown holds {story.say.money(s.net_sales)} of net sales{part}."
    guests = s.orders - s.known_orders
    if story.by not in (*OF_CUSTOMERS, "rules"):
        yield Action(when, DATA, f"Fill in {story.by} for {count(s.orders, 'order')}.", held)
        return
    if s.customers:
        what = f"Fill in {story.by} for {count(s.customers, 'customer')}."
        what = "Add a rule for who fits none." if story.by == "rules" else what
        placed = f"{count(s.customers, 'customer')} placed {count(s.known_orders, 'order')}"
        yield Action(when, DATA, what, f"{placed}. {held}")
    if guests:
        yield Action(
            when,
            DATA,
            f"Name the customer on {count(guests, 'order')}.",
            f"{'They stand' if guests > 1 else 'It stands'} under Unknown. {held}",
        )


def _campaign(story: Story, when: str) -> str:
    """When to do what needs to know the customers of today."""
    return LATER if old(story) else when


def _second_orders(story: Story) -> Iterator[Action]:
    """For the two segments in which most customers ordered once, and long ago."""
    if story.disjoint:
        most = sorted(story.judged, key=lambda s: -s.settled)[:2]
        yield from (_second_order(story, s) for s in most if s.settled >= story.small)


def _second_order(story: Story, s: Sums) -> Action:
    control = "one in ten" if s.settled >= MANY else "half"
    once = s.customers - s.repeaters
    course = recent.course(story, s)
    aov, when = (course.now.aov, f"from {course.now.said}") if course else (s.aov, "in this period")
    each = f" An order averaged {story.say.money(aov)} {when}." if aov else ""
    return Action(
        _campaign(story, MONTH),
        MARKETING,
        f"Offer the {s.settled:,} customers of {story.said(s)} whose one order in this period "
        f"is more than {SETTLED.days} days old a reason for a second; leave {control} of them, at "
        "random, without the offer to measure its effect.",
        f"{of_whole(ratio(once, s.customers))} of its {s.customers:,} customers ordered once; "
        f"{s.settled:,} of those orders are more than {SETTLED.days} days before the data's end."
        f"{each}",
    )


def _units(pair: Pair) -> Iterator[Action]:
    story, found = pair.story, pair.effects
    back = (
        found is not None and found.mix * found.units < 0 and 2 * abs(found.mix) >= abs(found.units)
    )
    if found is None or not pair.explained or not pair.units.tells or back:
        return
    fewer, more = sorted(pair.both, key=lambda s: s.units_per_order or 0)
    yield Action(
        _campaign(story, QUARTER),
        SALES,
        f"Test bundles or add-ons in {story.said(fewer)}, against a group without them.",
        f"Its orders hold {two(fewer.units_per_order)} units, those of {story.said(more)} "
        f"{two(more.units_per_order)}; that is {story.say.money(abs(found.units))} of an order.",
    )


def _mix(pair: Pair) -> Iterator[Action]:
    story, found = pair.story, pair.effects
    if found is None or not pair.explained or found.mix <= 0:
        return
    for c in pair.carriers[:1]:
        yield Action(
            _campaign(story, QUARTER),
            MARKETING,
            f"Show half of the customers of {story.said(pair.other)}, at random, more of "
            f"{c.name}, and compare their orders with those of the other half.",
            f"{c.name}: in {of_whole(c.shares[1])} of the orders of {story.said(pair.other)}, in "
            f"{of_whole(c.shares[0])} of those of {story.said(pair.one)}; their part of the "
            f"difference in order value is {story.say.change(c.effect)}.",
        )


def _price(pair: Pair) -> Iterator[Action]:
    story, found = pair.story, pair.effects
    if found is None or not pair.explained or not pair.named:
        return
    if found.price * 2 > found.total:
        yield Action(
            _campaign(story, MONTH),
            SALES,
            f"Compare what {story.said(pair.one)} and {story.said(pair.other)} pay for the same "
            "products.",
            f"Prices of the same products make {story.say.change(found.price)} of the "
            f"{story.say.money(found.total)} between their orders.",
        )
