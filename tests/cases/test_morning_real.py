"""The morning's commands on data that nobody here wrote: none breaks, and one name has one number.

Each set is loaded once for all that is asked of it. What a set has no export for is refused, and
the refusal names it.
"""

import json
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import cache

import pytest

import salesops
from salesops import definitions
from salesops.commands.customers.abandon_carts import abandon_carts
from salesops.commands.reports.today import today
from salesops.commands.sales.explain import explain
from salesops.commands.sales.pace import pace
from salesops.commands.sales.pulse import pulse
from salesops.commands.sales.returns import returns
from salesops.commands.sales.scorecard import scorecard
from salesops.commands.stock.fulfillment import fulfillment
from salesops.commands.stock.heatmap import heatmap
from salesops.commands.stock.reorder import reorder
from salesops.errors import Exit, InputError
from salesops.render import renderer
from salesops.render.view import View
from salesops.result import Answer

pytestmark = pytest.mark.shared
CLOSE = Decimal("0.005")
"""What does not end (a third of a discount) is kept to eight decimals a line."""
READS = (
    "sales/explain", "sales/pace", "sales/pulse", "sales/returns", "sales/scorecard",
    "stock/fulfillment", "stock/heatmap", "stock/reorder", "customers/abandon_carts",
)  # fmt: skip
LACKING = {
    heatmap: "inventory_levels",
    reorder: "inventory_levels",
    abandon_carts: "checkouts",
}
"""None of these sets has stock or carts."""


@dataclass(frozen=True)
class Shop:
    """A set of exports that has orders, and a window of it to ask about."""

    files: str
    """Under the case data, by spaces."""
    window: str
    """A closed period with sales, and with some in the period before."""
    currency: str | None = None


BOTH = (
    "shopify_exports/bexio_orders_export.csv shopify_exports/bexio_transactions_export.csv "
    "shopify_exports/tieout_orders_clean.csv"
)
SHOPS = {
    "online-retail": Shop("online_retail", "2011-06"),
    "adventureworks": Shop("adventureworks/raw", "2013-12"),
    "challenge": Shop("shopify_challenge", "2017-W12"),
    "shopify-CHF": Shop(BOTH, "2026-03", "CHF"),
    "shopify-INR": Shop(BOTH, "2026-08", "INR"),
}
SLOW = {"shopify-INR"}
"""The other half of the shop in two currencies."""


@pytest.fixture(scope="module")
def opened(shared):
    """Each set once, as of the end of its data."""
    with ExitStack() as stack:

        @cache
        def opened(name):
            shop = SHOPS[name]
            paths = [shared / "cases" / file for file in shop.files.split()]
            db = salesops.open(*paths, as_of="data", currency=shop.currency)
            stack.enter_context(db).expect(READS)
            return db

        yield opened


@pytest.fixture(scope="module")
def tell(opened):
    """What a command says of a set; a question that several tests ask is asked once."""

    @cache
    def tell(name, ask, *basis, **options):
        return ask(opened(name), *basis, **options)

    return tell


@pytest.fixture(
    scope="module",
    params=[pytest.param(n, marks=[pytest.mark.slow] if n in SLOW else []) for n in SHOPS],
)
def name(request):
    return request.param


def told_by_pulse(tell, name, window):
    return tell(name, pulse, None, period=window, versus="prev")


def value(report, name):
    return next(m.value for m in report.metrics if m.name == name)


def same(one, other):
    """Two amounts; exact but for what does not end."""
    assert abs(one - other) < CLOSE, (one, other)


def shown(report):
    """In every format that is text; a NaN would not be JSON."""
    answer = Answer(report, None, definitions.define(report.definitions))
    for format_ in ("terminal", "markdown", "html", "csv"):
        text = renderer(format_)(answer, View(width=80)).decode()
        assert not {"-0.00", "nan", "inf", "NaN"} & set(text.split()), format_
    return json.loads(renderer("json")(answer, View()))


LATER = (fulfillment, scorecard, returns, today)


@pytest.mark.parametrize(
    "ask", [pace, *(pytest.param(one, marks=pytest.mark.slow) for one in LATER)]
)
def test_it_answers_in_every_format(tell, name, ask):
    """Today names the analyses that it had to leave out."""
    report = tell(name, ask)
    assert report.headline
    said = shown(report)
    assert said["tables"].keys() == {table.name for table in report.tables}
    if ask is today:
        assert all(any(table in note for note in report.notes) for table in LACKING.values())


@pytest.mark.parametrize("ask", LACKING)
def test_what_is_missing_is_named(opened, name, ask):
    with pytest.raises(
        InputError, match=rf"feeds {LACKING[ask]}: salesops knows .*\bshopify_"
    ) as told:
        ask(opened(name))
    assert told.value.exit == Exit.INPUT


def test_a_set_whose_orders_nobody_knows_is_refused(shared):
    """Turnover by month is no list of orders: today says so, whole."""
    file = shared / "cases" / "aus_retail"
    with salesops.open(file) as db, pytest.raises(InputError, match="feeds order_lines") as told:
        today(db)
    assert told.value.exit == Exit.INPUT


def test_the_change_explained_is_that_of_pulse(tell, name):
    """Net sales of the window and of the one before are what pulse says; all parts sum to it."""
    window = SHOPS[name].window
    report = tell(name, explain, period=window, versus="prev")
    told = told_by_pulse(tell, name, window)
    now, before = (next(m for m in r.metrics if m.name == "net_sales") for r in (report, told))
    assert now.value == before.value != 0
    assert now.changes == before.changes
    shown(report)
    if now.changes[0].base is None:
        assert "no earlier period" in report.headline  # the set begins with this window
        return
    change = now.value - now.changes[0].base
    same(value(report, "change"), change)
    effects = report.table("effects").rows
    whole = {row.effect: row.amount for row in effects} | {"Net sales": value(report, "change")}
    for part_of in {row.part_of for row in effects}:
        assert sum(r.amount for r in effects if r.part_of == part_of) == whole[part_of]
    carriers = report.table("carriers").rows
    assert carriers
    for dimension in {row.dimension for row in carriers}:
        same(sum(r.change for r in carriers if r.dimension == dimension), change)


@pytest.mark.parametrize("basis", ["cash", "cohort"])
def test_the_returns_are_those_of_the_ledger(tell, name, basis):
    """On the cash basis; and products, reasons and the metrics sum to the same on either."""
    report = tell(name, returns, basis, period="all")
    if value(report, "returned") is None:
        assert "No export says what came back" in report.headline
        return
    whole = value(report, "returned") + value(report, "never_sent")
    if basis == "cash":
        assert whole == value(told_by_pulse(tell, name, "all"), "returns")
    for table in ("products", "reasons"):
        if rows := report.table(table).rows:
            *parts, last = (row.returns for row in rows)
            assert sum(parts) == last == whole


def days_of(tell, name):
    return told_by_pulse(tell, name, "all").table("days").rows


def test_pace_and_the_scorecard_have_what_pulse_has(tell, name):
    paced, card, days = tell(name, pace), tell(name, scorecard), days_of(tell, name)
    today = [d for d in days if d.day == paced.period.start.date()]
    month = [d for d in days if d.day >= card.period.start.date()]
    same(value(paced, "so_far"), sum(d.net_sales for d in today))
    assert value(paced, "orders") == sum(d.orders for d in today)
    sales = sum(d.net_sales for d in month)
    same(value(card, "net_sales"), sales)
    assert value(card, "orders") == sum(d.orders for d in month)
    if paced.period.end > paced.period.start:  # at midnight the month so far is that of yesterday
        same(value(paced, "month_so_far"), sales)


def test_each_period_of_the_scorecard_is_the_sum_of_pulses_days(tell, name):
    """The day, week and month so far, and the last complete ones: none is cut within a day."""
    days = days_of(tell, name)
    rows = tell(name, scorecard).table("progress").rows
    assert {row.over for row in rows} == {"day", "week", "month"}
    for row in rows:
        found = [d for d in days if row.from_ <= datetime.combine(d.day, time()) < row.to]
        same(row.net_sales, sum(d.net_sales for d in found))
        assert row.orders == sum(d.orders for d in found)


def test_online_retail_is_what_others_summed(tell, shared):
    """Its days, weeks and months with their returns put back, and all that came back."""
    path = shared / "cases" / "online_retail" / "expected.json"
    expected = json.loads(path.read_text())
    days = expected["days_products_only"]
    back = {d.day: d.returns for d in days_of(tell, "online-retail")}
    for row in tell("online-retail", scorecard).table("progress").rows:
        span = range((row.to - row.from_) // timedelta(days=1) + 1)
        every = [row.from_.date() + timedelta(days=n) for n in span]
        every = [day for day in every if datetime.combine(day, time()) < row.to]
        found = [days[str(day)] for day in every if str(day) in days]
        returned = sum(back.get(day, 0) for day in every)
        gross = sum(Decimal(day["gross"]) for day in found)
        assert abs(row.net_sales + returned - gross) < Decimal("0.01") * len(every)
        assert row.orders == sum(day["orders"] for day in found)
    report = tell("online-retail", returns, "cash", period="all")
    assert value(report, "returned") == Decimal(expected["products_only"]["returns"])
    assert value(report, "never_sent") == 0
