"""The lists of people: who is expected to bring most, and who of them may be gone."""

from decimal import Decimal

import numpy as np

from salesops.commands.customers._clv.bought import Places
from salesops.commands.customers._clv.cents import mean
from salesops.commands.customers._clv.rows import Risk, Top, Weeks
from salesops.commands.customers._clv.slipping import Slip
from salesops.commands.customers._clv.story import RECENT, Story
from salesops.models.compare import ratio
from salesops.models.lifetime.worth import Worth
from salesops.result import Table

OTHER = "other"
"""All others: a list sums to the whole."""
NO_CONSENT, AGREED, UNKNOWN = "no consent", "agreed", "not known"


def best(story: Story) -> Table:
    """The customers with most to come, or where nothing is projected, with most so far."""
    goal = f"{story.goal:,.0f}"
    note = (
        f"Of goal: net sales so far and expected, of {goal}."
        if story.worth
        else f"Of goal: net sales so far, of {goal}."
    )
    rows = _expected(story, story.worth) if story.worth else _so_far(story)
    title = "Customers with most to come" if story.worth else "Customers with most so far"
    return Table("top", title, Top, rows, note if rows else "")


def _expected(story: Story, worth: Worth) -> list[Top]:
    order = worth.order
    rows = [_top(story, worth, int(i)) for i in order[: story.top]]
    rest = order[story.top :]
    if rest.size:
        rows.append(
            Top(
                customer=OTHER,
                historic=story.historic(rest),
                purchases=mean(worth.coming.mean[rest].sum()),
                projected=story.total(story.cents(worth.value)[rest]),
                customers=int(rest.size),
            )
        )
    return rows


def _top(story: Story, worth: Worth, i: int) -> Top:
    buyer = story.buyers[story.known.places[i]]
    projected = story.money(worth.value[i])
    low, high = map(story.money, worth.within(i))
    lifetime = buyer.net_sales + projected
    return Top(
        customer=buyer.called,
        historic=buyer.net_sales,
        last_order=story.day(story.known.last[i]),
        p_alive=float(worth.coming.alive[i]),
        purchases=mean(worth.coming.mean[i]),
        projected=projected,
        low=low,
        high=high,
        lifetime=lifetime,
        toward=_toward(story, lifetime),
        customers=1,
        shop=buyer.shop or None,
        customer_id=buyer.customer,
    )


def _toward(story: Story, lifetime: Decimal) -> float | None:
    return ratio(lifetime, story.goal)


def _so_far(story: Story) -> list[Top]:
    order = np.argsort(-story.buyers.rough, kind="stable")
    rows = [_plain(story, int(place)) for place in order[: story.top]]
    rest = order[story.top :]
    if rest.size:
        money, count = story.buyers.total(rest), int(rest.size)
        other = Top(customer=OTHER, historic=money, purchases=None, projected=None, customers=count)
        rows.append(other)
    return rows


def _plain(story: Story, place: int) -> Top:
    buyer, last = story.buyers[place], story.known.last_days.get(place)
    return Top(
        customer=buyer.called,
        historic=buyer.net_sales,
        last_order=None if last is None else story.day(last),
        purchases=None,
        projected=None,
        lifetime=buyer.net_sales,
        toward=_toward(story, buyer.net_sales),
        customers=1,
        shop=buyer.shop or None,
        customer_id=buyer.customer,
    )


def at_risk(story: Story) -> Table:
    """Who is more likely gone than not, and was not some weeks ago: in time to do something."""
    rows = _slipping(story, story.slipped[0]) if story.slipped else []
    note = (
        f"Churn risk is 1 - P(alive). Here are those past {1 - story.limits.risk:.0%} who were "
        f"under it {RECENT} days ago. At stake: what of their next {story.months} months is lost "
        "if they are gone. Usual days: between their purchases so far."
    )
    title = "Customers slipping away, the most at stake first"
    return Table("at_risk", title, Risk, rows, note if rows else "")


def _slipping(story: Story, now: Slip) -> list[Risk]:
    ordered = np.argsort(-now.stake, kind="stable")
    rows = [_risk(story, now, int(i)) for i in ordered[: story.top]]
    rest = ordered[story.top :]
    if rest.size:
        rows.append(_other(story, now, rest))
    return rows


def _risk(story: Story, now: Slip, i: int) -> Risk:
    known, of, worth = now.known, now.some[i], now.worth
    buyer = story.buyers[known.places[of]]
    spent = int(known.last[of] - known.first[of])
    consent = {True: AGREED, False: NO_CONSENT, None: UNKNOWN}[buyer.accepts_email]
    return Risk(
        customer=buyer.called,
        churn_risk=float(1 - worth.coming.alive[i]),
        before=float(1 - now.before[i]),
        last_order=story.day(known.last[of]),
        days_since=known.end - int(known.last[of]),
        usual_days=spent / float(known.repeats[of]),
        historic=buyer.net_sales,
        at_stake=story.money(worth.if_alive[i]) - story.money(worth.value[i]),
        write=consent if buyer.email else None,
        customers=1,
        if_alive=story.money(worth.if_alive[i]),
        shop=buyer.shop or None,
        customer_id=buyer.customer,
        email=buyer.email,
        phone=buyer.phone,
    )


def _other(story: Story, now: Slip, rest: Places) -> Risk:
    would = story.total(story.cents(now.worth.if_alive)[rest])
    return Risk(
        customer=OTHER,
        historic=story.historic(now.some[rest]),
        at_stake=would - story.total(story.cents(now.worth.value)[rest]),
        if_alive=would,
        customers=int(rest.size),
    )


def by_weeks(story: Story) -> Table:
    """How many slipped away in each four weeks of the last year."""
    rows = [
        Weeks(story.day(one.known.end), int(one.some.size), story.stake(one))
        for one in story.slipped
    ]
    note = (
        f"In the {RECENT} days until then, from what was known then; at stake over {story.months} "
        "months. The model is today's."
    )
    title = "Customers slipping away, by four weeks"
    return Table("slipping", title, Weeks, rows, note if rows else "")
