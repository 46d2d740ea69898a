"""What accounts concludes: who has too much, and what nobody looks after."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.team._accounts.rows import Account
from salesops.commands.team._accounts.story import Story
from salesops.commands.team._accounts.tables import places
from salesops.commands.team._accounts.words import money
from salesops.commands.trust import gravest_first, rejected
from salesops.models.compare import ratio
from salesops.result import Finding, Level
from salesops.units import Unit, counted, text

_NAMED = 3


def findings(story: Story) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first."""
    found = [story.stale, rejected(story.asked.db)]
    if story.stale is None and not story.asked.db.book.filtered:
        found += [_unbalanced(story), *_territories(story), _ownerless(story), _orphans(story)]
        found += [_neglected(story)]
    return gravest_first(found)


def _unbalanced(story: Story) -> Finding | None:
    one = story.proposal
    few = len(story.team.there) < story.limits.few_reps
    if one is None or few or not story.stated or one.now < story.limits.unbalanced:
        return None
    order = sorted(range(len(one.loads)), key=lambda n: one.loads[n] / (one.fair[n] or 1))
    low, high = order[0], order[-1]
    names = [story.team.there[n].name for n in (low, high)]
    parts = [one.loads[n] / (one.fair[n] or 1) for n in (low, high)]
    return Finding(
        Level.WARNING,
        "accounts-unbalanced",
        f"{names[1]} carries {parts[1]:.2f} fair shares of {story.measure.title}, {names[0]} "
        f"{parts[0]:.2f}: an imbalance of {text(one.now, Unit.PERCENT)} over "
        f"{counted(len(one.loads), 'rep')}. Look at the proposed moves.",
        {
            "imbalance": one.now, "most": names[1], "most_share": parts[1], "least": names[0],
            "least_share": parts[0], "reps": len(one.loads),
        },
    )  # fmt: skip


def _territories(story: Story) -> Iterator[Finding]:
    """Judged by potential a rep; the largest one alone, since the others follow from it."""
    rows = [row for row in places(story) if row.of_mean is not None]
    if len(rows) < 2 or sum(row.accounts for row in rows) < story.limits.few_accounts:  # noqa: PLR2004
        return
    most, least = rows[0], rows[-1]
    times = (most.of_mean or 0) / least.of_mean if least.of_mean else None
    if times is not None and times < story.limits.territory_times:
        return
    yield Finding(
        Level.WARNING,
        "territory-unbalanced",
        f"{most.territory} has a potential (estimate) of {money(story, most.per_rep)} a rep, "
        f"{least.territory} {money(story, least.per_rep)}: "
        f"{f'{times:.1f} times as much' if times else 'where there is none'}. Move reps or bounds.",
        {
            "territory": most.territory, "per_rep": most.per_rep, "least": least.territory,
            "least_per_rep": least.per_rep, "times": times,
        },
    )  # fmt: skip


def _named(found: list[Account]) -> str:
    more = f" and {len(found) - _NAMED:,} more" if len(found) > _NAMED else ""
    return ", ".join(one.name for one in found[:_NAMED]) + more


def _open(found: list[Account]) -> Decimal:
    return sum((one.open_value for one in found), Decimal(0))


def _ownerless(story: Story) -> Finding | None:
    found = sorted(
        (one for one in story.ownerless if one.open_value > 0),
        key=lambda a: (-a.open_value, a.name),
    )
    if not found:
        return None
    return Finding(
        Level.WARNING,
        "accounts-without-owner",
        f"{counted(len(found), 'account')} with {money(story, _open(found))} in open deals "
        f"{'belongs' if len(found) == 1 else 'belong'} to nobody: {_named(found)}. Give each one.",
        {"accounts": len(found), "open_value": _open(found), "largest": found[0].name},
    )


def _orphans(story: Story) -> Finding | None:
    found = sorted(story.orphans, key=lambda a: (-a.open_value, -a.potential, a.name))
    if not found:
        return None
    names = ", ".join(rep.name for rep in story.team.left[:_NAMED])
    return Finding(
        Level.WARNING,
        "owner-has-left",
        f"{counted(len(found), 'account')} still "
        f"{'belongs' if len(found) == 1 else 'belong'} to {names}, who "
        f"{'has' if len(story.team.left) == 1 else 'have'} left, with {money(story, _open(found))} "
        f"in open deals: {_named(found)}. Give each a rep.",
        {
            "accounts": len(found), "open_value": _open(found),
            "reps": [rep.name for rep in story.team.left],
        },
    )  # fmt: skip


def _neglected(story: Story) -> Finding | None:
    """Of those with open money or won deals; what is worth little is never missed."""
    limits = story.limits
    whole = sum((one.won_value + one.open_value for one in story.accounts), Decimal(0))
    if not story.work.timed or not whole or len(story.accounts) < limits.few_accounts:
        return None
    found = [one for one in story.accounts if _is_neglected(story, one, whole)]
    if not found:
        return None
    found.sort(key=lambda a: (-(a.won_value + a.open_value), a.name))
    largest = found[0]
    days = story.work.quiet(largest)
    since = f"for {counted(days, 'day')}" if days is not None else "ever"
    return Finding(
        Level.WARNING,
        "account-neglected",
        f"Nothing was done with {largest.name} {since}, where {money(story, largest.won_value)} "
        f"was won in 12 months and {money(story, largest.open_value)} is open: "
        f"{text(ratio(largest.won_value + largest.open_value, whole), Unit.PERCENT)} of all"
        + (f"; so {len(found) - 1:,} more, {_named(found[1:])}." if len(found) > 1 else "."),
        {
            "account": largest.name, "days": days, "won_value": largest.won_value,
            "open_value": largest.open_value, "accounts": len(found),
        },
    )  # fmt: skip


def _is_neglected(story: Story, one: Account, whole: Decimal) -> bool:
    part = ratio(one.won_value + one.open_value, whole) or 0.0
    days = story.work.quiet(one)
    quiet = days is None or days >= story.limits.neglected_days
    return quiet and bool(part >= story.limits.large_account)
