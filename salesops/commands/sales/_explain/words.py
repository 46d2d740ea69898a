"""What explain says in words: its headline and its notes."""

from collections.abc import Iterator, Mapping, Sequence

from salesops.commands.sales._explain.carriers import SKU, Standing, silent, stock
from salesops.commands.sales._explain.causes import Cause, spoken
from salesops.commands.sales._explain.season import Season
from salesops.commands.sales._explain.split import TITLES, rounded_parts, written
from salesops.commands.sales._explain.story import MIDNIGHT, Story
from salesops.commands.versus import SPOKEN
from salesops.models.attribution import ORDER_VALUE, ORDERS, UNITS, WHOLE
from salesops.period import days
from salesops.result import Report
from salesops.units import Unit, signed, text

YEAR = 365


def against(story: Story) -> str:
    """What the window is compared with: `Thursday 2026-09-10`, `the period before`."""
    base = story.base
    if len(days(base)) == 1 and base.start.time() == base.end.time() == MIDNIGHT:
        return f"{base.start:%A %Y-%m-%d}"
    return SPOKEN[story.against[0]]


def headline(story: Story, season: Season, found: Sequence[Cause]) -> str:
    """One sentence that an analyst would say, and whether such a period is usual."""
    if stale := story.ledger.stale():
        return stale.message
    if not story.known:
        sales = text(story.now_net, Unit.MONEY, story.currency)
        unit = f" {story.currency}" if story.currency else ""
        return f"Net sales {sales}{unit}; there is no earlier period to compare with."
    if not story.now_net and not story.base_net and not story.parts[0].before:
        return "No sales in either period."
    cause = f"; {spoken(story, found[0])}" if found else ""
    parts = f": {moved(story)}{cause}" if story.change else ""
    return f"{change(story)}{parts}. {season.words()}".strip()


def short(report: Report) -> str:
    """The headline in fewer words; as it is without a period to compare with, or stale."""
    causes = report.table("causes").rows
    if not causes or report.stale:
        return report.headline
    net, base = (report.money(report.value(name)) for name in ("net_sales", "base"))
    usual = {row.what: report.money(row.net_sales) for row in report.table("season").rows}
    band = [usual[name] for name in ("Usual: low end", "Usual: high end") if name in usual]
    said = f"Net sales {net}, {base} a week before"
    if band:
        said += f"; usual is {' to '.join(band)}"
    first = causes[0]
    doubt = "" if first.sure else ", may be chance"
    return f"{said}. {first.cause}: {signed(first.amount, Unit.MONEY, report.currency)}{doubt}."


def change(story: Story) -> str:
    """`Net sales fell 1,240.00 USD (-18.2 %) to 5,560.00 against Thursday 2026-09-10`."""
    if not story.change:
        return f"Net sales are {story.money(story.now_net)}, as they were {against(story)}"
    way = "fell" if story.change < 0 else "rose"
    unit = f" {story.currency}" if story.currency else ""
    part = story.moved.change_pct
    percent = f" ({signed(part, Unit.PERCENT)})" if part is not None else ""
    amount, now = story.money(abs(story.change)), story.money(story.now_net)
    return f"Net sales {way} {amount}{unit}{percent} to {now} against {against(story)}"


def moved(story: Story) -> str:
    """The main effects that are not nothing, each with what moved."""
    amounts = rounded_parts(story)
    main = [e for e in story.parts if e.of == WHOLE and amounts[e.name]]
    return ", ".join(
        f"{TITLES[e.name].lower()} {story.signed(amounts[e.name])} "
        f"({written(story, e, e.before)} to {written(story, e, e.now)})"
        for e in main
    )


def notes(story: Story, season: Season, shown: Mapping[str, Sequence[Standing]]) -> Iterator[str]:
    """What a reader must know to trust the numbers, and what the exports lack."""
    yield from story.ledger.undated_notes()
    name, base, _ = story.against
    if not story.known:
        yield f"The period compared with, {name}, begins {base.start:%Y-%m-%d}: before the data."
        return
    bounds = f"{text(base.start, Unit.INSTANT)} to {text(base.end, Unit.INSTANT)}"
    yield f"Change: against {name}, {bounds}."
    yield from _empty(story, shown.get(SKU, ()))
    yield from _split(story)
    yield from _lacking(story, shown)
    if season.told and season.year is None:
        yield "The data does not reach back a year: the same weekdays a year ago are not shown."


def _empty(story: Story, skus: Sequence[Standing]) -> Iterator[str]:
    """Which of the SKUs that fell most could not be bought."""
    fell = [row for row in skus[: story.top] if row.change < 0]
    if said := [f"{row.name} {words}" for row in fell if (words := stock(story, row))]:
        yield f"Of the SKUs that fell most: {', '.join(said)}."


def _split(story: Story) -> Iterator[str]:
    """What could not be split, and why."""
    names = {e.name for e in story.parts}
    orders = {e.name: (e.before, e.now) for e in story.parts}[ORDERS]
    if not all(orders):
        yield "One of the periods has no orders, so no order value: all of it is the orders effect."
    elif UNITS not in names:
        yield (
            f"{TITLES[ORDER_VALUE]} is not split: that takes units and gross sales in both periods."
        )
    if isinstance(story.traffic, str):
        yield f"Orders are not split into sessions and orders per session: {story.traffic}."


def _lacking(story: Story, shown: Mapping[str, Sequence[Standing]]) -> Iterator[str]:
    if none := silent(story, shown):
        yield f"All sales have one {', '.join(none)}, or state none: not shown."
    filtered = story.ledger.db.book.filtered
    if filtered:
        yield (
            "Under --where, new and returning customers and stock are not told: some orders are "
            "out."
        )
    elif not story.stock_told:
        yield "Whether a SKU was out of stock is not known: export stock_history or inventory."
    elif not story.asked.has("stock_history"):
        yield "Stock is known as of now only; stock_history would tell on which days it was out."
    if not filtered and story.ledger.first is not None:
        reach = (story.base.start.date() - story.ledger.first).days
        if reach < YEAR:
            yield (
                f"The data begins {story.ledger.first}: some customers counted as new may have "
                "bought before."
            )
