"""What the card says in words: the headline, the metrics, and what must be said beside them."""

from collections import Counter

from salesops.commands.sales._scorecard import crm, daily, deals, quotas, readings
from salesops.commands.sales._scorecard.card import Card
from salesops.commands.sales._scorecard.goals import Bounds, Goal
from salesops.commands.sales._scorecard.judge import Status
from salesops.commands.sales._scorecard.metrics import METRICS
from salesops.models.compare import NO_HISTORY, change
from salesops.periods.dates import DAY, floor
from salesops.result import Metric
from salesops.units import Unit, signed, text


def headline(card: Card) -> str:
    """One sentence: the longest period's sales like for like, and how many goals stand how."""
    db, slot = card.db, card.slots(card.over[-1])[0]
    if stale := card.readings.stale(slot.window):
        return stale.message
    if not card.readings.sells:
        return f"{crm.headline(card)} {_standing(card)}"
    now = card.readings.totals(slot)
    if not now.orders and not now.net_sales:
        return f"No sales in {slot.name}."
    unit = f" {db.book.currency}" if db.book.currency else ""
    sales = text(now.net_sales, Unit.MONEY, db.book.currency)
    return f"{slot.name}: net sales {sales}{unit}{_compared(card)}. {_standing(card)}"


def _compared(card: Card) -> str:
    moved = metrics(card)[0].changes[0]
    before = card.slots(card.over[-1])[0].back().name
    if moved.reason == NO_HISTORY:
        return "; there is no earlier period to compare with"
    base = text(moved.base, Unit.MONEY, card.db.book.currency)
    if moved.change_pct is None:
        return f", against {base} in {before}"
    return f", {signed(moved.change_pct, Unit.PERCENT)} on {before} ({base})"


def _standing(card: Card) -> str:
    lines = card.now or card.closed
    if not lines:
        return "No goal is set for it."
    found = Counter(line.status for line in lines)
    said = ", ".join(f"{found[status]} {status}" for status in Status if found[status])
    return f"Of {len(lines)} goal{'s' if len(lines) > 1 else ''}: {said}."


def metrics(card: Card) -> tuple[Metric, ...]:
    """The longest period of the card, like for like."""
    if not card.readings.sells:
        return crm.metrics(card)
    slot = card.slots(card.over[-1])[0]
    before = slot.back()
    now, base = card.readings.totals(slot), card.readings.totals(before)
    known = card.readings.ledger.known(before.window)
    units = {"net_sales": Unit.MONEY, "orders": Unit.COUNT, "aov": Unit.MONEY}
    found = [
        Metric(
            name,
            "AOV" if name == "aov" else name.replace("_", " ").capitalize(),
            getattr(now, name),
            unit,
            (change("before", getattr(now, name), getattr(base, name), history=known),),
        )
        for name, unit in units.items()
    ]
    return (*found, *_market(card))


def _market(card: Card) -> list[Metric]:
    """The share of a market whose size was given, in the longest period that is over."""
    if card.readings.market_size is None:
        return []
    slot = card.slots(card.over[-1])[-1]
    goal = Goal("market_share", slot.unit, Bounds(None, None))
    share = goal.measured.shown(card.readings.read(goal, slot).value)
    return [Metric("market_share", f"Market share, {slot.name}", share, Unit.PERCENT)]


_MISSING = {
    daily.NO_TRAFFIC: "Conversion is not known: it needs an export of sessions by day "
    "(traffic_daily).",
    daily.NO_STOCK: "Lost sales are not known: they need an export of stock by day "
    "(stock_history).",
    daily.NOT_COVERED: "Some goals lack days: the traffic or stock export does not hold all of "
    "the period.",
    readings.NO_COST: "Profit is not known: no unit cost is stated (Cost per item of the products "
    "export).",
    readings.NO_TARGET: "Attainment is not known where there is no target of net sales for every "
    "day of the period (targets).",
    readings.NO_SIZE: "Market share is not known: give the size with --market-size, or as "
    "market_size in the goals file.",
    deals.NO_DEALS: "Goals of deals are not known: they need an export of a CRM (deals).",
    quotas.NO_QUOTA: "Quota attainment is not known where no quota of a rep, a team or the shop is "
    "stated (quotas).",
    readings.NO_SALES: "Goals of sales, customers, visits and stock are not known: they need an "
    "export of orders.",
    readings.FILTERED: "Under --where, goals of customers, traffic, stock, deals and targets are "
    "not told: these are of all.",
}


def notes(card: Card, *, own: bool, start: str) -> tuple[str, ...]:
    """Whose goals they are, and what is not known for want of what."""
    lines = [*card.now, *card.closed]
    said = [] if own else [_guide(start) if card.readings.sells else crm.said(card)]
    said += [note for reason, note in _MISSING.items() if any(reason == x.why for x in lines)]
    first = card.readings.ledger.first
    if first and any(x.metric == "vip_retention" and x.why == NO_HISTORY for x in lines):
        said.append(f"VIP retention needs 455 days of orders; the data begins {first}.")
    if any(line.metric == "orders_per_session" for line in lines) and not card.readings.daily.buys:
        said.append(
            "The traffic export does not say which visits bought: there are orders per session, "
            "and no conversion."
        )
    said += _shortened(card)
    if any(line.metric == "lost_sales_share" and line.actual is not None for line in lines):
        said.append("Lost sales are an estimate: a day without stock loses a usual day's sales.")
    if card.readings.market_size:
        size = text(METRICS["net_sales"].shown(card.readings.market_size), Unit.MONEY)
        said.append(
            f"The market's size, {size} in a whole period, is --market-size's: no export says it."
        )
    return tuple(said)


def _shortened(card: Card) -> list[str]:
    """Which exports by day end before the card does."""
    short = {
        line.goal: line.to
        for line in card.now
        if line.actual is not None
        and line.metric in readings.DAILY
        and line.to < floor(card.slots(line.over)[0].end, "day")
    }
    return [
        f"{goal} is known through {to - DAY:%Y-%m-%d} only: it is of the days until then, and so "
        "is its base."
        for goal, to in short.items()
    ]


def _guide(start: str) -> str:
    weeks = (
        f"its weeks count from {start}."
        if start
        else "without [scorecard] start, every week is taken for the first with it."
    )
    return f"The goals are the operator guide's, not yours (--goals FILE for those); {weeks}"
