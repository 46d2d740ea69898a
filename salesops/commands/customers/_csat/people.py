"""Who answered at all, and who is unhappy: the tables of csat about people."""

from decimal import Decimal

from salesops.commands.customers._csat import answers
from salesops.commands.customers._csat.rows import Unhappy
from salesops.commands.customers._csat.story import Story
from salesops.models.compare import ratio
from salesops.result import Table

OTHER = "other"


def rates(story: Story) -> Table:
    """How many of those who were asked have answered."""
    rows = []
    if (rated := story.rated) and rated.closed_tickets:
        # Only an export that also knows who was asked and did not answer tells who was asked.
        known = rated.asked_only > 0
        people = rated.asked if known else rated.closed_tickets
        name = "tickets asked to be rated" if known else "tickets solved"
        rows.append(answers.Rate(name, people, rated.answered, ratio(rated.answered, people)))
    if (sent := story.sent) and sent.sent > sent.answered:
        rows.append(
            answers.Rate("surveys sent", sent.sent, sent.answered, ratio(sent.answered, sent.sent))
        )
    return Table("responses", "Who answered", answers.Rate, rows, shown=bool(rows))


def calls(story: Story, top: int) -> Table:
    """Whom to call, the best customers first."""
    shown, rest = story.unhappy[:top], story.unhappy[top:]
    rows = [_call(row) for row in shown]
    if rest:
        left = sum((row.year_sales for row in rest), Decimal(0))
        more = f"{len(rest):,} more"
        rows.append(
            answers.Call(None, OTHER, more, None, left, None, None, None, len(rest), *[None] * 9)
        )
    note = (
        f"A rating of 1 or 2, or an NPS of 0 to 6, in the last {story.limits.call_days:g} days, "
        "by customers with an order in 365 days; the latest of each."
    )
    return Table(
        "unhappy", "Unhappy customers, the best first", answers.Call, rows, note if rows else "",
        shown=bool(rows),
    )  # fmt: skip


def _call(row: Unhappy) -> answers.Call:
    score = f"NPS {row.nps:.0f}" if row.nps is not None else f"CSAT {row.csat:.0f}"
    return answers.Call(
        row.shop or None, row.name or row.email or row.customer, score, row.answered_local,
        row.year_sales, row.high_value, row.order_no, row.words, 1, row.agent, row.channel,
        row.email, row.customer, row.year_orders, _whole(row.csat), _whole(row.nps), row.about,
        row.id,
    )  # fmt: skip


def _whole(score: Decimal | None) -> int | None:
    return None if score is None else int(score)
