"""What quotes says: the headline, the metrics, the notes."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.team._quotes.groups import rate
from salesops.commands.team._quotes.story import Story
from salesops.models.compare import average, ratio
from salesops.result import Metric
from salesops.units import Unit, counted, text


def headline(story: Story) -> str:
    """How many are accepted, how sure that is, how soon, and what is open."""
    if story.stale:
        return story.stale.message
    accepted = story.state("accepted")
    share, low, high = rate(accepted.quotes, story.ended)
    if share is None or low is None or high is None:
        return _nothing(story)
    few = ", too few to conclude" if story.ended < story.limits.few else ""
    lies = f"true rate {text(low, Unit.PERCENT)} to {text(high, Unit.PERCENT)}{few}"
    return (
        f"{text(share, Unit.PERCENT)} of {story.ended:,} quotes that ended were accepted ({lies}): "
        f"{accepted.quotes:,}, worth {_money(story, accepted.value)}{_soon(story)}. "
        f"{_open(story)}"
    )


def _soon(story: Story) -> str:
    return f"; by day {story.middle:,} half are accepted" if story.middle is not None else ""


def _open(story: Story) -> str:
    quotes = sum(age.quotes for age in story.ages)
    if not quotes:
        return "None is open."
    value = sum((age.value for age in story.ages), Decimal(0))
    soon = sum(age.soon for age in story.ages)
    days = round(story.limits.soon_days)
    verb = "expires" if soon == 1 else "expire"
    expire = f"; {soon:,} of them {verb} within {days} days" if soon else ""
    verb = "is" if quotes == 1 else "are"
    return f"{quotes:,} {verb} open, worth {_money(story, value)}{expire}."


def _money(story: Story, amount: Decimal) -> str:
    unit = f" {story.currency}" if story.currency else ""
    return text(amount, Unit.MONEY, story.currency) + unit


def _nothing(story: Story) -> str:
    if not story.known.rows_read:
        return "The exports hold no quote that counts."
    if not story.states:
        return "No quote was sent in this window."
    return f"No quote has ended yet. {_open(story)}"


def metrics(story: Story) -> tuple[Metric, ...]:
    """Counts, the rate, days, money and discounts."""
    accepted, count, money = story.state("accepted"), Unit.COUNT, Unit.MONEY
    share, low, high = rate(accepted.quotes, story.ended)
    answered = accepted.quotes + story.state("declined").quotes
    first, last = story.middle_within
    sum_, n = _discounts(story)
    revised = sum(one.quotes for one in story.versions if one.versions > 1)
    still = sum(age.quotes for age in story.ages)
    days = _mean_age(story)
    return (
        Metric("sent", "Sent", story.sent, count),
        Metric("acceptance_rate", "Accepted of those that ended", share, Unit.PERCENT),
        Metric("acceptance_low", "Its true rate, from", low, Unit.PERCENT, shown=False),
        Metric("acceptance_high", "To", high, Unit.PERCENT, shown=False),
        Metric("answered_rate", "Accepted of those answered", ratio(accepted.quotes, answered),
               Unit.PERCENT),
        Metric("accepted", "Accepted", accepted.quotes, count, shown=False),
        Metric("declined", "Declined", story.state("declined").quotes, count, good="down",
               shown=False),
        Metric("expired", "Expired", story.state("expired").quotes, count, good="down",
               shown=False),
        Metric("accepted_value", "Accepted value", accepted.value, money),
        Metric("avg_accepted", "Average accepted", average(accepted.value, accepted.stated), money),
        Metric("days_to_accept", "Days to accept, median", _days(story.middle), Unit.DAYS,
               good="down"),
        Metric("days_to_accept_low", "From", _days(first), Unit.DAYS, good="down", shown=False),
        Metric("days_to_accept_high", "To", _days(last), Unit.DAYS, good="down", shown=False),
        Metric("mean_discount", "Mean discount", sum_ / n if n else None, Unit.PERCENT,
               good="down"),
        Metric("revised_share", "Revised", ratio(revised, sum(v.quotes for v in story.versions)),
               Unit.PERCENT, good=""),
        Metric("open", "Open now", still, count, good=""),
        Metric("open_value", "Open value", sum((a.value for a in story.ages), Decimal(0)), money),
        Metric("open_days", "Days open, mean", days, Unit.DAYS, good="down"),
        Metric("expiring", "Expire soon", sum(a.soon for a in story.ages), count, good="down"),
        Metric("expiring_value", "Value that expires soon",
               sum((a.soon_value for a in story.ages), Decimal(0)), money, good="down"),
    )  # fmt: skip


def _days(days: int | None) -> float | None:
    return None if days is None else float(days)


def _discounts(story: Story) -> tuple[float, int]:
    groups = story.groups(story.asked.by)
    return sum(g.discount_sum for g in groups), sum(g.discounts for g in groups)


def _mean_age(story: Story) -> float | None:
    aged = [age for age in story.ages if age.days is not None]
    return ratio(sum((a.days or 0) * a.quotes for a in aged), sum(a.quotes for a in aged))


def notes(story: Story) -> Iterator[str]:
    """What a reader must know to trust the numbers."""
    known = story.known
    if (older := known.rows_read - known.quotes) > 0:
        yield f"{counted(older, 'other version')} of quotes: in no number but that of versions."
    if known.unknown:
        yield f"Of {counted(known.unknown, 'quote')} nobody says how they stand: in no rate."
    if known.undated_sent:
        yield (
            f"{counted(known.undated_sent, 'quote')} without the day it was sent: the day it was "
            "written stands for it, and it is in no time to accept."
        )
    if known.dayless:
        inside = "counted here all the same" if story.asked.every else "in no number"
        yield f"{counted(known.dayless, 'quote')} without any day: {inside}."
    if known.no_amount:
        yield f"{counted(known.no_amount, 'quote')} without an amount: counted, and in no sum."
    if known.no_discount and known.no_discount < known.quotes:
        yield f"{counted(known.no_discount, 'quote')} without a discount: in no mean of it."
    if known.quotes and known.no_discount == known.quotes:
        yield "No quote states a discount, or a list amount to tell it from."
    if known.no_owner and story.asked.by == "owner":
        yield f"{counted(known.no_owner, 'quote')} without an owner: the row Unknown."
    yield from _deals(story)
    if known.backwards:
        yield f"{counted(known.backwards, 'quote')} answered before they were sent: in no time."


def _deals(story: Story) -> Iterator[str]:
    known = story.known
    if known.quotes and not story.sql.has("deals"):
        yield "No export of deals: whether a discounted deal was won is told by its quote alone."
    elif known.no_deal:
        yield (
            f"{counted(known.no_deal, 'quote')} of no deal that the exports hold: whether it was "
            "won is told by the quote itself."
        )
    if known.open_of_closed:
        yield (
            f"{counted(known.open_of_closed, 'open quote')} of deals that are closed: open until "
            "somebody says more in the quote."
        )
    if known.endless:
        yield f"{counted(known.endless, 'quote')} sent without a last day: they never expire here."
