"""The lists of vip: the VIPs, those due for contact, the large orders of the window."""

from collections.abc import Sequence
from decimal import Decimal

from salesops.commands.customers._vip.answers import Due, Large, Vip
from salesops.commands.customers._vip.contact import Contact
from salesops.commands.customers._vip.rows import LEAST_GAPS, Order, Standing
from salesops.commands.customers._vip.story import ZERO, Story, usual_order, worth
from salesops.result import Table

OTHER = "other"
"""Those below the ranking: a list sums to the whole."""


def vips(story: Story) -> Table:
    """The first of them by name, and the others as one."""
    rows = [_vip(story, n, v) for n, v in enumerate(story.vips[: story.top], 1)]
    if rest := story.vips[story.top :]:
        rows.append(_other_vips(story, rest))
    goal = story.money(Decimal(story.limits.lifetime_goal))
    note = (
        f"Lifetime goal: {goal}, of all loaded history. Usual gap: the median of the days between "
        f"their orders. Due: silent for longer than nine in ten of their gaps (of {LEAST_GAPS} or "
        "more)."
    )
    title = "VIPs, by net sales of the 365 days to as-of"
    return Table("vips", title, Vip, rows, note if rows else "", keys=2)


def every(story: Story) -> Table:
    """Each of them, for a spreadsheet."""
    rows = [_vip(story, n, v) for n, v in enumerate(story.vips, 1)]
    return Table("customers", "All VIPs", Vip, rows, shown=False)


def _to_goal(story: Story, brought: Decimal) -> Decimal:
    return max(Decimal(story.limits.lifetime_goal) - brought, ZERO)


def _vip(story: Story, rank: int, of: Standing) -> Vip:
    who = story.person(of)
    contact = Contact(who)
    return Vip(
        rank=rank,
        customer=contact.called,
        orders=of.orders,
        net_sales=of.net_sales,
        net_sales_ever=who.net_sales,
        to_goal=_to_goal(story, who.net_sales),
        last_order=of.last_day,
        days_since=of.days_since,
        usual_gap=of.usual_gap if of.late is not None else None,
        due=of.late if story.told else None,
        write_by=contact.write_by,
        share=story.year.share(of.net_sales),
        because=_because(story, of),
        largest_order=of.largest,
        late_after=of.bound,
        longest_gap=of.longest_gap,
        gaps=of.gaps,
        orders_ever=who.orders,
        first_order=who.first_day,
        shop=of.shop or None,
        customer_id=of.customer,
        email=who.email,
        phone=who.phone,
        accepts_email=who.accepts_email,
        accepts_sms=who.accepts_sms,
    )


def _because(story: Story, of: Standing) -> str:
    large = of.largest >= Decimal(story.limits.vip_over)
    return " and ".join(["net sales"] * of.is_top + ["an order"] * large)


def _other_vips(story: Story, rest: Sequence[Standing]) -> Vip:
    ever = [story.person(v) for v in rest]
    return Vip(
        customer=OTHER,
        orders=sum(v.orders for v in rest),
        net_sales=worth(rest),
        net_sales_ever=sum((e.net_sales for e in ever), ZERO),
        to_goal=sum((_to_goal(story, e.net_sales) for e in ever), ZERO),
        share=story.year.share(worth(rest)),
        orders_ever=sum(e.orders for e in ever),
        people=len(rest),
    )


def due(story: Story) -> Table:
    """Those who are silent for longer than they use to be."""
    rows = [_one_due(story, v) for v in story.late[: story.top]]
    if rest := story.late[story.top :]:
        rows.append(
            Due(
                customer=OTHER,
                order_value=sum((story.cents(usual_order(v)) for v in rest), ZERO),
                expected=sum((story.expected(v) for v in rest), ZERO),
                net_sales=worth(rest),
                people=len(rest),
            )
        )
    note = (
        "Late after: nine in ten of their gaps are of so many days or fewer. Expected is their "
        f"usual order x the chance: {_chances(story)}."
    )
    title = "VIPs due for contact, the most to expect first"
    return Table("due", title, Due, rows, note if rows else "")


def _chances(story: Story) -> str:
    seen = len(story.odds.seen)
    if not story.enough:
        return f"a guess, as so few were late before ({seen:,})"
    near = story.odds.near(0, story.limits.few).times
    return (
        f"what the {near:,} of {seen:,} earlier late VIPs did whose silence was nearest to theirs, "
        "written to or not"
    )


def _one_due(story: Story, of: Standing) -> Due:
    who = story.person(of)
    contact = Contact(who)
    return Due(
        customer=contact.called,
        write_by=contact.write_by,
        days_since=of.days_since,
        usual_gap=of.usual_gap,
        late_after=of.bound,
        order_value=story.cents(usual_order(of)),
        chance=story.chance(of),
        expected=story.expected(of),
        net_sales=of.net_sales,
        basis=story.basis(of),
        gaps=of.gaps,
        last_order=of.last_day,
        shop=of.shop or None,
        customer_id=of.customer,
        email=who.email,
        phone=who.phone,
    )


def large(story: Story) -> Table:
    """The large orders of the window."""
    rows = [_order(story, o) for o in story.large[: story.top]]
    if rest := story.large[story.top :]:
        rows.append(
            Large(
                order=OTHER,
                order_value=sum((o.order_value for o in rest), ZERO),
                returns=sum((o.returns for o in rest), ZERO),
                orders=len(rest),
            )
        )
    over, vip = (Decimal(story.limits.order_over), Decimal(story.limits.vip_over))
    title = f"Orders of {story.money(over)} or more, placed since {story.window.start:%Y-%m-%d}"
    note = (
        f"Gross less discounts of the order; a VIP order is of {story.money(vip)} or more. No "
        "export says who was thanked already."
    )
    return Table("large_orders", title, Large, rows, note if rows else "")


def _order(story: Story, of: Order) -> Large:
    contact = Contact(of)
    vip = of.order_value >= Decimal(story.limits.vip_over)
    return Large(
        ordered=of.ordered,
        order=of.order_no or of.order_id,
        customer=contact.called or None,
        order_value=of.order_value,
        kind="cancelled" if of.cancelled else "VIP order" if vip else "watch",
        first_order=of.is_first if story.told else None,
        returns=of.returns,
        write_by=contact.write_by,
        cancelled=of.cancelled,
        shop=of.shop or None,
        order_id=of.order_id,
        customer_id=of.customer,
        email=of.email,
        phone=of.phone,
    )
