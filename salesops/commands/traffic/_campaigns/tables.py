"""The tables of campaigns."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.traffic._campaigns.answers import Campaign, Group, Lift, PrePost
from salesops.commands.traffic._campaigns.effects import Effect, Method
from salesops.commands.traffic._campaigns.money import money_tables
from salesops.commands.traffic._campaigns.rows import Arm
from salesops.commands.traffic._campaigns.story import Story
from salesops.models import apart
from salesops.models.apart import Sample
from salesops.models.compare import ratio
from salesops.models.uplift import uplift
from salesops.result import Table
from salesops.units import rounded

TREATED, HELD_BACK = "sent to", "held back"
SEASON = "cannot tell season from campaign"
EXACT = 8
"""Decimal places that estimates are kept with: sums of money have as many."""


def tables(story: Story) -> tuple[Table, ...]:
    """The answer, both groups, before and after, codes, and what was spent by channel."""
    return (_campaigns(story), _lift(story), _groups(story), _pre_post(story), *money_tables(story))


def money(amount: float | None) -> Decimal | None:
    """An estimate as an amount."""
    return None if amount is None else rounded(Decimal(str(amount)), EXACT)


def _campaigns(story: Story) -> Table:
    rows = [_campaign(e) for e in story.effects]
    note = (
        f"95 % intervals. Control: those it was sent to less those held back, {story.days} days "
        "from the send, all members whether they read it or not; one spread for both groups. "
        "Pre/post: against the same weekdays before, as all other sales moved; that cannot tell "
        "season from campaign. Attributed: used its code, which is no lift."
    )
    return Table("campaigns", "Campaigns", Campaign, rows, note if rows else "")


def _campaign(effect: Effect) -> Campaign:
    known, net, profit, roi = effect.known, effect.net, effect.profit, effect.roi
    groups = effect.method is Method.CONTROL
    treated, control = (effect.treated, effect.control) if groups else (None, None)
    spent = "budget" if known.spend is None else "spent"
    each = net.middle / treated.members if net and treated else None
    return Campaign(
        campaign=known.name,
        method=effect.method.value,
        verdict=effect.verdict.value,
        incremental=money(net.middle if net else None),
        incremental_lo=money(net.low if net else None),
        incremental_hi=money(net.high if net else None),
        spend=effect.spend,
        roi=roi.middle if roi else None,
        roi_lo=roi.low if roi else None,
        roi_hi=roi.high if roi else None,
        trust=_trust(effect),
        kind=known.kind,
        channel=known.channel,
        begins=effect.begins,
        over_at=effect.over_at,
        so_far=effect.so_far,
        treated_n=treated.members if treated else None,
        control_n=control.members if control else None,
        treated_rate=ratio(treated.buyers, treated.members) if treated else None,
        control_rate=ratio(control.buyers, control.members) if control else None,
        net_sales_each=money(each),
        held_back_worth=money(None if each is None or not control else each * control.members),
        profit=money(profit.middle if profit else None),
        profit_lo=money(profit.low if profit else None),
        profit_hi=money(profit.high if profit else None),
        cost_known=effect.covered,
        spend_is=None if effect.spend is None else spent,
        attributed=effect.attributed,
        again=net.again if net else None,
    )


def _trust(effect: Effect) -> str:
    """How far it can be believed, in a few words."""
    said = {
        Method.CONTROL: "a lift, if chance drew the groups",
        Method.PRE_POST: SEASON,
        Method.ATTRIBUTED: "used its code, which is no lift",
        Method.NONE: "nothing to compare with",
    }[effect.method]
    if effect.unlike:
        said = "little: the groups differed before it"
    if effect.method is Method.CONTROL and effect.few:
        said = "little: too few people"
    return f"so far; {said}" if effect.so_far else said


def _lift(story: Story) -> Table:
    rows = [row for e in story.effects if e.method is Method.CONTROL for row in _measures(e)]
    before = story.limits.before_days
    note = f"Before: in the {before:,} days before the send, when both should be alike."
    title = "Those it was sent to, and those held back"
    return Table("lift", title, Lift, rows, note, keys=2, shown=bool(rows))


def _measures(effect: Effect) -> Iterator[Lift]:
    treated, control = effect.treated, effect.control
    yield _share(effect, "bought", "buyers")
    yield _each(effect, "net sales each", treated.net, control.net)
    if effect.costed:
        yield _each(effect, "gross profit each", treated.gain, control.gain)
    yield _share(effect, "bought before", "buyers_before")
    yield _each(effect, "net sales each before", treated.before, control.before)


def _share(effect: Effect, measure: str, column: str) -> Lift:
    one, other = ((getattr(a, column), a.members) for a in (effect.treated, effect.control))
    p, q = one[0] / one[1], other[0] / other[1]
    found = apart.shares(one, other)
    return Lift(effect.known.name, measure, p, q, p - q, found.low, found.high)


def _each(effect: Effect, measure: str, one: Sample, other: Sample) -> Lift:
    found = uplift(one, other)
    values = [money(v) for v in (one.mean, other.mean, found.middle, found.low, found.high)]
    return Lift(effect.known.name, measure, *(v or Decimal(0) for v in values))


def _groups(story: Story) -> Table:
    rows = [
        _group(effect, arm)
        for effect in story.effects
        if effect.method is Method.CONTROL
        for arm in (effect.treated, effect.control)
    ]
    note = "Got another: another campaign was sent to them while this one counts."
    return Table("groups", "The groups", Group, rows, note, keys=2, shown=bool(rows))


def _group(effect: Effect, arm: Arm) -> Group:
    return Group(
        effect.known.name, TREATED if arm.treated else HELD_BACK, arm.members, arm.buyers,
        arm.orders, arm.net_sales, arm.also_reached, arm.used_code,
    )  # fmt: skip


def _pre_post(story: Story) -> Table:
    rows = [_times(e) for e in story.effects if e.method is Method.PRE_POST and e.times.blocks]
    note = (
        "Expected: what it was in equal times before, on the same weekdays, moved as all other "
        "sales moved. A season of its own, a price or the weather looks the same."
    )
    title = "Before and after"
    return Table("pre_post", title, PrePost, rows, note, shown=bool(rows))


def _times(effect: Effect) -> PrePost:
    times, net = effect.times, effect.net
    start, end = times.blocks[0]
    return PrePost(
        effect.known.name,
        effect.known.aim or "all sales",
        (end - start).days,
        times.own[0],
        money(times.expected),
        money(net.middle if net else None),
        money(net.low if net else None),
        money(net.high if net else None),
        times.before,
        "all other sales" if effect.known.aim else "itself only",
    )
