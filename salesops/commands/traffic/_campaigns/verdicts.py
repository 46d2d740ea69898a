"""What campaigns concludes: one loses, groups were not alike, spend that sells nothing, or ends."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.traffic._campaigns.effects import Effect, Method, Verdict
from salesops.commands.traffic._campaigns.spending import FOUR_WEEKS
from salesops.commands.traffic._campaigns.story import Story
from salesops.commands.trust import gravest_first, rejected
from salesops.result import Finding, Level
from salesops.units import Unit, text


def findings(story: Story) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first."""
    found = [story.stale(), rejected(story.asked.db)]
    if story.told and not story.stale():  # orders that are missing make campaigns look useless
        found += [*_loses(story), *_differ(story), *_unsold(story), _stale_spend(story)]
    return gravest_first(found)


def _loses(story: Story) -> Iterator[Finding]:
    for effect in story.effects:
        if effect.verdict is not Verdict.LOSES or effect.spend is None:
            continue
        best, what = effect.profit, "gross profit"
        if best is None:
            best, what = effect.net, "net sales"
        high = best.high if best else 0.0
        yield Finding(
            Level.WARNING,
            "campaign-loses",
            f"{effect.known.name} brought at most {_money(story, high)} of {what} more "
            f"({effect.method.value}, 95 %) and cost {_money(story, effect.spend)}: "
            f"{_then(effect)}",
            {
                "campaign": effect.known.name,
                "method": effect.method.value,
                "most": round(high, 2),
                "spend": effect.spend,
            },
        )


def _then(effect: Effect) -> str:
    if effect.method is Method.CONTROL:
        return "stop it, or change what it offers."
    return "look at it again, since a bad season looks the same."


def _differ(story: Story) -> Iterator[Finding]:
    for effect in story.effects:
        if not (errors := effect.unlike):
            continue
        treated, control = effect.treated, effect.control
        yield Finding(
            Level.WARNING,
            "groups-differ",
            f"Before {effect.known.name} those it was sent to had brought "
            f"{_money(story, treated.before.mean)} each, those held back "
            f"{_money(story, control.before.mean)} ({errors:.1f} standard errors in sales or "
            "buyers): they were not drawn by chance, so their difference is no lift.",
            {
                "campaign": effect.known.name,
                "treated": treated.members,
                "control": control.members,
                "errors": round(errors, 1),
            },
        )


def _unsold(story: Story) -> Iterator[Finding]:
    """A channel's four last weeks against the four before: it costs more, and no order is more."""
    spending, limits = story.spending, story.limits
    if spending.days is None or spending.last is None:
        return
    end = spending.days[1]
    middle, start = end - FOUR_WEEKS, end - 2 * FOUR_WEEKS
    if min(s.day for s in spending.spent) > start:
        return
    now, before = spending.sums(middle, end), spending.sums(start, middle)
    for channel in spending.channels:
        cost, was = (spending.between(channel, *d) for d in ((middle, end), (start, middle)))
        if not was or not before.orders or now.orders > before.orders:
            continue
        rise = float(cost / was) - 1
        if rise < limits.spend_up or cost - was < limits.share_least * float(now.net_sales):
            continue
        yield Finding(
            Level.WARNING,
            "spend-without-sales",
            f"{channel} cost {_money(story, cost)} in the last four weeks, "
            f"{text(rise, Unit.PERCENT)} more than in the four before, and orders went from "
            f"{before.orders:,} to {now.orders:,}: look what the rest bought.",
            {
                "channel": channel,
                "spend": cost,
                "before": was,
                "orders": now.orders,
                "orders_before": before.orders,
            },
        )


def _stale_spend(story: Story) -> Finding | None:
    last = story.spending.last
    if last is None:
        return None
    days = (story.window.end.date() - last).days - 1
    if days <= story.limits.spend_days:
        return None
    return Finding(
        Level.WARNING,
        "spend-stale",
        f"The spend ends {last:%Y-%m-%d}, {days:,} days before the window does: costs for each "
        "order are of the days before. Export it again.",
        {"last_day": last, "days": days},
    )


def _money(story: Story, amount: object) -> str:
    return text(Decimal(str(amount)), Unit.MONEY, story.currency)
