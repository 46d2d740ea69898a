"""What accounts says in words: its headline, its metrics and its notes."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.team._accounts.rows import Loose
from salesops.commands.team._accounts.story import Story
from salesops.result import Metric
from salesops.units import Unit, counted, text


def money(story: Story, amount: Decimal | None) -> str:
    """With its unit."""
    unit = f" {story.currency}" if story.currency else ""
    return f"{text(amount, Unit.MONEY, story.currency)}{unit}"


def headline(story: Story) -> str:
    """Who has how much, how uneven it is, and how few moves mend it."""
    if story.stale:
        return story.stale.message
    if not story.accounts:
        return "The exports hold no account."
    if story.rep is not None:
        return _of_rep(story)
    said = f"{counted(len(story.accounts), 'account')} with {_open(story)}"
    one = story.proposal
    if one is None:
        return f"{said}."
    said += (
        f"; {counted(len(story.team.there), 'rep')} carry {story.measure.title} with an imbalance "
        f"of {text(one.now, Unit.PERCENT)}"
    )
    return f"{said}{_proposed(story)}."


def _open(story: Story) -> str:
    """What is open with the accounts that are asked for."""
    value = sum((one.open_value for one in story.mine), Decimal(0))
    deals = sum(one.open_deals for one in story.mine)
    if deals and deals == sum(one.unpriced for one in story.mine):
        return f"{counted(deals, 'open deal')}, none with an amount"
    return f"{money(story, value)} open"


def _proposed(story: Story) -> str:
    one = story.proposal
    if one is None:
        return ""
    level, found = text(one.level, Unit.PERCENT), one.solution
    if found.over:
        return ", and no assignment was found that holds the rules"
    if not one.moves:
        return f", under {level}" if found.reached else "; no move was found that lowers it"
    then = text(one.moves[-1].after, Unit.PERCENT)
    verb = "brings" if len(one.moves) == 1 else "bring"
    if not found.reached:
        return f"; {counted(len(one.moves), 'move')} {verb} it to {then}, not under {level}"
    fewest = (
        f" (at least {found.least:,} are needed)" if not found.proven and found.least > 1 else ""
    )
    return f"; {counted(len(one.moves), 'move')}{fewest} {verb} it to {then}"


def _of_rep(story: Story) -> str:
    rep = story.rep
    assert rep is not None  # noqa: S101 - asked only then
    mine = story.mine
    rest = sum((one.not_worked for one in mine), Decimal(0))
    quiet = sum(story.work.is_quiet(one) for one in story.work.next)
    return (
        f"{rep.name} has {counted(len(mine), 'account')} with {_open(story)}, and a "
        f"potential (estimate) of {money(story, rest)} not worked; {quiet:,} to work are quiet for "
        f"{story.limits.quiet_days:,} days or more."
    )


def metrics(story: Story) -> tuple[Metric, ...]:
    """What accounts hold, and how evenly."""
    found, one = story.mine, story.proposal
    zero = Decimal(0)
    loose = story.loose if story.rep is None else Loose(0, zero, zero, zero)
    value = sum((a.open_value for a in found), loose.open_value)
    weighted = sum((a.weighted for a in found), loose.weighted)
    won = sum((a.won_value for a in found), loose.won_value)
    potential = sum((a.potential for a in found), zero)
    rest = sum((a.not_worked for a in found), zero)
    quiet = sum(map(story.work.is_quiet, story.work.next)) if story.work.timed else None
    single = story.stakes.single
    every = story.rep is None
    shown = one is not None and every
    then = one.moves[-1].after if one and one.moves else (one.now if one else None)
    moves = len(one.moves) if one else None
    least = one.solution.least if one else None
    return (
        Metric("accounts", "Accounts", len(found), Unit.COUNT, good=""),
        Metric("open_value", "Open value", value, Unit.MONEY),
        Metric("weighted_value", "Weighted value", weighted, Unit.MONEY, shown=False),
        Metric("won_value", "Won in 12 months", won, Unit.MONEY),
        Metric("potential", "Potential (estimate)", potential, Unit.MONEY, good=""),
        Metric("not_worked", "Of it not worked", rest, Unit.MONEY, good="", shown=not every),
        Metric("quiet", "Quiet, to work", quiet, Unit.COUNT, good="down", shown=not every),
        Metric("reps", "Reps there", len(story.team.there), Unit.COUNT, good="", shown=False),
        Metric("without_owner", "Without an owner", len(story.ownerless), Unit.COUNT, good="down",
               shown=every),
        Metric("of_left", "Of reps who have left", len(story.orphans), Unit.COUNT, good="down",
               shown=every),
        Metric("imbalance", "Imbalance", one.now if one else None, Unit.PERCENT, good="down",
               shown=shown),
        Metric("peak", "Largest load, fair shares", story.peak, Unit.RATIO, good="down",
               shown=shown),
        Metric("gini", "Gini of loads", story.gini, Unit.RATIO, good="down", shown=shown),
        Metric("moves", "Proposed moves", moves, Unit.COUNT, good="", shown=shown and bool(moves)),
        Metric("least_moves", "At least needed", least, Unit.COUNT, good="", shown=False),
        Metric("imbalance_then", "Imbalance then", then, Unit.PERCENT, good="down",
               shown=shown and bool(moves)),
        Metric("single_threaded", "Large deals, one contact", single, Unit.COUNT, good="down",
               shown=single is not None),
    )  # fmt: skip


def notes(story: Story) -> Iterator[str]:
    """What a reader must know of these numbers."""
    if not story.accounts:
        return
    yield from _lists(story)
    yield from _sights(story)
    if story.loose.open_deals:
        yield (
            f"{counted(story.loose.open_deals, 'open deal')} without an account, "
            f"{money(story, story.loose.open_value)}: in no rep's load."
        )
    if story.proposal and (rest := len(story.accounts) - len(story.proposal.accounts)):
        yield f"{counted(rest, 'account')} of a shop where no rep is: in no proposal."
    if story.proposal and (found := story.proposal.solution) and not found.proven:
        yield from _search(story)


def _lists(story: Story) -> Iterator[str]:
    asked = story.asked
    by_deals = [one for one in story.accounts if one.owned_by == "deals"]
    if not asked.has("accounts"):
        yield (
            "No list of accounts is loaded: accounts are those that deals name, and each is that "
            "of its latest open deal, else of its latest. Export accounts with owner, territory, "
            "segment and employees."
        )
    elif all(one.owned_by == "deals" for one in story.accounts if one.listed):
        yield (
            "The list of accounts states no owner: each is that of its latest open deal, else of "
            "its latest; of accounts without a deal it is not known."
        )
    elif by_deals:
        yield (
            f"{counted(len(by_deals), 'account')} that only deals name: each is that of its latest "
            "open deal, else of its latest."
        )
    if not asked.has("reps"):
        yield "No list of reps is loaded: who has left, and for how long who is there, is unknown."
    if not any(one.size for one in story.accounts):
        yield "No account states its employees: the potential is by segment alone."


def _sights(story: Story) -> Iterator[str]:
    if not (story.stated or story.proposal or story.asked.db.book.filtered):
        yield (
            "Who has which account is told by deals alone, so nothing is concluded from how they "
            "are spread; --balance, --level or --rules ask for moves all the same."
        )
    if not story.work.timed:
        yield "Nothing says when accounts were last worked: which are quiet is not known."
    elif not story.asked.has("activities"):
        yield "No activities are loaded: the last one is as accounts and deals state it."
    if story.asked.db.book.filtered:
        yield "--where leaves out deals that loads are of: for a proposal ask without it."
    if story.open_deals and not story.stakes.known:
        yield "Nothing names a contact of an open deal: who of them is known is not told."
    elif story.open_deals and story.stakes.large is None:
        yield "Few open deals with an amount: which are large is not told."
    if unpriced := sum(one.unpriced for one in story.accounts):
        yield f"{counted(unpriced, 'open deal')} of accounts without an amount: in no money."


def _search(story: Story) -> Iterator[str]:
    one = story.proposal
    if one is None or not one.moves:
        return
    found = one.solution
    if found.reached:
        yield (
            f"The moves are those of a heuristic: {found.moves:,} are enough. That fewer are is "
            f"not ruled out; under {found.least:,} they are not."
        )
    else:
        yield (
            "The level was not reached; that it cannot be is "
            f"{'proven' if found.impossible else 'not proven'}."
        )
