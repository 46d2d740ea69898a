"""What commission says in words: its headline and its metrics."""

from decimal import Decimal

from salesops.commands.ledger import every
from salesops.commands.team._commission.instead import instead
from salesops.commands.team._commission.story import ZERO, Story, Total
from salesops.models.commission.lines import CLAWBACK, COMMISSION, DRAW, SPIFF
from salesops.result import Finding, Metric
from salesops.units import Unit, counted, text

UNTOLD = (
    "Only some deals are here, and pay is of all that a rep sells: nothing is told under --where."
)


def headline(story: Story, stale: Finding | None) -> str:
    """One sentence: who is paid how much for what."""
    if stale is not None:
        return stale.message
    if story.plans is None:
        return (
            f"No plan is named: {money(story, _base(story))} was sold that one would be paid for. "
            "Write one and name it with --plan plan.toml, or [commission] plan in salesops.toml."
        )
    if not story.paid:
        when = "" if every(story.window.name) else f" in {story.window.name}"
        return f"Nothing is paid: nobody with a plan sold anything{when}."
    total = story.together
    verb = "earns" if len(story.paid) == 1 else "earn"
    alone = story.asked.rep is not None and len(story.paid) == 1  # several may have one name
    who = story.paid[0][0].name if alone else counted(len(story.paid), "rep")
    said = (
        f"{_span(total)}: {who} {verb} {money(story, total.sum())} for "
        f"{money(story, total.base)} sold ({text(total.rate, Unit.PERCENT)})"
    )
    return f"{said}{_so_far(story, total)}{_other(story, total)}."


def _span(total: Total) -> str:
    terms = sorted((one.term.first, one.term.name) for one in total.settled)
    first, last = terms[0][1], terms[-1][1]
    return first if first == last else f"{first} to {last}"


def _so_far(story: Story, total: Total) -> str:
    running = Total(tuple(one for one in total.settled if not one.term.closed))
    if not running.settled:
        return ""
    names = " and ".join(dict.fromkeys(one.term.name for one in running.settled))
    return f", of it {money(story, running.sum())} in {names} so far"


def _other(story: Story, total: Total) -> str:
    if story.instead is None:
        return ""
    would = instead(story).sum()
    more = would - total.sum()
    word = "more" if more >= 0 else "less"
    return (
        f"; under {story.instead.plans.path.name if story.instead.plans else ''} it would be "
        f"{money(story, would)}, {money(story, abs(more))} {word}"
    )


def _base(story: Story) -> Decimal:
    return sum((total.base for _, total in story.all), ZERO)


def metrics(story: Story) -> tuple[Metric, ...]:
    """What is paid, and of what it is made."""
    paid, has = story.together, bool(story.paid)
    unplanned = sum((total.base for one, total in story.all if one.plan is None), ZERO)
    balance = sum((total.settled[-1].balance for _, total in story.paid), ZERO)
    other = instead(story).sum() if story.instead else None
    return (
        Metric("payout", "Payout", paid.sum() if has else None, Unit.MONEY, good=""),
        Metric("base", "Base, sold by reps with a plan", paid.base, Unit.MONEY),
        Metric("commission", "Commission", _sum(paid, COMMISSION, has=has), Unit.MONEY, good=""),
        Metric("clawback", "Clawbacks", _sum(paid, CLAWBACK, has=has), Unit.MONEY, good=""),
        Metric("spiff", "SPIFFs", _sum(paid, SPIFF, has=has), Unit.MONEY, good=""),
        Metric("draw", "Draws, less paid back", _sum(paid, DRAW, has=has), Unit.MONEY, good=""),
        Metric("effective_rate", "Effective rate", paid.rate, Unit.PERCENT, good=""),
        Metric("attainment", "Attained of quotas", paid.attainment, Unit.PERCENT),
        Metric(
            "draw_balance", "Draws to pay back", balance, Unit.MONEY, good="", shown=balance != 0
        ),
        Metric(
            "unplanned", "Sold without a plan", unplanned, Unit.MONEY, good="",
            shown=unplanned != 0,
        ),
        Metric(
            "other_payout", "Payout under --what-if", other, Unit.MONEY, good="",
            shown=other is not None,
        ),
    )  # fmt: skip


def _sum(total: Total, kind: str, *, has: bool) -> Decimal | None:
    return total.sum(kind) if has else None


def money(story: Story, amount: Decimal) -> str:
    """An amount with its currency."""
    unit = f" {story.currency}" if story.currency else ""
    return f"{text(amount, Unit.MONEY, story.currency)}{unit}"
