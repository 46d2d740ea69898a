"""The tables of pipeline."""

from collections.abc import Iterator

from salesops.commands.grouping import UNKNOWN
from salesops.commands.team._pipeline.answers import (
    Basis,
    Factor,
    Holder,
    Name,
    Trouble,
)
from salesops.commands.team._pipeline.coverage import Covered
from salesops.commands.team._pipeline.groups import CHANCELESS, months, ranked, stages
from salesops.commands.team._pipeline.rows import GUESSED, Issue
from salesops.commands.team._pipeline.story import Story
from salesops.models.compare import ratio
from salesops.result import Table
from salesops.units import Unit, counted, text


def tables(story: Story) -> tuple[Table, ...]:
    """What was asked for first; then what the worth rests on, and what is wrong."""
    groups = [stages(story), ranked(story, "owner"), months(story)]
    if story.by:
        groups.insert(0, ranked(story, story.by))
    elif story.only:
        groups.sort(key=lambda table: table.name != f"{story.only}s")
    return (*groups, _bases(story), _velocity(story), _coverage(story), _issues(story),
            _products(story))  # fmt: skip


def _bases(story: Story) -> Table:
    rows = [
        Basis(_basis(part.part), part.deals, part.value, part.chance, part.weighted)
        for part in sorted(story.parts.get("basis", []), key=lambda p: -p.deals)
    ]
    note = (
        "The CRM's own chance comes first, then that of --stages, then how often deals that came "
        "to the stage were won, then the win rate, which is a guess."
    )
    title = "What says the chances"
    return Table("weights", title, Basis, rows, note if rows else "", shown=bool(rows))


def _basis(name: str | None) -> str:
    return f"{name} (guess)" if name == GUESSED else name or CHANCELESS


def _velocity(story: Story) -> Table:
    rows = [*_factors(story)] if story.ended.deals else []
    return Table("velocity", "Pipeline velocity", Factor, rows, shown=bool(rows))


def _factors(story: Story) -> Iterator[Factor]:
    ended, within = story.ended, story.win_interval
    closed = ended.won + ended.lost
    early = ended.open - story.qualified
    of = "all open deals" if not early else f"open deals; {early:,} are in stages not qualified"
    yield Factor("Open qualified deals", f"{story.qualified:,}", of)
    mean = text(story.mean_won, Unit.MONEY, story.currency)
    yield Factor("Mean won amount", mean, f"{counted(ended.won_valued, 'won deal')} with an amount")
    low, high = (within.low, within.high) if within else (None, None)
    bounds = f", {text(low, Unit.PERCENT)} to {text(high, Unit.PERCENT)}" if within else ""
    rate = text(story.win_rate, Unit.PERCENT)
    yield Factor("Win rate", rate, f"{ended.won:,} won of {closed:,} closed{bounds}")
    days, middle = (text(d, Unit.DAYS) for d in (story.mean_cycle, ended.median_cycle))
    yield Factor("Mean cycle, days", days, f"{counted(ended.cycles, 'won deal')}; median {middle}")
    speed = text(story.velocity, Unit.MONEY, story.currency)
    yield Factor("Pipeline velocity, a day", speed, "the first three multiplied, by the mean cycle")


def _coverage(story: Story) -> Table:
    found = story.coverage
    if found is None:
        return Table("coverage", "Coverage", Holder, [], shown=False)
    rows = [_holder(story, one) for one in found.holders]
    note = (
        "Coverage is the open value expected to close in the period, divided by what is still to "
        "win; needed is 1 / win rate."
    )
    if any(row.left is not None and row.left < 0 for row in rows):
        note += " Less than nothing still to win is past the quota."
    title = f"Coverage of the quotas of {found.period}, by {' and '.join(found.scopes)}"
    return Table("coverage", title, Holder, rows, note)


def _holder(story: Story, one: Covered) -> Holder:
    left = None if one.quota is None else one.quota - one.won
    cover = ratio(one.open_value, left) if left is not None and left > 0 else None
    return Holder(
        one.label, one.quota, one.won, left, one.open_deals, one.open_value, cover,
        story.needed if cover is not None else None,
    )  # fmt: skip


def _issues(story: Story) -> Table:
    rows = [_trouble(story, one) for one in story.issues]
    wrong = story.whole.wrong
    note = f"{len(rows):,} of {wrong:,} such deals, those with most money first." if rows else ""
    return Table("issues", "Open deals to look at", Trouble, rows, note)


def _trouble(story: Story, one: Issue) -> Trouble:
    return Trouble(
        one.name,
        one.owner or UNKNOWN,
        one.stage or UNKNOWN,
        one.value,
        one.close_date,
        "; ".join(_reasons(story, one)),
        one.account,
        one.days,
        one.deal_id,
        one.shop_id or None,
    )


def _reasons(story: Story, one: Issue) -> Iterator[str]:
    if one.overdue and one.close_date:
        yield f"close date {counted((story.as_of.date() - one.close_date).days, 'day')} past"
    if one.stale and one.days is not None:
        yield f"{one.days:,} days in stage (won p75: {one.p75_days:g})"
    if one.stepless:
        yield "no next step"
    for lacks, stated, what in (
        (one.owner is None, story.told["owners"], "no owner"),
        (one.value is None, story.told["values"], "no amount"),
        (one.close_date is None, story.told["dates"], "no close date"),
    ):
        if lacks and stated:
            yield what


def _products(story: Story) -> Table:
    rows = [
        Name(one.written, one.listed, one.found, one.deals, one.list_price)
        for one in story.renamed[: story.top]
    ]
    title = "Products that the price list writes differently, or has not"
    more = len(story.renamed) - len(rows)
    note = f"{counted(more, 'more name')}: --top shows more." if more else ""
    return Table("products", title, Name, rows, note, shown=bool(rows))
