"""What rfm says in words: its headline, its metrics and its notes."""

from collections import Counter
from collections.abc import Iterator

from salesops.commands.customers._rfm.groups import AT_RISK, BEST, CHAMPIONS
from salesops.commands.customers._rfm.story import Story, net_sales
from salesops.models.compare import ratio
from salesops.result import Metric
from salesops.units import Unit, text

MANY = 50
"""Fewer customers make fifths of less than ten: one more or less moves everybody."""


def headline(story: Story) -> str:
    """One sentence: how many customers, what the best bring, what is at risk."""
    if story.stale:
        return story.stale.message
    if not story.dated:
        return "No known customer ordered in this period: there is nobody to score."
    if not story.enough:
        return f"Only {_customers(len(story.dated))} ordered: quintiles need {BEST} or more."
    return f"{_customers(len(story.scored))}: {_champions(story)}; {_at_risk(story)}."


def _champions(story: Story) -> str:
    found = story.members(CHAMPIONS)
    if not found:
        return "no champions"
    money = net_sales([s.buyer for s in found])
    share = text(ratio(len(found), len(story.scored)), Unit.PERCENT)
    brought = f"{text(story.share(money), Unit.PERCENT)} of net sales"
    verb, noun = ("brings", "champion") if len(found) == 1 else ("bring", "champions")
    return f"{len(found):,} {noun} ({share}) {verb} {brought}"


def _at_risk(story: Story) -> str:
    found = story.members(AT_RISK)
    if not found:
        return "none at risk"
    currency = story.ledger.db.book.currency
    money = text(net_sales([s.buyer for s in found]), Unit.MONEY, currency)
    unit = f" {currency}" if currency else ""
    return f"{len(found):,} at risk {'was' if len(found) == 1 else 'were'} worth {money}{unit}"


def _customers(count: int) -> str:
    return f"{count:,} customer{'' if count == 1 else 's'}"


def metrics(story: Story) -> tuple[Metric, ...]:
    """Who is scored, and how much of the whole is theirs."""
    scored = net_sales([s.buyer for s in story.scored])
    return (
        Metric("customers_scored", "Customers scored", len(story.scored), Unit.COUNT),
        Metric("net_sales_scored", "Their net sales", scored, Unit.MONEY),
        Metric("share_scored", "Share of net sales", story.share(scored), Unit.PERCENT),
        Metric("net_sales", "Net sales", story.ledger.now.net_sales, Unit.MONEY),
    )


def notes(story: Story) -> Iterator[str]:
    """What a reader must know of the groups."""
    yield (
        f"Recency counts back from {story.last_day}, the last day of the period, to the day of a "
        "customer's last order in it."
    )
    yield from _ties(story)
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
    for orders, count in Counter(s.buyer.orders for s in story.scored).most_common(1):
        found = scores[orders]
        if len(found) > 1:
            yield (
                f"{count:,} customers have {orders} order{'' if orders == 1 else 's'}: they fill "
                f"F {min(found)} to {max(found)}, and only their ids say who is where."
            )


def _left_out(story: Story) -> Iterator[str]:
    guests = sum(b.orders for b in story.unknown)
    if guests:
        share = text(story.share(net_sales(story.unknown)), Unit.PERCENT)
        yield f"{guests:,} orders name no customer: {share} of net sales, in no group."
    if story.undated:
        yield f"{_customers(len(story.undated))} with only undated orders: not scored."
    if outside := story.others.outside:
        yield f"{_customers(outside)} ordered only outside of this period: not scored."


def _file(story: Story) -> Iterator[str]:
    """Who is on file without an order, and where that cannot be told."""
    if story.ledger.db.book.filtered:
        yield "--where leaves out some orders, so who has none (PROSPECTS) is not told."
    elif not story.asked.has("customers"):
        yield "No export lists customers, so who has no order (PROSPECTS) is not known."
    elif unloaded := story.others.unloaded:
        yield (
            f"{_customers(unloaded)} on file ordered by the source's own count, but no order of "
            "theirs is loaded: neither scored nor PROSPECTS."
        )
