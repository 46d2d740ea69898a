"""What commission finds: what is paid otherwise than a plan can have meant."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from salesops.commands.team._commission.pay import Statement
from salesops.commands.team._commission.rules import percent
from salesops.commands.team._commission.story import ZERO, Story, Total
from salesops.commands.team._commission.words import money
from salesops.commands.trust import gravest_first, rejected
from salesops.models.commission.lines import DRAW, Settled
from salesops.models.commission.terms import Plan
from salesops.result import Finding, Level
from salesops.units import Unit, counted, text

_NAMED = 3


def findings(story: Story, stale: Finding | None) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first; of stale data nothing is concluded."""
    found = [stale, rejected(story.db)]
    if stale is None:
        found += [_overpaid(story), _twice(story), _capped(story), _above(story), _growing(story)]
    return gravest_first(found)


def _overpaid(story: Story) -> Finding | None:
    """More was given back than was sold: a clawback of all of it would take what was never paid."""
    found = [(one, line) for one, total in story.paid for line in total.lines if line.beyond > 0]
    if not found:
        return None
    one, line = max(found, key=lambda pair: pair[1].beyond)
    beyond = sum((line.beyond for _, line in found), ZERO)
    return Finding(
        Level.WARNING,
        "clawback-overpaid",
        f"{counted(len(found), 'clawback')} would take back {money(story, beyond)} more than was "
        f"paid, as more was given back than was sold: first {one.name}, {line.label}, "
        f"{line.key}, {money(story, line.beyond)} too much. It stops at what was paid; look "
        "whether a refund stands twice.",
        {
            "clawbacks": len(found),
            "beyond": beyond,
            "rep": one.name,
            "deal": line.key,
            "line": line.label,
            "corrects": line.corrects,
        },
    )


def _twice(story: Story) -> Finding | None:
    """Shares that sum to more than the whole."""
    found = story.credits.beyond
    if not found:
        return None
    course, total = max(found, key=lambda pair: (pair[1], pair[0].label))
    return Finding(
        Level.WARNING,
        "credited-beyond",
        f"{counted(len(found), 'deal')} credited for more than 100 %: first {course.label}, "
        f"{percent(total)}. Each share is paid as it stands: mend the file of credits.",
        {"deals": len(found), "deal": course.label, "shares": total},
    )


def _latest(total: Total) -> Settled:
    """The running period, else the last."""
    return total.settled[-1]


def _capped(story: Story) -> Finding | None:
    """The latest period's cap is reached with much of it still to come."""
    found = sorted(_reached(story), key=lambda each: (each[2], each[0].name))
    if not found:
        return None
    one, settled, part = found[0]
    names = ", ".join(f"{s.name} on {r.capped_on}" for s, r, _ in found[:_NAMED])
    cap = settled.term.plan.cap or ZERO
    return Finding(
        Level.WARNING,
        "cap-reached-early",
        f"The cap is reached early by {counted(len(found), 'rep')}: {names}, the first with "
        f"{text(part, Unit.PERCENT)} of {settled.term.name} gone. From there on a sale pays them "
        f"nothing beyond {money(story, cap)}.",
        {"reps": len(found), "rep": one.name, "period": settled.term.name, "cap": cap},
    )


def _reached(story: Story) -> Iterator[tuple[Statement, Settled, float]]:
    for one, total in story.paid:
        latest = _latest(total)
        if latest.capped_on and latest.term.after >= story.window.end.date():
            days = (latest.term.after - latest.term.first).days
            part = (latest.capped_on - latest.term.first).days / days
            if part < story.limits.early:
                yield one, latest, part


def _above(story: Story) -> Finding | None:
    """What the last whole period paid, of its base, is far above every rate of the plan."""
    found = [
        (one, *over)
        for one, total in story.paid
        if (over := _over(total, story.limits.above)) is not None
    ]
    if not found:
        return None
    one, rate, plan = max(found, key=lambda each: (each[1], each[0].name))
    return Finding(
        Level.WARNING,
        "rate-above-plan",
        f"{counted(len(found), 'rep')} paid far above the plan in the last whole period: first "
        f"{one.name}, {text(rate, Unit.PERCENT)} of what was sold, where {plan.name} pays "
        f"{percent(plan.top_rate)} at the most. The rest is bonuses, or a draw that is kept.",
        {"reps": len(found), "rep": one.name, "rate": round(rate, 4), "plan": plan.name},
    )


def _over(total: Total, above: float) -> tuple[float, Plan] | None:
    whole = [one for one in total.settled if one.term.closed]
    if not whole or whole[-1].net <= 0 or whole[-1].term.there < 1:
        return None
    last, plan = whole[-1], whole[-1].term.plan
    loan = plan.draw is not None and plan.draw.recoverable
    paid = last.sum() - (last.sum(DRAW) if loan else ZERO)
    rate = float(paid / last.net)
    return (rate, plan) if rate > float(plan.top_rate) * (1 + above) else None


def _growing(story: Story) -> Finding | None:
    """A draw that is to be paid back grows, period after period."""
    found = [
        (one, settled)
        for one, total in story.paid
        if (settled := _grown(total, story.limits.growing))
    ]
    if not found:
        return None
    one, settled = max(found, key=lambda each: (each[1].balance, each[0].name))
    owed = sum((each.balance for _, each in found), Decimal(0))
    return Finding(
        Level.WARNING,
        "draw-growing",
        f"The draw of {counted(len(found), 'rep')} has grown for {story.limits.growing} periods "
        f"and more: first {one.name}, {money(story, settled.balance)} to pay back after "
        f"{settled.term.name}. What they sell does not carry it.",
        {"reps": len(found), "rep": one.name, "balance": settled.balance, "together": owed},
    )


def _grown(total: Total, periods: int) -> Settled | None:
    whole = [one for one in total.settled if one.term.closed][-periods - 1 :]
    balances = [one.balance for one in whole]
    if len(whole) <= periods:
        balances = [ZERO, *balances]
    grown = len(balances) > periods and all(after > before for before, after in pairwise(balances))
    return whole[-1] if grown else None
