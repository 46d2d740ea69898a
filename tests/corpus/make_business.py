"""Rows that are well written and still not what an order is."""

from datetime import date, timedelta

from corpus_case import FINDINGS, OK, UNSETTLED, Case
from six_orders import HEADER, ROWS, after, plain, put, text

PRICED = [*HEADER, "unit_price"]
PRICES = ("9.95", "5.00", "120.00", "14.1667", "7.25", "32.175")
"""Each within a cent of amount / quantity: 3 x 14.1667 = 42.5001, 2 x 32.175 = 64.35."""
TOTALS = {
    "english": "Total",
    "english_grand": "GRAND TOTAL:",
    "german": "Gesamt",
    "german_sum": "Gesamtsumme",
    "italian": "Totale",
    "french": "Total général",
    "russian": "Итого",
    "spanish": "Suma",
    "sum": "Sum",
}


def priced(row: int = 0, price: str = PRICES[0], amount: str = "") -> bytes:
    """The orders with a unit price, one of them another."""
    rows = [[*cells, p] for cells, p in zip(ROWS, PRICES, strict=True)]
    rows[row][-1] = price
    rows[row][5] = amount or rows[row][5]
    return plain(rows, PRICED)


def daily(count: int, skipped: set[int]) -> bytes:
    """An order of 10.00 a day from Monday 2024-01-01 on, but for the days skipped."""
    first = date(2024, 1, 1)
    kept = [n for n in range(count) if n not in skipped]
    rows = [[f"D-{n}", str(first + timedelta(n)), "Ada", "Mug", "1", "10.00", "EUR"] for n in kept]
    return plain(rows)


def refund(*rows: tuple[str, str]) -> bytes:
    """The orders and refunds below them: of which order, and how much."""
    given = [[order, "2024-03-07", "Ada", "Mug", "-1", amount, "EUR"] for order, amount in rows]
    return plain([*ROWS, *given])


WEEKENDS = {n for n in range(56) if n % 7 in (5, 6)}
SHOPIFY = (
    "Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Created at,"
    "Lineitem quantity,Lineitem name,Lineitem price,Payment Method,Tags\n"
    "#1,a@x.org,paid,2024-03-01 10:00:00 +0100,EUR,20.00,0.00,0.00,20.00,"
    "2024-03-01 10:00:00 +0100,2,Mug,{price},{gateway},{tags}\n"
    "#2,b@x.org,paid,2024-03-02 10:00:00 +0100,EUR,5.00,0.00,0.00,5.00,"
    "2024-03-02 10:00:00 +0100,1,Tray,5.00,card,\n"
)


def shopify(price: str = "10.00", gateway: str = "card", tags: str = "") -> bytes:
    """A Shopify export of two orders, 20.00 and 5.00."""
    return SHOPIFY.format(price=price, gateway=gateway, tags=tags).encode()


CASES = [
    *(
        Case(
            f"total_{name}",
            f"a last row called {word}",
            after(f"{word},,,,10,259.00,EUR"),
            FINDINGS,
            "error",
            "total-row",
            holds=True,
            line=8,
            new=name != "english",
        )
        for name, word in TOTALS.items()
    ),
    Case(
        "total_with_a_date",
        "a total row that has a date and a product: it counts twice in every number",
        after("TOTAL,2024-03-06,,All,10,259.00,EUR"),
        FINDINGS,
        "error",
        "total-row",
        holds=True,
        line=8,
        new=True,
    ),
    Case(
        "toothpaste_called_total",
        "a product called Total and a customer of that name are no totals",
        plain([*put("product", "Total")[:3], *put("customer", "Total SA", 3)[3:]]),
        new=True,
    ),
    Case(
        "key_begins_with_total",
        "an order called TOTAL-7",
        plain(put("order_id", "TOTAL-7")),
        new=True,
    ),
    Case(
        "order_twice",
        "an order number twice where the contract says that it is unique",
        plain([*ROWS, ROWS[2]]),
        FINDINGS,
        "error",
        "unique",
        rows=7,
        sum="379.00",
        contract="unique",
    ),
    Case(
        "order_in_two_files",
        "two exports that overlap by a day: the order is in both",
        {"a.csv": plain(), "b.csv": plain([["B-1", *ROWS[0][1:]], ROWS[5]])},
        FINDINGS,
        "error",
        "unique",
        rows=8,
        sum=None,
        contract="unique",
        new=True,
    ),
    Case(
        "key_with_blanks",
        "` A-100` beside `A-100`: a blank makes no other order",
        plain([*ROWS, [" A-100 ", *ROWS[0][1:]]]),
        FINDINGS,
        "error",
        "unique",
        rows=7,
        sum="278.90",
        contract="unique",
        new=True,
    ),
    Case(
        "keys_by_case",
        "`a-100` and `A-100` are two orders: nobody but the source can say otherwise",
        plain([*ROWS, ["a-100", *ROWS[0][1:]]]),
        rows=7,
        sum="278.90",
        contract="unique",
        new=True,
    ),
    Case(
        "keys_by_padding",
        "`0100` and `100` are two orders",
        plain([["100", *ROWS[0][1:]], ["0100", *ROWS[1][1:]], *ROWS[2:]]),
        contract="unique",
        probes=(("SELECT count(DISTINCT order_id)::VARCHAR FROM $T", "6"),),
        new=True,
    ),
    Case(
        "same_line_twice",
        "two lines of an order that are alike: metrics.md says that both are real",
        plain([*ROWS, ROWS[0]]),
        OK,
        "ok|warning",
        rows=7,
        sum="278.90",
        new=True,
    ),
    Case(
        "refunds_add_up",
        "two refunds, each within the order, together above it",
        refund(("A-102", "-70.00"), ("A-102", "-70.00")),
        FINDINGS,
        "error",
        "refund",
        rows=8,
        sum="119.00",
        contract="refunds",
        new=True,
    ),
    Case(
        "refund_of_all",
        "a refund of exactly the order",
        refund(("A-102", "-120.00")),
        rows=7,
        sum="139.00",
        contract="refunds",
        new=True,
    ),
    Case(
        "two_currencies",
        "euros and dollars in one column of amounts",
        plain(put("currency", "USD")),
        FINDINGS,
        "error",
        "currency",
        accept=(UNSETTLED,),
        new=True,
    ),
    Case(
        "currency_in_two_cases",
        "EUR and eur are one currency: the sum is right, or the row is told",
        plain(put("currency", "eur")),
        OK,
        "ok|warning",
        accept=(FINDINGS,),
        new=True,
    ),
    Case(
        "currency_by_name",
        "`Euro` where codes are accepted",
        plain(put("currency", "Euro")),
        FINDINGS,
        "error",
        "accepted",
        contract="accepted",
        line=4,
        new=True,
    ),
    Case(
        "prices_tie",
        "amount = quantity x price within a cent",
        priced(),
        contract="priced",
        new=True,
    ),
    Case(
        "price_a_cent_off",
        "a cent off is rounding",
        priced(0, "9.945"),
        contract="priced",
        new=True,
    ),
    Case(
        "price_a_euro_off",
        "2 x 10.45 is not 19.90",
        priced(0, "10.45"),
        FINDINGS,
        "error",
        "amount",
        contract="priced",
        line=2,
        new=True,
    ),
    Case(
        "amounts_in_cents",
        "one amount in cents among euros: the price gives it away",
        priced(2, "120.00", "12000.00"),
        FINDINGS,
        "error",
        "amount",
        sum="12139.00",
        contract="priced",
        line=4,
        new=True,
    ),
    Case(
        "price_below_zero",
        "a price of -9.95",
        priced(0, "-9.95", "-19.90"),
        FINDINGS,
        "error",
        "range",
        sum="219.20",
        contract="priced",
        line=2,
        new=True,
    ),
    Case(
        "price_of_zero",
        "a gift at 0.00",
        priced(1, "0.00", "0.00"),
        sum="254.00",
        contract="priced",
        new=True,
    ),
    Case(
        "test_by_mail",
        "an order of test@example.com",
        plain(put("customer", "test@example.com")),
        OK,
        "warning",
        "test-orders",
        line=4,
    ),
    Case(
        "test_by_gateway",
        "Shopify's bogus gateway",
        shopify(gateway="bogus"),
        OK,
        "warning",
        "test-orders",
        rows=2,
        sum=None,
        contract="",
        name="orders_export.csv",
        new=True,
    ),
    Case(
        "test_by_tag",
        "an order tagged `test` among other tags",
        shopify(tags='"vip, test"'),
        OK,
        "warning",
        "test-orders",
        rows=2,
        sum=None,
        contract="",
        name="orders_export.csv",
        new=True,
    ),
    Case(
        "no_test_by_name",
        "a customer called Testa, a tag `latest`: neither is a test",
        shopify(tags="latest").replace(b"a@x.org", b"testa@x.org"),
        OK,
        "ok|warning",
        rows=2,
        sum=None,
        contract="",
        name="orders_export.csv",
        new=True,
    ),
    Case(
        "lines_do_not_tie",
        "2 x 9.00 where the order says 20.00",
        shopify(price="9.00"),
        FINDINGS,
        "error",
        "line-sums",
        rows=2,
        sum=None,
        contract="",
        name="orders_export.csv",
        new=True,
    ),
    Case(
        "days_missing",
        "five days without a row in eight weeks of daily orders",
        daily(56, {30, 31, 32, 33, 34}),
        OK,
        "warning",
        "calendar",
        rows=51,
        sum="510.00",
        new=True,
    ),
    Case(
        "closed_at_weekends",
        "no rows on Saturdays and Sundays: usually there are none",
        daily(56, WEEKENDS),
        rows=40,
        sum="400.00",
        new=True,
    ),
    Case(
        "orphans",
        "an order of a customer who is not in the customers' file",
        {
            "orders.csv": plain(),
            "customers.csv": text(
                [["Ada"], ["Bo"], ["Dana"], ["Eli"], ["Fay"]], ["customer_id"]
            ).encode(),
        },
        FINDINGS,
        "error",
        "reference",
        rows=11,
        sum=None,
        contract="customers",
        line=4,
        new=True,
    ),
    Case(
        "no_orphans",
        "every customer is in the customers' file",
        {
            "orders.csv": plain(),
            "customers.csv": text([[r[2]] for r in ROWS], ["customer_id"]).encode(),
        },
        rows=12,
        sum=None,
        contract="customers",
        new=True,
    ),
    Case(
        "cut_between_rows",
        "cut after a whole row, gone unseen but for the count that the contract asks",
        plain(ROWS[:4]),
        FINDINGS,
        "error",
        "row-count",
        rows=4,
        sum="187.40",
        contract="counted",
        new=True,
    ),
    Case(
        "stale",
        "the last order is four days before as-of, where 26 h are allowed",
        plain(),
        FINDINGS,
        "error",
        "freshness",
        contract="fresh",
        options=("--as-of", "2024-03-10T00:00:00"),
        new=True,
    ),
    Case(
        "fresh",
        "the last order is of the day before as-of",
        plain(),
        contract="fresh",
        options=("--as-of", "2024-03-07T00:00:00"),
        new=True,
    ),
    Case(
        "misnamed",
        "the file is not named as the contract says",
        plain(),
        FINDINGS,
        "error",
        "file-name",
        contract="named",
        name="ordrs.csv",
        accept=(3,),
        new=True,
    ),
    Case(
        "well_named",
        "the file is named as the contract says",
        plain(),
        contract="named",
        name="orders_2024-03.csv",
        new=True,
    ),
    Case(
        "long_code",
        "a currency of four letters where three are allowed",
        plain(put("currency", "EURO")),
        FINDINGS,
        "error",
        "length",
        contract="length",
        line=4,
        new=True,
    ),
    Case(
        "own_rule",
        "a rule of the contract's own: no order above 100.00",
        plain(),
        FINDINGS,
        "error",
        "sql",
        contract="own_sql",
        new=True,
    ),
    Case(
        "own_rule_that_drops",
        "a rule that is no SELECT is not run",
        plain(),
        UNSETTLED,
        "",
        rows=None,
        sum=None,
        contract="drop_sql",
        new=True,
    ),
    Case(
        "own_rule_that_reads_files",
        "a rule that reads a file of the machine is not run",
        plain(),
        UNSETTLED,
        "",
        rows=None,
        sum=None,
        contract="read_sql",
        new=True,
    ),
]
