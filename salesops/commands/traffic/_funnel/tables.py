"""The tables of funnel: the steps, the quadrants, and who stands in them."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from salesops.commands.traffic._funnel.answers import PLACES, Corner, OtherPlace, Place, Step
from salesops.commands.traffic._funnel.quadrants import Placed, Quadrant
from salesops.commands.traffic._funnel.story import STEPS, Story
from salesops.commands.traffic._funnel.verdicts import dropped
from salesops.models.compare import ratio
from salesops.models.wilson import share
from salesops.result import Table

NAMES = dict(zip(STEPS, ("Sessions", "Carts", "Checkouts", "Orders"), strict=True))
WHAT_TO_DO = {
    Quadrant.LOW: "Look at the page, its price and its text; add reviews.",
    Quadrant.HIGH: "Bring more visits: campaigns, search, links from other pages.",
    Quadrant.ABANDONED: "Make the checkout simpler; say shipping and guarantees early.",
    Quadrant.BEST: "Keep it in stock and in front.",
    Quadrant.WEAK: "Nothing yet: few would notice.",
    Quadrant.USUAL: "Nothing.",
    Quadrant.FEW: "Wait, or ask for a longer window.",
}
ORDER = (*WHAT_TO_DO,)
OTHER = "other"


def tables(story: Story) -> Iterator[Table]:
    """The steps first; the quadrants where something can be placed."""
    yield Table("steps", "From visit to order", Step, list(_steps(story)), _bars(story))
    rows = [_corner(story, corner) for corner in ORDER]
    rows = [row for row in rows if row.number]
    yield Table("quadrants", f"Quadrants by {story.by}", Corner, rows, shown=bool(rows))
    kind = PLACES.get(story.by, OtherPlace)
    note = _note(story) if rows else ""
    yield Table(f"by_{story.by}", f"By {story.by}", kind, list(_places(story, kind)), note)


def _bars(story: Story) -> str:
    now, _ = story.whole
    if not now.sessions:
        return ""
    return (
        "Rates with their 95 % intervals. Before: the window compared with. Own best: the best "
        "rate of a window as long among those loaded; the best of several is partly luck."
    )


def chain(story: Story) -> list[tuple[str, str | None]]:
    """Each step that the export states, with the step before it."""
    now, base = story.whole
    stated = [s for s in STEPS if getattr(now, s) is not None or getattr(base, s) is not None]
    return list(zip(stated, [None, *stated], strict=False))


def _steps(story: Story) -> Iterator[Step]:
    now, base = story.whole
    if not now.sessions and not base.sessions:
        yield from _without_purchases(story)
        return
    down = {one.step for one in dropped(story)}
    for step, earlier in chain(story):
        number, number_before = getattr(now, step), getattr(base, step)
        whole = getattr(now, earlier) if earlier else None
        rate = ratio(number, whole)
        told = share(min(number, whole), whole) if number is not None and whole else None
        best = story.best(step, earlier) if earlier else None
        yield Step(
            step=NAMES[step],
            number=number,
            of_sessions=ratio(number, now.sessions),
            rate=rate,
            low=told.low if told else None,
            high=told.high if told else None,
            before=ratio(number_before, getattr(base, earlier)) if earlier else None,
            best=best,
            short=short(story, step, earlier, best),
            lost=whole - number if whole is not None and number is not None else None,
            number_before=number_before,
            verdict="down" if step in down else None,
        )


def short(story: Story, step: str, earlier: str | None, best: float | None) -> int | None:
    """Orders that the step at its own best would have brought more, as the later steps went."""
    now, _ = story.whole
    number, whole = getattr(now, step), getattr(now, earlier) if earlier else None
    if best is None or not whole or not number:
        return None
    missing: float = max(best - number / whole, 0.0) * whole
    return round(missing * now.purchases / int(number))


def _without_purchases(story: Story) -> Iterator[Step]:
    """Analytics does not say who bought: orders of the shop stand in."""
    now, base = story.whole
    if not now.unstated and not base.unstated:
        return
    orders, before = story.web_orders(), story.web_orders(base=True)
    none = (None,) * 4
    yield Step("Sessions", now.unstated, 1.0, *none, None, None, None, base.unstated, None)
    if story.sold:
        rate = ratio(orders, now.unstated)
        yield Step(
            "Orders of the web shop", orders, rate, rate, None, None,
            ratio(before, base.unstated), None, None, now.unstated - orders, before, None,
        )  # fmt: skip


def _corner(story: Story, quadrant: Quadrant) -> Corner:
    found = [one for one in story.placed if one.quadrant is quadrant]
    visits, orders = sum(p.each.visits for p in found), sum(p.each.bought for p in found)
    more = [value for one in found if (value := one.more(worth(story, one))) is not None]
    return Corner(
        quadrant.value,
        len(found),
        visits,
        orders,
        ratio(orders, visits),
        sum(more, Decimal(0)) if more else None,
        WHAT_TO_DO[quadrant],
    )


def worth(story: Story, one: Placed) -> Decimal | None:
    """What a purchase there brings: its own where it has enough, else as all do."""
    each = one.each
    if each.revenue is not None and each.bought >= story.limits.least_orders:
        return each.revenue / each.bought
    return story.aov if story.items is None else story.item_value


def _places(story: Story, kind: type[Place]) -> Iterator[Place]:
    """Those in a quadrant first, then the others by their visits; the last row sums the rest."""
    rest = (Quadrant.USUAL, Quadrant.FEW)
    ordered = sorted(story.placed, key=lambda p: (p.quadrant in rest, p.quadrant is Quadrant.FEW))
    listed, others = ordered[: story.top], ordered[story.top :]
    for one in listed:
        yield _place(story, kind, one)
    if others:
        yield _sum(kind, f"{OTHER} ({len(others):,})", others)
    if story.placed:
        yield _sum(kind, "all", story.placed)


def _place(story: Story, kind: type[Place], one: Placed) -> Place:
    each = one.each
    told = one.conversion if one.quadrant is not Quadrant.FEW else None
    return kind(
        name=each.name,
        visits=each.visits,
        orders=each.bought,
        conversion=one.rate,
        low=told.low if told else None,
        high=told.high if told else None,
        abandoned=one.abandoned if (each.checkouts or 0) >= story.limits.least_orders else None,
        quadrant=one.quadrant.value,
        hundred=_hundred(each.revenue, each.visits),
        more=one.more(worth(story, one)),
        title=each.title,
        sku=each.sku,
        revenue=each.revenue,
        checkouts=each.checkouts,
        compared=one.kind or "all",
        usual=one.usual,
        middle=None if one.middle is None else round(one.middle),
    )


def _sum(kind: type[Place], name: str, rows: Sequence[Placed]) -> Place:
    visits, orders = sum(p.each.visits for p in rows), sum(p.each.bought for p in rows)
    checkouts = _known(p.each.checkouts for p in rows)
    revenue = [p.each.revenue for p in rows if p.each.revenue is not None]
    whole = sum(revenue, Decimal(0)) if revenue else None
    completed = ratio(orders, checkouts)
    return kind(
        name=name, visits=visits, orders=orders, conversion=ratio(orders, visits), low=None,
        high=None, abandoned=None if completed is None else max(1 - completed, 0.0), quadrant="",
        hundred=_hundred(whole, visits), more=None, title=None, sku=None, revenue=whole,
        checkouts=checkouts, compared=None, usual=None, middle=None,
    )  # fmt: skip


def _known(values: Iterable[int | None]) -> int | None:
    found = list(values)
    return None if None in found else sum(value or 0 for value in found)


def _hundred(revenue: Decimal | None, visits: int) -> Decimal | None:
    return None if revenue is None or not visits else revenue * 100 / visits


def _note(story: Story) -> str:
    what = {"page": "landing pages", "item": "items", "category": "categories"}
    each = what.get(story.by, f"values of {story.by}")
    return (
        f"Much or little: against the median {each} of {story.limits.least_visits:,} visits or "
        "more, pages of one folder against each other where three are so large. High or low: its "
        "interval, for all of them at once, lies above or below the median conversion."
    )
