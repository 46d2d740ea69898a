"""Small Shopify-like stores for hypothesis, and the exports they write.

Only what metrics.md defines without doubt is generated. Left out, because the text is silent or
can be read in two ways:

- a figure or line discounts of which no combination ties while the lines do not equal Subtotal
  (what is the discount then?), and line discounts of an order whose lines equal Subtotal
- an amount that misses Subtotal by less than 1.00 (is there a tolerance?)
- a discount on stated shipping (Total = Subtotal + Shipping - figure + Taxes) in an order whose
  prices include tax or whose lines have discounts, or whose figure equals Taxes
- refunds beyond Total, refunds of an order with Total 0, partial refunds of less than 1.00 of
  sales (a rounded share may exceed what is left), negative amounts, refunds without their order
- a refund dated after the cancellation (reverse at cancel, or later with the refund?)
- `Refunded Amount` beside transactions that are all at or after as-of (is the fallback used?)
- as-of or a bound of the window inside a repeated or skipped hour; naive stamps in a skipped hour
- files "as written" with several offsets and an as-of among their stamps (which clock is as-of's?)
- naive stamps beside offset ones without a zone (exit 2 by the text)
- an as-of before every counted order (an answer of zeros, or "nothing feeds the question"?)
- gift cards, service lines, tags in other case than `test`, two currencies, stated Total missing
"""

import csv
import io
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

SLOW_START = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
PHASES = [Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink]
"""Not `explain`: it asks the product for minutes and tells little of a drawn store."""
QUICK = settings(
    max_examples=60, deadline=None, phases=PHASES, suppress_health_check=SLOW_START, print_blob=True
)
FEW = settings(QUICK, max_examples=10)
FEWEST = settings(QUICK, max_examples=4)
"""For what asks the product several times an example."""
MANY = settings(QUICK, max_examples=2000)

ORDERS_FILE, TRANSACTIONS_FILE = "orders_export.csv", "transactions_export.csv"
ORDERS_HEAD = [
    *["Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at"],
    *["Currency", "Subtotal", "Shipping", "Taxes", "Total", "Discount Code", "Discount Amount"],
    *["Created at", "Lineitem quantity", "Lineitem name", "Lineitem price", "Lineitem sku"],
    *["Lineitem discount", "Cancelled at", "Payment Method", "Refunded Amount", "Id", "Tags"],
    *["Source", "Shipping Country", "Billing Country"],
]
TRANSACTIONS_HEAD = [
    *["Order", "Transaction ID", "Kind", "Processed at", "Amount", "Currency", "Status"],
    *["Gateway", "Card Type"],
]
ITEMS = ["Classic Tee - Red / S", "Mug", "Office Chair, Mesh Back", 'Poster 12" x 18"', "Sticker"]
NEW_YORK, ROME = "America/New_York", "Europe/Rome"
ANCHORS = [
    (NEW_YORK, date(2025, 3, 9)),  # 23 hours
    (NEW_YORK, date(2025, 11, 2)),  # 25 hours
    (ROME, date(2025, 3, 30)),
    (ROME, date(2025, 10, 26)),
    (ROME, date(2025, 6, 11)),  # 24 hours
]
CLOCKS = [
    *[time(0), time(0, 0, 1), time(23, 59, 59), time(23, 30), time(0, 30)],
    *[time(0, 59, 59), time(1, 30), time(2, 0), time(2, 30), time(3, 0)],  # DST hours
    *[time(12, 29, 59), time(12, 30), time(17, 45, 12)],  # around an as-of in mid-day
]
BOUNDS = [time(0), time(12, 30), time(18)]
"""Clocks at which windows and as-of are cut; never inside a repeated or skipped hour."""
FIRST_SAFE = 4
"""The first full hour after those that DST repeats or skips."""
LONG_AFTER = timedelta(days=20)

PLAIN_KINDS = ["none", "shipping stated", "shipping zero"]
DISCOUNT_KINDS = [
    *[*PLAIN_KINDS, "product", "untied lines", "untied figure"],
    *["lines", "lines and figure", "figure with lines", "lines, shipping zero"],
]
UNPAID = ["pending", "authorized", "expired", "partially_paid"]


@dataclass(frozen=True)
class Line:
    price: int
    """Money is whole cents here."""
    quantity: int
    title: str
    sku: str
    discount: int = 0

    @property
    def amount(self) -> int:
        return self.price * self.quantity


@dataclass(frozen=True)
class Amounts:
    """The money of an order, and what was meant by it."""

    lines: tuple[Line, ...]
    figure: int
    product_discount: int
    tied: bool
    subtotal: int
    shipping: int
    taxes: int
    total: int
    tax_included: bool

    @property
    def gross(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def kept_of_tax(self) -> Fraction:
        if not (self.tax_included and self.total):
            return Fraction(1)
        return 1 - Fraction(self.taxes, self.subtotal + self.shipping)

    @property
    def worth(self) -> Fraction:
        """Gross - discounts, net of tax, in cents."""
        return (self.gross - self.product_discount) * self.kept_of_tax


@dataclass(frozen=True)
class Refund:
    at: datetime
    amount: int
    status: str = "success"


@dataclass(frozen=True)
class Order:
    number: int
    created: datetime
    amounts: Amounts
    status: str = "paid"
    payment_method: str = "Shopify Payments"
    tags: str = ""
    cancelled: datetime | None = None
    refunds: tuple[Refund, ...] = ()
    by_transactions: bool = False
    """Its refunds are in the transactions file."""
    total_back: int = 0
    """The `Refunded Amount` of the orders file."""

    @property
    def name(self) -> str:
        return f"#{self.number}"

    @property
    def counts(self) -> bool:
        test = "bogus" in self.payment_method.lower() or self.tags in ("test", "vip, test")
        return self.status != "voided" and not test

    @property
    def stamps(self) -> list[datetime]:
        """Every instant that the exports state of it."""
        cancelled = [self.cancelled] if self.cancelled else []
        return [self.created, *cancelled, *(r.at for r in self.refunds)]


@dataclass(frozen=True)
class Store:
    orders: tuple[Order, ...]
    zone: tzinfo
    """The store's clock."""
    tz: str | None
    """What is passed as --tz; None: the files are read as written."""
    order_stamps: tzinfo | None
    """The offset that stamps are written with; None: naive ones."""
    transaction_stamps: tzinfo | None
    has_transactions: bool
    repeats_created: bool
    """Continuation rows carry `Created at`, as some exports do."""
    currency: str
    since: datetime
    until: datetime
    as_of: datetime

    def local(self, at: datetime) -> datetime:
        return at.astimezone(self.zone).replace(tzinfo=None, fold=0)


# Money


@st.composite
def order_lines(draw: st.DrawFn) -> tuple[Line, ...]:
    price = st.one_of(st.integers(0, 300), st.integers(301, 30000), st.just(0))
    line = st.builds(
        Line,
        price,
        st.integers(1, 9),
        st.sampled_from(ITEMS),
        st.sampled_from(["TEE-1", "MUG-9", ""]),
    )
    return tuple(draw(st.lists(line, min_size=1, max_size=4)))


@st.composite
def order_amounts(draw: st.DrawFn) -> Amounts:
    lines = draw(order_lines())
    gross = sum(line.amount for line in lines)
    kind = draw(st.sampled_from(DISCOUNT_KINDS if gross > 1 else PLAIN_KINDS))
    if "lines" in kind and kind != "untied lines":
        lines = draw(discounted(lines))
    off = sum(line.discount for line in lines)
    figure = draw(discount_figure(kind, gross, off))
    product = {"lines and figure": off + figure}.get(kind, off)
    if kind in ("product", "untied figure", "figure with lines"):
        product = figure
    subtotal = gross if kind == "untied figure" else gross - product
    if kind == "untied lines":
        subtotal = max(gross - 200, 0) if draw(st.booleans()) and gross > 500 else gross + 600
    money = Amounts(lines, figure, product, "untied" not in kind, subtotal, 0, 0, 0, False)
    return draw(shipped_and_taxed(money, kind))


@st.composite
def discounted(draw: st.DrawFn, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """At least one line has a discount."""
    worth_most = max(range(len(lines)), key=lambda i: lines[i].amount)
    some = []
    for i, line in enumerate(lines):
        least = 1 if i == worth_most else 0
        most = line.amount if draw(st.booleans()) else min(line.amount, least)
        some.append(replace(line, discount=draw(st.integers(least, max(least, most)))))
    return tuple(some)


def discount_figure(kind: str, gross: int, off: int) -> st.SearchStrategy[int]:
    match kind:
        case "product" | "untied figure":
            return st.integers(1, gross)
        case "lines and figure":
            return st.integers(0, gross - off)
        case "figure with lines":
            return st.integers(off, gross)
        case "shipping zero" | "shipping stated" | "lines, shipping zero":
            return st.integers(1, 900)
        case _:
            return st.just(0)


@st.composite
def shipped_and_taxed(draw: st.DrawFn, money: Amounts, kind: str) -> Amounts:
    stated = kind == "shipping stated"
    shipping = draw(st.sampled_from([0, 0, 499, 700, 1250]))
    if stated or kind == "untied figure":
        shipping = draw(st.integers(900, 2000))
    if "shipping zero" in kind:
        shipping = 0
    taxed = money.subtotal + shipping
    tax_included = not stated and draw(st.booleans())
    taxes = draw(st.one_of(st.just(0), st.integers(0, taxed // 4)))
    if taxes == money.figure and taxes and kind in ("shipping stated", "untied figure"):
        taxes -= 1
    tip = draw(st.sampled_from([0, 0, 0, 300]))
    if tax_included or kind not in ("none", "product"):
        tip = 0  # a tip is the case "unknown": Total ties to neither sum
    total = taxed + tip + (0 if tax_included else taxes) - (money.figure if stated else 0)
    return replace(money, shipping=shipping, taxes=taxes, total=total, tax_included=tax_included)


@st.composite
def refund_amounts(draw: st.DrawFn, money: Amounts) -> list[int]:
    """None, all, a part, two parts, or two parts that are all of it."""
    if money.total == 0:
        return []
    some = ["none", "none", "full"]
    if money.worth >= 100 and money.total >= 100:
        some += ["part", "two parts", "two parts", "two parts are all"]
    plan = draw(st.sampled_from(some))
    part = draw(st.integers(1, max(1, money.total * 45 // 100)))
    other = draw(st.integers(1, max(1, money.total * 45 // 100)))
    return {
        "none": [],
        "full": [money.total],
        "part": [part],
        "two parts": [part, other],
        "two parts are all": [part, money.total - part],
    }[plan]


# Time


@st.composite
def instants(draw: st.DrawFn, zone: tzinfo, anchor: date) -> datetime:
    """Around midnights, DST changes and mid-day, or any second, of the days about the anchor."""
    day = anchor + timedelta(days=draw(st.sampled_from([0, 0, 1, -1, 2, -2, 3])))
    any_second = st.times().map(lambda t: t.replace(microsecond=0))
    some = st.sampled_from(CLOCKS)
    clock = draw(st.one_of(some, some, any_second))
    wall = datetime.combine(day, clock, tzinfo=zone).replace(fold=draw(st.integers(0, 1)))
    return wall.astimezone(UTC)


LATER = [timedelta(0), *(timedelta(hours=h) for h in (1, 12, 24, 25, 53)), timedelta(days=3)]


@st.composite
def orders(draw: st.DrawFn, number: int, zone: tzinfo, anchor: date, transactions: bool) -> Order:
    created = draw(instants(zone, anchor))
    money = draw(order_amounts())
    fate = draw(st.sampled_from(["kept"] * 5 + ["cancelled"] * 2 + ["voided"]))
    amounts = [] if fate == "voided" else draw(refund_amounts(money))
    refunds, at = [], created
    for amount in amounts:
        at += draw(st.sampled_from(LATER))
        refunds.append(Refund(at, amount))
    ended = at + draw(st.sampled_from(LATER))
    back = sum(amounts)
    dated = transactions and draw(st.integers(0, 3)) > 0
    if dated and draw(st.integers(0, 5)) == 0:
        refunds.append(Refund(at, money.total, "failure"))
    return Order(
        number,
        created,
        money,
        status="voided" if fate == "voided" else draw(statuses(back, money.total)),
        payment_method=draw(payment_methods),
        tags=draw(tag_cells),
        cancelled=ended
        if fate != "kept" and (fate == "cancelled" or draw(st.booleans()))
        else None,
        refunds=tuple(refunds) if dated else (),
        by_transactions=dated,
        total_back=back if not dated or draw(st.booleans()) else 0,
    )


payment_methods = st.sampled_from(
    [*["Shopify Payments", "paypal", "", "manual"] * 3, "(for testing) Bogus Gateway"]
)
tag_cells = st.sampled_from([*[""] * 10, "vip", "tested, contest", "test", "vip, test"])


def statuses(back: int, total: int) -> st.SearchStrategy[str]:
    if back:
        return st.just("refunded" if back >= total else "partially_refunded")
    return st.sampled_from(["paid", "paid", *UNPAID])


@st.composite
def stores(draw: st.DrawFn) -> Store:
    name, anchor = draw(st.sampled_from(ANCHORS))
    named = ZoneInfo(name)
    fixed = timezone(timedelta(hours=5, minutes=30))
    style = draw(st.sampled_from(["zone", "zone", "zone", "written", "written", "naive", "fixed"]))
    zone: tzinfo = fixed if style == "fixed" else named
    offsets = [zone] if style in ("written", "fixed") else [None]
    if style == "zone":
        offsets = [named, UTC, None, fixed]  # with --tz the files may state any offset, or none
    has_transactions = draw(st.booleans())
    count = draw(st.integers(1, 12))
    sold = [draw(orders(1001 + i, zone, anchor, has_transactions)) for i in range(count)]
    if not any(order.counts for order in sold):
        sold[0] = replace(sold[0], status="paid", payment_method="paypal", tags="")
    written = draw(st.sampled_from(offsets))
    store = Store(
        tuple(sold),
        zone,
        tz=name if style == "zone" else None,
        order_stamps=written,
        transaction_stamps=draw(st.sampled_from(offsets)) if style == "zone" else written,
        has_transactions=has_transactions,
        repeats_created=draw(st.booleans()),
        currency=draw(st.sampled_from(["CHF", "EUR", "USD"])),
        **dict.fromkeys(("since", "until", "as_of"), datetime.combine(anchor, time(0))),
    )
    return draw(asked(store, anchor))


@st.composite
def asked(draw: st.DrawFn, store: Store, anchor: date) -> Store:
    """The store with a window and an as-of at which some counted order is known."""
    days = [anchor + timedelta(days=n) for n in range(-3, 7)]
    cuts = sorted(datetime.combine(day, clock) for day in days for clock in BOUNDS)
    struck = on_the_minute(store)  # a bound that is exactly some row's stamp
    as_of = draw(one_from(struck, cuts[3:]))
    known = any(o.counts and store.local(o.created) < as_of for o in store.orders)
    if not known or as_written_in_several_offsets(store) or draw(st.booleans()):
        as_of = datetime.combine(anchor + LONG_AFTER, time(12, 30))
    ends = [[at for at in some if at < as_of] for some in (struck, cuts[1:])]
    until = draw(one_from([as_of], [as_of], *ends))
    starts = [[at for at in some if at < until] for some in (struck, cuts, [*struck, *cuts])]
    since = draw(one_from([min(starts[-1])], *starts[:-1]))
    return undoubted(replace(store, since=since, until=until, as_of=as_of))


def one_from(*choices: list[datetime]) -> st.SearchStrategy[datetime]:
    """One of the lists that hold something, then one of its moments."""
    return st.one_of(*(st.sampled_from(some) for some in choices if some))


def on_the_minute(store: Store) -> list[datetime]:
    """The stamps of the store that an option can name, outside the hours that DST moves."""
    walls = {store.local(stamp) for order in store.orders for stamp in order.stamps}
    return sorted(wall for wall in walls if wall.second == 0 and not 0 < wall.hour < FIRST_SAFE)


def as_written_in_several_offsets(store: Store) -> bool:
    stamps = [stamp for order in store.orders for stamp in order.stamps]
    offsets = {stamp.astimezone(store.zone).utcoffset() for stamp in stamps}
    return store.tz is None and store.order_stamps is not None and len(offsets) > 1


def undoubted(store: Store) -> Store:
    """Without a `Refunded Amount` beside refunds that are all still to come at as-of."""

    def cleared(order: Order) -> Order:
        given = [r for r in order.refunds if r.status == "success"]
        seen = not given or any(store.local(r.at) < store.as_of for r in given)
        return order if seen else replace(order, total_back=0)

    return replace(store, orders=tuple(map(cleared, store.orders)))


# Files


def csv_files(store: Store) -> dict[str, str]:
    """The exports of a store: name -> text."""
    files = {ORDERS_FILE: orders_csv(store)}
    if store.has_transactions:
        files[TRANSACTIONS_FILE] = transactions_csv(store)
    return files


def orders_csv(store: Store) -> str:
    return written(ORDERS_HEAD, [row for o in store.orders for row in order_rows(store, o)])


def order_rows(store: Store, order: Order) -> list[dict[str, str]]:
    """One row a line; what is the order's stands in the first."""
    created = stamp(store, order.created, store.order_stamps)
    unpaid = order.status in (*UNPAID, "voided")
    head = {
        "Email": "" if order.number % 5 == 0 else f"c{order.number % 3}@example.com",
        "Financial Status": order.status,
        "Paid at": "" if unpaid else created,
        "Fulfillment Status": "unfulfilled" if order.number % 2 else "fulfilled",
        "Fulfilled at": "" if order.number % 2 else created,
        "Currency": store.currency,
        "Subtotal": money_text(order.amounts.subtotal),
        "Shipping": money_text(order.amounts.shipping),
        "Taxes": money_text(order.amounts.taxes),
        "Total": money_text(order.amounts.total),
        "Discount Code": "WELCOME10" if order.amounts.figure else "",
        "Discount Amount": money_text(order.amounts.figure),
        "Created at": created,
        "Cancelled at": stamp(store, order.cancelled, store.order_stamps),
        "Payment Method": order.payment_method,
        "Refunded Amount": money_text(order.total_back),
        "Id": str(5300000000000 + order.number),
        "Tags": order.tags,
        "Source": ["web", "pos", ""][order.number // 2 % 3],
        "Shipping Country": ["IT", "US", "", "DE"][order.number % 4],
        "Billing Country": "FR" if order.number % 3 == 0 else "",
    }
    rows = [line_cells(order.name, line) for line in order.amounts.lines]
    if store.repeats_created:
        rows = [row | {"Created at": created} for row in rows]
    return [rows[0] | head, *rows[1:]]


def line_cells(name: str, line: Line) -> dict[str, str]:
    return {
        "Name": name,
        "Lineitem quantity": str(line.quantity),
        "Lineitem name": line.title,
        "Lineitem price": money_text(line.price),
        "Lineitem sku": line.sku,
        "Lineitem discount": money_text(line.discount),
    }


def transactions_csv(store: Store) -> str:
    rows = []
    for order in store.orders:
        taken = "authorization" if order.status in ("voided", "authorized") else "sale"
        sale = Refund(order.created, order.amounts.total)
        unpaid = order.status in ("pending", "expired", "partially_paid")
        entries = [] if unpaid else [(taken, sale)]
        entries += [("refund", refund) for refund in order.refunds]
        rows += [entry_cells(store, order, n, *entry) for n, entry in enumerate(entries)]
    return written(TRANSACTIONS_HEAD, rows)


def entry_cells(
    store: Store, order: Order, number: int, kind: str, entry: Refund
) -> dict[str, str]:
    return {
        "Order": order.name,
        "Transaction ID": f"tx_{order.number}_{number}",
        "Kind": kind,
        "Processed at": stamp(store, entry.at, store.transaction_stamps),
        "Amount": money_text(entry.amount),
        "Currency": store.currency,
        "Status": entry.status,
        "Gateway": "shopify_payments",
        "Card Type": "visa",
    }


def written(head: list[str], rows: list[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, head, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def money_text(cents: int) -> str:
    return str(Decimal(cents).scaleb(-2))


def stamp(store: Store, at: datetime | None, offset: tzinfo | None) -> str:
    """`2025-03-09 03:10:00 -0400`; without an offset the store's own clock, naive."""
    if at is None:
        return ""
    return f"{at.astimezone(offset):%Y-%m-%d %H:%M:%S %z}" if offset else str(store.local(at))
