"""What reps says: the headline, the coaching sentence and the metrics."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.team._reps import figures
from salesops.commands.team._reps.figures import Figures
from salesops.commands.team._reps.people import Rep
from salesops.commands.team._reps.sheet import lost
from salesops.commands.team._reps.story import Story
from salesops.commands.team._reps.tables import ranked
from salesops.models.compare import average, change
from salesops.result import Metric
from salesops.units import Unit, counted, signed, text


def headline(story: Story, one: Rep | None) -> str:
    """Who won most; of one rep, what was won and where to look."""
    if story.stale:
        return story.stale.message
    if one:
        return f"{_won(story, one)}. {coaching(story, one)}"
    found, known = ranked(story), len(story.people.all)
    if not found:
        reps = f"name {counted(known, 'rep')}" if known else "name no rep"
        return f"The exports {reps}: nothing of theirs is won, done or open in the window."
    whole = figures.everybody(story)
    if not whole.won:
        return f"No deal was won in the window; {whole.open_deals:,} are open."
    first, best = found[0]
    return (
        f"{money(story, whole.won_value)} won in {counted(whole.won, 'deal')}{_moved(story, whole)}"
        f", {money(story, _each(story))} a rep ({len(story.sellers)}). Most: {first.name}, "
        f"{money(story, best.won_value)} in {counted(best.won, 'deal')}."
    )


def _won(story: Story, one: Rep) -> str:
    told = figures.of(story, one.key)
    mark = f" ({one.marked})" if one.marked else ""
    rate = ""
    if told.rate.n:
        few = ", few" if told.rate.n < story.few else ""
        rate = f"; {told.rate} of {told.rate.n:,} closed deals won{few}"
    value = money(story, told.won_value)
    return (
        f"{one.name}{mark}: {value} won in {counted(told.won, 'deal')}{_moved(story, told)}{rate}"
    )


def _moved(story: Story, told: Figures) -> str:
    moved = told.moved
    if story.base is None or moved.change_pct is None:
        return ""
    return f" ({signed(moved.change_pct, Unit.PERCENT)} against {story.before_in_words})"


def coaching(story: Story, one: Rep) -> str:
    """Where the deals are lost that others bring on, from the numbers alone."""
    if not story.sql.has("deal_stage_history"):
        return "Steps are not computable from a snapshot: they need a history of stages."
    step = story.steps.weakest(one.key)
    if step is None:
        few = story.few
        if any(s.enough for s in story.steps.of.get(one.key, [])):
            return "At no stage fewer go on than of the others' deals."
        return f"At no stage are {few} deals decided: too few to say where to look."
    rate, others = (text(s.rate, Unit.PERCENT) for s in (step.share, step.others))
    beyond = story.steps.verdict(step)
    chance = "more than chance" if beyond == "below" else beyond
    said = (
        f"Look first at {step.stage}: {rate} of {step.share.whole:,} decided there went on, "
        f"{others} of the others' ({chance})"
    )
    found = lost(story, one)
    top = next((r for r in found if r.lost and r.reason), None)
    every = sum(r.lost for r in found)
    why = f"; of all {every:,} lost most were for {top.reason!r} ({top.lost:,})" if top else ""
    return f"{said}; {step.mine.lost:,} were lost there{why}."


def _each(story: Story) -> Decimal | None:
    """What a rep won in the mean; without what is of nobody."""
    won = figures.together(figures.of(story, key) for key in story.sellers).won_value
    return average(won, len(story.sellers))


def money(story: Story, amount: Decimal | None) -> str:
    """An amount with its currency."""
    unit = f" {story.db.book.currency}" if story.db.book.currency and amount is not None else ""
    return f"{text(amount, Unit.MONEY, story.db.book.currency)}{unit}"


def metrics(story: Story, one: Rep | None) -> tuple[Metric, ...]:
    """Of all, or of one rep."""
    told = figures.of(story, one.key) if one else figures.everybody(story)
    versus = story.base.name if story.base else ""
    base = story.base is not None
    moved = (change(versus, told.won_value, told.base_value, history=base),) if versus else ()
    deals = (change(versus, told.won, told.base_won, history=base),) if versus else ()
    low, high = told.rate.ends
    return (
        Metric("won_value", "Won value", told.won_value, Unit.MONEY, moved),
        Metric("won_deals", "Won deals", told.won, Unit.COUNT, deals),
        Metric("lost_deals", "Lost deals", told.lost, Unit.COUNT, good="down"),
        Metric("win_rate", "Win rate", told.rate.share, Unit.PERCENT),
        Metric("win_rate_low", "Win rate: from", low, Unit.PERCENT, good="", shown=False),
        Metric("win_rate_high", "Win rate: to", high, Unit.PERCENT, good="", shown=False),
        Metric("avg_won", "Average won deal", told.average, Unit.MONEY),
        Metric("cycle_days_mean", "Cycle, mean", told.cycle, Unit.DAYS, good="down"),
        Metric("open_deals", "Open deals now", told.open_deals, Unit.COUNT, good=""),
        Metric("open_value", "Open value now", told.open_value, Unit.MONEY),
        Metric("weighted_value", "Weighted value now", told.weighted_value, Unit.MONEY),
        Metric("attainment", "Won of quota", told.attainment, Unit.PERCENT,
               shown=bool(story.quotas)),
        Metric("activities", "Activities", told.activities, Unit.COUNT, shown=story.acts),
        Metric("activities_per_won", "Activities per won deal", told.per_won, Unit.MEAN, good="",
               shown=story.acts),
        *(_of_one(one) if one else _of_all(story)),
    )  # fmt: skip


def _of_one(one: Rep) -> Iterator[Metric]:
    days = one.years
    yield Metric(
        "years_in_role", "Years in the role", days, Unit.RATIO, good="", shown=days is not None
    )


def _of_all(story: Story) -> Iterator[Metric]:
    yield Metric("reps", "Reps", len(story.sellers), Unit.COUNT, good="")
    yield Metric("won_per_rep", "Won value per rep", _each(story), Unit.MONEY)
