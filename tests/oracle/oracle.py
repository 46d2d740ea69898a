"""The sales metrics a second time: csv, fractions and the words of metrics.md, no SQL, no salesops.

Everything is exact (Fraction) until it leaves as an unrounded Decimal. Each rule quotes its text.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction
from zoneinfo import ZoneInfo

Cell = dict[str, str]
STAMPS = ("%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M:%S")
ORDERS_HEAD = {"name", "created at", "lineitem quantity", "lineitem price"}
TRANSACTIONS_HEAD = {"order", "transaction id", "kind", "processed at", "amount"}
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Totals:
    """What pulse says of one window; money unrounded."""

    gross_sales: Decimal
    discounts: Decimal
    returns: Decimal
    net_sales: Decimal
    total_sales: Decimal
    orders: int
    units: int
    aov: Decimal | None
    not_tied: list[str]


@dataclass(frozen=True)
class Line:
    price: Fraction
    quantity: int
    discount: Fraction
    sku: str = ""
    """ "SKUs are trimmed; a line without SKU is keyed by its title." """

    @property
    def amount(self) -> Fraction:
        return self.price * self.quantity


@dataclass(frozen=True)
class Refund:
    """Money given back, all-in: with tax and shipping."""

    at: datetime
    amount: Fraction


@dataclass(frozen=True)
class Order:
    name: str
    status: str
    payment_method: str
    tags: frozenset[str]
    created: datetime
    cancelled: datetime | None
    subtotal: Fraction
    shipping: Fraction
    taxes: Fraction
    total: Fraction
    figure: Fraction
    lines: tuple[Line, ...]
    refunds: tuple[Refund, ...]
    channel: str = ""
    country: str = ""


@dataclass(frozen=True)
class Sale:
    """An order as it counts: net of tax where that can be taken out."""

    order: Order
    gross: Fraction
    discount: Fraction
    tied: bool

    @property
    def worth(self) -> Fraction:
        return self.gross - self.discount


@dataclass(frozen=True)
class Return:
    """What was given back at one moment: of product sales, and all-in."""

    at: datetime
    sales: Fraction
    total: Fraction


def pulse(
    files: dict[str, str], start: datetime, end: datetime, as_of: datetime, tz: str | None
) -> Totals:
    """The figures of [start, end) on the store's clock, as they were known at as_of."""
    stop = min(end, as_of)  # "Rows stamped at or after as-of are invisible everywhere."
    known = [sale(o) for o in read(files, tz) if counted(o) and o.created < as_of]
    sold = [s for s in known if start <= s.order.created < stop]  # "Windows are half open."
    given = [r for s in known for r in returns(s, as_of) if start <= r.at < stop]
    gross, discount = sum(s.gross for s in sold), sum(s.discount for s in sold)
    returned = sum(r.sales for r in given)
    # "Total sales = the source's Total less refunds on their date".
    total = sum(s.order.total for s in sold) - sum(r.total for r in given)
    # "Orders counts orders with at least one product line"; these files hold product lines only.
    orders = sum(1 for s in sold if s.order.lines)
    return Totals(
        gross_sales=decimal(gross),
        discounts=decimal(discount),
        returns=decimal(returned),
        net_sales=decimal(gross - discount - returned),  # "gross - discounts - returns"
        total_sales=decimal(total),
        orders=orders,
        units=sum(line.quantity for s in sold for line in s.order.lines),
        # "AOV = (gross - discounts) / orders of the window"; "x/0 -> n/a".
        aov=decimal(Fraction(gross - discount) / orders) if orders else None,
        not_tied=sorted(s.order.name for s in sold if not s.tied),
    )


def counted(order: Order) -> bool:
    """Voided and test orders are out; cancelled, refunded and unpaid ones stay in gross."""
    # "a bogus gateway as payment method, or the tag `test`"
    test = "bogus" in order.payment_method.lower() or "test" in order.tags
    return order.status != "voided" and not test


def sale(order: Order) -> Sale:
    """The order's gross and product discount, net of tax where that can be taken out."""
    discount, tied = product_discount(order)
    kept = kept_of_tax(order)
    return Sale(order, lines_gross(order) * kept, discount * kept, tied)


def lines_gross(order: Order) -> Fraction:
    """Unit price x quantity; the Shopify file has no line total of its own."""
    return Fraction(sum(line.amount for line in order.lines))


def product_discount(order: Order) -> tuple[Fraction, bool]:
    """The rule "Discount figures": the discount of the products, and whether the lines tie."""
    of_lines = Fraction(sum(line.discount for line in order.lines))
    gross = lines_gross(order)
    # Text: "if some line has a discount: lines' + figure, figure alone, lines' alone, ..;
    # otherwise the figure if it ties".
    with_lines = [of_lines + order.figure, order.figure, of_lines]
    candidates = with_lines if of_lines else [order.figure]
    for candidate in candidates:
        if gross - candidate == order.subtotal:  # "the first that ties to Subtotal"
            return candidate, True
    if gross == order.subtotal and for_shipping(order):
        return Fraction(0), True
    # "else it is a product discount and the order is named as not tying"
    return candidates[0], False


def for_shipping(order: Order) -> bool:
    """If lines equal Subtotal: "Shipping = 0 or Total = Subtotal + Shipping - figure + Taxes"."""
    return order.shipping == 0 or order.total == before_tax(order) - order.figure + order.taxes


def before_tax(order: Order) -> Fraction:
    return order.subtotal + order.shipping


def kept_of_tax(order: Order) -> Fraction:
    """What is left of one unit of money when the tax inside it is taken out."""
    if order.total == before_tax(order) + order.taxes:
        return Fraction(1)  # "if Total = Subtotal + Shipping + Taxes prices are net of tax"
    if is_discounted_shipping(order) and for_shipping(order):
        return Fraction(1)  # the shipping discount's equation adds Taxes too
    if order.total == before_tax(order) and order.total:
        # "if Total = Subtotal + Shipping they include it": x (1 - Taxes / (Subtotal + Shipping))
        return 1 - order.taxes / before_tax(order)
    return Fraction(1)  # "else unknown": taken as they are


def is_discounted_shipping(order: Order) -> bool:
    """The figure is for stated shipping: the lines equal Subtotal without it."""
    plain = not any(line.discount for line in order.lines)
    return bool(plain and order.figure and order.shipping and lines_gross(order) == order.subtotal)


def returns(sold: Sale, as_of: datetime) -> list[Return]:
    """What was given back by as_of: refunds, then what a cancellation reverses."""
    order = sold.order
    known = [r for r in refund_shares(sold) if r.at < as_of]
    if order.cancelled is None or order.cancelled >= as_of:
        return known
    # Text: what of a cancelled order was not refunded is reversed in returns on its cancel date.
    rest = sold.worth - sum(r.sales for r in known)
    rest_total = order.total - sum(r.total for r in known)
    return [*known, Return(order.cancelled, Fraction(rest), Fraction(rest_total))]


def refund_shares(sold: Sale) -> Iterator[Return]:
    """Each refund's part of gross - discounts."""
    order, left, so_far = sold.order, sold.worth, Fraction(0)
    for refund in sorted(order.refunds, key=lambda r: r.at):
        so_far += refund.amount
        if order.total == 0:
            share = Fraction(0)  # x/0: nothing was paid, nothing of the products comes back
        elif so_far >= order.total:
            share = left  # "a full refund returns that order's gross - discounts"
        else:
            # Text: refund x (gross - discounts) / Total, "rounded to the cent one refund at a time"
            share = round(refund.amount * sold.worth / order.total, 2)  # half-even on Fractions
        left -= share
        yield Return(refund.at, share, refund.amount)


def read(files: dict[str, str], tz: str | None) -> list[Order]:
    """Every order of the files, on the store's clock."""
    order_rows: list[Cell] = []
    transactions: list[Cell] = []
    for name in sorted(files):
        head, rows = table(files[name])
        if set(head) >= ORDERS_HEAD:
            order_rows += rows
        elif set(head) >= TRANSACTIONS_HEAD:
            transactions += rows
        else:
            raise ValueError(f"{name} is no orders or transactions export: {head}")
    paid_back = refunds_by_order(transactions, tz)
    return [order_of(rows, paid_back, tz) for rows in blocks(order_rows)]


def table(text: str) -> tuple[list[str], list[Cell]]:
    """Header and rows; what stands before the header (a `#` preamble) is skipped."""
    rows = [row for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"))) if any(row)]
    for index, row in enumerate(rows):
        head = [" ".join(cell.split()).lower() for cell in row]
        if set(head) >= ORDERS_HEAD or set(head) >= TRANSACTIONS_HEAD:
            return head, [dict(zip(head, r, strict=True)) for r in rows[index + 1 :]]
    raise ValueError("no header")


def blocks(rows: Iterable[Cell]) -> list[list[Cell]]:
    """ "group by `Name`, first row is the header": the rows of each order."""
    grouped: defaultdict[str, list[Cell]] = defaultdict(list)
    for row in rows:
        grouped[row["name"]].append(row)
    return list(grouped.values())


def order_of(rows: list[Cell], paid_back: dict[str, list[Refund]], tz: str | None) -> Order:
    head = rows[0]
    created = local(head["created at"], tz)
    total_back = money(head.get("refunded amount", ""))
    # Text: transactions (they have dates), else the orders file's refunded total, never both.
    refunds = paid_back.get(head["name"])
    if not refunds:
        # "Booked on the refund's date; where the source has none, on the order's date"
        refunds = [Refund(created, total_back)] if total_back else []
    cancelled = head.get("cancelled at", "")
    return Order(
        name=head["name"],
        status=head["financial status"].strip().lower(),
        payment_method=head.get("payment method", ""),
        tags=frozenset(tag.strip() for tag in head.get("tags", "").split(",")),
        created=created,
        cancelled=local(cancelled, tz) if cancelled else None,
        subtotal=money(head["subtotal"]),
        shipping=money(head["shipping"]),
        taxes=money(head["taxes"]),
        total=money(head["total"]),
        figure=money(head["discount amount"]),
        lines=tuple(map(line_of, rows)),
        refunds=tuple(refunds),
        channel=head.get("source", ""),
        country=head.get("shipping country", "") or head.get("billing country", ""),
    )


def line_of(row: Cell) -> Line:
    return Line(
        price=money(row["lineitem price"]),
        quantity=int(row["lineitem quantity"]),
        discount=money(row.get("lineitem discount", "")),
        sku=row.get("lineitem sku", "").strip() or row.get("lineitem name", "").strip(),
    )


def refunds_by_order(rows: Iterable[Cell], tz: str | None) -> dict[str, list[Refund]]:
    """Only refunds that succeeded gave money back."""
    found: defaultdict[str, list[Refund]] = defaultdict(list)
    for row in rows:
        if (row["kind"].lower(), row["status"].lower()) == ("refund", "success"):
            refund = Refund(local(row["processed at"], tz), money(row["amount"]))
            found[row["order"]].append(refund)
    return dict(found)


def local(text: str, tz: str | None) -> datetime:
    """The store's clock.

    "`--tz` ..; else as written: a stamp's own offset is the store's clock, a naive stamp is taken
    as it stands".
    """
    stamp = parsed(text.strip())
    if tz is not None and stamp.tzinfo is not None:
        stamp = stamp.astimezone(ZoneInfo(tz))
    return stamp.replace(tzinfo=None, fold=0)  # "A repeated DST hour counts twice."


def parsed(text: str) -> datetime:
    form = STAMPS[0] if len(text.split()) == len(STAMPS[0].split()) else STAMPS[1]
    return datetime.strptime(text, form)  # noqa: DTZ007 - naive stamps are a case of their own


def money(text: str) -> Fraction:
    """`1,23,456.78` too: digits are grouped by commas; blank is nothing."""
    return Fraction(text.replace(",", "").strip() or "0")


def decimal(value: Fraction | int) -> Decimal:
    """The number with 60 digits: exact for all that ends."""
    with localcontext() as context:
        context.prec = 60
        exact = Fraction(value)
        return Decimal(exact.numerator) / Decimal(exact.denominator)


def cents(value: Decimal) -> Decimal:
    """ "Money rounds once, when it becomes text, half-even"; never -0.00."""
    rounded = value.quantize(CENT, rounding=ROUND_HALF_EVEN)
    return rounded or abs(rounded)
