"""The words of funnel: its headline, its metrics and its notes."""

from collections.abc import Iterator

from salesops.commands.arrived import behind
from salesops.commands.traffic._funnel.story import STEPS, Story
from salesops.commands.traffic._funnel.tables import NAMES, chain, short
from salesops.commands.traffic._funnel.verdicts import SPOKEN as FALLS
from salesops.commands.traffic._funnel.verdicts import Drop, dropped
from salesops.commands.versus import SPOKEN
from salesops.models.compare import change, ratio
from salesops.result import Metric
from salesops.units import Unit, counted, text


def headline(story: Story) -> str:
    """How many of a hundred buy, and where most are lost against what the shop has done."""
    if story.late:
        until = f"end with {story.last}" if story.last else "hold no day"
        return f"The visits known here {until}: nothing is said of the days since. Export again."
    now, base = story.whole
    if not now.sessions:
        return _without(story)
    rate, before = ratio(now.purchases, now.sessions), ratio(base.purchases, base.sessions)
    spoken = SPOKEN[story.windows.versus]
    was = f"; {text(before, Unit.PERCENT)} {spoken}" if before is not None else ""
    return (
        f"{text(rate, Unit.PERCENT)} of {now.sessions:,} sessions end in an order in the "
        f"{counted(story.known.length, 'day')} to {story.known.last}{was}. {_gap(story)}"
    )


def _without(story: Story) -> str:
    now, _ = story.whole
    if not now.unstated:
        return "No day of the window is known."
    rate = ratio(story.web_orders(), now.unstated) if story.sold else None
    told = f": {text(rate, Unit.PERCENT)} orders per session" if rate is not None else ""
    return f"The export of visits does not say who bought{told}."


def _gap(story: Story) -> str:
    """The step furthest below the shop's own best, in orders."""
    gaps = [
        (lost, step, earlier, best)
        for step, earlier in chain(story)
        if earlier and (best := story.best(step, earlier)) is not None
        and (lost := short(story, step, earlier, best))
    ]  # fmt: skip
    if not gaps:
        return "No step is below the shop's own best."
    lost, step, earlier, best = max(gaps)
    rate = ratio(getattr(story.whole[0], step), getattr(story.whole[0], earlier))
    down = dropped(story)
    first = "F"
    if story.compared:
        first = f"{_fell(down[0])} F" if down else "No step fell by more than chance; f"
    return (
        f"{first}urthest below its own best: {NAMES[earlier].lower()} to {NAMES[step].lower()}, "
        f"{text(rate, Unit.PERCENT)} (best {text(best, Unit.PERCENT)}), about "
        f"{counted(lost, 'order')} short (estimate)."
    )


def _fell(one: Drop) -> str:
    rate, before = ratio(*one.now), ratio(*one.before)
    where = FALLS[one.after, one.step]
    return (
        f"{where.capitalize()} ({text(rate, Unit.PERCENT)}, {text(before, Unit.PERCENT)} before), "
        "more than chance."
        if one.code == "checkout-drop"
        else f"{where.capitalize()}, more than chance."
    )


def metrics(story: Story) -> Iterator[Metric]:
    """Conversion, the steps, and what analytics sees of the orders."""
    now, base = story.whole
    versus = story.windows.versus
    stated = bool(now.sessions or base.sessions)
    sessions = now.sessions + now.unstated if stated or now.unstated else None
    moved = change(versus, sessions, base.sessions + base.unstated, history=story.compared)
    yield Metric("sessions", "Sessions", sessions, Unit.COUNT, (moved,))
    rate, before = ratio(now.purchases, now.sessions), ratio(base.purchases, base.sessions)
    if stated:
        moved = change(versus, rate, before, history=story.compared)
        yield Metric("conversion", "Conversion", rate, Unit.PERCENT, (moved,))
        for step, earlier in chain(story)[1:]:
            yield _rate(story, step, str(earlier))
    if story.sold:
        yield from _orders(story)
    yield Metric("aov", "What a web order is worth", story.aov, Unit.MONEY, shown=False)


def _rate(story: Story, step: str, earlier: str) -> Metric:
    now, base = story.whole
    rate = ratio(getattr(now, step), getattr(now, earlier))
    before = ratio(getattr(base, step), getattr(base, earlier))
    title = f"{NAMES[earlier]} to {NAMES[step].lower()}"
    moved = change(story.windows.versus, rate, before, history=story.compared)
    return Metric(f"{earlier}_to_{step}", title, rate, Unit.PERCENT, (moved,))


def _orders(story: Story) -> Iterator[Metric]:
    now, base = story.whole
    versus = story.windows.versus
    orders, before = story.web_orders(), story.web_orders(base=True)
    moved = change(versus, orders, before, history=story.compared)
    yield Metric("web_orders", "Orders of the web shop", orders, Unit.COUNT, (moved,))
    rate = ratio(orders, now.sessions + now.unstated)
    was = ratio(before, base.sessions + base.unstated)
    moved = change(versus, rate, was, history=story.compared)
    title = "Orders per session"
    yield Metric("orders_per_session", title, rate, Unit.PERCENT, (moved,))
    if now.sessions:
        seen = ratio(now.purchases, orders)
        yield Metric("analytics_coverage", "Orders that analytics saw", seen, Unit.PERCENT)


def notes(story: Story) -> Iterator[str]:
    """What a reader must know of these numbers."""
    if story.windows.today_left_out:
        yield "Today is left out: exports of visits are by day, and it is not over."
    gone = story.windows.length - story.known.length
    if gone and not story.late:
        yield (
            f"Visits: known until {story.last}. What the last {counted(gone, 'day')} of the window "
            "brought has not arrived, which is not zero: fewer days are compared."
        )
    if not story.late:
        yield from behind(story.every_day, story.known)
    yield from _unstated(story)
    if story.asked.db.book.filtered:
        yield "--where leaves out orders, and none of the visits: orders are not set beside them."
    yield from _items(story)


def _unstated(story: Story) -> Iterator[str]:
    now, _ = story.whole
    if now.sessions and now.unstated:
        yield (
            f"{now.unstated:,} sessions are of exports that do not say who bought: in no rate but "
            "orders per session."
        )
    lacking = [NAMES[s].lower() for s in STEPS if now.sessions and getattr(now, s) is None]
    if lacking:
        yield f"The export of visits does not state {' and '.join(lacking)}."
    if now.sessions:
        yield "Carts, checkouts and orders are events of visits: one visit may count twice."


def _items(story: Story) -> Iterator[str]:
    if story.items is not None:
        known = story.item_windows
        if known.length < story.windows.length:
            yield f"Items are known until {known.last}."
        yield "Items: bought divided by views. An item in a list that is not opened is no view."
    elif not story.placed:
        yield f"No export splits the visits of these days by {story.by}."
    elif story.by == "page" and story.whole[0].sessions:
        split = sum(one.each.visits for one in story.placed)
        if gone := story.whole[0].sessions - split:
            yield f"{gone:,} sessions are of exports that do not split visits by page."
