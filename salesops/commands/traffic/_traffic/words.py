"""The words of traffic: its headline, its metrics and its notes."""

from collections.abc import Iterator
from datetime import date

from salesops.commands.arrived import Windows, behind
from salesops.commands.traffic._traffic.falls import fallen
from salesops.commands.traffic._traffic.story import NONE, UNFOUND, Story
from salesops.commands.versus import SPOKEN
from salesops.commands.web_orders import within
from salesops.models.compare import change, ratio
from salesops.result import Metric
from salesops.units import Unit, counted, signed, text


def headline(story: Story) -> str:
    """What came, what of it bought, and what search says."""
    parts = [part for part in (_visits(story), _search(story)) if part]
    return " ".join(parts) or "No whole day lies in the window."


def _visits(story: Story) -> str:
    if not story.visits:
        return ""
    if story.late:
        until = f"end with {story.last}" if story.last else "hold no day"
        return f"The visits known here {until}: nothing is said of the days since. Export again."
    one = story.whole
    if one is NONE:
        return "No day of the window is known."
    bought = ratio(one.purchases, one.sessions)
    sold = f"; {text(bought, Unit.PERCENT)} bought" if bought is not None else ""
    return (
        f"{one.sessions:,} sessions {_span(story.known)}, {_against(story)}{sold}. {_beyond(story)}"
    )


def _against(story: Story) -> str:
    row = story.whole
    moved = change("", row.sessions, row.sessions_base, history=story.compared).change_pct
    spoken = SPOKEN[story.windows.versus]
    if moved is None:
        return f"none {spoken}" if story.compared else f"nothing is known of {spoken}"
    return f"{signed(moved, Unit.PERCENT)} on {spoken} ({row.sessions_base:,})"


def _beyond(story: Story) -> str:
    down = fallen(story)
    if down:
        names = ", ".join(one.member.member or "all visits" for one in down[:3])
        return f"Down beyond what is usual: {names}."
    if not story.spreads:
        return "The days before are too few to tell what is usual."
    return "Nothing fell beyond what is usual."


def _span(known: Windows) -> str:
    if known.length == 1:
        return f"on {known.last}"
    return f"in the {known.length} days to {known.last}"


def _search(story: Story) -> str:
    one = story.found
    if story.search is None or one is UNFOUND:
        return ""
    moved = change("", one.clicks, one.clicks_base, history=story.search_compared).change_pct
    on = f", {signed(moved, Unit.PERCENT)} on the days they are compared with" if moved else ""
    known = story.searchable
    return f"Web search: {one.clicks:,} clicks {_span(known)}{on}."


def metrics(story: Story) -> Iterator[Metric]:
    """All visits and all clicks, against the window before."""
    versus = story.windows.versus
    if story.visits or story.by is None:  # reports name them: what is not known is a dash
        yield from _of_visits(story, versus)
    if story.search is not None:
        yield from _of_search(story, versus)


def _of_visits(story: Story, versus: str) -> Iterator[Metric]:
    one, known = story.whole, story.whole is not NONE
    rates = ratio(one.purchases, one.sessions), ratio(one.purchases_base, one.sessions_base)
    rows = (
        ("sessions", "Sessions", Unit.COUNT, one.sessions if known else None, one.sessions_base),
        ("conversion", "Conversion", Unit.PERCENT, *rates),
        (
            "purchases", "Purchases, by analytics", Unit.COUNT, one.purchases,
            one.purchases_base,
        ),
        (
            "traffic_revenue", "Revenue, by analytics", Unit.MONEY, one.revenue,
            one.revenue_base,
        ),
    )  # fmt: skip
    for name, title, unit, now, before in rows:
        moved = change(versus, now, before, history=story.compared)
        yield Metric(name, title, now, unit, (moved,))
    yield Metric("aov", "What a web order is worth", story.aov, Unit.MONEY, shown=False)


def _of_search(story: Story, versus: str) -> Iterator[Metric]:
    one = story.found
    known = one is not UNFOUND
    clicks, shown = (one.clicks, one.impressions) if known else (None, None)
    rows = (
        ("clicks", "Clicks in web search", Unit.COUNT, clicks, one.clicks_base, "up"),
        ("impressions", "Impressions", Unit.COUNT, shown, one.impressions_base, "up"),
        ("position", "Mean position", Unit.RATIO, one.position, one.position_base, "down"),
    )
    for name, title, unit, now, before, good in rows:
        moved = change(versus, now, before, history=story.search_compared)
        yield Metric(name, title, now, unit, (moved,), good)


def notes(story: Story) -> Iterator[str]:
    """What a reader must know of these numbers."""
    if story.windows.today_left_out:
        yield "Today is left out: exports of visits are by day, and it is not over."
    if story.visits and not story.late:
        yield from _arrived("Visits", story.last, story.known, story)
        yield from behind(story.every_day, story.known)
    if story.search_days:
        yield from _arrived("Web search", story.searched_last, story.searchable, story)
    if story.visits:
        yield from _coverage(story)
    yield from _missing(story)


def _arrived(name: str, last: date | None, known: Windows, story: Story) -> Iterator[str]:
    if gone := story.windows.length - known.length:
        yield (
            f"{name}: known until {last}. What the last {counted(gone, 'day')} of the window "
            "brought has not arrived, which is not zero: fewer days are compared."
        )


def _coverage(story: Story) -> Iterator[str]:
    start, end = story.known.now.start.date(), story.known.now.end.date()
    orders = within(story.sold, story.known.now)
    seen = [row.purchases for row in story.every_day if start <= row.day < end]
    bought = sum(n for n in seen if n is not None)
    if orders and any(n is not None for n in seen):
        share = text(ratio(bought, orders), Unit.PERCENT)
        yield (
            f"Analytics counts {bought:,} purchases and the web shop {orders:,} orders in this "
            f"window: some are counted twice, or orders are not in the exports."
            if bought > orders
            else f"Analytics saw {bought:,} of the {orders:,} orders of the web shop in this "
            f"window ({share}): who declines its cookies is not seen."
        )
    if story.asked.db.book.filtered:
        yield "Visits know nothing of orders: --where leaves none of them out."


def _missing(story: Story) -> Iterator[str]:
    if story.search is None:
        yield "No export of web search is loaded (search_daily: day, query, clicks, ..)."
    elif story.found is not UNFOUND and not story.queries:
        yield f"The export of web search does not split it by {story.by or 'query or page'}."
    if not story.visits:
        if story.by is None:
            yield "No export of visits is loaded (traffic_daily: day, channel, sessions, ..)."
        return
    wanted = ("channel", "page") if story.by is None else (story.by,)
    for by in wanted:
        if by not in story.splits and not story.late:
            yield f"No export splits the visits of these days by {by}."
    if story.whole.sessions and story.whole.purchases is None:
        yield "The traffic export does not say which visits bought: there is no conversion."
