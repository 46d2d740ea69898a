"""Answers to render: one with every hard type and hostile text, one calm day, one with nothing."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from salesops.result import (
    Answer,
    Change,
    Context,
    Definition,
    Finding,
    Level,
    Limit,
    Metric,
    Period,
    Report,
    Rows,
    Source,
    Table,
)
from salesops.units import (
    Count,
    Day,
    Days,
    Flag,
    Hours,
    Instant,
    Measure,
    Money,
    Percent,
    Quantity,
    Ratio,
    Text,
    Unit,
)

HOSTILE = (
    "\x1b]0;owned\x07",
    "\x9b31mred",
    "abc\u202egnp.exe",
    "[bold red]x[/bold red]",
    "[/nope]",
    "a | b || c",
    "`code` ``two``",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "&lt;b&gt; R&D &#x41;",
    "=cmd()|' /C calc'!A0",
    "@SUM(1)",
    "+31 20 123",
    "-2+3",
    "line one\nline two\ttabbed\r",
    "lone \udcff surrogate",
    "zero\u200bwidth\ufeff \u2066iso\u2069 \u3164filler",
    "para\u2029graph line\u2028sep nel\x85 null\x00",
    "**bold** _em_ net_sales ~~gone~~ $5 ![i](http://x)",
    "[link](javascript:alert(1))",
    "# heading",
    "- item",
    "1. one",
    "12) two",
    "---",
    "===",
    "> quote",
    "#1001",
    'say "hi", twice',
    "back\\slash \\` end\\",
    "東京 Ünïcödé 👩‍💻",
    "https://example.com/?a=1&b=2",
    "",
)


@dataclass(frozen=True)
class Hard:
    label: Text | None
    money: Money | None
    percent: Percent | None
    count: Count | None
    quantity: Quantity | None
    days: Days | None
    hours: Hours | None
    ratio: Ratio | None
    day: Day | None
    at: Instant | None
    flag: Flag | None
    measure: Measure | None
    reason: Text | None


@dataclass(frozen=True)
class Said:
    number: Count
    what: Text


@dataclass(frozen=True)
class Sku:
    sku: Text = field(metadata={"title": "SKU"})
    product: Text
    units: Count
    net_sales: Money
    usual: Money | None
    change: Percent | None
    cover: Days | None
    reason: Text | None


@dataclass(frozen=True)
class DaySales:
    day: Day
    net_sales: Money | None


PERIOD = Period(datetime(2026, 9, 17), datetime(2026, 9, 18, 15, 10), "since yesterday", True)  # noqa: DTZ001
CONTEXT = Context(
    version="0.1.0",
    run_id="3f2a9c81d0e4",
    as_of=datetime(2026, 9, 18, 15, 10),  # noqa: DTZ001
    timezone="Europe/Amsterdam",
    currency="EUR",
    sources=(
        Source("orders_export.csv", "shopify_orders", 1234),
        Source("customers_1.csv", "shopify_customers", 400),
        Source("customers_2.csv", "shopify_customers", 18),
    ),
    data_through=datetime(2026, 9, 18, 14, 58),  # noqa: DTZ001
    rows=Rows(1652, 1618, 30, 4, {"test orders": 20, "voided": 10}),
)

_FULL = Hard(
    "Ünïcödé 東京",
    Decimal("-1234567.895"),
    -0.2,
    -1234567,
    Decimal("1000.250"),
    4.25,
    0.05,
    1.005,
    date(2026, 3, 14),
    datetime(2026, 3, 14, 15, 9, 26, 535897),  # noqa: DTZ001
    True,
    Decimal("12345.675"),
    None,
)
_EMPTY = Hard(None, None, None, None, None, None, None, None, None, None, None, None, None)
_NEW = Hard("new", Decimal(0), None, 0, Decimal(3), 0.0, 1e6, 0.0, None, None, False, 7, "new")
_SMALL = Hard(
    "=1+1", Decimal("-0.004"), 0.00049, 1, Decimal(-2), None, None, None, None, None, None, None,
    "no history",
)  # fmt: skip
_HARD = (_FULL, _EMPTY, _NEW, _SMALL)


def hard() -> Answer:
    """Every unit, None everywhere, negative money, zero rows and hostile text in every place."""
    evil = HOSTILE[7] + HOSTILE[0] + HOSTILE[2]
    at = Change
    return Answer(
        Report(
            "hard-types",
            f"Hard types {evil}",
            f"1. Headline with *stars*, [bold red], | and {evil}",
            PERIOD,
            metrics=(
                Metric("net_sales", "Net sales", Decimal("-1234.565"), Unit.MONEY, (
                    at("prev-week", Decimal(1000), Decimal("-2234.565"), -2.234565),
                    at("prev-year", None, None, None, "no history"),
                )),
                Metric("orders", "Orders", 12, Unit.COUNT, (
                    at("prev-week", 12, 0, 0.0),
                    at("prev-year", 0, 12, None, "new"),
                )),
                Metric("returns", "Returns", Decimal(5), Unit.MONEY, (
                    at("prev-week", Decimal(1), Decimal(4), 4.0),
                ), ""),
                Metric("loss", "Loss", Decimal(50), Unit.MONEY, (
                    at("prev-week", Decimal(-100), Decimal(150), None),
                )),
                Metric("rate", "Rate | <b>", 0.25, Unit.PERCENT, (
                    at("prev-week", 0.238, 0.012, 0.05),
                )),
                Metric("wait", "Median wait", 4.25, Unit.HOURS),
                Metric("aov", "AOV", None, Unit.MONEY),
                Metric("best", "Best seller", "=cmd()", Unit.TEXT),
            ),
            tables=(
                Table("hard", "Hard types", Hard, _HARD, "A note, <b>bold</b>."),
                Table("said", "Hostile text", Said, tuple(map(Said, range(99), HOSTILE))),
                Table("nothing", "No rows at all", Hard, ()),
                Table("hidden", "Only in data", Said, (Said(1, "hidden"),), shown=False),
                Table("line", "A line", DaySales, tuple(
                    DaySales(date(2026, 9, n), Decimal(n * n) if n != 3 else None)
                    for n in range(1, 9)
                ), spark="net_sales"),
                Table("flat", "A flat line", DaySales, tuple(
                    DaySales(date(2026, 1, 1) + timedelta(n), Decimal(3)) for n in range(100)
                ), spark="net_sales"),
                Table("no_line", "No line", DaySales, (), spark="net_sales"),
            ),
            findings=(
                Finding(Level.INFO, "fyi", f"For information {evil}"),
                Finding(Level.WARNING, "drop", "Net sales fell 20.0 % | [/nope] `x`", {
                    "drop": -0.2, "sales": Decimal("12.345"), "day": date(2026, 9, 17),
                    "skus": ["a", Decimal("1.005")], "none": None,
                }),
                Finding(Level.ERROR, "rejected", "4 rows rejected\nsee --rejects"),
            ),
            notes=("A plain note.", f"- {evil}"),
            definitions=("net_sales",),
            limits=(
                Limit("pulse.drop", -0.2, Unit.PERCENT, "the operator guide says: investigate."),
                Limit("pulse.wait", 24.0, Unit.HOURS, "a day"),
                Limit("pulse.least", Decimal(500), Unit.MONEY, f"why {evil}"),
            ),
        ),
        replace(
            CONTEXT,
            sources=(Source(f"{HOSTILE[0]}|*{HOSTILE[2]}.csv", "shopify_orders", 1234),),
            config="[bold]\x1b[2Jsalesops.toml",
            where=(f"country={HOSTILE[7]}", "tag=`x`\n"),
        ),
        (Definition("net_sales", "Net sales", "Gross sales less discounts and returns."),),
    )  # fmt: skip


def calm() -> Answer:
    """A day as an analyst meets it, to look at and to be proud of."""
    sales = [Decimal(3000 + 911 * ((n * 7) % 5) + 40 * n) for n in range(56)]
    names = (
        ("MUG-WHT", "Stoneware mug, white", 84, "1260.00", "1103.20", 0.1421, 12.0, None),
        ("TEA-SET-OOLONG", "Tea set with four cups, glazed by hand, with a bamboo tray", 12,
         "2388.00", "3211.50", -0.2564, 3.5, None),
        ("LAMP-03", "Paper lamp", 7, "1015.00", None, None, None, "no history"),
        ("NEW-BOWL", "Ramen bowl", 31, "744.00", "0.00", None, 41.2, "new"),
    )  # fmt: skip
    money = Decimal
    return Answer(
        Report(
            "a-day",
            "Sales since yesterday",
            "Net sales are 12,345.60, 20.4 % under the same days last week.",
            PERIOD,
            metrics=(
                Metric("net_sales", "Net sales", money("12345.60"), Unit.MONEY, (
                    Change("prev-week", money("15509.55"), money("-3163.95"), -0.204),
                    Change("prev-year", money("9876.48"), money("2469.12"), 0.25),
                )),
                Metric("orders", "Orders", 187, Unit.COUNT, (
                    Change("prev-week", 214, -27, -0.126), Change("prev-year", 160, 27, 0.169),
                )),
                Metric("aov", "Average order value", money("69.18"), Unit.MONEY, (
                    Change("prev-week", money("69.18"), money(0), 0.0),
                    Change("prev-year", None, None, None, "no history"),
                )),
                Metric("returns", "Returns", money("591.06"), Unit.MONEY, (
                    Change("prev-week", money("300"), money("291.06"), 0.9702),
                    Change("prev-year", money("0"), money("591.06"), None, "new"),
                ), ""),
                Metric("repeat_rate", "Repeat rate", 0.312, Unit.PERCENT, (
                    Change("prev-week", 0.3, 0.012, 0.04),
                    Change("prev-year", None, None, None, "no history"),
                )),
            ),
            tables=(
                Table("days", "Net sales by day", DaySales, tuple(
                    DaySales(date(2026, 7, 25) + timedelta(n), s) for n, s in enumerate(sales)
                ), spark="net_sales"),
                Table("skus", "Top products", Sku, tuple(
                    Sku(a, b, c, money(d), money(e) if e else None, f, g, h)
                    for a, b, c, d, e, f, g, h in names
                ), "Before returns: this export has no refund lines."),
                Table("late", "Late orders", Said, ()),
            ),
            findings=(
                Finding(Level.WARNING, "net_sales_drop",
                        "Net sales fell 20.4 % against the same days last week, past the limit of "
                        "20.0 %: 12,345.60 after 15,509.55."),
                Finding(Level.ERROR, "rows_rejected", "4 rows of orders_export.csv were rejected."),
                Finding(Level.INFO, "first_sale", "NEW-BOWL sold for the first time, 31 units."),
            ),
            notes=("Unpaid orders are in sales: 3 of 187.",),
            limits=(Limit("pulse.drop", -0.2, Unit.PERCENT,
                          "the operator guide says: investigate drops over 20 %"),),
        ),
        CONTEXT,
        (
            Definition("net_sales", "Net sales", "Gross sales less discounts and returns."),
            Definition("average_order_value", "AOV",
                       "Gross sales less discounts, divided by the orders of the window."),
        ),
    )  # fmt: skip


def bare() -> Answer:
    """No metrics, no tables, no files, no currency."""
    period = Period(PERIOD.start, PERIOD.start, "", so_far=False)
    context = Context("0.1.0", "0", PERIOD.end, "as written", None, (), None, Rows(0, 0, 0, 0))
    return Answer(Report("bare", "Nothing", "", period), context)
