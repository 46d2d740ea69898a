"""Explain against an independent count of random stores, and against pulse and sales."""

import json
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from explain_store import told as tied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pulse_store import AS_OF, put

import salesops
from salesops.assets import folder
from salesops.commands.sales.explain import explain
from salesops.commands.sales.pulse import pulse
from salesops.commands.sales.sales import sales

pytestmark = pytest.mark.slow

DAYS = ("2026-03-02", "2026-03-09")
SKUS, CHANNELS = ("A", "B", "C"), ("web", "pos", "")


@dataclass(frozen=True)
class Line:
    sku: str
    qty: int
    cents: int


@dataclass(frozen=True)
class Order:
    day: str
    channel: str
    lines: tuple[Line, ...]
    off: int
    """Percent of the goods that its discount is."""
    back: int
    """Cents that go back on the 9th."""

    @property
    def gross(self):
        return Fraction(sum(line.qty * line.cents for line in self.lines), 100)

    @property
    def discount(self):
        return Fraction(int(self.gross * self.off), 100)


LINES = st.builds(Line, st.sampled_from(SKUS), st.integers(1, 4), st.integers(1, 9999))
ORDERS = st.builds(
    Order,
    st.sampled_from(DAYS),
    st.sampled_from(CHANNELS),
    st.lists(LINES, min_size=1, max_size=3).map(tuple),
    st.sampled_from((0, 0, 5, 33)),
    st.sampled_from((0, 0, 1, 777)),
)


def written(target: Path, orders: list[Order]) -> Path:
    """As exports. An order of nothing on the 1st, so that there is history."""
    head = ["0,2026-03-01 08:00,,0,EUR"]
    bought, back = ["0,0,A,1,0"], []
    for n, order in enumerate(orders, 1):
        head.append(f"{n},{order.day} 10:00,{order.channel},{float(order.discount):.2f},EUR")
        bought += [
            f"{n},{n}-{i},{line.sku},{line.qty},{line.cents / 100:.2f}"
            for i, line in enumerate(order.lines)
        ]
        if order.back:
            back.append(f"R{n},1,{n},{DAYS[1]} 12:00,{order.lines[0].sku},1,{order.back / 100}")
    return put(
        target,
        orders="\n".join(["order_id,created_at,channel,discount_total,currency", *head]),
        order_lines="\n".join(["order_id,line_id,sku,qty,unit_price", *bought]),
        refunds="\n".join(["refund_id,line_id,order_id,refunded_at,sku,qty,subtotal", *back]),
    )


def expected(orders: list[Order]) -> dict[str, Fraction]:
    """The formulas of the page once more, from the orders as they were drawn."""
    old, new = ([o for o in orders if o.day == day] for day in DAYS)
    n0, n1 = len(old), len(new)
    v0, v1 = (sum((o.gross - o.discount for o in side), Fraction()) for side in (old, new))
    returns = Fraction(sum(o.back for o in orders), 100)
    if not n0 or not n1:
        return {"orders": v1 - v0, "order_value": Fraction(), "returns": -returns}
    return {
        "orders": (n1 - n0) * (v0 / n0 + v1 / n1) / 2,
        "order_value": (v1 / n1 - v0 / n0) * (n0 + n1) / 2,
        "returns": -returns,
    }


def agrees(orders: list[Order]) -> None:
    with TemporaryDirectory() as here:
        target = written(Path(here), orders)
        with salesops.open(target, as_of=AS_OF) as db:
            report = explain(db)
    metrics = {m.name: m.value for m in report.metrics}
    for name, amount in expected(orders).items():
        assert abs(Fraction(metrics[f"{name}_effect"]) - amount) <= Fraction(1, 100), name
    tied(report)
    web = sum((o.gross - o.discount for o in orders if o.channel == "web"), Fraction())
    rows = {r.value: r for r in report.table("carriers").rows if r.dimension == "channel"}
    if "web" in rows:
        back = Fraction(sum(o.back for o in orders if o.channel == "web"), 100)
        assert abs(Fraction(rows["web"].now + rows["web"].base) - web + back) <= Fraction(2, 100)


FEW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(st.lists(ORDERS, max_size=8))
def test_random_stores_sum_exactly(orders):
    agrees(orders)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@MANY
@given(st.lists(ORDERS, max_size=20))
def test_random_stores_sum_exactly_at_length(orders):
    agrees(orders)


# On the sample


@pytest.fixture(scope="module")
def sample():
    data = folder("sample_data")
    with salesops.open(data, config=data / "salesops.toml") as db:
        yield db


@pytest.fixture(scope="module", params=["2026-08", "2026-09-17"])
def told(request, sample):
    """A month with tax-inclusive orders and refunds, and a day."""
    return request.param, explain(sample, period=request.param, versus="prev", top=1000)


@pytest.mark.slow
def test_its_net_sales_are_those_of_pulse(sample, told):
    window, report = told
    theirs = pulse(sample, None, None, window, versus="prev")
    ours = {m.name: m for m in report.metrics}
    for metric in theirs.metrics:
        if metric.name in ("net_sales", "orders", "units", "aov", "returns"):
            assert ours[metric.name] == metric
    tied(report)


@pytest.mark.parametrize("by", ["category", "channel", "country", "segment", "shop"])
def test_its_carriers_are_the_rows_of_sales(sample, told, by):
    window, report = told
    theirs = sales(sample, by, since=None, period=window, versus="prev", top=1000).table("sales")
    ours = {r.value: r for r in report.table("carriers").rows if r.dimension == by}
    if len([row for row in theirs.rows if row.net_sales or row.base]) == 1:
        assert not ours  # one value tells nothing apart
        return
    for row in theirs.rows:
        found = ours.pop(getattr(row, by), None)
        now, base = (found.now, found.base) if found else (0, 0)
        assert abs(now - row.net_sales) <= Decimal("0.01")
        assert abs(base - row.base) <= Decimal("0.01")
        assert found is None or found.orders == row.orders
    assert not ours


def test_its_skus_are_those_of_sales(sample, told):
    """There the same SKU of two shops is one row."""
    window, report = told
    theirs = sales(sample, "sku", since=None, period=window, versus="prev", top=1000).table("sales")
    ours: dict[str, Decimal] = defaultdict(Decimal)
    for row in report.table("carriers").rows:
        if row.dimension == "SKU":
            ours[row.value.removesuffix(f" ({row.shop})")] += row.now
    assert len(ours) == len(theirs.rows)
    for row in theirs.rows:
        assert abs(ours[row.sku] - row.net_sales) <= Decimal("0.02")


def test_json_can_hold_it(told):
    assert json.dumps([dict(f.facts) for f in told[1].findings], default=str)
