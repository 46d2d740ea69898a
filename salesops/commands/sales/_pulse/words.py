"""What pulse says in words: the headline, and what must be said beside the numbers."""

from dataclasses import dataclass
from decimal import Decimal

from salesops.commands.ledger import Totals
from salesops.commands.sales._pulse.figures import Figures
from salesops.commands.sales._pulse.sending import Sending
from salesops.commands.versus import SPOKEN
from salesops.models.compare import NO_HISTORY, causes
from salesops.queries.database import Questions
from salesops.result import Change
from salesops.units import Count, Unit, signed, text

YEAR = 365
"""Days of history with which new customers can be told from old ones."""
COMPARED_WITH = {
    "prev-week": "prev,prev-week,prev-month,prev-year-dow",
    "prev": "prev,prev-year,prev-year-dow",
}
"""What is shown where nothing is named, by what verdicts compare such a window with."""


@dataclass(frozen=True)
class Number:
    """How many there are."""

    n: Count


def against(figures: Figures) -> tuple[Change, Totals] | None:
    """The change of net sales that the verdicts go by, and the sums it is from."""
    found = zip(figures.changes("net_sales"), figures.bases, strict=True)
    pairs = [(change, totals) for change, (_, _, totals) in found]
    return next((pair for pair in pairs if pair[0].versus == figures.verdict), None)


def causes_of(figures: Figures, before: Totals) -> dict[str, Decimal]:
    """What made net sales move since, in money that adds up."""
    now = figures.now
    return causes(
        (before.orders, now.orders),
        (before.order_value, now.order_value),
        (before.returns, now.returns),
    )


def moved(figures: Figures, before: Totals) -> dict[str, str]:
    """The causes as signed money."""
    currency = figures.asked.db.book.currency
    parts = causes_of(figures, before)
    return {name: signed(part, Unit.MONEY, currency) for name, part in parts.items()}


def headline(figures: Figures) -> str:
    """One sentence: what was sold and how that compares; the staleness where data is old."""
    db, window, now = figures.asked.db, figures.window, figures.now
    if stale := db.stale(window):
        return stale.message
    rows = db.book.rows
    if rows.rejected and not rows.used:
        return f"Nothing could be read: {rows.rejected:,} of {rows.total:,} rows were rejected."
    if not now.orders and not now.net_sales:
        return figures.no_sales()
    currency = db.book.currency
    unit = f" {currency}" if currency else ""
    so_far = " so far" if window.so_far else ""
    orders = f"{now.orders:,} order{'s' if now.orders != 1 else ''}"
    each = f" of {text(now.aov, Unit.MONEY, currency)} on average" if now.aov else ""
    sales = text(now.net_sales, Unit.MONEY, currency)
    return f"Net sales {sales}{unit}{so_far} from {orders}{each}{_compared(figures)}."


def _compared(figures: Figures) -> str:
    found = against(figures)
    if found is None or found[0].reason == NO_HISTORY:
        return "; there is no earlier period to compare with"
    change, before = found
    base = text(change.base, Unit.MONEY, figures.asked.db.book.currency)
    if change.change_pct is None:
        return f", against {base} {SPOKEN[change.versus]}"
    said = f", {signed(change.change_pct, Unit.PERCENT)} against {SPOKEN[change.versus]} ({base})"
    if change.change >= 0:
        return said
    parts = ", ".join(f"{name} {part}" for name, part in moved(figures, before).items())
    return f"{said}: {parts}"


_SAID = {
    "tax_included": "{n} order{s} {have} prices with tax in them: sales are shown without it.",
    "tax_unknown": "{n} order{s} {do} not say whether prices hold tax: taken as they stand.",
    "unpaid": "{n} order{s}, {money} of these sales, {are} not paid yet.",
    "estimated": "{n} partial refund{s} {are} all-in: the goods' share is an estimated split by "
    "value.",
    "undated_refunds": "{n} refund{s} {have} no date of {their} own: booked on an order's day. "
    "Export the transactions to date them.",
    "mismatch": "{n} line{s} state{v} a total that is not unit price x quantity: the total counts.",
    "other_orders": "{n} order{s} hold{v} only gift cards or services: not in orders or AOV.",
    "unknown": "{n} order{s} name{v} no customer: in sales, not among them.",
}
"""What is said where the count of it is not zero."""
_ONE = {"s": "", "v": "s", "are": "is", "have": "has", "do": "does", "their": "its"}
_MANY = {"s": "s", "v": "", "are": "are", "have": "have", "do": "do", "their": "their"}
"""The endings and verbs of these sentences, where it is one and where there are more."""


def notes(asked: Questions, figures: Figures, sending: Sending) -> tuple[str, ...]:
    """What a reader must know to trust the numbers."""
    found = figures.basis
    counts = {
        **vars(found),
        "mismatch": _mismatch(asked, figures),
        "other_orders": figures.now.other_orders,
        "unknown": sum(b.orders for b in figures.buyers if b.customers == "unknown"),
    }
    money = text(found.unpaid_sales, Unit.MONEY, asked.db.book.currency)
    said = [_said(key, counts[key], money) for key in _SAID if counts[key]]
    return (*said, *figures.undated_notes(), *_limits_of_data(figures, sending))


def _said(key: str, count: int, money: str) -> str:
    forms = _ONE if count == 1 else _MANY
    return _SAID[key].format(n=f"{count:,}", money=money, **forms)


def _mismatch(asked: Questions, figures: Figures) -> int:
    return asked.one("line_mismatch", Number, **figures.span).n


def _limits_of_data(figures: Figures, sending: Sending) -> list[str]:
    """What the exports do not reach to or do not say."""
    said, window, reach = [], figures.window, figures.asked.db.book.reach
    if figures.first and (window.start.date() - figures.first).days < YEAR and figures.buyers:
        said.append(
            f"The data begins {figures.first}: with less than a year of history, some customers "
            "counted as new may have bought before."
        )
    if figures.asked.db.book.filtered:
        said.append("Under --where, new and returning customers are not told: some orders are out.")
    if not sending.known:
        said.append("The exports do not say what was sent: fulfilment is not shown.")
    if reach and reach[1] < window.end:
        said.append(f"The last stamp in the data is {reach[1]:%Y-%m-%d %H:%M}.")
    return said
