"""The tables of win-loss."""

from salesops.commands.ledger import TICK
from salesops.commands.team._win_loss import answers, rows
from salesops.commands.team._win_loss.groups import group_tables
from salesops.commands.team._win_loss.rate import Rate, verdict
from salesops.commands.team._win_loss.reasons import reason_tables
from salesops.commands.team._win_loss.rows import BOTH
from salesops.commands.team._win_loss.story import Story
from salesops.result import Period, Table

_NAMES = {
    "won": "won",
    "lost": "lost",
    BOTH: BOTH,
    "open": "still open",
    "closed": "closed, nobody says how",
    "unknown": "not told whether open",
}


def tables(story: Story) -> tuple[Table, ...]:
    """Groups first, then why, then all by outcome, lately against before, names of products."""
    return (
        *group_tables(story),
        *reason_tables(story),
        _outcomes(story),
        _trend(story),
        _products(story),
    )


def _outcomes(story: Story) -> Table:
    found = [story.outcomes[name] for name in _NAMES if name in story.outcomes]
    listed = [_outcome(one, told=not story.valueless) for one in found]
    note = (
        "No amount: none, or 0. Average and median are of those that state one. Days from created "
        "to closed."
    )
    title = "What became of the deals created" if story.asked.cohort else "Won and lost"
    return Table(
        "outcomes", title, answers.Outcome, listed, note if listed else "", shown=bool(listed)
    )


def _outcome(one: rows.Outcome, *, told: bool) -> answers.Outcome:
    """Where most lost deals state no amount, an average of them would be one of zeros."""
    size = (one.mean, one.middle) if told or one.outcome not in ("lost", BOTH) else (None, None)
    return answers.Outcome(
        _NAMES[one.outcome], one.deals, one.value, *size, one.deals - one.valued, one.cycle_mean,
        one.cycle_middle, one.cycles,
    )  # fmt: skip


def _trend(story: Story) -> Table:
    now, then = story.trend
    enough = min(now.n, then.n) >= story.limits.few
    said = verdict(now.apart(then)) if enough else "few"
    listed = [_window(story.recent, now, said), _window(story.before, then, None)]
    shown = bool(now.n and then.n) and not story.asked.cohort
    return Table(
        "trend", "Lately, and in the 12 months before", answers.Window, listed, shown=shown
    )


def _window(span: Period, rate: Rate, said: str | None) -> answers.Window:
    first, last = span.start.date(), (span.end - TICK).date()
    days = f"{first} to {last}"
    return answers.Window(days, rate.won, rate.n, rate.share, *rate.ends, said, first, last)


def _products(story: Story) -> Table:
    listed = [
        answers.Product(one.written, one.deals, one.listed, one.found, one.list_price)
        for one in story.products
    ]
    shown = bool(listed) and story.asked.by in ("product", "size")
    return Table(
        "product_names", "Products as deals write them", answers.Product, listed, shown=shown
    )
