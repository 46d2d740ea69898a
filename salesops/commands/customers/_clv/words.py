"""What clv says in words: its headline and its metrics."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.customers._clv.cents import mean
from salesops.commands.customers._clv.story import Story
from salesops.models.compare import ratio
from salesops.models.lifetime.worth import Worth
from salesops.result import Metric
from salesops.units import Unit, counted, text


def headline(story: Story) -> str:
    """One sentence: what is to come, between which bounds, and what of it may be gone."""
    if stale := story.stale():
        return stale.message
    so_far = f"{_money(story, story.so_far)} so far"
    if not len(story.buyers):
        return "No known customer has ordered: there is nobody to value."
    who = counted(len(story.buyers), "customer")
    if (worth := story.worth) is None:
        return f"{who}: {so_far}. Nothing is projected: {story.why_not}."
    low, high = story.interval(worth)
    total = story.total(story.cents(worth.value))
    gone = int((worth.coming.alive < story.limits.risk).sum())
    return (
        f"{who} are expected to bring {_money(story, total)} in the next {story.months} months "
        f"({_money(story, low)} to {_money(story, high)}), after {so_far}; {gone:,} are likelier "
        f"gone than not{_trust(story)}."
    )


def _trust(story: Story) -> str:
    few = story.known.returned < story.limits.unsure
    return ". Confidence is low: few came back" if few else ""


def _money(story: Story, amount: Decimal) -> str:
    unit = f" {story.currency}" if story.currency else ""
    return text(amount, Unit.MONEY, story.currency) + unit


def metrics(story: Story) -> tuple[Metric, ...]:
    """So far, to come, and what is behind it."""
    known = story.so_far
    customers = len(story.buyers)
    return (
        Metric("customers", "Customers", customers, Unit.COUNT),
        Metric("historic", "Net sales so far", known, Unit.MONEY),
        Metric("mean_historic", "For each", known / customers if customers else None, Unit.MONEY),
        *_projected(story),
        *_grown(story, story.worth),
        *_tested(story),
        *_fitted(story),
    )


def _projected(story: Story) -> Iterator[Metric]:
    worth = story.worth
    total = low = high = stake = alive = purchases = None
    if worth:
        total = story.total(story.cents(worth.value))
        low, high = story.interval(worth)
        stake = story.total(story.cents(worth.if_alive)) - total
        alive = mean(worth.coming.alive.sum())
        purchases = mean(worth.coming.mean.sum())
    span = f"next {story.months} months"
    yield Metric("still_customers", "Still customers", alive, Unit.MEAN)
    yield Metric("expected_purchases", f"Purchases, {span}", purchases, Unit.MEAN)
    yield Metric("projected", f"Net sales, {span}", total, Unit.MONEY)
    yield Metric("projected_low", "Low (10 %)", low, Unit.MONEY)
    yield Metric("projected_high", "High (90 %)", high, Unit.MONEY)
    yield Metric("at_stake", "At stake", stake, Unit.MONEY, good="down", shown=False)
    yield from _slipping(story)


def _slipping(story: Story) -> Iterator[Metric]:
    count = stake = None
    if story.slipped:
        now = story.slipped[0]
        count, stake = int(now.some.size), story.stake(now)
    yield Metric("slipping", "Slipping away", count, Unit.COUNT, good="down")
    yield Metric("slipping_at_stake", "At stake with them", stake, Unit.MONEY, good="down")


def _grown(story: Story, worth: Worth | None) -> Iterator[Metric]:
    """Lifetime values at the goal, and those that reach it with what is expected."""
    goal = story.goal
    reached = story.buyers.at_least(float(goal))
    reaching = None
    if worth:
        have = story.buyers.rough[story.known.places]
        reaching = int(((have < float(goal)) & (have + worth.value >= float(goal))).sum())
    title = f"{goal:,.0f} and more"
    yield Metric("at_goal", f"At {title}", reached, Unit.COUNT)
    yield Metric("reaching_goal", f"To reach {goal:,.0f} by then", reaching, Unit.COUNT)


def _tested(story: Story) -> Iterator[Metric]:
    test = story.backtest
    forecast = actual = off = times = inside = None
    if test:
        forecast, actual = story.sums(test)
        off = ratio(actual - forecast, forecast) if forecast > 0 else None
        told, came = test.purchases
        times = came / told - 1 if told else None
        inside = test.inside
    yield Metric("backtest_forecast", "Backtest: forecast", forecast, Unit.MONEY, good="")
    yield Metric("backtest_actual", "Backtest: actual", actual, Unit.MONEY, good="")
    yield Metric("backtest_error", "Actual to forecast", off, Unit.PERCENT, good="")
    yield Metric(
        "backtest_purchases_error", "Purchases to forecast", times, Unit.PERCENT, shown=False
    )
    yield Metric("backtest_inside", "Customers inside", inside, Unit.PERCENT, shown=False)


def _fitted(story: Story) -> Iterator[Metric]:
    """The parameters: for who wants to know, or to fit the same elsewhere."""
    values: dict[str, float | None] = dict.fromkeys(("r", "alpha", "a", "b", "p", "q", "v"))
    if story.worth:
        buying, spending = story.model.buying, story.model.spending
        values |= {"r": buying.r, "alpha": buying.alpha, "a": buying.a, "b": buying.b}
        if (fitted := spending.fit) is not None:
            values |= {n: float(getattr(spending, n)) for n in ("p", "q", "v")}
            assert fitted.values.size  # noqa: S101 - a fit has them
    for name, value in values.items():
        yield Metric(name, name, value, Unit.RATIO, good="", shown=False)
