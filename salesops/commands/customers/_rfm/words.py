"""What rfm says in words: its headline, its metrics and its notes."""

from collections import Counter
from collections.abc import Iterator
from statistics import median

from salesops.commands.customers._rfm.groups import AT_RISK, BEST, CHAMPIONS, PREVIOUSLY_LOYAL
from salesops.commands.customers._rfm.story import Story, net_sales
from salesops.models.compare import ratio
from salesops.result import Metric
from salesops.units import Unit, text

MANY = 50
"""Fewer customers make fifths of less than ten: one more or less moves everybody."""


def headline(story: Story) -> str:
    """One sentence: how many customers, what the best bring, whom to win back."""
    if stale := story.ledger.stale():
        return stale.message
    if not story.dated:
        return "No known customer ordered in this period: there is nobody to score."
    if not story.enough:
        return f"Only {_customers(len(story.dated))} ordered: quintiles need {BEST} or more."
    return f"{_customers(len(story.scored))}: {_champions(story)}; {_win_back(story)}."


def _champions(story: Story) -> str:
    found = story.members(CHAMPIONS)
    if not found:
        return "no champions"
    money = net_sales([s.buyer for s in found])
    share = text(ratio(len(found), len(story.scored)), Unit.PERCENT)
    brought = f"{text(story.ledger.share(money), Unit.PERCENT)} of net sales"
    verb, noun = ("brings", "champion") if len(found) == 1 else ("bring", "champions")
    return f"{len(found):,} {noun} ({share}) {verb} {brought}"


def _win_back(story: Story) -> str:
    """Of those who bought well and stay away, the group with the most money."""
    groups = [g for g in (PREVIOUSLY_LOYAL, AT_RISK) if story.members(g)]
    if not groups:
        return "nobody to win back"
    best = max(groups, key=lambda g: net_sales([s.buyer for s in story.members(g)]))
    found = story.members(best)
    currency = story.ledger.db.book.currency
    money = text(net_sales([s.buyer for s in found]), Unit.MONEY, currency)
    unit = f" {currency}" if currency else ""
    days = median(s.recency_days for s in found)
    return (
        f"to win back: {_customers(len(found), best.name.lower())}, {money}{unit} so far, last "
        f"ordered {days:,g} days ago (median)"
    )


def _customers(count: int, kind: str = "") -> str:
    return f"{count:,} {kind} customer{'' if count == 1 else 's'}".replace("  ", " ")


def metrics(story: Story) -> tuple[Metric, ...]:
    """Who is scored, and how much of the whole is theirs."""
    scored = net_sales([s.buyer for s in story.scored])
    return (
        Metric("customers_scored", "Customers scored", len(story.scored), Unit.COUNT),
        Metric("net_sales_scored", "Their net sales", scored, Unit.MONEY),
        Metric("share_scored", "Share of net sales", story.ledger.share(scored), Unit.PERCENT),
        Metric("net_sales", "Net sales", story.ledger.now.net_sales, Unit.MONEY),
    )


def notes(story: Story) -> Iterator[str]:
    """What a reader must know of the groups."""
    yield from _ties(story)
    yield (
        f"Recency counts back from {story.last_day}, the last day of the period, to the day of a "
        "customer's last order in it."
    )
    if BEST <= len(story.scored) < MANY:
        yield f"Fifths of {len(story.scored)} customers say little: one order moves everybody."
    yield from _left_out(story)
    yield from _file(story)
    if len({b.shop for b in story.buyers}) > 1:
        yield "Who buys in two shops is two customers: ids are a shop's own."
    yield from story.ledger.undated_notes()


def _ties(story: Story) -> Iterator[str]:
    """Where F parts customers who ordered equally often, only their ids decide."""
    scores: dict[int, set[int]] = {}
    for s in story.scored:
        scores.setdefault(s.buyer.orders, set()).add(s.f)
    counts = Counter(s.buyer.orders for s in story.scored)
    parted = {orders: counts[orders] for orders in sorted(scores) if len(scores[orders]) > 1}
    if parted:
        parts = (
            f"{count:,} with {orders:,} order{'' if orders == 1 else 's'} "
            f"(F {min(scores[orders])} to {max(scores[orders])})"
            for orders, count in parted.items()
        )
        yield (
            f"{sum(parted.values()):,} of {_customers(len(story.scored))} have an F score that "
            f"only their id decides: {', '.join(parts)}."
        )


def _left_out(story: Story) -> Iterator[str]:
    guests = sum(b.orders for b in story.unknown)
    if guests:
        share = text(story.ledger.share(net_sales(story.unknown)), Unit.PERCENT)
        yield f"{guests:,} orders name no customer: {share} of net sales, in no group."
    if story.undated:
        yield f"{_customers(len(story.undated))} with only undated orders: not scored."
    if outside := story.others.outside:
        yield f"{_customers(outside)} ordered only outside of this period: not scored."


def _file(story: Story) -> Iterator[str]:
    """Who is on file without an order, and where that cannot be told."""
    if story.ledger.db.book.filtered:
        yield "--where leaves out some orders, so who has none (prospects) is not told."
    elif not story.asked.has("customers"):
        yield "No export lists customers, so who has no order (prospects) is not known."
    elif unloaded := story.others.unloaded:
        yield (
            f"{_customers(unloaded)} on file ordered by the source's own count, but no order of "
            "theirs is loaded: neither scored nor prospects."
        )
