"""What pipeline says in words: its headline and its metrics."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.team._pipeline.rows import ZERO
from salesops.commands.team._pipeline.story import Story
from salesops.result import Metric
from salesops.units import Unit, counted, text


def headline(story: Story) -> str:
    """One sentence: what is open, what it is worth, how much is won, and how fast."""
    if story.stale:
        return story.stale.message
    whole = story.whole
    if not whole.deals:
        return _nothing(story)
    said = f"{counted(whole.deals, 'open deal')}{_worth(story)}{_weighted(story)}"
    if within := story.win_interval:
        rate, low, high = (
            text(part, Unit.PERCENT) for part in (story.win_rate, within.low, within.high)
        )
        closed = counted(story.ended.won + story.ended.lost, "closed deal")
        said += f"; {rate} ({low} to {high}) of {closed} won"
    if story.velocity is not None:
        said += f"; velocity {money(story, story.velocity)} a day"
    return f"{said}{_covered(story)}."


def _nothing(story: Story) -> str:
    ended = story.ended
    if not ended.deals:
        return "The exports hold no deal."
    if story.window and ended.open:
        return f"None of {counted(ended.open, 'open deal')} is expected to close in this window."
    if ended.unknown:
        return f"Of {counted(ended.unknown, 'deal')} it is not known whether they are open."
    return f"No deal is open; {counted(ended.won, 'deal')} won and {ended.lost:,} lost."


def _worth(story: Story) -> str:
    whole = story.whole
    if not whole.valued:
        return ", of none of which an amount is stated"
    said = f" worth {money(story, whole.value)}"
    if whole.listed:
        many = "all" if whole.listed == whole.deals else f"{whole.listed:,} of them"
        said += f" ({many} at list price)"
    return said + (f", {whole.without:,} without an amount" if whole.without else "")


def _weighted(story: Story) -> str:
    whole = story.whole
    if whole.weighted is None:
        return ""
    return f", weighted {money(story, whole.weighted)} ({whole.bases})"


def _covered(story: Story) -> str:
    found = story.coverage
    if found is None or found.ratio is None or story.needed is None:
        return ""
    return (
        f"; coverage of {found.period} {text(found.ratio, Unit.RATIO)}, needed "
        f"{text(story.needed, Unit.RATIO)}"
    )


def money(story: Story, amount: Decimal | None) -> str:
    unit = f" {story.currency}" if story.currency else ""
    return f"{text(amount, Unit.MONEY, story.currency)}{unit}"


def metrics(story: Story) -> tuple[Metric, ...]:
    """What is open, what has closed, and what both make."""
    return (*_open(story), *_closed(story), *_against(story))


def _open(story: Story) -> Iterator[Metric]:
    whole = story.whole
    listed = story.listed
    yield Metric("open_deals", "Open deals", whole.deals, Unit.COUNT)
    title = "Open value, list price where no amount" if listed else "Open value"
    yield Metric("open_value", title, whole.value or ZERO, Unit.MONEY)
    title = "Without amount and list price" if listed else "Without an amount"
    yield Metric("without_amount", title, whole.without, Unit.COUNT, good="down")
    yield Metric("at_list_price", "At list price", whole.listed, Unit.COUNT, good="", shown=listed)
    value = whole.list_value or ZERO
    title = "Of it at list price"
    yield Metric("list_price_value", title, value, Unit.MONEY, good="", shown=listed)
    guess = " (a guess)" if whole.guessed else ""
    yield Metric("weighted_value", f"Weighted value{guess}", whole.weighted, Unit.MONEY)
    unweighed = whole.deals - whole.weighed
    yield Metric("not_weighted", "Not weighted", unweighed, Unit.COUNT, good="down", shown=False)
    for kind in ("deal", "account"):
        one = story.largest.get(kind)
        title = f"Largest {kind}"
        most = one.value if one else None
        yield Metric(f"largest_{kind}", title, most, Unit.MONEY, good="", shown=False)
    overdue = whole.overdue if story.ended.dated else None
    yield Metric("overdue_deals", "Overdue", overdue, Unit.COUNT, good="down", shown=False)
    stale = whole.stale if whole.timed else None
    yield Metric("stale_deals", "Stale", stale, Unit.COUNT, good="down", shown=False)


def _closed(story: Story) -> Iterator[Metric]:
    ended, within = story.ended, story.win_interval
    low, high = (within.low, within.high) if within else (None, None)
    yield Metric("won_deals", "Deals won", ended.won, Unit.COUNT, shown=False)
    lost = ended.lost
    yield Metric("lost_deals", "Deals lost", lost, Unit.COUNT, good="down", shown=False)
    yield Metric("win_rate", "Win rate, deals", story.win_rate, Unit.PERCENT)
    yield Metric("win_rate_low", "Low", low, Unit.PERCENT, shown=False)
    yield Metric("win_rate_high", "High", high, Unit.PERCENT, shown=False)
    yield Metric("avg_won", "Mean won amount", story.mean_won, Unit.MONEY, shown=False)
    mean, middle = story.mean_cycle, ended.median_cycle
    for name, title, days in (("mean", "Mean cycle", mean), ("median", "Median cycle", middle)):
        named = f"cycle_days_{name}"
        yield Metric(named, f"{title}, days", days, Unit.DAYS, good="down", shown=False)
    qualified = story.qualified
    yield Metric("qualified_deals", "Open qualified deals", qualified, Unit.COUNT, shown=False)
    yield Metric("pipeline_velocity", "Pipeline velocity, a day", story.velocity, Unit.MONEY)


def _against(story: Story) -> Iterator[Metric]:
    found = story.coverage
    shown = found is not None
    of = f" of {found.period}" if found else ""
    quota, left = (found.quota, max(found.left, ZERO)) if found else (None, None)
    won, closing = (found.won, found.open_value) if found else (None, None)
    cover = found.ratio if found else None
    yield Metric("quota", f"Quota{of}", quota, Unit.MONEY, good="", shown=shown)
    yield Metric("quota_won", "Won of it so far", won, Unit.MONEY, shown=shown)
    yield Metric("quota_left", "Still to win", left, Unit.MONEY, good="down", shown=shown)
    yield Metric("closing_value", f"Open value closing{of}", closing, Unit.MONEY, shown=False)
    yield Metric("coverage", "Coverage, times", cover, Unit.RATIO, shown=shown)
    yield Metric("coverage_needed", "Needed, times", story.needed, Unit.RATIO, good="", shown=shown)
