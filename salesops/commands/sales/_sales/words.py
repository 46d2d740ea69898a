"""What sales says in words: its headline and its notes."""

from collections.abc import Iterator

from salesops.commands.grouping import OF_LINES
from salesops.commands.ledger import Ledger
from salesops.commands.sales._sales.groups import Asked
from salesops.models.compare import NO_HISTORY
from salesops.units import Unit, signed, text


def headline(ledger: Ledger) -> str:
    """One sentence: what was sold, and how that compares."""
    if stale := ledger.db.stale(ledger.window):
        return stale.message
    now, currency = ledger.now, ledger.db.book.currency
    if not now.orders and not now.net_sales:
        return ledger.no_sales()
    (change,) = ledger.changes("net_sales")
    against = ""
    if change.change_pct is not None:
        base = text(change.base, Unit.MONEY, currency)
        against = f", {signed(change.change_pct, Unit.PERCENT)} against {base} ({change.versus})"
    elif change.reason == NO_HISTORY:
        against = "; there is no earlier period to compare with"
    unit = f" {currency}" if currency else ""
    orders = f"{now.orders:,} order{'s' if now.orders != 1 else ''}"
    sales = text(now.net_sales, Unit.MONEY, currency)
    return f"Net sales {sales}{unit} from {orders}{against}."


def notes(asked: Asked) -> Iterator[str]:
    """What a reader must know to add the rows up."""
    ledger = asked.ledger
    yield from ledger.undated_notes()
    name, base = asked.base
    if asked.freq:
        yield (
            f"Change: against the {asked.freq} before, where both are over; a {asked.freq} that "
            "the window or the data holds only in part is marked as not complete."
        )
    elif ledger.known(base):
        window = f"{text(base.start, Unit.INSTANT)} to {text(base.end, Unit.INSTANT)}"
        yield f"Change: against {name}, {window}."
    if set(asked.by) & OF_LINES:
        yield (
            "An order may hold several of these groups: their orders sum to more than the orders, "
            "and a group's AOV is what it brings to each order that holds it."
        )
    if "tags" in asked.by:
        yield "An order with several tags stands in each of their rows: the rows exceed the whole."
    shared = (
        " A refund that names no product is shared over its order's lines by value; pulse "
        "shows SKUs before such refunds."
        if set(asked.by) & OF_LINES
        else ""
    )
    yield (
        "Returns are booked on their own days, in the group of what was returned; what names no "
        f"order or product stands under Unknown.{shared}"
    )
